/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists under a name: what is saved comes back in its order, one name a source, gone with it. */
#include "store-support.h"

typedef struct
{
  char *folder;
  UmStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) first = store_make_source ("s1", "Acme");
  g_autoptr (UmSource) second = store_make_source ("s2", "Other");

  self->folder = store_make_folder ();
  self->store = store_open (self->folder, &error);
  g_assert_no_error (error);
  g_assert_true (store_save_source (self->store, first, &error));
  g_assert_true (store_save_source (self->store, second, &error));
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_close (self->store);
  g_free (self->folder);
}

static gboolean
save (Fixture *self,
      const char *source_id,
      const char *name,
      const char *ids,
      gboolean replace,
      GError **error)
{
  g_auto (GStrv) pieces = g_strsplit (ids, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; pieces[i] != NULL && *pieces[i] != '\0'; i++)
    g_ptr_array_add (array, pieces[i]);
  um_store_save_list_async (self->store, source_id, name, 1234, array, replace, store_got_cb,
                            &place);
  result = store_wait (&place);
  return um_store_save_list_finish (self->store, result, error);
}

static gboolean
remove_list (Fixture *self, const char *source_id, const char *name, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_remove_list_async (self->store, source_id, name, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_remove_list_finish (self->store, result, error);
}

static gboolean
rename_list (Fixture *self, const char *name, const char *new_name, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_rename_list_async (self->store, "s1", name, new_name, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_rename_list_finish (self->store, result, error);
}

/* The lists of a source as "name@created: id id; …". */
static char *
describe (Fixture *self, const char *source_id)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) lists = NULL;
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new (NULL);

  um_store_load_lists_async (self->store, source_id, NULL, store_got_cb, &place);
  result = store_wait (&place);
  lists = um_store_load_lists_finish (self->store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < lists->len; i++)
    {
      const UmStoreList *list = lists->pdata[i];

      g_string_append_printf (text, "%s%s@%" G_GINT64_FORMAT ":", i > 0 ? "; " : "", list->name,
                              list->created);
      for (guint j = 0; j < list->account_ids->len; j++)
        g_string_append_printf (text, " %s", (char *) list->account_ids->pdata[j]);
    }
  return g_string_free (text, FALSE);
}

static void
assert_lists (Fixture *self, const char *source_id, const char *expected)
{
  g_autofree char *found = describe (self, source_id);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_lists (self, "s1", "");
  g_assert_true (save (self, "s1", "Léavers", "712020:b 712020:a", FALSE, &error));
  g_assert_true (save (self, "s1", "empty", "", FALSE, &error));
  g_assert_true (save (self, "s2", "leavers", "c", FALSE, &error));
  g_assert_no_error (error);
  store_close (self->store);
  self->store = store_open (self->folder, &error);
  g_assert_no_error (error);
  assert_lists (self, "s1", "empty@1234:; Léavers@1234: 712020:b 712020:a");
  assert_lists (self, "s2", "leavers@1234: c");
  assert_lists (self, "s3", "");
}

static void
test_one_name (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "s1", "Léavers", "a", FALSE, &error));
  g_assert_false (save (self, "s1", "LEAVERS", "b", FALSE, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  assert_lists (self, "s1", "Léavers@1234: a");
  g_assert_true (save (self, "s1", "LEAVERS", "b", TRUE, &error));
  assert_lists (self, "s1", "LEAVERS@1234: b");
  g_assert_true (save (self, "s1", "new", "c", TRUE, &error));
  g_assert_no_error (error);
  /* One that can't be put in the place of another leaves that one. */
  g_assert_false (save (self, "nowhere", "new", "c", TRUE, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
}

static void
test_rename (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "s1", "leavers", "a b", FALSE, &error));
  g_assert_true (save (self, "s1", "others", "c", FALSE, &error));
  g_assert_true (save (self, "s2", "leavers", "d", FALSE, &error));
  g_assert_true (rename_list (self, "LEAVERS", "Gone", &error));
  g_assert_no_error (error);
  assert_lists (self, "s1", "Gone@1234: a b; others@1234: c");
  assert_lists (self, "s2", "leavers@1234: d");
  /* Its own name in another spelling isn't taken. */
  g_assert_true (rename_list (self, "gone", "GONE", &error));
  assert_lists (self, "s1", "GONE@1234: a b; others@1234: c");
  g_assert_false (rename_list (self, "gone", "OTHERS", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (rename_list (self, "leavers", "new", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  assert_lists (self, "s1", "GONE@1234: a b; others@1234: c");
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "s1", "leavers", "a", FALSE, &error));
  g_assert_true (save (self, "s2", "leavers", "b", FALSE, &error));
  g_assert_false (remove_list (self, "s1", "leaver", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (remove_list (self, "s1", "LEAVERS", &error));
  assert_lists (self, "s1", "");
  assert_lists (self, "s2", "leavers@1234: b");
  g_assert_false (remove_list (self, "s1", "leavers", NULL));
}

static void
test_source_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (UmSource) again = store_make_source ("s1", "Acme");
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "s1", "leavers", "a", FALSE, &error));
  /* Saving the source again must not take its lists along. */
  g_assert_true (store_save_source (self->store, again, &error));
  assert_lists (self, "s1", "leavers@1234: a");
  g_assert_true (store_remove_source (self->store, "s1", &error));
  g_assert_true (store_save_source (self->store, again, &error));
  g_assert_no_error (error);
  assert_lists (self, "s1", "");
}

static void
add_test (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/lists/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  add_test ("round-trip", test_round_trip);
  add_test ("one-name", test_one_name);
  add_test ("rename", test_rename);
  add_test ("remove", test_remove);
  add_test ("source-removed", test_source_removed);
  return g_test_run ();
}
