/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bulk User Actions: four steps on one source. Its state is the source and the step; update ()
 * decides whether a step or a status page (no source, loading, not read yet, error) is shown. Owned
 * by the window; main thread. */
#include "um-config.h"
#include "um-bulk-page.h"
#include "um-action-step.h"
#include "um-banner.h"
#include "um-focus.h"
#include "um-invite-step.h"
#include "um-page.h"
#include "um-plan-step.h"
#include "um-refresh-bar.h"
#include "um-refresh.h"
#include "um-run-step.h"
#include "um-runner.h"
#include "um-select-area.h"
#include "um-source-chips.h"
#include "um-source-commands.h"
#include "um-status-page.h"
#include "um-step-label.h"
#include "um-words.h"

#include <glib/gi18n.h>

typedef enum
{
  STEP_SELECT,
  STEP_ACTION,
  STEP_PLAN,
  STEP_RUN,
  N_STEPS,
} Step;

struct _UmBulkPage
{
  GtkWidget parent_instance;

  UmEngine *engine;
  UmSourceState *source; /* (nullable) */
  GError *problem;       /* (nullable): why the source's users can't be shown */
  GCancellable *cancellable;
  Step step;
  gboolean inviting; /* in the place of an action on users who are selected */
  char *of;          /* (nullable): the run that the plan is made of, in their place */
  gboolean trying;   /* the run shown is a dry one of the plan before it */

  UmSourceChips *chips; /* stands in the window's header bar */
  GtkWidget *box;
  GtkBox *step_bar;
  GtkWidget *step_buttons[N_STEPS];
  UmBanner *banner;
  UmRefreshBar *refresh_bar;
  GtkStack *stack;
  UmStatusPage *status;
  UmSelectArea *select_area;
  UmSelectStep *select_step; /* in it */
  UmActionStep *action_step;
  UmInviteStep *invite_step;
  UmPlanStep *plan_step;
  UmRunStep *run_step;
};

static void um_bulk_page_page_init (UmPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmBulkPage,
                               um_bulk_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (UM_TYPE_PAGE, um_bulk_page_page_init))

static const char *const step_page_names[N_STEPS] = { "select", "action", "plan", "run" };

static gboolean
has_directory (UmBulkPage *self)
{
  return self->source != NULL && um_source_state_get_directory (self->source) != NULL;
}

static void
show_status (UmBulkPage *self,
             const char *icon,
             const char *title,
             const char *description,
             const char *button_label,
             const char *action_name)
{
  GtkWidget *button = NULL;

  um_status_page_set_spinning (self->status, icon == NULL);
  um_status_page_set_icon_name (self->status, icon);
  um_status_page_set_title (self->status, title);
  um_status_page_set_description (self->status, description);
  if (button_label != NULL)
    {
      button = gtk_button_new_with_mnemonic (button_label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button), action_name);
      gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "suggested-action");
    }
  um_status_page_set_child (self->status, button);
}

static void
show_problem (UmBulkPage *self)
{
  g_autofree char *title = um_words_problem (self->problem);
  g_autofree char *advice = um_words_problem_advice (self->problem);

  if (g_error_matches (self->problem, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED))
    show_status (self, "view-refresh-symbolic", title, advice, _ ("_Refresh"), "page.refresh");
  else if (um_mend_of (self->problem) == UM_MEND_RETRY)
    show_status (self, "dialog-error-symbolic", title, advice, _ ("_Try Again"), "page.refresh");
  else
    show_status (self, "dialog-error-symbolic", title, advice, _ ("Go to So_urces"),
                 "page.show::sources");
}

/* Says why no step is shown. */
static void
update_status (UmBulkPage *self)
{
  g_autofree char *progress = um_refresh_bar_dup_text (self->source);

  if (self->source == NULL)
    show_status (self, "system-users-symbolic", _ ("No Source Yet"),
                 _ ("Connect a Jira Cloud site or an organisation to see its users."),
                 _ ("_Add Source"), "page.add-source");
  else if (um_source_state_get_refresh (self->source) != NULL)
    show_status (self, NULL, _ ("Reading Users"), progress, NULL, NULL);
  else if (self->problem != NULL)
    show_problem (self);
  else
    show_status (self, NULL, _ ("Loading…"), NULL, NULL, NULL);
}

