/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bulk User Actions: four steps on one source. Holds the steps and what passes between them. */
#pragma once

#include "um-engine.h"
#include "um-plan.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_BULK_PAGE (um_bulk_page_get_type ())
G_DECLARE_FINAL_TYPE (UmBulkPage, um_bulk_page, UM, BULK_PAGE, GtkWidget)

/* Implements UmPage. Property "source" (UmSourceState, nullable). */
GtkWidget *um_bulk_page_new (UmEngine *engine);
UmSourceState *um_bulk_page_get_source (UmBulkPage *self);
void um_bulk_page_set_source (UmBulkPage *self, UmSourceState *source);
/* Shows step 4 with the source's live run. */
void um_bulk_page_show_run (UmBulkPage *self, UmSourceState *source);
/* Makes a plan of a run of @source and shows it as step 3. @entries: (nullable): all of the run */
void um_bulk_page_show_plan_of (UmBulkPage *self,
                                UmSourceState *source,
                                UmPlanRelation relation,
                                const char *run_id,
                                const char *const *entries);

G_END_DECLS
