/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a form: label above, input, and below it a line that says what is wrong or helps.
 * Owned by its form; main thread. */
#include "um-form-field.h"

struct _UmFormField
{
  GtkWidget parent_instance;

  GtkWidget *input; /* (nullable): a descendant */
  GtkWidget *box;
  GtkWidget *label;
  GtkWidget *hint;
  GtkWidget *error;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_HINT,
  PROP_INPUT,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void um_form_field_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmFormField,
                               um_form_field,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      um_form_field_buildable_init))

/* One widget or a list of them, as the version of GTK has it: the value's type tells. */
static void
relate_error (UmFormField *self)
{
  GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE;
  g_auto (GValue) value = G_VALUE_INIT;

  gtk_accessible_relation_init_value (relation, &value);
  if (G_VALUE_HOLDS_OBJECT (&value))
    g_value_set_object (&value, self->error);
  else if (G_VALUE_HOLDS_POINTER (&value))
    g_value_set_pointer (&value, g_list_prepend (NULL, self->error));
  else
    return;
  gtk_accessible_update_relation_value (GTK_ACCESSIBLE (self->input), 1, &relation, &value);
}

static void
set_input (UmFormField *self, GtkWidget *input)
{
  self->input = input;
  if (input == NULL)
    return;
  gtk_label_set_mnemonic_widget (GTK_LABEL (self->label), input);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (input), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, NULL, GTK_ACCESSIBLE_RELATION_DESCRIBED_BY,
                                  self->hint, self->error, NULL, -1);
  relate_error (self);
}

static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  UmFormField *self = UM_FORM_FIELD (buildable);

  if (GTK_IS_WIDGET (child))
    gtk_box_insert_child_after (GTK_BOX (self->box), GTK_WIDGET (child), self->label);
  else
    g_warning ("A field takes widgets only");
}

static void
um_form_field_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
um_form_field_dispose (GObject *object)
{
  g_clear_pointer (&UM_FORM_FIELD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_form_field_parent_class)->dispose (object);
}

static void
um_form_field_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmFormField *self = UM_FORM_FIELD (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->label)));
      break;
    case PROP_HINT:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->hint)));
      break;
    case PROP_INPUT:
      g_value_set_object (value, self->input);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_form_field_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmFormField *self = UM_FORM_FIELD (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (GTK_LABEL (self->label), g_value_get_string (value));
      break;
    case PROP_HINT:
      um_form_field_set_hint (self, g_value_get_string (value));
      break;
    case PROP_INPUT:
      set_input (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_form_field_class_init (UmFormFieldClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_form_field_dispose;
  object_class->get_property = um_form_field_get_property;
  object_class->set_property = um_form_field_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_INPUT] = g_param_spec_object ("input", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_line (const char *css_class)
{
  GtkWidget *label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "wrap", TRUE, "wrap-mode",
                                   PANGO_WRAP_WORD_CHAR, "visible", FALSE, NULL);

  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
um_form_field_init (UmFormField *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->label = g_object_new (GTK_TYPE_LABEL, "xalign", 0.0, "use-underline", TRUE, NULL);
  self->hint = new_line ("dim");
  self->error = new_line ("error-text");
  gtk_box_append (GTK_BOX (self->box), self->label);
  gtk_box_append (GTK_BOX (self->box), self->hint);
  gtk_box_append (GTK_BOX (self->box), self->error);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * um_form_field_set_child:
 * @self: a field without a child
 * @input: what is typed into or chosen from
 */
void
um_form_field_set_child (UmFormField *self, GtkWidget *input)
{
  g_return_if_fail (UM_IS_FORM_FIELD (self) && self->input == NULL);
  gtk_box_insert_child_after (GTK_BOX (self->box), input, self->label);
  set_input (self, input);
}

static void
update_lines (UmFormField *self)
{
  gboolean has_error = um_form_field_has_error (self);
  const char *hint = gtk_label_get_label (GTK_LABEL (self->hint));

  gtk_widget_set_visible (self->error, has_error);
  gtk_widget_set_visible (self->hint, !has_error && *hint != '\0');
}

/**
 * um_form_field_set_error:
 * @self: a field
 * @error: (nullable): what is wrong, %NULL: nothing
 */
void
um_form_field_set_error (UmFormField *self, const char *error)
{
  g_return_if_fail (UM_IS_FORM_FIELD (self) && self->input != NULL);
  gtk_label_set_label (GTK_LABEL (self->error), error != NULL ? error : "");
  if (error != NULL)
    gtk_widget_add_css_class (self->input, "error");
  else
    gtk_widget_remove_css_class (self->input, "error");
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (self->input), GTK_ACCESSIBLE_STATE_INVALID,
    error != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  update_lines (self);
}

/**
 * um_form_field_has_error:
 * @self: a field
 *
 * Returns: whether it shows an error
 */
gboolean
um_form_field_has_error (UmFormField *self)
{
  g_return_val_if_fail (UM_IS_FORM_FIELD (self), FALSE);
  return *gtk_label_get_label (GTK_LABEL (self->error)) != '\0';
}

/**
 * um_form_field_set_hint:
 * @self: a field
 * @hint: (nullable): a line that helps
 */
void
um_form_field_set_hint (UmFormField *self, const char *hint)
{
  g_return_if_fail (UM_IS_FORM_FIELD (self));
  gtk_label_set_label (GTK_LABEL (self->hint), hint != NULL ? hint : "");
  update_lines (self);
}

/**
 * um_form_field_focus:
 * @self: a field
 */
void
um_form_field_focus (UmFormField *self)
{
  g_return_if_fail (UM_IS_FORM_FIELD (self) && self->input != NULL);
  gtk_widget_grab_focus (self->input);
}
