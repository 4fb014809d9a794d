/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Jira source and an Access source of one simulated organisation: each user of the site is as the
 * simulator says where the organisation knows him; the link comes and goes with what is there. */
#include "um-enums.h"
#include "um-source-state-private.h"
#include "um-test-runs.h"

#include <libsoup/soup.h>
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
  fixture->simulator = um_test_simulator_start ("--users", "400", "--seed", "5", NULL);
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

static void
reopen (Fixture *fixture)
{
  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
}

static void
refresh (UmSourceState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_refresh (state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

static void
load (UmSourceState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_load (state, &error));
  g_assert_no_error (error);
}

static void
remove_source (Fixture *fixture, UmSourceState *state)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_engine_remove (fixture->engine, state, &error));
  g_assert_no_error (error);
}

/* Turns the main context until what is shown is of both directories as they are. */
static void
wait_for_whole (UmSourceState *state)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_source_state_whole_async (state, um_test_done_cb, &result);
  um_test_wait_for (&result);
  um_source_state_whole_finish (state, result);
}

/* @names: separated by commas */
static void
assert_linked (UmSourceState *state, const char *names)
{
  g_autofree char *linked = g_strjoinv (",", (char **) um_source_state_get_linked (state));

  g_assert_cmpstr (linked, ==, names);
}

static guint
count_status (UmSourceState *state, UmUserStatus status)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  guint n = 0;

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    n += um_directory_get_status (directory, row) == status;
  return n;
}

static guint
count_logins_unknown (UmSourceState *state)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  guint n = 0;

  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    n += um_directory_get_last_login (directory, row) == UM_TIME_UNKNOWN;
  return n;
}

static void
assert_plain (UmSourceState *state)
{
  g_assert_cmpuint (count_status (state, UM_STATUS_SUSPENDED), ==, 0);
  g_assert_cmpuint (count_status (state, UM_STATUS_DEACTIVATED), ==, 0);
  g_assert_cmpuint (count_status (state, UM_STATUS_INACTIVE), >, 0);
  g_assert_cmpuint (count_logins_unknown (state), ==, um_source_state_get_n_users (state));
  g_assert_true (um_source_state_get_directory (state) == um_source_state_get_own (state));
}

static void
assert_completed (UmSourceState *state)
{
  g_assert_cmpuint (count_status (state, UM_STATUS_SUSPENDED), >, 0);
  g_assert_cmpuint (count_status (state, UM_STATUS_DEACTIVATED), >, 0);
  g_assert_cmpuint (count_logins_unknown (state), <, um_source_state_get_n_users (state) / 2);
}

/* What is shared between generations is of the same order as what is made anew. */
static void
assert_orders (UmSourceState *state)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  g_autoptr (UmDirectory)
    fresh = um_directory_builder_end (um_directory_builder_new_from (directory));
  gsize size = um_directory_get_n_rows (directory) * sizeof (guint32);

  for (guint column = 0; column < UM_N_COLUMNS; column++)
    g_assert_cmpmem (um_directory_get_order (directory, column), size,
                     um_directory_get_order (fresh, column), size);
}

/* ---- held against the simulator ---- */

/* What the organisation itself says of one account. (transfer full) */
static JsonNode *
ask_organisation (Fixture *fixture, const char *account_id)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autofree char *url = g_strdup_printf ("%s/admin/v2/orgs/%s/directories/-/users/search",
                                          um_test_simulator_get (fixture->simulator, "api_url"),
                                          um_test_simulator_get (fixture->simulator, "org_id"));
  g_autofree char *bearer = g_strconcat (
    "Bearer ", um_test_simulator_get (fixture->simulator, "org_key"), NULL);
  g_autofree char *query = g_strdup_printf (
    "{\"accountIds\":[\"%s\"],\"expand\":[\"productAccess\"]}", account_id);
  g_autoptr (GBytes) body = g_bytes_new (query, strlen (query));
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (GBytes) answer = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  JsonNode *node;

  soup_session_set_proxy_resolver (session, NULL);
  soup_message_headers_append (soup_message_get_request_headers (message), "Authorization", bearer);
  soup_message_set_request_body_from_bytes (message, "application/json", body);
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  text = g_strndup (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer));
  node = json_from_string (text, &error);
  g_assert_no_error (error);
  return node;
}

