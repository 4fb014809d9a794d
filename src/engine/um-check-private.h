/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a check writes into the lines of its table. */
#pragma once

#include "um-check.h"

G_BEGIN_DECLS

UmCheckRight *um_check_right_new (UmRightKind kind);
/* Says what the probe found. @detail: (nullable) */
void um_check_right_set (UmCheckRight *self, UmTruth granted, const char *detail);

G_END_DECLS
