/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a run comes to its end: finished, cancelled, paused by closing the program, or because the
 * journal can't be written. */
#include "um-runner-private.h"

#include "um-recheck-private.h"
#include "um-source-state-private.h"

/* Entries marked in one go, so that the main loop never stalls. */
#define SWEEP 500

static void
detach (UmRunner *self)
{
  um_runner_set_connection (self, NULL);
  g_clear_signal_handler (&self->shutdown_handler, um_source_state_get_shutdown (self->state));
  g_clear_handle_id (&self->network_timer, g_source_remove);
  g_clear_handle_id (&self->publish_timer, g_source_remove);
  g_clear_handle_id (&self->pump_source, g_source_remove);
  g_clear_handle_id (&self->cut_timer, g_source_remove);
  um_runner_first_clear (self);
  g_queue_clear (&self->parked);
  g_hash_table_remove_all (self->open);
  g_clear_pointer (&self->lock, um_run_lock_free);
}

/* What was done is looked at once more in a while. */
static void
read_again_later (UmRunner *self)
{
  UmRecheck *recheck = self->state->recheck;

  if (self->fatal == NULL && !self->run->dry_run && self->run->finished != 0)
    um_recheck_begin (recheck);
  else
    um_recheck_go_on (recheck);
}

/* The runner may be gone when this returns. */
static void
return_task (UmRunner *self)
{
  g_autoptr (UmRunner) kept = g_object_ref (self);
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  detach (self);
  um_source_state_set_runner (self->state, NULL);
  read_again_later (self);
  um_source_state_runs_changed (self->state);
  if (self->fatal != NULL)
    g_task_return_error (task, g_error_copy (self->fatal));
  else
    g_task_return_pointer (task, um_run_ref (self->run), (GDestroyNotify) um_run_unref);
}

/* Whether it can be gone on with; also a cancelled one where users are still to be given something
 * back. */
static gboolean
stops_in_the_middle (UmRunner *self)
{
  return self->stopping && (!self->cancelling || self->book->n_owed > 0);
}

static UmRunState
get_end_state (UmRunner *self)
{
  if (stops_in_the_middle (self))
    return UM_RUN_PAUSED;
  if (self->book->n_left > 0)
    return UM_RUN_ATTENTION;
  if (self->cancelling)
    return UM_RUN_CANCELLED;
  return self->book->steps[UM_STATE_UNKNOWN] > 0 ? UM_RUN_ATTENTION : UM_RUN_FINISHED;
}

/* What the store has done to the entries that were still pending. */
static gboolean
sweep_cb (gpointer user_data)
{
  UmRunner *self = user_data;

  for (guint n = 0; n < SWEEP && self->swept < self->book->entries->len; n++, self->swept++)
    if (um_runner_get_entry (self, self->swept)->state == UM_STATE_PENDING)
      {
        UmRunEntry *entry = um_runner_change_entry (self, self->swept, UM_STATE_CANCELLED);

        entry->finished = self->finished;
        um_runner_set_entry (self, self->swept, entry);
      }
  if (self->swept < self->book->entries->len)
    return G_SOURCE_CONTINUE;
  self->sweep_source = 0;
  um_runner_publish (self, self->end_state, self->finished);
  return_task (self);
  return G_SOURCE_REMOVE;
}

static gboolean
is_cancelled (UmRunner *self)
{
  return self->cancelling && !stops_in_the_middle (self);
}

static void
end_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunner) self = user_data;
  GError *error = NULL;

  if (!um_store_set_run_state_finish (self->store, result, &error))
    {
      self->fatal = um_engine_problem (error, um_source_state_get_source (self->state)->name);
      return_task (self);
    }
  else if (is_cancelled (self))
    {
      self->swept = 0;
      self->sweep_source = g_idle_add (sweep_cb, self);
    }
  else
    {
      um_runner_publish (self, self->end_state, self->finished);
      return_task (self);
    }
}

/* What may have been sent and can't be asked about stays unknown; the user decides. */
static void
give_up (UmRunner *self)
{
  UmOpenChain *open;

  while ((open = g_queue_pop_head (&self->parked)) != NULL)
    {
      if (um_runner_get_entry (self, open->entry)->state == UM_STATE_SENT)
        {
          UmRunEntry *entry = um_runner_change_entry (self, open->entry, UM_STATE_UNKNOWN);

          g_free (entry->error);
          entry->error = g_strdup ("cut");
          um_runner_finish_entry (self, open->entry, entry);
        }
      g_hash_table_remove (self->open, open);
    }
}

