/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

gboolean sim_limiter_admit (SimRequest *request, SimBucket *bucket, double rate);
void sim_limiter_refuse (SimRequest *request, guint limit, guint wait);

G_END_DECLS
