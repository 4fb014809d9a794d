/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 3, Review plan. Its state is the plan and what goes on with it (making, ready, starting, a
 * problem); update () shows it. Confirming starts the run, by the plan's risk. Owned by the bulk
 * page; main thread. */
#include "um-config.h"
#include "um-plan-step.h"
#include "um-confirm-dialog.h"
#include "um-directory.h"
#include "um-focus.h"
#include "um-page.h"
#include "um-permit-line.h"
#include "um-plan-age.h"
#include "um-plan-columns.h"
#include "um-plan-question.h"
#include "um-refresh-bar.h"
#include "um-row-list.h"
#include "um-status-page.h"
#include "um-toast-overlay.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

typedef enum
{
  TAB_ALL,
  TAB_CHANGED,
  TAB_SKIPPED,
  TAB_WARNED,
  N_TABS,
} Tab;

typedef enum
{
  STATE_MAKING,
  STATE_READY,
  STATE_STARTING,
  STATE_PROBLEM,
} State;

struct _UmPlanStep
{
  GtkWidget parent_instance;

  UmSourceState *source;     /* (nullable) */
  UmPlan *plan;              /* (nullable) */
  gint64 reading;            /* the last one of the source when it was made */
  GCancellable *renewal;     /* (nullable): while it is made again, and still shown as it was */
  gboolean asking;           /* what is confirmed is the plan that stands there */
  GError *problem;           /* (nullable) */
  GCancellable *cancellable; /* of the plan being made, or the run being started */
  UmRunFlags flags;          /* of the run being started */
  UmPlanRelation relation;   /* of the plan to be made to the run it is made of */
  char *run_id;              /* (nullable): that run */
  char **entries;            /* (nullable): numbers of its entries that it is about */
  State state;
  UmRowList *list;
  Tab tab;
  char *found; /* (nullable): the search, folded */

  GtkStack *stack;
  UmStatusPage *status;
  GtkLabel *headline;
  GtkLabel *details;
  UmPlanAge *age;
  UmPermitLine *permits;
  GtkWidget *tabs;
  GtkWidget *tab_buttons[N_TABS];
  GtkEditable *search;
  GtkStack *list_stack;
  GtkColumnView *view;
  GtkWidget *dry_run_button;
  GtkButton *run_button;
};

G_DEFINE_FINAL_TYPE (UmPlanStep, um_plan_step, GTK_TYPE_WIDGET)

static guint started_signal;

static void
set_tab_label (UmPlanStep *self, Tab tab, const char *label, guint count)
{
  g_autofree char *number = um_words_number (count);
  /* Translators: the name of a tab and how many users it shows: "Skipped 32" */
  g_autofree char *text = g_strdup_printf (_ ("%s %s"), label, number);

  gtk_button_set_label (GTK_BUTTON (self->tab_buttons[tab]), text);
}

static void
update_header (UmPlanStep *self)
{
  UmPlanSummary summary;
  g_autofree char *headline = NULL;
  g_autofree char *details = NULL;
  g_autofree char *verb = NULL;
  g_autofree char *button = NULL;
  gboolean runnable;

  um_plan_summarize (self->plan, &summary);
  headline = um_words_plan_headline (self->plan, &summary);
  details = um_words_plan_details (self->plan, &summary);
  verb = um_words_plan_button (self->plan, &summary);
  button = g_strconcat ("_", verb, NULL);
  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->details, details);
  gtk_button_set_label (self->run_button, button);
  runnable = summary.touched > 0 && self->renewal == NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self->run_button), runnable);
  gtk_widget_set_sensitive (self->dry_run_button, runnable);
  set_tab_label (self, TAB_ALL, _ ("All"), self->plan->users->len);
  set_tab_label (self, TAB_CHANGED, _ ("Will Change"), summary.touched);
  set_tab_label (self, TAB_SKIPPED, _ ("Skipped"), summary.skipped + summary.held_out);
  set_tab_label (self, TAB_WARNED, _ ("Warnings"), summary.warned);
}

/* What goes on before a run can be stopped: nothing was sent yet. From a problem the way leads
 * back.
 */
static void
show_button (UmPlanStep *self)
{
  GtkWidget *button = NULL;

  if (self->state == STATE_STARTING)
    {
      button = gtk_button_new_with_mnemonic (_ ("_Cancel"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "plan.stop");
    }
  else if (self->state == STATE_PROBLEM)
    {
      button = gtk_button_new_with_mnemonic (_ ("_Back"));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "page.back");
    }
  um_status_page_set_child (self->status, button);
}

