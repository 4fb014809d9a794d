/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What several endpoints of the organisation share: its users and groups as JSON, and how the
 * places of a path are read. */

#include "sim-org-write.h"

#include <string.h>

#include "sim-groups.h"
#include "sim-json.h"
#include "sim-lag.h"
#include "sim-members.h"
#include "sim-org-error.h"
#include "sim-profile.h"
#include "sim-roles.h"
#include "sim-standing.h"

#define PICTURE "https://avatars.example/initials/default-3.png"

static const char *const statuses[] = {
  [SIM_STATUS_ACTIVE] = "active",
  [SIM_STATUS_SUSPENDED] = "suspended",
  [SIM_STATUS_NOT_INVITED] = "not_invited",
  [SIM_STATUS_DEACTIVATED] = "deactivated",
  [SIM_STATUS_FOR_DELETION] = "for_deletion",
  [SIM_STATUS_CLOSED] = "closed",
};

const char *
sim_org_status (SimStatus status)
{
  return statuses[status];
}

/* A scheduled deletion looks like a deactivation. */
const char *
sim_org_account_status (SimAccount account)
{
  if (account == SIM_ACCOUNT_ACTIVE)
    return "active";
  return account == SIM_ACCOUNT_CLOSED ? "closed" : "inactive";
}

/* @status is that of the directories alone, whatever the account's life. */
const char *
sim_org_membership (SimStatus status)
{
  if (status == SIM_STATUS_NOT_INVITED)
    return "no_membership";
  return status == SIM_STATUS_SUSPENDED ? "suspended" : "active";
}

/* Begins a time (s): what of it all forms share. */
static void
write_moment (GString *out, const char *key, gint64 seconds)
{
  time_t when = (time_t) seconds;
  struct tm parts;
  char text[40];

  gmtime_r (&when, &parts);
  strftime (text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  sim_json_key (out, key);
  g_string_append_c (out, '"');
  g_string_append (out, text);
}

/* Writes a time (ms) with milliseconds. */
void
sim_org_write_time (GString *out, const char *key, gint64 when)
{
  write_moment (out, key, when / 1000);
  g_string_append_printf (out, ".%03dZ\"", (int) (when % 1000));
}

/* Writes a time (ms) with seconds alone, as the older half of the API does. */
void
sim_org_write_seconds (GString *out, const char *key, gint64 when)
{
  write_moment (out, key, when / 1000);
  g_string_append (out, "Z\"");
}

/* Writes a time (s) with nanoseconds, as the real service has them; these are invented. */
void
sim_org_write_activity (GString *out, const char *key, guint user, guint32 when)
{
  write_moment (out, key, when);
  g_string_append_printf (out, ".%09uZ\"", (user * 2654435761u ^ when * 40503u) % 1000000000u);
}

/* Returns: (transfer full): the day of a time (ms) */
char *
sim_org_print_day (gint64 when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when / 1000);

  return g_date_time_format (time, "%Y-%m-%d");
}

static void
write_text (GString *out, const char *key, const char *text)
{
  if (text != NULL)
    sim_json_string (out, key, text);
  else
    sim_json_null (out, key);
}

static void
write_profile (
  const SimStore *store, GString *out, const char *key, guint user, SimProfileField field)
{
  g_autofree char *text = sim_profile_get (store, user, field);

  write_text (out, key, text);
}

static void
write_platform_roles (SimRequest *request, GString *out, guint user)
{
  guint offices = sim_roles_offices (request->store, user);

  if (sim_roles_is_org_admin (request->store, user))
    offices |= SIM_OFFICE_ORG_ADMIN;
  sim_json_begin_array (out, "platformRoles");
  if (offices & SIM_OFFICE_ORG_ADMIN)
    sim_json_string (out, NULL, "atlassian/org-admin");
  if (offices & SIM_OFFICE_SITE_ADMIN)
    sim_json_string (out, NULL, "atlassian/site-admin");
  sim_json_end_array (out);
}

/* Returns: the number of products and places on which @user has a role */
guint
sim_org_count_resources (SimStore *store, guint user, guint scope)
{
  guint offices = sim_roles_offices (store, user);
  guint n = ((offices & SIM_OFFICE_SITE_ADMIN) != 0)
            + ((offices & SIM_OFFICE_ORG_ADMIN) || sim_roles_is_org_admin (store, user));

  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    n += sim_roles_of_groups (store, user, product, scope) != 0
         || sim_roles_direct (store, user, product) != 0;
  return n;
}

static void
write_products (SimRequest *request, GString *out, guint user)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);

  sim_json_begin_array (out, "productAccess");
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    {
      if (record->last_active[product] == 0)
        continue;
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "key", sim_product_key (product));
      g_string_append (out, ",\"id\":\"ari:cloud:");
      g_string_append (out, sim_product_key (product));
      g_string_append (out, "::site/");
      g_string_append (out, sim_roles_cloud_id (store, product));
      g_string_append_c (out, '"');
      sim_org_write_activity (out, "lastActiveTimestamp", user, record->last_active[product]);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
}

