/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Run Logs. Its state is the filters, the runs read so far (page after page as one scrolls), and
 * the run that is open, if one is; update () shows it. Owned by the window; main thread. */
#include "um-config.h"
#include "um-runs-page.h"
#include "um-actions.h"
#include "um-columns.h"
#include "um-focus.h"
#include "um-page.h"
#include "um-row-list.h"
#include "um-run-columns.h"
#include "um-run-log.h"
#include "um-run-view.h"
#include "um-status-page.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

#define PAGE_LENGTH 200

struct _UmRunsPage
{
  GtkWidget parent_instance;

  UmEngine *engine;
  GPtrArray *runs;           /* of UmRun: read so far, newest first */
  GError *problem;           /* (nullable) */
  GCancellable *cancellable; /* of the page being read */
  gboolean loaded;           /* at least one page was read */
  gboolean whole;            /* the last page was read */
  gboolean run_open;
  UmRowList *list;

  GtkStack *stack;
  UmStatusPage *status;
  GtkDropDown *action_filter;
  GtkDropDown *source_filter;
  GtkDropDown *state_filter;
  GtkStack *list_stack;
  GtkColumnView *view;
  UmRunView *run_view;
};

static void um_runs_page_page_init (UmPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmRunsPage,
                               um_runs_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (UM_TYPE_PAGE, um_runs_page_page_init))

static gboolean
is_filtered (UmRunsPage *self)
{
  return gtk_drop_down_get_selected (self->action_filter) > 0
         || gtk_drop_down_get_selected (self->source_filter) > 0
         || gtk_drop_down_get_selected (self->state_filter) > 0;
}

static void
show_status (UmRunsPage *self, const char *icon, const char *title, const char *description)
{
  um_status_page_set_spinning (self->status, icon == NULL);
  um_status_page_set_icon_name (self->status, icon);
  um_status_page_set_title (self->status, title);
  um_status_page_set_description (self->status, description);
}

static void
update_status (UmRunsPage *self)
{
  if (self->problem != NULL)
    {
      g_autofree char *title = um_words_problem (self->problem);
      g_autofree char *advice = um_words_problem_advice (self->problem);

      show_status (self, "dialog-error-symbolic", title, advice);
    }
  else if (!self->loaded)
    show_status (self, NULL, _ ("Loading…"), NULL);
  else
    show_status (self, "view-list-symbolic", _ ("No Runs Yet"),
                 _ ("What you do to users is kept here, with the result of each."));
}

static void
update (UmRunsPage *self)
{
  gboolean has_list = self->problem == NULL && self->loaded
                      && (self->runs->len > 0 || is_filtered (self));

  update_status (self);
  gtk_stack_set_visible_child_name (self->list_stack, self->runs->len > 0 ? "rows" : "nothing");
  gtk_stack_set_visible_child_name (self->stack,
                                    self->run_open ? "run" : (has_list ? "list" : "status"));
  um_page_changed (UM_PAGE (self));
}

/* All that runs can be of: what has a card, then what is made of runs. (transfer container) */
static GPtrArray *
list_actions (void)
{
  const UmActionInfo *const *const lists[] = { um_actions_list (), um_actions_list_of_runs () };
  GPtrArray *actions = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    for (guint k = 0; lists[i][k] != NULL; k++)
      g_ptr_array_add (actions, (gpointer) lists[i][k]);
  return actions;
}

/* Position 0 of each drop-down is "all". */
static void
read_filters (UmRunsPage *self, UmRunQuery *query)
{
  guint action = gtk_drop_down_get_selected (self->action_filter);
  guint source = gtk_drop_down_get_selected (self->source_filter);
  guint state = gtk_drop_down_get_selected (self->state_filter);
  g_autoptr (GPtrArray) actions = list_actions ();

  *query = (UmRunQuery){ .state = state > 0 ? (int) state - 1 : -1 };
  if (action > 0)
    query->action = ((const UmActionInfo *) actions->pdata[action - 1])->key;
  if (source > 0)
    {
      g_autoptr (UmSourceState)
        item = g_list_model_get_item (um_engine_get_sources (self->engine), source - 1);

      query->source_id = item != NULL ? um_source_state_get_source (item)->id : NULL;
    }
}

static void
page_read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunsPage) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = um_run_log_list_finish (UM_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  g_clear_error (&self->problem);
  self->loaded = TRUE;
  if (runs == NULL)
    self->problem = g_steal_pointer (&error);
  else
    {
      self->whole = runs->len < PAGE_LENGTH;
      for (guint i = 0; i < runs->len; i++)
        g_ptr_array_add (self->runs, um_run_ref (g_ptr_array_index (runs, i)));
      um_row_list_update (self->list);
    }
  update (self);
}

static void
read_page (UmRunsPage *self)
{
  UmRunQuery query;
  UmRun *last = self->runs->len > 0 ? g_ptr_array_index (self->runs, self->runs->len - 1) : NULL;

  read_filters (self, &query);
  self->cancellable = g_cancellable_new ();
  um_run_log_list_async (self->engine, &query, last != NULL ? last->id : NULL, PAGE_LENGTH,
                         self->cancellable, page_read_cb, g_object_ref (self));
}

static void
reload (UmRunsPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  um_row_list_set_records (self->list, NULL, NULL, NULL);
  g_ptr_array_unref (self->runs);
  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  um_row_list_set_records (self->list, self->runs, NULL, NULL);
  self->whole = FALSE;
  read_page (self);
}

