/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What text from elsewhere may hold and no line of ours. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** um_text_is_disruptive: Returns: whether @c is a control or turns the direction of what follows,
 * so that it could hide or reorder what stands beside it */
gboolean um_text_is_disruptive (gunichar c);

G_END_DECLS