static void
show_status (UmPlanStep *self, const char *icon, const char *title, const char *description)
{
  um_status_page_set_spinning (self->status, icon == NULL);
  um_status_page_set_icon_name (self->status, icon);
  um_status_page_set_title (self->status, title);
  um_status_page_set_description (self->status, description);
  show_button (self);
  gtk_stack_set_visible_child_name (self->stack, "status");
}

/* What is read before a run starts, and what that is for. */
static char *
dup_progress (UmPlanStep *self)
{
  const char *promise = _ ("Nothing is sent before it is certain that they are as planned.");
  g_autofree char *progress = um_refresh_bar_dup_text (self->source);

  if (*progress == '\0')
    return g_strdup (promise);
  return g_strdup_printf ("%s\n%s", progress, promise);
}

static void
progress_cb (UmPlanStep *self)
{
  g_autofree char *progress = NULL;

  if (self->state != STATE_STARTING)
    return;
  progress = dup_progress (self);
  um_status_page_set_description (self->status, progress);
}

static void
update (UmPlanStep *self)
{
  g_autofree char *sentence = NULL;
  g_autofree char *advice = NULL;

  switch (self->state)
    {
    case STATE_MAKING:
      show_status (self, NULL, _ ("Making the Plan"), NULL);
      break;
    case STATE_STARTING:
      sentence = dup_progress (self);
      show_status (self, NULL, _ ("Reading the Users Again"), sentence);
      break;
    case STATE_PROBLEM:
      sentence = um_words_problem (self->problem);
      advice = um_words_problem_advice (self->problem);
      show_status (self, "dialog-error-symbolic", sentence, advice);
      break;
    case STATE_READY:
    default:
      update_header (self);
      gtk_stack_set_visible_child_name (self->stack, "plan");
    }
}

static void
set_state (UmPlanStep *self, State state)
{
  self->state = state;
  if (state == STATE_READY)
    um_permit_line_ask (self->permits);
  else
    um_permit_line_stop (self->permits);
  update (self);
  um_page_take_focus (GTK_WIDGET (self));
}

static void
set_problem (UmPlanStep *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
  set_state (self, STATE_PROBLEM);
}

static void
renew_cancellable (UmPlanStep *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static gboolean
is_in_tab (const UmPlanUser *user, Tab tab)
{
  switch (tab)
    {
    case TAB_CHANGED:
      return um_plan_user_is_touched (user);
    case TAB_SKIPPED:
      return !um_plan_user_is_touched (user);
    case TAB_WARNED:
      return um_plan_user_is_touched (user) && user->n_warnings > 0;
    case TAB_ALL:
    default:
      return TRUE;
    }
}

static gboolean
is_shown (gpointer record, gpointer user_data)
{
  UmPlanStep *self = user_data;
  const UmPlanUser *user = record;
  g_autofree char *name = NULL;

  if (!is_in_tab (user, self->tab))
    return FALSE;
  if (self->found == NULL || *self->found == '\0' || strstr (user->account_id, self->found) != NULL)
    return TRUE;
  name = um_text_fold (user->name);
  return strstr (name, self->found) != NULL;
}

static void
filter_cb (UmPlanStep *self)
{
  for (Tab tab = 0; tab < N_TABS; tab++)
    if (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->tab_buttons[tab])))
      self->tab = tab;
  g_free (self->found);
  self->found = um_text_fold (gtk_editable_get_text (self->search));
  um_row_list_update (self->list);
  gtk_stack_set_visible_child_name (
    self->list_stack,
    g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 ? "list" : "nothing");
}

static void
tab_toggled_cb (GtkToggleButton *button, UmPlanStep *self)
{
  if (gtk_toggle_button_get_active (button))
    filter_cb (self);
}

static void
seats_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;

  if (um_planner_read_seats_finish (UM_SOURCE_STATE (object), result) && self->state == STATE_READY)
    update_header (self);
}

/* @plan: (transfer full) */
static void
take_plan (UmPlanStep *self, UmPlan *plan)
{
  g_clear_pointer (&self->plan, um_plan_unref);
  self->plan = plan;
  um_row_list_set_records (self->list, self->plan->users, um_plan_ref (self->plan),
                           (GDestroyNotify) um_plan_unref);
  filter_cb (self);
  um_plan_age_set_plan (self->age, self->source, self->plan, self->reading);
  um_permit_line_set_plan (self->permits, self->source, self->plan);
  um_planner_read_seats_async (self->source, self->plan, self->cancellable, seats_cb,
                               g_object_ref (self));
}

