/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimJql: the part of Jira's query language that finds issues by project, labels, key, type and
 * summary: `field = value`, `!=`, `~`, `in (…)`, `not in (…)`, joined by AND, with ORDER BY.
 */

#include "sim-jql.h"

#include <string.h>

#include "sim-lag.h"
#include "sim-projects.h"

typedef enum
{
  FIELD_PROJECT,
  FIELD_LABELS,
  FIELD_KEY,
  FIELD_TYPE,
  FIELD_SUMMARY,
} Field;

typedef struct
{
  Field field;
  gboolean negated;
  gboolean contains;
  GPtrArray *values;
} Clause;

struct _SimJql
{
  GArray *clauses;
  gboolean ascending;
};

/* The text that is still to be read, and the word that was read last. */
typedef struct
{
  const char *at;
  char *word;
  gboolean quoted;
} Reader;

static const struct
{
  const char *name;
  Field field;
} field_names[] = {
  { "project", FIELD_PROJECT }, { "labels", FIELD_LABELS }, { "key", FIELD_KEY },
  { "issuekey", FIELD_KEY },    { "issue", FIELD_KEY },     { "id", FIELD_KEY },
  { "issuetype", FIELD_TYPE },  { "type", FIELD_TYPE },     { "summary", FIELD_SUMMARY },
};

static void
clause_clear (gpointer data)
{
  Clause *clause = data;

  g_ptr_array_unref (clause->values);
}

void
sim_jql_free (SimJql *self)
{
  g_array_unref (self->clauses);
  g_free (self);
}

/* Reads the next word: a quoted text, an operator, a bracket, or letters. FALSE at the end. */
static gboolean
next_word (Reader *reader)
{
  const char *at = reader->at + strspn (reader->at, " \t\r\n");
  gsize length;

  g_clear_pointer (&reader->word, g_free);
  reader->quoted = *at == '"' || *at == '\'';
  if (*at == '\0')
    {
      reader->at = at;
      reader->word = g_strdup ("");
      return FALSE;
    }
  if (reader->quoted)
    {
      GString *text = g_string_new (NULL);
      char quote = *at++;

      for (; *at != '\0' && *at != quote; at++)
        {
          if (*at == '\\' && at[1] != '\0')
            at++;
          g_string_append_c (text, *at);
        }
      reader->at = at + (*at == quote);
      reader->word = g_string_free (text, FALSE);
      return TRUE;
    }
  length = strspn (at, "=!~<>");
  if (length == 0 && strchr ("(),", *at) != NULL)
    length = 1;
  if (length == 0)
    length = strcspn (at, " \t\r\n=!~<>(),\"'");
  reader->word = g_strndup (at, length);
  reader->at = at + length;
  return TRUE;
}

static gboolean
is_word (const Reader *reader, const char *word)
{
  return !reader->quoted && g_ascii_strcasecmp (reader->word, word) == 0;
}

static gboolean
read_list (Reader *reader, GPtrArray *values)
{
  if (!next_word (reader) || !is_word (reader, "("))
    return FALSE;
  do
    {
      if (!next_word (reader) || (is_word (reader, ")") || is_word (reader, ",")))
        return FALSE;
      g_ptr_array_add (values, g_steal_pointer (&reader->word));
    }
  while (next_word (reader) && is_word (reader, ","));
  return is_word (reader, ")");
}

/* Reads `operator value`; the field is read. */
static gboolean
read_condition (Reader *reader, Clause *clause)
{
  if (!next_word (reader))
    return FALSE;
  if (is_word (reader, "not"))
    {
      clause->negated = TRUE;
      return next_word (reader) && is_word (reader, "in") && read_list (reader, clause->values);
    }
  if (is_word (reader, "in"))
    return read_list (reader, clause->values);

  clause->negated = is_word (reader, "!=") || is_word (reader, "!~");
  clause->contains = is_word (reader, "~") || is_word (reader, "!~");
  if (!clause->negated && !clause->contains && !is_word (reader, "="))
    return FALSE;
  if (clause->contains != (clause->field == FIELD_SUMMARY))
    return FALSE;
  if (!next_word (reader) || (!reader->quoted && strchr ("(),", reader->word[0]) != NULL))
    return FALSE;
  g_ptr_array_add (clause->values, g_steal_pointer (&reader->word));
  return TRUE;
}

/* Reads the rest after ORDER. */
static gboolean
read_order (Reader *reader, SimJql *self)
{
  if (!next_word (reader) || !is_word (reader, "by") || !next_word (reader))
    return FALSE;
  if (!is_word (reader, "created") && !is_word (reader, "key") && !is_word (reader, "id"))
    return FALSE;
  self->ascending = TRUE;
  if (next_word (reader))
    {
      self->ascending = is_word (reader, "asc");
      if (!self->ascending && !is_word (reader, "desc"))
        return FALSE;
      return !next_word (reader);
    }
  return TRUE;
}

