/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refreshes of a site that changes, vanishes in part, repeats itself, or stops answering. */
#include "um-problem.h"
#include "um-refresh-private.h"
#include "um-test-site.h"

#include <string.h>

typedef UmTestSiteFixture Fixture;

static UmRefreshSummary
refresh (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  UmRefreshSummary summary;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, &summary, &error));
  g_assert_no_error (error);
  return summary;
}

/* Begins one and returns when the site was asked for @part. */
static void
begin (Fixture *fixture, const char *part, GAsyncResult **result)
{
  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, NULL, NULL, um_test_done_cb,
                                 result);
  while (um_test_site_count (fixture->site, part) == 0)
    um_test_turn ();
}

static void
end (Fixture *fixture, GAsyncResult **result, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  um_test_wait_for (result);
  g_assert_false (um_source_state_refresh_finish (fixture->state, *result, NULL, &error));
  g_assert_error (error, domain, code);
  g_clear_object (result);
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

static const UmThing *
find_group (Fixture *fixture, const char *id)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  guint thing = um_directory_find_thing (directory, UM_SET_GROUPS, id);

  return thing != UM_NO_ROW ? um_directory_get_thing (directory, UM_SET_GROUPS, thing) : NULL;
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_engine_find_source (fixture->engine, "Site");
  um_source_state_use_key (fixture->state, "site-key");
}

/* ---- what is read ---- */

static void
test_things (Fixture *fixture, gconstpointer data)
{
  UmDirectory *directory;
  g_autoptr (UmBitset) holders = NULL;
  g_autoptr (GError) error = NULL;

  fixture->site->page = 7;
  refresh (fixture);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_directory_get_n_things (directory, UM_SET_GROUPS), ==, 3);
  g_assert_true (find_group (fixture, "site-admins")->admin);
  g_assert_false (find_group (fixture, "leavers")->admin);
  g_assert_cmpstr (find_group (fixture, "jira-users")->products, ==, "jira");
  g_assert_cmpint (ask (fixture, "jira-users", "u19"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "jira-users", "u20"), ==, UM_NO);
  holders = um_directory_get_members (directory, UM_SET_PRODUCTS, 0);
  g_assert_cmpuint (um_bitset_count (holders), ==, 20);

  /* All of it is on disk, and what a row shows is known before it is loaded. */
  reopen (fixture);
  g_assert_null (um_source_state_get_directory (fixture->state));
  g_assert_cmpuint (um_source_state_get_n_users (fixture->state), ==, 30);
  g_assert_cmpint (um_source_state_get_members_read (fixture->state), !=, UM_TIME_UNKNOWN);
  g_assert_true (um_test_load (fixture->state, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, "jira-users", "u19"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "leavers", "u0"), ==, UM_NO);
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  UmRefreshSummary summary = refresh (fixture);

  g_assert_cmpuint (summary.added, ==, 30);
  g_assert_cmpuint (summary.n_groups, ==, 3);
  g_ptr_array_remove_index (fixture->site->users, 29);
  g_ptr_array_remove_index (g_hash_table_lookup (fixture->site->members, "leavers"), 4);
  g_ptr_array_add (fixture->site->users, g_strdup ("new1"));
  g_ptr_array_add (fixture->site->users, g_strdup ("new2"));
  g_hash_table_insert (fixture->site->names, g_strdup ("u3"), g_strdup ("Renamed"));
  g_ptr_array_add (g_hash_table_lookup (fixture->site->members, "leavers"), g_strdup ("u4"));
  summary = refresh (fixture);
  g_assert_cmpuint (summary.n_users, ==, 31);
  g_assert_cmpuint (summary.added, ==, 2);
  g_assert_cmpuint (summary.removed, ==, 1);
  g_assert_cmpuint (summary.changed, ==, 2);
  summary = refresh (fixture);
  g_assert_cmpuint (summary.added + summary.removed + summary.changed, ==, 0);
}

