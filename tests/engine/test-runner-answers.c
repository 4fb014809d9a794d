/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs against a site that answers what no well-behaved one does: what each answer means for a
 * step, and what a run waits for. */
#include "um-test-runs.h"
#include "um-test-site.h"

#include <string.h>

#define N_USERS 30

typedef struct _Script Script;

/* What becomes of the @n-th request (from 1) that changes @account_id. */
typedef enum
{
  OBEY,
  REFUSE,          /* 400 */
  FORBID,          /* 403 */
  NOT_THERE,       /* 404 */
  CONFLICT,        /* 409, passing */
  NO_SEATS,        /* 409, lasting */
  DEAD_KEY,        /* 401 */
  FAIL,            /* 500, nothing done */
  FAIL_AFTERWARDS, /* 500 although it was done */
  CUT_AFTERWARDS,  /* no answer although it was done */
  PORTAL,          /* a web page */
} Behaviour;

typedef Behaviour (*Behave) (Script *script, const char *account_id, const char *group, guint n);

struct _Script
{
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
  Behave behave;
  GHashTable *times; /* account id → how often it was asked for */
  guint n_writes;
  gboolean broken;       /* for behaviours that can be switched */
  gboolean reads_broken; /* GET user answers 500 */
  const char *hidden;    /* GET user says that there is no such user */
  guint delay;           /* of the answer to a write, ms */
};

static Behaviour
obey (Script *script, const char *account_id, const char *group, guint n)
{
  return OBEY;
}

static char *
read_account (const UmTestRequest *request)
{
  g_auto (GStrv) parts = NULL;
  g_autofree char *text = NULL;

  if (!g_str_equal (request->method, "POST"))
    return um_test_request_get (request, "accountId");
  text = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
  parts = g_strsplit (text, "\"", -1);
  g_assert_cmpstr (parts[1], ==, "accountId");
  return g_strdup (parts[3]);
}

/* Returns whether it changed something. */
static gboolean
change (Script *script, const char *group, const char *account_id, gboolean member)
{
  GPtrArray *members = g_hash_table_lookup (script->site->members, group);
  guint index;
  gboolean found = g_ptr_array_find_with_equal_func (members, account_id, g_str_equal, &index);

  if (found == member)
    return FALSE;
  if (member)
    g_ptr_array_add (members, g_strdup (account_id));
  else
    g_ptr_array_remove_index (members, index);
  return TRUE;
}

static void
set (UmTestAnswer *answer, guint status, const char *body)
{
  answer->status = status;
  answer->body = body;
}

static void
obey_request (
  Script *script, const char *group, const char *account_id, gboolean adds, UmTestAnswer *answer)
{
  if (change (script, group, account_id, adds))
    set (answer, adds ? 201 : 200, adds ? "{\"name\":\"g\"}" : "");
  else
    set (answer, 400,
         adds ? "{\"errorMessages\":[\"Cannot add user. User is already a member of 'g'.\"]}"
              : "{\"errorMessages\":[\"Cannot remove user. User is not a member of 'g'.\"]}");
}

static void
answer_write (Script *script, const UmTestRequest *request, UmTestAnswer *answer)
{
  g_autofree char *group = um_test_request_get (request, "groupId");
  g_autofree char *account_id = read_account (request);
  gboolean adds = g_str_equal (request->method, "POST");
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (script->times, account_id)) + 1;

  script->n_writes++;
  answer->delay = script->delay;
  g_hash_table_insert (script->times, g_strdup (account_id), GUINT_TO_POINTER (n));
  switch (script->behave (script, account_id, group, n))
    {
    case REFUSE:
      set (answer, 400, "{\"errorMessages\":[\"The group is managed elsewhere.\"]}");
      break;

    case FORBID:
      set (answer, 403, "{\"errorMessages\":[\"Not you.\"]}");
      break;

    case NOT_THERE:
      set (answer, 404, "{\"errorMessages\":[\"Not found.\"]}");
      break;

    case CONFLICT:
      set (answer, 409,
           "{\"errors\":[{\"status\":\"409\",\"code\":\"ADMIN-409-28\",\"title\":\"C\"}]}");
      break;

    case NO_SEATS:
      set (answer, 409,
           "{\"errors\":[{\"status\":\"409\",\"code\":\"ADMIN-409-3\",\"title\":\"L\"}]}");
      break;

    case DEAD_KEY:
      set (answer, 401, "{\"errorMessages\":[\"No.\"]}");
      break;

    case FAIL_AFTERWARDS:
      change (script, group, account_id, adds);
      G_GNUC_FALLTHROUGH;

    case FAIL:
      set (answer, 500, "{\"errorMessages\":[\"Oops.\"]}");
      break;

    case CUT_AFTERWARDS:
      change (script, group, account_id, adds);
      answer->end = UM_TEST_CUT;
      break;

    case PORTAL:
      set (answer, 200, "<html>Log in</html>");
      answer->type = "text/html";
      break;

    case OBEY:
    default:
      obey_request (script, group, account_id, adds, answer);
    }
}

