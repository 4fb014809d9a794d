/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small directories and plans for the tests of planning, written as short texts. */
#pragma once

#include "um-planner-private.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *name;     /* NULL: the id */
  const char *products; /* keys, separated by commas */
  const char *members;  /* account ids, separated by blanks */
  gboolean synced;
  gboolean admin;
  gboolean unknown; /* was not read: others may be members too */
} UmTestGroup;

/**
 * um_test_directory_new:
 * @users: account ids separated by blanks, each an active person with the address <id>@example.com
 *   unless followed by /former, /inactive, /app or /unknown
 * @groups: (array length=n_groups): the groups; products that they grant exist with "P " before
 *   their key as name
 */
UmDirectory *um_test_directory_new (const char *users, const UmTestGroup *groups, guint n_groups);

/** um_test_source_new: a Jira source whose key belongs to @owner (nullable). */
UmSource *um_test_source_new (const char *owner);

/** um_test_plan_empty: @actions: "add-to-groups g1 g2; remove-from-groups g3": each with the values
 * of its first input, or as um_test_add_action () has it. */
UmPlan *um_test_plan_empty (const char *actions);

/** um_test_plan_new: a plan for @users (account ids, separated by blanks), or NULL and @error. */
UmPlan *um_test_plan_new (
  UmDirectory *directory, UmSource *source, const char *actions, const char *users, GError **error);

/** um_test_plan_describe: "ann: +g1 -g2(already-so) !loses-product=P jira; bob …" without what is
 * usual. (transfer full) */
char *um_test_plan_describe (const UmPlan *plan);

G_END_DECLS
