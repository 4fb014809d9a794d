/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of an import's enumerations, as JSON and the command line have them. Constant data, any
 * thread. */
#include "um-import-info.h"

static const char *const encodings[UM_N_ENCODINGS] = {
  [UM_ENCODING_UTF8] = "utf-8",
  [UM_ENCODING_UTF16_LE] = "utf-16le",
  [UM_ENCODING_UTF16_BE] = "utf-16be",
  [UM_ENCODING_WINDOWS_1252] = "windows-1252",
};

static const char *const kinds[UM_N_IMPORT_KINDS] = {
  [UM_IMPORT_IDS] = "id",
  [UM_IMPORT_EMAILS] = "email",
  [UM_IMPORT_NAMES] = "name",
  [UM_IMPORT_MIXED] = "any",
};

static const char *const outcomes[UM_N_IMPORT_OUTCOMES] = {
  [UM_IMPORT_MATCHED] = "matched",
  [UM_IMPORT_AMBIGUOUS] = "ambiguous",
  [UM_IMPORT_NOT_FOUND] = "not-found",
};

static const char *const pair_states[UM_N_PAIR_STATES] = {
  [UM_PAIR_USED] = "used",           [UM_PAIR_NO_USER] = "no-user",
  [UM_PAIR_NOT_FOUND] = "not-found", [UM_PAIR_AMBIGUOUS] = "ambiguous",
  [UM_PAIR_NO_VALUE] = "no-value",   [UM_PAIR_UNFIT] = "unfit",
  [UM_PAIR_AGAIN] = "again",         [UM_PAIR_CONTRADICTS] = "contradicts",
};

/**
 * um_encoding_to_nick:
 * @encoding: how a text's characters are written
 *
 * Returns: (transfer none): a static string
 */
const char *
um_encoding_to_nick (UmEncoding encoding)
{
  g_return_val_if_fail (encoding < UM_N_ENCODINGS, NULL);

  return encodings[encoding];
}

/**
 * um_import_kind_to_nick:
 * @kind: by what cells name users
 *
 * Returns: (transfer none): a static string
 */
const char *
um_import_kind_to_nick (UmImportKind kind)
{
  g_return_val_if_fail (kind < UM_N_IMPORT_KINDS, NULL);

  return kinds[kind];
}

/**
 * um_import_kind_from_nick:
 * @nick: (nullable): a word from outside
 * @kind: (out): the kind; untouched where the word isn't known
 *
 * Returns: whether @nick is the word of a kind
 */
gboolean
um_import_kind_from_nick (const char *nick, UmImportKind *kind)
{
  for (guint i = 0; nick != NULL && i < UM_N_IMPORT_KINDS; i++)
    if (g_str_equal (kinds[i], nick))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/**
 * um_import_outcome_to_nick:
 * @outcome: what became of a cell
 *
 * Returns: (transfer none): a static string
 */
const char *
um_import_outcome_to_nick (UmImportOutcome outcome)
{
  g_return_val_if_fail (outcome < UM_N_IMPORT_OUTCOMES, NULL);

  return outcomes[outcome];
}

/**
 * um_pair_state_to_nick:
 * @state: what became of a row
 *
 * Returns: (transfer none): a static string
 */
const char *
um_pair_state_to_nick (UmPairState state)
{
  g_return_val_if_fail (state < UM_N_PAIR_STATES, NULL);

  return pair_states[state];
}

/**
 * um_person_state_to_nick:
 * @state: what becomes of a row that names somebody who is to be invited
 *
 * Returns: (transfer none): a static string
 */
const char *
um_person_state_to_nick (UmPersonState state)
{
  static const char *const states[UM_N_PERSON_STATES] = {
    [UM_PERSON_USED] = "used",
    [UM_PERSON_AGAIN] = "again",
    [UM_PERSON_NO_ADDRESS] = "no-address",
    [UM_PERSON_BAD_ADDRESS] = "bad-address",
    [UM_PERSON_NO_SUCH_PRODUCT] = "no-such-product",
    [UM_PERSON_AMBIGUOUS_PRODUCT] = "ambiguous-product",
    [UM_PERSON_NO_SUCH_GROUP] = "no-such-group",
    [UM_PERSON_AMBIGUOUS_GROUP] = "ambiguous-group",
  };

  g_return_val_if_fail (state < UM_N_PERSON_STATES, NULL);

  return states[state];
}
