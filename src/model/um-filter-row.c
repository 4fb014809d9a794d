/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filter means, for one user at a time: Kleene's logic on the tree. um-filter-evaluate.c
 * gives the same answers for all users at once. Stateless, any thread. An answer is a no only where
 * it is known to be one:
 *
 * - A word looks at what is shown: yes if the folded name, e-mail or id holds it, else no. It is
 * never unknown, so that NOT of a word also finds users whose e-mail is hidden.
 * - name, email, id: unknown where there is no text, or folding leaves nothing of it (a hidden
 * e-mail, a nameless user); else whether the folded text holds the value or is like the pattern.
 * - status:, value above and the user's status at the left; "inactive" is Jira's active:false,
 * which stands for any of the five that aren't active, so only active and inactive are told from
 * it:
 *
 *                  active  suspended  deactivated  deleted  former  no-access  inactive
 *     active       yes     no         no           no       no      no         no
 *     suspended    no      yes        no           no       no      no         yes
 *     deactivated  no      no         yes          no       no      no         yes
 *     deleted      no      no         no           yes      no      no         yes
 *     former       no      no         no           no       yes     no         yes
 *     no-access    no      no         no           no       no      yes        no
 *     inactive     no      unknown    unknown      unknown  unknown unknown    yes
 *     unknown      unknown for all seven
 *
 * - type, managed, synced: unknown where the source doesn't say; else whether it is the value.
 * - directory, group, product, role: um_directory_is_member () of any thing that bears the name.
 * - login:all is yes for everyone; before and never are unknown where the last login is.
 * - last-login, added: unknown where the time is. Somebody who never logged in did so neither
 * before nor after any time: a no, for ages too; login:never finds them.
 * - list: whether the list holds the account id.
 * - key:unknown: yes where the above is unknown for the want of the fact itself, else no. For a set
 * it is yes where a thing of which nobody knows might hold the user, and in a set without any
 * thing, for no source has users and no groups, directories, products or roles: they weren't read.
 */

#include "um-filter-private.h"

static UmTruth
truth (gboolean fact)
{
  return fact ? UM_YES : UM_NO;
}

/* Whether a status is the one asked for; not for key:unknown. */
static UmTruth
status_truth (UmUserStatus wanted, UmUserStatus status)
{
  if (status == UM_STATUS_UNKNOWN)
    return UM_UNKNOWN;
  if (status == wanted)
    return UM_YES;
  if (status == UM_STATUS_INACTIVE)
    return wanted == UM_STATUS_ACTIVE ? UM_NO : UM_UNKNOWN;
  if (wanted == UM_STATUS_INACTIVE)
    return truth (status != UM_STATUS_ACTIVE && status != UM_STATUS_NO_ACCESS);

  return UM_NO;
}

/* Whether the fact that @key asks for, as a code, is what @value says. */
UmTruth
um_filter_code_truth (UmFilterKey key, const UmFilterValue *value, guint code)
{
  guint unknown = key == UM_KEY_STATUS ? (guint) UM_STATUS_UNKNOWN
                  : key == UM_KEY_TYPE ? (guint) UM_TYPE_UNKNOWN
                                       : (guint) UM_UNKNOWN;

  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (code == unknown);
  if (key == UM_KEY_STATUS)
    return status_truth (value->code, code);
  if (code == unknown)
    return UM_UNKNOWN;

  return truth (code == value->code);
}

static UmTruth
login_truth (const UmFilterValue *value, gint64 last_login)
{
  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (last_login == UM_TIME_UNKNOWN);
  if (value->code == UM_LOGIN_ALL)
    return UM_YES;
  if (last_login == UM_TIME_UNKNOWN)
    return UM_UNKNOWN;

  return truth ((last_login == UM_TIME_NEVER) == (value->code == UM_LOGIN_NEVER));
}

/* The fact that a key asks for as a code. */
static guint
get_code (UmFilterKey key, const UmDirectory *directory, guint row)
{
  switch ((guint) key)
    {
    case UM_KEY_STATUS:
      return um_directory_get_status (directory, row);
    case UM_KEY_TYPE:
      return um_directory_get_user_type (directory, row);
    case UM_KEY_MANAGED:
      return um_directory_get_managed (directory, row);
    case UM_KEY_SYNCED:
      return um_directory_get_synced (directory, row);
    default:
      g_return_val_if_reached (0);
    }
}

static UmTruth
time_truth (const UmFilterValue *value, const UmFilterContext *context, gint64 time)
{
  gint64 first, last;

  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (time == UM_TIME_UNKNOWN);
  if (time == UM_TIME_UNKNOWN)
    return UM_UNKNOWN;

  um_filter_time_bounds (value, context, &first, &last);
  return truth (time >= first && time <= last);
}

