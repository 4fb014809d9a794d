/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UmRelation against a hash table of pairs. */

#include "um-relation.h"

typedef struct
{
  guint n_things;
  guint n_rows;
  GHashTable *pairs; /* thing * n_rows + row + 1 */
} Plain;

static gpointer
pair_key (const Plain *self, guint thing, guint row)
{
  return GSIZE_TO_POINTER ((gsize) thing * self->n_rows + row + 1);
}

static gboolean
plain_contains (const Plain *self, guint thing, guint row)
{
  return g_hash_table_contains (self->pairs, pair_key (self, thing, row));
}

static void
plain_set (Plain *self, guint thing, guint row, gboolean member)
{
  if (member)
    g_hash_table_add (self->pairs, pair_key (self, thing, row));
  else
    g_hash_table_remove (self->pairs, pair_key (self, thing, row));
}

/* Numbers that are often the same, so that there are doubles and lists of many and of none. */
static guint
random_below (guint n)
{
  return g_test_rand_bit () ? g_test_rand_int_range (0, n)
                            : g_test_rand_int_range (0, (n + 9) / 10);
}

static UmRelation *
make_random (Plain *plain, guint n_things, guint n_rows, guint n_pairs)
{
  g_autofree guint32 *things = g_new (guint32, n_pairs + 1);
  g_autofree guint32 *rows = g_new (guint32, n_pairs + 1);

  *plain = (Plain){ n_things, n_rows, g_hash_table_new (NULL, NULL) };
  for (guint i = 0; i < n_pairs; i++)
    {
      things[i] = random_below (n_things);
      rows[i] = random_below (n_rows);
      plain_set (plain, things[i], rows[i], TRUE);
    }

  return um_relation_new (n_things, n_rows, things, rows, n_pairs);
}

static void
check_same (const Plain *plain, const UmRelation *relation)
{
  gsize by_thing = 0;
  gsize by_row = 0;
  guint n;

  g_assert_cmpuint (um_relation_get_n_things (relation), ==, plain->n_things);
  g_assert_cmpuint (um_relation_get_n_pairs (relation), ==, g_hash_table_size (plain->pairs));

  for (guint thing = 0; thing < plain->n_things; thing++)
    {
      const guint32 *rows = um_relation_get_rows (relation, thing, &n);

      for (guint i = 0; i < n; i++)
        {
          g_assert_true (plain_contains (plain, thing, rows[i]));
          g_assert_true (i == 0 || rows[i - 1] < rows[i]);
        }
      by_thing += n;
    }
  for (guint row = 0; row < plain->n_rows; row++)
    {
      const guint32 *things = um_relation_get_things (relation, row, &n);

      for (guint i = 0; i < n; i++)
        {
          g_assert_true (plain_contains (plain, things[i], row));
          g_assert_true (um_relation_contains (relation, things[i], row));
          g_assert_true (i == 0 || things[i - 1] < things[i]);
        }
      by_row += n;
    }
  g_assert_cmpuint (by_thing, ==, g_hash_table_size (plain->pairs));
  g_assert_cmpuint (by_row, ==, g_hash_table_size (plain->pairs));

  for (guint i = 0; i < 500 && plain->n_things > 0 && plain->n_rows > 0; i++)
    {
      guint thing = random_below (plain->n_things);
      guint row = random_below (plain->n_rows);

      g_assert_cmpint (um_relation_contains (relation, thing, row), ==,
                       plain_contains (plain, thing, row));
    }
}

static void
test_random (void)
{
  for (guint i = 0; i < 100; i++)
    {
      Plain plain;
      g_autoptr (UmRelation)
        relation = make_random (&plain, g_test_rand_int_range (1, 40),
                                g_test_rand_int_range (1, 300), g_test_rand_int_range (0, 2000));

      check_same (&plain, relation);
      g_hash_table_unref (plain.pairs);
    }
}

