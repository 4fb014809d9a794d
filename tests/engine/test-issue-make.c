/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of actions that make issues, of which nothing is trusted, and what is sent for them.
 */
#include "um-issue-make-private.h"

#include "um-action-info.h"
#include "um-issue-text.h"
#include "um-problem.h"
#include "um-test-plans.h"

#include <string.h>

/* "project=OPS; summary=…; fields=a=1|b=2" */
static UmPlan *
new_plan (const char *users, const char *inputs)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_auto (GStrv) parts = g_strsplit (inputs, "; ", -1);
  g_auto (GStrv) ids = g_strsplit (users, " ", -1);
  UmPlan *plan = um_plan_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_auto (GStrv) pair = g_strsplit (parts[i], "=", 2);
      g_auto (GStrv) values = g_strsplit (pair[1], "|", -1);

      g_variant_builder_add (&builder, "{s^as}", pair[0], values);
    }
  um_plan_add_action (plan, "create-issues", g_variant_builder_end (&builder));
  for (guint i = 0; ids[i] != NULL; i++)
    um_plan_add_user (plan, ids[i], NULL, 0);
  return plan;
}

static UmIssueInputs *
read_inputs (const char *inputs, GError **error)
{
  g_autoptr (UmPlan) plan = new_plan ("a", inputs);

  return um_issue_inputs_new (g_ptr_array_index (plan->actions, 0), error);
}

/* ---- inputs ---- */

static void
assert_refused (const char *inputs, UmProblem problem)
{
  g_autoptr (GError) error = NULL;

  g_test_message ("%s", inputs);
  g_assert_null (read_inputs (inputs, &error));
  g_assert_error (error, UM_PROBLEM, (int) problem);
}

