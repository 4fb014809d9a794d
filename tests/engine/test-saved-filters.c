/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters that are saved: there after a restart and for every source of the kind, one name a kind,
 * and what goes wrong has its problem. */
#include "um-problem.h"
#include "um-saved-filters.h"
#include "um-test-site.h"

typedef struct
{
  char *folder;
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = um_test_engine_make_folder ();
  self->site = um_test_site_new ();
  self->engine = um_test_engine_open (self->folder);
  self->state = um_test_site_add_to (self->site, self->engine);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  um_test_engine_close (self->engine);
  um_test_site_free (self->site);
  g_free (self->folder);
}

static gboolean
save (Fixture *self, const char *name, const char *expression, gboolean replace, GError **error)
{
  g_autoptr (UmFilter) filter = um_filter_parse (expression, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  um_saved_filters_save_async (self->state, name, filter, replace, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_saved_filters_save_finish (self->state, result, error);
}

static gboolean
rename_filter (Fixture *self, const char *name, const char *new_name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_saved_filters_rename_async (self->state, name, new_name, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_saved_filters_rename_finish (self->state, result, error);
}

static gboolean
remove_filter (Fixture *self, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_saved_filters_remove_async (self->state, name, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_saved_filters_remove_finish (self->state, result, error);
}

/* "name: expression; …" */
static void
assert_saved (Fixture *self, const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) filters = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  um_saved_filters_load_async (self->state, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  filters = um_saved_filters_load_finish (self->state, result, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < filters->len; i++)
    {
      const UmSavedFilter *filter = filters->pdata[i];

      g_assert_cmpint (filter->created, >, 1700000000);
      g_string_append_printf (text, "%s%s: %s", i > 0 ? "; " : "", filter->name,
                              filter->expression);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
assert_problem (GError **error, UmProblem code, const char *argument)
{
  g_assert_error (*error, UM_PROBLEM, (int) code);
  g_assert_cmpstr ((*error)->message, ==, argument);
  g_clear_error (error);
}

static void
test_kept (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_saved (self, "");
  g_assert_true (
    save (self, " Léavers\xc2\xa0", "(status:active) AND  NOT group:x", FALSE, &error));
  g_assert_true (save (self, "all", "", FALSE, &error));
  g_assert_no_error (error);
  um_test_engine_close (self->engine);
  self->engine = um_test_engine_open (self->folder);
  self->state = um_engine_find_source (self->engine, "Site");
  assert_saved (self, "all: ; Léavers: status:active -group:x");
}

static void
test_names (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (save (self, " \t", "a", FALSE, &error));
  assert_problem (&error, UM_PROBLEM_FILTER_NAME_MISSING, "");
  g_assert_true (save (self, "one", "a", FALSE, &error));
  g_assert_true (save (self, "two", "b", FALSE, &error));
  g_assert_false (save (self, " ONE", "c", FALSE, &error));
  assert_problem (&error, UM_PROBLEM_FILTER_EXISTS, "ONE");
  g_assert_true (save (self, "One", "c", TRUE, &error));
  g_assert_false (rename_filter (self, "one", "Two", &error));
  assert_problem (&error, UM_PROBLEM_FILTER_EXISTS, "Two");
  g_assert_false (rename_filter (self, "one", " ", &error));
  assert_problem (&error, UM_PROBLEM_FILTER_NAME_MISSING, "");
  g_assert_false (rename_filter (self, "three", "four", &error));
  assert_problem (&error, UM_PROBLEM_NO_SUCH_FILTER, "three");
  g_assert_true (rename_filter (self, "one", "zero ", &error));
  g_assert_no_error (error);
  assert_saved (self, "two: b; zero: c");
}

static void
test_remove (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (self, "one", "a", FALSE, &error));
  g_assert_false (remove_filter (self, "two", &error));
  assert_problem (&error, UM_PROBLEM_NO_SUCH_FILTER, "two");
  g_assert_true (remove_filter (self, "ONE ", &error));
  g_assert_no_error (error);
  assert_saved (self, "");
}

static void
test_cancelled (Fixture *self, gconstpointer data)
{
  g_autoptr (UmFilter) filter = um_filter_parse ("a", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  um_saved_filters_save_async (self->state, "one", filter, FALSE, cancellable, um_test_done_cb,
                               &result);
  um_test_wait_for (&result);
  g_assert_false (um_saved_filters_save_finish (self->state, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_saved (self, "");
}

static void
add_test (const char *name, void (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/saved-filters/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
  add_test ("kept", test_kept);
  add_test ("names", test_names);
  add_test ("remove", test_remove);
  add_test ("cancelled", test_cancelled);
  return um_test_engine_run ();
}