static void
write_groups (SimRequest *request, GString *out, guint user, guint scope)
{
  SimStore *store = request->store;
  g_autoptr (GArray) groups = sim_members_groups_of (store, user);

  sim_json_begin_array (out, "groups");
  for (guint i = 0; i < groups->len; i++)
    {
      const SimGroup *group = sim_store_group (store, g_array_index (groups, guint32, i));

      if (!(scope & (1u << group->directory)))
        continue;
      sim_json_begin_object (out, NULL);
      g_string_append (out, "\"id\":\"" SIM_GROUP_ARI);
      g_string_append (out, sim_store_text (store, group->id));
      g_string_append_c (out, '"');
      sim_json_string (out, "name", sim_store_text (store, group->name));
      write_text (out, "description",
                  group->description != 0 ? sim_store_text (store, group->description) : NULL);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
}

/* What the account is to the organisation. */
static void
write_standing (SimRequest *request, GString *out, guint user, guint scope)
{
  SimStanding standing = sim_standing_shown (request->store, user);
  SimStanding membership = standing;

  membership.account = SIM_ACCOUNT_ACTIVE;
  sim_json_string (out, "status", statuses[sim_standing_status (standing, scope)]);
  sim_json_string (out, "accountStatus", sim_org_account_status (standing.account));
  sim_json_string (out, "membershipStatus",
                   sim_org_membership (sim_standing_status (membership, scope)));
}

/**
 * sim_org_write_user:
 * @scope: the directories that were asked, as bits: status and groups are as seen from there
 * @expand: bits of #SimExpand
 *
 * Writes @user as an element of a page, or by himself.
 */
void
sim_org_write_user (SimRequest *request, GString *out, guint user, guint scope, guint expand)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);
  gboolean managed = (record->flags & SIM_USER_MANAGED) != 0;

  sim_json_begin_object (out, expand & SIM_EXPAND_DETAILS ? "data" : NULL);
  sim_json_string (out, "accountId", sim_store_text (store, record->account_id));
  sim_json_string (out, "accountType", "atlassian");
  write_standing (request, out, user, scope);
  sim_org_write_time (out, "addedToOrg", record->added);
  sim_json_string (out, "name", sim_store_text (store, record->name));
  write_profile (store, out, "nickname", user, SIM_PROFILE_NICKNAME);
  sim_json_string (out, "email", sim_store_text (store, record->email));
  sim_json_bool (out, "emailVerified", (record->flags & SIM_USER_VERIFIED) != 0);
  sim_json_string (out, "claimStatus", managed ? "managed" : "unmanaged");
  if (managed)
    sim_json_string (out, "managementSource",
                     record->flags & SIM_USER_SYNCED ? "synced" : "invited");
  if (managed)
    sim_json_bool (out, "mfaEnabled", (record->flags & SIM_USER_MFA) != 0);
  sim_json_string (out, "picture", PICTURE);
  sim_json_string (out, "avatar", PICTURE);
  write_profile (store, out, "jobTitle", user, SIM_PROFILE_JOB_TITLE);
  write_profile (store, out, "department", user, SIM_PROFILE_DEPARTMENT);
  write_profile (store, out, "organization", user, SIM_PROFILE_ORGANIZATION);
  write_profile (store, out, "location", user, SIM_PROFILE_LOCATION);
  if (managed)
    write_profile (store, out, "timeZone", user, SIM_PROFILE_ZONE);
  else
    sim_json_null (out, "timeZone");
  if (expand & SIM_EXPAND_PLATFORM_ROLES)
    write_platform_roles (request, out, user);
  if (expand & SIM_EXPAND_RESOURCES)
    {
      sim_json_begin_object (out, "counts");
      sim_json_int (out, "resources", sim_org_count_resources (store, user, scope));
      sim_json_end_object (out);
    }
  if (expand & SIM_EXPAND_PRODUCTS)
    write_products (request, out, user);
  if (expand & SIM_EXPAND_GROUPS)
    write_groups (request, out, user, scope);
  if (!(expand & SIM_EXPAND_DETAILS))
    sim_json_raw (out, "links", "{\"self\":null}");
  else if (record->deactivated != 0)
    sim_org_write_time (out, "deactivatedOn", record->deactivated);
  sim_json_end_object (out);
}

static guint
count_group_resources (const SimGroup *group)
{
  guint n = ((group->offices & SIM_OFFICE_ORG_ADMIN) != 0)
            + ((group->offices & SIM_OFFICE_SITE_ADMIN) != 0);

  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    n += group->grants[product] != 0;
  return n;
}

