/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are in which things (groups, directories, products, roles), as two CSR arrays. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* One member of a set: a group, a directory, a product or a role. Text is owned by the
 * directory (or the builder's caller) and lives as long. NULL where there is none. */
typedef struct
{
  const char *id;       /* group id, directory id, product key or ARI, role key */
  const char *name;     /* what people see */
  const char *parent;   /* group: id of its directory; else NULL */
  const char *products; /* group: keys of the products it grants, separated by commas; else NULL */
  gboolean synced;      /* group: kept in step by an identity provider, can't be changed */
  gboolean admin;       /* group: membership is administration */
  gboolean known; /* its members were read; if not, it is unknown for others than those listed */
} UmThing;

/* Immutable; reference counted atomically. Pairs may come in any order and twice. */
UmRelation *um_relation_new (guint n_things,
                             guint n_rows,
                             const guint32 *pair_things,
                             const guint32 *pair_rows,
                             gsize n_pairs);
UmRelation *um_relation_ref (UmRelation *self);
void um_relation_unref (UmRelation *self);
guint um_relation_get_n_things (const UmRelation *self);
gsize um_relation_get_n_pairs (const UmRelation *self);
const guint32 *um_relation_get_rows (const UmRelation *self, guint thing, guint *n_rows);
const guint32 *um_relation_get_things (const UmRelation *self, guint row, guint *n_things);
gboolean um_relation_contains (const UmRelation *self, guint thing, guint row);

/* One pair to be added or removed. */
typedef struct
{
  guint32 thing;
  guint32 row;
  gboolean member;
} UmRelationEdit;

/* A new relation with edits laid over; the later edit of a pair wins. */
UmRelation *um_relation_edit (const UmRelation *self, const UmRelationEdit *edits, gsize n_edits);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRelation, um_relation_unref)

G_END_DECLS
