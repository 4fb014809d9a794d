/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which step comes next. Chains stand in the lane of their step at hand until it is in the journal
 * and the lane has room; new chains are opened when a lane runs out of steps to send. */
#include "um-runner-private.h"

/* Chains begun at once: what a pause has to wait for. */
#define MOST_OPEN 64
/* Requests begun in one go, so that the main loop never stalls. */
#define MOST_AT_ONCE   8
#define MOST_VERIFYING 8
/* Entries of a dry run on their way to the disk. */
#define MOST_OUTCOMES 256

static void
lane_free (gpointer data)
{
  UmRunLane *lane = data;

  g_free (lane->key);
  g_array_unref (lane->unopened);
  g_queue_clear (&lane->waiting);
  g_queue_clear (&lane->ready);
  g_free (lane);
}

static UmRunLane *
get_lane (UmRunner *self, const UmRunEntry *entry)
{
  const char *key = um_step_kind_find (entry->kind)->get_overlap (entry);
  UmRunLane *lane = g_hash_table_lookup (self->lanes_by_key, key);

  if (lane != NULL)
    return lane;
  lane = g_new0 (UmRunLane, 1);
  lane->key = g_strdup (key);
  lane->unopened = g_array_new (FALSE, FALSE, sizeof (guint));
  g_queue_init (&lane->waiting);
  g_queue_init (&lane->ready);
  um_run_width_init (&lane->width);
  g_ptr_array_add (self->lanes, lane);
  g_hash_table_insert (self->lanes_by_key, lane->key, lane);
  return lane;
}

static const UmRunEntry *
find_first_open (UmRunner *self, const UmRunChain *chain)
{
  for (guint i = 0; i < chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_runner_get_entry (self, chain->first + i);

      if (!um_step_state_is_final (entry->state))
        return entry;
    }
  return NULL;
}

/* Whether a step before the first open one was done or tried, so that the chain is to be finished.
 */
static gboolean
is_begun (UmRunner *self, const UmRunChain *chain)
{
  for (guint i = 0; i < chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_runner_get_entry (self, chain->first + i);

      if (entry->state == UM_STATE_SENT || (entry->state != UM_STATE_PENDING && entry->sent != 0))
        return TRUE;
    }
  return FALSE;
}

void
um_runner_build_lanes (UmRunner *self)
{
  self->lanes = g_ptr_array_new_with_free_func (lane_free);
  self->lanes_by_key = g_hash_table_new (g_str_hash, g_str_equal);
  if (self->run->dry_run)
    return;
  for (guint i = 0; i < self->chains->len; i++)
    {
      const UmRunChain *chain = &g_array_index (self->chains, UmRunChain, i);
      const UmRunEntry *entry = find_first_open (self, chain);

      if (entry == NULL)
        continue;
      if (is_begun (self, chain))
        um_open_chain_resume (um_open_chain_new (self, i));
      else
        g_array_append_val (get_lane (self, entry)->unopened, i);
    }
}

void
um_runner_free_lanes (UmRunner *self)
{
  g_clear_handle_id (&self->pump_source, g_source_remove);
  g_clear_pointer (&self->lanes_by_key, g_hash_table_unref);
  g_clear_pointer (&self->lanes, g_ptr_array_unref);
}

void
um_runner_enqueue (UmOpenChain *open)
{
  open->lane = get_lane (open->runner, um_runner_get_entry (open->runner, open->entry));
  g_queue_push_tail (&open->lane->waiting, open);
  um_runner_pump (open->runner);
}

void
um_runner_enqueue_sent (UmOpenChain *open)
{
  open->lane = get_lane (open->runner, um_runner_get_entry (open->runner, open->entry));
  g_queue_push_tail (&open->lane->ready, open);
  um_runner_pump (open->runner);
}

