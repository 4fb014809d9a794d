/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who of several users an ambiguous entry of a list stands for: shown and chosen. */
#pragma once

#include "um-outcome-list.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_CANDIDATE_BUTTON (um_candidate_button_get_type ())
G_DECLARE_FINAL_TYPE (UmCandidateButton, um_candidate_button, UM, CANDIDATE_BUTTON, GtkWidget)

GtkWidget *um_candidate_button_new (void);
/* @item: an ambiguous entry; to be called again when it changed. */
void um_candidate_button_set_item (UmCandidateButton *self, UmOutcomeItem *item);

G_END_DECLS
