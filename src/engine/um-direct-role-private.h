/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roles on products that users of an organisation have themselves and not by a group (ATLASSIAN.md
 * §8). They are the things of UM_SET_DIRECT_ROLES: a search doesn't tell who has them, so that
 * nobody is known to have one, or not to, before he was asked about (um-role-read-private.h). */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/* UM_SEAT_ROLE: the role that is given; it makes a user of the product. */
#define UM_SEAT_ROLE "atlassian/user"

/* um_seat_roles: roles that take a seat, ended by NULL: UM_SEAT_ROLE, and administrators. */
extern const char *const um_seat_roles[];
/* um_other_roles: roles that take no seat and make no user of a product, ended by NULL: they stay
 * when a product is taken away. */
extern const char *const um_other_roles[];

/**
 * um_direct_role_new_id:
 * @role: "atlassian/user", …
 * @resource: the ARI of a product
 *
 * Returns: (transfer full): the id of the thing, which is the target of steps too
 */
char *um_direct_role_new_id (const char *role, const char *resource);

/**
 * um_direct_role_split:
 * @id: an id of um_direct_role_new_id (); anything else is survived
 * @role: (out) (transfer full): the role
 *
 * Returns: (transfer none): the ARI, within @id
 */
const char *um_direct_role_split (const char *id, char **role);

/** um_direct_role_gives: whether it is a role on @product that takes a seat. */
gboolean um_direct_role_gives (const char *id, const char *product);

/**
 * um_direct_role_has:
 * @product: the ARI of a product
 *
 * Returns: whether the user of @row has a role of his own on the product that takes a seat
 */
UmTruth um_direct_role_has (UmDirectory *directory, const char *product, guint row);

G_END_DECLS
