/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the users of runs again a minute after the last one's end, step by step, a few requests
 * at a time. Owned by its source's state; main thread. */
#include "um-recheck-private.h"

#include "um-pump-private.h"
#include "um-source-state-private.h"

#define DELAY_MS 60000
/* It isn't urgent: whatever else asks the server goes first. */
#define WIDTH 2

struct _UmRecheck
{
  UmSourceState *state; /* owns this */
  guint delay;
  guint timer;
  gboolean due;
  GCancellable *cancellable; /* (nullable): of what is being read */
};

/* One reading. */
typedef struct
{
  UmConnection *connection;
  GHashTable *sites;   /* cloud id → UmConnection, joined with that of the site */
  gint64 since;        /* milliseconds */
  GPtrArray *outcomes; /* (nullable): of UmOutcome */
  guint next;
} Reading;

/* One step that is asked about. */
typedef struct
{
  Reading *reading;
  UmPump *pump;
  UmOutcome *outcome;
  UmConnection *connection; /* the reading's, or that of a site */
} Asking;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  um_connection_unref (reading->connection);
  g_hash_table_unref (reading->sites);
  g_clear_pointer (&reading->outcomes, g_ptr_array_unref);
  g_free (reading);
}

/* ---- reading ---- */

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRecheck *self = UM_SOURCE_STATE (source)->recheck;
  g_autoptr (GError) error = NULL;

  /* Whoever cancelled it has seen to what follows. */
  if (!g_task_propagate_boolean (G_TASK (result), &error)
      && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  self->due = FALSE;
  if (error != NULL)
    g_debug ("The users of a run will be read again by the next refresh: %s", error->message);
}

/* What differs from the outcomes differs from the snapshot, over which they were laid. */
static void
lay_over (UmSourceState *state, GPtrArray *outcomes)
{
  for (guint i = 0; i < outcomes->len; i++)
    {
      const UmOutcome *outcome = g_ptr_array_index (outcomes, i);
      const UmRunEntry *entry = outcome->entry;

      if (outcome->note != NULL && outcome->note->kind == UM_NOTE_FOUND)
        um_source_state_lay_over_entry (state, entry, outcome->note->found);
    }
}

static void
keep_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (!um_store_keep_reading_finish (UM_STORE (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  lay_over (state, reading->outcomes);
  um_recheck_tell (state, reading->outcomes);
  g_task_return_boolean (task, TRUE);
}

static void
pump_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *state = UM_SOURCE_STATE (source);
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    um_store_keep_reading_async (state->store, state->source->id, reading->since, reading->outcomes,
                                 keep_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
verify_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  const UmRunEntry *entry = asking->outcome->entry;
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);
  UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL };
  g_autoptr (GError) error = NULL;

  if (kind->verify_finish (asking->connection, result, entry, &finding, &error))
    um_recheck_judge (asking->outcome, &finding, UM_NOTE_FOUND);
  else if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    {
      finding.verdict = kind->when_gone;
      um_recheck_judge (asking->outcome, &finding, UM_NOTE_USER_GONE);
      g_clear_error (&error);
    }
  else if (asking->connection != asking->reading->connection)
    {
      /* It says nothing of the organisation's own answers. */
      g_debug ("Whether an issue was made can't be asked: %s", error->message);
      g_clear_error (&error);
    }
  um_pump_end_one (asking->pump, g_steal_pointer (&error));
}

/* An organisation's issues were made at a site, which is asked about them. */
static UmConnection *
choose_connection (const Reading *self, const UmRunEntry *entry)
{
  UmConnection *site = NULL;

  if (entry->kind == UM_STEP_ISSUE_CREATE && entry->place != NULL)
    site = g_hash_table_lookup (self->sites, entry->place);
  return site != NULL ? site : self->connection;
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Reading *reading = data;
  const UmStepKindInfo *kind = NULL;
  UmOutcome *outcome = NULL;
  Asking *asking;

  while (kind == NULL && reading->next < reading->outcomes->len)
    {
      outcome = g_ptr_array_index (reading->outcomes, reading->next++);
      kind = um_step_kind_find (outcome->entry->kind);
    }
  if (kind == NULL)
    return FALSE;
  asking = g_new0 (Asking, 1);
  asking->reading = reading;
  asking->pump = pump;
  asking->outcome = outcome;
  asking->connection = choose_connection (reading, outcome->entry);
  kind->verify_async (asking->connection, outcome->entry, um_pump_get_cancellable (pump), verify_cb,
                      asking);
  return TRUE;
}

static void
outcomes_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;

  reading->outcomes = um_store_list_outcomes_finish (UM_STORE (source), result, &error);
  if (reading->outcomes == NULL)
    g_task_return_error (task, error);
  else
    um_pump_run (g_task_new (g_task_get_source_object (task), g_task_get_cancellable (task),
                             pump_cb, g_object_ref (task)),
                 WIDTH, start, reading);
}

/* As for the source itself, nobody is asked for the key of a site that isn't connected. */
static GHashTable *
join_sites (UmSourceState *state)
{
  GHashTable *joined = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                              (GDestroyNotify) um_connection_unref);
  GPtrArray *sites = um_source_state_get_sites (state);

  for (guint i = 0; i < sites->len; i++)
    {
      UmSourceState *site = g_ptr_array_index (sites, i);

      if (site->connection != NULL && site->source->cloud_id != NULL)
        g_hash_table_insert (joined, g_strdup (site->source->cloud_id),
                             um_connection_join (state->connection, site->connection));
    }
  return joined;
}

static void
read_again (UmRecheck *self)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading = g_new0 (Reading, 1);

  self->cancellable = g_cancellable_new ();
  task = g_task_new (self->state, self->cancellable, read_cb, NULL);
  g_task_set_source_tag (task, read_again);
  reading->connection = um_connection_ref (self->state->connection);
  reading->sites = join_sites (self->state);
  reading->since = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
  g_task_set_task_data (task, reading, reading_free);
  um_store_list_outcomes_async (self->state->store, self->state->source->id, reading->since,
                                self->cancellable, outcomes_cb, g_object_ref (task));
}

/* ---- when ---- */

static gboolean
timer_cb (gpointer user_data)
{
  UmRecheck *self = user_data;

  self->timer = 0;
  /* Nobody is asked for a key because of this. */
  if (self->state->connection == NULL)
    self->due = FALSE;
  else
    read_again (self);
  return G_SOURCE_REMOVE;
}

UmRecheck *
um_recheck_new (UmSourceState *state)
{
  UmRecheck *self = g_new0 (UmRecheck, 1);

  self->state = state;
  self->delay = DELAY_MS;
  return self;
}

void
um_recheck_free (UmRecheck *self)
{
  um_recheck_hold (self);
  g_free (self);
}

void
um_recheck_begin (UmRecheck *self)
{
  self->due = TRUE;
  um_recheck_go_on (self);
}

void
um_recheck_hold (UmRecheck *self)
{
  g_autoptr (GCancellable) cancellable = g_steal_pointer (&self->cancellable);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
}

void
um_recheck_go_on (UmRecheck *self)
{
  if (!self->due || self->timer != 0 || self->cancellable != NULL || self->state->refresh != NULL
      || self->state->runner != NULL || g_cancellable_is_cancelled (self->state->shutdown))
    return;
  self->timer = g_timeout_add (self->delay, timer_cb, self);
}

void
um_recheck_set_delay (UmRecheck *self, guint delay)
{
  self->delay = delay;
}

gboolean
um_recheck_is_due (UmRecheck *self)
{
  return self->due;
}
