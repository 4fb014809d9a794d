/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a user has to stand before he is removed from somewhere else, as steps keep it in their
 * arguments: {"stands": {"directory": id, "groups": [{"id", "name"}, …]}}. Whoever made it owns it;
 * any thread. */
#include "um-standing-private.h"

#include "um-json.h"

#include <string.h>

typedef struct
{
  char *id;
  char *name;
} Group;

struct _UmStanding
{
  char *directory_id;
  GArray *groups; /* of Group */
};

G_DEFINE_QUARK (um - step - error - quark, um_step_error)

static void
group_clear (gpointer data)
{
  Group *group = data;

  g_free (group->id);
  g_free (group->name);
}

UmStanding *
um_standing_new (const char *directory_id)
{
  UmStanding *self = g_new0 (UmStanding, 1);

  self->directory_id = g_strdup (directory_id);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (self->groups, group_clear);
  return self;
}

void
um_standing_free (UmStanding *self)
{
  g_free (self->directory_id);
  g_array_unref (self->groups);
  g_free (self);
}

void
um_standing_add_group (UmStanding *self, const char *id, const char *name)
{
  Group group = { g_strdup (id), g_strdup (name) };

  g_array_append_val (self->groups, group);
}

const char *
um_standing_get_directory (const UmStanding *self)
{
  return self->directory_id;
}

guint
um_standing_get_n_groups (const UmStanding *self)
{
  return self->groups->len;
}

const char *
um_standing_get_group (const UmStanding *self, guint index)
{
  return g_array_index (self->groups, Group, index).id;
}

/* ---- as text ---- */

static void
add_text (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

void
um_standing_write (const UmStanding *self, JsonBuilder *builder)
{
  json_builder_set_member_name (builder, "stands");
  json_builder_begin_object (builder);
  add_text (builder, "directory", self->directory_id);
  json_builder_set_member_name (builder, "groups");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = &g_array_index (self->groups, Group, i);

      json_builder_begin_object (builder);
      add_text (builder, "id", group->id);
      add_text (builder, "name", group->name);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
um_standing_print (const UmStanding *self)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  um_standing_write (self, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static gboolean
read_groups (UmStanding *self, JsonArray *groups)
{
  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = um_json_get_object (json_array_get_element (groups, i));
      const char *id = group != NULL ? um_json_string (group, "id") : NULL;
      const char *name = group != NULL ? um_json_string (group, "name") : NULL;

      if (id == NULL)
        return FALSE;
      um_standing_add_group (self, id, name != NULL ? name : id);
    }
  return TRUE;
}

/* (transfer full) (nullable) */
static UmStanding *
read_standing (JsonObject *root)
{
  JsonObject *stands = um_json_object (root, "stands");
  const char *directory = stands != NULL ? um_json_string (stands, "directory") : NULL;
  JsonArray *groups = stands != NULL ? um_json_array (stands, "groups") : NULL;
  g_autoptr (UmStanding) self = NULL;

  if (directory == NULL || groups == NULL)
    return NULL;
  self = um_standing_new (directory);
  return read_groups (self, groups) ? g_steal_pointer (&self) : NULL;
}

gboolean
um_standing_parse (const char *argument, UmStanding **standing, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *root;

  *standing = NULL;
  if (argument == NULL)
    return TRUE;
  text = g_bytes_new_static (argument, strlen (argument));
  node = um_json_parse (text, NULL);
  root = um_json_get_object (node);
  if (root != NULL && !json_object_has_member (root, "stands"))
    return TRUE;
  if (root != NULL)
    *standing = read_standing (root);
  if (*standing != NULL)
    return TRUE;
  g_set_error_literal (error, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK, "");
  return FALSE;
}

/* ---- against what was read ---- */

static gboolean
has_group (const UmOrgUser *user, const char *id)
{
  for (guint i = 0; user->groups != NULL && i < user->groups->len; i++)
    if (g_strcmp0 (g_array_index (user->groups, UmOrgMembership, i).id, id) == 0)
      return TRUE;
  return FALSE;
}

gboolean
um_standing_judge (const UmStanding *self,
                   const UmOrgUser *user,
                   const char *account_id,
                   GError **error)
{
  gboolean active = user != NULL && g_strcmp0 (user->account_id, account_id) == 0
                    && user->status == UM_STATUS_ACTIVE;
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; active && i < self->groups->len; i++)
    {
      const Group *group = &g_array_index (self->groups, Group, i);

      if (!has_group (user, group->id))
        g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", group->name);
    }
  if (active && missing->len == 0)
    return TRUE;
  g_set_error_literal (error, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK, missing->str);
  return FALSE;
}
