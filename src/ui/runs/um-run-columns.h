/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of runs. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds the columns to a table whose records are UmRun. */
void um_run_columns_add (GtkColumnView *view);

G_END_DECLS
