/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An open hash table of numbers, eight bytes a slot: some millions of texts are looked up without
 * being kept twice. One thread. */
#include "um-import-cell-private.h"

typedef struct
{
  guint32 hash;
  guint32 value; /* 0: the slot is free */
} Slot;

struct _UmImportTable
{
  Slot *slots;
  gsize n_slots; /* a power of two */
  gsize n_used;
};

UmImportTable *
um_import_table_new (gsize n_expected)
{
  UmImportTable *self = g_new0 (UmImportTable, 1);

  self->n_slots = 64;
  while (self->n_slots / 2 < n_expected)
    self->n_slots *= 2;
  self->slots = g_new0 (Slot, self->n_slots);
  return self;
}

void
um_import_table_free (UmImportTable *self)
{
  g_free (self->slots);
  g_free (self);
}

guint32
um_import_table_find (const UmImportTable *self,
                      guint32 hash,
                      UmImportEqualFunc equal,
                      gpointer user_data)
{
  for (gsize i = hash & (self->n_slots - 1);; i = (i + 1) & (self->n_slots - 1))
    {
      const Slot *slot = &self->slots[i];

      if (slot->value == 0)
        return 0;
      if (slot->hash == hash && equal (slot->value, user_data))
        return slot->value;
    }
}

static void
put (Slot *slots, gsize n_slots, Slot slot)
{
  gsize i = slot.hash & (n_slots - 1);

  while (slots[i].value != 0)
    i = (i + 1) & (n_slots - 1);
  slots[i] = slot;
}

void
um_import_table_add (UmImportTable *self, guint32 hash, guint32 value)
{
  if (self->n_used * 4 >= self->n_slots * 3)
    {
      Slot *slots = g_new0 (Slot, self->n_slots * 2);

      for (gsize i = 0; i < self->n_slots; i++)
        if (self->slots[i].value != 0)
          put (slots, self->n_slots * 2, self->slots[i]);
      g_free (self->slots);
      self->slots = slots;
      self->n_slots *= 2;
    }
  put (self->slots, self->n_slots, (Slot){ hash, value });
  self->n_used++;
}

/* ---- texts ---- */

/* The next character that counts, or -1: one blank stands for several. */
static int
next_char (const char *text, gsize length, gsize *place)
{
  gsize start = *place;

  while (*place < length && text[*place] == ' ')
    (*place)++;
  if (*place == length)
    return -1;
  if (*place > start && start > 0)
    return ' ';
  return (guchar) text[(*place)++];
}

guint32
um_import_text_hash (const char *folded, gsize length)
{
  guint64 hash = 14695981039346656037u; /* FNV-1a */
  gsize place = 0;
  int c;

  while ((c = next_char (folded, length, &place)) >= 0)
    hash = (hash ^ (guint) c) * 1099511628211u;
  return (guint32) (hash ^ (hash >> 32));
}

gboolean
um_import_text_equal (const char *a, gsize a_length, const char *b, gsize b_length)
{
  gsize a_place = 0, b_place = 0;
  int c;

  do
    {
      c = next_char (a, a_length, &a_place);
      if (c != next_char (b, b_length, &b_place))
        return FALSE;
    }
  while (c >= 0);
  return TRUE;
}
