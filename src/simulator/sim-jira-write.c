/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON of users, groups, roles and pages that several endpoints of the site share. */

#include "sim-jira-write.h"

#include <string.h>

#include "sim-json.h"
#include "sim-members.h"
#include "sim-people.h"

#define AVATARS                                                           \
  ",\"avatarUrls\":{"                                                     \
  "\"16x16\":\"https://avatars.example/initials/default-3.png?size=16\"," \
  "\"24x24\":\"https://avatars.example/initials/default-3.png?size=24\"," \
  "\"32x32\":\"https://avatars.example/initials/default-3.png?size=32\"," \
  "\"48x48\":\"https://avatars.example/initials/default-3.png?size=48\"}"

static const char *const account_types[] = {
  [SIM_TYPE_PERSON] = "atlassian",
  [SIM_TYPE_APP] = "app",
  [SIM_TYPE_CUSTOMER] = "customer",
};

static void
write_email (SimRequest *request, GString *out, guint row)
{
  const SimUser *user = sim_store_user (request->store, row);

  if (user->email_shown == SIM_EMAIL_SHOWN && user->email != 0)
    sim_json_string (out, "emailAddress", sim_store_text (request->store, user->email));
  else if (sim_faults_hits (&request->options->faults, SIM_FAULT_NULL_EMAIL, row))
    sim_json_null (out, "emailAddress");
  else if (user->email_shown == SIM_EMAIL_EMPTY)
    sim_json_string (out, "emailAddress", "");
}

/* Writes the groups of a user as lists show them; the items only where they were asked for. */
static void
write_memberships (SimRequest *request, GString *out, const GArray *groups)
{
  sim_json_begin_object (out, "groups");
  sim_json_int (out, "size", groups->len);
  sim_json_begin_array (out, "items");
  for (guint i = 0; sim_request_expands (request, "groups") && i < groups->len; i++)
    sim_jira_write_group (request, out, g_array_index (groups, guint32, i));
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static void
write_roles (SimRequest *request, GString *out, const GArray *groups)
{
  guint products = 0, n = 0;

  for (guint i = 0; i < groups->len; i++)
    products |= sim_store_group (request->store, g_array_index (groups, guint32, i))->products;
  for (guint i = 0; i < SIM_N_ROLES; i++)
    n += (products >> i) & 1;

  sim_json_begin_object (out, "applicationRoles");
  sim_json_int (out, "size", n);
  sim_json_begin_array (out, "items");
  for (guint i = 0; sim_request_expands (request, "applicationRoles") && i < SIM_N_ROLES; i++)
    if (products & (1u << i))
      {
        sim_json_begin_object (out, NULL);
        sim_json_string (out, "key", sim_product_key (i));
        sim_json_string (out, "name", sim_product_name (i));
        sim_json_end_object (out);
      }
  sim_json_end_array (out);
  sim_json_end_object (out);
}

/* Writes @user in the form of Jira's schemas `User` and, brief, `UserDetails`. */
void
sim_jira_write_user (
  SimRequest *request, GString *out, const char *key, guint user, SimUserForm form)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);
  const char *id = sim_store_text (store, record->account_id);

  sim_json_begin_object (out, key);
  g_string_append (out, "\"self\":\"");
  g_string_append (out, request->base);
  g_string_append (out, "/rest/api/3/user?accountId=");
  g_string_append (out, id);
  g_string_append (out, "\",\"accountId\":\"");
  g_string_append (out, id);
  g_string_append (out, "\",\"accountType\":\"");
  g_string_append (out, account_types[record->type]);
  g_string_append_c (out, '"');
  if (record->type == SIM_TYPE_APP && form != SIM_USER_BRIEF)
    sim_json_string (out, "appType", "service");
  write_email (request, out, user);
  g_string_append (out, AVATARS);
  sim_json_string (out, "displayName", sim_store_text (store, record->name));
  sim_json_bool (out, "active", sim_members_is_active (store, user));
  sim_json_string (out, "timeZone", sim_people_zone (record));
  if (form != SIM_USER_BRIEF)
    {
      sim_json_string (out, "locale", sim_people_locale (record));
      if (record->flags & SIM_USER_GUEST)
        sim_json_bool (out, "guest", TRUE);
    }
  if (form == SIM_USER_WHOLE)
    {
      g_autoptr (GArray) groups = sim_members_groups_of (store, user);

      write_memberships (request, out, groups);
      write_roles (request, out, groups);
      sim_json_string (out, "expand", "groups,applicationRoles");
    }
  sim_json_end_object (out);
}

