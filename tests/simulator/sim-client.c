/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain client for the tests of the simulator; see the header. */

#include "sim-client.h"

#include <string.h>

static SoupSession *
get_session (void)
{
  static SoupSession *session = NULL;

  if (session == NULL)
    {
      session = soup_session_new ();
      soup_session_set_proxy_resolver (session, NULL);
    }
  return session;
}

static char *
make_authorization (UmTestSimulator *simulator, SimAs as)
{
  static const struct
  {
    const char *email;
    const char *token;
  } keys[] = {
    [SIM_AS_OWNER] = { "email", "jira_token" },
    [SIM_AS_READER] = { "readonly_email", "readonly_jira_token" },
    [SIM_AS_DEAD] = { "email", "dead_jira_token" },
    [SIM_AS_SCOPED] = { "email", "scoped_jira_token" },
  };
  static const char *const bearers[] = {
    [SIM_AS_KEY] = "org_key",
    [SIM_AS_SCOPED_KEY] = "scoped_org_key",
    [SIM_AS_DEAD_KEY] = "dead_org_key",
  };
  g_autofree char *pair = NULL, *encoded = NULL;

  if (as >= SIM_AS_KEY)
    return g_strconcat ("Bearer ", um_test_simulator_get (simulator, bearers[as]), NULL);
  pair = g_strconcat (um_test_simulator_get (simulator, keys[as].email), ":",
                      um_test_simulator_get (simulator, keys[as].token), NULL);
  encoded = g_base64_encode ((const guchar *) pair, strlen (pair));
  return g_strconcat ("Basic ", encoded, NULL);
}

SimAnswer *
sim_ask_as (
  UmTestSimulator *simulator, SimAs as, const char *method, const char *path, const char *body)
{
  g_autofree char *uri = g_strconcat (um_test_simulator_get (simulator, "jira_url"), path, NULL);
  SimAnswer *self = g_new0 (SimAnswer, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  self->found = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref);
  self->message = soup_message_new (method, uri);
  g_assert_nonnull (self->message);
  if (as != SIM_AS_NOBODY)
    {
      g_autofree char *authorization = make_authorization (simulator, as);

      soup_message_headers_append (soup_message_get_request_headers (self->message),
                                   "Authorization", authorization);
    }
  if (body != NULL)
    {
      g_autoptr (GBytes) sent = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (self->message, "application/json", sent);
    }

  bytes = soup_session_send_and_read (get_session (), self->message, NULL, &error);
  if (bytes == NULL)
    {
      g_test_message ("%s %s: %s", method, path, error->message);
      return self;
    }
  self->status = soup_message_get_status (self->message);
  self->text = g_bytes_get_size (bytes) > 0
                 ? g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes))
                 : g_strdup ("");
  self->json = json_from_string (self->text, NULL);
  return self;
}

SimAnswer *
sim_get (UmTestSimulator *simulator, const char *path, ...)
{
  g_autofree char *full = NULL;
  va_list arguments;

  va_start (arguments, path);
  full = g_strdup_vprintf (path, arguments);
  va_end (arguments);
  return sim_ask_as (simulator, SIM_AS_OWNER, "GET", full, NULL);
}

SimAnswer *
sim_expect (UmTestSimulator *simulator,
            guint status,
            const char *method,
            const char *body,
            const char *path,
            ...)
{
  g_autofree char *full = NULL;
  SimAnswer *answer;
  va_list arguments;

  va_start (arguments, path);
  full = g_strdup_vprintf (path, arguments);
  va_end (arguments);
  answer = sim_ask_as (simulator, SIM_AS_OWNER, method, full, body);
  if (answer->status != status)
    g_test_message ("%s %s: %s", method, full, answer->text);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

void
sim_answer_free (SimAnswer *self)
{
  g_clear_object (&self->message);
  g_ptr_array_unref (self->found);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self->text);
  g_free (self);
}

