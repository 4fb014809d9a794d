/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the endpoints of an organisation and of user management on the simulated one. */
#include "um-org.h"

#include "um-test-call.h"
#include "um-test-log.h"
#include "um-test-simulator.h"

#include <string.h>

/* What begins a list in a directory, from a page on. */
typedef void (*BeginPage) (UmOrg *org, const char *where, const char *cursor, Waiter *waiter);

typedef struct
{
  UmTestSimulator *simulator;
  UmOrg *org;
  char *directory; /* the first */
} Fixture;

static UmOrg *
connect_with (UmTestSimulator *simulator, const char *key)
{
  g_autoptr (UmHttp) http = um_http_new (um_test_simulator_get (simulator, "api_url"));

  um_http_set_bearer (http, um_test_simulator_get (simulator, key));
  return um_org_new (http, um_test_simulator_get (simulator, "org_id"));
}

/* All records of a list, page after page. */
static GPtrArray *
list_all (UmOrg *org, const char *where, BeginPage begin, GDestroyNotify free_item)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (free_item);
  g_autofree char *cursor = NULL;

  do
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmOrgPage) page = NULL;

      begin (org, where, cursor, &waiter);
      page = um_org_list_finish (org, wait_for (&waiter), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->bad, ==, 0);
      g_ptr_array_extend_and_steal (items, g_steal_pointer (&page->items));
      g_free (cursor);
      cursor = g_steal_pointer (&page->next);
    }
  while (cursor != NULL);
  return items;
}

static void
begin_directories (UmOrg *org, const char *where, const char *cursor, Waiter *waiter)
{
  um_org_list_directories_async (org, NULL, cursor, NULL, done_cb, waiter);
}

static void
begin_users (UmOrg *org, const char *where, const char *cursor, Waiter *waiter)
{
  const UmOrgUserQuery query = { .expand = UM_ORG_EXPAND_ROLES | UM_ORG_EXPAND_ACCESS
                                           | UM_ORG_EXPAND_GROUPS | UM_ORG_EXPAND_RESOURCES };

  um_org_search_users_async (org, where, &query, cursor, NULL, done_cb, waiter);
}

static void
begin_groups (UmOrg *org, const char *where, const char *cursor, Waiter *waiter)
{
  const UmOrgGroupQuery query = { .counts = TRUE };

  um_org_search_groups_async (org, where, &query, cursor, NULL, done_cb, waiter);
}

static void
begin_managed (UmOrg *org, const char *where, const char *cursor, Waiter *waiter)
{
  um_org_list_managed_async (org, cursor, NULL, done_cb, waiter);
}

static void
begin_workspaces (UmOrg *org, const char *where, const char *cursor, Waiter *waiter)
{
  um_org_list_workspaces_async (org, cursor, NULL, done_cb, waiter);
}

static void
begin_keys (UmOrg *org, const char *where, const char *cursor, Waiter *waiter)
{
  um_org_list_keys_async (org, cursor, NULL, done_cb, waiter);
}

static GPtrArray *
list_users (Fixture *self, const char *directory)
{
  return list_all (self->org, directory, begin_users, (GDestroyNotify) um_org_user_free);
}

static GPtrArray *
list_groups (Fixture *self, const char *directory)
{
  return list_all (self->org, directory, begin_groups, (GDestroyNotify) um_org_group_free);
}

static GPtrArray *
list_directories (Fixture *self)
{
  return list_all (self->org, NULL, begin_directories, (GDestroyNotify) um_org_thing_free);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) directories = NULL;

  self->simulator = um_test_simulator_start ("--users=300", data, NULL);
  self->org = connect_with (self->simulator, "org_key");
  directories = list_directories (self);
  g_assert_cmpuint (directories->len, >, 0);
  self->directory = g_strdup (((UmOrgThing *) g_ptr_array_index (directories, 0))->id);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_false (um_test_log_contains (um_test_simulator_get (self->simulator, "org_key")));
  g_free (self->directory);
  g_assert_finalize_object (self->org);
  um_test_simulator_free (self->simulator);
}

