/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source shows: its own directory, completed by that of its organisation where it is linked
 * (um-directory-complete.h). Whenever one of the two becomes another, a worker makes the next
 * whole; what comes meanwhile is looked at when that is done. Nothing of it is kept on disk. Main
 * thread otherwise. */
#include "um-source-state-private.h"

/* What a worker makes a whole of. */
typedef struct
{
  UmSourceState *partner;
  UmCompletion made;   /* its whole is what comes out */
  UmCompletion before; /* what was made last */
} Work;

static UmDirectory *
ref_directory (UmDirectory *directory)
{
  return directory != NULL ? um_directory_ref (directory) : NULL;
}

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->partner);
  um_completion_clear (&work->made);
  um_completion_clear (&work->before);
  g_free (work);
}

static void
complete_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Work *work = data;

  work->made.whole = um_directory_complete (work->made.own, work->made.known, work->made.site,
                                            work->before.whole != NULL ? &work->before : NULL);
  um_directory_prepare_orders (work->made.whole);
  g_task_return_boolean (task, TRUE);
}

static gboolean
can_complete (UmSourceState *self)
{
  return self->partner != NULL && self->partner->own != NULL && self->source->cloud_id != NULL;
}

/* Whether what was made last is of what there is now. */
static gboolean
is_complete (UmSourceState *self)
{
  return um_completion_stands (&self->completion, self->own, self->partner->own,
                               self->source->cloud_id)
         && self->directory == self->completion.whole;
}

static void
return_completers (UmSourceState *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->completers);

  self->completers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (waiting->pdata[i], TRUE);
}

/* Takes what was made, unless the link has changed meanwhile. */
static void
take_whole (UmSourceState *self, Work *work)
{
  if (self->partner != work->partner || g_strcmp0 (self->source->cloud_id, work->made.site) != 0)
    return;
  um_completion_clear (&self->completion);
  self->completion = work->made;
  work->made = (UmCompletion){ NULL };
  um_source_state_show (self, self->completion.whole);
}

static void
completed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);

  self->completing = FALSE;
  take_whole (self, g_task_get_task_data (G_TASK (result)));
  um_source_state_complete (self);
}

static void
start_work (UmSourceState *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, completed_cb, NULL);
  Work *work = g_new0 (Work, 1);

  work->partner = g_object_ref (self->partner);
  work->made.own = um_directory_ref (self->own);
  work->made.known = um_directory_ref (self->partner->own);
  work->made.site = g_strdup (self->source->cloud_id);
  work->before.own = ref_directory (self->completion.own);
  work->before.known = ref_directory (self->completion.known);
  work->before.whole = ref_directory (self->completion.whole);
  work->before.site = g_strdup (self->completion.site);
  self->completing = TRUE;
  g_task_set_source_tag (task, start_work);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, complete_thread);
}

void
um_source_state_complete (UmSourceState *self)
{
  if (self->own == NULL || self->completing)
    return;
  if (can_complete (self) && !is_complete (self))
    {
      start_work (self);
      return;
    }
  if (!can_complete (self))
    {
      um_completion_clear (&self->completion);
      if (self->directory != self->own)
        um_source_state_show (self, self->own);
    }
  return_completers (self);
}

void
um_source_state_set_directory (UmSourceState *self, UmDirectory *directory)
{
  g_autoptr (UmDirectory) before = g_steal_pointer (&self->own);

  self->own = um_directory_ref (directory);
  um_source_state_complete (self);
}

UmDirectory *
um_source_state_get_own (UmSourceState *self)
{
  return self->own;
}

void
um_source_state_set_partner (UmSourceState *self, UmSourceState *partner)
{
  /* Its snapshot is needed as soon as this one is. */
  if (g_set_object (&self->partner, partner) && partner != NULL && partner->own == NULL
      && self->own != NULL)
    um_source_state_load_async (partner, NULL, NULL, NULL);
  um_source_state_complete (self);
}

UmSourceState *
um_source_state_get_partner (UmSourceState *self)
{
  return self->partner;
}

void
um_source_state_whole_async (UmSourceState *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, um_source_state_whole_async);
  g_ptr_array_add (self->completers, task);
  um_source_state_complete (self);
}

void
um_source_state_whole_finish (UmSourceState *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
}
