/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Outcomes of a run are laid over the directory at once: what arrives within a moment becomes one
 * new generation, made on a worker. Main thread otherwise. */
#include "um-products-private.h"
#include "um-source-state-private.h"

#define DELAY_MS 250

typedef struct
{
  char *account_id;
  char *thing_id;
  UmSet set;
  gboolean member;
} LaidOver;

/* What a worker makes a new directory of. */
typedef struct
{
  UmDirectory *base;
  GArray *changes;
} Work;

static void
laid_over_clear (gpointer data)
{
  LaidOver *change = data;

  g_free (change->account_id);
  g_free (change->thing_id);
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
  GArray *changes = g_array_new (FALSE, FALSE, sizeof (LaidOver));

  g_array_set_clear_func (changes, laid_over_clear);
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
  g_autofree UmMembershipChange *changes = g_new (UmMembershipChange, work->changes->len);
  g_autoptr (UmDirectory) changed = NULL;
  g_autoptr (UmDirectory) settled = NULL;

  for (guint i = 0; i < work->changes->len; i++)
    {
      const LaidOver *change = &g_array_index (work->changes, LaidOver, i);

      changes[i] = (UmMembershipChange){
        .account_id = change->account_id,
        .set = change->set,
        .thing_id = change->thing_id,
        .member = change->member,
      };
    }
  changed = um_directory_apply (work->base, changes, work->changes->len);
  settled = um_products_settle (changed);
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
  if (self->directory == work->base)
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

  work->base = um_directory_ref (self->directory);
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
um_source_state_lay_over (
  UmSourceState *self, const char *account_id, UmSet set, const char *thing_id, gboolean member)
{
  LaidOver change = {
    .account_id = g_strdup (account_id),
    .thing_id = g_strdup (thing_id),
    .set = set,
    .member = member,
  };

  /* What isn't loaded has the outcomes of the journal laid over it when it is. */
  if (self->directory == NULL)
    {
      laid_over_clear (&change);
      return;
    }
  g_array_append_val (self->changes, change);
  if (self->changes_timer == 0)
    self->changes_timer = g_timeout_add (DELAY_MS, timer_cb, self);
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
