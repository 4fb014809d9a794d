/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An organisation: the doctor with each kind of key, a refresh that equals what the simulator holds
 * user by user, and parts of it read anew. */
#include "um-enums.h"
#include "um-problem.h"
#include "um-test-engine.h"
#include "um-test-server.h"

#include <string.h>

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "600", "--seed", "3", NULL);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
}

static UmSource *
new_source (Fixture *fixture, const char *owner)
{
  UmSource *source = um_source_new (UM_SOURCE_ACCESS);

  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (fixture->simulator, "api_url"));
  source->email = g_strdup (owner);
  return source;
}

/* ---- the doctor ---- */

static UmTruth
get_granted (UmCheck *check, UmRightKind kind)
{
  GListModel *rights = um_check_get_rights (check);

  for (guint i = 0; i < g_list_model_get_n_items (rights); i++)
    {
      g_autoptr (UmCheckRight) right = g_list_model_get_item (rights, i);

      if (um_check_right_get_kind (right) != kind)
        continue;
      g_assert_true (um_check_right_get_probed (right));
      return um_check_right_get_granted (right);
    }
  g_assert_not_reached ();
}

static const char *
get_detail (UmCheck *check, UmRightKind kind)
{
  GListModel *rights = um_check_get_rights (check);

  for (guint i = 0; i < g_list_model_get_n_items (rights); i++)
    {
      g_autoptr (UmCheckRight) right = g_list_model_get_item (rights, i);

      if (um_check_right_get_kind (right) == kind)
        return um_check_right_get_detail (right);
    }
  g_assert_not_reached ();
}

