/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People of every kind of a simulated organisation, what plans do to them, and what the simulator
 * says of it. */
#pragma once

#include "um-test-runs.h"

G_BEGIN_DECLS

typedef struct
{
  UmTestSimulator *simulator;
  char *folder;
  UmEngine *engine;
  UmSourceState *state;
} UmTestMixed;

void um_test_mixed_set_up (UmTestMixed *self, gconstpointer data);
void um_test_mixed_tear_down (UmTestMixed *self, gconstpointer data);

/* Some of each kind: by status, management, provisioning and number of directories. (transfer full)
 * (element-type utf8) */
GPtrArray *um_test_mixed_people (UmTestMixed *self);
/* account id → all that the simulator holds of him, as text. (transfer full) */
GHashTable *um_test_mixed_list_truth (UmTestMixed *self);
/* That exactly the users of @touched (element-type utf8) differ. */
void um_test_mixed_assert_changed (GHashTable *before, GHashTable *after, GPtrArray *touched);
/* Whom a plan touches; the others are left out for @n_kinds reasons at least. (transfer full) */
GPtrArray *um_test_mixed_list_touched (UmPlan *plan, guint n_kinds);
/* Runs a plan; nothing that it was going to do may fail. Returns whom it changed. (transfer full)
 */
GPtrArray *um_test_mixed_carry_out (UmTestMixed *self, UmPlan *plan, guint n_touched);
/* What was laid over the snapshot is what a refresh reads. */
void um_test_mixed_assert_as_read (UmTestMixed *self, GPtrArray *ids);

G_END_DECLS
