/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

void sim_dump_write (SimRequest *request);

G_END_DECLS
