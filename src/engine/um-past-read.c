/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading runs for the actions that are made of them, one after the other. The reading belongs to
 * its task; main thread. */
#include "um-past-read-private.h"

#include "um-action-info.h"
#include "um-engine-private.h"
#include "um-past-run.h"
#include "um-problem.h"
#include "um-run-lock.h"

#include <string.h>

typedef struct
{
  GPtrArray *actions; /* of UmPlanAction */
  guint next;
  GHashTable *chosen; /* (nullable): of the action at hand */
  UmRun *run;         /* (nullable): of the action at hand, once it was read */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_ptr_array_unref (self->actions);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->run, um_run_unref);
  g_free (self);
}

/* (nullable) (transfer container) */
static const char **
get_input (const UmPlanAction *action, UmInputKind kind)
{
  return um_plan_action_get_input (action, um_input_kind_to_nick (kind));
}

static gboolean
is_of_run (const UmPlanAction *action)
{
  return g_str_equal (action->key, "undo") || g_str_equal (action->key, "retry");
}

static UmPlanRelation
get_relation (const UmPlanAction *action)
{
  return g_str_equal (action->key, "undo") ? UM_OF_UNDO : UM_OF_RETRY;
}

gboolean
um_past_read_is_needed (const GPtrArray *actions)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (actions, i);

      if (is_of_run (action) && action->past == NULL)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
um_past_read_list_people (const GPtrArray *actions)
{
  const UmPlanAction *first = actions->len > 0 ? g_ptr_array_index (actions, 0) : NULL;

  if (first == NULL || first->past == NULL)
    return NULL;
  return um_past_run_list_people (first->past, get_relation (first));
}

static gboolean
set_bad (GError **error, UmInputKind kind)
{
  g_set_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.%s",
               um_input_kind_to_nick (kind));
  return FALSE;
}

/* The numbers of the entries that it is about; %NULL in @chosen where it is about all. */
static gboolean
read_numbers (const UmPlanAction *action, GHashTable **chosen, GError **error)
{
  g_autofree const char **numbers = get_input (action, UM_INPUT_ENTRIES);
  g_autoptr (GHashTable) set = g_hash_table_new (NULL, NULL);

  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    {
      guint64 n;

      if (!g_ascii_string_to_unsigned (numbers[i], 10, 1, G_MAXUINT, &n, NULL))
        return set_bad (error, UM_INPUT_ENTRIES);
      g_hash_table_add (set, GUINT_TO_POINTER ((guint) n));
    }
  *chosen = numbers != NULL ? g_steal_pointer (&set) : NULL;
  return TRUE;
}

/* All that are chosen have to be there; entries are numbered without a gap. */
static gboolean
check_numbers (GHashTable *chosen, guint n_entries, GError **error)
{
  GHashTableIter iter;
  gpointer n;

  if (chosen == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, chosen);
  while (g_hash_table_iter_next (&iter, &n, NULL))
    if (GPOINTER_TO_UINT (n) > n_entries)
      {
        g_set_error (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_ENTRY, "%u", GPOINTER_TO_UINT (n));
        return FALSE;
      }
  return TRUE;
}

/* Of an interrupted run what was done can be undone; what wasn't is gone on with. */
static gboolean
check_run (UmSourceState *state, const UmRun *run, UmPlanRelation relation, GError **error)
{
  UmProblem problem;

  if (g_strcmp0 (run->source_id, um_source_state_get_source (state)->id) != 0)
    problem = UM_PROBLEM_PLAN_RUN_UNKNOWN;
  else if (run->dry_run)
    problem = UM_PROBLEM_RUN_DRY;
  else if (!um_run_state_is_open (run->state))
    return TRUE;
  else if (um_run_lock_is_held (um_store_get_folder (um_source_state_get_store (state)),
                                run->source_id))
    problem = UM_PROBLEM_RUN_GOING_ON;
  else if (relation == UM_OF_RETRY)
    problem = UM_PROBLEM_RUN_NOT_OVER;
  else
    return TRUE;
  g_set_error_literal (error, UM_PROBLEM, problem, run->id);
  return FALSE;
}

/* Takes the run that was asked for; a plan knows nothing of one that isn't here. */
static gboolean
take_run (GTask *task, GAsyncResult *result, GError **error)
{
  UmSourceState *state = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  const UmPlanAction *action = g_ptr_array_index (reading->actions, reading->next);
  g_autofree const char **ids = get_input (action, UM_INPUT_RUN);
  g_autoptr (GError) failure = NULL;

  reading->run = um_store_load_run_finish (um_source_state_get_store (state), result, NULL,
                                           &failure);
  if (g_error_matches (failure, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND))
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_RUN_UNKNOWN, ids[0]);
  else if (failure != NULL)
    g_propagate_error (error, um_engine_problem (g_steal_pointer (&failure), NULL));
  else
    return check_run (state, reading->run, get_relation (action), error);
  return FALSE;
}

/* After it the next action is at hand. */
static gboolean
take_entries (GTask *task, GAsyncResult *result, GError **error)
{
  UmSourceState *state = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  UmPlanAction *action = g_ptr_array_index (reading->actions, reading->next);
  GError *failure = NULL;
  g_autoptr (GPtrArray)
    entries = um_store_list_entries_finish (um_source_state_get_store (state), result, &failure);

  if (entries == NULL)
    {
      g_propagate_error (error, um_engine_problem (failure, NULL));
      return FALSE;
    }
  if (!check_numbers (reading->chosen, entries->len, error))
    return FALSE;
  action->past = um_past_run_new (reading->run, entries, reading->chosen,
                                  g_get_real_time () / G_USEC_PER_SEC);
  g_clear_pointer (&reading->run, um_run_unref);
  reading->next++;
  return TRUE;
}

/* Goes to the next action that lacks its run. Returns its id; %NULL: there is none, or @error. */
static char *
find_next (Reading *self, GError **error)
{
  for (; self->next < self->actions->len; self->next++)
    {
      const UmPlanAction *action = g_ptr_array_index (self->actions, self->next);
      g_autofree const char **ids = get_input (action, UM_INPUT_RUN);

      if (!is_of_run (action) || action->past != NULL)
        continue;
      g_clear_pointer (&self->chosen, g_hash_table_unref);
      if (ids == NULL || ids[0] == NULL || ids[1] != NULL)
        set_bad (error, UM_INPUT_RUN);
      else if (read_numbers (action, &self->chosen, error))
        return g_strdup (ids[0]);
      return NULL;
    }
  return NULL;
}

/* Takes an answer, where there is one, and asks what is next. */
static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmStore *store = um_source_state_get_store (g_task_get_source_object (task));
  Reading *reading = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *id = NULL;
  GError *error = NULL;

  if (result != NULL
      && !(reading->run == NULL ? take_run (task, result, &error)
                                : take_entries (task, result, &error)))
    g_task_return_error (task, error);
  else if (reading->run != NULL)
    um_store_list_entries_async (store, reading->run->id, -1, NULL, 0, 0, cancellable, next_cb,
                                 g_object_ref (task));
  else if ((id = find_next (reading, &error)) != NULL)
    um_store_load_run_async (store, id, cancellable, next_cb, g_object_ref (task));
  else if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
um_past_read_async (UmSourceState *state,
                    GPtrArray *actions,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, um_past_read_async);
  reading->actions = g_ptr_array_ref (actions);
  g_task_set_task_data (task, reading, reading_free);
  next_cb (NULL, NULL, task);
}

gboolean
um_past_read_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
