/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the engine's own parts reach a source: its connection, its store, what they may change in its
 * state. */
#pragma once

#include "um-jira.h"
#include "um-org.h"
#include "um-permits-private.h"
#include "um-source-state.h"
#include "um-store.h"
#include "um-user-change.h"

G_BEGIN_DECLS

/* A source with its key in place, ready to be asked. Kept by the state as long as the key stands.
 * Counted, main thread. */
typedef struct _UmConnection UmConnection;

/* @key: (nullable): without it only anonymous requests are answered. NULL where the source's
 * address isn't whole (reached through the gateway, but its cloud id isn't known). (transfer full)
 * (nullable) */
UmConnection *um_connection_new (UmSource *source, const char *key);
/* One of an organisation, @own, and of the site through which its issues are made. (transfer full)
 */
UmConnection *um_connection_join (UmConnection *own, UmConnection *site);
/* That site's, of a joined one. (nullable) (transfer none) */
UmConnection *um_connection_get_site (UmConnection *self);
UmConnection *um_connection_ref (UmConnection *self);
void um_connection_unref (UmConnection *self);
UmSource *um_connection_get_source (UmConnection *self);
UmHttp *um_connection_get_http (UmConnection *self);
UmJira *um_connection_get_jira (UmConnection *self); /* Jira sources, and joined ones */
UmOrg *um_connection_get_org (UmConnection *self);   /* Access sources */
/* What was answered to it beforehand. (transfer none) */
UmPermits *um_connection_get_permits (UmConnection *self);

/* The state's connection: the key from this session's memory, the demo's process, or the keyring.
 * UM_PROBLEM. (transfer full) */
void um_source_state_connect_async (UmSourceState *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
UmConnection *
um_source_state_connect_finish (UmSourceState *self, GAsyncResult *result, GError **error);

/* The key that a connection of the state is made with; a demo is started. UM_PROBLEM.
 * (transfer full), um_keyring_free_key () */
void um_source_state_find_key_async (UmSourceState *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
char *um_source_state_find_key_finish (UmSourceState *self, GAsyncResult *result, GError **error);

/* What only the engine does to a state. */
/* Cancelled when the engine closes or the source is removed: a refresh ends then, a runner starts
 * no further chain, keeps its run as paused and ends. Whoever closes waits until
 * um_source_state_get_refresh () and …_get_runner () are NULL. */
GCancellable *um_source_state_get_shutdown (UmSourceState *self);
UmStore *um_source_state_get_store (UmSourceState *self);
/* Another directory of the source itself; what is shown follows, a moment later where the source is
 * linked. */
void um_source_state_set_directory (UmSourceState *self, UmDirectory *directory);
/* The directory as the source itself tells it, without what a linked one adds: what is refreshed,
 * kept on disk and compared with outcomes. (transfer none) (nullable) */
UmDirectory *um_source_state_get_own (UmSourceState *self);
void um_source_state_set_refresh (UmSourceState *self, UmRefresh *refresh);
void um_source_state_set_runner (UmSourceState *self, UmRunner *runner);
/* CONNECTED clears the problem. @problem: (nullable), UM_PROBLEM. A rejected key ends the kept
 * connection, so that the next one looks the key up again. */
void um_source_state_set_health (UmSourceState *self, UmHealth health, const GError *problem);
/* Sets the health to what @problem says about the source; nothing where it says nothing about it
 * (cancelled, disk full, …). */
void um_source_state_note_problem (UmSourceState *self, const GError *problem);
/* um_engine_problem () of an error with the connection of @self, noted: KEY_DEAD where the key in
 * use was accepted before. Takes @error. (transfer full) */
GError *um_source_state_take_problem (UmSourceState *self, GError *error, const char *host);
/* Lays what has become of a user over the directory at once; many calls within a moment become one
 * new generation. @change: copied. */
void um_source_state_lay_over (UmSourceState *self, const UmUserChange *change);
/* The same of what a step is about: that it is @word (nullable) now. */
void
um_source_state_lay_over_entry (UmSourceState *self, const UmRunEntry *entry, const char *word);
/* Emits "runs-changed" on the engine. */
void um_source_state_runs_changed (UmSourceState *self);

/* Any error of a lower layer → UM_PROBLEM with its argument; CANCELLED and UM_PROBLEM stay. @host:
 * (nullable): the server's host, the source's name where keyring or lock were asked, the folder
 * where the store was. Takes @error. NOT_FOUND and EXISTS of the store mean different things in
 * different places: callers who expect them map them before. */
GError *um_engine_problem (GError *error, const char *host);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmConnection, um_connection_unref)

G_END_DECLS
