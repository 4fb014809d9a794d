/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups themselves: group/bulk, groups/picker, POST and DELETE group. */

#include "sim-jira.h"

#include <string.h>

#include "sim-groups.h"
#include "sim-jira-write.h"
#include "sim-json.h"

#define MOST_GROUPS 50
#define MOST_PICKED 20
#define MOST_NAME   255

/* What group/bulk was asked to keep. */
typedef struct
{
  gboolean ids;
  gboolean names;
  gboolean by_access;
  SimAccess access;
  guint products; /* 0 = all */
} Filter;

static gboolean
read_access (SimRequest *request, Filter *filter)
{
  static const struct
  {
    const char *name;
    SimAccess access;
  } accesses[] = {
    { "user", SIM_ACCESS_USER },
    { "admin", SIM_ACCESS_ADMIN },
    { "site-admin", SIM_ACCESS_SITE_ADMIN },
  };
  const char *wanted = sim_request_get (request, "accessType");

  if (wanted == NULL)
    return TRUE;
  filter->by_access = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (accesses); i++)
    if (strcmp (accesses[i].name, wanted) == 0)
      {
        filter->access = accesses[i].access;
        return TRUE;
      }
  sim_request_fail (request, 400, "Invalid access type: '%s'.", wanted);
  return FALSE;
}

static gboolean
read_filter (SimRequest *request, Filter *filter)
{
  const char *key = sim_request_get (request, "applicationKey");

  filter->ids = sim_query_count (&request->query, "groupId") > 0;
  filter->names = sim_query_count (&request->query, "groupName") > 0;
  for (guint role = 0; key != NULL && role < SIM_N_ROLES; role++)
    if (strcmp (sim_product_key (role), key) == 0)
      filter->products = 1u << role;
  if (key != NULL && filter->products == 0)
    {
      sim_request_fail (request, 400, "Invalid application key: '%s'.", key);
      return FALSE;
    }
  return read_access (request, filter);
}

static gboolean
passes (SimRequest *request, const Filter *filter, const SimGroup *group)
{
  SimStore *store = request->store;

  return (!filter->by_access || group->access == filter->access)
         && (filter->products == 0 || (group->products & filter->products))
         && (!filter->ids
             || sim_query_has (&request->query, "groupId", sim_store_text (store, group->id)))
         && (!filter->names
             || sim_query_has (&request->query, "groupName", sim_store_text (store, group->name)));
}

static void
get_bulk (SimRequest *request)
{
  SimStore *store = request->store;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint32));
  Filter filter = { 0 };
  SimPage page;
  GString *out;
  guint end;

  if (!sim_request_get_page (request, 50, MOST_GROUPS, &page.start, &page.max)
      || !read_filter (request, &filter))
    return;
  for (guint i = 0; i < store->groups_in_order->len; i++)
    {
      guint32 group = g_array_index (store->groups_in_order, guint32, i);

      if (passes (request, &filter, sim_store_group (store, group)))
        g_array_append_val (found, group);
    }

  page.total = found->len;
  out = sim_request_begin (request, 200);
  end = sim_jira_begin_page (request, out, &page);
  for (guint i = page.start; i < end; i++)
    {
      const SimGroup *group = sim_store_group (store, g_array_index (found, guint32, i));

      sim_json_begin_object (out, NULL);
      sim_json_string (out, "name", sim_store_text (store, group->name));
      sim_json_string (out, "groupId", sim_store_text (store, group->id));
      sim_json_end_object (out);
    }
  sim_jira_end_page (out);
}

/* Finds @query in @name. Returns: (nullable): where it begins */
static const char *
find_query (const char *name, const char *query, gboolean fold)
{
  gsize length = strlen (query);

  if (!fold)
    return strstr (name, query);
  for (; *name != '\0'; name++)
    if (g_ascii_strncasecmp (name, query, length) == 0)
      return name;
  return length == 0 ? name : NULL;
}

/* Returns: (transfer full): @name for a page, with what was asked for in bold */
static char *
mark_query (const char *name, const char *query)
{
  const char *hit = find_query (name, query, TRUE);
  gsize length = strlen (query);
  g_autofree char *before = g_markup_escape_text (name, hit - name);
  g_autofree char *bold = g_markup_escape_text (hit, (gssize) length);
  g_autofree char *after = g_markup_escape_text (hit + length, -1);

  return length > 0 ? g_strconcat (before, "<b>", bold, "</b>", after, NULL)
                    : g_steal_pointer (&after);
}

