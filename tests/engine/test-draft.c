/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Directories made in the middle of a refresh: what was read in part, dropped or added meanwhile.
 * And the strand and the pump that a refresh is made of. */
#include "um-draft-private.h"
#include "um-products-private.h"
#include "um-pump-private.h"
#include "um-strand-private.h"

#include <string.h>

static GPtrArray *
make_users (const char *ids)
{
  g_auto (GStrv) parts = g_strsplit (ids, " ", -1);
  GPtrArray *users = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_user_free);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      UmJiraUser user = {
        .account_id = parts[i],
        .name = parts[i],
        .type = UM_TYPE_PERSON,
        .status = UM_STATUS_ACTIVE,
      };

      g_ptr_array_add (users, um_jira_user_copy (&user));
    }
  return users;
}

static GPtrArray *
make_groups (const char *ids)
{
  g_auto (GStrv) parts = g_strsplit (ids, " ", -1);
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_group_free);

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0')
      {
        UmJiraGroup group = { .id = parts[i], .name = parts[i] };

        g_ptr_array_add (groups, um_jira_group_copy (&group));
      }
  return groups;
}

/* A role whose name is its key. */
static UmJiraRole *
make_role (const char *key, const char *groups)
{
  UmJiraRole *role = g_new0 (UmJiraRole, 1);

  role->key = g_strdup (key);
  role->name = g_strdup (key);
  role->groups = make_groups (groups);
  return role;
}

/* A draft with these users and groups; "g1" grants "jira". */
static UmDraft *
make_draft (const char *users, const char *groups)
{
  UmDraft *draft = um_draft_new (NULL);
  g_autoptr (GPtrArray) user_records = make_users (users);
  g_autoptr (GPtrArray) group_records = make_groups (groups);
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_role_free);
  g_autoptr (UmDirectory) directory = NULL;

  um_draft_begin_users (draft);
  um_draft_add_users (draft, user_records);
  directory = um_draft_end_users (draft, 1000);
  um_draft_set_groups (draft, group_records, NULL, FALSE);
  g_ptr_array_add (roles, make_role ("jira", "g1"));
  um_draft_set_products (draft, roles);
  return draft;
}

static void
add_members (UmDraft *draft, const char *group, const char *ids)
{
  g_autoptr (GPtrArray) users = make_users (ids);

  um_draft_add_members (draft, group, users);
}

/* The members of a thing are these, separated by blanks. */
static void
assert_members (UmDirectory *directory, UmSet set, const char *thing, const char *ids)
{
  guint index = um_directory_find_thing (directory, set, thing);
  g_autoptr (UmBitset) rows = NULL;
  g_auto (GStrv) parts = g_strsplit (ids, " ", -1);
  guint n = 0;

  g_assert_cmpuint (index, !=, UM_NO_ROW);
  rows = um_directory_get_members (directory, set, index);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      n++;
      g_assert_true (um_bitset_contains (rows, um_directory_find (directory, parts[i])));
    }
  g_assert_cmpuint (um_bitset_count (rows), ==, n);
}

static gboolean
is_known (UmDirectory *directory, UmSet set, const char *thing)
{
  return um_directory_get_thing (directory, set, um_directory_find_thing (directory, set, thing))
    ->known;
}

/* ---- the draft ---- */