/* Writes @group as an element of a page (@key NULL) or by itself. */
void
sim_org_write_group (SimRequest *request, GString *out, const char *key, guint group, guint expand)
{
  SimStore *store = request->store;
  const SimGroup *record = sim_store_group (store, group);

  sim_json_begin_object (out, key);
  sim_json_string (out, "id", sim_store_text (store, record->id));
  sim_json_string (out, "name", sim_store_text (store, record->name));
  sim_json_string (out, "description", sim_store_text (store, record->description));
  sim_json_string (out, "directoryId", store->org.directory_ids[record->directory]);
  sim_json_bool (out, "externalSynced", record->synced);
  sim_json_string (out, "managedBy", record->synced ? "external" : "admins");
  sim_json_begin_object (out, "managementAccess");
  sim_json_bool (out, "readable", TRUE);
  sim_json_bool (out, "modifiable", !record->synced);
  sim_json_bool (out, "deletable",
                 !record->synced && record->access < SIM_ACCESS_ADMIN
                   && !sim_groups_is_default (group));
  sim_json_end_object (out);
  if (expand != 0)
    {
      sim_json_begin_object (out, "counts");
      if (expand & SIM_EXPAND_GROUP_USERS)
        sim_json_int (out, "users", record->n_members);
      if (expand & SIM_EXPAND_GROUP_RESOURCES)
        sim_json_int (out, "resources", count_group_resources (record));
      sim_json_end_object (out);
    }
  sim_json_raw (out, "links", "{\"self\":null}");
  sim_json_end_object (out);
}

/* Writes a page's links. @next: (nullable): where the next one begins */
void
sim_org_write_links (GString *out, const char *next)
{
  sim_json_begin_object (out, "links");
  sim_json_null (out, "self");
  sim_json_null (out, "prev");
  write_text (out, "next", next);
  sim_json_end_object (out);
}

/**
 * sim_org_scope:
 * @write: whether one directory must be named; else `-` stands for all
 * @scope: (out): the directories of the path, as bits; %SIM_EVERYWHERE for `-`
 *
 * Returns: FALSE where there is no such directory; the answer is written
 */
gboolean
sim_org_scope (SimRequest *request, gboolean write, guint *scope)
{
  const SimOrg *org = &request->store->org;

  *scope = !write && strcmp (request->arguments[1], "-") == 0 ? SIM_EVERYWHERE : 0;
  for (guint i = 0; i < SIM_N_DIRECTORIES; i++)
    if (strcmp (request->arguments[1], org->directory_ids[i]) == 0)
      *scope = 1u << i;
  if (*scope == 0)
    sim_org_fail (request, SIM_ORG_UNKNOWN, "There is no directory %s.", request->arguments[1]);
  return *scope != 0;
}

/* Returns: whether the organisation knows @user at all: a person of its directories, or one whose
 * account it manages; nobody whose account is gone, nor who was invited a moment ago */
gboolean
sim_org_lists (SimRequest *request, guint user)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);

  if (record->type != SIM_TYPE_PERSON || record->account == SIM_ACCOUNT_CLOSED)
    return FALSE;
  if (user >= request->options->users && record->added > sim_lag_horizon (store->lag))
    return FALSE;
  return (record->flags & SIM_USER_MANAGED) || sim_standing_shown (store, user).directories != 0;
}

/* Finds a group of the directories of @scope. Returns: its row, or %SIM_NONE; answer written */
guint
sim_org_find_group (SimRequest *request, guint scope, const char *id)
{
  SimStore *store = request->store;
  guint group;

  if (g_str_has_prefix (id, SIM_GROUP_ARI))
    id += strlen (SIM_GROUP_ARI);
  group = *id != '\0' ? sim_index_find (&store->groups_by_id, id) : SIM_NONE;
  if (group != SIM_NONE && (scope & (1u << sim_store_group (store, group)->directory)))
    return group;
  sim_org_fail (request, SIM_ORG_NO_GROUP, "There is no group %s in this directory.", id);
  return SIM_NONE;
}

/* Finds the user that the request is about, in the directories of @scope; for all of them also one
 * who is in none but managed. Returns: his row, or %SIM_NONE; the answer is written */
guint
sim_org_find_user (SimRequest *request, guint scope)
{
  SimStore *store = request->store;
  const SimUser *record = request->user != SIM_NONE ? sim_store_user (store, request->user) : NULL;

  if (record != NULL && record->type == SIM_TYPE_PERSON && record->account != SIM_ACCOUNT_CLOSED
      && ((record->directories & scope)
          || (scope == SIM_EVERYWHERE && (record->flags & SIM_USER_MANAGED))))
    return request->user;
  sim_org_fail (request, SIM_ORG_NO_USER, "There is no such user in this directory.");
  return SIM_NONE;
}
