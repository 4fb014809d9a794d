/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scripted organisation for the tests of steps on access and accounts. One thread, the test's. */
#include "um-test-accounts.h"

#include <json-glib/json-glib.h>
#include <string.h>

const char *
um_test_accounts_obey (guint user, guint n, guint *status, gboolean *done)
{
  return NULL;
}

/* ---- the organisation ---- */

static guint
find_user (const char *path)
{
  const char *users = strstr (path, "/users/");

  g_assert_true (users != NULL && users[strlen ("/users/")] == 'u');
  return users[strlen ("/users/u")] - '0';
}

static char *
read_body (const UmTestRequest *request)
{
  return g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
}

static gboolean
is_wanted (UmTestAccounts *fixture, guint user, const char *body)
{
  g_autofree char *id = g_strdup_printf ("\"u%u\"", user);

  /* All of them are in the directory. */
  if (fixture->hidden[user] || strstr (body, "no_membership") != NULL)
    return FALSE;
  if (strstr (body, "roleIds") != NULL)
    return fixture->is_admin[user];
  return strstr (body, "accountIds") == NULL || strstr (body, id) != NULL;
}

static const char *
tell_status (UmTestAccounts *fixture, guint user)
{
  if (fixture->lagging[user] != NULL)
    return fixture->lagging[user];
  if (fixture->suspended[user] && g_str_equal (fixture->account[user], "active"))
    return "suspended";
  return fixture->account[user];
}

static void
answer_users (UmTestAccounts *fixture, const UmTestRequest *request, UmTestAnswer *answer)
{
  g_autofree char *body = read_body (request);
  GString *text = g_string_new ("{\"data\":[");

  for (guint i = 0; i < UM_TEST_ACCOUNTS; i++)
    if (is_wanted (fixture, i, body))
      g_string_append_printf (
        text,
        "%s{\"accountId\":\"u%u\",\"accountType\":\"atlassian\",\"name\":\"U %u\","
        "\"status\":\"%s\",\"membershipStatus\":\"%s\",\"claimStatus\":\"managed\","
        "\"managementSource\":\"invited\",\"platformRoles\":[%s],\"groups\":[]}",
        text->str[text->len - 1] == '[' ? "" : ",", i, i, tell_status (fixture, i),
        fixture->suspended[i] ? "suspended" : "active",
        fixture->is_admin[i] ? "\"atlassian/org-admin\"" : "");
  g_string_append (text, "],\"links\":{\"next\":null}}");
  g_free (fixture->body);
  fixture->body = g_string_free (text, FALSE);
  answer->body = fixture->body;
}

static void
answer_permits (UmTestAccounts *fixture, guint user, UmTestAnswer *answer)
{
  fixture->n_asked[user]++;
  answer->status = fixture->permit_status[user];
  answer->body = fixture->permits[user] != NULL ? fixture->permits[user]
                                                : "{\"lifecycle.enablement\":{\"allowed\":true},"
                                                  "\"lifecycle.delete\":{\"allowed\":true}}";
}

/* Its last part is the id of the token. */
static gboolean
is_of_token (const UmTestRequest *request)
{
  return strstr (request->path, "/api-tokens") != NULL;
}

static void
answer_tokens (UmTestAccounts *fixture, guint user, UmTestAnswer *answer)
{
  g_auto (GStrv)
    labels = g_strsplit (fixture->tokens[user] != NULL ? fixture->tokens[user] : "", " ", -1);
  GString *text = g_string_new ("[");

  for (guint i = 0; labels[i] != NULL && *labels[i] != '\0'; i++)
    g_string_append_printf (text, "%s{\"id\":\"%s\",\"label\":\"%s\"}", i > 0 ? "," : "", labels[i],
                            labels[i]);
  g_string_append_c (text, ']');
  g_free (fixture->body);
  fixture->body = g_string_free (text, FALSE);
  answer->body = fixture->body;
}

static void
take_token (UmTestAccounts *fixture, guint user, const char *id)
{
  g_auto (GStrv) labels = g_strsplit (fixture->tokens[user], " ", -1);
  g_autoptr (GPtrArray) left = g_ptr_array_new ();

  for (guint i = 0; labels[i] != NULL; i++)
    if (!g_str_equal (labels[i], id))
      g_ptr_array_add (left, labels[i]);
  g_ptr_array_add (left, NULL);
  g_free (fixture->tokens[user]);
  fixture->tokens[user] = g_strjoinv (" ", (char **) left->pdata);
}

static void
change (UmTestAccounts *fixture, guint user, const UmTestRequest *request)
{
  if (strstr (request->path, "/disable") != NULL)
    {
      g_free (fixture->message);
      fixture->message = read_body (request);
      fixture->account[user] = "deactivated";
    }
  else if (strstr (request->path, "/cancel-delete") != NULL
           || strstr (request->path, "/enable") != NULL)
    fixture->account[user] = "active";
  else if (strstr (request->path, "/delete") != NULL)
    fixture->account[user] = "for_deletion";
  else if (is_of_token (request))
    take_token (fixture, user, strrchr (request->path, '/') + 1);
  else if (g_str_equal (request->method, "DELETE"))
    fixture->hidden[user] = TRUE;
  else
    fixture->suspended[user] = strstr (request->path, "/suspend") != NULL;
}

