/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Everything that is logged, at every level, so that a test can look for what must not be in it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From now on; once a program, before anything is logged. The messages go on to where they go. */
void um_test_log_capture (void);
/* Whether any field of any message so far holds @text. */
gboolean um_test_log_contains (const char *text);
guint um_test_log_count (void);

G_END_DECLS
