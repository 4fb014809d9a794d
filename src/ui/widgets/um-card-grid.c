/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards or fields of one width: three to a row at full width, one where it is narrow (LOOKS.md,
 * "Cards of step 2"). Grids of the same width have the same columns, however many cards they hold.
 * What belongs to a card opens below its row, as wide as the grid. Main thread. */
#include "um-card-grid.h"

#define MOST_COLUMNS 3   /* unless told otherwise */
#define LEAST_WIDTH  260 /* of a card that isn't alone in its row, unless told otherwise */
#define SPACING      12
#define BELOW        18 /* what stands below a row, and what comes next */

struct _UmCardGrid
{
  GtkWidget parent_instance;

  int most_columns;
  int least_width;
  GHashTable *forms; /* set of those children that aren't cards, each behind its card */
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

static gboolean
is_form (UmCardGrid *self, GtkWidget *child)
{
  return g_hash_table_contains (self->forms, child);
}

/* (nullable) */
static GtkWidget *
next_card (UmCardGrid *self, GtkWidget *card)
{
  do
    card = gtk_widget_get_next_sibling (card);
  while (card != NULL && is_form (self, card));
  return card;
}

static int
measure_child (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The height of the row that begins with @card, and the card that begins the next one. */
static int
measure_row (UmCardGrid *self, GtkWidget *card, int width, GtkWidget **end)
{
  int n_columns = count_columns (self, width);
  int card_width = get_card_width (self, width);
  int height = 0;

  for (int i = 0; i < n_columns && card != NULL; i++, card = next_card (self, card))
    height = MAX (height, measure_child (card, card_width));
  *end = card;
  return height;
}

/* Where the row after the one from @card to @end begins, if that one's cards end at @y. With
 * @allocates, what is open below the row gets its place. */
static int
pass_forms (UmCardGrid *self, GtkWidget *card, GtkWidget *end, int width, int y, gboolean allocates)
{
  int gap = SPACING;

  for (; card != end; card = gtk_widget_get_next_sibling (card))
    {
      GtkAllocation place = { .y = y + gap, .width = width };

      if (!is_form (self, card) || !gtk_widget_should_layout (card))
        continue;
      place.height = measure_child (card, width);
      if (allocates)
        gtk_widget_size_allocate (card, &place, -1);
      y = place.y + place.height;
      gap = BELOW;
    }
  return end != NULL ? y + gap : y;
}

static int
measure_height (UmCardGrid *self, int width)
{
  int y = 0;

  for (GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self)); card != NULL;)
    {
      GtkWidget *start = card;
      int height = measure_row (self, start, width, &card);

      y = pass_forms (self, start, card, width, y + height, FALSE);
    }
  return y;
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
      GtkWidget *start = card;
      GtkWidget *end;

      place.height = measure_row (self, card, width, &end);
      for (place.x = 0; card != end; card = next_card (self, card))
        {
          GtkAllocation mirrored = place;

          if (rtl)
            mirrored.x = width - place.x - place.width;
          gtk_widget_size_allocate (card, &mirrored, -1);
          place.x += place.width + SPACING;
        }
      place.y = pass_forms (self, start, end, width, place.y + place.height, TRUE);
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
um_card_grid_finalize (GObject *object)
{
  g_hash_table_unref (UM_CARD_GRID (object)->forms);
  G_OBJECT_CLASS (um_card_grid_parent_class)->finalize (object);
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
  object_class->finalize = um_card_grid_finalize;
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
  self->forms = g_hash_table_new (NULL, NULL);
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

/**
 * um_card_grid_add:
 * @self: a grid
 * @card: (transfer floating): what gets the next place
 * @form: (nullable) (transfer floating): what opens below its row while it is visible
 */
void
um_card_grid_add (UmCardGrid *self, GtkWidget *card, GtkWidget *form)
{
  g_return_if_fail (UM_IS_CARD_GRID (self));
  gtk_widget_set_parent (card, GTK_WIDGET (self));
  if (form == NULL)
    return;
  g_hash_table_add (self->forms, form);
  gtk_widget_set_parent (form, GTK_WIDGET (self));
}
