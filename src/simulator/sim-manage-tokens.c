/* SPDX-License-Identifier: GPL-3.0-or-later */
/* API tokens of one managed account. */

#include "sim-manage.h"

#include "sim-json.h"
#include "sim-org.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-tokens.h"

static void
get_tokens (SimRequest *request)
{
  GString *out;

  if (!sim_manage_check (request, SIM_PRIVILEGE_TOKENS_READ))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_array (out, NULL);
  for (guint i = 0; i < SIM_MAX_TOKENS; i++)
    {
      SimToken token;

      if (!sim_tokens_get (request->store, request->user, i, &token))
        continue;
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", token.id);
      sim_json_string (out, "label", token.label);
      sim_org_write_time (out, "createdAt", token.created);
      if (token.used != 0)
        sim_org_write_time (out, "lastAccess", token.used);
      sim_org_write_time (out, "expiry", token.expires);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
}

static void
delete_token (SimRequest *request)
{
  char row[16], number[16];
  const char *fields[] = { row, number, NULL };
  guint token;

  if (!sim_manage_check (request, SIM_PRIVILEGE_TOKENS_DELETE))
    return;
  token = sim_tokens_find (request->store, request->user, request->arguments[1]);
  if (token == SIM_MAX_TOKENS)
    {
      request->repeated++;
      sim_org_fail_manage (request, 404, "notFound");
      return;
    }
  g_snprintf (row, sizeof row, "%u", request->user);
  g_snprintf (number, sizeof number, "%u", token);
  if (sim_request_change (request, SIM_CHANGE_TOKEN_REVOKE, fields))
    sim_request_done (request, 204);
}

#define TOKENS "/users/{account_id}/manage/api-tokens"

static const SimRoute routes[] = {
  { "GET", TOKENS, get_tokens, SIM_NEED_MANAGE, NULL },
  { "DELETE", TOKENS "/{tokenId}", delete_token, SIM_NEED_MANAGE, NULL },
};

void
sim_manage_add_token_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
