/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the endpoints of an organisation and of user management against a scripted server: what
 * is asked, and what the answers come to. */
#include "um-org.h"

#include "um-test-call.h"
#include "um-test-log.h"

#include <string.h>

#define V1     "/admin/v1/orgs/o%2F1"
#define V2     "/admin/v2/orgs/o%2F1"
#define DIR    V2 "/directories/d1"
#define USER   "/users/557058%3Aa"
#define MANAGE USER "/manage"

typedef struct
{
  UmTestServer *server;
  UmOrg *org;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (UmHttp) http = NULL;

  self->server = um_test_server_new ();
  http = connect_to (self->server);
  self->org = um_org_new (http, "o/1");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_false (um_test_log_contains ("key-nobody-may-see"));
  g_assert_finalize_object (self->org);
  um_test_server_free (self->server);
}

/* Ends a call that was begun, which must give a page of @n items. */
static UmOrgPage *
end_page (Fixture *self, Waiter *waiter, guint n)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (self->org, wait_for (waiter), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (page->items->len, ==, n);
  waiter_clear (waiter);
  return g_steal_pointer (&page);
}

/* The same for a page that nothing more is asked of. */
static void
end_list (Fixture *self, Waiter *waiter, guint n)
{
  um_org_page_free (end_page (self, waiter, n));
}

static void
end_change (Fixture *self, Waiter *waiter, UmChange expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  UmChange change = (UmChange) 99;

  g_assert_true (um_org_change_finish (self->org, wait_for (waiter), &change, &reply, &error));
  g_assert_no_error (error);
  g_assert_cmpint (change, ==, expected);
  g_assert_nonnull (reply);
  waiter_clear (waiter);
}

static UmReply *
fail_change (Fixture *self, Waiter *waiter, UmAtlassianError code)
{
  g_autoptr (GError) error = NULL;
  UmReply *reply = NULL;
  UmChange change;

  g_assert_false (um_org_change_finish (self->org, wait_for (waiter), &change, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, (gint) code);
  waiter_clear (waiter);
  return reply;
}

static void
test_orgs (Fixture *self, gconstpointer data)
{
  g_autoptr (UmOrg) unknown = um_org_new (um_org_get_http (self->org), NULL);
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (UmOrgPage) page = NULL;
  g_autoptr (GError) error = NULL;

  push (self->server, 200, "{\"data\":[{\"id\":\"o\"}],\"links\":{\"next\":\"x?cursor=a%2Fb\"}}");
  um_org_list_orgs_async (unknown, NULL, NULL, done_cb, &waiter);
  page = um_org_list_finish (unknown, wait_for (&waiter), &error);
  g_assert_no_error (error);
  assert_asked (self->server, "GET", "/admin/v1/orgs", NULL);
  g_assert_cmpstr (um_test_server_get_header (self->server, 0, "Authorization"), ==,
                   "Bearer key-nobody-may-see");
  waiter_clear (&waiter);

  push (self->server, 200, "{\"data\":[]}");
  um_org_list_orgs_async (unknown, page->next, NULL, done_cb, &waiter);
  g_clear_pointer (&page, um_org_page_free);
  page = um_org_list_finish (unknown, wait_for (&waiter), &error);
  assert_asked (self->server, "GET", "/admin/v1/orgs?cursor=a%2Fb", NULL);
  waiter_clear (&waiter);

  /* What is of an organisation can't be asked without one. */
  um_org_list_directories_async (unknown, NULL, NULL, NULL, done_cb, &waiter);
  g_assert_null (um_org_list_finish (unknown, wait_for (&waiter), &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 2);
}

static void
test_directories (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 200, "{\"data\":[{\"directoryId\":\"d1\"}]}");
  um_org_list_directories_async (self->org, NULL, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "GET", V2 "/directories?limit=100", NULL);

  push (self->server, 200, "{\"data\":[]}");
  um_org_list_directories_async (self->org, "557058:a", "c=", NULL, done_cb, &waiter);
  end_list (self, &waiter, 0);
  assert_asked (self->server, "GET", V2 "/directories?limit=100&accountId=557058%3Aa&cursor=c%3D",
                NULL);
}

static void
test_workspaces (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 200, "{\"data\":[{\"id\":\"ari:x\"}]}");
  um_org_list_workspaces_async (self->org, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "POST", V2 "/workspaces", "{\"limit\":1000}");

  push (self->server, 200, "{\"data\":[]}");
  um_org_list_workspaces_async (self->org, "c", NULL, done_cb, &waiter);
  end_list (self, &waiter, 0);
  assert_asked (self->server, "POST", V2 "/workspaces", "{\"cursor\":\"c\"}");
}

