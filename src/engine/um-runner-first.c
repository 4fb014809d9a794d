/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user who goes first where steps rest on what nobody has seen happen (PRODUCT.md §5, last
 * rule): his steps are done alone, then he is read again, and where anything but the expected has
 * changed the run stops there. What is expected is the snapshot, over which his outcomes were laid;
 * so that whoever goes on with a run after a crash can compare it, too. */
#include "um-runner-private.h"

#include "um-problem.h"
#include "um-refresh-look-private.h"
#include "um-source-state-private.h"
#include "um-step-search-private.h"
#include "um-store-notes.h"
#include "um-user-difference.h"

void
um_runner_first_clear (UmRunner *self)
{
  g_clear_handle_id (&self->first_timer, g_source_remove);
  self->first_until = 0;
  g_clear_pointer (&self->first_before, um_directory_unref);
  g_clear_pointer (&self->first_expected, um_directory_unref);
  g_clear_pointer (&self->first_note, um_run_note_free);
}

/* ---- what comes of it ---- */

static GError *
new_problem (const UmRunEntry *entry, const UmRunNote *note)
{
  const char *name = entry->name != NULL && *entry->name != '\0' ? entry->name : entry->account_id;

  if (note->kind == UM_NOTE_NOT_READ)
    return g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FIRST_NOT_READ, name);
  return g_error_new (UM_PROBLEM, UM_PROBLEM_FIRST_CHANGED, "%s\n%s", name, note->found);
}

/* Where there is nobody else, there is nothing to be stopped. */
static void
stop (UmRunner *self, const UmRunEntry *entry, const UmRunNote *note)
{
  if (note->kind != UM_NOTE_AS_EXPECTED && !um_runner_is_exhausted (self))
    um_runner_wait_after_first (self, new_problem (entry, note));
}

static void
note_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunner) self = user_data;
  g_autoptr (UmRunNote) note = g_steal_pointer (&self->first_note);
  GError *error = NULL;

  self->n_busy--;
  self->first_reading = FALSE;
  if (!um_store_add_note_finish (self->store, result, &error))
    {
      um_runner_fail (self, error);
      return;
    }
  self->first_settled = TRUE;
  um_runner_note_entry (self, note->n - 1, note);
  um_source_state_runs_changed (self->state);
  stop (self, um_runner_get_entry (self, note->n - 1), note);
  um_runner_pump (self);
}

/* @found: (nullable) */
static void
keep_note (UmRunner *self, UmNoteKind kind, const char *found)
{
  const UmRunEntry *entry = um_run_book_get_first_entry (self->book);

  self->first_reading = TRUE;
  self->first_note = um_run_note_new (entry->n, g_get_real_time () / G_TIME_SPAN_MILLISECOND, kind,
                                      found);
  self->n_busy++;
  um_store_add_note_async (self->store, self->run->id, self->first_note, note_cb,
                           g_object_ref (self));
}

/* ---- reading him ---- */

static gboolean
read_again_cb (gpointer user_data)
{
  UmRunner *self = user_data;

  self->first_timer = 0;
  self->first_until = 0;
  um_runner_notify_wait (self);
  um_runner_pump (self);
  return G_SOURCE_REMOVE;
}

/* How long it is waited for what isn't there yet (ATLASSIAN.md §19), in seconds; -1: no longer, or
 * a step of his hasn't succeeded, so that it may never come. */
static double
get_pause (UmRunner *self)
{
  const UmRunChain *chain = um_run_book_get_chain (self->book, self->book->first);

  if (chain->worst == UM_STATE_FAILED || chain->worst == UM_STATE_UNKNOWN)
    return -1;
  return um_step_search_get_pause (++self->first_reads);
}

static void
wait_for_change (UmRunner *self, double pause)
{
  self->first_timer = g_timeout_add ((guint) (pause * 1000), read_again_cb, self);
  self->first_until = g_get_monotonic_time () + (gint64) (pause * G_USEC_PER_SEC);
  um_runner_notify_wait (self);
}

/* What is as it was before hasn't changed; whether it will is seen when the run's users are read
 * again. After a crash nobody knows how it was. */
