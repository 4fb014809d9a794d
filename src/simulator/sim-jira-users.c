/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of users: users, users/search, user/bulk, user/search, user/assignable/search. */

#include "sim-jira.h"

#include <string.h>

#include "sim-jira-write.h"
#include "sim-json.h"
#include "sim-lag.h"
#include "sim-members.h"
#include "sim-projects.h"
#include "sim-text.h"

#define MOST_USERS     1000
#define MOST_BULK      200
#define SEARCH_HORIZON 1000 /* searches never look beyond so many hits */

/* Returns: how many users lists show: those invited just now aren't there yet */
static guint
count_shown (SimRequest *request)
{
  SimStore *store = request->store;
  guint n = store->users->len;

  while (n > request->options->users
         && sim_store_user (store, n - 1)->added > sim_lag_horizon (store->lag))
    n--;
  return n;
}

static void
get_all_users (SimRequest *request)
{
  guint start, max, length;
  GString *out;

  if (!sim_request_get_page (request, 50, MOST_USERS, &start, &max))
    return;
  sim_listing_update (request->listing, &request->options->faults, count_shown (request));
  length = sim_listing_length (request->listing);

  out = sim_request_begin (request, 200);
  sim_json_begin_array (out, NULL);
  for (guint at = start; request->caller != SIM_NONE && at < length && at < start + max; at++)
    {
      guint user = sim_listing_get (request->listing, at);

      if (user != SIM_NONE)
        sim_jira_write_user (request, out, NULL, user, SIM_USER_FULL);
    }
  sim_json_end_array (out);
}

static void
get_bulk (SimRequest *request)
{
  SimStore *store = request->store;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  SimPage page;
  GString *out;
  guint end;

  if (!sim_request_get_page (request, 10, MOST_BULK, &page.start, &page.max))
    return;
  if (sim_query_count (&request->query, "accountId") == 0)
    {
      sim_request_fail (request, 400, "The 'accountId' query parameter is required.");
      return;
    }
  for (guint i = 0; i < request->query.n; i++)
    if (strcmp (request->query.pairs[i].name, "accountId") == 0)
      {
        guint user = sim_index_find (&store->users_by_id, request->query.pairs[i].value);

        if (user != SIM_NONE)
          g_array_append_val (found, user);
      }

  page.total = found->len;
  out = sim_request_begin (request, 200);
  end = sim_jira_begin_page (request, out, &page);
  for (guint i = page.start; i < end; i++)
    sim_jira_write_user (request, out, NULL, g_array_index (found, guint, i), SIM_USER_FULL);
  sim_jira_end_page (out);
}

static gboolean
matches (SimStore *store, const SimUser *user, const char *query)
{
  if (sim_text_word_prefix (sim_store_text (store, user->name), query))
    return TRUE;
  return user->email_shown == SIM_EMAIL_SHOWN
         && sim_text_word_prefix (sim_store_text (store, user->email), query);
}

/* Whether searches may show @user: an active one, and for assignment a person with Jira. */
static gboolean
is_eligible (SimStore *store, guint user, gboolean assignable)
{
  const SimUser *record = sim_store_user (store, user);

  return sim_members_is_active (store, user)
         && (!assignable || (record->type == SIM_TYPE_PERSON && record->n_groups > 0));
}

/* Writes those who match `query` or `accountId`, of the first thousand. */
static void
write_found (SimRequest *request, gboolean assignable)
{
  SimStore *store = request->store;
  const char *query = sim_query_get (&request->query, "query");
  guint start, max, n = 0, n_users = count_shown (request);
  GString *out;

  if (!sim_request_get_page (request, 50, MOST_USERS, &start, &max))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_array (out, NULL);
  if (request->caller == SIM_NONE)
    n_users = 0;
  else if (query == NULL && request->user != SIM_NONE)
    {
      if (start == 0 && is_eligible (store, request->user, assignable))
        sim_jira_write_user (request, out, NULL, request->user, SIM_USER_FULL);
      n_users = 0;
    }
  else if (query == NULL)
    n_users = 0;

  for (guint user = 0; user < n_users && n < MIN (start + max, SEARCH_HORIZON); user++)
    if (is_eligible (store, user, assignable)
        && matches (store, sim_store_user (store, user), query) && n++ >= start)
      sim_jira_write_user (request, out, NULL, user, SIM_USER_FULL);
  sim_json_end_array (out);
}

/* Checks that just one of `query` and `accountId` was given. */
static gboolean
check_wanted (SimRequest *request)
{
  gboolean query = sim_query_count (&request->query, "query") > 0;
  gboolean id = sim_request_get (request, "accountId") != NULL;

  if (query != id)
    return TRUE;
  sim_request_fail (request, 400,
                    query ? "Only one of 'query' and 'accountId' may be specified."
                          : "Either 'query' or 'accountId' must be specified.");
  return FALSE;
}

static void
get_search (SimRequest *request)
{
  if (check_wanted (request))
    write_found (request, FALSE);
}

static void
get_assignable (SimRequest *request)
{
  const char *project = sim_request_get (request, "project");
  const char *issue = sim_request_get (request, "issueKey");

  if (issue == NULL)
    issue = sim_request_get (request, "issueId");
  if (project == NULL && issue == NULL)
    sim_request_fail (request, 400, "One of 'project', 'issueKey' and 'issueId' is required.");
  else if (project != NULL && sim_project_find (project) == SIM_NONE)
    sim_request_fail (request, 404, "No project could be found with key or id '%s'.", project);
  else if (project == NULL && sim_issue_find (request->store, issue) == SIM_NONE)
    sim_request_fail (request, 404,
                      "Issue does not exist or you do not have permission to see it.");
  else if (check_wanted (request))
    write_found (request, TRUE);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/users", get_all_users, SIM_NEED_VISITOR, NULL },
  { "GET", "/rest/api/3/users/search", get_all_users, SIM_NEED_VISITOR, NULL },
  { "GET", "/rest/api/3/user/bulk", get_bulk, SIM_NEED_USER, NULL },
  { "GET", "/rest/api/3/user/search", get_search, SIM_NEED_VISITOR, "user search" },
  { "GET", "/rest/api/3/user/assignable/search", get_assignable, SIM_NEED_USER, "user search" },
};

void
sim_jira_add_users_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
