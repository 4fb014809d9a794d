/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What answers mean for a step (PRODUCT.md §7): done, failed, asked about, sent again, or not now.
 */
#include "um-runner-private.h"

#include "um-enums.h"
#include "um-standing-private.h"

/* How long a step is sent again after conflicts, and the pauses between. */
#define CONFLICT_TOTAL   (300 * G_USEC_PER_SEC)
#define CONFLICT_PAUSE   250
#define CONFLICT_LONGEST 10000

/* How often a step is sent where answers can't be understood; UmHttp repeats what isn't answered.
 */
#define MOST_ATTEMPTS 5

/* Somebody else is changing the same just now (ATLASSIAN.md §1). */
#define CODE_CONFLICT "ADMIN-409-28"

/* Of UM_STEP_ERROR. */
static UmSkip
get_reason (const GError *error)
{
  switch ((UmStepError) error->code)
    {
    case UM_STEP_ERROR_NOT_INVITED:
      return UM_SKIP_NOT_INVITED;
    case UM_STEP_ERROR_OTHER_ACCOUNT:
      return UM_SKIP_OTHER_ACCOUNT;
    case UM_STEP_ERROR_NOT_READ_BACK:
    default:
      return UM_SKIP_NOT_READ_BACK;
    }
}

static const char *
get_error_code (const GError *error)
{
  static const char *const codes[] = {
    [UM_ATLASSIAN_ERROR_UNAUTHORIZED] = "unauthorized",
    [UM_ATLASSIAN_ERROR_FORBIDDEN] = "forbidden",
    [UM_ATLASSIAN_ERROR_NOT_FOUND] = "not-found",
    [UM_ATLASSIAN_ERROR_CONFLICT] = "conflict",
    [UM_ATLASSIAN_ERROR_REFUSED] = "refused",
    [UM_ATLASSIAN_ERROR_RATE_LIMITED] = "rate-limited",
    [UM_ATLASSIAN_ERROR_SERVER] = "server",
    [UM_ATLASSIAN_ERROR_MALFORMED] = "malformed",
    [UM_ATLASSIAN_ERROR_NOT_JSON] = "not-json",
    [UM_ATLASSIAN_ERROR_OFFLINE] = "offline",
    [UM_ATLASSIAN_ERROR_CUT] = "cut",
    [UM_ATLASSIAN_ERROR_TLS] = "tls",
    [UM_ATLASSIAN_ERROR_REDIRECTED] = "redirected",
    [UM_ATLASSIAN_ERROR_CAPTCHA] = "captcha",
    [UM_ATLASSIAN_ERROR_SCOPE] = "scope",
    [UM_ATLASSIAN_ERROR_LICENCE] = "licence",
    [UM_ATLASSIAN_ERROR_PAYMENT] = "payment",
    [UM_ATLASSIAN_ERROR_PARTIAL] = "partial",
  };

  if (error->domain == UM_STEP_ERROR)
    return um_skip_to_nick (get_reason (error));
  if (error->domain != UM_ATLASSIAN_ERROR || error->code >= (int) G_N_ELEMENTS (codes)
      || codes[error->code] == NULL)
    return "refused";
  return codes[error->code];
}

static void
replace_text (char **text, const char *other)
{
  g_free (*text);
  *text = g_strdup (other);
}

void
um_run_entry_keep_reply (UmRunEntry *entry, UmReply *reply)
{
  replace_text (&entry->method, reply->method);
  replace_text (&entry->path, reply->path);
  replace_text (&entry->request_id, reply->request_id);
  entry->http = reply->status;
  entry->attempts += reply->attempts;
  if (entry->state == UM_STATE_DONE)
    return;
  replace_text (&entry->message, reply->message);
  g_free (entry->body);
  entry->body = um_reply_dup_excerpt (reply);
}

/* From now on the account names him, in this entry and in those behind it. */
static void
name_account (UmOpenChain *self, UmRunEntry *entry)
{
  UmRunner *runner = self->runner;
  const UmRunChain *chain = um_run_book_get_chain (runner->book, self->chain);

  replace_text (&entry->account_id, self->account);
  if (entry->place == NULL)
    replace_text (&entry->place, self->place);
  for (guint i = self->entry + 1; i < chain->first + chain->n_entries; i++)
    {
      UmRunEntry *next = um_run_entry_copy (um_runner_get_entry (runner, i));

      replace_text (&next->account_id, self->account);
      um_runner_set_entry (runner, i, next);
    }
}