static void
test_users (Fixture *self, gconstpointer data)
{
  static const char *const emails[] = { "a@b", "c\"@d", NULL };
  static const char *const ids[] = { "557058:a", NULL };
  static const char *const none[] = { NULL };
  const UmOrgUserQuery whole = { .emails = emails,
                                 .account_ids = ids,
                                 .group_ids = ids,
                                 .resource_ids = ids,
                                 .role_ids = ids,
                                 .expand = UM_ORG_EXPAND_ROLES | UM_ORG_EXPAND_ACCESS
                                           | UM_ORG_EXPAND_GROUPS | UM_ORG_EXPAND_RESOURCES };
  const UmOrgUserQuery outside = { .outside = TRUE };
  const UmOrgUserQuery text = { .emails = none, .text = "ann", .expand = UM_ORG_EXPAND_GROUPS };
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 200, "{\"data\":[{\"accountId\":\"a\"}],\"links\":{\"next\":\"c1\"}}");
  um_org_search_users_async (self->org, "d1", NULL, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "POST", DIR "/users/search", "{\"limit\":100}");

  push (self->server, 200, "{\"data\":[]}");
  um_org_search_users_async (self->org, UM_ORG_ALL_DIRECTORIES, &whole, "c1", NULL, done_cb,
                             &waiter);
  end_list (self, &waiter, 0);
  assert_asked (
    self->server, "POST", V2 "/directories/-/users/search",
    "{\"limit\":100,\"cursor\":\"c1\",\"emails\":[\"a@b\",\"c\\\"@d\"],"
    "\"accountIds\":[\"557058:a\"],\"groupIds\":[\"557058:a\"],"
    "\"resourceIds\":[\"557058:a\"],\"roleIds\":[\"557058:a\"],"
    "\"expand\":[\"platformRoles\",\"productAccess\",\"groups\",\"counts.resources\"]}");

  push (self->server, 200, "{\"data\":[]}");
  um_org_search_users_async (self->org, "d1", &text, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 0);
  assert_asked (self->server, "POST", DIR "/users/search",
                "{\"limit\":100,\"searchTerm\":\"ann\",\"expand\":[\"groups\"]}");

  push (self->server, 200, "{\"data\":[]}");
  um_org_search_users_async (self->org, UM_ORG_ALL_DIRECTORIES, &outside, NULL, NULL, done_cb,
                             &waiter);
  end_list (self, &waiter, 0);
  assert_asked (self->server, "POST", V2 "/directories/-/users/search",
                "{\"limit\":100,\"claimStatus\":\"managed\","
                "\"membershipStatus\":[\"no_membership\"]}");
}

static void
test_other_users (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 200, "{\"data\":[{\"account_id\":\"a\"}]}");
  um_org_list_managed_async (self->org, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "GET", V1 "/users", NULL);

  push (self->server, 200, "{\"data\":[]}");
  um_org_list_managed_async (self->org, "c/1", NULL, done_cb, &waiter);
  end_list (self, &waiter, 0);
  assert_asked (self->server, "GET", V1 "/users?cursor=c%2F1", NULL);

  push (self->server, 200, "{\"data\":[{\"resourceId\":\"r\"}]}");
  um_org_list_user_roles_async (self->org, "-", "557058:a", "c", NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "GET",
                V2 "/directories/-" USER "/role-assignments?limit=100&cursor=c", NULL);
}

