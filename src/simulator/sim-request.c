/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SimRequest: see the header. */

#include "sim-request.h"

#include <string.h>

#include "sim-json.h"
#include "sim-org-error.h"

#define MAX_BODY  (8 * 1024 * 1024)
#define MAX_DEPTH 64

void
sim_request_clear (SimRequest *self)
{
  sim_query_clear (&self->query);
  for (guint i = 0; i < SIM_MAX_ARGUMENTS; i++)
    g_free (self->arguments[i]);
  g_clear_pointer (&self->json, json_node_unref);
  if (self->body != NULL)
    g_string_free (self->body, TRUE);
}

/* The parser recurses, so deep nesting is refused before it sees it. */
static gboolean
is_shallow (const char *text, gsize length)
{
  guint depth = 0;
  gboolean quoted = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (quoted && text[i] == '\\')
        i++;
      else if (text[i] == '"')
        quoted = !quoted;
      else if (!quoted && (text[i] == '{' || text[i] == '['))
        {
          if (++depth > MAX_DEPTH)
            return FALSE;
        }
      else if (!quoted && (text[i] == '}' || text[i] == ']') && depth > 0)
        depth--;
    }
  return TRUE;
}

/* Reads the body, if there is one. Returns: FALSE where there is one that isn't JSON */
gboolean
sim_request_read_json (SimRequest *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (JsonParser) parser = NULL;
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0)
    return TRUE;
  if (length > MAX_BODY || !g_utf8_validate (text, (gssize) length, NULL)
      || !is_shallow (text, length))
    return FALSE;
  parser = json_parser_new_immutable ();
  if (!json_parser_load_from_data (parser, text, (gssize) length, NULL))
    return FALSE;
  self->json = json_parser_steal_root (parser);
  return TRUE;
}

/* Returns: (transfer none) (nullable): the body; where it isn't an object the answer is written */
JsonObject *
sim_request_object (SimRequest *self)
{
  if (self->json != NULL && JSON_NODE_HOLDS_OBJECT (self->json))
    return json_node_get_object (self->json);
  sim_request_fail (self, 400,
                    "There was an error parsing JSON. Check that your request body is valid.");
  return NULL;
}

/* Returns: (transfer none) (nullable): a member that is a string */
const char *
sim_object_string (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;
  return json_node_get_string (node);
}

/* Returns: (nullable): a parameter of the address; an empty one counts as not given */
const char *
sim_request_get (SimRequest *self, const char *name)
{
  const char *value = sim_query_get (&self->query, name);

  return value != NULL && *value != '\0' ? value : NULL;
}

gboolean
sim_request_get_flag (SimRequest *self, const char *name)
{
  const char *value = sim_request_get (self, name);

  return value != NULL && g_ascii_strcasecmp (value, "true") == 0;
}

/* Reads a number that isn't negative. Returns: FALSE where it is none; the answer is written */
gboolean
sim_request_get_number (SimRequest *self, const char *name, guint standard, guint *value)
{
  const char *text = sim_request_get (self, name);
  guint64 number = standard;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT32, &number, NULL))
    {
      sim_request_fail (self, 400, "The value '%s' of the parameter '%s' is not valid.", text,
                        name);
      return FALSE;
    }
  *value = (guint) number;
  return TRUE;
}

/**
 * sim_request_get_page:
 * @standard: `maxResults` where it isn't given
 * @most: what it is lowered to, silently, as Jira does
 *
 * Returns: FALSE where a number is wrong; the answer is written
 */
gboolean
sim_request_get_page (SimRequest *self, guint standard, guint most, guint *start, guint *max)
{
  if (!sim_request_get_number (self, "startAt", 0, start)
      || !sim_request_get_number (self, "maxResults", standard, max))
    return FALSE;
  if (*max == 0)
    *max = standard;
  *max = MIN (*max, most);
  return TRUE;
}

/* Returns: whether `expand` names @what */
gboolean
sim_request_expands (SimRequest *self, const char *what)
{
  const char *expand = sim_request_get (self, "expand");
  g_auto (GStrv) names = expand != NULL ? g_strsplit (expand, ",", -1) : NULL;

  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (strcmp (g_strstrip (names[i]), what) == 0)
      return TRUE;
  return FALSE;
}

/* Begins a JSON answer. Returns: (transfer none): the empty body */
GString *
sim_request_begin (SimRequest *self, guint status)
{
  self->status = status;
  self->content_type = "application/json;charset=UTF-8";
  if (self->body == NULL)
    self->body = g_string_sized_new (512);
  g_string_truncate (self->body, 0);
  return self->body;
}

/* Answers without a body. */
void
sim_request_done (SimRequest *self, guint status)
{
  self->status = status;
  self->content_type = NULL;
  if (self->body != NULL)
    g_string_truncate (self->body, 0);
}

void
sim_request_text (SimRequest *self, guint status, const char *content_type, const char *text)
{
  g_string_append (sim_request_begin (self, status), text);
  self->content_type = content_type;
}

void
sim_request_header (SimRequest *self, const char *name, const char *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (self->message), name,
                                value);
}

/* Answers with the error body of the interface that was asked: Jira's has one message. */
void
sim_request_fail (SimRequest *self, guint status, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list arguments;
  GString *out;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (self->api != SIM_API_SITE)
    {
      sim_org_refuse (self, status, message);
      return;
    }

  out = sim_request_begin (self, status);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "errorMessages");
  sim_json_string (out, NULL, message);
  sim_json_end_array (out);
  sim_json_raw (out, "errors", "{}");
  sim_json_end_object (out);
}

/* Answers with Jira's error body: a message for one field. */
void
sim_request_fail_field (SimRequest *self, guint status, const char *field, const char *message)
{
  GString *out = sim_request_begin (self, status);

  sim_json_begin_object (out, NULL);
  sim_json_raw (out, "errorMessages", "[]");
  sim_json_begin_object (out, "errors");
  sim_json_string (out, field, message);
  sim_json_end_object (out);
  sim_json_end_object (out);
}

static gboolean
count_change (SimRequest *self, gboolean made)
{
  if (made)
    self->effects++;
  else
    sim_request_fail (self, 500, "Internal server error: the change could not be kept.");
  return made;
}

/* Makes a change and counts it. Returns: FALSE where it failed; the answer is written */
gboolean
sim_request_change (SimRequest *self, SimChangeKind kind, const char *const *fields)
{
  return count_change (self, sim_changes_make (self->store, self->caller, kind, fields));
}

gboolean
sim_request_change_member (SimRequest *self, SimChangeKind kind, guint user, guint group)
{
  return count_change (self,
                       sim_changes_make_member (self->store, self->caller, kind, user, group));
}
