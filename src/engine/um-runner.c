/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run that goes on. Owned by its source's state from the moment it is on disk until it is over;
 * main thread. What it does stands in um-runner-*.c: pump (which step is next), chain (one user's
 * steps), outcome (what answers mean), wait (what holds it up), end. */
#include "um-runner-private.h"

#include "um-recheck-private.h"
#include "um-source-state-private.h"

/* A wait for the limiter's leave longer than this isn't sat out when the run is to end, nor the
 * search for what may have been made. */
#define LONG_WAIT (5 * G_USEC_PER_SEC)
/* What is under way then has this long to be answered: a request that is given up in the middle may
 * still take effect, and nobody would know. */
#define GRACE_SECONDS 10

enum
{
  PROP_0,
  PROP_RUN,
  PROP_WAIT,
  PROP_WAITING_UNTIL,
  N_PROPS,
};

enum
{
  ENTRY,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (UmRunner, um_runner, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

static UmLimiter *
get_limiter (UmConnection *connection)
{
  return um_http_get_limiter (um_connection_get_http (connection));
}

/* The later one of the two places that are asked; 0 where it doesn't wait for leave. */
static gint64
get_limit (UmRunner *self)
{
  UmConnection *site;
  gint64 until;

  if (self->connection == NULL)
    return 0;
  site = um_connection_get_site (self->connection);
  until = um_limiter_get_waiting_until (get_limiter (self->connection));
  return site != NULL ? MAX (until, um_limiter_get_waiting_until (get_limiter (site))) : until;
}

void
um_runner_notify_wait (UmRunner *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAIT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_UNTIL]);
}

static void
limiter_cb (UmRunner *self)
{
  um_runner_notify_wait (self);
  um_runner_pump (self);
}

static void
watch (UmRunner *self, UmConnection *connection)
{
  um_http_set_max_in_flight (um_connection_get_http (connection), UM_RUN_WIDTH_MOST);
  g_signal_connect_swapped (get_limiter (connection), "notify::waiting-until",
                            G_CALLBACK (limiter_cb), self);
}

static void
unwatch (UmRunner *self, UmConnection *connection)
{
  g_signal_handlers_disconnect_by_func (get_limiter (connection), limiter_cb, self);
}

void
um_runner_set_connection (UmRunner *self, UmConnection *connection)
{
  g_autoptr (UmConnection) before = g_steal_pointer (&self->connection);

  if (before != NULL)
    unwatch (self, before);
  if (before != NULL && um_connection_get_site (before) != NULL)
    unwatch (self, um_connection_get_site (before));
  if (connection == NULL)
    return;
  self->connection = um_connection_ref (connection);
  watch (self, connection);
  if (um_connection_get_site (connection) != NULL)
    watch (self, um_connection_get_site (connection));
}

/* Whoever is to be given something back gets it before a run is cancelled; a stopped run can be
 * gone on with. */
static gboolean
is_to_end (UmRunner *self)
{
  return self->stopping || (self->cancelling && self->book->n_owed == 0);
}

static gboolean
has_long_wait (UmRunner *self)
{
  return is_to_end (self) && self->connection != NULL
         && (self->n_patient > 0 || get_limit (self) >= g_get_monotonic_time () + LONG_WAIT);
}

static gboolean
cut_cb (gpointer user_data)
{
  UmRunner *self = user_data;
  g_autoptr (GCancellable) cancellable = NULL;

  self->cut_timer = 0;
  if (!has_long_wait (self))
    return G_SOURCE_REMOVE;
  self->cut_short = TRUE;
  cancellable = g_steal_pointer (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

void
um_runner_cut_waits_short (UmRunner *self)
{
  if (self->cut_timer == 0 && has_long_wait (self))
    self->cut_timer = g_timeout_add_seconds (GRACE_SECONDS, cut_cb, self);
}

static void
shutdown_cb (GCancellable *shutdown, gpointer user_data)
{
  UmRunner *self = user_data;

  self->stopping = TRUE;
  um_runner_pump (self);
}

static void
um_runner_dispose (GObject *object)
{
  UmRunner *self = UM_RUNNER (object);

  if (self->state != NULL)
    g_clear_signal_handler (&self->shutdown_handler, um_source_state_get_shutdown (self->state));
  um_runner_set_connection (self, NULL);
  g_clear_handle_id (&self->publish_timer, g_source_remove);
  g_clear_handle_id (&self->network_timer, g_source_remove);
  g_clear_handle_id (&self->sweep_source, g_source_remove);
  g_clear_handle_id (&self->cut_timer, g_source_remove);
  um_runner_first_clear (self);
  g_clear_handle_id (&self->pump_source, g_source_remove);
  g_clear_object (&self->state);
  g_clear_object (&self->site);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (um_runner_parent_class)->dispose (object);
}

static void
um_runner_finalize (GObject *object)
{
  UmRunner *self = UM_RUNNER (object);

  g_queue_clear (&self->parked);
  g_queue_clear (&self->verifying);
  g_clear_pointer (&self->open, g_hash_table_unref);
  g_clear_pointer (&self->lock, um_run_lock_free);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->problem);
  g_clear_error (&self->fatal);
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->book, um_run_book_free_later);
  g_clear_pointer (&self->pace, g_array_unref);

  G_OBJECT_CLASS (um_runner_parent_class)->finalize (object);
}

