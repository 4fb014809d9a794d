/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking filters apart and putting them together, and what they print. */

#include "filter-support.h"

static void
test_parts (void)
{
  static const struct
  {
    const char *text;
    guint n_parts;
    const char *second;
    const char *without_first;
  } cases[] = {
    { "", 0, NULL, NULL },
    { "a", 1, NULL, "" },
    { "-(a b)", 1, NULL, "" },
    { "a OR b", 1, NULL, "" },
    { "a (b OR c)", 2, "b OR c", "b OR c" },
    { "a -(b c) d", 3, "-(b c)", "-(b c) d" },
    { "status:active group:x,y last-login:>90d", 3, "group:x,y", "group:x,y last-login:>90d" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = read_filter (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpuint (um_filter_get_n_parts (filter), ==, cases[i].n_parts);
      g_assert_cmpint (um_filter_is_empty (filter), ==, cases[i].n_parts == 0);

      if (cases[i].n_parts > 0)
        {
          g_autoptr (UmFilter) first = um_filter_get_part (filter, 0);
          g_autoptr (UmFilter) rest = um_filter_without_part (filter, 0);
          g_autoptr (UmFilter) whole = um_filter_and (first, rest);
          g_autofree char *printed = um_filter_print (rest);

          g_assert_cmpstr (printed, ==, cases[i].without_first);
          g_assert_true (um_filter_equal (whole, filter));
        }
      if (cases[i].second != NULL)
        {
          g_autoptr (UmFilter) second = um_filter_get_part (filter, 1);
          g_autofree char *printed = um_filter_print (second);

          g_assert_cmpstr (printed, ==, cases[i].second);
        }
    }
}

/* What takes a part's place stands where it stood. */
static void
test_with_part (void)
{
  static const struct
  {
    const char *text;
    guint index;
    const char *part;
    const char *printed;
  } cases[] = {
    { "", 0, "a", "a" },
    { "a", 0, "b", "b" },
    { "a", 1, "b", "a b" },
    { "a b c", 1, "x OR y", "a (x OR y) c" },
    { "a b c", 3, "-d", "a b c -d" },
    { "a OR b", 0, "c", "c" },
    { "a OR b", 1, "c", "(a OR b) c" },
    { "a b", 0, "x y", "x y b" },
    { "a b", 0, "", "b" },
  };
  g_autofree char *long_text = g_strnfill (UM_FILTER_MAX_LENGTH - 2, 'x');
  g_autoptr (UmFilter) whole = read_filter (long_text);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = read_filter (cases[i].text);
      g_autoptr (UmFilter) part = read_filter (cases[i].part);
      g_autoptr (UmFilter) joined = um_filter_with_part (filter, cases[i].index, part);
      g_autofree char *printed = um_filter_print (joined);

      g_assert_cmpstr (printed, ==, cases[i].printed);
    }
  g_assert_null (um_filter_with_part (whole, 1, whole));
}

/* Takes the filter. */
static void
assert_printed (UmFilter *filter, const char *expected)
{
  g_autoptr (UmFilter) again = NULL;
  g_autofree char *printed = um_filter_print (filter);

  g_assert_cmpstr (printed, ==, expected);
  again = read_filter (printed);
  g_assert_true (um_filter_equal (again, filter));
  um_filter_unref (filter);
}

static void
test_joining (void)
{
  g_autoptr (UmFilter) empty = read_filter ("");
  g_autoptr (UmFilter) a = read_filter ("a");
  g_autoptr (UmFilter) both = read_filter ("b c");
  g_autoptr (UmFilter) either = read_filter ("d OR e");
  g_autoptr (UmFilter) not_either = um_filter_not (either);

  assert_printed (um_filter_and (NULL, NULL), "");
  assert_printed (um_filter_and (a, NULL), "a");
  assert_printed (um_filter_and (empty, a), "a");
  assert_printed (um_filter_and (a, a), "a a");
  assert_printed (um_filter_and (a, both), "a b c");
  assert_printed (um_filter_and (both, either), "b c (d OR e)");
  assert_printed (um_filter_or (a, either), "a OR d OR e");
  assert_printed (um_filter_or (a, both), "a OR b c");
  assert_printed (um_filter_or (a, NULL), "");
  assert_printed (um_filter_or (empty, a), "");
  assert_printed (um_filter_not (a), "-a");
  assert_printed (um_filter_not (both), "-(b c)");
  assert_printed (um_filter_not (not_either), "d OR e");
  assert_printed (um_filter_not (NULL), "-login:all");
  assert_printed (um_filter_not (empty), "-login:all");
}

static void
test_building (void)
{
  const char *texts[] = { "a", "A, B", "*", "unknown", "id:x", "\"q\"", "(", "-", "OR", NULL };
  const char *codes[] = { "Active", "unknown", NULL };
  const char *times[] = { "<90d", "2024-02-29", NULL };
  const char *ids[] = { "ab-1", "a b", NULL };
  const char *patterns[] = { "*@x.example", "a?\"b", NULL };

  assert_printed (um_filter_condition (UM_KEY_NAME, texts),
                  "name:a,\"A, B\",\"*\",\"unknown\",id:x,\"\\\"q\\\"\",\"(\",-,OR");
  assert_printed (um_filter_condition (UM_KEY_GROUP, texts),
                  "group:a,\"A, B\",*,\"unknown\",\"id:x\",\"\\\"q\\\"\",\"(\",-,OR");
  assert_printed (um_filter_condition_of (UM_KEY_LIST, UM_VALUE_TEXT, texts),
                  "list:a,\"A, B\",*,\"unknown\",id:x,\"\\\"q\\\"\",\"(\",-,OR");
  assert_printed (um_filter_condition (UM_KEY_STATUS, codes), "status:active,unknown");
  assert_printed (um_filter_condition (UM_KEY_ADDED, times), "added:<90d,2024-02-29");
  assert_printed (um_filter_condition_of (UM_KEY_ROLE, UM_VALUE_ID, ids),
                  "role:id:ab-1,id:\"a b\"");
  assert_printed (um_filter_condition_of (UM_KEY_EMAIL, UM_VALUE_PATTERN, patterns),
                  "email:*@x.example,a?\"b");
  for (UmFilterKey key = 0; key < UM_N_KEYS; key++)
    {
      g_autofree char *expected = g_strconcat (um_filter_key_to_nick (key), ":unknown", NULL);

      assert_printed (um_filter_condition_of (key, UM_VALUE_UNKNOWN, NULL), expected);
    }
  assert_printed (um_filter_word ("-x y"), "\"-x y\"");
}

static void
test_building_refuses (void)
{
  static const struct
  {
    UmFilterKey key;
    UmValueKind kind;
    const char *text;
  } cases[] = {
    { UM_KEY_STATUS, UM_VALUE_TEXT, "busy" },  { UM_KEY_ADDED, UM_VALUE_TEXT, "2025-02-29" },
    { UM_KEY_NAME, UM_VALUE_TEXT, "" },        { UM_KEY_NAME, UM_VALUE_TEXT, "\314\201" },
    { UM_KEY_NAME, UM_VALUE_TEXT, "\377" },    { UM_KEY_GROUP, UM_VALUE_TEXT, "\377" },
    { UM_KEY_NAME, UM_VALUE_ID, "x" },         { UM_KEY_LIST, UM_VALUE_ID, "x" },
    { UM_KEY_STATUS, UM_VALUE_ID, "unknown" }, { UM_KEY_GROUP, UM_VALUE_PATTERN, "a*" },
    { UM_KEY_NAME, UM_VALUE_PATTERN, "a" },    { UM_KEY_NAME, UM_VALUE_PATTERN, "a b*" },
    { UM_KEY_NAME, UM_VALUE_PATTERN, "a,b*" }, { UM_KEY_NAME, UM_VALUE_PATTERN, "(*" },
    { UM_KEY_NAME, UM_VALUE_PATTERN, "\"*" },  { UM_KEY_NAME, UM_VALUE_PATTERN, "*\377" },
  };
  const char *none[] = { NULL };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *values[] = { cases[i].text, NULL };

      g_assert_null (um_filter_condition_of (cases[i].key, cases[i].kind, values));
    }
  g_assert_null (um_filter_condition (UM_KEY_NAME, none));
  g_assert_null (um_filter_word (""));
  g_assert_null (um_filter_word ("\377"));
  g_assert_null (um_filter_word ("\314\201"));
}

