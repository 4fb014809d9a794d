/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of sources in the system keyring, through libsecret. Main thread; nothing here blocks
 * it. */
#include "um-keyring.h"

#include "um-config.h"
#include "um-keyring-state-private.h"

#include <libsecret/secret.h>

/* The attributes alone find an item: GNOME Keyring doesn't know the schema's name of what lies in a
 * locked keyring, finds nothing, and nobody is asked to unlock it. */
static const SecretSchema schema = {
  UM_APP_ID ".Key",
  SECRET_SCHEMA_DONT_MATCH_NAME,
  {
    { "application", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "source", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "origin", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

/* The address that the key was typed for. A Jira key may be sent to the site and, as a scoped one,
 * to the API: where that isn't Atlassian's usual one, it is part of the address. */
static char *
build_origin (const UmSource *source)
{
  if (source->kind == UM_SOURCE_ACCESS)
    return g_strdup (source->api_url);
  if (source->api_url == NULL || g_str_equal (source->api_url, UM_DEFAULT_API_URL))
    return g_strdup (source->url);
  return g_strconcat (source->url, " ", source->api_url, NULL);
}

static GHashTable *
build_attributes (const UmSource *source, gboolean with_origin)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  char *origin = build_origin (source);

  g_hash_table_insert (attributes, (char *) "application", g_strdup (UM_APP_ID));
  g_hash_table_insert (attributes, (char *) "source", g_strdup (source->id));
  if (with_origin && origin != NULL)
    g_hash_table_insert (attributes, (char *) "origin", g_steal_pointer (&origin));
  g_free (origin);
  return attributes;
}

static void
return_explanation_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  g_task_return_error (task, um_keyring_explain_finish (result));
}

/* A locked keyring says the same whether nobody could be asked or who was asked closed the prompt.
 */
static void
return_failure (GTask *task, GError *error)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) mapped = um_keyring_map_error (error, cancellable);

  if (g_error_matches (mapped, UM_KEYRING_ERROR, UM_KEYRING_ERROR_LOCKED)
      && !um_keyring_uses_file ())
    um_keyring_explain_async (cancellable, return_explanation_cb, g_object_ref (task));
  else
    g_task_return_error (task, g_steal_pointer (&mapped));
}

static void
free_key (gpointer key)
{
  um_keyring_free_key (key);
}

/* ---- lookup ---- */

static void
lookup_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  char *key = secret_password_lookup_nonpageable_finish (result, &error);

  if (key != NULL)
    g_task_return_pointer (task, key, free_key);
  else if (error != NULL)
    return_failure (task, g_steal_pointer (&error));
  else
    um_keyring_explain_async (g_task_get_cancellable (task), return_explanation_cb,
                              g_object_ref (task));
}

void
um_keyring_lookup_async (UmSource *source,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = build_attributes (source, TRUE);

  g_task_set_source_tag (task, um_keyring_lookup_async);
  secret_password_lookupv (&schema, attributes, cancellable, lookup_cb, task);
}

char *
um_keyring_lookup_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_keyring_lookup_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- store ---- */

static void
store_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    return_failure (task, g_steal_pointer (&error));
}

void
um_keyring_store_async (UmSource *source,
                        const char *key,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = build_attributes (source, TRUE);
  g_autofree char *label = g_strdup_printf ("User Management: %s",
                                            source->name != NULL ? source->name : source->id);

  g_task_set_source_tag (task, um_keyring_store_async);
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, key, cancellable,
                          store_cb, task);
}

gboolean
um_keyring_store_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_keyring_store_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- clear ---- */

/* Where nothing was removed there may have been nothing, or it is locked away. */
static void
nothing_cleared_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) why = um_keyring_explain_finish (result);

  if (g_error_matches (why, UM_KEYRING_ERROR, UM_KEYRING_ERROR_NO_KEY)
      || g_error_matches (why, UM_KEYRING_ERROR, UM_KEYRING_ERROR_ABSENT))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&why));
}

static void
clear_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  if (secret_password_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    return_failure (task, g_steal_pointer (&error));
  else
    um_keyring_explain_async (g_task_get_cancellable (task), nothing_cleared_cb,
                              g_object_ref (task));
}

void
um_keyring_clear_async (UmSource *source,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = build_attributes (source, FALSE);

  g_task_set_source_tag (task, um_keyring_clear_async);
  secret_password_clearv (&schema, attributes, cancellable, clear_cb, task);
}

gboolean
um_keyring_clear_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_keyring_clear_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- memory ---- */

void
um_keyring_free_key (char *key)
{
  secret_password_free (key);
}

char *
um_keyring_copy_key (const char *key)
{
  gsize length;

  g_return_val_if_fail (key != NULL, NULL);

  return secret_value_unref_to_password (secret_value_new (key, -1, "text/plain"), &length);
}
