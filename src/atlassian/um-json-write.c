/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing the bodies of requests. No state; any thread. */
#include "um-json-write.h"

#include <string.h>

GBytes *
um_json_write_node (JsonNode *node)
{
  char *text = json_to_string (node, FALSE);

  return g_bytes_new_take (text, strlen (text));
}

GBytes *
um_json_write_bytes (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return um_json_write_node (root);
}

GBytes *
um_json_write_strings (const char *first_member, ...)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  va_list pairs;

  json_builder_begin_object (builder);
  va_start (pairs, first_member);
  for (const char *member = first_member; member != NULL; member = va_arg (pairs, const char *))
    um_json_add_string (builder, member, va_arg (pairs, const char *));
  va_end (pairs);
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_json_add_string (JsonBuilder *builder, const char *member, const char *value)
{
  if (value == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

void
um_json_add_strings (JsonBuilder *builder, const char *member, const char *const *values)
{
  if (values == NULL || *values == NULL)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (const char *const *value = values; *value != NULL; value++)
    json_builder_add_string_value (builder, *value);
  json_builder_end_array (builder);
}
