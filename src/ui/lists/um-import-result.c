/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a list. Four tabs: how it was read, and the three lists, each of which can be
 * exported; below them what shall be done. update () makes all of it from the import and what is
 * chosen. Owned by the import dialog; main thread. */
#include "um-config.h"
#include "um-import-result.h"
#include "um-export.h"
#include "um-file-picker.h"
#include "um-focus.h"
#include "um-lists.h"
#include "um-outcome-table.h"
#include "um-problem.h"
#include "um-reading-form.h"
#include "um-status-page.h"
#include "um-toast-overlay.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

/* The tabs are the outcomes, and this one before them. */
#define TAB_READING UM_N_IMPORT_OUTCOMES
#define N_TABS      (UM_N_IMPORT_OUTCOMES + 1)

struct _UmImportResult
{
  GtkWidget parent_instance;

  UmSourceState *state; /* (nullable) */
  UmImport *import;     /* (nullable) */
  guint n_users;        /* that it is about */
  guint tab;            /* a UmImportOutcome, or TAB_READING */
  UmImportOutcome exported;
  gboolean exists; /* the store knows a list of that name */
  GCancellable *cancellable;

  GtkWidget *box;
  GtkLabel *problem_label;
  GtkLabel *summary;
  GtkLabel *sentence;
  GtkWidget *tabs;
  GtkToggleButton *tab_buttons[N_TABS];
  GtkWidget *export_button;
  GtkStack *stack;
  UmReadingForm *reading;
  GtkColumnView *matched;
  GtkColumnView *ambiguous;
  GtkColumnView *not_found;
  UmStatusPage *nothing;
  GtkCheckButton *keep_check;
  GtkEditable *name_entry;
  GtkLabel *name_hint;
  GtkCheckButton *replace_check;
  GtkCheckButton *select_check;
  GtkCheckButton *show_check;
};