static void
compare (UmRunner *self, UmDirectory *found)
{
  const char *account_id = um_run_book_get_first_entry (self->book)->account_id;
  g_autofree char *all = um_user_difference_find (self->first_expected, found, NULL, account_id);
  g_autofree char *changed = NULL;
  double pause = -1;

  if (self->first_before != NULL)
    changed = um_user_difference_find (self->first_expected, found, self->first_before, account_id);
  if (all != NULL && changed == NULL)
    pause = get_pause (self);
  if (pause >= 0)
    wait_for_change (self, pause);
  else if (changed != NULL || (all != NULL && self->first_before == NULL))
    keep_note (self, UM_NOTE_ALSO_CHANGED, changed != NULL ? changed : all);
  else
    keep_note (self, UM_NOTE_AS_EXPECTED, NULL);
}

/* Whether @error lets it stand for later. */
static gboolean
is_put_off (UmRunner *self, UmConnection *asked, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  /* It says nothing of the key that took its place. */
  if (um_runner_is_about_key (error) && (self->connecting || asked != self->connection))
    return TRUE;
  return um_runner_wait_for_answer (self, self->state, error);
}

typedef struct
{
  UmRunner *runner;
  UmConnection *connection;
} Looking;

static void
looking_free (Looking *self)
{
  g_object_unref (self->runner);
  um_connection_unref (self->connection);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Looking, looking_free)

static void
look_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Looking) looking = user_data;
  UmRunner *self = looking->runner;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmDirectory) found = um_refresh_look_finish (self->state, result, &error);

  self->n_busy--;
  self->first_reading = FALSE;
  if (found != NULL)
    {
      um_runner_note_answer (self, self->state);
      compare (self, found);
    }
  else if (!is_put_off (self, looking->connection, error))
    keep_note (self, UM_NOTE_NOT_READ, NULL);
  g_clear_pointer (&self->first_expected, um_directory_unref);
  um_runner_pump (self);
  um_runner_check_end (self);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunner) self = user_data;
  Looking *looking;

  um_source_state_settle_finish (self->state, result);
  if (!um_runner_may_send (self))
    {
      self->n_busy--;
      self->first_reading = FALSE;
      um_runner_check_end (self);
      return;
    }
  self->first_expected = um_directory_ref (um_source_state_get_own (self->state));
  looking = g_new0 (Looking, 1);
  looking->runner = g_object_ref (self);
  looking->connection = um_connection_ref (self->connection);
  um_refresh_look_async (self->state, self->connection,
                         um_run_book_get_first_entry (self->book)->account_id, self->cancellable,
                         look_cb, looking);
}

static void
read_first (UmRunner *self)
{
  self->first_reading = TRUE;
  self->n_busy++;
  um_source_state_settle_async (self->state, settled_cb, g_object_ref (self));
}

/* ---- his steps ---- */

static void
open_first (UmRunner *self)
{
  guint chain = self->book->first;

  g_clear_pointer (&self->first_before, um_directory_unref);
  self->first_before = um_directory_ref (um_source_state_get_own (self->state));
  um_run_book_take_unopened (self->book, chain);
  um_open_chain_advance (um_open_chain_new (self, chain));
}

void
um_runner_first_go (UmRunner *self)
{
  if (self->first_settled || self->first_reading || self->first_timer != 0
      || g_hash_table_size (self->open) > 0 || self->next_begun < self->book->begun->len)
    return;
  switch (um_run_book_find_first (self->book))
    {
    case UM_RUN_FIRST_DUE:
      if (um_runner_may_open (self))
        open_first (self);
      break;

    case UM_RUN_FIRST_DONE:
      if (um_runner_may_send (self) && !self->cancelling && !self->stopping)
        read_first (self);
      break;

    case UM_RUN_FIRST_NOBODY:
    default:
      self->first_settled = TRUE;
      break;
    }
}

void
um_runner_first_begin (UmRunner *self)
{
  const UmRunNote *note;

  self->first_settled = self->run->dry_run || self->book->first == self->book->chains->len;
  if (self->first_settled)
    return;
  note = um_run_book_get_first_note (self->book);
  self->first_settled = note != NULL;
  /* Who has paused it knows; who was interrupted may never have been told. */
  if (note != NULL && self->was_interrupted && !um_run_book_has_begun_behind_first (self->book))
    stop (self, um_run_book_get_first_entry (self->book), note);
}
