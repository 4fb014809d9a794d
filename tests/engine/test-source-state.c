/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is alive about one source: outcomes laid over it, its basket, its key, its days left. */
#include "um-connection-private.h"
#include "um-demo-private.h"
#include "um-keyring.h"
#include "um-problem.h"
#include "um-run-lock.h"
#include "um-test-site.h"

#include <glib/gstdio.h>

typedef struct
{
  char *folder;
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->folder = um_test_engine_make_folder ();
  fixture->site = um_test_site_new ();
  um_test_site_add_users (fixture->site, 20);
  um_test_site_add_group (fixture->site, "jira-users", 0, 10);
  um_test_site_add_group (fixture->site, "others", 5, 15);
  fixture->site->granting = g_strdup ("jira-users");
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_site_add_to (fixture->site, fixture->engine);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_site_free (fixture->site);
  g_free (fixture->folder);
}

static void
reopen (Fixture *fixture)
{
  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_engine_find_source (fixture->engine, "Site");
}

static UmTruth
ask (Fixture *fixture, UmSet set, const char *thing, const char *account_id)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);

  return um_directory_is_member (directory, set, um_directory_find_thing (directory, set, thing),
                                 um_directory_find (directory, account_id));
}

static void
lay_over (Fixture *fixture, const char *account_id, const char *group_id, gboolean member)
{
  const UmUserChange change = { account_id, UM_CHANGED_MEMBERSHIP, group_id, member };

  um_source_state_lay_over (fixture->state, &change);
}

static void
count_cb (UmSourceState *state, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

/* ---- outcomes ---- */

static void
test_lay_over (Fixture *fixture, gconstpointer data)
{
  guint count = 0;

  g_signal_connect (fixture->state, "notify::directory", G_CALLBACK (count_cb), &count);
  for (guint i = 10; i < 20; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);

      lay_over (fixture, id, "jira-users", TRUE);
    }
  lay_over (fixture, "u0", "jira-users", FALSE);
  lay_over (fixture, "nobody", "jira-users", TRUE);
  lay_over (fixture, "u1", "nothing", TRUE);
  /* The later of two wins. */
  lay_over (fixture, "u1", "others", TRUE);
  lay_over (fixture, "u1", "others", FALSE);
  g_assert_cmpuint (count, ==, 0);
  while (count == 0)
    um_test_turn ();
  /* Many calls are one new directory. */
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "jira-users", "u19"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "jira-users", "u0"), ==, UM_NO);
  g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u1"), ==, UM_NO);
  /* Products follow their groups. */
  g_assert_cmpint (ask (fixture, UM_SET_PRODUCTS, "jira", "u19"), ==, UM_YES);
  g_assert_cmpint (ask (fixture, UM_SET_PRODUCTS, "jira", "u0"), ==, UM_NO);
  g_assert_cmpint (ask (fixture, UM_SET_PRODUCTS, "jira", "u1"), ==, UM_YES);
}

/* In a group that wasn't read only outcomes tell who is, and who isn't; a refresh of others leaves
 * that as it is. */
static void
test_lay_over_unread (Fixture *fixture, gconstpointer data)
{
  const UmThing unread = { .id = "others", .name = "others" };
  const char *const ids[] = { "u3", NULL };
  UmDirectoryBuilder *builder = um_directory_builder_new_from (
    um_source_state_get_directory (fixture->state));
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_directory_builder_add_thing (builder, UM_SET_GROUPS, &unread);
  directory = um_directory_builder_end (builder);
  um_source_state_set_directory (fixture->state, directory);
  g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u0"), ==, UM_UNKNOWN);
  lay_over (fixture, "u0", "others", FALSE);
  lay_over (fixture, "u1", "others", TRUE);
  lay_over (fixture, "u6", "others", FALSE);
  for (guint i = 0; i < 2; i++)
    {
      um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, NULL, ids, NULL,
                                     um_test_done_cb, &result);
      um_test_wait_for (&result);
      g_assert_true (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
      g_clear_object (&result);
      g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u0"), ==, UM_NO);
      g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u1"), ==, UM_YES);
      g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u2"), ==, UM_UNKNOWN);
      g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u3"), ==, UM_NO);
      g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "others", "u6"), ==, UM_NO);
    }
}

