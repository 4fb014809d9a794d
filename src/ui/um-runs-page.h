/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run Logs: all runs, and one run's results. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_RUNS_PAGE (um_runs_page_get_type ())
G_DECLARE_FINAL_TYPE (UmRunsPage, um_runs_page, UM, RUNS_PAGE, GtkWidget)

/* Implements UmPage. */
GtkWidget *um_runs_page_new (UmEngine *engine);
/* Opens one run; NULL goes to the list. */
void um_runs_page_show_run (UmRunsPage *self, const char *run_id);

G_END_DECLS
