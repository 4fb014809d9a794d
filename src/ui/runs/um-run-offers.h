/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be made of a run that is over: the buttons Retry Failed and Undo Run. */
#pragma once

#include "um-engine.h"
#include "um-run.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_RUN_OFFERS (um_run_offers_get_type ())
G_DECLARE_FINAL_TYPE (UmRunOffers, um_run_offers, UM, RUN_OFFERS, GtkWidget)

/* Signal "changed" (): there is another sentence. */
GtkWidget *um_run_offers_new (void);
/* @run, @entries: (nullable) (element-type UmRunEntry): of a run that changes no more; %NULL: none
 * is offered. */
void
um_run_offers_set_run (UmRunOffers *self, UmEngine *engine, const UmRun *run, GPtrArray *entries);
/* Whether and until when it can be undone, and what was made of it; "" until that is known. */
const char *um_run_offers_get_sentence (UmRunOffers *self);
/* Whether Undo Run has something to undo. */
gboolean um_run_offers_can_undo (UmRunOffers *self);
/* Whether it was undone, if only in part: nobody goes on with it then. FALSE until that is known.
 */
gboolean um_run_offers_is_undone (UmRunOffers *self);
/* Undo Run is about these entries alone. @numbers: (nullable) (element-type utf8): none: all. */
void um_run_offers_choose (UmRunOffers *self, GPtrArray *numbers);

G_END_DECLS
