/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

typedef struct
{
  const char *id;
  const char *key;
  const char *name;
  const char *type;
} SimProject;

typedef struct
{
  const char *id;
  const char *name;
  const char *description;
  gboolean subtask;
  int level;
} SimIssueType;

#define SIM_N_ISSUE_TYPES 5
#define SIM_N_PRIORITIES  5

const SimProject *sim_project (guint number);
guint sim_project_find (const char *id_or_key);
const SimIssueType *sim_issue_type (guint number);
guint sim_issue_type_find (const char *id_or_name);
const char *sim_priority_name (guint number);

guint sim_issue_add (SimStore *store, const SimIssue *issue);
char *sim_issue_key (SimStore *store, guint issue);
guint sim_issue_find (SimStore *store, const char *id_or_key);
guint sim_issue_id (guint issue);

G_END_DECLS
