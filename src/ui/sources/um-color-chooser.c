/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours by which sources are told apart, as a row of buttons of which one is pressed. Main
 * thread. */
#include "um-config.h"
#include "um-color-chooser.h"
#include "um-source.h"

#include <glib/gi18n.h>

struct _UmColorChooser
{
  GtkWidget parent_instance;

  GtkWidget *flow;
  GtkToggleButton *buttons[UM_N_SOURCE_COLORS];
};

G_DEFINE_FINAL_TYPE (UmColorChooser, um_color_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

/* In the order of palette.css. */
static const char *const names[UM_N_SOURCE_COLORS] = {
  NC_ ("colour", "Blue"),   NC_ ("colour", "Green"), NC_ ("colour", "Orange"),
  NC_ ("colour", "Purple"), NC_ ("colour", "Brown"), NC_ ("colour", "Red"),
  NC_ ("colour", "Teal"),   NC_ ("colour", "Grey"),
};

static void
toggled_cb (UmColorChooser *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    g_signal_emit (self, changed_signal, 0);
}

static void
um_color_chooser_dispose (GObject *object)
{
  g_clear_pointer (&UM_COLOR_CHOOSER (object)->flow, gtk_widget_unparent);
  G_OBJECT_CLASS (um_color_chooser_parent_class)->dispose (object);
}

static void
um_color_chooser_class_init (UmColorChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_color_chooser_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_COLOR_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkToggleButton *
new_button (guint color)
{
  const char *name = g_dpgettext2 (GETTEXT_PACKAGE, "colour", names[color]);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autofree char *css_class = g_strdup_printf ("um-color-%u", color);

  gtk_widget_add_css_class (dot, "um-dot");
  gtk_widget_add_css_class (dot, css_class);
  gtk_widget_set_halign (dot, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (dot, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (button), dot);
  gtk_widget_add_css_class (button, "um-color-button");
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_TOGGLE_BUTTON (button);
}

static void
um_color_chooser_init (UmColorChooser *self)
{
  self->flow = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->flow, "linked");
  for (guint i = 0; i < UM_N_SOURCE_COLORS; i++)
    {
      self->buttons[i] = new_button (i);
      gtk_toggle_button_set_group (self->buttons[i], i > 0 ? self->buttons[0] : NULL);
      g_signal_connect_object (self->buttons[i], "toggled", G_CALLBACK (toggled_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_box_append (GTK_BOX (self->flow), GTK_WIDGET (self->buttons[i]));
    }
  gtk_toggle_button_set_active (self->buttons[0], TRUE);
  gtk_widget_set_parent (self->flow, GTK_WIDGET (self));
}

/**
 * um_color_chooser_get_color:
 * @self: a chooser
 *
 * Returns: the colour that is chosen
 */
guint
um_color_chooser_get_color (UmColorChooser *self)
{
  g_return_val_if_fail (UM_IS_COLOR_CHOOSER (self), 0);
  for (guint i = 0; i < UM_N_SOURCE_COLORS; i++)
    if (gtk_toggle_button_get_active (self->buttons[i]))
      return i;
  return 0;
}

/**
 * um_color_chooser_set_color:
 * @self: a chooser
 * @color: a colour
 */
void
um_color_chooser_set_color (UmColorChooser *self, guint color)
{
  g_return_if_fail (UM_IS_COLOR_CHOOSER (self));
  gtk_toggle_button_set_active (self->buttons[color % UM_N_SOURCE_COLORS], TRUE);
}
