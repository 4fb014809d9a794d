/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small directories and plans for the tests of planning. */
#include "um-test-plans.h"

#include "um-enums.h"
#include "um-test-action.h"

#include <string.h>

static void
add_user (UmDirectoryBuilder *builder, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "/", 2);
  g_autofree char *email = g_strdup_printf ("%s@example.com", parts[0]);
  UmUser user = {
    .account_id = parts[0],
    .name = parts[0],
    .email = email,
    .status = UM_STATUS_ACTIVE,
    .type = UM_TYPE_PERSON,
    .last_login = UM_TIME_UNKNOWN,
    .added = UM_TIME_UNKNOWN,
  };

  if (g_strcmp0 (parts[1], "former") == 0)
    user.status = UM_STATUS_FORMER;
  else if (g_strcmp0 (parts[1], "inactive") == 0)
    user.status = UM_STATUS_INACTIVE;
  else if (g_strcmp0 (parts[1], "app") == 0)
    user.type = UM_TYPE_APP;
  else if (g_strcmp0 (parts[1], "unknown") == 0)
    user.type = UM_TYPE_UNKNOWN;
  um_directory_builder_add_user (builder, &user);
}

static void
add_products (UmDirectoryBuilder *builder, const char *keys)
{
  g_auto (GStrv) parts = g_strsplit (keys, ",", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat ("P ", parts[i], NULL);
      UmThing product = { .id = parts[i], .name = name, .known = TRUE };

      um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &product);
    }
}

static void
add_group (UmDirectoryBuilder *builder, const UmTestGroup *group)
{
  UmThing thing = {
    .id = group->id,
    .name = group->name != NULL ? group->name : group->id,
    .products = group->products,
    .synced = group->synced,
    .admin = group->admin,
    .known = !group->unknown,
  };
  guint index = um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing);
  g_auto (GStrv) members = g_strsplit (group->members != NULL ? group->members : "", " ", -1);

  if (group->products != NULL)
    add_products (builder, group->products);
  for (guint i = 0; members[i] != NULL; i++)
    if (*members[i] != '\0')
      um_directory_builder_add_member (builder, UM_SET_GROUPS, index,
                                       um_directory_builder_find (builder, members[i]));
}

UmDirectory *
um_test_directory_new (const char *users, const UmTestGroup *groups, guint n_groups)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_auto (GStrv) parts = g_strsplit (users, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    add_user (builder, parts[i]);
  for (guint i = 0; i < n_groups; i++)
    add_group (builder, &groups[i]);
  um_directory_builder_set_read (builder, 1700000000, 1700000000);
  return um_directory_builder_end (builder);
}

UmSource *
um_test_source_new (const char *owner)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  source->name = g_strdup ("Acme");
  source->url = g_strdup ("https://acme.atlassian.net");
  source->cloud_id = g_strdup ("cloud");
  source->account_id = g_strdup (owner);
  return source;
}

UmPlan *
um_test_plan_empty (const char *actions)
{
  UmPlan *plan = um_plan_new ();
  g_auto (GStrv) parts = g_strsplit (actions, ";", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    um_test_add_action (plan, parts[i]);
  return plan;
}

UmPlan *
um_test_plan_new (
  UmDirectory *directory, UmSource *source, const char *actions, const char *users, GError **error)
{
  g_autoptr (UmPlan) plan = um_test_plan_empty (actions);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) parts = g_strsplit (users, " ", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    g_ptr_array_add (ids, parts[i]);
  if (!um_planner_fill (plan, directory, source, ids, UM_PLANNER_STRICT, error))
    return NULL;
  return g_steal_pointer (&plan);
}

static void
describe_step (GString *text, const UmStep *step)
{
  g_string_append_printf (text, " %s%s", step->kind == UM_STEP_GROUP_ADD ? "+" : "-", step->target);
  if (step->before == NULL)
    g_string_append (text, "?");
  if (step->skip != UM_SKIP_NONE)
    g_string_append_printf (text, "(%s)", um_skip_to_nick (step->skip));
}

char *
um_test_plan_describe (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      g_string_append_printf (text, "%s%s:", i > 0 ? "; " : "", user->account_id);
      for (guint j = 0; j < user->n_steps; j++)
        describe_step (text, &user->steps[j]);
      for (guint j = 0; j < user->n_warnings; j++)
        g_string_append_printf (text, " !%s%s%s", um_warning_kind_to_nick (user->warnings[j].kind),
                                user->warnings[j].detail != NULL ? "=" : "",
                                user->warnings[j].detail != NULL ? user->warnings[j].detail : "");
      if (user->skip != UM_SKIP_NONE)
        g_string_append_printf (text, " =%s", um_skip_to_nick (user->skip));
    }
  return g_string_free (text, FALSE);
}
