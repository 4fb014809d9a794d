/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

/* Whether an issue's field is to be shown. */
typedef gboolean (*SimFieldWanted) (gpointer data, const char *field);

void sim_jira_write_issue (
  SimRequest *request, GString *out, guint issue, SimFieldWanted wanted, gpointer data);

G_END_DECLS
