/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user's steps, one after the other: journal, request, answer. While something is under way for
 * it an open chain stands in no queue, and the runner lives. */
#include "um-runner-private.h"

/* Share of a new measurement in what the journal needs. */
#define SMOOTHING 0.1

UmOpenChain *
um_open_chain_new (UmRunner *runner, guint chain)
{
  UmOpenChain *self = g_new0 (UmOpenChain, 1);

  self->runner = runner;
  self->chain = chain;
  g_hash_table_add (runner->open, self);
  return self;
}

void
um_open_chain_free (UmOpenChain *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_error (&self->error);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self->made);
  g_free (self->account);
  g_free (self->place);
  g_free (self->left);
  g_free (self);
}

static const UmRunChain *
get_chain (UmOpenChain *self)
{
  return um_run_book_get_chain (self->runner->book, self->chain);
}

static UmRunEntry *
get_entry (UmOpenChain *self)
{
  return um_runner_get_entry (self->runner, self->entry);
}

static const UmStepKindInfo *
get_kind (UmOpenChain *self)
{
  return um_step_kind_find (get_entry (self)->kind);
}

static double
seconds_since (gint64 time)
{
  return (double) (g_get_monotonic_time () - time) / G_USEC_PER_SEC;
}

gboolean
um_open_chain_gives_back (UmOpenChain *self)
{
  return um_run_book_gives_back (self->runner->book, get_chain (self), self->entry);
}

gboolean
um_open_chain_goes_with (UmOpenChain *self, UmOpenChain *other)
{
  return get_kind (self) == get_kind (other);
}

/* ---- from step to step ---- */

/* What shares the outcome of another step wasn't sent. */
static gboolean
failed_at_server (const UmRunEntry *entry)
{
  return entry->sent != 0 && (entry->state == UM_STATE_FAILED || entry->state == UM_STATE_UNKNOWN)
         && (g_strcmp0 (entry->error, "server") == 0 || g_strcmp0 (entry->error, "cut") == 0);
}

static void
close_chain (UmOpenChain *self)
{
  UmRunner *runner = self->runner;
  const UmRunChain *chain = get_chain (self);
  gboolean at_server = FALSE;

  for (guint i = 0; i < chain->n_entries; i++)
    at_server |= failed_at_server (um_runner_get_entry (runner, chain->first + i));
  um_runner_note_failure (runner, at_server);
  g_hash_table_remove (runner->open, self);
  um_runner_pump (runner);
}

/* What is done to those who come is not done to somebody who was there. */
static UmSkip
find_skip_behind (const UmRunEntry *entry)
{
  if (entry->state == UM_STATE_FAILED || entry->state == UM_STATE_UNKNOWN)
    return UM_SKIP_EARLIER_FAILED;
  if (entry->skip == UM_SKIP_LAST_ADMIN || entry->skip == UM_SKIP_REFUSED)
    return UM_SKIP_EARLIER_SKIPPED;
  if (entry->kind == UM_STEP_INVITE && entry->place == NULL && entry->skip == UM_SKIP_ALREADY_SO)
    return UM_SKIP_LEFT_ALONE;
  return UM_SKIP_NONE;
}

/* Why a step isn't done after what became of those before it. What gives back what was taken is
 * done after a failure, too; where somebody else has taken it meanwhile that stays so. */
static UmSkip
find_skip (UmOpenChain *self, guint index, UmSkip behind)
{
  UmRunner *runner = self->runner;

  if (um_run_book_gives_back (runner->book, get_chain (self), index))
    {
      const UmRunEntry *first = um_runner_get_entry (runner, index - 1);

      if (um_run_pair_is_due (first))
        return UM_SKIP_NONE;
      if (first->skip == UM_SKIP_ALREADY_SO)
        return UM_SKIP_CHANGED_SINCE;
    }
  return behind;
}

/* Finds the step that is next; what follows a failed or refused one is skipped on
 * the way. */
static gboolean
find_next (UmOpenChain *self)
{
  UmRunner *runner = self->runner;
  const UmRunChain *chain = get_chain (self);
  UmSkip behind = UM_SKIP_NONE;

  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_runner_get_entry (runner, i);
      UmSkip skip = UM_SKIP_NONE;

      if (um_step_state_is_final (entry->state))
        behind = behind != UM_SKIP_NONE ? behind : find_skip_behind (entry);
      else if ((skip = find_skip (self, i, behind)) != UM_SKIP_NONE)
        {
          UmRunEntry *skipped = um_runner_change_entry (runner, i, UM_STATE_SKIPPED);

          skipped->skip = skip;
          um_runner_finish_entry (runner, i, skipped);
        }
      else
        {
          self->entry = i;
          return TRUE;
        }
    }
  return FALSE;
}

