/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the decoders of the organisation's APIs: the documented shapes, and whatever else a
 * server may send. */
#include "um-atlassian-error.h"
#include "um-org-decode.h"

#include <string.h>

static const UmAsked first = { 0 };
static const UmAsked second = { .cursor = "c1" };

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static gpointer
decode (UmDecode function, const UmAsked *asked, const char *text)
{
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (GError) error = NULL;
  gpointer decoded = function (body, asked, &error);

  g_assert_no_error (error);
  g_assert_nonnull (decoded);
  return decoded;
}

static void
assert_malformed (UmDecode function, const UmAsked *asked, const char *text)
{
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", text);
  g_assert_null (function (body, asked, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
}

static void
test_things (void)
{
  g_autoptr (UmOrgPage) orgs = decode (
    um_org_decode_orgs, &first,
    "{\"data\":[{\"id\":\"o1\",\"type\":\"orgs\",\"attributes\":{\"name\":\"Acme\"},"
    "\"links\":{\"self\":\"x\"}},{\"id\":\"o2\",\"attributes\":null},{\"id\":7},null],"
    "\"links\":{\"next\":null}}");
  g_autoptr (UmOrgPage) directories = decode (
    um_org_decode_directories, &first,
    "{\"data\":[{\"directoryId\":\"d1\",\"name\":\"Primary\",\"icon\":\"i\"},{\"name\":\"x\"}]}");
  const UmOrgThing *thing = g_ptr_array_index (orgs->items, 0);

  g_assert_cmpuint (orgs->items->len, ==, 2);
  g_assert_cmpuint (orgs->bad, ==, 2);
  g_assert_null (orgs->next);
  g_assert_cmpint (orgs->total, ==, -1);
  g_assert_cmpstr (thing->id, ==, "o1");
  g_assert_cmpstr (thing->name, ==, "Acme");
  thing = g_ptr_array_index (orgs->items, 1);
  g_assert_cmpstr (thing->name, ==, "");
  thing = g_ptr_array_index (directories->items, 0);
  g_assert_cmpuint (directories->items->len, ==, 1);
  g_assert_cmpuint (directories->bad, ==, 1);
  g_assert_cmpstr (thing->id, ==, "d1");
  g_assert_cmpstr (thing->name, ==, "Primary");
}

#define ANN                                                                                        \
  "{\"accountId\":\"557058:a\",\"accountType\":\"atlassian\",\"status\":\"active\","               \
  "\"accountStatus\":\"active\",\"membershipStatus\":\"active\","                                  \
  "\"addedToOrg\":\"2024-01-01T00:00:00.000Z\",\"name\":\"Ann Lee\",\"nickname\":\"Ann\","         \
  "\"email\":\"ann@acme.com\",\"emailVerified\":true,\"claimStatus\":\"managed\","                 \
  "\"managementSource\":\"synced\",\"mfaEnabled\":false,\"picture\":\"p\","                        \
  "\"jobTitle\":\"Analyst\",\"department\":null,\"timeZone\":\"Europe/Paris\","                    \
  "\"counts\":{\"resources\":3},\"platformRoles\":[\"atlassian/org-admin\",7],"                    \
  "\"productAccess\":[{\"key\":\"jira-software\",\"id\":\"ari:cloud:jira-software::site/s\","      \
  "\"lastActiveTimestamp\":\"2026-08-01T10:11:12.936941226Z\"},{\"key\":\"confluence\","           \
  "\"id\":null},{},null],"                                                                         \
  "\"groups\":[{\"id\":\"ari:cloud:identity::group/0f1e\",\"name\":\"jira-users\","                \
  "\"description\":null},{\"id\":\"2d3c\",\"name\":null},{\"id\":\"ari:cloud:identity::group/\"}," \
  "{\"name\":\"x\"}],\"links\":{\"self\":null}}"

static void
test_user (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_users, &first,
    "{\"data\":[" ANN "],\"links\":{\"self\":null,\"prev\":null,\"next\":\"kloHX1ZQ\"}}");
  g_autoptr (UmOrgUser) user = g_ptr_array_steal_index (page->items, 0);

  g_assert_cmpstr (page->next, ==, "kloHX1ZQ");
  g_clear_pointer (&page, um_org_page_free);
  g_assert_cmpstr (user->account_id, ==, "557058:a");
  g_assert_cmpstr (user->name, ==, "Ann Lee");
  g_assert_cmpstr (user->nickname, ==, "Ann");
  g_assert_cmpstr (user->email, ==, "ann@acme.com");
  g_assert_cmpint (user->type, ==, UM_TYPE_PERSON);
  g_assert_cmpint (user->status, ==, UM_STATUS_ACTIVE);
  g_assert_cmpstr (user->account_status, ==, "active");
  g_assert_cmpstr (user->membership_status, ==, "active");
  g_assert_cmpint (user->managed, ==, UM_YES);
  g_assert_cmpint (user->synced, ==, UM_YES);
  g_assert_cmpint (user->email_verified, ==, UM_YES);
  g_assert_cmpint (user->two_step, ==, UM_NO);
  g_assert_cmpint (user->billable, ==, UM_UNKNOWN);
  g_assert_cmpint (user->added, ==, 1704067200);
  g_assert_cmpint (user->deactivated, ==, UM_TIME_UNKNOWN);
  g_assert_cmpint (user->resources, ==, 3);
  g_assert_cmpstr (user->job_title, ==, "Analyst");
  g_assert_null (user->department);
  g_assert_cmpstr (user->time_zone, ==, "Europe/Paris");
  g_assert_cmpuint (user->roles->len, ==, 1);
  g_assert_cmpstr (g_ptr_array_index (user->roles, 0), ==, "atlassian/org-admin");
  g_assert_cmpuint (user->access->len, ==, 2);
  g_assert_cmpstr (g_array_index (user->access, UmOrgAccess, 0).resource, ==,
                   "ari:cloud:jira-software::site/s");
  g_assert_cmpint (g_array_index (user->access, UmOrgAccess, 0).last_active, ==, 1785579072);
  g_assert_cmpint (g_array_index (user->access, UmOrgAccess, 1).last_active, ==, UM_TIME_UNKNOWN);
  g_assert_cmpuint (user->groups->len, ==, 2);
  g_assert_cmpstr (g_array_index (user->groups, UmOrgMembership, 0).id, ==, "0f1e");
  g_assert_cmpstr (g_array_index (user->groups, UmOrgMembership, 0).name, ==, "jira-users");
  g_assert_cmpstr (g_array_index (user->groups, UmOrgMembership, 1).id, ==, "2d3c");
  g_assert_null (g_array_index (user->groups, UmOrgMembership, 1).name);
}

/* Nothing but an id, and nothing of the right type. */
static void
test_bare_users (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_users, &first,
    "{\"data\":[{\"accountId\":\"a\"},{\"accountId\":\"b\",\"name\":7,\"email\":\"\",\"status\":{},"
    "\"accountType\":[],\"claimStatus\":true,\"managementSource\":null,\"emailVerified\":\"true\","
    "\"addedToOrg\":1704067200,\"counts\":[],\"platformRoles\":{},\"productAccess\":\"x\","
    "\"groups\":null},{\"accountId\":\"\"},{\"accountId\":5},[],\"x\"],\"links\":null}");

  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad, ==, 4);
  g_assert_null (page->next);
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgUser *user = g_ptr_array_index (page->items, i);

      g_assert_cmpstr (user->name, ==, "");
      g_assert_null (user->email);
      g_assert_cmpint (user->type, ==, UM_TYPE_UNKNOWN);
      g_assert_cmpint (user->status, ==, UM_STATUS_UNKNOWN);
      g_assert_cmpint (user->managed, ==, UM_UNKNOWN);
      g_assert_cmpint (user->synced, ==, UM_UNKNOWN);
      g_assert_cmpint (user->email_verified, ==, UM_UNKNOWN);
      g_assert_cmpint (user->added, ==, UM_TIME_UNKNOWN);
      g_assert_cmpint (user->resources, ==, -1);
      g_assert_null (user->roles);
      g_assert_null (user->access);
      g_assert_null (user->groups);
    }
}

