/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run's page: what, when, by whom, its results, Export… and Continue. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_RUN_VIEW (um_run_view_get_type ())
G_DECLARE_FINAL_TYPE (UmRunView, um_run_view, UM, RUN_VIEW, GtkWidget)

/* Loads and shows a run. */
void um_run_view_show (UmRunView *self, UmEngine *engine, const char *run_id);
/* What the header bar says. (transfer full) */
char *um_run_view_dup_title (UmRunView *self);

G_END_DECLS
