/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The orders of the columns against comparisons that say what is meant by each. */

#include "plain-directory.h"

#include <locale.h>
#include <string.h>

typedef int (*Compare) (UmDirectory *self, guint a, guint b);

static int
compare_numbers (gint64 a, gint64 b)
{
  return a < b ? -1 : a > b;
}

/* Missing texts come last. */
static int
compare_texts (const char *a, const char *b)
{
  gboolean has_a = a != NULL && *a != '\0';
  gboolean has_b = b != NULL && *b != '\0';

  if (!has_a || !has_b)
    return has_b - has_a;

  return g_utf8_collate (a, b);
}

static int
compare_names (UmDirectory *self, guint a, guint b)
{
  return compare_texts (um_directory_get_name (self, a), um_directory_get_name (self, b));
}

static int
compare_emails (UmDirectory *self, guint a, guint b)
{
  UmUser first, second;

  um_directory_get_user (self, a, &first);
  um_directory_get_user (self, b, &second);

  return compare_texts (first.email, second.email);
}

static int
compare_statuses (UmDirectory *self, guint a, guint b)
{
  int difference = compare_numbers (um_directory_get_status (self, a),
                                    um_directory_get_status (self, b));

  return difference != 0 ? difference : compare_names (self, a, b);
}

static int
compare_types (UmDirectory *self, guint a, guint b)
{
  int difference = compare_numbers (um_directory_get_user_type (self, a),
                                    um_directory_get_user_type (self, b));

  return difference != 0 ? difference : compare_names (self, a, b);
}

static const char *
first_directory (UmDirectory *self, guint row)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (
    um_directory_get_relation (self, UM_SET_DIRECTORIES), row, &n_things);

  return n_things > 0 ? um_directory_get_thing (self, UM_SET_DIRECTORIES, things[0])->name : NULL;
}

/* In none comes behind in a nameless one. */
static int
compare_directories (UmDirectory *self, guint a, guint b)
{
  const char *first = first_directory (self, a);
  const char *second = first_directory (self, b);

  if (first == NULL || second == NULL)
    return (second != NULL) - (first != NULL);

  return compare_texts (first, second);
}

static int
compare_counts (UmDirectory *self, UmSet set, guint a, guint b)
{
  const UmRelation *relation = um_directory_get_relation (self, set);
  guint n_first, n_second;

  um_relation_get_things (relation, a, &n_first);
  um_relation_get_things (relation, b, &n_second);

  return compare_numbers (n_first, n_second);
}

static int
compare_groups (UmDirectory *self, guint a, guint b)
{
  return compare_counts (self, UM_SET_GROUPS, a, b);
}

static int
compare_products (UmDirectory *self, guint a, guint b)
{
  return compare_counts (self, UM_SET_PRODUCTS, a, b);
}

/* Never, then the times, then unknown. */
static int
compare_times (gint64 a, gint64 b)
{
  if (a == UM_TIME_UNKNOWN || b == UM_TIME_UNKNOWN)
    return (a == UM_TIME_UNKNOWN) - (b == UM_TIME_UNKNOWN);

  return compare_numbers (a, b);
}

static int
compare_last_logins (UmDirectory *self, guint a, guint b)
{
  return compare_times (um_directory_get_last_login (self, a),
                        um_directory_get_last_login (self, b));
}

static int
compare_added (UmDirectory *self, guint a, guint b)
{
  return compare_times (um_directory_get_added (self, a), um_directory_get_added (self, b));
}

static int
compare_ids (UmDirectory *self, guint a, guint b)
{
  return strcmp (um_directory_get_account_id (self, a), um_directory_get_account_id (self, b));
}

static const Compare compares[UM_N_COLUMNS] = {
  [UM_COLUMN_NAME] = compare_names,
  [UM_COLUMN_EMAIL] = compare_emails,
  [UM_COLUMN_STATUS] = compare_statuses,
  [UM_COLUMN_TYPE] = compare_types,
  [UM_COLUMN_DIRECTORY] = compare_directories,
  [UM_COLUMN_GROUPS] = compare_groups,
  [UM_COLUMN_PRODUCTS] = compare_products,
  [UM_COLUMN_LAST_LOGIN] = compare_last_logins,
  [UM_COLUMN_ADDED] = compare_added,
  [UM_COLUMN_ID] = compare_ids,
};

