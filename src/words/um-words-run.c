/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs in words: progress, the sentence at the end, why a step failed. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-enums.h"
#include "um-token-text.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>

/* So many names are told. */
#define MOST_NAMES 5

/**
 * um_words_run_progress:
 * @run: a run that is going on
 *
 * Returns: (transfer full): "112 of 180 users"
 */
char *
um_words_run_progress (const UmRun *run)
{
  guint open = run->users[UM_STATE_PENDING] + run->users[UM_STATE_SENT];
  g_autofree char *done = um_words_number (run->n_users - MIN (open, run->n_users));
  g_autofree char *all = um_words_users (run->n_users);

  /* Translators: first a number, then "180 users" */
  return g_strdup_printf (_ ("%s of %s"), done, all);
}

/**
 * um_words_run_actions:
 * @run: a run
 *
 * Returns: (transfer full): what it did, and whether it only tried: "Add to Groups (dry run)"
 */
char *
um_words_run_actions (const UmRun *run)
{
  g_autofree char *names = um_words_action_names (run->actions);

  /* Translators: the name of an action; nothing was sent */
  return run->dry_run ? g_strdup_printf (_ ("%s (dry run)"), names) : g_steal_pointer (&names);
}

/**
 * um_words_result:
 * @run: a run
 * @state: of one of its steps
 *
 * Returns: (transfer none): the result: "Done", of a dry run "Would be done"
 */
const char *
um_words_result (const UmRun *run, UmStepState state)
{
  return run->dry_run && state == UM_STATE_DONE ? _ ("Would be done") : um_words_step_state (state);
}

/**
 * um_words_run_summary:
 * @run: a run
 *
 * Returns: (transfer full): all its users by result: "180 users: 176 done, 2 failed, 2 skipped."
 */
char *
um_words_run_summary (const UmRun *run)
{
  GString *counts = g_string_new (NULL);
  g_autofree char *list = NULL;
  g_autofree char *users = um_words_users (run->n_users);
  /* What was sent is answered soon, unless nobody waits for it any more. */
  gboolean live = run->state == UM_RUN_RUNNING || run->state == UM_RUN_PAUSED;
  guint sent = run->users[UM_STATE_SENT];

  /* Translators: in these, %s is a number of users */
  um_words_append_count (counts, ", ", run->dry_run ? _ ("%s would be done") : _ ("%s done"),
                         run->users[UM_STATE_DONE]);
  um_words_append_count (counts, ", ", _ ("%s failed"), run->users[UM_STATE_FAILED]);
  um_words_append_count (counts, ", ", _ ("%s skipped"), run->users[UM_STATE_SKIPPED]);
  um_words_append_count (counts, ", ", _ ("%s unknown"),
                         run->users[UM_STATE_UNKNOWN] + (live ? 0 : sent));
  um_words_append_count (counts, ", ", _ ("%s cancelled"), run->users[UM_STATE_CANCELLED]);
  um_words_append_count (counts, ", ", _ ("%s under way"), live ? sent : 0);
  um_words_append_count (counts, ", ", _ ("%s waiting"), run->users[UM_STATE_PENDING]);
  list = g_string_free (counts, FALSE);
  if (*list == '\0')
    /* Translators: %s is "0 users" */
    return g_strdup_printf (_ ("%s."), users);
  /* Translators: first "180 users", then "176 done, 2 failed" */
  return g_strdup_printf (_ ("%s: %s."), users, list);
}

/**
 * um_words_run_wait:
 * @wait: what a run waits for
 * @seconds: for %UM_WAIT_RATE and %UM_WAIT_LATE, how long still
 * @problem: (nullable): why it waits for network or key, or after the first user, of %UM_PROBLEM
 *
 * Returns: (transfer full): what happened and how it goes on; "" for %UM_WAIT_NONE
 */
