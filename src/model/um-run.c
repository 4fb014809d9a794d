/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a run and its entries. Counted atomically; filled by their maker, then only read.
 */
#include "um-run.h"

/* The higher, the more a person has to know of it. */
static const guint8 state_ranks[UM_N_STATES] = {
  [UM_STATE_SKIPPED] = 0, [UM_STATE_DONE] = 1,   [UM_STATE_CANCELLED] = 2, [UM_STATE_PENDING] = 3,
  [UM_STATE_SENT] = 4,    [UM_STATE_FAILED] = 5, [UM_STATE_UNKNOWN] = 6,
};

UmRun *
um_run_new (void)
{
  UmRun *self = g_atomic_rc_box_new0 (UmRun);

  self->id = g_uuid_string_random ();
  return self;
}

UmRun *
um_run_copy (const UmRun *self)
{
  UmRun *copy = g_atomic_rc_box_new (UmRun);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->plan_id = g_strdup (self->plan_id);
  copy->of = g_strdup (self->of);
  copy->source_id = g_strdup (self->source_id);
  copy->source_name = g_strdup (self->source_name);
  copy->actions = g_strdup (self->actions);
  copy->expression = g_strdup (self->expression);
  copy->reason = g_strdup (self->reason);
  copy->who = g_strdup (self->who);
  copy->system_user = g_strdup (self->system_user);
  return copy;
}

static void
clear_run (gpointer data)
{
  UmRun *self = data;

  g_free (self->id);
  g_free (self->plan_id);
  g_free (self->of);
  g_free (self->source_id);
  g_free (self->source_name);
  g_free (self->actions);
  g_free (self->expression);
  g_free (self->reason);
  g_free (self->who);
  g_free (self->system_user);
}

UmRun *
um_run_ref (UmRun *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
um_run_unref (UmRun *self)
{
  g_atomic_rc_box_release_full (self, clear_run);
}

UmRunEntry *
um_run_entry_new (void)
{
  return g_atomic_rc_box_new0 (UmRunEntry);
}

UmRunEntry *
um_run_entry_copy (const UmRunEntry *self)
{
  UmRunEntry *copy = g_atomic_rc_box_new (UmRunEntry);

  *copy = *self;
  copy->account_id = g_strdup (self->account_id);
  copy->name = g_strdup (self->name);
  copy->target = g_strdup (self->target);
  copy->target_name = g_strdup (self->target_name);
  copy->place = g_strdup (self->place);
  copy->argument = g_strdup (self->argument);
  copy->before = g_strdup (self->before);
  copy->after = g_strdup (self->after);
  copy->skip_detail = g_strdup (self->skip_detail);
  copy->error = g_strdup (self->error);
  copy->message = g_strdup (self->message);
  copy->method = g_strdup (self->method);
  copy->path = g_strdup (self->path);
  copy->request_id = g_strdup (self->request_id);
  copy->body = g_strdup (self->body);
  copy->notes = self->notes != NULL ? g_ptr_array_ref (self->notes) : NULL;
  return copy;
}

static void
clear_entry (gpointer data)
{
  UmRunEntry *self = data;

  g_free (self->account_id);
  g_free (self->name);
  g_free (self->target);
  g_free (self->target_name);
  g_free (self->place);
  g_free (self->argument);
  g_free (self->before);
  g_free (self->after);
  g_free (self->skip_detail);
  g_free (self->error);
  g_free (self->message);
  g_free (self->method);
  g_free (self->path);
  g_free (self->request_id);
  g_free (self->body);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

UmRunEntry *
um_run_entry_ref (UmRunEntry *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
um_run_entry_unref (UmRunEntry *self)
{
  g_atomic_rc_box_release_full (self, clear_entry);
}

UmRunNote *
um_run_note_new (guint n, gint64 time, UmNoteKind kind, const char *found)
{
  UmRunNote *self = g_new0 (UmRunNote, 1);

  self->n = n;
  self->time = time;
  self->kind = kind;
  self->found = g_strdup (found);
  return self;
}

void
um_run_note_free (UmRunNote *self)
{
  g_free (self->found);
  g_free (self);
}

UmStepState
um_run_entry_get_outcome (const UmRunEntry *self)
{
  UmStepState state = self->state;

  if (state != UM_STATE_UNKNOWN && state != UM_STATE_SENT)
    return state;
  for (guint i = 0; self->notes != NULL && i < self->notes->len; i++)
    {
      const UmRunNote *note = g_ptr_array_index (self->notes, i);

      if (note->kind == UM_NOTE_FOUND)
        state = g_strcmp0 (note->found, self->after) == 0 ? UM_STATE_DONE : UM_STATE_FAILED;
    }
  return state;
}

UmStepState
um_step_state_worse (UmStepState a, UmStepState b)
{
  return state_ranks[a] >= state_ranks[b] ? a : b;
}

gboolean
um_run_state_is_open (UmRunState state)
{
  return state == UM_RUN_RUNNING || state == UM_RUN_PAUSED || state == UM_RUN_INTERRUPTED;
}

gboolean
um_step_state_is_final (UmStepState state)
{
  return state != UM_STATE_PENDING && state != UM_STATE_SENT;
}
