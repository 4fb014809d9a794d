/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan is about besides the snapshot: the roles of a few hundred users, then the API tokens
 * of as many. Main thread. */
#include "um-plan-facts-private.h"

#include "um-role-read-private.h"
#include "um-token-read-private.h"

typedef struct
{
  UmPlan *plan;           /* the caller's, who hands it to a worker next */
  GPtrArray *account_ids; /* its texts are the caller's */
} FactsJob;

static void
facts_job_free (FactsJob *job)
{
  g_ptr_array_unref (job->account_ids);
  g_free (job);
}

static void
tokens_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  FactsJob *job = g_task_get_task_data (task);
  GError *error = NULL;

  job->plan->tokens = um_token_read_finish (UM_SOURCE_STATE (source), result, &error);
  if (job->plan->tokens != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_tokens (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  FactsJob *job = g_task_get_task_data (task);

  if (um_token_read_is_needed (state, job->plan, job->account_ids->len))
    um_token_read_async (state, job->account_ids, g_task_get_cancellable (task), tokens_cb,
                         g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  /* What couldn't be read isn't known, and the plan says so. */
  if (!um_role_read_finish (UM_SOURCE_STATE (source), result, &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    read_tokens (task);
}

void
um_plan_facts_read_async (UmSourceState *state,
                          UmPlan *plan,
                          GPtrArray *account_ids,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  FactsJob *job = g_new (FactsJob, 1);

  g_task_set_source_tag (task, um_plan_facts_read_async);
  job->plan = plan;
  job->account_ids = g_ptr_array_ref (account_ids);
  g_task_set_task_data (task, job, (GDestroyNotify) facts_job_free);
  if (um_source_state_get_directory (state) == NULL)
    g_task_return_boolean (task, TRUE);
  else if (account_ids->len > 0 && um_role_read_is_needed (state, plan->actions, account_ids->len))
    um_role_read_async (state, account_ids, cancellable, roles_cb, g_object_ref (task));
  else
    read_tokens (task);
}

gboolean
um_plan_facts_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
