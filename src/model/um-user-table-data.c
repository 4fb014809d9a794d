/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a directory as pieces of bytes. What comes from a disk is checked before anything
 * reads it: every start, cut and fact, and that all text is text. Any thread. */

#include "um-part-private.h"
#include "um-user-table-private.h"

#include <string.h>

#define FOLDED        "users.folded"
#define TEXT          "users.text"
#define FOLDED_STARTS "users.folded-starts"
#define TEXT_STARTS   "users.text-starts"
#define CUTS          "users.cuts"
#define FACTS         "users.facts"
#define LAST_LOGINS   "users.last-logins"
#define ADDED         "users.added"
#define READ          "users.read"

#define N_TEXTS   3 /* of a row: name, e-mail, id */
#define HIGH_BITS G_GUINT64_CONSTANT (0x8080808080808080)

/*
 * um_user_table_pack:
 * @self: a finished table
 * @parts: (element-type UmDirectoryPart): where its pieces are added
 * @owner: what keeps @self alive
 */
void
um_user_table_pack (const UmUserTable *self, GPtrArray *parts, UmDirectory *owner)
{
  gsize n_rows = self->n_rows;

  um_part_add_array (parts, FOLDED, self->folded->data, self->folded->len, owner);
  um_part_add_array (parts, TEXT, self->text->data, self->text->len, owner);
  um_part_add_array (parts, FOLDED_STARTS, self->folded_starts, (n_rows + 1) * sizeof (guint32),
                     owner);
  um_part_add_array (parts, TEXT_STARTS, self->text_starts, n_rows * sizeof (guint32), owner);
  um_part_add_array (parts, CUTS, self->cuts, n_rows * sizeof (UmUserCuts), owner);
  um_part_add_array (parts, FACTS, self->facts, n_rows * sizeof (guint16), owner);
  um_part_add_array (parts, LAST_LOGINS, self->last_logins, n_rows * sizeof (guint32), owner);
  um_part_add_array (parts, ADDED, self->added, n_rows * sizeof (guint32), owner);
  if (self->read != NULL)
    um_part_add_array (parts, READ, self->read, n_rows * sizeof (guint32), owner);
}

static gboolean
is_ascii (const char *text, gsize length)
{
  guint64 word = 0, bits = 0;

  while (length >= sizeof word)
    {
      memcpy (&word, text, sizeof word);
      bits |= word;
      text += sizeof word;
      length -= sizeof word;
    }
  word = 0;
  memcpy (&word, text, length);

  return ((bits | word) & HIGH_BITS) == 0;
}

/* One text with the NUL that ends it, and no other. */
static gboolean
is_piece (const char *text, gsize size)
{
  if (size == 0 || memchr (text, '\0', size) != text + size - 1)
    return FALSE;

  return is_ascii (text, size - 1) || g_utf8_validate (text, size - 1, NULL);
}

static gboolean
check_run (const char *run, gsize size, UmUserCuts cuts)
{
  if (cuts.email >= cuts.id || cuts.id >= size)
    return FALSE;

  return is_piece (run, cuts.email) && is_piece (run + cuts.email, cuts.id - cuts.email)
         && is_piece (run + cuts.id, size - cuts.id);
}

static gboolean
check_folded (const UmUserTable *self)
{
  const char *folded = (const char *) self->folded->data;
  const guint32 *starts = self->folded_starts;

  if (starts[0] != 0 || starts[self->n_rows] != self->folded->len)
    return FALSE;
  for (guint row = 0; row < self->n_rows; row++)
    {
      if (starts[row] >= starts[row + 1] || starts[row + 1] > self->folded->len)
        return FALSE;
      if (!check_run (folded + starts[row], starts[row + 1] - starts[row], self->cuts[row]))
        return FALSE;
    }

  return TRUE;
}

