/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of reading a list: bytes to characters, characters to rows, cells, headings, and what
 * is guessed from the first rows. */
#include "um-import-guess-private.h"
#include "um-import-rows-private.h"
#include "um-import-text-private.h"
#include "um-problem.h"

#include <string.h>

/* ---- characters ---- */

/* Decodes bytes in pieces of some size. */
static char *
decode (const char *bytes, gsize size, gsize piece, UmImportDecoder *decoder)
{
  GString *text = g_string_new (NULL);

  um_import_decoder_init (decoder, (const guchar *) bytes, size);
  for (gsize i = 0; i < size; i += piece)
    um_import_decoder_feed (decoder, (const guchar *) bytes + i, MIN (piece, size - i),
                            i + piece >= size, text);
  g_assert_true (g_utf8_validate (text->str, text->len, NULL));
  return g_string_free (text, FALSE);
}

static void
test_encodings (void)
{
  static const struct
  {
    const char *bytes;
    gsize size;
    UmEncoding encoding;
    const char *text;
  } cases[] = {
    { "plain", 5, UM_ENCODING_UTF8, "plain" },
    { "Zo\xc3\xab \xe2\x82\xac \xf0\x9f\x98\x80", 13, UM_ENCODING_UTF8, "Zoë € 😀" },
    { "\xef\xbb\xbf"
      "a\xc3\xa9",
      6, UM_ENCODING_UTF8, "aé" },
    { "Zo\xeb,\x80", 5, UM_ENCODING_WINDOWS_1252, "Zoë,€" },
    { "\x93"
      "Ren\xe9\x94 \x8a",
      8, UM_ENCODING_WINDOWS_1252, "“René” Š" },
    { "\xff\xfe"
      "a\0\xe9\0\x3d\xd8\x00\xde",
      10, UM_ENCODING_UTF16_LE, "aé😀" },
    { "\xfe\xff\0a\0\xe9\xd8\x3d\xde\x00", 10, UM_ENCODING_UTF16_BE, "aé😀" },
    { "a\0,\0\xe9\0\n\0", 8, UM_ENCODING_UTF16_LE, "a,é\n" },
    { "\0a\0,\0\xe9\0\n", 8, UM_ENCODING_UTF16_BE, "a,é\n" },
    /* A half of a pair, and a byte too many. */
    { "\xff\xfe"
      "a\0\x3d\xd8"
      "b\0c",
      9, UM_ENCODING_UTF16_LE, "a\357\277\275b\357\277\275" },
    { "\xff\xfe\x00\xde"
      "a\0\x3d\xd8",
      8, UM_ENCODING_UTF16_LE, "\357\277\275a\357\277\275" },
    /* UTF-8 but for one byte. */
    { "\xef\xbb\xbf"
      "\xc3\xa9 \xe9 \xc3",
      9, UM_ENCODING_UTF8, "é é Ã" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece <= cases[i].size; piece++)
      {
        UmImportDecoder decoder;
        g_autofree char *text = decode (cases[i].bytes, cases[i].size, piece, &decoder);

        g_assert_cmpint (decoder.encoding, ==, cases[i].encoding);
        g_assert_cmpstr (text, ==, cases[i].text);
        g_assert_false (um_import_decoder_is_rubbish (&decoder));
      }
}

static void
test_rubbish (void)
{
  guchar bytes[4096];
  UmImportDecoder decoder;
  g_autofree char *of_zeros = NULL;

  for (guint round = 0; round < 200; round++)
    {
      g_autofree char *text = NULL;

      for (guint i = 0; i < sizeof bytes; i++)
        bytes[i] = g_test_rand_int_range (0, 256);
      text = decode ((char *) bytes, sizeof bytes, 1 + round * 7, &decoder);
      /* Behind a byte order mark of UTF-16 nearly everything is a character. */
      if (decoder.encoding == UM_ENCODING_WINDOWS_1252)
        g_assert_true (um_import_decoder_is_rubbish (&decoder));
    }
  memset (bytes, 0, sizeof bytes);
  of_zeros = decode ((char *) bytes, sizeof bytes, 100, &decoder);
  g_assert_true (um_import_decoder_is_rubbish (&decoder));
}

/* ---- rows ---- */

static gboolean
describe_row (const UmImportRow *row, gpointer user_data)
{
  GString *text = user_data;

  if (text->len > 0)
    g_string_append (text, " / ");
  g_string_append_printf (text, "%u:", row->line);
  for (guint i = 0; i < row->n_cells; i++)
    g_string_append_printf (text, "[%s]", row->cells[i]);
  return TRUE;
}

static char *
read_rows (const char *text, char delimiter, gsize piece)
{
  GString *rows = g_string_new (NULL);
  g_autoptr (UmImportRows) reader = um_import_rows_new (delimiter, describe_row, rows);
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i += piece)
    g_assert_true (um_import_rows_feed (reader, text + i, MIN (piece, length - i)));
  g_assert_true (um_import_rows_end (reader));
  return g_string_free (rows, FALSE);
}

