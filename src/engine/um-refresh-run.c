/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a refresh goes: outcomes of runs are laid over, the snapshot is loaded, the source connected,
 * then users, groups and members are read, or a part of them. The refresh is its task's, main
 * thread; what is read goes into a draft that a strand fills. */
#include "um-refresh-private.h"

#include "um-problem.h"
#include "um-recheck-private.h"
#include "um-source-state-private.h"

#define FRESH_SECONDS 3600 /* what an interrupted one has read needn't be read again so long */
#define MAX_LOSS      10   /* percent of the users */

/* Whether it reads some groups or users alone. */
static gboolean
is_part (UmRefresh *self)
{
  return self->group_ids != NULL || self->account_ids != NULL;
}

/* ---- the end ---- */

static gboolean
cancel_cb (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (((UmRefresh *) user_data)->cancellable);
  return G_SOURCE_REMOVE;
}

/* A source and no handler: what ends within a handler of the signal can't let go of it. */
static GSource *
follow (UmRefresh *self, GCancellable *cancellable)
{
  GSource *source;

  if (cancellable == NULL)
    return NULL;
  source = g_cancellable_source_new (cancellable);
  g_source_set_callback (source, G_SOURCE_FUNC (cancel_cb), self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
  return source;
}

static void
unfollow (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Ends the task with the error that was kept, or with success. */
static void
finish (GTask *task)
{
  UmRefresh *self = g_task_get_task_data (task);
  g_autoptr (GError) error = g_steal_pointer (&self->error);

  unfollow (&self->outer_source);
  unfollow (&self->shutdown_source);
  g_clear_handle_id (&self->publish_timer, g_source_remove);
  if (error != NULL)
    {
      g_autofree char *host = um_source_dup_host (um_source_state_get_source (self->state));

      error = um_source_state_take_problem (self->state, g_steal_pointer (&error), host);
    }
  else
    um_source_state_set_health (self->state, UM_HEALTH_CONNECTED, NULL);
  um_refresh_set_progress (self, UM_REFRESH_OVER, self->done, self->total);
  um_source_state_set_refresh (self->state, NULL);
  um_recheck_go_on (self->state->recheck);
  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
fail (GTask *task, GError *error)
{
  UmRefresh *self = g_task_get_task_data (task);

  self->error = error;
  finish (task);
}

/* ---- what changed ---- */

static void
compare_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UmRefresh *self = source;

  um_refresh_compare (self->before, data, &self->summary);
  g_task_return_boolean (task, TRUE);
}

static void
runs_compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  um_recheck_compare_finish (UM_SOURCE_STATE (source), result);
  finish (task);
}

/* What runs did is compared with what was read whole. */
static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmRefresh *self = g_task_get_task_data (task);

  if (is_part (self) || (self->flags & UM_REFRESH_USERS_ONLY))
    finish (task);
  else
    um_recheck_compare_async (self->state, self->since, runs_compared_cb, g_steal_pointer (&task));
}

static void
published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* Why it stopped is told before what became of the part that was read. */
  if (!um_refresh_read_finish (self, result, &error) && self->error == NULL)
    self->error = g_steal_pointer (&error);
  if (self->error != NULL)
    finish (task);
  else
    um_strand_run_async (
      self->strand, self, compare_thread, um_directory_ref (um_source_state_get_own (self->state)),
      (GDestroyNotify) um_directory_unref, NULL, compared_cb, g_steal_pointer (&task));
}

/* ---- members ---- */

static void
members_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  gboolean all = !is_part (self);

  g_clear_handle_id (&self->publish_timer, g_source_remove);
  if (um_refresh_read_finish (self, result, &self->error))
    um_refresh_set_progress (self, UM_REFRESH_SAVING, self->done, self->total);
  if (all && self->error == NULL)
    self->mark.members_due = FALSE;
  um_refresh_publish_async (self,
                            all && self->error == NULL ? self->members_started : UM_TIME_UNKNOWN,
                            published_cb, user_data);
}

static void
read_members (GTask *task, GPtrArray *ids, gboolean by_user)
{
  UmRefresh *self = g_task_get_task_data (task);

  um_refresh_begin_publishing (self);
  um_refresh_read_members_async (self, ids, by_user, members_cb, g_object_ref (task));
}

/* ---- groups ---- */

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  g_task_return_pointer (task, um_draft_list_unread (data), (GDestroyNotify) g_ptr_array_unref);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) ids = g_task_propagate_pointer (G_TASK (result), NULL);

  read_members (task, ids, TRUE);
}

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_refresh_read_finish (self, result, &error))
    um_strand_run_async (self->strand, self, list_thread, self->draft, NULL, NULL, listed_cb,
                         g_steal_pointer (&task));
  else
    fail (task, error);
}

