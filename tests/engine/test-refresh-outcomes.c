/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Refreshes and the outcomes of runs: what is read anew is never covered by what was done before,
 * and what is done meanwhile isn't lost. */
#include "um-connection-private.h"
#include "um-refresh-private.h"
#include "um-test-site.h"

#include <glib/gstdio.h>
#include <string.h>

typedef UmTestSiteFixture Fixture;

static void
refresh (Fixture *fixture, const char *const *groups, const char *const *users)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, groups, users, NULL,
                                 um_test_done_cb, &result);
  um_test_wait_for (&result);
  um_source_state_refresh_finish (fixture->state, result, NULL, &error);
  g_assert_no_error (error);
}

/* Thirty users, none of them in either of two groups. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->site = um_test_site_new ();
  um_test_site_add_users (fixture->site, 30);
  um_test_site_add_group (fixture->site, "one", 0, 0);
  um_test_site_add_group (fixture->site, "two", 0, 0);
  um_test_site_open (fixture);
  refresh (fixture, NULL, NULL);
}

static void
reopen (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_engine_find_source (fixture->engine, "Site");
  um_source_state_use_key (fixture->state, "site-key");
  um_test_load (fixture->state, &error);
  g_assert_no_error (error);
}

static UmTruth
ask (Fixture *fixture, const char *group, const char *account_id)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);

  return um_directory_is_member (directory, UM_SET_GROUPS,
                                 um_directory_find_thing (directory, UM_SET_GROUPS, group),
                                 um_directory_find (directory, account_id));
}

static UmRunEntry *
make_entry (const char *account_id, const char *group)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->n = 1;
  entry->account_id = g_strdup (account_id);
  entry->kind = UM_STEP_GROUP_ADD;
  entry->target = g_strdup (group);
  entry->after = g_strdup (UM_MEMBER);
  return entry;
}

/* Somebody else's run has added a user to a group, as the journal tells. */
static void
add_elsewhere (Fixture *fixture, const char *account_id, const char *group)
{
  UmStore *store = um_source_state_get_store (fixture->state);
  g_autoptr (UmRun) run = um_run_new ();
  g_autoptr (GPtrArray)
    entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_autoptr (GAsyncResult) created = NULL, finished = NULL;
  g_autoptr (GError) error = NULL;
  UmRunEntry *entry = make_entry (account_id, group);

  g_ptr_array_add (entries, entry);
  run->plan_id = g_uuid_string_random ();
  run->source_id = g_strdup (um_source_state_get_source (fixture->state)->id);
  run->actions = g_strdup ("add-to-groups");
  um_store_create_run_async (store, run, entries, NULL, NULL, um_test_done_cb, &created);
  um_test_wait_for (&created);
  um_store_create_run_finish (store, created, &error);
  g_assert_no_error (error);
  entry->state = UM_STATE_DONE;
  entry->finished = g_get_real_time () / 1000;
  um_store_finish_entry_async (store, run->id, entry, um_test_done_cb, &finished);
  um_test_wait_for (&finished);
  um_store_finish_entry_finish (store, finished, &error);
  g_assert_no_error (error);
}

/* What was done is laid over, but no longer when the group was read anew: the server has nobody.
 * What wasn't read stays as it was done. */
static void
test_by_group (Fixture *fixture, gconstpointer data)
{
  const char *const groups[] = { "one", NULL };

  add_elsewhere (fixture, "u1", "one");
  add_elsewhere (fixture, "u2", "two");
  g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_NO);
  reopen (fixture);
  g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_YES);
  refresh (fixture, groups, NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_NO);
      g_assert_cmpint (ask (fixture, "two", "u2"), ==, UM_YES);
      reopen (fixture);
    }
}

static void
test_by_account (Fixture *fixture, gconstpointer data)
{
  const char *const users[] = { "u1", NULL };

  add_elsewhere (fixture, "u1", "one");
  add_elsewhere (fixture, "u2", "one");
  refresh (fixture, NULL, users);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_NO);
      g_assert_cmpint (ask (fixture, "one", "u2"), ==, UM_YES);
      reopen (fixture);
    }
}

/* However quickly one follows the other. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 3; i++)
    {
      add_elsewhere (fixture, "u1", "one");
      refresh (fixture, NULL, NULL);
      g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_NO);
      reopen (fixture);
      g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_NO);
    }
}

/* After the snapshot was lost, too. */
static void
test_first (Fixture *fixture, gconstpointer data)
{
  g_autofree char *name = g_strconcat (um_source_state_get_source (fixture->state)->id, ".db",
                                       NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "cache", name, NULL);

  add_elsewhere (fixture, "u1", "one");
  um_test_engine_close (fixture->engine);
  g_assert_cmpint (g_remove (path), ==, 0);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_engine_find_source (fixture->engine, "Site");
  um_source_state_use_key (fixture->state, "site-key");
  refresh (fixture, NULL, NULL);
  reopen (fixture);
  g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_NO);
}

static void
begin (Fixture *fixture, const char *part, GAsyncResult **result)
{
  guint n = um_test_site_count (fixture->site, part);

  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, NULL, NULL, um_test_done_cb,
                                 result);
  while (um_test_site_count (fixture->site, part) == n)
    um_test_turn ();
}

/* What is done while it reads wins over what was read before. */
static void
test_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  begin (fixture, "groupId=one", &result);
  add_elsewhere (fixture, "u1", "one");
  um_test_wait_for (&result);
  um_source_state_refresh_finish (fixture->state, result, NULL, &error);
  g_assert_no_error (error);
  reopen (fixture);
  g_assert_cmpint (ask (fixture, "one", "u1"), ==, UM_YES);
}

static gboolean
hang_cb (UmTestSite *site, const UmTestRequest *request, UmTestAnswer *answer, gpointer user_data)
{
  if (strstr (request->path, user_data) == NULL)
    return FALSE;
  answer->end = UM_TEST_HANG;
  return TRUE;
}

/* One that ends in the midst keeps what it had, and the next one goes on although both began within
 * the second in which the members were read. */
static void
test_interrupted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  add_elsewhere (fixture, "u1", "two");
  fixture->site->hook = hang_cb;
  fixture->site->hook_data = (gpointer) "groupId=two";
  begin (fixture, "groupId=two", &result);
  um_refresh_cancel (um_source_state_get_refresh (fixture->state));
  um_test_wait_for (&result);
  um_source_state_refresh_finish (fixture->state, result, NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  add_elsewhere (fixture, "u2", "one");
  reopen (fixture);
  g_assert_cmpint (ask (fixture, "one", "u2"), ==, UM_YES);
  fixture->site->hook = NULL;
  refresh (fixture, NULL, NULL);
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search?startAt=0"), ==, 2);
  g_assert_cmpint (ask (fixture, "two", "u1"), ==, UM_NO);
  refresh (fixture, NULL, NULL);
  g_assert_cmpuint (um_test_site_count (fixture->site, "users/search?startAt=0"), ==, 3);
  g_assert_cmpint (ask (fixture, "one", "u2"), ==, UM_NO);
}

#define ADD(name, func) \
  g_test_add ("/refresh-outcomes/" name, Fixture, NULL, set_up, func, um_test_site_tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  ADD ("by-group", test_by_group);
  ADD ("by-account", test_by_account);
  ADD ("full", test_full);
  ADD ("first", test_first);
  ADD ("meanwhile", test_meanwhile);
  ADD ("interrupted", test_interrupted);
  return um_test_engine_run ();
}
