/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of users and values: who gets what, and that each row that isn't used says why. */
#include "um-import-private.h"
#include "um-problem.h"

#include <string.h>

static const char *const headings[] = { "new e-mail", "group", NULL };

/* ---- help ---- */

static UmDirectory *
new_directory (void)
{
  static const UmUser users[] = {
    { .account_id = "712020:a", .name = "Ann Lee", .email = "ann@acme.example" },
    { .account_id = "712020:b", .name = "Bob Ray", .email = "bob@acme.example" },
    { .account_id = "712020:c", .name = "Ann Lee", .email = "ann.lee@acme.example" },
    { .account_id = "712020:d", .name = "José Díaz", .email = "josé@acme.example" },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  return um_directory_builder_end (builder);
}

static gboolean
is_address (const char *value, gpointer data)
{
  return strchr (value, '@') != NULL;
}

static UmPairsOptions
want_addresses (void)
{
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;

  options.headings = headings;
  options.fits = is_address;
  options.single = TRUE;
  return options;
}

static UmImportPairs *
read_text (const char *text, const UmPairsOptions *options, GError **error)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const UmImportInput input = { .text = bytes, .name = "the text" };

  return um_import_pairs_read (directory, &input, options, NULL, error);
}

/* "line:state id=value" for each row; the last letter of the id. */
static char *
describe (UmImportPairs *pairs)
{
  UmDirectory *directory = um_import_pairs_get_directory (pairs);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < um_import_pairs_get_n (pairs); i++)
    {
      const char *id = "?????????";
      UmPair pair;

      um_import_pairs_get (pairs, i, &pair);
      if (pair.row != UM_NO_ROW)
        id = um_directory_get_account_id (directory, pair.row);
      g_string_append_printf (text, "%s%u:%s", i > 0 ? " " : "", pair.line,
                              um_pair_state_to_nick (pair.state));
      if (pair.state == UM_PAIR_USED)
        g_string_append_printf (text, " %c=%s", id[7], pair.value);
    }
  return g_string_free (text, FALSE);
}

static void
assert_rows (const char *text, const UmPairsOptions *options, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPairs) pairs = read_text (text, options, &error);
  g_autofree char *rows = NULL;

  g_assert_no_error (error);
  rows = describe (pairs);
  g_assert_cmpstr (rows, ==, expected);
}

static void
assert_problem (const char *text, const UmPairsOptions *options, int problem, const char *argument)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPairs) pairs = read_text (text, options, &error);

  g_assert_null (pairs);
  g_assert_error (error, UM_PROBLEM, problem);
  g_assert_cmpstr (error->message, ==, argument);
}

/* ---- tests ---- */

/* Users by whatever names them, rows of all kinds, each told with its line. */
static void
test_rows (void)
{
  const UmPairsOptions options = want_addresses ();

  assert_rows ("id,new e-mail\n712020:a,ann@new.example\n\nBOB@acme.example,bob@new.example\n"
               "Jose Diaz,jose@new.example\nAnn Lee,x@new.example\nzoe@acme.example,z@new.example\n"
               ",nobody@new.example\n712020:c,\n712020:c,none\n712020:c\n",
               &options,
               "2:used a=ann@new.example 4:used b=bob@new.example 5:used d=jose@new.example "
               "6:ambiguous 7:not-found 8:no-user 9:no-value 10:unfit 11:no-value");
  /* The apostrophe of an export goes. */
  assert_rows ("id;new e-mail\n712020:a;'=a@x\n\"712020:b\";\"b;@x\"\n", &options,
               "2:used a==a@x 3:used b=b;@x");
}

static void
test_contradictions (void)
{
  UmPairsOptions options = want_addresses ();
  const char *text = "id\tnew e-mail\n712020:a\ta@x\n712020:b\tb@x\nann@acme.example\tA@X\n"
                     "712020:a\ta@y\n712020:a\ta@x\n712020:a\ta@y\nbob ray\tB@x\n";

  assert_rows (text, &options,
               "2:contradicts 3:used b=b@x 4:contradicts 5:contradicts 6:contradicts 7:contradicts "
               "8:again");
  options.single = FALSE;
  assert_rows (text, &options,
               "2:used a=a@x 3:used b=b@x 4:again 5:used a=a@y 6:again 7:again 8:again");
}

static void
test_numbers (void)
{
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPairs) pairs = NULL;
  const UmPairsInfo *info;

  options.headings = headings;
  pairs = read_text ("user,group\n712020:a,x\n712020:a,y\n\n712020:b,x\nzoe,x\n712020:a,X\n",
                     &options, &error);
  g_assert_no_error (error);
  info = um_import_pairs_get_info (pairs);
  g_assert_cmpuint (info->n_users, ==, 2);
  g_assert_cmpuint (info->list.n_rows, ==, 5);
  g_assert_cmpuint (info->list.n_blank, ==, 1);
  g_assert_cmpuint (info->n_pairs[UM_PAIR_USED], ==, 3);
  g_assert_cmpuint (info->n_pairs[UM_PAIR_NOT_FOUND], ==, 1);
  g_assert_cmpuint (info->n_pairs[UM_PAIR_AGAIN], ==, 1);
  g_assert_cmpuint (um_import_pairs_get_columns (pairs)->len, ==, 2);
}