static void
read_groups (GTask *task)
{
  UmRefresh *self = g_task_get_task_data (task);

  self->members_started = self->going_on ? um_directory_get_users_read (self->before)
                                         : g_get_real_time () / G_USEC_PER_SEC;
  self->since = self->going_on ? self->members_started * 1000
                               : g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  um_refresh_read_groups_async (self, groups_cb, g_object_ref (task));
}

/* ---- users ---- */

static void
users_published_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!um_refresh_read_finish (self, result, &error))
    {
      fail (task, error);
      return;
    }
  if (self->mark.members_due)
    read_groups (task);
  else
    um_strand_run_async (
      self->strand, self, compare_thread, um_directory_ref (um_source_state_get_own (self->state)),
      (GDestroyNotify) um_directory_unref, NULL, compared_cb, g_steal_pointer (&task));
}

/* Refuses a list that lacks too many of those who were there: more likely than that they are gone
 * is that the key sees less than it did. */
static gboolean
accept_loss (UmRefresh *self, guint n_lost, GError **error)
{
  guint n_before = self->before != NULL ? um_directory_get_n_rows (self->before) : 0;

  if ((guint64) n_lost * 100 <= (guint64) n_before * MAX_LOSS
      || (self->flags & UM_REFRESH_ACCEPT_LOSS))
    return TRUE;
  g_set_error (error, UM_PROBLEM, UM_PROBLEM_LOSES_USERS, "%u",
               (guint) (((guint64) n_lost * 100 + n_before - 1) / n_before));
  return FALSE;
}

static void
end_users_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UmRefresh *self = source;
  GError *error = NULL;

  if (accept_loss (self, um_draft_count_lost (self->draft), &error))
    g_task_return_pointer (task, um_draft_end_users (self->draft, self->users_started),
                           (GDestroyNotify) um_directory_unref);
  else
    g_task_return_error (task, error);
}

static void
users_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (UmDirectory) directory = g_task_propagate_pointer (G_TASK (result), &error);

  if (directory == NULL)
    {
      fail (task, error);
      return;
    }
  self->mark.members_due = (self->flags & UM_REFRESH_USERS_ONLY) == 0;
  um_refresh_swap_in_async (self, directory, users_published_cb, g_steal_pointer (&task));
}

static void
users_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (self->state));
  g_autoptr (GError) error = NULL;

  if (um_refresh_read_finish (self, result, &error))
    {
      um_strand_run_async (self->strand, self, end_users_thread, NULL, NULL, self->cancellable,
                           users_ended_cb, g_steal_pointer (&task));
      return;
    }
  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN))
    fail (task, g_error_new_literal (UM_PROBLEM, UM_PROBLEM_CANT_BROWSE, host));
  else
    fail (task, g_steal_pointer (&error));
}

/* ---- the beginning ---- */

/* Whether the snapshot is that of a refresh that was interrupted a short while ago: its users are
 * new, but its members aren't all of that time. */
static gboolean
can_go_on (UmRefresh *self)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  gint64 users_read;

  if (self->before == NULL || !self->mark.members_due
      || (self->flags & (UM_REFRESH_USERS_ONLY | UM_REFRESH_ACCEPT_LOSS)))
    return FALSE;
  users_read = um_directory_get_users_read (self->before);
  return users_read <= now && now - users_read < FRESH_SECONDS;
}

static GPtrArray *
list_ids (char **ids)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; ids[i] != NULL; i++)
    g_ptr_array_add (list, g_strdup (ids[i]));
  return list;
}

/* The members of groups come after the users: what is said of a user read alone is the same. */
static void
together_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  g_autoptr (GPtrArray) ids = NULL;

  if (self->group_ids == NULL || self->group_ids[0] == NULL)
    {
      members_cb (source, result, g_steal_pointer (&task));
      return;
    }
  if (!um_refresh_read_finish (self, result, &self->error))
    {
      finish (task);
      return;
    }
  ids = list_ids (self->group_ids);
  read_members (task, ids, FALSE);
}

/* ---- an organisation, all at once ---- */

static guint
count_lost (UmDirectory *before, UmDirectory *after)
{
  guint n_lost = 0;

  for (guint row = 0; before != NULL && row < um_directory_get_n_rows (before); row++)
    n_lost += um_directory_find (after, um_directory_get_account_id (before, row)) == UM_NO_ROW;
  return n_lost;
}

static UmDirectory *
end_org (UmRefresh *self)
{
  if (!is_part (self))
    return um_org_draft_end (self->org_draft, self->users_started, self->users_started);
  um_org_draft_renew (self->org_draft, self->before);
  return um_org_draft_end (self->org_draft, um_directory_get_users_read (self->before),
                           um_directory_get_members_read (self->before));
}

static void
end_org_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UmRefresh *self = source;
  GError *error = NULL;
  g_autoptr (UmDirectory) directory = end_org (self);

  if (is_part (self) || accept_loss (self, count_lost (self->before, directory), &error))
    g_task_return_pointer (task, g_steal_pointer (&directory), (GDestroyNotify) um_directory_unref);
  else
    g_task_return_error (task, error);
}

