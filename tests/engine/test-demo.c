/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The demo organisation as a source: started when needed, the same after a restart, gone when it is
 * removed. */
#include "um-connection-private.h"
#include "um-keyring.h"
#include "um-problem.h"
#include "um-test-engine.h"
#include "um-test-log.h"

#include <string.h>

typedef struct
{
  char *folder;
  UmEngine *engine;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  g_free (fixture->folder);
}

static UmSourceState *
start (Fixture *fixture, guint n_users, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_engine_start_demo_async (fixture->engine, n_users, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_engine_start_demo_finish (fixture->engine, result, error);
}

static UmSourceState *
start_well (Fixture *fixture, guint n_users)
{
  g_autoptr (GError) error = NULL;
  UmSourceState *state = start (fixture, n_users, &error);

  g_assert_no_error (error);
  g_assert_nonnull (state);
  return state;
}

static void
refresh (UmSourceState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static UmConnection *
connect_state (UmSourceState *state)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmConnection *connection;

  um_source_state_connect_async (state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  connection = um_source_state_connect_finish (state, result, &error);
  g_assert_no_error (error);
  return connection;
}

/* Puts the account into a group that it wasn't in; returns the group's id. */
static char *
join_some_group (UmSourceState *state, const char *account_id)
{
  g_autoptr (UmConnection) connection = connect_state (state);
  UmJira *jira = um_connection_get_jira (connection);
  UmDirectory *directory = um_source_state_get_directory (state);
  guint row = um_directory_find (directory, account_id);

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      const UmThing *thing = um_directory_get_thing (directory, UM_SET_GROUPS, i);
      g_autoptr (GAsyncResult) result = NULL;
      UmChange change;

      if (um_directory_is_member (directory, UM_SET_GROUPS, i, row) != UM_NO)
        continue;
      um_jira_add_member_async (jira, thing->id, account_id, NULL, um_test_done_cb, &result);
      um_test_wait_for (&result);
      /* One that is kept in step from outside refuses. */
      if (um_jira_add_member_finish (jira, result, &change, NULL, NULL))
        return g_strdup (thing->id);
    }
  g_assert_not_reached ();
}

/* What was changed in the demo is so after a restart of both. */
static void
test_restarted (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = start_well (fixture, 60);
  const UmSource *source = um_source_state_get_source (state);
  g_autofree char *id = g_strdup (source->id);
  g_autofree char *group = NULL;
  g_autofree char *account = NULL;
  UmDirectory *directory;

  g_assert_true (source->demo);
  g_assert_cmpstr (source->name, ==, "Demo Organisation");
  g_assert_nonnull (source->account_id);
  g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_CONNECTED);
  refresh (state);
  directory = um_source_state_get_directory (state);
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, 60);
  account = g_strdup (source->account_id);
  group = join_some_group (state, account);

  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  state = um_engine_find_source (fixture->engine, "demo organisation");
  g_assert_cmpstr (um_source_state_get_source (state)->id, ==, id);
  /* Nobody asked for it to be started: the refresh needs it. */
  refresh (state);
  directory = um_source_state_get_directory (state);
  g_assert_cmpint (
    um_directory_is_member (directory, UM_SET_GROUPS,
                            um_directory_find_thing (directory, UM_SET_GROUPS, group),
                            um_directory_find (directory, account)),
    ==, UM_YES);
  /* The same one is found again, however often it is asked for. */
  g_assert_true (start_well (fixture, 0) == state);
  g_assert_true (start_well (fixture, 60) == state);
  g_assert_cmpuint (g_list_model_get_n_items (um_engine_get_sources (fixture->engine)), ==, 1);
}

/* Another size is another organisation. */
static void
test_resized (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = g_strdup (um_source_state_get_source (start_well (fixture, 40))->id);
  UmSourceState *state = start_well (fixture, 70);

  g_assert_cmpstr (um_source_state_get_source (state)->id, !=, id);
  g_assert_cmpuint (g_list_model_get_n_items (um_engine_get_sources (fixture->engine)), ==, 1);
  refresh (state);
  g_assert_cmpuint (um_source_state_get_n_users (state), ==, 70);
}

