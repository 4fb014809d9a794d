/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One run's page. Its state is the run and its entries, loaded anew when it is shown; update ()
 * shows them. Owned by the Run Logs page; main thread. */
#include "um-config.h"
#include "um-run-view.h"
#include "um-entry-table.h"
#include "um-file-picker.h"
#include "um-focus.h"
#include "um-open-uri.h"
#include "um-outcome-bar.h"
#include "um-page.h"
#include "um-run-log.h"
#include "um-run-offers.h"
#include "um-runner.h"
#include "um-status-page.h"
#include "um-toast-overlay.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

struct _UmRunView
{
  GtkWidget parent_instance;

  UmEngine *engine;   /* (nullable) */
  char *run_id;       /* (nullable) */
  UmRun *run;         /* (nullable): until it is loaded */
  GPtrArray *entries; /* (nullable): until they are loaded */
  GError *problem;    /* (nullable) */
  GCancellable *cancellable;

  GtkStack *stack;
  UmStatusPage *status;
  GtkLabel *headline;
  UmOutcomeBar *bar;
  GtkLabel *summary;
  GtkLabel *facts;
  UmEntryTable *table;
  GtkLabel *prospect;
  UmRunOffers *offers;
  GtkWidget *continue_button;
};

G_DEFINE_FINAL_TYPE (UmRunView, um_run_view, GTK_TYPE_WIDGET)

static void
append_fact (GString *text, const char *name, const char *value)
{
  g_autofree char *clean = um_words_clean (value);

  if (*clean == '\0')
    return;
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append_printf (text, "%s %s", name, clean);
}

static char *
dup_facts (const UmRun *run)
{
  GString *text = g_string_new (NULL);
  g_autofree char *started = um_words_moment (run->started);
  g_autofree char *finished = um_words_moment (run->finished);

  append_fact (text, _ ("Source:"), run->source_name);
  append_fact (text, _ ("Started:"), started);
  append_fact (text, _ ("Finished:"), finished);
  append_fact (text, _ ("Key of:"), run->who);
  append_fact (text, _ ("System user:"), run->system_user);
  append_fact (text, _ ("Filter:"), run->expression);
  append_fact (text, _ ("Reason:"), run->reason);
  append_fact (text, _ ("Run:"), run->id);
  return g_string_free (text, FALSE);
}

static gboolean
can_continue (UmRunView *self)
{
  UmSourceState *source = um_engine_find_source (self->engine, self->run->source_id);

  return source != NULL && um_source_state_get_runner (source) == NULL
         && !um_run_offers_is_undone (self->offers)
         && (self->run->state == UM_RUN_INTERRUPTED || self->run->state == UM_RUN_PAUSED);
}

static void
update_run (UmRunView *self)
{
  UmRun *run = self->run;
  g_autofree char *headline = um_run_view_dup_title (self);
  g_autofree char *summary = um_words_run_summary (run);
  g_autofree char *facts = dup_facts (run);

  gtk_label_set_label (self->headline, headline);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->facts, facts);
  um_outcome_bar_set (self->bar, run->users[UM_STATE_DONE],
                      run->users[UM_STATE_FAILED] + run->users[UM_STATE_UNKNOWN],
                      run->users[UM_STATE_SKIPPED] + run->users[UM_STATE_CANCELLED],
                      run->users[UM_STATE_PENDING] + run->users[UM_STATE_SENT], summary);
  um_entry_table_set_run (self->table, run);
  gtk_widget_set_visible (self->continue_button, can_continue (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "run.export", self->entries != NULL);
}

static void
update (UmRunView *self)
{
  g_autofree char *title = self->problem != NULL ? um_words_problem (self->problem) : NULL;
  g_autofree char *advice = self->problem != NULL ? um_words_problem_advice (self->problem) : NULL;

  um_status_page_set_spinning (self->status, self->problem == NULL && self->run == NULL);
  um_status_page_set_icon_name (self->status,
                                self->problem != NULL ? "dialog-error-symbolic" : NULL);
  um_status_page_set_title (self->status, title != NULL ? title : _ ("Loading…"));
  um_status_page_set_description (self->status, advice);
  gtk_stack_set_visible_child_name (self->stack, self->run != NULL ? "run" : "status");
  if (self->run != NULL)
    update_run (self);
}

