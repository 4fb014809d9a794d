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