/* Seconds of the latest use of a product of this site, and of any; 0: none. */
static gint64
find_truth (Fixture *fixture, const char *account_id, const char *cloud_id, gint64 *anywhere)
{
  g_autoptr (JsonNode) answer = ask_organisation (fixture, account_id);
  JsonArray *users = json_object_get_array_member (json_node_get_object (answer), "data");
  JsonArray *uses = json_object_get_array_member (json_array_get_object_element (users, 0),
                                                  "productAccess");
  gint64 latest = 0;

  g_assert_cmpuint (json_array_get_length (users), ==, 1);
  *anywhere = 0;
  for (guint i = 0; i < json_array_get_length (uses); i++)
    {
      JsonObject *use = json_array_get_object_element (uses, i);
      g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (
        json_object_get_string_member (use, "lastActiveTimestamp"), NULL);
      gint64 seconds = g_date_time_to_unix (time);

      *anywhere = MAX (*anywhere, seconds);
      if (strstr (json_object_get_string_member (use, "id"), cloud_id) != NULL)
        latest = MAX (latest, seconds);
    }
  return latest;
}

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

static gboolean
is_known_to_organisation (JsonObject *user)
{
  return (json_array_get_length (json_object_get_array_member (user, "directories")) > 0
          || json_object_get_boolean_member (user, "managed"))
         && strcmp (json_object_get_string_member (user, "type"), "atlassian") == 0
         && strcmp (json_object_get_string_member (user, "account"), "closed") != 0;
}

static void
assert_directories (UmDirectory *directory, guint row, JsonArray *ids)
{
  const UmRelation *relation = um_directory_get_relation (directory, UM_SET_DIRECTORIES);
  guint n_things;

  um_relation_get_things (relation, row, &n_things);
  g_assert_cmpuint (n_things, ==, json_array_get_length (ids));
  for (guint i = 0; i < n_things; i++)
    {
      guint thing = um_directory_find_thing (directory, UM_SET_DIRECTORIES,
                                             json_array_get_string_element (ids, i));

      g_assert_cmpuint (thing, !=, UM_NO_ROW);
      g_assert_cmpint (um_directory_is_member (directory, UM_SET_DIRECTORIES, thing, row), ==,
                       UM_YES);
    }
}

/* What neither knows is unknown, never "never". */
static void
assert_stranger (UmDirectory *directory, UmDirectory *own, guint row)
{
  g_assert_cmpint (um_directory_get_status (directory, row), ==,
                   um_directory_get_status (own, row));
  g_assert_cmpint (um_directory_get_last_login (directory, row), ==, UM_TIME_UNKNOWN);
  g_assert_cmpint (um_directory_get_managed (directory, row), ==, UM_UNKNOWN);
  g_assert_cmpint (um_directory_get_synced (directory, row), ==, UM_UNKNOWN);
  g_assert_cmpint (um_directory_get_added (directory, row), ==, UM_TIME_UNKNOWN);
  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_DIRECTORIES); i++)
    g_assert_cmpint (um_directory_is_member (directory, UM_SET_DIRECTORIES, i, row), ==,
                     UM_UNKNOWN);
}

static void
assert_as_truth (Fixture *fixture, UmSourceState *state, JsonObject *user, guint *n_elsewhere)
{
  UmDirectory *directory = um_source_state_get_directory (state);
  const char *account_id = json_object_get_string_member (user, "accountId");
  guint row = um_directory_find (directory, account_id);
  gint64 anywhere;
  gint64 login = find_truth (fixture, account_id, state->source->cloud_id, &anywhere);
  UmUser shown;

  um_directory_get_user (directory, row, &shown);
  g_test_message ("%s", account_id);
  g_assert_cmpstr (um_user_status_to_nick (shown.status), ==, expect_status (user));
  g_assert_cmpstr (shown.email, ==, json_object_get_string_member (user, "email"));
  g_assert_cmpint (shown.managed, !=, UM_UNKNOWN);
  g_assert_cmpint (shown.added, !=, UM_TIME_UNKNOWN);
  assert_directories (directory, row, json_object_get_array_member (user, "directories"));
  if (login != 0)
    g_assert_cmpint (shown.last_login, ==, login);
  else
    g_assert_cmpint (shown.last_login, <=, UM_TIME_NEVER);
  *n_elsewhere += login < anywhere;
}