static void
test_parts (void)
{
  g_autoptr (UmDraft) draft = make_draft ("a b c d", "g1 g2");
  g_autoptr (UmDirectory) first = NULL;
  g_autoptr (UmDirectory) second = NULL;

  add_members (draft, "g1", "a b new1");
  add_members (draft, "g2", "c");
  um_draft_end_group (draft, "g2");
  first = um_draft_build (draft, UM_TIME_UNKNOWN);
  /* A part of a group is nothing yet, but whom it told of is there. */
  assert_members (first, UM_SET_GROUPS, "g1", "");
  g_assert_false (is_known (first, UM_SET_GROUPS, "g1"));
  g_assert_false (is_known (first, UM_SET_PRODUCTS, "jira"));
  assert_members (first, UM_SET_GROUPS, "g2", "c");
  g_assert_cmpuint (um_directory_get_n_rows (first), ==, 5);
  g_assert_cmpint (um_directory_get_users_read (first), ==, 1000);
  g_assert_cmpint (um_directory_get_members_read (first), ==, UM_TIME_UNKNOWN);

  add_members (draft, "g1", "d new2 a");
  um_draft_end_group (draft, "g1");
  second = um_draft_build (draft, 2000);
  assert_members (second, UM_SET_GROUPS, "g1", "a b d new1 new2");
  assert_members (second, UM_SET_PRODUCTS, "jira", "a b d new1 new2");
  g_assert_true (is_known (second, UM_SET_PRODUCTS, "jira"));
  g_assert_cmpint (um_directory_get_members_read (second), ==, 2000);
  g_assert_true (um_draft_get_base (draft) == second);
}

/* Rows move when users are dropped, in the middle of a group too. */
static void
test_dropped (void)
{
  g_autoptr (UmDraft) draft = make_draft ("a b c d e", "g1 g2 g3");
  g_autoptr (UmDirectory) first = NULL;
  g_autoptr (UmDirectory) second = NULL;

  add_members (draft, "g1", "b d e new1");
  add_members (draft, "g2", "a c e");
  um_draft_end_group (draft, "g2");
  um_draft_drop_user (draft, "a");
  um_draft_drop_user (draft, "d");
  um_draft_drop_user (draft, "nobody");
  um_draft_drop_group (draft, "g3");
  first = um_draft_build (draft, UM_TIME_UNKNOWN);
  g_assert_cmpuint (um_directory_get_n_rows (first), ==, 4);
  g_assert_cmpuint (um_directory_find (first, "d"), ==, UM_NO_ROW);
  g_assert_cmpuint (um_directory_find_thing (first, UM_SET_GROUPS, "g3"), ==, UM_NO_ROW);
  assert_members (first, UM_SET_GROUPS, "g2", "c e");
  um_draft_end_group (draft, "g1");
  second = um_draft_build (draft, UM_TIME_UNKNOWN);
  assert_members (second, UM_SET_GROUPS, "g1", "b e new1");
  assert_members (second, UM_SET_GROUPS, "g2", "c e");
}

static void
test_alone (void)
{
  g_autoptr (UmDraft) draft = make_draft ("a b c", "g1 g2");
  g_autoptr (GPtrArray) users = make_users ("b x");
  g_autoptr (GPtrArray) groups = make_groups ("g1 g9");
  g_autoptr (GPtrArray) none = make_groups ("");
  g_autoptr (UmDirectory) first = NULL;
  g_autoptr (UmDirectory) second = NULL;

  add_members (draft, "g1", "a");
  um_draft_end_group (draft, "g1");
  add_members (draft, "g2", "b c");
  um_draft_end_group (draft, "g2");
  /* What is said of one user is newer than what his groups said. */
  um_draft_set_user (draft, users->pdata[0], groups);
  um_draft_set_user (draft, users->pdata[1], none);
  first = um_draft_build (draft, UM_TIME_UNKNOWN);
  assert_members (first, UM_SET_GROUPS, "g1", "a b");
  assert_members (first, UM_SET_GROUPS, "g2", "c");
  assert_members (first, UM_SET_GROUPS, "g9", "b");
  assert_members (first, UM_SET_PRODUCTS, "jira", "a b");
  /* Of the others nobody knows whether they are in the group that nobody knew. */
  g_assert_false (is_known (first, UM_SET_GROUPS, "g9"));
  g_assert_cmpint (um_directory_is_member (first, UM_SET_GROUPS,
                                           um_directory_find_thing (first, UM_SET_GROUPS, "g9"),
                                           um_directory_find (first, "x")),
                   ==, UM_NO);
  g_assert_cmpint (um_directory_is_member (first, UM_SET_GROUPS,
                                           um_directory_find_thing (first, UM_SET_GROUPS, "g9"),
                                           um_directory_find (first, "a")),
                   ==, UM_UNKNOWN);
  um_draft_end_all (draft);
  second = um_draft_build (draft, 3000);
  g_assert_true (is_known (second, UM_SET_GROUPS, "g9"));
  assert_members (second, UM_SET_GROUPS, "g9", "b");
}