static void
test_single_answers (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgUser) user = NULL;
  g_autoptr (UmOrgUser) profile = NULL;
  g_autoptr (UmOrgActivity) activity = NULL;

  push (self->server, 200, "{\"count\":48}");
  um_org_count_users_async (self->org, "d1", NULL, done_cb, &waiter);
  g_assert_cmpint (um_org_count_users_finish (self->org, wait_for (&waiter), &error), ==, 48);
  assert_asked (self->server, "GET", DIR "/users/count?directoryIds=d1", NULL);
  waiter_clear (&waiter);

  push (self->server, 200, "{\"count\":null}");
  um_org_count_users_async (self->org, "-", NULL, done_cb, &waiter);
  g_assert_cmpint (um_org_count_users_finish (self->org, wait_for (&waiter), &error), ==, -1);
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
  assert_asked (self->server, "GET", V2 "/directories/-/users/count", NULL);
  g_clear_error (&error);
  waiter_clear (&waiter);

  push (self->server, 200, "{\"data\":{\"accountId\":\"557058:a\"}}");
  um_org_get_user_async (self->org, "d1", "557058:a", NULL, done_cb, &waiter);
  user = um_org_get_user_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->account_id, ==, "557058:a");
  assert_asked (self->server, "GET", DIR USER, NULL);
  waiter_clear (&waiter);

  push (self->server, 200, "{\"data\":{\"product_access\":[]}}");
  um_org_get_activity_async (self->org, "557058:a", NULL, NULL, done_cb, &waiter);
  activity = um_org_get_activity_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  assert_asked (self->server, "GET", V1 "/directory" USER "/last-active-dates", NULL);
  waiter_clear (&waiter);

  push (self->server, 200, "{\"account\":{\"account_id\":\"557058:a\"}}");
  um_org_get_profile_async (self->org, "557058:a", NULL, done_cb, &waiter);
  profile = um_org_get_profile_finish (self->org, wait_for (&waiter), &error);
  g_assert_no_error (error);
  assert_asked (self->server, "GET", MANAGE "/profile", NULL);
}

static void
test_groups (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { "x", "y", NULL };
  const UmOrgGroupQuery whole = { .group_ids = ids,
                                  .account_ids = ids,
                                  .resource_ids = ids,
                                  .role_ids = ids,
                                  .text = "t",
                                  .counts = TRUE };
  const UmOrgGroupQuery names = { .group_names = ids };
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 200, "{\"data\":[{\"id\":\"g\"}]}");
  um_org_search_groups_async (self->org, "d1", &whole, "c", NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "POST", DIR "/groups/search",
                "{\"limit\":100,\"cursor\":\"c\",\"groupIds\":[\"x\",\"y\"],"
                "\"accountIds\":[\"x\",\"y\"],\"resourceIds\":[\"x\",\"y\"],"
                "\"roleIds\":[\"x\",\"y\"],\"searchTerm\":\"t\","
                "\"expand\":[\"counts.users\",\"counts.resources\"]}");

  push (self->server, 200, "{\"data\":[]}");
  um_org_search_groups_async (self->org, "d1", &names, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 0);
  assert_asked (self->server, "POST", DIR "/groups/search",
                "{\"limit\":100,\"groupNames\":[\"x\",\"y\"]}");

  push (self->server, 200, "{\"data\":[{\"resourceId\":\"r\"}]}");
  um_org_list_group_roles_async (self->org, "d1", "g1", NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "GET", DIR "/groups/g1/role-assignments?limit=100", NULL);
}

static void
test_keys_and_tokens (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 200, "{\"data\":[{\"id\":\"k\"}]}");
  um_org_list_keys_async (self->org, "c", NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "GET",
                "/admin/api-access/v1/orgs/o%2F1/api-keys?pageSize=100&cursor=c", NULL);

  push (self->server, 200, "[{\"id\":\"t\"}]");
  um_org_list_tokens_async (self->org, "557058:a", NULL, done_cb, &waiter);
  end_list (self, &waiter, 1);
  assert_asked (self->server, "GET", MANAGE "/api-tokens", NULL);
}

