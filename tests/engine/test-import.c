/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists matched with users: the same list in many spellings gives the same match, nobody is left
 * out silently, and what is no list gets its problem. */
#include "um-import-private.h"
#include "um-problem.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

/* ---- help ---- */

static UmImport *
import_bytes (UmDirectory *directory,
              const char *bytes,
              gsize size,
              const UmImportOptions *options,
              GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new_static (bytes, size);
  const UmImportInput input = { .text = text, .name = "the text" };

  return um_import_read (directory, &input, options, NULL, error);
}

static UmImport *
import_text (UmDirectory *directory, const char *text)
{
  g_autoptr (GError) error = NULL;
  UmImport *import = import_bytes (directory, text, strlen (text), NULL, &error);

  g_assert_no_error (error);
  return import;
}

static int
import_problem (UmDirectory *directory, const char *bytes, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImport) import = import_bytes (directory, bytes, size, NULL, &error);

  g_assert_null (import);
  g_assert_true (error->domain == UM_PROBLEM);
  g_assert_cmpstr (error->message, ==, "the text");
  return error->code;
}

/* "id=text@line*times …; text@line: candidates …; text@line …" */
static char *
describe (UmImport *import)
{
  UmDirectory *directory = um_import_get_directory (import);
  const UmImportInfo *info = um_import_get_info (import);
  GString *text = g_string_new (NULL);

  for (guint outcome = 0; outcome < UM_N_IMPORT_OUTCOMES; outcome++)
    {
      for (guint i = 0; i < info->n_entries[outcome]; i++)
        {
          UmImportEntry entry;

          um_import_get_entry (import, outcome, i, &entry);
          if (i > 0)
            g_string_append_c (text, ' ');
          if (entry.row != UM_NO_ROW)
            g_string_append_printf (text,
                                    "%s=", um_directory_get_account_id (directory, entry.row));
          g_string_append_printf (text, "%s@%u", entry.text, entry.line);
          if (entry.n_times > 1)
            g_string_append_printf (text, "*%u", entry.n_times);
          for (guint j = 0; j < entry.n_candidates; j++)
            g_string_append_printf (text, "%c%s", j == 0 ? ':' : ',',
                                    um_directory_get_account_id (directory, entry.candidates[j]));
        }
      if (outcome < UM_IMPORT_NOT_FOUND)
        g_string_append (text, "; ");
    }
  return g_string_free (text, FALSE);
}