/* Returns: (transfer none): all that @path finds */
static JsonArray *
query (SimAnswer *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  JsonNode *found;

  g_assert_nonnull (self->json);
  found = json_path_query (path, self->json, &error);
  g_assert_no_error (error);
  g_ptr_array_add (self->found, found);
  return json_node_get_array (found);
}

static JsonNode *
query_one (SimAnswer *self, const char *path)
{
  JsonArray *found = query (self, path);

  g_assert_cmpuint (json_array_get_length (found), ==, 1);
  return json_array_get_element (found, 0);
}

const char *
sim_answer_string (SimAnswer *self, const char *path)
{
  return json_node_get_string (query_one (self, path));
}

gint64
sim_answer_int (SimAnswer *self, const char *path)
{
  return json_node_get_int (query_one (self, path));
}

gboolean
sim_answer_bool (SimAnswer *self, const char *path)
{
  return json_node_get_boolean (query_one (self, path));
}

gboolean
sim_answer_has (SimAnswer *self, const char *path)
{
  return json_array_get_length (query (self, path)) > 0;
}

guint
sim_answer_length (SimAnswer *self, const char *path)
{
  return json_array_get_length (json_node_get_array (query_one (self, path)));
}

const char *
sim_answer_header (SimAnswer *self, const char *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (self->message), name);
}

char *
sim_gateway (UmTestSimulator *simulator)
{
  return g_strconcat ("/ex/jira/", um_test_simulator_get (simulator, "cloud_id"), NULL);
}

char *
sim_group_id (UmTestSimulator *simulator, const char *name)
{
  g_autoptr (SimAnswer) answer = sim_get (simulator, "/rest/api/3/group/bulk?groupName=%s", name);

  return g_strdup (sim_answer_string (answer, "$.values[0].groupId"));
}

GHashTable *
sim_true_members (UmTestSimulator *simulator, const char *group)
{
  g_autoptr (SimAnswer) answer = sim_get (simulator, "/_simulator/members?group=%s", group);
  JsonArray *ids = json_object_get_array_member (json_node_get_object (answer->json),
                                                 "account_ids");
  GHashTable *members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (ids); i++)
    g_hash_table_add (members, g_strdup (json_array_get_string_element (ids, i)));
  return members;
}

char *
sim_find_person (UmTestSimulator *simulator, const char *group, gboolean inside)
{
  g_autoptr (GHashTable) members = sim_true_members (simulator, group);
  g_autoptr (SimAnswer) users = sim_get (simulator, "/rest/api/3/users/search?maxResults=1000");
  JsonArray *list = json_node_get_array (users->json);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *user = json_array_get_object_element (list, i);
      const char *id = json_object_get_string_member (user, "accountId");

      if (json_object_get_boolean_member (user, "active")
          && strcmp (json_object_get_string_member (user, "accountType"), "atlassian") == 0
          && g_hash_table_contains (members, id) == inside
          && strcmp (json_object_get_string_member_with_default (user, "emailAddress", ""),
                     um_test_simulator_get (simulator, "email"))
               != 0)
        return g_strdup (id);
    }
  g_assert_not_reached ();
}

void
sim_add (UmTestSimulator *simulator, guint status, const char *group_id, const char *account_id)
{
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", account_id);
  g_autoptr (SimAnswer) answer = sim_expect (simulator, status, "POST", body,
                                             "/rest/api/3/group/user?groupId=%s", group_id);
}

void
sim_remove (UmTestSimulator *simulator, guint status, const char *group_id, const char *account_id)
{
  g_autoptr (SimAnswer)
    answer = sim_expect (simulator, status, "DELETE", NULL,
                         "/rest/api/3/group/user?groupId=%s&accountId=%s", group_id, account_id);
}

void
sim_set (UmTestSimulator *simulator, const char *json)
{
  g_autoptr (SimAnswer) answer = sim_expect (simulator, 200, "POST", json, "/_simulator/set");
}

