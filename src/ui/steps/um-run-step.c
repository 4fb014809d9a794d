/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 4, Run: progress, pause, cancel, results as they come; stays on the result when it is over.
 * Its state is the runner it follows; update () shows it. Owned by the bulk page; main thread. */
#include "um-config.h"
#include "um-run-step.h"
#include "um-confirm-dialog.h"
#include "um-entry-table.h"
#include "um-focus.h"
#include "um-outcome-bar.h"
#include "um-page.h"
#include "um-run-offers.h"
#include "um-run-pair.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmRunStep
{
  GtkWidget parent_instance;

  UmEngine *engine;      /* (nullable) */
  UmSourceState *source; /* (nullable) */
  UmRunner *runner;      /* (nullable): followed, kept when it is over */
  GCancellable *cancellable;
  guint countdown; /* counts down while the server makes it wait */

  GtkWidget *box;
  GtkLabel *headline;
  UmOutcomeBar *bar;
  GtkLabel *line;
  GtkLabel *prospect;
  UmEntryTable *table;
  UmRunOffers *offers;
  gboolean offered; /* what can be made of the run is asked for, or known */
  GtkButton *pause_button;
  GtkWidget *cancel_button;
  GtkWidget *log_button;
  GtkWidget *again_button;
};

G_DEFINE_FINAL_TYPE (UmRunStep, um_run_step, GTK_TYPE_WIDGET)

static gboolean
is_over (const UmRun *run)
{
  return run->state == UM_RUN_FINISHED || run->state == UM_RUN_CANCELLED
         || run->state == UM_RUN_ATTENTION;
}

static gint64
seconds_to_wait (UmRunStep *self)
{
  gint64 until = um_runner_get_waiting_until (self->runner);

  return until > 0 ? MAX (until - g_get_monotonic_time (), 0) / G_USEC_PER_SEC + 1 : 0;
}

/* Who was left shut out. */
static char *
dup_left_open (UmRunStep *self)
{
  g_autoptr (GPtrArray) left = um_run_pair_list_left_open (um_runner_get_entries (self->runner));

  return um_words_left_open (left);
}

/* What goes on in one line: what it waits for, or how long it still needs, and whom it concerns. */
static char *
dup_line (UmRunStep *self, const UmRun *run)
{
  UmWait wait = um_runner_get_wait (self->runner);
  g_autofree char *line = NULL;
  g_autofree char *more = NULL;

  if (wait != UM_WAIT_NONE && !is_over (run))
    {
      line = um_words_run_wait (wait, seconds_to_wait (self), um_runner_get_problem (self->runner));
      more = um_words_owed (um_runner_get_n_owed (self->runner));
    }
  else
    {
      line = um_words_run_summary (run);
      more = is_over (run) ? dup_left_open (self)
                           : um_words_time_left_sentence (um_runner_get_time_left (self->runner));
    }
  /* Translators: two sentences, such as "180 users: 100 done, 80 waiting." and "About 3 minutes
   * left." */
  return *more != '\0' ? g_strdup_printf (_ ("%s %s"), line, more) : g_steal_pointer (&line);
}

static char *
dup_headline (const UmRun *run)
{
  g_autofree char *actions = um_words_run_actions (run);
  g_autofree char *progress = um_words_run_progress (run);

  if (is_over (run))
    /* Translators: the name of an action and the state of its run: "Add to Groups: Finished" */
    return g_strdup_printf (_ ("%s: %s"), actions, um_words_run_state (run->state));
  /* Translators: the name of an action and how far it is: "Add to Groups: 112 of 180 users" */
  return g_strdup_printf (_ ("%s: %s"), actions, progress);
}

/* Once it is over. */
static void
update_offers (UmRunStep *self, const UmRun *run)
{
  gboolean over = is_over (run);

  if (over == self->offered || self->engine == NULL)
    return;
  self->offered = over;
  um_run_offers_set_run (self->offers, self->engine, over ? run : NULL,
                         um_runner_get_entries (self->runner));
}

static void
update_buttons (UmRunStep *self, const UmRun *run)
{
  gboolean over = is_over (run);
  gboolean ended = over && gtk_widget_get_visible (GTK_WIDGET (self->pause_button));

  gtk_button_set_label (self->pause_button,
                        um_runner_is_resumable (self->runner) ? _ ("_Resume") : _ ("_Pause"));
  gtk_widget_set_visible (GTK_WIDGET (self->pause_button), !over);
  gtk_widget_set_visible (self->cancel_button, !over);
  gtk_widget_set_visible (self->log_button, over);
  gtk_widget_set_visible (self->again_button, over);
  gtk_button_set_label (GTK_BUTTON (self->again_button),
                        run->dry_run ? _ ("_Back") : _ ("Select _Other Users"));
  if (ended)
    um_page_take_focus (GTK_WIDGET (self));
}

static void
update (UmRunStep *self)
{
  UmRun *run = self->runner != NULL ? um_runner_get_run (self->runner) : NULL;
  g_autofree char *headline = NULL;
  g_autofree char *line = NULL;

  gtk_widget_set_visible (self->box, run != NULL);
  if (run == NULL)
    return;
  headline = dup_headline (run);
  line = dup_line (self, run);
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->line, line);
  um_outcome_bar_set (self->bar, run->users[UM_STATE_DONE],
                      run->users[UM_STATE_FAILED] + run->users[UM_STATE_UNKNOWN],
                      run->users[UM_STATE_SKIPPED] + run->users[UM_STATE_CANCELLED],
                      run->users[UM_STATE_PENDING] + run->users[UM_STATE_SENT], line);
  um_entry_table_set_run (self->table, run);
  update_buttons (self, run);
  update_offers (self, run);
}