static void
test_rows (void)
{
  static const struct
  {
    const char *text;
    char delimiter;
    const char *rows;
  } cases[] = {
    { "", ',', "" },
    { "a", ',', "1:[a]" },
    { "a,b\nc,d\n", ',', "1:[a][b] / 2:[c][d]" },
    { "a,b\r\nc,d\r\n", ',', "1:[a][b] / 2:[c][d]" },
    { "a\rb\r\rc", ',', "1:[a] / 2:[b] / 3:[] / 4:[c]" },
    { "\r\n\n\ra", ',', "1:[] / 2:[] / 3:[] / 4:[a]" },
    { ",\n,,", ',', "1:[][] / 2:[][][]" },
    { "a;b,c", ';', "1:[a][b,c]" },
    { "a,b", '\0', "1:[a,b]" },
    { "\"a,b\",c", ',', "1:[a,b][c]" },
    { "\"a\nb\r\nc\",d\ne", ',', "1:[a\nb\r\nc][d] / 4:[e]" },
    { "\"say \"\"hi\"\"\",\"\"", ',', "1:[say \"hi\"][]" },
    { "\"\"\"\"", ',', "1:[\"]" },
    { "a\"b\"c,d", ',', "1:[a\"b\"c][d]" },
    { "  \"a,b\" ,c", ',', "1:[a,b ][c]" },
    { "\"Lee, Ann\" <ann@x>;b", ';', "1:[Lee, Ann <ann@x>][b]" },
    /* Quotes that are never closed. */
    { "\"a,b\nc,d", ',', "1:[\"a][b] / 2:[c][d]" },
    { "x,\"a\nb,\"\"c\"\"\n\"", ',', "1:[x][a\nb,\"c\"\n]" },
    { "x,\"a\nb,\"\"c\"\"\n", ',', "1:[x][\"a] / 2:[b][c\"\"]" },
    { "\"", ',', "1:[\"]" },
    { "a\n\"", ',', "1:[a] / 2:[\"]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece <= strlen (cases[i].text) + 1; piece++)
      {
        g_autofree char *rows = read_rows (cases[i].text, cases[i].delimiter, piece);

        g_assert_cmpstr (rows, ==, cases[i].rows);
      }
}

static gboolean
count_row (const UmImportRow *row, gpointer user_data)
{
  guint *n_rows = user_data;

  g_assert_cmpuint (row->line, ==, *n_rows + 1);
  for (guint i = 0; i < row->n_cells; i++)
    g_assert_true (g_utf8_validate (row->cells[i], -1, NULL));
  return ++*n_rows < 20000;
}

/* One open quote doesn't swallow the list; too many and too long cells are cut. */
static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new ("\"open\n");
  guint n_rows = 0;
  g_autoptr (UmImportRows) rows = um_import_rows_new (',', count_row, &n_rows);
  g_autoptr (UmImportRows) wide = NULL;
  guint n_wide = 0;

  for (guint i = 0; i < 30000; i++)
    g_string_append (text, "ann,bob\n");
  g_assert_false (um_import_rows_feed (rows, text->str, text->len));
  g_assert_cmpuint (n_rows, ==, 20000);
  wide = um_import_rows_new (',', count_row, &n_wide);
  g_string_truncate (text, 0);
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "ä,");
  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "ß");
  g_string_append (text, "\n\"");
  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "€");
  g_string_append (text, "\"\nlast");
  g_assert_true (um_import_rows_feed (wide, text->str, text->len));
  g_assert_true (um_import_rows_end (wide));
  g_assert_cmpuint (n_wide, ==, 3);
}

