/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a filter, and how a text becomes a value of one: parser and builders both come here.
 * Stateless, any thread. */

#include "um-filter-private.h"
#include "um-enums.h"

#include <string.h>

/* What kind of thing a key asks for. */
typedef enum
{
  FAMILY_TEXT,
  FAMILY_CODE,
  FAMILY_SET,
  FAMILY_TIME,
  FAMILY_LIST,
} Family;

typedef struct
{
  const char *nick;
  Family family;
  UmColumn column; /* of a text */
  UmSet set;       /* of a set */
} Key;

static const Key keys[UM_N_KEYS] = {
  [UM_KEY_NAME] = { "name", FAMILY_TEXT, .column = UM_COLUMN_NAME },
  [UM_KEY_EMAIL] = { "email", FAMILY_TEXT, .column = UM_COLUMN_EMAIL },
  [UM_KEY_ID] = { "id", FAMILY_TEXT, .column = UM_COLUMN_ID },
  [UM_KEY_STATUS] = { "status", FAMILY_CODE },
  [UM_KEY_TYPE] = { "type", FAMILY_CODE },
  [UM_KEY_MANAGED] = { "managed", FAMILY_CODE },
  [UM_KEY_SYNCED] = { "synced", FAMILY_CODE },
  [UM_KEY_DIRECTORY] = { "directory", FAMILY_SET, .set = UM_SET_DIRECTORIES },
  [UM_KEY_GROUP] = { "group", FAMILY_SET, .set = UM_SET_GROUPS },
  [UM_KEY_PRODUCT] = { "product", FAMILY_SET, .set = UM_SET_PRODUCTS },
  [UM_KEY_ROLE] = { "role", FAMILY_SET, .set = UM_SET_ROLES },
  [UM_KEY_LAST_LOGIN] = { "last-login", FAMILY_TIME },
  [UM_KEY_LOGIN] = { "login", FAMILY_CODE },
  [UM_KEY_ADDED] = { "added", FAMILY_TIME },
  [UM_KEY_LIST] = { "list", FAMILY_LIST },
};

const char *
um_filter_key_to_nick (UmFilterKey key)
{
  g_return_val_if_fail (key < UM_N_KEYS, NULL);

  return keys[key].nick;
}

/* Reads a key in any case of ASCII. */
gboolean
um_filter_key_from_nick (const char *nick, gsize length, UmFilterKey *key)
{
  for (guint i = 0; i < UM_N_KEYS; i++)
    {
      if (strlen (keys[i].nick) != length || g_ascii_strncasecmp (keys[i].nick, nick, length) != 0)
        continue;

      *key = i;
      return TRUE;
    }

  return FALSE;
}

gboolean
um_filter_key_is_text (UmFilterKey key)
{
  return key < UM_N_KEYS && keys[key].family == FAMILY_TEXT;
}

gboolean
um_filter_key_is_time (UmFilterKey key)
{
  return key < UM_N_KEYS && keys[key].family == FAMILY_TIME;
}

gboolean
um_filter_key_get_set (UmFilterKey key, UmSet *set)
{
  if (key >= UM_N_KEYS || keys[key].family != FAMILY_SET)
    return FALSE;

  *set = keys[key].set;
  return TRUE;
}

/* The column that a text key looks at. */
UmColumn
um_filter_key_get_column (UmFilterKey key)
{
  g_return_val_if_fail (um_filter_key_is_text (key), UM_N_COLUMNS);

  return keys[key].column;
}

static gboolean
read_truth (const char *nick, guint *code)
{
  if (strcmp (nick, "yes") == 0)
    *code = UM_YES;
  else if (strcmp (nick, "no") == 0)
    *code = UM_NO;
  else
    return FALSE;

  return TRUE;
}

static gboolean
read_login (const char *nick, guint *code)
{
  if (strcmp (nick, "all") == 0)
    *code = UM_LOGIN_ALL;
  else if (strcmp (nick, "before") == 0)
    *code = UM_LOGIN_BEFORE;
  else if (strcmp (nick, "never") == 0)
    *code = UM_LOGIN_NEVER;
  else
    return FALSE;

  return TRUE;
}