static void
take_problem (UmRunView *self, GError *problem)
{
  g_clear_error (&self->problem);
  self->problem = problem;
  g_clear_pointer (&self->run, um_run_unref);
  update (self);
}

/* The last step of Getting Started is done. */
static void
note_reviewed (void)
{
  g_autoptr (GSettings) settings = g_settings_new (UM_APP_ID);

  g_settings_set_boolean (settings, "run-log-reviewed", TRUE);
}

static void
entries_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmRunView *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = um_run_log_entries_finish (UM_ENGINE (object), result, &error);
  gboolean first = self->entries == NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (entries == NULL)
    {
      take_problem (self, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = g_steal_pointer (&entries);
  um_entry_table_set_entries (self->table, self->entries);
  um_run_offers_set_run (self->offers, self->engine, self->run, self->entries);
  update (self);
  if (first)
    um_page_take_focus (GTK_WIDGET (self));
  note_reviewed ();
}

static void
run_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmRunView *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = um_run_log_load_finish (UM_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (run == NULL)
    {
      take_problem (self, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&self->run, um_run_unref);
  self->run = g_steal_pointer (&run);
  update (self);
  um_run_log_entries_async (self->engine, self->run->id, -1, NULL, 0, 0, self->cancellable,
                            entries_cb, self);
}

/* The callbacks borrow the view: it cancels them before it goes. */
static void
load (UmRunView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  um_run_log_load_async (self->engine, self->run_id, self->cancellable, run_cb, self);
}

static void
continued_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRun) run = um_source_state_resume_finish (UM_SOURCE_STATE (object), result, &error);
  g_autofree char *text = NULL;

  if (run == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      text = um_words_problem_whole (error);
      um_toast (GTK_WIDGET (self), text);
    }
  if (!gtk_widget_in_destruction (GTK_WIDGET (self)) && self->engine != NULL)
    load (self);
}

static void
continue_cb (UmRunView *self)
{
  UmSourceState *source = um_engine_find_source (self->engine, self->run->source_id);

  if (source == NULL)
    return;
  um_source_state_resume_async (source, self->run->id, NULL, continued_cb, g_object_ref (self));
  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-live-run", "s", self->run->source_id);
}

static void
written_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunView) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (object));
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    {
      /* Translators: %s is the name of a file */
      text = g_strdup_printf (_ ("Exported to %s"), name);
      um_open_uri_toast (GTK_WIDGET (self), text, G_FILE (object));
    }
  else
    {
      g_autoptr (GError) problem = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FILE_FAILED, name);

      g_debug ("export: %s", error->message);
      text = um_words_problem_whole (problem);
      um_toast (GTK_WIDGET (self), text);
    }
}

static void
export_to (UmRunView *self, GFile *file, gboolean csv)
{
  char *text = csv ? um_run_log_print_csv (self->run, self->entries, um_words_step_error)
                   : um_run_log_print_json (self->run, self->entries, um_words_step_error);
  g_autoptr (GBytes) bytes = g_bytes_new_take (text, strlen (text));

  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, g_object_ref (self));
}

static void
csv_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunView) self = user_data;
  g_autoptr (GFile) file = um_file_picker_save_finish (result, NULL);

  if (file != NULL && self->entries != NULL)
    export_to (self, file, TRUE);
}

static void
json_chosen_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmRunView) self = user_data;
  g_autoptr (GFile) file = um_file_picker_save_finish (result, NULL);

  if (file != NULL && self->entries != NULL)
    export_to (self, file, FALSE);
}

