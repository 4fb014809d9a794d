/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two kinds of connection as two cards, of which one is pressed (LOOKS.md, "Sources"). Main
 * thread. */
#include "um-config.h"
#include "um-kind-chooser.h"
#include "um-card-grid.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define N_KINDS     2
#define LEAST_WIDTH 200 /* both stand side by side in the dialog, not on a narrow display */

struct _UmKindChooser
{
  GtkWidget parent_instance;

  GtkWidget *grid;
  GtkToggleButton *cards[N_KINDS];
};

G_DEFINE_FINAL_TYPE (UmKindChooser, um_kind_chooser, GTK_TYPE_WIDGET)

static guint changed_signal;

static const struct
{
  UmSourceKind kind;
  const char *icon;
  const char *text;
} kinds[N_KINDS] = {
  { UM_SOURCE_JIRA, "network-server-symbolic",
    N_ ("One Jira site, with your e-mail address and API token. For groups, product access and "
        "issues.") },
  { UM_SOURCE_ACCESS, "system-users-symbolic",
    N_ ("A whole organisation, with its API key. Also shows status and last login, and manages "
        "accounts.") },
};

static void
toggled_cb (UmKindChooser *self, GtkToggleButton *card)
{
  if (gtk_toggle_button_get_active (card))
    g_signal_emit (self, changed_signal, 0);
}

static void
um_kind_chooser_dispose (GObject *object)
{
  g_clear_pointer (&UM_KIND_CHOOSER (object)->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (um_kind_chooser_parent_class)->dispose (object);
}

static void
um_kind_chooser_class_init (UmKindChooserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_kind_chooser_dispose;
  changed_signal = g_signal_new ("changed", UM_TYPE_KIND_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_title (GtkWidget *card, const char *icon, const char *name)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = g_object_new (GTK_TYPE_LABEL, "label", name, "xalign", 0.0, "hexpand", TRUE,
                                   NULL);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_widget_add_css_class (title, "heading");
  /* That it is chosen shows not by its colour alone. */
  g_object_bind_property (card, "active", mark, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), mark);
  return line;
}

static GtkToggleButton *
new_card (guint i)
{
  const char *name = um_words_source_kind (kinds[i].kind);
  GtkWidget *card = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *text = g_object_new (GTK_TYPE_LABEL, "label", _ (kinds[i].text), "xalign", 0.0, "wrap",
                                  TRUE, NULL);

  gtk_widget_add_css_class (text, "dim");
  gtk_box_append (GTK_BOX (box), new_title (card, kinds[i].icon, name));
  gtk_box_append (GTK_BOX (box), text);
  gtk_button_set_child (GTK_BUTTON (card), box);
  gtk_widget_add_css_class (card, "um-card");
  gtk_accessible_update_property (GTK_ACCESSIBLE (card), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (kinds[i].text), -1);
  return GTK_TOGGLE_BUTTON (card);
}

static void
um_kind_chooser_init (UmKindChooser *self)
{
  self->grid = um_card_grid_new ();
  g_object_set (self->grid, "most-columns", N_KINDS, "least-width", LEAST_WIDTH, NULL);
  for (guint i = 0; i < N_KINDS; i++)
    {
      self->cards[i] = new_card (i);
      gtk_toggle_button_set_group (self->cards[i], i > 0 ? self->cards[0] : NULL);
      gtk_widget_set_parent (GTK_WIDGET (self->cards[i]), self->grid);
    }
  gtk_toggle_button_set_active (self->cards[0], TRUE);
  for (guint i = 0; i < N_KINDS; i++)
    g_signal_connect_object (self->cards[i], "toggled", G_CALLBACK (toggled_cb), self,
                             G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

/**
 * um_kind_chooser_get_kind:
 * @self: a chooser
 *
 * Returns: the kind whose card is pressed
 */
UmSourceKind
um_kind_chooser_get_kind (UmKindChooser *self)
{
  g_return_val_if_fail (UM_IS_KIND_CHOOSER (self), UM_SOURCE_JIRA);
  for (guint i = 0; i < N_KINDS; i++)
    if (gtk_toggle_button_get_active (self->cards[i]))
      return kinds[i].kind;
  return UM_SOURCE_JIRA;
}

/**
 * um_kind_chooser_set_kind:
 * @self: a chooser
 * @kind: a kind of source
 */
void
um_kind_chooser_set_kind (UmKindChooser *self, UmSourceKind kind)
{
  g_return_if_fail (UM_IS_KIND_CHOOSER (self));
  for (guint i = 0; i < N_KINDS; i++)
    if (kinds[i].kind == kind)
      gtk_toggle_button_set_active (self->cards[i], TRUE);
}
