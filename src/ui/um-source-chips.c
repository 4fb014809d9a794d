/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources at the top right, the current one highlighted: chips for up to four, a drop-down for
 * more. Rebuilt whenever the list of sources changes. Main thread. */
#include "um-config.h"
#include "um-source-chips.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define MOST_CHIPS 4

struct _UmSourceChips
{
  GtkWidget parent_instance;

  GListModel *sources;    /* of UmSourceState */
  UmSourceState *current; /* (nullable) */
  gboolean updating;      /* what changes now is not by the user's hand */
  GtkBox *box;
  GtkDropDown *drop_down; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (UmSourceChips, um_source_chips, GTK_TYPE_WIDGET)

static guint chosen_signal;

static void
choose (UmSourceChips *self, guint position)
{
  g_autoptr (UmSourceState) source = g_list_model_get_item (self->sources, position);

  if (source == NULL || self->updating)
    return;
  g_signal_emit (self, chosen_signal, 0, source);
}

static void
chip_toggled_cb (GtkToggleButton *chip, UmSourceChips *self)
{
  guint position = 0;

  if (!gtk_toggle_button_get_active (chip))
    return;
  for (GtkWidget *w = gtk_widget_get_prev_sibling (GTK_WIDGET (chip)); w != NULL;
       w = gtk_widget_get_prev_sibling (w))
    position++;
  choose (self, position);
}

static void
drop_down_cb (UmSourceChips *self)
{
  choose (self, gtk_drop_down_get_selected (self->drop_down));
}

static void
add_chip (UmSourceChips *self, UmSourceState *state, GtkToggleButton *group)
{
  UmSource *source = um_source_state_get_source (state);
  g_autofree char *color = g_strdup_printf ("um-color-%u", source->color % UM_N_SOURCE_COLORS);
  g_autofree char *name = um_words_clean (source->name);
  GtkWidget *chip = gtk_toggle_button_new_with_label (name);

  gtk_widget_add_css_class (chip, "um-chip");
  gtk_widget_add_css_class (chip, color);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), group);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
  gtk_box_append (self->box, chip);
}

static void
add_chips (UmSourceChips *self, guint n_sources)
{
  for (guint i = 0; i < n_sources; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);
      GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->box));

      add_chip (self, state, first != NULL ? GTK_TOGGLE_BUTTON (first) : NULL);
    }
}

static void
add_drop_down (UmSourceChips *self)
{
  GtkExpression *name = gtk_property_expression_new (UM_TYPE_SOURCE_STATE, NULL, "name");

  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (g_object_ref (self->sources), name));
  gtk_drop_down_set_enable_search (self->drop_down, TRUE);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _ ("Source"));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (drop_down_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, GTK_WIDGET (self->drop_down));
}

/* Marks the current one; keeps the widgets, for one of them may hold the focus. */
static void
mark_current (UmSourceChips *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  self->updating = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);

      if (self->drop_down != NULL && state == self->current)
        gtk_drop_down_set_selected (self->drop_down, i);
      if (self->drop_down == NULL && child != NULL)
        {
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), state == self->current);
          child = gtk_widget_get_next_sibling (child);
        }
    }
  self->updating = FALSE;
}

static void
update (UmSourceChips *self)
{
  guint n_sources = g_list_model_get_n_items (self->sources);
  GtkWidget *child;

  self->updating = TRUE;
  self->drop_down = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (n_sources > MOST_CHIPS)
    add_drop_down (self);
  else
    add_chips (self, n_sources);
  mark_current (self);
}

static void
um_source_chips_dispose (GObject *object)
{
  UmSourceChips *self = UM_SOURCE_CHIPS (object);

  g_clear_object (&self->current);
  g_clear_object (&self->sources);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  G_OBJECT_CLASS (um_source_chips_parent_class)->dispose (object);
}

static void
um_source_chips_class_init (UmSourceChipsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_source_chips_dispose;
  chosen_signal = g_signal_new ("chosen", UM_TYPE_SOURCE_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, UM_TYPE_SOURCE_STATE);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_source_chips_init (UmSourceChips *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sources"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
}

/**
 * um_source_chips_new:
 * @sources: a list of #UmSourceState
 *
 * Returns: chips of which none is current yet
 */
GtkWidget *
um_source_chips_new (GListModel *sources)
{
  UmSourceChips *self = g_object_new (UM_TYPE_SOURCE_CHIPS, NULL);

  self->sources = g_object_ref (sources);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/**
 * um_source_chips_set_current:
 * @self: the chips
 * @source: (nullable): the current source
 */
void
um_source_chips_set_current (UmSourceChips *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_SOURCE_CHIPS (self));
  if (g_set_object (&self->current, source))
    mark_current (self);
}
