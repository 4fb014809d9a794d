/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Atlassian is asked while a plan is looked at: in which order, what becomes of the answers,
 * and that the run doesn't ask again. A scripted organisation of sixteen people. */
#include "um-permit-check.h"
#include "um-permits-private.h"
#include "um-problem.h"
#include "um-test-runs.h"
#include "um-test-server.h"

#include <string.h>

#define N_USERS 16
#define ALLOWED \
  "{\"lifecycle.enablement\":{\"allowed\":true},\"lifecycle.delete\":{\"allowed\":true}}"
#define SYNCED                                                                                     \
  "{\"lifecycle.enablement\":{\"allowed\":false,\"reason\":{\"key\":\"externalDirectory.scim\"}}," \
  "\"lifecycle.delete\":{\"allowed\":true}}"

#define KEEPS                                                           \
  "{\"lifecycle.enablement\":{\"allowed\":true},\"lifecycle.delete\":{" \
  "\"allowed\":false,\"reason\":{\"key\":\"administrative.contractExpired\"}}}"

typedef struct
{
  UmTestServer *server;
  UmEngine *engine;
  UmSourceState *state;
  const char *answers[N_USERS]; /* (nullable): what is said of a user; NULL: all is allowed */
  guint status[N_USERS];
  guint n_asked[N_USERS];
  guint n_changes[N_USERS];
  const char *states[N_USERS];       /* (nullable): what the last change has made of a user */
  GArray *order;                     /* of guint: users as they were asked about */
  GCancellable *cancelled_by_answer; /* (nullable) */
  char *body;                        /* of the last answer */
} Fixture;

/* ---- the organisation ---- */

static guint
find_user (const char *path)
{
  const char *user = strstr (path, "/users/u");

  g_assert_nonnull (user);
  return (guint) g_ascii_strtoull (user + strlen ("/users/u"), NULL, 10);
}

static void
answer_users (Fixture *fixture, const UmTestRequest *request, UmTestAnswer *answer)
{
  g_autofree char *body = g_strndup (g_bytes_get_data (request->body, NULL),
                                     g_bytes_get_size (request->body));
  GString *text;

  /* All of them are in the directory. */
  if (strstr (body, "no_membership") != NULL)
    return;
  text = g_string_new ("{\"data\":[");
  for (guint i = 0; i < N_USERS; i++)
    {
      g_autofree char *id = g_strdup_printf ("\"u%u\"", i);

      if (strstr (body, "accountIds") != NULL && strstr (body, id) == NULL)
        continue;
      g_string_append_printf (
        text,
        "%s{\"accountId\":%s,\"accountType\":\"atlassian\",\"name\":\"U %u\",\"status\":\"%s\","
        "\"membershipStatus\":\"active\",\"claimStatus\":\"managed\","
        "\"managementSource\":\"invited\",\"platformRoles\":[%s],\"groups\":[]}",
        text->str[text->len - 1] == '[' ? "" : ",", id, i,
        fixture->states[i] != NULL ? fixture->states[i] : "active",
        i == 0 ? "\"atlassian/org-admin\"" : "");
    }
  g_string_append (text, "],\"links\":{\"next\":null}}");
  g_free (fixture->body);
  fixture->body = g_string_free (text, FALSE);
  answer->body = fixture->body;
}