static UmDirectory *
new_small_directory (void)
{
  static const UmUser users[] = {
    { .account_id = "712020:A", .name = "Ann Lee", .email = "ann@acme.example" },
    { .account_id = "712020:b", .name = "Bob  Ray", .email = "Bob@acme.example" },
    { .account_id = "712020:c", .name = "Ann Lee", .email = "ann.lee@acme.example" },
    { .account_id = "712020:d", .name = "José Díaz", .email = "josé@acme.example" },
    { .account_id = "712020:e", .name = "=Eve", .email = "shared@acme.example" },
    { .account_id = "712020:f", .name = "'=Fay", .email = "Shared@acme.example" },
    { .account_id = "712020:g", .name = "" },
    { .account_id = "712020:h", .name = "Former user" },
    { .account_id = "712020:i", .name = "Former user" },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  return um_directory_builder_end (builder);
}

/* ---- matching ---- */

static void
test_match (void)
{
  static const struct
  {
    const char *text;
    const char *lists;
  } cases[] = {
    { "email\nANN@ACME.EXAMPLE\nbob@acme.example\nzoe@acme.example\n",
      "712020:A=ANN@ACME.EXAMPLE@2 712020:b=bob@acme.example@3; ; zoe@acme.example@4" },
    /* Once by each column would be twice; the same user twice is counted once. */
    { "id\n712020:A\n712020:a\n712020:c\n", "712020:A=712020:A@2*2 712020:c=712020:c@4; ; " },
    { "name\nANN  LEE\nbob ray\nJose Diaz\nann lee\nFormer user",
      "712020:b=bob ray@3 712020:d=Jose Diaz@4; ANN  LEE@2*2:712020:A,712020:c "
      "Former user@6:712020:h,712020:i; " },
    { "name\n=Eve\n'=Eve\n'=Fay\n", "712020:e==Eve@2*2 712020:f='=Fay@4; ; " },
    { "mail\nshared@acme.example", "; shared@acme.example@2:712020:e,712020:f; " },
    /* An accent makes another mailbox, but not another name. */
    { "mail\njose@acme.example\njosé@acme.example\nJOSÉ@acme.example",
      "712020:d=josé@acme.example@3*2; ; jose@acme.example@2" },
    { "712020:b\nann@acme.example\nJosé Díaz\nZoe\n712020:z",
      "712020:b=712020:b@1 712020:A=ann@acme.example@2 712020:d=José Díaz@3; ; Zoe@4 712020:z@5" },
    { "Ann Lee <ann@acme.example>, x@acme.example;\nBob <bob@acme.example>, X <X@acme.example>",
      "712020:A=Ann Lee <ann@acme.example>@1 712020:b=Bob <bob@acme.example>@2; ; "
      "x@acme.example@1*2" },
    { "ann@acme.example; bob@acme.example, 'zoe@x'; cyd@x\n",
      "712020:A=ann@acme.example@1 712020:b=bob@acme.example@1; ; 'zoe@x'@1 cyd@x@1" },
    { "mail,x\n\n,\n ,y\nann@acme.example,\n", "712020:A=ann@acme.example@5; ; " },
    { "mail\n\"bob@acme.example\n", "712020:b=\"bob@acme.example@2; ; " },
  };
  g_autoptr (UmDirectory) directory = new_small_directory ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmImport) import = import_text (directory, cases[i].text);
      g_autofree char *lists = describe (import);

      g_assert_cmpstr (lists, ==, cases[i].lists);
    }
}

static void
test_numbers (void)
{
  g_autoptr (UmDirectory) directory = new_small_directory ();
  g_autoptr (UmImport)
    import = import_text (directory, "Mail;Note\r\n\r\nann@acme.example;1\r\n;2\r\n \t;\r\n"
                                     "ANN@acme.example;3\r\nzoe@x.example;4\r\n"
                                     "Zoe@x.example;5\r\nshared@acme.example;\r\n");
  const UmImportInfo *info = um_import_get_info (import);
  const UmImportColumn *column = um_import_get_columns (import)->pdata[0];

  g_assert_cmpint (info->encoding, ==, UM_ENCODING_UTF8);
  g_assert_cmpint (info->delimiter, ==, ';');
  g_assert_true (info->header);
  g_assert_cmpuint (info->n_rows, ==, 6);
  g_assert_cmpuint (info->n_blank, ==, 3);
  g_assert_cmpuint (info->n_duplicates, ==, 2);
  g_assert_cmpuint (info->n_entries[UM_IMPORT_MATCHED], ==, 1);
  g_assert_cmpuint (info->n_entries[UM_IMPORT_AMBIGUOUS], ==, 1);
  g_assert_cmpuint (info->n_entries[UM_IMPORT_NOT_FOUND], ==, 1);
  g_assert_cmpuint (um_import_get_columns (import)->len, ==, 2);
  g_assert_cmpstr (column->heading, ==, "Mail");
  g_assert_cmpstr (column->sample, ==, "ann@acme.example");
  g_assert_cmpint (column->kind, ==, UM_IMPORT_EMAILS);
  g_assert_cmpuint (column->percent, ==, 40);
}

static void
count_cb (UmImport *import, guint *n_changes)
{
  (*n_changes)++;
}

static char *
join_ids (UmImport *import)
{
  g_autoptr (GPtrArray) ids = um_import_dup_account_ids (import);

  g_ptr_array_add (ids, NULL);
  return g_strjoinv (" ", (char **) ids->pdata);
}

