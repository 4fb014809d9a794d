/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of v1 for people: the list of managed accounts, last-active-dates of one. */

#include "sim-org.h"

#include "sim-json.h"
#include "sim-org-cursor.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-roles.h"
#include "sim-seats.h"
#include "sim-standing.h"

#define PAGE 100 /* the older half of the API lets nobody choose */

static gboolean
is_managed (SimRequest *request, guint user)
{
  return (sim_store_user (request->store, user)->flags & SIM_USER_MANAGED)
         && sim_org_lists (request, user);
}

static void
write_products (SimRequest *request, GString *out, guint user, gboolean ids)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);

  sim_json_begin_array (out, "product_access");
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    {
      gint64 when = (gint64) record->last_active[product] * 1000;
      g_autofree char *resource = NULL, *day = NULL;
      const char *key = sim_roles_v1_key (product);

      if (when == 0 || key == NULL)
        continue;
      resource = sim_roles_print_resource (store, product);
      day = sim_org_print_day (when);
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "key", key);
      if (ids)
        {
          sim_json_string (out, "id", resource);
          sim_json_string (out, "last_active", day);
          sim_org_write_seconds (out, "last_active_timestamp", when);
        }
      else
        {
          sim_json_string (out, "name", sim_product_name (product));
          sim_json_string (out, "url", request->base);
          sim_org_write_time (out, "last_active", when);
        }
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
}

static void
write_account (SimRequest *request, GString *out, guint user)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);
  const char *id = sim_store_text (store, record->account_id);
  g_autofree char *self = g_strconcat (request->base, "/users/", id, "/manage/profile", NULL);
  guint32 latest = 0;

  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    latest = MAX (latest, record->last_active[product]);
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "account_id", id);
  sim_json_string (out, "account_type", "atlassian");
  sim_json_string (out, "account_status",
                   sim_org_account_status (sim_standing_shown (store, user).account));
  sim_json_string (out, "name", sim_store_text (store, record->name));
  sim_json_string (out, "picture", "https://avatars.example/initials/default-3.png");
  sim_json_string (out, "email", sim_store_text (store, record->email));
  sim_json_bool (out, "access_billable",
                 sim_user_is_active (record) && sim_seats_products_of (store, user) != 0);
  if (latest != 0)
    sim_org_write_time (out, "last_active", (gint64) latest * 1000);
  write_products (request, out, user, FALSE);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
write_page_links (SimRequest *request, GString *out, const SimOrgPage *page, guint next)
{
  g_autofree char *self = g_strconcat (request->base, "/admin/v1/orgs/", request->store->org.org_id,
                                       "/users", NULL);
  g_autofree char *cursor = sim_org_page_cursor (page, next);
  g_autofree char *escaped = g_uri_escape_string (cursor, NULL, FALSE);
  g_autofree char *link = g_strconcat (self, "?cursor=", escaped, NULL);

  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_null (out, "prev");
  if (next != SIM_NONE)
    sim_json_string (out, "next", link);
  else
    sim_json_null (out, "next");
  sim_json_end_object (out);
}

static void
get_accounts (SimRequest *request)
{
  guint n_users = request->store->users->len, next = SIM_NONE, n = 0, total = 0;
  g_auto (SimOrgPage) page = { 0 };
  GString *out;

  if (!sim_org_page_from_query (request, "accounts", &page))
    return;
  for (guint user = 0; user < n_users; user++)
    total += is_managed (request, user);
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint user = page.at; user < n_users && next == SIM_NONE; user++)
    {
      if (!is_managed (request, user))
        continue;
      if (n++ == PAGE)
        next = user;
      else
        write_account (request, out, user);
    }
  sim_json_end_array (out);
  sim_json_begin_object (out, "meta");
  sim_json_int (out, "total", total);
  sim_json_end_object (out);
  write_page_links (request, out, &page, next);
  sim_json_end_object (out);
}

static void
get_last_active (SimRequest *request)
{
  const SimUser *user;
  g_autofree char *day = NULL;
  GString *out;

  if (request->user == SIM_NONE || !sim_org_lists (request, request->user))
    {
      sim_org_fail (request, SIM_ORG_NO_USER, "There is no such user in the organization.");
      return;
    }
  user = sim_store_user (request->store, request->user);
  day = sim_org_print_day (user->added);
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_object (out, "data");
  write_products (request, out, request->user, TRUE);
  sim_json_string (out, "added_to_org", day);
  sim_org_write_seconds (out, "added_to_org_timestamp", user->added);
  sim_json_end_object (out);
  sim_json_raw (out, "links", "{\"next\":null}");
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "GET", "/admin/v1/orgs/{orgId}/users", get_accounts, SIM_NEED_ORG_READ, NULL },
  { "GET", "/admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates", get_last_active,
    SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_account_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
