/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Add Source and Edit Source: the form, then the check, then saving. Its state is the phase;
 * update () decides what is shown and what the primary button does. The key leaves its entry when
 * the check starts and lives here until the dialog is closed. Owned by GTK while it is shown; main
 * thread. */
#include "um-config.h"
#include "um-source-dialog.h"
#include "um-check-list.h"
#include "um-dialog-fit.h"
#include "um-expiry-field.h"
#include "um-problem.h"
#include "um-source-faults.h"
#include "um-source-form.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>
#include <string.h>

#define WIDTH       520
#define MOST_HEIGHT 720

typedef enum
{
  PHASE_FORM,
  PHASE_CHECKING,
  PHASE_FAILED,  /* the check did */
  PHASE_CHECKED, /* it can be saved */
  PHASE_SAVING,
  PHASE_NOT_SAVED,
} Phase;

struct _UmSourceDialog
{
  GtkWindow parent_instance;

  GTask *task; /* (nullable): until it is closed */
  UmEngine *engine;
  UmSourceState *state; /* (nullable): the source that is edited */
  Phase phase;
  GCancellable *cancellable; /* of what goes on: a check or the saving */
  char *host_asked;          /* (nullable): the question about it is open */
  char *hosts_ok;            /* (nullable): hosts that were confirmed, separated by blanks */
  char *key;                 /* (nullable): typed here, um_engine_free_key () */
  UmSource *source;          /* (nullable): checked, to be saved */
  UmCheck *check;            /* (nullable): the one that checked it */
  GError *problem;           /* (nullable): why it failed or wasn't saved */

  GtkWidget *cancel_button;
  GtkWidget *back_button;
  GtkButton *primary_button;
  GtkStack *stack;
  GtkWidget *form_box;
  GtkWidget *question;
  GtkLabel *question_heading;
  GtkWidget *no_button;
  UmSourceForm *form;
  UmCheckList *check_list;
  UmExpiryField *expiry_field;
  GtkWidget *problem_box;
  GtkLabel *problem_label;
  GtkWidget *session_button;
};

G_DEFINE_FINAL_TYPE (UmSourceDialog, um_source_dialog, GTK_TYPE_WINDOW)

static gboolean
is_access (const UmSource *source)
{
  return source != NULL && source->kind == UM_SOURCE_ACCESS;
}

/* The organisation's source as it would be saved; NULL without a date, or with one that is wrong.
 */
static UmSource *
dup_with_date (UmSourceDialog *self, GError **error)
{
  g_autoptr (UmSource) source = um_source_copy (self->source);

  if (!um_expiry_field_get_time (self->expiry_field, &source->expires)
      || !um_engine_validate_source (self->engine, source, UM_ANY_KEY, error))
    return NULL;
  return g_steal_pointer (&source);
}

static gboolean
is_keyring_problem (const GError *problem)
{
  return g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_LOCKED)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_DISMISSED)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_ABSENT)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_FAILED);
}

static gboolean
can_unlock (const GError *problem)
{
  return g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_LOCKED)
         || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEYRING_DISMISSED);
}

/* What isn't known is typed as nothing. */
static gboolean
is_same_text (const char *a, const char *b)
{
  return g_strcmp0 (a != NULL ? a : "", b != NULL ? b : "") == 0;
}

/* Name, colour, date and read-only say nothing about the connection; but a check looks for the date
 * that an organisation's key always has. */
static gboolean
needs_check (UmSourceDialog *self)
{
  const UmSource *saved = self->state != NULL ? um_source_state_get_source (self->state) : NULL;
  g_autoptr (UmSource) typed = um_source_form_dup_source (self->form);

  return saved == NULL || (is_access (typed) && typed->expires == UM_TIME_UNKNOWN)
         || self->key != NULL || um_source_form_has_typed_key (self->form)
         || um_source_form_needs_key (self->form) || !is_same_text (saved->email, typed->email);
}

/* The field that the problem of a check concerns, or UM_N_FIELDS. */
static UmField
concerned_field (UmSourceDialog *self)
{
  return self->problem != NULL ? um_source_faults_get_field (self->source, self->problem)
                               : UM_N_FIELDS;
}

static const char *
primary_label (UmSourceDialog *self)
{
  switch (self->phase)
    {
    case PHASE_FORM:
      return needs_check (self) ? _ ("C_heck") : _ ("_Save");
    case PHASE_CHECKING:
      return _ ("C_heck");
    case PHASE_FAILED:
      return concerned_field (self) != UM_N_FIELDS ? _ ("_Edit") : _ ("_Try Again");
    case PHASE_NOT_SAVED:
      return can_unlock (self->problem) ? _ ("Unlock and _Retry") : _ ("_Try Again");
    case PHASE_CHECKED:
    case PHASE_SAVING:
    default:
      return _ ("_Save");
    }
}