static void
assert_ids (UmImport *import, const char *expected)
{
  g_autofree char *ids = join_ids (import);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_choose (void)
{
  g_autoptr (UmDirectory) directory = new_small_directory ();
  UmImport *import = import_text (directory,
                                  "name\nFormer user\nAnn Lee\nBob Ray\nshared@acme.example\n");
  guint ann = um_directory_find (directory, "712020:c");
  guint other = um_directory_find (directory, "712020:b");
  guint n_changes = 0;
  UmImportEntry entry;

  g_signal_connect (import, "changed", G_CALLBACK (count_cb), &n_changes);
  g_assert_cmpuint (um_import_get_n_open (import), ==, 3);
  assert_ids (import, "712020:b");
  g_assert_false (um_import_choose (import, 1, other));
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_true (um_import_choose (import, 1, ann));
  g_assert_true (um_import_choose (import, 1, ann));
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpuint (um_import_get_n_open (import), ==, 2);
  um_import_get_entry (import, UM_IMPORT_AMBIGUOUS, 1, &entry);
  g_assert_cmpuint (entry.row, ==, ann);
  assert_ids (import, "712020:b 712020:c");
  g_assert_true (um_import_choose (import, 1, um_directory_find (directory, "712020:A")));
  assert_ids (import, "712020:b 712020:A");
  g_assert_true (um_import_choose (import, 1, UM_NO_ROW));
  g_assert_true (um_import_choose (import, 1, UM_NO_ROW));
  g_assert_cmpuint (um_import_get_n_open (import), ==, 3);
  g_assert_cmpuint (n_changes, ==, 3);
  assert_ids (import, "712020:b");
  g_assert_finalize_object (import);
}

/* Two ambiguous entries may be the same user, who is one then, or one who was matched. */
static void
test_chosen_twice (void)
{
  static const UmUser users[] = {
    { .account_id = "1:a", .name = "Ann", .email = "x@acme.example" },
    { .account_id = "1:b", .name = "Ann", .email = "x@acme.example" },
  };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;
  g_autoptr (UmImport) import = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  directory = um_directory_builder_end (builder);
  import = import_text (directory, "1:a\nAnn\nx@acme.example\n");
  g_assert_cmpuint (um_import_get_n_open (import), ==, 2);
  g_assert_true (um_import_choose (import, 0, 1));
  g_assert_true (um_import_choose (import, 1, 1));
  assert_ids (import, "1:a 1:b");
  g_assert_true (um_import_choose (import, 1, 0));
  assert_ids (import, "1:a 1:b");
}

/* ---- one list in many spellings ---- */

#define N_LISTED 5000

static char *
make_id (guint i)
{
  return g_strdup_printf ("712020:%08x-%04x", i * 2654435761u, i);
}

/* All in Latin-1, some with what CSV has to quote. */
static char *
make_name (guint i)
{
  static const char *const firsts[] = { "Ann", "René", "Zoë", "=Eve", "O\"Hara", "-Jo" };

  return g_strdup_printf ("%s %s%u", firsts[i % G_N_ELEMENTS (firsts)],
                          i % 11 == 0 ? "Müller, Dr. " : "Lee ", i);
}

static char *
make_email (guint i)
{
  return g_strdup_printf ("user.%u@acme.example", i);
}

static UmDirectory *
new_large_directory (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < 2 * N_LISTED; i++)
    {
      g_autofree char *id = make_id (i), *name = make_name (i), *email = make_email (i);
      const UmUser user = { .account_id = id, .name = name, .email = email };

      um_directory_builder_add_user (builder, &user);
    }
  return um_directory_builder_end (builder);
}

static void
append_quoted (GString *text, const char *cell)
{
  g_string_append_c (text, '"');
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *p);
    }
  g_string_append_c (text, '"');
}

typedef enum
{
  CELL_ID,
  CELL_EMAIL,
  CELL_NAME,
  CELL_NOTE,
} Cell;

typedef struct
{
  const char *header; /* NULL: there is none */
  const char *cells;  /* of Cell as digits, e.g. "20" */
  const char *delimiter;
  const char *line_end;
  const char *charset; /* for GLib */
  const char *mark;    /* the byte order mark in it */
  gboolean quoted;
  gboolean guarded;    /* apostrophes before formulas */
  gboolean messy;      /* blanks, invisible characters, blank rows, other case */
  const char *pattern; /* instead of cells: how a piece looks, with name and address */
} Spelling;

