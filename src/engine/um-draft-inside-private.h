/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a draft, shared by the two files that make it up. */
#pragma once

#include "um-draft-private.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  GString *products; /* keys, separated by commas */
  guint index;       /* in the directory that is being made */
  gboolean gone;
  gboolean admin;
  gboolean known; /* who its members are is known */
  gboolean whole; /* @rows are all of them */
  GArray *rows;   /* of guint32 */
} UmDraftGroup;

/* A user who was read alone. */
typedef struct
{
  guint32 row;
  GPtrArray *groups; /* of UmDraftGroup, borrowed */
} UmDraftAlone;

typedef struct
{
  char *key;
  char *name;
} UmDraftProduct;

struct _UmDraft
{
  UmDirectory *base;         /* (nullable) */
  UmDirectoryBuilder *users; /* while they are collected */
  GPtrArray *groups;         /* of UmDraftGroup */
  GHashTable *group_ids;     /* id → UmDraftGroup */
  GPtrArray *products;       /* of UmDraftProduct */
  GPtrArray *records;        /* of UmJiraUser: other records of rows, and new users */
  GHashTable *extra;         /* id of a new user → row + 1 */
  GArray *alone;             /* of UmDraftAlone */
  GHashTable *dropped_users; /* ids */
  gboolean dropped;          /* something the base holds is no more */
};

/* The group of that id, made where there is none. (transfer none) */
UmDraftGroup *um_draft_put_group (UmDraft *self, const char *id, const char *name);
/* The base becomes another. */
void um_draft_set_base (UmDraft *self, UmDirectory *base);
/* Copies the things of a set and their members into @builder. @map: rows of @from → rows of
 * @builder.
 * @keep: (nullable): ids of the things to copy. @known: (nullable): overrides what is known. */
void um_draft_copy_set (UmDirectory *from,
                        UmSet set,
                        UmDirectoryBuilder *builder,
                        const guint32 *map,
                        GHashTable *keep,
                        const gboolean *known);
/* Adds or replaces a user; returns his row, %UM_NO_ROW for one whose id can't be one. @read:
 * seconds; 0: with all others. */
guint um_draft_put_user (UmDirectoryBuilder *builder, const UmJiraUser *user, gint64 read);

G_END_DECLS
