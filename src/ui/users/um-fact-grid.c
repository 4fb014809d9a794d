/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts as pairs of name and value, each on a line of its own, some with a button that copies the
 * value. Filled anew by its owner; main thread. */
#include "um-config.h"
#include "um-fact-grid.h"
#include "um-toast-overlay.h"

#include <glib/gi18n.h>

struct _UmFactGrid
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  int n_facts;
};

G_DEFINE_FINAL_TYPE (UmFactGrid, um_fact_grid, GTK_TYPE_WIDGET)

static GtkWidget *
new_label (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_WORD);
  return label;
}

static GtkWidget *
new_value (const char *text)
{
  GtkWidget *label = new_label (text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  /* A hyphen that isn't there would be taken for a part of an address or id. */
  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (GTK_LABEL (label), attributes);
  gtk_widget_set_hexpand (label, TRUE);
  return label;
}

static void
attach (UmFactGrid *self, const char *name, GtkWidget *value, GtkWidget *button)
{
  GtkWidget *name_label = new_label (name);

  gtk_widget_add_css_class (name_label, "dim");
  gtk_grid_attach (GTK_GRID (self->grid), name_label, 0, self->n_facts, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), value, 1, self->n_facts, button != NULL ? 1 : 2, 1);
  if (button != NULL)
    gtk_grid_attach (GTK_GRID (self->grid), button, 2, self->n_facts, 1, 1);
  self->n_facts++;
}

/* The value stands in the label beside the button. */
static void
copy_cb (GtkWidget *button)
{
  GtkWidget *label = gtk_widget_get_prev_sibling (button);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (button),
                          gtk_label_get_text (GTK_LABEL (label)));
  um_toast (button, _ ("Copied"));
}

static void
um_fact_grid_dispose (GObject *object)
{
  UmFactGrid *self = UM_FACT_GRID (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (um_fact_grid_parent_class)->dispose (object);
}

static void
um_fact_grid_class_init (UmFactGridClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_fact_grid_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_fact_grid_init (UmFactGrid *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/**
 * um_fact_grid_clear:
 * @self: the facts
 *
 * Takes all of them away.
 */
void
um_fact_grid_clear (UmFactGrid *self)
{
  GtkWidget *child;

  g_return_if_fail (UM_IS_FACT_GRID (self));
  while ((child = gtk_widget_get_first_child (self->grid)) != NULL)
    gtk_grid_remove (GTK_GRID (self->grid), child);
  self->n_facts = 0;
}

/**
 * um_fact_grid_add:
 * @self: the facts
 * @name: what it is
 * @value: in words
 * @dim: whether it is no more than that nothing is known
 */
void
um_fact_grid_add (UmFactGrid *self, const char *name, const char *value, gboolean dim)
{
  GtkWidget *label;

  g_return_if_fail (UM_IS_FACT_GRID (self));
  label = new_value (value);
  if (dim)
    gtk_widget_add_css_class (label, "dim");
  attach (self, name, label, NULL);
}

/**
 * um_fact_grid_add_status:
 * @self: the facts
 * @name: what it is
 * @icon_name: a symbolic icon, which says no more than the word
 * @value: the word
 */
void
um_fact_grid_add_status (UmFactGrid *self,
                         const char *name,
                         const char *icon_name,
                         const char *value)
{
  GtkWidget *box, *label, *image;

  g_return_if_fail (UM_IS_FACT_GRID (self));
  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  label = new_value (value);
  image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon_name, "accessible-role",
                        GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label);
  attach (self, name, box, NULL);
}

/**
 * um_fact_grid_add_copied:
 * @self: the facts
 * @name: what it is
 * @value: a text that people need elsewhere
 * @button_label: what the button that copies it is called
 * @monospace: whether it is an id
 */
void
um_fact_grid_add_copied (UmFactGrid *self,
                         const char *name,
                         const char *value,
                         const char *button_label,
                         gboolean monospace)
{
  GtkWidget *label, *button;

  g_return_if_fail (UM_IS_FACT_GRID (self));
  label = new_value (value);
  if (monospace)
    gtk_widget_add_css_class (label, "um-id");
  button = gtk_button_new_from_icon_name ("edit-copy-symbolic");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "um-small");
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, button_label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  button_label, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  attach (self, name, label, button);
}
