/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads an expression: recursive descent over the grammar of PRODUCT.md §4, one function a rule, so
 * that the stack is as deep as parentheses are nested, which is limited. The parser lives on the
 * stack of um_filter_parse () and is used by one thread. */

#include "um-filter-private.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *at; /* what is read next */
  guint depth;    /* open parentheses */
  UmFilterProblem *problem;
  const char *counted; /* up to here, characters were counted: */
  guint n_counted;
} Parser;

/* ---- the lexical rules, which printing obeys too ---- */

gboolean
um_filter_is_blank (gunichar c)
{
  return g_unichar_isspace (c);
}

/* Whether a bare text ends before @p. */
static gboolean
ends_at (const char *p)
{
  return *p == '\0' || *p == '(' || *p == ')' || um_filter_is_blank (g_utf8_get_char (p));
}

static const char *
bare_end (const char *p)
{
  while (!ends_at (p))
    p = g_utf8_next_char (p);

  return p;
}

gboolean
um_filter_is_operator (const char *text, gsize length)
{
  return (length == 2 && memcmp (text, "OR", 2) == 0)
         || (length == 3 && memcmp (text, "AND", 3) == 0)
         || (length == 3 && memcmp (text, "NOT", 3) == 0);
}

/* The length in bytes of the key that @text begins with, known or not, without its colon; 0 if
 * none. qm: and ug: begin account ids, which are words. */
