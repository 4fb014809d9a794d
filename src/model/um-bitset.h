/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A set of rows of one directory generation. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* Reference counted (atomically). Not locked: one thread writes until it is handed over, after
 * that it is only read. Mixing sets of two generations or sizes is a programming error and is
 * reported by g_return_if_fail. */
UmBitset *um_bitset_new (guint n_rows, guint generation);
UmBitset *um_bitset_copy (const UmBitset *self);
UmBitset *um_bitset_ref (UmBitset *self);
void um_bitset_unref (UmBitset *self);
guint um_bitset_get_n_rows (const UmBitset *self);
guint um_bitset_get_generation (const UmBitset *self);
guint um_bitset_count (const UmBitset *self);
gboolean um_bitset_is_empty (const UmBitset *self);
gboolean um_bitset_contains (const UmBitset *self, guint row);
gboolean um_bitset_equal (const UmBitset *a, const UmBitset *b);
guint um_bitset_next (const UmBitset *self, guint from);
void um_bitset_add (UmBitset *self, guint row);
void um_bitset_remove (UmBitset *self, guint row);
void um_bitset_fill (UmBitset *self);
void um_bitset_clear (UmBitset *self);
void um_bitset_and (UmBitset *self, const UmBitset *other);
void um_bitset_or (UmBitset *self, const UmBitset *other);
void um_bitset_subtract (UmBitset *self, const UmBitset *other);
void um_bitset_invert (UmBitset *self);
guint um_bitset_count_and (const UmBitset *a, const UmBitset *b);
guint um_bitset_count_subtract (const UmBitset *a, const UmBitset *b);

/* The 64-bit words, for loops that must be fast. Bits above n_rows are always 0. */
guint64 *um_bitset_get_words (UmBitset *self, guint *n_words);

/* Each row of a set, ascending; the set may lose rows meanwhile. */
#define um_bitset_foreach(set, row) \
  for (guint row = um_bitset_next (set, 0); row != UM_NO_ROW; row = um_bitset_next (set, row + 1))

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmBitset, um_bitset_unref)

G_END_DECLS