/* What is wrong with the connection, while the users of the last time are shown. A run says itself
 * what it waits for. */
static void
update_banner (UmBulkPage *self)
{
  const GError *problem = has_directory (self) && self->step != STEP_RUN
                              && um_source_state_get_refresh (self->source) == NULL
                            ? um_source_state_get_problem (self->source)
                            : NULL;

  if (problem != NULL)
    {
      g_autofree char *sentence = um_words_problem (problem);
      g_autofree char *age = um_words_age (um_source_state_get_users_read (self->source),
                                           g_get_real_time () / G_USEC_PER_SEC);
      /* Translators: first what is wrong, such as "acme.atlassian.net can’t be reached.", then when
       * the users were read, such as "2 hours ago" */
      g_autofree char *title = g_strdup_printf (_ ("%s These users were read %s."), sentence, age);

      um_banner_set_title (self->banner, title);
      um_banner_set_button_label (self->banner, um_mend_of (problem) == UM_MEND_RETRY
                                                  ? _ ("_Try Again")
                                                  : _ ("Go to So_urces"));
    }
  um_banner_set_revealed (self->banner, problem != NULL);
}

/* A step can be gone back to while nothing was sent, which nothing is in a dry run. */
static gboolean
is_reachable (UmBulkPage *self, Step step)
{
  return has_directory (self) && step < self->step && (step != STEP_ACTION || self->of == NULL)
         && (self->step != STEP_RUN || (self->trying && um_run_step_is_over (self->run_step)));
}

static void
update_step_bar (UmBulkPage *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->step_bar), has_directory (self));
  for (Step step = 0; step < N_STEPS; step++)
    {
      GtkWidget *button = self->step_buttons[step];
      gboolean current = step == self->step;

      um_step_label_set_current (UM_STEP_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                                 current);
      gtk_widget_set_sensitive (button, current || is_reachable (self, step));
      gtk_widget_set_focusable (button, !current);
      if (current)
        gtk_widget_add_css_class (button, "current");
      else
        gtk_widget_remove_css_class (button, "current");
      gtk_accessible_update_state (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_STATE_SELECTED, current,
                                   -1);
    }
}

static void
update (UmBulkPage *self)
{
  if (has_directory (self))
    gtk_stack_set_visible_child_name (self->stack, self->step == STEP_ACTION && self->inviting
                                                     ? "invite"
                                                     : step_page_names[self->step]);
  else
    {
      update_status (self);
      gtk_stack_set_visible_child_name (self->stack, "status");
    }
  /* From the plan on, the steps say themselves what is read. */
  gtk_widget_set_visible (GTK_WIDGET (self->refresh_bar),
                          has_directory (self) && self->step < STEP_PLAN);
  update_banner (self);
  update_step_bar (self);
  um_page_changed (UM_PAGE (self));
}

static void
set_step (UmBulkPage *self, Step step)
{
  if (self->step == STEP_PLAN && step < STEP_PLAN)
    um_plan_step_stop (self->plan_step);
  self->step = step;
  if (step == STEP_SELECT)
    {
      self->inviting = FALSE;
      g_clear_pointer (&self->of, g_free);
    }
  update (self);
  um_page_take_focus (gtk_stack_get_visible_child (self->stack));
}

static void
banner_clicked_cb (UmBulkPage *self)
{
  const GError *problem = um_source_state_get_problem (self->source);

  if (problem == NULL || um_mend_of (problem) == UM_MEND_RETRY)
    um_page_refresh (UM_PAGE (self));
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "page.show", "s", "sources");
}

static void
selection_confirmed_cb (UmBulkPage *self)
{
  um_action_step_set_source (self->action_step, self->source);
  set_step (self, STEP_ACTION);
}

static void
action_confirmed_cb (UmBulkPage *self)
{
  g_autoptr (GPtrArray) ids = um_select_step_dup_account_ids (self->select_step);
  g_autoptr (GPtrArray) actions = um_action_step_dup_actions (self->action_step);
  g_autofree char *reason = um_action_step_dup_reason (self->action_step);
  gboolean whole = um_select_step_is_whole_match (self->select_step);

  um_plan_step_prepare (self->plan_step, self->source, g_steal_pointer (&ids),
                        g_steal_pointer (&actions),
                        whole ? um_select_step_get_expression (self->select_step) : NULL,
                        um_select_step_get_now (self->select_step), reason);
  set_step (self, STEP_PLAN);
}

