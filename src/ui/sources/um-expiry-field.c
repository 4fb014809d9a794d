/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a key ends. Atlassian lists the keys of an organisation with their ends, but doesn't tell
 * which of them was typed (ATLASSIAN.md §13): where there is one it is taken, of several one is
 * chosen by its label. The date that stands in the entry is the state; update () marks the keys
 * that end on that day. Owned by the dialog; main thread. */
#include "um-config.h"
#include "um-expiry-field.h"
#include "um-date-entry.h"
#include "um-expiry.h"
#include "um-form-field.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmExpiryField
{
  GtkWidget parent_instance;

  GArray *ends; /* of gint64: of the keys shown, in their order */
  gboolean filling;

  GtkWidget *box;
  UmFormField *field;
  UmDateEntry *date_entry;
  GtkWidget *keys_box;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (UmExpiryField, um_expiry_field, GTK_TYPE_WIDGET)

static guint changed_signal;

/* Whether a key's last day is the one that was typed. */
static gboolean
is_day (gint64 end, gint64 typed)
{
  return typed != UM_TIME_UNKNOWN && um_expiry_count_days (end, typed - 1) == 0;
}

static gboolean
is_listed (UmExpiryField *self, gint64 typed)
{
  for (guint i = 0; i < self->ends->len; i++)
    if (is_day (g_array_index (self->ends, gint64, i), typed))
      return TRUE;
  return FALSE;
}

static const char *
get_hint (UmExpiryField *self, gboolean is_date, gint64 typed)
{
  if (self->ends->len == 0 && !is_date)
    return _ ("The key may not look it up. Type the date that Atlassian shows for it.");
  if (self->ends->len == 0)
    return _ ("You are told 30, 7 and 1 days before.");
  if (is_date && is_listed (self, typed))
    return _ ("As Atlassian lists it. You are told 30, 7 and 1 days before.");
  if (is_date)
    return _ ("No key in Atlassian’s list ends on this day.");
  return _ ("Choose your key from Atlassian’s list, or type the date.");
}

static void
update (UmExpiryField *self)
{
  gint64 typed;
  gboolean is_date = um_expiry_field_get_time (self, &typed);
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (guint i = 0; i < self->ends->len; i++, row = gtk_widget_get_next_sibling (row))
    {
      GtkWidget *line = gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row));
      gboolean chosen = is_date && is_day (g_array_index (self->ends, gint64, i), typed);

      gtk_widget_set_opacity (gtk_widget_get_first_child (line), chosen ? 1 : 0);
      gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
    }
  gtk_widget_set_visible (self->keys_box, self->ends->len > 0);
  um_form_field_set_hint (self->field, get_hint (self, is_date, typed));
}

static void
changed_cb (UmExpiryField *self)
{
  if (self->filling)
    return;
  update (self);
  g_signal_emit (self, changed_signal, 0);
}

static void
row_activated_cb (UmExpiryField *self, GtkListBoxRow *row)
{
  int i = gtk_list_box_row_get_index (row);

  /* The end of a day may be written as the next midnight. */
  um_date_entry_set_time (self->date_entry, g_array_index (self->ends, gint64, i) - 1);
}

static void
um_expiry_field_dispose (GObject *object)
{
  UmExpiryField *self = UM_EXPIRY_FIELD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_expiry_field_parent_class)->dispose (object);
}

static void
um_expiry_field_finalize (GObject *object)
{
  g_array_unref (UM_EXPIRY_FIELD (object)->ends);
  G_OBJECT_CLASS (um_expiry_field_parent_class)->finalize (object);
}

static void
um_expiry_field_class_init (UmExpiryFieldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_expiry_field_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_expiry_field_finalize;
  changed_signal = g_signal_new ("changed", UM_TYPE_EXPIRY_FIELD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_DATE_ENTRY);
  g_type_ensure (UM_TYPE_FORM_FIELD);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/sources/um-expiry-field.ui");
  gtk_widget_class_bind_template_child (widget_class, UmExpiryField, box);
  gtk_widget_class_bind_template_child (widget_class, UmExpiryField, field);
  gtk_widget_class_bind_template_child (widget_class, UmExpiryField, date_entry);
  gtk_widget_class_bind_template_child (widget_class, UmExpiryField, keys_box);
  gtk_widget_class_bind_template_child (widget_class, UmExpiryField, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
um_expiry_field_init (UmExpiryField *self)
{
  self->ends = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
  g_object_set (self->field, "input", um_date_entry_get_entry (self->date_entry), NULL);
}

static void
add_key (UmExpiryField *self, const UmCheckKey *key)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = um_words_clean (key->label);
  g_autofree char *day = um_words_date (key->expires - 1);
  /* Translators: a row of Atlassian's list of API keys: a key's label and its last day */
  g_autofree char *spoken = g_strdup_printf (_ ("%s, expires on %s"), name, day);
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "hexpand", TRUE,
                                   "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, NULL);
  GtkWidget *date = gtk_label_new (day);

  gtk_widget_add_css_class (date, "numeric");
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (line), date);
  gtk_widget_set_valign (line, GTK_ALIGN_CENTER);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_list_box_append (self->list, row);
  g_array_append_val (self->ends, key->expires);
}

/**
 * um_expiry_field_fill:
 * @self: the field
 * @keys: (element-type UmCheckKey): the keys that Atlassian lists
 * @expires: what was typed before, or %UM_TIME_UNKNOWN
 *
 * Where nothing was typed and there is one key, its date is taken.
 */
void
um_expiry_field_fill (UmExpiryField *self, GPtrArray *keys, gint64 expires)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  GtkWidget *row;

  g_return_if_fail (UM_IS_EXPIRY_FIELD (self));
  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  g_array_set_size (self->ends, 0);
  for (guint i = 0; i < keys->len; i++)
    {
      const UmCheckKey *key = keys->pdata[i];

      if (key->expires != UM_TIME_UNKNOWN && key->expires > now)
        add_key (self, key);
    }
  if (expires == UM_TIME_UNKNOWN && self->ends->len == 1)
    expires = g_array_index (self->ends, gint64, 0) - 1;
  self->filling = TRUE;
  um_date_entry_set_time (self->date_entry, expires);
  self->filling = FALSE;
  um_form_field_set_error (self->field, NULL);
  update (self);
}

/**
 * um_expiry_field_get_time:
 * @self: the field
 * @expires: (out): the end of the day, seconds
 *
 * Returns: whether a date was typed or chosen
 */
gboolean
um_expiry_field_get_time (UmExpiryField *self, gint64 *expires)
{
  g_return_val_if_fail (UM_IS_EXPIRY_FIELD (self), FALSE);
  return um_date_entry_get_time (self->date_entry, expires) && *expires != UM_TIME_UNKNOWN;
}

/**
 * um_expiry_field_set_error:
 * @self: the field
 * @error: (nullable): what is wrong with the date
 */
void
um_expiry_field_set_error (UmExpiryField *self, const char *error)
{
  g_return_if_fail (UM_IS_EXPIRY_FIELD (self));
  um_form_field_set_error (self->field, error);
}

/**
 * um_expiry_field_focus:
 * @self: the field
 */
void
um_expiry_field_focus (UmExpiryField *self)
{
  g_return_if_fail (UM_IS_EXPIRY_FIELD (self));
  um_form_field_focus (self->field);
}
