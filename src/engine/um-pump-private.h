/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps a number of requests in flight until there is nothing left to ask. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _UmPump UmPump;

/* Begins one piece of work with um_pump_get_cancellable () and returns %TRUE, or returns %FALSE
 * where there is none at the moment. Each piece begun is followed by exactly one um_pump_end_one
 * (). */
typedef gboolean (*UmPumpStart) (UmPump *pump, gpointer data);

/**
 * um_pump_run:
 * @task: (transfer full): ended with %TRUE when nothing is in flight and nothing begins any more,
 * or with the first error after all that was in flight has ended (it is cancelled). Its cancellable
 * ends the work
 * @width: how many may be in flight
 * @start: begins one
 * @data: (nullable): for @start; lives as long as the task does
 *
 * Main thread. The pump frees itself.
 */
void um_pump_run (GTask *task, guint width, UmPumpStart start, gpointer data);
/* Of all work of the pump. (transfer none) */
GCancellable *um_pump_get_cancellable (UmPump *self);
/* Ends one piece of work. @error: (nullable) (transfer full) */
void um_pump_end_one (UmPump *self, GError *error);

G_END_DECLS
