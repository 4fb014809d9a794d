/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing a plan as text. No state; any thread. */
#include "um-planner.h"

#include "um-actions.h"
#include "um-enums.h"
#include "um-plan-file-private.h"

#include <json-glib/json-glib.h>

/* @text: (nullable) */
static void
add_element (JsonBuilder *builder, const char *text)
{
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  add_element (builder, text);
}

static void
add_time (JsonBuilder *builder, const char *member, gint64 seconds)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (seconds != UM_TIME_UNKNOWN)
    time = g_date_time_new_from_unix_utc (seconds);
  if (time != NULL)
    text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
  add_text (builder, member, text);
}

static void
add_source (JsonBuilder *builder, UmSource *source)
{
  json_builder_set_member_name (builder, "source");
  json_builder_begin_object (builder);
  add_text (builder, "kind", um_source_kind_to_nick (source->kind));
  add_text (builder, "org_id", source->org_id);
  add_text (builder, "cloud_id", source->cloud_id);
  add_text (builder, "origin", source->kind == UM_SOURCE_JIRA ? source->url : source->api_url);
  json_builder_end_object (builder);
}

static void
add_action (JsonBuilder *builder, const UmPlanAction *action)
{
  GVariantIter iter;
  const char *nick;
  const char **values;

  json_builder_begin_object (builder);
  add_text (builder, "key", action->key);
  json_builder_set_member_name (builder, "inputs");
  json_builder_begin_object (builder);
  g_variant_iter_init (&iter, action->inputs);
  while (g_variant_iter_loop (&iter, "{&s^a&s}", &nick, &values))
    {
      json_builder_set_member_name (builder, nick);
      json_builder_begin_array (builder);
      for (guint i = 0; values[i] != NULL; i++)
        json_builder_add_string_value (builder, values[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static gboolean
is_about_directories (const UmPlan *plan)
{
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);
      const UmActionInfo *info = um_actions_find (action->key);

      for (guint j = 0; info != NULL && j < info->n_inputs; j++)
        if (info->inputs[j] == UM_INPUT_DIRECTORIES)
          return TRUE;
    }
  return FALSE;
}

static void
add_places (JsonBuilder *builder, const UmPlanUser *user)
{
  json_builder_set_member_name (builder, "places");
  json_builder_begin_array (builder);
  for (guint i = 0; i < user->n_steps; i++)
    add_element (builder, user->steps[i].place);
  json_builder_end_array (builder);
}

static void
add_user (JsonBuilder *builder, const UmPlanUser *user, gboolean places)
{
  json_builder_begin_object (builder);
  add_text (builder, "account_id", user->account_id);
  if (user->held_out || user->skip == UM_SKIP_CHANGED_SINCE)
    {
      json_builder_set_member_name (builder, "held_out");
      json_builder_add_boolean_value (builder, TRUE);
    }
  if (user->note != NULL)
    add_text (builder, "note", user->note);
  json_builder_set_member_name (builder, "before");
  json_builder_begin_array (builder);
  for (guint i = 0; i < user->n_steps; i++)
    add_element (builder, user->steps[i].before);
  json_builder_end_array (builder);
  if (places)
    add_places (builder, user);
  json_builder_end_object (builder);
}

static void
add_targets (JsonBuilder *builder, const UmPlanUser *user)
{
  json_builder_set_member_name (builder, "targets");
  json_builder_begin_array (builder);
  for (guint i = 0; i < user->n_steps; i++)
    add_element (builder, user->steps[i].target);
  json_builder_end_array (builder);
}

static void
add_plan (JsonBuilder *builder, const UmPlan *plan, UmSource *source)
{
  gboolean places = is_about_directories (plan);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, UM_PLAN_FILE_VERSION);
  add_text (builder, "plan_id", plan->id);
  add_source (builder, source);
  json_builder_set_member_name (builder, "actions");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->actions->len; i++)
    add_action (builder, g_ptr_array_index (plan->actions, i));
  json_builder_end_array (builder);
  add_text (builder, "expression", plan->expression);
  add_time (builder, "now", plan->now);
  add_time (builder, "data_time", plan->data_time);
  add_text (builder, "reason", plan->reason);
  json_builder_set_member_name (builder, "users");
  json_builder_begin_array (builder);
  for (guint i = 0; i < plan->users->len; i++)
    add_user (builder, g_ptr_array_index (plan->users, i), places);
  json_builder_end_array (builder);
  if (um_plan_file_may_have_other_steps (plan) && plan->users->len > 0)
    add_targets (builder, g_ptr_array_index (plan->users, 0));
  json_builder_end_object (builder);
}

/**
 * um_plan_file_print:
 * @plan: a plan
 * @source: the source it was made for
 *
 * Returns: (transfer full): the plan as a file of version 1 (um-plan-file-private.h). It holds
 *   account ids and no names, and no secret.
 */
char *
um_plan_file_print (const UmPlan *plan, UmSource *source)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  add_plan (builder, plan, source);
  root = json_builder_get_root (builder);
  json_generator_set_pretty (generator, TRUE);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);
  return g_strconcat (text, "\n", NULL);
}