static void
test_order (void)
{
  g_autoptr (UmDraft) draft = make_draft ("a", "g2 z1 g1 a1");
  g_autoptr (GPtrArray) groups = make_groups ("g2 z1 g1 a1");
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_role_free);
  g_autoptr (GHashTable) administrators = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) unread = NULL;
  const char *const expected[] = { "z1", "g2", "a1", "g1" };

  g_hash_table_add (administrators, (gpointer) "z1");
  um_draft_set_groups (draft, groups, administrators, FALSE);
  g_ptr_array_add (roles, make_role ("jira", "z1 g2 elsewhere"));
  g_ptr_array_add (roles, make_role ("odd,key", "a1"));
  g_ptr_array_add (roles, make_role ("jira", "g1"));
  um_draft_set_products (draft, roles);
  unread = um_draft_list_unread (draft);
  g_assert_cmpuint (unread->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < unread->len; i++)
    g_assert_cmpstr (unread->pdata[i], ==, expected[i]);
}

/* Products that are no more are dropped; those that stay keep who has them. */
static void
test_products (void)
{
  g_autoptr (UmDraft) draft = make_draft ("a b", "g1 g2");
  g_autoptr (GPtrArray) roles = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_role_free);
  g_autoptr (UmDirectory) first = NULL;
  g_autoptr (UmDirectory) second = NULL;
  g_autoptr (UmDirectory) third = NULL;

  add_members (draft, "g1", "a");
  um_draft_end_group (draft, "g1");
  add_members (draft, "g2", "b");
  um_draft_end_group (draft, "g2");
  first = um_draft_build (draft, 1000);
  assert_members (first, UM_SET_PRODUCTS, "jira", "a");
  g_ptr_array_add (roles, make_role ("wiki", "g1 g2"));
  um_draft_set_products (draft, roles);
  second = um_draft_build (draft, 1000);
  g_assert_cmpuint (um_directory_get_n_things (second, UM_SET_PRODUCTS), ==, 1);
  assert_members (second, UM_SET_PRODUCTS, "wiki", "a b");
  um_draft_set_products (draft, NULL);
  third = um_draft_build (draft, 1000);
  g_assert_cmpuint (um_directory_get_n_things (third, UM_SET_PRODUCTS), ==, 0);
  assert_members (third, UM_SET_GROUPS, "g2", "b");
}

/* Many memberships take another way than few; both come to the same. */
static void
test_many_products (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  UmThing group = { .id = "g", .name = "g", .products = "wiki,jira", .known = TRUE };
  UmThing product = { .id = "jira", .name = "Jira", .known = TRUE };
  UmThing other = { .id = "jir", .name = "Jir", .known = TRUE };
  g_autoptr (UmDirectory) before = NULL;
  g_autoptr (UmDirectory) after = NULL;
  g_autoptr (UmDirectory) again = NULL;
  g_autoptr (UmBitset) holders = NULL;
  guint index = um_directory_builder_add_thing (builder, UM_SET_GROUPS, &group);

  um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &product);
  um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &other);
  for (guint i = 0; i < 25000; i++)
    {
      g_autofree char *id = g_strdup_printf ("u%u", i);
      UmUser user = { .account_id = id, .name = "", .added = UM_TIME_UNKNOWN };
      guint row = um_directory_builder_add_user (builder, &user);

      if (i % 2 == 0)
        um_directory_builder_add_member (builder, UM_SET_GROUPS, index, row);
      else
        um_directory_builder_add_member (builder, UM_SET_PRODUCTS, 0, row);
    }
  before = um_directory_builder_end (builder);
  after = um_products_settle (before);
  holders = um_directory_get_members (after, UM_SET_PRODUCTS, 0);
  g_assert_cmpuint (um_bitset_count (holders), ==, 12500);
  g_assert_true (um_bitset_contains (holders, 0));
  assert_members (after, UM_SET_PRODUCTS, "jir", "");
  again = um_products_settle (after);
  g_assert_true (again == after);
  g_assert_true (um_products_contain ("wiki,jira", "jira"));
  g_assert_false (um_products_contain ("wiki,jira", "jir"));
  g_assert_false (um_products_contain (NULL, "jira"));
}