static void
test_statuses (void)
{
  static const struct
  {
    const char *members;
    UmUserStatus status;
  } cases[] = {
    { "\"status\":\"active\"", UM_STATUS_ACTIVE },
    { "\"status\":\"suspended\"", UM_STATUS_SUSPENDED },
    { "\"status\":\"not_invited\"", UM_STATUS_NO_ACCESS },
    { "\"status\":\"deactivated\"", UM_STATUS_DEACTIVATED },
    { "\"status\":\"for_deletion\",\"accountStatus\":\"inactive\"", UM_STATUS_DELETED },
    { "\"status\":\"brand-new\"", UM_STATUS_UNKNOWN },
    { "\"accountStatus\":\"inactive\",\"membershipStatus\":\"suspended\"", UM_STATUS_DEACTIVATED },
    { "\"status\":null,\"accountStatus\":\"closed\"", UM_STATUS_DELETED },
    { "\"accountStatus\":\"active\",\"membershipStatus\":\"active\"", UM_STATUS_ACTIVE },
    { "\"accountStatus\":\"active\",\"membershipStatus\":\"suspended\"", UM_STATUS_SUSPENDED },
    { "\"accountStatus\":\"active\",\"membershipStatus\":\"no_membership\"", UM_STATUS_NO_ACCESS },
    { "\"accountStatus\":\"active\"", UM_STATUS_UNKNOWN },
    { "\"membershipStatus\":\"active\"", UM_STATUS_UNKNOWN },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"data\":{\"accountId\":\"a\",%s}}",
                                               cases[i].members);
      g_autoptr (UmOrgUser) user = decode (um_org_decode_user, &first, text);

      g_test_message ("%s", text);
      g_assert_cmpint (user->status, ==, cases[i].status);
    }
}

