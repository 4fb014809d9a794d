/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A site that answers what a test's script says. One thread, the test's. */
#include "um-test-script.h"

#include <string.h>

UmTestBehaviour
um_test_obey (UmTestScript *script, const char *account_id, const char *group, guint n)
{
  return UM_TEST_OBEY;
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
gboolean
um_test_script_change (UmTestScript *script,
                       const char *group,
                       const char *account_id,
                       gboolean member)
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
answer_stranger (UmTestAnswer *answer)
{
  set (answer, 200, "{}");
  answer->headers = "X-Seraph-LoginReason: AUTHENTICATED_FAILED";
}

static void
obey_request (UmTestScript *script,
              const char *group,
              const char *account_id,
              gboolean adds,
              UmTestAnswer *answer)
{
  if (um_test_script_change (script, group, account_id, adds))
    set (answer, adds ? 201 : 200, adds ? "{\"name\":\"g\"}" : "");
  else
    set (answer, 400,
         adds ? "{\"errorMessages\":[\"Cannot add user. User is already a member of 'g'.\"]}"
              : "{\"errorMessages\":[\"Cannot remove user. User is not a member of 'g'.\"]}");
}

static void
answer_write (UmTestScript *script, const UmTestRequest *request, UmTestAnswer *answer)
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
    case UM_TEST_REFUSE:
      set (answer, 400, "{\"errorMessages\":[\"The group is managed elsewhere.\"]}");
      break;

    case UM_TEST_FORBID:
      set (answer, 403, "{\"errorMessages\":[\"Not you.\"]}");
      break;

    case UM_TEST_BAR:
      set (answer, 403, "{\"errorMessages\":[\"Managed by an external directory.\"]}");
      break;

    case UM_TEST_NOT_THERE:
      set (answer, 404, "{\"errorMessages\":[\"Not found.\"]}");
      break;

    case UM_TEST_CONFLICT:
      set (answer, 409,
           "{\"errors\":[{\"status\":\"409\",\"code\":\"ADMIN-409-28\",\"title\":\"C\"}]}");
      break;

    case UM_TEST_NO_SEATS:
      set (answer, 409,
           "{\"errors\":[{\"status\":\"409\",\"code\":\"ADMIN-409-3\",\"title\":\"L\"}]}");
      break;

    case UM_TEST_DEAD_KEY:
      set (answer, 401, "{\"errorMessages\":[\"No.\"]}");
      break;

    case UM_TEST_STRANGER:
      answer_stranger (answer);
      break;

    case UM_TEST_CAPTCHA:
      set (answer, 403, "{}");
      answer->headers = "X-Seraph-LoginReason: AUTHENTICATION_DENIED";
      break;

    case UM_TEST_FAIL_AFTERWARDS:
      um_test_script_change (script, group, account_id, adds);
      G_GNUC_FALLTHROUGH;

    case UM_TEST_FAIL:
      set (answer, 500, "{\"errorMessages\":[\"Oops.\"]}");
      break;

    case UM_TEST_CUT_AFTERWARDS:
      um_test_script_change (script, group, account_id, adds);
      answer->end = UM_TEST_CUT;
      break;

    case UM_TEST_PORTAL:
      set (answer, 200, "<html>Log in</html>");
      answer->type = "text/html";
      break;

    case UM_TEST_HOLD_UP:
      set (answer, 429, "{}");
      answer->headers = "Retry-After: 1000";
      break;

    case UM_TEST_OBEY:
    default:
      obey_request (script, group, account_id, adds, answer);
    }
}

UmTestBehaviour
um_test_portal_while_broken (UmTestScript *script,
                             const char *account_id,
                             const char *group,
                             guint n)
{
  return script->broken ? UM_TEST_PORTAL : UM_TEST_OBEY;
}

static gboolean
hook (UmTestSite *site, const UmTestRequest *request, UmTestAnswer *answer, gpointer user_data)
{
  UmTestScript *script = user_data;

  if (strstr (request->path, "/group/user?") != NULL)
    {
      answer_write (script, request, answer);
      return TRUE;
    }
  if (script->no_group != NULL && strstr (request->path, "/group/member?") != NULL)
    {
      g_autofree char *id = um_test_request_get (request, "groupId");

      if (!g_str_equal (id, script->no_group))
        return FALSE;
      set (answer, 404, "{\"errorMessages\":[\"There is no such group.\"]}");
      return TRUE;
    }
  if (strstr (request->path, "/user?accountId=") != NULL)
    {
      g_autofree char *id = um_test_request_get (request, "accountId");

      answer->delay = script->read_delay;
      if (script->behave == um_test_portal_while_broken && script->broken)
        {
          set (answer, 200, "<html>Log in</html>");
          answer->type = "text/html";
        }
      else if (script->stranger)
        answer_stranger (answer);
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

void
um_test_script_set_up (UmTestScript *script, gconstpointer data)
{
  g_autofree char *folder = um_test_engine_make_folder ();
  g_autoptr (GError) error = NULL;

  script->site = um_test_site_new ();
  script->site->admin = g_strdup ("admins");
  um_test_site_add_users (script->site, UM_TEST_SCRIPT_USERS + 10);
  um_test_site_add_group (script->site, "g1", 0, 0);
  um_test_site_add_group (script->site, "g2", 0, 0);
  um_test_site_add_group (script->site, "admins", 0, 3);
  script->behave = um_test_obey;
  script->times = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  script->site->hook = hook;
  script->site->hook_data = script;
  script->engine = um_test_engine_open (folder);
  script->state = um_test_site_add_to (script->site, script->engine);
  um_test_refresh (script->state, UM_REFRESH_ALL, NULL, &error);
  g_assert_no_error (error);
  um_test_hurry (script->state);
}

void
um_test_script_tear_down (UmTestScript *script, gconstpointer data)
{
  um_test_engine_close (script->engine);
  um_test_site_free (script->site);
  g_hash_table_unref (script->times);
}

UmPlan *
um_test_script_plan (UmTestScript *script, const char *actions)
{
  g_autoptr (GPtrArray) people = um_test_people (script->state, UM_TEST_SCRIPT_USERS);

  return um_test_plan_make_for (script->state, actions, people);
}

UmRun *
um_test_script_run (UmTestScript *script, const char *actions)
{
  g_autoptr (UmPlan) plan = um_test_script_plan (script, actions);
  UmRun *run = um_test_run (script->state, plan, UM_RUN_NORMAL, 0);

  um_test_check_run (script->state, run);
  return run;
}

/* The entry of a user's @n-th step (from 0) as it is on disk. (transfer full) */
UmRunEntry *
um_test_script_load_entry (UmTestScript *script, const UmRun *run, const char *account_id, guint n)
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

void
um_test_script_assert_entry (UmTestScript *script,
                             const UmRun *run,
                             const char *account_id,
                             guint n,
                             UmStepState state,
                             UmSkip skip,
                             const char *code)
{
  g_autoptr (UmRunEntry) entry = um_test_script_load_entry (script, run, account_id, n);

  g_assert_cmpint (entry->state, ==, state);
  g_assert_cmpint (entry->skip, ==, skip);
  g_assert_cmpstr (entry->error, ==, code);
}