/* All rows are there, none is before its forerunner, and equal ones are in the order of rows. Of
 * the pairs of neighbours one in @step is looked at. */
static void
check_order (UmDirectory *directory, UmColumn column, guint step)
{
  guint n_rows = um_directory_get_n_rows (directory);
  const guint32 *order = um_directory_get_order (directory, column);
  g_autoptr (UmBitset) seen = um_bitset_new (n_rows, 0);

  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_cmpuint (order[i], <, n_rows);
      g_assert_false (um_bitset_contains (seen, order[i]));
      um_bitset_add (seen, order[i]);
      if (i > 0 && i % step == 0)
        {
          int difference = compares[column](directory, order[i - 1], order[i]);

          g_assert_true (difference < 0 || (difference == 0 && order[i - 1] < order[i]));
        }
    }
}

static void
test_random (void)
{
  const guint sizes[] = { 1, 2, 40, 60, 300, 3000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes) * 3; i++)
    {
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (
        sizes[i % G_N_ELEMENTS (sizes)], g_test_rand_int_range (0, 12));
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);

      for (guint column = 0; column < UM_N_COLUMNS; column++)
        check_order (directory, column, 1);
    }
}

static void
test_large (void)
{
  g_autoptr (UmDirectory) directory = plain_build_large (200000);

  um_directory_prepare_orders (directory);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    check_order (directory, column, 16);
}

/* Texts that have so much in common that sorting goes deep into them. */
static void
test_long_texts (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (300, 0);
  g_autoptr (UmDirectory) directory = NULL;
  g_autofree char *common = g_strnfill (900, 'x');

  for (guint row = 0; row < plain->users->len; row++)
    {
      PlainUser *user = plain_directory_get (plain, row);

      g_free (user->name);
      user->name = g_strdup_printf ("%.*s%s%d", g_test_rand_int_range (895, 901), common,
                                    g_test_rand_bit () ? "É" : "e", g_test_rand_int_range (0, 20));
    }
  directory = plain_directory_build (plain);

  check_order (directory, UM_COLUMN_NAME, 1);
  check_order (directory, UM_COLUMN_STATUS, 1);
}

static void
test_lazy (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (10, 2);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  const guint32 *order;

  g_assert_false (um_directory_has_order (directory, UM_COLUMN_GROUPS));
  order = um_directory_get_order (directory, UM_COLUMN_GROUPS);
  g_assert_true (um_directory_has_order (directory, UM_COLUMN_GROUPS));
  g_assert_true (um_directory_get_order (directory, UM_COLUMN_GROUPS) == order);

  um_directory_prepare_orders (directory);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    g_assert_true (um_directory_has_order (directory, column));
  g_assert_true (um_directory_get_order (directory, UM_COLUMN_GROUPS) == order);
}

static gpointer
get_name_order (gpointer data)
{
  return (gpointer) um_directory_get_order (data, UM_COLUMN_NAME);
}

/* Threads that come at once get one and the same array. */
static void
test_threads (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (500, 2);
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);
      GThread *threads[4];
      gconstpointer order = NULL;

      for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
        threads[k] = g_thread_new ("order", get_name_order, directory);
      for (guint k = 0; k < G_N_ELEMENTS (threads); k++)
        {
          gconstpointer got = g_thread_join (threads[k]);

          g_assert_true (got != NULL && (order == NULL || got == order));
          order = got;
        }
      check_order (directory, UM_COLUMN_NAME, 1);
    }
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/directory-orders/random", test_random);
  g_test_add_func ("/model/directory-orders/large", test_large);
  g_test_add_func ("/model/directory-orders/long-texts", test_long_texts);
  g_test_add_func ("/model/directory-orders/lazy", test_lazy);
  g_test_add_func ("/model/directory-orders/threads", test_threads);

  return g_test_run ();
}