static void
test_single_user (void)
{
  g_autoptr (UmOrgUser) user = decode (um_org_decode_user, &first,
                                       "{\"data\":{\"accountId\":\"a\",\"status\":\"deactivated\","
                                       "\"deactivatedOn\":\"2024-01-02T00:00:00.000Z\","
                                       "\"claimStatus\":\"unmanaged\","
                                       "\"managementSource\":\"invited\"}}");

  g_assert_cmpint (user->deactivated, ==, 1704153600);
  g_assert_cmpint (user->managed, ==, UM_NO);
  g_assert_cmpint (user->synced, ==, UM_NO);
  assert_malformed (um_org_decode_user, &first, "{\"data\":{}}");
  assert_malformed (um_org_decode_user, &first, "{\"data\":[{\"accountId\":\"a\"}]}");
  assert_malformed (um_org_decode_user, &first, "{\"accountId\":\"a\"}");
}

static void
test_managed (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_managed, &second,
    "{\"data\":[{\"account_id\":\"a\",\"account_type\":\"app\",\"account_status\":\"inactive\","
    "\"name\":\"A\",\"picture\":\"p\",\"email\":\"a@b\",\"access_billable\":true,"
    "\"last_active\":\"2026-08-01T10:11:12.936Z\",\"product_access\":[{\"key\":\"confluence\","
    "\"name\":\"Confluence\",\"url\":\"https://acme.atlassian.net\",\"last_active\":"
    "\"2026-08-01\"}],\"links\":{\"self\":\"s\"}},{\"account_id\":\"b\","
    "\"account_status\":\"active\"}],\"meta\":{\"total\":2345},\"links\":{\"next\":"
    "\"https://api.atlassian.com/admin/v1/orgs/o/users?limit=1&cursor=a%2Bb%3D\"}}");
  const UmOrgUser *user = g_ptr_array_index (page->items, 0);
  const UmOrgAccess *access = &g_array_index (user->access, UmOrgAccess, 0);

  g_assert_cmpstr (page->next, ==, "a+b=");
  g_assert_cmpint (page->total, ==, 2345);
  g_assert_cmpint (user->type, ==, UM_TYPE_APP);
  g_assert_cmpint (user->status, ==, UM_STATUS_DEACTIVATED);
  g_assert_cmpint (user->managed, ==, UM_YES);
  g_assert_cmpint (user->billable, ==, UM_YES);
  g_assert_cmpint (user->last_active, ==, 1785579072);
  g_assert_cmpstr (access->name, ==, "Confluence");
  g_assert_cmpstr (access->url, ==, "https://acme.atlassian.net");
  g_assert_null (access->resource);
  g_assert_cmpint (access->last_active, ==, 1785542400);
  user = g_ptr_array_index (page->items, 1);
  g_assert_cmpint (user->status, ==, UM_STATUS_UNKNOWN);
  g_assert_cmpstr (user->account_status, ==, "active");
  g_assert_null (user->access);
}

