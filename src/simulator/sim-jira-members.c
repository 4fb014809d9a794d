/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Memberships: group/member, POST and DELETE group/user. */

#include "sim-jira.h"

#include "sim-jira-write.h"
#include "sim-json.h"
#include "sim-members.h"
#include "sim-seats.h"

#define MOST_MEMBERS 50

static void
get_members (SimRequest *request)
{
  guint group = sim_jira_find_group (request);
  const guint32 *members;
  SimPage page;
  GString *out;
  guint end;

  if (group == SIM_NONE
      || !sim_request_get_page (request, 50, MOST_MEMBERS, &page.start, &page.max))
    return;
  members = sim_members_list (request->store, group,
                              sim_request_get_flag (request, "includeInactiveUsers"), &page.total);
  out = sim_request_begin (request, 200);
  end = sim_jira_begin_page (request, out, &page);
  for (guint i = page.start; i < end; i++)
    sim_jira_write_user (request, out, NULL, members[i], SIM_USER_BRIEF);
  sim_jira_end_page (out);
}

/* Makes sure that user and group can be changed. Returns: FALSE where not; answer written */
static gboolean
check_change (SimRequest *request, guint group)
{
  const SimStore *store = request->store;
  const SimGroup *record = sim_store_group (store, group);

  if (request->user == SIM_NONE || !sim_user_is_on_site (sim_store_user (store, request->user)))
    sim_request_fail (request, 404, "The user does not exist.");
  else if (record->synced)
    sim_request_fail (request, 403,
                      "The group '%s' is managed by an external directory and can not be changed.",
                      sim_store_text (store, record->id));
  else
    return TRUE;
  return FALSE;
}

static void
post_member (SimRequest *request)
{
  SimStore *store = request->store;
  JsonObject *body = sim_request_object (request);
  guint group;
  SimProduct full;

  if (body == NULL || (group = sim_jira_find_group (request)) == SIM_NONE)
    return;
  if (sim_object_string (body, "accountId") == NULL)
    {
      sim_request_fail (request, 400, "The accountId is missing.");
      return;
    }
  if (!check_change (request, group))
    return;
  if (sim_members_has (store, request->user, group))
    {
      request->repeated++;
      sim_request_fail (request, 400, "Cannot add user. User is already a member of '%s'",
                        sim_store_text (store, sim_store_group (store, group)->id));
      return;
    }
  full = sim_seats_full (
    store, sim_seats_wanted (store, request->user, sim_store_group (store, group)->products));
  if (full != SIM_N_PRODUCTS)
    {
      sim_request_fail (request, 400, "Cannot add user. The user limit of %s has been reached.",
                        sim_product_name (full));
      return;
    }
  if (sim_request_change_member (request, SIM_CHANGE_MEMBER_ADD, request->user, group))
    sim_jira_write_group (request, sim_request_begin (request, 201), group);
}

static void
delete_member (SimRequest *request)
{
  SimStore *store = request->store;
  guint group = sim_jira_find_group (request);

  if (group == SIM_NONE)
    return;
  if (sim_request_get (request, "accountId") == NULL)
    {
      sim_request_fail (request, 400, "The 'accountId' query parameter is required.");
      return;
    }
  if (!check_change (request, group))
    return;
  if (!sim_members_has (store, request->user, group))
    {
      const char *id = sim_store_text (store, sim_store_group (store, group)->id);

      request->repeated++;
      sim_request_fail (request, 400,
                        "Cannot remove user from group '%s' since user is not a member of '%s'", id,
                        id);
      return;
    }
  if (sim_request_change_member (request, SIM_CHANGE_MEMBER_REMOVE, request->user, group))
    sim_request_done (request, 200);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/group/member", get_members, SIM_NEED_USER, NULL },
  { "POST", "/rest/api/3/group/user", post_member, SIM_NEED_SITE_ADMIN, NULL },
  { "DELETE", "/rest/api/3/group/user", delete_member, SIM_NEED_SITE_ADMIN, NULL },
};

void
sim_jira_add_member_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
