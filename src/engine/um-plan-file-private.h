/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan file (.umplan, version 1) says, before it is judged. Any thread.
 *
 * A file is a JSON object:
 *
 *   version     1
 *   plan_id     a UUID
 *   source      { kind: "jira" | "access", org_id, cloud_id, origin } (null where not known)
 *   actions     [ { key, inputs: { groups: [ id, … ], pairs: [ "account_id group_id", … ], … } } ]
 *   users       [ { account_id, held_out, note, before: [ state or null for each step ],
 *                   places: [ directory or null for each step ] } ]
 *               (held_out and note may be missing; places is there where an action is about
 *               directories, whether or not they were chosen; people who have no account yet
 *               have their e-mail address as account_id)
 *   targets     [ target or null for each step of the first user ]; may be missing: which groups
 *               grant a product is the site's affair
 *   expression  the filter the users came from, or null
 *   now         the moment the expression was asked at
 *   data_time   when the users had been read, or null
 *   reason      or null
 *
 * Times are RFC 3339 in UTC. Every other member is an error. Steps, names, skips and warnings
 * aren't in it: they are made anew where it is read. A user skipped for a change counts as held
 * out. */
#pragma once

#include "um-directory.h"
#include "um-plan.h"
#include "um-source.h"

G_BEGIN_DECLS

#define UM_PLAN_FILE_VERSION 1

typedef struct
{
  char *account_id;
  char *note;
  char **before; /* n_before texts, NULL = not known */
  guint n_before;
  char **places; /* (nullable): n_before texts, NULL = none */
  gboolean held_out;
} UmPlanFileUser;

typedef struct
{
  UmSourceKind kind;
  char *org_id;
  char *cloud_id;
  char *origin;
  UmPlan *plan;       /* all but its users */
  GPtrArray *users;   /* of UmPlanFileUser */
  GPtrArray *targets; /* (nullable): of char * (nullable): of the first user's steps */
} UmPlanFile;

/**
 * um_plan_file_parse:
 * @text: a file's content; it may be anything, hostile too
 * @error: return location for a #GError
 *
 * Returns: (transfer full): what it says; %NULL with %UM_PROBLEM: PLAN_NOT_JSON, PLAN_VERSION,
 *   PLAN_UNKNOWN_MEMBER, PLAN_BAD_MEMBER, NO_SUCH_ACTION
 */
UmPlanFile *um_plan_file_parse (GBytes *text, GError **error);
void um_plan_file_free (UmPlanFile *self);

/**
 * um_plan_file_rate_source:
 * @source: one of the program's sources
 *
 * Returns: 0: it was made for another; 1: the same origin, and no id to go by; 2: the same site or
 *   organisation at another address; 3: both are the same
 */
guint um_plan_file_rate_source (const UmPlanFile *self, UmSource *source);

/** um_plan_file_get_source_name: Returns: what names the source it was made for to people */
const char *um_plan_file_get_source_name (const UmPlanFile *self);

/** um_plan_file_may_have_other_steps: whether the steps of a plan that was planned follow from what
 * the source says of products, too: they may have become more or fewer since. */
gboolean um_plan_file_may_have_other_steps (const UmPlan *plan);

/**
 * um_plan_file_make:
 * @self: a file's content; its plan is filled and handed out, so that this is done once
 * @n_changed: (out): users who are skipped as changed
 * @error: return location for a #GError
 *
 * Returns: (transfer full): the plan made anew, with the file's decisions laid over it; %NULL with
 *   PLAN_OTHER_SOURCE, PLAN_BAD_MEMBER and those of um_planner_fill ()
 */
UmPlan *um_plan_file_make (
  UmPlanFile *self, UmDirectory *directory, UmSource *source, guint *n_changed, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmPlanFile, um_plan_file_free)

G_END_DECLS