static void
assert_columns (const char *text, const UmPairsOptions *options, guint users, guint values)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPairs) pairs = read_text (text, options, &error);

  g_assert_no_error (error);
  g_test_message ("%s", text);
  g_assert_cmpuint (um_import_pairs_get_info (pairs)->list.column, ==, users);
  g_assert_cmpuint (um_import_pairs_get_info (pairs)->value_column, ==, values);
}

static void
test_columns (void)
{
  UmPairsOptions options = want_addresses ();

  /* Without a header, and nothing but addresses. */
  assert_columns ("ann@acme.example,ann@x\nbob@acme.example,bob@x\n", &options, 0, 1);
  assert_columns ("ann@x;ann@acme.example\nbob@x;bob@acme.example\n", &options, 0, 1);
  /* What goes by a word for it is the value, although it names users. */
  assert_columns ("New E-Mail,old\nann@acme.example,ann@x\nbob@acme.example,bob@x\n", &options, 1,
                  0);
  /* Not the address that the user has now. */
  assert_columns ("id,mail,address\n712020:a,ann@acme.example,ann@x\n", &options, 0, 2);
  assert_columns ("address,mail,id\nann@x,ann@acme.example,712020:a\n", &options, 2, 0);
  /* Of two columns the other one, whatever it holds. */
  assert_columns ("id,address\n712020:a,x\n", &options, 0, 1);

  options.column = 0;
  assert_columns ("a,b,id\nx,ann@x,712020:a\n", &options, 2, 0);
  options.column = -1;
  options.heading = "B";
  assert_columns ("a,b,id\nann@x,x,712020:a\n", &options, 2, 1);
  options.list.heading = "a";
  assert_columns ("a,b,id\nBob Ray,x,712020:a\n", &options, 0, 1);
}

static void
test_problems (void)
{
  UmPairsOptions options = want_addresses ();

  assert_problem ("", &options, UM_PROBLEM_IMPORT_EMPTY, "the text");
  assert_problem ("id,new e-mail\n", &options, UM_PROBLEM_IMPORT_EMPTY, "the text");
  assert_problem ("id\n712020:a\n", &options, UM_PROBLEM_IMPORT_NO_VALUES, "the text");
  assert_problem ("id,a,b\n712020:a,x,y\n", &options, UM_PROBLEM_IMPORT_NO_VALUES, "the text");
  options.lenient = TRUE;
  assert_columns ("id,a,b\n712020:a,x,y\n", &options, 0, 1);
  assert_problem ("id\n712020:a\n", &options, UM_PROBLEM_IMPORT_NO_VALUES, "the text");
  options.lenient = FALSE;
  assert_problem ("a,b\nc,d\n", &options, UM_PROBLEM_IMPORT_NO_COLUMN, "the text");
  assert_problem ("PK\x03\x04zip", &options, UM_PROBLEM_IMPORT_WORKBOOK, "the text");
  options.heading = "Mail";
  assert_problem ("id,a\n712020:a,x@y\n", &options, UM_PROBLEM_IMPORT_BAD_COLUMN, "Mail");
  options.heading = NULL;
  options.column = 2;
  assert_problem ("id,a\n712020:a,x@y\n", &options, UM_PROBLEM_IMPORT_BAD_COLUMN, "3");
  options.column = 0;
  options.list.column = 0;
  assert_problem ("id,a\n712020:a,x@y\n", &options, UM_PROBLEM_IMPORT_NO_VALUES, "the text");
}

/* A user with very many values takes no longer than as many users. */
static void
test_many (void)
{
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;
  g_autoptr (GString) text = g_string_new ("user,group\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportPairs) pairs = NULL;

  options.headings = headings;
  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "712020:a,g%u\n", i % 150000);
  pairs = read_text (text->str, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (um_import_pairs_get_info (pairs)->n_pairs[UM_PAIR_USED], ==, 150000);
  g_assert_cmpuint (um_import_pairs_get_info (pairs)->n_pairs[UM_PAIR_AGAIN], ==, 50000);
  g_assert_cmpuint (um_import_pairs_get_info (pairs)->n_users, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/import-pairs/rows", test_rows);
  g_test_add_func ("/import-pairs/contradictions", test_contradictions);
  g_test_add_func ("/import-pairs/numbers", test_numbers);
  g_test_add_func ("/import-pairs/columns", test_columns);
  g_test_add_func ("/import-pairs/problems", test_problems);
  g_test_add_func ("/import-pairs/many", test_many);
  return g_test_run ();
}
