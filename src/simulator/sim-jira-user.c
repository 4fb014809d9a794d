/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user: user, user/groups, invitation (POST user), removal from the site (DELETE user). */

#include "sim-jira.h"

#include <string.h>

#include "sim-groups.h"
#include "sim-jira-write.h"
#include "sim-json.h"
#include "sim-members.h"
#include "sim-people.h"
#include "sim-seats.h"
#include "sim-text.h"

/* Makes sure that `accountId` names an account. Returns: FALSE where not; the answer is written */
static gboolean
check_user (SimRequest *request)
{
  if (sim_request_get (request, "accountId") == NULL)
    sim_request_fail (request, 400, "The 'accountId' query parameter is required.");
  else if (request->user == SIM_NONE)
    sim_request_fail (request, 404,
                      "Specified user does not exist or you do not have required permissions");
  return request->user != SIM_NONE;
}

static void
get_user (SimRequest *request)
{
  if (request->caller == SIM_NONE)
    request->user = SIM_NONE; /* a visitor sees nobody */
  if (check_user (request))
    sim_jira_write_user (request, sim_request_begin (request, 200), NULL, request->user,
                         SIM_USER_WHOLE);
}

static void
get_groups (SimRequest *request)
{
  g_autoptr (GArray) groups = NULL;
  GString *out;

  if (request->caller == SIM_NONE)
    {
      sim_request_text (request, 200, "application/json;charset=UTF-8", "[]");
      return;
    }
  if (!check_user (request))
    return;
  groups = sim_members_groups_of (request->store, request->user);
  out = sim_request_begin (request, 200);
  sim_json_begin_array (out, NULL);
  for (guint i = 0; i < groups->len; i++)
    sim_jira_write_group (request, out, g_array_index (groups, guint32, i));
  sim_json_end_array (out);
}

/* Reads `products` into bits. Returns: FALSE where it isn't a list of roles; answer written */
static gboolean
read_products (SimRequest *request, JsonObject *body, guint *products)
{
  JsonNode *node = json_object_get_member (body, "products");
  JsonArray *names = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node)
                                                                  : NULL;

  *products = 0;
  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    {
      JsonNode *name = json_array_get_element (names, i);
      guint before = *products;

      for (guint role = 0; role < SIM_N_ROLES && json_node_get_value_type (name) == G_TYPE_STRING;
           role++)
        if (strcmp (json_node_get_string (name), sim_product_key (role)) == 0)
          *products |= 1u << role;
      if (*products == before)
        names = NULL;
    }
  if (names == NULL)
    sim_request_fail_field (request, 400, "products", "Invalid products.");
  return names != NULL;
}

static void
invite (SimRequest *request, const char *email, const char *name, guint products)
{
  g_autofree char *id = sim_people_new_id (request->options->seed, email);
  g_autoptr (GString) groups = g_string_new (NULL);
  const char *fields[] = { id, email, name, NULL, "1", "", NULL };

  for (guint role = 0; role < SIM_N_ROLES; role++)
    if (products & (1u << role))
      g_string_append_printf (groups, "%s%u", groups->len > 0 ? "," : "",
                              sim_groups_default (role));
  fields[3] = groups->str;
  if (!sim_request_change (request, SIM_CHANGE_USER_INVITE, fields))
    return;
  request->created++;
  sim_jira_write_user (request, sim_request_begin (request, 201), NULL,
                       request->store->users->len - 1, SIM_USER_WHOLE);
}

/* POST user: a new account, or the one that has the address and Jira already. */
static void
post_user (SimRequest *request)
{
  SimStore *store = request->store;
  JsonObject *body = sim_request_object (request);
  const char *email = body != NULL ? sim_object_string (body, "emailAddress") : NULL;
  const char *name = body != NULL ? sim_object_string (body, "displayName") : NULL;
  guint products, existing;
  SimProduct full;

  if (body == NULL)
    return;
  if (email == NULL || !sim_text_is_email (email))
    {
      sim_request_fail_field (request, 400, "emailAddress",
                              email == NULL ? "You must specify an email address."
                                            : "The email address format is invalid.");
      return;
    }
  if (!read_products (request, body, &products))
    return;

  existing = sim_index_find (&store->users_by_email, email);
  if (existing != SIM_NONE && sim_store_user (store, existing)->n_groups > 0)
    {
      request->repeated++;
      sim_jira_write_user (request, sim_request_begin (request, 201), NULL, existing,
                           SIM_USER_WHOLE);
      return;
    }
  full = sim_seats_full (store, products);
  if (existing != SIM_NONE)
    sim_request_fail_field (request, 400, "emailAddress",
                            "A user with that email address exists but has no access to Jira.");
  else if (full != SIM_N_PRODUCTS)
    sim_request_fail (request, 400, "The user limit of %s has been reached.",
                      sim_product_name (full));
  else
    invite (request, email, name != NULL ? name : email, products);
}

static void
delete_user (SimRequest *request)
{
  char row[16];
  const char *fields[] = { row, NULL };

  if (!check_user (request))
    return;
  if (!sim_user_is_on_site (sim_store_user (request->store, request->user)))
    {
      request->repeated++;
      sim_request_fail (request, 404, "The user does not exist.");
      return;
    }
  if (request->user == request->caller)
    {
      sim_request_fail (request, 400, "You cannot delete yourself.");
      return;
    }
  g_snprintf (row, sizeof row, "%u", request->user);
  if (sim_request_change (request, SIM_CHANGE_USER_REMOVE, fields))
    sim_request_done (request, 204);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/user", get_user, SIM_NEED_VISITOR, NULL },
  { "POST", "/rest/api/3/user", post_user, SIM_NEED_SITE_ADMIN, NULL },
  { "DELETE", "/rest/api/3/user", delete_user, SIM_NEED_SITE_ADMIN, NULL },
  { "GET", "/rest/api/3/user/groups", get_groups, SIM_NEED_VISITOR, NULL },
};

void
sim_jira_add_user_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
