/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimLag: late consistency. The store always holds the truth; for as long as the lag lasts, the
 * lists and searches show what was there before. Owned by the store; empty where there is no lag.
 */

#include "sim-lag.h"

/* One fact that is shown as it was. */
typedef struct
{
  gint64 key; /* user << 32 | group, or what else of the user */
  gint64 due; /* ms: from then on the truth is shown */
  guint32 shown;
} Fact;

struct _SimLag
{
  guint ms;
  gint64 now;
  GHashTable *facts; /* Fact, by key */
  GQueue due;        /* copies of Fact in the order of their time */
};

static gint64
make_key (guint user, guint what)
{
  return (gint64) (((guint64) user << 32) | what);
}

SimLag *
sim_lag_new (guint ms)
{
  SimLag *self = g_new0 (SimLag, 1);

  self->ms = ms;
  self->facts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_queue_init (&self->due);
  return self;
}

void
sim_lag_free (SimLag *self)
{
  g_hash_table_unref (self->facts);
  g_queue_clear_full (&self->due, g_free);
  g_free (self);
}

/* Changes the lag; facts already delayed keep their time. */
void
sim_lag_set (SimLag *self, guint ms)
{
  self->ms = ms;
}

/* Returns: the time (ms); what was made after it isn't found yet */
gint64
sim_lag_horizon (SimLag *self)
{
  return self->now - self->ms;
}

/* Notes that a fact changes now and that @shown is what stands until the lag is over. */
void
sim_lag_note (SimLag *self, guint user, guint what, guint32 shown)
{
  gint64 key = make_key (user, what);
  Fact *fact;

  if (self->ms == 0)
    return;

  fact = g_hash_table_lookup (self->facts, &key);
  if (fact == NULL)
    {
      fact = g_new (Fact, 1);
      *fact = (Fact){ .key = key, .shown = shown };
      g_hash_table_insert (self->facts, &fact->key, fact);
    }
  fact->due = self->now + self->ms;
  g_queue_push_tail (&self->due, g_memdup2 (fact, sizeof *fact));
}

/* Returns: what lists say of a fact whose truth is @truth */
guint32
sim_lag_shown (SimLag *self, guint user, guint what, guint32 truth)
{
  gint64 key = make_key (user, what);
  const Fact *fact;

  if (G_LIKELY (g_hash_table_size (self->facts) == 0))
    return truth;
  fact = g_hash_table_lookup (self->facts, &key);
  return fact != NULL ? fact->shown : truth;
}

/* Appends to @groups those groups that @user has left and that still show him. */
void
sim_lag_groups (SimLag *self, guint user, GArray *groups)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->facts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const Fact *fact = value;
      guint32 group = (guint32) fact->key;

      if ((guint32) ((guint64) fact->key >> 32) == user && group < SIM_LAG_FIRST_OTHER
          && fact->shown)
        g_array_append_val (groups, group);
    }
}

/* Sets the time and lets the truth be seen where its time has come. */
void
sim_lag_settle (SimStore *store, gint64 now)
{
  SimLag *self = store->lag;
  const Fact *next;

  self->now = now;
  while ((next = g_queue_peek_head (&self->due)) != NULL && next->due <= now)
    {
      g_autofree Fact *copy = g_queue_pop_head (&self->due);
      const Fact *fact = g_hash_table_lookup (self->facts, &copy->key);
      guint32 group = (guint32) copy->key;

      if (fact == NULL || fact->due != copy->due)
        continue;
      g_hash_table_remove (self->facts, &copy->key);
      if (group >= SIM_LAG_FIRST_OTHER)
        store->version++;
      else
        sim_store_group (store, group)->version++;
    }
}
