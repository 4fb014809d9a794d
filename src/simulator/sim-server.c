/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimServer: the simulated Atlassian on a port of loopback. One thread, nothing blocks: a request
 * is answered at once, and held back by a timer where it shall take longer.
 */

#include "sim-server.h"

#include <string.h>

#include "sim-control.h"
#include "sim-jira.h"
#include "sim-json.h"
#include "sim-lag.h"
#include "sim-limiter.h"
#include "sim-org.h"
#include "sim-org-error.h"
#include "sim-state.h"

#define SLOW_MS        3000
#define LISTEN_BACKLOG 1024

#define HTML_PAGE                                                           \
  "<!DOCTYPE html><html><head><title>Sign in to the network</title></head>" \
  "<body><h1>Welcome</h1><p>Accept the terms to go on.</p></body></html>"
#define NOT_FOUND_PAGE                                         \
  "<!DOCTYPE html><html><head><title>Not found</title></head>" \
  "<body><h1>Oops, you&#39;ve found a dead link.</h1></body></html>"

/* An answer that is held back. */
typedef struct
{
  SoupServerMessage *message;
  gboolean drop;
} Held;

static void
held_free (gpointer data)
{
  Held *held = data;

  g_object_unref (held->message);
  g_free (held);
}

static gboolean
release_cb (gpointer data)
{
  Held *held = data;

  if (held->drop)
    {
      g_autoptr (GIOStream) stream = soup_server_message_steal_connection (held->message);

      if (stream != NULL)
        g_io_stream_close (stream, NULL, NULL);
    }
  else
    soup_server_message_unpause (held->message);
  return G_SOURCE_REMOVE;
}

static void
hold (SoupServerMessage *message, guint delay, gboolean drop)
{
  Held *held = g_new (Held, 1);

  *held = (Held){ g_object_ref (message), drop };
  soup_server_message_pause (message);
  g_timeout_add_full (G_PRIORITY_DEFAULT, delay, release_cb, held, held_free);
}

/* Answers for a path that isn't there, or a method that it doesn't have. */
static void
refuse_path (SimServer *self, SimRequest *request, const char *path, SimRouting routing)
{
  g_autofree char *uri = NULL;
  GString *out;

  if (request->gateway || g_str_has_prefix (path, "/admin/") || g_str_has_prefix (path, "/users/")
      || g_str_has_prefix (path, "/ex/") || g_str_has_prefix (path, "/scim/"))
    {
      if (sim_auth_org_key (self->auth, request) == SIM_ORG_KEY_NONE
          && !g_str_has_prefix (path, "/rest/"))
        sim_request_text (request, 401, "application/json",
                          "{\"code\":401,\"message\":\"Unauthorized\"}");
      else
        sim_request_text (request, 404, "application/json",
                          "{\"code\":404,\"message\":\"Not Found\"}");
    }
  else if (routing == SIM_NO_SUCH_METHOD)
    sim_request_fail (request, 405, "HTTP 405 Method Not Allowed");
  else if (g_str_has_prefix (path, "/rest/"))
    {
      uri = g_strconcat ("null for uri: ", request->base, path, NULL);
      out = sim_request_begin (request, 404);
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "message", uri);
      sim_json_int (out, "status-code", 404);
      sim_json_end_object (out);
    }
  else
    sim_request_text (request, 404, "text/html;charset=UTF-8", NOT_FOUND_PAGE);
}

/* Answers with a fault that comes before anything is done. Returns: whether it did */
static gboolean
fail_early (SimRequest *request, SimFault fault)
{
  switch (fault)
    {
    case SIM_FAULT_500:
      sim_request_fail (request, 500, "Internal server error");
      return TRUE;
    case SIM_FAULT_503:
      sim_request_header (request, "Retry-After", "1");
      sim_request_text (request, 503, "text/html;charset=UTF-8",
                        "<html><body><h1>503 Service Temporarily Unavailable</h1></body></html>");
      return TRUE;
    case SIM_FAULT_429:
      sim_limiter_refuse (request, 100, 1);
      return TRUE;
    case SIM_FAULT_HTML:
      sim_request_text (request, 200, "text/html;charset=UTF-8", HTML_PAGE);
      return TRUE;
    default:
      return FALSE;
    }
}

/* Spoils an answer that is ready. */
static void
spoil (SimRequest *request, SimFault fault)
{
  if (fault == SIM_FAULT_500_AFTER)
    sim_request_fail (request, 500, "Internal server error");
  else if (fault == SIM_FAULT_TRUNCATED && request->body != NULL)
    g_string_truncate (request->body, request->body->len / 2);
  else if (fault == SIM_FAULT_EMPTY && request->body != NULL)
    g_string_truncate (request->body, 0);
}

/* Finds the account that a request is about: one account id in the path, in the query or in the
 * body. */
