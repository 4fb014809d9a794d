/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading what a step acts on right before it is sent, where its kind asks for that: so the journal
 * has it before anything is done, and nobody is acted on who isn't as planned any more. */
#include "um-runner-private.h"

static UmRunEntry *
get_entry (UmOpenChain *self)
{
  return um_runner_get_entry (self->runner, self->entry);
}

gboolean
um_open_chain_needs_reading (UmOpenChain *self)
{
  const UmRunEntry *entry = get_entry (self);

  return entry->state == UM_STATE_PENDING && !self->was_read
         && um_step_kind_find (entry->kind)->read_async != NULL;
}

/* Takes the texts of @reading. */
static void
keep (UmOpenChain *self, UmStepReading *reading)
{
  UmRunEntry *entry = um_run_entry_copy (get_entry (self));

  g_free (entry->before);
  g_free (entry->argument);
  entry->before = g_steal_pointer (&reading->before);
  entry->argument = g_steal_pointer (&reading->argument);
  um_runner_set_entry (self->runner, self->entry, entry);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (UmConnection) connection = um_open_chain_end_asking (self);
  const UmStepKindInfo *kind = um_step_kind_find (get_entry (self)->kind);
  UmStepReading reading = { 0 };
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  if (!kind->read_finish (connection, result, get_entry (self), &reading, &reply, &error))
    um_open_chain_take_answer (self, FALSE, error, reply);
  else
    {
      um_runner_note_answer (runner, um_open_chain_get_asked (self));
      self->was_read = TRUE;
      keep (self, &reading);
      if (reading.skip != UM_SKIP_NONE)
        um_open_chain_settle (self, UM_STATE_SKIPPED, reading.skip, NULL);
      else
        um_open_chain_journal (self);
    }
  um_runner_pump (runner);
  um_runner_check_end (runner);
}

void
um_open_chain_read (UmOpenChain *self)
{
  UmRunner *runner = self->runner;

  um_open_chain_begin_asking (self);
  um_step_kind_find (get_entry (self)->kind)
    ->read_async (self->connection, get_entry (self), runner->cancellable, read_cb, self);
}
