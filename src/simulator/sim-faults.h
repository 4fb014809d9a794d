/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  SIM_FAULT_NONE = -1,
  SIM_FAULT_500,
  SIM_FAULT_500_AFTER,
  SIM_FAULT_503,
  SIM_FAULT_429,
  SIM_FAULT_HTML,
  SIM_FAULT_TRUNCATED,
  SIM_FAULT_EMPTY,
  SIM_FAULT_SLOW,
  SIM_FAULT_DUPLICATE,
  SIM_FAULT_SHORT_PAGE,
  SIM_FAULT_NULL_EMAIL,
  SIM_FAULT_LOSE_GROUP,
  SIM_N_FAULTS
} SimFault;

typedef struct
{
  double rates[SIM_N_FAULTS];
  double drop;
  guint64 seed;
  guint64 n_rolls;
  guint64 n_writes;
} SimFaults;

const char *sim_fault_name (SimFault fault);
const char *sim_fault_help (SimFault fault);
SimFault sim_fault_from_name (const char *name);
gboolean sim_faults_parse (SimFaults *self, const char *text, GError **error);
SimFault sim_faults_roll (SimFaults *self);
gboolean sim_faults_roll_drop (SimFaults *self);
gboolean sim_faults_hits (const SimFaults *self, SimFault fault, guint row);

G_END_DECLS
