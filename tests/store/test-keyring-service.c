/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys in a real gnome-keyring, in each state that one finds it in. Every state has a process, a
 * bus and a home of its own. */
#include "keyring-support.h"

#include <libsecret/secret.h>
#include <string.h>

#define KEY      "ATATT3xFfGF0-key"
#define DAEMON   "gnome-keyring-daemon"
#define SECRETS  "org.freedesktop.secrets"
#define PROMPTER "org.gnome.keyring.SystemPrompter"

typedef struct
{
  GTestDBus *bus;
  GSubprocess *daemon; /* (nullable) */
  char *home;
} Session;

/* A bus that starts nothing by itself. */
static void
session_start (Session *self)
{
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  self->home = g_dir_make_tmp ("um-keyring-XXXXXX", NULL);
}

static void
appeared_cb (GDBusConnection *connection, const char *name, const char *owner, gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

static void
acquired_cb (GDBusConnection *connection, const char *name, gpointer flag)
{
  *(gboolean *) flag = TRUE;
}

/* @password: (nullable): unlocks the login keyring, which makes it. */
static void
session_start_daemon (Session *self, const char *password)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE
    | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (GError) error = NULL;
  gboolean appeared = FALSE;
  guint watch;

  g_subprocess_launcher_setenv (launcher, "HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_DATA_HOME", self->home, TRUE);
  g_subprocess_launcher_setenv (launcher, "XDG_RUNTIME_DIR", self->home, TRUE);
  self->daemon = g_subprocess_launcher_spawn (launcher, &error, DAEMON, "--foreground",
                                              "--components=secrets",
                                              password != NULL ? "--unlock" : NULL, NULL);
  g_assert_no_error (error);
  if (password != NULL)
    g_output_stream_write_all (g_subprocess_get_stdin_pipe (self->daemon), password,
                               strlen (password), NULL, NULL, &error);
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->daemon), NULL, &error);
  g_assert_no_error (error);
  watch = g_bus_watch_name (G_BUS_TYPE_SESSION, SECRETS, G_BUS_NAME_WATCHER_FLAGS_NONE, appeared_cb,
                            NULL, &appeared, NULL);
  while (!appeared)
    g_main_context_iteration (NULL, TRUE);
  g_bus_unwatch_name (watch);
}

static void
session_lock (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService)
    service = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, NULL, &error);
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_sync (
    service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE, NULL, &error);
  GList collections = { .data = collection };

  g_assert_no_error (error);
  g_assert_cmpint (secret_service_lock_sync (service, &collections, NULL, NULL, &error), ==, 1);
}

/* The bus ends with the process: libsecret keeps the connection as long as that lives. */
static void
session_stop (Session *self)
{
  if (self->daemon != NULL)
    {
      g_subprocess_force_exit (self->daemon);
      g_subprocess_wait (self->daemon, NULL, NULL);
      g_clear_object (&self->daemon);
    }
  store_remove_tree (self->home);
  g_clear_pointer (&self->home, g_free);
}

static void
assert_store_fails (UmSource *source, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (keyring_store (source, KEY, &error));
  g_assert_error (error, UM_KEYRING_ERROR, code);
}

/* ---- the states, each in a process of its own ---- */

static void
unlocked (Session *session)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (UmSource) other = store_make_source ("s2", "Other");
  g_autoptr (GError) error = NULL;

  session_start_daemon (session, "password");
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (keyring_clear (source, &error));
  g_assert_no_error (error);
  g_assert_true (keyring_store (source, KEY, &error));
  g_assert_no_error (error);
  keyring_assert_key (source, KEY);
  keyring_assert_none (other, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (keyring_store (source, "another", &error));
  keyring_assert_key (source, "another");
  g_free (source->url);
  source->url = g_strdup ("https://elsewhere.atlassian.net");
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
  g_assert_true (keyring_clear (source, &error));
  g_free (source->url);
  source->url = g_strdup ("https://acme.atlassian.net");
  keyring_assert_none (source, UM_KEYRING_ERROR_NO_KEY);
}

static void
locked (Session *session)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GError) error = NULL;

  session_start_daemon (session, "password");
  g_assert_true (keyring_store (source, KEY, &error));
  session_lock ();
  keyring_assert_none (source, UM_KEYRING_ERROR_LOCKED);
  assert_store_fails (source, UM_KEYRING_ERROR_LOCKED);
  g_assert_false (keyring_clear (source, &error));
  g_assert_error (error, UM_KEYRING_ERROR, UM_KEYRING_ERROR_LOCKED);
}

/* A prompter that is there and shows nothing: as if its prompt had been closed. */
static void
dismissed (Session *session)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GError) error = NULL;
  gboolean owned = FALSE;

  session_start_daemon (session, "password");
  g_assert_true (keyring_store (source, KEY, &error));
  session_lock ();
  g_bus_own_name (G_BUS_TYPE_SESSION, PROMPTER, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, acquired_cb,
                  NULL, &owned, NULL);
  while (!owned)
    g_main_context_iteration (NULL, TRUE);
  keyring_assert_none (source, UM_KEYRING_ERROR_DISMISSED);
  assert_store_fails (source, UM_KEYRING_ERROR_DISMISSED);
}

static void
no_keyring (Session *session)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GError) error = NULL;

  session_start_daemon (session, NULL);
  keyring_assert_none (source, UM_KEYRING_ERROR_ABSENT);
  assert_store_fails (source, UM_KEYRING_ERROR_ABSENT);
  g_assert_true (keyring_clear (source, &error));
  g_assert_no_error (error);
}

static void
no_service (Session *session)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GError) error = NULL;

  keyring_assert_none (source, UM_KEYRING_ERROR_ABSENT);
  assert_store_fails (source, UM_KEYRING_ERROR_ABSENT);
  g_assert_false (keyring_clear (source, &error));
  g_assert_error (error, UM_KEYRING_ERROR, UM_KEYRING_ERROR_ABSENT);
}

static void
no_bus (Session *session)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");

  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  keyring_assert_none (source, UM_KEYRING_ERROR_ABSENT);
  assert_store_fails (source, UM_KEYRING_ERROR_ABSENT);
}

static void
test_state (gconstpointer data)
{
  void (*state) (Session *) = data;
  g_autofree char *daemon = g_find_program_in_path (DAEMON);
  static Session session;

  if (g_test_subprocess () && state == no_bus)
    {
      no_bus (NULL);
      return;
    }
  if (g_test_subprocess ())
    {
      session_start (&session);
      state (&session);
      session_stop (&session);
      return;
    }
  if (daemon == NULL)
    {
      g_test_skip (DAEMON " isn't installed");
      return;
    }
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char *argv[])
{
  g_unsetenv ("SECRET_BACKEND");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/keyring/service/unlocked", unlocked, test_state);
  g_test_add_data_func ("/keyring/service/locked", locked, test_state);
  g_test_add_data_func ("/keyring/service/dismissed", dismissed, test_state);
  g_test_add_data_func ("/keyring/service/no-keyring", no_keyring, test_state);
  g_test_add_data_func ("/keyring/service/no-service", no_service, test_state);
  g_test_add_data_func ("/keyring/service/no-bus", no_bus, test_state);
  return g_test_run ();
}