static void
test_administrator (Fixture *fixture, gconstpointer data)
{
  const char *email = um_test_simulator_get (fixture->simulator, "email");
  g_autoptr (UmSource) source = new_source (fixture, email);
  g_autoptr (UmCheck)
    check = um_check_new (source, um_test_simulator_get (fixture->simulator, "org_key"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = um_test_check (check, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (learnt->org_id, ==, um_test_simulator_get (fixture->simulator, "org_id"));
  g_assert_cmpstr (learnt->org_name, ==, "Acme");
  g_assert_nonnull (learnt->account_id);
  g_assert_false (learnt->read_only);
  g_assert_cmpint (get_granted (check, UM_RIGHT_KEY), ==, UM_YES);
  g_assert_cmpint (get_granted (check, UM_RIGHT_BROWSE_USERS), ==, UM_YES);
  g_assert_cmpint (get_granted (check, UM_RIGHT_OWNER), ==, UM_YES);
  g_assert_cmpint (get_granted (check, UM_RIGHT_CHANGE_ACCESS), ==, UM_YES);
  g_assert_cmpint (get_granted (check, UM_RIGHT_MANAGE_ACCOUNTS), ==, UM_YES);
  g_assert_cmpint (get_granted (check, UM_RIGHT_READ_KEYS), ==, UM_YES);
  g_assert_cmpuint (um_check_get_keys (check)->len, >, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static void
test_scoped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = new_source (fixture, NULL);
  g_autoptr (UmCheck) check = um_check_new (
    source, um_test_simulator_get (fixture->simulator, "scoped_org_key"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = um_test_check (check, &error);

  g_assert_no_error (error);
  g_assert_true (learnt->read_only);
  g_assert_null (learnt->account_id);
  g_assert_cmpint (get_granted (check, UM_RIGHT_BROWSE_USERS), ==, UM_YES);
  g_assert_cmpint (get_granted (check, UM_RIGHT_OWNER), ==, UM_NO);
  g_assert_null (get_detail (check, UM_RIGHT_OWNER));
  g_assert_cmpint (get_granted (check, UM_RIGHT_CHANGE_ACCESS), ==, UM_NO);
  g_assert_cmpint (get_granted (check, UM_RIGHT_MANAGE_ACCOUNTS), ==, UM_NO);
}

static UmSource *
check_with (Fixture *fixture, UmSource *source, const char *key)
{
  g_autoptr (UmCheck)
    check = um_check_new (source, um_test_simulator_get (fixture->simulator, key), NULL);
  g_autoptr (GError) error = NULL;
  UmSource *learnt = um_test_check (check, &error);

  g_assert_no_error (error);
  return learnt;
}

/* A source is as whole as its key, but for what was chosen. */
static void
test_another_key (Fixture *fixture, gconstpointer data)
{
  UmReadOnly chosen[] = { UM_READ_ONLY_NO, UM_READ_ONLY_CHOSEN };

  for (guint i = 0; i < G_N_ELEMENTS (chosen); i++)
    {
      g_autoptr (UmSource) source = new_source (fixture, NULL);
      g_autoptr (UmSource) scoped = NULL;
      g_autoptr (UmSource) whole = NULL;

      source->read_only = chosen[i];
      scoped = check_with (fixture, source, "scoped_org_key");
      g_assert_cmpint (scoped->read_only, ==, chosen[i] | UM_READ_ONLY_KEY);
      whole = check_with (fixture, scoped, "org_key");
      g_assert_cmpint (whole->read_only, ==, chosen[i]);
    }
}

static void
test_stranger (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = new_source (fixture, "nobody@nowhere.example");
  g_autoptr (UmCheck)
    check = um_check_new (source, um_test_simulator_get (fixture->simulator, "org_key"), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = um_test_check (check, &error);

  g_assert_no_error (error);
  g_assert_null (learnt->account_id);
  g_assert_cmpint (get_granted (check, UM_RIGHT_OWNER), ==, UM_NO);
  /* Which address it was that nobody has. */
  g_assert_cmpstr (get_detail (check, UM_RIGHT_OWNER), ==, "nobody@nowhere.example");
  g_assert_cmpint (get_granted (check, UM_RIGHT_MANAGE_ACCOUNTS), ==, UM_YES);
}

static void
test_dead_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = new_source (fixture, NULL);
  g_autoptr (UmCheck)
    check = um_check_new (source, um_test_simulator_get (fixture->simulator, "dead_org_key"), NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ORG_KEY_REJECTED);
}

/* Nobody was named: whose key a Jira source of the organisation has is taken, of another one not.
 */
static void
test_linked_owner (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = new_source (fixture, NULL);
  g_autoptr (UmSource) site = um_test_source_new (fixture->simulator, "Acme Jira");
  g_autoptr (UmCheck) first = NULL;
  g_autoptr (UmCheck) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) alone = NULL;
  g_autoptr (UmSource) linked = NULL;
  const char *key = um_test_simulator_get (fixture->simulator, "org_key");

  site->org_id = g_strdup ("another");
  g_assert_nonnull (
    um_test_engine_save (fixture->engine, site, "key", UM_KEEP_THIS_SESSION, &error));
  first = um_check_new (source, key, NULL);
  um_check_set_sources (first, um_engine_get_sources (fixture->engine));
  alone = um_test_check (first, &error);
  g_assert_no_error (error);
  g_assert_null (alone->email);
  g_assert_null (alone->account_id);

  g_free (site->org_id);
  site->org_id = g_strdup (um_test_simulator_get (fixture->simulator, "org_id"));
  g_assert_nonnull (um_test_engine_save (fixture->engine, site, NULL, UM_KEEP_IN_KEYRING, &error));
  second = um_check_new (source, key, NULL);
  um_check_set_sources (second, um_engine_get_sources (fixture->engine));
  linked = um_test_check (second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (linked->email, ==, um_test_simulator_get (fixture->simulator, "email"));
  g_assert_nonnull (linked->account_id);
  g_assert_cmpint (get_granted (second, UM_RIGHT_OWNER), ==, UM_YES);
}

/* What answers where Atlassian should. */
typedef struct
{
  const char *name;
  UmTestAnswer answer;
  UmProblem problem;
} Scene;

static const Scene scenes[] = {
  { "page", { .type = "text/html", .body = "<html>Log in</html>" }, UM_PROBLEM_NOT_ATLASSIAN },
  { "other-json", { .body = "{\"hello\":1}" }, UM_PROBLEM_NOT_ATLASSIAN },
  { "not-found", { .status = 404, .body = "{}" }, UM_PROBLEM_NOT_ATLASSIAN },
  { "wrong-key", { .status = 401, .body = "{\"code\":401}" }, UM_PROBLEM_ORG_KEY_REJECTED },
  { "no-right", { .status = 403, .body = "{}" }, UM_PROBLEM_FORBIDDEN },
  { "none", { .body = "{\"data\":[],\"links\":{}}" }, UM_PROBLEM_NO_ORGANISATION },
  { "redirect",
    { .status = 302, .headers = "Location: https://login.example/", .body = "" },
    UM_PROBLEM_REDIRECTED },
  { "busy", { .status = 429, .headers = "Retry-After: 60", .body = "" }, UM_PROBLEM_RATE_LIMITED },
  { "broken", { .status = 500, .body = "{}" }, UM_PROBLEM_SERVER },
  { "cut", { .end = UM_TEST_CUT }, UM_PROBLEM_CUT },
};

static void
test_scene (gconstpointer data)
{
  const Scene *scene = data;
  g_autoptr (UmTestServer) server = um_test_server_new ();
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (UmCheck) check = NULL;
  g_autoptr (GError) error = NULL;

  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_server_get_url (server));
  um_test_server_push (server, &scene->answer);
  check = um_check_new (source, "some-key", NULL);
  g_assert_null (um_test_check (check, &error));
  g_assert_error (error, UM_PROBLEM, (int) scene->problem);
  g_assert_cmpint (get_granted (check, UM_RIGHT_KEY), ==, UM_NO);
  g_assert_cmpuint (um_test_server_count (server), ==, 1);
}

/* ---- the refresh ---- */

static UmSourceState *
connect_to (Fixture *fixture)
{
  const char *key = um_test_simulator_get (fixture->simulator, "org_key");
  g_autoptr (UmSource)
    source = new_source (fixture, um_test_simulator_get (fixture->simulator, "email"));
  g_autoptr (UmCheck) check = um_check_new (source, key, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) learnt = um_test_check (check, &error);
  UmSourceState *state;

  g_assert_no_error (error);
  state = um_test_engine_save (fixture->engine, learnt, key, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  return state;
}

static UmSourceState *
refresh (Fixture *fixture)
{
  UmSourceState *state = connect_to (fixture);
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  return state;
}

/* That a row is in exactly the things whose ids @ids holds. */
static void
assert_things (UmDirectory *directory, UmSet set, guint row, JsonArray *ids)
{
  const UmRelation *relation = um_directory_get_relation (directory, set);
  guint n_things;

  um_relation_get_things (relation, row, &n_things);
  g_assert_cmpuint (n_things, ==, json_array_get_length (ids));
  for (guint i = 0; i < json_array_get_length (ids); i++)
    {
      guint thing = um_directory_find_thing (directory, set,
                                             json_array_get_string_element (ids, i));

      g_assert_cmpuint (thing, !=, UM_NO_ROW);
      g_assert_true (um_relation_contains (relation, thing, row));
    }
}

/* Active where he gets in somewhere. */
static const char *
expect_status (JsonObject *user)
{
  guint n_in = json_array_get_length (json_object_get_array_member (user, "directories"));
  guint n_out = json_array_get_length (json_object_get_array_member (user, "suspended"));
  const char *status = json_object_get_string_member (user, "status");

  if (strcmp (status, "for_deletion") == 0)
    return "deleted";
  if (strcmp (status, "not_invited") == 0)
    return "no-access";
  if (strcmp (status, "active") == 0 || strcmp (status, "suspended") == 0)
    return n_out < n_in ? "active" : "suspended";
  return status;
}

static guint
compare (UmSourceState *state, UmTestSimulator *simulator)
{
  g_autoptr (JsonNode) truth = um_test_simulator_get_state (simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (truth), "users");
  UmDirectory *directory = um_source_state_get_directory (state);
  guint n_expected = 0;

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      JsonArray *directories = json_object_get_array_member (user, "directories");
      const char *account_id = json_object_get_string_member (user, "accountId");
      guint row = um_directory_find (directory, account_id);

      g_test_message ("%s", account_id);
      /* The organisation lists people alone, and not those whose account is closed; those in no
       * directory if it manages their accounts. */
      if ((json_array_get_length (directories) == 0
           && !json_object_get_boolean_member (user, "managed"))
          || strcmp (json_object_get_string_member (user, "type"), "atlassian") != 0
          || strcmp (json_object_get_string_member (user, "account"), "closed") == 0)
        {
          g_assert_cmpuint (row, ==, UM_NO_ROW);
          continue;
        }
      n_expected++;
      g_assert_cmpuint (row, !=, UM_NO_ROW);
      g_assert_cmpstr (um_user_status_to_nick (um_directory_get_status (directory, row)), ==,
                       expect_status (user));
      assert_things (directory, UM_SET_DIRECTORIES, row, directories);
      assert_things (directory, UM_SET_GROUPS, row, json_object_get_array_member (user, "groups"));
    }
  g_assert_cmpuint (um_directory_get_n_rows (directory), ==, n_expected);
  return n_expected;
}

static guint
count_no_access (UmDirectory *directory)
{
  guint n = 0;

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    n += um_directory_get_status (directory, row) == UM_STATUS_NO_ACCESS;
  return n;
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = refresh (fixture);
  UmDirectory *directory = um_source_state_get_directory (state);
  guint n_several = 0, n_admin = 0, n_granting = 0;

  g_assert_cmpuint (compare (state, fixture->simulator), >, 400);
  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    {
      guint n_things;

      um_relation_get_things (um_directory_get_relation (directory, UM_SET_DIRECTORIES), row,
                              &n_things);
      n_several += n_things > 1;
    }
  g_assert_cmpuint (n_several, >, 0);
  g_assert_cmpuint (count_no_access (directory), >, 0);
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, i);

      g_assert_nonnull (group->parent);
      g_assert_true (group->known);
      n_admin += group->admin;
      n_granting += group->products != NULL;
    }
  g_assert_cmpuint (n_admin, >, 0);
  g_assert_cmpuint (n_granting, >, 0);
  g_assert_cmpuint (um_directory_get_n_things (directory, UM_SET_ROLES), >, 0);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

/* The id of a group that can be changed, and the account of somebody of its directory who isn't in
 * it. */
static char *
find_stranger (UmDirectory *directory, const char *name, const char **group_id)
{
  g_autoptr (GArray) found = um_directory_find_things_by_name (directory, UM_SET_GROUPS, name);
  guint thing = g_array_index (found, guint32, 0);
  const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, thing);
  guint parent = um_directory_find_thing (directory, UM_SET_DIRECTORIES, group->parent);

  *group_id = group->id;
  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    if (um_directory_is_member (directory, UM_SET_GROUPS, thing, row) == UM_NO
        && um_directory_is_member (directory, UM_SET_DIRECTORIES, parent, row) == UM_YES
        && um_directory_get_status (directory, row) == UM_STATUS_ACTIVE)
      return g_strdup (um_directory_get_account_id (directory, row));
  g_assert_not_reached ();
}

static void
add_member (Fixture *fixture, const char *group_id, const char *account_id)
{
  g_autofree char *path = g_strconcat ("/rest/api/3/group/user?groupId=", group_id, NULL);
  g_autofree char *body = g_strdup_printf ("{\"accountId\":\"%s\"}", account_id);

  um_test_simulator_ask (fixture->simulator, "POST", path, body);
}

static void
refresh_part (UmSourceState *state, const char *group_id, const char *account_id)
{
  const char *groups[] = { group_id, NULL };
  const char *accounts[] = { account_id, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  um_source_state_refresh_async (state, UM_REFRESH_ALL, group_id != NULL ? groups : NULL,
                                 account_id != NULL ? accounts : NULL, NULL, um_test_done_cb,
                                 &result);
  um_test_wait_for (&result);
  g_assert_true (um_source_state_refresh_finish (state, result, NULL, &error));
  g_assert_no_error (error);
}

static void
test_one_user (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = refresh (fixture);
  const char *group_id = NULL;
  g_autofree char *account_id = find_stranger (um_source_state_get_directory (state),
                                               "confluence-users", &group_id);
  g_autofree char *group = g_strdup (group_id);

  add_member (fixture, group, account_id);
  refresh_part (state, NULL, account_id);
  compare (state, fixture->simulator);
}

static void
test_one_group (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = refresh (fixture);
  const char *group_id = NULL;
  g_autofree char *account_id = find_stranger (um_source_state_get_directory (state),
                                               "confluence-users", &group_id);
  g_autofree char *group = g_strdup (group_id);
  g_autoptr (GHashTable) members = um_test_simulator_members (fixture->simulator, group);
  GHashTableIter iter;
  gpointer first;
  g_autofree char *path = NULL;

  g_hash_table_iter_init (&iter, members);
  g_assert_true (g_hash_table_iter_next (&iter, &first, NULL));
  path = g_strdup_printf ("/rest/api/3/group/user?groupId=%s&accountId=%s", group,
                          (const char *) first);
  um_test_simulator_ask (fixture->simulator, "DELETE", path, NULL);
  add_member (fixture, group, account_id);
  refresh_part (state, group, NULL);
  compare (state, fixture->simulator);
}

static void
test_user_gone (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = refresh (fixture);
  const char *group_id = NULL;
  g_autofree char *account_id = find_stranger (um_source_state_get_directory (state),
                                               "confluence-users", &group_id);

  refresh_part (state, NULL, "557058:00000000-0000-0000-0000-000000000000");
  compare (state, fixture->simulator);
  g_assert_cmpuint (um_directory_find (um_source_state_get_directory (state), account_id), !=,
                    UM_NO_ROW);
}

/* Somebody active who is in one directory. (transfer full) */
static char *
find_single (UmDirectory *directory, UmTruth managed, const char **directory_id)
{
  const UmRelation *relation = um_directory_get_relation (directory, UM_SET_DIRECTORIES);

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    {
      guint n_things;
      const guint32 *things = um_relation_get_things (relation, row, &n_things);

      if (n_things != 1 || um_directory_get_status (directory, row) != UM_STATUS_ACTIVE
          || um_directory_get_managed (directory, row) != managed)
        continue;
      *directory_id = um_directory_get_thing (directory, UM_SET_DIRECTORIES, things[0])->id;
      return g_strdup (um_directory_get_account_id (directory, row));
    }
  g_assert_not_reached ();
}

static void
remove_from (Fixture *fixture, const char *directory_id, const char *account_id)
{
  g_autofree char *path = g_strdup_printf ("/admin/v2/orgs/%s/directories/%s/users/%s",
                                           um_test_simulator_get (fixture->simulator, "org_id"),
                                           directory_id, account_id);

  um_test_simulator_ask (fixture->simulator, "DELETE", path, NULL);
}

/* Who leaves his only directory stays in sight if his account is managed, and only then. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = refresh (fixture);
  const char *managed_in, *stranger_in;
  g_autofree char *managed = find_single (um_source_state_get_directory (state), UM_YES,
                                          &managed_in);
  g_autofree char *stranger = find_single (um_source_state_get_directory (state), UM_NO,
                                           &stranger_in);
  const char *accounts[] = { managed, stranger, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint row;

  remove_from (fixture, managed_in, managed);
  remove_from (fixture, stranger_in, stranger);
  um_source_state_refresh_async (state, UM_REFRESH_ALL, NULL, accounts, NULL, um_test_done_cb,
                                 &result);
  um_test_wait_for (&result);
  g_assert_true (um_source_state_refresh_finish (state, result, NULL, &error));
  g_assert_no_error (error);
  compare (state, fixture->simulator);
  row = um_directory_find (um_source_state_get_directory (state), managed);
  g_assert_cmpint (um_directory_get_status (um_source_state_get_directory (state), row), ==,
                   UM_STATUS_NO_ACCESS);
  g_assert_cmpuint (um_directory_find (um_source_state_get_directory (state), stranger), ==,
                    UM_NO_ROW);
  refresh_part (state, NULL, managed);
  compare (state, fixture->simulator);
}

static void
test_again_from_disk (Fixture *fixture, gconstpointer data)
{
  UmSourceState *state = refresh (fixture);
  g_autofree char *id = g_strdup (um_source_state_get_source (state)->id);
  g_autoptr (GError) error = NULL;

  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  state = um_engine_find_source (fixture->engine, id);
  g_assert_nonnull (state);
  g_assert_true (um_test_load (state, &error));
  g_assert_no_error (error);
  g_assert_cmpint (um_source_state_get_source (state)->kind, ==, UM_SOURCE_ACCESS);
  compare (state, fixture->simulator);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/access/check/administrator", test_administrator);
  ADD ("/access/check/scoped", test_scoped);
  ADD ("/access/check/another-key", test_another_key);
  ADD ("/access/check/stranger", test_stranger);
  ADD ("/access/check/dead-key", test_dead_key);
  ADD ("/access/check/linked-owner", test_linked_owner);
  for (guint i = 0; i < G_N_ELEMENTS (scenes); i++)
    {
      g_autofree char *path = g_strconcat ("/access/check/server/", scenes[i].name, NULL);

      g_test_add_data_func (path, &scenes[i], test_scene);
    }
  ADD ("/access/refresh/all", test_refresh);
  ADD ("/access/refresh/one-user", test_one_user);
  ADD ("/access/refresh/one-group", test_one_group);
  ADD ("/access/refresh/user-gone", test_user_gone);
  ADD ("/access/refresh/left", test_left);
  ADD ("/access/refresh/from-disk", test_again_from_disk);

  return um_test_engine_run ();
}