/* The entry is over. @entry: (transfer full) */
static void
finish (UmOpenChain *self, UmRunEntry *entry)
{
  UmRunLane *lane = um_run_book_get_lane (self->runner->book, entry);

  lane->taken = FALSE;
  if (lane->once)
    um_run_lane_take_outcome (lane, entry);
  um_runner_finish_entry (self->runner, self->entry, entry);
  um_open_chain_advance (self);
}

void
um_open_chain_follow (UmOpenChain *self)
{
  const UmRunEntry *outcome = self->lane->outcome;
  UmRunEntry *entry = um_runner_change_entry (self->runner, self->entry, outcome->state);

  replace_text (&entry->after, outcome->after);
  replace_text (&entry->error, outcome->error);
  replace_text (&entry->message, outcome->message);
  finish (self, entry);
}

void
um_open_chain_settle (UmOpenChain *self, UmStepState state, UmSkip skip, const char *skip_detail)
{
  UmRunner *runner = self->runner;
  UmRunEntry *entry = um_runner_change_entry (runner, self->entry, state);
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);

  entry->skip = skip;
  replace_text (&entry->skip_detail, skip_detail);
  if (self->reply != NULL)
    um_run_entry_keep_reply (entry, self->reply);
  if (state == UM_STATE_FAILED || state == UM_STATE_UNKNOWN)
    replace_text (&entry->error, self->error != NULL          ? get_error_code (self->error)
                                 : skip == UM_SKIP_GROUP_GONE ? "not-found"
                                                              : "cut");
  if (entry->before == NULL && state == UM_STATE_DONE && self->changed)
    entry->before = g_strdup (kind->changed_from);
  else if (entry->before == NULL && skip == UM_SKIP_ALREADY_SO)
    entry->before = g_strdup (entry->after);
  if (state == UM_STATE_DONE && self->made != NULL)
    replace_text (&entry->after, self->made);
  else if (state == UM_STATE_FAILED && self->left != NULL)
    replace_text (&entry->after, self->left);
  if (self->account != NULL && um_person_is_address (entry->account_id))
    name_account (self, entry);
  g_clear_error (&self->error);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_clear_pointer (&self->left, g_free);
  self->changed = FALSE;
  finish (self, entry);
}

/* Whether the answer is about the group and not about the user. */
static gboolean
is_barred (UmOpenChain *self)
{
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);

  return kind->is_barred != NULL && self->reply != NULL && !self->unclear
         && kind->is_barred (self->reply);
}

/* After an answer that says that nothing was done. Whom, or what group, Atlassian doesn't let
 * anybody change is left out, unless he was acted on already; anything else has failed. */
static void
settle_failure (UmOpenChain *self)
{
  const char *refusal = um_step_find_refusal (self->reply);
  UmStepState now = um_runner_get_entry (self->runner, self->entry)->state;

  if (self->error != NULL && self->error->domain == UM_STEP_ERROR)
    {
      g_autofree char *detail = g_strdup (self->error->message);

      um_open_chain_settle (self, UM_STATE_FAILED, get_reason (self->error), detail);
    }
  else if (refusal != NULL && !self->changed && !um_open_chain_gives_back (self))
    um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_REFUSED, refusal);
  else if (is_barred (self))
    {
      self->lane->barred = TRUE;
      um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_GROUP_SYNCED, NULL);
    }
  /* What was asked before the step was about the user alone. */
  else if (now == UM_STATE_PENDING
           && g_error_matches (self->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_USER_GONE, NULL);
  else
    um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_NONE, NULL);
}

/* ---- a conflict ---- */

static gboolean
send_again_cb (gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = g_object_ref (self->runner);

  self->timer = 0;
  runner->n_busy--;
  um_runner_enqueue_sent (self);
  um_runner_check_end (runner);
  return G_SOURCE_REMOVE;
}