static void
test_permissions (Fixture *self, gconstpointer data)
{
  static const char *const some[] = { "email.set", "lifecycle.delete", NULL };
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (UmOrgPermissions) permissions = NULL;

  push (self->server, 200, "{\"email.set\":{\"allowed\":true}}");
  um_org_get_permissions_async (self->org, "557058:a", some, NULL, done_cb, &waiter);
  permissions = um_org_get_permissions_finish (self->org, wait_for (&waiter), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_org_permissions_get (permissions, "email.set", NULL), ==, UM_YES);
  assert_asked (self->server, "GET", MANAGE "?privileges=email.set&privileges=lifecycle.delete",
                NULL);
  waiter_clear (&waiter);

  push (self->server, 403,
        "{\"key\":\"forbidden.insufficientScope\",\"context\":{\"message\":"
        "\"Insufficient scope for this action\"}}");
  um_org_get_permissions_async (self->org, "557058:a", NULL, NULL, done_cb, &waiter);
  g_assert_null (um_org_get_permissions_finish (self->org, wait_for (&waiter), &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SCOPE);
  g_assert_cmpstr (reply->code, ==, "forbidden.insufficientScope");
  assert_asked (self->server, "GET", MANAGE, NULL);
  g_clear_error (&error);
  waiter_clear (&waiter);

  push (self->server, 403, "{\"key\":\"forbidden\"}");
  um_org_get_permissions_async (self->org, "557058:a", NULL, NULL, done_cb, &waiter);
  g_assert_null (um_org_get_permissions_finish (self->org, wait_for (&waiter), NULL, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN);
}

static void
test_members (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 204, NULL);
  um_org_add_member_async (self->org, "d1", "g1", "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", DIR "/groups/g1/memberships", "{\"accountId\":\"557058:a\"}");

  push (self->server, 204, NULL);
  um_org_remove_member_async (self->org, "d1", "g1", "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "DELETE", DIR "/groups/g1/memberships/557058%3Aa", NULL);
}

static void
test_access (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 204, NULL);
  um_org_suspend_async (self->org, "d1", "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", DIR USER "/suspend", NULL);

  push (self->server, 200, "{\"message\":\"ok\"}");
  um_org_restore_async (self->org, "d1", "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", DIR USER "/restore", NULL);

  push (self->server, 204, NULL);
  um_org_remove_user_async (self->org, "d1", "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "DELETE", DIR USER, NULL);

  push (self->server, 204, NULL);
  um_org_assign_role_async (self->org, "557058:a", "atlassian/user", "ari:x", NULL, done_cb,
                            &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", V1 USER "/roles/assign",
                "{\"role\":\"atlassian/user\",\"resource\":\"ari:x\"}");

  push (self->server, 204, NULL);
  um_org_revoke_role_async (self->org, "557058:a", "atlassian/user", "ari:x", NULL, done_cb,
                            &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", V1 USER "/roles/revoke",
                "{\"role\":\"atlassian/user\",\"resource\":\"ari:x\"}");

  push (self->server, 204, NULL);
  um_org_assign_role_async (self->org, "557058:a", UM_ORG_ADMIN, NULL, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", V1 USER "/role-assignments/assign",
                "{\"role\":\"atlassian/org-admin\"}");

  push (self->server, 204, NULL);
  um_org_revoke_role_async (self->org, "557058:a", UM_ORG_ADMIN, NULL, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", V1 USER "/role-assignments/revoke",
                "{\"role\":\"atlassian/org-admin\"}");
}

static void
test_accounts (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };

  push (self->server, 204, NULL);
  um_org_disable_account_async (self->org, "557058:a", "On \"leave\"", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", MANAGE "/lifecycle/disable",
                "{\"message\":\"On \\\"leave\\\"\"}");

  push (self->server, 204, NULL);
  um_org_disable_account_async (self->org, "557058:a", NULL, NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", MANAGE "/lifecycle/disable", "{\"message\":\"\"}");

  push (self->server, 204, NULL);
  um_org_enable_account_async (self->org, "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", MANAGE "/lifecycle/enable", NULL);

  push (self->server, 200, "{\"message\":\"Success\"}");
  um_org_delete_account_async (self->org, "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", MANAGE "/lifecycle/delete", NULL);

  push (self->server, 200, "{\"message\":\"Success\"}");
  um_org_cancel_deletion_async (self->org, "557058:a", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "POST", MANAGE "/lifecycle/cancel-delete", NULL);

  push (self->server, 204, NULL);
  um_org_set_email_async (self->org, "557058:a", "b@c", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "PUT", MANAGE "/email", "{\"email\":\"b@c\"}");

  push (self->server, 204, NULL);
  um_org_revoke_token_async (self->org, "557058:a", "t/1", NULL, done_cb, &waiter);
  end_change (self, &waiter, UM_CHANGE_DONE);
  assert_asked (self->server, "DELETE", MANAGE "/api-tokens/t%2F1", NULL);
}

/* Begins the change that a line of a table names. */
static void
begin_change (UmOrg *org, char what, Waiter *waiter)
{
  switch (what)
    {
    case 'a':
      um_org_add_member_async (org, "d", "g", "a", NULL, done_cb, waiter);
      break;
    case 'r':
      um_org_remove_member_async (org, "d", "g", "a", NULL, done_cb, waiter);
      break;
    case 's':
      um_org_suspend_async (org, "d", "a", NULL, done_cb, waiter);
      break;
    case 'x':
      um_org_remove_user_async (org, "d", "a", NULL, done_cb, waiter);
      break;
    case '+':
      um_org_assign_role_async (org, "a", "r", "ari", NULL, done_cb, waiter);
      break;
    case 'd':
      um_org_disable_account_async (org, "a", NULL, NULL, done_cb, waiter);
      break;
    case 'e':
      um_org_enable_account_async (org, "a", NULL, done_cb, waiter);
      break;
    case 't':
      um_org_revoke_token_async (org, "a", "t", NULL, done_cb, waiter);
      break;
    default:
      g_assert_not_reached ();
    }
}

#define CODED(code, detail) \
  "{\"errors\":[{\"id\":\"1\",\"code\":\"" code "\",\"detail\":\"" detail "\"}]}"
#define LIFECYCLE(code, message)                                                                  \
  "{\"key\":\"conflict.lifecycleErrors\",\"context\":{\"accountId\":\"a\",\"message\":\"" message \
  "\",\"errorCodes\":[{\"code\":\"" code "\"}]}}"

/* What stood already isn't an error, and everything else keeps its machine code. */
static void
test_refusals (Fixture *self, gconstpointer data)
{
  static const struct
  {
    char what;
    guint status;
    const char *body;
    int error; /* -1: the state stood already */
    const char *code, *reason;
  } cases[] = {
    { 'a', 409, CODED ("ADMIN-409-28", "The user is already in the group."), -1, "ADMIN-409-28",
      NULL },
    { 'a', 409, CODED ("ADMIN-409-28", "Conflict"), UM_ATLASSIAN_ERROR_CONFLICT, "ADMIN-409-28",
      NULL },
    { 'a', 409, CODED ("ADMIN-409-3", "The user is already in the group."),
      UM_ATLASSIAN_ERROR_LICENCE, "ADMIN-409-3", NULL },
    { 'a', 400, CODED ("ADMIN-400-32", "Too many"), UM_ATLASSIAN_ERROR_LICENCE, "ADMIN-400-32",
      NULL },
    { 'a', 403, CODED ("ADMIN-403-5", "Synced"), UM_ATLASSIAN_ERROR_FORBIDDEN, "ADMIN-403-5",
      NULL },
    { 'a', 403, "{\"timestamp\":\"t\",\"status\":403,\"error\":\"Forbidden\",\"message\":\"No\"}",
      UM_ATLASSIAN_ERROR_FORBIDDEN, NULL, NULL },
    { 'a', 401, "{\"code\":401,\"message\":\"Unauthorized\"}", UM_ATLASSIAN_ERROR_UNAUTHORIZED,
      NULL, NULL },
    { 'a', 409, "", UM_ATLASSIAN_ERROR_CONFLICT, NULL, NULL },
    { 'r', 404, CODED ("ADMIN-404-8", "The user is not a member of it"), -1, "ADMIN-404-8", NULL },
    { 'r', 404, CODED ("ADMIN-404-10", "Group not found"), UM_ATLASSIAN_ERROR_NOT_FOUND,
      "ADMIN-404-10", NULL },
    { 's', 400, CODED ("ADMIN-400-4", "The user is Already Suspended"), -1, "ADMIN-400-4", NULL },
    { 'x', 404, CODED ("ADMIN-404-8", "User not found"), -1, "ADMIN-404-8", NULL },
    { 'x', 404, CODED ("ADMIN-404-2", "Organization not found"), UM_ATLASSIAN_ERROR_NOT_FOUND,
      "ADMIN-404-2", NULL },
    { '+', 409, CODED ("ADMIN-UAM-409-3", "Full"), UM_ATLASSIAN_ERROR_LICENCE, "ADMIN-UAM-409-3",
      NULL },
    { '+', 402, CODED ("ADMIN-UAM-402-1", "Pay"), UM_ATLASSIAN_ERROR_PAYMENT, "ADMIN-UAM-402-1",
      NULL },
    { 'd', 403,
      "{\"key\":\"forbidden.action\",\"context\":{\"allowed\":false,\"reason\":{\"key\":"
      "\"externalDirectory.scim\"}}}",
      UM_ATLASSIAN_ERROR_FORBIDDEN, "forbidden.action", "externalDirectory.scim" },
    { 'd', 403, "{\"key\":\"forbidden.insufficientScope\"}", UM_ATLASSIAN_ERROR_SCOPE,
      "forbidden.insufficientScope", NULL },
    { 'd', 409, LIFECYCLE ("x", "The account is already deactivated"), -1,
      "conflict.lifecycleErrors", "x" },
    { 'e', 409, LIFECYCLE ("x", "The account is already deactivated"), UM_ATLASSIAN_ERROR_CONFLICT,
      "conflict.lifecycleErrors", "x" },
    { 't', 404, "{\"key\":\"notFound\"}", -1, "notFound", NULL },
    { 't', 404, "{\"key\":\"accountNotFound\"}", UM_ATLASSIAN_ERROR_NOT_FOUND, "accountNotFound",
      NULL },
    { 't', 404, "<html>Not found</html>", UM_ATLASSIAN_ERROR_NOT_FOUND, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmReply) reply = NULL;
      UmChange change;

      g_test_message ("%c %u %s", cases[i].what, cases[i].status, cases[i].body);
      push (self->server, cases[i].status, cases[i].body);
      begin_change (self->org, cases[i].what, &waiter);
      if (um_org_change_finish (self->org, wait_for (&waiter), &change, &reply, &error))
        g_assert_cmpint (change, ==, UM_CHANGE_ALREADY_SO);
      g_assert_cmpint (error != NULL ? error->code : -1, ==, cases[i].error);
      g_assert_cmpstr (reply->code, ==, cases[i].code);
      g_assert_cmpstr (reply->reason, ==, cases[i].reason);
    }
}

/* An id that would make another address of it isn't sent. */
static void
test_no_address (Fixture *self, gconstpointer data)
{
  static const char *const ids[] = { NULL, "", ".", ".." };

  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;

      um_org_remove_user_async (self->org, "d1", ids[i], NULL, done_cb, &waiter);
      g_assert_null (fail_change (self, &waiter, UM_ATLASSIAN_ERROR_REFUSED));
      um_org_revoke_token_async (self->org, "a", ids[i], NULL, done_cb, &waiter);
      g_assert_null (fail_change (self, &waiter, UM_ATLASSIAN_ERROR_REFUSED));
      um_org_get_permissions_async (self->org, ids[i], NULL, NULL, done_cb, &waiter);
      g_assert_null (um_org_get_permissions_finish (self->org, wait_for (&waiter), NULL, &error));
      g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
    }
  g_assert_cmpuint (um_test_server_count (self->server), ==, 0);
}

static UmOrgPage *
invite (Fixture *self, const UmOrgInvitation *invitation, UmReply **reply, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_org_invite_async (self->org, invitation, NULL, done_cb, &waiter);
  return um_org_invite_finish (self->org, wait_for (&waiter), reply, error);
}

static void
test_invite (Fixture *self, gconstpointer data)
{
  static const char *const emails[] = { "a@b", "c@d", NULL }, *const groups[] = { "g", NULL };
  static const UmOrgRule rules[] = { { "atlassian/user", "ari:x" },
                                     { "atlassian/admin", "ari:y" } };
  const UmOrgInvitation whole = { emails, rules, 2, groups, TRUE, "Welcome" };
  const UmOrgInvitation bare = { .emails = emails };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (UmOrgPage) page = NULL;

  push (self->server, 206,
        "{\"data\":[{\"id\":\"1\",\"email\":\"a@b\",\"results\":[]},{\"email\":\"c@d\",\"results\":"
        "[{\"groupAssignmentResult\":[{\"group\":\"g\",\"status\":\"ERROR\"}]}]}]}");
  page = invite (self, &whole, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (reply->status, ==, 206);
  g_assert_cmpuint (page->items->len, ==, 2);
  g_assert_true (((UmOrgInvited *) g_ptr_array_index (page->items, 0))->good);
  g_assert_false (((UmOrgInvited *) g_ptr_array_index (page->items, 1))->good);
  assert_asked (self->server, "POST", V2 "/users/invite",
                "{\"emails\":[\"a@b\",\"c@d\"],\"permissionRules\":[{\"role\":\"atlassian/user\","
                "\"resource\":\"ari:x\"},{\"role\":\"atlassian/admin\",\"resource\":\"ari:y\"}],"
                "\"additionalGroups\":[\"g\"],\"sendNotification\":true,"
                "\"notificationText\":\"Welcome\"}");
  g_clear_pointer (&page, um_org_page_free);

  push (self->server, 200, "{\"data\":[]}");
  page = invite (self, &bare, NULL, &error);
  g_assert_no_error (error);
  assert_asked (self->server, "POST", V2 "/users/invite",
                "{\"emails\":[\"a@b\",\"c@d\"],\"sendNotification\":false}");
}

static void
test_invite_fails (Fixture *self, gconstpointer data)
{
  static const struct
  {
    guint status;
    const char *body;
    UmAtlassianError error;
  } cases[] = {
    { 402, CODED ("ADMIN-UAM-402-1", "Pay"), UM_ATLASSIAN_ERROR_PAYMENT },
    { 409, CODED ("ADMIN-UAM-409-3", "Full"), UM_ATLASSIAN_ERROR_LICENCE },
    { 409, CODED ("ADMIN-UAM-409-2", "Conflict"), UM_ATLASSIAN_ERROR_CONFLICT },
    { 500, "{}", UM_ATLASSIAN_ERROR_SERVER },
    { 200, "{\"data\":", UM_ATLASSIAN_ERROR_MALFORMED },
    { 200, NULL, UM_ATLASSIAN_ERROR_MALFORMED },
  };
  static const char *const emails[] = { "a@b", NULL };
  const UmOrgInvitation invitation = { .emails = emails };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (UmReply) reply = NULL;

      push (self->server, cases[i].status, cases[i].body);
      g_assert_null (invite (self, &invitation, &reply, &error));
      g_assert_error (error, UM_ATLASSIAN_ERROR, (gint) cases[i].error);
      /* Never twice. */
      g_assert_cmpuint (um_test_server_count (self->server), ==, i + 1);
      g_assert_cmpuint (reply->status, ==, cases[i].status);
      g_assert_true (reply->maybe_done == (cases[i].status == 500));
    }
}

/* A check makes one attempt; what works waits. */
static void
test_check (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  um_org_set_check (self->org, TRUE);
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 429, .headers = "Retry-After: 1" });
  um_org_list_orgs_async (self->org, NULL, NULL, done_cb, &waiter);
  g_assert_null (um_org_list_finish (self->org, wait_for (&waiter), &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_RATE_LIMITED);
  waiter_clear (&waiter);

  um_org_set_check (self->org, FALSE);
  um_test_server_push (self->server, &(UmTestAnswer){ .status = 429, .headers = "Retry-After: 0" });
  push (self->server, 200, "{\"data\":[]}");
  um_org_list_directories_async (self->org, NULL, NULL, NULL, done_cb, &waiter);
  end_list (self, &waiter, 0);
  g_assert_cmpuint (um_test_server_count (self->server), ==, 3);
}

