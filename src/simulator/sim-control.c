/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests ask the simulator itself, under /_simulator/: stats, members, state, reset-stats, set.
 * No credentials (it listens on loopback alone), no faults, not counted.
 */

#include "sim-control.h"

#include <string.h>

#include "sim-dump.h"
#include "sim-json.h"
#include "sim-lag.h"
#include "sim-members.h"

static void
answer_members (SimRequest *request)
{
  SimStore *store = request->store;
  const char *wanted = sim_request_get (request, "group");
  g_autofree guint32 *members = NULL;
  guint group = SIM_NONE, n;
  GString *out;

  if (wanted != NULL)
    group = sim_index_find (&store->groups_by_id, wanted);
  if (wanted != NULL && group == SIM_NONE)
    group = sim_index_find (&store->groups_by_name, wanted);
  if (group == SIM_NONE)
    {
      sim_request_fail (request, 404, "There is no such group.");
      return;
    }

  members = sim_members_truth (store, group, &n);
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "account_ids");
  for (guint i = 0; i < n; i++)
    sim_json_string (out, NULL,
                     sim_store_text (store, sim_store_user (store, members[i])->account_id));
  sim_json_end_array (out);
  sim_json_end_object (out);
}

/* Reads a number from 0 to @most. */
static gboolean
read_number (JsonNode *node, double most, double *number)
{
  GType type = json_node_get_value_type (node);

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *number = json_node_get_double (node);
  return *number >= 0 && *number <= most;
}

static gboolean
set_faults (SimFaults *faults, JsonNode *value)
{
  JsonObjectIter iter;
  const char *kind;
  JsonNode *rate;

  if (!JSON_NODE_HOLDS_OBJECT (value))
    return FALSE;
  json_object_iter_init (&iter, json_node_get_object (value));
  while (json_object_iter_next (&iter, &kind, &rate))
    {
      SimFault fault = sim_fault_from_name (kind);
      double number;

      if (fault == SIM_FAULT_NONE || !read_number (rate, 1, &number))
        return FALSE;
      faults->rates[fault] = number;
    }
  return TRUE;
}

/* Takes one setting. Returns: FALSE where it isn't one */
static gboolean
set_one (SimServer *server, SimOptions *options, const char *name, JsonNode *value)
{
  double number;

  if (strcmp (name, "fault") == 0)
    return set_faults (&options->faults, value);
  if (!read_number (value, 1e6, &number))
    return FALSE;

  if (strcmp (name, "rate") == 0)
    options->rate = number;
  else if (strcmp (name, "latency") == 0)
    options->latency = (guint) number;
  else if (strcmp (name, "lag") == 0)
    options->lag = (guint) number;
  else if (strcmp (name, "key-days") == 0)
    options->key_days = (gint64) number;
  else if (strcmp (name, "drop") == 0 && number <= 1)
    options->faults.drop = number;
  else
    return FALSE;
  return TRUE;
}

/* Changes settings while the simulator runs: all of them, or none where one is wrong. */
static void
answer_set (SimServer *server, SimRequest *request)
{
  SimOptions options = server->options;
  JsonObject *object;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (!sim_request_read_json (request) || (object = sim_request_object (request)) == NULL)
    {
      sim_request_fail (request, 400, "The body is not a JSON object.");
      return;
    }
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &value))
    if (!set_one (server, &options, name, value))
      {
        sim_request_fail (request, 400, "There is no setting “%s”, or its value is wrong.", name);
        return;
      }
  server->options = options;
  sim_lag_set (server->store->lag, options.lag);
  sim_router_reset_buckets (server->router);
  sim_request_text (request, 200, "application/json", "{}");
}

/* Answers a request for @path below /_simulator/. */
void
sim_control_handle (SimServer *server, SimRequest *request, const char *path)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  gboolean get = strcmp (request->method, "GET") == 0;
  gboolean post = strcmp (request->method, "POST") == 0;

  if (!sim_query_parse (&request->query, g_uri_get_query (uri)))
    sim_request_fail (request, 400, "The query is not valid UTF-8.");
  else if (get && strcmp (path, "stats") == 0)
    sim_stats_write (&server->stats, server->router, sim_request_begin (request, 200));
  else if (get && strcmp (path, "members") == 0)
    answer_members (request);
  else if (get && strcmp (path, "state") == 0)
    sim_dump_write (request);
  else if (post && strcmp (path, "reset-stats") == 0)
    {
      sim_stats_reset (&server->stats, server->router);
      sim_request_text (request, 200, "application/json", "{}");
    }
  else if (post && strcmp (path, "set") == 0)
    answer_set (server, request);
  else
    sim_request_fail (request, 404, "There is no such thing to ask the simulator.");
}