/* Writes a group in the form of the schema `GroupName`. */
void
sim_jira_write_group (SimRequest *request, GString *out, guint group)
{
  SimStore *store = request->store;
  const SimGroup *record = sim_store_group (store, group);
  const char *id = sim_store_text (store, record->id);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "name", sim_store_text (store, record->name));
  sim_json_string (out, "groupId", id);
  g_string_append (out, ",\"self\":\"");
  g_string_append (out, request->base);
  g_string_append (out, "/rest/api/3/group?groupId=");
  g_string_append (out, id);
  g_string_append_c (out, '"');
  sim_json_end_object (out);
}

/* Begins a page of the schema `PageBean…`, up to its values. Returns: where the page ends */
guint
sim_jira_begin_page (SimRequest *request, GString *out, const SimPage *page)
{
  const char *path = g_uri_get_path (soup_server_message_get_uri (request->message));
  const char *api = strstr (path, "/rest/");
  gboolean last = (guint64) page->start + page->max >= page->total;
  g_autoptr (GString) rest = g_string_new (api);

  for (guint i = 0; i < request->query.n; i++)
    if (strcmp (request->query.pairs[i].name, "startAt") != 0
        && strcmp (request->query.pairs[i].name, "maxResults") != 0)
      {
        g_string_append_c (rest, rest->str[strcspn (rest->str, "?")] == '?' ? '&' : '?');
        g_string_append_uri_escaped (rest, request->query.pairs[i].name, NULL, FALSE);
        g_string_append_c (rest, '=');
        g_string_append_uri_escaped (rest, request->query.pairs[i].value, NULL, FALSE);
      }
  g_string_append_c (rest, strchr (rest->str, '?') != NULL ? '&' : '?');

  sim_json_begin_object (out, NULL);
  g_string_append_printf (out, "\"self\":\"%s%sstartAt=%u&maxResults=%u\"", request->base,
                          rest->str, page->start, page->max);
  if (!last)
    g_string_append_printf (out, ",\"nextPage\":\"%s%sstartAt=%u&maxResults=%u\"", request->base,
                            rest->str, page->start + page->max, page->max);
  sim_json_int (out, "maxResults", page->max);
  sim_json_int (out, "startAt", page->start);
  sim_json_int (out, "total", page->total);
  sim_json_bool (out, "isLast", last);
  sim_json_begin_array (out, "values");
  return last ? page->total : page->start + page->max;
}

void
sim_jira_end_page (GString *out)
{
  sim_json_end_array (out);
  sim_json_end_object (out);
}

/* Finds the group of `groupId` or `groupname`. Returns: its row, or %SIM_NONE; the answer is
 * written */
guint
sim_jira_find_group (SimRequest *request)
{
  const char *id = sim_request_get (request, "groupId");
  const char *name = sim_request_get (request, "groupname");
  guint group;

  if (name == NULL)
    name = sim_request_get (request, "groupName");
  if ((id == NULL) == (name == NULL))
    {
      sim_request_fail (request, 400,
                        id == NULL ? "Either 'groupname' or 'groupId' must be specified."
                                   : "Only one of 'groupname' and 'groupId' may be specified.");
      return SIM_NONE;
    }
  group = id != NULL ? sim_index_find (&request->store->groups_by_id, id)
                     : sim_index_find (&request->store->groups_by_name, name);
  if (group == SIM_NONE)
    sim_request_fail (request, 404, "The group '%s' does not exist.", id != NULL ? id : name);
  return group;
}

/* Returns: (transfer full): a time (ms) as Jira prints it */
char *
sim_jira_print_time (gint64 when)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (when / 1000);
  g_autofree char *seconds = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03d+0000", seconds, (int) (when % 1000));
}
