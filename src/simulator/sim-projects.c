/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The site's projects, issue types and priorities, and the table of issues. */

#include "sim-projects.h"

#include <string.h>

#define FIRST_ISSUE_ID 10000

static const SimProject projects[SIM_N_PROJECTS] = {
  { "10000", "OPS", "Operations", "software" },
  { "10001", "HELP", "Service Desk", "service_desk" },
  { "10002", "WEB", "Website", "business" },
};

static const SimIssueType types[SIM_N_ISSUE_TYPES] = {
  { "10001", "Task", "A small, distinct piece of work.", FALSE, 0 },
  { "10002", "Bug", "A problem or error.", FALSE, 0 },
  { "10003", "Story", "A feature in the words of its user.", FALSE, 0 },
  { "10004", "Epic", "A collection of related work.", FALSE, 1 },
  { "10005", "Subtask", "A part of another piece of work.", TRUE, -1 },
};

static const char *const priorities[SIM_N_PRIORITIES] = {
  "Highest", "High", "Medium", "Low", "Lowest",
};

const SimProject *
sim_project (guint number)
{
  return &projects[number];
}

/* Returns: the number of the project with that id or key, or %SIM_NONE */
guint
sim_project_find (const char *id_or_key)
{
  for (guint i = 0; i < SIM_N_PROJECTS; i++)
    if (strcmp (projects[i].id, id_or_key) == 0
        || g_ascii_strcasecmp (projects[i].key, id_or_key) == 0)
      return i;
  return SIM_NONE;
}

const SimIssueType *
sim_issue_type (guint number)
{
  return &types[number];
}

/* Returns: the number of the issue type with that id or name, or %SIM_NONE */
guint
sim_issue_type_find (const char *id_or_name)
{
  for (guint i = 0; i < SIM_N_ISSUE_TYPES; i++)
    if (strcmp (types[i].id, id_or_name) == 0
        || g_ascii_strcasecmp (types[i].name, id_or_name) == 0)
      return i;
  return SIM_NONE;
}

const char *
sim_priority_name (guint number)
{
  return priorities[number];
}

static void
index_label (SimStore *store, const char *label, guint32 issue)
{
  GArray *rows = g_hash_table_lookup (store->issues_by_label, label);

  if (rows == NULL)
    {
      rows = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (store->issues_by_label, g_strdup (label), rows);
    }
  g_array_append_val (rows, issue);
}

/* Appends a copy of @issue and numbers it in its project. Returns: its row */
guint
sim_issue_add (SimStore *store, const SimIssue *issue)
{
  guint row = store->issues->len;
  g_auto (GStrv) labels = g_strsplit (sim_store_text (store, issue->labels), " ", -1);

  g_array_append_vals (store->issues, issue, 1);
  g_array_index (store->issues, SimIssue, row).number = ++store->n_issues[issue->project];
  for (guint i = 0; labels[i] != NULL; i++)
    index_label (store, labels[i], row);
  return row;
}

/* Returns: (transfer full): the key of an issue, as OPS-12 */
char *
sim_issue_key (SimStore *store, guint issue)
{
  const SimIssue *record = &g_array_index (store->issues, SimIssue, issue);

  return g_strdup_printf ("%s-%u", projects[record->project].key, record->number);
}

guint
sim_issue_id (guint issue)
{
  return FIRST_ISSUE_ID + issue;
}

/* Returns: the row of the issue with that id or key, or %SIM_NONE */
guint
sim_issue_find (SimStore *store, const char *id_or_key)
{
  guint64 id;

  if (g_ascii_string_to_unsigned (id_or_key, 10, FIRST_ISSUE_ID, G_MAXUINT32, &id, NULL))
    return id - FIRST_ISSUE_ID < store->issues->len ? (guint) id - FIRST_ISSUE_ID : SIM_NONE;

  for (guint row = 0; row < store->issues->len; row++)
    {
      g_autofree char *key = sim_issue_key (store, row);

      if (g_ascii_strcasecmp (key, id_or_key) == 0)
        return row;
    }
  return SIM_NONE;
}