static char *
make_cell (const Spelling *self, guint i, Cell cell)
{
  g_autofree char *text = NULL;

  switch (cell)
    {
    case CELL_ID:
      text = make_id (i);
      break;
    case CELL_EMAIL:
      text = make_email (i);
      break;
    case CELL_NAME:
      text = make_name (i);
      break;
    case CELL_NOTE:
    default:
      text = g_strdup (i % 2 == 0 ? "left\nin \"May\"" : "");
    }
  if (self->guarded && strchr ("=+-@", *text) != NULL)
    return g_strconcat ("'", text, NULL);
  if (self->messy && cell != CELL_NOTE)
    {
      g_autofree char *upper = i % 3 == 0 ? g_utf8_strup (text, -1) : g_strdup (text);

      return g_strconcat (i % 2 == 0 ? " \xc2\xa0" : "\xe2\x80\x8b", upper, " \xe2\x80\x89\t",
                          NULL);
    }
  return g_steal_pointer (&text);
}

static void
append_row (GString *text, const Spelling *self, guint i)
{
  for (guint j = 0; self->cells[j] != '\0'; j++)
    {
      g_autofree char *cell = make_cell (self, i, self->cells[j] - '0');

      if (j > 0)
        g_string_append (text, self->delimiter);
      if (self->quoted || strpbrk (cell, "\",;\n\t") != NULL)
        append_quoted (text, cell);
      else
        g_string_append (text, cell);
    }
  g_string_append (text, self->line_end);
  if (self->messy && i % 100 == 0)
    g_string_append_printf (text, " %s%s", self->delimiter, self->line_end);
}

static void
append_piece (GString *text, const Spelling *self, guint i)
{
  g_autofree char *name = make_name (i), *email = make_email (i);
  g_autofree char *piece = NULL;

  g_strdelimit (name, "\",", ' ');
  piece = strchr (self->pattern, '<') != NULL ? g_strdup_printf ("%s <%s>", name, email)
                                              : g_strdup (email);
  g_string_append (text, piece);
  g_string_append (text, self->delimiter);
  if (i % 7 == 6)
    g_string_append (text, self->line_end);
}

static GBytes *
spell (const Spelling *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GByteArray *bytes = g_byte_array_new ();
  g_autofree char *converted = NULL;
  gsize size;

  if (self->header != NULL)
    g_string_append_printf (text, "%s%s", self->header, self->line_end);
  for (guint i = 0; i < N_LISTED; i++)
    {
      /* Not in the order of the directory, and some twice. */
      guint user = (i * 7919) % N_LISTED;

      if (self->pattern != NULL)
        append_piece (text, self, user);
      else
        append_row (text, self, user);
      if (self->messy && i % 50 == 0)
        append_row (text, self, user);
    }
  converted = g_convert (text->str, (gssize) text->len, self->charset, "UTF-8", NULL, &size,
                         &error);
  g_assert_no_error (error);
  g_byte_array_append (bytes, (const guint8 *) self->mark, strlen (self->mark));
  g_byte_array_append (bytes, (const guint8 *) converted, size);
  return g_byte_array_free_to_bytes (bytes);
}