gsize
um_filter_get_key_length (const char *text)
{
  const char *p = text;

  if (!g_unichar_isalpha (g_utf8_get_char (text)))
    return 0;
  if (g_ascii_strncasecmp (text, "qm:", 3) == 0 || g_ascii_strncasecmp (text, "ug:", 3) == 0)
    return 0;

  while (*p == '-' || g_unichar_isalpha (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);

  return *p == ':' ? p - text : 0;
}

/* ---- telling what is wrong ---- */

/* The number of the character at @p. Asked in ascending order it counts every byte once. */
static guint
position_of (Parser *self, const char *p)
{
  if (p < self->counted)
    {
      self->counted = self->text;
      self->n_counted = 0;
    }

  self->n_counted += g_utf8_strlen (self->counted, p - self->counted);
  self->counted = p;

  return self->n_counted;
}

/* Notes what is wrong with the piece from @start to @end. */
static void
fail (Parser *self, UmFilterFault fault, const char *start, const char *end)
{
  self->problem->fault = fault;
  self->problem->position = position_of (self, start);
  self->problem->length = position_of (self, end) - self->problem->position;
  self->problem->text = g_strndup (start, end - start);
  self->problem->key = UM_N_KEYS;
}

/* Notes that something is missing, or wrong, at the character @at. */
static void
fail_at (Parser *self, UmFilterFault fault, const char *at)
{
  fail (self, fault, at, *at != '\0' ? g_utf8_next_char (at) : at);
}

/* Passes a finished node on; there is none if it would print more than may be read. */
static UmFilter *
finish (Parser *self, UmFilter *node)
{
  if (node == NULL)
    fail_at (self, UM_FILTER_TOO_LONG, self->text + strlen (self->text));

  return node;
}

/* ---- pieces ---- */

static void
skip_blanks (Parser *self)
{
  while (*self->at != '\0' && um_filter_is_blank (g_utf8_get_char (self->at)))
    self->at = g_utf8_next_char (self->at);
}

/* Whether the operator stands here as a whole bare text; reads it then. */
static gboolean
accept_operator (Parser *self, const char *operator)
{
  const char *end = bare_end (self->at);
  gsize length = strlen (operator);

  if ((gsize) (end - self->at) != length || memcmp (self->at, operator, length) != 0)
    return FALSE;

  self->at = end;
  return TRUE;
}

/* Reads a quoted text without its quotes and escapes, or NULL where it isn't closed. */
static char *
read_quoted (Parser *self)
{
  const char *start = self->at;
  g_autoptr (GString) out = g_string_new (NULL);

  for (self->at++; *self->at != '"'; self->at++)
    {
      if (self->at[0] == '\\' && (self->at[1] == '"' || self->at[1] == '\\'))
        self->at++;
      if (*self->at == '\0')
        {
          fail (self, UM_FILTER_UNCLOSED_QUOTE, start, self->at);
          return NULL;
        }
      g_string_append_c (out, *self->at);
    }

  self->at++;
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Whether what was quoted ends at its quote. */
static gboolean
check_quote_end (Parser *self, gboolean in_value)
{
  if (ends_at (self->at) || (in_value && *self->at == ','))
    return TRUE;

  fail (self, UM_FILTER_BAD_VALUE, self->at, bare_end (self->at));
  return FALSE;
}

static char *
read_bare_value (Parser *self)
{
  const char *start = self->at;

  while (!ends_at (self->at) && *self->at != ',')
    self->at = g_utf8_next_char (self->at);

  return g_strndup (start, self->at - start);
}

/* Reads one value of @key. */
static gboolean
read_value (Parser *self, UmFilterKey key, UmFilterEntry *entry)
{
  const char *start = self->at;
  UmFilterSpelling spelling = UM_SPELLING_BARE;
  UmFilterFault fault = UM_FILTER_FINE;
  gboolean quoted = FALSE;
  g_autofree char *text = NULL;
  UmSet set;

  if (um_filter_key_get_set (key, &set) && g_ascii_strncasecmp (start, "id:", 3) == 0)
    {
      spelling = UM_SPELLING_ID;
      self->at += 3;
    }

  quoted = *self->at == '"';
  if (quoted && spelling == UM_SPELLING_BARE)
    spelling = UM_SPELLING_QUOTED;

  text = quoted ? read_quoted (self) : read_bare_value (self);
  if (text == NULL || (quoted && !check_quote_end (self, TRUE)))
    return FALSE;

  fault = um_filter_entry_read (entry, key, spelling, text);
  entry->position = position_of (self, start);
  entry->length = position_of (self, self->at) - entry->position;

  if (fault == UM_FILTER_MISSING_VALUE && !quoted)
    fail_at (self, fault, self->at);
  else if (fault != UM_FILTER_FINE)
    fail (self, fault, start, self->at);
  if (fault != UM_FILTER_FINE)
    self->problem->key = key;

  return fault == UM_FILTER_FINE;
}

/* condition := key ':' value {',' value}; @length is the key's. */
static UmFilter *
parse_condition (Parser *self, gsize length)
{
  g_autoptr (GArray) entries = um_filter_entries_new ();
  UmFilterKey key = UM_N_KEYS;

  if (!um_filter_key_from_nick (self->at, length, &key))
    {
      fail (self, UM_FILTER_UNKNOWN_KEY, self->at, self->at + length);
      return NULL;
    }

  self->at += length;
  do
    {
      self->at++;
      g_array_set_size (entries, entries->len + 1);
      if (!read_value (self, key, &g_array_index (entries, UmFilterEntry, entries->len - 1)))
        return NULL;
    }
  while (*self->at == ',');

  return finish (self, um_filter_new_leaf (UM_FILTER_CONDITION, key, g_steal_pointer (&entries)));
}

static UmFilter *
parse_word (Parser *self)
{
  g_autoptr (GArray) entries = um_filter_entries_new ();
  const char *start = self->at;
  g_autofree char *text = NULL;
  UmFilterEntry *entry = NULL;
  UmFilterFault fault = UM_FILTER_FINE;

  if (*start == '"')
    {
      text = read_quoted (self);
      if (text == NULL || !check_quote_end (self, FALSE))
        return NULL;
    }
  else
    {
      self->at = bare_end (start);
      text = g_strndup (start, self->at - start);
    }

  g_array_set_size (entries, 1);
  entry = &g_array_index (entries, UmFilterEntry, 0);
  fault = um_filter_entry_read_word (entry, text);
  entry->position = position_of (self, start);
  entry->length = position_of (self, self->at) - entry->position;
  if (fault != UM_FILTER_FINE)
    {
      fail (self, fault, start, self->at);
      return NULL;
    }

  return finish (self, um_filter_new_leaf (UM_FILTER_WORD, UM_N_KEYS, g_steal_pointer (&entries)));
}

/* ---- the grammar ---- */

/* The rule inside parentheses, handed down because it stands last. */
typedef UmFilter *(*Rule) (Parser *self);

static UmFilter *
parse_parentheses (Parser *self, Rule inner)
{
  const char *opening = self->at;
  g_autoptr (UmFilter) node = NULL;

  if (self->depth == UM_FILTER_MAX_DEPTH)
    {
      fail_at (self, UM_FILTER_TOO_DEEP, opening);
      return NULL;
    }

  self->at++;
  self->depth++;
  node = inner (self);
  self->depth--;
  if (node == NULL)
    return NULL;

  if (*self->at != ')')
    {
      fail_at (self, UM_FILTER_UNBALANCED, opening);
      return NULL;
    }

  self->at++;
  return g_steal_pointer (&node);
}

/* atom := '(' or ')' | condition | word */
static UmFilter *
parse_atom (Parser *self, Rule inner)
{
  const char *end = bare_end (self->at);
  gsize key_length = 0;

  if (*self->at == '(')
    return parse_parentheses (self, inner);

  if (*self->at == ')' && self->depth == 0)
    {
      fail_at (self, UM_FILTER_UNBALANCED, self->at);
      return NULL;
    }
  if (*self->at == '\0' || *self->at == ')')
    {
      fail_at (self, UM_FILTER_MISSING_OPERAND, self->at);
      return NULL;
    }
  if (um_filter_is_operator (self->at, end - self->at))
    {
      fail (self, UM_FILTER_MISSING_OPERAND, self->at, end);
      return NULL;
    }

  key_length = um_filter_get_key_length (self->at);
  return key_length > 0 ? parse_condition (self, key_length) : parse_word (self);
}

/* [-|NOT]: one of them, and what is negated must follow, a dash without a blank between. */
static gboolean
read_negation (Parser *self, gboolean *negated)
{
  const char *dash = self->at;

  *negated = TRUE;
  if (accept_operator (self, "NOT"))
    skip_blanks (self);
  else if (*dash != '-')
    *negated = FALSE;
  else
    {
      self->at++;
      if (ends_at (self->at) && *self->at != '(')
        {
          fail_at (self, UM_FILTER_MISSING_OPERAND, dash);
          return FALSE;
        }
    }

  if (*negated && *self->at == '-')
    {
      fail_at (self, UM_FILTER_MISSING_OPERAND, self->at);
      return FALSE;
    }

  return TRUE;
}

/* not := [-|NOT] atom */
static UmFilter *
parse_not (Parser *self, Rule inner)
{
  g_autoptr (UmFilter) atom = NULL;
  gboolean negated = FALSE;

  skip_blanks (self);
  if (!read_negation (self, &negated))
    return NULL;

  atom = parse_atom (self, inner);
  if (atom == NULL || !negated)
    return g_steal_pointer (&atom);

  return finish (self, um_filter_not (atom));
}

/* and := not {[AND] not} */
static UmFilter *
parse_and (Parser *self, Rule inner)
{
  g_autoptr (GPtrArray)
    children = g_ptr_array_new_with_free_func ((GDestroyNotify) um_filter_unref);
  gboolean more = TRUE;

  while (more)
    {
      UmFilter *child = parse_not (self, inner);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);

      skip_blanks (self);
      if (accept_operator (self, "AND"))
        continue;

      more = *self->at != '\0' && *self->at != ')'
             && !(g_str_has_prefix (self->at, "OR") && bare_end (self->at) == self->at + 2);
    }

  return finish (self, um_filter_new_join (UM_FILTER_AND, children));
}

/* or := and {OR and} */
static UmFilter *
parse_or (Parser *self)
{
  g_autoptr (GPtrArray)
    children = g_ptr_array_new_with_free_func ((GDestroyNotify) um_filter_unref);

  do
    {
      UmFilter *child = parse_and (self, parse_or);

      if (child == NULL)
        return NULL;
      g_ptr_array_add (children, child);
    }
  while (accept_operator (self, "OR"));

  return finish (self, um_filter_new_join (UM_FILTER_OR, children));
}

/* Whether the text can be looked at at all; notes what is wrong otherwise. */
static gboolean
check_text (const char *text, UmFilterProblem *problem)
{
  gsize length = strnlen (text, UM_FILTER_MAX_LENGTH + 1);
  const char *end = NULL;

  if (g_utf8_validate (text, MIN (length, UM_FILTER_MAX_LENGTH), &end)
      && length <= UM_FILTER_MAX_LENGTH)
    return TRUE;

  problem->position = g_utf8_strlen (text, end - text);
  problem->length = 1;
  problem->fault = length > UM_FILTER_MAX_LENGTH ? UM_FILTER_TOO_LONG : UM_FILTER_BAD_UTF8;
  problem->text = g_strdup (problem->fault == UM_FILTER_TOO_LONG ? "" : "\357\277\275");

  return FALSE;
}

UmFilter *
um_filter_parse (const char *text, UmFilterProblem *problem)
{
  g_auto (UmFilterProblem) ours = { .fault = UM_FILTER_FINE };
  Parser parser = { .text = text, .at = text, .problem = &ours, .counted = text };
  UmFilter *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (check_text (text, &ours))
    {
      skip_blanks (&parser);
      self = *parser.at == '\0' ? um_filter_and (NULL, NULL) : parse_or (&parser);
    }

  if (self != NULL && *parser.at != '\0')
    {
      fail_at (&parser, UM_FILTER_UNBALANCED, parser.at);
      g_clear_pointer (&self, um_filter_unref);
    }

  if (problem != NULL)
    {
      *problem = ours;
      ours.text = NULL;
    }

  return self;
}
