/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life of managed accounts: deactivated, activated, deleted after fourteen days. */

#include "sim-manage.h"

#include <string.h>

#include "sim-json.h"
#include "sim-members.h"
#include "sim-org.h"
#include "sim-org-error.h"

#define DELETED "The account has been scheduled for deletion."
#define KEPT    "The deletion of the account has been cancelled."

/* Answers that the account isn't in the state for what was asked: mostly it is done already. */
static void
fail_state (SimRequest *request, const char *code, const char *message)
{
  SimStore *store = request->store;
  GString *out = sim_request_begin (request, 409);

  request->repeated++;
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", "conflict.lifecycleErrors");
  sim_json_begin_object (out, "context");
  sim_json_string (out, "accountId",
                   sim_store_text (store, sim_store_user (store, request->user)->account_id));
  sim_json_string (out, "message", message);
  sim_json_begin_array (out, "errorCodes");
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "code", code);
  sim_json_string (out, "link", "https://confluence.atlassian.com/x/pTgoPQ");
  sim_json_string (out, "message", message);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static gboolean
change (SimRequest *request, SimAccount account, const char *message)
{
  char row[16], number[16];
  const char *fields[] = { row, number, message, NULL };

  g_snprintf (row, sizeof row, "%u", request->user);
  g_snprintf (number, sizeof number, "%u", account);
  return sim_request_change (request, SIM_CHANGE_ACCOUNT, fields);
}

static SimAccount
account_of (SimRequest *request)
{
  return sim_store_user (request->store, request->user)->account;
}

/* What nobody has seen a deactivation do. */
static void
lose_group (SimRequest *request)
{
  g_autoptr (GArray) groups = sim_members_groups_of (request->store, request->user);

  if (groups->len > 0
      && sim_faults_hits (&request->options->faults, SIM_FAULT_LOSE_GROUP, request->user))
    sim_changes_make_member (request->store, request->caller, SIM_CHANGE_MEMBER_REMOVE,
                             request->user, g_array_index (groups, guint32, 0));
}

static void
post_disable (SimRequest *request)
{
  JsonObject *body;
  const char *message;

  if (!sim_manage_check (request, SIM_PRIVILEGE_ENABLEMENT)
      || (body = sim_request_object (request)) == NULL)
    return;
  message = sim_object_string (body, "message");
  if (account_of (request) == SIM_ACCOUNT_FOR_DELETION)
    fail_state (request, "DELETION_SCHEDULED", "The account is scheduled for deletion.");
  else if (account_of (request) == SIM_ACCOUNT_INACTIVE)
    fail_state (request, "ALREADY_DEACTIVATED", "The account is already deactivated.");
  else if (change (request, SIM_ACCOUNT_INACTIVE, message != NULL ? message : ""))
    {
      lose_group (request);
      sim_request_done (request, 204);
    }
}

static void
post_enable (SimRequest *request)
{
  if (!sim_manage_check (request, SIM_PRIVILEGE_ENABLEMENT))
    return;
  if (account_of (request) == SIM_ACCOUNT_FOR_DELETION)
    fail_state (request, "DELETION_SCHEDULED", "The account is scheduled for deletion.");
  else if (account_of (request) == SIM_ACCOUNT_ACTIVE)
    fail_state (request, "ALREADY_ACTIVE", "The account is already active.");
  else if (change (request, SIM_ACCOUNT_ACTIVE, ""))
    sim_request_done (request, 204);
}

static void
answer_message (SimRequest *request, const char *message)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "message", message);
  sim_json_end_object (out);
}

static void
post_delete (SimRequest *request)
{
  if (!sim_manage_check (request, SIM_PRIVILEGE_DELETE))
    return;
  if (account_of (request) == SIM_ACCOUNT_FOR_DELETION)
    fail_state (request, "DELETION_SCHEDULED", "The account is scheduled for deletion already.");
  else if (change (request, SIM_ACCOUNT_FOR_DELETION, ""))
    answer_message (request, DELETED);
}

static void
post_cancel_delete (SimRequest *request)
{
  if (!sim_manage_check (request, SIM_PRIVILEGE_DELETE))
    return;
  if (account_of (request) != SIM_ACCOUNT_FOR_DELETION)
    {
      request->repeated++;
      sim_org_fail_manage (request, 404, "notFound");
    }
  else if (change (request, SIM_ACCOUNT_ACTIVE, ""))
    answer_message (request, KEPT);
}

#define LIFE "/users/{account_id}/manage/lifecycle"

static const SimRoute routes[] = {
  { "POST", LIFE "/disable", post_disable, SIM_NEED_MANAGE, NULL },
  { "POST", LIFE "/enable", post_enable, SIM_NEED_MANAGE, NULL },
  { "POST", LIFE "/delete", post_delete, SIM_NEED_MANAGE, NULL },
  { "POST", LIFE "/cancel-delete", post_cancel_delete, SIM_NEED_MANAGE, NULL },
};

void
sim_manage_add_lifecycle_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
