/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list whose items stand for positions: what it shows, what it signals, who lives how long. */

#include "plain-directory.h"
#include "um-user-list.h"

/* Watches a list as a view does: it knows the length from the signals alone. */
typedef struct
{
  UmUserList *list;
  guint length;    /* as told */
  guint n_signals; /* items-changed since the last look */
  guint n_notified;
} Watch;

/* Watches an item. */
typedef struct
{
  UmUserItem *item;
  UmDirectory *directory; /* as last looked at; only compared */
  guint row;
  guint n_changed;
} Held;

static guint
count_items (UmUserList *list)
{
  guint n = 0;

  for (;; n++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (list), n);

      if (item == NULL)
        return n;
    }
}

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer data)
{
  Watch *watch = data;

  g_assert_true (removed == 0 || added == 0);
  g_assert_true (removed > 0 || added > 0);
  g_assert_cmpuint (position + removed, ==, watch->length);
  watch->length = position + added;
  watch->n_signals++;

  /* All of the new state shows already. */
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, watch->length);
  g_assert_cmpuint (um_user_list_get_row (watch->list, watch->length), ==, UM_NO_ROW);
}

static void
notify_cb (GObject *object, GParamSpec *pspec, gpointer data)
{
  Watch *watch = data;
  guint n_items;

  g_object_get (object, "n-items", &n_items, NULL);
  g_assert_cmpuint (n_items, ==, watch->length);
  watch->n_notified++;
}

static void
watch_init (Watch *self, UmUserList *list)
{
  *self = (Watch){ .list = list, .length = g_list_model_get_n_items (G_LIST_MODEL (list)) };
  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), self);
  g_signal_connect (list, "notify::n-items", G_CALLBACK (notify_cb), self);
}

static void
changed_cb (UmUserItem *item, gpointer data)
{
  ((Held *) data)->n_changed++;
}

static void
held_look (Held *self)
{
  self->directory = um_user_item_get_directory (self->item);
  self->row = um_user_item_get_row (self->item);
  self->n_changed = 0;
}

static Held *
hold (UmUserList *list, guint position)
{
  Held *self = g_new0 (Held, 1);

  self->item = g_list_model_get_item (G_LIST_MODEL (list), position);
  g_assert_cmpuint (um_user_item_get_position (self->item), ==, position);
  held_look (self);
  g_signal_connect (self->item, "changed", G_CALLBACK (changed_cb), self);

  return self;
}

static void
held_free (gpointer data)
{
  Held *self = data;

  g_signal_handlers_disconnect_by_data (self->item, self);
  g_object_unref (self->item);
  g_free (self);
}

static UmBitset *
random_rows (UmDirectory *directory)
{
  guint n_rows = um_directory_get_n_rows (directory);
  UmBitset *rows = um_bitset_new (n_rows, um_directory_get_generation (directory));
  guint kind = g_test_rand_int_range (0, 5);

  for (guint row = 0; row < n_rows; row++)
    {
      if (kind == 0 || (kind > 1 && g_test_rand_int_range (0, kind) == 0))
        um_bitset_add (rows, row);
    }

  return rows;
}

static void
check_rows (
  UmUserList *list, UmDirectory *directory, UmBitset *shown, UmColumn column, gboolean down)
{
  const guint32 *order = um_directory_get_order (directory, column);
  guint n_rows = um_directory_get_n_rows (directory);
  guint position = 0;

  for (guint i = 0; i < n_rows; i++)
    {
      guint row = order[down ? n_rows - 1 - i : i];
      g_autoptr (UmUserItem) item = NULL;

      if (!um_bitset_contains (shown, row))
        {
          g_assert_cmpuint (um_user_list_find (list, row), ==, G_MAXUINT);
          continue;
        }
      g_assert_cmpuint (um_user_list_get_row (list, position), ==, row);
      g_assert_cmpuint (um_user_list_find (list, row), ==, position);
      item = g_list_model_get_item (G_LIST_MODEL (list), position);
      g_assert_cmpuint (um_user_item_get_row (item), ==, row);
      g_assert_true (um_user_item_get_directory (item) == directory);
      position++;
    }
  g_assert_cmpuint (count_items (list), ==, position);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, position);
}

/* Those that show another row were told so once, the others weren't; each is still the item of its
 * position. */