static void
end_change (Fixture *self, Waiter *waiter, UmChange expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  UmChange change = (UmChange) 99;

  um_org_change_finish (self->org, wait_for (waiter), &change, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpint (change, ==, expected);
  waiter_clear (waiter);
}

static void
fail_change (UmOrg *org, Waiter *waiter, UmAtlassianError code, const char *said)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  UmChange change;

  g_assert_false (um_org_change_finish (org, wait_for (waiter), &change, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, (gint) code);
  g_assert_cmpstr (reply->code, ==, said);
  waiter_clear (waiter);
}

/* An active person who is managed and not synced, and no administrator. */
static UmOrgUser *
find_plain_user (Fixture *self)
{
  g_autoptr (GPtrArray) users = list_users (self, self->directory);

  for (guint i = 0; i < users->len; i++)
    {
      const UmOrgUser *user = g_ptr_array_index (users, i);

      if (user->status == UM_STATUS_ACTIVE && user->managed == UM_YES && user->synced == UM_NO
          && user->email_verified == UM_YES && (user->roles == NULL || user->roles->len == 0)
          && user->groups->len > 0)
        return g_ptr_array_steal_index (users, i);
    }
  g_assert_not_reached ();
}

static UmOrgUser *
get_user (Fixture *self, const char *account_id)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  UmOrgUser *user;

  um_org_get_user_async (self->org, self->directory, account_id, NULL, done_cb, &waiter);
  user = um_org_get_user_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  return user;
}

static void
assert_status (Fixture *self, const char *account_id, UmUserStatus status)
{
  g_autoptr (UmOrgUser) user = get_user (self, account_id);

  g_assert_cmpint (user->status, ==, status);
}

static void
test_orgs (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = NULL;
  const UmOrgThing *org;

  um_org_list_orgs_async (self->org, NULL, NULL, done_cb, &waiter);
  page = um_org_list_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, 1);
  org = g_ptr_array_index (page->items, 0);
  g_assert_cmpstr (org->id, ==, um_test_simulator_get (self->simulator, "org_id"));
  g_assert_cmpstr (org->name, !=, "");
  g_assert_null (page->next);
}

static gint64
count_users (Fixture *self, const char *directory)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  gint64 count;

  um_org_count_users_async (self->org, directory, NULL, done_cb, &waiter);
  count = um_org_count_users_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  return count;
}

static void
assert_group_known (GPtrArray *groups, const char *id)
{
  for (guint i = 0; i < groups->len; i++)
    if (g_str_equal (((UmOrgGroup *) g_ptr_array_index (groups, i))->id, id))
      return;
  g_error ("There is no group %s", id);
}

/* Every user's groups are among those of his directory, and the counts agree. */
static void
test_lists (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) directories = list_directories (self);
  guint statuses[UM_STATUS_INACTIVE + 1] = { 0 }, memberships = 0, active = 0;

  for (guint d = 0; d < directories->len; d++)
    {
      const UmOrgThing *directory = g_ptr_array_index (directories, d);
      g_autoptr (GPtrArray) users = list_users (self, directory->id);
      g_autoptr (GPtrArray) groups = list_groups (self, directory->id);
      g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      g_assert_cmpint (count_users (self, directory->id), ==, users->len);
      for (guint i = 0; i < users->len; i++)
        {
          const UmOrgUser *user = g_ptr_array_index (users, i);

          g_assert_true (g_hash_table_add (seen, (gpointer) user->account_id));
          g_assert_cmpint (user->type, ==, UM_TYPE_PERSON);
          g_assert_cmpint (user->managed, !=, UM_UNKNOWN);
          g_assert_cmpint (user->added, >, 0);
          statuses[user->status]++;
          g_assert_nonnull (user->access);
          for (guint k = 0; k < user->access->len; k++)
            active += g_array_index (user->access, UmOrgAccess, k).last_active > 0 ? 1 : 0;
          for (guint k = 0; k < user->groups->len; k++)
            assert_group_known (groups, g_array_index (user->groups, UmOrgMembership, k).id);
          memberships += user->groups->len;
        }
      for (guint i = 0; i < groups->len; i++)
        {
          const UmOrgGroup *group = g_ptr_array_index (groups, i);

          g_assert_cmpstr (group->directory_id, ==, directory->id);
          g_assert_cmpint (group->synced, !=, UM_UNKNOWN);
          g_assert_cmpint (group->modifiable, !=, UM_UNKNOWN);
          g_assert_cmpint (group->users, >=, 0);
        }
    }
  g_assert_cmpuint (memberships, >, 0);
  g_assert_cmpuint (active, >, 0);
  g_assert_cmpuint (statuses[UM_STATUS_UNKNOWN], ==, 0);
  g_assert_cmpuint (statuses[UM_STATUS_ACTIVE], >, 0);
  g_assert_cmpuint (statuses[UM_STATUS_DEACTIVATED], >, 0);
}