/* Users that only a group tells of, names that want to be something else, ids that are none. */
static void
test_odd_users (Fixture *fixture, gconstpointer data)
{
  g_autofree char *long_name = g_strnfill (5000, 'x');
  g_autofree char *long_id = g_strnfill (200, 'y');
  UmDirectory *directory;

  g_ptr_array_add (g_hash_table_lookup (fixture->site->members, "leavers"), g_strdup ("hidden"));
  g_hash_table_insert (fixture->site->names, g_strdup ("u1"), g_strdup (""));
  g_hash_table_insert (fixture->site->names, g_strdup ("u2"), g_strdup ("a\nb\tc\x01"));
  g_hash_table_insert (fixture->site->names, g_strdup ("u3"),
                       g_strdup ("\xe2\x80\xae"
                                 "nna"));
  g_hash_table_insert (fixture->site->names, g_strdup ("u4"), g_strdup (long_name));
  g_ptr_array_add (fixture->site->users, g_strdup (long_id));
  g_ptr_array_add (fixture->site->users, g_strdup ("u5"));
  refresh (fixture);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, 31);
  g_assert_cmpint (ask (fixture, "leavers", "hidden"), ==, UM_YES);
  g_assert_cmpstr (um_directory_get_name (directory, um_directory_find (directory, "u1")), ==, "");
  g_assert_cmpuint (strlen (um_directory_get_name (directory, um_directory_find (directory, "u4"))),
                    <=, 1024);
  g_assert_cmpuint (um_directory_find (directory, long_id), ==, UM_NO_ROW);
}

static gboolean
same_page_cb (UmTestSite *site,
              const UmTestRequest *request,
              UmTestAnswer *answer,
              gpointer user_data)
{
  if (strstr (request->path, "users/search") == NULL)
    return FALSE;
  answer->body = "[{\"accountId\":\"u0\",\"displayName\":\"Ann\",\"active\":true}]";
  return TRUE;
}

static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->site->hook = same_page_cb;
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_MALFORMED);
  g_assert_null (um_source_state_get_directory (fixture->state));
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search"), <, 30);
}

/* ---- what would be lost ---- */

static void
test_loss (Fixture *fixture, gconstpointer data)
{
  UmDirectory *before;
  UmRefreshSummary summary;
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  /* A tenth may go. */
  g_ptr_array_set_size (fixture->site->users, 27);
  g_ptr_array_set_size (g_hash_table_lookup (fixture->site->members, "leavers"), 2);
  g_assert_cmpuint (refresh (fixture).removed, ==, 3);
  g_ptr_array_set_size (fixture->site->users, 24);
  before = um_source_state_get_directory (fixture->state);
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LOSES_USERS);
  g_assert_cmpstr (error->message, ==, "12");
  g_clear_error (&error);
  g_assert_true (um_source_state_get_directory (fixture->state) == before);
  /* It says nothing about the key. */
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_CONNECTED);
  reopen (fixture);
  g_assert_cmpuint (um_source_state_get_n_users (fixture->state), ==, 27);

  g_ptr_array_set_size (fixture->site->users, 0);
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LOSES_USERS);
  g_assert_cmpstr (error->message, ==, "100");
  g_clear_error (&error);

  um_test_site_add_users (fixture->site, 24);
  g_ptr_array_set_size (g_hash_table_lookup (fixture->site->members, "leavers"), 0);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ACCEPT_LOSS, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.removed, ==, 3);
  reopen (fixture);
  g_assert_cmpuint (um_source_state_get_n_users (fixture->state), ==, 24);
}

/* ---- groups that don't answer as they should ---- */

typedef struct
{
  const char *part; /* of the path */
  UmTestAnswer answer;
} Trap;

static gboolean
trap_cb (UmTestSite *site, const UmTestRequest *request, UmTestAnswer *answer, gpointer user_data)
{
  Trap *trap = user_data;

  if (trap->part == NULL || strstr (request->path, trap->part) == NULL)
    return FALSE;
  *answer = trap->answer;
  return TRUE;
}

static void
set_trap (Fixture *fixture, Trap *trap)
{
  fixture->site->hook = trap_cb;
  fixture->site->hook_data = trap;
}

