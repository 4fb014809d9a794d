/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The basket against a plain set of account ids, over filters, refreshes and restarts. */

#include "plain-directory.h"
#include "um-basket.h"

static void
changed_cb (UmBasket *basket, gpointer data)
{
  ++*(guint *) data;
}

/* A directory of those of the accounts "0" … @n_ids - 1 that chance picks, in either direction. */
static UmDirectory *
random_directory (guint n_ids)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  gboolean backwards = g_test_rand_bit ();

  for (guint i = 0; i < n_ids; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", backwards ? n_ids - 1 - i : i);
      const UmUser user = { .account_id = id };

      if (g_test_rand_int_range (0, 4) > 0)
        um_directory_builder_add_user (builder, &user);
    }

  return um_directory_builder_end (builder);
}

static void
plain_set (GHashTable *plain, const char *id, gboolean chosen)
{
  if (chosen)
    g_hash_table_add (plain, g_strdup (id));
  else
    g_hash_table_remove (plain, id);
}

static void
check_same (GHashTable *plain, UmBasket *basket, UmDirectory *directory)
{
  g_autoptr (GPtrArray) ids = um_basket_get_ids (basket);
  const UmBitset *rows = um_basket_get_rows (basket);
  guint count = 0;

  g_assert_cmpuint (ids->len, ==, g_hash_table_size (plain));
  for (guint i = 0; i < ids->len; i++)
    g_assert_true (g_hash_table_contains (plain, g_ptr_array_index (ids, i)));

  if (directory == NULL)
    {
      g_assert_null (rows);
      g_assert_cmpuint (um_basket_get_count (basket), ==, 0);
      g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 0);
      g_assert_false (um_basket_contains (basket, 0));
      return;
    }

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    {
      gboolean chosen = g_hash_table_contains (plain, um_directory_get_account_id (directory, row));

      g_assert_cmpint (um_basket_contains (basket, row), ==, chosen);
      g_assert_cmpint (um_bitset_contains (rows, row), ==, chosen);
      count += chosen;
    }
  g_assert_cmpuint (um_basket_get_count (basket), ==, count);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, g_hash_table_size (plain) - count);
  g_assert_cmpuint (um_bitset_get_generation (rows), ==, um_directory_get_generation (directory));
}

/* Chooses or drops a random set of rows, and counts that exactly a change is signalled. */
static void
change_rows (GHashTable *plain, UmBasket *basket, UmDirectory *directory, guint *n_signals)
{
  guint n_rows = um_directory_get_n_rows (directory);
  g_autoptr (UmBitset) rows = um_bitset_new (n_rows, um_directory_get_generation (directory));
  gboolean add = g_test_rand_bit ();
  gboolean differs = FALSE;

  for (guint i = g_test_rand_int_range (0, 10); i > 0 && n_rows > 0; i--)
    um_bitset_add (rows, g_test_rand_int_range (0, n_rows));
  um_bitset_foreach (rows, row)
    {
      const char *id = um_directory_get_account_id (directory, row);

      differs = differs || g_hash_table_contains (plain, id) != add;
      plain_set (plain, id, add);
    }

  *n_signals = 0;
  if (add)
    um_basket_add_rows (basket, rows);
  else
    um_basket_remove_rows (basket, rows);
  g_assert_cmpuint (*n_signals, ==, differs ? 1 : 0);
}

static void
change_row (GHashTable *plain, UmBasket *basket, UmDirectory *directory, guint *n_signals)
{
  guint n_rows = um_directory_get_n_rows (directory);
  guint row = n_rows > 0 ? (guint) g_test_rand_int_range (0, n_rows) : 0;
  gboolean chosen = g_test_rand_bit ();
  const char *id;

  if (n_rows == 0)
    return;

  id = um_directory_get_account_id (directory, row);
  *n_signals = 0;
  um_basket_set (basket, row, chosen);
  g_assert_cmpuint (*n_signals, ==, g_hash_table_contains (plain, id) != chosen);
  plain_set (plain, id, chosen);
}

static void
set_directory (UmBasket *basket, UmDirectory **directory, guint *n_signals)
{
  UmDirectory *next = g_test_rand_int_range (0, 5) > 0 ? random_directory (40) : NULL;

  *n_signals = 0;
  um_basket_set_directory (basket, next);
  g_assert_cmpuint (*n_signals, ==, *directory == next ? 0 : 1);
  g_clear_pointer (directory, um_directory_unref);
  *directory = next;
}