static void
invite_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmBulkPage *self = UM_BULK_PAGE (widget);

  if (!has_directory (self) || self->step > STEP_ACTION)
    return;
  self->inviting = TRUE;
  um_invite_step_set_source (self->invite_step, self->source);
  set_step (self, STEP_ACTION);
}

static void
invitation_confirmed_cb (UmBulkPage *self)
{
  g_autoptr (GPtrArray) addresses = um_invite_step_list_addresses (self->invite_step);
  g_autoptr (GPtrArray) actions = um_invite_step_dup_actions (self->invite_step);
  g_autofree char *reason = um_invite_step_dup_reason (self->invite_step);

  um_plan_step_prepare (self->plan_step, self->source, g_steal_pointer (&addresses),
                        g_steal_pointer (&actions), NULL, g_get_real_time () / G_USEC_PER_SEC,
                        reason);
  set_step (self, STEP_PLAN);
}

static void
run_started_cb (UmBulkPage *self)
{
  UmRunner *runner = um_source_state_get_runner (self->source);

  self->trying = runner != NULL && um_runner_get_run (runner)->dry_run;
  /* What was done isn't chosen for whoever is next. */
  if (!self->trying && self->inviting)
    um_invite_step_reset (self->invite_step);
  else if (!self->trying)
    um_action_step_reset (self->action_step);
  um_run_step_set_source (self->run_step, self->source);
  set_step (self, STEP_RUN);
}

static void
step_clicked_cb (GtkButton *button, UmBulkPage *self)
{
  for (Step step = 0; step < N_STEPS; step++)
    if (self->step_buttons[step] == GTK_WIDGET (button) && is_reachable (self, step))
      set_step (self, step);
}

static void
loaded_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *source = UM_SOURCE_STATE (object);
  g_autoptr (UmBulkPage) self = user_data;
  g_autoptr (GError) error = NULL;

  um_source_state_load_finish (source, result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || source != self->source)
    return;
  g_clear_error (&self->problem);
  self->problem = g_steal_pointer (&error);
  update (self);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmSourceState *source = UM_SOURCE_STATE (object);
  g_autoptr (UmBulkPage) self = user_data;
  g_autoptr (GError) error = NULL;

  if (um_source_state_refresh_finish (source, result, NULL, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      if (!gtk_widget_in_destruction (GTK_WIDGET (self)))
        update (self);
      return;
    }
  if (source != self->source)
    return;
  g_clear_error (&self->problem);
  self->problem = g_steal_pointer (&error);
  update (self);
}

static void
source_changed_cb (UmBulkPage *self)
{
  update (self);
}

static void
sources_changed_cb (UmBulkPage *self)
{
  GListModel *sources = um_engine_get_sources (self->engine);
  g_autoptr (UmSourceState) first = g_list_model_get_item (sources, 0);
  const char *id = self->source != NULL ? um_source_state_get_source (self->source)->id : NULL;

  if (id == NULL || um_engine_find_source (self->engine, id) != self->source)
    um_bulk_page_set_source (self, first);
}

static void
chip_chosen_cb (UmBulkPage *self, UmSourceState *source)
{
  um_bulk_page_set_source (self, source);
}

static void
unwatch_source (UmBulkPage *self)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, source_changed_cb, self);
}

static GtkWidget *
page_get_header (UmPage *page)
{
  return GTK_WIDGET (UM_BULK_PAGE (page)->chips);
}

static gboolean
page_can_go_back (UmPage *page)
{
  UmBulkPage *self = UM_BULK_PAGE (page);

  return self->step > STEP_SELECT || um_select_area_is_covered (self->select_area);
}

/* Back to where a plan that is made of a run comes from. */
static void
go_to_run (UmBulkPage *self)
{
  g_autofree char *id = g_steal_pointer (&self->of);

  set_step (self, STEP_SELECT);
  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-run", "s", id);
}