/* Who leaves a group that wasn't read has lost its product for sure only where no other group may
 * give it to him. */
static void
test_products_of_unread_groups (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmThing groups[] = { { .id = "g1", .name = "g1", .products = "jira" },
                             { .id = "g2", .name = "g2", .products = "jira,wiki" } };
  const UmThing products[] = { { .id = "jira", .name = "Jira" }, { .id = "wiki", .name = "Wiki" } };
  const UmUser users[] = { { .account_id = "a" }, { .account_id = "b" } };
  UmMembershipChange changes[] = { { "a", UM_SET_GROUPS, "g2", FALSE },
                                   { "b", UM_SET_GROUPS, "g2", FALSE },
                                   { "b", UM_SET_GROUPS, "g1", FALSE } };
  g_autoptr (UmDirectory) before = NULL;
  g_autoptr (UmDirectory) changed = NULL;
  g_autoptr (UmDirectory) after = NULL;

  for (guint i = 0; i < 2; i++)
    {
      um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]);
      um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &products[i]);
      um_directory_builder_add_user (builder, &users[i]);
    }
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 1, 0);
  um_directory_builder_add_member (builder, UM_SET_PRODUCTS, 0, 0);
  um_directory_builder_add_member (builder, UM_SET_PRODUCTS, 1, 0);
  before = um_directory_builder_end (builder);
  changed = um_directory_apply (before, changes, G_N_ELEMENTS (changes));
  after = um_products_settle (changed);
  g_assert_cmpint (um_directory_is_member (after, UM_SET_GROUPS, 1, 0), ==, UM_NO);
  g_assert_cmpint (um_directory_is_member (after, UM_SET_PRODUCTS, 0, 0), ==, UM_UNKNOWN);
  g_assert_cmpint (um_directory_is_member (after, UM_SET_PRODUCTS, 1, 0), ==, UM_NO);
  g_assert_cmpint (um_directory_is_member (after, UM_SET_PRODUCTS, 0, 1), ==, UM_NO);
  g_assert_cmpint (um_directory_is_member (after, UM_SET_PRODUCTS, 1, 1), ==, UM_NO);
}

/* ---- the strand ---- */

typedef struct
{
  GString *order;
  GThread *main;
  guint n_done;
} Strand;

static Strand *strand_test;

static void
append_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Strand *strand = strand_test;
  const char *text = data;

  g_assert_true (g_thread_self () != strand->main);
  /* Nobody else writes meanwhile, or this would be lost. */
  for (guint i = 0; i < 1000; i++)
    g_string_append (strand->order, text);
  g_task_return_boolean (task, TRUE);
}

static void
appended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Strand *strand = user_data;

  g_assert_true (g_thread_self () == strand->main);
  g_assert_true (g_task_propagate_boolean (G_TASK (result), NULL));
  strand->n_done++;
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Strand *strand = user_data;
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  strand->n_done++;
}

static void
test_strand (void)
{
  g_autoptr (UmStrand) strand = um_strand_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Strand test = { order, g_thread_self (), 0 };

  strand_test = &test;
  for (guint i = 0; i < 26; i++)
    um_strand_run_async (strand, NULL, append_thread, g_strdup_printf ("%c", 'a' + i), g_free, NULL,
                         appended_cb, &test);
  g_cancellable_cancel (cancellable);
  um_strand_run_async (strand, NULL, append_thread, NULL, NULL, cancellable, cancelled_cb, &test);
  while (test.n_done < 27)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (order->len, ==, 26000);
  for (guint i = 0; i < order->len; i++)
    g_assert_cmpint (order->str[i], ==, 'a' + (int) i / 1000);
}

