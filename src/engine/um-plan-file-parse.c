/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a plan file's text. Nothing of it is trusted; no state; any thread. */
#include "um-plan-file-private.h"

#include "um-actions.h"
#include "um-enums.h"
#include "um-filter.h"
#include "um-json.h"
#include "um-problem.h"

#include <string.h>

/* ATLASSIAN.md §1: account ids have at most 128 characters; addresses may be longer. */
#define MAX_ACCOUNT_ID 128
#define MAX_ADDRESS    254

static void
plan_file_user_free (gpointer data)
{
  UmPlanFileUser *self = data;

  g_free (self->account_id);
  g_free (self->note);
  for (guint i = 0; i < self->n_before; i++)
    {
      g_free (self->before[i]);
      if (self->places != NULL)
        g_free (self->places[i]);
    }
  g_free (self->before);
  g_free (self->places);
  g_free (self);
}

void
um_plan_file_free (UmPlanFile *self)
{
  g_free (self->org_id);
  g_free (self->cloud_id);
  g_free (self->origin);
  g_clear_pointer (&self->plan, um_plan_unref);
  g_clear_pointer (&self->users, g_ptr_array_unref);
  g_clear_pointer (&self->targets, g_ptr_array_unref);
  g_free (self);
}

static gboolean
set_bad (GError **error, const char *member)
{
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, member);
  return FALSE;
}

/* ---- typed members; @path is the member with what it stands in, for the error ---- */

/* Whether @object has no member but those of @known, a list separated by blanks. */
static gboolean
check_members (JsonObject *object, const char *within, const char *known, GError **error)
{
  g_auto (GStrv) names = g_strsplit (known, " ", -1);
  JsonObjectIter iter;
  const char *name;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, NULL))
    if (!g_strv_contains ((const char *const *) names, name))
      {
        g_set_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_UNKNOWN_MEMBER, "%s%s", within, name);
        return FALSE;
      }
  return TRUE;
}

static const char *
last_part (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL ? dot + 1 : path;
}

/* A text; absent or null is NULL. */
static gboolean
read_optional (JsonObject *object, const char *path, char **value, GError **error)
{
  const char *member = last_part (path);
  const char *text = um_json_string (object, member);

  if (text == NULL && json_object_has_member (object, member)
      && !json_object_get_null_member (object, member))
    return set_bad (error, path);
  *value = g_strdup (text);
  return TRUE;
}

static gboolean
read_text (JsonObject *object, const char *path, char **value, GError **error)
{
  if (!read_optional (object, path, value, error))
    return FALSE;
  return *value != NULL || set_bad (error, path);
}

static gboolean
read_time (JsonObject *object, const char *path, gboolean required, gint64 *value, GError **error)
{
  g_autofree char *text = NULL;

  if (!read_optional (object, path, &text, error))
    return FALSE;
  *value = um_json_parse_time (text);
  if (*value == UM_TIME_UNKNOWN && (required || text != NULL))
    return set_bad (error, path);
  return TRUE;
}

static JsonObject *
read_object (JsonNode *node, const char *path, GError **error)
{
  JsonObject *object = um_json_get_object (node);

  if (object == NULL)
    set_bad (error, path);
  return object;
}

static JsonArray *
read_array (JsonObject *object, const char *path, GError **error)
{
  JsonArray *array = um_json_array (object, last_part (path));

  if (array == NULL)
    set_bad (error, path);
  return array;
}

/* ---- the parts ---- */

static gboolean
read_version (JsonObject *root, GError **error)
{
  JsonNode *node = json_object_get_member (root, "version");
  gint64 version;

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_INT64)
    return set_bad (error, "version");
  version = json_node_get_int (node);
  if (version == UM_PLAN_FILE_VERSION)
    return TRUE;
  g_set_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_VERSION, "%" G_GINT64_FORMAT, version);
  return FALSE;
}

static gboolean
read_source (UmPlanFile *self, JsonObject *root, GError **error)
{
  JsonObject *source = read_object (json_object_get_member (root, "source"), "source", error);
  g_autofree char *kind = NULL;

  if (source == NULL || !check_members (source, "source.", "kind org_id cloud_id origin", error)
      || !read_text (source, "source.kind", &kind, error)
      || !read_optional (source, "source.org_id", &self->org_id, error)
      || !read_optional (source, "source.cloud_id", &self->cloud_id, error)
      || !read_text (source, "source.origin", &self->origin, error))
    return FALSE;
  return um_source_kind_from_nick (kind, &self->kind) || set_bad (error, "source.kind");
}