static void
um_runner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmRunner *self = UM_RUNNER (object);

  switch (prop_id)
    {
    case PROP_RUN:
      g_value_set_pointer (value, self->run);
      break;

    case PROP_WAIT:
      g_value_set_int (value, um_runner_get_wait (self));
      break;

    case PROP_WAITING_UNTIL:
      g_value_set_int64 (value, um_runner_get_waiting_until (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_runner_class_init (UmRunnerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_runner_dispose;
  object_class->finalize = um_runner_finalize;
  object_class->get_property = um_runner_get_property;

  properties[PROP_RUN] = g_param_spec_pointer (
    "run", NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAIT] = g_param_spec_int (
    "wait", NULL, NULL, UM_WAIT_NONE, UM_WAIT_PAUSED, UM_WAIT_NONE,
    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_WAITING_UNTIL] = g_param_spec_int64 (
    "waiting-until", NULL, NULL, 0, G_MAXINT64, 0,
    G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * UmRunner::entry:
   * @entry: (type gpointer): a #UmRunEntry that has just reached a state
   */
  signals[ENTRY] = g_signal_new ("entry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
um_runner_init (UmRunner *self)
{
  self->cancellable = g_cancellable_new ();
  self->open = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) um_open_chain_free, NULL);
  g_queue_init (&self->parked);
  g_queue_init (&self->verifying);
}

UmRunner *
um_runner_new (UmSourceState *state,
               UmSourceState *site,
               UmRun *run,
               UmRunBook *book,
               UmConnection *connection,
               UmRunLock *lock)
{
  UmRunner *self = g_object_new (UM_TYPE_RUNNER, NULL);

  self->state = g_object_ref (state);
  self->site = site != NULL ? g_object_ref (site) : NULL;
  self->store = g_object_ref (um_source_state_get_store (state));
  self->run = um_run_copy (run);
  self->lock = lock;
  self->book = book;
  memcpy (self->run->steps, book->steps, sizeof book->steps);
  memcpy (self->run->users, book->users, sizeof book->users);
  self->run->n_users = book->chains->len;
  self->run->n_steps = book->entries->len;
  if (connection != NULL)
    um_runner_set_connection (self, connection);
  return self;
}

void
um_runner_begin (UmRunner *self, GTask *task)
{
  GCancellable *shutdown = um_source_state_get_shutdown (self->state);

  self->task = g_object_ref (task);
  self->shutdown_handler = g_signal_connect (shutdown, "cancelled", G_CALLBACK (shutdown_cb), self);
  self->stopping = g_cancellable_is_cancelled (shutdown);
  um_recheck_hold (self->state->recheck);
  um_source_state_set_runner (self->state, self);
  um_runner_first_begin (self);
  um_source_state_runs_changed (self->state);
  um_runner_pump (self);
}

/* ---- what everybody may ask ---- */

/**
 * um_runner_get_run:
 * @self: a runner
 *
 * Returns: (transfer none): the run with its numbers, at most a tenth of a second old
 */
UmRun *
um_runner_get_run (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), NULL);

  return self->run;
}

/**
 * um_runner_get_wait:
 * @self: a runner
 *
 * Returns: what it waits for; what needs somebody to do something comes first
 */
UmWait
um_runner_get_wait (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), UM_WAIT_NONE);

  if (self->wait != UM_WAIT_NONE && self->wait != UM_WAIT_NETWORK)
    return self->wait;
  if (self->paused)
    return UM_WAIT_PAUSED;
  if (self->wait == UM_WAIT_NETWORK)
    return self->wait;
  if (self->first_until != 0)
    return UM_WAIT_LATE;
  return um_runner_get_waiting_until (self) != 0 ? UM_WAIT_RATE : UM_WAIT_NONE;
}

/**
 * um_runner_is_resumable:
 * @self: a runner
 *
 * Returns: whether it goes on only after um_runner_resume ()
 */
gboolean
um_runner_is_resumable (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), FALSE);

  return self->paused || self->wait == UM_WAIT_KEY || self->wait == UM_WAIT_FAILURES
         || self->wait == UM_WAIT_FIRST;
}

/**
 * um_runner_get_problem:
 * @self: a runner
 *
 * Returns: (nullable) (transfer none): why it waits for the network or the key, or after the first
 *   user, for um_words_run_wait (); valid until its "wait" changes
 */
const GError *
um_runner_get_problem (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), NULL);

  return self->problem;
}

/**
 * um_runner_get_waiting_until:
 * @self: a runner
 *
 * Returns: until when it waits by itself, monotonic µs; 0 where it doesn't
 */
gint64
um_runner_get_waiting_until (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), 0);

  if (self->network_until != 0)
    return self->network_until;
  if (self->first_until != 0)
    return self->first_until;
  return get_limit (self);
}

/**
 * um_runner_get_time_left:
 * @self: a runner
 *
 * Returns: seconds still needed at the pace of the last minute; -1 where that can't be told yet
 */
int
um_runner_get_time_left (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), -1);

  return um_runner_guess_time_left (self);
}

/**
 * um_runner_get_entries:
 * @self: a runner
 *
 * Returns: (transfer none) (element-type UmRunEntry): all entries in their order; an entry that
 *   changes is replaced by another
 */
GPtrArray *
um_runner_get_entries (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), NULL);

  return self->book->entries;
}

/**
 * um_runner_get_n_owed:
 * @self: a runner
 *
 * Returns: how many users are in the middle of what takes and gives back: deactivated, and not
 *   active again yet. The run isn't over as long as there are any, cancelled or not
 */
guint
um_runner_get_n_owed (UmRunner *self)
{
  g_return_val_if_fail (UM_IS_RUNNER (self), 0);

  return self->book->n_owed;
}

/**
 * um_runner_cancel:
 * @self: a runner
 *
 * Opens no further chain; those open are finished, all that is still pending is cancelled.
 */
void
um_runner_cancel (UmRunner *self)
{
  g_return_if_fail (UM_IS_RUNNER (self));

  if (self->cancelling || self->ending)
    return;
  self->cancelling = TRUE;
  um_runner_pump (self);
}