static Behaviour
portal_while_broken (Script *script, const char *account_id, const char *group, guint n)
{
  return script->broken ? PORTAL : OBEY;
}

static gboolean
hook (UmTestSite *site, const UmTestRequest *request, UmTestAnswer *answer, gpointer user_data)
{
  Script *script = user_data;

  if (strstr (request->path, "/group/user?") != NULL)
    {
      answer_write (script, request, answer);
      return TRUE;
    }
  if (strstr (request->path, "/user?accountId=") != NULL)
    {
      g_autofree char *id = um_test_request_get (request, "accountId");

      if (script->behave == portal_while_broken && script->broken)
        {
          set (answer, 200, "<html>Log in</html>");
          answer->type = "text/html";
        }
      else if (script->reads_broken)
        set (answer, 500, "{}");
      else if (g_strcmp0 (id, script->hidden) == 0)
        set (answer, 404, "{\"errorMessages\":[\"There is no such user.\"]}");
      else
        return FALSE;
      return TRUE;
    }
  return FALSE;
}

static void
set_up (Script *script, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  g_autoptr (GError) error = NULL;

  script->site = um_test_site_new ();
  script->site->admin = g_strdup ("admins");
  um_test_site_add_users (script->site, N_USERS + 10);
  um_test_site_add_group (script->site, "g1", 0, 0);
  um_test_site_add_group (script->site, "g2", 0, 0);
  um_test_site_add_group (script->site, "admins", 0, 3);
  script->behave = obey;
  script->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  script->site->hook = hook;
  script->site->hook_data = script;
  script->engine = um_test_engine_open (folder);
  script->state = um_test_site_add_to (script->site, script->engine);
  um_test_refresh (script->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
  um_test_hurry (script->state);
}

static void
tear_down (Script *script, gconstpointer data)
{
  um_test_engine_close (script->engine);
  um_test_site_free (script->site);
  g_hash_table_unref (script->times);
}

static UmPlan *
make_plan (Script *script, const char *actions)
{
  g_autoptr (GPtrArray) people = um_test_people (script->state, N_USERS);

  return um_test_plan_make_for (script->state, actions, people);
}

static UmRun *
run_plan (Script *script, const char *actions)
{
  g_autoptr (UmPlan) plan = make_plan (script, actions);
  UmRun *run = um_test_run (script->state, plan, UM_RUN_NORMAL, 0);

  um_test_check_run (script->state, run);
  return run;
}

/* The entry of a user's @n-th step (from 0) as it is on disk. (transfer full) */
static UmRunEntry *
load_entry (Script *script, const UmRun *run, const char *account_id, guint n)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (script->state, run->id);

  for (guint i = 0; i < entries->len; i++)
    {
      UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (g_str_equal (entry->account_id, account_id) && n-- == 0)
        return um_run_entry_ref (entry);
    }
  g_assert_not_reached ();
}

static void
assert_entry (Script *script,
              const UmRun *run,
              const char *account_id,
              guint n,
              UmStepState state,
              UmSkip skip,
              const char *code)
{
  g_autoptr (UmRunEntry) entry = load_entry (script, run, account_id, n);

  g_assert_cmpint (entry->state, ==, state);
  g_assert_cmpint (entry->skip, ==, skip);
  g_assert_cmpstr (entry->error, ==, code);
}

/* ---- clear refusals ---- */

static Behaviour
refuse_u3 (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? REFUSE : OBEY;
}

static void
test_refused (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  script->behave = refuse_u3;
  run = run_plan (script, "add-to-groups g1 g2");
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * (N_USERS - 1));
  g_assert_cmpuint (run->users[UM_STATE_FAILED], ==, 1);
  entry = load_entry (script, run, "u3", 0);
  g_assert_cmpint (entry->state, ==, UM_STATE_FAILED);
  g_assert_cmpstr (entry->error, ==, "refused");
  g_assert_cmpuint (entry->http, ==, 400);
  g_assert_cmpstr (entry->message, ==, "The group is managed elsewhere.");
  g_assert_nonnull (strstr (entry->body, "managed elsewhere"));
  assert_entry (script, run, "u3", 1, UM_STATE_SKIPPED, UM_SKIP_EARLIER_FAILED, NULL);
}

