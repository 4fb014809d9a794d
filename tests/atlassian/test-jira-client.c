/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the endpoints of a Jira site: against the simulated organisation, and where that is too
 * polite, against a scripted server. */
#include "um-jira.h"

#include "um-test-call.h"
#include "um-test-log.h"
#include "um-test-simulator.h"

#include <string.h>

typedef struct
{
  UmTestSimulator *simulator;
  UmJira *jira;
} Fixture;

static UmJira *
connect_as (UmTestSimulator *simulator, const char *email, const char *token)
{
  g_autoptr (UmHttp) http = um_http_new (um_test_simulator_get (simulator, "jira_url"));

  um_http_set_basic (http, um_test_simulator_get (simulator, email),
                     um_test_simulator_get (simulator, token));
  return um_jira_new (http);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->simulator = um_test_simulator_start ("--users=300", data, NULL);
  self->jira = connect_as (self->simulator, "email", "jira_token");
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_assert_false (um_test_log_contains (um_test_simulator_get (self->simulator, "jira_token")));
  g_assert_finalize_object (self->jira);
  um_test_simulator_free (self->simulator);
}

static GPtrArray *
list_all_users (UmJira *jira, guint page_size)
{
  g_autoptr (GPtrArray) users = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_user_free);
  gint64 next = 0;

  while (next >= 0)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmJiraPage) page = NULL;

      um_jira_list_users_async (jira, next, page_size, NULL, done_cb, &waiter);
      page = um_jira_list_users_finish (jira, wait_for (&waiter), &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->items->len; i++)
        g_ptr_array_add (users, um_jira_user_copy (g_ptr_array_index (page->items, i)));
      next = page->next;
    }
  return g_steal_pointer (&users);
}

static GPtrArray *
list_all_groups (UmJira *jira, const char *access_type)
{
  g_autoptr (GPtrArray)
    groups = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_group_free);
  gint64 next = 0;

  while (next >= 0)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmJiraPage) page = NULL;

      um_jira_list_groups_async (jira, access_type, next, NULL, done_cb, &waiter);
      page = um_jira_list_groups_finish (jira, wait_for (&waiter), &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->items->len; i++)
        g_ptr_array_add (groups, um_jira_group_copy (g_ptr_array_index (page->items, i)));
      next = page->next;
    }
  return g_steal_pointer (&groups);
}

static GHashTable *
list_all_members (UmJira *jira, const char *group_id)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gint64 next = 0;

  while (next >= 0)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (UmJiraPage) page = NULL;

      um_jira_list_members_async (jira, group_id, next, NULL, done_cb, &waiter);
      page = um_jira_list_members_finish (jira, wait_for (&waiter), &error);
      g_assert_no_error (error);
      for (guint i = 0; i < page->items->len; i++)
        {
          const UmJiraUser *user = g_ptr_array_index (page->items, i);

          g_assert_true (g_hash_table_add (ids, g_strdup (user->account_id)));
        }
      next = page->next;
    }
  return g_steal_pointer (&ids);
}

static UmJiraMyself *
get_myself (UmJira *jira, GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  um_jira_get_myself_async (jira, NULL, done_cb, &waiter);
  return um_jira_get_myself_finish (jira, wait_for (&waiter), error);
}

/* Adds or removes; the change, or the error. */
static gboolean
change_member (UmJira *jira,
               gboolean add,
               const char *group_id,
               const char *account_id,
               UmChange *change,
               UmReply **reply,
               GError **error)
{
  g_auto (Waiter) waiter = { 0 };

  if (add)
    um_jira_add_member_async (jira, group_id, account_id, NULL, done_cb, &waiter);
  else
    um_jira_remove_member_async (jira, group_id, account_id, NULL, done_cb, &waiter);
  return add ? um_jira_add_member_finish (jira, wait_for (&waiter), change, reply, error)
             : um_jira_remove_member_finish (jira, wait_for (&waiter), change, reply, error);
}

static void
assert_change (
  UmJira *jira, gboolean add, const char *group_id, const char *account_id, UmChange expected)
{
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  UmChange change = (UmChange) 99;

  change_member (jira, add, group_id, account_id, &change, &reply, &error);
  g_assert_no_error (error);
  g_assert_cmpint (change, ==, expected);
  g_assert_nonnull (reply);
}