void
um_open_chain_advance (UmOpenChain *self)
{
  self->unclear = FALSE;
  self->was_read = FALSE;
  self->conflict = 0;
  self->n_conflicts = 0;
  if (find_next (self))
    um_runner_enqueue (self);
  else
    close_chain (self);
}

void
um_open_chain_resume (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  if (!find_next (self))
    {
      close_chain (self);
      return;
    }
  self->unclear = get_entry (self)->state == UM_STATE_SENT;
  /* What gives back is sent again at once: a read may tell how it was before it was taken. */
  if (!self->unclear || um_open_chain_gives_back (self))
    {
      um_runner_enqueue (self);
      return;
    }
  g_queue_push_tail (&runner->verifying, self);
  um_runner_pump (runner);
}

void
um_open_chain_park (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  self->was_read = FALSE;
  if (get_entry (self)->state == UM_STATE_SENT && !self->unclear)
    {
      um_runner_finish_entry (runner, self->entry,
                              um_runner_change_entry (runner, self->entry, UM_STATE_PENDING));
      um_run_book_get_lane (runner->book, get_entry (self))->taken = FALSE;
    }
  g_queue_push_tail (&runner->parked, self);
}

/* ---- requests ---- */

UmSourceState *
um_open_chain_get_asked (UmOpenChain *self)
{
  return self->at_site ? self->runner->site : self->runner->state;
}

/* Of an organisation's chain, what is about an issue is asked of the site. */
static void
note_site (UmOpenChain *self)
{
  self->at_site = self->runner->site != NULL && get_entry (self)->kind == UM_STEP_ISSUE_CREATE;
}

void
um_open_chain_begin_asking (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  self->at_site = FALSE;
  self->connection = um_connection_ref (runner->connection);
  runner->n_busy++;
  g_object_ref (runner);
}

UmConnection *
um_open_chain_end_asking (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  runner->n_busy--;
  self->stale = runner->connecting || self->connection != runner->connection;
  return g_steal_pointer (&self->connection);
}

/* ---- before the request ---- */

static void
mark_sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (GError) error = NULL;
  double seconds = seconds_since (self->asked);

  runner->n_busy--;
  self->lane->journaling--;
  runner->journal_seconds += SMOOTHING * (seconds - runner->journal_seconds);
  if (um_store_mark_sent_finish (runner->store, result, &error))
    um_runner_enqueue_sent (self);
  else
    {
      g_queue_push_tail (&runner->parked, self);
      um_runner_fail (runner, g_steal_pointer (&error));
    }
}

static void
mark_sent (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  um_runner_set_entry (runner, self->entry,
                       um_runner_change_entry (runner, self->entry, UM_STATE_SENT));
  self->asked = g_get_monotonic_time ();
  self->lane->taken = TRUE;
  self->lane->journaling++;
  runner->n_busy++;
  g_object_ref (runner);
  um_store_mark_sent_async (runner->store, runner->run->id, get_entry (self), mark_sent_cb, self);
}

static void
check_admins_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (UmConnection) connection = um_open_chain_end_asking (self);
  g_autoptr (GError) error = NULL;
  gboolean left;

  if (!um_run_admins_check_finish (runner->book->admins, result, &left, &error))
    um_open_chain_take_answer (self, FALSE, error, NULL);
  else if (left)
    mark_sent (self);
  else
    um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_LAST_ADMIN, NULL);
  um_runner_check_end (runner);
}

void
um_open_chain_journal (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  if (self->lane->gone)
    um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_GROUP_GONE, NULL);
  else if (self->lane->barred && !self->unclear)
    um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_GROUP_SYNCED, NULL);
  else if (self->lane->outcome != NULL)
    um_open_chain_follow (self);
  /* What was begun is ended, allowed or not: the answer to it tells. */
  else if (!um_open_chain_gives_back (self) && um_open_chain_needs_permit (self))
    um_open_chain_ask_permit (self);
  else if (um_open_chain_needs_reading (self))
    um_open_chain_read (self);
  else if (runner->book->admins == NULL
           || !um_run_admins_concern (runner->book->admins, get_entry (self)))
    mark_sent (self);
  else
    {
      um_open_chain_begin_asking (self);
      um_run_admins_check_async (runner->book->admins, self->connection, runner->cancellable,
                                 check_admins_cb, self);
    }
}

/* ---- the request ---- */

static void
note_made (UmOpenChain *self, GAsyncResult *result, const GError *error)
{
  g_clear_pointer (&self->made, g_free);
  g_clear_pointer (&self->account, g_free);
  g_clear_pointer (&self->place, g_free);
  if (error == NULL && get_kind (self)->dup_made != NULL)
    self->made = get_kind (self)->dup_made (result);
  if (get_kind (self)->dup_account != NULL)
    self->account = get_kind (self)->dup_account (result, &self->place);
}

