/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The result of an import: three lists of entries. Filled by one worker, then handed over; from
 * then on it belongs to the main thread, and nothing changes but who is chosen for ambiguous
 * entries. */
#include "um-import-private.h"

#include <string.h>

/* An entry takes 16 bytes, its text apart. */
typedef struct
{
  guint32 text; /* where it begins in the texts */
  guint32 line;
  guint32 target; /* matched: the row; ambiguous: where its candidates begin */
  guint32 n_times;
} Entry;

struct _UmImport
{
  GObject parent_instance;
  UmDirectory *directory;
  UmImportForm *form; /* with the numbers */
  char *name;
  GArray *entries[UM_N_IMPORT_OUTCOMES]; /* of Entry */
  GByteArray *texts;                     /* each ended by NUL */
  GArray *candidates; /* of guint32: for each ambiguous entry who is chosen, how many, the rows */
  guint n_open;

  /* while it is filled */
  UmImportTable *seen; /* entries nobody was found for, or several: place << 1 | ambiguous, + 1 */
  guint32 *matched;    /* row → place of its entry + 1 */
  GArray *rows;        /* of guint32: whom the cell at hand names */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UmImport, um_import, G_TYPE_OBJECT)

static void
um_import_finalize (GObject *object)
{
  UmImport *self = UM_IMPORT (object);

  um_import_close (self);
  for (guint i = 0; i < UM_N_IMPORT_OUTCOMES; i++)
    g_array_unref (self->entries[i]);
  g_byte_array_unref (self->texts);
  g_array_unref (self->candidates);
  g_clear_pointer (&self->form, um_import_form_free);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_free (self->name);
  G_OBJECT_CLASS (um_import_parent_class)->finalize (object);
}