/* A refresh waits for what is still to be laid over, and goes on from it. */
static void
test_lay_over_before_refresh (Fixture *fixture, gconstpointer data)
{
  const char *const groups[] = { "others", NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lay_over (fixture, "u0", "jira-users", FALSE);
  um_source_state_refresh_async (fixture->state, UM_REFRESH_ALL, groups, NULL, NULL,
                                 um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_true (um_source_state_refresh_finish (fixture->state, result, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "jira-users", "u0"), ==, UM_NO);
}

/* What isn't loaded isn't touched: loading lays the journal over it. */
static void
test_lay_over_unloaded (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  reopen (fixture);
  lay_over (fixture, "u0", "jira-users", FALSE);
  g_assert_true (um_test_load (fixture->state, &error));
  g_assert_no_error (error);
  g_assert_cmpint (ask (fixture, UM_SET_GROUPS, "jira-users", "u0"), ==, UM_YES);
}

/* ---- loading ---- */

static void
test_loaded_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  reopen (fixture);
  g_signal_connect (fixture->state, "notify::directory", G_CALLBACK (count_cb), &count);
  um_source_state_load_async (fixture->state, NULL, um_test_done_cb, &first);
  g_assert_true (um_source_state_get_loading (fixture->state));
  um_source_state_load_async (fixture->state, NULL, um_test_done_cb, &second);
  um_test_wait_for (&first);
  um_test_wait_for (&second);
  g_assert_true (um_source_state_load_finish (fixture->state, first, &error));
  g_assert_true (um_source_state_load_finish (fixture->state, second, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count, ==, 1);
  g_assert_false (um_source_state_get_loading (fixture->state));
}

static void
test_never_refreshed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  g_free (source->id);
  source->id = g_uuid_string_random ();
  g_free (source->name);
  source->name = g_strdup ("Other");
  state = um_test_engine_save (fixture->engine, source, "key", UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  g_assert_false (um_test_load (state, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED);
  g_assert_cmpstr (error->message, ==, "Other");
}

/* ---- the basket ---- */

static void
test_basket_kept (Fixture *fixture, gconstpointer data)
{
  UmBasket *basket = um_source_state_get_basket (fixture->state);
  g_autoptr (GError) error = NULL;

  um_basket_set (basket, 3, TRUE);
  um_basket_set (basket, 4, TRUE);
  /* Closing writes what the timer hasn't yet. */
  reopen (fixture);
  basket = um_source_state_get_basket (fixture->state);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 0);
  g_assert_true (um_test_load (fixture->state, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 2);
  um_basket_clear (basket);
  reopen (fixture);
  g_assert_true (um_test_load (fixture->state, &error));
  g_assert_cmpuint (um_basket_get_count (um_source_state_get_basket (fixture->state)), ==, 0);
}

/* What was chosen is on disk a moment later, also without an orderly end. */
static void
test_basket_timer (Fixture *fixture, gconstpointer data)
{
  UmEngine *second;
  UmSourceState *state;
  g_autoptr (GError) error = NULL;
  guint count = 0;

  um_basket_set (um_source_state_get_basket (fixture->state), 3, TRUE);
  while (count == 0)
    {
      second = um_test_engine_open (fixture->folder);
      state = um_engine_find_source (second, "Site");
      g_assert_true (um_test_load (state, &error));
      g_assert_no_error (error);
      count = um_basket_get_count (um_source_state_get_basket (state));
      um_test_engine_close (second);
    }
  g_assert_cmpuint (count, ==, 1);
}

/* ---- the key ---- */

static UmConnection *
connect_state (UmSourceState *state, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_source_state_connect_async (state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_source_state_connect_finish (state, result, error);
}

static gboolean
unlock (UmSourceState *state, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_source_state_unlock_async (state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_source_state_unlock_finish (state, result, error);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmConnection) first = NULL;
  g_autoptr (UmConnection) again = NULL;
  g_autoptr (UmConnection) other = NULL;
  g_autoptr (GError) error = NULL;

  first = connect_state (fixture->state, &error);
  again = connect_state (fixture->state, &error);
  g_assert_no_error (error);
  g_assert_true (first == again);
  um_source_state_use_key (fixture->state, "another");
  other = connect_state (fixture->state, &error);
  g_assert_true (other != first);

  /* A key for one session is gone after it, and the row says so. */
  reopen (fixture);
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_NOT_CHECKED);
  g_assert_false (unlock (fixture->state, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_KEY);
  g_assert_cmpstr (error->message, ==, "Site");
  g_clear_error (&error);
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_PROBLEM);
  g_assert_null (connect_state (fixture->state, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_KEY);
  g_clear_error (&error);
  um_source_state_use_key (fixture->state, "once more");
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_NOT_CHECKED);
  g_assert_true (unlock (fixture->state, &error));
  g_assert_no_error (error);
}

static void
test_health (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) full = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DISK_FULL, "");
  g_autoptr (GError) cut = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_CUT, "host");
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_CONNECTED);
  um_source_state_note_problem (fixture->state, full);
  um_source_state_note_problem (fixture->state, cancelled);
  g_assert_cmpint (um_source_state_get_health (fixture->state), ==, UM_HEALTH_CONNECTED);
  um_source_state_note_problem (fixture->state, cut);
  g_assert_error (um_source_state_get_problem (fixture->state), UM_PROBLEM, UM_PROBLEM_CUT);
  um_source_state_set_health (fixture->state, UM_HEALTH_CONNECTED, NULL);
  g_assert_null (um_source_state_get_problem (fixture->state));
}

