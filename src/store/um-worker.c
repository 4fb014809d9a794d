/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store's thread: takes jobs from a queue, runs them in transactions, hands the answers back to
 * the main context they came from. Owned by the store; jobs belong to the queue, then to the
 * worker, then to the source that delivers them, so that nothing of the main thread is ever freed
 * here. */
#include "um-worker-private.h"

/* How many journal writes share a transaction at most, so that the first doesn't wait long. */
#define GROUP_MAX 256
/* How long nothing must have come before idle work begins, in µs. */
#define QUIET 300000

typedef struct
{
  GTask *task; /* NULL: only ends the thread */
  UmJobMode mode;
  UmJobFunc func;
  GError *error; /* of the job; NULL: done */
} Job;

struct _UmWorker
{
  GThread *thread;
  GAsyncQueue *queue; /* of Job; its lock guards idle_running */
  gboolean idle_running;
  /* the worker's own */
  UmKept *kept;
  GQueue idle;   /* of Job */
  guint64 quiet; /* how long to wait before idle work; 0 once it has begun */
  Job *next;     /* taken from the queue already */
};

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_object (&self->task);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
deliver_cb (gpointer data)
{
  GPtrArray *jobs = data;

  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      if (job->error != NULL)
        g_task_return_error (job->task, g_steal_pointer (&job->error));
      else
        g_task_return_boolean (job->task, TRUE);
    }
  return G_SOURCE_REMOVE;
}

/* Answers jobs that came from the same context in one go. g_main_context_invoke () isn't it: it
 * would run the answer here while the main loop is between two runs. */
static void
deliver (GPtrArray *jobs)
{
  while (jobs->len > 0)
    {
      GMainContext *context = g_task_get_context (((Job *) jobs->pdata[0])->task);
      GPtrArray *part = g_ptr_array_new_with_free_func (job_free);
      g_autoptr (GSource) source = g_idle_source_new ();
      guint length = 1;

      while (length < jobs->len
             && g_task_get_context (((Job *) jobs->pdata[length])->task) == context)
        length++;
      for (guint i = 0; i < length; i++)
        g_ptr_array_add (part, jobs->pdata[i]);
      g_ptr_array_remove_range (jobs, 0, length);
      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, deliver_cb, part, (GDestroyNotify) g_ptr_array_unref);
      g_source_set_static_name (source, "store answers");
      g_source_attach (source, context);
    }
}

static void
deliver_one (Job *job)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();

  g_ptr_array_add (jobs, job);
  deliver (jobs);
}

/* ---- running jobs ---- */

static gboolean
run_func (UmWorker *self, Job *job)
{
  return job->func (self->kept, g_task_get_task_data (job->task), &job->error);
}

static gboolean
is_cancelled (Job *job)
{
  return g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error);
}

static void
run_in_transaction (UmWorker *self, Job *job)
{
  UmDatabase *database = self->kept->database;

  if (!um_database_begin (database, job->mode == UM_JOB_WRITE, &job->error))
    return;
  if (run_func (self, job))
    um_database_commit (database, &job->error);
  else
    um_database_rollback (database);
}

static gboolean
fails_alone (const GError *error)
{
  return g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND)
         || g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_EXISTS);
}

static void
fail_group (GPtrArray *jobs, const GError *error)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      Job *job = g_ptr_array_index (jobs, i);

      if (job->error == NULL)
        job->error = g_error_copy (error);
    }
}

/* The next job where it is of the journal, too. */
static Job *
take_another (UmWorker *self)
{
  self->next = g_async_queue_try_pop (self->queue);
  if (self->next == NULL || self->next->mode != UM_JOB_JOURNAL)
    return NULL;
  return g_steal_pointer (&self->next);
}

/* One transaction for all of the journal that is queued now; answered when it is on disk. */
static void
run_group (UmWorker *self, Job *first)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_new ();
  UmDatabase *database = self->kept->database;
  g_autoptr (GError) fault = NULL;
  Job *job = first;

  um_database_begin (database, TRUE, &fault);
  do
    {
      g_ptr_array_add (jobs, job);
      if (fault == NULL && !run_func (self, job) && !fails_alone (job->error))
        fault = g_error_copy (job->error);
    }
  while (fault == NULL && jobs->len < GROUP_MAX && (job = take_another (self)) != NULL);
  if (fault == NULL)
    um_database_commit (database, &fault);
  else
    um_database_rollback (database);
  if (fault != NULL)
    fail_group (jobs, fault);
  deliver (jobs);
}

/* Whatever a request stumbles over may be a whole database's damage: looked at once, so that the
 * next start moves it aside instead of stumbling again. */
