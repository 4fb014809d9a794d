/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program without a front end: opens what is kept and holds one UmSourceState per source. */
#pragma once

#include "um-source-state.h"

G_BEGIN_DECLS

#define UM_TYPE_ENGINE (um_engine_get_type ())
G_DECLARE_FINAL_TYPE (UmEngine, um_engine, UM, ENGINE, GObject)

/* All errors of the engine are of the domain UM_PROBLEM (or G_IO_ERROR_CANCELLED). Main thread.
 * @folder: (nullable): default $XDG_DATA_HOME/user-management. */
void um_engine_open_async (const char *folder,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
UmEngine *um_engine_open_finish (GAsyncResult *result, GError **error);
/* Pauses runs at the next chain, ends the demo, waits for what is queued. */
void um_engine_close_async (UmEngine *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean um_engine_close_finish (UmEngine *self, GAsyncResult *result, GError **error);
/* What should be told once after opening, NULL for nothing: a damaged database was moved aside.
 * (transfer none) */
const GError *um_engine_get_opening_problem (UmEngine *self);
/* Whether the open database is damaged, which may be found some time after opening: signal
 * "damage-found" (). The next start moves it aside. */
gboolean um_engine_get_damaged (UmEngine *self);
/* Of UmSourceState, by name. (transfer none) */
GListModel *um_engine_get_sources (UmEngine *self);
/* By id or by name (folded). (transfer none) (nullable) */
UmSourceState *um_engine_find_source (UmEngine *self, const char *id_or_name);

/* Where a key goes that was just typed. */
typedef enum
{
  UM_KEEP_IN_KEYRING,
  UM_KEEP_THIS_SESSION,
} UmKeepKey;

/* Checks what can be checked without a server: name free, address, e-mail, key and date plausible,
 * host confirmed.
 * @source may be changed in place to the mended values (lower-case origin, trimmed texts). */
gboolean
um_engine_validate_source (UmEngine *self, UmSource *source, const char *key, GError **error);
/* A typed key as it is kept and sent, without blanks around it, in memory that isn't paged out.
 * (transfer full), um_engine_free_key () */
char *um_engine_trim_key (const char *key);
/* Wipes and frees. @key: (nullable). */
void um_engine_free_key (char *key);
/* Keeps the key, then the source; nothing is kept where one fails. @key NULL: the one kept already
 * stays (edit). What a check has just filled (checked) is connected, another key isn't checked. */
void um_engine_save_source_async (UmEngine *self,
                                  UmSource *source,
                                  const char *key,
                                  UmKeepKey keep,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* (transfer none) */
UmSourceState *um_engine_save_source_finish (UmEngine *self, GAsyncResult *result, GError **error);
/* Removes source, snapshot, basket and key; run logs stay. */
void um_engine_remove_source_async (UmEngine *self,
                                    UmSourceState *state,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
gboolean um_engine_remove_source_finish (UmEngine *self, GAsyncResult *result, GError **error);
/* Starts the demo organisation as a process of its own and adds its source, or finds the one that
 * runs.
 * @n_users 0: 2,000. Its changes are kept beside the database. */
void um_engine_start_demo_async (UmEngine *self,
                                 guint n_users,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer none) */
UmSourceState *um_engine_start_demo_finish (UmEngine *self, GAsyncResult *result, GError **error);

G_END_DECLS