static gboolean
is_passing_conflict (UmOpenChain *self)
{
  gint64 now = g_get_monotonic_time ();

  if (!g_error_matches (self->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CONFLICT))
    return FALSE;
  if (self->reply == NULL || g_strcmp0 (self->reply->code, CODE_CONFLICT) != 0)
    return FALSE;
  if (self->conflict == 0)
    self->conflict = now;
  return now - self->conflict < CONFLICT_TOTAL;
}

/* It stays in the journal as sent: where it is found so after a crash it is asked about. */
static void
send_again_later (UmOpenChain *self)
{
  guint pause = MIN (CONFLICT_PAUSE << MIN (self->n_conflicts, 8), CONFLICT_LONGEST);

  um_run_width_conflict (&self->lane->width, g_get_monotonic_time ());
  self->n_conflicts++;
  self->runner->n_busy++;
  self->timer = g_timeout_add ((guint) (pause * g_random_double_range (0.7, 1.3)), send_again_cb,
                               self);
}

/* ---- answers ---- */

static void
note_attempts (UmOpenChain *self)
{
  UmRunner *runner = self->runner;
  UmRunEntry *entry;

  if (self->reply == NULL)
    return;
  entry = um_run_entry_copy (um_runner_get_entry (runner, self->entry));
  entry->attempts += self->reply->attempts;
  um_runner_set_entry (runner, self->entry, entry);
}

static void
forget_answer (UmOpenChain *self)
{
  note_attempts (self);
  g_clear_error (&self->error);
  g_clear_pointer (&self->reply, um_reply_unref);
}

/* Nothing can be asked now. */
static void
put_aside (UmOpenChain *self)
{
  forget_answer (self);
  um_open_chain_park (self);
}

/* What came too late for a key that is out of use says nothing of the one that took its place. */
static gboolean
is_of_old_key (UmOpenChain *self, const GError *error)
{
  return self->stale && um_runner_is_about_key (error);
}

/* Asks again with that one. */
static void
ask_anew (UmOpenChain *self)
{
  forget_answer (self);
  um_open_chain_resume (self);
}

/* It said no, whatever the step was: that is sent once more, unless an earlier attempt may have
 * taken effect. */
static void
send_anew (UmOpenChain *self)
{
  if (self->unclear || um_runner_get_entry (self->runner, self->entry)->state != UM_STATE_SENT)
    {
      ask_anew (self);
      return;
    }
  forget_answer (self);
  um_runner_enqueue_sent (self);
}

static gboolean
is_garbled (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_JSON);
}

static gboolean
makes_something (UmOpenChain *self)
{
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);

  return um_step_kind_find (entry->kind)->dup_made != NULL;
}

static gboolean
is_unclear (UmOpenChain *self)
{
  if (um_runner_get_entry (self->runner, self->entry)->state != UM_STATE_SENT)
    return FALSE;
  if (self->unclear)
    return TRUE;
  /* A 404 doesn't say whether the user or the group is gone. */
  return (!makes_something (self)
          && g_error_matches (self->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
         || g_error_matches (self->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SERVER)
         || g_error_matches (self->error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CUT)
         || is_garbled (self->error);
}

static void
take_error (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  if (is_of_old_key (self, self->error))
    {
      send_anew (self);
      return;
    }
  if (g_error_matches (self->error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || um_runner_wait_for (runner, um_open_chain_get_asked (self), self->error))
    {
      put_aside (self);
      return;
    }
  um_runner_note_answer (runner, um_open_chain_get_asked (self));
  if (is_passing_conflict (self) && !self->unclear)
    {
      note_attempts (self);
      send_again_later (self);
    }
  else if (is_unclear (self))
    {
      /* Whatever comes of the question, what may have been made isn't made once more. */
      self->unclear |= makes_something (self);
      um_open_chain_verify (self);
    }
  else
    settle_failure (self);
}

void
um_open_chain_take_answer (UmOpenChain *self, gboolean changed, const GError *error, UmReply *reply)
{
  UmRunner *runner = self->runner;

  g_clear_error (&self->error);
  g_clear_pointer (&self->reply, um_reply_unref);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->reply = reply != NULL ? um_reply_ref (reply) : NULL;
  self->changed = changed;
  self->unclear |= reply != NULL && reply->maybe_done;
  self->unclear |= error != NULL && changed;
  if (error != NULL)
    {
      take_error (self);
      return;
    }
  um_runner_note_answer (runner, um_open_chain_get_asked (self));
  if (changed || self->unclear)
    um_open_chain_settle (self, UM_STATE_DONE, UM_SKIP_NONE, NULL);
  else
    um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL);
}

/* ---- answers about a step ---- */

static gboolean
may_try_again (UmOpenChain *self)
{
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);

  return is_garbled (self->error) && um_step_kind_find (entry->kind)->repeatable
         && entry->attempts + 1 < MOST_ATTEMPTS;
}

static void
try_again (UmOpenChain *self)
{
  forget_answer (self);
  um_runner_enqueue (self);
}

static gboolean
has_group (UmOpenChain *self)
{
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);

  return um_step_kind_find (entry->kind)->find_async != NULL;
}

