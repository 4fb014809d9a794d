/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages of the organisation's lists. A cursor holds the whole question and where to go on, so that
 * nothing is kept between pages and a cursor outlives a restart; where one is given, everything
 * else that is asked for doesn't count, as the specification says.
 */

#include "sim-org-cursor.h"

#include <string.h>

#include "sim-org-error.h"

/* Returns: FALSE where @cursor isn't one of this list; the answer is written */
static gboolean
read_cursor (SimRequest *request, const char *kind, const char *cursor, SimOrgPage *page)
{
  g_autofree char *plain = g_strdelimit (g_strdup (cursor), "-_", '+');
  gsize length;
  g_autofree guchar *text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object = NULL;
  JsonNode *wanted = NULL, *at = NULL;

  for (char *byte = plain; *byte != '\0'; byte++)
    if (cursor[byte - plain] == '_')
      *byte = '/';
  text = g_base64_decode (plain, &length);
  if (length > 0 && length < 64 * 1024 && text[0] == '{'
      && g_utf8_validate ((char *) text, (gssize) length, NULL))
    {
      g_autofree char *json = g_strndup ((char *) text, length);

      node = json_from_string (json, NULL);
    }
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    object = json_node_get_object (node);
  if (object != NULL && g_strcmp0 (sim_object_string (object, "kind"), kind) == 0)
    {
      wanted = json_object_get_member (object, "wanted");
      at = json_object_get_member (object, "at");
    }
  if (wanted != NULL && JSON_NODE_HOLDS_OBJECT (wanted) && at != NULL
      && json_node_get_value_type (at) == G_TYPE_INT64 && json_node_get_int (at) >= 0)
    {
      page->at = (guint) MIN (json_node_get_int (at), G_MAXINT32);
      page->wanted = json_object_ref (json_node_get_object (wanted));
      return TRUE;
    }
  sim_org_fail (request, SIM_ORG_BAD_CURSOR, "The cursor isn't one of this list.");
  return FALSE;
}

/**
 * sim_org_page_from_body:
 * @page: (out caller-allocates): cleared with sim_org_page_clear (), also after a failure
 *
 * Reads what the body of a search asks for.
 *
 * Returns: FALSE where it is wrong; the answer is written
 */
gboolean
sim_org_page_from_body (SimRequest *request, const char *kind, SimOrgPage *page)
{
  JsonObject *body;
  JsonNode *cursor;

  *page = (SimOrgPage){ .kind = kind };
  if (request->json == NULL)
    {
      page->wanted = json_object_new ();
      return TRUE;
    }
  body = sim_request_object (request);
  if (body == NULL)
    return FALSE;
  cursor = json_object_get_member (body, "cursor");
  if (cursor == NULL || JSON_NODE_HOLDS_NULL (cursor))
    {
      page->wanted = json_object_ref (body);
      return TRUE;
    }
  if (sim_object_string (body, "cursor") == NULL)
    {
      sim_org_fail (request, SIM_ORG_BAD_CURSOR, "The cursor isn't a string.");
      return FALSE;
    }
  return read_cursor (request, kind, sim_object_string (body, "cursor"), page);
}

static void
add_value (JsonObject *wanted, const char *name, const char *value)
{
  static const char *const lists[] = { "accountIds", "directoryIds",     "resourceIds",
                                       "groupIds",   "status",           "accountStatus",
                                       "roleIds",    "membershipStatus", "emailDomains",
                                       "privileges", "resourceOwners" };
  gint64 number;

  if (g_strv_contains ((const char *const[]){ "mfaEnabled", NULL }, name))
    json_object_set_boolean_member (wanted, name, strcmp (value, "true") == 0);
  else if (strcmp (name, "limit") == 0
           && g_ascii_string_to_signed (value, 10, G_MININT32, G_MAXINT32, &number, NULL))
    json_object_set_int_member (wanted, name, number);
  else if (strcmp (name, "limit") == 0)
    json_object_set_string_member (wanted, name, value);
  else
    {
      JsonArray *array = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        if (strcmp (lists[i], name) == 0)
          {
            array = json_object_has_member (wanted, name)
                      ? json_object_get_array_member (wanted, name)
                      : NULL;
            if (array == NULL)
              {
                array = json_array_new ();
                json_object_set_array_member (wanted, name, array);
              }
          }
      if (array == NULL)
        json_object_set_string_member (wanted, name, value);
      else
        {
          g_auto (GStrv) values = g_strsplit (value, ",", -1);

          for (guint i = 0; values[i] != NULL; i++)
            json_array_add_string_element (array, values[i]);
        }
    }
}

/* The same for a list that is asked for by parameters of the address. */
gboolean
sim_org_page_from_query (SimRequest *request, const char *kind, SimOrgPage *page)
{
  const char *cursor = sim_request_get (request, "cursor");

  *page = (SimOrgPage){ .kind = kind };
  if (cursor != NULL)
    return read_cursor (request, kind, cursor, page);
  page->wanted = json_object_new ();
  for (guint i = 0; i < request->query.n; i++)
    add_value (page->wanted, request->query.pairs[i].name, request->query.pairs[i].value);
  return TRUE;
}

void
sim_org_page_clear (SimOrgPage *page)
{
  g_clear_pointer (&page->wanted, json_object_unref);
}

/* Returns: (transfer full): the cursor of the page that begins at @at */
char *
sim_org_page_cursor (const SimOrgPage *page, guint at)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  g_autofree char *text = NULL;
  char *cursor;

  json_object_set_string_member (object, "kind", page->kind);
  json_object_set_int_member (object, "at", at);
  json_object_set_object_member (object, "wanted", json_object_ref (page->wanted));
  json_node_take_object (node, object);
  text = json_to_string (node, FALSE);
  cursor = g_base64_encode ((const guchar *) text, strlen (text));
  for (char *byte = cursor; *byte != '\0'; byte++)
    *byte = *byte == '+' ? '-' : *byte == '/' ? '_' : *byte;
  return cursor;
}

/* Reads `limit`. Returns: FALSE where it is out of range; the answer is written */
gboolean
sim_org_page_limit (
  SimRequest *request, const SimOrgPage *page, guint standard, guint most, guint *limit)
{
  JsonNode *node = json_object_get_member (page->wanted, "limit");
  gint64 value = standard;

  if (node != NULL && !JSON_NODE_HOLDS_NULL (node))
    value = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64
              ? json_node_get_int (node)
              : 0;
  if (value >= 1 && value <= most)
    {
      *limit = (guint) value;
      return TRUE;
    }
  sim_org_fail (request, SIM_ORG_BAD_BODY, "limit must be between 1 and %u.", most);
  return FALSE;
}