static UmTruth
text_truth (const UmFilterEntry *entry, UmFilterKey key, const UmDirectory *directory, guint row)
{
  gsize length;
  const char *folded = um_directory_get_folded (directory, row, um_filter_key_get_column (key),
                                                &length);

  if (entry->value.kind == UM_VALUE_UNKNOWN)
    return truth (length == 0);
  if (length == 0)
    return UM_UNKNOWN;

  return truth (um_filter_text_matches (entry->query, folded, length));
}

static UmTruth
word_truth (const UmFilterEntry *entry, const UmDirectory *directory, guint row)
{
  static const UmColumn columns[] = { UM_COLUMN_NAME, UM_COLUMN_EMAIL, UM_COLUMN_ID };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gsize length;
      const char *folded = um_directory_get_folded (directory, row, columns[i], &length);

      if (um_filter_text_matches (entry->query, folded, length))
        return UM_YES;
    }

  return UM_NO;
}

static UmTruth
set_truth (const UmFilterValue *value, UmSet set, const UmDirectory *directory, guint row)
{
  g_autoptr (GArray) things = NULL;
  gboolean all_known = TRUE;

  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (!um_filter_set_is_known (set, directory)
                  && !um_bitset_contains (um_directory_get_complete (directory, set), row));

  things = um_filter_find_things (value, set, directory);
  for (guint i = 0; i < things->len; i++)
    {
      UmTruth member = um_directory_is_member (directory, set, g_array_index (things, guint32, i),
                                               row);

      if (member == UM_YES)
        return UM_YES;
      all_known = all_known && member == UM_NO;
    }

  return things->len > 0 && all_known ? UM_NO : UM_UNKNOWN;
}

static UmTruth
list_truth (const UmFilterEntry *entry,
            const UmDirectory *directory,
            const UmFilterContext *context,
            guint row)
{
  GHashTable *list = NULL;

  if (entry->value.kind == UM_VALUE_UNKNOWN)
    return UM_NO;

  list = um_filter_find_list (entry, context);
  if (list == NULL)
    return UM_UNKNOWN;

  return truth (g_hash_table_contains (list, um_directory_get_account_id (directory, row)));
}

static UmTruth
entry_truth (const UmFilterEntry *entry,
             UmFilterKey key,
             const UmDirectory *directory,
             const UmFilterContext *context,
             guint row)
{
  UmSet set;

  if (um_filter_key_is_text (key))
    return text_truth (entry, key, directory, row);
  if (um_filter_key_get_set (key, &set))
    return set_truth (&entry->value, set, directory, row);
  if (key == UM_KEY_LIST)
    return list_truth (entry, directory, context, row);
  if (key == UM_KEY_LOGIN)
    return login_truth (&entry->value, um_directory_get_last_login (directory, row));
  if (key == UM_KEY_LAST_LOGIN)
    return time_truth (&entry->value, context, um_directory_get_last_login (directory, row));
  if (key == UM_KEY_ADDED)
    return time_truth (&entry->value, context, um_directory_get_added (directory, row));

  return um_filter_code_truth (key, &entry->value, get_code (key, directory, row));
}

/* key:a,b is a or b. */
static UmTruth
condition_truth (const UmFilter *self,
                 const UmDirectory *directory,
                 const UmFilterContext *context,
                 guint row)
{
  UmTruth result = UM_NO;

  for (guint i = 0; i < self->entries->len && result != UM_YES; i++)
    {
      UmTruth one = entry_truth (um_filter_entry (self, i), self->key, directory, context, row);

      if (one != UM_NO)
        result = one;
    }

  return result;
}

static UmTruth
not_truth (UmTruth a)
{
  return a == UM_UNKNOWN ? UM_UNKNOWN : truth (a == UM_NO);
}

UmTruth
um_filter_evaluate_row (const UmFilter *self,
                        const UmDirectory *directory,
                        const UmFilterContext *context,
                        guint row)
{
  UmTruth decisive, result;

  g_return_val_if_fail (self != NULL && context != NULL, UM_UNKNOWN);
  g_return_val_if_fail (row < um_directory_get_n_rows (directory), UM_UNKNOWN);

  if (self->kind == UM_FILTER_WORD)
    return word_truth (um_filter_entry (self, 0), directory, row);
  if (self->kind == UM_FILTER_CONDITION)
    return condition_truth (self, directory, context, row);
  if (self->kind == UM_FILTER_NOT)
    return not_truth (um_filter_evaluate_row (self->children->pdata[0], directory, context, row));

  decisive = truth (self->kind == UM_FILTER_OR);
  result = not_truth (decisive);
  for (guint i = 0; i < self->children->len && result != decisive; i++)
    {
      UmTruth one = um_filter_evaluate_row (self->children->pdata[i], directory, context, row);

      if (one == decisive || one == UM_UNKNOWN)
        result = one;
    }

  return result;
}