static void
test_group_vanishes (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "groupId=leavers", { .status = 404, .body = "{}" } };

  refresh (fixture);
  set_trap (fixture, &trap);
  g_assert_cmpuint (refresh (fixture).n_groups, ==, 2);
  g_assert_null (find_group (fixture, "leavers"));
  g_assert_cmpint (ask (fixture, "jira-users", "u19"), ==, UM_YES);
  /* The same when no list holds it any more. */
  trap.part = NULL;
  g_ptr_array_remove_index (fixture->site->groups, 0);
  refresh (fixture);
  g_assert_null (find_group (fixture, "site-admins"));
  g_assert_cmpint (ask (fixture, "leavers", "u29"), ==, UM_YES);
}

static void
test_group_forbidden (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "groupId=jira-users", { .status = 403, .body = "{}" } };

  set_trap (fixture, &trap);
  refresh (fixture);
  g_assert_false (find_group (fixture, "jira-users")->known);
  g_assert_cmpint (ask (fixture, "jira-users", "u0"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask (fixture, "leavers", "u0"), ==, UM_NO);
  g_assert_false (
    um_directory_get_thing (um_source_state_get_directory (fixture->state), UM_SET_PRODUCTS, 0)
      ->known);
}

static void
test_products_forbidden (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "applicationrole", { .status = 403, .body = "{}" } };

  refresh (fixture);
  set_trap (fixture, &trap);
  refresh (fixture);
  g_assert_cmpuint (
    um_directory_get_n_things (um_source_state_get_directory (fixture->state), UM_SET_PRODUCTS), ==,
    0);
  g_assert_null (find_group (fixture, "jira-users")->products);
}

static void
test_administrators_forbidden (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "accessType", { .status = 403, .body = "{}" } };

  set_trap (fixture, &trap);
  refresh (fixture);
  /* By its name. */
  g_assert_true (find_group (fixture, "site-admins")->admin);
  g_assert_false (find_group (fixture, "jira-users")->admin);
}

static void
test_cant_browse (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "users/search", { .status = 403, .body = "{}" } };
  g_autoptr (GError) error = NULL;

  set_trap (fixture, &trap);
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_CANT_BROWSE);
  g_assert_error (um_source_state_get_problem (fixture->state), UM_PROBLEM, UM_PROBLEM_CANT_BROWSE);
}

/* A dead token is answered as a stranger is: with an empty list and no error. */
static void
test_dead_key (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "users/search",
                { .headers = "X-Seraph-LoginReason: AUTHENTICATED_FAILED", .body = "[]" } };
  UmDirectory *before;
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  before = um_source_state_get_directory (fixture->state);
  set_trap (fixture, &trap);
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  /* It was accepted a moment ago. */
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_DEAD);
  g_clear_error (&error);
  g_assert_true (um_source_state_get_directory (fixture->state) == before);
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_PROBLEM);
  /* Another that the server never took is no better, but nobody said that it died. */
  um_source_state_use_key (fixture->state, "no-better-key");
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED);
  /* A better key is used at once. */
  trap.part = NULL;
  um_source_state_use_key (fixture->state, "better-key");
  refresh (fixture);
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_CONNECTED);
}

static void
test_offline (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  um_test_server_close (fixture->site->server);
  g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_OFFLINE);
  g_assert_error (um_source_state_get_problem (fixture->state), UM_PROBLEM, UM_PROBLEM_OFFLINE);
}

/* ---- pages ---- */

/* A site that lowers the size of a page on the way, and whose group grows meanwhile. */
static gboolean
shrinking_cb (UmTestSite *site,
              const UmTestRequest *request,
              UmTestAnswer *answer,
              gpointer user_data)
{
  GPtrArray *members = g_hash_table_lookup (site->members, "jira-users");
  g_autofree char *start = um_test_request_get (request, "startAt");

  if (strstr (request->path, "groupId=jira-users") == NULL)
    return FALSE;
  site->page = g_strcmp0 (start, "0") == 0 ? 6 : 4;
  if (members->len == 20 && g_strcmp0 (start, "18") == 0)
    for (guint i = 20; i < 28; i++)
      g_ptr_array_add (members, g_strdup (site->users->pdata[i]));
  return FALSE;
}

static void
test_shrinking_pages (Fixture *fixture, gconstpointer data)
{
  fixture->site->hook = shrinking_cb;
  refresh (fixture);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);

      g_assert_cmpint (ask (fixture, "jira-users", id), ==, i < 28 ? UM_YES : UM_NO);
    }
}