static void
test_profile (void)
{
  g_autoptr (UmOrgUser) user = decode (
    um_org_decode_profile, &first,
    "{\"account\":{\"account_id\":\"a\",\"account_type\":\"atlassian\","
    "\"account_status\":\"closed\",\"name\":\"A\",\"nickname\":\"n\",\"email\":\"a@b\","
    "\"zoneinfo\":\"Asia/Tokyo\",\"extended_profile\":{\"job_title\":\"j\",\"department\":\"d\","
    "\"organization\":\"o\",\"location\":\"l\"}}}");

  g_assert_cmpint (user->status, ==, UM_STATUS_DELETED);
  g_assert_cmpstr (user->email, ==, "a@b");
  g_assert_cmpstr (user->time_zone, ==, "Asia/Tokyo");
  g_assert_cmpstr (user->job_title, ==, "j");
  g_assert_cmpstr (user->location, ==, "l");
  assert_malformed (um_org_decode_profile, &first, "{\"account\":{\"name\":\"A\"}}");
  assert_malformed (um_org_decode_profile, &first, "{}");
}

static void
test_activity (void)
{
  g_autoptr (UmOrgActivity) activity = decode (
    um_org_decode_activity, &first,
    "{\"data\":{\"product_access\":[{\"id\":\"ari:x\",\"key\":\"jira-software\","
    "\"last_active\":\"2026-08-01\",\"last_active_timestamp\":\"2026-08-01T10:11:12Z\"},"
    "{\"id\":\"ari:y\",\"key\":\"k\",\"last_active\":\"2026-08-01\"}],"
    "\"added_to_org\":\"2024-01-01\"},\"links\":{\"next\":\"n\"}}");
  g_autoptr (UmOrgActivity)
    never = decode (um_org_decode_activity, &second, "{\"data\":{\"product_access\":[]}}");

  g_assert_cmpuint (activity->access->len, ==, 2);
  g_assert_cmpint (g_array_index (activity->access, UmOrgAccess, 0).last_active, ==, 1785579072);
  g_assert_cmpint (g_array_index (activity->access, UmOrgAccess, 1).last_active, ==, 1785542400);
  g_assert_cmpint (activity->added, ==, 1704067200);
  g_assert_cmpstr (activity->next, ==, "n");
  g_assert_cmpuint (never->access->len, ==, 0);
  g_assert_cmpint (never->added, ==, UM_TIME_UNKNOWN);
  assert_malformed (um_org_decode_activity, &first, "{\"data\":{}}");
  assert_malformed (um_org_decode_activity, &second,
                    "{\"data\":{\"product_access\":[]},\"links\":{\"next\":\"c1\"}}");
}

static void
test_count (void)
{
  g_autofree gint64 *count = decode (um_org_decode_count, &first, "{\"count\":48}");

  g_assert_cmpint (*count, ==, 48);
  assert_malformed (um_org_decode_count, &first, "{\"count\":-1}");
  assert_malformed (um_org_decode_count, &first, "{\"count\":\"48\"}");
  assert_malformed (um_org_decode_count, &first, "48");
}

