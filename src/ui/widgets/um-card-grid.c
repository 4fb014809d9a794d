/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards or fields of one width: three to a row at full width, one where it is narrow (LOOKS.md,
 * "Cards of step 2"). Grids of the same width have the same columns, however many cards they hold.
 * Main thread. */
#include "um-card-grid.h"

#define MOST_COLUMNS 3   /* unless told otherwise */
#define LEAST_WIDTH  260 /* of a card that isn't alone in its row, unless told otherwise */
#define SPACING      12

struct _UmCardGrid
{
  GtkWidget parent_instance;

  int most_columns;
  int least_width;
};

enum
{
  PROP_0,
  PROP_MOST_COLUMNS,
  PROP_LEAST_WIDTH,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmCardGrid, um_card_grid, GTK_TYPE_WIDGET)

static int
count_columns (UmCardGrid *self, int width)
{
  return CLAMP ((width + SPACING) / (self->least_width + SPACING), 1, self->most_columns);
}

static int
get_card_width (UmCardGrid *self, int width)
{
  int n_columns = count_columns (self, width);

  return (width - (n_columns - 1) * SPACING) / n_columns;
}

/* The height of the row that begins with @card, and where it ends. */
static int
measure_row (UmCardGrid *self, GtkWidget *card, int width, GtkWidget **end)
{
  int n_columns = count_columns (self, width);
  int height = 0;

  for (int i = 0; i < n_columns && card != NULL; i++, card = gtk_widget_get_next_sibling (card))
    {
      int natural;

      gtk_widget_measure (card, GTK_ORIENTATION_VERTICAL, get_card_width (self, width), NULL,
                          &natural, NULL, NULL);
      height = MAX (height, natural);
    }
  *end = card;
  return height;
}

static int
measure_height (UmCardGrid *self, int width)
{
  GtkWidget *first = gtk_widget_get_first_child (GTK_WIDGET (self));
  int height = 0;

  for (GtkWidget *card = first; card != NULL;)
    height += measure_row (self, card, width, &card) + (card != NULL ? SPACING : 0);
  return height;
}

static void
measure_width (UmCardGrid *self, int *minimum, int *natural)
{
  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self)); card != NULL;
       card = gtk_widget_get_next_sibling (card))
    {
      int card_minimum;

      gtk_widget_measure (card, GTK_ORIENTATION_HORIZONTAL, -1, &card_minimum, NULL, NULL, NULL);
      *minimum = MAX (*minimum, card_minimum);
    }
  *natural = MAX (*minimum,
                  self->most_columns * self->least_width + (self->most_columns - 1) * SPACING);
}

static void
um_card_grid_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  UmCardGrid *self = UM_CARD_GRID (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &for_size, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    *minimum = *natural = measure_height (self, for_size);
}

static void
um_card_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmCardGrid *self = UM_CARD_GRID (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = { .width = get_card_width (self, width) };

  for (GtkWidget *card = gtk_widget_get_first_child (widget); card != NULL;)
    {
      GtkWidget *end;

      place.height = measure_row (self, card, width, &end);
      for (place.x = 0; card != end; card = gtk_widget_get_next_sibling (card))
        {
          GtkAllocation mirrored = place;

          if (rtl)
            mirrored.x = width - place.x - place.width;
          gtk_widget_size_allocate (card, &mirrored, -1);
          place.x += place.width + SPACING;
        }
      place.y += place.height + SPACING;
    }
}

static GtkSizeRequestMode
um_card_grid_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
um_card_grid_dispose (GObject *object)
{
  GtkWidget *card;

  while ((card = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (card);
  G_OBJECT_CLASS (um_card_grid_parent_class)->dispose (object);
}

static void
um_card_grid_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MOST_COLUMNS:
      g_value_set_int (value, UM_CARD_GRID (object)->most_columns);
      break;
    case PROP_LEAST_WIDTH:
      g_value_set_int (value, UM_CARD_GRID (object)->least_width);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_card_grid_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_MOST_COLUMNS:
      UM_CARD_GRID (object)->most_columns = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    case PROP_LEAST_WIDTH:
      UM_CARD_GRID (object)->least_width = g_value_get_int (value);
      gtk_widget_queue_resize (GTK_WIDGET (object));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_card_grid_class_init (UmCardGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_card_grid_dispose;
  object_class->get_property = um_card_grid_get_property;
  object_class->set_property = um_card_grid_set_property;
  widget_class->get_request_mode = um_card_grid_get_request_mode;
  widget_class->measure = um_card_grid_measure;
  widget_class->size_allocate = um_card_grid_size_allocate;
  properties[PROP_MOST_COLUMNS] = g_param_spec_int ("most-columns", NULL, NULL, 1, 9, MOST_COLUMNS,
                                                    G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LEAST_WIDTH] = g_param_spec_int ("least-width", NULL, NULL, 1, 9999, LEAST_WIDTH,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
um_card_grid_init (UmCardGrid *self)
{
  self->most_columns = MOST_COLUMNS;
  self->least_width = LEAST_WIDTH;
}

/**
 * um_card_grid_new:
 *
 * Returns: a grid without cards
 */
GtkWidget *
um_card_grid_new (void)
{
  return g_object_new (UM_TYPE_CARD_GRID, NULL);
}