static void
test_server (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) first = { 0 }, second = { 0 }, third = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraServer) server = NULL;
  g_autofree char *cloud_id = NULL, *org_id = NULL;

  um_jira_get_server_async (self->jira, NULL, done_cb, &first);
  server = um_jira_get_server_finish (self->jira, wait_for (&first), &error);
  g_assert_no_error (error);
  g_assert_true (server->cloud);
  um_jira_get_cloud_id_async (self->jira, NULL, done_cb, &second);
  cloud_id = um_jira_get_cloud_id_finish (self->jira, wait_for (&second), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cloud_id, ==, um_test_simulator_get (self->simulator, "cloud_id"));
  um_jira_get_org_id_async (self->jira, NULL, done_cb, &third);
  org_id = um_jira_get_org_id_finish (self->jira, wait_for (&third), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (org_id, ==, um_test_simulator_get (self->simulator, "org_id"));
}

static void
test_myself (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraMyself) myself = get_myself (self->jira, &error);
  UmJiraPermissions permissions = { 0 };

  g_assert_no_error (error);
  g_assert_cmpstr (myself->user->email, ==, um_test_simulator_get (self->simulator, "email"));
  g_assert_cmpint (myself->user->status, ==, UM_STATUS_ACTIVE);
  g_assert_cmpuint (myself->groups->len, >, 0);
  um_jira_get_permissions_async (self->jira, NULL, done_cb, &waiter);
  g_assert_true (
    um_jira_get_permissions_finish (self->jira, wait_for (&waiter), &permissions, &error));
  g_assert_no_error (error);
  g_assert_true (permissions.administer);
  g_assert_true (permissions.browse_users);
}

static gboolean
has_user (GPtrArray *users, const char *account_id)
{
  for (guint i = 0; i < users->len; i++)
    if (g_str_equal (((UmJiraUser *) g_ptr_array_index (users, i))->account_id, account_id))
      return TRUE;
  return FALSE;
}

static void
test_lists (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) users = list_all_users (self->jira, 1000);
  g_autoptr (GPtrArray) by_pages = list_all_users (self->jira, 70);
  g_autoptr (GPtrArray) groups = list_all_groups (self->jira, NULL);
  g_autoptr (GPtrArray) admins = list_all_groups (self->jira, "site-admin");
  guint statuses[UM_STATUS_INACTIVE + 1] = { 0 };

  g_assert_cmpuint (users->len, >, 0);
  g_assert_cmpuint (by_pages->len, ==, users->len);
  g_assert_cmpuint (groups->len, >, admins->len);
  g_assert_cmpuint (admins->len, >, 0);
  for (guint i = 0; i < users->len; i++)
    statuses[((UmJiraUser *) g_ptr_array_index (users, i))->status]++;
  g_assert_cmpuint (statuses[UM_STATUS_ACTIVE], >, 0);
  g_assert_cmpuint (statuses[UM_STATUS_INACTIVE], >, 0);
  g_assert_cmpuint (statuses[UM_STATUS_FORMER], >, 0);
  g_assert_cmpuint (statuses[UM_STATUS_UNKNOWN], ==, 0);

  for (guint i = 0; i < groups->len; i++)
    {
      const UmJiraGroup *group = g_ptr_array_index (groups, i);
      g_autoptr (GHashTable) members = list_all_members (self->jira, group->id);
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, members);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_assert_true (has_user (users, id));
    }
}