static void
end (UmRunner *self)
{
  self->ending = TRUE;
  g_clear_handle_id (&self->sweep_source, g_source_remove);
  if (is_cancelled (self))
    give_up (self);
  self->end_state = get_end_state (self);
  self->finished = self->end_state == UM_RUN_PAUSED ? 0 : g_get_real_time () / 1000;
  um_store_set_run_state_async (self->store, self->run->id, self->end_state, self->finished,
                                is_cancelled (self), end_cb, g_object_ref (self));
}

/* ---- a cancellation that has to wait ---- */

static gboolean
leave_cb (gpointer user_data)
{
  g_autoptr (UmRunner) self = g_object_ref (user_data);

  for (guint n = 0; n < SWEEP && self->swept < self->book->entries->len; n++, self->swept++)
    {
      const UmRunEntry *entry = um_runner_get_entry (self, self->swept);

      if (entry->state == UM_STATE_PENDING
          && um_run_book_get_chain (self->book, entry->chain)->pair != UM_RUN_PAIR_OWED)
        um_runner_finish_entry (self, self->swept,
                                um_runner_change_entry (self, self->swept, UM_STATE_CANCELLED));
    }
  if (self->swept < self->book->entries->len)
    return G_SOURCE_CONTINUE;
  self->sweep_source = 0;
  self->is_left = TRUE;
  um_runner_check_end (self);
  return G_SOURCE_REMOVE;
}

/* Nothing can be sent, and users are still to be given something back. What wasn't begun is
 * cancelled now, so that whoever goes on with the run after a restart ends just the rest. */
static void
leave_rest (UmRunner *self)
{
  if (self->sweep_source != 0)
    return;
  self->swept = 0;
  self->sweep_source = g_idle_add (leave_cb, self);
}

/* ---- a pause that lasts ---- */

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunner) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!um_store_set_run_state_finish (self->store, result, &error))
    um_runner_fail (self, g_steal_pointer (&error));
}

static void
keep_as (UmRunner *self, UmRunState state)
{
  self->kept_as_paused = state == UM_RUN_PAUSED;
  um_store_set_run_state_async (self->store, self->run->id, state, 0, FALSE, keep_cb,
                                g_object_ref (self));
  um_runner_publish (self, state, 0);
  um_source_state_runs_changed (self->state);
}

void
um_runner_keep_as_running (UmRunner *self)
{
  if (self->kept_as_paused)
    keep_as (self, UM_RUN_RUNNING);
}

/* ---- whether it is over ---- */

static void
park_queue (GQueue *queue)
{
  UmOpenChain *open;

  while ((open = g_queue_pop_head (queue)) != NULL)
    um_open_chain_park (open);
}

/* Takes what can't go on out of the lanes: nothing is left in the journal as sent that wasn't. */
static void
park_all (UmRunner *self)
{
  for (guint i = 0; i < self->book->lanes->len; i++)
    {
      UmRunLane *lane = g_ptr_array_index (self->book->lanes, i);

      park_queue (&lane->waiting);
      park_queue (&lane->ready);
    }
  park_queue (&self->verifying);
}

static gboolean
is_at_rest (UmRunner *self)
{
  return g_hash_table_size (self->open) == 0 || !um_runner_may_send (self);
}

void
um_runner_check_end (UmRunner *self)
{
  if (self->ending || self->task == NULL || self->n_busy > 0 || self->connecting)
    return;
  if (self->fatal != NULL)
    {
      if (self->outcomes > 0)
        return;
      self->ending = TRUE;
      return_task (self);
      return;
    }
  if (!um_runner_may_send (self))
    park_all (self);
  if (self->cancelling || self->stopping)
    {
      if (g_hash_table_size (self->open) != self->parked.length)
        return;
      if (self->cancelling && self->book->n_owed > 0 && !self->is_left)
        leave_rest (self);
      else if (self->stopping || self->book->n_owed == 0)
        end (self);
    }
  else if (g_hash_table_size (self->open) == 0 && um_runner_is_exhausted (self)
           && self->first_settled)
    end (self);
  else if (um_runner_is_resumable (self) && is_at_rest (self) && !self->kept_as_paused)
    keep_as (self, UM_RUN_PAUSED);
}