/* Few users in large groups: their groups are asked for instead of the groups' members. */
static void
test_by_user (Fixture *fixture, gconstpointer data)
{
  fixture->site->page = 1;
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *id = g_strdup_printf ("all-%u", i);

      um_test_site_add_group (fixture->site, id, 0, 30);
    }
  refresh (fixture);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/user?"), ==, 30);
  g_assert_cmpuint (um_test_site_count (fixture->site, "/group/member?"), ==, 6);
  for (guint i = 0; i < 30; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);

      g_assert_cmpint (ask (fixture, "jira-users", id), ==, i < 20 ? UM_YES : UM_NO);
      g_assert_cmpint (ask (fixture, "leavers", id), ==, i < 25 ? UM_NO : UM_YES);
      g_assert_cmpint (ask (fixture, "all-2", id), ==, UM_YES);
    }
  g_assert_true (find_group (fixture, "all-0")->known);
  g_assert_true (
    um_directory_get_thing (um_source_state_get_directory (fixture->state), UM_SET_PRODUCTS, 0)
      ->known);
}

/* ---- interrupted ---- */

static void
test_cancelled_early (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "users/search?startAt=1000", { .end = UM_TEST_HANG } };
  g_autoptr (GAsyncResult) result = NULL;

  set_trap (fixture, &trap);
  begin (fixture, "startAt=1000", &result);
  g_assert_nonnull (um_source_state_get_refresh (fixture->state));
  um_refresh_cancel (um_source_state_get_refresh (fixture->state));
  end (fixture, &result, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (um_source_state_get_refresh (fixture->state));
  g_assert_null (um_source_state_get_directory (fixture->state));
  reopen (fixture);
  g_assert_cmpint (um_source_state_get_users_read (fixture->state), ==, UM_TIME_UNKNOWN);
}

/* After a restart it goes on where it stopped. */
static void
test_goes_on (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "groupId=leavers", { .end = UM_TEST_HANG } };
  g_autoptr (GAsyncResult) result = NULL;

  set_trap (fixture, &trap);
  begin (fixture, "groupId=leavers", &result);
  while (um_refresh_get_done (um_source_state_get_refresh (fixture->state)) < 2)
    um_test_turn ();
  um_refresh_cancel (um_source_state_get_refresh (fixture->state));
  end (fixture, &result, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (ask (fixture, "jira-users", "u20"), ==, UM_NO);
  g_assert_cmpint (ask (fixture, "leavers", "u20"), ==, UM_UNKNOWN);
  g_assert_cmpint (um_source_state_get_members_read (fixture->state), ==, UM_TIME_UNKNOWN);

  reopen (fixture);
  trap.part = NULL;
  g_assert_cmpuint (refresh (fixture).n_users, ==, 30);
  g_assert_cmpint (ask (fixture, "leavers", "u29"), ==, UM_YES);
  g_assert_cmpint (um_source_state_get_members_read (fixture->state), !=, UM_TIME_UNKNOWN);
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search?startAt=0"), ==, 1);
  g_assert_cmpuint (um_test_site_count (fixture->site, "groupId=jira-users"), ==, 1);
  g_assert_cmpuint (um_test_site_count (fixture->site, "groupId=leavers"), ==, 2);
  /* The next one is whole again. */
  refresh (fixture);
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search?startAt=0"), ==, 2);
  g_assert_cmpuint (um_test_site_count (fixture->site, "groupId=jira-users"), ==, 2);
}

