/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Step 1, Select users. Its state is the source, the filter in force and whether only the selected
 * are shown; show_users () asks the directory and gives the rows to the list. Search entry, panel
 * and chips are views of the one filter. Owned by the bulk page; main thread. */
#include "um-config.h"
#include "um-select-step.h"
#include "um-clamp.h"
#include "um-export-dialog.h"
#include "um-file-drop.h"
#include "um-filter-chips.h"
#include "um-filter-fault.h"
#include "um-filter-menu.h"
#include "um-filter-panel.h"
#include "um-filter.h"
#include "um-focus.h"
#include "um-import-dialog.h"
#include "um-lists.h"
#include "um-select-counts.h"
#include "um-status-page.h"
#include "um-toast-overlay.h"
#include "um-user-columns.h"
#include "um-user-list.h"
#include "um-user-selection.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmSelectStep
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  UmFilter *filter;      /* (nullable): in force */
  char *expression;      /* its text */
  gint64 now;            /* when it was put in force, seconds */
  UmBitset *matching;    /* (nullable): rows of the filter */
  gboolean in_doubt;     /* what is typed is no filter */
  gboolean writing;      /* the entry is given its text; nobody types */
  gboolean only_selected;
  UmUserList *users;
  UmUserSelection *selection;

  GtkWidget *box;
  GtkSearchEntry *search;
  GtkLabel *problem;
  UmFilterMenu *saved;
  UmFilterPanel *panel;
  UmFilterChips *chips;
  GtkStack *stack;
  GtkColumnView *view;
  GMenu *menu;
  GtkMenuButton *menu_button;
  gboolean menu_on_table; /* it was opened there, by a key */
  GtkLabel *counts;
  GtkToggleButton *show_selected_button;
  GtkWidget *confirm_button;
};

G_DEFINE_FINAL_TYPE (UmSelectStep, um_select_step, GTK_TYPE_WIDGET)

enum
{
  CONFIRMED,
  USER_ACTIVATED,
  ROWS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static UmDirectory *
get_directory (UmSelectStep *self)
{
  return self->source != NULL ? um_source_state_get_directory (self->source) : NULL;
}

static UmBasket *
get_basket (UmSelectStep *self)
{
  return self->source != NULL ? um_source_state_get_basket (self->source) : NULL;
}

/* A basket moves to a new directory before the directory is announced; what matches belongs to the
 * old one until then, and there is nothing to be counted. */
static gboolean
can_count (UmSelectStep *self)
{
  const UmBitset *selected;

  if (get_directory (self) == NULL || self->matching == NULL)
    return FALSE;
  selected = um_basket_get_rows (get_basket (self));
  return selected != NULL
         && um_bitset_get_generation (selected) == um_bitset_get_generation (self->matching);
}

static void
update_counts (UmSelectStep *self)
{
  guint n_selected;
  g_autofree char *text = NULL;

  if (!can_count (self))
    return;
  n_selected = um_basket_get_count (get_basket (self));
  text = um_select_counts_dup_text (get_directory (self), get_basket (self), self->matching,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->users)),
                                    self->only_selected);
  gtk_label_set_label (self->counts, text);
  gtk_widget_set_sensitive (self->confirm_button, n_selected > 0);
  gtk_widget_set_sensitive (GTK_WIDGET (self->show_selected_button),
                            n_selected > 0 || self->only_selected);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "select.clear",
                                 n_selected > 0
                                   || um_basket_get_n_vanished (get_basket (self)) > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "select.export",
                                 n_selected > 0
                                   || g_list_model_get_n_items (G_LIST_MODEL (self->users)) > 0);
  /* Of a filter that can't be understood nobody knows who would match, and where only the selected
   * are shown it isn't those who match that one sees. */
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "select.all",
                                 !self->in_doubt && !self->only_selected
                                   && g_list_model_get_n_items (G_LIST_MODEL (self->users)) > 0);
}

static UmBitset *
rows_to_show (UmSelectStep *self)
{
  const UmBitset *selected = um_basket_get_rows (get_basket (self));

  if (self->only_selected && selected != NULL)
    return um_bitset_copy (selected);
  return um_bitset_ref (self->matching);
}

/* The rows of the filter in the order of the table. The list keeps its widgets and shows other
 * users in them (DESIGN.md, idea 1). */
