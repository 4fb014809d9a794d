/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulated organisation as a child process (PRODUCT.md §9), for tests of every layer. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct _UmTestSimulator UmTestSimulator;

/**
 * um_test_simulator_start:
 * @first_option: (nullable): an option of the command line, followed by further ones
 *
 * Starts the program named by the environment variable UM_SIMULATOR on a free port and waits until
 * it listens. It ends with um_test_simulator_free (), or with this process.
 *
 * Returns: (transfer full): the simulator
 */
UmTestSimulator *um_test_simulator_start (const char *first_option, ...) G_GNUC_NULL_TERMINATED;
void um_test_simulator_free (UmTestSimulator *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmTestSimulator, um_test_simulator_free)

/* Ends it as a crash would (SIGKILL) and waits for that; it is still to be freed. */
void um_test_simulator_kill (UmTestSimulator *self);

/* Closes its standard input, which ends it unless it was started with --stay. */
void um_test_simulator_close_input (UmTestSimulator *self);

/* A word of the line it prints: "jira_url", "api_url", "email", "jira_token", "dead_jira_token",
 * "org_key", "scoped_org_key", "org_id", "project". Never NULL. */
const char *um_test_simulator_get (UmTestSimulator *self, const char *name);
/* A request for what the simulator tells of itself, "/_simulator/…", or is told; it may come twice.
 * (transfer full) */
GBytes *um_test_simulator_control (UmTestSimulator *self,
                                   const char *method,
                                   const char *path,
                                   const char *body);
/* The answer of /_simulator/stats. (transfer full) */
JsonObject *um_test_simulator_get_stats (UmTestSimulator *self);
/* A number of the stats; for those inside "by_status" and the like write "by_status.429". 0 if
 * absent. */
gint64 um_test_simulator_get_stat (UmTestSimulator *self, const char *name);

G_END_DECLS
