/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When users last used which product: for each row the products with a time. */
#pragma once

#include "um-directory-data.h"

G_BEGIN_DECLS

/* Immutable; counted atomically, any thread. */
typedef struct _UmLogins UmLogins;

/* What becomes one. One thread. */
typedef struct
{
  GArray *logins; /* of row, product, seconds */
  GArray *told;   /* guint8 by row */
} UmLoginsDraft;

void um_logins_draft_init (UmLoginsDraft *self);
void um_logins_draft_clear (UmLoginsDraft *self);
/* The latest of several times counts. */
void um_logins_draft_add (UmLoginsDraft *self, guint row, guint product, gint64 seconds);
void um_logins_draft_set_told (UmLoginsDraft *self, guint row, gboolean told);
/* Takes over what @from has. @map: (nullable): the rows that its rows become, %UM_NO_ROW for those
 * left out. @products: (nullable): the same for its products. */
void um_logins_draft_load (UmLoginsDraft *self,
                           const UmLogins *from,
                           const guint32 *map,
                           const guint32 *products);
/* (transfer full) (nullable): NULL where nothing was said */
UmLogins *um_logins_draft_end (UmLoginsDraft *self, guint n_rows);

UmLogins *um_logins_ref (UmLogins *self);
void um_logins_unref (UmLogins *self);
/* The products of a row, ascending, and their times in seconds. */
const guint32 *
um_logins_get (const UmLogins *self, guint row, const guint32 **seconds, guint *n_logins);
/* Whether the row is known not to have used the products that it has no time of. */
gboolean um_logins_is_told (const UmLogins *self, guint row);

void um_logins_pack (const UmLogins *self, GPtrArray *parts, UmDirectory *owner);
/* @logins: (out) (nullable): NULL where the pieces hold none. Returns FALSE where they are damaged.
 */
gboolean um_logins_unpack (GPtrArray *parts, guint n_rows, guint n_products, UmLogins **logins);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmLogins, um_logins_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmLoginsDraft, um_logins_draft_clear)

G_END_DECLS
