/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters under a name: what is saved comes back in its order, one name a kind of source, whatever
 * becomes of the sources. */
#include "store-support.h"

#include "um-store-filters.h"

typedef struct
{
  char *folder;
  UmStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = store_make_folder ();
  self->store = store_open (self->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_close (self->store);
  g_free (self->folder);
}

static gboolean
save (Fixture *self,
      UmSourceKind kind,
      const char *name,
      const char *expression,
      gboolean replace,
      GError **error)
{
  const UmStoreFilter filter = { (char *) name, (char *) expression, 1234 };
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_save_filter_async (self->store, kind, &filter, replace, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_save_filter_finish (self->store, result, error);
}

static gboolean
rename_filter (
  Fixture *self, UmSourceKind kind, const char *name, const char *new_name, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_rename_filter_async (self->store, kind, name, new_name, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_rename_filter_finish (self->store, result, error);
}

static gboolean
remove_filter (Fixture *self, UmSourceKind kind, const char *name, GError **error)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  um_store_remove_filter_async (self->store, kind, name, store_got_cb, &place);
  result = store_wait (&place);
  return um_store_remove_filter_finish (self->store, result, error);
}

/* The filters of a kind as "name@created: expression; …". */
static void
assert_filters (Fixture *self, UmSourceKind kind, const char *expected)
{
  GAsyncResult *place = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) filters = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  um_store_load_filters_async (self->store, kind, NULL, store_got_cb, &place);
  result = store_wait (&place);
  filters = um_store_load_filters_finish (self->store, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < filters->len; i++)
    {
      const UmStoreFilter *filter = filters->pdata[i];

      g_string_append_printf (text, "%s%s@%" G_GINT64_FORMAT ": %s", i > 0 ? "; " : "",
                              filter->name, filter->created, filter->expression);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_filters (self, UM_SOURCE_JIRA, "");
  g_assert_true (save (self, UM_SOURCE_JIRA, "Léavers", "group:\"a; b\" -x", FALSE, &error));
  g_assert_true (save (self, UM_SOURCE_JIRA, "all", "", FALSE, &error));
  g_assert_true (save (self, UM_SOURCE_ACCESS, "leavers", "login:never", FALSE, &error));
  g_assert_no_error (error);
  store_close (self->store);
  self->store = store_open (self->folder, &error);
  g_assert_no_error (error);
  assert_filters (self, UM_SOURCE_JIRA, "all@1234: ; Léavers@1234: group:\"a; b\" -x");
  assert_filters (self, UM_SOURCE_ACCESS, "leavers@1234: login:never");
}

static void
test_one_name (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, UM_SOURCE_JIRA, "Léavers", "a", FALSE, &error));
  g_assert_false (save (self, UM_SOURCE_JIRA, "LEAVERS", "b", FALSE, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  assert_filters (self, UM_SOURCE_JIRA, "Léavers@1234: a");
  g_assert_true (save (self, UM_SOURCE_JIRA, "LEAVERS", "b", TRUE, &error));
  g_assert_true (save (self, UM_SOURCE_JIRA, "new", "c", TRUE, &error));
  g_assert_no_error (error);
  assert_filters (self, UM_SOURCE_JIRA, "LEAVERS@1234: b; new@1234: c");
}

static void
test_rename (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, UM_SOURCE_JIRA, "one", "a", FALSE, &error));
  g_assert_true (save (self, UM_SOURCE_JIRA, "two", "b", FALSE, &error));
  g_assert_true (save (self, UM_SOURCE_ACCESS, "one", "c", FALSE, &error));
  g_assert_false (rename_filter (self, UM_SOURCE_JIRA, "one", "TWO", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  g_assert_false (rename_filter (self, UM_SOURCE_JIRA, "three", "four", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  assert_filters (self, UM_SOURCE_JIRA, "one@1234: a; two@1234: b");
  /* Another spelling of the same name, then another name. */
  g_assert_true (rename_filter (self, UM_SOURCE_JIRA, "one", "Öne", &error));
  g_assert_true (rename_filter (self, UM_SOURCE_JIRA, "ONE", "zero", &error));
  g_assert_no_error (error);
  assert_filters (self, UM_SOURCE_JIRA, "two@1234: b; zero@1234: a");
  assert_filters (self, UM_SOURCE_ACCESS, "one@1234: c");
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, UM_SOURCE_JIRA, "one", "a", FALSE, &error));
  g_assert_true (save (self, UM_SOURCE_ACCESS, "one", "b", FALSE, &error));
  g_assert_false (remove_filter (self, UM_SOURCE_JIRA, "on", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (remove_filter (self, UM_SOURCE_JIRA, "ONE", &error));
  assert_filters (self, UM_SOURCE_JIRA, "");
  assert_filters (self, UM_SOURCE_ACCESS, "one@1234: b");
  g_assert_false (remove_filter (self, UM_SOURCE_JIRA, "one", NULL));
}

/* They belong to a kind, not to a source. */
static void
test_source_removed (Fixture *self, gconstpointer data)
{
  g_autoptr (UmSource) source = store_make_source ("s1", "Acme");
  g_autoptr (GError) error = NULL;

  g_assert_true (store_save_source (self->store, source, &error));
  g_assert_true (save (self, UM_SOURCE_JIRA, "one", "a", FALSE, &error));
  g_assert_true (store_remove_source (self->store, "s1", &error));
  g_assert_no_error (error);
  assert_filters (self, UM_SOURCE_JIRA, "one@1234: a");
}

static void
add_test (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/filters/", name, NULL);

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
