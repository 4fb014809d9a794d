/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sources at the top right, the current one highlighted: chips where there are few and they
 * fit, else a drop-down. Rebuilt whenever the list of sources changes. Main thread. */
#include "um-config.h"
#include "um-source-chips.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define MOST_CHIPS       4
#define MOST_CHARACTERS  24 /* of a name, the rest is cut */
#define LEAST_CHARACTERS 6
#define WHOLE_CHARACTERS 10 /* a name of so many is never cut */
#define LEAST_WIDTH      96 /* of the drop-down: a name cut short and the arrow */

struct _UmSourceChips
{
  GtkWidget parent_instance;

  GListModel *sources;    /* of UmSourceState */
  UmSourceState *current; /* (nullable) */
  gboolean updating;      /* what changes now is not by the user's hand */
  GtkBox *box;            /* of the chips */
  GtkDropDown *drop_down;
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
    {
      /* The only one is in no group that would keep it on. */
      if (!self->updating && g_list_model_get_n_items (self->sources) == 1)
        gtk_toggle_button_set_active (chip, TRUE);
      return;
    }
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
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (chip));

  if (g_utf8_strlen (name, -1) > WHOLE_CHARACTERS)
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_label_set_width_chars (GTK_LABEL (label), LEAST_CHARACTERS);
    }
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARACTERS);
  gtk_widget_set_tooltip_text (chip, name);
  gtk_widget_add_css_class (chip, "um-chip");
  gtk_widget_add_css_class (chip, color);
  gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
  gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (chip), group);
  g_signal_connect_object (chip, "toggled", G_CALLBACK (chip_toggled_cb), self, 0);
  gtk_box_append (self->box, chip);
}

/* The drop-down has a list of its own, so that it never chooses another source by itself. */
static void
add_choices (UmSourceChips *self)
{
  g_autoptr (GListStore) choices = g_list_store_new (UM_TYPE_SOURCE_STATE);

  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);
      GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self->box));

      add_chip (self, state, first != NULL ? GTK_TOGGLE_BUTTON (first) : NULL);
      g_list_store_append (choices, state);
    }
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (choices));
}

/* Marks the current one; keeps the widgets, for one of them may hold the focus. */
static void
mark_current (UmSourceChips *self)
{
  GtkWidget *chip = gtk_widget_get_first_child (GTK_WIDGET (self->box));

  self->updating = TRUE;
  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);

      if (state == self->current)
        gtk_drop_down_set_selected (self->drop_down, i);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (chip), state == self->current);
      chip = gtk_widget_get_next_sibling (chip);
    }
  self->updating = FALSE;
}

static void
update (UmSourceChips *self)
{
  GtkWidget *child;

  self->updating = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  add_choices (self);
  mark_current (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static gboolean
can_be_chips (UmSourceChips *self, int width)
{
  guint n_sources = g_list_model_get_n_items (self->sources);
  int natural;

  gtk_widget_measure (GTK_WIDGET (self->box), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL,
                      NULL);
  return n_sources <= 1 || (n_sources <= MOST_CHIPS && natural <= width);
}

/* At least a drop-down, at best all chips. */
static void
measure_width (UmSourceChips *self, int *minimum, int *natural)
{
  guint n_sources = g_list_model_get_n_items (self->sources);
  int own, chips_minimum, chips_natural;

  gtk_widget_measure (GTK_WIDGET (self->box), GTK_ORIENTATION_HORIZONTAL, -1, &chips_minimum,
                      &chips_natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->drop_down), GTK_ORIENTATION_HORIZONTAL, -1, &own, NULL,
                      NULL, NULL);
  *minimum = n_sources <= 1 ? chips_minimum : MIN (own, chips_natural);
  *natural = n_sources <= MOST_CHIPS ? chips_natural : own;
}

static void
um_source_chips_measure (GtkWidget *widget,
                         GtkOrientation orientation,
                         int for_size,
                         int *minimum,
                         int *natural,
                         int *minimum_baseline,
                         int *natural_baseline)
{
  UmSourceChips *self = UM_SOURCE_CHIPS (widget);
  int other_minimum, other_natural;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  gtk_widget_measure (GTK_WIDGET (self->box), orientation, -1, minimum, natural, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->drop_down), orientation, -1, &other_minimum, &other_natural,
                      NULL, NULL);
  *minimum = MAX (*minimum, other_minimum);
  *natural = MAX (*natural, other_natural);
}

static void
um_source_chips_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmSourceChips *self = UM_SOURCE_CHIPS (widget);
  gboolean chips = can_be_chips (self, width);
  GtkWidget *shown = chips ? GTK_WIDGET (self->box) : GTK_WIDGET (self->drop_down);

  gtk_widget_set_child_visible (GTK_WIDGET (self->box), chips);
  gtk_widget_set_child_visible (GTK_WIDGET (self->drop_down), !chips);
  gtk_widget_size_allocate (shown, &(GtkAllocation){ 0, 0, width, height }, baseline);
}

static void
um_source_chips_dispose (GObject *object)
{
  UmSourceChips *self = UM_SOURCE_CHIPS (object);

  g_clear_object (&self->current);
  if (self->box != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->box));
  self->box = NULL;
  if (self->drop_down != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->drop_down));
  self->drop_down = NULL;
  g_clear_object (&self->sources);
  G_OBJECT_CLASS (um_source_chips_parent_class)->dispose (object);
}

static void
um_source_chips_class_init (UmSourceChipsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_source_chips_dispose;
  widget_class->measure = um_source_chips_measure;
  widget_class->size_allocate = um_source_chips_size_allocate;
  chosen_signal = g_signal_new ("chosen", UM_TYPE_SOURCE_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, UM_TYPE_SOURCE_STATE);
}

/* A name that doesn't fit is cut, so that the drop-down can be narrow. */
static void
setup_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), MOST_CHARACTERS);
  gtk_list_item_set_child (item, label);
}

static void
bind_name_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  UmSourceState *state = gtk_list_item_get_item (item);
  g_autofree char *name = um_words_clean (um_source_state_get_source (state)->name);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), name);
}

static void
add_drop_down (UmSourceChips *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression) name = gtk_property_expression_new (UM_TYPE_SOURCE_STATE, NULL, "name");

  g_signal_connect (factory, "setup", G_CALLBACK (setup_name_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_name_cb), NULL);
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  gtk_drop_down_set_expression (self->drop_down, name);
  gtk_drop_down_set_factory (self->drop_down, factory);
  gtk_drop_down_set_enable_search (self->drop_down, TRUE);
  gtk_widget_set_size_request (GTK_WIDGET (self->drop_down), LEAST_WIDTH, -1);
  gtk_widget_set_valign (GTK_WIDGET (self->drop_down), GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->drop_down), _ ("Source"));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (drop_down_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_parent (GTK_WIDGET (self->drop_down), GTK_WIDGET (self));
}

static void
um_source_chips_init (UmSourceChips *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Sources"), -1);
  gtk_widget_set_parent (GTK_WIDGET (self->box), GTK_WIDGET (self));
  add_drop_down (self);
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