static gboolean
read_clause (Reader *reader, SimJql *self)
{
  Clause clause = { .values = g_ptr_array_new_with_free_func (g_free) };
  guint i = 0;
  gboolean ok;

  while (i < G_N_ELEMENTS (field_names) && !is_word (reader, field_names[i].name))
    i++;
  ok = i < G_N_ELEMENTS (field_names);
  if (ok)
    {
      clause.field = field_names[i].field;
      ok = read_condition (reader, &clause);
    }
  g_array_append_val (self->clauses, clause);
  return ok;
}

static gboolean
read_all (Reader *reader, SimJql *self)
{
  gboolean more = next_word (reader);

  while (more && !is_word (reader, "order"))
    {
      if (!read_clause (reader, self))
        return FALSE;
      more = next_word (reader);
      if (more && is_word (reader, "and"))
        {
          if (!next_word (reader))
            return FALSE;
        }
      else if (more && !is_word (reader, "order"))
        return FALSE;
    }
  return !more || read_order (reader, self);
}

/**
 * sim_jql_parse:
 * @error: (out): Jira's sentence where it can't be read
 *
 * Returns: (transfer full) (nullable): the query
 */
SimJql *
sim_jql_parse (const char *text, char **error)
{
  g_autoptr (SimJql) self = g_new0 (SimJql, 1);
  Reader reader = { .at = text };
  gboolean ok;

  self->clauses = g_array_new (FALSE, FALSE, sizeof (Clause));
  g_array_set_clear_func (self->clauses, clause_clear);
  ok = read_all (&reader, self);
  if (!ok)
    *error = g_strdup_printf ("Error in the JQL Query: Expecting something else near '%s' "
                              "(character %d).",
                              reader.word != NULL ? reader.word : "", (int) (reader.at - text));
  else if (self->clauses->len == 0)
    *error = g_strdup ("Unbounded JQL queries are not allowed here. Please add a search "
                       "restriction to your query.");
  g_free (reader.word);
  return *error == NULL ? g_steal_pointer (&self) : NULL;
}

static gboolean
has_label (SimStore *store, const SimIssue *issue, const char *label)
{
  g_auto (GStrv) labels = g_strsplit (sim_store_text (store, issue->labels), " ", -1);

  return g_strv_contains ((const char *const *) labels, label);
}

static gboolean
has_value (SimStore *store, guint row, const Clause *clause, const char *value)
{
  const SimIssue *issue = &g_array_index (store->issues, SimIssue, row);
  g_autofree char *text = NULL, *wanted = NULL;

  switch (clause->field)
    {
    case FIELD_PROJECT:
      return issue->project == sim_project_find (value);
    case FIELD_TYPE:
      return issue->type == sim_issue_type_find (value);
    case FIELD_LABELS:
      return has_label (store, issue, value);
    case FIELD_KEY:
      return row == sim_issue_find (store, value);
    case FIELD_SUMMARY:
    default:
      text = g_utf8_casefold (sim_store_text (store, issue->summary), -1);
      wanted = g_utf8_casefold (value, -1);
      return strstr (text, wanted) != NULL;
    }
}

static gboolean
passes (SimJql *self, SimStore *store, guint row)
{
  if (g_array_index (store->issues, SimIssue, row).created > sim_lag_horizon (store->lag))
    return FALSE;
  for (guint i = 0; i < self->clauses->len; i++)
    {
      const Clause *clause = &g_array_index (self->clauses, Clause, i);
      gboolean found = FALSE;

      for (guint j = 0; j < clause->values->len && !found; j++)
        found = has_value (store, row, clause, clause->values->pdata[j]);
      if (found == clause->negated)
        return FALSE;
    }
  return TRUE;
}

/* Returns: (transfer none) (nullable): the issues of a label that all results must bear */
static GArray *
find_candidates (SimJql *self, SimStore *store, gboolean *narrowed)
{
  for (guint i = 0; i < self->clauses->len; i++)
    {
      const Clause *clause = &g_array_index (self->clauses, Clause, i);

      if (clause->field == FIELD_LABELS && !clause->negated && clause->values->len == 1)
        {
          *narrowed = TRUE;
          return g_hash_table_lookup (store->issues_by_label, clause->values->pdata[0]);
        }
    }
  *narrowed = FALSE;
  return NULL;
}

/* Returns: (transfer full): rows of the issues found, in the order asked for: newest first */
GArray *
sim_jql_run (SimJql *self, SimStore *store)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean narrowed;
  const GArray *candidates = find_candidates (self, store, &narrowed);
  guint n = narrowed ? (candidates != NULL ? candidates->len : 0) : store->issues->len;

  for (guint i = 0; i < n; i++)
    {
      guint at = self->ascending ? i : n - 1 - i;
      guint32 row = narrowed ? g_array_index (candidates, guint32, at) : at;

      if (passes (self, store, row))
        g_array_append_val (found, row);
    }
  return found;
}
