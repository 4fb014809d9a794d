/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UmBitset against an array of gboolean, around the edges of its words. */

#include "um-bitset.h"

#define GENERATION 7

static const guint sizes[] = { 0, 1, 2, 63, 64, 65, 127, 128, 129, 1000 };

typedef struct
{
  UmBitset *set;
  gboolean *plain;
  guint n;
} Pair;

static void
pair_init (Pair *self, guint n)
{
  guint one_in = g_test_rand_int_range (1, 8);

  self->n = n;
  self->set = um_bitset_new (n, GENERATION);
  self->plain = g_new0 (gboolean, n + 1);
  for (guint row = 0; row < n; row++)
    {
      if (g_test_rand_int_range (0, one_in) > 0)
        continue;
      um_bitset_add (self->set, row);
      self->plain[row] = TRUE;
    }
}

static void
pair_clear (Pair *self)
{
  um_bitset_unref (self->set);
  g_free (self->plain);
}

static void
pair_check (const Pair *self)
{
  guint count = 0;
  guint expected = UM_NO_ROW;
  guint n_words;
  const guint64 *words = um_bitset_get_words (self->set, &n_words);

  for (guint row = self->n; row-- > 0;)
    {
      g_assert_cmpint (um_bitset_contains (self->set, row), ==, self->plain[row]);
      count += self->plain[row];
      if (self->plain[row])
        expected = row;
      g_assert_cmpuint (um_bitset_next (self->set, row), ==, expected);
    }
  g_assert_cmpuint (um_bitset_count (self->set), ==, count);
  g_assert_cmpint (um_bitset_is_empty (self->set), ==, count == 0);
  g_assert_cmpuint (n_words, ==, (self->n + 63) / 64);
  if (self->n % 64 != 0)
    g_assert_cmpuint (words[n_words - 1] >> (self->n % 64), ==, 0);
}

typedef gboolean (*PlainOp) (gboolean a, gboolean b);
typedef void (*SetOp) (UmBitset *self, const UmBitset *other);

static gboolean
plain_and (gboolean a, gboolean b)
{
  return a && b;
}

static gboolean
plain_or (gboolean a, gboolean b)
{
  return a || b;
}

static gboolean
plain_subtract (gboolean a, gboolean b)
{
  return a && !b;
}

static void
check_op (guint n, SetOp set_op, PlainOp plain_op)
{
  Pair a, b;

  pair_init (&a, n);
  pair_init (&b, n);
  set_op (a.set, b.set);
  for (guint row = 0; row < n; row++)
    a.plain[row] = plain_op (a.plain[row], b.plain[row]);
  pair_check (&a);
  pair_check (&b);
  pair_clear (&a);
  pair_clear (&b);
}

static void
test_operations (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes) * 20; i++)
    {
      guint n = sizes[i % G_N_ELEMENTS (sizes)];

      check_op (n, um_bitset_and, plain_and);
      check_op (n, um_bitset_or, plain_or);
      check_op (n, um_bitset_subtract, plain_subtract);
    }
}

static void
test_alone (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint n = sizes[i];
      Pair pair;

      pair_init (&pair, n);
      um_bitset_invert (pair.set);
      for (guint row = 0; row < n; row++)
        pair.plain[row] = !pair.plain[row];
      pair_check (&pair);

      for (guint k = 0; k < 50 && n > 0; k++)
        {
          guint row = g_test_rand_int_range (0, n);

          um_bitset_remove (pair.set, row);
          pair.plain[row] = FALSE;
        }
      pair_check (&pair);

      um_bitset_fill (pair.set);
      for (guint row = 0; row < n; row++)
        pair.plain[row] = TRUE;
      pair_check (&pair);

      um_bitset_clear (pair.set);
      for (guint row = 0; row < n; row++)
        pair.plain[row] = FALSE;
      pair_check (&pair);
      pair_clear (&pair);
    }
}