/* Its process dies: what was asked of it fails, the next connection starts it anew. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  UmSourceState *state = start_well (fixture, 30);
  gboolean refreshed;

  url = g_strdup (um_source_state_get_source (state)->url);
  refresh (state);
  um_test_kill_children ();
  do
    {
      g_autoptr (GError) error = NULL;

      /* Until it is known to be dead it is asked in vain. */
      refreshed = um_test_refresh (state, UM_REFRESH_ALL, NULL, &error);
      g_assert_true (refreshed || error->domain == UM_PROBLEM);
    }
  while (!refreshed);
  g_assert_cmpstr (um_source_state_get_source (state)->url, !=, url);
  g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_CONNECTED);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *users = g_build_filename (fixture->folder, "demo-users", NULL);
  g_autofree char *kept = g_build_filename (fixture->folder, "demo-30.state", NULL);
  UmSourceState *state = start_well (fixture, 30);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_test (users, G_FILE_TEST_EXISTS));
  g_assert_true (um_test_engine_remove (fixture->engine, state, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (users, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (kept, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (um_engine_get_sources (fixture->engine)), ==, 0);
}

/* A source of that name isn't taken for it. */
static void
test_name_taken (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_JIRA);
  g_autoptr (GError) error = NULL;

  source->name = g_strdup ("DEMO organisation");
  source->url = g_strdup ("https://acme.atlassian.net");
  source->email = g_strdup ("ann@acme.example");
  g_assert_nonnull (
    um_test_engine_save (fixture->engine, source, "key", UM_KEEP_THIS_SESSION, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (um_source_state_get_source (start_well (fixture, 20))->name, ==,
                   "Demo Organisation 2");
}

static void
test_fails (Fixture *fixture, gconstpointer program)
{
  g_autofree char *before = g_strdup (g_getenv ("UM_SIMULATOR_PATH"));
  g_autoptr (GError) error = NULL;

  g_setenv ("UM_SIMULATOR_PATH", program, TRUE);
  g_assert_null (start (fixture, 0, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_DEMO_FAILED);
  g_assert_cmpstr (error->message, !=, "");
  g_assert_cmpuint (g_list_model_get_n_items (um_engine_get_sources (fixture->engine)), ==, 0);
  g_setenv ("UM_SIMULATOR_PATH", before, TRUE);
  /* It can be tried again. */
  g_clear_error (&error);
  g_assert_nonnull (start (fixture, 10, &error));
  g_assert_no_error (error);
}

/* Its key is nowhere but in memory. */
static void
test_key_not_kept (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = start_well (fixture, 20);
  g_autoptr (GAsyncResult) result = NULL;
  char *key;
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "user-management.db", NULL);
  gsize length;

  um_source_state_find_key_async (state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  key = um_source_state_find_key_finish (state, result, NULL);
  g_assert_nonnull (key);
  um_test_engine_close (fixture->engine);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_assert_null (memmem (text, length, key, strlen (key)));
  g_assert_false (um_test_log_contains (key));
  um_keyring_free_key (key);
  fixture->engine = um_test_engine_open (fixture->folder);
}

#define ADD(name, func, data) g_test_add ("/demo/" name, Fixture, data, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  um_test_log_capture ();
  ADD ("restarted", test_restarted, NULL);
  ADD ("resized", test_resized, NULL);
  ADD ("killed", test_killed, NULL);
  ADD ("removed", test_removed, NULL);
  ADD ("name-taken", test_name_taken, NULL);
  ADD ("fails/missing", test_fails, "/nonexistent/simulator");
  ADD ("fails/ends", test_fails, "/bin/true");
  ADD ("fails/says-else", test_fails, "/bin/echo");
  ADD ("key-not-kept", test_key_not_kept, NULL);
  return um_test_engine_run ();
}
