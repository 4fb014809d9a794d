/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people read about a list that is imported. */
#include "um-words.h"

static void
assert_text (char *text, const char *expected)
{
  g_assert_cmpstr (text, ==, expected);
  g_free (text);
}

static void
test_summary (void)
{
  UmImportInfo info = { .n_entries = { 4900, 60, 40 }, .n_duplicates = 7 };
  const UmImportInfo plain = { .n_entries = { 1 } };

  assert_text (um_words_import_summary (&info, 12),
               "4,900 matched · 60 ambiguous (12 open) · 40 not found · 7 named again");
  assert_text (um_words_import_summary (&plain, 0), "1 matched · 0 not found");
}

static void
test_form (void)
{
  UmImportColumn named = { .heading = (char *) "E-mail\n\xe2\x80\xae", .sample = (char *) "a@x" };
  UmImportColumn unnamed = { .sample = (char *) "Ann" };
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  UmImportInfo info = {
    .delimiter = ';', .encoding = UM_ENCODING_WINDOWS_1252, .kind = UM_IMPORT_EMAILS, .column = 0
  };

  assert_text (um_words_import_form (&info, columns), "The list is read as one user a line.");
  g_ptr_array_add (columns, &named);
  g_ptr_array_add (columns, &unnamed);
  assert_text (um_words_import_form (&info, columns),
               "Users are named by their e-mail addresses in “E-mail��”. (Delimiter: semicolon; "
               "Windows-1252 (Latin-1))");
  info.column = 1;
  info.kind = UM_IMPORT_NAMES;
  info.delimiter = '~';
  info.encoding = UM_ENCODING_UTF16_BE;
  assert_text (um_words_import_form (&info, columns),
               "Users are named by their full names in “Column 2”. (Delimiter: “~”; UTF-16)");
  info.layout = UM_IMPORT_LINE;
  assert_text (um_words_import_form (&info, columns),
               "The list is read as addresses one after the other.");
}

/* Each code has a word of its own. */
static void
test_words (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < UM_N_IMPORT_KINDS; i++)
    g_assert_true (g_hash_table_add (seen, (char *) um_words_import_kind (i)));
  for (guint i = 0; i < UM_N_IMPORT_OUTCOMES; i++)
    g_assert_true (g_hash_table_add (seen, (char *) um_words_import_outcome (i)));
  assert_text (um_words_delimiter ('\t'), "tab");
  assert_text (um_words_delimiter (','), "comma");
  assert_text (um_words_delimiter (' '), "blank");
  assert_text (um_words_delimiter ('\0'), "none");
  g_assert_cmpstr (um_words_encoding (UM_ENCODING_UTF8), ==, "UTF-8");
}

static void
test_pairs (void)
{
  UmImportColumn user = { .heading = (char *) "id" }, value = { .sample = (char *) "x" };
  g_autoptr (GPtrArray) columns = g_ptr_array_new ();
  UmPairsInfo info = { .list = { .n_rows = 1214 }, .value_column = 1, .n_users = 1200 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  g_ptr_array_add (columns, &user);
  g_ptr_array_add (columns, &value);
  assert_text (um_words_pairs_form (&info, columns),
               "Users are named in “id”, what they get stands in “Column 2”.");
  info.n_pairs[UM_PAIR_USED] = 1213;
  assert_text (um_words_pairs_summary (&info), "1,200 users · 1 row not used");
  info.n_pairs[UM_PAIR_USED] = 1214;
  assert_text (um_words_pairs_summary (&info), "1,200 users");
  for (guint i = 0; i < UM_N_PAIR_STATES; i++)
    g_assert_true (g_hash_table_add (seen, um_words_pair (i, 12, "%s\n", "x")));
  assert_text (um_words_pair (UM_PAIR_NOT_FOUND, 1200, "zoe@x", ""),
               "Line 1,200: zoe@x isn’t a user of this source");
  assert_text (um_words_pair (UM_PAIR_UNFIT, 7, "zoe@x", "%s"),
               "Line 7: for zoe@x, “%s” can’t be used");
}

static void
test_group_rows (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  UmGroupRow row = { .line = 1200, .other_line = 7, .user = "zoe@x", .group = "%s", .change = "" };

  for (guint i = 0; i < UM_N_GROUP_ROW_STATES; i++)
    {
      row.state = i;
      row.user_state = i == UM_GROUP_ROW_USER ? UM_PAIR_NOT_FOUND : UM_PAIR_USED;
      g_assert_true (g_hash_table_add (seen, um_words_group_row (&row)));
    }
  row.state = UM_GROUP_ROW_NO_GROUP;
  assert_text (um_words_group_row (&row), "Line 1,200: there is no group “%s”");
  row.state = UM_GROUP_ROW_OPPOSITE;
  assert_text (um_words_group_row (&row), "Line 1,200: for zoe@x and %s, line 7 says the opposite");
}

/* People who are to be invited. */
static void
test_people (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  UmPeopleInfo info = { .n_known = 1 };

  for (guint i = 0; i < UM_N_PERSON_STATES; i++)
    g_assert_true (g_hash_table_add (seen, um_words_person (i, 7, "ann\n@x", NULL)));
  assert_text (um_words_person (UM_PERSON_USED, 1200, "ann\n@x", NULL),
               "Line 1,200: ann�@x will be invited.");
  assert_text (um_words_person (UM_PERSON_AGAIN, 2, "ann@x", NULL),
               "Line 2: ann@x is in the list already.");
  assert_text (um_words_person (UM_PERSON_NO_ADDRESS, 2, "", NULL),
               "Line 2: There is no e-mail address.");
  assert_text (um_words_person (UM_PERSON_BAD_ADDRESS, 2, "Ann", NULL),
               "Line 2: “Ann” isn’t an e-mail address.");
  /* What is at fault is told, and not who would get it. */
  assert_text (um_words_person (UM_PERSON_NO_SUCH_PRODUCT, 2, "ann@x", "Jyra"),
               "Line 2: There is no product “Jyra”.");
  assert_text (um_words_person (UM_PERSON_NO_SUCH_GROUP, 2, "ann@x", "qa"),
               "Line 2: There is no group “qa”.");
  assert_text (um_words_person (UM_PERSON_AMBIGUOUS_GROUP, 2, "ann@x", "qa"),
               "Line 2: Several groups are called “qa”.");
  assert_text (um_words_people_summary (&(UmPeopleInfo){ 0 }), "Nobody can be invited.");
  info.n_rows[UM_PERSON_USED] = 1200;
  assert_text (um_words_people_summary (&info), "1,200 people. 1 of them is a user here already.");
  info.n_known = 2;
  info.n_rows[UM_PERSON_AGAIN] = 1;
  info.n_rows[UM_PERSON_NO_ADDRESS] = 1;
  info.n_rows[UM_PERSON_AMBIGUOUS_GROUP] = 2;
  assert_text (um_words_people_summary (&info),
               "1,200 people. 2 of them are users here already. 1 row names somebody again. 3 rows "
               "can’t be used.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/import/summary", test_summary);
  g_test_add_func ("/words/import/form", test_form);
  g_test_add_func ("/words/import/words", test_words);
  g_test_add_func ("/words/import/pairs", test_pairs);
  g_test_add_func ("/words/import/group-rows", test_group_rows);
  g_test_add_func ("/words/import/people", test_people);
  return g_test_run ();
}