static void
answer_cb (UmTestServer *server,
           const UmTestRequest *request,
           UmTestAnswer *answer,
           gpointer user_data)
{
  Fixture *fixture = user_data;
  guint user;

  answer->body = "{\"data\":[],\"links\":{\"next\":null}}";
  if (strstr (request->path, "/users/search") != NULL)
    answer_users (fixture, request, answer);
  else if (strstr (request->path, "/users/count") != NULL)
    answer->body = "{\"count\":16}";
  else if (strstr (request->path, "/directories?") != NULL)
    answer->body = "{\"data\":[{\"directoryId\":\"d1\",\"name\":\"D\"}],\"links\":{}}";
  else if (strstr (request->path, "/manage?") != NULL)
    {
      user = find_user (request->path);
      fixture->n_asked[user]++;
      g_array_append_val (fixture->order, user);
      answer->status = fixture->status[user];
      answer->body = fixture->answers[user] != NULL ? fixture->answers[user] : ALLOWED;
      g_cancellable_cancel (fixture->cancelled_by_answer);
    }
  else if (strstr (request->path, "/lifecycle/") != NULL)
    {
      user = find_user (request->path);
      fixture->n_changes[user]++;
      fixture->states[user] = strstr (request->path, "/delete") != NULL ? "for_deletion"
                                                                        : "deactivated";
      answer->status = 204;
      answer->body = NULL;
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;

  fixture->server = um_test_server_new ();
  fixture->order = g_array_new (FALSE, FALSE, sizeof (guint));
  um_test_server_set_handler (fixture->server, answer_cb, fixture);
  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_server_get_url (fixture->server));
  source->org_id = g_strdup ("org");
  source->account_id = g_strdup ("owner");
  fixture->engine = um_test_engine_open (folder);
  fixture->state = um_test_engine_save (fixture->engine, source, "key", UM_KEEP_THIS_SESSION,
                                        &error);
  g_assert_no_error (error);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
  um_test_hurry (fixture->state);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_server_free (fixture->server);
  g_array_unref (fixture->order);
  g_free (fixture->body);
}

/* ---- plans ---- */

/* Of u<first> and those after it. */
static UmPlan *
make_plan (Fixture *fixture, const char *actions, guint first)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < N_USERS; i++)
    g_ptr_array_add (ids, g_strdup_printf ("u%u", i));
  return um_test_plan_make_for (fixture->state, actions, ids);
}

static UmPlanUser *
get_user (const UmPlan *plan, const char *id)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (g_str_equal (user->account_id, id))
        return user;
    }
  g_assert_not_reached ();
}

static gboolean
ask (UmPermitCheck *check, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_permit_check_ask_async (check, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_permit_check_ask_finish (check, result, error);
}

static guint
count_touched (const UmPlan *plan)
{
  UmPlanSummary summary;

  um_plan_summarize (plan, &summary);
  return summary.touched;
}

static void
count_cb (UmPermitCheck *check, guint *n)
{
  (*n)++;
}

/* ---- tests ---- */

static void
test_answers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate; delete-account", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  const UmPlanUser *refused = get_user (plan, "u3"), *stranger = get_user (plan, "u5");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  guint n_told = 0;

  fixture->answers[3] = SYNCED;
  fixture->answers[5] = "{\"key\":\"forbidden\"}";
  fixture->status[5] = 403;
  g_signal_connect (check, "refused", G_CALLBACK (count_cb), &n_told);
  g_assert_cmpuint (um_permit_check_get_total (check), ==, N_USERS - 1);
  g_assert_cmpuint (um_permit_check_get_done (check), ==, 0);
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (um_permit_check_get_done (check), ==, N_USERS - 1);
  g_assert_cmpuint (n_told, >, 0);
  g_assert_cmpuint (count_touched (plan), ==, N_USERS - 3);
  g_assert_cmpint (refused->skip, ==, UM_SKIP_REFUSED);
  g_assert_cmpstr (refused->skip_detail, ==, "externalDirectory.scim");
  g_assert_cmpint (refused->steps[1].skip, ==, UM_SKIP_EARLIER_SKIPPED);
  g_assert_cmpint (stranger->skip, ==, UM_SKIP_REFUSED);
  g_assert_cmpstr (stranger->skip_detail, ==, "forbidden");

  /* The run takes them over: it asks nobody again, and its log says why. */
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (fixture->state, run);
  for (guint i = 1; i < N_USERS; i++)
    {
      g_assert_cmpuint (fixture->n_asked[i], ==, 1);
      g_assert_cmpuint (fixture->n_changes[i], ==, i == 3 || i == 5 ? 0 : 2);
    }
  entries = um_test_load_entries (fixture->state, run->id);
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (!g_str_equal (entry->account_id, "u3"))
        continue;
      g_assert_cmpint (entry->state, ==, UM_STATE_SKIPPED);
      g_assert_cmpint (entry->skip, ==,
                       entry->kind == UM_STEP_ACCOUNT_DISABLE ? UM_SKIP_REFUSED
                                                              : UM_SKIP_EARLIER_SKIPPED);
    }
}

