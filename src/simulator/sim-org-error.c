/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The error bodies of the organisation's interfaces (ATLASSIAN.md §1): lists of coded errors, the
 * gateway's, that for a missing scope, and those of user management.
 */

#include "sim-org-error.h"

#include "sim-json.h"

#define JSON "application/json"

static const struct
{
  guint status;
  const char *code;
  const char *title;
} errors[] = {
  [SIM_ORG_BAD_CURSOR] = { 400, "ADMIN-400-1", "Invalid page cursor" },
  [SIM_ORG_BAD_TIME] = { 400, "ADMIN-400-3", "Invalid time date" },
  [SIM_ORG_BAD_RESOURCE] = { 400, "ADMIN-400-4", "Invalid resource" },
  [SIM_ORG_BAD_BODY] = { 400, "ADMIN-400-24", "Invalid request body" },
  [SIM_ORG_NO_LICENCES] = { 400, "ADMIN-400-32", "Too many license breaches" },
  [SIM_ORG_NOT_YOURS] = { 403, "ADMIN-403-3", "Not allowed to manage the org" },
  [SIM_ORG_GROUP_FIXED] = { 403, "ADMIN-403-5", "Not allowed to manage the group" },
  [SIM_ORG_GROUP_DEFAULT] = { 403, "ADMIN-403-6",
                              "Not allowed to delete group with default-role attribute" },
  [SIM_ORG_GROUP_ADMINS] = { 403, "ADMIN-403-7",
                             "Not allowed to delete group which grants admin access" },
  [SIM_ORG_UNKNOWN] = { 404, "ADMIN-404-1", "Unknown resource" },
  [SIM_ORG_NO_ORG] = { 404, "ADMIN-404-2", "Organization not found" },
  [SIM_ORG_NO_DOMAIN] = { 404, "ADMIN-404-3", "Domain not found" },
  [SIM_ORG_NO_EVENT] = { 404, "ADMIN-404-4", "Event not found" },
  [SIM_ORG_NO_USER] = { 404, "ADMIN-404-8", "User not found" },
  [SIM_ORG_NO_GROUP] = { 404, "ADMIN-404-10", "Group not found" },
  [SIM_ORG_NO_SEAT] = { 409, "ADMIN-409-3", "License limit exceeded" },
  [SIM_ORG_CONFLICT] = { 409, "ADMIN-409-28", "Conflict" },
  [SIM_ORG_UAM_BAD] = { 400, "ADMIN-UAM-400-1", "Bad Request" },
  [SIM_ORG_UAM_BAD_ROLE] = { 400, "ADMIN-UAM-400-3", "Invalid Role for Resource" },
  [SIM_ORG_UAM_NO_LICENCE] = { 400, "ADMIN-UAM-400-4", "Product not licensed" },
  [SIM_ORG_UAM_NOT_PAID] = { 402, "ADMIN-UAM-402-1", "Payment Required" },
  [SIM_ORG_UAM_FORBIDDEN] = { 403, "ADMIN-UAM-403-1", "Forbidden" },
  [SIM_ORG_UAM_UNKNOWN] = { 404, "ADMIN-UAM-404-1", "Unknown Resource" },
  [SIM_ORG_UAM_NOT_FOUND] = { 404, "ADMIN-UAM-404-3", "Not Found" },
  [SIM_ORG_UAM_NO_SEAT] = { 409, "ADMIN-UAM-409-3", "Product License Limit Exceeded" },
};

static void
write_error (
  SimRequest *request, guint status, const char *code, const char *title, const char *detail)
{
  GString *out = sim_request_begin (request, status);
  g_autofree char *id = g_uuid_string_random ();
  char number[16];

  g_snprintf (number, sizeof number, "%u", status);
  request->content_type = JSON;
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "errors");
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "id", id);
  sim_json_string (out, "status", number);
  sim_json_string (out, "code", code);
  sim_json_string (out, "title", title);
  sim_json_string (out, "detail", detail);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_end_object (out);
}

