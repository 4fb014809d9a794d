/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes a filter as an expression that reads back as the same filter. Stateless, any thread. */

#include "um-filter-private.h"

#include <string.h>

/* Whether a text would end, or be cut in two, or begin a quote, if it stood without quotes. */
static gboolean
breaks (const char *text, gboolean in_value)
{
  if (strpbrk (text, in_value ? "()\"," : "()\"") != NULL)
    return TRUE;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    if (um_filter_is_blank (g_utf8_get_char (p)))
      return TRUE;

  return FALSE;
}

static void
print_quoted (const char *text, GString *out)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

static void
print_text (const char *text, gboolean quoted, GString *out)
{
  if (quoted)
    print_quoted (text, out);
  else
    g_string_append (out, text);
}

static gboolean
word_wants_quotes (const char *text)
{
  return text[0] == '-' || um_filter_is_operator (text, strlen (text))
         || um_filter_get_key_length (text) > 0 || breaks (text, FALSE);
}

static gboolean
value_wants_quotes (UmFilterKey key, const char *text)
{
  UmSet set;

  if (g_ascii_strcasecmp (text, "unknown") == 0)
    return TRUE;
  if (um_filter_key_is_text (key) && strpbrk (text, "*?") != NULL)
    return TRUE;
  if (um_filter_key_get_set (key, &set) && g_ascii_strncasecmp (text, "id:", 3) == 0)
    return TRUE;

  return breaks (text, TRUE);
}

static void
print_value (UmFilterKey key, const UmFilterValue *value, GString *out)
{
  switch (value->kind)
    {
    case UM_VALUE_TEXT:
      print_text (value->text, value_wants_quotes (key, value->text), out);
      break;

    case UM_VALUE_ID:
      g_string_append (out, "id:");
      print_text (value->text, breaks (value->text, TRUE), out);
      break;

    case UM_VALUE_PATTERN:
    case UM_VALUE_CODE:
    case UM_VALUE_UNKNOWN:
    case UM_VALUE_BEFORE:
    case UM_VALUE_AFTER:
    case UM_VALUE_RANGE:
    case UM_VALUE_OLDER:
    case UM_VALUE_NEWER:
    default:
      g_string_append (out, value->text);
      break;
    }
}

/* Appends a word or a condition. */
void
um_filter_print_leaf (const UmFilter *self, GString *out)
{
  if (self->kind == UM_FILTER_WORD)
    {
      const char *text = um_filter_entry (self, 0)->value.text;

      print_text (text, word_wants_quotes (text), out);
      return;
    }

  g_string_append (out, um_filter_key_to_nick (self->key));
  for (guint i = 0; i < self->entries->len; i++)
    {
      g_string_append_c (out, i == 0 ? ':' : ',');
      print_value (self->key, &um_filter_entry (self, i)->value, out);
    }
}

/* Whether a child binds less than its parent. */
gboolean
um_filter_wants_parentheses (const UmFilter *parent, const UmFilter *child)
{
  return child->kind == UM_FILTER_OR
           ? parent->kind != UM_FILTER_OR
           : child->kind == UM_FILTER_AND && parent->kind == UM_FILTER_NOT;
}

static void
print_node (const UmFilter *self, GString *out)
{
  if (self->entries != NULL)
    {
      um_filter_print_leaf (self, out);
      return;
    }

  for (guint i = 0; i < self->children->len; i++)
    {
      const UmFilter *child = self->children->pdata[i];
      gboolean parentheses = um_filter_wants_parentheses (self, child);

      if (self->kind == UM_FILTER_NOT)
        g_string_append_c (out, '-');
      else if (i > 0)
        g_string_append (out, self->kind == UM_FILTER_OR ? " OR " : " ");

      if (parentheses)
        g_string_append_c (out, '(');
      print_node (child, out);
      if (parentheses)
        g_string_append_c (out, ')');
    }
}

char *
um_filter_print (const UmFilter *self)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_sized_new (self->length + 1);
  print_node (self, out);

  return g_string_free (g_steal_pointer (&out), FALSE);
}