/* What comes before a step that is refused is done all the same. */
static void
test_refused_later (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "revoke-tokens; delete-account; deactivate", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  const UmPlanUser *user = get_user (plan, "u3");

  fixture->answers[3] = KEEPS;
  g_assert_cmpuint (user->n_steps, ==, 3);
  g_assert_true (ask (check, NULL));
  g_assert_cmpint (user->skip, ==, UM_SKIP_NONE);
  g_assert_cmpint (user->steps[0].skip, ==, UM_SKIP_NONE);
  g_assert_cmpint (user->steps[1].skip, ==, UM_SKIP_REFUSED);
  g_assert_cmpstr (user->steps[1].skip_detail, ==, "administrative.contractExpired");
}

/* An answer serves one run: what it has changed may be refused from then on. */
static void
test_used_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 10);
  g_autoptr (UmPlan) again = make_plan (fixture, "delete-account", 10);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  g_autoptr (UmRun) run = NULL;

  g_assert_true (ask (check, NULL));
  run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  g_assert_cmpuint (fixture->n_asked[10], ==, 1);
  g_clear_object (&check);
  check = um_permit_check_new (fixture->state, again);
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (fixture->n_asked[10], ==, 2);
}

/* A plan made anew finds the answers; for other privileges it asks. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPlan) same = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPlan) other = make_plan (fixture, "delete-account", 1);
  g_autoptr (UmPermitCheck) first = um_permit_check_new (fixture->state, plan);
  g_autoptr (UmPermitCheck) second = um_permit_check_new (fixture->state, same);
  g_autoptr (UmPermitCheck) third = um_permit_check_new (fixture->state, other);

  fixture->answers[3] = SYNCED;
  g_assert_true (ask (first, NULL));
  g_assert_true (ask (second, NULL));
  g_assert_cmpuint (fixture->order->len, ==, N_USERS - 1);
  g_assert_cmpuint (um_permit_check_get_done (second), ==, N_USERS - 1);
  g_assert_cmpint (get_user (same, "u3")->skip, ==, UM_SKIP_REFUSED);
  g_assert_true (ask (third, NULL));
  g_assert_cmpuint (fixture->order->len, ==, 2 * (N_USERS - 1));
  g_assert_cmpint (get_user (other, "u3")->skip, ==, UM_SKIP_NONE);
}

static void
test_window (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  UmPlanUser *seen[] = { get_user (plan, "u9"), get_user (plan, "u10"), get_user (plan, "u11") };
  guint found = 0;

  um_permit_check_set_window (check, seen, G_N_ELEMENTS (seen));
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (fixture->order->len, ==, N_USERS - 1);
  /* Four are asked about at once, in no certain order. */
  for (guint i = 0; i < 4; i++)
    found += g_array_index (fixture->order, guint, i) >= 9;
  g_assert_cmpuint (found, ==, 3);
}

/* Whom nothing is done to isn't asked about: held out by hand, or by a guard. */
static void
test_left_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 0);
  g_autoptr (UmPermitCheck) check = NULL;

  g_assert_cmpint (get_user (plan, "u0")->skip, ==, UM_SKIP_LAST_ADMIN);
  um_plan_user_hold_out (get_user (plan, "u4"), TRUE, NULL);
  check = um_permit_check_new (fixture->state, plan);
  g_assert_cmpuint (um_permit_check_get_total (check), ==, N_USERS - 2);
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (fixture->n_asked[0] + fixture->n_asked[4], ==, 0);
  um_plan_user_hold_out (get_user (plan, "u4"), FALSE, NULL);
  um_permit_check_update (check);
  g_assert_cmpuint (um_permit_check_get_total (check), ==, N_USERS - 1);
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (fixture->n_asked[4], ==, 1);
  g_assert_cmpuint (fixture->order->len, ==, N_USERS - 1);
}