G_DEFINE_FINAL_TYPE (UmImportResult, um_import_result, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CORRECTED,
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order in which they stand. */
static const guint tab_order[N_TABS] = { TAB_READING, UM_IMPORT_MATCHED, UM_IMPORT_AMBIGUOUS,
                                         UM_IMPORT_NOT_FOUND };
static const char *const tab_names[N_TABS] = { "matched", "ambiguous", "not-found", "reading" };

void
um_import_wish_clear (UmImportWish *self)
{
  g_clear_pointer (&self->name, g_free);
}

static guint
get_n_entries (UmImportResult *self, guint outcome)
{
  return self->import != NULL ? um_import_get_info (self->import)->n_entries[outcome] : 0;
}

/* A user who is matched may be chosen for an ambiguous entry, too. */
static guint
count_users (UmImport *import)
{
  static const UmImportOutcome outcomes[] = { UM_IMPORT_MATCHED, UM_IMPORT_AMBIGUOUS };
  UmDirectory *directory = um_import_get_directory (import);
  g_autoptr (UmBitset) rows = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    for (guint j = 0; j < um_import_get_info (import)->n_entries[outcomes[i]]; j++)
      {
        UmImportEntry entry;

        um_import_get_entry (import, outcomes[i], j, &entry);
        if (entry.row != UM_NO_ROW)
          um_bitset_add (rows, entry.row);
      }
  return um_bitset_count (rows);
}

/* ---- what is shown ---- */

static char *
dup_tab_label (UmImportResult *self, guint tab)
{
  g_autofree char *number = NULL;

  if (tab == TAB_READING)
    return g_strdup (_ ("How It Is Read"));
  number = um_words_number (get_n_entries (self, tab));
  /* Translators: the name of a list and how many it holds: "Matched 4,900" */
  return g_strdup_printf (_ ("%s %s"), um_words_import_outcome (tab), number);
}

static const char *
get_nothing_title (guint outcome)
{
  switch (outcome)
    {
    case UM_IMPORT_MATCHED:
      return _ ("Nobody Matched");
    case UM_IMPORT_AMBIGUOUS:
      return _ ("Nothing Is Ambiguous");
    default:
      return _ ("All Were Found");
    }
}

static void
update_tabs (UmImportResult *self)
{
  gboolean empty = self->tab != TAB_READING && get_n_entries (self, self->tab) == 0;

  for (guint i = 0; i < N_TABS; i++)
    {
      g_autofree char *label = dup_tab_label (self, tab_order[i]);

      gtk_button_set_label (GTK_BUTTON (self->tab_buttons[i]), label);
      gtk_toggle_button_set_active (self->tab_buttons[i], tab_order[i] == self->tab);
    }
  gtk_widget_set_visible (self->export_button, self->tab != TAB_READING);
  gtk_widget_set_sensitive (self->export_button, !empty);
  if (empty)
    um_status_page_set_title (self->nothing, get_nothing_title (self->tab));
  gtk_stack_set_visible_child_name (self->stack, empty ? "nothing" : tab_names[self->tab]);
}

static gboolean
name_is_taken (UmImportResult *self)
{
  return self->exists
         || um_source_state_find_list (self->state, gtk_editable_get_text (self->name_entry))
              != NULL;
}

static char *
dup_hint (UmImportResult *self)
{
  const char *const names[] = { gtk_editable_get_text (self->name_entry), NULL };
  g_autoptr (UmFilter) filter = um_filter_condition (UM_KEY_LIST, names);
  g_autofree char *expression = filter != NULL ? um_filter_print (filter) : NULL;

  if (name_is_taken (self))
    return g_strdup (_ ("There is a list of this name already."));
  if (expression == NULL)
    return g_strdup (_ ("Type a name for the list."));
  /* Translators: %s is a filter such as list:leavers, never translated */
  return g_strdup_printf (_ ("Filters find them by %s"), expression);
}

static void
update_wish (UmImportResult *self)
{
  gboolean keep = gtk_check_button_get_active (self->keep_check);
  g_autofree char *hint = dup_hint (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->name_entry), keep);
  gtk_label_set_label (self->name_hint, hint);
  gtk_widget_set_visible (GTK_WIDGET (self->name_hint), keep);
  gtk_widget_set_visible (GTK_WIDGET (self->replace_check), keep && name_is_taken (self));
  /* What isn't kept has no name to be shown by. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->show_check), keep);
}

static void
update (UmImportResult *self)
{
  g_autofree char *summary = NULL, *sentence = NULL;

  if (self->import == NULL)
    return;
  summary = um_words_import_summary (um_import_get_info (self->import),
                                     um_import_get_n_open (self->import));
  sentence = um_words_import_form (um_import_get_info (self->import),
                                   um_import_get_columns (self->import));
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->sentence, sentence);
  update_tabs (self);
  update_wish (self);
}

/* ---- what is chosen ---- */

static void
tab_cb (GtkToggleButton *button, UmImportResult *self)
{
  if (!gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_TABS; i++)
    if (self->tab_buttons[i] == button)
      self->tab = tab_order[i];
  update_tabs (self);
}

static void
wish_cb (UmImportResult *self)
{
  if (self->import == NULL)
    return;
  update_wish (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
name_cb (UmImportResult *self)
{
  self->exists = FALSE;
  gtk_check_button_set_active (self->replace_check, FALSE);
  wish_cb (self);
}

static void
name_activate_cb (UmImportResult *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static void
reading_corrected_cb (UmImportResult *self)
{
  g_signal_emit (self, signals[SIGNAL_CORRECTED], 0);
}

static void
import_changed_cb (UmImportResult *self)
{
  self->n_users = count_users (self->import);
  update (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* ---- export ---- */

static void
exported_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmImportResult) self = user_data;
  g_autoptr (GError) error = NULL;
  guint n_rows = 0;
  g_autofree char *text = NULL, *number = NULL;

  if (um_export_finish (result, &n_rows, &error))
    {
      number = um_words_number (n_rows);
      /* Translators: %s is a number of rows of a file */
      text = g_strdup_printf (ngettext ("Exported %s row", "Exported %s rows", n_rows), number);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    text = um_words_problem_whole (error);
  if (text != NULL && !g_cancellable_is_cancelled (self->cancellable))
    um_toast (self->box, text);
}

static void
file_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmImportResult) self = user_data;
  g_autoptr (GFile) file = um_file_picker_save_finish (result, NULL);
  g_autofree char *name = file != NULL ? g_file_get_basename (file) : NULL;
  UmExportOptions options = { .format = UM_EXPORT_CSV, .head = TRUE };

  if (file == NULL || self->import == NULL || g_cancellable_is_cancelled (self->cancellable))
    return;
  if (g_str_has_suffix (name, ".json"))
    options.format = UM_EXPORT_JSON;
  um_export_import_async (self->state, self->import, self->exported, &options, file,
                          self->cancellable, exported_cb, g_object_ref (self));
}

static void
export_cb (UmImportResult *self)
{
  g_autofree char *what = NULL, *name = NULL;

  if (self->import == NULL || self->tab == TAB_READING)
    return;
  self->exported = self->tab;
  what = g_strconcat (um_import_get_name (self->import), "-", tab_names[self->tab], NULL);
  name = um_export_dup_name (self->state, what, UM_EXPORT_CSV);
  um_file_picker_save_async (GTK_WIDGET (self), _ ("Export Part of List"), name, self->cancellable,
                             file_chosen_cb, g_object_ref (self));
}

/* ---- object ---- */

static gboolean
um_import_result_grab_focus (GtkWidget *widget)
{
  UmImportResult *self = UM_IMPORT_RESULT (widget);

  for (guint i = 0; i < N_TABS; i++)
    if (tab_order[i] == self->tab)
      return gtk_widget_grab_focus (GTK_WIDGET (self->tab_buttons[i]));
  return FALSE;
}

static void
um_import_result_dispose (GObject *object)
{
  UmImportResult *self = UM_IMPORT_RESULT (object);

  g_cancellable_cancel (self->cancellable);
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_func (self->import, import_changed_cb, self);
  g_clear_object (&self->import);
  g_clear_object (&self->state);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_import_result_parent_class)->dispose (object);
}

static void
um_import_result_finalize (GObject *object)
{
  g_object_unref (UM_IMPORT_RESULT (object)->cancellable);
  G_OBJECT_CLASS (um_import_result_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/lists/um-import-result.ui");
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, box);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, problem_label);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, summary);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, sentence);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, tabs);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, export_button);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, stack);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, reading);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, matched);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, ambiguous);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, not_found);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, nothing);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, keep_check);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, name_entry);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, name_hint);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, replace_check);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, select_check);
  gtk_widget_class_bind_template_child (widget_class, UmImportResult, show_check);
  gtk_widget_class_bind_template_callback (widget_class, wish_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, reading_corrected_cb);
  gtk_widget_class_bind_template_callback (widget_class, export_cb);
}