static guint
find_user (SimRequest *request, const SimEndpoint *endpoint)
{
  const char *id = NULL;

  if (endpoint->user < SIM_MAX_ARGUMENTS)
    id = request->arguments[endpoint->user];
  else if (sim_query_count (&request->query, "accountId") == 1)
    id = sim_query_get (&request->query, "accountId");
  else if (request->json != NULL && JSON_NODE_HOLDS_OBJECT (request->json))
    id = sim_object_string (json_node_get_object (request->json), "accountId");
  return id != NULL ? sim_index_find (&request->store->users_by_id, id) : SIM_NONE;
}

/* Returns: whether the request changes something through the organisation */
static gboolean
is_write (const SimRequest *request, const SimEndpoint *endpoint)
{
  return endpoint->route->need == SIM_NEED_ORG_WRITE
         || (endpoint->route->need == SIM_NEED_MANAGE && strcmp (request->method, "GET") != 0);
}

/* Reads what came with the address and the body. Returns: FALSE where the answer is written */
static gboolean
read_request (SimServer *self, SimRequest *request, const SimEndpoint *endpoint)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  gboolean is_get = strcmp (request->method, "GET") == 0;

  if (!sim_query_parse (&request->query, g_uri_get_query (uri)))
    {
      sim_request_fail (request, 400, "The query is not valid UTF-8.");
      return FALSE;
    }
  if (is_get && request->api == SIM_API_SITE
      && soup_server_message_get_request_body (request->message)->length > 0)
    {
      sim_request_header (request, "X-Seraph-LoginReason", "AUTHENTICATED_FAILED");
      sim_request_text (request, 403, "text/html;charset=UTF-8",
                        "<html><body><h1>403 Forbidden</h1></body></html>");
      return FALSE;
    }
  if (!is_get && !sim_request_read_json (request))
    {
      sim_request_fail (request, 400,
                        "There was an error parsing JSON. Check that your request body is valid.");
      return FALSE;
    }
  request->user = find_user (request, endpoint);
  if (request->user != SIM_NONE)
    request->n_writes = sim_stats_track (&self->stats, request->message, request->user,
                                         is_write (request, endpoint));
  return TRUE;
}

/* The organisation refuses two writes about one user at once. Returns: FALSE where the answer is
 * written */
static gboolean
is_alone (SimRequest *request, const SimEndpoint *endpoint)
{
  if (request->n_writes < 2 || endpoint->route->need != SIM_NEED_ORG_WRITE)
    return TRUE;
  sim_org_fail (request, SIM_ORG_CONFLICT, "Another change of this user is under way.");
  return FALSE;
}

static void
answer (SimServer *self, SimRequest *request, const char *path, SimFault fault)
{
  gsize prefix = strlen (self->gateway_prefix);
  SimEndpoint *endpoint;
  SimRouting routing;

  if (strncmp (path, self->gateway_prefix, prefix) == 0 && path[prefix] == '/')
    {
      request->gateway = TRUE;
      request->base = self->gateway_base;
      path += prefix;
    }
  routing = request->gateway && !g_str_has_prefix (path, "/rest/")
              ? SIM_NO_SUCH_PATH
              : sim_router_match (self->router, request->method, path, &endpoint,
                                  request->arguments);
  if (routing != SIM_ROUTED)
    {
      self->stats.elsewhere++;
      refuse_path (self, request, path, routing);
      return;
    }

  endpoint->n_requests++;
  if (read_request (self, request, endpoint) && !fail_early (request, fault)
      && sim_limiter_admit (request, endpoint->bucket, self->options.rate)
      && sim_auth_admit (self->auth, request, endpoint->route->need)
      && is_alone (request, endpoint))
    {
      sim_lag_settle (self->store, g_get_real_time () / 1000);
      endpoint->route->handler (request);
    }
  spoil (request, fault);
}

/* Hands the finished answer to libsoup. */
static void
put (SimServer *self, SimRequest *request)
{
  char id[40];

  g_snprintf (id, sizeof id, "%08x%08x", (guint) self->options.seed, self->n_answers++);
  sim_request_header (request, "X-ARequestId", id);
  sim_request_header (request, "atl-traceid", id);
  soup_server_message_set_status (request->message, request->status, NULL);
  if (request->content_type != NULL && request->body != NULL)
    {
      gsize length = request->body->len;

      soup_server_message_set_response (request->message, request->content_type, SOUP_MEMORY_TAKE,
                                        g_string_free (g_steal_pointer (&request->body), FALSE),
                                        length);
    }
}

static void
handle_cb (
  SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  SimServer *self = data;
  SimRequest request = {
    .store = self->store,
    .listing = &self->listing,
    .options = &self->options,
    .message = message,
    .method = soup_server_message_get_method (message),
    .api = sim_org_api_of (path),
    .base = self->base,
    .caller = SIM_NONE,
    .user = SIM_NONE,
  };
  SimFault fault = SIM_FAULT_NONE;
  gboolean drop = FALSE;
  guint delay = 0;

  if (g_str_has_prefix (path, SIM_CONTROL_PREFIX))
    sim_control_handle (self, &request, path + strlen (SIM_CONTROL_PREFIX));
  else
    {
      self->stats.requests++;
      fault = sim_faults_roll (&self->options.faults);
      answer (self, &request, path, fault);
      drop = request.effects > 0 && sim_faults_roll_drop (&self->options.faults);
      sim_stats_count (&self->stats, &request, drop);
      delay = self->options.latency + (fault == SIM_FAULT_SLOW ? SLOW_MS : 0);
    }
  put (self, &request);
  if (delay > 0 || drop)
    hold (message, delay, drop);
  sim_request_clear (&request);
}

