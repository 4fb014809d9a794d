/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts by value: as a plain scan counts them, and as the filter finds them that goes with each.
 */
#include "plain-directory.h"
#include "um-value-counts.h"

#include <string.h>

#define N_USERS  900
#define N_THINGS 12

static UmBitset *
choose_rows (UmDirectory *directory, guint one_in)
{
  UmBitset *rows = um_bitset_new (um_directory_get_n_rows (directory),
                                  um_directory_get_generation (directory));

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    if (g_test_rand_int_range (0, (int) one_in) == 0)
      um_bitset_add (rows, row);
  return rows;
}

/* Each value's filter finds among the rows as many as were counted, and prints and reads the same.
 */
static void
assert_found (UmDirectory *directory, const UmBitset *rows, UmValueCounts *counts)
{
  const UmFilterContext context = { .now = 0 };
  GPtrArray *items = um_value_counts_get_items (counts);

  for (guint i = 0; i < items->len; i++)
    {
      const UmValueCount *item = items->pdata[i];
      g_autoptr (UmFilter) filter = um_value_counts_dup_filter (counts, item);
      g_autofree char *text = NULL;
      g_autoptr (UmFilter) read = NULL;
      g_autoptr (UmBitset) found = NULL;
      g_auto (UmFilterProblem) problem = { 0 };

      g_assert_nonnull (filter);
      g_assert_true (um_filter_check (filter, directory, &context, &problem));
      found = um_filter_evaluate (filter, directory, &context);
      g_assert_cmpuint (item->n_rows, >, 0);
      g_assert_cmpuint (um_bitset_count_and (found, rows), ==, item->n_rows);
      text = um_filter_print (filter);
      read = um_filter_parse (text, NULL);
      g_assert_true (um_filter_equal (read, filter));
      if (i > 0)
        g_assert_cmpuint (item->n_rows, <=, ((UmValueCount *) items->pdata[i - 1])->n_rows);
    }
}

static guint
sum (UmValueCounts *counts)
{
  GPtrArray *items = um_value_counts_get_items (counts);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    n += ((UmValueCount *) items->pdata[i])->n_rows;
  return n;
}

/* Every membership is counted, once. */
static void
assert_things (PlainDirectory *plain, const UmBitset *rows, UmSet set, UmValueCounts *counts)
{
  GPtrArray *items = um_value_counts_get_items (counts);
  guint n_pairs = 0;

  um_bitset_foreach (rows, row)
    n_pairs += g_hash_table_size (plain_directory_get (plain, row)->things[set]);
  g_assert_cmpuint (sum (counts), ==, n_pairs);
  for (guint i = 0; i < items->len; i++)
    {
      const UmValueCount *item = items->pdata[i];
      const PlainThing *thing = plain_directory_get_thing (plain, set, item->thing);
      guint n = 0;

      um_bitset_foreach (rows, row)
        n += plain_user_is_in (plain_directory_get (plain, row), set, item->thing);
      g_assert_cmpuint (item->n_rows, ==, n);
      g_assert_cmpstr (item->text, ==, thing->name);
      g_assert_cmpint (item->at_least, ==, !thing->known);
    }
}

static void
assert_domains (PlainDirectory *plain, const UmBitset *rows, UmValueCounts *counts)
{
  GPtrArray *items = um_value_counts_get_items (counts);
  guint n_without = 0;

  um_bitset_foreach (rows, row)
    {
      const char *email = plain_directory_get (plain, row)->email;
      g_autofree char *folded = email != NULL ? um_text_fold (email) : g_strdup ("");
      const char *at = strrchr (folded, '@');

      n_without += *folded != '\0' && (at == NULL || at[1] == '\0');
    }
  g_assert_cmpuint (sum (counts) + n_without, ==, um_bitset_count (rows));
  for (guint i = 0; i < items->len; i++)
    {
      const UmValueCount *item = items->pdata[i];

      if (item->text != NULL)
        g_assert_null (strchr (item->text, '@'));
    }
}

static void
assert_statuses (PlainDirectory *plain, const UmBitset *rows, UmValueCounts *counts)
{
  GPtrArray *items = um_value_counts_get_items (counts);
  guint plain_counts[UM_STATUS_INACTIVE + 1] = { 0 };

  um_bitset_foreach (rows, row)
    plain_counts[plain_directory_get (plain, row)->facts.status]++;
  for (guint i = 0; i < items->len; i++)
    {
      const UmValueCount *item = items->pdata[i];

      if (item->status == UM_STATUS_INACTIVE)
        g_assert_cmpuint (item->n_rows, >=, plain_counts[item->status]);
      else
        g_assert_cmpuint (item->n_rows, ==, plain_counts[item->status]);
      plain_counts[item->status] = 0;
    }
  for (guint status = 0; status < G_N_ELEMENTS (plain_counts); status++)
    g_assert_cmpuint (plain_counts[status], ==, 0);
}

