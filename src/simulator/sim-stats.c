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
} Flight;

void
sim_stats_init (SimStats *self)
{
  memset (self, 0, sizeof *self);
  self->in_flight = g_array_new (FALSE, TRUE, sizeof (guint16));
}

void
sim_stats_clear (SimStats *self)
{
  g_clear_pointer (&self->in_flight, g_array_unref);
}

/* Starts all counts anew; what is in flight stays so. */
void
sim_stats_reset (SimStats *self, SimRouter *router)
{
  GArray *in_flight = self->in_flight;
  GPtrArray *endpoints = sim_router_endpoints (router);

  memset (self, 0, sizeof *self);
  self->in_flight = in_flight;
  for (guint i = 0; i < endpoints->len; i++)
    ((SimEndpoint *) endpoints->pdata[i])->n_requests = 0;
}

static void
finished_cb (SoupServerMessage *message, gpointer data)
{
  const Flight *flight = data;

  g_array_index (flight->stats->in_flight, guint16, flight->user)--;
}

static void
flight_free (gpointer data, GClosure *closure)
{
  g_free (data);
}

/* Counts a request about @user as in flight until its answer is sent or the connection ends. */
void
sim_stats_track (SimStats *self, SoupServerMessage *message, guint user)
{
  Flight *flight = g_new (Flight, 1);
  guint16 *now;

  if (user >= self->in_flight->len)
    g_array_set_size (self->in_flight, user + 1);
  now = &g_array_index (self->in_flight, guint16, user);
  (*now)++;
  self->max_in_flight = MAX (self->max_in_flight, *now);

  *flight = (Flight){ self, user };
  g_signal_connect_data (message, "finished", G_CALLBACK (finished_cb), flight, flight_free, 0);
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