static void
org_ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (UmDirectory) directory = g_task_propagate_pointer (G_TASK (result), &error);

  if (directory == NULL)
    fail (task, error);
  else
    um_refresh_swap_in_async (self, directory, published_cb, g_steal_pointer (&task));
}

static void
org_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!um_refresh_read_finish (self, result, &error))
    {
      fail (task, error);
      return;
    }
  um_refresh_set_progress (self, UM_REFRESH_SAVING, self->done, self->total);
  um_strand_run_async (self->strand, self, end_org_thread, NULL, NULL, NULL, org_ended_cb,
                       g_steal_pointer (&task));
}

/* Takes @task. */
static void
read_org (GTask *task)
{
  UmRefresh *self = g_task_get_task_data (task);

  self->org_draft = um_org_draft_new ();
  self->since = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  self->users_started = g_get_real_time () / G_USEC_PER_SEC;
  if (is_part (self))
    um_refresh_read_org_part_async (self, org_cb, task);
  else
    um_refresh_read_org_async (self, org_cb, task);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *state = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  UmRefresh *self = g_task_get_task_data (task);
  g_autoptr (GPtrArray) ids = NULL;
  GError *error = NULL;

  self->connection = um_source_state_connect_finish (state, result, &error);
  if (self->connection == NULL)
    {
      fail (task, error);
      return;
    }
  um_refresh_follow_limiter (self, um_http_get_limiter (um_connection_get_http (self->connection)));
  if (um_source_state_get_source (state)->kind == UM_SOURCE_ACCESS)
    {
      read_org (g_steal_pointer (&task));
      return;
    }
  self->draft = um_draft_new (self->before);
  self->going_on = can_go_on (self);
  self->users_started = g_get_real_time () / G_USEC_PER_SEC;
  if (self->account_ids != NULL && (self->flags & UM_REFRESH_TOGETHER))
    {
      ids = list_ids (self->account_ids);
      um_refresh_read_together_async (self, ids, together_cb, g_steal_pointer (&task));
    }
  else if (self->group_ids != NULL)
    {
      ids = list_ids (self->group_ids);
      read_members (task, ids, FALSE);
    }
  else if (self->account_ids != NULL)
    {
      ids = list_ids (self->account_ids);
      um_refresh_read_alone_async (self, ids, members_cb, g_steal_pointer (&task));
    }
  else if (self->going_on)
    read_groups (task);
  else
    um_refresh_read_users_async (self, users_cb, g_steal_pointer (&task));
}

static void
load_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *state = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  UmRefresh *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gboolean loaded = um_source_state_load_finish (state, result, &error);
  gboolean first = g_error_matches (error, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED);

  /* Parts can be read anew only where there is a whole. */
  if (!loaded && (!first || is_part (self)))
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  self->mark = state->mark;
  if (loaded)
    self->before = um_directory_ref (um_source_state_get_own (state));
  um_source_state_connect_async (state, self->cancellable, connect_cb, g_steal_pointer (&task));
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *state = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  UmRefresh *self = g_task_get_task_data (task);

  um_source_state_settle_finish (state, result);
  um_source_state_catch_up_async (state, self->cancellable, load_cb, g_steal_pointer (&task));
}

void
um_source_state_refresh_async (UmSourceState *state,
                               UmRefreshFlags flags,
                               const char *const *group_ids,
                               const char *const *account_ids,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmRefresh *self;

  g_task_set_source_tag (task, um_source_state_refresh_async);
  g_task_set_check_cancellable (task, FALSE);
  if (group_ids != NULL && account_ids != NULL && !(flags & UM_REFRESH_TOGETHER))
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                               "either groups or users are refreshed alone");
      return;
    }
  if (um_source_state_get_refresh (state) != NULL || um_source_state_get_runner (state) != NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_BUSY, "%s",
                               um_source_state_get_source (state)->name);
      return;
    }
  self = g_object_new (UM_TYPE_REFRESH, NULL);
  self->state = g_object_ref (state);
  self->flags = flags;
  self->group_ids = g_strdupv ((char **) group_ids);
  self->account_ids = g_strdupv ((char **) account_ids);
  self->outer_source = follow (self, cancellable);
  self->shutdown_source = follow (self, um_source_state_get_shutdown (state));
  g_task_set_task_data (task, self, g_object_unref);
  um_recheck_hold (state->recheck);
  um_source_state_set_refresh (state, self);
  um_source_state_settle_async (state, settled_cb, g_steal_pointer (&task));
}

gboolean
um_source_state_refresh_finish (UmSourceState *state,
                                GAsyncResult *result,
                                UmRefreshSummary *summary,
                                GError **error)
{
  UmRefresh *self;

  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  self = g_task_get_task_data (G_TASK (result));
  if (summary != NULL)
    *summary = self != NULL ? self->summary : (UmRefreshSummary){ 0 };
  return g_task_propagate_boolean (G_TASK (result), error);
}
