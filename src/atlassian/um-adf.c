/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as Jira keeps them. No state; any thread. */
#include "um-adf.h"

#include "um-json-write.h"

#include <string.h>

static void
add_paragraph (JsonBuilder *builder, const char *line)
{
  json_builder_begin_object (builder);
  um_json_add_string (builder, "type", "paragraph");
  json_builder_set_member_name (builder, "content");
  json_builder_begin_array (builder);
  if (*line != '\0')
    {
      json_builder_begin_object (builder);
      um_json_add_string (builder, "type", "text");
      um_json_add_string (builder, "text", line);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

JsonNode *
um_adf_from_text (const char *text)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  json_builder_begin_object (builder);
  um_json_add_string (builder, "type", "doc");
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  json_builder_set_member_name (builder, "content");
  json_builder_begin_array (builder);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (g_str_has_suffix (lines[i], "\r"))
        lines[i][strlen (lines[i]) - 1] = '\0';
      add_paragraph (builder, lines[i]);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return json_builder_get_root (builder);
}
