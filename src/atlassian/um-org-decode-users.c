/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users out of the bodies of the organisation's APIs. No state; any thread. */
#include "um-org-decode.h"

#include "um-org-read.h"

static UmUserType
read_type (const char *type)
{
  if (g_strcmp0 (type, "atlassian") == 0)
    return UM_TYPE_PERSON;
  if (g_strcmp0 (type, "app") == 0)
    return UM_TYPE_APP;
  return g_strcmp0 (type, "customer") == 0 ? UM_TYPE_CUSTOMER : UM_TYPE_UNKNOWN;
}

/* The composite of the users of a directory (ATLASSIAN.md §4), or made of its parts where it is
 * missing or new. An account that is active may still be suspended: that takes both parts. */
static UmUserStatus
read_status (const char *composite, const char *account, const char *membership)
{
  static const struct
  {
    const char *word;
    UmUserStatus status;
  } words[] = {
    { "active", UM_STATUS_ACTIVE },         { "suspended", UM_STATUS_SUSPENDED },
    { "not_invited", UM_STATUS_NO_ACCESS }, { "deactivated", UM_STATUS_DEACTIVATED },
    { "for_deletion", UM_STATUS_DELETED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_strcmp0 (composite, words[i].word) == 0)
      return words[i].status;
  if (g_strcmp0 (account, "inactive") == 0)
    return UM_STATUS_DEACTIVATED;
  if (g_strcmp0 (account, "closed") == 0)
    return UM_STATUS_DELETED;
  return g_strcmp0 (account, "active") == 0 ? um_org_read_membership_status (membership)
                                            : UM_STATUS_UNKNOWN;
}

/* Of two APIs, in which the members have other names. */
static GArray *
read_access (JsonArray *array)
{
  GArray *access;

  if (array == NULL)
    return NULL;

  access = g_array_new (FALSE, FALSE, sizeof (UmOrgAccess));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (array, i));
      UmOrgAccess item = {
        .key = um_json_string (object, "key"),
        .resource = um_json_string (object, "id"),
        .name = um_json_string (object, "name"),
        .url = um_json_string (object, "url"),
        .last_active = um_json_time (object, "lastActiveTimestamp"),
      };

      if (item.last_active == UM_TIME_UNKNOWN)
        item.last_active = um_json_time (object, "last_active_timestamp");
      if (item.last_active == UM_TIME_UNKNOWN)
        item.last_active = um_json_time (object, "last_active");
      if (item.key != NULL || item.resource != NULL)
        g_array_append_val (access, item);
    }
  return access;
}

static GArray *
read_memberships (JsonArray *array)
{
  GArray *groups;

  if (array == NULL)
    return NULL;

  groups = g_array_new (FALSE, FALSE, sizeof (UmOrgMembership));
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (array, i));
      UmOrgMembership item = { um_org_read_bare_id (um_json_string (object, "id")),
                               um_json_string (object, "name") };

      if (item.id != NULL && *item.id != '\0')
        g_array_append_val (groups, item);
    }
  return groups;
}

/* What is the same in all kinds of users. NULL without an account id. */
static UmOrgUser *
user_new (JsonObject *object, JsonNode *answer, const char *account_id)
{
  UmOrgUser *user;

  if (account_id == NULL || *account_id == '\0')
    return NULL;

  user = g_new0 (UmOrgUser, 1);
  user->answer = json_node_ref (answer);
  user->account_id = account_id;
  user->name = um_decode_text (object, "name");
  user->nickname = um_json_string (object, "nickname");
  user->email = um_json_string (object, "email");
  if (user->email != NULL && *user->email == '\0')
    user->email = NULL;
  user->picture = um_json_string (object, "picture");
  user->added = user->deactivated = user->last_active = UM_TIME_UNKNOWN;
  user->resources = -1;
  return user;
}

static UmTruth
compare (const char *text, const char *yes, const char *no)
{
  if (g_strcmp0 (text, yes) == 0)
    return UM_YES;
  return g_strcmp0 (text, no) == 0 ? UM_NO : UM_UNKNOWN;
}

