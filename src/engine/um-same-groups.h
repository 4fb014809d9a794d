/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Same groups as…" a colleague: the groups that he has as inputs of the actions that add to groups
 * and remove from them. The actions hold the groups of this moment and not the question. */
#pragma once

#include "um-directory.h"
#include "um-plan.h"

G_BEGIN_DECLS

/**
 * um_same_groups_list:
 * @directory: a directory
 * @colleague: a row
 *
 * Returns: (transfer full) (element-type guint32): the groups he is known to be in, by their names
 */
GArray *um_same_groups_list (UmDirectory *directory, guint colleague);

/**
 * um_same_groups_check:
 * @account_ids: (nullable) (element-type utf8): others of whom all groups have to be known, too
 *
 * Returns: %FALSE with the problem that um_same_groups_new_inputs () has: cheaper than that
 */
gboolean um_same_groups_check (UmDirectory *directory,
                               guint colleague,
                               GPtrArray *account_ids,
                               GError **error);

/**
 * um_same_groups_new_inputs:
 * @directory: a directory
 * @colleague: the row of the user whose groups others are to have
 * @account_ids: (element-type utf8): those others; he himself among them changes nothing
 * @member: %TRUE: what is to be added, his groups; %FALSE: what is to be removed, the groups of
 *   each other user that he isn't in
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the inputs of the action; %NULL with %UM_PROBLEM:
 * LIKE_NOBODY where he is in no group, MEMBERSHIPS_UNKNOWN where it isn't known of all groups who
 * of them is in it
 */
GVariant *um_same_groups_new_inputs (
  UmDirectory *directory, guint colleague, GPtrArray *account_ids, gboolean member, GError **error);

G_END_DECLS
