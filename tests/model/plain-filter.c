/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filter means, a second time. Patterns are regular expressions here, days come from
 * GDateTime, memberships from each user's own table. */

#include "plain-filter.h"

#include <string.h>

static UmTruth
truth (gboolean fact)
{
  return fact ? UM_YES : UM_NO;
}

PlainScan *
plain_scan_new (PlainDirectory *plain, const UmFilterContext *context)
{
  static const UmColumn columns[] = { UM_COLUMN_NAME, UM_COLUMN_EMAIL, UM_COLUMN_ID };
  PlainScan *self = g_new0 (PlainScan, 1);

  self->plain = plain;
  self->context = *context;
  self->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) g_regex_unref);
  self->queries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    self->folded[columns[i]] = g_ptr_array_new_with_free_func (g_free);
  for (guint row = 0; row < plain->users->len; row++)
    {
      PlainUser *user = plain_directory_get (plain, row);

      g_ptr_array_add (self->folded[UM_COLUMN_NAME], um_text_fold (user->name));
      g_ptr_array_add (self->folded[UM_COLUMN_EMAIL],
                       um_text_fold (user->email != NULL ? user->email : ""));
      g_ptr_array_add (self->folded[UM_COLUMN_ID], um_text_fold (user->id));
    }
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      self->folded_names[set] = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; i < plain->things[set]->len; i++)
        g_ptr_array_add (self->folded_names[set],
                         um_text_fold (plain_directory_get_thing (plain, set, i)->name));
    }
  return self;
}

void
plain_scan_free (PlainScan *self)
{
  for (guint i = 0; i < UM_N_COLUMNS; i++)
    g_clear_pointer (&self->folded[i], g_ptr_array_unref);
  for (guint set = 0; set < UM_N_SETS; set++)
    g_ptr_array_unref (self->folded_names[set]);
  g_hash_table_unref (self->patterns);
  g_hash_table_unref (self->queries);
  g_free (self);
}

static const char *
fold (PlainScan *self, const char *text)
{
  const char *folded = g_hash_table_lookup (self->queries, text);
  char *ours = NULL;

  if (folded != NULL)
    return folded;
  ours = um_text_fold (text);
  g_hash_table_insert (self->queries, g_strdup (text), ours);
  return ours;
}

/* The pieces between the signs are folded each, * is any text and ? one character. */
static GRegex *
get_regex (PlainScan *self, const char *pattern)
{
  GRegex *regex = g_hash_table_lookup (self->patterns, pattern);
  g_autoptr (GString) text = g_string_new ("\\A");
  g_autoptr (GError) error = NULL;

  if (regex != NULL)
    return regex;
  for (const char *p = pattern; *p != '\0';)
    {
      gsize length = strcspn (p, "*?");
      g_autofree char *piece = g_strndup (p, length);
      g_autofree char *folded = um_text_fold (piece);
      g_autofree char *escaped = g_regex_escape_string (folded, -1);

      g_string_append (text, escaped);
      p += length;
      if (*p != '\0')
        g_string_append (text, *p++ == '*' ? ".*" : ".");
    }
  g_string_append (text, "\\z");
  regex = g_regex_new (text->str, G_REGEX_DOTALL, 0, &error);
  g_assert_no_error (error);
  g_hash_table_insert (self->patterns, g_strdup (pattern), regex);
  return regex;
}

static gboolean
holds (PlainScan *self, const UmFilterValue *value, const char *folded)
{
  if (value->kind == UM_VALUE_PATTERN)
    return g_regex_match (get_regex (self, value->text), folded, 0, NULL);
  return strstr (folded, fold (self, value->text)) != NULL;
}

static UmTruth
ask_text (PlainScan *self, UmColumn column, const UmFilterValue *value, guint row)
{
  const char *folded = self->folded[column]->pdata[row];

  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (*folded == '\0');
  return *folded == '\0' ? UM_UNKNOWN : truth (holds (self, value, folded));
}