static void
compare (Fixture *fixture, UmSourceState *state)
{
  g_autoptr (JsonNode) truth = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (truth), "users");
  UmDirectory *directory = um_source_state_get_directory (state);
  guint n_known = 0, n_strangers = 0, n_elsewhere = 0;

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      const char *account_id = json_object_get_string_member (user, "accountId");
      guint row = um_directory_find (directory, account_id);

      if (row == UM_NO_ROW)
        continue;
      if (is_known_to_organisation (user))
        {
          assert_as_truth (fixture, state, user, &n_elsewhere);
          n_known++;
        }
      else
        {
          assert_stranger (directory, um_source_state_get_own (state), row);
          n_strangers++;
        }
    }
  g_assert_cmpuint (n_known + n_strangers, ==, um_directory_get_n_rows (directory));
  g_assert_cmpuint (n_known, >, 250);
  g_assert_cmpuint (n_strangers, >, 0);
  /* Some were active on another site later than here. */
  g_assert_cmpuint (n_elsewhere, >, 0);
  assert_orders (state);
}

static void
test_truth (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");
  guint n_hidden = 0;

  refresh (site);
  assert_plain (site);
  refresh (organisation);
  wait_for_whole (site);
  assert_linked (site, "Organisation");
  assert_linked (organisation, "Site");
  compare (fixture, site);
  for (guint row = 0; row < um_source_state_get_n_users (site); row++)
    {
      UmUser own, shown;

      um_directory_get_user (um_source_state_get_own (site), row, &own);
      um_directory_get_user (um_source_state_get_directory (site), row, &shown);
      n_hidden += own.email == NULL && shown.email != NULL;
    }
  g_assert_cmpuint (n_hidden, >, 0);
  /* The other way round, and once more. */
  refresh (site);
  compare (fixture, site);
  refresh (organisation);
  wait_for_whole (site);
  compare (fixture, site);
}

/* ---- the link comes and goes ---- */

static void
rename_source (Fixture *fixture, UmSourceState *state, const char *name)
{
  g_autoptr (UmSource) source = um_source_copy (state->source);
  g_autoptr (GError) error = NULL;

  g_free (source->name);
  source->name = g_strdup (name);
  um_test_engine_save (fixture->engine, source, NULL, UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
}

static void
test_comes_and_goes (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation;

  refresh (site);
  assert_linked (site, "");
  organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator, UM_SOURCE_ACCESS,
                                             "Organisation");
  /* Which sites it has isn't known yet. */
  assert_linked (site, "");
  refresh (organisation);
  wait_for_whole (site);
  assert_linked (site, "Organisation");
  assert_completed (site);
  rename_source (fixture, organisation, "Acme");
  assert_linked (site, "Acme");
  rename_source (fixture, site, "Acme Jira");
  assert_linked (organisation, "Acme Jira");
  assert_completed (site);
  remove_source (fixture, organisation);
  assert_linked (site, "");
  wait_for_whole (site);
  assert_plain (site);
}

static void
test_site_goes (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");

  refresh (organisation);
  assert_linked (organisation, "Site");
  /* The first users that come are whole. */
  refresh (site);
  assert_completed (site);
  remove_source (fixture, site);
  assert_linked (organisation, "");
}

/* Its address becomes that of a site which the organisation doesn't have, or which is another
 * organisation's. */
static void
test_edited (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");
  char *members[2];
  g_autoptr (UmSource) before = um_source_copy (site->source);

  refresh (site);
  refresh (organisation);
  wait_for_whole (site);
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (UmSource) source = um_source_copy (before);
      g_autoptr (GError) error = NULL;
      char **member = i == 0 ? &source->cloud_id : &source->org_id;

      g_free (*member);
      *member = g_uuid_string_random ();
      um_test_engine_save (fixture->engine, source, NULL, UM_KEEP_THIS_SESSION, &error);
      g_assert_no_error (error);
      wait_for_whole (site);
      assert_linked (site, "");
      assert_linked (organisation, "");
      assert_plain (site);
      um_test_engine_save (fixture->engine, before, NULL, UM_KEEP_THIS_SESSION, &error);
      g_assert_no_error (error);
      wait_for_whole (site);
      assert_linked (site, "Organisation");
      assert_completed (site);
    }
}