/* There is nothing to be asked about access to a directory. */
static void
test_nothing_to_ask (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "suspend", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);

  g_assert_cmpuint (um_permit_check_get_total (check), ==, 0);
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (fixture->order->len, ==, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->cancelled_by_answer = cancellable;
  um_permit_check_ask_async (check, cancellable, um_test_done_cb, &result);
  um_test_wait_for (&result);
  g_assert_false (um_permit_check_ask_finish (check, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->order->len, <=, 4);
  /* It goes on where it stopped. */
  fixture->cancelled_by_answer = NULL;
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (um_permit_check_get_done (check), ==, N_USERS - 1);
}

/* One who can't be answered for stays in the plan. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);

  fixture->status[2] = 404;
  fixture->answers[2] = "{\"key\":\"accountNotFound\"}";
  g_assert_true (ask (check, NULL));
  g_assert_cmpuint (um_permit_check_get_done (check), ==, N_USERS - 2);
  g_assert_cmpuint (um_permit_check_get_total (check), ==, N_USERS - 1);
  g_assert_cmpuint (count_touched (plan), ==, N_USERS - 1);
}

static void
test_dead_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_USERS; i++)
    {
      fixture->status[i] = 401;
      fixture->answers[i] = "{\"code\":401,\"message\":\"Unauthorized\"}";
    }
  g_assert_false (ask (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_DEAD);
  g_assert_cmpuint (fixture->order->len, <=, 4);
  g_assert_cmpuint (count_touched (plan), ==, N_USERS - 1);
}

static void
test_many_failures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (fixture, "deactivate", 1);
  g_autoptr (UmPermitCheck) check = um_permit_check_new (fixture->state, plan);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_USERS; i++)
    {
      fixture->status[i] = 404;
      fixture->answers[i] = "{}";
    }
  g_assert_false (ask (check, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NOT_FOUND);
  g_assert_cmpuint (fixture->n_asked[N_USERS - 1], ==, 0);
}

/* ---- kept answers ---- */

static void
test_age (void)
{
  static const char *const privileges[] = { "lifecycle.enablement", NULL };
  g_autoptr (UmPermits) permits = um_permits_new ();
  char code[] = "forbidden";
  const UmReply reply = { .status = 403, .code = code };
  const char *reason;

  um_permits_keep (permits, "ann", privileges, NULL, &reply, 1000);
  g_assert_true (um_permits_find (permits, "ann", "lifecycle.enablement", 1000, &reason));
  g_assert_cmpstr (reason, ==, "forbidden");
  g_assert_true (
    um_permits_find (permits, "ann", "lifecycle.enablement", 1000 + UM_PERMITS_FRESH, &reason));
  g_assert_false (
    um_permits_find (permits, "ann", "lifecycle.enablement", 1001 + UM_PERMITS_FRESH, &reason));
  g_assert_null (reason);
  g_assert_false (um_permits_find (permits, "ann", "lifecycle.enablement", 999, &reason));
  g_assert_false (um_permits_find (permits, "ann", "lifecycle.delete", 1000, &reason));
  g_assert_false (um_permits_find (permits, "bob", "lifecycle.enablement", 1000, &reason));
  um_permits_forget (permits, "ann");
  g_assert_false (um_permits_find (permits, "ann", "lifecycle.enablement", 1000, &reason));
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);

#define ADD(path, func) g_test_add ("/permit-check/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("answers", test_answers);
  ADD ("refused-later", test_refused_later);
  ADD ("used-up", test_used_up);
  ADD ("kept", test_kept);
  ADD ("window", test_window);
  ADD ("left-alone", test_left_alone);
  ADD ("nothing-to-ask", test_nothing_to_ask);
  ADD ("cancelled", test_cancelled);
  ADD ("failure", test_failure);
  ADD ("dead-key", test_dead_key);
  ADD ("many-failures", test_many_failures);
  g_test_add_func ("/permit-check/age", test_age);

  return um_test_engine_run ();
}
