/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a run to the plan that undoes it, or does again what has failed in it. A retry has the
 * actions of the run's own plan behind the one that says what has failed. Main thread; one
 * operation per task. */
#include "um-planner.h"

#include "um-engine-private.h"
#include "um-plan-file-private.h"
#include "um-problem.h"
#include "um-source-state-private.h"

#include <string.h>

typedef struct
{
  UmPlanRelation relation;
  char *run_id; /* as given */
  char **entries;
  char *reason;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_free (self->run_id);
  g_strfreev (self->entries);
  g_free (self->reason);
  g_free (self);
}

static UmPlanAction *
new_action (const Making *self, const char *run_id)
{
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  const char *ids[] = { run_id, NULL };

  g_variant_builder_add (&inputs, "{s^as}", um_input_kind_to_nick (UM_INPUT_RUN), ids);
  if (self->entries != NULL)
    g_variant_builder_add (&inputs, "{s^as}", um_input_kind_to_nick (UM_INPUT_ENTRIES),
                           self->entries);
  return um_plan_action_new (self->relation == UM_OF_UNDO ? "undo" : "retry",
                             g_variant_builder_end (&inputs));
}

/* Those of the run's own plan; where that was a retry, those that it has done again. */
static gboolean
add_actions_of (GPtrArray *actions, const char *plan_text, GError **error)
{
  g_autoptr (GBytes) text = g_bytes_new (plan_text, strlen (plan_text));
  g_autoptr (UmPlanFile) file = um_plan_file_parse (text, error);

  if (file == NULL)
    return FALSE;
  for (guint i = 0; i < file->plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (file->plan->actions, i);

      if (!g_str_equal (action->key, "retry"))
        g_ptr_array_add (actions, um_plan_action_new (action->key, action->inputs));
    }
  return TRUE;
}

/* (transfer full) (nullable) */
static GPtrArray *
list_actions (const Making *self, const UmRun *run, const char *plan_text, GError **error)
{
  g_autoptr (GPtrArray)
    actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);

  g_ptr_array_add (actions, new_action (self, run->id));
  if (self->relation == UM_OF_RETRY
      && !add_actions_of (actions, plan_text != NULL ? plan_text : "", error))
    return NULL;
  return g_steal_pointer (&actions);
}

static void
make_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  UmPlan *plan = um_planner_make_finish (result, &error);

  if (plan != NULL)
    g_task_return_pointer (task, plan, (GDestroyNotify) um_plan_unref);
  else
    g_task_return_error (task, error);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  const Making *making = g_task_get_task_data (task);
  UmPlanRequest request = { .now = g_get_real_time () / G_USEC_PER_SEC, .reason = making->reason };
  g_autofree char *plan_text = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  GError *error = NULL;
  g_autoptr (UmRun) run = um_store_load_run_finish (UM_STORE (source), result, &plan_text, &error);

  if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    {
      g_clear_error (&error);
      g_set_error_literal (&error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_RUN, making->run_id);
    }
  else if (run == NULL)
    error = um_engine_problem (error, NULL);
  else
    actions = list_actions (making, run, plan_text, &error);
  if (actions == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  request.actions = actions;
  um_planner_make_async (g_task_get_source_object (task), &request, g_task_get_cancellable (task),
                         make_cb, g_object_ref (task));
}

/* @task: (transfer full) */
static void
load_run (GTask *task)
{
  UmSourceState *state = g_task_get_source_object (task);
  const Making *making = g_task_get_task_data (task);

  um_store_load_run_async (um_source_state_get_store (state), making->run_id,
                           g_task_get_cancellable (task), run_cb, task);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  um_source_state_settle_finish (UM_SOURCE_STATE (source), result);
  load_run (user_data);
}

void
um_planner_make_of_async (UmSourceState *state,
                          UmPlanRelation relation,
                          const char *run_id,
                          const char *const *entries,
                          const char *reason,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Making *making = g_new0 (Making, 1);

  g_task_set_source_tag (task, um_planner_make_of_async);
  making->relation = relation;
  making->run_id = g_strdup (run_id);
  making->entries = g_strdupv ((char **) entries);
  making->reason = g_strdup (reason);
  g_task_set_task_data (task, making, making_free);
  /* A run may have ended just now: what it did has to be known. */
  if (um_source_state_get_runner (state) == NULL)
    um_source_state_settle_async (state, settled_cb, task);
  else
    load_run (task);
}