static gboolean
can_save (UmSourceDialog *self)
{
  g_autoptr (UmSource) dated = NULL;

  if (!is_access (self->source))
    return TRUE;
  dated = dup_with_date (self, NULL);
  return dated != NULL;
}

static gboolean
can_go_on (UmSourceDialog *self)
{
  if (self->phase == PHASE_FORM)
    return um_source_form_is_complete (self->form) && self->host_asked == NULL;
  if (self->phase == PHASE_CHECKED || self->phase == PHASE_NOT_SAVED)
    return can_save (self);
  return self->phase != PHASE_CHECKING && self->phase != PHASE_SAVING;
}

static void
update (UmSourceDialog *self)
{
  gboolean not_saved = self->phase == PHASE_NOT_SAVED;
  g_autofree char *text = self->problem != NULL ? um_words_problem_whole (self->problem)
                                                : g_strdup ("");

  gtk_stack_set_visible_child_name (self->stack, self->phase == PHASE_FORM ? "form" : "check");
  gtk_widget_set_visible (self->question, self->host_asked != NULL);
  gtk_widget_set_visible (self->cancel_button, self->phase == PHASE_FORM);
  gtk_widget_set_visible (self->back_button, self->phase != PHASE_FORM);
  gtk_widget_set_sensitive (self->back_button, self->phase != PHASE_SAVING);
  gtk_button_set_label (self->primary_button, primary_label (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->primary_button), can_go_on (self));
  /* The focus is on it when something failed. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->primary_button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->expiry_field),
                          is_access (self->source) && self->phase >= PHASE_CHECKED);
  gtk_widget_set_sensitive (GTK_WIDGET (self->expiry_field), self->phase != PHASE_SAVING);
  gtk_label_set_label (self->problem_label, text);
  gtk_widget_set_visible (self->problem_box, not_saved);
  gtk_widget_set_visible (self->session_button, not_saved && is_keyring_problem (self->problem));
}

static void
set_phase (UmSourceDialog *self, Phase phase, const GError *problem)
{
  self->phase = phase;
  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  update (self);
}

/* Whatever goes on belongs to the new cancellable. */
static void
renew_cancellable (UmSourceDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
}

static void
answer (UmSourceDialog *self, UmSourceState *state)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  if (task != NULL)
    g_task_return_pointer (task, state, NULL);
}

/* ---- saving ---- */

static void
saved_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmSourceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  UmSourceState *state = um_engine_save_source_finish (UM_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->task == NULL)
    return;
  if (state == NULL)
    {
      set_phase (self, PHASE_NOT_SAVED, error);
      gtk_widget_grab_focus (GTK_WIDGET (self->primary_button));
      return;
    }
  answer (self, state);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
save (UmSourceDialog *self, UmKeepKey keep)
{
  renew_cancellable (self);
  if (self->phase != PHASE_FORM && is_access (self->source))
    {
      UmSource *dated = dup_with_date (self, NULL);

      g_return_if_fail (dated != NULL);
      um_source_unref (self->source);
      self->source = dated;
    }
  set_phase (self, PHASE_SAVING, NULL);
  um_engine_save_source_async (self->engine, self->source, self->key, keep, self->cancellable,
                               saved_cb, g_object_ref (self));
}

static void
session_cb (UmSourceDialog *self)
{
  save (self, UM_KEEP_THIS_SESSION);
}

/* ---- the check ---- */

/* A key that the server doesn't take is of no more use. */
static void
drop_key (UmSourceDialog *self)
{
  g_clear_pointer (&self->key, um_engine_free_key);
  um_source_form_set_key_given (
    self->form, self->state != NULL ? um_source_state_get_source (self->state) : NULL);
}

static void
checked_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmSourceDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) source = um_check_list_run_finish (UM_CHECK_LIST (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->phase != PHASE_CHECKING
      || self->task == NULL)
    return;
  if (source == NULL)
    {
      set_phase (self, PHASE_FAILED, error);
      um_source_form_show_problem (self->form, error);
      if (concerned_field (self) == UM_FIELD_KEY)
        drop_key (self);
      gtk_widget_grab_focus (GTK_WIDGET (self->primary_button));
      return;
    }
  g_clear_pointer (&self->source, um_source_unref);
  self->source = g_steal_pointer (&source);
  um_expiry_field_fill (self->expiry_field, um_check_get_keys (self->check), self->source->expires);
  set_phase (self, PHASE_CHECKED, NULL);
  if (can_save (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->primary_button));
  else
    um_expiry_field_focus (self->expiry_field);
}

