/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one thread on which the store's statements run, and its queue. */
#pragma once

#include "um-kept-private.h"

G_BEGIN_DECLS

typedef struct _UmWorker UmWorker;

/* In which transaction a job runs. */
typedef enum
{
  UM_JOB_READ,    /* its own, for reading */
  UM_JOB_WRITE,   /* its own; rolled back where the job fails */
  UM_JOB_JOURNAL, /* one with all jobs of this kind that are queued behind it; a job that fails
                   * before it has written anything fails alone, with NOT_FOUND or EXISTS */
  UM_JOB_FREE,    /* none: files, and opening */
  UM_JOB_IDLE,    /* none, and whenever nothing else is queued; interrupted when something comes */
  UM_JOB_LAST,    /* none; nothing runs after it */
} UmJobMode;

/* Runs on the worker. @request: the task's data, which it may fill for the finish function. An idle
 * job that returns FALSE without an error is run again. */
typedef gboolean (*UmJobFunc) (UmKept *kept, gpointer request, GError **error);

UmWorker *um_worker_new (const char *folder);
/* Waits for what is queued, ends the thread. */
void um_worker_free (UmWorker *self);
/* Queues a job. @task: (transfer full): answered with TRUE or an error on its own main context, in
 * the order of the queue. */
void um_worker_push (UmWorker *self, GTask *task, UmJobMode mode, UmJobFunc func);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmWorker, um_worker_free)

G_END_DECLS