char *
sim_org_names (UmTestSimulator *simulator, const char *text)
{
  static const char *const names[] = { "ACME", "CONTRACTORS", "BRIGHTWATER" };
  g_autoptr (GString) full = g_string_new (text);
  const char *org = um_test_simulator_get (simulator, "org_id");
  g_autofree char *path = NULL;
  g_autoptr (SimAnswer) directories = NULL;

  g_string_replace (full, "ORG", org, 0);
  g_string_replace (full, "CLOUD", um_test_simulator_get (simulator, "cloud_id"), 0);
  path = g_strconcat ("/admin/v2/orgs/", org, "/directories", NULL);
  directories = sim_ask_as (simulator, SIM_AS_KEY, "GET", path, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *place = g_strdup_printf ("$.data[%u].directoryId", i);

      g_string_replace (full, names[i], sim_answer_string (directories, place), 0);
    }
  return g_string_free (g_steal_pointer (&full), FALSE);
}

SimAnswer *
sim_org (UmTestSimulator *simulator,
         guint status,
         const char *method,
         const char *body,
         const char *path,
         ...)
{
  g_autofree char *full = NULL, *named = NULL, *named_body = NULL;
  SimAnswer *answer;
  va_list arguments;

  va_start (arguments, path);
  full = g_strdup_vprintf (path, arguments);
  va_end (arguments);
  named = sim_org_names (simulator, full);
  named_body = body != NULL ? sim_org_names (simulator, body) : NULL;
  answer = sim_ask_as (simulator, SIM_AS_KEY, method, named, named_body);
  if (answer->status != status)
    g_test_message ("%s %s: %s", method, named, answer->text);
  g_assert_cmpuint (answer->status, ==, status);
  return answer;
}

JsonArray *
sim_org_search (UmTestSimulator *simulator, const char *directory, const char *body)
{
  JsonArray *all = json_array_new ();
  g_autofree char *next = g_strdup_printf ("{%s}", body);

  while (next != NULL)
    {
      g_autoptr (SimAnswer) answer = sim_org (
        simulator, 200, "POST", next, "/admin/v2/orgs/ORG/directories/%s/users/search", directory);
      JsonObject *page = json_node_get_object (answer->json);
      JsonArray *data = json_object_get_array_member (page, "data");
      JsonObject *links = json_object_get_object_member (page, "links");

      for (guint i = 0; i < json_array_get_length (data); i++)
        json_array_add_element (all, json_node_copy (json_array_get_element (data, i)));
      g_clear_pointer (&next, g_free);
      if (!json_object_get_null_member (links, "next"))
        next = g_strdup_printf ("{\"cursor\":\"%s\"}",
                                json_object_get_string_member (links, "next"));
    }
  return all;
}

char *
sim_find_managed (UmTestSimulator *simulator, const char *privilege, const char *reason)
{
  g_autoptr (JsonArray)
    users = sim_org_search (simulator, "-", "\"limit\":100,\"claimStatus\":\"managed\"");

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      const char *id = json_object_get_string_member (user, "accountId");
      g_autofree char *path = g_strdup_printf ("/users/%s/manage", id);
      g_autoptr (SimAnswer) answer = sim_ask_as (simulator, SIM_AS_KEY, "GET", path, NULL);
      JsonObject *rule;

      if (answer->status != 200)
        continue;
      rule = json_object_get_object_member (json_node_get_object (answer->json), privilege);
      if (json_object_get_boolean_member (rule, "allowed")
            ? reason == NULL
            : g_strcmp0 (json_object_get_string_member (
                           json_object_get_object_member (rule, "reason"), "key"),
                         reason)
                == 0)
        return g_strdup (id);
    }
  g_assert_not_reached ();
}

const char *
sim_answer_code (SimAnswer *self)
{
  return sim_answer_string (self, "$.errors[0].code");
}

char *
sim_state (UmTestSimulator *simulator)
{
  g_autoptr (SimAnswer) answer = sim_get (simulator, "/_simulator/state");

  g_assert_cmpuint (answer->status, ==, 200);
  return g_strdup (answer->text);
}