static gpointer
read_user (JsonObject *object, JsonNode *answer)
{
  UmOrgUser *user = user_new (object, answer, um_json_string (object, "accountId"));

  if (user == NULL)
    return NULL;

  user->type = read_type (um_json_string (object, "accountType"));
  user->account_status = um_json_string (object, "accountStatus");
  user->membership_status = um_json_string (object, "membershipStatus");
  user->status = read_status (um_json_string (object, "status"), user->account_status,
                              user->membership_status);
  user->managed = compare (um_json_string (object, "claimStatus"), "managed", "unmanaged");
  user->synced = compare (um_json_string (object, "managementSource"), "synced", "invited");
  user->email_verified = um_org_read_truth (object, "emailVerified");
  user->two_step = um_org_read_truth (object, "mfaEnabled");
  user->added = um_json_time (object, "addedToOrg");
  user->deactivated = um_json_time (object, "deactivatedOn");
  user->resources = MAX (um_json_int (um_json_object (object, "counts"), "resources", -1), -1);
  user->job_title = um_json_string (object, "jobTitle");
  user->department = um_json_string (object, "department");
  user->organization = um_json_string (object, "organization");
  user->location = um_json_string (object, "location");
  user->time_zone = um_json_string (object, "timeZone");
  user->roles = um_decode_strings (um_json_array (object, "platformRoles"));
  user->access = read_access (um_json_array (object, "productAccess"));
  user->groups = read_memberships (um_json_array (object, "groups"));
  return user;
}

gpointer
um_org_decode_users (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_user, (GDestroyNotify) um_org_user_free, error);
}

/* Of an account alone: nothing of its memberships. */
static UmOrgUser *
read_account (JsonObject *object, JsonNode *answer)
{
  UmOrgUser *user = user_new (object, answer, um_json_string (object, "account_id"));

  if (user == NULL)
    return NULL;

  user->type = read_type (um_json_string (object, "account_type"));
  user->account_status = um_json_string (object, "account_status");
  user->status = read_status (NULL, user->account_status, NULL);
  return user;
}

static gpointer
read_managed (JsonObject *object, JsonNode *answer)
{
  UmOrgUser *user = read_account (object, answer);

  if (user == NULL)
    return NULL;

  user->managed = UM_YES;
  user->billable = um_org_read_truth (object, "access_billable");
  user->last_active = um_json_time (object, "last_active");
  user->access = read_access (um_json_array (object, "product_access"));
  return user;
}

gpointer
um_org_decode_managed (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_managed, (GDestroyNotify) um_org_user_free, error);
}

gpointer
um_org_decode_user (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  JsonObject *data = um_json_object (object, "data");
  gpointer user = data != NULL ? read_user (data, answer) : NULL;

  if (object == NULL)
    return NULL;
  return user != NULL ? user : um_decode_malformed ("user", error);
}

gpointer
um_org_decode_profile (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  JsonObject *account = um_json_object (object, "account");
  JsonObject *extended = um_json_object (account, "extended_profile");
  UmOrgUser *user = account != NULL ? read_account (account, answer) : NULL;

  if (object == NULL)
    return NULL;
  if (user == NULL)
    return um_decode_malformed ("account", error);

  user->job_title = um_json_string (extended, "job_title");
  user->department = um_json_string (extended, "department");
  user->organization = um_json_string (extended, "organization");
  user->location = um_json_string (extended, "location");
  user->time_zone = um_json_string (account, "zoneinfo");
  return user;
}

gpointer
um_org_decode_activity (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  JsonObject *data = um_json_object (object, "data");
  GArray *access = read_access (um_json_array (data, "product_access"));
  g_autoptr (UmOrgActivity) activity = NULL;

  if (object == NULL)
    return NULL;
  if (access == NULL)
    return um_decode_malformed ("product_access", error);

  activity = g_new0 (UmOrgActivity, 1);
  activity->answer = json_node_ref (answer);
  activity->access = access;
  activity->added = um_json_time (data, "added_to_org_timestamp");
  if (activity->added == UM_TIME_UNKNOWN)
    activity->added = um_json_time (data, "added_to_org");
  if (!um_org_read_next (object, asked, &activity->next, error))
    return NULL;
  return g_steal_pointer (&activity);
}

gpointer
um_org_decode_count (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  gint64 count = um_json_int (object, "count", -1);

  if (object == NULL)
    return NULL;
  return count >= 0 ? g_memdup2 (&count, sizeof count) : um_decode_malformed ("count", error);
}