static const Spelling spellings[] = {
  { "Account ID,Full Name,E-mail", "021", ",", "\n", "UTF-8", "" },
  { "Full Name,E-mail", "21", ",", "\r\n", "UTF-8", "\xef\xbb\xbf" },
  { "Note\tE-Mail-Adresse\tName", "312", "\t", "\n", "UTF-8", "" },
  { "Nom;Courriel;Remarque", "213", ";", "\r\n", "ISO-8859-1", "", .quoted = TRUE },
  { "Name,Email", "21", ",", "\r\n", "UTF-16LE", "\xff\xfe" },
  { NULL, "213", "\t", "\n", "UTF-16BE", "" },
  { NULL, "1", "", "\r", "UTF-8", "" },
  { NULL, "0", "", "\n", "WINDOWS-1252", "" },
  { NULL, NULL, "; ", "\n", "UTF-8", "", .pattern = "<>" },
  { NULL, NULL, ",", "\n", "UTF-8", "", .pattern = "" },
  { "氏名|メールアドレス", "21", "|", "\n", "UTF-8", "", .messy = TRUE },
  { "sep=;\r\nX;Y;Z", "321", ";", "\r\n", "UTF-16BE", "\xfe\xff", .quoted = TRUE, .messy = TRUE },
  { "# Users of Acme\n# Filter: a, \"b\"\nName,Note", "23", ",", "\n", "UTF-8", "",
    .guarded = TRUE },
  { "Name", "2", "", "\n", "UTF-8", "", .quoted = TRUE, .messy = TRUE },
};

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static void
test_spellings (void)
{
  g_autoptr (UmDirectory) directory = new_large_directory ();

  for (guint i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      g_autoptr (GBytes) bytes = spell (&spellings[i]);
      g_autoptr (GError) error = NULL;
      gsize size;
      const char *data = g_bytes_get_data (bytes, &size);
      g_autoptr (UmImport) import = import_bytes (directory, data, size, NULL, &error);
      g_autoptr (GPtrArray) ids = NULL;
      const UmImportInfo *info;

      g_assert_no_error (error);
      info = um_import_get_info (import);
      g_test_message ("%u: %s, kind %s: %u, %u, %u", i, um_encoding_to_nick (info->encoding),
                      um_import_kind_to_nick (info->kind), info->n_entries[0], info->n_entries[1],
                      info->n_entries[2]);
      ids = um_import_dup_account_ids (import);
      g_assert_cmpuint (info->n_entries[UM_IMPORT_NOT_FOUND], ==, 0);
      g_assert_cmpuint (info->n_entries[UM_IMPORT_AMBIGUOUS], ==, 0);
      g_assert_cmpuint (ids->len, ==, N_LISTED);
      g_assert_cmpuint (info->n_duplicates, ==, spellings[i].messy ? N_LISTED / 50 : 0);
      g_ptr_array_sort (ids, compare_texts);
      for (guint j = 0; j < N_LISTED; j++)
        {
          const char *id = ids->pdata[j];
          guint row = um_directory_find (directory, id);
          UmUser user;

          if (j > 0)
            g_assert_cmpstr (ids->pdata[j - 1], !=, id);
          um_directory_get_user (directory, row, &user);
          g_assert_cmpuint (g_ascii_strtoull (user.email + strlen ("user."), NULL, 10), <,
                            N_LISTED);
        }
    }
}

/* ---- what is shown of it ---- */

static void
test_first_rows (void)
{
  static const struct
  {
    const char *text;
    const char *rows; /* cells by |, rows by / */
  } cases[] = {
    { "# Users of Acme\n\nName; Mail \n;\nAnn Lee;\"ann@acme.example\"\n",
      "Name|Mail/Ann Lee|ann@acme.example" },
    { "sep=|\nid\n712020:c\n", "id/712020:c" },
    { "ann@acme.example, bob@acme.example", "ann@acme.example|bob@acme.example" },
    { "id\n1\n2\n3\n4\n5\n6\n7\n8\n9\n", "id/1/2/3/4/5/6/7" },
  };
  g_autoptr (UmDirectory) directory = new_small_directory ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmImport) import = import_text (directory, cases[i].text);
      g_autoptr (UmImport) copy = um_import_copy (import);
      GPtrArray *rows = um_import_get_first_rows (import);
      g_autoptr (GString) said = g_string_new (NULL);

      g_assert_true (um_import_get_first_rows (copy) == rows);
      for (guint j = 0; j < rows->len; j++)
        {
          g_autofree char *row = g_strjoinv ("|", rows->pdata[j]);

          g_string_append_printf (said, "%s%s", j > 0 ? "/" : "", row);
        }
      g_assert_cmpstr (said->str, ==, cases[i].rows);
    }
}

