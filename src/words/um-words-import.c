/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was found out about a list that is imported, and what came of it. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>

/**
 * um_words_encoding:
 * @encoding: how a text's characters are written
 *
 * Returns: (transfer none): its name
 */
const char *
um_words_encoding (UmEncoding encoding)
{
  switch (encoding)
    {
    case UM_ENCODING_UTF16_LE:
    case UM_ENCODING_UTF16_BE:
      return _ ("UTF-16");
    case UM_ENCODING_WINDOWS_1252:
      return _ ("Windows-1252 (Latin-1)");
    case UM_ENCODING_UTF8:
    case UM_N_ENCODINGS:
    default:
      return _ ("UTF-8");
    }
}

/**
 * um_words_import_kind:
 * @kind: by what cells name users
 *
 * Returns: (transfer none): what a column of it holds, for a choice
 */
const char *
um_words_import_kind (UmImportKind kind)
{
  switch (kind)
    {
    case UM_IMPORT_IDS:
      return _ ("Account IDs");
    case UM_IMPORT_EMAILS:
      return _ ("E-mail addresses");
    case UM_IMPORT_NAMES:
      return _ ("Full names");
    case UM_IMPORT_MIXED:
    case UM_N_IMPORT_KINDS:
    default:
      return _ ("Any of these");
    }
}

/**
 * um_words_import_outcome:
 * @outcome: one of the three lists
 *
 * Returns: (transfer none): its heading
 */
const char *
um_words_import_outcome (UmImportOutcome outcome)
{
  switch (outcome)
    {
    case UM_IMPORT_MATCHED:
      return _ ("Matched");
    case UM_IMPORT_AMBIGUOUS:
      return _ ("Ambiguous");
    case UM_IMPORT_NOT_FOUND:
    case UM_N_IMPORT_OUTCOMES:
    default:
      return _ ("Not found");
    }
}

/**
 * um_words_delimiter:
 * @delimiter: what stands between two cells; 0: a row is one cell
 *
 * Returns: (transfer full): its name
 */
char *
um_words_delimiter (char delimiter)
{
  const char sign[] = { delimiter, '\0' };

  switch (delimiter)
    {
    case '\0':
      return g_strdup (_ ("none"));
    case ',':
      return g_strdup (_ ("comma"));
    case ';':
      return g_strdup (_ ("semicolon"));
    case '\t':
      return g_strdup (_ ("tab"));
    case ' ':
      return g_strdup (_ ("blank"));
    default:
      /* Translators: %s is a character */
      return um_words_fill (_ ("“%s”"), sign);
    }
}

/**
 * um_words_import_column:
 * @column: a column of a list
 * @number: which it is, from 0
 *
 * Returns: (transfer full): its heading, or its number where it has none
 */
char *
um_words_import_column (const UmImportColumn *column, guint number)
{
  g_autofree char *digits = um_words_number (number + 1);

  if (column->heading != NULL && *column->heading != '\0')
    return um_words_clean (column->heading);
  /* Translators: %s is a number */
  return um_words_fill (_ ("Column %s"), digits);
}

static const char *
get_kind_sentence (UmImportKind kind)
{
  switch (kind)
    {
    case UM_IMPORT_IDS:
      /* Translators: %s is the heading of a column, or "Column 2" */
      return _ ("Users are named by their account IDs in “%s”.");
    case UM_IMPORT_EMAILS:
      /* Translators: %s is the heading of a column, or "Column 2" */
      return _ ("Users are named by their e-mail addresses in “%s”.");
    case UM_IMPORT_NAMES:
      /* Translators: %s is the heading of a column, or "Column 2" */
      return _ ("Users are named by their full names in “%s”.");
    case UM_IMPORT_MIXED:
    case UM_N_IMPORT_KINDS:
    default:
      /* Translators: %s is the heading of a column, or "Column 2" */
      return _ ("Users are named by account IDs, e-mail addresses or full names in “%s”.");
    }
}

/**
 * um_words_import_form:
 * @info: what was found out
 * @columns: (element-type UmImportColumn): the columns of the list
 *
 * Returns: (transfer full): a sentence on how the list is read, to be checked by who knows it
 */
