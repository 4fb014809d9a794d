/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing products of a source: a tick for each, below them the groups that grant the chosen. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PRODUCT_CHOOSER (um_product_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmProductChooser, um_product_chooser, UM, PRODUCT_CHOOSER, GtkWidget)

/* Signal "changed" (): the chosen products changed. */
GtkWidget *um_product_chooser_new (gboolean takes);
/* Offers the products of a source and counts its selected users; what was chosen stays chosen by
 * key where it is there. */
void um_product_chooser_set_source (UmProductChooser *self, UmSourceState *source);
guint um_product_chooser_get_n_chosen (UmProductChooser *self);
/* Keys in the order in which they were chosen, ended by NULL. (transfer full) */
char **um_product_chooser_dup_keys (UmProductChooser *self);
/* For people who aren't users yet: no users are counted. */
void um_product_chooser_set_newcomers (UmProductChooser *self);
void um_product_chooser_clear (UmProductChooser *self);

G_END_DECLS