/* Of all users, of some, of one in a hundred, of none. */
static void
test_random (void)
{
  static const guint shares[] = { 1, 3, 100, N_USERS * 1000 };

  for (guint i = 0; i < G_N_ELEMENTS (shares); i++)
    {
      g_autoptr (PlainDirectory) plain = plain_directory_new_random (N_USERS, N_THINGS);
      g_autoptr (UmDirectory) directory = plain_directory_build (plain);
      g_autoptr (UmDomains) domains = um_domains_new (directory);
      g_autoptr (UmBitset) rows = choose_rows (directory, shares[i]);
      UmValueCounts *by[UM_N_BYS];

      for (guint j = 0; j < UM_N_BYS; j++)
        {
          by[j] = um_value_counts_new (domains, rows, j);
          assert_found (directory, rows, by[j]);
        }
      assert_domains (plain, rows, by[UM_BY_DOMAIN]);
      assert_statuses (plain, rows, by[UM_BY_STATUS]);
      assert_things (plain, rows, UM_SET_GROUPS, by[UM_BY_GROUP]);
      assert_things (plain, rows, UM_SET_PRODUCTS, by[UM_BY_PRODUCT]);
      assert_things (plain, rows, UM_SET_DIRECTORIES, by[UM_BY_DIRECTORY]);
      for (guint j = 0; j < UM_N_BYS; j++)
        um_value_counts_unref (by[j]);
    }
}

static void
add_user (UmDirectoryBuilder *builder, guint n, const char *email)
{
  g_autofree char *id = g_strdup_printf ("id-%u", n);
  UmUser user = { .account_id = id,
                  .name = "Ann",
                  .email = email,
                  .last_login = UM_TIME_UNKNOWN,
                  .added = UM_TIME_UNKNOWN };

  um_directory_builder_add_user (builder, &user);
}

/* What stands behind the last @, whatever its case; strange ones are found, too. */
static void
test_domains (void)
{
  static const char *const emails[] = {
    "a@acme.example",
    "B@ACME.EXAMPLE",
    "c@sub.acme.example",
    "\"x@y\"@acme.example",
    NULL,
    "no-at",
    "ends@",
    "d@bücher.example",
    "e@BÜCHER.example",
    "f@odd (domain)",
    "g@sta*r",
    "h@que?y",
    "i@a,b",
    "acme.example",
  };
  static const struct
  {
    const char *text;
    guint n;
  } wanted[] = {
    { "acme.example", 3 }, { "bucher.example", 2 }, { NULL, 1 },    { "a,b", 1 },
    { "odd (domain)", 1 }, { "que?y", 1 },          { "sta*r", 1 }, { "sub.acme.example", 1 },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (UmDomains) domains = NULL;
  g_autoptr (UmBitset) rows = NULL;
  g_autoptr (UmValueCounts) counts = NULL;
  GPtrArray *items;

  for (guint i = 0; i < G_N_ELEMENTS (emails); i++)
    add_user (builder, i, emails[i]);
  directory = um_directory_builder_end (builder);
  domains = um_domains_new (directory);
  rows = choose_rows (directory, 1);
  counts = um_value_counts_new (domains, rows, UM_BY_DOMAIN);
  assert_found (directory, rows, counts);
  items = um_value_counts_get_items (counts);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (wanted));
  for (guint i = 0; i < items->len; i++)
    {
      const UmValueCount *item = items->pdata[i];

      g_assert_cmpstr (item->text, ==, wanted[i].text);
      g_assert_cmpuint (item->n_rows, ==, wanted[i].n);
    }
}

/* The filter of the @thing among the counts is written like that. */
static void
assert_filter (UmValueCounts *counts, guint thing, const char *text)
{
  GPtrArray *items = um_value_counts_get_items (counts);
  guint n = 0;

  for (guint i = 0; i < items->len; i++)
    {
      const UmValueCount *item = items->pdata[i];
      g_autoptr (UmFilter) filter = um_value_counts_dup_filter (counts, item);
      g_autofree char *printed = um_filter_print (filter);

      if (item->thing != thing)
        continue;
      g_assert_cmpstr (printed, ==, text);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

/* By name where that is clear, by id where several bear it, or another's key is written like it. */
static void
test_names (void)
{
  static const UmThing groups[] = {
    { .id = "g0", .name = "Staff", .known = TRUE },
    { .id = "g1", .name = "staff", .known = TRUE },
    { .id = "g2", .name = "all \"users\"", .known = TRUE },
    { .id = "g3", .name = "", .known = FALSE },
  };
  static const UmThing products[] = {
    { .id = "jira", .name = "Jira", .known = TRUE },
    { .id = "p1", .name = "wiki", .known = TRUE },
    { .id = "wiki", .name = "Confluence", .known = TRUE },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (UmDomains) domains = NULL;
  g_autoptr (UmBitset) rows = NULL;
  g_autoptr (UmValueCounts) by_group = NULL;
  g_autoptr (UmValueCounts) by_product = NULL;

  add_user (builder, 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    um_directory_builder_add_member (
      builder, UM_SET_GROUPS, um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]),
      0);
  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    um_directory_builder_add_member (
      builder, UM_SET_PRODUCTS,
      um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &products[i]), 0);
  directory = um_directory_builder_end (builder);
  domains = um_domains_new (directory);
  rows = choose_rows (directory, 1);
  by_group = um_value_counts_new (domains, rows, UM_BY_GROUP);
  by_product = um_value_counts_new (domains, rows, UM_BY_PRODUCT);
  g_assert_cmpuint (um_value_counts_get_items (by_group)->len, ==, 4);
  assert_filter (by_group, 1, "group:id:g1");
  assert_filter (by_group, 2, "group:\"all \\\"users\\\"\"");
  assert_filter (by_group, 3, "group:id:g3");
  assert_filter (by_product, 0, "product:Jira");
  assert_filter (by_product, 1, "product:id:p1");
  assert_found (directory, rows, by_group);
  assert_found (directory, rows, by_product);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/value-counts/random", test_random);
  g_test_add_func ("/value-counts/domains", test_domains);
  g_test_add_func ("/value-counts/names", test_names);
  return g_test_run ();
}
