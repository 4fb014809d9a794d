/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a run, live or kept: outcome tabs, search and a table whose rows open their
 * details. Changes of a live run redraw the rows concerned at once; which rows a tab shows is asked
 * again at most once a second. Main thread. */
#include "um-config.h"
#include "um-entry-table.h"
#include "um-columns.h"
#include "um-directory.h"
#include "um-entry-dialog.h"
#include "um-focus.h"
#include "um-row-list.h"
#include "um-state-cell.h"
#include "um-status-page.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

#define TABLE_WIDTH 740 /* with its columns side by side */

typedef enum
{
  TAB_ALL,
  TAB_DONE,
  TAB_FAILED,
  TAB_SKIPPED,
  TAB_WAITING,
  N_TABS,
} Tab;

struct _UmEntryTable
{
  GtkWidget parent_instance;

  UmRun *run; /* (nullable) */
  UmRowList *list;
  Tab tab;
  char *found; /* (nullable): the search, folded */
  guint update_source;
  GHashTable *ticked; /* set of numbers of entries, as GUINT_TO_POINTER () */
  GtkColumnViewColumn *ticks;
  GtkWidget *box;
  GtkWidget *tabs;
  GtkWidget *tab_buttons[N_TABS];
  GtkEditable *search;
  GtkStack *stack;
  GtkColumnView *view;
};

G_DEFINE_FINAL_TYPE (UmEntryTable, um_entry_table, GTK_TYPE_WIDGET)

static guint ticked_signal;

static Tab
tab_of_state (UmStepState state)
{
  switch (state)
    {
    case UM_STATE_DONE:
      return TAB_DONE;
    case UM_STATE_FAILED:
    case UM_STATE_UNKNOWN:
      return TAB_FAILED;
    case UM_STATE_SKIPPED:
    case UM_STATE_CANCELLED:
      return TAB_SKIPPED;
    case UM_STATE_PENDING:
    case UM_STATE_SENT:
    case UM_N_STATES:
    default:
      return TAB_WAITING;
    }
}

static gboolean
is_shown (gpointer record, gpointer user_data)
{
  UmEntryTable *self = user_data;
  const UmRunEntry *entry = record;
  g_autofree char *name = NULL;

  if (self->tab != TAB_ALL && tab_of_state (entry->state) != self->tab)
    return FALSE;
  if (self->found == NULL || *self->found == '\0'
      || strstr (entry->account_id, self->found) != NULL)
    return TRUE;
  name = um_text_fold (entry->name);
  return strstr (name, self->found) != NULL;
}

static void
update_list (UmEntryTable *self)
{
  um_row_list_update (self->list);
  gtk_stack_set_visible_child_name (
    self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0 ? "list" : "nothing");
}

static gboolean
update_list_cb (gpointer user_data)
{
  UmEntryTable *self = user_data;

  self->update_source = 0;
  update_list (self);
  return G_SOURCE_REMOVE;
}

static void
filter_cb (UmEntryTable *self)
{
  g_free (self->found);
  self->found = um_text_fold (gtk_editable_get_text (self->search));
  update_list (self);
}

static void
tab_toggled_cb (GtkToggleButton *button, UmEntryTable *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (Tab tab = 0; tab < N_TABS; tab++)
    if (self->tab_buttons[tab] == GTK_WIDGET (button))
      self->tab = tab;
  update_list (self);
}

static void
activate_cb (UmEntryTable *self, guint position)
{
  g_autoptr (UmRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), position);

  if (row != NULL && self->run != NULL)
    um_entry_dialog_present (GTK_WIDGET (self), self->run, um_row_get_record (row));
}

static UmEntryTable *
get_table (GtkWidget *cell)
{
  return UM_ENTRY_TABLE (gtk_widget_get_ancestor (cell, UM_TYPE_ENTRY_TABLE));
}

static void
ticked_cb (GtkCheckButton *check)
{
  UmEntryTable *self = get_table (GTK_WIDGET (check));
  UmRow *row = um_columns_get_item (GTK_WIDGET (check));
  const UmRunEntry *entry = row != NULL ? um_row_get_record (row) : NULL;

  if (self == NULL || entry == NULL)
    return;
  if (gtk_check_button_get_active (check))
    g_hash_table_add (self->ticked, GUINT_TO_POINTER (entry->n));
  else
    g_hash_table_remove (self->ticked, GUINT_TO_POINTER (entry->n));
  g_signal_emit (self, ticked_signal, 0);
}

static GtkWidget *
new_tick (void)
{
  GtkWidget *check = gtk_check_button_new ();

  g_signal_connect (check, "toggled", G_CALLBACK (ticked_cb), NULL);
  return check;
}