char *
um_words_run_wait (UmWait wait, gint64 seconds, const GError *problem)
{
  g_autofree char *sentence = NULL;
  const char *next;

  if (problem == NULL || (wait != UM_WAIT_KEY && wait != UM_WAIT_NETWORK && wait != UM_WAIT_FIRST))
    return um_words_wait (wait, seconds);
  if (wait == UM_WAIT_FIRST)
    return um_words_problem_whole (problem);
  sentence = um_words_problem (problem);
  if (g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_OFFLINE))
    next = _ ("The run goes on by itself when the network is back.");
  else if (wait == UM_WAIT_NETWORK)
    next = _ ("The run goes on by itself as soon as it can.");
  else if (g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_CAPTCHA))
    next = _ ("Log in with a browser once, then resume.");
  else
    next = _ ("Give the source a valid key, then resume.");
  /* Translators: first what happened, then what to do */
  return g_strdup_printf (_ ("%s %s"), sentence, next);
}

static const char *
error_sentence (const char *error)
{
  static const struct
  {
    const char *error;
    const char *sentence;
  } sentences[] = {
    { "unauthorized", N_ ("The key was rejected.") },
    { "forbidden", N_ ("Atlassian doesn’t allow this to the key’s owner.") },
    { "not-found", N_ ("The user or the group doesn’t exist any more.") },
    { "conflict", N_ ("Somebody else was changing the same at that moment.") },
    { "refused", N_ ("Atlassian refused the change.") },
    { "rate-limited", N_ ("Atlassian’s limit was reached for too long.") },
    { "server", N_ ("Atlassian’s server failed.") },
    { "malformed", N_ ("Atlassian’s answer couldn’t be understood.") },
    { "not-json", N_ ("A web page came instead of an answer.") },
    { "offline", N_ ("There was no connection.") },
    { "cut", N_ ("The connection was lost before an answer came.") },
    { "tls", N_ ("The server’s certificate couldn’t be trusted.") },
    { "redirected", N_ ("The server pointed to another host.") },
    { "captcha", N_ ("Atlassian asks the key’s owner to log in with a browser.") },
    { "scope", N_ ("A key with scopes can’t do this; one without scopes can.") },
    { "licence", N_ ("A product that the group gives has no seat left.") },
    { "payment", N_ ("The organisation’s plan doesn’t include this.") },
    { "partial", N_ ("The person was invited, but didn’t get everything.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (sentences); i++)
    if (g_strcmp0 (sentences[i].error, error) == 0)
      return _ (sentences[i].sentence);
  return NULL;
}

/* Whether the account may have stayed deactivated although it was to be activated. */
static gboolean
may_be_shut_out (const UmRunEntry *entry)
{
  return entry->kind == UM_STEP_ACCOUNT_ENABLE && entry->skip == UM_SKIP_NONE
         && (entry->state == UM_STATE_FAILED || entry->state == UM_STATE_UNKNOWN)
         && g_strcmp0 (entry->before, um_user_status_to_nick (UM_STATUS_DEACTIVATED)) == 0;
}

static char *
error_in_words (const UmRunEntry *entry)
{
  const char *sentence = error_sentence (entry->error);
  g_autofree char *message = um_words_clean (entry->message);

  if (sentence == NULL && entry->skip != UM_SKIP_NONE)
    return um_words_skip_long (entry->skip, entry->skip_detail);
  if (sentence == NULL)
    return g_steal_pointer (&message);
  if (*message == '\0')
    return g_strdup (sentence);
  /* Translators: first a sentence, then Atlassian's own words */
  return g_strdup_printf (_ ("%s Atlassian says: “%s”"), sentence, message);
}

/**
 * um_words_step_error:
 * @entry: an entry of a run
 *
 * Returns: (transfer full): why it didn't simply succeed, with Atlassian's own words behind it, and
 *   what to do where somebody may be shut out; "" where there is nothing to say
 */
char *
um_words_step_error (const UmRunEntry *entry)
{
  g_autofree char *words = error_in_words (entry);

  if (!may_be_shut_out (entry))
    return g_steal_pointer (&words);
  /* Translators: first why an account couldn't be activated, then the name of an action */
  return g_strdup_printf (_ ("%s The account may still be deactivated: activate it with “%s”."),
                          words, um_words_action_name ("reactivate"));
}

/**
 * um_words_left_open:
 * @left: (element-type UmRunEntry): those of um_run_pair_list_left_open ()
 *
 * Returns: (transfer full): who may have stayed deactivated by a run that failed in the middle, and
 *   what to do; "" for nobody
 */
char *
um_words_left_open (const GPtrArray *left)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *users = um_words_users (left->len);

  if (left->len == 0)
    return g_strdup ("");
  for (guint i = 0; i < left->len && i < MOST_NAMES; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (left, i);
      g_autofree char *name = um_words_name (entry->name, entry->account_id);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  if (left->len > MOST_NAMES)
    g_string_append (names, ", …");
  /* Translators: first "2 users", then the name of an action, then the users' names */
  return g_strdup_printf (_ ("%s may still be deactivated. Activate them with “%s”: %s"), users,
                          um_words_action_name ("reactivate"), names->str);
}

/**
 * um_words_owed:
 * @n: a number of users
 *
 * Returns: (transfer full): that a run has deactivated so many whom it will activate again; "" for
 *   nobody
 */
char *
um_words_owed (guint n)
{
  g_autofree char *number = um_words_number (n);

  if (n == 0)
    return g_strdup ("");
  /* Translators: %s is a number of users */
  return um_words_fill (g_dngettext (GETTEXT_PACKAGE,
                                     "%s user is deactivated until the run goes on.",
                                     "%s users are deactivated until the run goes on.", n),
                        number);
}

/* What was found, as a text with one place for when. */
static char *
found_sentence (const UmRunEntry *entry, const UmRunNote *note, const char *when)
{
  g_autofree char *state = NULL;

  if (entry->state == UM_STATE_UNKNOWN && g_strcmp0 (note->found, entry->after) == 0)
    /* Translators: %s is a date and a time */
    return g_strdup_printf (_ ("Read again %s: it was done after all."), when);
  if (entry->state == UM_STATE_UNKNOWN)
    /* Translators: %s is a date and a time */
    return g_strdup_printf (_ ("Read again %s: it wasn’t done."), when);
  if (entry->kind == UM_STEP_TOKEN_REVOKE)
    return g_strdup_printf (g_strcmp0 (note->found, UM_NO_TOKENS) == 0
                              /* Translators: %s is a date and a time */
                              ? _ ("Read again %s: none of the API tokens was left.")
                              /* Translators: %s is a date and a time */
                              : _ ("Read again %s: API tokens were still there."),
                            when);
  state = um_words_state_word (entry->kind, note->found);
  /* Translators: first a date and a time, then a state such as "not a member" */
  return g_strdup_printf (_ ("Read again %s: the user was %s."), when, state);
}

/**
 * um_words_note:
 * @entry: an entry of a run
 * @note: one of its notes
 *
 * Returns: (transfer full): when the user was read again, and what differed then, if anything
 */
char *
um_words_note (const UmRunEntry *entry, const UmRunNote *note)
{
  g_autofree char *when = um_words_moment (note->time);
  g_autofree char *differences = NULL;

  switch (note->kind)
    {
    case UM_NOTE_AS_EXPECTED:
      /* Translators: %s is a date and a time */
      return g_strdup_printf (_ ("Read again at once, %s: nothing but the expected had changed."),
                              when);
    case UM_NOTE_ALSO_CHANGED:
      differences = um_words_differences (note->found);
      /* Translators: first a date and a time, then what: "no longer in the group “staff”" */
      return g_strdup_printf (_ ("Read again at once, %s: not as expected: %s."), when,
                              differences);
    case UM_NOTE_NOT_READ:
      /* Translators: %s is a date and a time */
      return g_strdup_printf (_ ("Couldn’t be read again at once, %s."), when);
    case UM_NOTE_USER_GONE:
      /* Translators: %s is a date and a time */
      return g_strdup_printf (_ ("Read again %s: the account didn’t exist any more."), when);
    case UM_NOTE_TARGET_GONE:
      /* Translators: %s is a date and a time */
      return g_strdup_printf (_ ("Read again %s: the group didn’t exist any more."), when);
    case UM_NOTE_FOUND:
    default:
      return found_sentence (entry, note, when);
    }
}
