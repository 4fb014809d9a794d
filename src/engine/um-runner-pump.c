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

/* What gives back goes before all others: nobody is to be shut out longer than it takes. */
static void
push (GQueue *queue, UmOpenChain *open)
{
  if (um_open_chain_gives_back (open))
    g_queue_push_head (queue, open);
  else
    g_queue_push_tail (queue, open);
  um_runner_pump (open->runner);
}

void
um_runner_enqueue (UmOpenChain *open)
{
  open->lane = um_run_book_get_lane (open->runner->book,
                                     um_runner_get_entry (open->runner, open->entry));
  push (&open->lane->waiting, open);
}

void
um_runner_enqueue_sent (UmOpenChain *open)
{
  open->lane = um_run_book_get_lane (open->runner->book,
                                     um_runner_get_entry (open->runner, open->entry));
  push (&open->lane->ready, open);
}

gboolean
um_runner_is_exhausted (UmRunner *self)
{
  if (self->run->dry_run)
    return self->next_chain == self->book->chains->len;
  if (self->next_begun < self->book->begun->len)
    return FALSE;
  for (guint i = 0; i < self->book->lanes->len; i++)
    {
      const UmRunLane *lane = g_ptr_array_index (self->book->lanes, i);

      if (lane->next < lane->unopened->len)
        return FALSE;
    }
  return TRUE;
}

static gboolean
has_unopened (UmRunner *self, const UmRunLane *lane)
{
  return lane->next < lane->unopened->len && um_runner_may_open (self) && self->first_settled
         && g_hash_table_size (self->open) < MOST_OPEN;
}

/* Whether nothing can join what is ready to be sent together. Steps join that are on their way to
 * the journal or can be on it now; nothing is waited for. */
static gboolean
is_gathered (UmRunner *self, const UmRunLane *lane)
{
  if (lane->ready.length >= lane->most_together)
    return TRUE;
  return lane->journaling == 0 && lane->waiting.length == 0 && !has_unopened (self, lane);
}

static gboolean
may_send_of (UmRunner *self, const UmRunLane *lane)
{
  if (lane->ready.length == 0 || !um_runner_may_send (self))
    return FALSE;
  if (lane->most_together > 1)
    return lane->in_flight == 0 && is_gathered (self, lane);
  return lane->in_flight < um_run_width_get (&lane->width);
}

static void
send_together (UmRunLane *lane)
{
  g_auto (GQueue) chains = G_QUEUE_INIT;

  do
    g_queue_push_tail (&chains, g_queue_pop_head (&lane->ready));
  while (chains.length < lane->most_together && lane->ready.length > 0
         && um_open_chain_goes_with (chains.head->data, lane->ready.head->data));
  um_open_chain_send_together (&chains);
}

/* Sends what may be sent in a lane. Returns how many requests. */
static guint
send_ready (UmRunner *self, UmRunLane *lane, guint most)
{
  guint n_sent = 0;

  for (; n_sent < most && may_send_of (self, lane); n_sent++)
    if (lane->most_together > 1)
      send_together (lane);
    else
      um_open_chain_send (g_queue_pop_head (&lane->ready));
  return n_sent;
}

/* How many steps of a lane are in the journal, or on the way to it, before their turn. Those that
 * are sent together go to it right before: a crash leaves none in doubt whose turn hadn't come. */
static guint
get_ahead (UmRunner *self, const UmRunLane *lane)
{
  if (lane->most_together > 1)
    return lane->in_flight == 0 ? lane->most_together : 0;
  return um_run_width_get_ahead (&lane->width, self->journal_seconds);
}

/* Lets the journal run as far ahead of a lane's requests as it must. Returns how many went to it.
 */
static guint
fill_ready (UmRunner *self, UmRunLane *lane, guint most)
{
  guint n_asked = 0;

  while (n_asked < most && um_runner_may_send (self) && !(lane->once && lane->taken)
         && lane->journaling + lane->ready.length < get_ahead (self, lane))
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

/* What was begun before is finished, before anything else, pause or not. */
static guint
reopen_some (UmRunner *self, guint most)
{
  guint n_opened = 0;

  while (n_opened < most && self->next_begun < self->book->begun->len && um_runner_may_send (self)
         && g_hash_table_size (self->open) < MOST_OPEN)
    {
      guint chain = g_array_index (self->book->begun, guint, self->next_begun++);

      um_open_chain_resume (um_open_chain_new (self, chain));
      n_opened++;
    }
  return n_opened;
}

static gboolean
flow_dry (UmRunner *self)
{
  for (guint n = 0; n < MOST_AT_ONCE && self->outcomes < MOST_OUTCOMES; n++)
    {
      const UmRunChain *chain;

      if (self->next_chain == self->book->chains->len || !um_runner_may_open (self))
        return FALSE;
      chain = um_run_book_get_chain (self->book, self->next_chain++);
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
  n += reopen_some (self, MOST_AT_ONCE);
  n += verify_some (self);
  um_runner_first_go (self);
  for (guint i = 0; i < self->book->lanes->len && n < MOST_AT_ONCE; i++)
    {
      UmRunLane *lane = g_ptr_array_index (self->book->lanes,
                                           self->next_lane++ % self->book->lanes->len);

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
  um_runner_cut_waits_short (self);
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
  if (self->pump_source == 0 && self->task != NULL && !self->ending)
    self->pump_source = g_idle_add_full (G_PRIORITY_DEFAULT, pump_cb, self, NULL);
}
