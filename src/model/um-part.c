/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The named pieces that a directory is kept as. Owned by whoever writes or reads them; one thread.
 */
#include "um-part-private.h"

/**
 * um_directory_part_new:
 * @name: its name
 * @bytes: (transfer full): its bytes
 *
 * Returns: (transfer full): a piece
 */
UmDirectoryPart *
um_directory_part_new (const char *name, GBytes *bytes)
{
  UmDirectoryPart *self = g_new0 (UmDirectoryPart, 1);

  self->name = g_strdup (name);
  self->bytes = bytes;

  return self;
}

void
um_directory_part_free (UmDirectoryPart *self)
{
  g_free (self->name);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
release_owner (gpointer data)
{
  um_directory_unref (data);
}

void
um_part_add_array (
  GPtrArray *parts, const char *name, gconstpointer data, gsize size, UmDirectory *owner)
{
  GBytes *bytes = g_bytes_new_with_free_func (data, size, release_owner, um_directory_ref (owner));

  g_ptr_array_add (parts, um_directory_part_new (name, bytes));
}

void
um_part_add_variant (GPtrArray *parts, const char *name, GVariant *value)
{
  g_autoptr (GVariant) sunk = g_variant_ref_sink (value);

  g_ptr_array_add (parts, um_directory_part_new (name, g_variant_get_data_as_bytes (sunk)));
}

GBytes *
um_part_take (GPtrArray *parts, const char *name)
{
  for (guint i = 0; i < parts->len; i++)
    {
      UmDirectoryPart *part = g_ptr_array_index (parts, i);

      if (part->bytes != NULL && g_str_equal (part->name, name))
        return g_steal_pointer (&part->bytes);
    }

  return NULL;
}

gpointer
um_part_take_array (GPtrArray *parts, const char *name, gsize size)
{
  GBytes *bytes = um_part_take (parts, name);

  if (bytes == NULL)
    return NULL;
  if (size == 0 || g_bytes_get_size (bytes) != size)
    {
      g_bytes_unref (bytes);
      return NULL;
    }

  return g_bytes_unref_to_data (bytes, &size);
}

GByteArray *
um_part_take_arena (GPtrArray *parts, const char *name)
{
  GBytes *bytes = um_part_take (parts, name);
  gsize size = bytes != NULL ? g_bytes_get_size (bytes) : 0;

  if (bytes == NULL)
    return NULL;
  if (size == 0 || size > G_MAXUINT32)
    {
      g_bytes_unref (bytes);
      /* One byte allocated, so that an empty arena has an address. */
      return size == 0 ? g_byte_array_new_take (g_malloc (1), 0) : NULL;
    }

  return g_bytes_unref_to_array (bytes);
}

GVariant *
um_part_take_variant (GPtrArray *parts, const char *name, const char *type)
{
  g_autoptr (GBytes) bytes = um_part_take (parts, name);
  g_autoptr (GVariant) value = NULL;

  if (bytes == NULL)
    return NULL;
  value = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (type), bytes, FALSE));

  return g_variant_is_normal_form (value) ? g_steal_pointer (&value) : NULL;
}
