/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells the states of the system keyring apart. A locked keyring that nobody unlocks looks to
 * libsecret like one without the key, so an empty answer is looked into. Main thread. */
#include "um-keyring-state-private.h"

#include <libsecret/secret.h>

#define SANDBOX_MARK "/.flatpak-info"
/* Where a prompt was just shown its program still has this name; where none could be shown nobody
 * has it. */
#define PROMPTER "org.gnome.keyring.SystemPrompter"

gboolean
um_keyring_uses_file (void)
{
  return g_file_test (SANDBOX_MARK, G_FILE_TEST_EXISTS)
         || g_strcmp0 (g_getenv ("SECRET_BACKEND"), "file") == 0;
}

static GError *
make_error (UmKeyringError code, const char *what)
{
  return g_error_new_literal (UM_KEYRING_ERROR, code, what);
}

static gboolean
is_absence (const GError *error)
{
  static const int bus_codes[] = {
    G_DBUS_ERROR_SERVICE_UNKNOWN,
    G_DBUS_ERROR_NAME_HAS_NO_OWNER,
    G_DBUS_ERROR_SPAWN_EXEC_FAILED,
    G_DBUS_ERROR_SPAWN_CHILD_EXITED,
    G_DBUS_ERROR_SPAWN_CHILD_SIGNALED,
    G_DBUS_ERROR_SPAWN_FAILED,
    G_DBUS_ERROR_SPAWN_SERVICE_INVALID,
    G_DBUS_ERROR_SPAWN_SERVICE_NOT_FOUND,
    G_DBUS_ERROR_SPAWN_FILE_INVALID,
    G_DBUS_ERROR_UNKNOWN_METHOD,
    G_DBUS_ERROR_UNKNOWN_OBJECT,
    G_DBUS_ERROR_UNKNOWN_INTERFACE,
    G_DBUS_ERROR_ACCESS_DENIED,
    G_DBUS_ERROR_DISCONNECTED,
    G_DBUS_ERROR_NO_SERVER,
  };

  /* No bus at all comes as an I/O error of various codes. With keys in a file that is the file's.
   */
  if (error->domain == G_IO_ERROR)
    return !um_keyring_uses_file ();
  if (error->domain == SECRET_ERROR)
    return error->code == SECRET_ERROR_NO_SUCH_OBJECT;
  for (guint i = 0; error->domain == G_DBUS_ERROR && i < G_N_ELEMENTS (bus_codes); i++)
    if (error->code == bus_codes[i])
      return TRUE;
  return FALSE;
}

GError *
um_keyring_map_error (GError *error, GCancellable *cancellable)
{
  g_autoptr (GError) taken = error;
  g_autofree char *what = g_strdup_printf ("%s %d: %s", g_quark_to_string (error->domain),
                                           error->code, error->message);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_cancellable_is_cancelled (cancellable) ? g_steal_pointer (&taken)
                                                    : make_error (UM_KEYRING_ERROR_DISMISSED, what);
  if (g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return make_error (UM_KEYRING_ERROR_LOCKED, what);
  if (is_absence (error))
    return make_error (UM_KEYRING_ERROR_ABSENT, what);
  return make_error (UM_KEYRING_ERROR_FAILED, what);
}

/* ---- asking the service ---- */

static void
prompter_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant)
    answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  gboolean has_owner = FALSE;

  if (answer != NULL)
    g_variant_get (answer, "(b)", &has_owner);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (has_owner)
    g_task_return_error (task, make_error (UM_KEYRING_ERROR_DISMISSED, "the prompt was closed"));
  else
    g_task_return_error (task, make_error (UM_KEYRING_ERROR_LOCKED, "the keyring is locked"));
}

static void
ask_for_prompter (SecretService *service, GTask *task)
{
  g_dbus_connection_call (g_dbus_proxy_get_connection (G_DBUS_PROXY (service)),
                          "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                          "NameHasOwner", g_variant_new ("(s)", PROMPTER), G_VARIANT_TYPE ("(b)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, g_task_get_cancellable (task), prompter_cb,
                          g_object_ref (task));
}

static void
collection_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretCollection) collection = secret_collection_for_alias_finish (result, &error);

  if (error != NULL)
    g_task_return_error (
      task, um_keyring_map_error (g_steal_pointer (&error), g_task_get_cancellable (task)));
  else if (collection == NULL)
    g_task_return_error (task, make_error (UM_KEYRING_ERROR_ABSENT, "there is no keyring"));
  else if (secret_collection_get_locked (collection))
    ask_for_prompter (secret_collection_get_service (collection), task);
  else
    g_task_return_error (task, make_error (UM_KEYRING_ERROR_NO_KEY, "no key is kept"));
}

static void
service_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SecretService) service = secret_service_get_finish (result, &error);
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (service == NULL)
    g_task_return_error (task, um_keyring_map_error (g_steal_pointer (&error), cancellable));
  else
    secret_collection_for_alias (service, SECRET_COLLECTION_DEFAULT, SECRET_COLLECTION_NONE,
                                 cancellable, collection_cb, g_steal_pointer (&task));
}

void
um_keyring_explain_async (GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_keyring_explain_async);
  if (um_keyring_uses_file ())
    g_task_return_error (task, make_error (UM_KEYRING_ERROR_NO_KEY, "no key is kept"));
  else
    secret_service_get (SECRET_SERVICE_NONE, cancellable, service_cb, g_steal_pointer (&task));
}

GError *
um_keyring_explain_finish (GAsyncResult *result)
{
  GError *error = NULL;

  g_task_propagate_boolean (G_TASK (result), &error);
  return error;
}
