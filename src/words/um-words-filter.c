/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters in words, for chips and headers, and what is wrong with an expression. No state; any
 * thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>

static const char *
key_name (UmFilterKey key)
{
  static const char *const names[UM_N_KEYS] = {
    [UM_KEY_NAME] = NC_ ("filter", "name"),
    [UM_KEY_EMAIL] = NC_ ("filter", "e-mail"),
    [UM_KEY_ID] = NC_ ("filter", "account id"),
    [UM_KEY_STATUS] = NC_ ("filter", "status"),
    [UM_KEY_TYPE] = NC_ ("filter", "type"),
    [UM_KEY_MANAGED] = NC_ ("filter", "managed"),
    [UM_KEY_SYNCED] = NC_ ("filter", "synced"),
    [UM_KEY_DIRECTORY] = NC_ ("filter", "directory"),
    [UM_KEY_GROUP] = NC_ ("filter", "group"),
    [UM_KEY_PRODUCT] = NC_ ("filter", "product"),
    [UM_KEY_ROLE] = NC_ ("filter", "role"),
    [UM_KEY_LAST_LOGIN] = NC_ ("filter", "last login"),
    [UM_KEY_LOGIN] = NC_ ("filter", "login history"),
    [UM_KEY_ADDED] = NC_ ("filter", "added"),
    [UM_KEY_LIST] = NC_ ("filter", "list"),
  };

  g_return_val_if_fail (key < UM_N_KEYS, "");
  return g_dpgettext2 (GETTEXT_PACKAGE, "filter", names[key]);
}

static char *
day (int date)
{
  g_autoptr (GDateTime)
    moment = g_date_time_new_local (date / 10000, date / 100 % 100, date % 100, 12, 0, 0);

  return um_words_date (moment != NULL ? g_date_time_to_unix (moment) : UM_TIME_UNKNOWN);
}

static char *
code_in_words (UmFilterKey key, guint code)
{
  g_autofree char *text = NULL;

  switch (key)
    {
    case UM_KEY_STATUS:
      text = g_strdup (um_words_status (code));
      break;
    case UM_KEY_TYPE:
      text = g_strdup (um_words_type (code));
      break;
    case UM_KEY_LOGIN:
      if (code == UM_LOGIN_NEVER)
        return g_strdup (_ ("never logged in"));
      return g_strdup (code == UM_LOGIN_BEFORE ? _ ("logged in before") : _ ("all"));
    default:
      return g_strdup (code == UM_YES ? _ ("yes") : _ ("no"));
    }
  return g_utf8_strdown (text, -1);
}

static char *
date_in_words (const UmFilterValue *value)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *age = NULL;

  switch (value->kind)
    {
    case UM_VALUE_OLDER:
      age = um_words_duration (value->seconds);
      /* Translators: %s is a length of time, such as "90 days" */
      return g_strdup_printf (_ ("over %s ago"), age);
    case UM_VALUE_NEWER:
      age = um_words_duration (value->seconds);
      /* Translators: %s is a length of time, such as "90 days" */
      return g_strdup_printf (_ ("within %s"), age);
    case UM_VALUE_BEFORE:
      from = day (value->from);
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("before %s"), from);
    case UM_VALUE_AFTER:
      from = day (value->from);
      /* Translators: %s is a date */
      return g_strdup_printf (_ ("after %s"), from);
    default:
      from = day (value->from);
      to = day (value->to);
      if (value->from == value->to)
        /* Translators: %s is a date */
        return g_strdup_printf (_ ("on %s"), from);
      /* Translators: two dates, the first and the last day */
      return g_strdup_printf (_ ("from %s to %s"), from, to);
    }
}

static char *
value_in_words (UmFilterKey key, const UmFilterValue *value)
{
  g_autofree char *clean = NULL;

  switch (value->kind)
    {
    case UM_VALUE_UNKNOWN:
      return g_strdup (_ ("unknown"));
    case UM_VALUE_CODE:
      return code_in_words (key, value->code);
    case UM_VALUE_TEXT:
    case UM_VALUE_PATTERN:
      clean = um_words_clean (value->text);
      if (key == UM_KEY_NAME || key == UM_KEY_EMAIL || key == UM_KEY_ID)
        /* Translators: %s is text that was searched for */
        return g_strdup_printf (
          value->kind == UM_VALUE_TEXT ? _ ("contains “%s”") : _ ("is like “%s”"), clean);
      return g_steal_pointer (&clean);
    case UM_VALUE_ID:
      clean = um_words_clean (value->text);
      /* Translators: %s is the id of a group or the like */
      return g_strdup_printf (_ ("with the id %s"), clean);
    default:
      return date_in_words (value);
    }
}

static char *
condition_in_words (const UmFilter *filter)
{
  UmFilterKey key = um_filter_get_key (filter);
  GString *values = g_string_new (NULL);
  g_autofree char *list = NULL;

  for (guint i = 0; i < um_filter_get_n_values (filter); i++)
    {
      g_autofree char *value = value_in_words (key, um_filter_get_value (filter, i));

      if (i > 0)
        /* Translators: between the values of a condition: "active or suspended" */
        g_string_append (values, _ (" or "));
      g_string_append (values, value);
    }
  list = g_string_free (values, FALSE);
  if (key == UM_KEY_NAME || key == UM_KEY_EMAIL || key == UM_KEY_ID || key == UM_KEY_LAST_LOGIN
      || key == UM_KEY_ADDED)
    /* Translators: a condition: what is looked at, and what it must be: "last login over 90 days
     * ago" */
    return g_strdup_printf (C_ ("condition", "%s %s"), key_name (key), list);
  /* Translators: a condition: what is looked at, and what it must be: "status is active" */
  return g_strdup_printf (_ ("%s is %s"), key_name (key), list);
}

