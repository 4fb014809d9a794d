/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-server.h"

G_BEGIN_DECLS

#define SIM_CONTROL_PREFIX "/_simulator/"

void sim_control_handle (SimServer *server, SimRequest *request, const char *path);

G_END_DECLS
