/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs in words: the numbers of the summary are all of the run's users, and every way in which a
 * step can go wrong has a sentence. */
#include "um-enums.h"
#include "um-token-text.h"
#include "um-words.h"

#include <string.h>

static UmRun *
new_run (guint n_users)
{
  UmRun *run = um_run_new ();

  run->n_users = n_users;
  return run;
}

/* The sum of all numbers behind the colon; a run of nobody has none. */
static guint64
sum (const char *summary)
{
  const char *colon = strchr (summary, ':');
  g_auto (GStrv) words = g_strsplit (colon != NULL ? colon + 1 : "", " ", -1);
  guint64 total = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) digits = g_strsplit (words[i], ",", -1);
      g_autofree char *number = g_strjoinv ("", digits);

      total += g_ascii_strtoull (number, NULL, 10);
    }
  return total;
}

static void
test_progress (void)
{
  g_autoptr (UmRun) run = new_run (180);
  g_autofree char *begun = NULL;
  g_autofree char *over = NULL;

  run->users[UM_STATE_DONE] = 100;
  run->users[UM_STATE_FAILED] = 12;
  run->users[UM_STATE_PENDING] = 60;
  run->users[UM_STATE_SENT] = 8;
  begun = um_words_run_progress (run);
  g_assert_cmpstr (begun, ==, "112 of 180 users");
  run->users[UM_STATE_PENDING] = 0;
  run->users[UM_STATE_SENT] = 0;
  over = um_words_run_progress (run);
  g_assert_cmpstr (over, ==, "180 of 180 users");
}

static void
test_summary (void)
{
  g_autoptr (UmRun) run = new_run (180);
  g_autofree char *text = NULL;
  g_autofree char *dry = NULL;

  run->users[UM_STATE_DONE] = 176;
  run->users[UM_STATE_FAILED] = 2;
  run->users[UM_STATE_SKIPPED] = 2;
  text = um_words_run_summary (run);
  g_assert_cmpstr (text, ==, "180 users: 176 done, 2 failed, 2 skipped.");
  run->dry_run = TRUE;
  dry = um_words_run_summary (run);
  g_assert_cmpstr (dry, ==, "180 users: 176 would be done, 2 failed, 2 skipped.");
}

/* What was sent is under way while the run goes on; afterwards nobody knows. */
static void
test_summary_of_sent (void)
{
  g_autoptr (UmRun) run = new_run (10);
  g_autofree char *live = NULL;
  g_autofree char *interrupted = NULL;

  run->users[UM_STATE_SENT] = 4;
  run->users[UM_STATE_PENDING] = 6;
  run->state = UM_RUN_RUNNING;
  live = um_words_run_summary (run);
  g_assert_cmpstr (live, ==, "10 users: 4 under way, 6 waiting.");
  run->state = UM_RUN_INTERRUPTED;
  interrupted = um_words_run_summary (run);
  g_assert_cmpstr (interrupted, ==, "10 users: 4 unknown, 6 waiting.");
}

/* Whatever the states are, no user is left out of the sentence or told twice. */
static void
test_summary_adds_up (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (UmRun) run = new_run (0);
      g_autofree char *text = NULL;

      for (guint state = 0; state < UM_N_STATES; state++)
        {
          run->users[state] = g_rand_boolean (rand) ? (guint) g_rand_int_range (rand, 0, 9999) : 0;
          run->n_users += run->users[state];
        }
      text = um_words_run_summary (run);
      g_assert_cmpuint (sum (text), ==, run->n_users);
    }
}

static void
test_summary_of_nobody (void)
{
  g_autoptr (UmRun) run = new_run (0);
  g_autofree char *text = um_words_run_summary (run);

  g_assert_cmpstr (text, ==, "0 users.");
}

static UmRunEntry *
new_entry (const char *error, const char *message)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->state = UM_STATE_FAILED;
  entry->error = g_strdup (error);
  entry->message = g_strdup (message);
  return entry;
}

static void
assert_error (UmRunEntry *entry, const char *expected)
{
  g_autofree char *text = um_words_step_error (entry);

  g_assert_cmpstr (text, ==, expected);
  um_run_entry_unref (entry);
}

