/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conditions in force as chips. Made anew whenever the filter's conditions change. Main thread.
 */
#include "um-config.h"
#include "um-filter-chips.h"
#include "um-words.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

/* A filter may have thousands of conditions; who has so many reads them in the search entry. */
#define MOST_CHIPS 24

struct _UmFilterChips
{
  GtkWidget parent_instance;

  UmFilter *filter; /* (nullable) */
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (UmFilterChips, um_filter_chips, GTK_TYPE_WIDGET)

static guint removed_signal;
static guint cleared_signal;

static void
remove_cb (GtkButton *button, UmFilterChips *self)
{
  g_signal_emit (self, removed_signal, 0,
                 um_wrap_box_find (UM_WRAP_BOX (self->box), GTK_WIDGET (button)));
}

static void
add_chip (UmFilterChips *self, const UmFilter *part)
{
  g_autofree char *words = um_words_filter (part);
  /* Translators: %s is a condition, such as "status is active" */
  g_autofree char *remove = g_strdup_printf (_ ("Remove “%s”"), words);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *label = gtk_label_new (words);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_widget_set_tooltip_text (label, words);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_tooltip_text (button, remove);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, remove,
                                  -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_widget_add_css_class (box, "um-condition");
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER); /* as high beside the button as without it */
  gtk_widget_set_parent (box, self->box);
}

static void
add_rest (UmFilterChips *self, guint n_more)
{
  g_autofree char *number = um_words_number (n_more);
  /* Translators: %s is a number of conditions that aren't shown */
  g_autofree char *text = g_strdup_printf (ngettext ("and %s more", "and %s more", n_more), number);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim");
  gtk_widget_set_parent (label, self->box);
}

static void
clear_cb (UmFilterChips *self)
{
  g_signal_emit (self, cleared_signal, 0);
}

static void
add_clear_button (UmFilterChips *self)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Clea_r All"));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "um-clear");
  gtk_widget_set_tooltip_text (button, _ ("Remove all conditions"));
  g_signal_connect_object (button, "clicked", G_CALLBACK (clear_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, self->box);
}

static void
um_filter_chips_dispose (GObject *object)
{
  UmFilterChips *self = UM_FILTER_CHIPS (object);

  g_clear_pointer (&self->filter, um_filter_unref);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (um_filter_chips_parent_class)->dispose (object);
}

static void
um_filter_chips_class_init (UmFilterChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_filter_chips_dispose;
  removed_signal = g_signal_new ("removed", UM_TYPE_FILTER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  cleared_signal = g_signal_new ("cleared", UM_TYPE_FILTER_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_filter_chips_init (UmFilterChips *self)
{
  self->box = um_wrap_box_new (6);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Conditions in force"), -1);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * um_filter_chips_set_filter:
 * @self: the chips
 * @filter: (nullable): the filter in force
 */
void
um_filter_chips_set_filter (UmFilterChips *self, UmFilter *filter)
{
  guint n_parts = filter != NULL ? um_filter_get_n_parts (filter) : 0;

  g_return_if_fail (UM_IS_FILTER_CHIPS (self));
  if (filter != NULL && self->filter != NULL && um_filter_equal (filter, self->filter))
    return;
  g_clear_pointer (&self->filter, um_filter_unref);
  self->filter = filter != NULL ? um_filter_ref (filter) : NULL;
  um_wrap_box_remove_all (UM_WRAP_BOX (self->box));
  for (guint i = 0; i < n_parts && i < MOST_CHIPS; i++)
    {
      g_autoptr (UmFilter) part = um_filter_get_part (filter, i);

      add_chip (self, part);
    }
  if (n_parts > MOST_CHIPS)
    add_rest (self, n_parts - MOST_CHIPS);
  if (n_parts > 0)
    add_clear_button (self);
  gtk_widget_set_visible (GTK_WIDGET (self), n_parts > 0);
}