/* ---- what is no list ---- */

static void
test_problems (void)
{
  g_autoptr (UmDirectory) directory = new_small_directory ();
  g_autoptr (GString) zeros = g_string_new (NULL);
  static const char image[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\6\0\0\0\\r\xa8";
  static const char workbook[] = "PK\x03\x04\x14\0\6\0\x08\0\0\0!\0";

  g_string_append_len (zeros, image, sizeof image);
  for (guint i = 0; i < 100000; i++)
    g_string_append_c (zeros, '\0');
  g_assert_cmpint (import_problem (directory, "", 0), ==, UM_PROBLEM_IMPORT_EMPTY);
  g_assert_cmpint (import_problem (directory, " \n\t\r\n", 5), ==, UM_PROBLEM_IMPORT_EMPTY);
  g_assert_cmpint (import_problem (directory, "\xef\xbb\xbf", 3), ==, UM_PROBLEM_IMPORT_EMPTY);
  g_assert_cmpint (import_problem (directory, "\xff\xfe", 2), ==, UM_PROBLEM_IMPORT_EMPTY);
  g_assert_cmpint (import_problem (directory, "E-mail\r\n", 8), ==, UM_PROBLEM_IMPORT_EMPTY);
  g_assert_cmpint (import_problem (directory, image, sizeof image), ==, UM_PROBLEM_IMPORT_BINARY);
  g_assert_cmpint (import_problem (directory, zeros->str, zeros->len), ==,
                   UM_PROBLEM_IMPORT_BINARY);
  g_assert_cmpint (import_problem (directory, workbook, sizeof workbook), ==,
                   UM_PROBLEM_IMPORT_WORKBOOK);
  g_assert_cmpint (import_problem (directory, "a,b\nc,d\n", 8), ==, UM_PROBLEM_IMPORT_NO_COLUMN);
  g_assert_cmpint (import_problem (directory, "{\"a\": [1, 2]}", 13), ==,
                   UM_PROBLEM_IMPORT_NO_COLUMN);
}

/* A file that begins as a list and goes on as something else. */
static void
test_binary_later (void)
{
  g_autoptr (UmDirectory) directory = new_small_directory ();
  g_autoptr (GString) text = g_string_new ("email\n");

  while (text->len < 300 * 1024)
    g_string_append (text, "ann@acme.example\n");
  for (guint i = 0; i < 300 * 1024; i++)
    g_string_append_c (text, (char) (i % 9));
  g_assert_cmpint (import_problem (directory, text->str, text->len), ==, UM_PROBLEM_IMPORT_BINARY);
}

static int
import_file_problem (UmDirectory *directory, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const UmImportInput input = { .file = file };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmImport) import = um_import_read (directory, &input, NULL, NULL, &error);

  g_assert_null (import);
  g_assert_true (error->domain == UM_PROBLEM);
  g_assert_cmpstr (error->message, ==, path);
  return error->code;
}