static void
test_errors (void)
{
  static const char *const errors[] = {
    "unauthorized", "forbidden", "not-found", "conflict", "refused", "rate-limited",
    "server",       "malformed", "not-json",  "offline",  "cut",     "tls",
    "redirected",   "captcha",   "scope",     "licence",  "payment",
  };

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (UmRunEntry) bare = new_entry (errors[i], NULL);
      g_autoptr (UmRunEntry) with = new_entry (errors[i], "User\nis \u202Eout");
      g_autofree char *sentence = um_words_step_error (bare);
      g_autofree char *whole = um_words_step_error (with);
      g_autofree char *expected = g_strconcat (sentence, " Atlassian says: “User�is �out”", NULL);

      g_assert_true (g_str_has_suffix (sentence, "."));
      g_assert_cmpstr (whole, ==, expected);
    }
}

/* Takes @problem. */
static void
assert_wait (UmWait wait, GError *problem, const char *expected)
{
  g_autoptr (GError) owned = problem;
  g_autofree char *text = um_words_run_wait (wait, 12, problem);

  g_assert_cmpstr (text, ==, expected);
}

static GError *
new_problem (UmProblem code)
{
  return g_error_new_literal (UM_PROBLEM, code, "acme.atlassian.net");
}

static void
test_wait (void)
{
  assert_wait (UM_WAIT_NONE, NULL, "");
  assert_wait (UM_WAIT_NONE, new_problem (UM_PROBLEM_OFFLINE), "");
  assert_wait (UM_WAIT_RATE, NULL, "Atlassian asks us to wait 12 seconds.");
  assert_wait (UM_WAIT_KEY, NULL,
               "The key was rejected. Give the source a valid key, then resume.");
  assert_wait (UM_WAIT_KEY, new_problem (UM_PROBLEM_KEY_DEAD),
               "acme.atlassian.net no longer knows the key: it has expired or was revoked."
               " Give the source a valid key, then resume.");
  assert_wait (UM_WAIT_KEY, new_problem (UM_PROBLEM_CAPTCHA),
               "acme.atlassian.net asks this account to prove that it is a person."
               " Log in with a browser once, then resume.");
  assert_wait (UM_WAIT_NETWORK, NULL,
               "No connection. The run goes on by itself when the network is back.");
  assert_wait (UM_WAIT_NETWORK, new_problem (UM_PROBLEM_OFFLINE),
               "acme.atlassian.net can’t be reached."
               " The run goes on by itself when the network is back.");
  assert_wait (UM_WAIT_NETWORK, new_problem (UM_PROBLEM_TLS),
               "The certificate of acme.atlassian.net can’t be trusted."
               " The run goes on by itself as soon as it can.");
  assert_wait (UM_WAIT_LATE, NULL,
               "The first user’s change doesn’t show at Atlassian yet. The user is read again in"
               " 12 seconds.");
  assert_wait (UM_WAIT_PAUSED, new_problem (UM_PROBLEM_OFFLINE), "Paused.");
}

#define AND_THEN " Nobody else was changed. Look at the user; then resume the run, or cancel it."

static void
test_wait_after_first (void)
{
  assert_wait (UM_WAIT_FIRST, NULL,
               "The first user isn’t as expected after the change. Look at the user, then resume.");
  assert_wait (UM_WAIT_FIRST,
               g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FIRST_CHANGED,
                                    "Ann 100% Lee\ngroup-left\tstaff\nstatus\tsuspended"),
               "The first user was changed alone and isn’t as expected: Ann 100% Lee: no longer in"
               " the group “staff”, status Suspended." AND_THEN);
  assert_wait (UM_WAIT_FIRST,
               g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FIRST_NOT_READ, "Ann Lee"),
               "The first user was changed alone and couldn’t be read again: Ann Lee." AND_THEN);
}

static void
assert_differences (const char *text, const char *expected)
{
  g_autofree char *words = um_words_differences (text);

  g_assert_cmpstr (words, ==, expected);
}

