/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permissions, tokens, keys and invitations out of the bodies of the organisation's APIs. No state;
 * any thread. */
#include "um-org-decode.h"

#include "um-org-read.h"

/* A privilege whose value is no {"allowed":…} tells of single fields; those aren't kept. */
gpointer
um_org_decode_permissions (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = NULL;
  JsonObject *object = um_decode_object (body, &answer, error);
  UmOrgPermissions *permissions;
  JsonObjectIter iter;
  const char *privilege;
  JsonNode *node;

  if (object == NULL)
    return NULL;

  permissions = g_new0 (UmOrgPermissions, 1);
  permissions->answer = json_node_ref (answer);
  permissions->items = g_array_new (FALSE, FALSE, sizeof (UmOrgPermission));
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &privilege, &node))
    {
      JsonObject *value = um_json_get_object (node);
      UmTruth allowed = um_org_read_truth (value, "allowed");
      UmOrgPermission item = { privilege, allowed == UM_YES,
                               um_json_string (um_json_object (value, "reason"), "key") };

      if (allowed != UM_UNKNOWN)
        g_array_append_val (permissions->items, item);
    }
  return permissions;
}

static UmOrgToken *
token_new (JsonObject *object, JsonNode *answer)
{
  const char *id = um_json_string (object, "id");
  UmOrgToken *token;

  if (id == NULL || *id == '\0')
    return NULL;

  token = g_new0 (UmOrgToken, 1);
  token->answer = json_node_ref (answer);
  token->id = id;
  token->label = um_decode_text (object, "label");
  token->created = um_json_time (object, "createdAt");
  return token;
}

static gpointer
read_token (JsonObject *object, JsonNode *answer)
{
  UmOrgToken *token = token_new (object, answer);

  if (token == NULL)
    return NULL;
  token->expires = um_json_time (object, "expiry");
  token->last_active = um_json_time (object, "lastAccess");
  return token;
}

gpointer
um_org_decode_tokens (GBytes *body, const UmAsked *asked, GError **error)
{
  g_autoptr (JsonNode) answer = um_json_parse (body, error);
  JsonArray *array = um_json_get_array (answer);
  UmOrgPage *page;

  if (answer == NULL)
    return NULL;
  if (array == NULL)
    return um_decode_malformed ("array", error);

  page = g_new0 (UmOrgPage, 1);
  page->items = um_decode_items (array, answer, read_token, (GDestroyNotify) um_org_token_free,
                                 &page->bad);
  page->total = -1;
  return page;
}

static gpointer
read_key (JsonObject *object, JsonNode *answer)
{
  UmOrgToken *token = token_new (object, answer);
  JsonArray *scopes = um_json_array (object, "scopes");

  if (token == NULL)
    return NULL;
  token->owner = um_json_string (um_json_object (object, "createdBy"), "id");
  token->expires = um_json_time (object, "expiresAt");
  token->last_active = um_json_time (object, "lastActiveAt");
  token->revoked = um_json_string (object, "revocationDate") != NULL
                   || um_json_object (object, "revokedBy") != NULL;
  token->scoped = scopes != NULL && json_array_get_length (scopes) > 0;
  return token;
}

gpointer
um_org_decode_keys (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_key, (GDestroyNotify) um_org_token_free, error);
}

/* The results of roles, or of groups, of one element of "results". */
static void
read_grants (JsonArray *array, GArray *grants, gboolean *good)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (array, i));
      UmOrgGrant grant = {
        .group = um_org_read_bare_id (um_json_string (object, "group")),
        .resource = um_json_string (object, "resource"),
        .role = um_json_string (object, "role"),
        .good = g_strcmp0 (um_json_string (object, "status"), "INVITED") == 0,
        .reason = um_json_string (object, "statusReason"),
      };

      if (grant.group == NULL && grant.resource == NULL)
        continue;
      *good = *good && grant.good;
      g_array_append_val (grants, grant);
    }
}

static gpointer
read_invited (JsonObject *object, JsonNode *answer)
{
  JsonArray *results = um_json_array (object, "results");
  const char *account_id = um_json_string (object, "id");
  const char *email = um_decode_text (object, "email");
  UmOrgInvited *invited;

  if (*email == '\0' && account_id == NULL)
    return NULL;

  invited = g_new0 (UmOrgInvited, 1);
  invited->answer = json_node_ref (answer);
  invited->email = email;
  invited->account_id = account_id;
  invited->good = TRUE;
  invited->grants = g_array_new (FALSE, FALSE, sizeof (UmOrgGrant));
  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      JsonObject *result = um_json_get_object (json_array_get_element (results, i));

      read_grants (um_json_array (result, "roleAssignmentResult"), invited->grants, &invited->good);
      read_grants (um_json_array (result, "groupAssignmentResult"), invited->grants,
                   &invited->good);
    }
  return invited;
}

gpointer
um_org_decode_invited (GBytes *body, const UmAsked *asked, GError **error)
{
  return um_org_read_page (body, asked, read_invited, (GDestroyNotify) um_org_invited_free, error);
}
