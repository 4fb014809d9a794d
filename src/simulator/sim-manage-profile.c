/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Profile and e-mail address of managed accounts. */

#include "sim-manage.h"

#include <string.h>

#include "sim-company.h"
#include "sim-json.h"
#include "sim-org.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-profile.h"
#include "sim-text.h"

#define MOST_NAME  100
#define MOST_FIELD 100

static void
write_field (SimRequest *request, GString *out, SimProfileField field)
{
  const char *path = sim_manage_field_name (field);
  const char *dot = strchr (path, '.');
  g_autofree char *text = sim_profile_get (request->store, request->user, field);

  if (text != NULL)
    sim_json_string (out, dot != NULL ? dot + 1 : path, text);
}

static void
write_profile (SimRequest *request)
{
  SimStore *store = request->store;
  const SimUser *user = sim_store_user (store, request->user);
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_begin_object (out, "account");
  sim_json_string (out, "account_id", sim_store_text (store, user->account_id));
  sim_json_string (out, "account_type", "atlassian");
  sim_json_string (out, "account_status", sim_org_account_status (user->account));
  sim_json_string (out, "email", sim_store_text (store, user->email));
  sim_json_string (out, "picture", "https://avatars.example/initials/default-3.png");
  sim_json_raw (out, "characteristics", "{\"not_mentionable\":false}");
  for (guint i = 0; i < SIM_PROFILE_JOB_TITLE; i++)
    write_field (request, out, i);
  sim_json_begin_object (out, "extended_profile");
  for (guint i = SIM_PROFILE_JOB_TITLE; i < SIM_N_PROFILE_FIELDS; i++)
    write_field (request, out, i);
  sim_json_end_object (out);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
get_profile (SimRequest *request)
{
  if (sim_manage_check (request, SIM_PRIVILEGE_PROFILE_READ))
    write_profile (request);
}

/* Finds what the body says of a field. Returns: (nullable): NULL where it says nothing */
static JsonNode *
find_value (JsonObject *body, SimProfileField field)
{
  const char *path = sim_manage_field_name (field);
  const char *dot = strchr (path, '.');
  JsonNode *inner;

  if (dot == NULL)
    return json_object_get_member (body, path);
  inner = json_object_get_member (body, "extended_profile");
  return inner != NULL && JSON_NODE_HOLDS_OBJECT (inner)
           ? json_object_get_member (json_node_get_object (inner), dot + 1)
           : NULL;
}

/* Makes sure that the field may have that value. Returns: FALSE where not; the answer is written */
static gboolean
check_field (SimRequest *request, SimProfileField field, JsonNode *value)
{
  const char *path = sim_manage_field_name (field);
  const char *reason = sim_manage_field_reason (request->store, request->user, field);
  const char *text = json_node_get_value_type (value) == G_TYPE_STRING
                       ? json_node_get_string (value)
                       : NULL;
  glong most = field == SIM_PROFILE_NICKNAME ? SIM_MOST_NICKNAME
               : field == SIM_PROFILE_NAME   ? MOST_NAME
                                             : MOST_FIELD;
  GString *out;

  if (reason != NULL)
    {
      out = sim_request_begin (request, 403);
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "key", "forbidden.fieldMutation");
      sim_json_begin_object (out, "context");
      sim_manage_write_rule (out, path, reason);
      sim_json_end_object (out);
      sim_json_end_object (out);
    }
  else if (text == NULL)
    sim_org_fail_manage (request, 400, "bodyParseFailure");
  else if (g_utf8_strlen (text, -1) > most)
    sim_manage_fail_field (request, path, "maxLength");
  else if (*text == '\0' && field <= SIM_PROFILE_NICKNAME)
    sim_manage_fail_field (request, path, "minLength");
  else
    return TRUE;
  return FALSE;
}

/* Writes over what differs. Returns: FALSE where it couldn't be kept; the answer is written */
static gboolean
set_field (SimRequest *request, SimProfileField field, const char *text)
{
  g_autofree char *before = sim_profile_get (request->store, request->user, field);
  char row[16], number[16];
  const char *fields[] = { row, number, text, NULL };

  if (g_strcmp0 (before, text) == 0)
    return TRUE;
  g_snprintf (row, sizeof row, "%u", request->user);
  g_snprintf (number, sizeof number, "%u", field);
  return sim_request_change (request, SIM_CHANGE_PROFILE, fields);
}

static void
patch_profile (SimRequest *request)
{
  JsonObject *body;

  if (!sim_manage_find (request) || (body = sim_request_object (request)) == NULL)
    return;
  for (guint i = 0; i < SIM_N_PROFILE_FIELDS; i++)
    {
      JsonNode *value = find_value (body, i);

      if (value != NULL && !check_field (request, i, value))
        return;
    }
  for (guint i = 0; i < SIM_N_PROFILE_FIELDS; i++)
    {
      JsonNode *value = find_value (body, i);

      if (value != NULL && !set_field (request, i, json_node_get_string (value)))
        return;
    }
  if (request->effects == 0)
    request->repeated++;
  request->effects = MIN (request->effects, 1);
  write_profile (request);
}

static void
fail_domain (SimRequest *request, const char *domain)
{
  GString *out = sim_request_begin (request, 403);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", "forbidden.unclaimedDomain");
  sim_json_begin_object (out, "context");
  sim_json_string (out, "domain", domain);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
put_email (SimRequest *request)
{
  SimStore *store = request->store;
  JsonObject *body;
  const char *email;
  char row[16];
  const char *fields[] = { row, NULL, NULL };
  guint bearer;

  if (!sim_manage_check (request, SIM_PRIVILEGE_EMAIL)
      || (body = sim_request_object (request)) == NULL)
    return;
  email = fields[1] = sim_object_string (body, "email");
  bearer = email != NULL ? sim_index_find (&store->users_by_email, email) : SIM_NONE;
  g_snprintf (row, sizeof row, "%u", request->user);
  if (email == NULL)
    sim_org_fail_manage (request, 400, "bodyParseFailure");
  else if (!sim_text_is_email (email))
    sim_manage_fail_field (request, "email", "format");
  else if (!sim_company_claims (email))
    fail_domain (request, strchr (email, '@') + 1);
  else if (bearer != SIM_NONE && bearer != request->user)
    sim_manage_fail_field (request, "email", "unique");
  else if (strcmp (sim_store_text (store, sim_store_user (store, request->user)->email), email)
           == 0)
    {
      request->repeated++;
      sim_request_done (request, 204);
    }
  else if (sim_request_change (request, SIM_CHANGE_EMAIL, fields))
    sim_request_done (request, 204);
}

static const SimRoute routes[] = {
  { "GET", "/users/{account_id}/manage/profile", get_profile, SIM_NEED_MANAGE, NULL },
  { "PATCH", "/users/{account_id}/manage/profile", patch_profile, SIM_NEED_MANAGE, NULL },
  { "PUT", "/users/{account_id}/manage/email", put_email, SIM_NEED_MANAGE, NULL },
};

void
sim_manage_add_profile_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
