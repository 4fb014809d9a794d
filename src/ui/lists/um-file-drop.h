/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is dropped on a widget. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef void (*UmFileDropFunc) (GtkWidget *widget, GFile *file);

/* Calls @func with each file that is dropped on @widget, for its life. */
void um_file_drop_add (GtkWidget *widget, UmFileDropFunc func);

G_END_DECLS
