/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of users and groups: what comes of each, and why nothing comes of others. */
#include "um-group-file-private.h"
#include "um-problem.h"

#include <string.h>

#define BOTH_ADD            \
  (UmGroupFileOptions)      \
  {                         \
    TRUE, TRUE, TRUE, FALSE \
  }

/* ---- help ---- */

static UmDirectory *
new_directory (void)
{
  static const UmUser users[] = {
    { .account_id = "712020:a", .name = "Ann Lee", .email = "ann@acme.example" },
    { .account_id = "712020:b", .name = "Bob Ray", .email = "bob@acme.example" },
    { .account_id = "712020:c", .name = "Cyd Fox", .email = "cyd@acme.example" },
    { .account_id = "712020:d", .name = "Ann Lee", .email = "dee@acme.example" },
  };
  static const UmThing groups[] = {
    { .id = "g1", .name = "jira-users", .known = TRUE },
    { .id = "g2", .name = "Büro, Köln", .known = TRUE },
    { .id = "g3", .name = "staff", .parent = "d1", .known = TRUE },
    { .id = "g4", .name = "Staff", .parent = "d2", .known = TRUE },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]);
  return um_directory_builder_end (builder);
}

static UmGroupFile *
read_text (const char *text, UmGroupFileOptions options, GError **error)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const UmImportInput input = { .text = bytes, .name = "the text" };

  return um_group_file_read (directory, &input, &options, NULL, error);
}

/* The pairs of one action: "a g1,b g2". */
static char *
describe_inputs (UmGroupFile *file, gboolean member, GHashTable *only)
{
  g_autoptr (GVariant) inputs = um_group_file_new_inputs (file, member, only);
  g_autoptr (GVariant) pairs = NULL;
  g_autofree const char **values = NULL;

  if (inputs == NULL)
    return g_strdup ("");
  pairs = g_variant_lookup_value (inputs, "pairs", G_VARIANT_TYPE_STRING_ARRAY);
  values = g_variant_get_strv (pairs, NULL);
  for (guint i = 0; values[i] != NULL; i++)
    values[i] += strlen ("712020:");
  return g_strjoinv (",", (char **) values);
}

/* "4:no-group 7:opposite(9)": the rows that aren't used. */
static char *
describe_unused (UmGroupFile *file)
{
  static const char *const words[UM_N_GROUP_ROW_STATES] = {
    "used", "again", "user", "no-group", "ambiguous", "change", "unsaid", "unasked", "opposite",
  };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < um_group_file_get_n_rows (file); i++)
    {
      UmGroupRow row;

      um_group_file_get_row (file, i, &row);
      if (row.state == UM_GROUP_ROW_USED)
        continue;
      g_string_append_printf (text, "%s%u:%s", text->len > 0 ? " " : "", row.line,
                              words[row.state]);
      if (row.state == UM_GROUP_ROW_OPPOSITE)
        g_string_append_printf (text, "(%u)", row.other_line);
    }
  return g_string_free (text, FALSE);
}

static void
assert_read (const char *text,
             UmGroupFileOptions options,
             const char *adds,
             const char *removes,
             const char *unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmGroupFile) file = read_text (text, options, &error);
  g_autofree char *added = NULL, *removed = NULL, *left = NULL;

  g_assert_no_error (error);
  added = describe_inputs (file, TRUE, NULL);
  removed = describe_inputs (file, FALSE, NULL);
  left = describe_unused (file);
  g_assert_cmpstr (added, ==, adds);
  g_assert_cmpstr (removed, ==, removes);
  g_assert_cmpstr (left, ==, unused);
}

/* ---- tests ---- */