/* ---- the pump ---- */

typedef struct
{
  guint n_left;
  guint n_in_flight;
  guint most_in_flight;
  guint fails_at; /* 0: never */
  gboolean done;
  GError *error;
} Pump;

typedef struct
{
  UmPump *pump;
  Pump *test;
  guint number;
} Piece;

static gboolean
piece_cb (gpointer user_data)
{
  g_autofree Piece *piece = user_data;
  GError *error = NULL;

  piece->test->n_in_flight--;
  if (g_cancellable_is_cancelled (um_pump_get_cancellable (piece->pump)))
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
  else if (piece->number == piece->test->fails_at)
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "");
  um_pump_end_one (piece->pump, error);
  return G_SOURCE_REMOVE;
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Pump *test = data;
  Piece *piece;

  if (test->n_left == 0)
    return FALSE;
  piece = g_new0 (Piece, 1);
  piece->pump = pump;
  piece->test = test;
  piece->number = test->n_left--;
  test->n_in_flight++;
  test->most_in_flight = MAX (test->most_in_flight, test->n_in_flight);
  /* Every third ends before it was begun. */
  if (piece->number % 3 == 0)
    piece_cb (piece);
  else
    g_idle_add (piece_cb, piece);
  return TRUE;
}

static void
pumped_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Pump *test = user_data;

  g_assert_cmpint (g_task_propagate_boolean (G_TASK (result), &test->error), ==,
                   test->error == NULL);
  g_assert_cmpuint (test->n_in_flight, ==, 0);
  test->done = TRUE;
}

static void
pump (Pump *test, GCancellable *cancellable)
{
  um_pump_run (g_task_new (NULL, cancellable, pumped_cb, test), 4, start, test);
  while (!test->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_pump (void)
{
  Pump test = { .n_left = 100 };
  Pump empty = { .n_left = 0 };

  pump (&test, NULL);
  g_assert_no_error (test.error);
  g_assert_cmpuint (test.n_left, ==, 0);
  g_assert_cmpuint (test.most_in_flight, ==, 4);
  pump (&empty, NULL);
  g_assert_no_error (empty.error);
}

static void
test_pump_fails (void)
{
  Pump test = { .n_left = 100, .fails_at = 50 };
  Pump at_once = { .n_left = 90, .fails_at = 90 };

  /* The first error is told, and no more is begun. */
  pump (&test, NULL);
  g_assert_error (test.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (test.n_left, >=, 42);
  g_clear_error (&test.error);
  pump (&at_once, NULL);
  g_assert_error (at_once.error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_cmpuint (at_once.n_left, ==, 89);
  g_clear_error (&at_once.error);
}

static gboolean
cancel_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

static void
test_pump_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Pump test = { .n_left = 100000 };

  g_idle_add (cancel_cb, cancellable);
  pump (&test, cancellable);
  g_assert_error (test.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (test.n_left, >, 0);
  g_clear_error (&test.error);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/draft/parts", test_parts);
  g_test_add_func ("/draft/dropped", test_dropped);
  g_test_add_func ("/draft/alone", test_alone);
  g_test_add_func ("/draft/order", test_order);
  g_test_add_func ("/draft/products", test_products);
  g_test_add_func ("/draft/many-products", test_many_products);
  g_test_add_func ("/draft/products-of-unread-groups", test_products_of_unread_groups);
  g_test_add_func ("/strand/order", test_strand);
  g_test_add_func ("/pump/all", test_pump);
  g_test_add_func ("/pump/fails", test_pump_fails);
  g_test_add_func ("/pump/cancelled", test_pump_cancelled);
  return g_test_run ();
}
