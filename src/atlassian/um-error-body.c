/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The five shapes in which Atlassian says what is wrong. No state; main thread (bodies are small).
 */
#include "um-error-body.h"

#include "um-atlassian-error.h"
#include "um-json.h"
#include "um-scrub.h"

#include <string.h>

/* A message is a sentence; what is longer stays in the body. */
#define MESSAGE_BYTES 1000

static char *
dup_short (const char *text)
{
  return text != NULL && *text != '\0' ? um_scrub_text (text, strnlen (text, MESSAGE_BYTES)) : NULL;
}

/* What is at @index if it is an object. */
static JsonObject *
get_object_at (JsonArray *array, guint index)
{
  return array != NULL && index < json_array_get_length (array)
           ? um_json_get_object (json_array_get_element (array, index))
           : NULL;
}

static void
append_sentence (GString *sentences, const char *name, const char *text)
{
  if (text == NULL || *text == '\0' || sentences->len > MESSAGE_BYTES)
    return;
  if (sentences->len > 0)
    g_string_append_c (sentences, ' ');
  if (name != NULL)
    g_string_append_printf (sentences, "%s: ", name);
  g_string_append (sentences, text);
}

/* {"errorMessages":["…"],"errors":{"field":"…"}} */
char *
um_error_body_dup_jira (JsonObject *body)
{
  JsonArray *messages = um_json_array (body, "errorMessages");
  JsonObject *fields = um_json_object (body, "errors");
  g_autoptr (GString) sentences = g_string_new (NULL);
  JsonObjectIter iter;
  const char *field;
  JsonNode *node;

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      node = json_array_get_element (messages, i);
      if (json_node_get_value_type (node) == G_TYPE_STRING)
        append_sentence (sentences, NULL, json_node_get_string (node));
    }
  if (fields != NULL)
    {
      json_object_iter_init_ordered (&iter, fields);
      while (json_object_iter_next_ordered (&iter, &field, &node))
        if (json_node_get_value_type (node) == G_TYPE_STRING)
          append_sentence (sentences, field, json_node_get_string (node));
    }
  return dup_short (sentences->str);
}

static gboolean
read_jira (UmReply *reply, JsonObject *body)
{
  if (um_json_array (body, "errorMessages") == NULL && um_json_object (body, "errors") == NULL)
    return FALSE;

  reply->message = um_error_body_dup_jira (body);
  return TRUE;
}

/* {"errors":[{"id":"…","status":"403","code":"ADMIN-403-5","title":"…","detail":"…"}]} */
static gboolean
read_organisation (UmReply *reply, JsonObject *body)
{
  JsonObject *first = get_object_at (um_json_array (body, "errors"), 0);
  const char *detail = um_json_string (first, "detail");

  if (first == NULL)
    return FALSE;

  reply->code = dup_short (um_json_string (first, "code"));
  reply->message = dup_short (detail != NULL && *detail != '\0' ? detail
                                                                : um_json_string (first, "title"));
  return TRUE;
}

/* {"key":"forbidden.action","context":{"allowed":false,"reason":{"key":"externalDirectory.scim"}}}
 */
static gboolean
read_user_management (UmReply *reply, JsonObject *body)
{
  const char *key = um_json_string (body, "key");
  JsonObject *context = um_json_object (body, "context");
  JsonObject *first = get_object_at (um_json_array (context, "errorCodes"), 0);
  JsonObject *field = get_object_at (um_json_array (context, "fieldViolations"), 0);
  JsonObject *violation = get_object_at (um_json_array (field, "violations"), 0);
  const char *reason = um_json_string (um_json_object (context, "reason"), "key");

  if (key == NULL)
    return FALSE;
  if (reason == NULL)
    reason = um_json_string (first, "code");
  if (reason == NULL)
    reason = um_json_string (violation, "key");

  reply->code = dup_short (key);
  reply->reason = dup_short (reason);
  reply->message = dup_short (um_json_string (context, "message"));
  return TRUE;
}

/* {"code":401,"message":"Unauthorized"} and
 * {"timestamp":"…","status":403,"error":"…","message":"…"} */
static void
read_gateway (UmReply *reply, JsonObject *body)
{
  const char *message = um_json_string (body, "message");

  reply->message = dup_short (message != NULL ? message : um_json_string (body, "error"));
}

void
um_error_body_read (UmReply *reply)
{
  g_autoptr (JsonNode) root = NULL;
  JsonObject *body;

  if (reply->body == NULL || g_bytes_get_size (reply->body) == 0)
    return;
  root = um_json_parse (reply->body, NULL);
  body = um_json_get_object (root);
  if (body == NULL)
    return;
  if (!read_user_management (reply, body) && !read_organisation (reply, body)
      && !read_jira (reply, body))
    read_gateway (reply, body);
}

int
um_error_body_refine (const UmReply *reply, int code)
{
  /* ATLASSIAN.md §0 and §1. */
  static const struct
  {
    int code;
    const char *said;
    int refined;
  } cases[] = {
    { UM_ATLASSIAN_ERROR_FORBIDDEN, "forbidden.insufficientScope", UM_ATLASSIAN_ERROR_SCOPE },
    { UM_ATLASSIAN_ERROR_CONFLICT, "ADMIN-409-3", UM_ATLASSIAN_ERROR_LICENCE },
    { UM_ATLASSIAN_ERROR_CONFLICT, "ADMIN-UAM-409-3", UM_ATLASSIAN_ERROR_LICENCE },
    { UM_ATLASSIAN_ERROR_REFUSED, "ADMIN-400-32", UM_ATLASSIAN_ERROR_LICENCE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    if (cases[i].code == code && g_strcmp0 (cases[i].said, reply->code) == 0)
      return cases[i].refined;
  return code;
}