static void
check_held (UmUserList *list, GPtrArray *held)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (list));

  for (guint i = 0; i < held->len; i++)
    {
      Held *one = g_ptr_array_index (held, i);
      guint position = um_user_item_get_position (one->item);
      g_autoptr (UmUserItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);
      gboolean differs = one->row != um_user_item_get_row (one->item)
                         || one->directory != um_user_item_get_directory (one->item);

      g_assert_cmpuint (one->n_changed, ==, differs ? 1 : 0);
      g_assert_true (item == (position < n_items ? one->item : NULL));
      g_assert_cmpuint (um_user_item_get_row (one->item), ==,
                        um_user_list_get_row (list, position));
      held_look (one);
    }
}

static void
test_random (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (150, 5);
  g_autoptr (UmDirectory) first = plain_directory_build (plain);
  g_autoptr (UmDirectory) second = um_directory_apply (first, NULL, 0);
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (held_free);
  UmUserList *list = um_user_list_new ();
  Watch watch;

  watch_init (&watch, list);
  for (guint i = 0; i < 300; i++)
    {
      UmDirectory *directory = g_test_rand_int_range (0, 4) == 0 ? second : first;
      g_autoptr (UmBitset) shown = random_rows (directory);
      UmColumn column = g_test_rand_int_range (0, UM_N_COLUMNS);
      gboolean down = g_test_rand_bit ();
      guint before = watch.length;

      watch.n_signals = watch.n_notified = 0;
      um_user_list_set (list, directory, shown, column, down);
      g_assert_cmpuint (watch.length, ==, um_bitset_count (shown));
      g_assert_cmpuint (watch.n_signals, ==, before == watch.length ? 0 : 1);
      g_assert_cmpuint (watch.n_notified, ==, watch.n_signals);
      g_assert_true (um_user_list_get_directory (list) == directory);
      g_assert_true (um_user_list_get_shown (list) == shown);
      check_held (list, held);
      check_rows (list, directory, shown, column, down);

      if (watch.length > 0)
        g_ptr_array_add (held, hold (list, g_test_rand_int_range (0, watch.length)));
      if (held->len > 20)
        g_ptr_array_remove_index_fast (held, g_test_rand_int_range (0, held->len));
    }

  g_ptr_array_set_size (held, 0);
  g_assert_finalize_object (list);
}

static UmUserList *
make_list (UmDirectory *directory)
{
  UmUserList *list = um_user_list_new ();
  g_autoptr (UmBitset) all = um_bitset_new (um_directory_get_n_rows (directory),
                                            um_directory_get_generation (directory));

  um_bitset_fill (all);
  um_user_list_set (list, directory, all, UM_COLUMN_NAME, FALSE);

  return list;
}

static void
test_empty (void)
{
  UmUserList *list = um_user_list_new ();
  g_autoptr (UmDirectory) empty = um_directory_builder_end (um_directory_builder_new ());
  g_autoptr (UmBitset) none = um_bitset_new (0, um_directory_get_generation (empty));
  Watch watch;
  GType item_type;

  watch_init (&watch, list);
  g_assert_true (g_list_model_get_item_type (G_LIST_MODEL (list)) == UM_TYPE_USER_ITEM);
  g_object_get (list, "item-type", &item_type, NULL);
  g_assert_true (item_type == UM_TYPE_USER_ITEM);
  g_assert_cmpuint (count_items (list), ==, 0);
  g_assert_null (um_user_list_get_directory (list));
  g_assert_cmpuint (um_user_list_find (list, 0), ==, G_MAXUINT);
  um_user_list_refresh (list);
  um_user_list_set (list, NULL, NULL, UM_COLUMN_NAME, FALSE);
  um_user_list_set (list, empty, none, UM_COLUMN_NAME, TRUE);
  g_assert_cmpuint (count_items (list), ==, 0);
  g_assert_cmpuint (watch.n_signals, ==, 0);
  g_assert_finalize_object (list);
}

/* To nothing and back: an item that stayed alive is that of its position again. */
static void
test_to_nothing (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (10, 1);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  g_autoptr (UmBitset) all = NULL;
  UmUserList *list = make_list (directory);
  Held *held = hold (list, 7);
  Watch watch;

  watch_init (&watch, list);
  all = um_bitset_ref (um_user_list_get_shown (list));
  um_user_list_set (list, NULL, NULL, UM_COLUMN_NAME, FALSE);
  g_assert_cmpuint (watch.length, ==, 0);
  g_assert_cmpuint (watch.n_signals, ==, 1);
  g_assert_cmpuint (held->n_changed, ==, 1);
  g_assert_cmpuint (um_user_item_get_row (held->item), ==, UM_NO_ROW);
  g_assert_null (um_user_item_get_directory (held->item));
  g_assert_cmpuint (um_user_item_get_position (held->item), ==, 7);

  um_user_list_set (list, directory, all, UM_COLUMN_NAME, FALSE);
  g_assert_cmpuint (held->n_changed, ==, 2);
  g_assert_cmpuint (um_user_item_get_row (held->item), ==, held->row);
  held_free (held);
  g_assert_finalize_object (list);
}

