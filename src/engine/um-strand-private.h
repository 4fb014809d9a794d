/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that must happen one after the other and off the main thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _UmStrand UmStrand;

/* Main thread; what is run runs on a worker, one at a time, in the order of the calls. */
UmStrand *um_strand_new (void);
/* What is queued is still run. */
void um_strand_free (UmStrand *self);

/**
 * um_strand_run_async:
 * @self: a strand
 * @source: (nullable): the source object of the operation
 * @func: what to run; it ends the task as with g_task_run_in_thread ()
 * @data: (nullable): its task data
 * @free_data: (nullable): frees @data
 * @cancellable: (nullable): keeps what hasn't begun from being run
 * @callback: called on the main thread with a #GTask as its result
 * @user_data: for @callback
 */
void um_strand_run_async (UmStrand *self,
                          gpointer source,
                          GTaskThreadFunc func,
                          gpointer data,
                          GDestroyNotify free_data,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmStrand, um_strand_free)

G_END_DECLS