/* Whatever comes, in whatever pieces: the same rows, and no more of them than line ends. */
static void
test_random_rows (void)
{
  static const char signs[] = "a\",;\n\r \"\n\"b";

  for (guint round = 0; round < 3000; round++)
    {
      gsize length = g_test_rand_int_range (0, 60);
      g_autofree char *text = g_malloc0 (length + 1);
      g_autofree char *whole = NULL, *pieces = NULL;

      for (gsize i = 0; i < length; i++)
        text[i] = signs[g_test_rand_int_range (0, sizeof signs - 1)];
      whole = read_rows (text, ',', length + 1);
      pieces = read_rows (text, ',', g_test_rand_int_range (1, 7));
      g_assert_cmpstr (whole, ==, pieces);
    }
}

/* ---- cells ---- */

static void
test_cells (void)
{
  static const struct
  {
    const char *cell;
    const char *address;
    guint n_addresses;
  } cases[] = {
    { "ann@x.example", "ann@x.example", 1 },
    { "Ann Lee <ann@x.example>", "ann@x.example", 1 },
    { "Lee, Ann (ann@x.example)", "ann@x.example", 1 },
    { "mailto:ann@x.example", "ann@x.example", 1 },
    { "'ann@x.example'", "ann@x.example", 1 },
    { "o'brien@x.example.", "o'brien@x.example", 1 },
    { "Ann@X.example <ann@x.example>", "Ann@X.example", 2 },
    { "a@x, b@x", NULL, 2 },
    { "@ann", NULL, 0 },
    { "ann@", NULL, 0 },
    { "a@b@c", NULL, 0 },
    { "Ann", NULL, 0 },
    { "", NULL, 0 },
  };
  static const char *const ids[] = { "712020:0f0e-4a", "5b10a2844c20165700ede21g:x", "qm:1:2",
                                     "ug:a-b", "5b10a2844c20165700ede21f" };
  static const char *const no_ids[] = {
    "Ann", "5b10a2844c20165700ede21", "x:y", "12:", "10:30 Uhr", "https://x"
  };
  g_autofree char *trimmed = um_import_cell_trim (
    "\xe2\x80\x8b\xc2\xa0 \tÄnn\xe2\x80\x83 Lee\xef\xbb\xbf \n");
  g_autofree char *nothing = um_import_cell_trim (" \xc2\xa0\xe2\x80\x8e");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *address = um_import_cell_dup_address (cases[i].cell);

      g_assert_cmpstr (address, ==, cases[i].address);
      g_assert_cmpuint (um_import_cell_count_addresses (cases[i].cell), ==, cases[i].n_addresses);
    }
  g_assert_cmpstr (trimmed, ==, "Änn\xe2\x80\x83 Lee");
  g_assert_cmpstr (nothing, ==, "");
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_assert_cmpint (um_import_cell_is_id (ids[i]), ==, i != 1);
  for (guint i = 0; i < G_N_ELEMENTS (no_ids); i++)
    g_assert_false (um_import_cell_is_id (no_ids[i]));
  g_assert_cmpstr (um_import_cell_drop_guard ("'=x"), ==, "=x");
  g_assert_cmpstr (um_import_cell_drop_guard ("'  -x"), ==, "  -x");
  g_assert_cmpstr (um_import_cell_drop_guard ("'@x"), ==, "@x");
  g_assert_null (um_import_cell_drop_guard ("'x"));
  g_assert_null (um_import_cell_drop_guard ("'"));
  g_assert_null (um_import_cell_drop_guard ("=x"));
}

