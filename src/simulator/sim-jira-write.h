/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

/* How much of a user an endpoint shows. */
typedef enum
{
  SIM_USER_BRIEF, /* as group/member */
  SIM_USER_FULL,  /* as users/search */
  SIM_USER_WHOLE, /* as user and myself: with groups and applicationRoles */
} SimUserForm;

typedef struct
{
  guint start;
  guint max;
  guint total;
} SimPage;

void sim_jira_write_user (
  SimRequest *request, GString *out, const char *key, guint user, SimUserForm form);
void sim_jira_write_group (SimRequest *request, GString *out, guint group);
guint sim_jira_begin_page (SimRequest *request, GString *out, const SimPage *page);
void sim_jira_end_page (GString *out);
guint sim_jira_find_group (SimRequest *request);
char *sim_jira_print_time (gint64 when);

G_END_DECLS