static UmTruth
ask_status (const UmFilterValue *value, UmUserStatus status)
{
  static const UmUserStatus may_be[] = { UM_STATUS_SUSPENDED, UM_STATUS_DEACTIVATED,
                                         UM_STATUS_DELETED, UM_STATUS_FORMER };
  UmUserStatus wanted = value->code;

  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (status == UM_STATUS_UNKNOWN);
  if (status == UM_STATUS_UNKNOWN)
    return UM_UNKNOWN;
  if (status == wanted)
    return UM_YES;
  for (guint i = 0; i < G_N_ELEMENTS (may_be); i++)
    if (wanted == UM_STATUS_INACTIVE && status == may_be[i])
      return UM_YES;
  if (status == UM_STATUS_INACTIVE && wanted != UM_STATUS_ACTIVE)
    return UM_UNKNOWN;
  return UM_NO;
}

static UmTruth
ask_code (const UmFilterValue *value, guint code, guint unknown)
{
  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (code == unknown);
  return code == unknown ? UM_UNKNOWN : truth (code == value->code);
}

static UmTruth
ask_login (const UmFilterValue *value, gint64 last)
{
  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (last == UM_TIME_UNKNOWN);
  if (value->code == UM_LOGIN_ALL)
    return UM_YES;
  if (last == UM_TIME_UNKNOWN)
    return UM_UNKNOWN;
  return truth (value->code == UM_LOGIN_NEVER ? last == UM_TIME_NEVER : last != UM_TIME_NEVER);
}

/* The first second of a day, and of the day after it. */
static void
get_day (PlainScan *self, int date, gint64 *start, gint64 *end)
{
  g_autoptr (GDateTime)
    day = g_date_time_new (self->context.zone, date / 10000, date / 100 % 100, date % 100, 0, 0, 0);
  g_autoptr (GDateTime) next = g_date_time_add_days (day, 1);

  *start = g_date_time_to_unix (day);
  *end = g_date_time_to_unix (next);
}

static UmTruth
ask_time (PlainScan *self, const UmFilterValue *value, gint64 time)
{
  gint64 start, end, unused;

  if (value->kind == UM_VALUE_UNKNOWN)
    return truth (time == UM_TIME_UNKNOWN);
  if (time == UM_TIME_UNKNOWN)
    return UM_UNKNOWN;
  if (time == UM_TIME_NEVER)
    return UM_NO;
  if (value->kind == UM_VALUE_OLDER)
    return truth (self->context.now - time > value->seconds);
  if (value->kind == UM_VALUE_NEWER)
    return truth (self->context.now - time < value->seconds);
  get_day (self, value->from, &start, &end);
  if (value->kind == UM_VALUE_BEFORE)
    return truth (time < start);
  if (value->kind == UM_VALUE_AFTER)
    return truth (time >= end);
  get_day (self, value->to, &unused, &end);
  return truth (time >= start && time < end);
}

/* Whether a value means a thing; products and roles are known by their key as well. */
static gboolean
means (PlainScan *self, UmSet set, const UmFilterValue *value, guint thing)
{
  const char *id = plain_directory_get_thing (self->plain, set, thing)->id;

  if (value->kind == UM_VALUE_ID)
    return g_str_equal (id, value->text);
  if ((set == UM_SET_PRODUCTS || set == UM_SET_ROLES) && g_ascii_strcasecmp (id, value->text) == 0)
    return TRUE;
  return g_str_equal (self->folded_names[set]->pdata[thing], fold (self, value->text));
}

static UmTruth
ask_set (PlainScan *self, UmSet set, const UmFilterValue *value, guint row)
{
  const PlainUser *user = plain_directory_get (self->plain, row);
  guint n_things = self->plain->things[set]->len;
  gboolean all_known = n_things > 0;
  UmTruth result = UM_UNKNOWN;

  if (value->kind == UM_VALUE_UNKNOWN)
    {
      for (guint i = 0; i < n_things; i++)
        all_known = all_known && plain_directory_get_thing (self->plain, set, i)->known;
      return truth (!all_known && !user->complete[set]);
    }
  for (guint i = 0; i < n_things; i++)
    {
      if (!means (self, set, value, i))
        continue;
      if (plain_user_is_in (user, set, i))
        return UM_YES;
      if (!plain_directory_get_thing (self->plain, set, i)->known && !user->complete[set])
        all_known = FALSE;
      result = UM_NO;
    }
  return result == UM_NO && !all_known ? UM_UNKNOWN : result;
}