static Behaviour
forbid_all (Script *script, const char *account_id, const char *group, guint n)
{
  return FORBID;
}

static void
test_forbidden (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = forbid_all;
  run = run_plan (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, N_USERS);
  assert_entry (script, run, "u0", 0, UM_STATE_FAILED, UM_SKIP_NONE, "forbidden");
}

static Behaviour
already_u3 (Script *script, const char *account_id, const char *group, guint n)
{
  if (g_str_equal (account_id, "u3"))
    change (script, group, account_id, TRUE);
  return OBEY;
}

static void
test_already_so (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = already_u3;
  run = run_plan (script, "add-to-groups g1 g2");
  assert_entry (script, run, "u3", 0, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL);
  assert_entry (script, run, "u3", 1, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL);
  g_assert_cmpuint (run->users[UM_STATE_SKIPPED], ==, 1);
}

/* ---- what is gone ---- */

static Behaviour
no_group (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (group, "g1") ? NOT_THERE : OBEY;
}

static void
test_group_gone (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_group;
  run = run_plan (script, "add-to-groups g1 g2");
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, N_USERS);
  g_assert_cmpuint (run->steps[UM_STATE_SKIPPED], ==, N_USERS);
  g_assert_cmpuint (script->n_writes, <, N_USERS);
  assert_entry (script, run, "u0", 0, UM_STATE_FAILED, UM_SKIP_GROUP_GONE, "not-found");
  assert_entry (script, run, "u29", 0, UM_STATE_FAILED, UM_SKIP_GROUP_GONE, "not-found");
}

static Behaviour
no_u3 (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? NOT_THERE : OBEY;
}

static void
test_user_gone (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_u3;
  script->hidden = "u3";
  run = run_plan (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS - 1);
  assert_entry (script, run, "u3", 0, UM_STATE_FAILED, UM_SKIP_USER_GONE, "not-found");
}

/* ---- conflicts ---- */

static Behaviour
conflict_at_first (Script *script, const char *account_id, const char *group, guint n)
{
  return n <= 2 && account_id[1] < '2' ? CONFLICT : OBEY;
}

static void
test_conflict (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRunEntry) entry = NULL;
  UmTestRun test;
  UmRunLane *lane;

  script->behave = conflict_at_first;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 20);
  lane = g_ptr_array_index (um_source_state_get_runner (script->state)->book->lanes, 0);
  g_assert_cmpfloat (lane->width.ceiling, <, 4);
  run = um_test_run_end (&test, NULL);
  um_test_check_run (script->state, run);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS);
  entry = load_entry (script, run, "u0", 0);
  g_assert_cmpuint (entry->attempts, ==, 3);
  g_assert_null (entry->error);
}

static Behaviour
no_seats (Script *script, const char *account_id, const char *group, guint n)
{
  return NO_SEATS;
}

static void
test_no_seats (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = no_seats;
  run = run_plan (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, N_USERS);
  g_assert_cmpuint (script->n_writes, ==, N_USERS);
  assert_entry (script, run, "u0", 0, UM_STATE_FAILED, UM_SKIP_NONE, "conflict");
}

/* ---- unclear answers ---- */

static Behaviour
fail_u3 (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? FAIL : OBEY;
}

static Behaviour
fail_u3_afterwards (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? FAIL_AFTERWARDS : OBEY;
}

static Behaviour
cut_u3_once (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") && n == 1 ? CUT_AFTERWARDS : OBEY;
}

static Behaviour
cut_then_forbid_u3 (Script *script, const char *account_id, const char *group, guint n)
{
  if (!g_str_equal (account_id, "u3"))
    return OBEY;
  return n == 1 ? CUT_AFTERWARDS : FORBID;
}

static void
assert_u3 (Script *script, Behave behave, UmStepState state, const char *code)
{
  g_autoptr (UmRun) run = NULL;

  script->behave = behave;
  run = run_plan (script, "add-to-groups g1");
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS - (state != UM_STATE_DONE));
  g_assert_cmpint (run->state, ==, state == UM_STATE_UNKNOWN ? UM_RUN_ATTENTION : UM_RUN_FINISHED);
  assert_entry (script, run, "u3", 0, state, UM_SKIP_NONE, code);
}

static void
test_unclear_not_done (Script *script, gconstpointer data)
{
  assert_u3 (script, fail_u3, UM_STATE_FAILED, "server");
}

static void
test_unclear_done (Script *script, gconstpointer data)
{
  assert_u3 (script, fail_u3_afterwards, UM_STATE_DONE, NULL);
}