static gboolean
read_code (UmFilterKey key, const char *nick, guint *code)
{
  UmUserStatus status = UM_STATUS_UNKNOWN;
  UmUserType type = UM_TYPE_UNKNOWN;

  if (key == UM_KEY_LOGIN)
    return read_login (nick, code);
  if (key != UM_KEY_STATUS && key != UM_KEY_TYPE)
    return read_truth (nick, code);

  if (key == UM_KEY_STATUS ? !um_user_status_from_nick (nick, &status)
                           : !um_user_type_from_nick (nick, &type))
    return FALSE;

  *code = key == UM_KEY_STATUS ? (guint) status : (guint) type;
  return TRUE;
}

/* Makes the query of a text; FALSE if folding leaves nothing to look for. */
static gboolean
look_for (UmFilterEntry *entry)
{
  entry->query = um_filter_text_new (entry->value.text, entry->value.kind == UM_VALUE_PATTERN);

  return entry->query->pattern || entry->query->needle_length > 0;
}

static gboolean
read_literal (UmFilterEntry *entry, UmFilterKey key, UmFilterSpelling spelling, const char *text)
{
  entry->value.kind = UM_VALUE_TEXT;
  entry->value.text = g_strdup (text);

  if (keys[key].family == FAMILY_SET)
    {
      if (spelling == UM_SPELLING_ID)
        entry->value.kind = UM_VALUE_ID;
      return TRUE;
    }

  if (spelling == UM_SPELLING_ID)
    return FALSE;
  if (keys[key].family == FAMILY_TEXT && spelling == UM_SPELLING_BARE
      && strpbrk (text, "*?") != NULL)
    entry->value.kind = UM_VALUE_PATTERN;

  return look_for (entry);
}

static gboolean
read_fixed (UmFilterEntry *entry, UmFilterKey key, const char *text)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (keys[key].family == FAMILY_TIME)
    return um_filter_time_read (&entry->value, lower);

  entry->value.kind = UM_VALUE_CODE;
  if (!read_code (key, lower, &entry->value.code))
    return FALSE;

  entry->value.text = g_steal_pointer (&lower);
  return TRUE;
}

/* Reads one value of @key, without its quotes and escapes and without a leading id:, into @entry,
 * which must be cleared also where it fails. */
UmFilterFault
um_filter_entry_read (UmFilterEntry *entry,
                      UmFilterKey key,
                      UmFilterSpelling spelling,
                      const char *text)
{
  gboolean literal = keys[key].family == FAMILY_TEXT || keys[key].family == FAMILY_SET
                     || keys[key].family == FAMILY_LIST;
  gboolean fine = FALSE;

  if (text[0] == '\0')
    return UM_FILTER_MISSING_VALUE;
  if (!g_utf8_validate (text, -1, NULL))
    return UM_FILTER_BAD_UTF8;

  if (g_ascii_strcasecmp (text, "unknown") == 0
      && (literal ? spelling == UM_SPELLING_BARE : spelling != UM_SPELLING_ID))
    {
      entry->value.kind = UM_VALUE_UNKNOWN;
      entry->value.text = g_strdup ("unknown");
      return UM_FILTER_FINE;
    }

  if (literal)
    fine = read_literal (entry, key, spelling, text);
  else if (spelling != UM_SPELLING_ID)
    fine = read_fixed (entry, key, text);

  return fine ? UM_FILTER_FINE : UM_FILTER_BAD_VALUE;
}

/* Reads a word likewise. */
UmFilterFault
um_filter_entry_read_word (UmFilterEntry *entry, const char *text)
{
  if (text[0] == '\0')
    return UM_FILTER_MISSING_VALUE;
  if (!g_utf8_validate (text, -1, NULL))
    return UM_FILTER_BAD_UTF8;

  entry->value.kind = UM_VALUE_TEXT;
  entry->value.text = g_strdup (text);

  return look_for (entry) ? UM_FILTER_FINE : UM_FILTER_BAD_VALUE;
}
