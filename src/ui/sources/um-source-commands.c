/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a source from several places. One Command holds what an operation needs while it
 * goes on; its callbacks ask, go on, or tell by a toast. Main thread. */
#include "um-config.h"
#include "um-source-commands.h"
#include "um-confirm-dialog.h"
#include "um-key-dialog.h"
#include "um-problem.h"
#include "um-refresh.h"
#include "um-source-dialog.h"
#include "um-toast-overlay.h"
#include "um-words.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *widget;
  UmEngine *engine; /* (nullable): for removing */
  UmSourceState *state;
  UmHealth health; /* of the source before it was edited */
  GCancellable *cancellable;
} Command;

static Command *
command_new (GtkWidget *widget, UmEngine *engine, UmSourceState *state, GCancellable *cancellable)
{
  Command *command = g_rc_box_new0 (Command);

  command->widget = g_object_ref (widget);
  g_set_object (&command->engine, engine);
  command->state = g_object_ref (state);
  command->health = um_source_state_get_health (state);
  command->cancellable = g_object_ref (cancellable);
  return command;
}

static Command *
command_ref (Command *command)
{
  return g_rc_box_acquire (command);
}

static void
command_clear (gpointer data)
{
  Command *command = data;

  g_object_unref (command->widget);
  g_clear_object (&command->engine);
  g_object_unref (command->state);
  g_object_unref (command->cancellable);
}

static void
command_unref (Command *command)
{
  g_rc_box_release_full (command, command_clear);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Command, command_unref)

/* Whether there is still somebody to tell. */
static gboolean
is_over (Command *command, const GError *error)
{
  return g_cancellable_is_cancelled (command->cancellable)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* What is wrong with the connection stands in the source's row, and isn't told twice. */
static void
tell (Command *command, const GError *error)
{
  const GError *shown = um_source_state_get_problem (command->state);
  g_autofree char *text = NULL;

  if (shown != NULL && g_error_matches (error, shown->domain, shown->code))
    return;
  text = um_words_problem (error);
  um_toast (command->widget, text);
}

/* ---- refresh ---- */

static void
accepted_refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;

  if (!um_source_state_refresh_finish (UM_SOURCE_STATE (object), result, NULL, &error)
      && !is_over (command, error))
    tell (command, error);
}

static void
loss_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;

  if (um_confirm_finish (result) && !is_over (command, NULL))
    um_source_state_refresh_async (command->state, UM_REFRESH_ACCEPT_LOSS, NULL, NULL,
                                   command->cancellable, accepted_refreshed_cb,
                                   command_ref (command));
}

static void
ask_about_loss (Command *command, const GError *error)
{
  g_autofree char *sentence = um_words_problem (error);
  g_autofree char *advice = um_words_problem_advice (error);
  g_autofree char *body = g_strconcat (sentence, "\n\n", advice, NULL);
  UmConfirm question = {
    .heading = _ ("Refresh and Lose Users?"),
    .body = body,
    .verb = _ ("_Refresh Anyway"),
  };

  um_confirm_async (command->widget, &question, command->cancellable, loss_answered_cb,
                    command_ref (command));
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;

  if (um_source_state_refresh_finish (UM_SOURCE_STATE (object), result, NULL, &error)
      || is_over (command, error))
    return;
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_LOSES_USERS))
    ask_about_loss (command, error);
  else
    tell (command, error);
}

static void
refresh (Command *command)
{
  um_source_state_refresh_async (command->state, UM_REFRESH_ALL, NULL, NULL, command->cancellable,
                                 refreshed_cb, command_ref (command));
}

/* ---- edit ---- */

/* Saving another key forgets what was known of the connection: then the source is read anew. */
static void
edited_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  UmSourceState *state = um_source_dialog_run_finish (result);

  if (state == NULL || is_over (command, NULL) || um_source_state_get_refresh (state) != NULL)
    return;
  if (um_source_state_get_health (state) == UM_HEALTH_NOT_CHECKED
      && command->health != UM_HEALTH_NOT_CHECKED)
    refresh (command);
}

/* ---- remove ---- */

static void
removed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = um_words_clean (um_source_state_get_source (command->state)->name);
  g_autofree char *text = NULL;

  if (um_engine_remove_source_finish (UM_ENGINE (object), result, &error))
    /* Translators: %s is the name of a source */
    text = g_strdup_printf (_ ("“%s” was removed"), name);
  else if (!is_over (command, error))
    text = um_words_problem (error);
  if (text != NULL)
    um_toast (command->widget, text);
}

static void
removal_answered_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;

  if (um_confirm_finish (result) && !is_over (command, NULL))
    um_engine_remove_source_async (command->engine, command->state, command->cancellable,
                                   removed_cb, command_ref (command));
}

