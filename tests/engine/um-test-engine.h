/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An engine on a folder of its own, and its operations waited for. */
#pragma once

#include "um-check.h"
#include "um-engine.h"
#include "um-refresh.h"
#include "um-run-log.h"
#include "um-test-simulator.h"

G_BEGIN_DECLS

/* Call it before anything of libsecret: keys go to a file of the test's own. Then g_test_init ().
 */
void um_test_engine_init (int *argc, char ***argv);
/* g_test_run (), then takes that file away. */
int um_test_engine_run (void);
/* A new empty folder below the test's data. (transfer full) */
char *um_test_engine_make_folder (void);

/* A callback that keeps the result in the GAsyncResult * that @user_data points to, and the waiting
 * for it, which fails the test after a while. */
void um_test_done_cb (GObject *source, GAsyncResult *result, gpointer user_data);
void um_test_wait_for (GAsyncResult **result);
/* Turns the main context once. */
void um_test_turn (void);

UmEngine *um_test_engine_open (const char *folder);
/* Closes it, drops the last reference and asserts that nobody else holds it. */
void um_test_engine_close (UmEngine *engine);
/* Drops a reference that has to be the last one; a worker may let go of its own a moment later. */
void um_test_assert_finalizes (gpointer object);

/* A Jira source for the simulator, with @key's owner. (transfer full) */
UmSource *um_test_source_new (UmTestSimulator *simulator, const char *name);
/* (transfer none) */
UmSourceState *um_test_engine_save (
  UmEngine *engine, UmSource *source, const char *key, UmKeepKey keep, GError **error);
/* A source for the simulator with its key for this session. (transfer none) */
UmSourceState *um_test_engine_add (UmEngine *engine, UmTestSimulator *simulator, const char *name);
/* The same of either kind, checked before, so that its site or organisation is known. */
UmSourceState *um_test_engine_add_checked (UmEngine *engine,
                                           UmTestSimulator *simulator,
                                           UmSourceKind kind,
                                           const char *name);
gboolean um_test_engine_remove (UmEngine *engine, UmSourceState *state, GError **error);
UmSource *um_test_check (UmCheck *check, GError **error);
gboolean um_test_refresh (UmSourceState *state,
                          UmRefreshFlags flags,
                          UmRefreshSummary *summary,
                          GError **error);
gboolean um_test_load (UmSourceState *state, GError **error);

/* Kills all processes that this one has started and that haven't ended. */
void um_test_kill_children (void);

/* What the simulator says of a group: account ids. (transfer full) (element-type utf8) */
GHashTable *um_test_simulator_members (UmTestSimulator *simulator, const char *group_id);
/* A GET as um_test_simulator_ask (). (transfer full) */
JsonNode *um_test_simulator_read (UmTestSimulator *simulator, const char *path);
/* All users and groups as they truly are, by the member names of /_simulator/state. (transfer full)
 */
JsonNode *um_test_simulator_get_state (UmTestSimulator *simulator);
/* POST /_simulator/set with a JSON text. */
void um_test_simulator_set (UmTestSimulator *simulator, const char *json);
/* One request as the simulator's administrator; "/admin/…" and "/users/…" as the
 * organisation's. */
void um_test_simulator_ask (UmTestSimulator *simulator,
                            const char *method,
                            const char *path,
                            const char *body);

G_END_DECLS
