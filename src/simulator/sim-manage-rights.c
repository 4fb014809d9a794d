/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the organisation may do to an account, and why not: GET users/{id}/manage, and the checks of
 * all that lies below. Only managed accounts with a verified address; those that an identity
 * provider keeps are changed there, nobody acts on the account behind the key, and a domain with
 * SAML takes names and addresses from its provider.
 */

#include "sim-manage.h"

#include <string.h>

#include "sim-company.h"
#include "sim-json.h"
#include "sim-org.h"
#include "sim-org-error.h"

static const char *const privileges[SIM_N_PRIVILEGES] = {
  [SIM_PRIVILEGE_PROFILE_READ] = "profile.read",
  [SIM_PRIVILEGE_EMAIL] = "email.set",
  [SIM_PRIVILEGE_ENABLEMENT] = "lifecycle.enablement",
  [SIM_PRIVILEGE_DELETE] = "lifecycle.delete",
  [SIM_PRIVILEGE_TOKENS_READ] = "apiToken.read",
  [SIM_PRIVILEGE_TOKENS_DELETE] = "apiToken.delete",
};

static const char *const fields[SIM_N_PROFILE_FIELDS] = {
  [SIM_PROFILE_NAME] = "name",
  [SIM_PROFILE_NICKNAME] = "nickname",
  [SIM_PROFILE_ZONE] = "zoneinfo",
  [SIM_PROFILE_LOCALE] = "locale",
  [SIM_PROFILE_JOB_TITLE] = "extended_profile.job_title",
  [SIM_PROFILE_DEPARTMENT] = "extended_profile.department",
  [SIM_PROFILE_ORGANIZATION] = "extended_profile.organization",
  [SIM_PROFILE_LOCATION] = "extended_profile.location",
};

/* Returns: the JSON path of a field of the profile */
const char *
sim_manage_field_name (SimProfileField field)
{
  return fields[field];
}

/* Returns: (nullable): the identity provider that keeps the account */
static const char *
find_provider (const SimStore *store, guint user)
{
  const SimUser *record = sim_store_user (store, user);

  if (!(record->flags & SIM_USER_SYNCED))
    return NULL;
  return sim_company_sign_in (sim_store_text (store, record->email)) == SIM_SIGN_IN_GOOGLE
           ? "externalDirectory.google"
           : "externalDirectory.scim";
}

static gboolean
has_saml (const SimStore *store, guint user)
{
  const char *email = sim_store_text (store, sim_store_user (store, user)->email);

  return sim_company_sign_in (email) == SIM_SIGN_IN_SAML;
}

/* Returns: (nullable): why @privilege isn't given on the managed account @user */
const char *
sim_manage_reason (const SimStore *store, guint user, SimPrivilege privilege)
{
  gboolean blocked = (sim_store_user (store, user)->flags & SIM_USER_BLOCKED) != 0;
  const char *provider = find_provider (store, user);

  if (privilege != SIM_PRIVILEGE_EMAIL && privilege != SIM_PRIVILEGE_ENABLEMENT
      && privilege != SIM_PRIVILEGE_DELETE)
    return NULL;
  if (user == store->owner)
    return "administrative.notMyself";
  if (blocked && privilege != SIM_PRIVILEGE_DELETE)
    return "blocked.exportControl";
  if (provider != NULL)
    return provider;
  return privilege == SIM_PRIVILEGE_EMAIL && has_saml (store, user) ? "authPolicy.saml" : NULL;
}

/* Returns: (nullable): why a field of the profile can't be changed */
const char *
sim_manage_field_reason (const SimStore *store, guint user, SimProfileField field)
{
  const char *provider = find_provider (store, user);

  if (provider != NULL)
    return provider;
  return field <= SIM_PROFILE_NICKNAME && has_saml (store, user) ? "authPolicy.saml" : NULL;
}

/* Makes sure that the account of the path is one that can be managed. Returns: FALSE where not;
 * the answer is written */
gboolean
sim_manage_find (SimRequest *request)
{
  const SimUser *user = request->user != SIM_NONE ? sim_store_user (request->store, request->user)
                                                  : NULL;

  if (user == NULL || user->account == SIM_ACCOUNT_CLOSED)
    sim_org_fail_manage (request, 404, "accountNotFound");
  else if (user->type != SIM_TYPE_PERSON || !(user->flags & SIM_USER_MANAGED))
    sim_org_fail_manage (request, 403, "forbidden");
  else if (!(user->flags & SIM_USER_VERIFIED))
    sim_org_fail_manage (request, 403, "forbidden.targetUnverified");
  else
    return TRUE;
  return FALSE;
}

/* The same, and that @privilege is given. */
gboolean
sim_manage_check (SimRequest *request, SimPrivilege privilege)
{
  const char *reason;

  if (!sim_manage_find (request))
    return FALSE;
  reason = sim_manage_reason (request->store, request->user, privilege);
  if (reason != NULL)
    sim_org_fail_action (request, reason);
  return reason == NULL;
}

/* Writes whether something is allowed. @reason: (nullable): why not */
void
sim_manage_write_rule (GString *out, const char *key, const char *reason)
{
  sim_json_begin_object (out, key);
  sim_json_bool (out, "allowed", reason == NULL);
  if (reason != NULL)
    {
      sim_json_begin_object (out, "reason");
      sim_json_string (out, "key", reason);
      sim_json_end_object (out);
    }
  sim_json_end_object (out);
}

/* Answers that the value of a field violates a constraint. */
void
sim_manage_fail_field (SimRequest *request, const char *field, const char *violation)
{
  GString *out = sim_request_begin (request, 400);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", "fieldConstraintsViolated");
  sim_json_begin_object (out, "context");
  sim_json_begin_array (out, "fieldViolations");
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "field", field);
  sim_json_begin_array (out, "violations");
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "key", violation);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static gboolean
is_wanted (SimRequest *request, const char *privilege)
{
  const SimQuery *query = &request->query;
  gboolean any = FALSE;

  for (guint i = 0; i < query->n; i++)
    {
      g_auto (GStrv) names = NULL;

      if (strcmp (query->pairs[i].name, "privileges") != 0)
        continue;
      any = TRUE;
      names = g_strsplit (query->pairs[i].value, ",", -1);
      if (g_strv_contains ((const char *const *) names, privilege))
        return TRUE;
    }
  return !any;
}

static void
write_fields (SimRequest *request, GString *out, const char *key)
{
  sim_json_begin_object (out, key);
  for (guint i = 0; i < SIM_N_PROFILE_FIELDS; i++)
    sim_manage_write_rule (out, fields[i],
                           sim_manage_field_reason (request->store, request->user, i));
  sim_json_end_object (out);
}

static void
get_rights (SimRequest *request)
{
  GString *out;

  if (!sim_manage_find (request))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  for (guint i = 0; i < SIM_N_PRIVILEGES; i++)
    if (is_wanted (request, privileges[i]))
      sim_manage_write_rule (out, privileges[i],
                             sim_manage_reason (request->store, request->user, i));
  if (is_wanted (request, "profile"))
    write_fields (request, out, "profile");
  if (is_wanted (request, "profile.write"))
    write_fields (request, out, "profile.write");
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "GET", "/users/{account_id}/manage", get_rights, SIM_NEED_MANAGE, NULL },
};

void
sim_manage_add_right_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
