/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent for the issues of a plan, made from its inputs and its users. Looks at nothing but
 * its arguments: any thread. */
#pragma once

#include "um-directory.h"
#include "um-run.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* A field that an issue type requires besides summary and description. */
typedef struct
{
  char *id;
  JsonNode *value;
} UmIssueValue;

/* The inputs of one action that makes issues. */
typedef struct
{
  char *site;    /* cloud id, of an organisation's; else "" */
  char *project; /* key */
  char *type;    /* id */
  char *summary;
  char *description;
  gboolean one;      /* one issue for all users */
  GPtrArray *values; /* of UmIssueValue */
} UmIssueInputs;

/**
 * um_issue_inputs_new:
 * @action: an action of a plan, of which nothing is trusted
 * @error: return location for a #GError
 *
 * Returns: (transfer full): its inputs; %NULL with %UM_PROBLEM: ISSUE_NO_PROJECT, ISSUE_NO_TYPE,
 *   ISSUE_NO_SUMMARY, ISSUE_SUMMARY_LONG, ISSUE_SUMMARY_NAMES, ISSUE_DESCRIPTION_LONG,
 *   ISSUE_PLACEHOLDER, ISSUE_FIELD_BAD, PLAN_BAD_MEMBER
 */
UmIssueInputs *um_issue_inputs_new (const UmPlanAction *action, GError **error);
void um_issue_inputs_free (UmIssueInputs *self);

/** um_issue_is_made_by_action: Returns: whether @action makes issues */
gboolean um_issue_is_made_by_action (const UmPlanAction *action);

/** um_issue_is_made_by: Returns: whether an action of @plan makes issues */
gboolean um_issue_is_made_by (const UmPlan *plan);

/**
 * um_issue_fill_entries:
 * @entries: (element-type UmRunEntry): of a run of @plan, a user's together, not yet seen by others
 * @plan: the plan as it was confirmed, with all its users
 * @made: (nullable) (element-type utf8): those of um_issue_collect_made ()
 * @directory: tells e-mail addresses
 * @error: return location for a #GError
 *
 * Gives each pending step that makes an issue its label, as its target, and what is sent, as its
 * argument. One issue for all has the same in each user's step. What @made holds is skipped. Labels
 * end with a number that is a user's own in the plan, so that a trial and the whole plan agree.
 *
 * Returns: %FALSE with %UM_PROBLEM: ISSUE_DESCRIPTION_LONG, and those of um_issue_inputs_new ()
 */
gboolean um_issue_fill_entries (
  GPtrArray *entries, const UmPlan *plan, GHashTable *made, UmDirectory *directory, GError **error);

/**
 * um_issue_collect_made:
 * @entries: (element-type UmRunEntry): of an earlier run of the same plan
 * @made: (element-type utf8): is added to
 *
 * Notes for which steps an issue was made, or may have been.
 */
void um_issue_collect_made (GPtrArray *entries, GHashTable *made);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmIssueInputs, um_issue_inputs_free)

G_END_DECLS
