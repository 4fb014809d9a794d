/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the store share. Main thread. */
#include "store-support.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

void
store_got_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

GAsyncResult *
store_wait (GAsyncResult **place)
{
  while (*place == NULL)
    g_main_context_iteration (NULL, TRUE);
  return g_steal_pointer (place);
}

char *
store_make_folder (void)
{
  g_autofree char *id = g_uuid_string_random ();

  return g_build_filename (g_get_user_data_dir (), id, NULL);
}

UmStore *
store_open (const char *folder, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_open_async (folder, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_open_finish (result, error);
}

void
store_close (UmStore *store)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_store_close_async (store, store_got_cb, &place);
  result = store_wait (&place);
  um_store_close_finish (store, result, &error);
  g_assert_no_error (error);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (store);
}

gboolean
store_save_source (UmStore *store, UmSource *source, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_save_source_async (store, source, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_save_source_finish (store, result, error);
}

GPtrArray *
store_list_sources (UmStore *store, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_list_sources_async (store, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_list_sources_finish (store, result, error);
}

gboolean
store_remove_source (UmStore *store, const char *id, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_remove_source_async (store, id, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_remove_source_finish (store, result, error);
}

GPtrArray *
store_load_basket (UmStore *store, const char *source_id, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_load_basket_async (store, source_id, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_load_basket_finish (store, result, error);
}

gboolean
store_save_basket (UmStore *store, const char *source_id, GPtrArray *ids, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_save_basket_async (store, source_id, ids, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_save_basket_finish (store, result, error);
}

gboolean
store_save_directory_as (UmStore *store,
                         const char *source_id,
                         UmDirectory *directory,
                         const UmSnapshotMark *mark,
                         GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_save_directory_async (store, source_id, directory, mark, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_save_directory_finish (store, result, error);
}

gboolean
store_save_directory (UmStore *store, const char *source_id, UmDirectory *directory, GError **error)
{
  const UmSnapshotMark mark = { 0 };

  return store_save_directory_as (store, source_id, directory, &mark, error);
}

UmDirectory *
store_load_directory_over (
  UmStore *store, const char *source_id, UmDirectory *base, UmSnapshotMark *mark, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_load_directory_async (store, source_id, base, mark->outcome, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_load_directory_finish (store, result, mark, error);
}

UmDirectory *
store_load_directory (UmStore *store, const char *source_id, GError **error)
{
  UmSnapshotMark mark = { 0 };

  return store_load_directory_over (store, source_id, NULL, &mark, error);
}

gboolean
store_peek (UmStore *store, const char *source_id, UmSnapshotInfo *info, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_peek_snapshot_async (store, source_id, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_peek_snapshot_finish (store, result, info, error);
}

gboolean
store_create_run (
  UmStore *store, UmRun *run, GPtrArray *entries, const char *plan_text, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_create_run_async (store, run, entries, plan_text, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_create_run_finish (store, result, error);
}

gboolean
store_mark_sent (UmStore *store, const char *run_id, UmRunEntry *entry, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_mark_sent_async (store, run_id, entry, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_mark_sent_finish (store, result, error);
}

gboolean
store_finish (UmStore *store, const char *run_id, UmRunEntry *entry, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_finish_entry_async (store, run_id, entry, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_finish_entry_finish (store, result, error);
}

gboolean
store_set_state (
  UmStore *store, const char *run_id, UmRunState state, gboolean cancel_pending, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_set_run_state_async (store, run_id, state, 7777, cancel_pending, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_set_run_state_finish (store, result, error);
}

UmRun *
store_load_run (UmStore *store, const char *id, char **plan_text, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_load_run_async (store, id, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_load_run_finish (store, result, plan_text, error);
}

GPtrArray *
store_list_runs (
  UmStore *store, const UmRunQuery *query, const char *before, guint limit, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_list_runs_async (store, query, before, limit, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_list_runs_finish (store, result, error);
}

GPtrArray *
store_list_entries (UmStore *store,
                    const char *run_id,
                    int state,
                    const char *search,
                    guint after,
                    guint limit,
                    GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_list_entries_async (store, run_id, state, search, after, limit, NULL, store_got_cb,
                               &place);
  result = store_wait (&place);
  return um_store_list_entries_finish (store, result, error);
}

gboolean
store_delete_runs (UmStore *store, const char *const *ids, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_delete_runs_async (store, ids, NULL, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_delete_runs_finish (store, result, error);
}

/* ---- records ---- */

UmSource *
store_make_source (const char *id, const char *name)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  g_free (source->id);
  source->id = g_strdup (id);
  source->name = g_strdup (name);
  source->url = g_strdup ("https://acme.atlassian.net");
  return source;
}

UmRun *
store_make_run (const char *source_id)
{
  UmRun *run = um_run_new ();

  run->plan_id = g_uuid_string_random ();
  run->source_id = g_strdup (source_id);
  run->source_name = g_strdup ("Acme");
  run->actions = g_strdup ("add-to-groups remove-from-groups");
  run->started = 1000;
  return run;
}

GPtrArray *
store_make_entries (guint n_users, guint n_steps)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);

  for (guint i = 0; i < n_users * n_steps; i++)
    {
      UmRunEntry *entry = um_run_entry_new ();

      entry->n = i + 1;
      entry->chain = i / n_steps;
      entry->account_id = g_strdup_printf ("id-%u", entry->chain);
      entry->name = g_strdup_printf ("Ann Lée %u", entry->chain);
      entry->kind = i % 2 == 0 ? UM_STEP_GROUP_ADD : UM_STEP_GROUP_REMOVE;
      entry->target = g_strdup_printf ("group-%u", i % 7);
      entry->before = g_strdup (UM_NOT_MEMBER);
      entry->after = g_strdup (UM_MEMBER);
      entry->argument = i % 2 == 0 ? g_strdup ("See you") : NULL;
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

UmDirectory *
store_make_directory (guint n_users, guint n_groups)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < n_groups; i++)
    {
      g_autofree char *id = g_strdup_printf ("group-%u", i);
      UmThing group = { .id = id, .name = id, .known = i % 5 != 4 };

      um_directory_builder_add_thing (builder, UM_SET_GROUPS, &group);
    }
  for (guint i = 0; i < n_users; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);
      g_autofree char *name = g_strdup_printf ("Ünal %u", i * 7919 % 1000);
      g_autofree char *email = g_strdup_printf ("u%u@acme.example", i);
      UmUser user = { .account_id = id,
                      .name = i % 11 == 0 ? NULL : name,
                      .email = i % 3 == 0 ? NULL : email,
                      .status = i % 8,
                      .type = i % 5,
                      .managed = i % 3,
                      .synced = (i / 3) % 3,
                      .last_login = i % 4 == 0 ? UM_TIME_NEVER : 1700000000 + i,
                      .added = i % 6 == 0 ? UM_TIME_UNKNOWN : 1600000000 + i };
      guint row = um_directory_builder_add_user (builder, &user);

      for (guint k = 0; k < n_groups; k += 1 + (i + k) % 3)
        um_directory_builder_add_member (builder, UM_SET_GROUPS, k, row);
      if (i % 13 == 0)
        um_directory_builder_begin_row (builder, UM_SET_GROUPS, row);
    }
  um_directory_builder_set_read (builder, 5000, UM_TIME_UNKNOWN);
  return um_directory_builder_end (builder);
}

/* ---- files ---- */

char *
store_build_path (const char *folder, const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static sqlite3 *
open_file (const char *path)
{
  sqlite3 *handle = NULL;

  g_assert_cmpint (
    sqlite3_open_v2 (path, &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), ==,
    SQLITE_OK);
  return handle;
}

void
store_exec_file (const char *path, const char *sql)
{
  sqlite3 *handle = open_file (path);

  if (sqlite3_exec (handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  sqlite3_close (handle);
}

gint64
store_read_file (const char *path, const char *sql)
{
  sqlite3 *handle = open_file (path);
  sqlite3_stmt *statement = NULL;
  gint64 value;

  if (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL) != SQLITE_OK
      || sqlite3_step (statement) != SQLITE_ROW)
    g_error ("%s: %s", sql, sqlite3_errmsg (handle));
  value = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return value;
}

void
store_remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);

      if (g_remove (file) != 0)
        store_remove_tree (file);
    }
  g_rmdir (path);
}
