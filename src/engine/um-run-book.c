/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of a run in the order in which a runner goes through them. No thread of its own:
 * whoever has it. */
#include "um-run-book-private.h"

#include "um-guard-private.h"
#include "um-org.h"
#include "um-step-kind-private.h"

/* The lane of all steps that overlap with nothing; no group has it as its id. */
#define NO_OVERLAP ""

static void
lane_free (gpointer data)
{
  UmRunLane *lane = data;

  g_free (lane->key);
  g_array_unref (lane->unopened);
  g_queue_clear (&lane->waiting);
  g_queue_clear (&lane->ready);
  g_clear_pointer (&lane->outcome, um_run_entry_unref);
  g_free (lane);
}

/* What all steps of a lane make together is done or has failed, unless somebody was left out. */
void
um_run_lane_take_outcome (UmRunLane *self, UmRunEntry *entry)
{
  if (entry->state != UM_STATE_DONE && entry->state != UM_STATE_FAILED
      && entry->state != UM_STATE_UNKNOWN)
    return;
  g_clear_pointer (&self->outcome, um_run_entry_unref);
  self->outcome = um_run_entry_ref (entry);
}

static gboolean
is_shared (const UmRunBook *self, const UmRunEntry *entry)
{
  return entry->target != NULL && um_step_kind_find (entry->kind)->dup_made != NULL
         && g_hash_table_contains (self->shared, entry->target);
}

UmRunLane *
um_run_book_get_lane (UmRunBook *self, const UmRunEntry *entry)
{
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);
  gboolean shared = is_shared (self, entry);
  const char *key = shared                      ? entry->target
                    : kind->get_overlap != NULL ? kind->get_overlap (entry)
                                                : NO_OVERLAP;
  UmRunLane *lane = g_hash_table_lookup (self->lanes_by_key, key);

  if (lane != NULL)
    return lane;
  lane = g_new0 (UmRunLane, 1);
  lane->key = g_strdup (key);
  lane->once = shared;
  lane->most_together = shared ? 1 : MAX (kind->most_together, 1);
  lane->unopened = g_array_new (FALSE, FALSE, sizeof (guint));
  g_queue_init (&lane->waiting);
  g_queue_init (&lane->ready);
  um_run_width_init (&lane->width);
  g_ptr_array_add (self->lanes, lane);
  g_hash_table_insert (self->lanes_by_key, lane->key, lane);
  return lane;
}

/* ---- chains ---- */

static UmStepState
find_worst (const UmRunBook *self, const UmRunChain *chain)
{
  UmStepState worst = UM_STATE_SKIPPED;

  for (guint i = 0; i < chain->n_entries; i++)
    worst = um_step_state_worse (worst, um_run_book_get_entry (self, chain->first + i)->state);
  return worst;
}

static UmRunPairState
find_pair_state (const UmRunBook *self, const UmRunChain *chain)
{
  return um_run_pair_get_state ((UmRunEntry *const *) self->entries->pdata + chain->first,
                                chain->n_entries);
}

static void
count_pair (UmRunBook *self, UmRunPairState pair, int n)
{
  if (pair == UM_RUN_PAIR_OWED)
    self->n_owed += n;
  else if (pair == UM_RUN_PAIR_LEFT_OPEN)
    self->n_left += n;
}

void
um_run_book_count_chain (UmRunBook *self, UmRunChain *chain)
{
  self->users[chain->worst]--;
  count_pair (self, chain->pair, -1);
  chain->worst = find_worst (self, chain);
  chain->pair = find_pair_state (self, chain);
  self->users[chain->worst]++;
  count_pair (self, chain->pair, 1);
}

gboolean
um_run_book_gives_back (const UmRunBook *self, const UmRunChain *chain, guint index)
{
  return index > chain->first
         && um_run_pair_is (um_run_book_get_entry (self, index - 1),
                            um_run_book_get_entry (self, index));
}

