/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The things of one UmSet with their texts. Counted atomically; owned by the builder while it grows
 * (one thread), then by one or more directories, immutable and for any thread. There are thousands
 * of groups and not hundreds of thousands, so a hash table does no harm here. */

#include "um-text-private.h"
#include "um-thing-set-private.h"
#include "um-directory.h"

#include <string.h>

struct _UmThingSet
{
  gatomicrefcount ref_count;
  GArray *things;    /* UmThing, texts in @texts */
  GPtrArray *folded; /* the names, folded, in @texts */
  GHashTable *by_id; /* id in @texts → index */
  GStringChunk *texts;
};

static const char *
keep_text (UmThingSet *self, const char *text, gsize max)
{
  g_autofree char *valid = NULL;

  if (text == NULL)
    return NULL;

  valid = um_text_make_valid (text, max);

  return g_string_chunk_insert_const (self->texts, valid);
}

/*
 * um_thing_set_new:
 *
 * Returns: (transfer full): a set without things
 */
UmThingSet *
um_thing_set_new (void)
{
  UmThingSet *self = g_new0 (UmThingSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->things = g_array_new (FALSE, FALSE, sizeof (UmThing));
  self->folded = g_ptr_array_new ();
  self->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->texts = g_string_chunk_new (1024);

  return self;
}

/*
 * um_thing_set_copy:
 * @self: a set
 *
 * Returns: (transfer full): a set of the same things, to be filled further
 */
UmThingSet *
um_thing_set_copy (const UmThingSet *self)
{
  UmThingSet *copy = um_thing_set_new ();

  for (guint i = 0; i < self->things->len; i++)
    um_thing_set_put (copy, um_thing_set_get (self, i));

  return copy;
}

UmThingSet *
um_thing_set_ref (UmThingSet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
um_thing_set_unref (UmThingSet *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_array_unref (self->things);
  g_ptr_array_unref (self->folded);
  g_hash_table_unref (self->by_id);
  g_string_chunk_free (self->texts);
  g_free (self);
}

/*
 * um_thing_set_put:
 * @self: a set that is still filled
 * @thing: a thing; its texts are copied, a missing name becomes ""
 *
 * Adds a thing or replaces the one of the same id.
 *
 * Returns: its index
 */
guint
um_thing_set_put (UmThingSet *self, const UmThing *thing)
{
  UmThing kept = *thing;
  g_autofree char *folded = NULL;
  guint index;

  kept.id = keep_text (self, thing->id, G_MAXSIZE);
  kept.name = keep_text (self, thing->name != NULL ? thing->name : "", UM_TEXT_MAX);
  kept.parent = keep_text (self, thing->parent, G_MAXSIZE);
  kept.products = keep_text (self, thing->products, G_MAXSIZE);
  folded = um_text_fold (kept.name);

  index = um_thing_set_find (self, kept.id);
  if (index == UM_NO_ROW)
    {
      index = self->things->len;
      g_array_set_size (self->things, index + 1);
      g_ptr_array_set_size (self->folded, (int) index + 1);
      g_hash_table_insert (self->by_id, (gpointer) kept.id, GUINT_TO_POINTER (index));
    }
  g_array_index (self->things, UmThing, index) = kept;
  self->folded->pdata[index] = g_string_chunk_insert_const (self->texts, folded);

  return index;
}

guint
um_thing_set_get_n (const UmThingSet *self)
{
  return self->things->len;
}

const UmThing *
um_thing_set_get (const UmThingSet *self, guint index)
{
  return &g_array_index (self->things, UmThing, index);
}

guint
um_thing_set_find (const UmThingSet *self, const char *id)
{
  gpointer index;

  if (!g_hash_table_lookup_extended (self->by_id, id, NULL, &index))
    return UM_NO_ROW;

  return GPOINTER_TO_UINT (index);
}

GArray *
um_thing_set_find_name (const UmThingSet *self, const char *name)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree char *folded = um_text_fold (name);

  for (guint32 i = 0; i < self->folded->len; i++)
    {
      if (strcmp (g_ptr_array_index (self->folded, i), folded) == 0)
        g_array_append_val (found, i);
    }

  return found;
}