static void
test_products (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) workspaces = list_all (self->org, NULL, begin_workspaces,
                                               (GDestroyNotify) um_org_workspace_free);
  g_autoptr (GPtrArray) groups = list_groups (self, self->directory);
  guint granted = 0;

  g_assert_cmpuint (workspaces->len, >, 0);
  for (guint i = 0; i < workspaces->len; i++)
    g_assert_true (
      g_str_has_prefix (((UmOrgWorkspace *) g_ptr_array_index (workspaces, i))->id, "ari:"));
  for (guint i = 0; i < groups->len; i++)
    {
      const UmOrgGroup *group = g_ptr_array_index (groups, i);
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmOrgPage) page = NULL;

      um_org_list_group_roles_async (self->org, self->directory, group->id, NULL, NULL, done_cb,
                                     &waiter);
      page = um_org_list_finish (self->org, wait_for (&waiter), &error);
      g_assert_no_error (error);
      for (guint k = 0; k < page->items->len; k++)
        granted += ((UmOrgAssignment *) g_ptr_array_index (page->items, k))->roles->len;
    }
  g_assert_cmpuint (granted, >, 0);
}

static void
test_accounts (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray)
    managed = list_all (self->org, NULL, begin_managed, (GDestroyNotify) um_org_user_free);
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_auto (Waiter) first = { 0 }, second = { 0 };
  g_autoptr (UmOrgUser) profile = NULL;
  g_autoptr (UmOrgActivity) activity = NULL;
  g_autoptr (GError) error = NULL;
  guint found = 0;

  for (guint i = 0; i < managed->len; i++)
    {
      const UmOrgUser *other = g_ptr_array_index (managed, i);

      g_assert_cmpint (other->managed, ==, UM_YES);
      found += g_str_equal (other->account_id, user->account_id);
    }
  g_assert_cmpuint (found, ==, 1);

  um_org_get_profile_async (self->org, user->account_id, NULL, done_cb, &first);
  profile = um_org_get_profile_finish (self->org, wait_for (&first), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (profile->email, ==, user->email);
  g_assert_cmpstr (profile->account_status, ==, "active");

  um_org_get_activity_async (self->org, user->account_id, NULL, NULL, done_cb, &second);
  activity = um_org_get_activity_finish (self->org, wait_for (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (activity->access->len, >, 0);
}

static void
test_search (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  const char *const emails[] = { user->email, "nobody@nowhere.example", NULL };
  const char *const ids[] = { user->account_id, NULL };
  const UmOrgUserQuery queries[] = { { .emails = emails }, { .account_ids = ids } };

  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmOrgPage) page = NULL;
      const UmOrgUser *found;

      um_org_search_users_async (self->org, UM_ORG_ALL_DIRECTORIES, &queries[i], NULL, NULL,
                                 done_cb, &waiter);
      page = um_org_list_finish (self->org, wait_for (&waiter), &error);
      g_assert_no_error (error);
      g_assert_cmpuint (page->items->len, ==, 1);
      found = g_ptr_array_index (page->items, 0);
      g_assert_cmpstr (found->account_id, ==, user->account_id);
      /* Not asked for, so not told. */
      g_assert_null (found->groups);
      g_assert_null (found->access);
    }
}