/* What was read is published and kept now and then, not only at the end. */
static void
test_published (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "groupId=leavers", { .end = UM_TEST_HANG } };
  g_autoptr (GAsyncResult) result = NULL;
  UmDirectory *directory;
  UmEngine *other;
  UmSourceState *state;
  gint64 read = UM_TIME_UNKNOWN;

  set_trap (fixture, &trap);
  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, NULL, NULL, um_test_done_cb,
                                 &result);
  um_source_state_get_refresh (fixture->state)->publish_interval = 20;
  while ((directory = um_source_state_get_directory (fixture->state)) == NULL
         || um_directory_get_n_things (directory, UM_SET_GROUPS) == 0
         || ask (fixture, "jira-users", "u20") != UM_NO)
    um_test_turn ();
  g_assert_cmpint (ask (fixture, "leavers", "u20"), ==, UM_UNKNOWN);
  /* On disk as well: somebody else who opens it sees the groups. */
  while (read == UM_TIME_UNKNOWN)
    {
      other = um_test_engine_open (fixture->folder);
      state = um_engine_find_source (other, "Site");
      g_assert_true (um_test_load (state, NULL));
      directory = um_source_state_get_directory (state);
      if (um_directory_get_n_things (directory, UM_SET_GROUPS) > 0)
        read = um_source_state_get_users_read (state);
      um_test_engine_close (other);
    }
  um_refresh_cancel (um_source_state_get_refresh (fixture->state));
  end (fixture, &result, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Between users and members the memberships are those of before, and those of new users unknown. */
static void
test_between_stages (Fixture *fixture, gconstpointer data)
{
  Trap trap = { "group/bulk", { .end = UM_TEST_HANG } };
  g_autoptr (GAsyncResult) result = NULL;
  gint64 members_read;

  refresh (fixture);
  members_read = um_source_state_get_members_read (fixture->state);
  g_ptr_array_add (fixture->site->users, g_strdup ("new"));
  g_ptr_array_remove_index (fixture->site->users, 29);
  set_trap (fixture, &trap);
  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, NULL, NULL, um_test_done_cb,
                                 &result);
  while (um_refresh_get_stage (um_source_state_get_refresh (fixture->state)) != UM_REFRESH_GROUPS)
    um_test_turn ();
  g_assert_cmpuint (um_source_state_get_n_users (fixture->state), ==, 30);
  g_assert_cmpint (ask (fixture, "jira-users", "u19"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "jira-users", "u20"), ==, UM_NO);
  g_assert_cmpint (ask (fixture, "jira-users", "new"), ==, UM_UNKNOWN);
  g_assert_cmpint (um_source_state_get_members_read (fixture->state), ==, members_read);
  /* Nobody else refreshes meanwhile; closing the program ends it. */
  {
    g_autoptr (GError) error = NULL;

    g_assert_false (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
    g_assert_error (error, UM_PROBLEM, UM_PROBLEM_BUSY);
  }
  g_object_ref (fixture->state);
  um_engine_close_async (fixture->engine, um_test_done_cb, &result);
  end (fixture, &result, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  um_test_wait_for (&result);
  g_assert_true (um_engine_close_finish (fixture->engine, result, NULL));
  g_object_unref (fixture->state);
  g_clear_object (&fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
}

static void
test_users_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  UmRefreshSummary summary;

  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_USERS_ONLY, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (summary.added, ==, 30);
  g_assert_cmpuint (um_test_site_count (fixture->site, "group"), ==, 0);
  /* It wasn't interrupted: the next one reads the users anew. */
  refresh (fixture);
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search?startAt=0"), ==, 2);
}

/* ---- parts ---- */

static void
refresh_part (Fixture *fixture, const char *const *groups, const char *const *users)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, groups, users, NULL,
                                 um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
  g_assert_no_error (error);
}

static void
test_one_group (Fixture *fixture, gconstpointer data)
{
  const char *const groups[] = { "leavers", NULL };
  gint64 users_read, members_read;

  refresh (fixture);
  users_read = um_source_state_get_users_read (fixture->state);
  members_read = um_source_state_get_members_read (fixture->state);
  g_ptr_array_set_size (g_hash_table_lookup (fixture->site->members, "leavers"), 1);
  g_ptr_array_set_size (g_hash_table_lookup (fixture->site->members, "jira-users"), 1);
  refresh_part (fixture, groups, NULL);
  g_assert_cmpint (ask (fixture, "leavers", "u25"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "leavers", "u26"), ==, UM_NO);
  g_assert_cmpint (ask (fixture, "jira-users", "u19"), ==, UM_YES);
  g_assert_cmpint (um_source_state_get_users_read (fixture->state), ==, users_read);
  g_assert_cmpint (um_source_state_get_members_read (fixture->state), ==, members_read);
  /* A group that grants a product takes it along. */
  {
    const char *const granting[] = { "jira-users", NULL };
    g_autoptr (UmBitset) holders = NULL;

    refresh_part (fixture, granting, NULL);
    holders = um_directory_get_members (um_source_state_get_directory (fixture->state),
                                        UM_SET_PRODUCTS, 0);
    g_assert_cmpuint (um_bitset_count (holders), ==, 1);
  }
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search?startAt=0"), ==, 1);
}

static void
test_some_users (Fixture *fixture, gconstpointer data)
{
  const char *const users[] = { "u1", "u2", "u29", NULL };
  UmDirectory *directory;

  refresh (fixture);
  g_hash_table_insert (fixture->site->names, g_strdup ("u1"), g_strdup ("Renamed"));
  g_ptr_array_set_size (g_hash_table_lookup (fixture->site->members, "jira-users"), 2);
  g_ptr_array_add (g_hash_table_lookup (fixture->site->members, "leavers"), g_strdup ("u1"));
  g_ptr_array_remove_index (fixture->site->users, 29);
  refresh_part (fixture, NULL, users);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, 29);
  g_assert_cmpuint (um_directory_find (directory, "u29"), ==, UM_NO_ROW);
  g_assert_cmpstr (um_directory_get_name (directory, um_directory_find (directory, "u1")), ==,
                   "Renamed");
  g_assert_cmpint (ask (fixture, "jira-users", "u1"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "leavers", "u1"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "jira-users", "u2"), ==, UM_NO);
  /* Who wasn't asked for is as he was. */
  g_assert_cmpint (ask (fixture, "jira-users", "u19"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, "leavers", "u28"), ==, UM_YES);
  g_assert_cmpint (
    um_directory_is_member (directory, UM_SET_PRODUCTS, 0, um_directory_find (directory, "u2")), ==,
    UM_NO);
}

