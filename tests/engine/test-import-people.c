/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of people who are to be invited: who is found in which spelling, and what is told of the
 * rest. */
#include "um-import-people-private.h"
#include "um-problem.h"

#include <string.h>

/* ---- help ---- */

static UmDirectory *
new_directory (void)
{
  static const UmUser users[] = {
    { .account_id = "712020:a", .name = "Ann Lee", .email = "ann@acme.example" },
  };
  static const UmThing groups[] = {
    { .id = "g1", .name = "jira-users", .known = TRUE },
    { .id = "g2", .name = "staff", .parent = "d1", .known = TRUE },
    { .id = "g3", .name = "Staff", .parent = "d2", .known = TRUE },
  };
  static const UmThing product = { .id = "jira-software", .name = "Jira", .known = TRUE };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  um_directory_builder_add_user (builder, &users[0]);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]);
  um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &product);
  return um_directory_builder_end (builder);
}

static UmImportPeople *
read_text (const char *text, GError **error)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const UmImportInput input = { .text = bytes, .name = "the text" };

  return um_import_people_read (directory, &input, NULL, error);
}

/* "4:bad-address(Bob)": the rows that aren't used. (transfer full) */
static char *
describe_unused (const UmImportPeople *people)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < um_import_people_get_n (people); i++)
    {
      UmPersonRow row;

      um_import_people_get (people, i, &row);
      if (row.state != UM_PERSON_USED)
        g_string_append_printf (text, "%s%u:%s(%s)", text->len > 0 ? " " : "", row.line,
                                um_person_state_to_nick (row.state),
                                row.detail != NULL ? row.detail : row.text);
    }
  return g_string_free (text, FALSE);
}

/* @addresses: who would be invited, with commas between. */
static void
assert_read (const char *text, const char *addresses, const char *unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPeople) people = read_text (text, &error);
  g_autoptr (GPtrArray) found = NULL;
  g_autofree char *joined = NULL, *left = NULL;

  g_assert_no_error (error);
  found = um_import_people_list_addresses (people);
  g_ptr_array_add (found, NULL);
  joined = g_strjoinv (",", (char **) found->pdata);
  left = describe_unused (people);
  g_assert_cmpstr (joined, ==, addresses);
  g_assert_cmpstr (left, ==, unused);
}

/* ---- tests ---- */

/* Several addresses in a line, whatever stands between them. */
static void
test_lines (void)
{
  static const char *const texts[] = {
    "a@x.example, b@x.example",        "a@x.example,b@x.example\n",
    "a@x.example; b@x.example;",       "a@x.example b@x.example",
    "a@x.example\tb@x.example",        "a@x.example\nb@x.example\n",
    "A@x.example , <b@x.example>\r\n", "Ann Lee <a@x.example>, \"Ray, Bob\" <b@x.example>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_read (texts[i], "a@x.example,b@x.example", "");
}

static void
test_mixed_lines (void)
{
  static const char *const texts[] = {
    "a@x.example, b@x.example\nc@x.example\nd@x.example e@x.example\n",
    "a@x.example,b@x.example;c@x.example\nd@x.example,e@x.example\n",
    "a@x.example; b@x.example, c@x.example\n\n d@x.example;\ne@x.example.\n",
    "E-mail\na@x.example, b@x.example\nc@x.example\nd@x.example; e@x.example\n",
    "E-mail;Name\n\"a@x.example, b@x.example\";team\nc@x.example;Cyd\nd@x.example e@x.example;-\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_read (texts[i], "a@x.example,b@x.example,c@x.example,d@x.example,e@x.example", "");
}

/* A second column of addresses names others, where a header says so. */
static void
test_table (void)
{
  assert_read ("Name,E-mail,Manager\nAnn,a@x.example,m@x.example\nBob,b@x.example,m@x.example\n",
               "a@x.example,b@x.example", "");
}

static void
test_unused (void)
{
  assert_read (
    "E-mail;Products;Groups\n"
    "a@x.example;Jira;jira-users\n"
    ";Jira;\n"
    "Bob;Jira;\n"
    "A@x.example;;\n"
    "c@x.example;Jyra;\n"
    "d@x.example;;qa\n"
    "e@x.example;;staff\n"
    "f@x.example, Gus, g@x.example;;\n",
    "a@x.example",
    "3:no-address() 4:bad-address(Bob) 5:again(A@x.example) 6:no-such-product(Jyra) "
    "7:no-such-group(qa) 8:ambiguous-group(staff) 9:bad-address(f@x.example, Gus, g@x.example)");
  /* What isn't an address isn't left out silently between others either. */
  assert_read ("a@x.example, Kim, b@x.example", "a@x.example,b@x.example", "1:bad-address(Kim)");
}

static void
test_known (void)
{
  g_autoptr (UmImportPeople) people = read_text ("b@x.example, ANN@acme.example", NULL);
  UmPersonRow row;

  g_assert_cmpuint (um_import_people_get_info (people)->n_known, ==, 1);
  g_assert_cmpuint (um_import_people_get_n (people), ==, 2);
  um_import_people_get (people, 0, &row);
  g_assert_cmpuint (row.row, ==, UM_NO_ROW);
  um_import_people_get (people, 1, &row);
  g_assert_cmpuint (row.row, ==, 0);
}

static void
test_no_addresses (void)
{
  static const char *const texts[] = { "Ann Lee\nBob Ray\n", "nobody", "name,group\nAnn,staff\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (texts[i], &error));
      g_assert_error (error, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_ADDRESSES);
      g_assert_cmpstr (error->message, ==, "the text");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/import-people/lines", test_lines);
  g_test_add_func ("/import-people/mixed-lines", test_mixed_lines);
  g_test_add_func ("/import-people/table", test_table);
  g_test_add_func ("/import-people/unused", test_unused);
  g_test_add_func ("/import-people/known", test_known);
  g_test_add_func ("/import-people/no-addresses", test_no_addresses);
  return g_test_run ();
}
