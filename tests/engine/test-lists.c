/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source's lists: what is saved is there for filters at once and after a restart, one name a
 * source, and what goes wrong has its problem. */
#include "um-lists.h"
#include "um-problem.h"
#include "um-test-site.h"

typedef struct
{
  char *folder;
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
  guint n_notified;
} Fixture;

static void
notify_cb (UmSourceState *state, GParamSpec *pspec, guint *n_notified)
{
  (*n_notified)++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = um_test_engine_make_folder ();
  self->site = um_test_site_new ();
  um_test_site_add_users (self->site, 20);
  um_test_site_add_group (self->site, "jira-users", 0, 10);
  self->site->granting = g_strdup ("jira-users");
  self->engine = um_test_engine_open (self->folder);
  self->state = um_test_site_add_to (self->site, self->engine);
  g_assert_true (um_test_refresh (self->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  g_signal_connect (self->state, "notify::lists", G_CALLBACK (notify_cb), &self->n_notified);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  um_test_engine_close (self->engine);
  um_test_site_free (self->site);
  g_free (self->folder);
}

/* @n: that many rows of the directory, from @first on. */
static gboolean
save (Fixture *self, const char *name, guint first, guint n, gboolean replace, GError **error)
{
  UmDirectory *directory = um_source_state_get_directory (self->state);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  for (guint row = first; row < first + n; row++)
    g_ptr_array_add (ids, (char *) um_directory_get_account_id (directory, row));
  um_lists_save_async (self->state, name, ids, replace, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_lists_save_finish (self->state, result, error);
}

static gboolean
remove_list (Fixture *self, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_lists_remove_async (self->state, name, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_lists_remove_finish (self->state, result, error);
}

static gboolean
rename_list (Fixture *self, const char *name, const char *new_name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_lists_rename_async (self->state, name, new_name, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_lists_rename_finish (self->state, result, error);
}

/* How many users an expression finds, or -1: it names what isn't there. */
static int
ask (Fixture *self, const char *expression)
{
  UmDirectory *directory = um_source_state_get_directory (self->state);
  UmFilterContext context = um_source_state_get_filter_context (self->state, 0);
  g_autoptr (UmFilter) filter = um_filter_parse (expression, NULL);
  g_autoptr (UmBitset) rows = NULL;

  if (!um_filter_check (filter, directory, &context, NULL))
    return -1;
  rows = um_filter_evaluate (filter, directory, &context);
  return um_bitset_count (rows);
}

static char *
list_names (Fixture *self)
{
  GPtrArray *infos = um_source_state_get_list_infos (self->state);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < infos->len; i++)
    {
      const UmListInfo *info = infos->pdata[i];

      g_assert_cmpint (info->created, >, 1700000000);
      g_string_append_printf (text, "%s%s %u", i > 0 ? ", " : "", info->name, info->n_users);
    }
  return g_string_free (text, FALSE);
}

static void
assert_names (Fixture *self, const char *expected)
{
  g_autofree char *names = list_names (self);

  g_assert_cmpstr (names, ==, expected);
}

static void
test_filter (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (ask (self, "list:leavers"), ==, -1);
  assert_names (self, "");
  g_assert_true (save (self, " Leavers of May\xc2\xa0", 0, 5, FALSE, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->n_notified, ==, 1);
  g_assert_true (save (self, "b", 3, 4, FALSE, &error));
  assert_names (self, "b 4, Leavers of May 5");
  g_assert_cmpint (ask (self, "list:\"LEAVERS of may\""), ==, 5);
  g_assert_cmpint (ask (self, "list:\"leavers of may\",b"), ==, 7);
  g_assert_cmpint (ask (self, "-list:b"), ==, 16);
  g_assert_nonnull (um_source_state_find_list (self->state, "B "));
  g_assert_null (um_source_state_find_list (self->state, "c"));
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "leavers", 0, 5, FALSE, &error));
  /* A refresh makes another directory; the list goes on. */
  um_test_site_add_users (self->site, 3);
  g_assert_true (um_test_refresh (self->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_cmpint (ask (self, "list:leavers"), ==, 5);
  um_test_engine_close (self->engine);
  self->engine = um_test_engine_open (self->folder);
  self->state = um_engine_find_source (self->engine, "Site");
  g_assert_true (um_test_load (self->state, &error));
  g_assert_no_error (error);
  assert_names (self, "leavers 5");
  g_assert_cmpint (ask (self, "list:leavers"), ==, 5);
}

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) before = NULL;

  g_assert_false (save (self, " \xe2\x80\x8b", 0, 1, FALSE, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LIST_NAME_MISSING);
  g_clear_error (&error);
  g_assert_true (save (self, "leavers", 0, 5, FALSE, &error));
  before = g_hash_table_ref (um_source_state_get_lists (self->state));
  g_assert_false (save (self, "LEAVERS", 0, 2, FALSE, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LIST_EXISTS);
  g_assert_cmpstr (error->message, ==, "LEAVERS");
  g_clear_error (&error);
  g_assert_cmpint (ask (self, "list:leavers"), ==, 5);
  g_assert_true (save (self, "LEAVERS", 0, 2, TRUE, &error));
  assert_names (self, "LEAVERS 2");
  g_assert_cmpint (ask (self, "list:leavers"), ==, 2);
  /* Who has the table from before still has the list from before. */
  g_assert_cmpuint (g_hash_table_size (g_hash_table_lookup (before, "leavers")), ==, 5);
}

static void
test_rename (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "leavers", 0, 5, FALSE, &error));
  g_assert_true (save (self, "others", 0, 2, FALSE, &error));
  self->n_notified = 0;
  g_assert_true (rename_list (self, "LEAVERS", " Was here ", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (self->n_notified, ==, 1);
  assert_names (self, "others 2, Was here 5");
  g_assert_cmpint (ask (self, "list:\"was here\""), ==, 5);
  g_assert_cmpint (ask (self, "list:leavers"), ==, -1);
  g_assert_true (rename_list (self, "was here", "Was Here", &error));
  assert_names (self, "others 2, Was Here 5");
  g_assert_false (rename_list (self, "was here", "OTHERS", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LIST_EXISTS);
  g_assert_cmpstr (error->message, ==, "OTHERS");
  g_clear_error (&error);
  g_assert_false (rename_list (self, "was here", "\xe2\x80\x8b", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_LIST_NAME_MISSING);
  g_clear_error (&error);
  g_assert_false (rename_list (self, "leavers", "new", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_LIST);
  g_assert_cmpstr (error->message, ==, "leavers");
  assert_names (self, "others 2, Was Here 5");
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "leavers", 0, 5, FALSE, &error));
  g_assert_true (save (self, "others", 0, 0, FALSE, &error));
  g_assert_cmpint (ask (self, "list:others"), ==, 0);
  g_assert_false (remove_list (self, "leaver", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_LIST);
  g_assert_cmpstr (error->message, ==, "leaver");
  g_clear_error (&error);
  g_assert_true (remove_list (self, "Leavers", &error));
  g_assert_no_error (error);
  assert_names (self, "others 0");
  g_assert_cmpint (ask (self, "list:leavers"), ==, -1);
  g_assert_false (remove_list (self, "leavers", NULL));
}

static void
test_source_gone (Fixture *self, gconstpointer data)
{
  g_autoptr (UmSourceState) state = g_object_ref (self->state);
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_engine_remove (self->engine, state, &error));
  g_assert_false (save (self, "leavers", 0, 5, FALSE, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_SOURCE);
}

static void
add_test (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/lists/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  add_test ("filter", test_filter);
  add_test ("kept", test_kept);
  add_test ("names", test_names);
  add_test ("rename", test_rename);
  add_test ("remove", test_remove);
  add_test ("source-gone", test_source_gone);
  return um_test_engine_run ();
}