static UmTruth
ask_list (PlainScan *self, const UmFilterValue *value, guint row)
{
  GHashTable *list = NULL;

  if (value->kind == UM_VALUE_UNKNOWN)
    return UM_NO;
  list = g_hash_table_lookup (self->context.lists, fold (self, value->text));
  if (list == NULL)
    return UM_UNKNOWN;
  return truth (g_hash_table_contains (list, plain_directory_get (self->plain, row)->id));
}

static UmTruth
ask_value (PlainScan *self, UmFilterKey key, const UmFilterValue *value, guint row)
{
  const UmUser *facts = &plain_directory_get (self->plain, row)->facts;

  switch (key)
    {
    case UM_KEY_NAME:
      return ask_text (self, UM_COLUMN_NAME, value, row);
    case UM_KEY_EMAIL:
      return ask_text (self, UM_COLUMN_EMAIL, value, row);
    case UM_KEY_ID:
      return ask_text (self, UM_COLUMN_ID, value, row);
    case UM_KEY_STATUS:
      return ask_status (value, facts->status);
    case UM_KEY_TYPE:
      return ask_code (value, facts->type, UM_TYPE_UNKNOWN);
    case UM_KEY_MANAGED:
      return ask_code (value, facts->managed, UM_UNKNOWN);
    case UM_KEY_SYNCED:
      return ask_code (value, facts->synced, UM_UNKNOWN);
    case UM_KEY_DIRECTORY:
      return ask_set (self, UM_SET_DIRECTORIES, value, row);
    case UM_KEY_GROUP:
      return ask_set (self, UM_SET_GROUPS, value, row);
    case UM_KEY_PRODUCT:
      return ask_set (self, UM_SET_PRODUCTS, value, row);
    case UM_KEY_ROLE:
      return ask_set (self, UM_SET_ROLES, value, row);
    case UM_KEY_LAST_LOGIN:
      return ask_time (self, value, facts->last_login);
    case UM_KEY_ADDED:
      return ask_time (self, value, facts->added);
    case UM_KEY_LOGIN:
      return ask_login (value, facts->last_login);
    case UM_KEY_LIST:
      return ask_list (self, value, row);
    case UM_N_KEYS:
    default:
      g_assert_not_reached ();
    }
}

static UmTruth
ask_word (PlainScan *self, const UmFilterValue *value, guint row)
{
  return truth (holds (self, value, self->folded[UM_COLUMN_NAME]->pdata[row])
                || holds (self, value, self->folded[UM_COLUMN_EMAIL]->pdata[row])
                || holds (self, value, self->folded[UM_COLUMN_ID]->pdata[row]));
}

/* Either of two: yes before unknown before no. */
static UmTruth
either (UmTruth a, UmTruth b)
{
  if (a == UM_YES || b == UM_YES)
    return UM_YES;
  return a == UM_UNKNOWN || b == UM_UNKNOWN ? UM_UNKNOWN : UM_NO;
}

static UmTruth
negate (UmTruth a)
{
  return a == UM_YES ? UM_NO : a == UM_NO ? UM_YES : UM_UNKNOWN;
}

UmTruth
plain_scan_ask (PlainScan *self, const UmFilter *filter, guint row)
{
  UmTruth result = UM_NO;

  switch (um_filter_get_kind (filter))
    {
    case UM_FILTER_WORD:
      return ask_word (self, um_filter_get_value (filter, 0), row);
    case UM_FILTER_CONDITION:
      for (guint i = 0; i < um_filter_get_n_values (filter); i++)
        result = either (result, ask_value (self, um_filter_get_key (filter),
                                            um_filter_get_value (filter, i), row));
      return result;
    case UM_FILTER_NOT:
      return negate (plain_scan_ask (self, um_filter_get_child (filter, 0), row));
    case UM_FILTER_OR:
      for (guint i = 0; i < um_filter_get_n_children (filter); i++)
        result = either (result, plain_scan_ask (self, um_filter_get_child (filter, i), row));
      return result;
    case UM_FILTER_AND:
    default:
      for (guint i = 0; i < um_filter_get_n_children (filter); i++)
        result = either (result,
                         negate (plain_scan_ask (self, um_filter_get_child (filter, i), row)));
      return negate (result);
    }
}
