/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimStats: what the simulator was asked and what that changed, so that a test can tell lost from
 * doubled. `effects` counts writes that changed something, issues and invitations among them;
 * `repeated` those that asked for what already stood. Owned by the server.
 */

#include "sim-stats.h"

#include <string.h>

#include "sim-json.h"

typedef struct
{
  SimStats *stats;
  guint user;
  gboolean write;
  gboolean landed;
} Flight;

void
sim_stats_init (SimStats *self)
{
  memset (self, 0, sizeof *self);
  self->in_flight = g_array_new (FALSE, TRUE, sizeof (guint16));
  self->writes = g_array_new (FALSE, TRUE, sizeof (guint16));
}

void
sim_stats_clear (SimStats *self)
{
  g_clear_pointer (&self->in_flight, g_array_unref);
  g_clear_pointer (&self->writes, g_array_unref);
}

/* Starts all counts anew; what is in flight stays so. */
void
sim_stats_reset (SimStats *self, SimRouter *router)
{
  GArray *in_flight = self->in_flight, *writes = self->writes;
  GPtrArray *endpoints = sim_router_endpoints (router);

  memset (self, 0, sizeof *self);
  self->in_flight = in_flight;
  self->writes = writes;
  for (guint i = 0; i < endpoints->len; i++)
    ((SimEndpoint *) endpoints->pdata[i])->n_requests = 0;
}

static void
land (Flight *flight)
{
  if (!flight->landed)
    {
      g_array_index (flight->stats->in_flight, guint16, flight->user)--;
      if (flight->write)
        g_array_index (flight->stats->writes, guint16, flight->user)--;
    }
  flight->landed = TRUE;
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  land (data);
}

static void
flight_free (gpointer data, GClosure *closure)
{
  land (data);
  g_free (data);
}

static guint
count_up (GArray *counts, guint user)
{
  if (user >= counts->len)
    g_array_set_size (counts, user + 1);
  return ++g_array_index (counts, guint16, user);
}

/**
 * sim_stats_track:
 * @write: whether it is a write through the organisation
 *
 * Counts a request about @user as in flight until its answer is sent or the connection ends.
 *
 * Returns: how many of the organisation's writes about him are in flight, with this one
 */
guint
sim_stats_track (SimStats *self, SoupServerMessage *message, guint user, gboolean write)
{
  Flight *flight = g_new (Flight, 1);
  guint n = count_up (self->in_flight, user);

  self->max_in_flight = MAX (self->max_in_flight, n);
  *flight = (Flight){ self, user, write };
  g_signal_connect_data (message, "finished", G_CALLBACK (finished_cb), flight, flight_free, 0);
  return write ? count_up (self->writes, user) : 0;
}

void
sim_stats_count (SimStats *self, const SimRequest *request, gboolean dropped)
{
  if (dropped)
    self->dropped++;
  else
    self->by_status[MIN (request->status, G_N_ELEMENTS (self->by_status) - 1)]++;
  self->effects += request->effects;
  self->repeated += request->repeated;
  self->created += request->created;
}

static void
write_endpoints (SimStats *self, SimRouter *router, GString *out)
{
  GPtrArray *endpoints = sim_router_endpoints (router);

  sim_json_begin_object (out, "by_endpoint");
  for (guint i = 0; i < endpoints->len; i++)
    {
      const SimEndpoint *endpoint = endpoints->pdata[i];
      g_autofree char *name = g_strconcat (endpoint->route->method, " ", endpoint->route->pattern,
                                           NULL);

      if (endpoint->n_requests > 0)
        sim_json_int (out, name, (gint64) endpoint->n_requests);
    }
  if (self->elsewhere > 0)
    sim_json_int (out, "other", (gint64) self->elsewhere);
  sim_json_end_object (out);
}

void
sim_stats_write (SimStats *self, SimRouter *router, GString *out)
{
  sim_json_begin_object (out, NULL);
  sim_json_int (out, "requests", (gint64) self->requests);
  sim_json_begin_object (out, "by_status");
  for (guint i = 0; i < G_N_ELEMENTS (self->by_status); i++)
    {
      char status[16];

      g_snprintf (status, sizeof status, "%u", i);
      if (self->by_status[i] > 0)
        sim_json_int (out, status, (gint64) self->by_status[i]);
    }
  if (self->dropped > 0)
    sim_json_int (out, "dropped", (gint64) self->dropped);
  sim_json_end_object (out);
  write_endpoints (self, router, out);
  sim_json_int (out, "effects", (gint64) self->effects);
  sim_json_int (out, "repeated", (gint64) self->repeated);
  sim_json_int (out, "created", (gint64) self->created);
  sim_json_int (out, "max_in_flight_per_user", self->max_in_flight);
  sim_json_end_object (out);
}
