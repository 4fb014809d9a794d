/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a source, of which each kind of connection has its own. What is typed is the state;
 * update () tells at each field what is wrong with it, once it was left or all were judged. Owned
 * by the dialog; main thread. */
#include "um-config.h"
#include "um-source-form.h"
#include "um-address-entry.h"
#include "um-color-chooser.h"
#include "um-date-entry.h"
#include "um-form-field.h"
#include "um-key-link.h"
#include "um-kind-chooser.h"
#include "um-problem.h"
#include "um-source-faults.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

struct _UmSourceForm
{
  GtkWidget parent_instance;

  UmEngine *engine; /* (nullable): until it is filled */
  UmSource *source; /* (nullable): what it was filled with, of the kind that is chosen */
  UmSource *given;  /* (nullable): at whose address there is a key already */
  GError *problem;  /* (nullable): what a check said, until something is typed */
  gboolean filling; /* what changes is not by the user's hand */
  gboolean judged;  /* all were judged once: faults are told as they are typed */
  gboolean left[UM_N_FIELDS];
  gboolean unfolded; /* the advanced part was laid out */

  GtkWidget *box;
  GtkWidget *kind_box;
  UmKindChooser *kind_chooser;
  GtkWidget *kind_line;
  UmFormField *fields[UM_N_FIELDS]; /* those below, in the order of UmField */
  UmFormField *name_field;
  UmFormField *url_field;
  UmFormField *email_field;
  UmFormField *key_field;
  UmFormField *expires_field;
  UmFormField *api_field;
  GtkEditable *name_entry;
  GtkLabel *kind_label;
  GtkEditable *url_entry;
  GtkEditable *email_entry;
  GtkEditable *key_entry;
  UmKeyLink *key_link;
  UmDateEntry *date_entry;
  GtkExpander *advanced;
  GtkEditable *api_entry;
  GtkSwitch *read_only;
  GtkWidget *key_can_read;
  UmColorChooser *color;
};

G_DEFINE_FINAL_TYPE (UmSourceForm, um_source_form, GTK_TYPE_WIDGET)

static guint changed_signal;

static gboolean
is_access (UmSourceForm *self)
{
  return self->source != NULL && self->source->kind == UM_SOURCE_ACCESS;
}

/* A typed key is judged where it stands: no copy of it is left behind. */
static const char *
key_to_judge (UmSourceForm *self)
{
  if (um_entry_has_text (self->key_entry))
    return gtk_editable_get_text (self->key_entry);
  return um_source_form_needs_key (self) ? NULL : UM_ANY_KEY;
}

static gboolean
is_empty (UmSourceForm *self, UmField field)
{
  switch (field)
    {
    case UM_FIELD_NAME:
      return !um_entry_has_text (self->name_entry);
    case UM_FIELD_URL:
      return !um_entry_has_text (self->url_entry);
    case UM_FIELD_EMAIL:
      return !um_entry_has_text (self->email_entry);
    case UM_FIELD_KEY:
      return !um_entry_has_text (self->key_entry);
    case UM_FIELD_EXPIRES:
      return *um_date_entry_get_text (self->date_entry) == '\0';
    case UM_FIELD_API:
    case UM_N_FIELDS:
    default:
      return !um_entry_has_text (self->api_entry);
    }
}

/* All that is wrong, told or not. */
static GError *
find_faults (UmSourceForm *self, UmSource *source, GError *faults[UM_N_FIELDS])
{
  GError *question = um_source_faults_find (self->engine, source, key_to_judge (self), faults);
  gint64 expires;

  if (!um_date_entry_get_time (self->date_entry, &expires))
    faults[UM_FIELD_EXPIRES] = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DATE_NOT_A_DATE,
                                                    um_date_entry_get_text (self->date_entry));
  return question;
}

/* What was typed and left is judged, the rest only when the form is to be used. */
static gboolean
tells_fault (UmSourceForm *self, UmField field)
{
  return self->judged || (self->left[field] && !is_empty (self, field));
}

static void
update_key (UmSourceForm *self)
{
  gboolean needed = um_source_form_needs_key (self);

  g_object_set (self->key_entry, "placeholder-text",
                needed ? NULL : _ ("Kept as it is; type another to replace it"), NULL);
  um_form_field_set_hint (self->key_field,
                          needed && self->given != NULL
                            ? _ ("A key belongs to its address. Type it again for this one.")
                            : NULL);
  /* A key that takes its place will be probed. */
  gtk_widget_set_visible (self->key_can_read, (self->source->read_only & UM_READ_ONLY_KEY) != 0
                                                && !needed && is_empty (self, UM_FIELD_KEY));
}