/* Whatever filters are put together, and whatever texts they hold, what they print reads the same.
 */
static UmFilter *
random_filter (guint depth)
{
  static const char *const pieces[] = { "a",  " ",       "(",        ")",        "\"", "\\",  ",",
                                        "*",  "?",       "-",        ":",        "OR", "x",   "id",
                                        "qm", "unknown", "\302\240", "\303\244", ">",  "name" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (UmFilter) a = NULL;
  g_autoptr (UmFilter) b = NULL;
  UmFilter *filter = NULL;
  guint n = g_test_rand_int_range (1, 5);

  if (depth > 0 && g_test_rand_int_range (0, 4) > 0)
    {
      a = random_filter (depth - 1);
      b = random_filter (depth - 1);
      switch (g_test_rand_int_range (0, 3))
        {
        case 0:
          return um_filter_not (a);
        case 1:
          return um_filter_and (a, b);
        default:
          return um_filter_or (a, b);
        }
    }

  for (guint i = 0; i < n; i++)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);

  if (g_test_rand_bit ())
    filter = um_filter_word (text->str);
  else
    {
      static const UmFilterKey keys[] = { UM_KEY_NAME, UM_KEY_ID, UM_KEY_GROUP, UM_KEY_LIST };
      static const UmValueKind kinds[] = { UM_VALUE_TEXT, UM_VALUE_PATTERN, UM_VALUE_ID };
      const char *values[] = { text->str, "b", NULL };

      filter = um_filter_condition_of (keys[g_test_rand_int_range (0, G_N_ELEMENTS (keys))],
                                       kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))],
                                       values);
    }

  return filter != NULL ? filter : um_filter_word ("w");
}

static void
test_print_identity (void)
{
  for (guint i = 0; i < (g_test_slow () ? 100000 : 5000); i++)
    {
      g_autoptr (UmFilter) filter = random_filter (g_test_rand_int_range (0, 6));
      g_autofree char *printed = um_filter_print (filter);
      g_autoptr (UmFilter) again = read_filter (printed);

      g_assert_true (um_filter_equal (filter, again));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/build/parts", test_parts);
  g_test_add_func ("/filter/build/with-part", test_with_part);
  g_test_add_func ("/filter/build/joining", test_joining);
  g_test_add_func ("/filter/build/conditions", test_building);
  g_test_add_func ("/filter/build/refused", test_building_refuses);
  g_test_add_func ("/filter/build/print-identity", test_print_identity);

  return g_test_run ();
}
