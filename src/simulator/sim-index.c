/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimIndex: from a text to the row that bears it, without a copy of the text: an open-addressed
 * table of (hash, row), eight bytes a slot. ASCII case makes no difference. Owned by the store.
 */

#include "sim-index.h"

static guint32
hash_text (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (; *text != '\0'; text++)
    hash = (hash ^ (guchar) g_ascii_tolower (*text)) * G_GUINT64_CONSTANT (0x100000001b3);
  return (guint32) (hash ^ (hash >> 32));
}

static void
resize (SimIndex *self, guint n_slots)
{
  g_autofree gpointer old = self->slots;
  guint old_slots = self->slots != NULL ? self->mask + 1 : 0;
  typeof (self->slots) from = self->slots;

  self->slots = g_malloc (n_slots * sizeof *self->slots);
  self->mask = n_slots - 1;
  for (guint i = 0; i < n_slots; i++)
    self->slots[i].row = SIM_NONE;

  for (guint i = 0; i < old_slots; i++)
    {
      guint slot = from[i].hash & self->mask;

      if (from[i].row == SIM_NONE)
        continue;
      while (self->slots[slot].row != SIM_NONE)
        slot = (slot + 1) & self->mask;
      self->slots[slot].hash = from[i].hash;
      self->slots[slot].row = from[i].row;
    }
}

/**
 * sim_index_init:
 * @expected: about how many rows will come; more is possible
 * @text: gives the text of a row; asked again at comparisons, so it must not change
 */
void
sim_index_init (SimIndex *self, guint expected, SimIndexText text, gpointer data)
{
  guint n_slots = 16;

  while (n_slots < expected * 2)
    n_slots *= 2;
  self->slots = NULL;
  self->used = 0;
  self->text = text;
  self->data = data;
  resize (self, n_slots);
}

void
sim_index_clear (SimIndex *self)
{
  g_clear_pointer (&self->slots, g_free);
}

/* Enters @row; of two rows with the same text the first is found. */
void
sim_index_insert (SimIndex *self, guint row)
{
  guint32 hash = hash_text (self->text (self->data, row));
  guint slot;

  if (self->used * 4 >= (self->mask + 1) * 3)
    resize (self, (self->mask + 1) * 2);
  slot = hash & self->mask;
  while (self->slots[slot].row != SIM_NONE)
    slot = (slot + 1) & self->mask;
  self->slots[slot].hash = hash;
  self->slots[slot].row = row;
  self->used++;
}

/* Returns: the row that bears @text, or %SIM_NONE */
guint
sim_index_find (const SimIndex *self, const char *text)
{
  guint32 hash = hash_text (text);

  for (guint slot = hash & self->mask;; slot = (slot + 1) & self->mask)
    {
      guint row = self->slots[slot].row;

      if (row == SIM_NONE)
        return SIM_NONE;
      if (self->slots[slot].hash == hash
          && g_ascii_strcasecmp (self->text (self->data, row), text) == 0)
        return row;
    }
}
