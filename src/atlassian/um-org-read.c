/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decoders of the organisation's APIs share. No state; any thread. */
#include "um-org-read.h"

#include <string.h>

/* The cursor that an address holds. */
static char *
find_cursor (const char *query)
{
  g_autoptr (GHashTable) pairs = g_uri_parse_params (query, -1, "&", G_URI_PARAMS_NONE, NULL);
  const char *cursor = pairs != NULL ? g_hash_table_lookup (pairs, "cursor") : NULL;

  return cursor != NULL && *cursor != '\0' ? g_strdup (cursor) : NULL;
}

gboolean
um_org_read_next (JsonObject *object, const UmAsked *asked, char **next, GError **error)
{
  const char *text = um_json_string (um_json_object (object, "links"), "next");
  const char *query;

  *next = NULL;
  if (text == NULL || *text == '\0')
    return TRUE;

  query = strchr (text, '?');
  if (query != NULL)
    *next = find_cursor (query + 1);
  else if (strstr (text, "://") == NULL)
    *next = g_strdup (text);
  if (*next != NULL && g_strcmp0 (*next, asked->cursor) != 0)
    return TRUE;

  g_clear_pointer (next, g_free);
  g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                       "The pages of the answer don't advance");
  return FALSE;
}

UmOrgPage *
um_org_read_page (GBytes *body,
                  const UmAsked *asked,
                  UmDecodeItem read_item,
                  GDestroyNotify free_item,
                  GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  JsonArray *data = um_json_array (object, "data");
  g_autoptr (UmOrgPage) page = NULL;

  if (object == NULL)
    return NULL;
  if (data == NULL)
    return um_decode_malformed ("data", error);

  page = g_new0 (UmOrgPage, 1);
  page->items = um_decode_items (data, answer, read_item, free_item, &page->bad);
  page->total = MAX (um_json_int (um_json_object (object, "meta"), "total", -1), -1);
  if (!um_org_read_next (object, asked, &page->next, error))
    return NULL;
  return g_steal_pointer (&page);
}

const char *
um_org_read_bare_id (const char *id)
{
  const char *slash = id != NULL && g_str_has_prefix (id, "ari:") ? strrchr (id, '/') : NULL;

  return slash != NULL ? slash + 1 : id;
}

UmTruth
um_org_read_truth (JsonObject *object, const char *member)
{
  if (um_json_bool (object, member, FALSE))
    return UM_YES;
  return um_json_bool (object, member, TRUE) ? UM_UNKNOWN : UM_NO;
}

UmUserStatus
um_org_read_membership_status (const char *status)
{
  if (g_strcmp0 (status, "active") == 0)
    return UM_STATUS_ACTIVE;
  if (g_strcmp0 (status, "suspended") == 0)
    return UM_STATUS_SUSPENDED;
  return g_strcmp0 (status, "no_membership") == 0 ? UM_STATUS_NO_ACCESS : UM_STATUS_UNKNOWN;
}