static void
test_groups (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_groups, &first,
    "{\"data\":[{\"id\":\"g1\",\"name\":\"jira-admins\",\"description\":\"d\","
    "\"directoryId\":\"d1\",\"externalSynced\":true,\"managedBy\":\"external\","
    "\"managementAccess\":{\"readable\":true,\"modifiable\":false},"
    "\"counts\":{\"users\":10,\"resources\":2},\"links\":{\"self\":null}},"
    "{\"id\":\"ari:cloud:identity::group/g2\",\"managementAccess\":null,\"counts\":null,"
    "\"externalSynced\":null},{\"name\":\"no id\"}]}");
  const UmOrgGroup *group = g_ptr_array_index (page->items, 0);

  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad, ==, 1);
  g_assert_cmpstr (group->id, ==, "g1");
  g_assert_cmpstr (group->name, ==, "jira-admins");
  g_assert_cmpstr (group->description, ==, "d");
  g_assert_cmpstr (group->directory_id, ==, "d1");
  g_assert_cmpstr (group->managed_by, ==, "external");
  g_assert_cmpint (group->synced, ==, UM_YES);
  g_assert_cmpint (group->readable, ==, UM_YES);
  g_assert_cmpint (group->modifiable, ==, UM_NO);
  g_assert_cmpint (group->deletable, ==, UM_UNKNOWN);
  g_assert_cmpint (group->users, ==, 10);
  g_assert_cmpint (group->resources, ==, 2);
  group = g_ptr_array_index (page->items, 1);
  g_assert_cmpstr (group->id, ==, "g2");
  g_assert_cmpstr (group->name, ==, "");
  g_assert_cmpint (group->synced, ==, UM_UNKNOWN);
  g_assert_cmpint (group->users, ==, -1);
}

static const UmOrgRole *
role_at (const UmOrgAssignment *assignment, guint index)
{
  g_assert_cmpuint (index, <, assignment->roles->len);
  return &g_array_index (assignment->roles, UmOrgRole, index);
}

static void
test_assignments (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_assignments, &first,
    "{\"data\":[{\"resourceId\":\"ari:r\",\"resourceOwner\":\"jira-software\","
    "\"roles\":[\"atlassian/old\"],\"roleAssignments\":[{\"role\":\"atlassian/user\","
    "\"roleAssignmentMethods\":[\"direct\",\"group_direct\",\"new\",7]},{\"role\":"
    "\"atlassian/admin\",\"roleAssignmentMethods\":[\"inferred\"]},{\"role\":\"x\"},{},null],"
    "\"directoryId\":\"d1\",\"userDirectoryStatus\":\"suspended\"},"
    "{\"resourceId\":\"ari:p\",\"roles\":[\"atlassian/org-admin\",null,\"\"],"
    "\"directoryId\":null,\"defaultRole\":\"atlassian/user\"},{\"roles\":[]}]}");
  const UmOrgAssignment *assignment = g_ptr_array_index (page->items, 0);

  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_cmpuint (page->bad, ==, 1);
  g_assert_cmpuint (assignment->roles->len, ==, 3);
  g_assert_cmpstr (role_at (assignment, 0)->role, ==, "atlassian/user");
  g_assert_cmpint (role_at (assignment, 0)->methods, ==,
                   UM_ORG_METHOD_DIRECT | UM_ORG_METHOD_GROUP);
  g_assert_cmpint (role_at (assignment, 1)->methods, ==, UM_ORG_METHOD_INFERRED);
  g_assert_cmpint (role_at (assignment, 2)->methods, ==, UM_ORG_METHOD_UNKNOWN);
  g_assert_cmpstr (assignment->owner, ==, "jira-software");
  g_assert_cmpstr (assignment->directory_id, ==, "d1");
  g_assert_cmpint (assignment->status, ==, UM_STATUS_SUSPENDED);
  assignment = g_ptr_array_index (page->items, 1);
  g_assert_cmpuint (assignment->roles->len, ==, 1);
  g_assert_cmpstr (role_at (assignment, 0)->role, ==, "atlassian/org-admin");
  g_assert_null (assignment->directory_id);
  g_assert_cmpstr (assignment->default_role, ==, "atlassian/user");
  g_assert_cmpint (assignment->status, ==, UM_STATUS_UNKNOWN);
}

