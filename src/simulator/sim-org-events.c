/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The organisation's audit log: events, events-stream, one event, event-actions. */

#include "sim-org.h"

#include <string.h>

#include "sim-events.h"
#include "sim-groups.h"
#include "sim-json.h"
#include "sim-org-cursor.h"
#include "sim-org-error.h"
#include "sim-org-write.h"

#define MOST_EVENTS 500

/* Which events are wanted. */
typedef struct
{
  gint64 from;
  gint64 to;
  const char *action; /* (nullable) */
  const char *actor;  /* (nullable) */
  const char *q;      /* (nullable) */
} Filter;

static char *
make_id (SimRequest *request, guint row)
{
  return sim_groups_new_id (request->options->seed, "event", row);
}

static void
write_context (SimRequest *request, GString *out, const SimEvent *event)
{
  SimStore *store = request->store;

  sim_json_begin_array (out, "context");
  if (event->user != SIM_NONE)
    {
      const SimUser *user = sim_store_user (store, event->user);

      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", sim_store_text (store, user->account_id));
      sim_json_string (out, "type", "users");
      sim_json_begin_object (out, "attributes");
      sim_json_string (out, "name", sim_store_text (store, user->name));
      sim_json_string (out, "email", sim_store_text (store, user->email));
      sim_json_end_object (out);
      sim_json_end_object (out);
    }
  if (event->group != SIM_NONE)
    {
      const SimGroup *group = sim_store_group (store, event->group);

      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", sim_store_text (store, group->id));
      sim_json_string (out, "type", "groups");
      sim_json_begin_object (out, "attributes");
      sim_json_string (out, "name", sim_store_text (store, group->name));
      sim_json_end_object (out);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
}

static void
write_event (SimRequest *request, GString *out, const char *key, guint row)
{
  SimStore *store = request->store;
  const SimEvent *event = &g_array_index (store->events, SimEvent, row);
  const SimUser *actor = sim_store_user (store, event->actor);
  g_autofree char *id = make_id (request, row);
  g_autofree char *self = g_strconcat (request->base, "/admin/v1/orgs/", store->org.org_id,
                                       "/events/", id, NULL);

  sim_json_begin_object (out, key);
  sim_json_string (out, "id", id);
  sim_json_string (out, "type", "events");
  sim_json_begin_object (out, "attributes");
  sim_org_write_time (out, "time", event->when);
  sim_json_string (out, "action", sim_event_action (event->kind));
  sim_json_begin_object (out, "actor");
  sim_json_string (out, "id", sim_store_text (store, actor->account_id));
  sim_json_string (out, "name", sim_store_text (store, actor->name));
  sim_json_string (out, "email", sim_store_text (store, actor->email));
  sim_json_end_object (out);
  write_context (request, out, event);
  sim_json_raw (out, "container", "[]");
  sim_json_raw (out, "location", "{\"ip\":\"127.0.0.1\"}");
  sim_json_end_object (out);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static gboolean
passes (SimStore *store, const Filter *filter, const SimEvent *event)
{
  const SimUser *actor = sim_store_user (store, event->actor);

  return event->when >= filter->from && event->when <= filter->to
         && (filter->action == NULL || strcmp (sim_event_action (event->kind), filter->action) == 0)
         && (filter->actor == NULL
             || strcmp (sim_store_text (store, actor->account_id), filter->actor) == 0)
         && (filter->q == NULL || strcasestr (sim_event_action (event->kind), filter->q) != NULL
             || strcasestr (sim_event_name (event->kind), filter->q) != NULL);
}

/* Reads a time in ms. Returns: FALSE where it is none; the answer is written */
static gboolean
read_time (SimRequest *request, JsonObject *wanted, const char *name, gint64 standard, gint64 *when)
{
  const char *text = sim_object_string (wanted, name);

  *when = standard;
  if (text == NULL || g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, when, NULL))
    return TRUE;
  sim_org_fail (request, SIM_ORG_BAD_TIME, "%s isn't a time in milliseconds.", name);
  return FALSE;
}

static void
write_end (SimRequest *request, GString *out, const SimOrgPage *page, guint next, guint n)
{
  GUri *uri = soup_server_message_get_uri (request->message);
  g_autofree char *cursor = sim_org_page_cursor (page, next);
  g_autofree char *link = g_strconcat (request->base, g_uri_get_path (uri), "?cursor=", cursor,
                                       NULL);
  gboolean more = next < request->store->events->len;

  sim_json_end_array (out);
  sim_json_begin_object (out, "meta");
  sim_json_string (out, "next", cursor);
  sim_json_int (out, "page_size", n);
  sim_json_end_object (out);
  sim_org_write_links (out, more ? link : NULL);
  sim_json_end_object (out);
}

/* Writes a page. A cursor of the last page goes on where new events will come. */
static void
write_events (SimRequest *request, const char *kind, guint standard, gboolean newest_first)
{
  SimStore *store = request->store;
  guint n_events = store->events->len, limit, n = 0, at;
  g_auto (SimOrgPage) page = { 0 };
  Filter filter = { 0 };
  GString *out;

  if (!sim_org_page_from_query (request, kind, &page)
      || !sim_org_page_limit (request, &page, standard, MOST_EVENTS, &limit)
      || !read_time (request, page.wanted, "from", 0, &filter.from)
      || !read_time (request, page.wanted, "to", G_MAXINT64, &filter.to))
    return;
  filter.action = sim_object_string (page.wanted, "action");
  filter.actor = sim_object_string (page.wanted, "actor");
  filter.q = sim_object_string (page.wanted, "q");
  newest_first |= g_strcmp0 (sim_object_string (page.wanted, "sortOrder"), "desc") == 0;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (at = page.at; at < n_events && n < limit; at++)
    {
      guint row = newest_first ? n_events - 1 - at : at;

      if (!passes (store, &filter, &g_array_index (store->events, SimEvent, row)))
        continue;
      write_event (request, out, NULL, row);
      n++;
    }
  write_end (request, out, &page, at, n);
}

static void
get_events (SimRequest *request)
{
  write_events (request, "events", 30, TRUE);
}

static void
get_stream (SimRequest *request)
{
  write_events (request, "stream", 200, FALSE);
}

static void
get_event (SimRequest *request)
{
  for (guint row = 0; row < request->store->events->len; row++)
    {
      g_autofree char *id = make_id (request, row);

      if (strcmp (id, request->arguments[1]) == 0)
        {
          GString *out = sim_request_begin (request, 200);

          sim_json_begin_object (out, NULL);
          write_event (request, out, "data", row);
          sim_json_end_object (out);
          return;
        }
    }
  sim_org_fail (request, SIM_ORG_NO_EVENT, "There is no event %s.", request->arguments[1]);
}

static void
get_actions (SimRequest *request)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint kind = 0; kind < SIM_N_EVENTS; kind++)
    {
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", sim_event_action (kind));
      sim_json_string (out, "type", "event-actions");
      sim_json_begin_object (out, "attributes");
      sim_json_string (out, "displayName", sim_event_name (kind));
      sim_json_string (out, "groupDisplayName", sim_event_family (kind));
      sim_json_end_object (out);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_end_object (out);
}

#define ORG "/admin/v1/orgs/{orgId}"

static const SimRoute routes[] = {
  { "GET", ORG "/events", get_events, SIM_NEED_ORG_READ, SIM_LIMIT_EVENTS },
  { "GET", ORG "/events-stream", get_stream, SIM_NEED_ORG_READ, NULL },
  { "GET", ORG "/events/{eventId}", get_event, SIM_NEED_ORG_READ, NULL },
  { "GET", ORG "/event-actions", get_actions, SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_event_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