char *
um_words_import_form (const UmImportInfo *info, GPtrArray *columns)
{
  g_autofree char *column = NULL, *delimiter = NULL, *sentence = NULL;

  if (info->layout == UM_IMPORT_LINE)
    return g_strdup (_ ("The list is read as addresses one after the other."));
  if (columns->len < 2)
    return g_strdup (_ ("The list is read as one user a line."));
  column = um_words_import_column (columns->pdata[info->column], info->column);
  delimiter = um_words_delimiter (info->delimiter);
  sentence = um_words_fill (get_kind_sentence (info->kind), column);
  /* Translators: the first %s is a whole sentence, the second the name of a character such as
   * "comma", the third an encoding such as "UTF-8" */
  return g_strdup_printf (_ ("%s (Delimiter: %s; %s)"), sentence, delimiter,
                          um_words_encoding (info->encoding));
}

static void
append_part (GString *text, const char *word, guint number)
{
  g_autofree char *digits = um_words_number (number);

  g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", digits, word);
}

/**
 * um_words_import_summary:
 * @info: what came of it
 * @n_open: how many of the ambiguous nobody is chosen for
 *
 * Returns: (transfer full): "4,900 matched · 60 ambiguous (12 open) · 40 not found · 7 named again"
 */
char *
um_words_import_summary (const UmImportInfo *info, guint n_open)
{
  GString *text = g_string_new (NULL);
  g_autofree char *open = um_words_number (n_open);

  /* Translators: a number stands before it: how many users were found */
  append_part (text, _ ("matched"), info->n_entries[UM_IMPORT_MATCHED]);
  if (info->n_entries[UM_IMPORT_AMBIGUOUS] > 0)
    {
      /* Translators: a number stands before it: how many texts stand for several users */
      append_part (text, _ ("ambiguous"), info->n_entries[UM_IMPORT_AMBIGUOUS]);
      /* Translators: %s is the number of those that nobody is chosen for yet */
      g_string_append_printf (text, _ (" (%s open)"), open);
    }
  /* Translators: a number stands before it: how many texts stand for nobody */
  append_part (text, _ ("not found"), info->n_entries[UM_IMPORT_NOT_FOUND]);
  if (info->n_duplicates > 0)
    /* Translators: a number stands before it: how many rows name a user whom another names */
    append_part (text, _ ("named again"), info->n_duplicates);
  return g_string_free (text, FALSE);
}

/* ---- rows of a user and a value ---- */

/**
 * um_words_pairs_form:
 * @info: what was found out
 * @columns: (element-type UmImportColumn): the columns of the list
 *
 * Returns: (transfer full): a sentence on which columns say what, to be checked by who knows them
 */
char *
um_words_pairs_form (const UmPairsInfo *info, GPtrArray *columns)
{
  g_autofree char *users = NULL, *values = NULL;

  users = um_words_import_column (columns->pdata[info->list.column], info->list.column);
  values = um_words_import_column (columns->pdata[info->value_column], info->value_column);
  /* Translators: both are headings of columns of a table, or "Column 2" */
  return g_strdup_printf (_ ("Users are named in “%s”, what they get stands in “%s”."), users,
                          values);
}

/**
 * um_words_pairs_summary:
 * @info: what came of it
 *
 * Returns: (transfer full): "1,200 users · 14 rows not used"
 */
char *
um_words_pairs_summary (const UmPairsInfo *info)
{
  guint n_unused = info->list.n_rows - info->n_pairs[UM_PAIR_USED];
  g_autofree char *users = um_words_users (info->n_users);
  g_autofree char *digits = um_words_number (n_unused);
  g_autofree char *unused = NULL;

  if (n_unused == 0)
    return g_steal_pointer (&users);
  /* Translators: %s is a number: how many rows of a file nothing comes of */
  unused = um_words_fill (ngettext ("%s row not used", "%s rows not used", n_unused), digits);
  return g_strdup_printf ("%s · %s", users, unused);
}