static void
made_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_planner_make_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (plan == NULL)
    {
      set_problem (self, g_steal_pointer (&error));
      return;
    }
  take_plan (self, g_steal_pointer (&plan));
  set_state (self, STATE_READY);
}

/* ---- the same plan of newer data ---- */

static void
stop_renewal (UmPlanStep *self)
{
  g_cancellable_cancel (self->renewal);
  g_clear_object (&self->renewal);
}

static void
renewed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmPlan) plan = um_planner_make_again_finish (UM_SOURCE_STATE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->renewal);
  if (plan == NULL)
    {
      set_problem (self, g_steal_pointer (&error));
      return;
    }
  take_plan (self, g_steal_pointer (&plan));
  um_permit_line_ask (self->permits);
  update (self);
}

static void
renew_cb (UmPlanStep *self)
{
  if (self->state != STATE_READY || self->asking)
    return;
  stop_renewal (self);
  self->renewal = g_cancellable_new ();
  self->reading = um_plan_age_get_reading (self->source);
  um_planner_make_again_async (self->source, self->plan, self->renewal, renewed_cb,
                               g_object_ref (self));
  update (self);
}

static UmPlanUser *
find_user (UmPlanStep *self, const char *account_id)
{
  for (guint i = 0; i < self->plan->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (self->plan->users, i);

      if (g_str_equal (user->account_id, account_id))
        return user;
    }
  return NULL;
}

/* Bound to the rows' check boxes. */
static void
tick_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmPlanStep *self = UM_PLAN_STEP (widget);
  const char *account_id;
  gboolean ticked;
  UmPlanUser *user;

  g_variant_get (parameter, "(&sb)", &account_id, &ticked);
  user = self->plan != NULL ? find_user (self, account_id) : NULL;
  if (user == NULL)
    return;
  um_plan_user_hold_out (user, !ticked, NULL);
  um_planner_update (self->source, self->plan);
  update_header (self);
  um_row_list_redraw (self->list, NULL);
  um_permit_line_update (self->permits);
}

/* Who stands in another tab now stays where he is shown, as with a tick. Those who are skipped are
 * looked for there. */
static void
refused_cb (UmPlanStep *self)
{
  update_header (self);
  if (self->tab == TAB_SKIPPED)
    filter_cb (self);
  um_row_list_redraw (self->list, NULL);
}

static void
accepted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;

  self->asking = FALSE;
  if (um_confirm_finish (result))
    gtk_widget_activate_action (GTK_WIDGET (self), "plan.start-without-changed", NULL);
}

static void
ask_about_changes (UmPlanStep *self, const GError *problem)
{
  g_autofree char *body = um_words_problem (problem);
  UmConfirm question = {
    .heading = _ ("Go On Without Them?"),
    .body = body,
    .verb = _ ("_Hold Them Out"),
  };

  set_state (self, STATE_READY);
  self->asking = TRUE;
  um_confirm_async (GTK_WIDGET (self), &question, self->cancellable, accepted_cb,
                    g_object_ref (self));
}

static void
run_over_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = um_source_state_run_finish (UM_SOURCE_STATE (object), result, &error);
  g_autofree char *text = NULL;

  if (run != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED))
    {
      ask_about_changes (self, error);
      return;
    }
  text = um_words_problem_whole (error);
  set_state (self, STATE_READY);
  um_toast (GTK_WIDGET (self), text);
}

static void
runner_cb (UmPlanStep *self)
{
  if (self->state != STATE_STARTING || um_source_state_get_runner (self->source) == NULL)
    return;
  self->state = STATE_READY;
  update (self); /* a dry run leads back here */
  g_signal_emit (self, started_signal, 0);
}

static void
refresh_cb (UmPlanStep *self)
{
  UmRefresh *refresh = um_source_state_get_refresh (self->source);

  if (refresh != NULL)
    g_signal_connect_object (refresh, "notify", G_CALLBACK (progress_cb), self, G_CONNECT_SWAPPED);
}

static void
start (UmPlanStep *self, UmRunFlags flags)
{
  stop_renewal (self);
  renew_cancellable (self);
  self->flags = flags;
  set_state (self, STATE_STARTING);
  um_source_state_run_async (self->source, self->plan, flags, 0, self->cancellable, run_over_cb,
                             g_object_ref (self));
}