static void
test_unclear_cannot_tell (Script *script, gconstpointer data)
{
  script->reads_broken = TRUE;
  assert_u3 (script, fail_u3_afterwards, UM_STATE_UNKNOWN, "server");
}

static void
test_cut_then_already_so (Script *script, gconstpointer data)
{
  assert_u3 (script, cut_u3_once, UM_STATE_DONE, NULL);
}

static void
test_cut_then_refused (Script *script, gconstpointer data)
{
  assert_u3 (script, cut_then_forbid_u3, UM_STATE_DONE, NULL);
}

/* ---- waits ---- */

static Behaviour
dead_key (Script *script, const char *account_id, const char *group, guint n)
{
  if (script->n_writes == 8)
    script->broken = TRUE;
  return script->broken ? DEAD_KEY : OBEY;
}

static void
test_dead_key (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1 g2");
  g_autoptr (UmRun) run = NULL;
  g_autoptr (UmRun) kept = NULL;
  UmTestRun test;
  UmRunner *runner;

  script->behave = dead_key;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_KEY);
  runner = um_source_state_get_runner (script->state);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  g_assert_cmpuint (runner->book->steps[UM_STATE_FAILED], ==, 0);
  g_assert_cmpuint (runner->book->steps[UM_STATE_SENT], ==, 0);
  kept = um_test_load_run (script->state, um_runner_get_run (runner)->id);
  g_assert_cmpint (kept->state, ==, UM_RUN_PAUSED);
  g_assert_cmpint (um_source_state_get_health (script->state), ==, UM_HEALTH_PROBLEM);

  script->broken = FALSE;
  script->behave = obey;
  um_source_state_use_key (script->state, "another-key");
  um_runner_resume (runner);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * N_USERS);
  um_test_check_run (script->state, run);
}

static Behaviour
fail_while_broken (Script *script, const char *account_id, const char *group, guint n)
{
  return script->broken ? FAIL : OBEY;
}

static void
test_failing_server (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  UmRunner *runner;
  guint n_failed;

  script->behave = fail_while_broken;
  script->broken = TRUE;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_FAILURES);
  runner = um_source_state_get_runner (script->state);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  n_failed = runner->book->steps[UM_STATE_FAILED];
  g_assert_cmpuint (n_failed, >=, 10);
  g_assert_cmpuint (n_failed, <, N_USERS);
  script->broken = FALSE;
  um_runner_resume (runner);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, n_failed);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS - n_failed);
  um_test_check_run (script->state, run);
}

static void
test_portal (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->behave = portal_while_broken;
  script->broken = TRUE;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_NETWORK);
  g_assert_cmpint (um_runner_get_waiting_until (um_source_state_get_runner (script->state)), >,
                   g_get_monotonic_time ());
  script->broken = FALSE;
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, N_USERS);
  um_test_check_run (script->state, run);
}

static Behaviour
page_once (Script *script, const char *account_id, const char *group, guint n)
{
  return n == 1 ? PORTAL : OBEY;
}

static Behaviour
page_always (Script *script, const char *account_id, const char *group, guint n)
{
  return g_str_equal (account_id, "u3") ? PORTAL : OBEY;
}

static void
test_garbled (Script *script, gconstpointer data)
{
  g_autoptr (UmRun) once = NULL;
  g_autoptr (UmRun) always = NULL;
  g_autoptr (UmRunEntry) entry = NULL;

  script->behave = page_once;
  once = run_plan (script, "add-to-groups g1");
  g_assert_cmpuint (once->steps[UM_STATE_DONE], ==, N_USERS);
  script->behave = page_always;
  always = run_plan (script, "add-to-groups g2");
  g_assert_cmpuint (always->steps[UM_STATE_DONE], ==, N_USERS - 1);
  entry = load_entry (script, always, "u3", 0);
  g_assert_cmpint (entry->state, ==, UM_STATE_FAILED);
  g_assert_cmpstr (entry->error, ==, "not-json");
  g_assert_cmpuint (entry->attempts, ==, 5);
}

static void
test_pause (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1 g2");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;
  UmRunner *runner;
  guint n_writes;

  script->delay = 50;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 5);
  runner = um_source_state_get_runner (script->state);
  um_runner_pause (runner);
  g_assert_cmpint (um_runner_get_wait (runner), ==, UM_WAIT_PAUSED);
  while (um_runner_get_run (runner)->state != UM_RUN_PAUSED)
    um_test_turn ();
  /* Nobody is left in the middle. */
  for (guint i = 0; i < runner->book->entries->len; i += 2)
    g_assert_cmpint (um_runner_get_entry (runner, i)->state, ==,
                     um_runner_get_entry (runner, i + 1)->state);
  g_assert_cmpuint (runner->book->steps[UM_STATE_PENDING], >, 0);
  n_writes = script->n_writes;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (script->n_writes, ==, n_writes);
  um_runner_resume (runner);
  g_assert_cmpint (um_runner_get_wait (runner), ==, UM_WAIT_NONE);
  run = um_test_run_end (&test, NULL);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2 * N_USERS);
  um_test_check_run (script->state, run);
}