static char *
describe_pair (UmPairState state, const char *user, const char *value)
{
  switch (state)
    {
    case UM_PAIR_USED:
      /* Translators: what names a user → what is given to him */
      return g_strdup_printf (_ ("%s → %s"), user, value);
    case UM_PAIR_NO_USER:
      return g_strdup (_ ("it doesn’t name a user"));
    case UM_PAIR_NOT_FOUND:
      /* Translators: %s is what names a user */
      return um_words_fill (_ ("%s isn’t a user of this source"), user);
    case UM_PAIR_AMBIGUOUS:
      /* Translators: %s is what names a user */
      return um_words_fill (_ ("several users go by %s"), user);
    case UM_PAIR_NO_VALUE:
      /* Translators: %s is what names a user */
      return um_words_fill (_ ("nothing stands there for %s"), user);
    case UM_PAIR_UNFIT:
      /* Translators: what names a user, and what he can't be given */
      return g_strdup_printf (_ ("for %s, “%s” can’t be used"), user, value);
    case UM_PAIR_AGAIN:
      /* Translators: %s is what names a user */
      return um_words_fill (_ ("an earlier row says the same for %s"), user);
    case UM_PAIR_CONTRADICTS:
    case UM_N_PAIR_STATES:
    default:
      /* Translators: what names a user, and what one row says */
      return g_strdup_printf (_ ("for %s, this says “%s” and another row something else"), user,
                              value);
    }
}

/**
 * um_words_pair:
 * @state: what becomes of a row
 * @line: of the file
 * @user: what names its user
 * @value: what it says of him
 *
 * Returns: (transfer full): "Line 12: zoe@acme.example isn’t a user of this source"
 */
char *
um_words_pair (UmPairState state, guint line, const char *user, const char *value)
{
  g_autofree char *clean_user = um_words_clean (user);
  g_autofree char *clean_value = um_words_clean (value);
  g_autofree char *digits = um_words_number (line);
  g_autofree char *sentence = describe_pair (state, clean_user, clean_value);

  /* Translators: the number of a line of a file, and a sentence about it */
  return g_strdup_printf (_ ("Line %s: %s"), digits, sentence);
}

/* ---- rows of a user and a group ---- */

static char *
describe_group_row (const UmGroupRow *row, const char *user, const char *group)
{
  g_autofree char *change = um_words_clean (row->change);
  g_autofree char *other = um_words_number (row->other_line);

  switch (row->state)
    {
    case UM_GROUP_ROW_NO_GROUP:
      /* Translators: %s is what names a group */
      return um_words_fill (_ ("there is no group “%s”"), group);
    case UM_GROUP_ROW_AMBIGUOUS:
      /* Translators: %s is a name that several groups bear, and their ids */
      return um_words_fill (_ ("several groups bear the name; write one of the ids: %s"), group);
    case UM_GROUP_ROW_CHANGE:
      /* Translators: %s is a word; “add” and “remove” are not translated */
      return um_words_fill (_ ("“%s” is neither “add” nor “remove”"), change);
    case UM_GROUP_ROW_UNSAID:
      /* Translators: what names a user, a group */
      return g_strdup_printf (_ ("whether to add %s to %s or to remove isn’t said"), user, group);
    case UM_GROUP_ROW_UNASKED:
      /* Translators: %s is “add” or “remove” as the row says it */
      return um_words_fill (_ ("“%s” isn’t what is to be done"), change);
    case UM_GROUP_ROW_OPPOSITE:
      /* Translators: what names a user, a group, the number of a line */
      return g_strdup_printf (_ ("for %s and %s, line %s says the opposite"), user, group, other);
    case UM_GROUP_ROW_AGAIN:
      /* Translators: %s is what names a user */
      return um_words_fill (_ ("an earlier row says the same for %s"), user);
    case UM_GROUP_ROW_USER:
    case UM_GROUP_ROW_USED:
    case UM_N_GROUP_ROW_STATES:
    default:
      return describe_pair (row->user_state, user, group);
    }
}

/**
 * um_words_group_row:
 * @row: a row of a user and a group
 *
 * Returns: (transfer full): "Line 12: there is no group “qa”"
 */