static void
write_picked (SimRequest *request, GString *out, const SimGroup *group, const char *query)
{
  SimStore *store = request->store;
  const char *name = sim_store_text (store, group->name);
  g_autofree char *html = mark_query (name, query);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "name", name);
  sim_json_string (out, "html", html);
  sim_json_begin_array (out, "labels");
  if (group->access >= SIM_ACCESS_ADMIN)
    {
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "text", "Admin");
      sim_json_string (out, "title",
                       "Users added to this group will be given administrative access");
      sim_json_string (out, "type", "ADMIN");
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_string (out, "groupId", sim_store_text (store, group->id));
  sim_json_end_object (out);
}

static void
get_picker (SimRequest *request)
{
  SimStore *store = request->store;
  const char *query = sim_request_get (request, "query");
  gboolean fold = sim_request_get_flag (request, "caseInsensitive");
  guint max, total = 0;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *header = NULL;
  GString *out;

  if (!sim_request_get_number (request, "maxResults", MOST_PICKED, &max))
    return;
  max = CLAMP (max, 1, MOST_PICKED);
  query = query != NULL ? query : "";
  for (guint i = 0; request->caller != SIM_NONE && i < store->groups_in_order->len; i++)
    {
      const SimGroup *group = sim_store_group (store,
                                               g_array_index (store->groups_in_order, guint32, i));
      const char *name = sim_store_text (store, group->name);

      if (find_query (name, query, fold) == NULL || sim_query_has (&request->query, "exclude", name)
          || sim_query_has (&request->query, "excludeId", sim_store_text (store, group->id)))
        continue;
      if (total++ < max)
        write_picked (request, list, group, query);
    }

  header = g_strdup_printf ("Showing %u of %u matching groups", MIN (total, max), total);
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "header", header);
  sim_json_int (out, "total", total);
  sim_json_begin_array (out, "groups");
  g_string_append_len (out, list->str, (gssize) list->len);
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static void
post_group (SimRequest *request)
{
  SimStore *store = request->store;
  JsonObject *body = sim_request_object (request);
  const char *name = body != NULL ? sim_object_string (body, "name") : NULL;
  g_autofree char *id = NULL;
  const char *fields[] = { NULL, name, "", "0", NULL };
  GString *out;

  if (body == NULL)
    return;
  if (name == NULL || *name == '\0' || g_utf8_strlen (name, -1) > MOST_NAME)
    {
      sim_request_fail (request, 400, "The group name is missing or too long.");
      return;
    }
  if (sim_index_find (&store->groups_by_name, name) != SIM_NONE)
    {
      request->repeated++;
      sim_request_fail (request, 400, "A group or user with this name already exists.");
      return;
    }
  id = sim_groups_new_id (request->options->seed, name, g_get_real_time ());
  fields[0] = id;
  if (!sim_request_change (request, SIM_CHANGE_GROUP_CREATE, fields))
    return;

  out = sim_request_begin (request, 201);
  sim_jira_write_group (request, out, store->groups->len - 1);
  g_string_truncate (out, out->len - 1);
  sim_json_raw (out, "users",
                "{\"size\":0,\"items\":[],\"max-results\":50,\"start-index\":0,\"end-index\":0}");
  sim_json_string (out, "expand", "users");
  sim_json_end_object (out);
}

static gboolean
may_delete (SimRequest *request, guint group)
{
  const SimGroup *record = sim_store_group (request->store, group);

  if (record->synced)
    {
      sim_request_fail (request, 403, "The group is managed by an external directory.");
      return FALSE;
    }
  if (record->access == SIM_ACCESS_NONE)
    return TRUE;
  sim_request_fail (request, 400,
                    "Cannot delete group: it gives access to a product or administration.");
  return FALSE;
}

static void
delete_group (SimRequest *request)
{
  SimStore *store = request->store;
  guint group = sim_jira_find_group (request);
  const char *swap = sim_request_get (request, "swapGroupId");
  char row[16];
  const char *fields[] = { row, NULL };

  if (group == SIM_NONE || !may_delete (request, group))
    return;
  if (swap != NULL && sim_index_find (&store->groups_by_id, swap) == SIM_NONE)
    {
      sim_request_fail (request, 404, "The group '%s' does not exist.", swap);
      return;
    }
  g_snprintf (row, sizeof row, "%u", group);
  if (sim_request_change (request, SIM_CHANGE_GROUP_DELETE, fields))
    sim_request_done (request, 200);
}

static const SimRoute routes[] = {
  { "GET", "/rest/api/3/group/bulk", get_bulk, SIM_NEED_USER, NULL },
  { "GET", "/rest/api/3/groups/picker", get_picker, SIM_NEED_VISITOR, NULL },
  { "POST", "/rest/api/3/group", post_group, SIM_NEED_SITE_ADMIN, NULL },
  { "DELETE", "/rest/api/3/group", delete_group, SIM_NEED_SITE_ADMIN, NULL },
};

void
sim_jira_add_group_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