static void
answer_change (UmTestAccounts *fixture,
               guint user,
               const UmTestRequest *request,
               UmTestAnswer *answer)
{
  gboolean done = FALSE;

  answer->status = 204;
  answer->body = fixture->behave (user, ++fixture->n_changes[user], &answer->status, &done);
  if (done || answer->body == NULL)
    change (fixture, user, request);
  if (answer->status == 0)
    answer->end = UM_TEST_CUT;
}

static void
answer_cb (UmTestServer *server,
           const UmTestRequest *request,
           UmTestAnswer *answer,
           gpointer user_data)
{
  UmTestAccounts *fixture = user_data;

  answer->body = "{\"data\":[],\"links\":{\"next\":null}}";
  if (fixture->dead)
    {
      answer->status = 401;
      answer->body = "{\"code\":401,\"message\":\"Unauthorized\"}";
    }
  else if (is_of_token (request) && g_str_equal (request->method, "GET"))
    answer_tokens (fixture, find_user (request->path), answer);
  else if (strstr (request->path, "/users/search") != NULL)
    answer_users (fixture, request, answer);
  else if (strstr (request->path, "/users/count") != NULL)
    answer->body = "{\"count\":5}";
  else if (g_str_has_suffix (request->path, "/manage")
           || strstr (request->path, "/manage?") != NULL)
    answer_permits (fixture, find_user (request->path), answer);
  else if (strstr (request->path, "/users/u") != NULL)
    answer_change (fixture, find_user (request->path), request, answer);
  else if (strstr (request->path, "/directories?") != NULL)
    answer->body = "{\"data\":[{\"directoryId\":\"d1\",\"name\":\"D\"}],\"links\":{}}";
}

void
um_test_accounts_set_up (UmTestAccounts *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;

  fixture->folder = um_test_engine_make_folder ();
  fixture->server = um_test_server_new ();
  fixture->behave = um_test_accounts_obey;
  for (guint i = 0; i < UM_TEST_ACCOUNTS; i++)
    fixture->account[i] = "active";
  fixture->is_admin[0] = fixture->is_admin[1] = TRUE;
  um_test_server_set_handler (fixture->server, answer_cb, fixture);
  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_server_get_url (fixture->server));
  source->org_id = g_strdup ("org");
  source->account_id = g_strdup ("owner");
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_engine_save (fixture->engine, source, "key", UM_KEEP_THIS_SESSION,
                                        &error);
  g_assert_no_error (error);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
}

void
um_test_accounts_tear_down (UmTestAccounts *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_server_free (fixture->server);
  for (guint i = 0; i < UM_TEST_ACCOUNTS; i++)
    g_free (fixture->tokens[i]);
  g_free (fixture->folder);
  g_free (fixture->message);
  g_free (fixture->body);
}

/* ---- runs ---- */

UmPlan *
um_test_accounts_plan (UmTestAccounts *fixture, const char *actions, const char *users)
{
  g_auto (GStrv) ids = g_strsplit (users, " ", -1);
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (array, ids[i]);
  return um_test_plan_make_for (fixture->state, actions, array);
}

UmRun *
um_test_accounts_run (UmTestAccounts *fixture, const char *actions, const char *users)
{
  g_autoptr (UmPlan) plan = um_test_accounts_plan (fixture, actions, users);
  UmRun *done;

  done = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, done);
  return done;
}

UmRunEntry *
um_test_accounts_load_entry (UmTestAccounts *fixture, const UmRun *done, guint index)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, done->id);

  return um_run_entry_ref (g_ptr_array_index (entries, index));
}

void
um_test_accounts_assert_entry (UmTestAccounts *fixture,
                               const UmRun *done,
                               guint index,
                               UmStepState state,
                               UmSkip skip,
                               const char *detail,
                               const char *code)
{
  g_autoptr (UmRunEntry) entry = um_test_accounts_load_entry (fixture, done, index);

  g_assert_cmpint (entry->state, ==, state);
  g_assert_cmpint (entry->skip, ==, skip);
  g_assert_cmpstr (entry->skip_detail, ==, detail);
  g_assert_cmpstr (entry->error, ==, code);
}

const char *
um_test_accounts_refuse (guint user, guint n, guint *status, gboolean *done)
{
  *status = user == 2 ? 403 : 409;
  if (user == 2)
    return "{\"key\":\"forbidden.action\",\"context\":{\"allowed\":false,\"reason\":"
           "{\"key\":\"authPolicy.saml\"}}}";
  if (user == 3)
    return "{\"key\":\"conflict.lifecycleErrors\",\"context\":{\"errorCodes\":"
           "[{\"code\":\"LAST_ADMIN\",\"message\":\"He is the last one.\"}]}}";
  return "{\"key\":\"conflict.lifecycleErrors\",\"context\":{\"errorCodes\":"
         "[{\"code\":\"X\",\"message\":\"The account is already deactivated.\"}],"
         "\"message\":\"The account is already deactivated.\"}}";
}

UmRun *
um_test_accounts_reopen (UmTestAccounts *fixture, UmTestRun *test)
{
  UmRun *stopped;

  g_object_ref (fixture->state);
  um_test_engine_close (fixture->engine);
  stopped = um_source_state_run_finish (test->state, test->result, NULL);
  g_clear_object (&test->result);
  um_test_assert_finalizes (test->state);
  g_assert_nonnull (stopped);
  fixture->dead = FALSE;
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_object_unref (fixture->state);
  um_source_state_use_key (fixture->state, "another key");
  return stopped;
}
