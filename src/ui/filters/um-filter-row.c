/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved filter: a button that applies it, and two small ones that rename and remove it. Owned by
 * the menu; main thread. */
#include "um-config.h"
#include "um-filter-row.h"
#include "um-focus.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmFilterRow
{
  GtkWidget parent_instance;

  char *name;
  char *expression;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (UmFilterRow, um_filter_row, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_RENAME,
  SIGNAL_REMOVE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
chosen_cb (UmFilterRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
rename_cb (UmFilterRow *self)
{
  g_signal_emit (self, signals[SIGNAL_RENAME], 0);
}

static void
remove_cb (UmFilterRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVE], 0);
}

static gboolean
um_filter_row_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_widget_get_first_child (UM_FILTER_ROW (widget)->box));
}

static void
um_filter_row_dispose (GObject *object)
{
  UmFilterRow *self = UM_FILTER_ROW (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->expression, g_free);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_filter_row_parent_class)->dispose (object);
}

static void
um_filter_row_class_init (UmFilterRowClass *klass)
{
  static const char *const names[N_SIGNALS] = { "chosen", "rename", "remove" };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_filter_row_dispose;
  um_focus_set_entrance (widget_class, um_filter_row_grab_focus);
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], UM_TYPE_FILTER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
um_filter_row_init (UmFilterRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static GtkWidget *
add_label (GtkWidget *box, const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* The button that applies it: its name, and what it asks for. */
static void
add_main_button (UmFilterRow *self)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *name = um_words_clean (self->name);
  g_autofree char *expression = um_words_clean (self->expression);

  add_label (box, name);
  gtk_widget_add_css_class (add_label (box, expression), "dim");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_tooltip_text (button, expression);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, expression, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), button);
}

static void
add_small_button (UmFilterRow *self, const char *icon, const char *what, GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), button);
}

/**
 * um_filter_row_new:
 * @filter: a saved filter
 *
 * Returns: its row
 */
UmFilterRow *
um_filter_row_new (const UmSavedFilter *filter)
{
  UmFilterRow *self = g_object_new (UM_TYPE_FILTER_ROW, NULL);
  g_autofree char *name = um_words_clean (filter->name);
  /* Translators: %s is the name of a saved filter */
  g_autofree char *rename = g_strdup_printf (_ ("Rename “%s”"), name);
  /* Translators: %s is the name of a saved filter */
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), name);

  self->name = g_strdup (filter->name);
  self->expression = g_strdup (filter->expression);
  add_main_button (self);
  add_small_button (self, "document-edit-symbolic", rename, G_CALLBACK (rename_cb));
  add_small_button (self, "user-trash-symbolic", remove, G_CALLBACK (remove_cb));
  return self;
}

/**
 * um_filter_row_get_name:
 * @self: a row
 *
 * Returns: (transfer none): the filter's name
 */
const char *
um_filter_row_get_name (UmFilterRow *self)
{
  g_return_val_if_fail (UM_IS_FILTER_ROW (self), NULL);
  return self->name;
}

/**
 * um_filter_row_get_expression:
 * @self: a row
 *
 * Returns: (transfer none): the filter
 */
const char *
um_filter_row_get_expression (UmFilterRow *self)
{
  g_return_val_if_fail (UM_IS_FILTER_ROW (self), NULL);
  return self->expression;
}