/* Of two sources of the organisation the one read last completes the site. */
static void
test_two (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *first = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                     UM_SOURCE_ACCESS, "First");
  UmSourceState *second = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                      UM_SOURCE_ACCESS, "Second");

  refresh (site);
  refresh (first);
  assert_linked (site, "First");
  remove_source (fixture, first);
  refresh (second);
  wait_for_whole (site);
  assert_linked (site, "Second");
  assert_completed (site);
}

/* ---- the disk ---- */

static void
test_from_disk (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");

  refresh (organisation);
  refresh (site);
  reopen (fixture);
  site = um_engine_find_source (fixture->engine, "Site");
  organisation = um_engine_find_source (fixture->engine, "Organisation");
  /* Known before anything is loaded. */
  assert_linked (site, "Organisation");
  assert_linked (organisation, "Site");
  g_assert_null (um_source_state_get_directory (site));
  load (site);
  compare (fixture, site);
  remove_source (fixture, organisation);
  reopen (fixture);
  /* Nothing of it was kept with the site. */
  site = um_engine_find_source (fixture->engine, "Site");
  load (site);
  assert_linked (site, "");
  assert_plain (site);
}

/* A snapshot that can't be had is no reason not to show the site. */
static void
test_without_snapshot (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");
  g_autofree char *name = g_strconcat (organisation->source->id, ".db", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "cache", name, NULL);
  g_autoptr (GError) error = NULL;

  refresh (organisation);
  refresh (site);
  um_test_engine_close (fixture->engine);
  g_assert_true (g_file_set_contents (path, "rubbish", -1, &error));
  fixture->engine = um_test_engine_open (fixture->folder);
  site = um_engine_find_source (fixture->engine, "Site");
  load (site);
  assert_linked (site, "");
  assert_plain (site);
}

/* ---- what is done with either ---- */

static guint
find_active (UmSourceState *state)
{
  UmDirectory *directory = um_source_state_get_directory (state);

  for (guint row = 10; row < um_directory_get_n_rows (directory); row++)
    if (um_directory_get_status (directory, row) == UM_STATUS_ACTIVE
        && um_directory_get_last_login (directory, row) > UM_TIME_NEVER)
      return row;
  g_assert_not_reached ();
}

static void
count_cb (UmSourceState *state, GParamSpec *pspec, guint *count)
{
  (*count)++;
}

static void
wait_for_show (UmSourceState *shown, UmSourceState *changed, const UmUserChange *change)
{
  guint count = 0;
  gulong handler = g_signal_connect (shown, "notify::directory", G_CALLBACK (count_cb), &count);

  um_source_state_lay_over (changed, change);
  while (count == 0)
    um_test_turn ();
  g_signal_handler_disconnect (shown, handler);
}

/* An outcome of a run of the site shows, and what the organisation tells stays; the basket too. */
static void
test_outcome_of_site (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");
  UmUserChange change = { .what = UM_CHANGED_MEMBERSHIP, .so = TRUE };
  UmDirectory *before, *after;
  g_autofree char *account_id = NULL;
  g_autoptr (UmBitset) chosen = NULL;
  guint row, group = 0;

  refresh (organisation);
  refresh (site);
  before = um_directory_ref (um_source_state_get_directory (site));
  row = find_active (site);
  account_id = g_strdup (um_directory_get_account_id (before, row));
  while (um_directory_is_member (before, UM_SET_GROUPS, group, row) != UM_NO)
    group++;
  chosen = um_bitset_new (um_directory_get_n_rows (before), um_directory_get_generation (before));
  um_bitset_add (chosen, row);
  um_basket_add_rows (um_source_state_get_basket (site), chosen);
  change.account_id = account_id;
  change.id = um_directory_get_thing (before, UM_SET_GROUPS, group)->id;
  wait_for_show (site, site, &change);
  after = um_source_state_get_directory (site);
  g_assert_true (after != before);
  g_assert_cmpint (um_directory_is_member (after, UM_SET_GROUPS, group, row), ==, UM_YES);
  g_assert_cmpint (um_directory_get_last_login (after, row), ==,
                   um_directory_get_last_login (before, row));
  g_assert_cmpuint (um_basket_get_count (um_source_state_get_basket (site)), ==, 1);
  assert_completed (site);
  assert_orders (site);
  um_directory_unref (before);
}