static void
ask_about_removal (Command *command)
{
  const UmSource *source = um_source_state_get_source (command->state);
  g_autofree char *name = um_words_clean (source->name);
  /* Translators: %s is the name of a source */
  g_autofree char *heading = g_strdup_printf (_ ("Remove “%s”?"), name);
  UmConfirm question = {
    .heading = heading,
    .body = source->demo
              ? _ ("The demo organisation ends, with the copy of its users and your selection of"
                   " them. Run logs stay.")
              : _ ("Its key, the copy of its users on this computer and your selection of them go."
                   " Run logs stay. Nothing changes at Atlassian."),
    .verb = _ ("_Remove"),
    .destructive = TRUE,
  };

  um_confirm_async (command->widget, &question, command->cancellable, removal_answered_cb,
                    command_ref (command));
}

/* ---- keys ---- */

static void
unlocked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  g_autoptr (GError) error = NULL;
  gboolean unlocked = um_source_state_unlock_finish (UM_SOURCE_STATE (object), result, &error);

  if (is_over (command, error))
    return;
  if (unlocked)
    refresh (command);
  else
    tell (command, error);
}

static void
key_given_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Command) command = user_data;
  char *key = um_key_dialog_run_finish (result);

  if (key != NULL && !is_over (command, NULL))
    {
      um_source_state_use_key (command->state, key);
      refresh (command);
    }
  um_engine_free_key (key);
}

/**
 * um_mend_of:
 * @problem: of a source's connection
 *
 * Returns: what can be done about it
 */
UmMend
um_mend_of (const GError *problem)
{
  switch ((UmProblem) problem->code)
    {
    case UM_PROBLEM_KEYRING_LOCKED:
    case UM_PROBLEM_KEYRING_DISMISSED:
    case UM_PROBLEM_KEYRING_ABSENT:
    case UM_PROBLEM_KEYRING_FAILED:
      return UM_MEND_UNLOCK;
    case UM_PROBLEM_NO_KEY:
      return UM_MEND_NO_KEY;
    case UM_PROBLEM_KEY_REJECTED:
    case UM_PROBLEM_ORG_KEY_REJECTED:
    case UM_PROBLEM_NO_ORGANISATION:
    case UM_PROBLEM_KEY_DEAD:
    case UM_PROBLEM_FORBIDDEN:
    case UM_PROBLEM_CANT_BROWSE:
      return UM_MEND_NEW_KEY;
    default:
      return UM_MEND_RETRY;
    }
}

/**
 * um_command_refresh_source:
 * @widget: where it was asked for
 * @state: the source to read anew
 * @cancellable: cancelled with the page
 *
 * Failures are told by a toast; one that would lose users asks.
 */
void
um_command_refresh_source (GtkWidget *widget, UmSourceState *state, GCancellable *cancellable)
{
  g_autoptr (Command) command = command_new (widget, NULL, state, cancellable);

  refresh (command);
}

/**
 * um_command_edit_source:
 * @widget: where it was asked for
 * @engine: whose source it is
 * @state: the source
 * @cancellable: cancelled with the page
 */
void
um_command_edit_source (GtkWidget *widget,
                        UmEngine *engine,
                        UmSourceState *state,
                        GCancellable *cancellable)
{
  um_source_dialog_run_async (widget, engine, state, cancellable, edited_cb,
                              command_new (widget, engine, state, cancellable));
}

/**
 * um_command_remove_source:
 * @widget: where it was asked for
 * @engine: whose source it is
 * @state: the source
 * @cancellable: cancelled with the page
 *
 * Says what goes and what stays, asks, removes.
 */
void
um_command_remove_source (GtkWidget *widget,
                          UmEngine *engine,
                          UmSourceState *state,
                          GCancellable *cancellable)
{
  g_autoptr (Command) command = command_new (widget, engine, state, cancellable);

  ask_about_removal (command);
}

/**
 * um_command_unlock_source:
 * @widget: where it was asked for
 * @state: a source whose key couldn't be had
 * @cancellable: cancelled with the page
 */
void
um_command_unlock_source (GtkWidget *widget, UmSourceState *state, GCancellable *cancellable)
{
  um_source_state_unlock_async (state, cancellable, unlocked_cb,
                                command_new (widget, NULL, state, cancellable));
}

/**
 * um_command_use_session_key:
 * @widget: where it was asked for
 * @state: a source whose key couldn't be had
 * @cancellable: cancelled with the page
 */
void
um_command_use_session_key (GtkWidget *widget, UmSourceState *state, GCancellable *cancellable)
{
  g_autofree char *name = um_words_clean (um_source_state_get_source (state)->name);

  um_key_dialog_run_async (widget, name, cancellable, key_given_cb,
                           command_new (widget, NULL, state, cancellable));
}