static void
test_counts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes) * 10; i++)
    {
      guint n = sizes[i % G_N_ELEMENTS (sizes)];
      guint both = 0;
      guint only_a = 0;
      gboolean equal = TRUE;
      Pair a, b;

      pair_init (&a, n);
      pair_init (&b, n);
      for (guint row = 0; row < n; row++)
        {
          both += a.plain[row] && b.plain[row];
          only_a += a.plain[row] && !b.plain[row];
          equal = equal && a.plain[row] == b.plain[row];
        }
      g_assert_cmpuint (um_bitset_count_and (a.set, b.set), ==, both);
      g_assert_cmpuint (um_bitset_count_subtract (a.set, b.set), ==, only_a);
      g_assert_cmpint (um_bitset_equal (a.set, b.set), ==, equal);
      g_assert_true (um_bitset_equal (a.set, a.set));
      pair_clear (&a);
      pair_clear (&b);
    }
}

static void
test_foreach (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      guint next = 0;
      Pair pair;

      pair_init (&pair, sizes[i]);
      um_bitset_foreach (pair.set, row)
        {
          while (!pair.plain[next])
            next++;
          g_assert_cmpuint (row, ==, next);
          next++;
        }
      while (next < pair.n)
        g_assert_false (pair.plain[next++]);
      pair_clear (&pair);
    }
}

static void
test_copy (void)
{
  g_autoptr (UmBitset) set = um_bitset_new (100, GENERATION);
  g_autoptr (UmBitset) copy = NULL;
  g_autoptr (UmBitset) ref = um_bitset_ref (set);

  um_bitset_add (set, 99);
  copy = um_bitset_copy (set);
  um_bitset_add (copy, 0);

  g_assert_cmpuint (um_bitset_get_n_rows (copy), ==, 100);
  g_assert_cmpuint (um_bitset_get_generation (copy), ==, GENERATION);
  g_assert_cmpuint (um_bitset_count (set), ==, 1);
  g_assert_cmpuint (um_bitset_count (copy), ==, 2);
  g_assert_true (ref == set);
}

static void
test_beyond (void)
{
  g_autoptr (UmBitset) set = um_bitset_new (64, GENERATION);

  um_bitset_fill (set);
  g_assert_false (um_bitset_contains (set, 64));
  g_assert_false (um_bitset_contains (set, UM_NO_ROW));
  g_assert_cmpuint (um_bitset_next (set, 64), ==, UM_NO_ROW);
  g_assert_cmpuint (um_bitset_next (set, UM_NO_ROW), ==, UM_NO_ROW);

  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*row < self->n_rows*");
  um_bitset_add (set, 64);
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*row < self->n_rows*");
  um_bitset_remove (set, 64);
  g_test_assert_expected_messages ();
}

static void
expect_misfit (void)
{
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*fits (*");
}

/* Whatever takes two sets refuses those of two generations or sizes and changes nothing. */
static void
check_misfit (UmBitset *other)
{
  g_autoptr (UmBitset) set = um_bitset_new (64, GENERATION);

  um_bitset_add (set, 3);
  expect_misfit ();
  um_bitset_and (set, other);
  expect_misfit ();
  um_bitset_or (set, other);
  expect_misfit ();
  um_bitset_subtract (set, other);
  expect_misfit ();
  g_assert_cmpuint (um_bitset_count_and (set, other), ==, 0);
  expect_misfit ();
  g_assert_cmpuint (um_bitset_count_subtract (set, other), ==, 0);
  expect_misfit ();
  g_assert_false (um_bitset_equal (set, other));
  g_test_assert_expected_messages ();

  g_assert_cmpuint (um_bitset_count (set), ==, 1);
  g_assert_true (um_bitset_contains (set, 3));
}

static void
test_misfits (void)
{
  g_autoptr (UmBitset) generation = um_bitset_new (64, GENERATION + 1);
  g_autoptr (UmBitset) size = um_bitset_new (63, GENERATION);

  um_bitset_fill (generation);
  um_bitset_fill (size);
  check_misfit (generation);
  check_misfit (size);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/bitset/operations", test_operations);
  g_test_add_func ("/model/bitset/alone", test_alone);
  g_test_add_func ("/model/bitset/counts", test_counts);
  g_test_add_func ("/model/bitset/foreach", test_foreach);
  g_test_add_func ("/model/bitset/copy", test_copy);
  g_test_add_func ("/model/bitset/beyond", test_beyond);
  g_test_add_func ("/model/bitset/misfits", test_misfits);

  return g_test_run ();
}