static void
test_workspaces (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_workspaces, &first,
    "{\"data\":[{\"id\":\"ari:cloud:jira-software::site/s\",\"type\":\"workspace\","
    "\"attributes\":{\"name\":\"acme\",\"typeKey\":\"jira-software\",\"type\":\"Jira\","
    "\"hostUrl\":\"https://acme.atlassian.net\",\"status\":\"online\",\"capacity\":500,"
    "\"usage\":null}},{\"id\":\"ari:b\"}],\"links\":{\"next\":"
    "\"/admin/v2/orgs/o/workspaces?cursor=abc\"},\"meta\":{\"total\":2}}");
  const UmOrgWorkspace *workspace = g_ptr_array_index (page->items, 0);

  g_assert_cmpstr (page->next, ==, "abc");
  g_assert_cmpint (page->total, ==, 2);
  g_assert_cmpstr (workspace->id, ==, "ari:cloud:jira-software::site/s");
  g_assert_cmpstr (workspace->name, ==, "acme");
  g_assert_cmpstr (workspace->type_key, ==, "jira-software");
  g_assert_cmpstr (workspace->host_url, ==, "https://acme.atlassian.net");
  g_assert_cmpint (workspace->capacity, ==, 500);
  g_assert_cmpint (workspace->usage, ==, -1);
  workspace = g_ptr_array_index (page->items, 1);
  g_assert_cmpstr (workspace->name, ==, "");
  g_assert_cmpint (workspace->capacity, ==, -1);
}

static void
test_permissions (void)
{
  g_autoptr (UmOrgPermissions) permissions = decode (
    um_org_decode_permissions, &first,
    "{\"lifecycle.enablement\":{\"allowed\":false,\"reason\":{\"key\":\"externalDirectory.scim\"}},"
    "\"email.set\":{\"allowed\":true},\"lifecycle.delete\":{\"allowed\":\"no\"},"
    "\"apiToken.read\":{\"allowed\":false},\"apiToken.delete\":null,"
    "\"profile.write\":{\"name\":{\"allowed\":true}}}");
  const char *reason = "x";

  g_assert_cmpint (um_org_permissions_get (permissions, "lifecycle.enablement", &reason), ==,
                   UM_NO);
  g_assert_cmpstr (reason, ==, "externalDirectory.scim");
  g_assert_cmpint (um_org_permissions_get (permissions, "email.set", &reason), ==, UM_YES);
  g_assert_null (reason);
  g_assert_cmpint (um_org_permissions_get (permissions, "apiToken.read", &reason), ==, UM_NO);
  g_assert_null (reason);
  g_assert_cmpint (um_org_permissions_get (permissions, "lifecycle.delete", NULL), ==, UM_UNKNOWN);
  g_assert_cmpint (um_org_permissions_get (permissions, "apiToken.delete", NULL), ==, UM_UNKNOWN);
  g_assert_cmpint (um_org_permissions_get (permissions, "profile.write", NULL), ==, UM_UNKNOWN);
  g_assert_cmpint (um_org_permissions_get (permissions, "nothing", NULL), ==, UM_UNKNOWN);
  assert_malformed (um_org_decode_permissions, &first, "[]");
}