static void
show_rows (UmSelectStep *self)
{
  UmColumn column = UM_COLUMN_NAME;
  gboolean descending = FALSE;
  g_autoptr (UmBitset) rows = NULL;

  if (self->matching == NULL)
    {
      um_user_list_set (self->users, NULL, NULL, column, descending);
      return;
    }
  rows = rows_to_show (self);
  um_user_columns_get_sort (self->view, &column, &descending);
  um_user_list_set (self->users, get_directory (self), rows, column, descending);
  um_user_selection_marks_changed (self->selection);
  gtk_stack_set_visible_child_name (
    self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->users)) > 0 ? "list" : "nothing");
  update_counts (self);
  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}

static void
show_users (UmSelectStep *self)
{
  UmDirectory *directory = get_directory (self);

  g_clear_pointer (&self->matching, um_bitset_unref);
  if (directory != NULL && self->filter != NULL)
    {
      UmFilterContext context = um_source_state_get_filter_context (self->source, self->now);

      self->matching = um_filter_evaluate (self->filter, directory, &context);
    }
  show_rows (self);
}

/* @problem: (nullable) */
static void
show_problem (UmSelectStep *self, const UmFilterProblem *problem)
{
  self->in_doubt = problem != NULL;
  update_counts (self);
  um_filter_fault_show (self->search, self->problem, problem,
                        self->filter != NULL && !um_filter_is_empty (self->filter));
}

static gboolean
check (UmSelectStep *self, UmFilter *filter, UmFilterProblem *problem)
{
  UmDirectory *directory = get_directory (self);
  UmFilterContext context;

  if (directory == NULL)
    return TRUE;
  context = um_source_state_get_filter_context (self->source, g_get_real_time () / G_USEC_PER_SEC);
  return um_filter_check (filter, directory, &context, problem);
}

/* Who sets a filter wants to see whom it finds, which isn't so while only the selected are shown.
 */
static void
put_in_force (UmSelectStep *self, UmFilter *filter)
{
  gtk_toggle_button_set_active (self->show_selected_button, FALSE);
  g_clear_pointer (&self->filter, um_filter_unref);
  self->filter = um_filter_ref (filter);
  g_free (self->expression);
  self->expression = um_filter_print (filter);
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  um_filter_panel_set_filter (self->panel, filter);
  um_filter_chips_set_filter (self->chips, filter);
  um_filter_menu_set_filter (self->saved, filter);
  show_users (self);
}

/* A text that is no filter (yet) leaves the last one in force and says what is wrong. */
static void
search_changed_cb (UmSelectStep *self)
{
  g_auto (UmFilterProblem) problem = { 0 };
  g_autoptr (UmFilter)
    filter = um_filter_parse (gtk_editable_get_text (GTK_EDITABLE (self->search)), &problem);

  if (self->writing)
    return;
  if (filter == NULL || !check (self, filter, &problem))
    {
      show_problem (self, &problem);
      return;
    }
  show_problem (self, NULL);
  if (self->filter == NULL || !um_filter_equal (filter, self->filter))
    put_in_force (self, filter);
}

/* The entry is empty for a moment while it is given a text, which isn't to be taken for the wish to
 * have no filter; and who gave the filter may let it go when another is put in force. */
static void
set_text (UmSelectStep *self, UmFilter *filter)
{
  g_autoptr (UmFilter) kept = um_filter_ref (filter);
  g_autofree char *text = um_filter_print (kept);

  self->writing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  self->writing = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  show_problem (self, NULL);
  put_in_force (self, kept);
}

static void
stop_search_cb (UmSelectStep *self)
{
  g_autoptr (UmFilter) all = um_filter_parse ("", NULL);

  set_text (self, all);
}

static void
panel_changed_cb (UmSelectStep *self)
{
  UmFilter *filter = um_filter_panel_get_filter (self->panel);

  if (filter != NULL)
    set_text (self, filter);
}