/* Only what was done can be chosen. */
static void
draw_tick (GtkWidget *cell, gpointer item)
{
  UmEntryTable *self = get_table (cell);
  const UmRunEntry *entry = um_row_get_record (item);
  g_autofree char *name = um_words_name (entry->name, entry->account_id);
  g_autofree char *step = um_words_step (entry->kind, entry->target_name);
  /* Translators: a user's name, then what was done to him */
  g_autofree char *label = g_strdup_printf (_ ("%s: %s"), name, step);

  g_signal_handlers_block_by_func (cell, ticked_cb, NULL);
  gtk_check_button_set_active (
    GTK_CHECK_BUTTON (cell),
    self != NULL && g_hash_table_contains (self->ticked, GUINT_TO_POINTER (entry->n)));
  g_signal_handlers_unblock_by_func (cell, ticked_cb, NULL);
  gtk_widget_set_sensitive (cell, um_run_entry_get_outcome (entry) == UM_STATE_DONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
draw_name (GtkWidget *cell, gpointer item)
{
  const UmRunEntry *entry = um_row_get_record (item);

  um_columns_set_text (cell, um_words_name (entry->name, entry->account_id), FALSE);
}

static void
draw_step (GtkWidget *cell, gpointer item)
{
  const UmRunEntry *entry = um_row_get_record (item);

  um_columns_set_text (cell, um_words_step (entry->kind, entry->target_name), FALSE);
}

static void
draw_why (GtkWidget *cell, gpointer item)
{
  um_columns_set_text (cell, um_words_step_error (um_row_get_record (item)), FALSE);
}

static UmRun *
get_run (GtkWidget *cell)
{
  GtkWidget *table = gtk_widget_get_ancestor (cell, UM_TYPE_ENTRY_TABLE);

  return table != NULL ? UM_ENTRY_TABLE (table)->run : NULL;
}

/* A run that is told of later has its rows drawn again. */
static void
draw_state (GtkWidget *cell, gpointer item)
{
  const UmRunEntry *entry = um_row_get_record (item);
  UmRun *run = get_run (cell);

  if (run != NULL)
    um_state_cell_set (cell, run, entry->state);
}

static void
details_cb (GtkButton *button)
{
  UmRow *row = um_columns_get_item (GTK_WIDGET (button));
  UmRun *run = get_run (GTK_WIDGET (button));

  if (row != NULL && run != NULL)
    um_entry_dialog_present (GTK_WIDGET (button), run, um_row_get_record (row));
}

static GtkWidget *
new_details_button (void)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Details"));

  gtk_widget_add_css_class (button, "flat");
  /* Newer GTK takes what stands on it for its name, whatever name it is given. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  g_signal_connect (button, "clicked", G_CALLBACK (details_cb), NULL);
  return button;
}

static void
draw_details (GtkWidget *cell, gpointer item)
{
  const UmRunEntry *entry = um_row_get_record (item);
  g_autofree char *name = um_words_name (entry->name, entry->account_id);
  /* Translators: %s is a user's name */
  g_autofree char *label = g_strdup_printf (_ ("Details of %s"), name);

  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static const UmDrawCell lines[] = { draw_name, draw_step, draw_why, NULL };

static void
add_columns (UmEntryTable *self)
{
  GtkColumnView *view = self->view;
  GtkColumnViewColumn *step, *reason;

  self->ticks = um_columns_add (view, NULL, new_tick, draw_tick);
  gtk_column_view_column_set_visible (self->ticks, FALSE);
  um_columns_add (view, _ ("Result"), um_state_cell_new, draw_state);
  um_columns_add_text (view, um_words_column (UM_COLUMN_NAME), draw_name, 200, FALSE);
  step = um_columns_add_text (view, _ ("Step"), draw_step, 160, FALSE);
  reason = um_columns_add_text (view, _ ("Reason"), draw_why, 160, FALSE);
  gtk_column_view_column_set_expand (step, TRUE);
  gtk_column_view_column_set_expand (reason, TRUE);
  um_columns_add_stack (view, um_words_column (UM_COLUMN_NAME), lines, TABLE_WIDTH);
  um_columns_add (view, NULL, new_details_button, draw_details);
}

static void
add_tabs (UmEntryTable *self)
{
  for (Tab tab = 0; tab < N_TABS; tab++)
    {
      GtkWidget *button = gtk_toggle_button_new ();

      if (tab > 0)
        gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button),
                                     GTK_TOGGLE_BUTTON (self->tab_buttons[0]));
      self->tab_buttons[tab] = button;
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), tab == TAB_ALL);
      g_signal_connect_object (button, "toggled", G_CALLBACK (tab_toggled_cb), self, 0);
      gtk_widget_add_css_class (button, "um-chip");
      gtk_widget_set_parent (button, self->tabs);
    }
}

static gboolean
um_entry_table_grab_focus (GtkWidget *widget)
{
  GtkWidget *view = GTK_WIDGET (UM_ENTRY_TABLE (widget)->view);

  /* What isn't shown would take the focus and not give it back. */
  return gtk_widget_get_mapped (view) && gtk_widget_grab_focus (view);
}

static void
um_entry_table_dispose (GObject *object)
{
  UmEntryTable *self = UM_ENTRY_TABLE (object);

  g_clear_handle_id (&self->update_source, g_source_remove);
  if (self->list != NULL)
    um_row_list_set_filter (self->list, NULL, NULL);
  g_clear_object (&self->list);
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->found, g_free);
  g_clear_pointer (&self->ticked, g_hash_table_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_entry_table_parent_class)->dispose (object);
}

