/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A queue that one worker thread takes from. Owned by one operation, main thread. */
#include "um-strand-private.h"

struct _UmStrand
{
  GThreadPool *pool;
};

typedef struct
{
  GTaskThreadFunc func;
  gpointer data;
  GDestroyNotify free_data;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  if (job->free_data != NULL)
    job->free_data (job->data);
  g_free (job);
}

static void
run (gpointer data, gpointer user_data)
{
  g_autoptr (GTask) task = data;
  Job *job = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return;
  job->func (task, g_task_get_source_object (task), job->data, g_task_get_cancellable (task));
}

UmStrand *
um_strand_new (void)
{
  UmStrand *self = g_new0 (UmStrand, 1);

  /* A pool that isn't exclusive can't fail to be made. */
  self->pool = g_thread_pool_new (run, NULL, 1, FALSE, NULL);
  return self;
}

void
um_strand_free (UmStrand *self)
{
  g_thread_pool_free (self->pool, FALSE, FALSE);
  g_free (self);
}

void
um_strand_run_async (UmStrand *self,
                     gpointer source,
                     GTaskThreadFunc func,
                     gpointer data,
                     GDestroyNotify free_data,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (source, cancellable, callback, user_data);
  Job *job = g_new0 (Job, 1);

  job->func = func;
  job->data = data;
  job->free_data = free_data;
  g_task_set_task_data (task, job, job_free);
  g_thread_pool_push (self->pool, task, NULL);
}