static void
test_part_of_nothing (Fixture *fixture, gconstpointer data)
{
  const char *const users[] = { "u1", NULL };
  g_autoptr (GAsyncResult) result = NULL;

  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, users, NULL, um_test_done_cb,
                                 &result);
  end (fixture, &result, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED);
}

/* ---- the basket ---- */

static void
test_basket (Fixture *fixture, gconstpointer data)
{
  UmBasket *basket = um_source_state_get_basket (fixture->state);
  UmDirectory *directory;
  g_autoptr (GError) error = NULL;

  refresh (fixture);
  directory = um_source_state_get_directory (fixture->state);
  um_basket_set (basket, um_directory_find (directory, "u0"), TRUE);
  um_basket_set (basket, um_directory_find (directory, "u29"), TRUE);
  g_ptr_array_remove_index (fixture->site->users, 29);
  g_ptr_array_set_size (g_hash_table_lookup (fixture->site->members, "leavers"), 0);
  refresh (fixture);
  directory = um_source_state_get_directory (fixture->state);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 1);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 1);
  g_assert_true (um_basket_contains (basket, um_directory_find (directory, "u0")));
  reopen (fixture);
  basket = um_source_state_get_basket (fixture->state);
  g_assert_true (um_test_load (fixture->state, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 1);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 1);
}

#define ADD(name, func)                                                        \
  g_test_add ("/refresh-site/" name, Fixture, NULL, um_test_site_set_up, func, \
              um_test_site_tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  ADD ("things", test_things);
  ADD ("summary", test_summary);
  ADD ("odd-users", test_odd_users);
  ADD ("endless", test_endless);
  ADD ("loss", test_loss);
  ADD ("group-vanishes", test_group_vanishes);
  ADD ("group-forbidden", test_group_forbidden);
  ADD ("products-forbidden", test_products_forbidden);
  ADD ("administrators-forbidden", test_administrators_forbidden);
  ADD ("cant-browse", test_cant_browse);
  ADD ("dead-key", test_dead_key);
  ADD ("offline", test_offline);
  ADD ("shrinking-pages", test_shrinking_pages);
  ADD ("by-user", test_by_user);
  ADD ("cancelled-early", test_cancelled_early);
  ADD ("goes-on", test_goes_on);
  ADD ("published", test_published);
  ADD ("between-stages", test_between_stages);
  ADD ("users-only", test_users_only);
  ADD ("one-group", test_one_group);
  ADD ("some-users", test_some_users);
  ADD ("part-of-nothing", test_part_of_nothing);
  ADD ("basket", test_basket);
  return um_test_engine_run ();
}