static void
test_refresh (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (10, 1);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  UmUserList *list = make_list (directory);
  Held *first = hold (list, 0);
  Held *last = hold (list, 9);
  Watch watch;

  watch_init (&watch, list);
  um_user_list_refresh (list);
  g_assert_cmpuint (first->n_changed, ==, 1);
  g_assert_cmpuint (last->n_changed, ==, 1);
  g_assert_cmpuint (watch.n_signals, ==, 0);
  held_free (first);
  um_user_list_refresh (list);
  g_assert_cmpuint (last->n_changed, ==, 2);
  held_free (last);
  g_assert_finalize_object (list);
}

static void
test_lifetimes (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (10, 1);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  UmUserList *list = make_list (directory);
  UmUserItem *item = g_list_model_get_item (G_LIST_MODEL (list), 3);
  UmUserItem *same = g_list_model_get_item (G_LIST_MODEL (list), 3);
  UmUserItem *left = g_list_model_get_item (G_LIST_MODEL (list), 4);

  g_assert_true (item == same);
  g_object_unref (same);
  g_assert_finalize_object (item); /* the list doesn't hold it */

  item = g_list_model_get_item (G_LIST_MODEL (list), 3);
  g_assert_cmpuint (um_user_item_get_row (item), ==, um_user_list_get_row (list, 3));
  g_assert_finalize_object (item);

  g_assert_finalize_object (list); /* nor does an item hold the list */
  g_assert_cmpuint (um_user_item_get_row (left), ==, UM_NO_ROW);
  g_assert_null (um_user_item_get_directory (left));
  g_assert_finalize_object (left);
}

/* Whoever is told may drop items and set the list again. */
static void
drop_and_set_cb (UmUserItem *item, gpointer data)
{
  GPtrArray *held = data;
  UmUserList *list = g_ptr_array_index (held, 0);

  if (held->len == 1)
    return;

  g_ptr_array_set_size (held, 1);
  um_user_list_set (list, NULL, NULL, UM_COLUMN_NAME, FALSE);
}

static void
test_reentrant (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (20, 1);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  g_autoptr (UmDirectory) other = um_directory_apply (directory, NULL, 0);
  g_autoptr (UmBitset) rows = um_bitset_new (20, um_directory_get_generation (other));
  g_autoptr (GPtrArray) held = g_ptr_array_new_with_free_func (g_object_unref);
  UmUserList *list = make_list (directory);
  Watch watch;

  watch_init (&watch, list);
  g_ptr_array_add (held, g_object_ref (list));
  for (guint position = 0; position < 20; position++)
    {
      g_ptr_array_add (held, g_list_model_get_item (G_LIST_MODEL (list), position));
      g_signal_connect (g_ptr_array_index (held, position + 1), "changed",
                        G_CALLBACK (drop_and_set_cb), held);
    }
  um_bitset_add (rows, 5);
  um_user_list_set (list, other, rows, UM_COLUMN_NAME, FALSE);

  g_assert_cmpuint (held->len, ==, 1);
  g_assert_cmpuint (count_items (list), ==, 0);
  g_assert_cmpuint (watch.length, ==, 0);
  g_ptr_array_set_size (held, 0);
  g_assert_finalize_object (list);
}

static void
test_misfits (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (10, 1);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  g_autoptr (UmBitset) other = um_bitset_new (10, um_directory_get_generation (directory) + 1);
  UmUserList *list = make_list (directory);

  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*generation*");
  um_user_list_set (list, directory, other, UM_COLUMN_NAME, FALSE);
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*directory == NULL*");
  um_user_list_set (list, directory, NULL, UM_COLUMN_NAME, FALSE);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (count_items (list), ==, 10);
  g_assert_finalize_object (list);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/user-list/random", test_random);
  g_test_add_func ("/model/user-list/empty", test_empty);
  g_test_add_func ("/model/user-list/to-nothing", test_to_nothing);
  g_test_add_func ("/model/user-list/refresh", test_refresh);
  g_test_add_func ("/model/user-list/lifetimes", test_lifetimes);
  g_test_add_func ("/model/user-list/reentrant", test_reentrant);
  g_test_add_func ("/model/user-list/misfits", test_misfits);

  return g_test_run ();
}