/* Rows have their texts one after the other, as many as aren't the same folded. */
static gboolean
check_texts (const UmUserTable *self)
{
  const char *text = (const char *) self->text->data;
  const char *end = text + self->text->len;

  for (guint row = 0; row < self->n_rows; row++)
    {
      guint n_texts = N_TEXTS - __builtin_popcount (self->facts[row] & UM_USER_PLAIN_MASK);

      if (self->text_starts[row] != text - (const char *) self->text->data)
        return FALSE;
      for (guint i = 0; i < n_texts; i++)
        {
          const char *stop = text < end ? memchr (text, '\0', end - text) : NULL;

          if (stop == NULL || !is_piece (text, stop + 1 - text))
            return FALSE;
          text = stop + 1;
        }
    }

  return text == end;
}

static gboolean
check_facts (const UmUserTable *self)
{
  const guint known = UM_USER_PLAIN_MASK | UM_USER_STATUS_MASK
                      | UM_USER_TYPE_MASK << UM_USER_TYPE_SHIFT
                      | UM_USER_TRUTH_MASK << UM_USER_MANAGED_SHIFT
                      | UM_USER_TRUTH_MASK << UM_USER_SYNCED_SHIFT;

  G_STATIC_ASSERT (UM_USER_STATUS_MASK == UM_STATUS_INACTIVE);
  for (guint row = 0; row < self->n_rows; row++)
    {
      guint facts = self->facts[row];

      if ((facts & ~known) != 0 || (facts >> UM_USER_TYPE_SHIFT & UM_USER_TYPE_MASK) > UM_TYPE_GUEST
          || (facts >> UM_USER_MANAGED_SHIFT & UM_USER_TRUTH_MASK) > UM_YES
          || (facts >> UM_USER_SYNCED_SHIFT & UM_USER_TRUTH_MASK) > UM_YES)
        return FALSE;
    }

  return TRUE;
}

/* A column, which replaces the one that a new table was given. */
static gboolean
take_column (GPtrArray *parts, const char *name, gsize n, gsize size, gpointer column)
{
  gpointer *place = column;

  g_free (*place);
  *place = um_part_take_array (parts, name, n * size);

  return *place != NULL;
}

static gboolean
take_arena (GPtrArray *parts, const char *name, GByteArray **arena)
{
  g_clear_pointer (arena, g_byte_array_unref);
  *arena = um_part_take_arena (parts, name);
  if (*arena != NULL)
    return TRUE;
  *arena = g_byte_array_new ();

  return FALSE;
}

/* A column that isn't there where all rows were read at once. */
static gboolean
take_read (GPtrArray *parts, gsize size, guint32 **column)
{
  g_autoptr (GBytes) bytes = um_part_take (parts, READ);

  if (bytes == NULL)
    return TRUE;
  if (g_bytes_get_size (bytes) != size)
    return FALSE;
  *column = g_bytes_unref_to_data (g_steal_pointer (&bytes), &size);

  return TRUE;
}

/*
 * um_user_table_unpack:
 * @parts: (element-type UmDirectoryPart): pieces, which are emptied
 * @n_rows: number of rows that they must hold
 *
 * Returns: (transfer full) (nullable): a finished table, or %NULL where a piece is missing or
 * damaged
 */
UmUserTable *
um_user_table_unpack (GPtrArray *parts, guint n_rows)
{
  g_autoptr (UmUserTable) self = um_user_table_new ();
  gsize n = n_rows;

  if (n_rows == 0)
    {
      um_user_table_finish (self);
      return g_steal_pointer (&self);
    }
  if (!take_arena (parts, FOLDED, &self->folded) || !take_arena (parts, TEXT, &self->text)
      || !take_column (parts, FOLDED_STARTS, n + 1, sizeof (guint32), &self->folded_starts)
      || !take_column (parts, TEXT_STARTS, n, sizeof (guint32), &self->text_starts)
      || !take_column (parts, CUTS, n, sizeof (UmUserCuts), &self->cuts)
      || !take_column (parts, FACTS, n, sizeof (guint16), &self->facts)
      || !take_column (parts, LAST_LOGINS, n, sizeof (guint32), &self->last_logins)
      || !take_column (parts, ADDED, n, sizeof (guint32), &self->added))
    return NULL;
  if (!take_read (parts, n * sizeof (guint32), &self->read))
    return NULL;
  self->n_rows = n_rows;
  self->capacity = n_rows;
  if (!check_facts (self) || !check_folded (self) || !check_texts (self))
    return NULL;

  return g_steal_pointer (&self);
}
