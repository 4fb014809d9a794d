/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users chosen, which outlive filters, refreshes and restarts. Kept by account id; while a
 * directory is set, as a set of its rows. Signal "changed" (). Main thread. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

#define UM_TYPE_BASKET (um_basket_get_type ())
G_DECLARE_FINAL_TYPE (UmBasket, um_basket, UM, BASKET, GObject)

UmBasket *um_basket_new (void);
void um_basket_set_directory (UmBasket *self, UmDirectory *directory);
guint um_basket_get_count (UmBasket *self);
guint um_basket_get_n_vanished (UmBasket *self);
const UmBitset *um_basket_get_rows (UmBasket *self);
gboolean um_basket_contains (UmBasket *self, guint row);
void um_basket_set (UmBasket *self, guint row, gboolean chosen);
void um_basket_add_rows (UmBasket *self, const UmBitset *rows);
void um_basket_remove_rows (UmBasket *self, const UmBitset *rows);
void um_basket_clear (UmBasket *self);

/* What is kept on disk: all account ids, the vanished too. */
GPtrArray *um_basket_get_ids (UmBasket *self);
void um_basket_set_ids (UmBasket *self, const char *const *ids, guint n_ids);

G_END_DECLS
