/* SPDX-License-Identifier: GPL-3.0-or-later */
/* GET auditing/record: what was changed through the API, newest first. */

#include "sim-jira.h"

#include <string.h>

#include "sim-audit.h"
#include "sim-jira-write.h"
#include "sim-json.h"

#define MOST_RECORDS 1000

static void
write_item (GString *out, const char *key, const char *id, const char *name, const char *type)
{
  sim_json_begin_object (out, key);
  sim_json_string (out, "id", id);
  sim_json_string (out, "name", name);
  sim_json_string (out, "typeName", type);
  sim_json_string (out, "parentId", "1");
  sim_json_string (out, "parentName", "Jira Internal Directory");
  sim_json_end_object (out);
}

static void
write_user (SimStore *store, GString *out, const char *key, guint user)
{
  const SimUser *record = sim_store_user (store, user);

  write_item (out, key, sim_store_text (store, record->account_id),
              sim_store_text (store, record->name), "USER");
}

static void
write_record (SimStore *store, GString *out, guint row)
{
  const SimAuditRecord *record = &g_array_index (store->audit, SimAuditRecord, row);
  const SimUser *actor = sim_store_user (store, record->actor);
  const SimGroup *group = record->group != SIM_NONE ? sim_store_group (store, record->group) : NULL;
  g_autofree char *created = sim_jira_print_time (record->when);

  sim_json_begin_object (out, NULL);
  sim_json_int (out, "id", row + 1);
  sim_json_string (out, "summary", sim_audit_summary (record->kind));
  sim_json_string (out, "remoteAddress", "127.0.0.1");
  sim_json_string (out, "authorKey", sim_store_text (store, actor->account_id));
  sim_json_string (out, "authorAccountId", sim_store_text (store, actor->account_id));
  sim_json_string (out, "created", created);
  sim_json_string (out, "category", sim_audit_category (record->kind));
  sim_json_string (out, "eventSource", "");
  if (group != NULL)
    write_item (out, "objectItem", sim_store_text (store, group->id),
                sim_store_text (store, group->name), "GROUP");
  else
    write_user (store, out, "objectItem", record->user);
  sim_json_raw (out, "changedValues", "[]");
  sim_json_begin_array (out, "associatedItems");
  if (group != NULL && record->user != SIM_NONE)
    write_user (store, out, NULL, record->user);
  sim_json_end_array (out);
  sim_json_end_object (out);
}

/* Reads a time, or a day, of the address into ms. Returns: FALSE where it is none; the answer is
 * written */
static gboolean
read_time (SimRequest *request, const char *name, gint64 standard, gint64 *when)
{
  const char *text = sim_request_get (request, name);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autofree char *full = g_strconcat (
    text != NULL ? text : "", text != NULL && strchr (text, 'T') == NULL ? "T00:00:00" : "", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, utc);

  *when = time != NULL ? g_date_time_to_unix (time) * 1000 : standard;
  if (text == NULL || time != NULL)
    return TRUE;
  sim_request_fail (request, 400, "The value '%s' of '%s' is not a date and time.", text, name);
  return FALSE;
}

/* Whether each blank-separated string of `filter` is in one of the record's texts. */
static gboolean
passes (SimStore *store, const SimAuditRecord *record, const char *filter)
{
  g_auto (GStrv) words = g_strsplit (filter != NULL ? filter : "", " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (strcasestr (sim_audit_summary (record->kind), words[i]) == NULL
        && strcasestr (sim_audit_category (record->kind), words[i]) == NULL
        && (record->user == SIM_NONE
            || strcmp (sim_store_text (store, sim_store_user (store, record->user)->account_id),
                       words[i])
                 != 0)
        && (record->group == SIM_NONE
            || strcasestr (sim_store_text (store, sim_store_group (store, record->group)->name),
                           words[i])
                 == NULL))
      return FALSE;
  return TRUE;
}

static void
get_records (SimRequest *request)
{
  SimStore *store = request->store;
  const char *filter = sim_request_get (request, "filter");
  guint offset, limit, total = 0;
  gint64 from, to;
  GString *out;

  if (!sim_request_get_number (request, "offset", 0, &offset)
      || !sim_request_get_number (request, "limit", MOST_RECORDS, &limit)
      || !read_time (request, "from", G_MININT64, &from)
      || !read_time (request, "to", G_MAXINT64, &to))
    return;
  limit = MIN (limit, MOST_RECORDS);

  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_int (out, "offset", offset);
  sim_json_int (out, "limit", limit);
  sim_json_begin_array (out, "records");
  for (guint row = store->audit->len; row-- > 0;)
    {
      const SimAuditRecord *record = &g_array_index (store->audit, SimAuditRecord, row);

      if (record->when < from || record->when > to || !passes (store, record, filter))
        continue;
      if (total >= offset && total - offset < limit)
        write_record (store, out, row);
      total++;
    }
  sim_json_end_array (out);
  sim_json_int (out, "total", total);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/auditing/record", get_records, SIM_NEED_ADMIN, NULL },
};

void
sim_jira_add_audit_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
