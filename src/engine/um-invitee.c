/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who are to be invited, as texts and back. No state; any thread. */
#include "um-invitee.h"

#include "um-email.h"
#include "um-json-write.h"
#include "um-json.h"

#include <string.h>

char *
um_invitee_dup_address (const char *text)
{
  return um_email_is_valid (text) ? g_utf8_strdown (text, -1) : NULL;
}

UmInvitee *
um_invitee_new (const char *address)
{
  UmInvitee *self = g_new0 (UmInvitee, 1);

  self->address = g_strdup (address);
  self->products = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
um_invitee_free (UmInvitee *self)
{
  g_free (self->address);
  g_ptr_array_unref (self->products);
  g_ptr_array_unref (self->groups);
  g_free (self);
}

void
um_invitee_add (GPtrArray *values, const char *value)
{
  if (!g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
    g_ptr_array_add (values, g_strdup (value));
}

static void
add_values (JsonBuilder *builder, const char *member, GPtrArray *values)
{
  if (values->len == 0)
    return;
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < values->len; i++)
    json_builder_add_string_value (builder, g_ptr_array_index (values, i));
  json_builder_end_array (builder);
}

char *
um_invitee_print (const UmInvitee *self)
{
  g_autoptr (JsonBuilder) builder = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  const char *text;

  if (self->products->len == 0 && self->groups->len == 0)
    return g_strdup (self->address);
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  add_values (builder, "products", self->products);
  add_values (builder, "groups", self->groups);
  json_builder_end_object (builder);
  bytes = um_json_write_bytes (builder);
  text = g_bytes_get_data (bytes, &size);
  return g_strdup_printf ("%s %.*s", self->address, (int) size, text);
}

static gboolean
read_values (JsonObject *object, const char *member, GPtrArray *values)
{
  JsonArray *array = um_json_array (object, member);

  if (array == NULL)
    return !json_object_has_member (object, member);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING
          || *json_node_get_string (node) == '\0')
        return FALSE;
      um_invitee_add (values, json_node_get_string (node));
    }
  return TRUE;
}

/* Whether @object holds nothing but the two arrays. */
static gboolean
read_gifts (JsonObject *object, UmInvitee *self)
{
  guint n_known = json_object_has_member (object, "products")
                  + json_object_has_member (object, "groups");

  return json_object_get_size (object) == n_known
         && read_values (object, "products", self->products)
         && read_values (object, "groups", self->groups);
}

UmInvitee *
um_invitee_parse (const char *text)
{
  const char *blank = strchrnul (text, ' ');
  g_autofree char *typed = g_strndup (text, blank - text);
  g_autofree char *address = um_invitee_dup_address (typed);
  g_autoptr (UmInvitee) self = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) node = NULL;

  if (address == NULL)
    return NULL;
  self = um_invitee_new (address);
  if (*blank == '\0')
    return g_steal_pointer (&self);
  bytes = g_bytes_new (blank + 1, strlen (blank + 1));
  node = um_json_parse (bytes, NULL);
  if (node == NULL || um_json_get_object (node) == NULL
      || !read_gifts (um_json_get_object (node), self))
    return NULL;
  return g_steal_pointer (&self);
}