static void
um_import_class_init (UmImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_import_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
um_import_init (UmImport *self)
{
  for (guint i = 0; i < UM_N_IMPORT_OUTCOMES; i++)
    self->entries[i] = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->texts = g_byte_array_new ();
  self->candidates = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->seen = um_import_table_new (0);
}

static Entry *
get_entry (UmImport *self, UmImportOutcome outcome, guint position)
{
  return &g_array_index (self->entries[outcome], Entry, position);
}

static const char *
get_text (UmImport *self, const Entry *entry)
{
  return (const char *) self->texts->data + entry->text;
}

/* ---- filling, on the worker ---- */

UmImport *
um_import_new (UmDirectory *directory, UmImportForm *form, const char *name)
{
  UmImport *self = g_object_new (UM_TYPE_IMPORT, NULL);

  self->directory = um_directory_ref (directory);
  self->form = form;
  self->name = g_strdup (name != NULL ? name : "");
  self->matched = g_new0 (guint32, um_directory_get_n_rows (directory) + 1);
  return self;
}

/* What makes two cells one: the address in them, or the whole text, folded. */
static char *
fold_cell (UmImport *self, const char *cell)
{
  g_autofree char *address = NULL;

  if (self->form->info.kind == UM_IMPORT_EMAILS || self->form->info.kind == UM_IMPORT_MIXED)
    address = um_import_cell_dup_address (cell);
  return um_text_fold (address != NULL ? address : cell);
}

typedef struct
{
  UmImport *import;
  const char *folded;
  gsize length;
} Seen;

static gboolean
is_seen (guint32 value, gpointer user_data)
{
  Seen *seen = user_data;
  UmImportOutcome outcome = (value - 1) & 1 ? UM_IMPORT_AMBIGUOUS : UM_IMPORT_NOT_FOUND;
  const Entry *entry = get_entry (seen->import, outcome, (value - 1) >> 1);
  g_autofree char *folded = fold_cell (seen->import, get_text (seen->import, entry));

  return um_import_text_equal (folded, strlen (folded), seen->folded, seen->length);
}

static guint
append_entry (UmImport *self, UmImportOutcome outcome, const char *cell, guint line, guint32 target)
{
  Entry entry = { self->texts->len, line, target, 1 };

  g_byte_array_append (self->texts, (const guint8 *) cell, strlen (cell) + 1);
  g_array_append_val (self->entries[outcome], entry);
  self->form->info.n_entries[outcome]++;
  return self->entries[outcome]->len - 1;
}

static void
add_again (UmImport *self, UmImportOutcome outcome, guint position)
{
  get_entry (self, outcome, position)->n_times++;
  self->form->info.n_duplicates++;
}

static void
add_matched (UmImport *self, const char *cell, guint line)
{
  guint32 row = g_array_index (self->rows, guint32, 0);

  if (self->matched[row] > 0)
    add_again (self, UM_IMPORT_MATCHED, self->matched[row] - 1);
  else
    self->matched[row] = append_entry (self, UM_IMPORT_MATCHED, cell, line, row) + 1;
}

static guint32
append_candidates (UmImport *self)
{
  guint32 place = self->candidates->len;
  guint32 head[] = { UM_NO_ROW, self->rows->len };

  g_array_append_vals (self->candidates, head, G_N_ELEMENTS (head));
  g_array_append_vals (self->candidates, self->rows->data, self->rows->len);
  self->n_open++;
  return place;
}

static void
add_other (UmImport *self, const char *cell, guint line)
{
  g_autofree char *folded = fold_cell (self, cell);
  Seen seen = { self, folded, strlen (folded) };
  guint32 hash = um_import_text_hash (folded, seen.length);
  guint32 value = um_import_table_find (self->seen, hash, is_seen, &seen);
  gboolean ambiguous = self->rows->len > 1;
  guint position;

  if (value > 0)
    {
      add_again (self, (value - 1) & 1 ? UM_IMPORT_AMBIGUOUS : UM_IMPORT_NOT_FOUND,
                 (value - 1) >> 1);
      return;
    }
  if (ambiguous)
    position = append_entry (self, UM_IMPORT_AMBIGUOUS, cell, line, append_candidates (self));
  else
    position = append_entry (self, UM_IMPORT_NOT_FOUND, cell, line, 0);
  um_import_table_add (self->seen, hash, (position << 1 | ambiguous) + 1);
}

void
um_import_add (UmImport *self, UmImportIndex *index, const char *cell, guint line)
{
  if (um_import_index_find (index, self->form->info.kind, cell, self->rows) == 1)
    add_matched (self, cell, line);
  else
    add_other (self, cell, line);
}

void
um_import_add_row (UmImport *self, gboolean blank)
{
  if (blank)
    self->form->info.n_blank++;
  else
    self->form->info.n_rows++;
}

void
um_import_close (UmImport *self)
{
  g_clear_pointer (&self->seen, um_import_table_free);
  g_clear_pointer (&self->matched, g_free);
  g_clear_pointer (&self->rows, g_array_unref);
}

UmImport *
um_import_copy (UmImport *self)
{
  UmImport *copy = g_object_new (UM_TYPE_IMPORT, NULL);

  um_import_close (copy);
  copy->directory = um_directory_ref (self->directory);
  copy->form = g_new0 (UmImportForm, 1);
  copy->form->info = self->form->info;
  copy->form->columns = g_ptr_array_ref (self->form->columns);
  copy->form->first_rows = g_ptr_array_ref (self->form->first_rows);
  copy->name = g_strdup (self->name);
  for (guint i = 0; i < UM_N_IMPORT_OUTCOMES; i++)
    {
      g_array_unref (copy->entries[i]);
      copy->entries[i] = g_array_ref (self->entries[i]);
    }
  g_byte_array_unref (copy->texts);
  copy->texts = g_byte_array_ref (self->texts);
  g_array_unref (copy->candidates);
  copy->candidates = g_array_copy (self->candidates);
  copy->n_open = self->n_open;
  return copy;
}

/* ---- public ---- */

const UmImportInfo *
um_import_get_info (UmImport *self)
{
  g_return_val_if_fail (UM_IS_IMPORT (self), NULL);

  return &self->form->info;
}

GPtrArray *
um_import_get_columns (UmImport *self)
{
  g_return_val_if_fail (UM_IS_IMPORT (self), NULL);

  return self->form->columns;
}

GPtrArray *
um_import_get_first_rows (UmImport *self)
{
  g_return_val_if_fail (UM_IS_IMPORT (self), NULL);

  return self->form->first_rows;
}

UmDirectory *
um_import_get_directory (UmImport *self)
{
  g_return_val_if_fail (UM_IS_IMPORT (self), NULL);

  return self->directory;
}

const char *
um_import_get_name (UmImport *self)
{
  g_return_val_if_fail (UM_IS_IMPORT (self), NULL);

  return self->name;
}

void
um_import_get_entry (UmImport *self, UmImportOutcome outcome, guint position, UmImportEntry *entry)
{
  const Entry *from;
  const guint32 *candidates;

  g_return_if_fail (UM_IS_IMPORT (self));
  g_return_if_fail (outcome < UM_N_IMPORT_OUTCOMES && position < self->entries[outcome]->len);

  from = get_entry (self, outcome, position);
  *entry = (UmImportEntry){ .text = get_text (self, from),
                            .line = from->line,
                            .n_times = from->n_times,
                            .row = outcome == UM_IMPORT_MATCHED ? from->target : UM_NO_ROW };
  if (outcome != UM_IMPORT_AMBIGUOUS)
    return;
  candidates = &g_array_index (self->candidates, guint32, from->target);
  entry->row = candidates[0];
  entry->n_candidates = candidates[1];
  entry->candidates = candidates + 2;
}

static gboolean
is_candidate (const UmImportEntry *entry, guint row)
{
  for (guint i = 0; i < entry->n_candidates; i++)
    if (entry->candidates[i] == row)
      return TRUE;
  return FALSE;
}

gboolean
um_import_choose (UmImport *self, guint position, guint row)
{
  UmImportEntry entry;

  g_return_val_if_fail (UM_IS_IMPORT (self), FALSE);
  g_return_val_if_fail (position < self->entries[UM_IMPORT_AMBIGUOUS]->len, FALSE);

  um_import_get_entry (self, UM_IMPORT_AMBIGUOUS, position, &entry);
  if (row != UM_NO_ROW && !is_candidate (&entry, row))
    return FALSE;
  if (row == entry.row)
    return TRUE;
  if (entry.row == UM_NO_ROW)
    self->n_open--;
  else if (row == UM_NO_ROW)
    self->n_open++;
  g_array_index (self->candidates, guint32,
                 get_entry (self, UM_IMPORT_AMBIGUOUS, position)->target) = row;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return TRUE;
}

guint
um_import_get_n_open (UmImport *self)
{
  g_return_val_if_fail (UM_IS_IMPORT (self), 0);

  return self->n_open;
}

GPtrArray *
um_import_dup_account_ids (UmImport *self)
{
  static const UmImportOutcome outcomes[] = { UM_IMPORT_MATCHED, UM_IMPORT_AMBIGUOUS };
  GPtrArray *ids;
  g_autoptr (UmBitset) taken = NULL;

  g_return_val_if_fail (UM_IS_IMPORT (self), NULL);

  ids = g_ptr_array_new_with_free_func (g_free);
  taken = um_bitset_new (um_directory_get_n_rows (self->directory),
                         um_directory_get_generation (self->directory));
  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    for (guint j = 0; j < self->entries[outcomes[i]]->len; j++)
      {
        UmImportEntry entry;

        um_import_get_entry (self, outcomes[i], j, &entry);
        if (entry.row == UM_NO_ROW || um_bitset_contains (taken, entry.row))
          continue;
        um_bitset_add (taken, entry.row);
        g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (self->directory, entry.row)));
      }
  return ids;
}
