/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters at random on directories at random: the sets hold exactly the rows for which the plain
 * way, one row at a time, says yes, and printing loses nothing. */

#include "um-filter.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1786795200)
#define DAY 86400

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

/* Half of the names repeat a letter, so that needles overlap themselves; some fold to more, to less
 * or to nothing. */
static const char *const name_pieces[] = { "",         "a",        "aa",       "ab",
                                           "b",        "ann",      "lee",      " ",
                                           "A",        "n.",       "-",        "x",
                                           "\303\244", "\303\237", "\314\201", "\346\230\216" };

static char *
random_text (guint n_max)
{
  GString *out = g_string_new (NULL);
  guint n = g_test_rand_int_range (0, n_max + 1);

  for (guint i = 0; i < n; i++)
    g_string_append (out, PICK (name_pieces));

  return g_string_free (out, FALSE);
}

static gint64
random_time (gboolean maybe_never)
{
  switch (g_test_rand_int_range (0, 6))
    {
    case 0:
      return UM_TIME_UNKNOWN;
    case 1:
      return maybe_never ? UM_TIME_NEVER : NOW;
    default:
      return NOW - (gint64) g_test_rand_int_range (-2 * DAY, 200 * DAY);
    }
}

static void
add_random_user (UmDirectoryBuilder *builder, guint row)
{
  g_autofree char *id = g_strdup_printf ("%u:a%u", row % 7, row);
  g_autofree char *name = random_text (6);
  g_autofree char *email = g_test_rand_bit () ? random_text (3) : NULL;
  g_autofree char *address = email != NULL ? g_strconcat (email, "@x.example", NULL) : NULL;
  UmUser user = {
    .account_id = id,
    .name = name,
    .email = address,
    .status = g_test_rand_int_range (UM_STATUS_UNKNOWN, UM_STATUS_INACTIVE + 1),
    .type = g_test_rand_int_range (UM_TYPE_UNKNOWN, UM_TYPE_GUEST + 1),
    .managed = g_test_rand_int_range (UM_UNKNOWN, UM_YES + 1),
    .synced = g_test_rand_int_range (UM_UNKNOWN, UM_YES + 1),
    .last_login = random_time (TRUE),
    .added = random_time (FALSE),
  };

  um_directory_builder_add_user (builder, &user);
}

/* Some sets have no things, some things aren't known, some rows are complete, two names are one. */
static void
add_random_set (UmDirectoryBuilder *builder, UmSet set, guint n_rows)
{
  static const char *const names[] = { "one", "Two", "TW\303\226", "Three", "One", "unknown" };
  guint n_things = g_test_rand_int_range (0, G_N_ELEMENTS (names) + 1);
  gboolean all_known = g_test_rand_bit ();

  for (guint i = 0; i < n_things; i++)
    {
      g_autofree char *id = g_strdup_printf ("t%u", i);
      UmThing thing = { .id = id, .name = names[i], .known = all_known || g_test_rand_bit () };

      um_directory_builder_add_thing (builder, set, &thing);
    }

  for (guint row = 0; row < n_rows; row++)
    {
      if (g_test_rand_int_range (0, 4) == 0)
        um_directory_builder_begin_row (builder, set, row);
      for (guint i = 0; i < n_things; i++)
        if (g_test_rand_int_range (0, 3) == 0)
          um_directory_builder_add_member (builder, set, i, row);
    }
}

/* Outcomes of runs, some of them about things that weren't read. (transfer full) */
static UmDirectory *
apply_random (UmDirectory *directory)
{
  UmMembershipChange changes[20];
  guint n_rows = um_directory_get_n_rows (directory);

  if (n_rows == 0 || g_test_rand_bit ())
    return um_directory_ref (directory);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    changes[i] = (UmMembershipChange){
      .account_id = um_directory_get_account_id (directory, g_test_rand_int_range (0, n_rows)),
      .set = g_test_rand_int_range (0, UM_N_SETS),
      .thing_id = g_test_rand_bit () ? "t0" : "t1",
      .member = g_test_rand_int_range (0, 3) == 0,
    };
  return um_directory_apply (directory, changes, G_N_ELEMENTS (changes));
}

