/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-auth.h"
#include "sim-request.h"
#include "sim-stats.h"

G_BEGIN_DECLS

typedef struct
{
  SimOptions options;
  SimStore *store;
  SimState *state; /* (nullable) */
  SimRouter *router;
  SimAuth *auth;
  SimStats stats;
  SimListing listing;
  SoupServer *soup;
  char *base;           /* http://127.0.0.1:PORT */
  char *gateway_prefix; /* /ex/jira/CLOUD */
  char *gateway_base;
  guint n_answers;
} SimServer;

SimServer *sim_server_new (const SimOptions *options, GError **error);
void sim_server_free (SimServer *self);
char *sim_server_announce (SimServer *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimServer, sim_server_free)

G_END_DECLS