static void
test_permissions (Fixture *self, gconstpointer data)
{
  static const char *const privileges[] = { "lifecycle.enablement", NULL };
  g_autoptr (GPtrArray) users = list_users (self, self->directory);
  guint allowed = 0, synced = 0, unmanaged = 0;

  for (guint i = 0; i < users->len; i++)
    {
      const UmOrgUser *user = g_ptr_array_index (users, i);
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmOrgPermissions) permissions = NULL;
      const char *reason;

      um_org_get_permissions_async (self->org, user->account_id, privileges, NULL, done_cb,
                                    &waiter);
      permissions = um_org_get_permissions_finish (self->org, wait_for (&waiter), NULL, &error);
      if (user->managed == UM_NO)
        {
          g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN);
          unmanaged++;
        }
      else if (permissions != NULL
               && um_org_permissions_get (permissions, "lifecycle.enablement", &reason) == UM_YES)
        allowed++;
      else if (permissions != NULL && user->synced == UM_YES)
        {
          g_assert_nonnull (reason);
          synced++;
        }
    }
  g_assert_cmpuint (allowed, >, 0);
  g_assert_cmpuint (synced, >, 0);
  g_assert_cmpuint (unmanaged, >, 0);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrg) dead = connect_with (self->simulator, "dead_org_key");
  g_autoptr (UmOrg) scoped = connect_with (self->simulator, "scoped_org_key");
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  um_org_list_orgs_async (dead, NULL, NULL, done_cb, &waiter);
  g_assert_null (um_org_list_finish (dead, wait_for (&waiter), &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  waiter_clear (&waiter);
  um_org_disable_account_async (dead, user->account_id, NULL, NULL, done_cb, &waiter);
  fail_change (dead, &waiter, UM_ATLASSIAN_ERROR_UNAUTHORIZED, "unauthorized");

  um_org_get_permissions_async (scoped, user->account_id, NULL, NULL, done_cb, &waiter);
  g_assert_null (um_org_get_permissions_finish (scoped, wait_for (&waiter), NULL, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SCOPE);
  g_clear_error (&error);
  waiter_clear (&waiter);
  um_org_suspend_async (scoped, self->directory, user->account_id, NULL, done_cb, &waiter);
  fail_change (scoped, &waiter, UM_ATLASSIAN_ERROR_FORBIDDEN, NULL);
  um_org_search_users_async (scoped, self->directory, NULL, NULL, NULL, done_cb, &waiter);
  um_org_page_free (um_org_list_finish (scoped, wait_for (&waiter), &error));
  g_assert_no_error (error);
}

static void
test_key_list (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray)
    keys = list_all (self->org, NULL, begin_keys, (GDestroyNotify) um_org_token_free);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  guint good = 0, scoped = 0;

  for (guint i = 0; i < keys->len; i++)
    {
      const UmOrgToken *key = g_ptr_array_index (keys, i);

      g_assert_cmpint (key->created, !=, UM_TIME_UNKNOWN);
      good += key->expires > now && !key->revoked ? 1 : 0;
      scoped += key->scoped ? 1 : 0;
    }
  g_assert_cmpuint (good, >, 0);
  g_assert_cmpuint (scoped, >, 0);
}

/* A group of the directory that is synced, or one that isn't and that the user isn't in. */
static char *
find_group (Fixture *self, const UmOrgUser *user, UmTruth synced)
{
  g_autoptr (GPtrArray) groups = list_groups (self, self->directory);

  for (guint i = 0; i < groups->len; i++)
    {
      const UmOrgGroup *group = g_ptr_array_index (groups, i);
      gboolean member = FALSE;

      for (guint k = 0; k < user->groups->len; k++)
        member |= g_str_equal (g_array_index (user->groups, UmOrgMembership, k).id, group->id);
      if (group->synced == synced && !(member && synced == UM_NO))
        return g_strdup (group->id);
    }
  g_assert_not_reached ();
}

static void
test_membership (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_autofree char *group = find_group (self, user, UM_NO);
  g_autofree char *synced = find_group (self, user, UM_YES);
  g_auto (Waiter) waiter = { 0 };
  gint64 effects = um_test_simulator_get_stat (self->simulator, "effects");

  um_org_add_member_async (self->org, self->directory, group, user->account_id, NULL, done_cb,
                           &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  um_org_add_member_async (self->org, self->directory, group, user->account_id, NULL, done_cb,
                           &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_remove_member_async (self->org, self->directory, group, user->account_id, NULL, done_cb,
                              &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  g_assert_cmpint (um_test_simulator_get_stat (self->simulator, "effects"), ==, effects + 2);
  um_org_remove_member_async (self->org, self->directory, synced, user->account_id, NULL, done_cb,
                              &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_FORBIDDEN, "ADMIN-403-5");
  um_org_add_member_async (self->org, self->directory, "no-such-group", user->account_id, NULL,
                           done_cb, &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_NOT_FOUND, "ADMIN-404-10");
}

static void
test_suspension (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_auto (Waiter) waiter = { 0 };

  um_org_suspend_async (self->org, self->directory, user->account_id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_status (self, user->account_id, UM_STATUS_SUSPENDED);
  um_org_restore_async (self->org, self->directory, user->account_id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_status (self, user->account_id, UM_STATUS_ACTIVE);
  um_org_remove_user_async (self->org, self->directory, user->account_id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  um_org_remove_user_async (self->org, self->directory, user->account_id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_suspend_async (self->org, self->directory, user->account_id, NULL, done_cb, &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_NOT_FOUND, "ADMIN-404-8");
}

static void
test_lifecycle (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  const char *id = user->account_id;
  g_auto (Waiter) waiter = { 0 };

  um_org_disable_account_async (self->org, id, "Bye", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_status (self, id, UM_STATUS_DEACTIVATED);
  um_org_disable_account_async (self->org, id, NULL, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_enable_account_async (self->org, id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  um_org_enable_account_async (self->org, id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_cancel_deletion_async (self->org, id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_delete_account_async (self->org, id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_status (self, id, UM_STATUS_DELETED);
  um_org_delete_account_async (self->org, id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_enable_account_async (self->org, id, NULL, done_cb, &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_CONFLICT, "conflict.lifecycleErrors");
  um_org_cancel_deletion_async (self->org, id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_status (self, id, UM_STATUS_ACTIVE);
}

static void
test_email (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_autofree char *email = g_strconcat ("another.", user->email, NULL);
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (UmOrgUser) changed = NULL;

  um_org_set_email_async (self->org, user->account_id, email, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  changed = get_user (self, user->account_id);
  g_assert_cmpstr (changed->email, ==, email);
  um_org_set_email_async (self->org, user->account_id, "a@nowhere.example", NULL, done_cb, &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_FORBIDDEN, "forbidden.unclaimedDomain");
  um_org_set_email_async (self->org, user->account_id, "none", NULL, done_cb, &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_REFUSED, "fieldConstraintsViolated");
}

static void
test_tokens (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) users = list_users (self, self->directory);
  g_auto (Waiter) waiter = { 0 };

  for (guint i = 0; i < users->len; i++)
    {
      const UmOrgUser *user = g_ptr_array_index (users, i);
      g_autoptr (UmOrgPage) page = NULL;
      const UmOrgToken *token;

      if (user->managed != UM_YES || user->synced != UM_NO)
        continue;
      um_org_list_tokens_async (self->org, user->account_id, NULL, done_cb, &waiter);
      page = um_org_list_finish (self->org, wait_for (&waiter), NULL);
      waiter_clear (&waiter);
      if (page == NULL || page->items->len == 0)
        continue;
      token = g_ptr_array_index (page->items, 0);
      g_assert_cmpint (token->expires, !=, UM_TIME_UNKNOWN);
      um_org_revoke_token_async (self->org, user->account_id, token->id, NULL, done_cb, &waiter);
      end_change (self, &waiter, UM_CHANGE_DONE);
      um_org_revoke_token_async (self->org, user->account_id, token->id, NULL, done_cb, &waiter);
      end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
      return;
    }
  g_assert_not_reached ();
}

/* How the user has @role for @resource; @found: whether he has it. */
static UmOrgMethods
get_methods (
  Fixture *self, const char *account_id, const char *resource, const char *role, gboolean *found)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = NULL;

  *found = FALSE;
  um_org_list_user_roles_async (self->org, UM_ORG_ALL_DIRECTORIES, account_id, NULL, NULL, done_cb,
                                &waiter);
  page = um_org_list_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgAssignment *assignment = g_ptr_array_index (page->items, i);

      for (guint k = 0; k < assignment->roles->len; k++)
        {
          const UmOrgRole *item = &g_array_index (assignment->roles, UmOrgRole, k);

          if (!g_str_equal (assignment->resource, resource) || !g_str_equal (item->role, role))
            continue;
          *found = TRUE;
          return item->methods;
        }
    }
  return UM_ORG_METHOD_UNKNOWN;
}

static void
test_roles (Fixture *self, gconstpointer data)
{
  static const char role[] = "atlassian/admin";
  g_autoptr (GPtrArray) workspaces = list_all (self->org, NULL, begin_workspaces,
                                               (GDestroyNotify) um_org_workspace_free);
  const char *resource = ((UmOrgWorkspace *) g_ptr_array_index (workspaces, 0))->id;
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_auto (Waiter) waiter = { 0 };
  gboolean found;

  um_org_assign_role_async (self->org, user->account_id, role, resource, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  g_assert_cmpint (
    get_methods (self, user->account_id, resource, role, &found) & UM_ORG_METHOD_DIRECT, !=, 0);
  um_org_revoke_role_async (self->org, user->account_id, role, resource, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  get_methods (self, user->account_id, resource, role, &found);
  g_assert_false (found);

  um_org_assign_role_async (self->org, user->account_id, UM_ORG_ADMIN, NULL, NULL, done_cb,
                            &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  g_clear_pointer (&user, um_org_user_free);
  user = find_plain_user (self);
  um_org_assign_role_async (self->org, user->account_id, "atlassian/none", resource, NULL, done_cb,
                            &waiter);
  fail_change (self->org, &waiter, UM_ATLASSIAN_ERROR_REFUSED, "ADMIN-UAM-400-1");
}

static UmOrgPage *
invite (Fixture *self, const char *email, const char *group, UmReply **reply, GError **error)
{
  const char *const emails[] = { email, NULL }, *const groups[] = { group, NULL };
  const UmOrgInvitation invitation = { .emails = emails, .group_ids = groups };
  g_auto (Waiter) waiter = { 0 };

  um_org_invite_async (self->org, &invitation, NULL, done_cb, &waiter);
  return um_org_invite_finish (self->org, wait_for (&waiter), reply, error);
}

static void
test_invite (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_autofree char *group = find_group (self, user, UM_NO);
  g_autofree char *synced = find_group (self, user, UM_YES);
  g_autoptr (UmOrgPage) page = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  const UmOrgInvited *invited;

  page = invite (self, "new.person@acme.example", group, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 200);
  invited = g_ptr_array_index (page->items, 0);
  g_assert_true (invited->good);
  g_assert_cmpstr (invited->email, ==, "new.person@acme.example");
  g_assert_cmpstr (invited->account_id, !=, NULL);
  g_assert_cmpuint (invited->grants->len, ==, 1);

  g_clear_pointer (&page, um_org_page_free);
  g_clear_pointer (&reply, um_reply_unref);
  page = invite (self, "other.person@acme.example", synced, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 206);
  invited = g_ptr_array_index (page->items, 0);
  g_assert_false (invited->good);
  g_assert_nonnull (g_array_index (invited->grants, UmOrgGrant, 0).reason);
}

static void
test_free_plan (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  g_autofree char *group = find_group (self, user, UM_NO);
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (invite (self, "new.person@acme.example", group, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_PAYMENT);
  g_assert_cmpuint (reply->attempts, ==, 1);
}

/* The answer of each effective write is lost; what is repeated finds its own work done. */
static void
test_lost_answers (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrgUser) user = find_plain_user (self);
  gint64 effects = um_test_simulator_get_stat (self->simulator, "effects");
  g_auto (Waiter) waiter = { 0 };

  um_org_disable_account_async (self->org, user->account_id, NULL, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_ALREADY_SO);
  um_org_suspend_async (self->org, self->directory, user->account_id, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  g_assert_cmpint (um_test_simulator_get_stat (self->simulator, "effects"), ==, effects + 2);
}

static void
test_faults (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) users = list_users (self, self->directory);
  g_autoptr (GPtrArray) groups = list_groups (self, self->directory);

  g_assert_cmpuint (users->len, >, 0);
  g_assert_cmpuint (groups->len, >, 0);
}

#define ADD(name, option, function) g_test_add (name, Fixture, option, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  ADD ("/org-simulator/orgs", NULL, test_orgs);
  ADD ("/org-simulator/lists", NULL, test_lists);
  ADD ("/org-simulator/products", NULL, test_products);
  ADD ("/org-simulator/accounts", NULL, test_accounts);
  ADD ("/org-simulator/search", NULL, test_search);
  ADD ("/org-simulator/permissions", NULL, test_permissions);
  ADD ("/org-simulator/keys", NULL, test_keys);
  ADD ("/org-simulator/key-list", NULL, test_key_list);
  ADD ("/org-simulator/membership", NULL, test_membership);
  ADD ("/org-simulator/suspension", NULL, test_suspension);
  ADD ("/org-simulator/lifecycle", NULL, test_lifecycle);
  ADD ("/org-simulator/email", NULL, test_email);
  ADD ("/org-simulator/tokens", NULL, test_tokens);
  ADD ("/org-simulator/roles", NULL, test_roles);
  ADD ("/org-simulator/invite", NULL, test_invite);
  ADD ("/org-simulator/free-plan", "--free-plan", test_free_plan);
  ADD ("/org-simulator/lost-answers", "--drop=1", test_lost_answers);
  ADD ("/org-simulator/faults", "--fault=503=0.3", test_faults);
  return g_test_run ();
}