static UmDirectory *
random_directory (guint n_rows)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;

  for (guint row = 0; row < n_rows; row++)
    add_random_user (builder, row);
  for (UmSet set = 0; set < UM_N_SETS; set++)
    add_random_set (builder, set, n_rows);
  directory = um_directory_builder_end (builder);

  return apply_random (directory);
}

static const char *
random_value (UmFilterKey key)
{
  static const char *const texts[] = {
    "a",       "aa",        "aab",         "b",        "\"n \"",       "ann",      "lee",
    "@",       "x.example", "e",           "\303\244", "ss",           "*",        "?",
    "a*",      "*a",        "*@x.example", "*n?*",     "a?*b*",        "??",       "zz",
    "unknown", "\"*\"",     "1:a",         "0:a0",     "\346\230\216", "*\303\237"
  };
  static const char *const statuses[] = { "active", "suspended", "deactivated", "deleted",
                                          "former", "no-access", "inactive",    "unknown" };
  static const char *const types[] = { "person", "app", "customer", "guest", "unknown" };
  static const char *const truths[] = { "yes", "no", "unknown" };
  static const char *const logins[] = { "never", "before", "all", "unknown" };
  static const char *const things[] = { "one",   "two",     "three",       "id:t0",   "id:t1",
                                        "id:t5", "unknown", "\"unknown\"", "nothing", "T0" };
  static const char *const times[] = {
    ">90d",   "<90d",        ">0d",         "<2w",        ">3m",
    "<1y",    ">2026-08-01", "<2026-06-15", "2026-08-14", "2026-05-01..2026-07-31",
    "unknown"
  };
  static const char *const lists[] = { "some", "none", "many", "missing", "unknown" };

  switch (key)
    {
    case UM_KEY_NAME:
    case UM_KEY_EMAIL:
    case UM_KEY_ID:
      return PICK (texts);
    case UM_KEY_STATUS:
      return PICK (statuses);
    case UM_KEY_TYPE:
      return PICK (types);
    case UM_KEY_MANAGED:
    case UM_KEY_SYNCED:
      return PICK (truths);
    case UM_KEY_DIRECTORY:
    case UM_KEY_GROUP:
    case UM_KEY_PRODUCT:
    case UM_KEY_ROLE:
      return PICK (things);
    case UM_KEY_LAST_LOGIN:
    case UM_KEY_ADDED:
      return PICK (times);
    case UM_KEY_LOGIN:
      return PICK (logins);
    case UM_KEY_LIST:
      return PICK (lists);
    case UM_N_KEYS:
    default:
      g_assert_not_reached ();
    }
}

static void
append_random (GString *out, guint depth)
{
  static const char *const words[] = { "a",  "n",  "aa", "aaa",      "ab", "\"a \"", "lee",
                                       "zz", "@x", "1:", "\303\244", "ss", "." };
  static const char *const negations[] = { "", "", "-", "NOT " };
  static const char *const joints[] = { " ", " AND ", " OR " };
  guint n = g_test_rand_int_range (1, 4);

  g_string_append (out, PICK (negations));
  if (depth > 0)
    {
      g_string_append_c (out, '(');
      for (guint i = 0; i < n; i++)
        {
          if (i > 0)
            g_string_append (out, PICK (joints));
          append_random (out, g_test_rand_int_range (0, depth));
        }
      g_string_append_c (out, ')');
    }
  else if (g_test_rand_int_range (0, 4) == 0)
    g_string_append (out, PICK (words));
  else
    {
      UmFilterKey key = g_test_rand_int_range (0, UM_N_KEYS);

      g_string_append_printf (out, "%s:%s", um_filter_key_to_nick (key), random_value (key));
      for (guint i = 1; i < n; i++)
        g_string_append_printf (out, ",%s", random_value (key));
    }
}