static void
test_cancel (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1 g2");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->delay = 50;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_steps (&test, 5);
  um_runner_cancel (um_source_state_get_runner (script->state));
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->steps[UM_STATE_PENDING], ==, 0);
  g_assert_cmpuint (run->steps[UM_STATE_CANCELLED], >, 0);
  g_assert_cmpuint (run->steps[UM_STATE_DONE] + run->steps[UM_STATE_CANCELLED], ==, 2 * N_USERS);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, script->n_writes);
  um_test_check_run (script->state, run);
}

static void
test_cancel_without_key (Script *script, gconstpointer data)
{
  g_autoptr (UmPlan) plan = make_plan (script, "add-to-groups g1");
  g_autoptr (UmRun) run = NULL;
  UmTestRun test;

  script->behave = dead_key;
  um_test_run_begin (&test, script->state, plan, UM_RUN_NORMAL, 0);
  um_test_run_wait_for_wait (&test, UM_WAIT_KEY);
  um_runner_cancel (um_source_state_get_runner (script->state));
  run = um_test_run_end (&test, NULL);
  g_assert_cmpint (run->state, ==, UM_RUN_CANCELLED);
  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 7);
  g_assert_cmpuint (run->steps[UM_STATE_CANCELLED], ==, N_USERS - 7);
  um_test_check_run (script->state, run);
}

/* ---- the last admin ---- */

static Behaviour
other_admin_leaves (Script *script, const char *account_id, const char *group, guint n)
{
  change (script, "admins", "u2", FALSE);
  return OBEY;
}

static void
test_last_admin (Script *script, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_people (script->state, 2);
  g_autoptr (UmPlan) plan = NULL;
  g_autoptr (UmRun) run = NULL;

  /* When it is judged, u2 stays an admin; before u0 is taken out, he isn't one any more. */
  script->behave = other_admin_leaves;
  plan = um_test_plan_make_for (script->state, "add-to-groups g1; remove-from-groups admins g2",
                                people);
  run = um_test_run (script->state, plan, UM_RUN_NORMAL, 0);
  um_test_check_run (script->state, run);
  assert_entry (script, run, "u0", 0, UM_STATE_DONE, UM_SKIP_NONE, NULL);
  assert_entry (script, run, "u0", 1, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL);
  assert_entry (script, run, "u1", 1, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL);
}

static void
test_other_admin_left (Script *script, gconstpointer data)
{
  g_autoptr (GPtrArray) people = um_test_people (script->state, 2);
  g_autoptr (UmPlan)
    plan = um_test_plan_make_for (script->state, "remove-from-groups admins", people);
  g_autoptr (UmRun) run = um_test_run (script->state, plan, UM_RUN_NORMAL, 0);

  g_assert_cmpuint (run->steps[UM_STATE_DONE], ==, 2);
}

int
main (int argc, char *argv[])
{
  um_test_engine_init (&argc, &argv);
#define ADD(path, func) g_test_add ("/runner-answers/" path, Script, NULL, set_up, func, tear_down)
  ADD ("refused", test_refused);
  ADD ("forbidden", test_forbidden);
  ADD ("already-so", test_already_so);
  ADD ("group-gone", test_group_gone);
  ADD ("user-gone", test_user_gone);
  ADD ("conflict", test_conflict);
  ADD ("no-seats", test_no_seats);
  ADD ("unclear-not-done", test_unclear_not_done);
  ADD ("unclear-done", test_unclear_done);
  ADD ("unclear-cannot-tell", test_unclear_cannot_tell);
  ADD ("cut-then-already-so", test_cut_then_already_so);
  ADD ("cut-then-refused", test_cut_then_refused);
  ADD ("dead-key", test_dead_key);
  ADD ("failing-server", test_failing_server);
  ADD ("portal", test_portal);
  ADD ("garbled", test_garbled);
  ADD ("pause", test_pause);
  ADD ("cancel", test_cancel);
  ADD ("cancel-without-key", test_cancel_without_key);
  ADD ("last-admin", test_last_admin);
  ADD ("other-admin-left", test_other_admin_left);
#undef ADD
  return um_test_engine_run ();
}