static gboolean
open_store (SimServer *self, GError **error)
{
  if (self->options.state != NULL)
    {
      self->state = sim_state_open (self->options.state, &self->options, error);
      if (self->state == NULL)
        return FALSE;
    }
  if (self->options.today == 0)
    self->options.today = g_get_real_time () / 1000 / SIM_DAY_MS * SIM_DAY_MS;

  self->store = sim_store_new (&self->options);
  if (self->state != NULL
      && !sim_state_replay (self->state, sim_changes_replay, self->store, error))
    return FALSE;
  self->store->state = self->state;
  return TRUE;
}

/* Opens the port with room for many callers at once: libsoup's own would hold ten. */
static GSocket *
open_socket (guint port, GError **error)
{
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);
  g_autoptr (GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM,
                                             G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL || !g_socket_bind (socket, address, TRUE, error))
    return NULL;
  g_socket_set_listen_backlog (socket, LISTEN_BACKLOG);
  return g_socket_listen (socket, error) ? g_steal_pointer (&socket) : NULL;
}

static gboolean
start_listening (SimServer *self, GError **error)
{
  g_autoptr (GSocket) socket = open_socket (self->options.port, error);
  g_autoptr (GSocketAddress) address = NULL;

  if (socket == NULL)
    return FALSE;
  address = g_socket_get_local_address (socket, error);
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_handler (self->soup, NULL, handle_cb, self, NULL);
  if (address == NULL || !soup_server_listen_socket (self->soup, socket, 0, error))
    return FALSE;

  self->base = g_strdup_printf ("http://127.0.0.1:%u",
                                g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  self->gateway_prefix = g_strconcat ("/ex/jira/", self->store->org.cloud_id, NULL);
  self->gateway_base = g_strconcat (self->base, self->gateway_prefix, NULL);
  return TRUE;
}

/**
 * sim_server_new:
 * @options: copied
 *
 * Returns: (transfer full) (nullable): the server, listening. Errors: of the socket, or
 *   %G_IO_ERROR_INVALID_DATA for a state file that can't be used
 */
SimServer *
sim_server_new (const SimOptions *options, GError **error)
{
  g_autoptr (SimServer) self = g_new0 (SimServer, 1);

  self->options = *options;
  self->options.state = g_strdup (options->state);
  sim_stats_init (&self->stats);
  if (!open_store (self, error))
    return NULL;

  self->auth = sim_auth_new (self->store);
  self->router = sim_router_new ();
  sim_jira_add_routes (self->router);
  sim_org_add_routes (self->router);
  if (!start_listening (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sim_server_free (SimServer *self)
{
  if (self->soup != NULL)
    {
      soup_server_disconnect (self->soup);
      g_object_unref (self->soup);
    }
  g_clear_pointer (&self->router, sim_router_free);
  g_clear_pointer (&self->auth, sim_auth_free);
  g_clear_pointer (&self->store, sim_store_free);
  g_clear_pointer (&self->state, sim_state_close);
  sim_stats_clear (&self->stats);
  sim_listing_clear (&self->listing);
  sim_options_clear (&self->options);
  g_free (self->base);
  g_free (self->gateway_prefix);
  g_free (self->gateway_base);
  g_free (self);
}

/* Returns: (transfer full): the line of JSON that tells where the server is and how to enter */
char *
sim_server_announce (SimServer *self)
{
  const SimOrg *org = &self->store->org;
  const SimUser *owner = sim_store_user (self->store, self->store->owner);
  GString *out = g_string_new (NULL);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "jira_url", self->base);
  sim_json_string (out, "api_url", self->base);
  sim_json_string (out, "email", sim_store_text (self->store, owner->email));
  sim_json_string (out, "jira_token", org->jira_token);
  sim_json_string (out, "dead_jira_token", org->dead_jira_token);
  sim_json_string (out, "scoped_jira_token", org->scoped_jira_token);
  sim_json_string (out, "org_key", org->org_key);
  sim_json_string (out, "scoped_org_key", org->scoped_org_key);
  sim_json_string (out, "dead_org_key", org->dead_org_key);
  sim_json_string (out, "org_id", org->org_id);
  sim_json_string (out, "cloud_id", org->cloud_id);
  sim_json_string (out, "project", "OPS");
  if (self->store->reader != SIM_NONE)
    {
      const SimUser *reader = sim_store_user (self->store, self->store->reader);

      sim_json_string (out, "readonly_email", sim_store_text (self->store, reader->email));
      sim_json_string (out, "readonly_jira_token", org->readonly_jira_token);
    }
  sim_json_end_object (out);
  return g_string_free (out, FALSE);
}
