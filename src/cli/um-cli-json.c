/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as scripts get it, in few words. */
#include "um-cli-json.h"

/**
 * um_cli_json_string:
 * @json: the builder, within an object
 * @member: a member's name
 * @value: (nullable): its text; %NULL is null
 */
void
um_cli_json_string (JsonBuilder *json, const char *member, const char *value)
{
  json_builder_set_member_name (json, member);
  if (value != NULL)
    json_builder_add_string_value (json, value);
  else
    json_builder_add_null_value (json);
}

/**
 * um_cli_json_int:
 * @json: the builder, within an object
 * @member: a member's name
 * @value: its number
 */
void
um_cli_json_int (JsonBuilder *json, const char *member, gint64 value)
{
  json_builder_set_member_name (json, member);
  json_builder_add_int_value (json, value);
}

/**
 * um_cli_json_bool:
 * @json: the builder, within an object
 * @member: a member's name
 * @value: its truth
 */
void
um_cli_json_bool (JsonBuilder *json, const char *member, gboolean value)
{
  json_builder_set_member_name (json, member);
  json_builder_add_boolean_value (json, value);
}

/**
 * um_cli_json_truth:
 * @json: the builder, within an object
 * @member: a member's name
 * @value: true, false, or null where it isn't known
 */
void
um_cli_json_truth (JsonBuilder *json, const char *member, UmTruth value)
{
  json_builder_set_member_name (json, member);
  if (value == UM_UNKNOWN)
    json_builder_add_null_value (json);
  else
    json_builder_add_boolean_value (json, value == UM_YES);
}

/**
 * um_cli_json_time:
 * @json: the builder, within an object
 * @member: a member's name
 * @seconds: since 1970; unknown is null, never is "never"
 */
void
um_cli_json_time (JsonBuilder *json, const char *member, gint64 seconds)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autofree char *text = NULL;

  if (seconds == UM_TIME_NEVER)
    text = g_strdup ("never");
  else if (seconds != UM_TIME_UNKNOWN)
    moment = g_date_time_new_from_unix_utc (seconds);
  if (moment != NULL)
    text = g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ");
  um_cli_json_string (json, member, text);
}

/**
 * um_cli_json_strv:
 * @json: the builder, within an object
 * @member: a member's name
 * @values: (array zero-terminated=1) (nullable): its texts
 */
void
um_cli_json_strv (JsonBuilder *json, const char *member, const char *const *values)
{
  json_builder_set_member_name (json, member);
  json_builder_begin_array (json);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    json_builder_add_string_value (json, values[i]);
  json_builder_end_array (json);
}

/**
 * um_cli_json_print:
 * @json: the builder, complete
 *
 * Prints it on standard output.
 */
void
um_cli_json_print (JsonBuilder *json)
{
  g_autoptr (JsonNode) root = json_builder_get_root (json);
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autofree char *text = NULL;

  json_generator_set_root (generator, root);
  json_generator_set_pretty (generator, TRUE);
  text = json_generator_to_data (generator, NULL);
  g_print ("%s\n", text);
}