/* As if all of it had been read @seconds ago. */
static void
make_older (UmSourceState *state, gint64 seconds)
{
  UmDirectoryBuilder *builder = um_directory_builder_new_from (um_source_state_get_own (state));
  g_autoptr (UmDirectory) older = NULL;

  um_directory_builder_set_read (builder, g_get_real_time () / G_USEC_PER_SEC - seconds,
                                 UM_TIME_UNKNOWN);
  older = um_directory_builder_end (builder);
  um_source_state_set_directory (state, older);
}

/* An outcome of a run of the organisation shows on the site, though the site was read after the
 * organisation; it is newer than both. */
static void
test_outcome_of_organisation (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");
  UmUserChange change = { .what = UM_CHANGED_ACCOUNT, .status = UM_STATUS_DEACTIVATED };
  g_autofree char *account_id = NULL;
  guint row;

  refresh (organisation);
  refresh (site);
  make_older (organisation, 1000);
  make_older (site, 500);
  wait_for_whole (site);
  row = find_active (site);
  account_id = g_strdup (um_directory_get_account_id (um_source_state_get_directory (site), row));
  change.account_id = account_id;
  wait_for_show (site, organisation, &change);
  g_assert_cmpint (um_directory_get_status (um_source_state_get_directory (site), row), ==,
                   UM_STATUS_DEACTIVATED);
  assert_orders (site);
}

/* Both are refreshed at once, again and again; in the end all is of the last. */
static void
test_at_once (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GAsyncResult) first = NULL;
      g_autoptr (GAsyncResult) second = NULL;
      g_autoptr (GError) error = NULL;

      um_source_state_refresh_async (site, UM_REFRESH_ALL, NULL, NULL, NULL, um_test_done_cb,
                                     &first);
      um_source_state_refresh_async (organisation, UM_REFRESH_ALL, NULL, NULL, NULL,
                                     um_test_done_cb, &second);
      um_test_wait_for (&first);
      um_test_wait_for (&second);
      g_assert_true (um_source_state_refresh_finish (site, first, NULL, &error));
      g_assert_true (um_source_state_refresh_finish (organisation, second, NULL, &error));
      wait_for_whole (site);
    }
  compare (fixture, site);
}

/* Closing while a whole is being made lets go of everything. */
static void
test_closed_early (Fixture *fixture, gconstpointer data)
{
  UmSourceState *site = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                    UM_SOURCE_JIRA, "Site");
  UmSourceState *organisation = um_test_engine_add_checked (fixture->engine, fixture->simulator,
                                                            UM_SOURCE_ACCESS, "Organisation");
  g_autoptr (UmDirectory) another = NULL;

  refresh (site);
  refresh (organisation);
  wait_for_whole (site);
  another = um_directory_apply (um_source_state_get_own (site), NULL, 0);
  um_source_state_set_directory (site, another);
  g_assert_true (site->completing);
  reopen (fixture);
  um_source_state_load_async (um_engine_find_source (fixture->engine, "Site"), NULL, NULL, NULL);
}

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/link/truth", test_truth);
  ADD ("/link/comes-and-goes", test_comes_and_goes);
  ADD ("/link/site-goes", test_site_goes);
  ADD ("/link/edited", test_edited);
  ADD ("/link/two", test_two);
  ADD ("/link/from-disk", test_from_disk);
  ADD ("/link/without-snapshot", test_without_snapshot);
  ADD ("/link/outcome-of-site", test_outcome_of_site);
  ADD ("/link/outcome-of-organisation", test_outcome_of_organisation);
  ADD ("/link/at-once", test_at_once);
  ADD ("/link/closed-early", test_closed_early);

  return um_test_engine_run ();
}
