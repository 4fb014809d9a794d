/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions of plans, written as short texts. */
#pragma once

#include "um-plan.h"

G_BEGIN_DECLS

/** um_test_add_action: @text: "add-to-groups g1 g2": the key of an action with the values of its
 * first input, or "change-directory d1 into=d2": of the one named. */
void um_test_add_action (UmPlan *plan, const char *text);

G_END_DECLS