/* What a saved filter names may not be in this source: said as of what is typed. */
static void
saved_chosen_cb (UmSelectStep *self, const char *expression)
{
  self->writing = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), expression);
  self->writing = FALSE;
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  search_changed_cb (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
chip_removed_cb (UmSelectStep *self, guint index)
{
  g_autoptr (UmFilter) rest = um_filter_without_part (self->filter, index);

  set_text (self, rest);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/* A table that goes away forgets its order, too. */
static void
sorter_changed_cb (UmSelectStep *self)
{
  if (self->users != NULL)
    show_rows (self);
}

static void
basket_changed_cb (UmSelectStep *self)
{
  update_counts (self);
  g_signal_emit (self, signals[ROWS_CHANGED], 0);
}

static void
directory_changed_cb (UmSelectStep *self)
{
  show_users (self);
}

/* What is typed may name a list that is there now, and the filter in force one that has changed. */
static void
lists_changed_cb (UmSelectStep *self)
{
  search_changed_cb (self);
  show_users (self);
}

static void
show_selected_cb (UmSelectStep *self)
{
  self->only_selected = gtk_toggle_button_get_active (self->show_selected_button);
  show_rows (self);
}

static void
activate_cb (UmSelectStep *self, guint position)
{
  guint row = um_user_list_get_row (self->users, position);

  if (row != UM_NO_ROW)
    g_signal_emit (self, signals[USER_ACTIVATED], 0,
                   um_directory_get_account_id (get_directory (self), row));
}

static void
confirm_cb (UmSelectStep *self)
{
  if (um_basket_get_count (get_basket (self)) > 0)
    g_signal_emit (self, signals[CONFIRMED], 0);
}

/* Of what is typed by now; "search-changed" may have told of less, and then others would match. */
static void
all_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSelectStep *self = UM_SELECT_STEP (widget);

  search_changed_cb (self);
  if (!self->in_doubt)
    gtk_selection_model_select_all (GTK_SELECTION_MODEL (self->selection));
}

static void
clear_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSelectStep *self = UM_SELECT_STEP (widget);

  if (get_basket (self) != NULL)
    um_basket_clear (get_basket (self));
  gtk_toggle_button_set_active (self->show_selected_button, FALSE);
}

/* In place of what is typed, as if it were. */
static void
filter_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSelectStep *self = UM_SELECT_STEP (widget);

  gtk_toggle_button_set_active (self->show_selected_button, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), g_variant_get_string (parameter, NULL));
  gtk_editable_set_position (GTK_EDITABLE (self->search), -1);
  search_changed_cb (self);
}

/* @file: (nullable): it is asked for */
static void
import_file (GtkWidget *widget, GFile *file)
{
  UmSelectStep *self = UM_SELECT_STEP (widget);

  if (get_directory (self) != NULL)
    um_import_dialog_present (widget, self->source, file);
}

static void
import_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  import_file (widget, NULL);
}

/* Those shown are those of the filter, unless only the selected are shown. */
static void
export_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSelectStep *self = UM_SELECT_STEP (widget);
  UmExportSet shown = { um_user_list_get_shown (self->users), NULL };
  UmExportSet selected = { NULL, NULL };
  UmColumn column = UM_COLUMN_NAME;
  gboolean descending = FALSE;
  g_autoptr (UmBitset) rows = NULL;

  if (!can_count (self))
    return;
  rows = um_bitset_copy (um_basket_get_rows (get_basket (self)));
  selected.rows = rows;
  if (um_select_step_is_whole_match (self))
    selected.expression = self->expression;
  shown.expression = self->only_selected ? selected.expression : self->expression;
  um_user_columns_get_sort (self->view, &column, &descending);
  um_export_dialog_present (widget, self->source, &shown, &selected, column, descending);
}

static gboolean
um_select_step_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (UM_SELECT_STEP (widget)->search));
}

static void
um_select_step_dispose (GObject *object)
{
  UmSelectStep *self = UM_SELECT_STEP (object);

  g_clear_object (&self->source);
  g_clear_object (&self->selection);
  g_clear_object (&self->users);
  g_clear_pointer (&self->filter, um_filter_unref);
  g_clear_pointer (&self->matching, um_bitset_unref);
  g_clear_pointer (&self->expression, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_select_step_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/steps/um-select-step.ui");
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, box);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, search);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, problem);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, saved);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, panel);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, chips);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, stack);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, view);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, menu);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, menu_button);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, counts);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, show_selected_button);
  gtk_widget_class_bind_template_child (widget_class, UmSelectStep, confirm_button);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, saved_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, panel_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chip_removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
}

static void
menu_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSelectStep *self = UM_SELECT_STEP (widget);

  self->menu_on_table = TRUE;
  gtk_menu_button_popup (self->menu_button);
}

/* GTK 4.8 leaves the focus in a submenu that has gone, where no key is heard any more: it goes back
 * to where the menu was opened, unless something else was chosen meanwhile. */
static void
menu_closed_cb (UmSelectStep *self, GtkWidget *popover)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean on_table = self->menu_on_table;

  self->menu_on_table = FALSE;
  if (focus != NULL && gtk_widget_is_ancestor (focus, popover))
    gtk_widget_grab_focus (on_table ? GTK_WIDGET (self->view) : GTK_WIDGET (self->menu_button));
}

