/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine on a folder of its own, and its operations waited for. Owned by the test, one thread.
 */
#include "um-test-engine.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LIMIT 150 /* seconds; only a hang takes as long, on a slow machine and checked, too */

static guint n_folders;
static char *keys_folder; /* libsecret asks for it once a process */
static char *keys_file;

void
um_test_engine_init (int *argc, char ***argv)
{
  g_autoptr (GError) error = NULL;

  keys_folder = g_dir_make_tmp ("um-test-XXXXXX", &error);
  g_assert_no_error (error);
  keys_file = g_build_filename (keys_folder, "keys", NULL);
  g_setenv ("SECRET_FILE_TEST_PATH", keys_file, TRUE);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "test", TRUE);
  g_test_init (argc, argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
}

int
um_test_engine_run (void)
{
  int status = g_test_run ();

  g_unlink (keys_file);
  g_rmdir (keys_folder);
  g_clear_pointer (&keys_file, g_free);
  g_clear_pointer (&keys_folder, g_free);
  return status;
}

char *
um_test_engine_make_folder (void)
{
  g_autofree char *name = g_strdup_printf ("engine-%u", n_folders++);
  char *folder = g_build_filename (g_get_user_data_dir (), name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  return folder;
}

static gboolean
limit_cb (gpointer user_data)
{
  g_error ("It takes too long");
  return G_SOURCE_REMOVE;
}

void
um_test_turn (void)
{
  guint limit = g_timeout_add_seconds (LIMIT, limit_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

void
um_test_done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
um_test_wait_for (GAsyncResult **result)
{
  guint limit = g_timeout_add_seconds (LIMIT, limit_cb, NULL);

  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (limit);
}

UmEngine *
um_test_engine_open (const char *folder)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  UmEngine *engine;

  um_engine_open_async (folder, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  engine = um_engine_open_finish (result, &error);
  g_assert_no_error (error);
  return engine;
}

void
um_test_assert_finalizes (gpointer object)
{
  gpointer weak = object;
  gint64 end = g_get_monotonic_time () + LIMIT * G_USEC_PER_SEC;

  g_object_add_weak_pointer (object, &weak);
  g_object_unref (object);
  while (weak != NULL && g_get_monotonic_time () < end)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (1000);
    }
  g_assert_null (weak);
}

void
um_test_engine_close (UmEngine *engine)
{
  g_autoptr (GError) error = NULL;

  {
    g_autoptr (GAsyncResult) result = NULL;

    um_engine_close_async (engine, um_test_done_cb, &result);
    um_test_wait_for (&result);
    um_engine_close_finish (engine, result, &error);
    g_assert_no_error (error);
  }
  while (g_main_context_iteration (NULL, FALSE))
    ;
  um_test_assert_finalizes (engine);
}

UmSource *
um_test_source_new (UmTestSimulator *simulator, const char *name)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  source->name = g_strdup (name);
  source->url = g_strdup (um_test_simulator_get (simulator, "jira_url"));
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (simulator, "api_url"));
  source->email = g_strdup (um_test_simulator_get (simulator, "email"));
  return source;
}