static void
test_files (void)
{
  g_autoptr (UmDirectory) directory = new_small_directory ();
  const char *folder = g_get_user_data_dir ();
  g_autofree char *path = g_build_filename (folder, "leavers.of May.csv", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  const UmImportInput input = { .file = file };
  g_autoptr (UmImport) import = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_cmpint (import_file_problem (directory, path), ==, UM_PROBLEM_FILE_FAILED);
  g_assert_cmpint (import_file_problem (directory, folder), ==, UM_PROBLEM_IMPORT_FOLDER);
  /* Nobody writes to it: opening it would never come back. */
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (import_file_problem (directory, pipe), ==, UM_PROBLEM_FILE_FAILED);
  g_assert_cmpint (import_file_problem (directory, "/dev/null"), ==, UM_PROBLEM_IMPORT_EMPTY);
  g_assert_cmpint (import_file_problem (directory, "/dev/zero"), ==, UM_PROBLEM_IMPORT_BINARY);
  g_assert_true (g_file_set_contents (path, "ann@acme.example\n", -1, &error));
  import = um_import_read (directory, &input, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_ids (import, "712020:A");
  g_assert_cmpstr (um_import_get_name (import), ==, "leavers.of May");
}

static void
test_cancelled (void)
{
  g_autoptr (UmDirectory) directory = new_small_directory ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GBytes) text = g_bytes_new_static ("ann@acme.example", 16);
  const UmImportInput input = { .text = text };
  g_autoptr (UmImport) import = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  import = um_import_read (directory, &input, NULL, cancellable, &error);
  g_assert_null (import);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Mutations of lists: a result whose numbers add up, or a problem; nothing else. */
static void
test_mutations (void)
{
#define SEED(text)        \
  {                       \
    text, sizeof text - 1 \
  }
  static const struct
  {
    const char *text;
    gsize size;
  } seeds[] = {
    SEED ("Name,E-mail\r\n\"Lee, Ann\",ann@acme.example\r\nBob,bob@acme.example\r\n"),
    SEED ("Ann Lee <ann@acme.example>; \"Ray, Bob\" <bob@acme.example>\n"),
    SEED ("a\0n\0n\0@\0a\0c\0m\0e\0.\0e\0x\0a\0m\0p\0l\0e\0\n\0"),
    SEED ("712020:A\n712020:b\n# x\nsep=;\n"),
  };
#undef SEED
  g_autoptr (UmDirectory) directory = new_small_directory ();
  guint n_rounds = g_test_slow () ? 50000 : 2000;
  guint n_read = 0;

  for (guint round = 0; round < n_rounds; round++)
    {
      guint seed = g_test_rand_int_range (0, G_N_ELEMENTS (seeds));
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (UmImport) import = NULL;
      g_autoptr (GError) error = NULL;
      guint n_changes = g_test_rand_int_range (0, 8);

      g_byte_array_append (bytes, (const guint8 *) seeds[seed].text, seeds[seed].size);
      for (guint i = 0; i < n_changes && bytes->len > 0; i++)
        {
          guint place = g_test_rand_int_range (0, bytes->len);
          static const char signs[] = "\",;\n\r\t\0@<'\xff\xc3\xfe=#";

          if (g_test_rand_int_range (0, 3) == 0)
            g_byte_array_remove_index (bytes, place);
          else
            bytes->data[place] = g_test_rand_int_range (0, 2) == 0
                                   ? (guint8) g_test_rand_int_range (0, 256)
                                   : (guint8) signs[g_test_rand_int_range (0, sizeof signs - 1)];
        }
      import = import_bytes (directory, (char *) bytes->data, bytes->len, NULL, &error);
      if (import == NULL)
        {
          g_assert_true (error->domain == UM_PROBLEM);
          continue;
        }
      n_read++;
      for (guint outcome = 0; outcome < UM_N_IMPORT_OUTCOMES; outcome++)
        for (guint i = 0; i < um_import_get_info (import)->n_entries[outcome]; i++)
          {
            UmImportEntry entry;

            um_import_get_entry (import, outcome, i, &entry);
            g_assert_true (g_utf8_validate (entry.text, -1, NULL) && *entry.text != '\0');
            g_assert_true ((entry.row != UM_NO_ROW) == (outcome == UM_IMPORT_MATCHED));
            g_assert_true ((entry.n_candidates > 1) == (outcome == UM_IMPORT_AMBIGUOUS));
          }
    }
  g_assert_cmpuint (n_read, >, n_rounds / 6);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/import/match", test_match);
  g_test_add_func ("/import/numbers", test_numbers);
  g_test_add_func ("/import/choose", test_choose);
  g_test_add_func ("/import/chosen-twice", test_chosen_twice);
  g_test_add_func ("/import/spellings", test_spellings);
  g_test_add_func ("/import/first-rows", test_first_rows);
  g_test_add_func ("/import/problems", test_problems);
  g_test_add_func ("/import/binary-later", test_binary_later);
  g_test_add_func ("/import/files", test_files);
  g_test_add_func ("/import/cancelled", test_cancelled);
  g_test_add_func ("/import/mutations", test_mutations);
  return g_test_run ();
}
