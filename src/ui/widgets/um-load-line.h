/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line that says that something is being read, or why it couldn't be. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_LOAD_LINE (um_load_line_get_type ())
G_DECLARE_FINAL_TYPE (UmLoadLine, um_load_line, UM, LOAD_LINE, GtkWidget)

/* Signal "retry" (): the button was pressed. Hidden where there is nothing to say. */
GtkWidget *um_load_line_new (void);
/* Shows a spinner with @text, unless it is over sooner than people would notice. */
void um_load_line_set_busy (UmLoadLine *self, const char *text);
/* What happened, what to do, and Retry. @problem: of UM_PROBLEM */
void um_load_line_set_problem (UmLoadLine *self, const GError *problem);
void um_load_line_set_problem_of (UmLoadLine *self, const char *what, const GError *problem);
void um_load_line_clear (UmLoadLine *self);

G_END_DECLS