/* ---- days ---- */

static void
test_days_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime)
    midnight = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now),
                                      g_date_time_get_day_of_month (now), 0, 0, 0);
  int days;

  g_assert_false (um_source_state_get_days_left (fixture->state, &days));
  /* Written as the next midnight and as the last second of the day. */
  for (int expected = 0; expected < 3; expected++)
    for (int early = 0; early < 2; early++)
      {
        g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
        g_autoptr (GDateTime) end = g_date_time_add_days (midnight, expected + 1);
        g_autoptr (GError) error = NULL;

        source->expires = g_date_time_to_unix (end) - early;
        g_assert_nonnull (
          um_test_engine_save (fixture->engine, source, NULL, UM_KEEP_IN_KEYRING, &error));
        g_assert_no_error (error);
        g_assert_true (um_source_state_get_days_left (fixture->state, &days));
        g_assert_cmpint (days, ==, expected);
      }
}

/* ---- removing ---- */

static void
test_removing_waits_for_runs (Fixture *fixture, gconstpointer data)
{
  UmSource *source = um_source_state_get_source (fixture->state);
  g_autoptr (UmRunLock) lock = NULL;
  g_autoptr (GError) error = NULL;

  lock = um_run_lock_take (fixture->folder, source->id, &error);
  g_assert_no_error (error);
  g_assert_false (um_test_engine_remove (fixture->engine, fixture->state, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_RUN_ELSEWHERE);
  g_clear_error (&error);
  /* It is as alive as before. */
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

/* The keyring fails: nothing was removed, and the source is as alive as before. Leaves the keyring
 * of this process unusable. */
static void
test_removing_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_source_copy (um_source_state_get_source (fixture->state));
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (
    um_test_engine_save (fixture->engine, source, "site-key", UM_KEEP_IN_KEYRING, &error));
  g_assert_no_error (error);
  /* It can't be written any more, not even by root. */
  g_assert_cmpint (g_unlink (g_getenv ("SECRET_FILE_TEST_PATH")), ==, 0);
  g_assert_cmpint (g_mkdir (g_getenv ("SECRET_FILE_TEST_PATH"), 0700), ==, 0);
  g_assert_false (um_test_engine_remove (fixture->engine, fixture->state, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEYRING_FAILED);
  g_clear_error (&error);
  g_assert_true (um_engine_find_source (fixture->engine, "Site") == fixture->state);
  um_source_state_use_key (fixture->state, "site-key");
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

#define ADD(name, func) g_test_add ("/source-state/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  ADD ("lay-over", test_lay_over);
  ADD ("lay-over-unread", test_lay_over_unread);
  ADD ("lay-over-before-refresh", test_lay_over_before_refresh);
  ADD ("lay-over-unloaded", test_lay_over_unloaded);
  ADD ("loaded-once", test_loaded_once);
  ADD ("never-refreshed", test_never_refreshed);
  ADD ("basket-kept", test_basket_kept);
  ADD ("basket-timer", test_basket_timer);
  ADD ("keys", test_keys);
  ADD ("health", test_health);
  ADD ("days-left", test_days_left);
  ADD ("removing-waits-for-runs", test_removing_waits_for_runs);
  ADD ("removing-fails", test_removing_fails);
  return um_test_engine_run ();
}