static void
test_differences (void)
{
  g_autoptr (GString) many = g_string_new (NULL);

  assert_differences (NULL, "");
  assert_differences ("email\t\nemail\ta@b.example",
                      "no e-mail address any more, e-mail address a@b.example");
  assert_differences ("gone", "the account doesn’t exist any more");
  /* Each has words of its own, which name what it is about. */
  for (guint i = UM_DIFFERENCE_EMAIL; i < UM_N_DIFFERENCES; i++)
    {
      g_autofree char *line = g_strdup_printf ("%s\tX%%s", um_difference_to_nick (i));
      g_autofree char *words = um_words_differences (line);

      g_assert_nonnull (strstr (words, "X%s"));
      g_assert_null (strstr (many->str, words));
      g_string_append_printf (many, "%s\n", words);
    }
  g_string_truncate (many, 0);
  for (guint i = 0; i < 9; i++)
    g_string_append_printf (many, "group-joined\t%u\n", i);
  assert_differences (many->str,
                      "now in the group “0”, now in the group “1”, now in the group “2”, now in the"
                      " group “3”, now in the group “4”, now in the group “5”, …");
}

static void
test_other_reasons (void)
{
  UmRunEntry *skipped = new_entry (NULL, NULL);

  assert_error (new_entry (NULL, NULL), "");
  assert_error (new_entry (NULL, "so it is"), "so it is");
  assert_error (new_entry ("of a later version", "so it is"), "so it is");
  skipped->skip = UM_SKIP_HELD_OUT;
  skipped->skip_detail = g_strdup ("on leave");
  assert_error (skipped, "held out: “on leave”");
}

/* Takes both. */
static void
assert_note (UmRunEntry *entry, UmRunNote *note, const char *what)
{
  g_autoptr (UmRunEntry) owned_entry = entry;
  g_autoptr (UmRunNote) owned_note = note;
  g_autofree char *when = um_words_moment (note->time);
  g_autofree char *expected = g_strdup_printf ("Read again %s: %s.", when, what);
  g_autofree char *text = um_words_note (entry, note);

  g_assert_cmpstr (text, ==, expected);
}

static UmRunEntry *
new_step (UmStepState state)
{
  UmRunEntry *entry = new_entry (NULL, NULL);

  entry->kind = UM_STEP_GROUP_ADD;
  entry->after = g_strdup (UM_MEMBER);
  entry->state = state;
  return entry;
}

static void
test_notes (void)
{
  assert_note (new_step (UM_STATE_DONE),
               um_run_note_new (1, 1767225600000, UM_NOTE_FOUND, UM_NOT_MEMBER),
               "the user was not a member");
  assert_note (new_step (UM_STATE_FAILED), um_run_note_new (1, 1000, UM_NOTE_FOUND, UM_MEMBER),
               "the user was a member");
  assert_note (new_step (UM_STATE_UNKNOWN), um_run_note_new (1, 1000, UM_NOTE_FOUND, UM_MEMBER),
               "it was done after all");
  assert_note (new_step (UM_STATE_UNKNOWN), um_run_note_new (1, 1000, UM_NOTE_FOUND, UM_NOT_MEMBER),
               "it wasn’t done");
  assert_note (new_step (UM_STATE_UNKNOWN), um_run_note_new (1, 1000, UM_NOTE_USER_GONE, NULL),
               "the account didn’t exist any more");
  assert_note (new_step (UM_STATE_DONE), um_run_note_new (1, 1000, UM_NOTE_TARGET_GONE, NULL),
               "the group didn’t exist any more");
}

