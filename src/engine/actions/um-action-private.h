/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An action of the catalogue: its description, and how it makes its part of a user's chain. One
 * file per action in this folder; um-actions.c lists them. */
#pragma once

#include "um-action-info.h"
#include "um-proposal-private.h"

G_BEGIN_DECLS

/* A group that an action was given. */
typedef struct
{
  const char *id;
  guint thing; /* of the directory planned from; UM_NO_ROW: it isn't there (any more) */
} UmActionGroup;

/* The inputs of one action of a plan, resolved once for all users. */
typedef struct
{
  GArray *groups;    /* of UmActionGroup, each once; those that grant the products, by their ids */
  GHashTable *pairs; /* (nullable): account id → GArray of UmActionGroup: those for him alone */
  GPtrArray *directories; /* (nullable): of const char *: ids, each once */
  const char *message;    /* (nullable): to the user */
  GPtrArray *products;    /* (nullable): of const char *: keys, each once */

  UmIssueInputs *issue; /* (nullable) */
  UmEmailInputs *email; /* (nullable) */
  GHashTable *people;   /* (nullable): address → UmInvited */
  UmMove *move;         /* (nullable): to another directory */
  GHashTable *tokens;   /* (nullable): the plan's */
  UmPastRun *past;      /* (nullable): the action's */
} UmActionInputs;

/**
 * um_action_inputs_take_move:
 * @asked: an action of a plan that takes %UM_INPUT_INTO, and before that directories and groups,
 *   which are in @self already
 *
 * Returns: %FALSE with %UM_PROBLEM: NO_DIRECTORY, NO_SUCH_DIRECTORY, SAME_DIRECTORY,
 *   GROUP_ELSEWHERE
 */
gboolean um_action_inputs_take_move (UmActionInputs *self,
                                     const UmPlanAction *asked,
                                     UmDirectory *directory,
                                     GError **error);

/**
 * um_action_inputs_take_groups:
 * @asked: an action of a plan; it has to outlive @self
 * @may_be_gone: a group that isn't there (any more) is no error
 *
 * Takes the groups for all users and those for single ones.
 *
 * Returns: %FALSE with %UM_PROBLEM: NO_GROUPS, NO_SUCH_GROUP, PLAN_BAD_MEMBER
 */
gboolean um_action_inputs_take_groups (UmActionInputs *self,
                                       const UmPlanAction *asked,
                                       UmDirectory *directory,
                                       gboolean may_be_gone,
                                       GError **error);

/**
 * um_action_inputs_take_past:
 * @asked: an action of a plan that takes %UM_INPUT_RUN; it has to outlive @self
 *
 * Takes the run, and the addresses that it changed.
 *
 * Returns: %FALSE with %UM_PROBLEM: PLAN_BAD_MEMBER where it wasn't read, EMAIL_PAIR_BAD
 */
gboolean um_action_inputs_take_past (UmActionInputs *self,
                                     const UmPlanAction *asked,
                                     UmDirectory *directory,
                                     GError **error);

/** um_action_inputs_find_common: Returns: (nullable): a group that both name for the same user */
const UmActionGroup *um_action_inputs_find_common (const UmActionInputs *a,
                                                   const UmActionInputs *b);

/** um_action_inputs_propose: adds the steps that make the user a member of his groups, or none. */
void um_action_inputs_propose (const UmActionInputs *self, UmProposal *proposal, gboolean member);

/* Static data. propose () adds the action's steps for one user, whatever becomes of them: a step
 * that won't be done says why. Any thread; it may look at nothing but its arguments. */
typedef struct
{
  UmActionInfo info;
  void (*propose) (const UmActionInputs *inputs, UmProposal *proposal);
} UmAction;

extern const UmAction um_action_add_to_groups;
extern const UmAction um_action_remove_from_groups;
extern const UmAction um_action_grant_product_access;
extern const UmAction um_action_remove_application_access;
extern const UmAction um_action_create_issues;
extern const UmAction um_action_invite;
extern const UmAction um_action_suspend;
extern const UmAction um_action_restore;
extern const UmAction um_action_deactivate;
extern const UmAction um_action_reactivate;
extern const UmAction um_action_change_email;
extern const UmAction um_action_end_sessions;
extern const UmAction um_action_revoke_tokens;
extern const UmAction um_action_remove_user;
extern const UmAction um_action_change_directory;
extern const UmAction um_action_delete_account;
extern const UmAction um_action_cancel_deletion;
extern const UmAction um_action_retry;
extern const UmAction um_action_undo;

/**
 * um_action_find:
 * @key: the key of an action
 *
 * Returns: (transfer none) (nullable): the action
 */
const UmAction *um_action_find (const char *key);

G_END_DECLS