static void
test_forms (void)
{
  static const char *const texts[] = {
    "user,group\nann@acme.example,jira-users\nbob@acme.example,\"Büro, Köln\"\n",
    "Group;E-mail\nJIRA-Users;ann@acme.example\nBÜRO, KÖLN;BOB@acme.example\n",
    "712020:a\tg1\n712020:b\tg2\n",
    "\xef\xbb\xbf"
    "E-Mail;Name;Gruppe\r\nann@acme.example;Ann Lee;id:g1\r\n"
    "bob@acme.example;Bob;büro, köln\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_read (texts[i], BOTH_ADD, "a g1,b g2", "", "");
}

static void
test_changes (void)
{
  static const char *const texts[] = {
    "ann@acme.example,jira-users,add\nbob@acme.example,jira-users,Remove\n"
    "cyd@acme.example,g2,remove\n",
    "user,action,group\nann@acme.example,,jira-users\nbob@acme.example,remove,jira-users\n"
    "cyd@acme.example,-,g2\n",
    "jira-users;+;ann@acme.example\njira-users;−;bob@acme.example\ng2;remove;cyd@acme.example\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_read (texts[i], BOTH_ADD, "a g1", "b g1,c g2", "");
}

/* What a row means that doesn't say it, and what rows may not say. */
static void
test_options (void)
{
  const char *text = "ann@acme.example,g1,add\nbob@acme.example,g1,\ncyd@acme.example,g1,remove\n";

  assert_read (text, (UmGroupFileOptions){ TRUE, FALSE, TRUE, FALSE }, "a g1,b g1", "",
               "3:unasked");
  assert_read (text, (UmGroupFileOptions){ FALSE, TRUE, FALSE, TRUE }, "", "b g1,c g1",
               "1:unasked");
  assert_read (text, (UmGroupFileOptions){ TRUE, TRUE, FALSE, FALSE }, "a g1", "c g1", "2:unsaid");
  assert_read (text, (UmGroupFileOptions){ TRUE, TRUE, FALSE, TRUE }, "a g1", "b g1,c g1", "");
}

static void
test_unused (void)
{
  assert_read ("user,group,action\n"
               "zoe@acme.example,g1,add\n"
               "Ann Lee,g1,add\n"
               ",g1,add\n"
               "ann@acme.example,,add\n"
               "ann@acme.example,qa,add\n"
               "ann@acme.example,staff,add\n"
               "ann@acme.example,g1,perhaps\n"
               "\n"
               "bob@acme.example,g1,add\n"
               "bob@acme.example,jira-users,add\n"
               "cyd@acme.example,g1,add\n"
               "712020:c,jira-users,remove\n",
               BOTH_ADD, "b g1", "",
               "2:user 3:user 4:user 5:user 6:no-group 7:ambiguous 8:change 11:again "
               "12:opposite(13) 13:opposite(12)");
}

static void
test_told (void)
{
  g_autoptr (UmGroupFile)
    file = read_text ("user,group\nann@acme.example,Staff\nnobody,g1\n", BOTH_ADD, NULL);
  UmGroupRow row;

  um_group_file_get_row (file, 0, &row);
  g_assert_cmpint (row.state, ==, UM_GROUP_ROW_AMBIGUOUS);
  g_assert_cmpstr (row.group, ==, "Staff: g3, g4");
  g_assert_cmpstr (row.user, ==, "ann@acme.example");
  um_group_file_get_row (file, 1, &row);
  g_assert_cmpint (row.user_state, ==, UM_PAIR_NOT_FOUND);
  g_assert_cmpuint (um_group_file_count_unused (file), ==, 2);
  g_assert_null (um_group_file_new_inputs (file, TRUE, NULL));
}

static void
test_only (void)
{
  g_autoptr (UmGroupFile) file = read_text ("user,group\nbob@acme.example,g1\nann@acme.example,g1\n"
                                            "bob@acme.example,g2\n",
                                            BOTH_ADD, NULL);
  g_autoptr (GHashTable) only = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) ids = um_group_file_dup_account_ids (file);
  g_autofree char *text = NULL;

  g_hash_table_add (only, (gpointer) "712020:b");
  g_hash_table_add (only, (gpointer) "712020:z");
  text = describe_inputs (file, TRUE, only);
  g_assert_cmpstr (text, ==, "b g1,b g2");
  g_assert_cmpuint (ids->len, ==, 2);
  g_assert_cmpstr (ids->pdata[0], ==, "712020:b");
}

/* Columns that somebody chose by hand, and what is told of the file. */
static void
test_form (void)
{
  UmPairsOptions form = UM_PAIRS_OPTIONS_INIT;
  UmGroupFileOptions options = BOTH_ADD;
  const char *text = "mail,group,better,action\nann@acme.example,g1,g2,\n"
                     "bob@acme.example,g1,nowhere,remove\nann@acme.example,g1,g2,add\n";
  g_autoptr (UmGroupFile) found = read_text (text, options, NULL);
  g_autoptr (UmGroupFile) told = NULL;
  g_autofree char *adds = NULL, *unused = NULL;

  g_assert_cmpuint (um_group_file_get_info (found)->value_column, ==, 1);
  g_assert_cmpuint (um_group_file_get_info (found)->n_users, ==, 2);
  g_assert_cmpuint (um_group_file_count_unused (found), ==, 0);
  g_assert_true (um_group_file_is_used (found, 2));
  form.list.column = 0;
  form.column = 2;
  options.form = &form;
  told = read_text (text, options, NULL);
  adds = describe_inputs (told, TRUE, NULL);
  unused = describe_unused (told);
  g_assert_cmpstr (adds, ==, "a g2");
  g_assert_cmpstr (unused, ==, "3:no-group 4:again");
  g_assert_cmpuint (um_group_file_get_info (told)->value_column, ==, 2);
  g_assert_cmpuint (um_group_file_get_info (told)->n_users, ==, 1);
  g_assert_cmpuint (um_group_file_get_info (told)->n_pairs[UM_PAIR_USED], ==, 2);
  g_assert_false (um_group_file_is_used (told, 1));
  g_assert_cmpuint (um_import_pairs_get_columns (um_group_file_get_pairs (told))->len, ==, 4);
}

static void
test_no_table (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text ("", BOTH_ADD, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_IMPORT_EMPTY);
  g_clear_error (&error);
  g_assert_null (read_text ("user\nann@acme.example\n", BOTH_ADD, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_VALUES);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/group-file/forms", test_forms);
  g_test_add_func ("/group-file/changes", test_changes);
  g_test_add_func ("/group-file/options", test_options);
  g_test_add_func ("/group-file/unused", test_unused);
  g_test_add_func ("/group-file/told", test_told);
  g_test_add_func ("/group-file/only", test_only);
  g_test_add_func ("/group-file/form", test_form);
  g_test_add_func ("/group-file/no-table", test_no_table);
  return g_test_run ();
}