gboolean
um_runner_is_exhausted (UmRunner *self)
{
  if (self->run->dry_run)
    return self->next_chain == self->chains->len;
  for (guint i = 0; i < self->lanes->len; i++)
    {
      const UmRunLane *lane = g_ptr_array_index (self->lanes, i);

      if (lane->next < lane->unopened->len)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_unopened (UmRunner *self, const UmRunLane *lane)
{
  return lane->next < lane->unopened->len && um_runner_may_open (self)
         && g_hash_table_size (self->open) < MOST_OPEN;
}

/* Sends what may be sent in a lane. Returns how many. */
static guint
send_ready (UmRunner *self, UmRunLane *lane, guint most)
{
  guint n_sent = 0;

  while (n_sent < most && !g_queue_is_empty (&lane->ready) && um_runner_may_send (self)
         && lane->in_flight < um_run_width_get (&lane->width))
    {
      um_open_chain_send (g_queue_pop_head (&lane->ready));
      n_sent++;
    }
  return n_sent;
}

/* Lets the journal run as far ahead of a lane's requests as it must. Returns how many went to it.
 */
static guint
fill_ready (UmRunner *self, UmRunLane *lane, guint most)
{
  guint n_asked = 0;

  while (n_asked < most && um_runner_may_send (self)
         && lane->journaling + lane->ready.length
              < um_run_width_get_ahead (&lane->width, self->journal_seconds))
    {
      UmOpenChain *open = g_queue_pop_head (&lane->waiting);

      if (open != NULL)
        um_open_chain_journal (open);
      else if (has_unopened (self, lane))
        um_open_chain_advance (
          um_open_chain_new (self, g_array_index (lane->unopened, guint, lane->next++)));
      else
        break;
      n_asked++;
    }
  return n_asked;
}

static guint
verify_some (UmRunner *self)
{
  guint n_asked = 0;

  while (self->n_verifying < MOST_VERIFYING && um_runner_may_send (self)
         && !g_queue_is_empty (&self->verifying))
    {
      um_open_chain_verify (g_queue_pop_head (&self->verifying));
      n_asked++;
    }
  return n_asked;
}

static gboolean
flow_dry (UmRunner *self)
{
  for (guint n = 0; n < MOST_AT_ONCE && self->outcomes < MOST_OUTCOMES; n++)
    {
      const UmRunChain *chain;

      if (self->next_chain == self->chains->len || !um_runner_may_open (self))
        return FALSE;
      chain = &g_array_index (self->chains, UmRunChain, self->next_chain++);
      for (guint i = 0; i < chain->n_entries; i++)
        if (um_runner_get_entry (self, chain->first + i)->state == UM_STATE_PENDING)
          um_runner_finish_entry (self, chain->first + i,
                                  um_runner_change_entry (self, chain->first + i, UM_STATE_DONE));
    }
  return self->outcomes < MOST_OUTCOMES;
}

/* Returns whether there may be more to begin at once. */
static gboolean
pump_once (UmRunner *self)
{
  guint n = 0;

  if (self->run->dry_run)
    return flow_dry (self);
  n += verify_some (self);
  for (guint i = 0; i < self->lanes->len && n < MOST_AT_ONCE; i++)
    {
      UmRunLane *lane = g_ptr_array_index (self->lanes, self->next_lane++ % self->lanes->len);

      n += send_ready (self, lane, MOST_AT_ONCE - n);
      n += fill_ready (self, lane, MOST_AT_ONCE - MIN (n, MOST_AT_ONCE));
    }
  return n >= MOST_AT_ONCE;
}

static gboolean
pump_cb (gpointer user_data)
{
  g_autoptr (UmRunner) self = g_object_ref (user_data);
  gboolean more = FALSE;

  self->pump_source = 0;
  if (self->fatal == NULL && !self->ending)
    more = pump_once (self);
  if (more)
    um_runner_pump (self);
  um_runner_check_end (self);
  return G_SOURCE_REMOVE;
}

void
um_runner_pump (UmRunner *self)
{
  if (self->pump_source == 0 && self->lanes != NULL && !self->ending)
    self->pump_source = g_idle_add_full (G_PRIORITY_DEFAULT, pump_cb, self, NULL);
}