static void
test_inputs (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *long_summary = g_strnfill (UM_ISSUE_MOST_SUMMARY + 1, 'x');
  g_autofree char *long_inputs = g_strconcat ("project=P; issue-type=1; summary=", long_summary,
                                              NULL);
  g_autofree char *long_text = g_strnfill (UM_ISSUE_MOST_DESCRIPTION + 1, 'x');
  g_autofree char *long_description = g_strconcat (
    "project=P; issue-type=1; summary=S; description=", long_text, NULL);
  g_autoptr (UmIssueInputs) inputs = read_inputs (
    "project= OPS ; issue-type=1; summary= S {name} ; fields=a={\"id\":\"3\"}", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (inputs->project, ==, "OPS");
  g_assert_cmpstr (inputs->summary, ==, "S {name}");
  g_assert_cmpstr (inputs->description, ==, "");
  g_assert_false (inputs->one);
  g_assert_cmpuint (inputs->values->len, ==, 1);
  assert_refused ("issue-type=1; summary=S", UM_PROBLEM_ISSUE_NO_PROJECT);
  assert_refused ("project=P; summary=S", UM_PROBLEM_ISSUE_NO_TYPE);
  assert_refused ("project=P; issue-type=1; summary=  ", UM_PROBLEM_ISSUE_NO_SUMMARY);
  assert_refused (long_inputs, UM_PROBLEM_ISSUE_SUMMARY_LONG);
  assert_refused (long_description, UM_PROBLEM_ISSUE_DESCRIPTION_LONG);
  assert_refused ("project=P; issue-type=1; summary={nmae}", UM_PROBLEM_ISSUE_PLACEHOLDER);
  assert_refused ("project=P; issue-type=1; summary=S; description={x}",
                  UM_PROBLEM_ISSUE_PLACEHOLDER);
  assert_refused ("project=P; issue-type=1; issues=one; summary=S {name}",
                  UM_PROBLEM_ISSUE_SUMMARY_NAMES);
  assert_refused ("project=P; issue-type=1; issues=two; summary=S", UM_PROBLEM_PLAN_BAD_MEMBER);
  assert_refused ("project=P; issue-type=1; summary=S; fields=a", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_refused ("project=P; issue-type=1; summary=S; fields=a={", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_refused ("project=P; issue-type=1; summary=S; fields==1", UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_refused ("project=P; issue-type=1; summary=S; fields=labels=[]",
                  UM_PROBLEM_ISSUE_FIELD_BAD);
  assert_refused ("project=P; issue-type=1; summary=S; fields=a b=1", UM_PROBLEM_ISSUE_FIELD_BAD);
}

/* ---- what is sent ---- */

static GPtrArray *
new_entries (const char *users)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  g_auto (GStrv) ids = g_strsplit (users, " ", -1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      UmRunEntry *entry = um_run_entry_new ();

      entry->n = i + 1;
      entry->chain = i;
      entry->account_id = g_strdup (ids[i]);
      entry->name = g_strconcat ("Name of ", ids[i], NULL);
      entry->kind = UM_STEP_ISSUE_CREATE;
      entry->state = UM_STATE_PENDING;
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static UmRunEntry *
get (GPtrArray *entries, guint i)
{
  return g_ptr_array_index (entries, i);
}

static void
assert_label (const UmPlan *plan, const UmRunEntry *entry, guint number)
{
  g_autofree char *label = g_strdup_printf ("um-%s-%u", plan->id, number);
  g_autofree char *both = g_strdup_printf ("\"labels\":[\"um-%s\",\"%s\"]", plan->id, label);

  g_assert_cmpstr (entry->target, ==, label);
  g_assert_nonnull (strstr (entry->argument, both));
}

#define INPUTS "project=OPS; issue-type=10; summary=Look at {name}; description=- {email}\n\"end\""

static void
test_each (void)
{
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob cid", NULL, 0);
  g_autoptr (UmPlan) plan = new_plan ("ann bob cid", INPUTS "; fields=priority={\"id\":\"3\"}");
  g_autoptr (GPtrArray) entries = new_entries ("bob cid gone");
  g_autoptr (GError) error = NULL;

  get (entries, 1)->state = UM_STATE_SKIPPED;
  g_assert_true (um_issue_fill_entries (entries, plan, NULL, directory, &error));
  g_assert_no_error (error);
  assert_label (plan, get (entries, 0), 2);
  g_assert_true (g_str_has_prefix (get (entries, 0)->argument,
                                   "{\"project\":{\"key\":\"OPS\"},\"issuetype\":{\"id\":\"10\"},"
                                   "\"summary\":\"Look at Name of bob\""));
  g_assert_nonnull (strstr (get (entries, 0)->argument, "- bob@example.com"));
  g_assert_nonnull (strstr (get (entries, 0)->argument, "\\\"end\\\""));
  g_assert_nonnull (strstr (get (entries, 0)->argument, "\"priority\":{\"id\":\"3\"}"));
  g_assert_null (get (entries, 1)->argument);
  g_assert_nonnull (strstr (get (entries, 2)->argument, "- –"));
}

static void
test_one (void)
{
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob cid", NULL, 0);
  g_autoptr (UmPlan)
    plan = new_plan ("ann bob cid", "project=OPS; issue-type=10; issues=one; summary=All; "
                                    "description=Who:\n- {account_id}\nEnd");
  g_autoptr (GPtrArray) entries = new_entries ("ann bob cid");
  g_autoptr (GError) error = NULL;

  get (entries, 0)->state = UM_STATE_SKIPPED;
  g_assert_true (um_issue_fill_entries (entries, plan, NULL, directory, &error));
  g_assert_no_error (error);
  assert_label (plan, get (entries, 1), 2);
  g_assert_cmpstr (get (entries, 1)->argument, ==, get (entries, 2)->argument);
  g_assert_cmpstr (get (entries, 1)->target, ==, get (entries, 2)->target);
  g_assert_nonnull (strstr (get (entries, 1)->argument, "- bob"));
  g_assert_nonnull (strstr (get (entries, 1)->argument, "- cid"));
  g_assert_null (strstr (get (entries, 1)->argument, "- ann"));
}

/* It is known only then how long it is. */
static void
test_one_too_long (void)
{
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob", NULL, 0);
  g_autofree char *line = g_strnfill (UM_ISSUE_MOST_DESCRIPTION / 2 + 10, 'x');
  g_autofree char *inputs = g_strconcat (
    "project=OPS; issue-type=10; issues=one; summary=All; description={name}", line, NULL);
  g_autoptr (UmPlan) plan = new_plan ("ann bob", inputs);
  g_autoptr (GPtrArray) entries = new_entries ("ann bob");
  g_autoptr (GError) error = NULL;

  g_assert_false (um_issue_fill_entries (entries, plan, NULL, directory, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_ISSUE_DESCRIPTION_LONG);
}

/* What a trial has made, or may have made, isn't made again; a number is the same in both. */
static void
test_trial (void)
{
  g_autoptr (UmDirectory) directory = um_test_directory_new ("ann bob cid", NULL, 0);
  g_autoptr (UmPlan) plan = new_plan ("ann bob cid dan eve", INPUTS);
  g_autoptr (GPtrArray) trial = new_entries ("ann bob cid dan");
  g_autoptr (GPtrArray) entries = new_entries ("ann bob cid dan eve");
  g_autoptr (GHashTable) made = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) error = NULL;

  get (trial, 0)->state = UM_STATE_DONE;
  get (trial, 1)->state = UM_STATE_UNKNOWN;
  get (trial, 2)->state = UM_STATE_FAILED;
  get (trial, 3)->state = UM_STATE_SENT;
  um_issue_collect_made (trial, made);
  g_assert_true (um_issue_fill_entries (entries, plan, made, directory, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      gboolean again = i == 2 || i == 4;

      g_assert_cmpint (get (entries, i)->state, ==, again ? UM_STATE_PENDING : UM_STATE_SKIPPED);
      g_assert_cmpint (get (entries, i)->skip, ==, again ? UM_SKIP_NONE : UM_SKIP_ALREADY_SO);
    }
  assert_label (plan, get (entries, 2), 3);
  assert_label (plan, get (entries, 4), 5);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/issue-make/inputs", test_inputs);
  g_test_add_func ("/issue-make/each", test_each);
  g_test_add_func ("/issue-make/one", test_one);
  g_test_add_func ("/issue-make/one-too-long", test_one_too_long);
  g_test_add_func ("/issue-make/trial", test_trial);
  return g_test_run ();
}
