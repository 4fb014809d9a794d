/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of users under a name, one source's each: what an import leaves behind. They are kept by
 * account id, so that they last through refreshes, and are the "list:NAME" of filters. */
#pragma once

#include "um-filter.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* As long as the state's property "lists" (notify) doesn't change. */
typedef struct
{
  char *name;
  gint64 created; /* seconds */
  guint n_users;  /* those who have left the source meanwhile, too */
} UmListInfo;

/**
 * um_source_state_get_list_infos:
 *
 * Loaded with the source (um_source_state_load_async ()); "lists" is notified when it changes.
 *
 * Returns: (transfer none) (element-type UmListInfo): the lists by name
 */
GPtrArray *um_source_state_get_list_infos (UmSourceState *self);
/**
 * um_source_state_get_lists:
 *
 * The table never changes: where a list is saved, renamed or removed, another takes its place. Any
 * thread may read it that holds a reference.
 *
 * Returns: (transfer none) (element-type utf8 GHashTable): folded name → set of account ids, as a
 *   #UmFilterContext has them
 */
GHashTable *um_source_state_get_lists (UmSourceState *self);
/**
 * um_source_state_get_filter_context:
 * @now: the moment the filter is asked at, seconds
 *
 * What an expression means on this source. All who ask a filter of a source take the context from
 * here.
 *
 * Returns: a context that is good until "lists" changes; in the local zone
 */
UmFilterContext um_source_state_get_filter_context (UmSourceState *self, gint64 now);
/** um_source_state_find_list: Returns: (transfer none) (nullable) (element-type utf8): the account
 * ids of the list of that name (folded). */
GHashTable *um_source_state_find_list (UmSourceState *self, const char *name);

/**
 * um_lists_save_async:
 * @name: its name; blanks around it don't count
 * @account_ids: (element-type utf8): kept until it is saved
 * @replace: whether it may take the place of a list of that name
 *
 * Saves a list, which then is there for filters.
 */
void um_lists_save_async (UmSourceState *state,
                          const char *name,
                          GPtrArray *account_ids,
                          gboolean replace,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);
/** um_lists_save_finish: @error: LIST_NAME_MISSING, LIST_EXISTS, those of the disk */
gboolean um_lists_save_finish (UmSourceState *state, GAsyncResult *result, GError **error);
/**
 * um_lists_rename_async:
 * @new_name: blanks around it don't count; may be @name in another spelling
 *
 * Gives a list another name. Filters that name it by the old one name nothing then.
 */
void um_lists_rename_async (UmSourceState *state,
                            const char *name,
                            const char *new_name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** um_lists_rename_finish: @error: LIST_NAME_MISSING, LIST_EXISTS, NO_SUCH_LIST, those of the disk
 */
gboolean um_lists_rename_finish (UmSourceState *state, GAsyncResult *result, GError **error);
void um_lists_remove_async (UmSourceState *state,
                            const char *name,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** um_lists_remove_finish: @error: NO_SUCH_LIST, those of the disk */
gboolean um_lists_remove_finish (UmSourceState *state, GAsyncResult *result, GError **error);

G_END_DECLS