static void
update (UmSourceForm *self)
{
  g_autoptr (UmSource) source = um_source_form_dup_source (self);
  GError *faults[UM_N_FIELDS];
  g_autoptr (GError) question = find_faults (self, source, faults);
  UmField concerned = self->problem != NULL ? um_source_faults_get_field (source, self->problem)
                                            : UM_N_FIELDS;

  for (UmField field = 0; field < UM_N_FIELDS; field++)
    {
      const GError *fault = field == concerned          ? self->problem
                            : tells_fault (self, field) ? faults[field]
                                                        : NULL;
      g_autofree char *text = fault != NULL ? um_words_problem_whole (fault) : NULL;

      um_form_field_set_error (self->fields[field], text);
      g_clear_error (&faults[field]);
    }
  update_key (self);
}

static void
changed_cb (UmSourceForm *self)
{
  if (self->filling || self->engine == NULL)
    return;
  g_clear_error (&self->problem);
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
focus_left_cb (UmSourceForm *self, GtkEventController *controller)
{
  GtkWidget *widget = gtk_event_controller_get_widget (controller);

  if (self->engine == NULL || gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  for (UmField field = 0; field < UM_N_FIELDS; field++)
    if (widget == GTK_WIDGET (self->fields[field]))
      self->left[field] = TRUE;
  if (widget == GTK_WIDGET (self->url_field))
    um_address_entry_mend (self->url_entry);
  if (widget == GTK_WIDGET (self->api_field))
    um_address_entry_mend (self->api_entry);
  update (self);
}

static void
no_browser_cb (UmSourceForm *self, const char *sentence)
{
  um_form_field_set_hint (self->key_field, sentence);
}

/* What was unfolded at the foot is scrolled to, in the frame after the one that lays it out. */
static gboolean
scroll_down_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  UmSourceForm *self = UM_SOURCE_FORM (widget);
  GtkWidget *scroller = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  GtkAdjustment *adjustment;

  if (!self->unfolded)
    {
      self->unfolded = TRUE;
      return G_SOURCE_CONTINUE;
    }
  if (scroller == NULL)
    return G_SOURCE_REMOVE;
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment));
  return G_SOURCE_REMOVE;
}

static void
advanced_cb (UmSourceForm *self)
{
  self->unfolded = FALSE;
  if (gtk_expander_get_expanded (self->advanced))
    gtk_widget_add_tick_callback (GTK_WIDGET (self), scroll_down_cb, NULL, NULL);
}

/* What the kinds of connection don't share. */
static void
apply_kind (UmSourceForm *self)
{
  gboolean access = is_access (self);
  gboolean fixed = self->source->demo;

  um_key_link_set_kind (self->key_link, self->source->kind);
  /* Translators: examples of a source’s name */
  g_object_set (self->name_entry, "placeholder-text",
                access ? _ ("Acme Organisation") : _ ("Acme Jira"), NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->url_field), !access);
  g_object_set (self->email_field, "title",
                access ? _ ("Your _Own Account (e-mail, optional)") : _ ("User _Email"), "hint",
                access ? _ ("The key doesn’t say whose it is. With your address, plans leave you"
                            " out. Left empty, it is taken from a Jira source of the same"
                            " organisation.")
                       : _ ("The address that the key’s owner logs in with."),
                NULL);
  g_object_set (self->expires_field, "title",
                access ? _ ("Expiration _Date") : _ ("Expiration _Date (optional)"), "hint",
                access ? _ ("You are told 30, 7 and 1 days before. Left empty, the check looks it"
                            " up at Atlassian.")
                       : _ ("You are told 30, 7 and 1 days before."),
                NULL);
  g_object_set (
    self->api_field, "hint",
    access ? _ ("Where the organisation is reached.") : _ ("Used for keys with scopes."), NULL);
  gtk_box_reorder_child_after (GTK_BOX (self->box), GTK_WIDGET (self->email_field),
                               GTK_WIDGET (access ? self->expires_field : self->url_field));
  gtk_widget_set_visible (GTK_WIDGET (self->key_field), !fixed);
  gtk_widget_set_visible (GTK_WIDGET (self->key_link), !fixed);
  gtk_widget_set_visible (GTK_WIDGET (self->expires_field), !fixed);
}

/* A new source becomes one of another kind; what was typed stays, but a key belongs to the kind and
 * address that it was typed for. */
