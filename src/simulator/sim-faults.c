/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimFaults: which answers go wrong. The n-th request meets the same fault at every run with the
 * same seed, whatever it asks for. Owned by the server.
 */

#include "sim-faults.h"

#include <string.h>
#include <gio/gio.h>

#include "sim-random.h"

static const struct
{
  const char *name;
  const char *help;
} faults[SIM_N_FAULTS] = {
  [SIM_FAULT_500] = { "500", "500 with a JSON error, nothing done" },
  [SIM_FAULT_500_AFTER] = { "500-after", "500 although it was done" },
  [SIM_FAULT_503] = { "503", "503 with Retry-After, nothing done" },
  [SIM_FAULT_429] = { "429", "429 with Retry-After, nothing done" },
  [SIM_FAULT_HTML] = { "html", "an HTML page with status 200, nothing done" },
  [SIM_FAULT_TRUNCATED] = { "truncated", "the JSON is cut off in the middle" },
  [SIM_FAULT_EMPTY] = { "empty", "the right status and an empty body" },
  [SIM_FAULT_SLOW] = { "slow", "the answer comes 3 seconds later" },
  [SIM_FAULT_DUPLICATE] = { "duplicate", "users/search lists a user twice (share of its blocks)" },
  [SIM_FAULT_SHORT_PAGE] = { "short-page", "users/search has gaps (share of its blocks)" },
  [SIM_FAULT_NULL_EMAIL] = { "null-email", "hidden e-mail addresses come as null (share of them)" },
  [SIM_FAULT_LOSE_GROUP] = { "lose-group",
                             "who is deactivated is taken out of a group, too (share of users)" },
};

const char *
sim_fault_name (SimFault fault)
{
  return faults[fault].name;
}

const char *
sim_fault_help (SimFault fault)
{
  return faults[fault].help;
}

/* Returns: the fault called @name, or %SIM_FAULT_NONE */
SimFault
sim_fault_from_name (const char *name)
{
  for (guint i = 0; i < SIM_N_FAULTS; i++)
    if (strcmp (faults[i].name, name) == 0)
      return (SimFault) i;
  return SIM_FAULT_NONE;
}

/* Reads a rate, a number from 0 to 1, whatever the locale. */
static gboolean
parse_rate (const char *text, double *rate)
{
  char *end = NULL;
  double value = g_ascii_strtod (text, &end);

  if (end == text || *end != '\0' || !(value >= 0 && value <= 1))
    return FALSE;
  *rate = value;
  return TRUE;
}

/**
 * sim_faults_parse:
 * @text: `KIND=RATE`
 *
 * Sets the rate of one kind. Errors: %G_IO_ERROR_INVALID_ARGUMENT with a sentence.
 */
gboolean
sim_faults_parse (SimFaults *self, const char *text, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (text, "=", 2);
  SimFault fault;
  double rate;

  if (g_strv_length (parts) != 2)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not of the form KIND=RATE", text);
      return FALSE;
    }
  fault = sim_fault_from_name (parts[0]);
  if (fault == SIM_FAULT_NONE)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   "“%s” is not a kind of fault (see --help)", parts[0]);
      return FALSE;
    }
  if (!parse_rate (parts[1], &rate))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "“%s” is not a rate from 0 to 1",
                   parts[1]);
      return FALSE;
    }
  self->rates[fault] = rate;
  return TRUE;
}

/* Returns: the fault that the next request meets; those that hit users never come here */
SimFault
sim_faults_roll (SimFaults *self)
{
  SimRandom random = sim_random_new (self->seed, self->n_rolls++);
  double unit = sim_random_unit (&random);

  for (guint i = SIM_FAULT_500; i < SIM_FAULT_DUPLICATE; i++)
    {
      if (unit < self->rates[i])
        return (SimFault) i;
      unit -= self->rates[i];
    }
  return SIM_FAULT_NONE;
}

/* Returns: whether the answer to the next effective write is lost */
gboolean
sim_faults_roll_drop (SimFaults *self)
{
  SimRandom random = sim_random_new (~self->seed, self->n_writes++);

  return sim_random_chance (&random, self->drop);
}

/* Returns: whether a fault that hits users hits @row; always the same for the same row */
gboolean
sim_faults_hits (const SimFaults *self, SimFault fault, guint row)
{
  SimRandom random;

  if (self->rates[fault] <= 0)
    return FALSE;
  random = sim_random_new (self->seed + (guint64) fault, row);
  return sim_random_chance (&random, self->rates[fault]);
}