/* Whether the account that was brought in was there all the time under an address that nobody was
 * shown: Atlassian answers for it as for a new one. */
static gboolean
was_there (UmOpenChain *self)
{
  UmDirectory *directory = um_source_state_get_own (self->runner->state);
  guint row = self->account != NULL ? um_directory_find (directory, self->account) : UM_NO_ROW;
  UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL };
  gboolean gone;

  if (row != UM_NO_ROW)
    get_kind (self)->look_up (directory, row, get_entry (self), &finding, &gone);
  return finding.verdict == UM_STEP_STANDS;
}

static void
note_left (UmOpenChain *self, GAsyncResult *result)
{
  g_clear_pointer (&self->left, g_free);
  if (get_kind (self)->dup_left != NULL)
    self->left = get_kind (self)->dup_left (result);
}

static void
perform_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (UmConnection) connection = um_open_chain_end_asking (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmReply) reply = NULL;
  gboolean changed = FALSE;
  gboolean full = self->lane->in_flight >= um_run_width_get (&self->lane->width);

  self->lane->in_flight--;
  runner->n_patient -= get_kind (self)->lasting;
  get_kind (self)->perform_finish (connection, result, &changed, &reply, &error);
  note_made (self, result, error);
  changed = changed && !was_there (self);
  note_left (self, result);
  if (error == NULL && reply != NULL && reply->attempts == 1)
    um_run_width_answer (&self->lane->width, g_get_monotonic_time (), seconds_since (self->asked),
                         full);
  um_open_chain_take_answer (self, changed, error, reply);
  um_runner_pump (runner);
  um_runner_check_end (runner);
}

/* Returns FALSE where it isn't sent: then it is over. */
static gboolean
begin_sending (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  if (self->lane->gone)
    {
      um_open_chain_settle (self, UM_STATE_FAILED, UM_SKIP_GROUP_GONE, NULL);
      return FALSE;
    }
  if (self->lane->barred && !self->unclear)
    {
      um_open_chain_settle (self, UM_STATE_SKIPPED, UM_SKIP_GROUP_SYNCED, NULL);
      return FALSE;
    }
  self->asked = g_get_monotonic_time ();
  self->lane->in_flight++;
  runner->n_patient += get_kind (self)->lasting;
  um_open_chain_begin_asking (self);
  note_site (self);
  return TRUE;
}

static void
perform (UmOpenChain *self)
{
  get_kind (self)->perform_async (self->connection, get_entry (self), self->runner->cancellable,
                                  perform_cb, self);
}

void
um_open_chain_send (UmOpenChain *self)
{
  if (begin_sending (self))
    perform (self);
}

void
um_open_chain_send_together (GQueue *chains)
{
  g_autoptr (GArray) shares = g_array_new (FALSE, FALSE, sizeof (UmStepShare));
  UmOpenChain *self = NULL;
  UmOpenChain *next;

  while ((next = g_queue_pop_head (chains)) != NULL)
    if (begin_sending (next))
      {
        UmStepShare share = { .entry = get_entry (next), .user_data = next };

        self = next;
        g_array_append_val (shares, share);
      }
  if (shares->len == 1)
    perform (self);
  else if (shares->len > 1)
    get_kind (self)->perform_together (self->connection, (const UmStepShare *) shares->data,
                                       shares->len, self->runner->cancellable, perform_cb);
}

static void
verify_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (UmConnection) connection = um_open_chain_end_asking (self);
  g_autoptr (GError) error = NULL;
  UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL };

  runner->n_verifying--;
  runner->n_patient -= um_step_kind_is_patient (get_kind (self));
  get_kind (self)->verify_finish (connection, result, get_entry (self), &finding, &error);
  note_made (self, result, error);
  note_left (self, result);
  um_open_chain_take_verdict (self, finding.verdict, error);
  um_runner_pump (runner);
  um_runner_check_end (runner);
}

void
um_open_chain_verify (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  runner->n_verifying++;
  runner->n_patient += um_step_kind_is_patient (get_kind (self));
  um_open_chain_begin_asking (self);
  note_site (self);
  get_kind (self)->verify_async (self->connection, get_entry (self), runner->cancellable, verify_cb,
                                 self);
}

static void
find_group_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (UmConnection) connection = um_open_chain_end_asking (self);
  g_autoptr (GError) error = NULL;

  get_kind (self)->find_finish (connection, result, &error);
  um_open_chain_take_group (self, error);
  um_runner_pump (runner);
  um_runner_check_end (runner);
}

void
um_open_chain_find_group (UmOpenChain *self)
{
  um_open_chain_begin_asking (self);
  get_kind (self)->find_async (self->connection, get_entry (self), self->runner->cancellable,
                               find_group_cb, self);
}
