/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who goes first in a run whose steps rest on what nobody has seen happen. No thread of its own:
 * whoever has the book. */
#include "um-run-book-private.h"

#include "um-step-kind-private.h"

static gboolean
is_unproven (const UmRunEntry *entry)
{
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);

  return kind != NULL && kind->unproven;
}

/* Whose steps are still to be done may go first; so may who was changed by them. Of a step that
 * failed nothing can be learnt. */
static UmRunFirst
judge (const UmRunBook *self, const UmRunChain *chain)
{
  UmRunFirst first = UM_RUN_FIRST_NOBODY;
  gboolean open = FALSE;

  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, i);

      open |= !um_step_state_is_final (entry->state);
      if (!is_unproven (entry))
        continue;
      if (entry->state == UM_STATE_DONE)
        first = UM_RUN_FIRST_DONE;
      else if (!um_step_state_is_final (entry->state) && first == UM_RUN_FIRST_NOBODY)
        first = UM_RUN_FIRST_DUE;
    }
  return first == UM_RUN_FIRST_DONE && open ? UM_RUN_FIRST_DUE : first;
}

UmRunFirst
um_run_book_find_first (UmRunBook *self)
{
  for (; self->first < self->chains->len; self->first++)
    {
      UmRunFirst first = judge (self, um_run_book_get_chain (self, self->first));

      if (first != UM_RUN_FIRST_NOBODY)
        return first;
    }
  return UM_RUN_FIRST_NOBODY;
}

UmRunEntry *
um_run_book_get_first_entry (UmRunBook *self)
{
  const UmRunChain *chain = um_run_book_get_chain (self, self->first);
  UmRunEntry *last = um_run_book_get_entry (self, chain->first);

  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      UmRunEntry *entry = um_run_book_get_entry (self, i);

      if (is_unproven (entry) && entry->state == UM_STATE_DONE)
        last = entry;
    }
  return last;
}

/* Others come when a run is over. */
static gboolean
is_of_first (const UmRunNote *note)
{
  return note->kind == UM_NOTE_AS_EXPECTED || note->kind == UM_NOTE_ALSO_CHANGED
         || note->kind == UM_NOTE_NOT_READ;
}

const UmRunNote *
um_run_book_get_first_note (UmRunBook *self)
{
  const GPtrArray *notes = um_run_book_get_first_entry (self)->notes;

  for (guint i = 0; notes != NULL && i < notes->len; i++)
    if (is_of_first (g_ptr_array_index (notes, i)))
      return g_ptr_array_index (notes, i);
  return NULL;
}

gboolean
um_run_book_has_begun_behind_first (const UmRunBook *self)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, i);

      if (entry->chain > self->first && entry->sent != 0)
        return TRUE;
    }
  return FALSE;
}

void
um_run_book_take_unopened (UmRunBook *self, guint chain)
{
  for (guint i = 0; i < self->lanes->len; i++)
    {
      UmRunLane *lane = g_ptr_array_index (self->lanes, i);

      for (guint k = lane->next; k < lane->unopened->len; k++)
        if (g_array_index (lane->unopened, guint, k) == chain)
          {
            g_array_remove_index (lane->unopened, k);
            return;
          }
    }
}
