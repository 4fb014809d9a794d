/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a directory is made of, for the files that make and read it. */
#pragma once

#include "um-directory.h"
#include "um-logins-private.h"
#include "um-thing-set-private.h"
#include "um-user-table-private.h"

G_BEGIN_DECLS

/* A column's order, made on first use; shared by generations in which it is the same. */
typedef struct
{
  gatomicrefcount ref_count;
  guint32 *rows; /* set once, by g_once_init_leave () */
} UmOrder;

struct _UmDirectory
{
  gatomicrefcount ref_count;
  guint generation;
  gint64 users_read;
  gint64 members_read;
  UmUserTable *table;
  UmThingSet *things[UM_N_SETS];
  UmRelation *relations[UM_N_SETS];
  UmBitset *complete[UM_N_SETS];
  UmRelation *absent[UM_N_SETS]; /* (nullable): who is known not to be in a thing, though neither
                                    all its members nor all his things are known */
  UmLogins *logins;              /* (nullable): when users last used which product */
  UmOrder *orders[UM_N_COLUMNS];
};

UmDirectory *um_directory_alloc (void);
UmOrder *um_order_new (void);
UmOrder *um_order_ref (UmOrder *self);
void um_order_unref (UmOrder *self);

G_END_DECLS
