/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs that make issues, and a site to make them at. */
#pragma once

#include "um-test-runs.h"

G_BEGIN_DECLS

/* Requests, for um_test_issues_count (). */
#define UM_TEST_ONE     "by_endpoint.POST /rest/api/3/issue"
#define UM_TEST_SEVERAL "by_endpoint.POST /rest/api/3/issue/bulk"
#define UM_TEST_SEARCH  "by_endpoint.POST /rest/api/3/search/jql"

typedef struct
{
  UmTestSimulator *simulator;
  UmEngine *engine;
  UmSourceState *state;
  char *folder;
} UmTestIssues;

/* For g_test_add (). */
void um_test_issues_set_up (UmTestIssues *fixture, gconstpointer data);
void um_test_issues_tear_down (UmTestIssues *fixture, gconstpointer data);

/* @issues: UM_ISSUES_EACH or UM_ISSUES_ONE; the summary is "Look" */
UmPlan *um_test_issues_plan (UmTestIssues *fixture, guint n_users, const char *issues);
/* A number of the simulator's statistics. */
gint64 um_test_issues_count (UmTestIssues *fixture, const char *what);
/* Different keys of issues that were made, by the journal on disk. */
guint um_test_issues_count_keys (UmTestIssues *fixture, const UmRun *run);
/* Each user has an issue, and there are no others. */
void
um_test_issues_assert_made (UmTestIssues *fixture, const UmRun *run, guint n_users, guint n_issues);
/* Carries out a plan with these settings of the simulator; all are made. */
void um_test_issues_run_with (
  UmTestIssues *fixture, const char *settings, guint n_users, const char *issues, guint n_issues);
/* Opens the engine once more, after it was closed. */
void um_test_issues_open_again (UmTestIssues *fixture);
/* The engine closes in the middle of a trial, and is opened again. (transfer full): its id */
char *um_test_issues_tear_trial (UmTestIssues *fixture, UmPlan *plan, guint first_n);

G_END_DECLS