static void
start_without_changed_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmPlanStep *self = UM_PLAN_STEP (widget);

  if (self->plan != NULL && self->state == STATE_READY)
    start (self, self->flags | UM_RUN_ACCEPT_CHANGES);
}

static void
stop_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  um_plan_step_stop (UM_PLAN_STEP (widget));
}

static void
confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;

  self->asking = FALSE;
  if (um_confirm_finish (result))
    start (self, UM_RUN_NORMAL);
  else
    um_permit_line_ask (self->permits);
}

static void
run_cb (UmPlanStep *self)
{
  /* What is confirmed is the number that stands there. */
  um_permit_line_stop (self->permits);
  self->asking = TRUE;
  um_plan_question_ask_async (GTK_WIDGET (self), self->source, self->plan, self->cancellable,
                              confirmed_cb, g_object_ref (self));
}

static void
dry_run_cb (UmPlanStep *self)
{
  start (self, UM_RUN_DRY);
}

/* The plan is there to be read: its rows come first. */
static gboolean
um_plan_step_grab_focus (GtkWidget *widget)
{
  UmPlanStep *self = UM_PLAN_STEP (widget);

  if (self->state == STATE_READY && gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    return gtk_widget_grab_focus (GTK_WIDGET (self->view));
  if (self->state == STATE_READY)
    return gtk_widget_grab_focus (self->tab_buttons[TAB_ALL]);
  return gtk_widget_grab_focus (GTK_WIDGET (self->status));
}

static void
um_plan_step_dispose (GObject *object)
{
  UmPlanStep *self = UM_PLAN_STEP (object);

  stop_renewal (self);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  if (self->list != NULL)
    um_row_list_set_filter (self->list, NULL, NULL);
  g_clear_object (&self->list);
  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->run_id, g_free);
  g_clear_pointer (&self->entries, g_strfreev);
  g_clear_pointer (&self->plan, um_plan_unref);
  g_clear_error (&self->problem);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (um_plan_step_parent_class)->dispose (object);
}

static void
um_plan_step_class_init (UmPlanStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_plan_step_dispose;
  um_focus_set_entrance (widget_class, um_plan_step_grab_focus);
  started_signal = g_signal_new ("started", UM_TYPE_PLAN_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_PERMIT_LINE);
  g_type_ensure (UM_TYPE_PLAN_AGE);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_install_action (widget_class, "plan.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "plan.tick", "(sb)", tick_action);
  gtk_widget_class_install_action (widget_class, "plan.start-without-changed", NULL,
                                   start_without_changed_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-plan-step.ui");
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, stack);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, status);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, headline);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, details);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, age);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, permits);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, tabs);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, search);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, list_stack);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, view);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, dry_run_button);
  gtk_widget_class_bind_template_child (widget_class, UmPlanStep, run_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, renew_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_cb);
  gtk_widget_class_bind_template_callback (widget_class, dry_run_cb);
}

static void
um_plan_step_init (UmPlanStep *self)
{
  GtkSelectionModel *selection;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->list = um_row_list_new ();
  um_row_list_set_filter (self->list, is_shown, self);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_column_view_set_model (self->view, selection);
  g_object_unref (selection);
  um_plan_columns_add (self->view);
  um_permit_line_set_view (self->permits, self->view);
  gtk_widget_add_css_class (GTK_WIDGET (self->run_button), "suggested-action");
  for (Tab i = 0; i < N_TABS; i++)
    {
      self->tab_buttons[i] = gtk_toggle_button_new ();
      if (i > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->tab_buttons[i]),
                                     GTK_TOGGLE_BUTTON (self->tab_buttons[0]));
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tab_buttons[i]), i == 0);
      g_signal_connect_object (self->tab_buttons[i], "toggled", G_CALLBACK (tab_toggled_cb), self,
                               0);
      gtk_widget_add_css_class (self->tab_buttons[i], "um-chip");
      gtk_widget_set_parent (self->tab_buttons[i], self->tabs);
    }
}

/**
 * um_plan_step_new:
 *
 * Returns: the step without a plan
 */
GtkWidget *
um_plan_step_new (void)
{
  return g_object_new (UM_TYPE_PLAN_STEP, NULL);
}