static void
test_tokens (void)
{
  g_autoptr (UmOrgPage) tokens = decode (
    um_org_decode_tokens, &first,
    "[{\"id\":\"t1\",\"label\":\"script\",\"createdAt\":\"2024-01-01T00:00:00.000Z\","
    "\"lastAccess\":\"2024-01-02T00:00:00Z\",\"expiry\":\"2024-01-03\"},{\"id\":\"t2\"},"
    "{\"label\":\"x\"},null]");
  g_autoptr (UmOrgPage) keys = decode (
    um_org_decode_keys, &first,
    "{\"data\":[{\"id\":\"k1\",\"label\":null,\"createdAt\":\"2024-01-01T00:00:00Z\","
    "\"expiresAt\":\"2024-01-03T00:00:00Z\",\"lastActiveAt\":null,\"token\":null,"
    "\"createdBy\":{\"id\":\"a\",\"name\":\"Ann\"},\"scopes\":[\"read:orgs:admin\"],"
    "\"revokedBy\":null,\"revocationDate\":null},{\"id\":\"k2\",\"scopes\":[],"
    "\"revocationDate\":\"2024-01-02\"}],\"links\":{\"next\":null}}");
  const UmOrgToken *token = g_ptr_array_index (tokens->items, 0);

  g_assert_cmpuint (tokens->items->len, ==, 2);
  g_assert_cmpuint (tokens->bad, ==, 2);
  g_assert_null (tokens->next);
  g_assert_cmpstr (token->label, ==, "script");
  g_assert_cmpint (token->created, ==, 1704067200);
  g_assert_cmpint (token->last_active, ==, 1704153600);
  g_assert_cmpint (token->expires, ==, 1704240000);
  token = g_ptr_array_index (tokens->items, 1);
  g_assert_cmpstr (token->label, ==, "");
  g_assert_cmpint (token->expires, ==, UM_TIME_UNKNOWN);

  token = g_ptr_array_index (keys->items, 0);
  g_assert_cmpstr (token->label, ==, "");
  g_assert_cmpstr (token->owner, ==, "a");
  g_assert_cmpint (token->expires, ==, 1704240000);
  g_assert_cmpint (token->last_active, ==, UM_TIME_UNKNOWN);
  g_assert_true (token->scoped);
  g_assert_false (token->revoked);
  token = g_ptr_array_index (keys->items, 1);
  g_assert_false (token->scoped);
  g_assert_true (token->revoked);
  assert_malformed (um_org_decode_tokens, &first, "{\"data\":[]}");
}

static void
test_invited (void)
{
  g_autoptr (UmOrgPage) page = decode (
    um_org_decode_invited, &first,
    "{\"data\":[{\"id\":\"a\",\"email\":\"a@b\",\"results\":[{\"roleAssignmentResult\":["
    "{\"resource\":\"ari:r\",\"role\":\"atlassian/user\",\"status\":\"INVITED\","
    "\"statusReason\":null}],\"groupAssignmentResult\":[{\"group\":\"g\",\"status\":\"ERROR\","
    "\"statusReason\":\"No seat\"},{\"status\":\"ERROR\"}]}]},"
    "{\"email\":\"c@d\",\"results\":[{\"roleAssignmentResult\":[{\"resource\":\"ari:r\","
    "\"role\":\"x\",\"status\":\"INVITED\"}]}]},{\"email\":\"e@f\",\"results\":null},{}]}");
  const UmOrgInvited *invited = g_ptr_array_index (page->items, 0);
  const UmOrgGrant *grant = &g_array_index (invited->grants, UmOrgGrant, 1);

  g_assert_cmpuint (page->items->len, ==, 3);
  g_assert_cmpuint (page->bad, ==, 1);
  g_assert_cmpstr (invited->email, ==, "a@b");
  g_assert_cmpstr (invited->account_id, ==, "a");
  g_assert_false (invited->good);
  g_assert_cmpuint (invited->grants->len, ==, 2);
  g_assert_cmpstr (grant->group, ==, "g");
  g_assert_null (grant->resource);
  g_assert_false (grant->good);
  g_assert_cmpstr (grant->reason, ==, "No seat");
  grant = &g_array_index (invited->grants, UmOrgGrant, 0);
  g_assert_cmpstr (grant->role, ==, "atlassian/user");
  g_assert_true (grant->good);
  invited = g_ptr_array_index (page->items, 1);
  g_assert_true (invited->good);
  g_assert_null (invited->account_id);
  invited = g_ptr_array_index (page->items, 2);
  g_assert_true (invited->good);
  g_assert_cmpuint (invited->grants->len, ==, 0);
}

