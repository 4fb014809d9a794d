/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The organisation itself: orgs, its directories, its domains. */

#include "sim-org.h"

#include <string.h>

#include "sim-company.h"
#include "sim-groups.h"
#include "sim-json.h"
#include "sim-org-cursor.h"
#include "sim-org-error.h"
#include "sim-org-filter.h"
#include "sim-org-write.h"
#include "sim-standing.h"
#include "sim-text.h"

static void
write_link (SimRequest *request, GString *out, const char *key, const char *rest)
{
  g_autofree char *link = g_strconcat (request->base, "/admin/v1/orgs/", request->store->org.org_id,
                                       rest, NULL);

  sim_json_begin_object (out, key);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "related", link);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
write_org (SimRequest *request, GString *out, const char *key)
{
  const char *id = request->store->org.org_id;
  g_autofree char *self = g_strconcat (request->base, "/admin/v1/orgs/", id, NULL);

  sim_json_begin_object (out, key);
  sim_json_string (out, "id", id);
  sim_json_string (out, "type", "orgs");
  sim_json_begin_object (out, "attributes");
  sim_json_string (out, "name", SIM_COMPANY_NAME);
  sim_json_end_object (out);
  sim_json_begin_object (out, "relationships");
  write_link (request, out, "domains", "/domains");
  write_link (request, out, "users", "/users");
  sim_json_end_object (out);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
get_orgs (SimRequest *request)
{
  g_autofree char *self = g_strconcat (request->base, "/admin/v1/orgs", NULL);
  GString *out;

  if (sim_request_get (request, "cursor") != NULL)
    {
      sim_org_fail (request, SIM_ORG_BAD_CURSOR, "There is one page only.");
      return;
    }
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  write_org (request, out, NULL);
  sim_json_end_array (out);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_null (out, "prev");
  sim_json_null (out, "next");
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
get_org (SimRequest *request)
{
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  write_org (request, out, "data");
  sim_json_end_object (out);
}

static gboolean
passes (SimRequest *request, JsonObject *wanted, guint scope, guint directory)
{
  const char *term = sim_object_string (wanted, "searchTerm");
  const char *account = sim_object_string (wanted, "accountId");
  SimStore *store = request->store;
  guint user = account != NULL ? sim_index_find (&store->users_by_id, account) : SIM_NONE;

  if (account != NULL
      && (user == SIM_NONE || !(sim_standing_shown (store, user).directories & (1u << directory))))
    return FALSE;
  return (scope & (1u << directory))
         && (term == NULL || sim_text_word_prefix (sim_company_directory (directory), term));
}

static void
get_directories (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  g_autofree char *next = NULL;
  guint limit, n = 0, scope = SIM_EVERYWHERE;
  gboolean within;
  GString *out;

  if (!sim_org_page_from_query (request, "directories", &page)
      || !sim_org_page_limit (request, &page, 20, 100, &limit)
      || !sim_org_read_directories (request, page.wanted, &scope, &within))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint i = page.at; i < SIM_N_DIRECTORIES; i++)
    {
      if (!passes (request, page.wanted, scope, i))
        continue;
      if (n++ == limit)
        {
          next = sim_org_page_cursor (&page, i);
          break;
        }
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "directoryId", request->store->org.directory_ids[i]);
      sim_json_string (out, "name", sim_company_directory (i));
      sim_json_string (out, "icon", "https://avatars.example/directories/default.png");
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static char *
make_domain_id (SimRequest *request, guint number)
{
  return sim_groups_new_id (request->options->seed, "domain", number);
}

static void
write_domain (SimRequest *request, GString *out, const char *key, guint number)
{
  g_autofree char *id = make_domain_id (request, number);
  g_autofree char *self = g_strconcat (request->base, "/admin/v1/orgs/", request->store->org.org_id,
                                       "/domains/", id, NULL);

  sim_json_begin_object (out, key);
  sim_json_string (out, "id", id);
  sim_json_string (out, "type", "domains");
  sim_json_begin_object (out, "attributes");
  sim_json_string (out, "name", sim_company_domain (number)->name);
  sim_json_begin_object (out, "claim");
  sim_json_string (out, "type", "dns");
  sim_json_string (out, "status", "verified");
  sim_json_end_object (out);
  sim_json_end_object (out);
  sim_json_begin_object (out, "links");
  sim_json_string (out, "self", self);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static void
get_domains (SimRequest *request)
{
  GString *out;

  if (sim_request_get (request, "cursor") != NULL)
    {
      sim_org_fail (request, SIM_ORG_BAD_CURSOR, "There is one page only.");
      return;
    }
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint i = 0; i < sim_company_n_domains (); i++)
    if (sim_company_domain (i)->claimed)
      write_domain (request, out, NULL, i);
  sim_json_end_array (out);
  sim_org_write_links (out, NULL);
  sim_json_end_object (out);
}

static void
get_domain (SimRequest *request)
{
  for (guint i = 0; i < sim_company_n_domains (); i++)
    {
      g_autofree char *id = make_domain_id (request, i);

      if (sim_company_domain (i)->claimed && strcmp (id, request->arguments[1]) == 0)
        {
          GString *out = sim_request_begin (request, 200);

          sim_json_begin_object (out, NULL);
          write_domain (request, out, "data", i);
          sim_json_end_object (out);
          return;
        }
    }
  sim_org_fail (request, SIM_ORG_NO_DOMAIN, "There is no domain %s.", request->arguments[1]);
}

static const SimRoute routes[] = {
  { "GET", "/admin/v1/orgs", get_orgs, SIM_NEED_ORG_READ, NULL },
  { "GET", "/admin/v1/orgs/{orgId}", get_org, SIM_NEED_ORG_READ, NULL },
  { "GET", "/admin/v2/orgs/{orgId}/directories", get_directories, SIM_NEED_ORG_READ, NULL },
  { "GET", "/admin/v1/orgs/{orgId}/domains", get_domains, SIM_NEED_ORG_READ, NULL },
  { "GET", "/admin/v1/orgs/{orgId}/domains/{domainId}", get_domain, SIM_NEED_ORG_READ, NULL },
};

void
sim_org_add_directory_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