static gboolean
page_go_back (UmPage *page)
{
  UmBulkPage *self = UM_BULK_PAGE (page);

  if (!page_can_go_back (page))
    return FALSE;
  if (self->step == STEP_SELECT)
    return um_select_area_close_pane (self->select_area);
  if (self->step == STEP_ACTION && self->inviting && um_invite_step_go_back (self->invite_step))
    return TRUE;
  if (self->step == STEP_RUN && !is_reachable (self, STEP_PLAN))
    set_step (self, STEP_SELECT);
  else if (self->step == STEP_PLAN && self->of != NULL)
    go_to_run (self);
  else
    set_step (self, self->step - 1);
  return TRUE;
}

static gboolean
page_start_search (UmPage *page)
{
  UmBulkPage *self = UM_BULK_PAGE (page);

  if (!has_directory (self))
    return FALSE;
  if (self->step != STEP_SELECT)
    return FALSE;
  if (um_select_area_is_covered (self->select_area))
    um_select_area_close_pane (self->select_area);
  return um_select_step_start_search (self->select_step);
}

static void
page_refresh (UmPage *page)
{
  UmBulkPage *self = UM_BULK_PAGE (page);

  if (self->step == STEP_PLAN && um_plan_step_refresh (self->plan_step))
    return;
  if (self->source == NULL || um_source_state_get_refresh (self->source) != NULL)
    return;
  if (has_directory (self))
    um_command_refresh_source (GTK_WIDGET (self), self->source, self->cancellable);
  else
    um_source_state_refresh_async (self->source, UM_REFRESH_ALL, NULL, NULL, self->cancellable,
                                   refreshed_cb, g_object_ref (self));
}

static void
um_bulk_page_page_init (UmPageInterface *iface)
{
  iface->get_header = page_get_header;
  iface->can_go_back = page_can_go_back;
  iface->go_back = page_go_back;
  iface->start_search = page_start_search;
  iface->refresh = page_refresh;
}

static gboolean
um_bulk_page_grab_focus (GtkWidget *widget)
{
  GtkWidget *child = gtk_stack_get_visible_child (UM_BULK_PAGE (widget)->stack);

  return gtk_widget_grab_focus (child) || gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

static void
um_bulk_page_dispose (GObject *object)
{
  UmBulkPage *self = UM_BULK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  unwatch_source (self);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->source);
  g_clear_object (&self->engine);
  g_clear_object (&self->chips);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->of, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_bulk_page_parent_class)->dispose (object);
}

static void
um_bulk_page_class_init (UmBulkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_bulk_page_dispose;
  um_focus_set_entrance (widget_class, um_bulk_page_grab_focus);
  g_type_ensure (UM_TYPE_BANNER);
  g_type_ensure (UM_TYPE_REFRESH_BAR);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_SELECT_AREA);
  g_type_ensure (UM_TYPE_SELECT_STEP);
  g_type_ensure (UM_TYPE_ACTION_STEP);
  g_type_ensure (UM_TYPE_INVITE_STEP);
  g_type_ensure (UM_TYPE_PLAN_STEP);
  g_type_ensure (UM_TYPE_RUN_STEP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/um-bulk-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, box);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, step_bar);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, banner);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, refresh_bar);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, status);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, select_area);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, select_step);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, action_step);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, invite_step);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, plan_step);
  gtk_widget_class_bind_template_child (widget_class, UmBulkPage, run_step);
  gtk_widget_class_bind_template_callback (widget_class, banner_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, selection_confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, action_confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, invitation_confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_started_cb);
  gtk_widget_class_bind_template_callback (widget_class, um_page_changed);
  gtk_widget_class_install_action (widget_class, "bulk.invite", NULL, invite_action);
}

static GtkWidget *
new_arrow (void)
{
  GtkWidget *arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "go-next-symbolic",
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  gtk_widget_add_css_class (arrow, "um-step-arrow");
  return arrow;
}

static GtkWidget *
new_step_button (Step step, const char *title)
{
  g_autofree char *number = g_strdup_printf ("%u", step + 1);
  /* Translators: the number and the name of a step: "2 Choose action" */
  g_autofree char *whole = g_strdup_printf (_ ("%s %s"), number, title);
  GtkWidget *button = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (button), um_step_label_new (number, title));
  gtk_widget_set_tooltip_text (button, whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, whole,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "um-step");
  return button;
}