/* Of the user who went first. */
static void
test_notes_of_first (void)
{
  static const UmNoteKind kinds[] = { UM_NOTE_AS_EXPECTED, UM_NOTE_ALSO_CHANGED, UM_NOTE_NOT_READ };
  static const char *const sentences[] = {
    "Read again at once, %s: nothing but the expected had changed.",
    "Read again at once, %s: not as expected: no longer in the group “staff”.",
    "Couldn’t be read again at once, %s.",
  };
  g_autofree char *when = um_words_moment (1767225600000);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (UmRunEntry) entry = new_step (UM_STATE_DONE);
      g_autoptr (UmRunNote)
        note = um_run_note_new (1, 1767225600000, kinds[i], i == 1 ? "group-left\tstaff" : NULL);
      g_autofree char *text = um_words_note (entry, note);
      g_auto (GStrv) parts = g_strsplit (sentences[i], "%s", 2);
      g_autofree char *expected = g_strjoinv (when, parts);

      g_assert_cmpstr (text, ==, expected);
    }
}

/* Whoever may be shut out is told of, and what to do. */
static void
test_shut_out (void)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  g_autoptr (GPtrArray) left = g_ptr_array_new ();
  g_autofree char *failed = NULL, *many = NULL, *one = NULL, *nobody = um_words_left_open (left);
  g_autofree char *owed = um_words_owed (2), *not_owed = um_words_owed (0);

  entry->kind = UM_STEP_ACCOUNT_ENABLE;
  entry->state = UM_STATE_FAILED;
  entry->before = g_strdup ("deactivated");
  entry->error = g_strdup ("server");
  entry->account_id = g_strdup ("id");
  entry->name = g_strdup ("An\u202En");
  failed = um_words_step_error (entry);
  g_assert_cmpstr (failed, ==,
                   "Atlassian’s server failed. The account may still be deactivated: activate it "
                   "with “Reactivate”.");
  g_ptr_array_add (left, entry);
  one = um_words_left_open (left);
  g_assert_cmpstr (one, ==,
                   "1 user may still be deactivated. Activate them with “Reactivate”: An�n");
  for (guint i = 0; i < 5; i++)
    g_ptr_array_add (left, entry);
  many = um_words_left_open (left);
  g_assert_cmpstr (many, ==,
                   "6 users may still be deactivated. Activate them with “Reactivate”: An�n, An�n, "
                   "An�n, An�n, An�n, …");
  g_assert_cmpstr (nobody, ==, "");
  g_assert_cmpstr (owed, ==, "2 users are deactivated until the run goes on.");
  g_assert_cmpstr (not_owed, ==, "");
}

static void
test_token_notes (void)
{
  g_autoptr (UmRunEntry) entry = um_run_entry_new ();
  g_autoptr (UmRunNote) some = um_run_note_new (1, 1773331440000, UM_NOTE_FOUND, UM_SOME_TOKENS);
  g_autoptr (UmRunNote) none = um_run_note_new (1, 1773331440000, UM_NOTE_FOUND, UM_NO_TOKENS);
  g_autofree char *there = NULL, *gone = NULL;

  entry->kind = UM_STEP_TOKEN_REVOKE;
  entry->state = UM_STATE_DONE;
  there = um_words_note (entry, some);
  g_assert_cmpstr (there, ==, "Read again 12 Mar 2026, 16:04: API tokens were still there.");
  entry->state = UM_STATE_FAILED;
  gone = um_words_note (entry, none);
  g_assert_cmpstr (gone, ==, "Read again 12 Mar 2026, 16:04: none of the API tokens was left.");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/words/run/progress", test_progress);
  g_test_add_func ("/words/run/summary", test_summary);
  g_test_add_func ("/words/run/summary-sent", test_summary_of_sent);
  g_test_add_func ("/words/run/summary-adds-up", test_summary_adds_up);
  g_test_add_func ("/words/run/summary-of-nobody", test_summary_of_nobody);
  g_test_add_func ("/words/run/errors", test_errors);
  g_test_add_func ("/words/run/wait", test_wait);
  g_test_add_func ("/words/run/wait-after-first", test_wait_after_first);
  g_test_add_func ("/words/run/differences", test_differences);
  g_test_add_func ("/words/run/notes", test_notes);
  g_test_add_func ("/words/run/notes-of-first", test_notes_of_first);
  g_test_add_func ("/words/run/shut-out", test_shut_out);
  g_test_add_func ("/words/run/token-notes", test_token_notes);
  g_test_add_func ("/words/run/other-reasons", test_other_reasons);
  return g_test_run ();
}
