/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

/* The fields of an issue to be made, or what is wrong with them. */
typedef struct
{
  guint project;
  guint type;
  guint priority;
  guint assignee; /* or SIM_NONE */
  guint reporter;
  const char *summary;
  char *labels;      /* blank-separated */
  char *description; /* JSON, or empty */
  GString *errors;   /* JSON members: field and message */
} SimIssueFields;

gboolean sim_jira_read_fields (SimRequest *request, JsonNode *update, SimIssueFields *fields);
void sim_jira_clear_fields (SimIssueFields *fields);

G_END_DECLS
