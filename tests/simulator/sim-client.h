/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain client for the tests of the simulator: one question, one answer, nothing repeated. */

#pragma once

#include <libsoup/soup.h>

#include "um-test-simulator.h"

G_BEGIN_DECLS

typedef enum
{
  SIM_AS_NOBODY,
  SIM_AS_OWNER,
  SIM_AS_READER,
  SIM_AS_DEAD,
  SIM_AS_SCOPED,
  SIM_AS_KEY,
  SIM_AS_SCOPED_KEY,
  SIM_AS_DEAD_KEY,
} SimAs;

typedef struct
{
  guint status; /* 0 = the connection ended without an answer */
  char *text;
  JsonNode *json; /* (nullable) */
  SoupMessage *message;
  GPtrArray *found; /* what was looked up in json */
} SimAnswer;

/* Asks for @path of the site; @body is JSON or NULL. (transfer full) */
SimAnswer *sim_ask_as (
  UmTestSimulator *simulator, SimAs as, const char *method, const char *path, const char *body);
/* The same as the owner of the keys. @path is a format. (transfer full) */
SimAnswer *sim_get (UmTestSimulator *simulator, const char *path, ...) G_GNUC_PRINTF (2, 3);
/* As the owner, and the answer must have that status. @body may be NULL; the rest is a path. */
SimAnswer *sim_expect (UmTestSimulator *simulator,
                       guint status,
                       const char *method,
                       const char *body,
                       const char *path,
                       ...) G_GNUC_PRINTF (5, 6);
void sim_answer_free (SimAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimAnswer, sim_answer_free)

/* Members of an answer, by a path like "$.values[0].name". The first fails where there is none. */
const char *sim_answer_string (SimAnswer *self, const char *path);
gint64 sim_answer_int (SimAnswer *self, const char *path);
gboolean sim_answer_bool (SimAnswer *self, const char *path);
gboolean sim_answer_has (SimAnswer *self, const char *path);
guint sim_answer_length (SimAnswer *self, const char *path);
const char *sim_answer_header (SimAnswer *self, const char *name);

/* The site's way through the gateway: "/ex/jira/CLOUD". */
char *sim_gateway (UmTestSimulator *simulator);
/* The id of a group by its name; the members that it really has. */
char *sim_group_id (UmTestSimulator *simulator, const char *name);
GHashTable *sim_true_members (UmTestSimulator *simulator, const char *group);
/* An active person outside (or inside) a group, an ordinary account. */
char *sim_find_person (UmTestSimulator *simulator, const char *group, gboolean inside);
/* Adds to or removes from a group; the answer must have that status. */
void
sim_add (UmTestSimulator *simulator, guint status, const char *group_id, const char *account_id);
void
sim_remove (UmTestSimulator *simulator, guint status, const char *group_id, const char *account_id);
/* Asks the organisation with its key; the answer must have that status. The rest is a path in which
 * ORG, ACME, CONTRACTORS and BRIGHTWATER stand for the ids of the organisation and its directories.
 */
SimAnswer *sim_org (UmTestSimulator *simulator,
                    guint status,
                    const char *method,
                    const char *body,
                    const char *path,
                    ...) G_GNUC_PRINTF (5, 6);
/* The text of a path or a body with these names put in. (transfer full) */
char *sim_org_names (UmTestSimulator *simulator, const char *text);
/* All users that a search of a directory (or "-") finds, page by page; @body without braces. */
JsonArray *sim_org_search (UmTestSimulator *simulator, const char *directory, const char *body);
/* The id of the first of them that /manage gives @reason for @privilege; NULL = it allows it. */
char *sim_find_managed (UmTestSimulator *simulator, const char *privilege, const char *reason);
/* The code of the first error of an answer of the organisation. */
const char *sim_answer_code (SimAnswer *self);
/* All that can change. (transfer full) */
char *sim_state (UmTestSimulator *simulator);
/* POST /_simulator/set with @json. */
void sim_set (UmTestSimulator *simulator, const char *json);

G_END_DECLS