static GHashTable *
random_list (guint n_rows, guint share)
{
  GHashTable *list = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_hash_table_add (list, g_strdup ("nobody"));
  for (guint row = 0; row < n_rows; row++)
    if (g_test_rand_int_range (0, 100) < (int) share)
      g_hash_table_add (list, g_strdup_printf ("%u:a%u", row % 7, row));

  return list;
}

static GHashTable *
random_lists (guint n_rows)
{
  GHashTable *lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) g_hash_table_unref);

  g_hash_table_insert (lists, (gpointer) "none", random_list (n_rows, 0));
  g_hash_table_insert (lists, (gpointer) "some", random_list (n_rows, 4));
  g_hash_table_insert (lists, (gpointer) "many", random_list (n_rows, 60));

  return lists;
}

static void
assert_same (const char *text, const UmDirectory *directory, const UmFilterContext *context)
{
  g_autoptr (UmFilter) filter = um_filter_parse (text, NULL);
  g_autoptr (UmFilter) again = NULL;
  g_autoptr (UmBitset) rows = NULL;
  g_autofree char *printed = NULL;
  guint n_rows = um_directory_get_n_rows (directory);
  guint n_words;
  const guint64 *words;

  if (filter == NULL)
    g_error ("“%s” can't be read", text);

  printed = um_filter_print (filter);
  again = um_filter_parse (printed, NULL);
  if (again == NULL || !um_filter_equal (filter, again))
    g_error ("“%s” prints “%s”", text, printed);

  rows = um_filter_evaluate (filter, directory, context);
  g_assert_cmpuint (um_bitset_get_n_rows (rows), ==, n_rows);
  g_assert_cmpuint (um_bitset_get_generation (rows), ==, um_directory_get_generation (directory));
  for (guint row = 0; row < n_rows; row++)
    {
      UmTruth truth = um_filter_evaluate_row (filter, directory, context, row);

      if (um_bitset_contains (rows, row) != (truth == UM_YES))
        g_error ("“%s”: row %u of %u is %d", text, row, n_rows, truth);
    }

  words = um_bitset_get_words (rows, &n_words);
  if (n_rows % 64 != 0)
    g_assert_cmpuint (words[n_words - 1] >> (n_rows % 64), ==, 0);
}

static void
check_random (guint n_rows, guint n_filters)
{
  g_autoptr (UmDirectory) directory = random_directory (n_rows);
  g_autoptr (GHashTable) lists = random_lists (n_rows);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (-3 * 3600);
  UmFilterContext context = { .now = NOW, .zone = zone, .lists = lists };

  for (guint i = 0; i < n_filters; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      append_random (text, g_test_rand_int_range (0, 4));
      assert_same (text->str, directory, &context);
    }
}

static void
test_small (void)
{
  for (guint i = 0; i < (g_test_slow () ? 400 : 40); i++)
    check_random (g_test_rand_int_range (1, 70), 100);
}

static void
test_large (void)
{
  for (guint i = 0; i < (g_test_slow () ? 20 : 2); i++)
    check_random (g_test_rand_int_range (1000, 3000), 100);
}

/* Needles of every length at every place of the texts' arena, its very end too. */
static void
test_needles (void)
{
  g_autoptr (UmDirectory) directory = random_directory (97);
  UmFilterContext context = { .now = NOW };
  gsize length;
  const char *arena = um_directory_get_folded_arena (directory, &length);

  for (gsize at = 0; at < length; at += g_test_rand_int_range (1, 5))
    {
      gsize longest = strlen (arena + at);
      g_autofree char *needle = g_strndup (arena + at, g_test_rand_int_range (0, longest + 1));
      g_autoptr (UmFilter) word = NULL;
      g_autofree char *text = NULL;

      if (!g_utf8_validate (needle, -1, NULL))
        continue;
      word = um_filter_word (needle);
      if (word == NULL)
        continue;

      text = um_filter_print (word);
      assert_same (text, directory, &context);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/evaluate/small", test_small);
  g_test_add_func ("/filter/evaluate/large", test_large);
  g_test_add_func ("/filter/evaluate/needles", test_needles);

  return g_test_run ();
}