static void
kind_changed_cb (UmSourceForm *self)
{
  UmSource *source;

  if (self->filling || self->engine == NULL)
    return;
  source = um_source_copy (self->source);
  source->kind = um_kind_chooser_get_kind (self->kind_chooser);
  um_source_unref (self->source);
  self->source = source;
  self->judged = FALSE;
  memset (self->left, 0, sizeof self->left);
  self->filling = TRUE;
  gtk_editable_set_text (self->key_entry, "");
  self->filling = FALSE;
  apply_kind (self);
  changed_cb (self);
}

static void
um_source_form_dispose (GObject *object)
{
  UmSourceForm *self = UM_SOURCE_FORM (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_pointer (&self->given, um_source_unref);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_source_form_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/usermanagement/UserManagement/sources/um-source-form.ui");
  gtk_widget_class_bind_template_child (klass, UmSourceForm, box);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, kind_box);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, kind_chooser);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, kind_line);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, name_field);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, url_field);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, email_field);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, key_field);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, expires_field);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, api_field);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, name_entry);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, kind_label);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, url_entry);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, email_entry);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, key_entry);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, key_link);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, date_entry);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, advanced);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, api_entry);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, read_only);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, key_can_read);
  gtk_widget_class_bind_template_child (klass, UmSourceForm, color);
  gtk_widget_class_bind_template_callback (klass, changed_cb);
  gtk_widget_class_bind_template_callback (klass, kind_changed_cb);
  gtk_widget_class_bind_template_callback (klass, no_browser_cb);
  gtk_widget_class_bind_template_callback (klass, advanced_cb);
}

static void
um_source_form_class_init (UmSourceFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_source_form_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_SOURCE_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_COLOR_CHOOSER);
  g_type_ensure (UM_TYPE_DATE_ENTRY);
  g_type_ensure (UM_TYPE_FORM_FIELD);
  g_type_ensure (UM_TYPE_KEY_LINK);
  g_type_ensure (UM_TYPE_KIND_CHOOSER);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  bind_template (widget_class);
}

static void
um_source_form_init (UmSourceForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->fields[UM_FIELD_NAME] = self->name_field;
  self->fields[UM_FIELD_URL] = self->url_field;
  self->fields[UM_FIELD_EMAIL] = self->email_field;
  self->fields[UM_FIELD_KEY] = self->key_field;
  self->fields[UM_FIELD_EXPIRES] = self->expires_field;
  self->fields[UM_FIELD_API] = self->api_field;
  g_object_set (self->expires_field, "input", um_date_entry_get_entry (self->date_entry), NULL);
  for (UmField field = 0; field < UM_N_FIELDS; field++)
    {
      GtkEventController *focus = gtk_event_controller_focus_new ();

      g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
      gtk_widget_add_controller (GTK_WIDGET (self->fields[field]), focus);
    }
}

/* The first colour that no source has. */
static guint
choose_color (UmEngine *engine)
{
  GListModel *sources = um_engine_get_sources (engine);
  guint used = 0;

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);

      used |= 1u << (um_source_state_get_source (state)->color % UM_N_SOURCE_COLORS);
    }
  for (guint color = 0; color < UM_N_SOURCE_COLORS; color++)
    if ((used & (1u << color)) == 0)
      return color;
  return g_list_model_get_n_items (sources) % UM_N_SOURCE_COLORS;
}

/* "Access · Acme" */
static char *
dup_kind (const UmSource *source)
{
  g_autofree char *organisation = um_words_clean (source->org_name);

  if (*organisation == '\0')
    return g_strdup (um_words_source_kind (source->kind));
  return g_strdup_printf ("%s · %s", um_words_source_kind (source->kind), organisation);
}