static guint
new_signal (const char *name)
{
  return g_signal_new (name, UM_TYPE_IMPORT_RESULT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, 0);
}

static void
um_import_result_class_init (UmImportResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_import_result_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_import_result_finalize;
  um_focus_set_entrance (widget_class, um_import_result_grab_focus);
  signals[SIGNAL_CORRECTED] = new_signal ("corrected");
  signals[SIGNAL_CHANGED] = new_signal ("changed");
  signals[SIGNAL_ACTIVATE] = new_signal ("activate");
  g_type_ensure (UM_TYPE_READING_FORM);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
add_tabs (UmImportResult *self)
{
  for (guint i = 0; i < N_TABS; i++)
    {
      self->tab_buttons[i] = GTK_TOGGLE_BUTTON (gtk_toggle_button_new ());
      if (i > 0)
        gtk_toggle_button_set_group (self->tab_buttons[i], self->tab_buttons[0]);
      g_signal_connect_object (self->tab_buttons[i], "toggled", G_CALLBACK (tab_cb), self, 0);
      gtk_widget_add_css_class (GTK_WIDGET (self->tab_buttons[i]), "um-chip");
      gtk_widget_set_parent (GTK_WIDGET (self->tab_buttons[i]), self->tabs);
    }
}

static void
um_import_result_init (UmImportResult *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  um_outcome_table_add_columns (self->matched, UM_IMPORT_MATCHED);
  um_outcome_table_add_columns (self->ambiguous, UM_IMPORT_AMBIGUOUS);
  um_outcome_table_add_columns (self->not_found, UM_IMPORT_NOT_FOUND);
  add_tabs (self);
}

/**
 * um_import_result_set_source:
 * @self: the page
 * @state: whose users it is about; set once
 */
void
um_import_result_set_source (UmImportResult *self, UmSourceState *state)
{
  g_return_if_fail (UM_IS_IMPORT_RESULT (self));
  g_set_object (&self->state, state);
}

/* Where less than half is matched, it was perhaps read in another way than it was meant. */
static guint
choose_tab (UmImportResult *self)
{
  guint n_matched = get_n_entries (self, UM_IMPORT_MATCHED);
  guint n_others = get_n_entries (self, UM_IMPORT_AMBIGUOUS)
                   + get_n_entries (self, UM_IMPORT_NOT_FOUND);

  return n_matched >= n_others ? UM_IMPORT_MATCHED : TAB_READING;
}

static void
propose_name (UmImportResult *self)
{
  const char *name = um_import_get_name (self->import);

  gtk_editable_set_text (self->name_entry, *name != '\0' ? name : _ ("Pasted users"));
  gtk_check_button_set_active (self->replace_check, FALSE);
}

/**
 * um_import_result_set_import:
 * @self: the page
 * @import: (nullable): what was read; %NULL forgets it, and what was corrected
 * @fresh: whether it is another list, not the same read anew
 */
void
um_import_result_set_import (UmImportResult *self, UmImport *import, gboolean fresh)
{
  g_return_if_fail (UM_IS_IMPORT_RESULT (self));
  if (self->import != NULL)
    g_signal_handlers_disconnect_by_func (self->import, import_changed_cb, self);
  um_outcome_table_set (self->matched, import, UM_IMPORT_MATCHED);
  um_outcome_table_set (self->ambiguous, import, UM_IMPORT_AMBIGUOUS);
  um_outcome_table_set (self->not_found, import, UM_IMPORT_NOT_FOUND);
  g_set_object (&self->import, import);
  um_reading_form_set_import (self->reading, import);
  if (import == NULL)
    return;
  g_signal_connect_object (import, "changed", G_CALLBACK (import_changed_cb), self,
                           G_CONNECT_SWAPPED);
  self->n_users = count_users (import);
  if (fresh)
    {
      self->tab = choose_tab (self);
      propose_name (self);
    }
  update (self);
}

/**
 * um_import_result_get_options:
 * @self: the page
 * @options: (out caller-allocates): how the list shall be read
 */
void
um_import_result_get_options (UmImportResult *self, UmImportOptions *options)
{
  g_return_if_fail (UM_IS_IMPORT_RESULT (self));
  um_reading_form_get_options (self->reading, options);
}

/**
 * um_import_result_get_n_users:
 * @self: the page
 *
 * Returns: how many users are matched or chosen by hand
 */
guint
um_import_result_get_n_users (UmImportResult *self)
{
  g_return_val_if_fail (UM_IS_IMPORT_RESULT (self), 0);
  return self->n_users;
}

/**
 * um_import_result_get_wish:
 * @self: the page
 * @wish: (out caller-allocates): what the user wants
 */
void
um_import_result_get_wish (UmImportResult *self, UmImportWish *wish)
{
  g_return_if_fail (UM_IS_IMPORT_RESULT (self));
  wish->keep = gtk_check_button_get_active (self->keep_check);
  wish->replace = wish->keep && gtk_widget_get_visible (GTK_WIDGET (self->replace_check))
                  && gtk_check_button_get_active (self->replace_check);
  wish->select = gtk_check_button_get_active (self->select_check);
  wish->show = wish->keep && gtk_check_button_get_active (self->show_check);
  wish->name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_entry)));
}

/**
 * um_import_result_is_complete:
 * @self: the page
 *
 * Returns: whether there is somebody, something to be done, and all that is needed for it
 */
gboolean
um_import_result_is_complete (UmImportResult *self)
{
  g_auto (UmImportWish) wish = { 0 };

  g_return_val_if_fail (UM_IS_IMPORT_RESULT (self), FALSE);
  if (self->import == NULL)
    return FALSE;
  um_import_result_get_wish (self, &wish);
  if (self->n_users == 0 || (!wish.keep && !wish.select))
    return FALSE;
  return !wish.keep || (*wish.name != '\0' && (wish.replace || !name_is_taken (self)));
}

/**
 * um_import_result_set_problem:
 * @self: the page
 * @problem: (nullable): why the list wasn't kept, or couldn't be read anew
 */
void
um_import_result_set_problem (UmImportResult *self, const GError *problem)
{
  g_autofree char *text = problem != NULL ? um_words_problem_whole (problem) : NULL;

  g_return_if_fail (UM_IS_IMPORT_RESULT (self));
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
  if (g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_LIST_EXISTS))
    self->exists = TRUE; /* another program has kept it meanwhile */
  wish_cb (self);
}
