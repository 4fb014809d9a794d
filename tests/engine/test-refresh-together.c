/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users asked for many at once, with the members of some groups: what differs is found, and only
 * who changed is asked about alone. */
#include "um-problem.h"
#include "um-refresh-private.h"
#include "um-test-site.h"

typedef UmTestSiteFixture Fixture;

static void
refresh_all (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static UmTruth
ask (Fixture *fixture, const char *group, const char *account_id)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  guint thing = um_directory_find_thing (directory, UM_SET_GROUPS, group);
  guint row = um_directory_find (directory, account_id);

  g_assert_cmpuint (thing, !=, UM_NO_ROW);
  g_assert_cmpuint (row, !=, UM_NO_ROW);
  return um_directory_is_member (directory, UM_SET_GROUPS, thing, row);
}

static void
refresh_together (Fixture *fixture, const char *const *groups, const char *const *ids)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_source_state_refresh_async (fixture->state, UM_REFRESH_TOGETHER, groups, ids, NULL,
                                 um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
  g_assert_no_error (error);
}

/* Many users take few requests; only who changed, or is left out, is asked about alone. */
static void
test_together (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "u0", "u1", "u2", "u3", "u4", "u5", "u6", NULL };
  const char *const groups[] = { "leavers", NULL };
  UmDirectory *directory;

  refresh_all (fixture);
  g_hash_table_insert (fixture->site->names, g_strdup ("u3"), g_strdup ("Another"));
  g_ptr_array_remove_index (fixture->site->users, 4);
  g_ptr_array_add (g_hash_table_lookup (fixture->site->members, "leavers"), g_strdup ("u1"));
  g_ptr_array_add (g_hash_table_lookup (fixture->site->members, "leavers"), g_strdup ("u3"));
  g_ptr_array_add (g_hash_table_lookup (fixture->site->members, "site-admins"), g_strdup ("u5"));
  fixture->site->page = 4;
  refresh_together (fixture, groups, ids);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user/bulk"), ==, 2);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user?accountId=u3&"), ==, 1);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user?accountId=u4&"), ==, 1);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user?accountId="), ==, 2);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_directory_find (directory, "u4"), ==, UM_NO_ROW);
  g_assert_cmpstr (um_directory_get_name (directory, um_directory_find (directory, "u3")), ==,
                   "Another");
  g_assert_cmpint (ask (fixture, "leavers", "u1"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "leavers", "u3"), ==, UM_YES);
  /* Of groups that weren't asked for nothing new is known. */
  g_assert_cmpint (ask (fixture, "site-admins", "u5"), ==, UM_NO);
  g_assert_cmpint (ask (fixture, "jira-users", "u6"), ==, UM_YES);
}

static void
test_together_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  UmDirectory *before;

  um_test_site_add_users (fixture->site, 70);
  refresh_all (fixture);
  before = um_directory_ref (um_source_state_get_directory (fixture->state));
  for (guint i = 0; i < 70; i++)
    g_ptr_array_add (ids, g_strdup_printf ("u%u", i));
  g_ptr_array_add (ids, NULL);
  refresh_together (fixture, NULL, (const char *const *) ids->pdata);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user/bulk"), ==, 2);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user?accountId="), ==, 0);
  g_assert_cmpuint (um_directory_get_n_rows (um_source_state_get_directory (fixture->state)), ==,
                    um_directory_get_n_rows (before));
  um_directory_unref (before);
}

static void
test_together_fails (Fixture *fixture, gconstpointer data)
{
  const char *const ids[] = { "u0", NULL };
  const char *const groups[] = { "leavers", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  refresh_all (fixture);
  um_test_server_close (fixture->site->server);
  um_source_state_refresh_async (fixture->state, UM_REFRESH_TOGETHER, groups, ids, NULL,
                                 um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_false (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_OFFLINE);
  g_assert_null (um_source_state_get_refresh (fixture->state));
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
#define ADD(name, func)                                                            \
  g_test_add ("/refresh-together/" name, Fixture, NULL, um_test_site_set_up, func, \
              um_test_site_tear_down)
  ADD ("with-groups", test_together);
  ADD ("alone", test_together_alone);
  ADD ("fails", test_together_fails);
#undef ADD
  return um_test_engine_run ();
}
