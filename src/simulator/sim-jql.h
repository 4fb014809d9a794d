/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

typedef struct _SimJql SimJql;

SimJql *sim_jql_parse (const char *text, char **error);
void sim_jql_free (SimJql *self);
GArray *sim_jql_run (SimJql *self, SimStore *store);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimJql, sim_jql_free)

G_END_DECLS
