/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that says that something is being asked, or why it couldn't be. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_WAIT_LINE (um_wait_line_get_type ())
G_DECLARE_FINAL_TYPE (UmWaitLine, um_wait_line, UM, WAIT_LINE, GtkWidget)

/* Signal "retry" (): to be asked again. */
GtkWidget *um_wait_line_new (void);
/* Waiting shows after 300 ms. */
void um_wait_line_wait (UmWaitLine *self, const char *words);
void um_wait_line_fail (UmWaitLine *self, const char *what, const GError *problem);
void um_wait_line_clear (UmWaitLine *self);

G_END_DECLS
