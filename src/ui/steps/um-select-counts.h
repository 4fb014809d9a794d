/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many users are shown, selected and hidden, in words. */
#pragma once

#include "um-basket.h"
#include "um-bitset.h"
#include "um-directory.h"

G_BEGIN_DECLS

/* "1,284 of 8,930 users · 212 selected · 14 of them hidden by filters". @matching: (nullable): the
 * rows of the filter, of the directory's generation as the basket's are; @n_shown: users in the
 * table; @only_selected: whether those are the selected, whatever the filter finds. */
char *um_select_counts_dup_text (UmDirectory *directory,
                                 UmBasket *basket,
                                 const UmBitset *matching,
                                 guint n_shown,
                                 gboolean only_selected);

G_END_DECLS
