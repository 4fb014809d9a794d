/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decoders share that make records of a tree. No state; any thread. */
#include "um-decode.h"

#include "um-atlassian-error.h"

gpointer
um_decode_malformed (const char *what, GError **error)
{
  g_set_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
               "The answer isn't as documented: no %s", what);
  return NULL;
}

JsonObject *
um_decode_object (GBytes *body, JsonNode **answer, GError **error)
{
  JsonObject *object;

  *answer = um_json_parse (body, error);
  if (*answer == NULL)
    return NULL;
  object = um_json_get_object (*answer);
  return object != NULL ? object : um_decode_malformed ("object", error);
}

GPtrArray *
um_decode_items (JsonArray *array,
                 JsonNode *answer,
                 UmDecodeItem decode_item,
                 GDestroyNotify free_item,
                 guint *bad)
{
  guint n = json_array_get_length (array);
  GPtrArray *items = g_ptr_array_new_full (n, free_item);

  *bad = 0;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = um_json_get_object (json_array_get_element (array, i));
      gpointer item = object != NULL ? decode_item (object, answer) : NULL;

      if (item != NULL)
        g_ptr_array_add (items, item);
      else
        (*bad)++;
    }
  if (*bad > 0)
    g_debug ("%u entries of a page have no id or aren't objects", *bad);
  return items;
}

GPtrArray *
um_decode_strings (JsonArray *array)
{
  GPtrArray *strings;

  if (array == NULL)
    return NULL;

  strings = g_ptr_array_new ();
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (strings, (gpointer) json_node_get_string (node));
    }
  return strings;
}

const char *
um_decode_text (JsonObject *object, const char *member)
{
  const char *text = um_json_string (object, member);

  return text != NULL ? text : "";
}

gboolean
um_decode_is_id (const char *id)
{
  return id != NULL && *id != '\0';
}
