/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the change of e-mail addresses proposes for people of every kind, by a rule and by a list,
 * and what of it stands in a plan file. */
#include "um-email-inputs-private.h"
#include "um-enums.h"
#include "um-import-private.h"
#include "um-plan-file-private.h"
#include "um-planner-private.h"
#include "um-problem.h"
#include "um-run-make-private.h"
#include "um-step-kind-private.h"
#include "um-test-plans.h"
#include "um-user-change.h"

#include <string.h>

typedef struct
{
  const char *id;
  const char *email;
  UmUserStatus status;
  UmUserType type;
  UmTruth managed;
  UmTruth synced;
} Person;

static const Person people[] = {
  { "ann", "ann@old.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO },
  { "bob", "Bob@OLD.example", UM_STATUS_DEACTIVATED, UM_TYPE_PERSON, UM_YES, UM_NO },
  { "cyd", "cyd@old.example", UM_STATUS_DELETED, UM_TYPE_PERSON, UM_YES, UM_NO },
  { "dee", "dee@old.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, UM_NO },
  { "eve", "eve@old.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_YES },
  { "fay", "fay@new.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_YES },
  { "gus", "gus@other.example", UM_STATUS_SUSPENDED, UM_TYPE_PERSON, UM_YES, UM_NO },
  { "hal", NULL, UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO },
  { "ida", "ida@old.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_UNKNOWN, UM_UNKNOWN },
  { "jim", "IDA@new.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_NO, UM_NO },
  { "old", "old@old.example", UM_STATUS_FORMER, UM_TYPE_PERSON, UM_NO, UM_NO },
  { "bot", "bot@old.example", UM_STATUS_ACTIVE, UM_TYPE_APP, UM_UNKNOWN, UM_UNKNOWN },
  { "sub", "sub@mail.old.example", UM_STATUS_ACTIVE, UM_TYPE_PERSON, UM_YES, UM_NO },
};

#define EVERYBODY "ann bob cyd dee eve fay gus hal ida old bot sub ghost"

static UmDirectory *
new_directory (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const UmUser user = {
        .account_id = people[i].id,
        .name = people[i].id,
        .email = people[i].email,
        .status = people[i].status,
        .type = people[i].type,
        .managed = people[i].managed,
        .synced = people[i].synced,
      };

      um_directory_builder_add_user (builder, &user);
    }
  um_directory_builder_set_read (builder, 1700000000, 1700000000);
  return um_directory_builder_end (builder);
}

static UmSource *
new_source (const char *owner)
{
  UmSource *source = um_source_new (UM_SOURCE_ACCESS);

  source->name = g_strdup ("Acme");
  source->org_id = g_strdup ("org");
  source->account_id = g_strdup (owner);
  return source;
}

/* @kind: the input whose values @text has, separated by blanks. */
static UmPlan *
make_plan (UmInputKind kind, const char *text, const char *users, GError **error)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("owner");
  g_autoptr (UmPlan) plan = um_plan_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_auto (GStrv) names = g_strsplit (users, " ", -1);
  g_auto (GStrv) values = g_strsplit (text, " ", -1);
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  g_variant_builder_add (&inputs, "{s^as}", um_input_kind_to_nick (kind), values);
  um_plan_add_action (plan, "change-email", g_variant_builder_end (&inputs));
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (ids, names[i]);
  if (!um_planner_fill (plan, directory, source, ids, UM_PLANNER_STRICT, error))
    return NULL;
  return g_steal_pointer (&plan);
}

/* "ann ann@old>ann@new, bob (synced)", without ".example". */
static char *
describe (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", user->account_id);
      for (guint k = 0; k < user->n_steps; k++)
        {
          const UmStep *step = &user->steps[k];

          if (step->skip == UM_SKIP_NONE)
            g_string_append_printf (text, " %s>%s", step->before, step->after);
          else
            g_string_append_printf (text, " (%s%s%s)", um_skip_to_nick (step->skip),
                                    step->skip_detail != NULL ? " " : "",
                                    step->skip_detail != NULL ? step->skip_detail : "");
        }
      for (guint k = 0; k < user->n_warnings; k++)
        g_string_append_printf (text, " !%s=%s", um_warning_kind_to_nick (user->warnings[k].kind),
                                user->warnings[k].detail);
    }
  g_string_replace (text, ".example", "", 0);
  return g_string_free (text, FALSE);
}

static void
assert_plan (UmInputKind kind, const char *values, const char *users, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = make_plan (kind, values, users, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = describe (plan);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_problem (UmInputKind kind, const char *values, int problem, const char *argument)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (make_plan (kind, values, "ann", &error));
  g_assert_error (error, UM_PROBLEM, problem);
  g_assert_cmpstr (error->message, ==, argument);
}

static void
test_rule (void)
{
  assert_plan (UM_INPUT_EMAIL_RULE, "old.example new.example", EVERYBODY,
               "ann ann@old>ann@new, bob Bob@OLD>Bob@new, cyd (deleted), dee (not-managed), "
               "eve (synced), fay (already-so), gus (other-domain), hal (email-unknown), "
               "ida (email-taken jim), old (former-user), bot (app), sub (other-domain), "
               "ghost (user-gone)");
  /* Nobody who is managed has an address there. */
  assert_plan (UM_INPUT_EMAIL_RULE, "OLD.example @Third.example", "ann",
               "ann ann@old>ann@Third !domain-unknown=Third");
}

static void
test_list (void)
{
  assert_plan (UM_INPUT_EMAILS,
               "ann=Ann@OLD.example bob=rob@new.example gus=x@new.example sub=X@NEW.example "
               "hal=hal@new.example eve=e@new.example ida=fay@new.example dee=d@new.example "
               "cyd=ann@new dean=z@z.example bot=b@new.example",
               EVERYBODY,
               "ann (already-so), bob Bob@OLD>rob@new, cyd (deleted), dee (not-managed), "
               "eve (synced), fay (not-in-list), gus (email-twice x@new), hal (email-unknown), "
               "ida (email-taken fay), old (former-user), bot (app), sub (email-twice X@NEW), "
               "ghost (user-gone)");
  assert_plan (UM_INPUT_EMAILS, "ann=a=b@new.example bob=bob@new", "ann bob",
               "ann ann@old>a=b@new, bob (email-invalid bob@new)");
  /* Whoever has it already keeps it. */
  assert_plan (UM_INPUT_EMAILS, "fay=fay@new.example gus=fay@new.example", "fay gus",
               "fay (already-so), gus (email-twice fay@new)");
}

static void
test_problems (void)
{
  g_autoptr (GError) error = NULL;

  assert_problem (UM_INPUT_EMAIL_RULE, "old.example new", UM_PROBLEM_EMAIL_RULE_BAD, "new");
  assert_problem (UM_INPUT_EMAIL_RULE, "old.example", UM_PROBLEM_EMAIL_RULE_BAD, "");
  assert_problem (UM_INPUT_EMAIL_RULE, "a.example b.example c.example", UM_PROBLEM_EMAIL_RULE_BAD,
                  "");
  assert_problem (UM_INPUT_EMAIL_RULE, "old.example OLD.example", UM_PROBLEM_EMAIL_RULE_SAME,
                  "OLD.example");
  assert_problem (UM_INPUT_EMAILS, "ann", UM_PROBLEM_EMAIL_PAIR_BAD, "ann");
  assert_problem (UM_INPUT_EMAILS, "=a@b.example", UM_PROBLEM_EMAIL_PAIR_BAD, "=a@b.example");
  assert_problem (UM_INPUT_EMAILS, "ann=", UM_PROBLEM_EMAIL_PAIR_BAD, "ann=");
  assert_problem (UM_INPUT_EMAILS, "ann=a@b.example ann=c@b.example", UM_PROBLEM_EMAIL_PAIR_BAD,
                  "ann=c@b.example");
  assert_problem (UM_INPUT_GROUPS, "g", UM_PROBLEM_EMAILS_MISSING, "change-email");
  g_assert_null (um_email_inputs_pack_rule (" old.example ", "old", &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_EMAIL_RULE_BAD);
}

/* The owner of the key would be logged out. */
static void
test_yourself (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("ann");
  g_autoptr (UmPlan) plan = um_test_plan_new (
    directory, source, "change-email old.example new.example", "ann bob", NULL);
  const UmPlanUser *ann = g_ptr_array_index (plan->users, 0);

  g_assert_cmpint (ann->skip, ==, UM_SKIP_YOURSELF);
  g_assert_true (um_plan_user_is_touched (plan->users->pdata[1]));
}

/* What is read from a table goes into the plan as far as it is about its users. */
static void
test_table (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  const char *text = "e-mail;new e-mail\nann@old.example;ann@new.example\nbob;bob2@new.example\n"
                     "gus;none\nsub;sub@new.example\n";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  const UmImportInput input = { .text = bytes, .name = "x" };
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (UmImportPairs) pairs = NULL;
  g_autoptr (GVariant) inputs = NULL;
  g_autofree char *printed = NULL;

  um_email_inputs_want (&options);
  pairs = um_import_pairs_read (directory, &input, &options, NULL, NULL);
  g_assert_nonnull (pairs);
  g_assert_cmpuint (um_import_pairs_get_info (pairs)->n_pairs[UM_PAIR_UNFIT], ==, 1);
  g_ptr_array_add (ids, (gpointer) "bob");
  g_ptr_array_add (ids, (gpointer) "ann");
  g_ptr_array_add (ids, (gpointer) "gus");
  inputs = g_variant_ref_sink (um_email_inputs_pack_pairs (pairs, ids));
  printed = g_variant_print (inputs, FALSE);
  g_assert_cmpstr (printed, ==, "{'emails': ['ann=ann@new.example', 'bob=bob2@new.example']}");
}

/* ---- plan files, and the plan's start ---- */

static void
assert_file (UmInputKind kind, const char *values, const char *expected)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("owner");
  g_autoptr (UmPlan) plan = make_plan (kind, values, "ann bob gus", NULL);
  g_autofree char *text = um_plan_file_print (plan, source);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlanFile) file = um_plan_file_parse (bytes, &error);
  g_autoptr (UmPlan) again = NULL;
  g_autofree char *was = describe (plan), *is = NULL;
  guint n_changed = 7;

  g_assert_no_error (error);
  again = um_plan_file_make (file, directory, source, &n_changed, &error);
  g_assert_no_error (error);
  is = describe (again);
  g_assert_cmpstr (is, ==, was);
  g_assert_cmpstr (is, ==, expected);
  g_assert_cmpuint (n_changed, ==, 0);
}

static void
test_file (void)
{
  assert_file (UM_INPUT_EMAIL_RULE, "old.example new.example",
               "ann ann@old>ann@new, bob Bob@OLD>Bob@new, gus (other-domain)");
  assert_file (UM_INPUT_EMAILS, "ann=a@new.example bob=b@new.example",
               "ann ann@old>a@new, bob Bob@OLD>b@new, gus (not-in-list)");
}

/* Whose address isn't the planned one any more is left out. */
static void
test_changed (void)
{
  g_autoptr (UmDirectory) directory = new_directory ();
  g_autoptr (UmSource) source = new_source ("owner");
  g_autoptr (UmPlan)
    plan = make_plan (UM_INPUT_EMAIL_RULE, "old.example new.example", "ann bob", NULL);
  const UmUserChange changes[] = {
    { .account_id = "ann", .what = UM_CHANGED_EMAIL, .email = "anna@old.example" },
    { .account_id = "bob", .what = UM_CHANGED_EMAIL, .email = "bob@new.example" },
  };
  g_autoptr (UmDirectory) moved = um_directory_apply_user_changes (directory, changes, 1);
  g_autoptr (UmDirectory) done = um_directory_apply_user_changes (directory, changes, 2);
  g_autoptr (UmRunMade) made = NULL;
  g_autoptr (UmRunMade) rest = NULL;
  g_autoptr (GError) error = NULL;

  made = um_run_make (plan, moved, source, NULL, NULL, UM_RUN_ACCEPT_CHANGES, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_run_book_get_entry (made->book, 0)->skip, ==, UM_SKIP_CHANGED_SINCE);
  g_assert_cmpint (um_run_book_get_entry (made->book, 1)->state, ==, UM_STATE_PENDING);
  rest = um_run_make (plan, done, source, NULL, NULL, UM_RUN_ACCEPT_CHANGES, 0, &error);
  g_assert_no_error (error);
  g_assert_cmpint (um_run_book_get_entry (rest->book, 1)->skip, ==, UM_SKIP_ALREADY_SO);
}

/* Atlassian may write an address in other letters than it was given. */
static void
test_letters (void)
{
  static const struct
  {
    const char *email;
    UmStepVerdict verdict;
    const char *word;
  } cases[] = {
    { "ANN@New.Example", UM_STEP_STANDS, "ann@new.example" },
    { "ANN@old.example", UM_STEP_DID_NOT, "ann@old.example" },
    { "third@new.example", UM_STEP_DID_NOT, "third@new.example" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmDirectory) directory = new_directory ();
      const UmUserChange change = { .account_id = "ann",
                                    .what = UM_CHANGED_EMAIL,
                                    .email = cases[i].email };
      g_autoptr (UmDirectory) read = um_directory_apply_user_changes (directory, &change, 1);
      const UmRunEntry entry = { .kind = UM_STEP_EMAIL_SET,
                                 .account_id = (char *) "ann",
                                 .before = (char *) "ann@old.example",
                                 .after = (char *) "ann@new.example" };
      UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL };
      gboolean gone = TRUE;

      um_step_email_set.look_up (read, um_directory_find (read, "ann"), &entry, &finding, &gone);
      g_assert_false (gone);
      g_assert_cmpint (finding.verdict, ==, cases[i].verdict);
      g_assert_cmpstr (finding.word, ==, cases[i].word);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/email-actions/rule", test_rule);
  g_test_add_func ("/email-actions/list", test_list);
  g_test_add_func ("/email-actions/problems", test_problems);
  g_test_add_func ("/email-actions/yourself", test_yourself);
  g_test_add_func ("/email-actions/table", test_table);
  g_test_add_func ("/email-actions/file", test_file);
  g_test_add_func ("/email-actions/changed", test_changed);
  g_test_add_func ("/email-actions/letters", test_letters);
  return g_test_run ();
}
