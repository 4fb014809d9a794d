/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What text from elsewhere may hold and no line of ours. */
#include "um-text-clean.h"

gboolean
um_text_is_disruptive (gunichar c)
{
  return g_unichar_iscntrl (c) || c == 0x061C || c == 0x200E || c == 0x200F
         || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028
         || c == 0x2029;
}
