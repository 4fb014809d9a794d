/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters under a name, kept for all sources of a kind: an Access source's filters ask for what a
 * Jira source can't know. Main thread. */
#pragma once

#include "um-filter.h"
#include "um-source-state.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *expression;
  gint64 created; /* seconds */
} UmSavedFilter;

/**
 * um_saved_filters_load_async:
 * @state: a source of the kind
 *
 * Asks the disk anew, for the command line or another window may have saved one.
 */
void um_saved_filters_load_async (UmSourceState *state,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** um_saved_filters_load_finish: Returns: (transfer full) (element-type UmSavedFilter): by name
 * @error: those of the disk */
GPtrArray *
um_saved_filters_load_finish (UmSourceState *state, GAsyncResult *result, GError **error);

/**
 * um_saved_filters_save_async:
 * @state: a source of the kind
 * @name: its name; blanks around it don't count
 * @filter: what is saved
 * @replace: whether it may take the place of a filter of that name
 */
void um_saved_filters_save_async (UmSourceState *state,
                                  const char *name,
                                  const UmFilter *filter,
                                  gboolean replace,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/** um_saved_filters_save_finish: @error: FILTER_NAME_MISSING, FILTER_EXISTS, those of the disk */
gboolean um_saved_filters_save_finish (UmSourceState *state, GAsyncResult *result, GError **error);
void um_saved_filters_rename_async (UmSourceState *state,
                                    const char *name,
                                    const char *new_name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/** um_saved_filters_rename_finish: @error: FILTER_NAME_MISSING, FILTER_EXISTS, NO_SUCH_FILTER,
 * those of the disk */
gboolean
um_saved_filters_rename_finish (UmSourceState *state, GAsyncResult *result, GError **error);
void um_saved_filters_remove_async (UmSourceState *state,
                                    const char *name,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/** um_saved_filters_remove_finish: @error: NO_SUCH_FILTER, those of the disk */
gboolean
um_saved_filters_remove_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