static void
expiry_changed_cb (UmSourceDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) dated = dup_with_date (self, &error);
  g_autofree char *text = error != NULL ? um_words_problem_whole (error) : NULL;

  um_expiry_field_set_error (self->expiry_field, text);
  update (self);
}

/* With a key that isn't saved the health of the saved source is another matter. */
static void
check (UmSourceDialog *self)
{
  g_autoptr (UmCheck)
    check = um_check_new (self->source, self->key, self->key == NULL ? self->state : NULL);

  um_check_set_sources (check, um_engine_get_sources (self->engine));
  g_set_object (&self->check, check);
  renew_cancellable (self);
  set_phase (self, PHASE_CHECKING, NULL);
  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  um_check_list_run_async (self->check_list, check, self->cancellable, checked_cb,
                           g_object_ref (self));
}

/* ---- the form ---- */

static gboolean
is_at_host (const char *origin, const char *host)
{
  return origin != NULL && g_strcmp0 (strstr (origin, "://") + strlen ("://"), host) == 0;
}

/* Hosts that the source doesn't use any more aren't shown with it. */
static char *
dup_hosts_in_use (UmSourceDialog *self, const UmSource *source)
{
  g_auto (GStrv) hosts = g_strsplit (self->hosts_ok != NULL ? self->hosts_ok : "", " ", -1);
  GString *used = g_string_new (NULL);

  for (guint i = 0; hosts[i] != NULL; i++)
    if (*hosts[i] != '\0'
        && (is_at_host (source->url, hosts[i]) || is_at_host (source->api_url, hosts[i])))
      g_string_append_printf (used, "%s%s", used->len > 0 ? " " : "", hosts[i]);
  return g_string_free (used, used->len == 0);
}

static void
take_form (UmSourceDialog *self, UmSource *source)
{
  gboolean checks = needs_check (self);
  char *key = um_source_form_take_key (self->form);

  if (key != NULL || um_source_form_needs_key (self->form))
    {
      um_engine_free_key (self->key);
      self->key = key;
    }
  g_free (source->host_ok);
  source->host_ok = dup_hosts_in_use (self, source);
  g_clear_pointer (&self->source, um_source_unref);
  self->source = um_source_ref (source);
  um_source_form_set_key_given (self->form, source);
  if (checks)
    check (self);
  else
    save (self, UM_KEEP_IN_KEYRING);
}

/* Nothing was sent yet. The question stands above the fields until it is answered, or something
 * else is typed. */
static void
ask_about_host (UmSourceDialog *self, const char *host)
{
  g_autofree char *clean = um_words_clean (host);
  g_autofree char *isolated = um_words_isolate (clean);
  /* Translators: %s is the name of a server */
  g_autofree char *heading = g_strdup_printf (_ ("Send the key to %s?"), isolated);

  g_free (self->host_asked);
  self->host_asked = g_strdup (host);
  gtk_label_set_label (self->question_heading, heading);
  update (self);
  gtk_widget_grab_focus (self->no_button);
}

static void
withdraw_question (UmSourceDialog *self)
{
  g_clear_pointer (&self->host_asked, g_free);
  update (self);
}

static void
form_changed_cb (UmSourceDialog *self)
{
  withdraw_question (self);
}

static void
host_refused_cb (UmSourceDialog *self)
{
  g_autofree char *host = g_steal_pointer (&self->host_asked);

  update (self);
  um_source_form_focus_host (self->form, host);
}

static void
go_on (UmSourceDialog *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmSource) source = um_source_form_validate (self->form, self->hosts_ok, &error);

  if (source != NULL)
    take_form (self, source);
  else if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_HOST_NOT_CONFIRMED))
    ask_about_host (self, error->message);
  else
    update (self);
}

static void
host_confirmed_cb (UmSourceDialog *self)
{
  char *hosts = g_strjoin (" ", self->host_asked, self->hosts_ok, NULL);

  g_free (self->hosts_ok);
  self->hosts_ok = hosts;
  withdraw_question (self);
  go_on (self);
}

static void
back_cb (UmSourceDialog *self)
{
  gint64 expires;

  if (self->phase >= PHASE_CHECKED && is_access (self->source)
      && um_expiry_field_get_time (self->expiry_field, &expires))
    um_source_form_set_expires (self->form, expires);
  renew_cancellable (self);
  set_phase (self, PHASE_FORM, NULL);
  um_source_form_focus (self->form);
}