static void
find_chains (UmRunBook *self)
{
  for (guint i = 0; i < self->entries->len;)
    {
      const UmRunEntry *first = um_run_book_get_entry (self, i);
      UmRunChain chain = { .first = i };

      for (; i < self->entries->len; i++, chain.n_entries++)
        {
          const UmRunEntry *entry = um_run_book_get_entry (self, i);

          if (entry->chain != first->chain)
            break;
          self->steps[entry->state]++;
        }
      chain.worst = find_worst (self, &chain);
      chain.pair = find_pair_state (self, &chain);
      self->users[chain.worst]++;
      count_pair (self, chain.pair, 1);
      g_array_append_val (self->chains, chain);
    }
}

/* ---- lanes ---- */

static const UmRunEntry *
find_first_open (const UmRunBook *self, const UmRunChain *chain)
{
  for (guint i = 0; i < chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, chain->first + i);

      if (!um_step_state_is_final (entry->state))
        return entry;
    }
  return NULL;
}

/* Whether one of its steps was sent, so that the chain is to be finished. */
static gboolean
is_begun (const UmRunBook *self, const UmRunChain *chain)
{
  for (guint i = 0; i < chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, chain->first + i);

      if (entry->state == UM_STATE_SENT || (entry->state != UM_STATE_PENDING && entry->sent != 0))
        return TRUE;
    }
  return FALSE;
}

/* Finds the steps that make one thing together, and how far that has come. */
static void
find_shared (UmRunBook *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, i);
      const UmStepKindInfo *kind = um_step_kind_find (entry->kind);

      if (kind != NULL && kind->dup_made != NULL && entry->target != NULL
          && entry->state != UM_STATE_SKIPPED && !g_hash_table_add (seen, entry->target))
        g_hash_table_add (self->shared, g_strdup (entry->target));
    }
  for (guint i = 0; g_hash_table_size (self->shared) > 0 && i < self->entries->len; i++)
    {
      UmRunEntry *entry = um_run_book_get_entry (self, i);

      if (!is_shared (self, entry))
        continue;
      um_run_lane_take_outcome (um_run_book_get_lane (self, entry), entry);
      if (entry->state == UM_STATE_SENT)
        um_run_book_get_lane (self, entry)->taken = TRUE;
    }
}

static void
fill_lanes (UmRunBook *self)
{
  for (guint i = 0; i < self->chains->len; i++)
    {
      const UmRunChain *chain = um_run_book_get_chain (self, i);
      const UmRunEntry *entry = find_first_open (self, chain);

      if (entry == NULL)
        continue;
      if (is_begun (self, chain))
        g_array_append_val (self->begun, i);
      else
        g_array_append_val (um_run_book_get_lane (self, entry)->unopened, i);
    }
}

/* ---- admins ---- */

static void
admins_free (UmRunAdmins *self)
{
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->stopping);
  g_free (self);
}

static GPtrArray *
list_admin_groups (UmDirectory *directory)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, i);

      if (group->admin)
        g_ptr_array_add (ids, g_strdup (group->id));
    }
  return ids;
}