static void
um_select_step_class_init (UmSelectStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_select_step_dispose;
  um_focus_set_entrance (widget_class, um_select_step_grab_focus);
  signals[CONFIRMED] = g_signal_new ("confirmed", UM_TYPE_SELECT_STEP, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 0);
  signals[USER_ACTIVATED] = g_signal_new ("user-activated", UM_TYPE_SELECT_STEP, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[ROWS_CHANGED] = g_signal_new ("rows-changed", UM_TYPE_SELECT_STEP, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_CLAMP);
  g_type_ensure (UM_TYPE_FILTER_MENU);
  g_type_ensure (UM_TYPE_FILTER_PANEL);
  g_type_ensure (UM_TYPE_FILTER_CHIPS);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_install_action (widget_class, "select.all", NULL, all_action);
  gtk_widget_class_install_action (widget_class, "select.clear", NULL, clear_action);
  gtk_widget_class_install_action (widget_class, "select.export", NULL, export_action);
  gtk_widget_class_install_action (widget_class, "select.filter", "s", filter_action);
  gtk_widget_class_install_action (widget_class, "select.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "select.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, GDK_CONTROL_MASK, "select.import",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "select.export",
                                       NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

/* On the table the keys that open menus open the one beside the search, before that entry, which
 * gets what is typed on the table, takes them for its own. */
static void
add_menu_keys (UmSelectStep *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Menu|<Shift>F10"),
                      gtk_named_action_new ("select.menu")));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->view), keys);
}

static void
um_select_step_init (UmSelectStep *self)
{
  g_autoptr (UmFilter) all = um_filter_parse ("", NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  self->users = um_user_list_new ();
  self->selection = um_user_selection_new (self->users);
  um_user_columns_add (self->view, GTK_WIDGET (self), self->menu);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);
  um_file_drop_add (GTK_WIDGET (self), import_file);
  gtk_search_entry_set_key_capture_widget (self->search, GTK_WIDGET (self->view));
  add_menu_keys (self);
  g_signal_connect_object (gtk_menu_button_get_popover (self->menu_button), "closed",
                           G_CALLBACK (menu_closed_cb), self, G_CONNECT_SWAPPED);
  put_in_force (self, all);
}

/**
 * um_select_step_new:
 *
 * Returns: the step without a source
 */
GtkWidget *
um_select_step_new (void)
{
  return g_object_new (UM_TYPE_SELECT_STEP, NULL);
}

static void
unwatch_source (UmSelectStep *self)
{
  if (self->source == NULL)
    return;
  g_signal_handlers_disconnect_by_func (self->source, directory_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->source, lists_changed_cb, self);
  g_signal_handlers_disconnect_by_func (get_basket (self), basket_changed_cb, self);
}

/**
 * um_select_step_set_source:
 * @self: the step
 * @source: (nullable): whose users are shown
 *
 * Shows all its users; a filter belongs to the source it was written for.
 */
