/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of a run are laid over the directory at once: what arrives within a moment becomes one
 * new generation, made on a worker. Main thread otherwise. */
#include "um-products-private.h"
#include "um-source-state-private.h"

#define DELAY_MS 250

/* What a worker makes a new directory of. */
typedef struct
{
  UmDirectory *base;
  GArray *changes;
} Work;

static void
change_clear (gpointer data)
{
  UmUserChange *change = data;

  g_free ((char *) change->account_id);
  g_free ((char *) change->id);
  g_free ((char *) change->email);
}

static void
work_free (gpointer data)
{
  Work *work = data;

  um_directory_unref (work->base);
  g_array_unref (work->changes);
  g_free (work);
}

GArray *
um_lay_over_new_changes (void)
{
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (UmUserChange));

  g_array_set_clear_func (changes, change_clear);
  return changes;
}

void
um_lay_over_stop (UmSourceState *self)
{
  g_clear_handle_id (&self->changes_timer, g_source_remove);
}

static void
work_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Work *work = task_data;
  g_autoptr (UmDirectory) changed = um_directory_apply_user_changes (
    work->base, (const UmUserChange *) work->changes->data, work->changes->len);
  g_autoptr (UmDirectory) settled = um_products_settle (changed);

  um_directory_prepare_orders (settled);
  g_task_return_pointer (task, g_steal_pointer (&settled), (GDestroyNotify) um_directory_unref);
}

static void
return_settlers (UmSourceState *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->settlers);

  self->settlers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    g_task_return_boolean (waiting->pdata[i], TRUE);
}

static void
work_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *self = UM_SOURCE_STATE (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  g_autoptr (UmDirectory) directory = g_task_propagate_pointer (G_TASK (result), NULL);

  self->changes_busy = FALSE;
  if (self->own == work->base)
    um_source_state_set_directory (self, directory);
  else
    {
      /* A refresh came in between: once more, before those that came since. */
      g_array_insert_vals (self->changes, 0, work->changes->data, work->changes->len);
      g_array_set_clear_func (work->changes, NULL);
    }
  if (self->changes->len == 0)
    return_settlers (self);
}

static void
start_work (UmSourceState *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, work_cb, NULL);
  Work *work = g_new0 (Work, 1);

  work->base = um_directory_ref (self->own);
  work->changes = g_steal_pointer (&self->changes);
  self->changes = um_lay_over_new_changes ();
  self->changes_busy = TRUE;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, work_thread);
}

/* Runs until there is nothing left to lay over. */
static gboolean
timer_cb (gpointer user_data)
{
  UmSourceState *self = user_data;

  if (self->changes_busy)
    return G_SOURCE_CONTINUE;
  if (self->changes->len > 0)
    {
      start_work (self);
      return G_SOURCE_CONTINUE;
    }
  self->changes_timer = 0;
  return G_SOURCE_REMOVE;
}

void
um_source_state_lay_over (UmSourceState *self, const UmUserChange *change)
{
  UmUserChange copy = *change;

  /* What isn't loaded has the outcomes of the journal laid over it when it is. */
  if (self->own == NULL)
    return;
  copy.account_id = g_strdup (change->account_id);
  copy.id = g_strdup (change->id);
  copy.email = g_strdup (change->email);
  g_array_append_val (self->changes, copy);
  if (self->changes_timer == 0)
    self->changes_timer = g_timeout_add (DELAY_MS, timer_cb, self);
}

void
um_source_state_lay_over_entry (UmSourceState *self, const UmRunEntry *entry, const char *word)
{
  UmUserChange change;

  if (!um_user_change_from_step (entry->kind, entry->target, entry->place, word, &change))
    return;
  change.account_id = entry->account_id;
  um_source_state_lay_over (self, &change);
}

void
um_source_state_settle_async (UmSourceState *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, um_source_state_settle_async);
  if (self->changes->len == 0 && !self->changes_busy)
    g_task_return_boolean (task, TRUE);
  else
    g_ptr_array_add (self->settlers, g_steal_pointer (&task));
}

void
um_source_state_settle_finish (UmSourceState *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
}
