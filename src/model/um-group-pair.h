/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user and a group as one text: how a plan says of each user which groups he is to come into, or
 * to leave. */
#pragma once

#include "um-plan.h"

G_BEGIN_DECLS

/**
 * um_group_pair_new:
 * @account_id: the user's account id
 * @group_id: the group's id
 *
 * Returns: (transfer full): a value of the input "pairs"
 */
char *um_group_pair_new (const char *account_id, const char *group_id);

/**
 * um_group_pair_split:
 * @pair: any text
 * @account_length: (out): bytes of the account id, with which @pair begins
 *
 * Returns: (transfer none) (nullable): the group's id within @pair, or %NULL where it isn't a pair
 */
const char *um_group_pair_split (const char *pair, gsize *account_length);

/**
 * um_plan_action_list_groups:
 * @self: an action of a plan
 *
 * Returns: (transfer container) (element-type utf8): the ids of the groups that the action was
 *   given, for all users or for single ones, each once; they live as long as the action
 */
GPtrArray *um_plan_action_list_groups (const UmPlanAction *self);

/**
 * um_plan_action_list_pair_users:
 * @self: an action of a plan
 *
 * Returns: (transfer full) (element-type utf8) (nullable): the account ids of those that the action
 *   is about, each once in the order of its pairs, or %NULL where it is about all users of the plan
 */
GPtrArray *um_plan_action_list_pair_users (const UmPlanAction *self);

G_END_DECLS
