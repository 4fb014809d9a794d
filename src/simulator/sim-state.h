/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

/* Takes one kept line. Returns FALSE with an error where it makes no sense. */
typedef gboolean (*SimStateReplay) (SimStore *store, const char *line, GError **error);

SimState *sim_state_open (const char *path, SimOptions *options, GError **error);
void sim_state_close (SimState *self);
gboolean sim_state_replay (SimState *self, SimStateReplay replay, SimStore *store, GError **error);
gboolean sim_state_append (SimState *self, const char *line, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimState, sim_state_close)

G_END_DECLS