static void
add_step_buttons (UmBulkPage *self)
{
  const char *const titles[N_STEPS] = { _ ("Select users"), _ ("Choose action"), _ ("Review plan"),
                                        C_ ("step", "Run") };

  for (Step step = 0; step < N_STEPS; step++)
    {
      GtkWidget *button = new_step_button (step, titles[step]);

      g_signal_connect_object (button, "clicked", G_CALLBACK (step_clicked_cb), self, 0);
      if (step > 0)
        gtk_box_append (self->step_bar, new_arrow ());
      gtk_box_append (self->step_bar, button);
      self->step_buttons[step] = button;
    }
}

static void
um_bulk_page_init (UmBulkPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_step_buttons (self);
}

/**
 * um_bulk_page_new:
 * @engine: whose sources can be chosen
 *
 * Returns: the page, on its first step with the first source
 */
GtkWidget *
um_bulk_page_new (UmEngine *engine)
{
  UmBulkPage *self = g_object_new (UM_TYPE_BULK_PAGE, NULL);
  GListModel *sources = um_engine_get_sources (engine);

  self->engine = g_object_ref (engine);
  um_select_area_set_engine (self->select_area, engine);
  um_run_step_set_engine (self->run_step, engine);
  self->chips = g_object_ref_sink (UM_SOURCE_CHIPS (um_source_chips_new (sources)));
  g_signal_connect_object (self->chips, "chosen", G_CALLBACK (chip_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (sources_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  sources_changed_cb (self);
  return GTK_WIDGET (self);
}

/**
 * um_bulk_page_get_source:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the current source
 */
UmSourceState *
um_bulk_page_get_source (UmBulkPage *self)
{
  g_return_val_if_fail (UM_IS_BULK_PAGE (self), NULL);
  return self->source;
}

/**
 * um_bulk_page_set_source:
 * @self: the page
 * @source: (nullable): the source to work on
 *
 * Goes to the first step. To a run of the source that is going on its row in the sidebar leads: see
 * um_bulk_page_show_run ().
 */
void
um_bulk_page_set_source (UmBulkPage *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_BULK_PAGE (self));
  if (self->source == source)
    return;
  unwatch_source (self);
  g_set_object (&self->source, source);
  g_clear_error (&self->problem);
  set_step (self, STEP_SELECT);
  um_source_chips_set_current (self->chips, source);
  um_refresh_bar_set_source (self->refresh_bar, source);
  um_select_step_set_source (self->select_step, source);
  um_select_area_set_source (self->select_area, source);
  um_action_step_reset (self->action_step);
  um_invite_step_reset (self->invite_step);
  if (source != NULL)
    {
      g_signal_connect_object (source, "notify", G_CALLBACK (source_changed_cb), self,
                               G_CONNECT_SWAPPED);
      um_source_state_load_async (source, self->cancellable, loaded_cb, g_object_ref (self));
    }
  update (self);
}

/**
 * um_bulk_page_show_run:
 * @self: the page
 * @source: a source with a live run
 *
 * Shows the fourth step with that run.
 */
void
um_bulk_page_show_run (UmBulkPage *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_BULK_PAGE (self));
  um_bulk_page_set_source (self, source);
  self->trying = FALSE;
  um_run_step_set_source (self->run_step, source);
  set_step (self, STEP_RUN);
}

/**
 * um_bulk_page_show_plan_of:
 * @self: the page
 * @source: a source
 * @relation: what is to be made of a run of it
 * @run_id: that run
 * @entries: (nullable) (array zero-terminated=1): numbers of those of its entries that the plan is
 *   about; %NULL: all
 *
 * Shows the third step with the plan.
 */
void
um_bulk_page_show_plan_of (UmBulkPage *self,
                           UmSourceState *source,
                           UmPlanRelation relation,
                           const char *run_id,
                           const char *const *entries)
{
  g_autofree char *of = g_strdup (run_id);

  g_return_if_fail (UM_IS_BULK_PAGE (self));
  um_bulk_page_set_source (self, source);
  self->inviting = FALSE;
  g_free (self->of);
  self->of = g_steal_pointer (&of);
  um_plan_step_prepare_of (self->plan_step, source, relation, self->of, entries);
  set_step (self, STEP_PLAN);
}