static char *
children_in_words (const UmFilter *filter, const char *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < um_filter_get_n_children (filter); i++)
    {
      const UmFilter *child = um_filter_get_child (filter, i);
      g_autofree char *words = um_words_filter (child);
      gboolean nested = um_filter_get_kind (child) == UM_FILTER_OR
                        || um_filter_get_kind (child) == UM_FILTER_AND;

      if (i > 0)
        g_string_append (text, between);
      g_string_append_printf (text, nested ? "(%s)" : "%s", words);
    }
  return g_string_free (text, FALSE);
}

/**
 * um_words_filter:
 * @filter: a filter, or one of its parts
 *
 * Returns: (transfer full): what it asks for in words, "status is active"
 */
char *
um_words_filter (const UmFilter *filter)
{
  g_autofree char *text = NULL;

  switch (um_filter_get_kind (filter))
    {
    case UM_FILTER_AND:
      if (um_filter_is_empty (filter))
        return g_strdup (_ ("all users"));
      /* Translators: between conditions that must all hold */
      return children_in_words (filter, _ (" and "));
    case UM_FILTER_OR:
      /* Translators: between conditions of which one must hold */
      return children_in_words (filter, _ (" or "));
    case UM_FILTER_NOT:
      text = children_in_words (filter, "");
      /* Translators: %s is a condition, such as "status is active" */
      return g_strdup_printf (_ ("not: %s"), text);
    case UM_FILTER_WORD:
      text = um_words_clean (um_filter_get_value (filter, 0)->text);
      /* Translators: %s is a word searched for in names, addresses and ids */
      return g_strdup_printf (_ ("“%s”"), text);
    case UM_FILTER_CONDITION:
    default:
      return condition_in_words (filter);
    }
}

static const char *
fault_sentence (UmFilterFault fault)
{
  switch (fault)
    {
    case UM_FILTER_TOO_LONG:
      return N_ ("The filter is too long.");
    case UM_FILTER_TOO_DEEP:
      return N_ ("Too many parentheses within each other.");
    case UM_FILTER_BAD_UTF8:
      return N_ ("The filter holds bytes that aren’t text.");
    case UM_FILTER_UNKNOWN_KEY:
      return N_ ("There is no condition “%s”.");
    case UM_FILTER_BAD_VALUE:
      return N_ ("“%s” doesn’t fit this condition.");
    case UM_FILTER_MISSING_VALUE:
      return N_ ("A value is missing here.");
    case UM_FILTER_MISSING_OPERAND:
      return N_ ("A condition is missing here.");
    case UM_FILTER_UNBALANCED:
      return N_ ("A parenthesis has no partner.");
    case UM_FILTER_UNCLOSED_QUOTE:
      return N_ ("A quotation mark is missing.");
    case UM_FILTER_NO_SUCH_GROUP:
      return N_ ("There is no group “%s” in this source.");
    case UM_FILTER_NO_SUCH_DIRECTORY:
      return N_ ("There is no directory “%s” in this source.");
    case UM_FILTER_NO_SUCH_PRODUCT:
      return N_ ("There is no product “%s” in this source.");
    case UM_FILTER_NO_SUCH_ROLE:
      return N_ ("There is no role “%s” in this source.");
    case UM_FILTER_NO_SUCH_LIST:
      return N_ ("There is no imported list “%s”.");
    case UM_FILTER_GROUPS_NOT_READ:
      return N_ ("The groups of this source were not read yet, “%s” neither. Refresh the source.");
    case UM_FILTER_FINE:
    default:
      return "";
    }
}

/* What may stand behind a key; NULL: any text. The words are never translated. */
static const char *
possible_values (UmFilterKey key)
{
  switch (key)
    {
    case UM_KEY_STATUS:
      return "active, suspended, deactivated, deleted, former, no-access, inactive, unknown";
    case UM_KEY_TYPE:
      return "person, app, customer, guest, unknown";
    case UM_KEY_MANAGED:
    case UM_KEY_SYNCED:
      return "yes, no, unknown";
    case UM_KEY_LOGIN:
      return "never, before, all, unknown";
    case UM_KEY_LAST_LOGIN:
    case UM_KEY_ADDED:
      return "<2026-08-01, >2026-08-01, 2026-08-01..2026-08-31, >90d, <12m, unknown";
    default:
      return NULL;
    }
}

/**
 * um_words_filter_problem:
 * @problem: what is wrong with an expression
 *
 * Returns: (transfer full): a sentence about it; where it is stands in the problem
 */
char *
um_words_filter_problem (const UmFilterProblem *problem)
{
  const char *sentence = fault_sentence (problem->fault);
  gboolean of_value = problem->fault == UM_FILTER_BAD_VALUE
                      || problem->fault == UM_FILTER_MISSING_VALUE;
  const char *values = of_value ? possible_values (problem->key) : NULL;
  g_autofree char *first = NULL;

  if (*sentence == '\0')
    return g_strdup ("");
  first = um_words_fill (_ (sentence), problem->text);
  if (values == NULL)
    return g_steal_pointer (&first);
  /* Translators: first a sentence, then words of the filter language, which stay as they are */
  return g_strdup_printf (_ ("%s Possible are: %s."), first, values);
}