/* Answers with one coded error; @format tells more of it. */
void
sim_org_fail (SimRequest *request, SimOrgError error, const char *format, ...)
{
  g_autofree char *detail = NULL;
  va_list arguments;

  va_start (arguments, format);
  detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  write_error (request, errors[error].status, errors[error].code, errors[error].title, detail);
}

static void
write_gateway (SimRequest *request, guint status, const char *message)
{
  GString *out = sim_request_begin (request, status);

  request->content_type = JSON;
  sim_json_begin_object (out, NULL);
  sim_json_int (out, "code", status);
  sim_json_string (out, "message", message);
  sim_json_end_object (out);
}

/* Answers with the body that the asked interface has for @status. */
void
sim_org_refuse (SimRequest *request, guint status, const char *message)
{
  static const struct
  {
    guint status;
    const char *code;
    const char *title;
    const char *key; /* of user management */
  } general[] = {
    { 400, "ADMIN-400-24", "Invalid request body", "bodyParseFailure" },
    { 404, "ADMIN-404-1", "Unknown resource", "notFound" },
    { 405, "ADMIN-405-1", "Method not supported", NULL },
    { 429, "ADMIN-429-1", "Rate limit exceeded", NULL },
    { 500, "ADMIN-500-1", "Internal error", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    {
      if (general[i].status != status)
        continue;
      if (request->api == SIM_API_MANAGE && general[i].key != NULL)
        {
          sim_org_fail_manage (request, status, general[i].key);
          return;
        }
      if (request->api == SIM_API_ORG_V2 || (request->api == SIM_API_ORG_V1 && status != 429))
        {
          write_error (request, status, general[i].code, general[i].title, message);
          return;
        }
    }
  if (request->api == SIM_API_MANAGE && status == 401)
    sim_org_fail_manage (request, status, "unauthorized");
  else
    write_gateway (request, status, message);
}

/* Answers that the key lacks a scope. */
void
sim_org_fail_scope (SimRequest *request)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y-%m-%dT%H:%M:%S.000+00:00");
  g_autofree char *id = g_uuid_string_random ();
  GString *out = sim_request_begin (request, 403);

  request->content_type = JSON;
  sim_json_begin_object (out, NULL);
  if (request->api == SIM_API_MANAGE)
    {
      sim_json_string (out, "key", "forbidden.insufficientScope");
      sim_json_begin_object (out, "context");
      sim_json_string (out, "message", "Insufficient scope for this action");
      sim_json_end_object (out);
    }
  else
    {
      sim_json_string (out, "timestamp", time);
      sim_json_string (out, "path", g_uri_get_path (uri));
      sim_json_int (out, "status", 403);
      sim_json_string (out, "error", "Forbidden");
      sim_json_string (out, "message", "User has no permission to access resource.");
      sim_json_string (out, "requestId", id);
    }
  sim_json_end_object (out);
}

/* Answers with an error of user management that is a key alone. */
void
sim_org_fail_manage (SimRequest *request, guint status, const char *key)
{
  GString *out = sim_request_begin (request, status);

  request->content_type = JSON;
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", key);
  sim_json_end_object (out);
}

/* Answers that the action is refused for this user, for @reason. */
void
sim_org_fail_action (SimRequest *request, const char *reason)
{
  GString *out = sim_request_begin (request, 403);

  request->content_type = JSON;
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", "forbidden.action");
  sim_json_begin_object (out, "context");
  sim_json_bool (out, "allowed", FALSE);
  sim_json_begin_object (out, "reason");
  sim_json_string (out, "key", reason);
  sim_json_end_object (out);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

/* Returns: which interface @path belongs to */
SimApi
sim_org_api_of (const char *path)
{
  if (g_str_has_prefix (path, "/users/"))
    return SIM_API_MANAGE;
  if (g_str_has_prefix (path, "/admin/v2/"))
    return SIM_API_ORG_V2;
  return g_str_has_prefix (path, "/admin/") ? SIM_API_ORG_V1 : SIM_API_SITE;
}