static void
um_entry_table_class_init (UmEntryTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_entry_table_dispose;
  um_focus_set_entrance (widget_class, um_entry_table_grab_focus);
  ticked_signal = g_signal_new ("ticked", UM_TYPE_ENTRY_TABLE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/runs/um-entry-table.ui");
  gtk_widget_class_bind_template_child (widget_class, UmEntryTable, box);
  gtk_widget_class_bind_template_child (widget_class, UmEntryTable, tabs);
  gtk_widget_class_bind_template_child (widget_class, UmEntryTable, search);
  gtk_widget_class_bind_template_child (widget_class, UmEntryTable, stack);
  gtk_widget_class_bind_template_child (widget_class, UmEntryTable, view);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
um_entry_table_init (UmEntryTable *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->ticked = g_hash_table_new (NULL, NULL);
  self->list = um_row_list_new ();
  um_row_list_set_filter (self->list, is_shown, self);
  selection = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->list))));
  gtk_column_view_set_model (self->view, selection);
  add_columns (self);
  add_tabs (self);
  um_entry_table_set_run (self, NULL);
}

/**
 * um_entry_table_set_entries:
 * @self: the table
 * @entries: (nullable) (element-type UmRunEntry): the entries in their order
 */
void
um_entry_table_set_entries (UmEntryTable *self, GPtrArray *entries)
{
  g_return_if_fail (UM_IS_ENTRY_TABLE (self));
  g_hash_table_remove_all (self->ticked);
  um_row_list_set_records (self->list, entries, NULL, NULL);
  update_list (self);
}

/**
 * um_entry_table_set_run:
 * @self: the table
 * @run: (nullable): whose entries these are, and whose counts the tabs show
 */
void
um_entry_table_set_run (UmEntryTable *self, UmRun *run)
{
  const char *const names[N_TABS] = {
    _ ("All"), run != NULL ? um_words_result (run, UM_STATE_DONE) : C_ ("step state", "Done"),
    C_ ("step state", "Failed"), C_ ("step state", "Skipped"), C_ ("step state", "Waiting")
  };
  guint counts[N_TABS] = { 0 };

  g_return_if_fail (UM_IS_ENTRY_TABLE (self));
  if (self->run != run)
    {
      g_clear_pointer (&self->run, um_run_unref);
      self->run = run != NULL ? um_run_ref (run) : NULL;
      um_row_list_redraw (self->list, NULL);
    }
  for (UmStepState state = 0; run != NULL && state < UM_N_STATES; state++)
    {
      counts[tab_of_state (state)] += run->steps[state];
      counts[TAB_ALL] += run->steps[state];
    }
  for (Tab tab = 0; tab < N_TABS; tab++)
    {
      g_autofree char *number = um_words_number (counts[tab]);
      /* Translators: the name of a tab and how many results it shows: "Failed 2" */
      g_autofree char *label = g_strdup_printf (_ ("%s %s"), names[tab], number);

      gtk_button_set_label (GTK_BUTTON (self->tab_buttons[tab]), label);
    }
}

/**
 * um_entry_table_changed:
 * @self: the table
 * @entry: an entry that reached another state
 */
void
um_entry_table_changed (UmEntryTable *self, UmRunEntry *entry)
{
  g_return_if_fail (UM_IS_ENTRY_TABLE (self));
  um_row_list_redraw (self->list, entry);
  if (self->tab != TAB_ALL && self->update_source == 0)
    self->update_source = g_timeout_add_seconds (1, update_list_cb, self);
}

/**
 * um_entry_table_set_choosable:
 * @self: the table
 * @choosable: whether what was done can be ticked
 */
void
um_entry_table_set_choosable (UmEntryTable *self, gboolean choosable)
{
  g_return_if_fail (UM_IS_ENTRY_TABLE (self));
  gtk_column_view_column_set_visible (self->ticks, choosable);
}

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  guint first = GPOINTER_TO_UINT (*(gpointer const *) a);
  guint second = GPOINTER_TO_UINT (*(gpointer const *) b);

  return first < second ? -1 : first > second;
}

/**
 * um_entry_table_list_chosen:
 * @self: the table
 *
 * Returns: (transfer full) (element-type utf8): the numbers of the entries that are ticked
 */
GPtrArray *
um_entry_table_list_chosen (UmEntryTable *self)
{
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer n;

  g_return_val_if_fail (UM_IS_ENTRY_TABLE (self), texts);
  g_hash_table_iter_init (&iter, self->ticked);
  while (g_hash_table_iter_next (&iter, &n, NULL))
    g_ptr_array_add (numbers, n);
  g_ptr_array_sort (numbers, compare_numbers);
  for (guint i = 0; i < numbers->len; i++)
    g_ptr_array_add (texts, g_strdup_printf ("%u", GPOINTER_TO_UINT (numbers->pdata[i])));
  return texts;
}