void
um_select_step_set_source (UmSelectStep *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_SELECT_STEP (self));
  if (self->source == source)
    return;
  unwatch_source (self);
  g_set_object (&self->source, source);
  gtk_toggle_button_set_active (self->show_selected_button, FALSE);
  um_user_selection_set_basket (self->selection, get_basket (self));
  if (source != NULL)
    {
      g_signal_connect_object (source, "notify::directory", G_CALLBACK (directory_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (source, "notify::lists", G_CALLBACK (lists_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (get_basket (self), "changed", G_CALLBACK (basket_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  um_filter_panel_set_source (self->panel, source);
  um_filter_menu_set_source (self->saved, source);
  stop_search_cb (self);
}

/**
 * um_select_step_get_expression:
 * @self: the step
 *
 * Returns: the filter in force as text, "" for none
 */
const char *
um_select_step_get_expression (UmSelectStep *self)
{
  g_return_val_if_fail (UM_IS_SELECT_STEP (self), "");
  return self->expression;
}

/**
 * um_select_step_get_now:
 * @self: the step
 *
 * Returns: when the filter was put in force, seconds since 1970
 */
gint64
um_select_step_get_now (UmSelectStep *self)
{
  g_return_val_if_fail (UM_IS_SELECT_STEP (self), 0);
  return self->now;
}

/**
 * um_select_step_dup_account_ids:
 * @self: the step
 *
 * Returns: (transfer full) (element-type utf8): the chosen users in the order of the table, those
 * that aren't shown behind them by name
 */
GPtrArray *
um_select_step_dup_account_ids (UmSelectStep *self)
{
  UmDirectory *directory = get_directory (self);
  const UmBitset *selected = um_basket_get_rows (get_basket (self));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  UmColumn column = UM_COLUMN_NAME;
  gboolean descending = FALSE;
  guint n_rows;
  const guint32 *order;

  g_return_val_if_fail (UM_IS_SELECT_STEP (self), ids);
  if (directory == NULL || selected == NULL)
    return ids;
  um_user_columns_get_sort (self->view, &column, &descending);
  n_rows = um_directory_get_n_rows (directory);
  order = um_directory_get_order (directory, column);
  for (guint i = 0; i < n_rows; i++)
    {
      guint row = order[descending ? n_rows - 1 - i : i];

      if (um_bitset_contains (selected, row))
        g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (directory, row)));
    }
  return ids;
}

/**
 * um_select_step_is_whole_match:
 * @self: the step
 *
 * Returns: whether there is a filter and the chosen users are exactly those it finds
 */
gboolean
um_select_step_is_whole_match (UmSelectStep *self)
{
  const UmBitset *selected = um_basket_get_rows (get_basket (self));

  g_return_val_if_fail (UM_IS_SELECT_STEP (self), FALSE);
  return self->filter != NULL && !um_filter_is_empty (self->filter) && selected != NULL
         && self->matching != NULL && um_bitset_equal (selected, self->matching);
}

/**
 * um_select_step_start_search:
 * @self: the step
 *
 * Returns: %TRUE; the focus is in the search entry
 */
gboolean
um_select_step_start_search (UmSelectStep *self)
{
  g_return_val_if_fail (UM_IS_SELECT_STEP (self), FALSE);
  return gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

/**
 * um_select_step_dup_rows:
 * @self: the step
 * @selected: whether those selected, and not those shown
 *
 * Returns: (transfer full) (nullable): the users, in a set that won't change
 */
UmBitset *
um_select_step_dup_rows (UmSelectStep *self, gboolean selected)
{
  const UmBitset *chosen;

  g_return_val_if_fail (UM_IS_SELECT_STEP (self), NULL);
  if (!can_count (self))
    return NULL;
  chosen = um_basket_get_rows (get_basket (self));
  return selected ? um_bitset_copy (chosen) : rows_to_show (self);
}

static gboolean
has_part (UmFilter *filter, UmFilter *part)
{
  for (guint i = 0; i < um_filter_get_n_parts (filter); i++)
    {
      g_autoptr (UmFilter) other = um_filter_get_part (filter, i);

      if (um_filter_equal (other, part))
        return TRUE;
    }
  return FALSE;
}

/**
 * um_select_step_add_filter:
 * @self: the step
 * @filter: what users have to match, too
 *
 * Narrows the filter in force; nothing where it says so already.
 */
void
um_select_step_add_filter (UmSelectStep *self, UmFilter *filter)
{
  g_autoptr (UmFilter) both = NULL;

  g_return_if_fail (UM_IS_SELECT_STEP (self));
  if (has_part (self->filter, filter))
    return;
  both = um_filter_and (self->filter, filter);
  if (both != NULL)
    set_text (self, both);
  else
    um_toast (GTK_WIDGET (self), _ ("The filter can’t hold another condition."));
}

/**
 * um_select_step_focus_user:
 * @self: the step
 * @account_id: a user
 *
 * Gives the focus to the user's row.
 *
 * Returns: whether the user is shown
 */
gboolean
um_select_step_focus_user (UmSelectStep *self, const char *account_id)
{
  UmDirectory *directory;
  GtkWidget *list;
  guint position = G_MAXUINT;
  guint row;

  g_return_val_if_fail (UM_IS_SELECT_STEP (self), FALSE);
  directory = um_user_list_get_directory (self->users);
  row = directory != NULL ? um_directory_find (directory, account_id) : UM_NO_ROW;
  if (row != UM_NO_ROW)
    position = um_user_list_find (self->users, row);
  if (position == G_MAXUINT)
    return FALSE;
  /* The list's own action is what moves its cursor in GTK 4.8. */
  list = gtk_widget_get_last_child (GTK_WIDGET (self->view));
  gtk_widget_activate_action (list, "list.scroll-to-item", "u", position);
  return gtk_widget_grab_focus (list);
}
