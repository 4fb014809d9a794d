/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a run that a plan is made of. */
#include "um-past-run.h"

/* (nullable): the address to which somebody was invited, also when the account is known since. */
static const char *
get_address (const UmRunEntry *entry)
{
  if (entry->kind == UM_STEP_INVITE && entry->name != NULL && um_person_is_address (entry->name))
    return entry->name;
  return NULL;
}

static void
add_entry (UmPastRun *self, UmRunEntry *entry)
{
  GPtrArray *chain = g_hash_table_lookup (self->chains, entry->account_id);
  const char *address = get_address (entry);

  if (chain == NULL)
    {
      chain = g_ptr_array_new ();
      g_hash_table_insert (self->chains, entry->account_id, chain);
      g_ptr_array_add (self->people, entry->account_id);
    }
  if (address != NULL && !g_hash_table_contains (self->chains, address))
    g_hash_table_insert (self->chains, (gpointer) address, g_ptr_array_ref (chain));
  g_ptr_array_add (chain, entry);
}

UmPastRun *
um_past_run_new (UmRun *run, GPtrArray *entries, GHashTable *chosen, gint64 read)
{
  UmPastRun *self = g_atomic_rc_box_new0 (UmPastRun);

  self->run = um_run_ref (run);
  self->entries = g_ptr_array_ref (entries);
  self->chosen = chosen != NULL ? g_hash_table_ref (chosen) : NULL;
  self->read = read;
  self->chains = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                        (GDestroyNotify) g_ptr_array_unref);
  self->people = g_ptr_array_new ();
  for (guint i = 0; i < entries->len; i++)
    add_entry (self, g_ptr_array_index (entries, i));
  return self;
}

UmPastRun *
um_past_run_ref (UmPastRun *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_past_run (gpointer data)
{
  UmPastRun *self = data;

  um_run_unref (self->run);
  g_hash_table_unref (self->chains);
  g_ptr_array_unref (self->people);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_ptr_array_unref (self->entries);
}

void
um_past_run_unref (UmPastRun *self)
{
  g_atomic_rc_box_release_full (self, clear_past_run);
}

GPtrArray *
um_past_run_get_chain (const UmPastRun *self, const char *person)
{
  return g_hash_table_lookup (self->chains, person);
}

gboolean
um_past_run_is_chosen (const UmPastRun *self, const UmRunEntry *entry)
{
  return self->chosen == NULL || g_hash_table_contains (self->chosen, GUINT_TO_POINTER (entry->n));
}

/* Of whom an undo, or a retry, has something to say. */
static gboolean
is_concerned (const UmRunEntry *entry, UmPlanRelation relation)
{
  switch (um_run_entry_get_outcome (entry))
    {
    case UM_STATE_UNKNOWN:
    case UM_STATE_SENT:
      return TRUE;

    case UM_STATE_DONE:
      return relation == UM_OF_UNDO;

    case UM_STATE_FAILED:
      /* Of an invitation a part may have been done. */
      return relation == UM_OF_RETRY || g_strcmp0 (entry->error, "partial") == 0;

    case UM_STATE_CANCELLED:
      return relation == UM_OF_RETRY;

    default:
      return FALSE;
    }
}

/* Whom a retry invites is named as an invitation names him. */
static const char *
get_name (const char *person, const GPtrArray *chain, UmPlanRelation relation)
{
  const char *address = get_address (g_ptr_array_index (chain, 0));

  return relation == UM_OF_RETRY && address != NULL ? address : person;
}

GPtrArray *
um_past_run_list_people (const UmPastRun *self, UmPlanRelation relation)
{
  GPtrArray *people = g_ptr_array_new ();

  for (guint i = 0; i < self->people->len; i++)
    {
      const char *person = g_ptr_array_index (self->people, i);
      const GPtrArray *chain = um_past_run_get_chain (self, person);
      gboolean concerned = FALSE;

      for (guint j = 0; j < chain->len; j++)
        {
          const UmRunEntry *entry = g_ptr_array_index (chain, j);

          concerned |= um_past_run_is_chosen (self, entry) && is_concerned (entry, relation);
        }
      if (concerned)
        g_ptr_array_add (people, (gpointer) get_name (person, chain, relation));
    }
  return people;
}
