/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for what a step may have made where searches lag behind: what isn't found may still be
 * there. After an unclear answer it is looked for again after pauses (PRODUCT.md §7). Main thread.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How something is looked for. @data is the task's. */
typedef struct
{
  void (*ask) (gpointer data,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data);
  /* @found: (out): whether it was there. UM_ATLASSIAN_ERROR */
  gboolean (*take) (gpointer data, GAsyncResult *result, gboolean *found, GError **error);
} UmStepSearch;

/**
 * um_step_search:
 * @task: with its data set; it returns %TRUE whether or not it was found, or %UM_ATLASSIAN_ERROR; a
 *   404 is as good as nothing found
 * @patient: what isn't found is looked for again after 10, 30 and 60 seconds
 */
void um_step_search (GTask *task, const UmStepSearch *search, gboolean patient);

/** um_step_search_get_pause: Returns: how many seconds after the @n_searches -th search (1, 2, …)
 * it is looked again for what isn't there yet; -1: no more */
double um_step_search_get_pause (guint n_searches);

/** um_step_search_set_second: for tests: how long a second of these pauses is, in seconds. */
void um_step_search_set_second (double seconds);

G_END_DECLS
