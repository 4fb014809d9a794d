/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimArena: all texts of the simulated organisation, one after the other in one block, named by
 * their offset. Owned by the store; texts are never freed one by one.
 */

#include "sim-arena.h"

#include <string.h>

void
sim_arena_init (SimArena *self)
{
  self->size = 1 << 16;
  self->bytes = g_malloc (self->size);
  self->bytes[0] = '\0';
  self->used = 1;
}

void
sim_arena_clear (SimArena *self)
{
  g_clear_pointer (&self->bytes, g_free);
  self->used = self->size = 0;
}

/**
 * sim_arena_add:
 * @text: (nullable): a text, copied; it must not lie in the arena
 *
 * Returns: where it is kept; 0 for none or an empty one
 */
SimText
sim_arena_add (SimArena *self, const char *text)
{
  SimText at = (SimText) self->used;
  gsize length;

  if (text == NULL || text[0] == '\0')
    return 0;

  length = strlen (text) + 1;
  if (self->used + length > self->size)
    {
      while (self->used + length > self->size)
        self->size *= 2;
      g_assert (self->size <= G_MAXUINT32);
      self->bytes = g_realloc (self->bytes, self->size);
    }
  memcpy (self->bytes + self->used, text, length);
  self->used += length;
  return at;
}