static void
fill (UmSourceForm *self, const UmSource *source)
{
  gboolean fixed = source->demo;
  g_autofree char *kind = dup_kind (source);

  self->filling = TRUE;
  um_kind_chooser_set_kind (self->kind_chooser, source->kind);
  gtk_label_set_label (self->kind_label, kind);
  gtk_editable_set_text (self->name_entry, source->name != NULL ? source->name : "");
  gtk_editable_set_text (self->url_entry, source->url != NULL ? source->url : UM_ADDRESS_PREFIX);
  gtk_editable_set_text (self->email_entry, source->email != NULL ? source->email : "");
  gtk_editable_set_text (self->key_entry, "");
  um_date_entry_set_time (self->date_entry, source->expires);
  gtk_editable_set_text (self->api_entry, source->api_url);
  gtk_switch_set_active (self->read_only, (source->read_only & UM_READ_ONLY_CHOSEN) != 0);
  um_color_chooser_set_color (self->color, source->color);
  /* The demo organisation says itself where it is and with which key. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->url_field), !fixed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->email_field), !fixed);
  gtk_widget_set_sensitive (GTK_WIDGET (self->api_field), !fixed);
  apply_kind (self);
  self->filling = FALSE;
}

/**
 * um_source_form_set_source:
 * @self: the form
 * @engine: who judges what is typed
 * @state: (nullable): the source to edit; %NULL: a new one
 */
void
um_source_form_set_source (UmSourceForm *self, UmEngine *engine, UmSourceState *state)
{
  g_return_if_fail (UM_IS_SOURCE_FORM (self));
  g_set_object (&self->engine, engine);
  g_clear_pointer (&self->source, um_source_unref);
  if (state != NULL)
    self->source = um_source_ref (um_source_state_get_source (state));
  else
    {
      self->source = um_source_new (UM_SOURCE_JIRA);
      self->source->color = choose_color (engine);
    }
  gtk_widget_set_visible (self->kind_box, state == NULL);
  gtk_widget_set_visible (self->kind_line, state != NULL);
  fill (self, self->source);
  um_source_form_set_key_given (self, state != NULL ? self->source : NULL);
}

/**
 * um_source_form_dup_source:
 * @self: the form
 *
 * Returns: (transfer full): what was typed, as it was typed
 */
UmSource *
um_source_form_dup_source (UmSourceForm *self)
{
  UmSource *source;

  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), NULL);
  source = um_source_copy (self->source);
  g_free (source->name);
  source->name = um_entry_dup_text (self->name_entry);
  g_free (source->url);
  source->url = is_access (self) ? NULL : um_entry_dup_text (self->url_entry);
  g_free (source->api_url);
  source->api_url = um_entry_has_text (self->api_entry) ? um_entry_dup_text (self->api_entry)
                                                        : g_strdup (UM_DEFAULT_API_URL);
  g_free (source->email);
  source->email = um_entry_dup_text (self->email_entry);
  um_date_entry_get_time (self->date_entry, &source->expires);
  source->read_only &= ~UM_READ_ONLY_CHOSEN;
  if (gtk_switch_get_active (self->read_only))
    source->read_only |= UM_READ_ONLY_CHOSEN;
  source->color = um_color_chooser_get_color (self->color);
  return source;
}

/**
 * um_source_form_take_key:
 * @self: the form
 *
 * Empties the entry of the key.
 *
 * Returns: (transfer full) (nullable): what was typed, to be freed with um_engine_free_key ()
 */
char *
um_source_form_take_key (UmSourceForm *self)
{
  char *key;

  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), NULL);
  if (!um_entry_has_text (self->key_entry))
    return NULL;
  key = um_engine_trim_key (gtk_editable_get_text (self->key_entry));
  self->filling = TRUE;
  gtk_editable_set_text (self->key_entry, "");
  self->filling = FALSE;
  return key;
}

/**
 * um_source_form_has_typed_key:
 * @self: the form
 *
 * Returns: whether something stands in the entry of the key
 */
gboolean
um_source_form_has_typed_key (UmSourceForm *self)
{
  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), FALSE);
  return !is_empty (self, UM_FIELD_KEY);
}

/**
 * um_source_form_set_expires:
 * @self: the form
 * @expires: when the key ends, seconds
 */
void
um_source_form_set_expires (UmSourceForm *self, gint64 expires)
{
  g_return_if_fail (UM_IS_SOURCE_FORM (self));
  self->filling = TRUE;
  um_date_entry_set_time (self->date_entry, expires);
  self->filling = FALSE;
  update (self);
}

/**
 * um_source_form_set_key_given:
 * @self: the form
 * @source: (nullable): at its address no key has to be typed; %NULL: one has to be
 */
void
um_source_form_set_key_given (UmSourceForm *self, UmSource *source)
{
  g_return_if_fail (UM_IS_SOURCE_FORM (self));
  if (source != NULL)
    um_source_ref (source);
  g_clear_pointer (&self->given, um_source_unref);
  self->given = source;
  update (self);
}

/**
 * um_source_form_needs_key:
 * @self: the form
 *
 * Returns: whether there is no key yet for the address that was typed
 */
gboolean
um_source_form_needs_key (UmSourceForm *self)
{
  g_autofree char *url = NULL;
  g_autofree char *api_url = NULL;

  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), TRUE);
  if (self->given == NULL || self->given->kind != self->source->kind)
    return TRUE;
  url = um_entry_dup_text (self->url_entry);
  api_url = um_entry_has_text (self->api_entry) ? um_entry_dup_text (self->api_entry)
                                                : g_strdup (UM_DEFAULT_API_URL);
  return (!is_access (self) && !um_address_is_at (url, self->given->url))
         || !um_address_is_at (api_url, self->given->api_url);
}