static void
test_user (Fixture *self, gconstpointer data)
{
  g_autoptr (UmJiraMyself) myself = get_myself (self->jira, NULL);
  g_auto (Waiter) waiter = { 0 }, nobody = { 0 };
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraUser) user = NULL;

  um_jira_get_user_async (self->jira, myself->user->account_id, NULL, done_cb, &waiter);
  user = um_jira_get_user_finish (self->jira, wait_for (&waiter), &groups, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (user->account_id, ==, myself->user->account_id);
  g_assert_cmpuint (groups->len, ==, myself->groups->len);
  um_jira_get_user_async (self->jira, "nobody & all/?#", NULL, done_cb, &nobody);
  g_assert_null (um_jira_get_user_finish (self->jira, wait_for (&nobody), NULL, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND);
}

static void
test_roles (Fixture *self, gconstpointer data)
{
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) roles = NULL;

  um_jira_list_roles_async (self->jira, NULL, done_cb, &waiter);
  roles = um_jira_list_roles_finish (self->jira, wait_for (&waiter), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (roles->len, >, 0);
  for (guint i = 0; i < roles->len; i++)
    g_assert_cmpuint (((UmJiraRole *) g_ptr_array_index (roles, i))->groups->len, >, 0);
}

/* An active person and a group he isn't in but that takes him. */
static void
find_pair (UmJira *jira, char **account_id, char **group_id)
{
  g_autoptr (GPtrArray) users = list_all_users (jira, 1000);
  g_autoptr (GPtrArray) groups = list_all_groups (jira, NULL);

  for (guint i = 0; i < groups->len; i++)
    {
      const UmJiraGroup *group = g_ptr_array_index (groups, i);
      g_autoptr (GHashTable) members = list_all_members (jira, group->id);

      for (guint k = 0; k < users->len; k++)
        {
          const UmJiraUser *user = g_ptr_array_index (users, k);
          g_autoptr (UmReply) reply = NULL;
          UmChange change;

          if (user->status != UM_STATUS_ACTIVE || user->type != UM_TYPE_PERSON
              || g_hash_table_contains (members, user->account_id))
            continue;
          if (!change_member (jira, TRUE, group->id, user->account_id, &change, &reply, NULL))
            break;
          assert_change (jira, FALSE, group->id, user->account_id, UM_CHANGE_DONE);
          *account_id = g_strdup (user->account_id);
          *group_id = g_strdup (group->id);
          return;
        }
    }
  g_assert_not_reached ();
}

static void
test_membership (Fixture *self, gconstpointer data)
{
  g_autofree char *account_id = NULL, *group_id = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  UmChange change;
  gint64 effects;

  find_pair (self->jira, &account_id, &group_id);
  effects = um_test_simulator_get_stat (self->simulator, "effects");
  assert_change (self->jira, TRUE, group_id, account_id, UM_CHANGE_DONE);
  assert_change (self->jira, TRUE, group_id, account_id, UM_CHANGE_ALREADY_SO);
  assert_change (self->jira, FALSE, group_id, account_id, UM_CHANGE_DONE);
  assert_change (self->jira, FALSE, group_id, account_id, UM_CHANGE_ALREADY_SO);
  g_assert_cmpint (um_test_simulator_get_stat (self->simulator, "effects"), ==, effects + 2);

  g_assert_false (change_member (self->jira, FALSE, "6f0c1a52-0000-4000-8000-000000000000",
                                 account_id, &change, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND);
  g_assert_cmpuint (reply->status, ==, 404);
  g_assert_nonnull (reply->message);
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  g_autoptr (UmJira) dead = connect_as (self->simulator, "email", "dead_jira_token");
  g_autoptr (UmJira) reader = connect_as (self->simulator, "readonly_email", "readonly_jira_token");
  g_auto (Waiter) waiter = { 0 };
  g_autofree char *account_id = NULL, *group_id = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  UmChange change;

  g_assert_null (get_myself (dead, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED);
  g_clear_error (&error);
  um_jira_list_users_async (dead, 0, 50, NULL, done_cb, &waiter);
  g_assert_null (um_jira_list_users_finish (dead, wait_for (&waiter), &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED);
  g_clear_error (&error);

  find_pair (self->jira, &account_id, &group_id);
  g_assert_false (change_member (reader, TRUE, group_id, account_id, &change, &reply, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN);
}

/* The answer of each effective write is lost; what is repeated finds its own work done. */
static void
test_lost_answers (Fixture *self, gconstpointer data)
{
  g_autofree char *account_id = NULL, *group_id = NULL;
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) groups = list_all_groups (self->jira, NULL);
  g_autoptr (UmJiraMyself) myself = get_myself (self->jira, NULL);
  UmChange change;

  for (guint i = 0; i < groups->len; i++)
    {
      const UmJiraGroup *group = g_ptr_array_index (groups, i);
      gint64 effects = um_test_simulator_get_stat (self->simulator, "effects");

      g_clear_pointer (&reply, um_reply_unref);
      g_clear_error (&error);
      if (!change_member (self->jira, TRUE, group->id, myself->user->account_id, &change, &reply,
                          &error)
          || reply->attempts == 1)
        continue;
      g_assert_cmpint (change, ==, UM_CHANGE_ALREADY_SO);
      g_assert_cmpuint (reply->attempts, ==, 2);
      g_assert_cmpint (um_test_simulator_get_stat (self->simulator, "effects"), ==, effects + 1);
      return;
    }
  g_assert_not_reached ();
}

typedef struct
{
  UmJira *jira;
  guint left, in_flight, served;
} Flood;

static void
flood_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Flood *flood = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_users_finish (flood->jira, result, &error);

  g_assert_no_error (error);
  flood->served++;
  if (flood->left == 0)
    return;
  flood->left--;
  um_jira_list_users_async (flood->jira, 0, 1, NULL, flood_cb, flood);
}

/* Everything is served in the end, and the server seldom has to refuse. */
static void
test_limited (Fixture *self, gconstpointer data)
{
  Flood flood = { .jira = self->jira, .left = 190 };
  gint64 refused;

  for (guint i = 0; i < 10; i++)
    um_jira_list_users_async (self->jira, 0, 1, NULL, flood_cb, &flood);
  while (flood.served < 200)
    g_main_context_iteration (NULL, TRUE);
  refused = um_test_simulator_get_stat (self->simulator, "by_status.429");
  g_test_message ("%" G_GINT64_FORMAT " refused", refused);
  g_assert_cmpint (refused, <=, 20);
}

static void
test_faults (Fixture *self, gconstpointer data)
{
  g_autoptr (GPtrArray) users = list_all_users (self->jira, 60);

  g_assert_cmpuint (users->len, >, 0);
  g_assert_cmpint (um_test_simulator_get_stat (self->simulator, "by_status.503"), >, 0);
}

static void
test_cancel (Fixture *self, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (Waiter) waiter = { 0 };
  g_autoptr (GError) error = NULL;

  um_jira_list_users_async (self->jira, 0, 1000, cancellable, done_cb, &waiter);
  g_cancellable_cancel (cancellable);
  g_assert_null (um_jira_list_users_finish (self->jira, wait_for (&waiter), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* ---- what the simulated site doesn't do ---- */

static void
test_words (void)
{
  static const struct
  {
    gboolean add;
    guint status;
    const char *body;
    gint code; /* -1: the state stood already */
  } cases[] = {
    { TRUE, 400, "Cannot add user. User is already a member of 'x'", -1 },
    { TRUE, 400, "cannot add user, USER IS ALREADY A MEMBER OF x", -1 },
    { TRUE, 400, "User is not a member", UM_ATLASSIAN_ERROR_REFUSED },
    { TRUE, 403, "User is already a member of 'x'", UM_ATLASSIAN_ERROR_FORBIDDEN },
    { TRUE, 409, "The licence is full", UM_ATLASSIAN_ERROR_CONFLICT },
    { TRUE, 404, "The group is gone", UM_ATLASSIAN_ERROR_NOT_FOUND },
    { FALSE, 400, "Cannot remove user. User is not a member of 'x'", -1 },
    { FALSE, 404, "User 'a' is not a member of group 'x'", -1 },
    { FALSE, 404, "Group 'x' does not exist.", UM_ATLASSIAN_ERROR_NOT_FOUND },
    { FALSE, 400, "", UM_ATLASSIAN_ERROR_REFUSED },
  };
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmHttp) http = um_http_new (um_test_server_get_url (server));
  g_autoptr (UmJira) jira = um_jira_new (http);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"errorMessages\":[\"%s\"],\"errors\":{}}",
                                               cases[i].body);
      g_autoptr (GError) error = NULL;
      UmChange change = UM_CHANGE_DONE;

      g_test_message ("%u %s", cases[i].status, cases[i].body);
      um_test_server_push (server, &(UmTestAnswer){ .status = cases[i].status, .body = body });
      if (change_member (jira, cases[i].add, "g", "a", &change, NULL, &error))
        g_assert_cmpint (change, ==, UM_CHANGE_ALREADY_SO);
      g_assert_cmpint (error != NULL ? error->code : -1, ==, cases[i].code);
    }
}

static void
test_requests (void)
{
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmHttp) http = um_http_new (um_test_server_get_url (server));
  g_autoptr (UmJira) jira = um_jira_new (http);
  g_auto (Waiter) first = { 0 }, second = { 0 };
  g_autoptr (GError) error = NULL;
  const UmTestRequest *request;

  um_http_set_basic (http, "a@b", "t");
  um_test_server_push (server, &(UmTestAnswer){ .status = 201, .body = "{}" });
  um_test_server_push (server, &(UmTestAnswer){ .status = 200, .type = "" });
  um_test_server_push (server, &(UmTestAnswer){ .body = "{\"baseUrl\":\"x\"}" });
  um_test_server_push (server, &(UmTestAnswer){ .body = "{\"data\":null}" });
  assert_change (jira, TRUE, "g&1", "557058:f5|x \"é", UM_CHANGE_DONE);
  assert_change (jira, FALSE, "g/1", "557058:f5", UM_CHANGE_DONE);
  request = um_test_server_get (server, 0);
  g_assert_cmpstr (request->method, ==, "POST");
  g_assert_cmpstr (request->path, ==, "/rest/api/3/group/user?groupId=g%261");
  g_assert_cmpmem (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body),
                   "{\"accountId\":\"557058:f5|x \\\"é\"}",
                   strlen ("{\"accountId\":\"557058:f5|x \\\"é\"}"));
  request = um_test_server_get (server, 1);
  g_assert_cmpstr (request->method, ==, "DELETE");
  g_assert_cmpstr (request->path, ==, "/rest/api/3/group/user?groupId=g%2F1&accountId=557058%3Af5");

  um_jira_get_server_async (jira, NULL, done_cb, &first);
  um_jira_server_free (um_jira_get_server_finish (jira, wait_for (&first), &error));
  g_assert_no_error (error);
  g_assert_null (um_test_server_get_header (server, 2, "Authorization"));
  um_jira_get_org_id_async (jira, NULL, done_cb, &second);
  g_assert_null (um_jira_get_org_id_finish (jira, wait_for (&second), &error));
  g_assert_no_error (error);
  g_assert_nonnull (um_test_server_get_header (server, 3, "Authorization"));
}

/* A page that isn't what it should be, and one without a body at all. */
static void
test_broken_pages (void)
{
  static const char *const bodies[] = { "", "{}", "[", "[{\"accountId\":\"1\"" };
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmHttp) http = um_http_new (um_test_server_get_url (server));
  g_autoptr (UmJira) jira = um_jira_new (http);

  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_auto (Waiter) waiter = { 0 };
      g_autoptr (GError) error = NULL;

      um_test_server_push (server, &(UmTestAnswer){ .body = bodies[i] });
      um_jira_list_users_async (jira, 0, 50, NULL, done_cb, &waiter);
      g_assert_null (um_jira_list_users_finish (jira, wait_for (&waiter), &error));
      g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
    }
}

#define ADD(name, option, function) g_test_add (name, Fixture, option, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  um_test_log_capture ();
  ADD ("/jira-client/server", NULL, test_server);
  ADD ("/jira-client/myself", NULL, test_myself);
  ADD ("/jira-client/lists", NULL, test_lists);
  ADD ("/jira-client/user", NULL, test_user);
  ADD ("/jira-client/roles", NULL, test_roles);
  ADD ("/jira-client/membership", NULL, test_membership);
  ADD ("/jira-client/keys", NULL, test_keys);
  ADD ("/jira-client/lost-answers", "--drop=1", test_lost_answers);
  ADD ("/jira-client/limited", "--rate=50", test_limited);
  ADD ("/jira-client/faults", "--fault=503=0.4", test_faults);
  ADD ("/jira-client/cancel", "--latency=50", test_cancel);
  g_test_add_func ("/jira-client/words", test_words);
  g_test_add_func ("/jira-client/requests", test_requests);
  g_test_add_func ("/jira-client/broken-pages", test_broken_pages);
  return g_test_run ();
}