static gboolean
read_input (JsonNode *node, GVariantBuilder *inputs, const char *nick, GError **error)
{
  JsonArray *array = um_json_get_array (node);
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  if (array == NULL)
    return set_bad (error, "actions.inputs");
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *value = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (value) || json_node_get_value_type (value) != G_TYPE_STRING)
        return set_bad (error, "actions.inputs");
      g_ptr_array_add (values, (gpointer) json_node_get_string (value));
    }
  g_ptr_array_add (values, NULL);
  g_variant_builder_add (inputs, "{s^as}", nick, values->pdata);
  return TRUE;
}

static char *
list_inputs (const UmActionInfo *info)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < info->n_inputs; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            um_input_kind_to_nick (info->inputs[i]));
  return g_string_free (text, FALSE);
}

static gboolean
read_inputs (JsonObject *object, const UmActionInfo *info, GVariantBuilder *inputs, GError **error)
{
  g_autofree char *known = list_inputs (info);
  JsonObjectIter iter;
  const char *nick;
  JsonNode *node;

  if (!check_members (object, "actions.inputs.", known, error))
    return FALSE;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &nick, &node))
    if (!read_input (node, inputs, nick, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_action (UmPlanFile *self, JsonNode *node, GError **error)
{
  JsonObject *action = read_object (node, "actions", error);
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_autofree char *key = NULL;
  const UmActionInfo *info;
  JsonObject *object;

  if (action == NULL || !check_members (action, "actions.", "key inputs", error)
      || !read_text (action, "actions.key", &key, error))
    return FALSE;
  info = um_actions_find (key);
  if (info == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_ACTION, key);
      return FALSE;
    }
  object = read_object (json_object_get_member (action, "inputs"), "actions.inputs", error);
  if (object == NULL || !read_inputs (object, info, &inputs, error))
    return FALSE;
  um_plan_add_action (self->plan, key, g_variant_builder_end (&inputs));
  return TRUE;
}

static gboolean
read_actions (UmPlanFile *self, JsonObject *root, GError **error)
{
  JsonArray *actions = read_array (root, "actions", error);

  if (actions == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (actions); i++)
    if (!read_action (self, json_array_get_element (actions, i), error))
      return FALSE;
  return TRUE;
}

/* @texts: room for those of @array, of which each is a text or null. */
static gboolean
read_texts (JsonArray *array, const char *path, char **texts, GError **error)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_NULL (node))
        continue;
      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
        return set_bad (error, path);
      texts[i] = json_node_dup_string (node);
    }
  return TRUE;
}

static gboolean
read_before (UmPlanFileUser *self, JsonObject *user, GError **error)
{
  JsonArray *before = read_array (user, "users.before", error);

  if (before == NULL)
    return FALSE;
  self->n_before = json_array_get_length (before);
  self->before = g_new0 (char *, self->n_before);
  return read_texts (before, "users.before", self->before, error);
}

/* As many as there are states. */
static gboolean
read_places (UmPlanFileUser *self, JsonObject *user, GError **error)
{
  JsonArray *places;

  if (!json_object_has_member (user, "places"))
    return TRUE;
  places = read_array (user, "users.places", error);
  if (places == NULL)
    return FALSE;
  if (json_array_get_length (places) != self->n_before)
    return set_bad (error, "users.places");
  self->places = g_new0 (char *, self->n_before);
  return read_texts (places, "users.places", self->places, error);
}

static gboolean
read_held_out (UmPlanFileUser *self, JsonObject *user, GError **error)
{
  JsonNode *node = json_object_get_member (user, "held_out");

  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    return set_bad (error, "users.held_out");
  self->held_out = json_node_get_boolean (node);
  return TRUE;
}