static void
test_empty (void)
{
  const guint sizes[][2] = { { 0, 0 }, { 0, 5 }, { 5, 0 }, { 5, 5 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      Plain plain = { sizes[i][0], sizes[i][1], g_hash_table_new (NULL, NULL) };
      g_autoptr (UmRelation)
        relation = um_relation_new (plain.n_things, plain.n_rows, NULL, NULL, 0);
      g_autoptr (UmRelation) edited = um_relation_edit (relation, NULL, 0);

      check_same (&plain, relation);
      check_same (&plain, edited);
      g_hash_table_unref (plain.pairs);
    }
}

/* Rows all of whose lists differ, about as many as there are numbers for lists. */
static void
check_many_lists (guint n_rows)
{
  const guint n_things = 500;
  g_autofree guint32 *things = g_new (guint32, n_rows * 2);
  g_autofree guint32 *rows = g_new (guint32, n_rows * 2);
  g_autoptr (UmRelation) relation = NULL;
  Plain plain = { n_things, n_rows, g_hash_table_new (NULL, NULL) };

  for (guint row = 0; row < n_rows; row++)
    {
      guint32 pair[2] = { row % n_things, (row % n_things + 1 + row / n_things) % n_things };

      for (guint k = 0; k < 2; k++)
        {
          things[row * 2 + k] = pair[k];
          rows[row * 2 + k] = row;
          plain_set (&plain, pair[k], row, TRUE);
        }
    }
  relation = um_relation_new (n_things, n_rows, things, rows, n_rows * 2);

  check_same (&plain, relation);
  g_hash_table_unref (plain.pairs);
}

static void
test_many_lists (void)
{
  check_many_lists (65535);
  check_many_lists (65536);
  check_many_lists (65537);
}

static void
test_edit (void)
{
  for (guint i = 0; i < 100; i++)
    {
      Plain plain;
      g_autoptr (UmRelation)
        relation = make_random (&plain, g_test_rand_int_range (1, 20),
                                g_test_rand_int_range (1, 100), g_test_rand_int_range (0, 500));
      g_autoptr (UmRelation) edited = NULL;
      g_autoptr (UmRelation) twice = NULL;
      guint n_edits = g_test_rand_int_range (0, 200);
      g_autofree UmRelationEdit *edits = g_new (UmRelationEdit, n_edits + 1);

      for (guint e = 0; e < n_edits; e++)
        {
          edits[e] = (UmRelationEdit){ random_below (plain.n_things), random_below (plain.n_rows),
                                       g_test_rand_bit () };
          plain_set (&plain, edits[e].thing, edits[e].row, edits[e].member);
        }
      edited = um_relation_edit (relation, edits, n_edits);
      check_same (&plain, edited);

      twice = um_relation_edit (edited, edits, n_edits);
      check_same (&plain, twice);
      g_hash_table_unref (plain.pairs);
    }
}

/* Edits row by row of long lists that are all the same at first. */
static void
test_edit_often (void)
{
  const guint n_things = 3000;
  const guint n_rows = 10;
  g_autofree guint32 *things = g_new (guint32, n_things * n_rows);
  g_autofree guint32 *rows = g_new (guint32, n_things * n_rows);
  g_autoptr (UmRelation) relation = NULL;
  Plain plain = { n_things, n_rows, g_hash_table_new (NULL, NULL) };

  for (guint i = 0; i < n_things * n_rows; i++)
    {
      things[i] = i / n_rows;
      rows[i] = i % n_rows;
      plain_set (&plain, things[i], rows[i], TRUE);
    }
  relation = um_relation_new (n_things, n_rows, things, rows, n_things * n_rows);

  for (guint i = 0; i < 60; i++)
    {
      UmRelationEdit edit = { random_below (n_things), random_below (n_rows), g_test_rand_bit () };
      UmRelation *edited = um_relation_edit (relation, &edit, 1);

      plain_set (&plain, edit.thing, edit.row, edit.member);
      um_relation_unref (relation);
      relation = edited;
      check_same (&plain, relation);
    }
  g_hash_table_unref (plain.pairs);
}

/* Equal lists that become different all at once, as many as there are numbers for, and some more.
 */
static void
check_edit_many (guint n_edits)
{
  const guint n_rows = 70000;
  g_autofree guint32 *things = g_new0 (guint32, n_rows);
  g_autofree guint32 *rows = g_new (guint32, n_rows);
  g_autofree UmRelationEdit *edits = g_new (UmRelationEdit, n_edits);
  g_autoptr (UmRelation) relation = NULL;
  g_autoptr (UmRelation) edited = NULL;
  Plain plain = { 70001, n_rows, g_hash_table_new (NULL, NULL) };

  for (guint row = 0; row < n_rows; row++)
    {
      rows[row] = row;
      plain_set (&plain, 0, row, TRUE);
    }
  for (guint e = 0; e < n_edits; e++)
    {
      edits[e] = (UmRelationEdit){ e + 1, n_rows - 1 - e, TRUE };
      plain_set (&plain, edits[e].thing, edits[e].row, TRUE);
    }
  relation = um_relation_new (plain.n_things, n_rows, things, rows, n_rows);
  edited = um_relation_edit (relation, edits, n_edits);

  check_same (&plain, edited);
  g_hash_table_unref (plain.pairs);
}

static void
test_edit_many (void)
{
  check_edit_many (32000);
  check_edit_many (65535);
  check_edit_many (65536);
  check_edit_many (70000);
}

/* An edit makes a new relation and leaves the old one, which others read, as it was. */
static void
test_edit_leaves_alone (void)
{
  const guint32 things[] = { 0, 1 };
  const guint32 rows[] = { 4, 2 };
  const UmRelationEdit edits[] = { { 1, 4, TRUE }, { 0, 4, FALSE } };
  g_autoptr (UmRelation) relation = um_relation_new (2, 5, things, rows, 2);
  g_autoptr (UmRelation) edited = um_relation_edit (relation, edits, G_N_ELEMENTS (edits));

  g_assert_true (um_relation_contains (relation, 0, 4));
  g_assert_false (um_relation_contains (relation, 1, 4));
  g_assert_false (um_relation_contains (edited, 0, 4));
  g_assert_true (um_relation_contains (edited, 1, 4));
  g_assert_cmpuint (um_relation_get_n_pairs (relation), ==, 2);
  g_assert_cmpuint (um_relation_get_n_pairs (edited), ==, 2);
}

static void
test_out_of_range (void)
{
  g_autoptr (UmRelation) relation = um_relation_new (2, 5, NULL, NULL, 0);
  const UmRelationEdit edit = { 2, 0, TRUE };
  guint n = 99;

  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*thing <*");
  g_assert_null (um_relation_get_rows (relation, 2, &n));
  g_assert_cmpuint (n, ==, 0);
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*row <*");
  g_assert_null (um_relation_get_things (relation, UM_NO_ROW, &n));
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*row <*");
  g_assert_false (um_relation_contains (relation, 0, 5));
  g_test_expect_message ("user-management", G_LOG_LEVEL_CRITICAL, "*thing <*");
  g_assert_null (um_relation_edit (relation, &edit, 1));
  g_test_assert_expected_messages ();
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/model/relation/random", test_random);
  g_test_add_func ("/model/relation/empty", test_empty);
  g_test_add_func ("/model/relation/many-lists", test_many_lists);
  g_test_add_func ("/model/relation/edit", test_edit);
  g_test_add_func ("/model/relation/edit-often", test_edit_often);
  g_test_add_func ("/model/relation/edit-many", test_edit_many);
  g_test_add_func ("/model/relation/edit-leaves-alone", test_edit_leaves_alone);
  g_test_add_func ("/model/relation/out-of-range", test_out_of_range);

  return g_test_run ();
}