static void
look_for_damage (UmWorker *self)
{
  g_autoptr (GError) error = NULL;

  if (!um_kept_check (self->kept, &error) && error != NULL)
    g_message ("The database: %s", error->message);
}

static void
run_job (UmWorker *self, Job *job)
{
  if (is_cancelled (job))
    ;
  else if (self->kept->database == NULL && job->mode != UM_JOB_FREE && job->mode != UM_JOB_LAST)
    job->error = g_error_new_literal (UM_STORE_ERROR, UM_STORE_ERROR_FAILED, "not open");
  else if (job->mode == UM_JOB_FREE || job->mode == UM_JOB_LAST)
    run_func (self, job);
  else
    run_in_transaction (self, job);
  if (g_error_matches (job->error, UM_STORE_ERROR, UM_STORE_ERROR_CORRUPT)
      && self->kept->database != NULL)
    look_for_damage (self);
  deliver_one (job);
}

static void
run_idle (UmWorker *self)
{
  Job *job = g_queue_pop_head (&self->idle);

  if (job == NULL)
    um_kept_tidy (self->kept);
  else if (run_func (self, job) || job->error != NULL)
    deliver_one (job);
  else
    g_queue_push_tail (&self->idle, job);
}

static void
cancel_idle (UmWorker *self)
{
  Job *job;

  while ((job = g_queue_pop_head (&self->idle)) != NULL)
    {
      job->error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "the store is closed");
      deliver_one (job);
    }
}

static gboolean
has_idle_work (UmWorker *self)
{
  return !g_queue_is_empty (&self->idle)
         || (self->kept->database != NULL && self->kept->owes_tidying);
}

/* The next job, or NULL when it was quiet long enough for idle work. */
static Job *
take_job (UmWorker *self)
{
  Job *job = g_steal_pointer (&self->next);

  if (job == NULL && !has_idle_work (self))
    job = g_async_queue_pop (self->queue);
  if (job == NULL)
    {
      g_async_queue_lock (self->queue);
      job = g_async_queue_timeout_pop_unlocked (self->queue, self->quiet);
      self->idle_running = job == NULL;
      g_async_queue_unlock (self->queue);
    }
  self->quiet = job != NULL ? QUIET : 0;
  return job;
}

static void
end_idle (UmWorker *self)
{
  g_async_queue_lock (self->queue);
  self->idle_running = FALSE;
  g_async_queue_unlock (self->queue);
}

static gpointer
worker_main (gpointer data)
{
  UmWorker *self = data;
  gboolean is_last = FALSE;

  while (!is_last)
    {
      Job *job = take_job (self);

      if (job == NULL)
        {
          run_idle (self);
          end_idle (self);
          continue;
        }
      is_last = job->task == NULL || job->mode == UM_JOB_LAST;
      if (is_last)
        cancel_idle (self);
      if (job->task == NULL)
        job_free (job);
      else if (job->mode == UM_JOB_IDLE)
        g_queue_push_tail (&self->idle, job);
      else if (job->mode == UM_JOB_JOURNAL && self->kept->database != NULL)
        run_group (self, job);
      else
        run_job (self, job);
    }
  um_kept_close (self->kept);
  return NULL;
}

UmWorker *
um_worker_new (const char *folder)
{
  UmWorker *self = g_new0 (UmWorker, 1);

  self->queue = g_async_queue_new ();
  self->kept = um_kept_new (folder);
  g_queue_init (&self->idle);
  self->quiet = QUIET;
  self->thread = g_thread_new ("um-store", worker_main, self);
  return self;
}

static void
push_job (UmWorker *self, Job *job)
{
  g_async_queue_lock (self->queue);
  g_async_queue_push_unlocked (self->queue, job);
  if (self->idle_running && self->kept->database != NULL)
    um_database_interrupt (self->kept->database);
  g_async_queue_unlock (self->queue);
}

void
um_worker_free (UmWorker *self)
{
  push_job (self, g_new0 (Job, 1));
  g_thread_join (self->thread);
  /* After a LAST job the one that was pushed here is still queued. */
  for (Job *job; (job = g_async_queue_try_pop (self->queue)) != NULL;)
    job_free (job);
  g_async_queue_unref (self->queue);
  um_kept_free (self->kept);
  g_free (self);
}

void
um_worker_push (UmWorker *self, GTask *task, UmJobMode mode, UmJobFunc func)
{
  Job *job = g_new0 (Job, 1);

  job->task = task;
  job->mode = mode;
  job->func = func;
  push_job (self, job);
}