static void
watch_source (UmPlanStep *self, UmSourceState *source)
{
  if (self->source == source)
    return;
  if (self->source != NULL)
    {
      g_signal_handlers_disconnect_by_func (self->source, runner_cb, self);
      g_signal_handlers_disconnect_by_func (self->source, refresh_cb, self);
    }
  g_set_object (&self->source, source);
  g_signal_connect_object (source, "notify::runner", G_CALLBACK (runner_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "notify::refresh", G_CALLBACK (refresh_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Another plan is seen whole first. */
static void
show_all (UmPlanStep *self)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->tab_buttons[TAB_ALL]), TRUE);
  gtk_editable_set_text (self->search, "");
}

/**
 * um_plan_step_prepare:
 * @self: the step
 * @source: whose users
 * @account_ids: (transfer full) (element-type utf8): the users in the order shown
 * @actions: (transfer full) (element-type UmPlanAction): what to do
 * @expression: (nullable): the filter they came from
 * @now: seconds: when the filter was asked
 * @reason: (nullable): kept in the log
 *
 * Makes the plan and shows it.
 */
void
um_plan_step_prepare (UmPlanStep *self,
                      UmSourceState *source,
                      GPtrArray *account_ids,
                      GPtrArray *actions,
                      const char *expression,
                      gint64 now,
                      const char *reason)
{
  g_autoptr (GPtrArray) owned_ids = account_ids;
  g_autoptr (GPtrArray) owned_actions = actions;
  UmPlanRequest request = {
    .account_ids = account_ids,
    .actions = actions,
    .expression = expression,
    .now = now,
    .reason = reason,
  };

  g_return_if_fail (UM_IS_PLAN_STEP (self));
  renew_cancellable (self);
  stop_renewal (self);
  show_all (self);
  um_permit_line_set_plan (self->permits, NULL, NULL);
  watch_source (self, source);
  self->reading = um_plan_age_get_reading (source);
  set_state (self, STATE_MAKING);
  um_planner_make_async (source, &request, self->cancellable, made_cb, g_object_ref (self));
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmPlanStep) self = user_data;
  UmSourceState *source = UM_SOURCE_STATE (object);
  g_autoptr (GError) error = NULL;

  if (um_source_state_load_finish (source, result, &error))
    {
      self->reading = um_plan_age_get_reading (source);
      um_planner_make_of_async (source, self->relation, self->run_id,
                                (const char *const *) self->entries, NULL, self->cancellable,
                                made_cb, g_object_ref (self));
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_problem (self, g_steal_pointer (&error));
}

/**
 * um_plan_step_prepare_of:
 * @self: the step
 * @source: whose run
 * @relation: what is to be made of the run
 * @run_id: the run
 * @entries: (nullable) (array zero-terminated=1): numbers of those of its entries that the plan is
 *   about; %NULL: all
 *
 * Makes the plan and shows it.
 */
void
um_plan_step_prepare_of (UmPlanStep *self,
                         UmSourceState *source,
                         UmPlanRelation relation,
                         const char *run_id,
                         const char *const *entries)
{
  g_return_if_fail (UM_IS_PLAN_STEP (self));
  renew_cancellable (self);
  stop_renewal (self);
  show_all (self);
  um_permit_line_set_plan (self->permits, NULL, NULL);
  watch_source (self, source);
  self->relation = relation;
  g_free (self->run_id);
  self->run_id = g_strdup (run_id);
  g_strfreev (self->entries);
  self->entries = g_strdupv ((char **) entries);
  set_state (self, STATE_MAKING);
  um_source_state_load_async (source, self->cancellable, loaded_cb, g_object_ref (self));
}

/**
 * um_plan_step_refresh:
 * @self: the step
 *
 * Reads the source anew; the plan is made again when that is over.
 *
 * Returns: %FALSE where no plan is shown that could be
 */
gboolean
um_plan_step_refresh (UmPlanStep *self)
{
  g_return_val_if_fail (UM_IS_PLAN_STEP (self), FALSE);
  if (self->state != STATE_READY)
    return FALSE;
  um_plan_age_refresh (self->age);
  return TRUE;
}

/**
 * um_plan_step_stop:
 * @self: the step
 *
 * Ends what goes on before a run: making the plan, asking about its users, or reading them again.
 * A run that began is left alone.
 */
void
um_plan_step_stop (UmPlanStep *self)
{
  g_return_if_fail (UM_IS_PLAN_STEP (self));
  um_permit_line_stop (self->permits);
  stop_renewal (self);
  if (self->state != STATE_MAKING && self->state != STATE_STARTING)
    return;
  renew_cancellable (self);
  if (self->state == STATE_STARTING)
    set_state (self, STATE_READY);
}