static gboolean
removes (const UmRunBook *self, const UmRunChain *chain, const char *group_id)
{
  for (guint i = 0; i < chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, chain->first + i);

      if (entry->kind == UM_STEP_GROUP_REMOVE && entry->state != UM_STATE_SKIPPED
          && g_strcmp0 (entry->target, group_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_role (UmDirectory *directory, guint row)
{
  guint role = um_guard_find_admin_role (directory);

  return role != UM_NO_ROW && um_directory_is_member (directory, UM_SET_ROLES, role, row) == UM_YES;
}

static gboolean
is_in_group (UmDirectory *directory, guint row, const char *group_id)
{
  guint thing = um_directory_find_thing (directory, UM_SET_GROUPS, group_id);

  return thing != UM_NO_ROW
         && um_directory_is_member (directory, UM_SET_GROUPS, thing, row) == UM_YES;
}

static gboolean
is_admin (GPtrArray *groups, UmDirectory *directory, guint row)
{
  for (guint i = 0; i < groups->len; i++)
    if (is_in_group (directory, row, g_ptr_array_index (groups, i)))
      return TRUE;
  return has_role (directory, row);
}

static gboolean
ends_access (const UmRunBook *self, const UmRunChain *chain)
{
  for (guint i = 0; i < chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, chain->first + i);

      if (um_guard_ends_access (entry->kind) && entry->state != UM_STATE_SKIPPED)
        return TRUE;
    }
  return FALSE;
}

/* Whether the chain shuts out an admin, or takes its user out of an admin group and no other is
 * known to be left. */
static gboolean
stops_being_admin (const UmRunBook *self,
                   const UmRunChain *chain,
                   GPtrArray *groups,
                   UmDirectory *directory)
{
  guint row = um_directory_find (directory, um_run_book_get_entry (self, chain->first)->account_id);
  gboolean stops = FALSE;

  if (row != UM_NO_ROW && ends_access (self, chain) && is_admin (groups, directory, row))
    return TRUE;
  for (guint i = 0; i < groups->len; i++)
    {
      const char *group = g_ptr_array_index (groups, i);

      if (removes (self, chain, group))
        stops = TRUE;
      else if (row != UM_NO_ROW && is_in_group (directory, row, group))
        return FALSE;
    }
  return stops;
}

/* Whether a step that is still to be done may make somebody stop being an admin. */
static gboolean
takes_any (const UmRunBook *self, GPtrArray *groups)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const UmRunEntry *entry = um_run_book_get_entry (self, i);

      if (um_step_state_is_final (entry->state))
        continue;
      if (um_guard_ends_access (entry->kind))
        return TRUE;
      if (entry->kind == UM_STEP_GROUP_REMOVE
          && g_ptr_array_find_with_equal_func (groups, entry->target, g_str_equal, NULL))
        return TRUE;
    }
  return FALSE;
}

static UmRunAdmins *
find_admins (const UmRunBook *self, UmDirectory *directory)
{
  g_autoptr (GPtrArray) groups = list_admin_groups (directory);
  UmRunAdmins *admins;

  if (!takes_any (self, groups))
    return NULL;
  admins = g_new0 (UmRunAdmins, 1);
  admins->stopping = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  admins->groups = g_steal_pointer (&groups);
  for (guint i = 0; i < self->chains->len; i++)
    {
      const UmRunChain *chain = um_run_book_get_chain (self, i);

      if (stops_being_admin (self, chain, admins->groups, directory))
        g_hash_table_add (admins->stopping,
                          g_strdup (um_run_book_get_entry (self, chain->first)->account_id));
    }
  return admins;
}

/* ---- the whole ---- */

UmRunBook *
um_run_book_new (GPtrArray *entries, UmDirectory *directory, gboolean dry)
{
  UmRunBook *self = g_new0 (UmRunBook, 1);

  self->entries = entries;
  self->chains = g_array_new (FALSE, FALSE, sizeof (UmRunChain));
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->lanes_by_key = g_hash_table_new (g_str_hash, g_str_equal);
  self->shared = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->begun = g_array_new (FALSE, FALSE, sizeof (guint));
  find_chains (self);
  if (dry)
    return self;
  find_shared (self);
  fill_lanes (self);
  um_run_book_find_first (self);
  if (directory != NULL)
    self->admins = find_admins (self, directory);
  return self;
}

void
um_run_book_free (UmRunBook *self)
{
  g_ptr_array_unref (self->entries);
  g_array_unref (self->chains);
  g_hash_table_unref (self->lanes_by_key);
  g_ptr_array_unref (self->lanes);
  g_hash_table_unref (self->shared);
  g_array_unref (self->begun);
  g_clear_pointer (&self->admins, admins_free);
  g_free (self);
}

static void
free_on_worker (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  um_run_book_free (task_data);
}

void
um_run_book_free_later (UmRunBook *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_task_data (task, self, NULL);
  g_task_run_in_thread (task, free_on_worker);
}