static void
primary_cb (UmSourceDialog *self)
{
  switch (self->phase)
    {
    case PHASE_FORM:
      go_on (self);
      break;
    case PHASE_FAILED:
      if (concerned_field (self) != UM_N_FIELDS)
        back_cb (self);
      else
        check (self);
      break;
    case PHASE_CHECKED:
    case PHASE_NOT_SAVED:
      save (self, UM_KEEP_IN_KEYRING);
      break;
    case PHASE_CHECKING:
    case PHASE_SAVING:
    default:
      break;
    }
}

/* An open question is answered by no first. */
static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  UmSourceDialog *self = UM_SOURCE_DIALOG (widget);

  if (self->host_asked != NULL)
    host_refused_cb (self);
  else
    gtk_window_close (GTK_WINDOW (self));
  return TRUE;
}

static gboolean
um_source_dialog_close_request (GtkWindow *window)
{
  answer (UM_SOURCE_DIALOG (window), NULL);
  return GTK_WINDOW_CLASS (um_source_dialog_parent_class)->close_request (window);
}

static void
um_source_dialog_dispose (GObject *object)
{
  UmSourceDialog *self = UM_SOURCE_DIALOG (object);

  answer (self, NULL);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->engine);
  g_clear_object (&self->state);
  g_clear_pointer (&self->key, um_engine_free_key);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_object (&self->check);
  g_clear_pointer (&self->hosts_ok, g_free);
  g_clear_pointer (&self->host_asked, g_free);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (um_source_dialog_parent_class)->dispose (object);
}

static void
um_source_dialog_class_init (UmSourceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_source_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = um_source_dialog_close_request;
  g_type_ensure (UM_TYPE_CHECK_LIST);
  g_type_ensure (UM_TYPE_EXPIRY_FIELD);
  g_type_ensure (UM_TYPE_SOURCE_FORM);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/sources/um-source-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, primary_button);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, form_box);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, question);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, question_heading);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, no_button);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, form);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, check_list);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, expiry_field);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, problem_box);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, UmSourceDialog, session_button);
  gtk_widget_class_bind_template_callback (widget_class, expiry_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_refused_cb);
  gtk_widget_class_bind_template_callback (widget_class, host_confirmed_cb);
  gtk_widget_class_bind_template_callback (widget_class, back_cb);
  gtk_widget_class_bind_template_callback (widget_class, primary_cb);
  gtk_widget_class_bind_template_callback (widget_class, session_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
}

static void
um_source_dialog_init (UmSourceDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
cancelled_cb (GCancellable *cancellable, UmSourceDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

static void
fill (UmSourceDialog *self, UmEngine *engine, UmSourceState *state)
{
  const GError *problem = state != NULL ? um_source_state_get_problem (state) : NULL;

  self->engine = g_object_ref (engine);
  g_set_object (&self->state, state);
  if (state != NULL)
    self->hosts_ok = g_strdup (um_source_state_get_source (state)->host_ok);
  gtk_window_set_title (GTK_WINDOW (self), state != NULL ? _ ("Edit Source") : _ ("Add Source"));
  um_source_form_set_source (self->form, engine, state);
  if (problem != NULL)
    um_source_form_show_problem (self->form, problem);
  update (self);
  um_source_form_focus (self->form);
}

/**
 * um_source_dialog_run_async:
 * @parent: a widget of the window it belongs to
 * @engine: whose source it is or will be
 * @state: (nullable): the source to edit; %NULL: a new one
 * @cancellable: (nullable): closes it
 * @callback: called when it is closed
 * @user_data: for @callback
 */
void
um_source_dialog_run_async (GtkWidget *parent,
                            UmEngine *engine,
                            UmSourceState *state,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  UmSourceDialog *self = g_object_new (UM_TYPE_SOURCE_DIALOG, "transient-for",
                                       gtk_widget_get_root (parent), NULL);

  self->task = g_task_new (parent, NULL, callback, user_data);
  g_task_set_source_tag (self->task, um_source_dialog_run_async);
  fill (self, engine, state);
  /* The check of an organisation is longer than its few fields: it ends with a list of keys. */
  um_dialog_fit (GTK_WINDOW (self), WIDTH,
                 state != NULL && is_access (um_source_state_get_source (state)) ? NULL
                                                                                 : self->form_box,
                 MOST_HEIGHT);
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (cancelled_cb), self, 0);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * um_source_dialog_run_finish:
 * @result: what the callback got
 *
 * Returns: (transfer none) (nullable): the saved source, %NULL when the dialog was closed
 */
UmSourceState *
um_source_dialog_run_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_source_dialog_run_async), NULL);
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