UmSourceState *
um_test_engine_save (
  UmEngine *engine, UmSource *source, const char *key, UmKeepKey keep, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_engine_save_source_async (engine, source, key, keep, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_engine_save_source_finish (engine, result, error);
}

UmSourceState *
um_test_engine_add (UmEngine *engine, UmTestSimulator *simulator, const char *name)
{
  g_autoptr (UmSource) source = um_test_source_new (simulator, name);
  g_autoptr (GError) error = NULL;
  UmSourceState *state = um_test_engine_save (
    engine, source, um_test_simulator_get (simulator, "jira_token"), UM_KEEP_THIS_SESSION, &error);

  g_assert_no_error (error);
  return state;
}

gboolean
um_test_engine_remove (UmEngine *engine, UmSourceState *state, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_engine_remove_source_async (engine, state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_engine_remove_source_finish (engine, result, error);
}

UmSource *
um_test_check (UmCheck *check, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_check_run_async (check, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_check_run_finish (check, result, error);
}

UmSourceState *
um_test_engine_add_checked (UmEngine *engine,
                            UmTestSimulator *simulator,
                            UmSourceKind kind,
                            const char *name)
{
  const char *key = um_test_simulator_get (simulator,
                                           kind == UM_SOURCE_JIRA ? "jira_token" : "org_key");
  g_autoptr (UmSource) source = um_source_new (kind);
  g_autoptr (UmCheck) check = NULL;
  g_autoptr (UmSource) learnt = NULL;
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  source->name = g_strdup (name);
  if (kind == UM_SOURCE_JIRA)
    source->url = g_strdup (um_test_simulator_get (simulator, "jira_url"));
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (simulator, "api_url"));
  source->email = g_strdup (um_test_simulator_get (simulator, "email"));
  check = um_check_new (source, key, NULL);
  learnt = um_test_check (check, &error);
  g_assert_no_error (error);
  state = um_test_engine_save (engine, learnt, key, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  return state;
}

gboolean
um_test_refresh (UmSourceState *state,
                 UmRefreshFlags flags,
                 UmRefreshSummary *summary,
                 GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_source_state_refresh_async (state, flags, NULL, NULL, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_source_state_refresh_finish (state, result, summary, error);
}

gboolean
um_test_load (UmSourceState *state, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_source_state_load_async (state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_source_state_load_finish (state, result, error);
}

/* Asks the simulator without the program's own HTTP. (transfer full) */
static GBytes *
ask (UmTestSimulator *simulator, const char *method, const char *path, const char *body)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strconcat (um_test_simulator_get (simulator, "jira_url"), path, NULL);
  g_autofree char *login = g_strconcat (um_test_simulator_get (simulator, "email"), ":",
                                        um_test_simulator_get (simulator, "jira_token"), NULL);
  g_autofree char *code = g_base64_encode ((const guchar *) login, strlen (login));
  gboolean org = g_str_has_prefix (path, "/admin/") || g_str_has_prefix (path, "/users/");
  g_autofree char *authorization = org ? g_strconcat (
                                     "Bearer ", um_test_simulator_get (simulator, "org_key"), NULL)
                                       : g_strconcat ("Basic ", code, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (method, url);
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GError) error = NULL;
  GBytes *answer;

  if (g_str_has_prefix (path, "/_simulator/"))
    return um_test_simulator_control (simulator, method, path, body);
  soup_session_set_proxy_resolver (session, NULL);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization",
                               authorization);
  if (bytes != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);
  return answer;
}

JsonNode *
um_test_simulator_read (UmTestSimulator *simulator, const char *path)
{
  g_autoptr (GBytes) answer = ask (simulator, "GET", path, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  const char *text = g_bytes_get_data (answer, &size);
  g_autofree char *copy = g_strndup (text, size);
  JsonNode *node = json_from_string (copy, &error);

  g_assert_no_error (error);
  return node;
}

JsonNode *
um_test_simulator_get_state (UmTestSimulator *simulator)
{
  return um_test_simulator_read (simulator, "/_simulator/state");
}

GHashTable *
um_test_simulator_members (UmTestSimulator *simulator, const char *group_id)
{
  g_autofree char *escaped = g_uri_escape_string (group_id, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/_simulator/members?group=", escaped, NULL);
  g_autoptr (GBytes) answer = ask (simulator, "GET", path, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  GHashTable *ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonNode *root;
  JsonArray *array;

  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (answer, NULL),
                                             (gssize) g_bytes_get_size (answer), NULL));
  root = json_parser_get_root (parser);
  array = JSON_NODE_HOLDS_ARRAY (root)
            ? json_node_get_array (root)
            : json_object_get_array_member (json_node_get_object (root), "account_ids");
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_hash_table_add (ids, g_strdup (json_array_get_string_element (array, i)));
  return ids;
}

void
um_test_simulator_set (UmTestSimulator *simulator, const char *json)
{
  um_test_simulator_ask (simulator, "POST", "/_simulator/set", json);
}

void
um_test_simulator_ask (UmTestSimulator *simulator,
                       const char *method,
                       const char *path,
                       const char *body)
{
  g_autoptr (GBytes) answer = ask (simulator, method, path, body);

  g_assert_nonnull (answer);
}

/* The parent of a process; 0 where there is no such process. */
static int
get_parent (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
  g_autofree char *text = NULL;
  const char *end;
  int parent = 0;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  /* The name before it may hold anything. */
  end = strrchr (text, ')');
  if (end == NULL || sscanf (end + 1, " %*c %d", &parent) != 1)
    return 0;
  return parent;
}

void
um_test_kill_children (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc", 0, NULL);
  const char *name;
  guint n_killed = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      int pid = (int) g_ascii_strtoll (name, NULL, 10);

      if (pid > 0 && get_parent (pid) == getpid () && kill (pid, SIGKILL) == 0)
        n_killed++;
    }
  g_assert_cmpuint (n_killed, >, 0);
}