static void
edge_reached_cb (UmRunsPage *self, GtkPositionType edge)
{
  if (edge == GTK_POS_BOTTOM && !self->whole && self->cancellable == NULL)
    read_page (self);
}

static void
filter_cb (UmRunsPage *self)
{
  if (self->engine != NULL)
    reload (self);
}

static void
activate_cb (UmRunsPage *self, guint position)
{
  g_autoptr (UmRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row != NULL)
    um_runs_page_show_run (self, ((UmRun *) um_row_get_record (row))->id);
}

static void
runs_changed_cb (UmRunsPage *self)
{
  reload (self);
}

static char *
page_dup_title (UmPage *page)
{
  UmRunsPage *self = UM_RUNS_PAGE (page);

  return self->run_open ? g_strdup (_ ("Run Log")) : NULL;
}

static gboolean
page_can_go_back (UmPage *page)
{
  return UM_RUNS_PAGE (page)->run_open;
}

static gboolean
page_go_back (UmPage *page)
{
  UmRunsPage *self = UM_RUNS_PAGE (page);

  if (!self->run_open)
    return FALSE;
  um_runs_page_show_run (self, NULL);
  return TRUE;
}

static void
page_refresh (UmPage *page)
{
  reload (UM_RUNS_PAGE (page));
}

static void
um_runs_page_page_init (UmPageInterface *iface)
{
  iface->dup_title = page_dup_title;
  iface->can_go_back = page_can_go_back;
  iface->go_back = page_go_back;
  iface->refresh = page_refresh;
}

static gboolean
um_runs_page_grab_focus (GtkWidget *widget)
{
  UmRunsPage *self = UM_RUNS_PAGE (widget);

  GtkWidget *shown = self->run_open ? GTK_WIDGET (self->run_view) : GTK_WIDGET (self->view);

  return gtk_widget_get_mapped (shown) && gtk_widget_grab_focus (shown);
}

static void
um_runs_page_dispose (GObject *object)
{
  UmRunsPage *self = UM_RUNS_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_object (&self->list);
  g_clear_pointer (&self->runs, g_ptr_array_unref);
  g_clear_error (&self->problem);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (um_runs_page_parent_class)->dispose (object);
}

static void
um_runs_page_class_init (UmRunsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_runs_page_dispose;
  um_focus_set_entrance (widget_class, um_runs_page_grab_focus);
  g_type_ensure (UM_TYPE_RUN_VIEW);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/um-runs-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, status);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, action_filter);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, source_filter);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, state_filter);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, view);
  gtk_widget_class_bind_template_child (widget_class, UmRunsPage, run_view);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
um_runs_page_init (UmRunsPage *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  self->runs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_unref);
  self->list = um_row_list_new ();
  um_row_list_set_records (self->list, self->runs, NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_column_view_set_model (self->view, selection);
  um_run_columns_add (self->view);
}

static void
set_choices (GtkDropDown *drop_down, GtkStringList *choices)
{
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (choices));
  g_object_unref (choices);
}

static void
fill_source_filter (UmRunsPage *self)
{
  GListModel *sources = um_engine_get_sources (self->engine);
  GtkStringList *choices = gtk_string_list_new (NULL);

  gtk_string_list_append (choices, _ ("All sources"));
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) source = g_list_model_get_item (sources, i);

      gtk_string_list_append (choices, um_source_state_get_source (source)->name);
    }
  set_choices (self->source_filter, choices);
}

static void
fill_filters (UmRunsPage *self)
{
  g_autoptr (GPtrArray) actions = list_actions ();
  GtkStringList *action_choices = gtk_string_list_new (NULL);
  GtkStringList *state_choices = gtk_string_list_new (NULL);

  gtk_string_list_append (action_choices, _ ("All actions"));
  for (guint i = 0; i < actions->len; i++)
    gtk_string_list_append (action_choices,
                            um_words_action_name (((const UmActionInfo *) actions->pdata[i])->key));
  gtk_string_list_append (state_choices, _ ("All states"));
  for (UmRunState state = UM_RUN_RUNNING; state <= UM_RUN_ATTENTION; state++)
    gtk_string_list_append (state_choices, um_words_run_state (state));
  set_choices (self->action_filter, action_choices);
  set_choices (self->state_filter, state_choices);
  fill_source_filter (self);
}

/**
 * um_runs_page_new:
 * @engine: where runs are kept
 *
 * Returns: the page, reading the newest runs
 */
GtkWidget *
um_runs_page_new (UmEngine *engine)
{
  UmRunsPage *self = g_object_new (UM_TYPE_RUNS_PAGE, NULL);

  self->engine = g_object_ref (engine);
  fill_filters (self);
  g_signal_connect_object (engine, "runs-changed", G_CALLBACK (runs_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (um_engine_get_sources (engine), "items-changed",
                           G_CALLBACK (fill_source_filter), self, G_CONNECT_SWAPPED);
  reload (self);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * um_runs_page_show_run:
 * @self: the page
 * @run_id: (nullable): the run to open; %NULL: the list
 */
void
um_runs_page_show_run (UmRunsPage *self, const char *run_id)
{
  g_return_if_fail (UM_IS_RUNS_PAGE (self));
  self->run_open = run_id != NULL;
  if (run_id != NULL)
    um_run_view_show (self->run_view, self->engine, run_id);
  update (self);
  um_page_take_focus (GTK_WIDGET (self));
}