static void
test_random (void)
{
  g_autoptr (GHashTable) plain = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (UmDirectory) directory = NULL;
  UmBasket *basket = um_basket_new ();
  guint n_signals = 0;

  g_signal_connect (basket, "changed", G_CALLBACK (changed_cb), &n_signals);
  check_same (plain, basket, NULL);
  for (guint i = 0; i < 2000; i++)
    {
      if (directory == NULL || g_test_rand_int_range (0, 6) == 0)
        set_directory (basket, &directory, &n_signals);
      else if (g_test_rand_bit ())
        change_rows (plain, basket, directory, &n_signals);
      else
        change_row (plain, basket, directory, &n_signals);
      check_same (plain, basket, directory);
    }
  g_assert_finalize_object (basket);
}

static UmDirectory *
make_of (const char *const *ids)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const UmUser user = { .account_id = ids[i] };

      um_directory_builder_add_user (builder, &user);
    }

  return um_directory_builder_end (builder);
}

/* Restored before there is a directory, vanished, come back. */
static void
test_restored (void)
{
  const char *const all[] = { "a", "b", "c", NULL };
  const char *const some[] = { "c", "a", NULL };
  const char *const ids[] = { "z", "c", "b", "c", "y" };
  const char *const in_order[] = { "b", "c", "y", "z" };
  g_autoptr (UmDirectory) full = make_of (all);
  g_autoptr (UmDirectory) small = make_of (some);
  g_autoptr (GPtrArray) got = NULL;
  UmBasket *basket = um_basket_new ();
  guint n_signals = 0;

  g_signal_connect (basket, "changed", G_CALLBACK (changed_cb), &n_signals);
  um_basket_set_ids (basket, ids, G_N_ELEMENTS (ids));
  g_assert_cmpuint (n_signals, ==, 1);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 0);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 0);

  um_basket_set_directory (basket, small);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 1);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 3);

  um_basket_set_directory (basket, full);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 2);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 2);
  g_assert_true (um_basket_contains (basket, 1));
  g_assert_true (um_basket_contains (basket, 2));
  got = um_basket_get_ids (basket);
  g_assert_cmpuint (got->len, ==, G_N_ELEMENTS (in_order));
  for (guint i = 0; i < got->len; i++)
    g_assert_cmpstr (g_ptr_array_index (got, i), ==, in_order[i]);

  /* Ids set while there is a directory replace all. */
  um_basket_set_ids (basket, all, 1);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 1);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 0);
  g_assert_true (um_basket_contains (basket, 0));
  g_assert_finalize_object (basket);
}

static void
test_clear (void)
{
  const char *const all[] = { "a", "b", NULL };
  const char *const ids[] = { "a", "z" };
  g_autoptr (UmDirectory) directory = make_of (all);
  UmBasket *basket = um_basket_new ();
  guint n_signals = 0;

  um_basket_set_directory (basket, directory);
  um_basket_set_ids (basket, ids, G_N_ELEMENTS (ids));
  g_signal_connect (basket, "changed", G_CALLBACK (changed_cb), &n_signals);
  um_basket_clear (basket);
  g_assert_cmpuint (n_signals, ==, 1);
  g_assert_cmpuint (um_basket_get_count (basket), ==, 0);
  g_assert_cmpuint (um_basket_get_n_vanished (basket), ==, 0);
  um_basket_clear (basket);
  um_basket_set_directory (basket, directory);
  g_assert_cmpuint (n_signals, ==, 1);

  /* Only vanished ones left. */
  um_basket_set_ids (basket, ids + 1, 1);
  um_basket_clear (basket);
  g_assert_cmpuint (n_signals, ==, 3);
  g_assert_finalize_object (basket);
}

static void
test_misuse (void)
{
  const char *const all[] = { "a", "b", NULL };
  g_autoptr (UmDirectory) directory = make_of (all);
  g_autoptr (UmBitset) other = um_bitset_new (2, um_directory_get_generation (directory) + 1);
  UmBasket *basket = um_basket_new ();

  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*rows != NULL*");
  um_basket_set (basket, 0, TRUE);
  um_basket_set_directory (basket, directory);
  um_bitset_fill (other);
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*fits (*");
  um_basket_add_rows (basket, other);
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*row < self->n_rows*");
  um_basket_set (basket, 2, TRUE);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (um_basket_get_count (basket), ==, 0);
  g_assert_finalize_object (basket);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/basket/random", test_random);
  g_test_add_func ("/model/basket/restored", test_restored);
  g_test_add_func ("/model/basket/clear", test_clear);
  g_test_add_func ("/model/basket/misuse", test_misuse);

  return g_test_run ();
}
