/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What keeps a run from going on, and how it goes on again: the network, the key, a failing server,
 * the user. */
#include "um-runner-private.h"

#include "um-problem.h"
#include "um-run-connect-private.h"

/* So many users in a row that fail at the server stop the run (PRODUCT.md §7). */
#define MOST_FAILURES 10

/* Seconds until the network is tried again: 1, 2, 4, … */
#define LONGEST_NETWORK_WAIT 60

gboolean
um_runner_may_send (UmRunner *self)
{
  return self->fatal == NULL && !self->ending && !self->cut_short && self->wait != UM_WAIT_NETWORK
         && self->wait != UM_WAIT_KEY;
}

gboolean
um_runner_may_open (UmRunner *self)
{
  return um_runner_may_send (self) && self->wait == UM_WAIT_NONE && !self->paused
         && !self->cancelling && !self->stopping;
}

static void
set_wait (UmRunner *self, UmWait wait)
{
  if (self->wait == wait)
    return;
  self->wait = wait;
  um_runner_notify_wait (self);
}

/* Chains that stopped in the middle go on first. */
void
um_runner_stop_waiting (UmRunner *self)
{
  GQueue parked = self->parked;
  UmOpenChain *open;

  g_clear_handle_id (&self->network_timer, g_source_remove);
  self->network_tries = 0;
  self->network_until = 0;
  g_clear_error (&self->problem);
  set_wait (self, UM_WAIT_NONE);
  g_queue_init (&self->parked);
  while ((open = g_queue_pop_head (&parked)) != NULL)
    um_open_chain_resume (open);
  um_runner_pump (self);
}

/* One chain asks about its step; its answer says whether the network is back. */
static gboolean
try_network_cb (gpointer user_data)
{
  UmRunner *self = user_data;
  UmOpenChain *open = g_queue_pop_head (&self->parked);

  self->network_timer = 0;
  self->network_until = 0;
  if (open == NULL)
    um_runner_stop_waiting (self);
  else
    um_open_chain_verify (open);
  return G_SOURCE_REMOVE;
}

/* For the source too: a key that it took before is dead, not mistyped. */
static void
note_problem (UmRunner *self, UmSourceState *asked, const GError *error)
{
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (asked));

  g_clear_error (&self->problem);
  self->problem = um_source_state_take_problem (asked, g_error_copy (error), host);
}

static void
wait_for_network (UmRunner *self, UmSourceState *asked, const GError *error)
{
  guint seconds = MIN (1u << MIN (self->network_tries, 6), LONGEST_NETWORK_WAIT);

  if (self->wait == UM_WAIT_KEY || self->network_timer != 0)
    return;
  note_problem (self, asked, error);
  self->network_tries++;
  self->network_until = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;
  self->network_timer = g_timeout_add_seconds (seconds, try_network_cb, self);
  if (self->wait == UM_WAIT_NETWORK)
    um_runner_notify_wait (self);
  set_wait (self, UM_WAIT_NETWORK);
}

static void
wait_for_key (UmRunner *self, UmSourceState *asked, const GError *error)
{
  g_clear_handle_id (&self->network_timer, g_source_remove);
  self->network_until = 0;
  note_problem (self, asked, error);
  set_wait (self, UM_WAIT_KEY);
}

gboolean
um_runner_is_about_key (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CAPTCHA);
}

gboolean
um_runner_wait_for (UmRunner *self, UmSourceState *asked, const GError *error)
{
  if (um_runner_is_about_key (error))
    {
      wait_for_key (self, asked, error);
      return TRUE;
    }
  if (error->domain != UM_ATLASSIAN_ERROR)
    return FALSE;
  switch ((UmAtlassianError) error->code)
    {
    case UM_ATLASSIAN_ERROR_OFFLINE:
    case UM_ATLASSIAN_ERROR_TLS:
    case UM_ATLASSIAN_ERROR_REDIRECTED:
    case UM_ATLASSIAN_ERROR_RATE_LIMITED:
      wait_for_network (self, asked, error);
      return TRUE;

    default:
      return FALSE;
    }
}

gboolean
um_runner_wait_for_answer (UmRunner *self, UmSourceState *asked, const GError *error)
{
  if (!g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_JSON))
    return um_runner_wait_for (self, asked, error);
  wait_for_network (self, asked, error);
  return TRUE;
}

void
um_runner_note_answer (UmRunner *self, UmSourceState *asked)
{
  if (self->wait != UM_WAIT_KEY && um_source_state_get_health (asked) != UM_HEALTH_CONNECTED)
    um_source_state_set_health (asked, UM_HEALTH_CONNECTED, NULL);
  if (self->wait == UM_WAIT_NETWORK)
    um_runner_stop_waiting (self);
}

void
um_runner_note_failure (UmRunner *self, gboolean at_server)
{
  self->failures = at_server ? self->failures + 1 : 0;
  if (self->failures >= MOST_FAILURES && self->wait == UM_WAIT_NONE)
    set_wait (self, UM_WAIT_FAILURES);
}

void
um_runner_wait_after_first (UmRunner *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
  set_wait (self, UM_WAIT_FIRST);
}

void
um_runner_fail (UmRunner *self, GError *error)
{
  if (self->fatal == NULL)
    self->fatal = um_engine_problem (error, um_source_state_get_source (self->state)->name);
  else
    g_error_free (error);
  um_runner_check_end (self);
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunner) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmConnection) connection = um_run_connect_finish (self->state, result, &error);

  self->connecting = FALSE;
  if (connection == NULL)
    {
      /* It still waits for a key. */
      if (error->domain == UM_PROBLEM)
        {
          g_clear_error (&self->problem);
          self->problem = g_steal_pointer (&error);
        }
      um_runner_notify_wait (self);
    }
  else
    {
      um_runner_set_connection (self, connection);
      um_runner_stop_waiting (self);
    }
  um_runner_check_end (self);
}

static void
reconnect (UmRunner *self)
{
  if (self->connecting)
    return;
  self->connecting = TRUE;
  um_run_connect_async (self->state, self->site, self->cancellable, connect_cb,
                        g_object_ref (self));
}

/**
 * um_runner_pause:
 * @self: a runner
 *
 * Opens no further chain; those open are finished first.
 */
void
um_runner_pause (UmRunner *self)
{
  g_return_if_fail (UM_IS_RUNNER (self));

  if (self->paused || self->ending)
    return;
  self->paused = TRUE;
  um_runner_notify_wait (self);
  um_runner_check_end (self);
}

/**
 * um_runner_resume:
 * @self: a runner
 *
 * Goes on after a pause, with the key that is there now where it was rejected, at once where it
 * waits for the network, where the server failed, and where the first user isn't as expected.
 */
void
um_runner_resume (UmRunner *self)
{
  g_return_if_fail (UM_IS_RUNNER (self));

  if (self->ending)
    return;
  self->paused = FALSE;
  self->failures = 0;
  um_runner_keep_as_running (self);
  um_runner_notify_wait (self);
  if (self->wait == UM_WAIT_KEY)
    reconnect (self);
  else if (self->wait == UM_WAIT_FAILURES || self->wait == UM_WAIT_FIRST)
    um_runner_stop_waiting (self);
  else if (self->network_timer != 0)
    {
      g_clear_handle_id (&self->network_timer, g_source_remove);
      try_network_cb (self);
    }
  um_runner_pump (self);
}