static void
test_headings (void)
{
  static const struct
  {
    const char *cell;
    UmImportKind kind;
    UmHeadingFit fit;
  } cases[] = {
    { "Account ID", UM_IMPORT_IDS, UM_HEADING_EXACT },
    { "account_id", UM_IMPORT_IDS, UM_HEADING_EXACT },
    { "accountId (new)", UM_IMPORT_IDS, UM_HEADING_LIKE },
    { "E-Mail", UM_IMPORT_EMAILS, UM_HEADING_EXACT },
    { "E-MAIL-ADRESSE", UM_IMPORT_EMAILS, UM_HEADING_EXACT },
    { "Correo electronico", UM_IMPORT_EMAILS, UM_HEADING_EXACT },
    { "メールアドレス", UM_IMPORT_EMAILS, UM_HEADING_EXACT },
    { "Электронная почта", UM_IMPORT_EMAILS, UM_HEADING_EXACT },
    { "userEmail2", UM_IMPORT_EMAILS, UM_HEADING_LIKE },
    { "Work e-mail", UM_IMPORT_EMAILS, UM_HEADING_LIKE },
    { "Full name", UM_IMPORT_NAMES, UM_HEADING_EXACT },
    { "Prénom", UM_IMPORT_NAMES, UM_HEADING_NONE },
    { "氏名", UM_IMPORT_NAMES, UM_HEADING_EXACT },
    { "Name of the leaver", UM_IMPORT_NAMES, UM_HEADING_LIKE },
    /* People. */
    { "Ismail Khan", UM_IMPORT_EMAILS, UM_HEADING_NONE },
    { "Nameer Khan", UM_IMPORT_NAMES, UM_HEADING_NONE },
    { "mail@acme.example", UM_IMPORT_EMAILS, UM_HEADING_NONE },
    { "", UM_IMPORT_NAMES, UM_HEADING_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].cell);
      g_assert_cmpint (um_import_heading_fit (cases[i].cell, cases[i].kind), ==, cases[i].fit);
    }
}

/* ---- the form ---- */

static UmDirectory *
new_directory (void)
{
  static const UmUser users[] = {
    { .account_id = "712020:a", .name = "Ann Lee", .email = "ann@acme.example" },
    { .account_id = "712020:b", .name = "Bob Ray", .email = "bob@acme.example" },
    { .account_id = "712020:c", .name = "Lee, Cyd", .email = "cyd@acme.example" },
    { .account_id = "712020:d", .name = "José Díaz" },
    { .account_id = "712020:e", .name = "Mail Room" },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  return um_directory_builder_end (builder);
}

/* "delimiter header column kind", or "line delimiter kind", or the problem. */
static char *
guess (const char *text, const UmImportOptions *options)
{
  const UmImportOptions none = UM_IMPORT_OPTIONS_INIT;
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmImportIndex) index = um_import_index_new (directory);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImportForm) form = um_import_form_guess (
    text, strlen (text), index, options != NULL ? options : &none, "file", &error);
  const UmImportInfo *info;

  if (form == NULL)
    {
      g_assert_true (error->domain == UM_PROBLEM);
      return g_strdup_printf ("problem %d %s", error->code, error->message);
    }
  info = &form->info;
  if (info->layout == UM_IMPORT_LINE)
    return g_strdup_printf ("line %c %s", info->delimiter, um_import_kind_to_nick (info->kind));
  return g_strdup_printf ("%c %d %u %s",
                          info->delimiter == '\t'   ? 't'
                          : info->delimiter != '\0' ? info->delimiter
                                                    : '0',
                          info->header, info->column, um_import_kind_to_nick (info->kind));
}