static void
test_cursors (void)
{
  static const struct
  {
    const char *next;   /* JSON */
    const char *cursor; /* NULL: the end */
  } good[] = {
    { "null", NULL },
    { "\"\"", NULL },
    { "7", NULL },
    { "{}", NULL },
    { "\"c2\"", "c2" },
    { "\"c1=\"", "c1=" },
    { "\"https://api.atlassian.com/x?cursor=c2\"", "c2" },
    { "\"https://elsewhere.example/x?a=b&cursor=c%202&c=d\"", "c 2" },
  };
  static const char *const bad[] = {
    "\"c1\"",
    "\"https://api.atlassian.com/x?cursor=c1\"",
    "\"https://api.atlassian.com/x\"",
    "\"https://api.atlassian.com/x?page=2\"",
    "\"https://api.atlassian.com/x?cursor=\"",
    "\"https://api.atlassian.com/x?cursor=%ff\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"data\":[],\"links\":{\"next\":%s}}",
                                               good[i].next);
      g_autoptr (UmOrgPage) page = decode (um_org_decode_users, &second, text);

      g_assert_cmpstr (page->next, ==, good[i].cursor);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"data\":[],\"links\":{\"next\":%s}}", bad[i]);

      assert_malformed (um_org_decode_users, &second, text);
    }
}

static void
test_no_pages (void)
{
  static const UmDecode decoders[] = {
    um_org_decode_orgs,       um_org_decode_directories, um_org_decode_users,
    um_org_decode_managed,    um_org_decode_groups,      um_org_decode_assignments,
    um_org_decode_workspaces, um_org_decode_keys,        um_org_decode_invited,
  };
  static const char *const texts[] = {
    "",
    "null",
    "[]",
    "{}",
    "\"x\"",
    "{\"data\":null}",
    "{\"data\":{}}",
    "{\"data\":[",
    "<html>",
    "{\"data\":[]} x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (decoders); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (texts); k++)
      assert_malformed (decoders[i], &first, texts[k]);
}

/* ANN with one byte changed at a time is decoded or refused, never worse. */
static void
test_mangled (void)
{
  static const char text[] = "{\"data\":[" ANN "],\"links\":{\"next\":\"n\"}}";

  for (gsize i = 0; i < sizeof text - 1; i++)
    for (guint k = 0; k < 5; k++)
      {
        g_autofree char *mangled = g_strdup (text);
        g_autoptr (GBytes) body = NULL;
        g_autoptr (UmOrgPage) page = NULL;

        mangled[i] = "]}\"0\\"[k];
        body = bytes (mangled);
        page = um_org_decode_users (body, &first, NULL);
        if (page != NULL)
          g_assert_cmpuint (page->items->len + page->bad, <=, 8);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/org-decode/things", test_things);
  g_test_add_func ("/org-decode/user", test_user);
  g_test_add_func ("/org-decode/bare-users", test_bare_users);
  g_test_add_func ("/org-decode/statuses", test_statuses);
  g_test_add_func ("/org-decode/single-user", test_single_user);
  g_test_add_func ("/org-decode/managed", test_managed);
  g_test_add_func ("/org-decode/profile", test_profile);
  g_test_add_func ("/org-decode/activity", test_activity);
  g_test_add_func ("/org-decode/count", test_count);
  g_test_add_func ("/org-decode/groups", test_groups);
  g_test_add_func ("/org-decode/assignments", test_assignments);
  g_test_add_func ("/org-decode/workspaces", test_workspaces);
  g_test_add_func ("/org-decode/permissions", test_permissions);
  g_test_add_func ("/org-decode/tokens", test_tokens);
  g_test_add_func ("/org-decode/invited", test_invited);
  g_test_add_func ("/org-decode/cursors", test_cursors);
  g_test_add_func ("/org-decode/no-pages", test_no_pages);
  g_test_add_func ("/org-decode/mangled", test_mangled);
  return g_test_run ();
}
