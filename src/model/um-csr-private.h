/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Compressed lists of numbers by number: one direction of a relation. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The values of key k, ascending, are values[starts[l]] … values[starts[l + 1] - 1], where l is
 * lists[k], or k itself where each key has a list of its own. */
typedef struct
{
  guint n_keys;
  guint n_lists;
  guint32
    n_shared;     /* values of all lists when equal ones were found; 0 if they weren't looked for */
  guint16 *lists; /* (nullable) */
  guint32 *starts; /* n_lists + 1 */
  guint32 *values;
} UmCsr;

/* A value to be added to a key's list or taken from it. */
typedef struct
{
  guint32 key;
  guint32 value;
  gsize order;
  gboolean member;
} UmCsrEdit;

void um_csr_init (UmCsr *self, guint n_keys, gsize n_values);
void um_csr_clear (UmCsr *self);
void um_csr_fill (UmCsr *self, const guint32 *keys, const guint32 *values, gsize n_pairs);
void um_csr_transpose (UmCsr *self, const UmCsr *from);
gsize um_csr_sort_edits (UmCsrEdit *edits, gsize n_edits);
void um_csr_edit (UmCsr *self, const UmCsr *from, const UmCsrEdit *edits, gsize n_edits);
void um_csr_share (UmCsr *self);
const guint32 *um_csr_lookup (const UmCsr *self, guint key, guint *n_values);

G_END_DECLS