/* The same cursor again would go on for ever. */
static void
test_cursor_again (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = NULL;

  push (self->server, 200, "{\"data\":[],\"links\":{\"next\":\"c1\"}}");
  um_org_search_users_async (self->org, "d1", NULL, NULL, NULL, done_cb, &waiter);
  page = end_page (self, &waiter, 0);
  push (self->server, 200, "{\"data\":[],\"links\":{\"next\":\"c1\"}}");
  um_org_search_users_async (self->org, "d1", NULL, page->next, NULL, done_cb, &waiter);
  g_assert_null (um_org_list_finish (self->org, wait_for (&waiter), &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  um_test_server_push (self->server, &(UmTestAnswer){ .end = UM_TEST_HANG });
  um_org_search_users_async (self->org, "d1", NULL, NULL, cancellable, done_cb, &waiter);
  while (um_test_server_count (self->server) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  g_assert_null (um_org_list_finish (self->org, wait_for (&waiter), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* On loopback nothing is held back; elsewhere it begins carefully. */
static void
test_pace (Fixture *self, gconstpointer data)
{
  g_autoptr (UmHttp) http = um_http_new ("https://api.example");
  g_autoptr (UmOrg) org = um_org_new (http, "o");
  UmLimiter *near = um_http_get_limiter (um_org_get_http (self->org));

  g_assert_cmpstr (um_org_get_id (org), ==, "o");
  g_assert_cmpfloat (um_limiter_get_rate (um_http_get_limiter (http), "GET x"), ==, 4);
  g_assert_cmpfloat (um_limiter_get_rate (near, "GET x"), ==, 0);
}

#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  ADD ("/org/orgs", test_orgs);
  ADD ("/org/directories", test_directories);
  ADD ("/org/workspaces", test_workspaces);
  ADD ("/org/users", test_users);
  ADD ("/org/other-users", test_other_users);
  ADD ("/org/single-answers", test_single_answers);
  ADD ("/org/groups", test_groups);
  ADD ("/org/keys-and-tokens", test_keys_and_tokens);
  ADD ("/org/permissions", test_permissions);
  ADD ("/org/members", test_members);
  ADD ("/org/access", test_access);
  ADD ("/org/accounts", test_accounts);
  ADD ("/org/refusals", test_refusals);
  ADD ("/org/no-address", test_no_address);
  ADD ("/org/invite", test_invite);
  ADD ("/org/invite-fails", test_invite_fails);
  ADD ("/org/check", test_check);
  ADD ("/org/cursor-again", test_cursor_again);
  ADD ("/org/cancel", test_cancel);
  ADD ("/org/pace", test_pace);
  return g_test_run ();
}