static void
offers_changed_cb (UmRunStep *self)
{
  const char *sentence = um_run_offers_get_sentence (self->offers);

  gtk_label_set_label (self->prospect, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->prospect), *sentence != '\0');
}

static gboolean
countdown_cb (gpointer user_data)
{
  update (user_data);
  return G_SOURCE_CONTINUE;
}

static void
runner_changed_cb (UmRunStep *self)
{
  gboolean waiting = um_runner_get_waiting_until (self->runner) > 0;

  if (waiting && self->countdown == 0)
    self->countdown = g_timeout_add_seconds (1, countdown_cb, self);
  else if (!waiting)
    g_clear_handle_id (&self->countdown, g_source_remove);
  update (self);
}

static void
entry_cb (UmRunStep *self, UmRunEntry *entry)
{
  um_entry_table_changed (self->table, entry);
}

static void
pause_cb (UmRunStep *self)
{
  if (um_runner_is_resumable (self->runner))
    um_runner_resume (self->runner);
  else
    um_runner_pause (self->runner);
}

static void
cancel_confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunStep) self = user_data;

  if (um_confirm_finish (result) && self->runner != NULL)
    um_runner_cancel (self->runner);
}

static void
cancel_cb (UmRunStep *self)
{
  UmConfirm question = {
    .heading = _ ("Cancel the Run?"),
    .body = _ ("Users that are being changed now are finished. The rest is left as it is; "
               "what was done stays done."),
    .verb = _ ("Cancel the _Run"),
    .destructive = TRUE,
  };

  um_confirm_async (GTK_WIDGET (self), &question, self->cancellable, cancel_confirmed_cb,
                    g_object_ref (self));
}

static void
log_cb (UmRunStep *self)
{
  UmRun *run = um_runner_get_run (self->runner);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-run", "s", run->id);
}

static void
set_runner (UmRunStep *self, UmRunner *runner)
{
  if (self->runner == runner)
    return;
  if (self->runner != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->runner, runner_changed_cb, self);
      g_signal_handlers_disconnect_by_func (self->runner, entry_cb, self);
    }
  g_set_object (&self->runner, runner);
  self->offered = TRUE;
  g_signal_connect_object (runner, "notify", G_CALLBACK (runner_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (runner, "entry", G_CALLBACK (entry_cb), self, G_CONNECT_SWAPPED);
  um_entry_table_set_entries (self->table, um_runner_get_entries (runner));
  runner_changed_cb (self);
}

/* A run that is continued shows up only after its users were read again. */
static void
runner_appeared_cb (UmRunStep *self)
{
  UmRunner *runner = um_source_state_get_runner (self->source);

  if (runner != NULL)
    set_runner (self, runner);
}

static gboolean
um_run_step_grab_focus (GtkWidget *widget)
{
  UmRunStep *self = UM_RUN_STEP (widget);

  /* What isn't shown would take the focus and not give it back. */
  if (gtk_widget_get_visible (self->log_button))
    return gtk_widget_grab_focus (self->log_button);
  return gtk_widget_get_visible (GTK_WIDGET (self->pause_button))
         && gtk_widget_grab_focus (GTK_WIDGET (self->pause_button));
}

static void
um_run_step_dispose (GObject *object)
{
  UmRunStep *self = UM_RUN_STEP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->runner);
  g_clear_object (&self->source);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_run_step_parent_class)->dispose (object);
}

static void
um_run_step_class_init (UmRunStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_run_step_dispose;
  um_focus_set_entrance (widget_class, um_run_step_grab_focus);
  g_type_ensure (UM_TYPE_OUTCOME_BAR);
  g_type_ensure (UM_TYPE_ENTRY_TABLE);
  g_type_ensure (UM_TYPE_RUN_OFFERS);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-run-step.ui");
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, box);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, headline);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, bar);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, line);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, table);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, prospect);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, offers);
  gtk_widget_class_bind_template_callback (widget_class, offers_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, pause_button);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, log_button);
  gtk_widget_class_bind_template_child (widget_class, UmRunStep, again_button);
  gtk_widget_class_bind_template_callback (widget_class, pause_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_cb);
}

static void
um_run_step_init (UmRunStep *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * um_run_step_new:
 *
 * Returns: the step without a run
 */
GtkWidget *
um_run_step_new (void)
{
  return g_object_new (UM_TYPE_RUN_STEP, NULL);
}

/**
 * um_run_step_is_over:
 * @self: the step
 *
 * Returns: whether it shows a run that has ended
 */
gboolean
um_run_step_is_over (UmRunStep *self)
{
  g_return_val_if_fail (UM_IS_RUN_STEP (self), FALSE);
  return self->runner != NULL && is_over (um_runner_get_run (self->runner));
}

/**
 * um_run_step_set_engine:
 * @self: the step
 * @engine: where runs are kept
 */
void
um_run_step_set_engine (UmRunStep *self, UmEngine *engine)
{
  g_return_if_fail (UM_IS_RUN_STEP (self));
  g_set_object (&self->engine, engine);
}

/**
 * um_run_step_set_source:
 * @self: the step
 * @source: a source with a live run, or with one that is about to come
 *
 * Follows the source's run, and stays on its result.
 */
void
um_run_step_set_source (UmRunStep *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_RUN_STEP (self));
  if (self->source != source)
    {
      if (self->source != NULL)
        g_signal_handlers_disconnect_by_func (self->source, runner_appeared_cb, self);
      g_set_object (&self->source, source);
      g_signal_connect_object (source, "notify::runner", G_CALLBACK (runner_appeared_cb), self,
                               G_CONNECT_SWAPPED);
    }
  runner_appeared_cb (self);
}
