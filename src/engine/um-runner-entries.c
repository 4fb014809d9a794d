/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a runner knows of its entries: their states, the numbers, how fast it goes. An entry is
 * never changed once it can be seen: another takes its place. */
#include "um-runner-private.h"

#define PUBLISH_MS   100
#define PACE_SECONDS 60
/* Sooner nothing is said about the time left. */
#define PACE_LEAST 3

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
copy_numbers (UmRunner *self, UmRun *run)
{
  memcpy (run->steps, self->book->steps, sizeof run->steps);
  memcpy (run->users, self->book->users, sizeof run->users);
}

void
um_runner_publish (UmRunner *self, UmRunState state, gint64 finished)
{
  UmRun *run = um_run_copy (self->run);

  g_clear_handle_id (&self->publish_timer, g_source_remove);
  copy_numbers (self, run);
  run->state = state;
  run->finished = finished;
  um_run_unref (self->run);
  self->run = run;
  g_object_notify (G_OBJECT (self), "run");
}

static gboolean
publish_cb (gpointer user_data)
{
  UmRunner *self = user_data;

  self->publish_timer = 0;
  um_runner_publish (self, self->run->state, self->run->finished);
  return G_SOURCE_REMOVE;
}

static void
publish_soon (UmRunner *self)
{
  if (self->publish_timer == 0)
    self->publish_timer = g_timeout_add (PUBLISH_MS, publish_cb, self);
}

UmRunEntry *
um_runner_get_entry (UmRunner *self, guint index)
{
  return um_run_book_get_entry (self->book, index);
}

static void
count_pace (UmRunner *self)
{
  gint64 second = g_get_monotonic_time () / G_USEC_PER_SEC;

  if (self->pace == NULL)
    {
      self->pace = g_array_sized_new (FALSE, TRUE, sizeof (guint), PACE_SECONDS);
      g_array_set_size (self->pace, PACE_SECONDS);
      self->pace_started = second;
      self->pace_second = second;
    }
  for (; self->pace_second < second; self->pace_second++)
    g_array_index (self->pace, guint, (self->pace_second + 1) % PACE_SECONDS) = 0;
  g_array_index (self->pace, guint, second % PACE_SECONDS)++;
}

int
um_runner_guess_time_left (UmRunner *self)
{
  gint64 second = g_get_monotonic_time () / G_USEC_PER_SEC;
  gint64 span = MIN (second - self->pace_started, PACE_SECONDS - 1);
  guint64 n_steps = 0,
          left = self->book->steps[UM_STATE_PENDING] + self->book->steps[UM_STATE_SENT];

  if (left == 0)
    return 0;
  if (self->pace == NULL || span < PACE_LEAST)
    return -1;
  /* The second that isn't over doesn't count; those after the last step had none. */
  for (gint64 i = second - span; i < second && i <= self->pace_second; i++)
    n_steps += g_array_index (self->pace, guint, i % PACE_SECONDS);
  if (n_steps == 0)
    return -1;
  return (int) MIN (left * span / n_steps, G_MAXINT);
}

UmRunEntry *
um_runner_change_entry (UmRunner *self, guint index, UmStepState state)
{
  UmRunEntry *entry = um_run_entry_copy (um_runner_get_entry (self, index));

  entry->state = state;
  if (state == UM_STATE_SENT)
    entry->sent = now_ms ();
  else if (um_step_state_is_final (state))
    entry->finished = now_ms ();
  return entry;
}

static gboolean
is_known_to_stand (const UmRunEntry *entry)
{
  return entry->state == UM_STATE_DONE
         || (entry->state == UM_STATE_SKIPPED && entry->skip == UM_SKIP_ALREADY_SO);
}

void
um_runner_set_entry (UmRunner *self, guint index, UmRunEntry *entry)
{
  UmRunEntry *before = um_runner_get_entry (self, index);

  self->book->steps[before->state]--;
  self->book->steps[entry->state]++;
  self->book->entries->pdata[index] = entry;
  /* The entries of a run are numbered by chain, 0, 1, …, which is where the chain stands. */
  um_run_book_count_chain (self->book, um_run_book_get_chain (self->book, entry->chain));
  um_run_entry_unref (before);
  if (um_step_state_is_final (entry->state))
    count_pace (self);
  if (is_known_to_stand (entry) && !self->run->dry_run)
    um_source_state_lay_over_entry (self->state, entry, entry->after);
  publish_soon (self);
  g_signal_emit_by_name (self, "entry", entry);
}

void
um_runner_note_entry (UmRunner *self, guint index, const UmRunNote *note)
{
  UmRunEntry *before = um_runner_get_entry (self, index);
  UmRunEntry *entry = um_run_entry_copy (before);

  /* Who has seen the one before has its notes. */
  g_clear_pointer (&entry->notes, g_ptr_array_unref);
  entry->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_note_free);
  for (guint i = 0; before->notes != NULL && i < before->notes->len; i++)
    {
      const UmRunNote *kept = g_ptr_array_index (before->notes, i);

      g_ptr_array_add (entry->notes,
                       um_run_note_new (kept->n, kept->time, kept->kind, kept->found));
    }
  g_ptr_array_add (entry->notes, um_run_note_new (note->n, note->time, note->kind, note->found));
  self->book->entries->pdata[index] = entry;
  um_run_entry_unref (before);
  g_signal_emit_by_name (self, "entry", entry);
}

static void
finish_entry_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunner) self = user_data;
  g_autoptr (GError) error = NULL;

  self->outcomes--;
  if (!um_store_finish_entry_finish (self->store, result, &error))
    um_runner_fail (self, g_steal_pointer (&error));
  if (self->run->dry_run)
    um_runner_pump (self);
  um_runner_check_end (self);
}

void
um_runner_finish_entry (UmRunner *self, guint index, UmRunEntry *entry)
{
  um_runner_set_entry (self, index, entry);
  self->outcomes++;
  um_store_finish_entry_async (self->store, self->run->id, entry, finish_entry_cb,
                               g_object_ref (self));
}