static void
test_guess (void)
{
  static const struct
  {
    const char *text;
    const char *form;
  } cases[] = {
    { "Name,E-mail\nAnn Lee,ann@acme.example\n", ", 1 1 email" },
    { "Name;E-mail\n\"Lee, Cyd\";cyd@acme.example\nLee, Cyd;x@acme.example\n", "; 1 1 email" },
    { "a\tb\tann@acme.example\nc\td\tbob@acme.example", "t 0 2 email" },
    { "a|712020:a\nb|712020:b\n", "| 0 1 id" },
    { "id,mail\n712020:a,ann@acme.example\n", ", 1 0 id" },
    /* The same without a header: both are sure, and the id is the surer one. */
    { "712020:a,ann@acme.example\n712020:b,bob@acme.example\n", ", 0 0 id" },
    /* Hidden addresses: names are what there is. */
    { "x;Jose Diaz\ny;Bob Ray\nz;Nobody", "; 0 1 name" },
    { "ann@acme.example\nbob@acme.example", "0 0 0 email" },
    { "ann@acme.example", "0 0 0 email" },
    { "Ann Lee <ann@acme.example>\nBob <nobody@acme.example>", "0 0 0 email" },
    /* A comma in all names is no delimiter. */
    { "Lee, Cyd\nRay, Bob\n", "0 0 0 name" },
    { "712020:a\nbob@acme.example\nJosé Díaz\n", "0 0 0 any" },
    { "ann@acme.example, bob@acme.example", "line , email" },
    { "Lee, Ann <ann@acme.example>; Bob <bob@acme.example>;", "line ; email" },
    { "ann@acme.example bob@acme.example\ncyd@acme.example", "line   email" },
    { "712020:a,712020:b", "line , id" },
    { "a@x,b@x\nc@x,d@x\n", "line , email" },
    { "email,manager\nann@acme.example,bob@acme.example\n", ", 1 0 email" },
    { "Manager's e-mail,email\nbob@acme.example,ann@acme.example\n", ", 1 1 email" },
    /* Headings in an unknown tongue; of one column it may be a name. */
    { "Jina,Barua pepe\nAnn Lee,ann@acme.example\nX,bob@acme.example", ", 1 1 email" },
    { "Zoe Missing\nann@acme.example\nbob@acme.example\n", "0 0 0 email" },
    { "sep=|\r\nname|email\r\nAnn|ann@acme.example", "| 1 1 email" },
    { "# Users of Acme\n# Filter: a, b\nAccount ID,Name\n712020:a,Ann\n", ", 1 0 id" },
    { "\n \n;;\nName;Mail\n;;\nAnn Lee;ann@acme.example", "; 1 1 email" },
    /* Only a heading says what it is. */
    { "Full Name\nZoe Missing\n", "0 1 0 name" },
    { "Ismail Khan\nAnn Lee\n", "0 0 0 name" },
    { "Mail Room\nAnn Lee\n", "0 0 0 name" },
    { "Mail List\nAnn Lee\n", "0 1 0 name" },
    { "", "problem" },
    { " \n\xc2\xa0\n", "problem" },
    { "hello world\nnothing here\n", "problem" },
    { "1,2,3\n4,5,6\n", "problem" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = guess (cases[i].text, NULL);

      g_test_message ("%s → %s", cases[i].text, form);
      if (g_str_equal (cases[i].form, "problem"))
        g_assert_true (g_str_has_prefix (form, "problem"));
      else
        g_assert_cmpstr (form, ==, cases[i].form);
    }
}

static void
test_corrected (void)
{
  static const char text[] = "Name,Mail\nAnn Lee,ann@acme.example\n\"x;y\",bob@acme.example\n";
  static const struct
  {
    UmImportOptions options;
    const char *form;
  } cases[] = {
    { { -1, -1, 0, NULL, -1 }, ", 1 0 name" },
    { { -1, -1, -1, "NAME ", -1 }, ", 1 0 name" },
    { { -1, FALSE, -1, NULL, UM_IMPORT_MIXED }, ", 0 1 any" },
    { { ';', -1, -1, NULL, -1 }, "; 1 0 email" },
    { { 0, -1, -1, NULL, UM_IMPORT_EMAILS }, "0 1 0 email" },
    { { '~', -1, -1, NULL, -1 }, "~ 1 0 email" },
  };
  const UmImportOptions far = { -1, -1, 2, NULL, -1 };
  const UmImportOptions other = { -1, -1, -1, "Phone", -1 };
  const UmImportOptions names = { -1, -1, -1, NULL, UM_IMPORT_NAMES };
  g_autofree char *of_far = guess (text, &far);
  g_autofree char *of_other = guess (text, &other);
  g_autofree char *of_names = guess ("hello\nworld\n", &names);
  g_autofree char *expected_far = g_strdup_printf ("problem %d 3", UM_PROBLEM_IMPORT_BAD_COLUMN);
  g_autofree char *expected_other = g_strdup_printf ("problem %d Phone",
                                                     UM_PROBLEM_IMPORT_BAD_COLUMN);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *form = guess (text, &cases[i].options);

      g_assert_cmpstr (form, ==, cases[i].form);
    }
  g_assert_cmpstr (of_far, ==, expected_far);
  g_assert_cmpstr (of_other, ==, expected_other);
  g_assert_cmpstr (of_names, ==, "0 0 0 name");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/import-form/encodings", test_encodings);
  g_test_add_func ("/import-form/rubbish", test_rubbish);
  g_test_add_func ("/import-form/rows", test_rows);
  g_test_add_func ("/import-form/limits", test_limits);
  g_test_add_func ("/import-form/random-rows", test_random_rows);
  g_test_add_func ("/import-form/cells", test_cells);
  g_test_add_func ("/import-form/headings", test_headings);
  g_test_add_func ("/import-form/guess", test_guess);
  g_test_add_func ("/import-form/corrected", test_corrected);
  return g_test_run ();
}
