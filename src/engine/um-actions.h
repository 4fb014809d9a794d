/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The catalogue of actions (DESIGN.md §1, idea 2), as front ends read it. */
#pragma once

#include "um-action-info.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* All actions in the order of their cards. (transfer none), ended by NULL. */
const UmActionInfo *const *um_actions_list (void);
/* What is made of a run and has no card. (transfer none), ended by NULL. */
const UmActionInfo *const *um_actions_list_of_runs (void);
gboolean um_actions_can_be_planned (const char *key);
const UmActionInfo *um_actions_find (const char *key);

UmObstacle um_actions_get_obstacle (const UmActionInfo *info, UmSourceState *state);
const char *um_obstacle_to_nick (UmObstacle obstacle);

G_END_DECLS