/* After an answer that wasn't clear. That something was given back is never believed of a read,
 * which may tell how it was before it was taken. */
static void
clear_up (UmOpenChain *self, UmStepVerdict verdict, const GError *error)
{
  gboolean not_found = g_error_matches (self->error, UM_ATLASSIAN_ERROR,
                                        UM_ATLASSIAN_ERROR_NOT_FOUND);

  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_USER_GONE, NULL);
  else if (error == NULL && not_found && has_group (self))
    /* Jira lists users it can't change any more (ATLASSIAN.md §3): it may be either of them. */
    um_open_chain_find_group (self);
  else if (not_found)
    um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_NONE, NULL);
  else if (error != NULL || verdict == UM_STEP_CANT_TELL
           || (verdict == UM_STEP_STANDS && um_open_chain_gives_back (self)))
    um_open_chain_settle (self, UM_STATE_UNKNOWN, UM_SKIP_NONE, NULL);
  else if (verdict == UM_STEP_STANDS)
    um_open_chain_settle (self, UM_STATE_DONE, UM_SKIP_NONE, NULL);
  else if (may_try_again (self))
    try_again (self);
  else
    settle_failure (self);
}

/* Before it is sent, or sent again. */
static void
go_on (UmOpenChain *self, UmStepVerdict verdict)
{
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);
  gboolean sent = entry->state == UM_STATE_SENT;

  if (um_open_chain_gives_back (self))
    um_runner_enqueue (self);
  else if (verdict == UM_STEP_STANDS && sent)
    um_open_chain_settle (self, UM_STATE_DONE, UM_SKIP_NONE, NULL);
  else if (verdict == UM_STEP_STANDS)
    um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_ALREADY_SO, NULL);
  else if (!sent || verdict == UM_STEP_DID_NOT || um_step_kind_find (entry->kind)->repeatable)
    um_runner_enqueue (self);
  else
    um_open_chain_settle (self, UM_STATE_UNKNOWN, UM_SKIP_NONE, NULL);
}

/* Whether @error, nullable, lets the question stand for later. */
static gboolean
is_put_off (UmOpenChain *self, const GError *error)
{
  if (error == NULL)
    return FALSE;
  if (is_of_old_key (self, error))
    {
      ask_anew (self);
      return TRUE;
    }
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !um_runner_wait_for_answer (self->runner, um_open_chain_get_asked (self), error))
    return FALSE;
  put_aside (self);
  return TRUE;
}

void
um_open_chain_take_group (UmOpenChain *self, const GError *error)
{
  if (is_put_off (self, error))
    return;
  um_runner_note_answer (self->runner, um_open_chain_get_asked (self));
  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    {
      self->lane->gone = TRUE;
      um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_GROUP_GONE, NULL);
    }
  else
    um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_NONE, NULL);
}

void
um_open_chain_take_verdict (UmOpenChain *self, UmStepVerdict verdict, const GError *error)
{
  if (is_put_off (self, error))
    return;
  um_runner_note_answer (self->runner, um_open_chain_get_asked (self));
  if (self->error != NULL)
    clear_up (self, verdict, error);
  else
    go_on (self, error != NULL ? UM_STEP_CANT_TELL : verdict);
}
