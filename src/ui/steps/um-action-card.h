/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A card of step 2: what an action touches, its bill, what users notice, undo; its inputs below
 * when it is chosen. */
#pragma once

#include "um-action-tally.h"
#include "um-actions.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ACTION_CARD (um_action_card_get_type ())
G_DECLARE_FINAL_TYPE (UmActionCard, um_action_card, UM, ACTION_CARD, GtkWidget)

/* Signal "changed" (): chosen or not, or its inputs. */
GtkWidget *um_action_card_new (const UmActionInfo *info);
const UmActionInfo *um_action_card_get_info (UmActionCard *self);
/* Whether it can be used on this source, and its groups. */
void um_action_card_set_source (UmActionCard *self, UmSourceState *source);
/* Whether it can be done to the selected users; @tally: (nullable): not known. */
void um_action_card_set_tally (UmActionCard *self, const UmActionTally *tally);
gboolean um_action_card_get_chosen (UmActionCard *self);
void um_action_card_set_chosen (UmActionCard *self, gboolean chosen);
/* The inputs below the row of cards, shown while the card is chosen. (transfer none) */
GtkWidget *um_action_card_get_form (UmActionCard *self);
/* Whether every input has a value. */
gboolean um_action_card_is_complete (UmActionCard *self);
/* Adds its action with its inputs, or two (of UmPlanAction). */
void um_action_card_add_actions (UmActionCard *self, GPtrArray *actions);

G_END_DECLS
