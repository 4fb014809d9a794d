/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searches that are done again. What is going on belongs to its task; main thread. */
#include "um-step-search-private.h"

#include "um-atlassian-error.h"
#include "um-wait.h"

/* Pauses before each further search. */
static const guint pauses[] = { 10, 30, 60 };
static double second = 1;

typedef struct
{
  GTask *task;
  const UmStepSearch *search;
  gboolean patient;
  guint n_searches;
} Looking;

static void
looking_free (Looking *self)
{
  g_object_unref (self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looking, looking_free)

double
um_step_search_get_pause (guint n_searches)
{
  return n_searches >= 1 && n_searches <= G_N_ELEMENTS (pauses) ? pauses[n_searches - 1] * second
                                                                : -1;
}

/* A server that is out of order for the moment is asked once more after the next pause. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SERVER)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CUT);
}

/* Whether there is nothing more to wait for; the task has ended then. */
static gboolean
take_answer (Looking *self, GAsyncResult *result)
{
  gboolean last = !self->patient || self->n_searches > G_N_ELEMENTS (pauses);
  gboolean found = FALSE;
  GError *error = NULL;

  if (!self->search->take (g_task_get_task_data (self->task), result, &found, &error))
    {
      gboolean nothing = g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND);

      if (!nothing && (last || !is_passing (error)))
        {
          g_task_return_error (self->task, error);
          return TRUE;
        }
      g_error_free (error);
      last |= nothing;
    }
  if (!found && !last)
    return FALSE;
  g_task_return_boolean (self->task, TRUE);
  return TRUE;
}

/* After a search it may wait, after a pause it searches. */
static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) self = user_data;
  const UmStepSearch *search = self->search;
  gpointer data = g_task_get_task_data (self->task);
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  GError *error = NULL;

  if (source != NULL)
    {
      double pause = um_step_search_get_pause (self->n_searches);

      if (!take_answer (self, result))
        um_wait_async (pause, cancellable, next_cb, g_steal_pointer (&self));
    }
  else if (!um_wait_finish (result, &error))
    g_task_return_error (self->task, error);
  else
    {
      self->n_searches++;
      search->ask (data, cancellable, next_cb, g_steal_pointer (&self));
    }
}

void
um_step_search (GTask *task, const UmStepSearch *search, gboolean patient)
{
  Looking *self = g_new0 (Looking, 1);

  self->task = g_object_ref (task);
  self->search = search;
  self->patient = patient;
  self->n_searches = 1;
  search->ask (g_task_get_task_data (task), g_task_get_cancellable (task), next_cb, self);
}

void
um_step_search_set_second (double seconds)
{
  second = seconds;
}
