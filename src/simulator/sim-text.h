/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sim_text_slug (const char *text);
gboolean sim_text_word_prefix (const char *text, const char *wanted);
gboolean sim_text_is_email (const char *text);

G_END_DECLS