static void
export_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmRunView *self = UM_RUN_VIEW (widget);
  const char *format = g_variant_get_string (parameter, NULL);
  g_autofree char *name = NULL;

  if (self->run == NULL || self->entries == NULL)
    return;
  name = g_strdup_printf ("run-%.8s.%s", self->run->id, format);
  um_file_picker_save_async (widget, _ ("Export Run Log"), name, self->cancellable,
                             g_str_equal (format, "csv") ? csv_chosen_cb : json_chosen_cb,
                             g_object_ref (self));
}

static void
offers_changed_cb (UmRunView *self)
{
  const char *sentence = um_run_offers_get_sentence (self->offers);

  gtk_label_set_label (self->prospect, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->prospect), *sentence != '\0');
  if (self->run != NULL)
    gtk_widget_set_visible (self->continue_button, can_continue (self));
  um_entry_table_set_choosable (self->table, um_run_offers_can_undo (self->offers));
}

static void
ticked_cb (UmRunView *self)
{
  g_autoptr (GPtrArray) chosen = um_entry_table_list_chosen (self->table);

  um_run_offers_choose (self->offers, chosen);
}

static gboolean
um_run_view_grab_focus (GtkWidget *widget)
{
  UmRunView *self = UM_RUN_VIEW (widget);

  if (gtk_widget_get_mapped (self->continue_button))
    return gtk_widget_grab_focus (self->continue_button);
  return gtk_widget_grab_focus (GTK_WIDGET (self->table));
}

static void
um_run_view_dispose (GObject *object)
{
  UmRunView *self = UM_RUN_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->run_id, g_free);
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_error (&self->problem);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (um_run_view_parent_class)->dispose (object);
}

static void
um_run_view_class_init (UmRunViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_run_view_dispose;
  um_focus_set_entrance (widget_class, um_run_view_grab_focus);
  g_type_ensure (UM_TYPE_OUTCOME_BAR);
  g_type_ensure (UM_TYPE_ENTRY_TABLE);
  g_type_ensure (UM_TYPE_RUN_OFFERS);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_install_action (widget_class, "run.export", "s", export_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/runs/um-run-view.ui");
  gtk_widget_class_bind_template_child (widget_class, UmRunView, stack);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, status);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, headline);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, bar);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, summary);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, facts);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, table);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, prospect);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, offers);
  gtk_widget_class_bind_template_child (widget_class, UmRunView, continue_button);
  gtk_widget_class_bind_template_callback (widget_class, offers_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, ticked_cb);
  gtk_widget_class_bind_template_callback (widget_class, continue_cb);
}

static void
um_run_view_init (UmRunView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_run_view_show:
 * @self: the view
 * @engine: where runs are kept
 * @run_id: a run
 *
 * Loads the run and shows it.
 */
void
um_run_view_show (UmRunView *self, UmEngine *engine, const char *run_id)
{
  g_return_if_fail (UM_IS_RUN_VIEW (self));
  if (g_strcmp0 (self->run_id, run_id) != 0)
    {
      g_free (self->run_id);
      self->run_id = g_strdup (run_id);
      g_clear_pointer (&self->run, um_run_unref);
      g_clear_pointer (&self->entries, g_ptr_array_unref);
      um_entry_table_set_entries (self->table, NULL);
      um_run_offers_set_run (self->offers, engine, NULL, NULL);
    }
  g_clear_error (&self->problem);
  g_set_object (&self->engine, engine);
  update (self);
  load (self);
}

/**
 * um_run_view_dup_title:
 * @self: the view
 *
 * Returns: (transfer full): what the run does and its state: "Add to Groups: Finished"
 */
char *
um_run_view_dup_title (UmRunView *self)
{
  g_autofree char *actions = NULL;

  g_return_val_if_fail (UM_IS_RUN_VIEW (self), NULL);
  if (self->run == NULL)
    return g_strdup (_ ("Run Log"));
  actions = um_words_action_names (self->run->actions);
  if (self->run->dry_run)
    /* Translators: the name of an action; nothing was sent */
    return g_strdup_printf (_ ("%s: Dry Run"), actions);
  /* Translators: the name of an action and the state of its run: "Add to Groups: Finished" */
  return g_strdup_printf (_ ("%s: %s"), actions, um_words_run_state (self->run->state));
}