/**
 * um_source_form_is_complete:
 * @self: the form
 *
 * Returns: whether every field that has to be filled is
 */
gboolean
um_source_form_is_complete (UmSourceForm *self)
{
  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), FALSE);
  return !is_empty (self, UM_FIELD_NAME)
         && (is_access (self)
             || (!is_empty (self, UM_FIELD_URL) && !is_empty (self, UM_FIELD_EMAIL)))
         && (!is_empty (self, UM_FIELD_KEY) || !um_source_form_needs_key (self));
}

/**
 * um_source_form_validate:
 * @self: the form
 * @hosts_ok: (nullable): hosts that were confirmed, separated by blanks
 * @error: return location: the first fault, or %UM_PROBLEM_HOST_NOT_CONFIRMED alone
 *
 * Judges all fields and tells each what is wrong with it; the first gets the focus.
 *
 * Returns: (transfer full) (nullable): the source with its values mended
 */
UmSource *
um_source_form_validate (UmSourceForm *self, const char *hosts_ok, GError **error)
{
  g_autoptr (UmSource) source = NULL;
  g_autoptr (GError) question = NULL;
  GError *faults[UM_N_FIELDS];
  GError *first = NULL;

  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), NULL);
  if (!is_access (self))
    um_address_entry_mend (self->url_entry);
  um_address_entry_mend (self->api_entry);
  self->judged = TRUE;
  update (self);
  source = um_source_form_dup_source (self);
  g_free (source->host_ok);
  source->host_ok = g_strdup (hosts_ok);
  question = find_faults (self, source, faults);
  for (UmField field = 0; field < UM_N_FIELDS; field++)
    if (first == NULL)
      first = g_steal_pointer (&faults[field]);
    else
      g_clear_error (&faults[field]);
  if (first == NULL && question == NULL)
    um_engine_validate_source (self->engine, source, key_to_judge (self), &first);
  if (first == NULL)
    first = g_steal_pointer (&question);
  if (first == NULL)
    return g_steal_pointer (&source);
  if (!g_error_matches (first, UM_PROBLEM, UM_PROBLEM_HOST_NOT_CONFIRMED))
    um_source_form_focus (self);
  g_propagate_error (error, first);
  return NULL;
}

/**
 * um_source_form_show_problem:
 * @self: the form
 * @problem: what a check said
 *
 * Tells it at the field that it concerns, until something is typed.
 *
 * Returns: whether it concerns a field
 */
gboolean
um_source_form_show_problem (UmSourceForm *self, const GError *problem)
{
  g_return_val_if_fail (UM_IS_SOURCE_FORM (self), FALSE);
  g_clear_error (&self->problem);
  self->problem = g_error_copy (problem);
  update (self);
  return um_source_faults_get_field (self->source, problem) != UM_N_FIELDS;
}

static void
focus_field (UmSourceForm *self, UmField field)
{
  if (field == UM_FIELD_API)
    gtk_expander_set_expanded (self->advanced, TRUE);
  um_form_field_focus (self->fields[field]);
}

/**
 * um_source_form_focus:
 * @self: the form
 *
 * Moves the focus to the first field at fault, or to the first.
 */
void
um_source_form_focus (UmSourceForm *self)
{
  UmField first = UM_FIELD_NAME;

  g_return_if_fail (UM_IS_SOURCE_FORM (self));
  for (UmField field = 0; field < UM_N_FIELDS; field++)
    if (um_form_field_has_error (self->fields[field]))
      {
        first = field;
        break;
      }
  focus_field (self, first);
}

/**
 * um_source_form_focus_host:
 * @self: the form
 * @host: a server that one of the two addresses names
 *
 * Moves the focus to that address.
 */
void
um_source_form_focus_host (UmSourceForm *self, const char *host)
{
  g_autofree char *url = NULL;
  g_autofree char *origin = NULL;

  g_return_if_fail (UM_IS_SOURCE_FORM (self));
  url = um_entry_dup_text (self->url_entry);
  um_source_read_address (UM_SOURCE_JIRA, url, &origin, NULL);
  focus_field (self, !is_access (self) && origin != NULL && g_str_has_suffix (origin, host)
                       ? UM_FIELD_URL
                       : UM_FIELD_API);
}