char *
um_words_group_row (const UmGroupRow *row)
{
  g_autofree char *user = um_words_clean (row->user);
  g_autofree char *group = um_words_clean (row->group);
  g_autofree char *digits = um_words_number (row->line);
  g_autofree char *sentence = describe_group_row (row, user, group);

  /* Translators: the number of a line of a file, and a sentence about it */
  return g_strdup_printf (_ ("Line %s: %s"), digits, sentence);
}

/* ---- people who are to be invited ---- */

/* With %s for what names the person, or for what the person would get. */
static const char *
person_sentence (UmPersonState state)
{
  switch (state)
    {
    case UM_PERSON_AGAIN:
      /* Translators: %s is an e-mail address */
      return _ ("%s is in the list already.");
    case UM_PERSON_NO_ADDRESS:
      return _ ("There is no e-mail address.");
    case UM_PERSON_BAD_ADDRESS:
      /* Translators: %s is what stands in the place of an e-mail address */
      return _ ("“%s” isn’t an e-mail address.");
    case UM_PERSON_NO_SUCH_PRODUCT:
      /* Translators: %s is what stands in the place of a product */
      return _ ("There is no product “%s”.");
    case UM_PERSON_AMBIGUOUS_PRODUCT:
      /* Translators: %s is a product such as Confluence */
      return _ ("Several sites have the product “%s”: name it with its site.");
    case UM_PERSON_NO_SUCH_GROUP:
      /* Translators: %s is what stands in the place of a group */
      return _ ("There is no group “%s”.");
    case UM_PERSON_AMBIGUOUS_GROUP:
      /* Translators: %s is the name of a group */
      return _ ("Several groups are called “%s”.");
    case UM_PERSON_USED:
    default:
      /* Translators: %s is an e-mail address */
      return _ ("%s will be invited.");
    }
}

/**
 * um_words_person:
 * @state: what becomes of the row
 * @line: where it begins
 * @text: what names the person
 * @detail: (nullable): the product or group that is at fault
 *
 * Returns: (transfer full): the same in words
 */
char *
um_words_person (UmPersonState state, guint line, const char *text, const char *detail)
{
  g_autofree char *about = um_words_clean (detail != NULL ? detail : text);
  g_autofree char *digits = um_words_number (line);
  g_autofree char *sentence = um_words_fill (person_sentence (state), about);

  /* Translators: the number of a line of a file, and a sentence about it */
  return g_strdup_printf (_ ("Line %s: %s"), digits, sentence);
}

/**
 * um_words_people_summary:
 * @info: the numbers of a list of people who are to be invited
 *
 * Returns: (transfer full): "12 people. 2 of them are users here already. 1 row can’t be used."
 */
char *
um_words_people_summary (const UmPeopleInfo *info)
{
  GString *text = g_string_new (NULL);
  guint n_wrong = 0;

  for (guint i = UM_PERSON_NO_ADDRESS; i < UM_N_PERSON_STATES; i++)
    n_wrong += info->n_rows[i];
  if (info->n_rows[UM_PERSON_USED] == 0)
    g_string_append (text, _ ("Nobody can be invited."));
  um_words_append_count (
    text, " ", /* Translators: %s is a number */
    g_dngettext (GETTEXT_PACKAGE, "%s person.", "%s people.", info->n_rows[UM_PERSON_USED]),
    info->n_rows[UM_PERSON_USED]);
  um_words_append_count (text, " ", /* Translators: %s is a number of people */
                         g_dngettext (GETTEXT_PACKAGE, "%s of them is a user here already.",
                                      "%s of them are users here already.", info->n_known),
                         info->n_known);
  um_words_append_count (text, " ", /* Translators: %s is a number of rows of a list */
                         g_dngettext (GETTEXT_PACKAGE, "%s row names somebody again.",
                                      "%s rows name somebody again.",
                                      info->n_rows[UM_PERSON_AGAIN]),
                         info->n_rows[UM_PERSON_AGAIN]);
  um_words_append_count (
    text, " ", /* Translators: %s is a number of rows of a list */
    g_dngettext (GETTEXT_PACKAGE, "%s row can’t be used.", "%s rows can’t be used.", n_wrong),
    n_wrong);
  return g_string_free (text, FALSE);
}