static gboolean
read_user (UmPlanFile *self, JsonNode *node, GHashTable *seen, GError **error)
{
  JsonObject *object = read_object (node, "users", error);
  UmPlanFileUser *user;
  gsize longest;

  if (object == NULL
      || !check_members (object, "users.", "account_id held_out note before places", error))
    return FALSE;
  user = g_new0 (UmPlanFileUser, 1);
  g_ptr_array_add (self->users, user);
  if (!read_text (object, "users.account_id", &user->account_id, error)
      || !read_held_out (user, object, error)
      || !read_optional (object, "users.note", &user->note, error)
      || !read_before (user, object, error) || !read_places (user, object, error))
    return FALSE;
  longest = um_person_is_address (user->account_id) ? MAX_ADDRESS : MAX_ACCOUNT_ID;
  if (*user->account_id == '\0' || strlen (user->account_id) > longest
      || !g_hash_table_add (seen, user->account_id))
    return set_bad (error, "users.account_id");
  return TRUE;
}

static gboolean
read_users (UmPlanFile *self, JsonObject *root, GError **error)
{
  JsonArray *users = read_array (root, "users", error);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  if (users == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (users); i++)
    if (!read_user (self, json_array_get_element (users, i), seen, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_targets (UmPlanFile *self, JsonObject *root, GError **error)
{
  JsonArray *targets;

  if (!json_object_has_member (root, "targets"))
    return TRUE;
  targets = read_array (root, "targets", error);
  if (targets == NULL)
    return FALSE;
  self->targets = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < json_array_get_length (targets); i++)
    {
      JsonNode *node = json_array_get_element (targets, i);

      if (JSON_NODE_HOLDS_NULL (node))
        g_ptr_array_add (self->targets, NULL);
      else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_ptr_array_add (self->targets, json_node_dup_string (node));
      else
        return set_bad (error, "targets");
    }
  return TRUE;
}

static gboolean
read_rest (UmPlanFile *self, JsonObject *root, GError **error)
{
  UmPlan *plan = self->plan;
  g_autofree char *id = NULL;
  g_autoptr (UmFilter) filter = NULL;

  if (!read_text (root, "plan_id", &id, error)
      || !read_optional (root, "expression", &plan->expression, error)
      || !read_time (root, "now", TRUE, &plan->now, error)
      || !read_time (root, "data_time", FALSE, &plan->data_time, error)
      || !read_optional (root, "reason", &plan->reason, error))
    return FALSE;
  if (!g_uuid_string_is_valid (id))
    return set_bad (error, "plan_id");
  g_free (plan->id);
  plan->id = g_ascii_strdown (id, -1);
  if (plan->expression == NULL)
    return TRUE;
  filter = um_filter_parse (plan->expression, NULL);
  return filter != NULL || set_bad (error, "expression");
}

static gboolean
read_root (UmPlanFile *self, JsonNode *node, GError **error)
{
  JsonObject *root = um_json_get_object (node);

  if (root == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_NOT_JSON, "");
      return FALSE;
    }
  /* The version comes first: another one may well have other members. */
  return read_version (root, error)
         && check_members (
           root, "", "version plan_id source actions users targets expression now data_time reason",
           error)
         && read_source (self, root, error) && read_rest (self, root, error)
         && read_actions (self, root, error) && read_users (self, root, error)
         && read_targets (self, root, error);
}

UmPlanFile *
um_plan_file_parse (GBytes *text, GError **error)
{
  g_autoptr (JsonNode) node = um_json_parse (text, NULL);
  g_autoptr (UmPlanFile) self = NULL;

  if (node == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_NOT_JSON, "");
      return NULL;
    }
  self = g_new0 (UmPlanFile, 1);
  self->plan = um_plan_new ();
  self->users = g_ptr_array_new_with_free_func (plan_file_user_free);
  if (!read_root (self, node, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- which source ---- */

guint
um_plan_file_rate_source (const UmPlanFile *self, UmSource *source)
{
  gboolean jira = source->kind == UM_SOURCE_JIRA;
  const char *id = jira ? source->cloud_id : source->org_id;
  const char *file_id = jira ? self->cloud_id : self->org_id;
  const char *origin = jira ? source->url : source->api_url;
  gboolean same_origin = g_strcmp0 (origin, self->origin) == 0;

  if (self->kind != source->kind)
    return 0;
  if (id == NULL || file_id == NULL)
    return same_origin ? 1 : 0;
  if (!g_str_equal (id, file_id))
    return 0;
  return same_origin ? 3 : 2;
}

const char *
um_plan_file_get_source_name (const UmPlanFile *self)
{
  if (self->kind == UM_SOURCE_ACCESS && self->org_id != NULL)
    return self->org_id;
  return self->origin;
}
