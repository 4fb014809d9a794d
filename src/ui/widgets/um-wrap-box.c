/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of children that goes on in further lines where it is too narrow for all of them at their
 * natural width, so that chips, rows and button bars serve narrow windows and large text. Main
 * thread. */
#include "um-wrap-box.h"

struct _UmWrapBox
{
  GtkWidget parent_instance;

  int spacing;
  int row_spacing;
  int content_width; /* what is enough for an expanding child; 0: its natural width */
  double xalign;
};

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_ROW_SPACING,
  PROP_CONTENT_WIDTH,
  PROP_XALIGN,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmWrapBox, um_wrap_box, GTK_TYPE_WIDGET)

/* One line: the children from @first to before @end. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end; /* (nullable) */
  int width;      /* of the children at their natural widths, with their gaps */
  guint n_children;
  guint n_expanding;
} Line;

/* The first child that takes part in the layout, from @child on. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_child (UmWrapBox *self)
{
  return skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
next_child (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

/* What a child gets of a line of this width before anything is left over. */
static int
get_width (UmWrapBox *self, GtkWidget *child, int width)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  if (self->content_width > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    natural = MIN (natural, self->content_width);
  return MAX (minimum, MIN (natural, width));
}

static Line
get_line (UmWrapBox *self, GtkWidget *first, int width)
{
  Line line = { .first = first };

  for (GtkWidget *child = first; child != NULL; child = next_child (child))
    {
      int wanted = get_width (self, child, width) + (child != first ? self->spacing : 0);

      if (child != first && line.width + wanted > width)
        {
          line.end = child;
          break;
        }
      line.width += wanted;
      line.n_children++;
      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        line.n_expanding++;
    }
  return line;
}

/* Width of a child in its line. One that has an alignment of its own and is alone places itself. */
static int
get_width_in_line (UmWrapBox *self, GtkWidget *child, const Line *line, int width)
{
  int own = get_width (self, child, width);
  int extra = MAX (width - line->width, 0);

  if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    return own + extra / (int) line->n_expanding;
  if (line->n_children == 1 && gtk_widget_get_halign (child) != GTK_ALIGN_FILL)
    return own + extra;
  return own;
}

static void
measure_line (UmWrapBox *self, const Line *line, int width, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = line->first; child != line->end; child = next_child (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL,
                          get_width_in_line (self, child, line, width), &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural = MAX (*natural, child_natural);
    }
}

static void
measure_height (UmWrapBox *self, int width, int *minimum, int *natural)
{
  Line line;

  for (GtkWidget *child = first_child (self); child != NULL; child = line.end)
    {
      int line_minimum, line_natural;
      int gap = child != first_child (self) ? self->row_spacing : 0;

      line = get_line (self, child, width);
      measure_line (self, &line, width, &line_minimum, &line_natural);
      *minimum += line_minimum + gap;
      *natural += line_natural + gap;
    }
}

static void
measure_width (UmWrapBox *self, int *minimum, int *natural)
{
  for (GtkWidget *child = first_child (self); child != NULL; child = next_child (child))
    {
      int child_minimum, child_natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural,
                          NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += child_natural + (*natural > 0 ? self->spacing : 0);
    }
}

static void
um_wrap_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  UmWrapBox *self = UM_WRAP_BOX (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size < 0)
    gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &for_size, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    measure_height (self, for_size, minimum, natural);
}

static void
allocate_line (UmWrapBox *self, const Line *line, GtkAllocation *place, int width)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int rest = line->n_expanding > 0 ? 0 : MAX (width - line->width, 0);

  place->x = (int) (rest * self->xalign);
  for (GtkWidget *child = line->first; child != line->end; child = next_child (child))
    {
      GtkAllocation mirrored;

      place->width = get_width_in_line (self, child, line, width);
      if (place->width > width - place->x)
        place->x = MAX (width - place->width, 0);
      mirrored = *place;
      if (rtl)
        mirrored.x = width - place->x - place->width;
      gtk_widget_size_allocate (child, &mirrored, -1);
      place->x += place->width + self->spacing;
    }
}

static void
um_wrap_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmWrapBox *self = UM_WRAP_BOX (widget);
  GtkAllocation place = { 0 };
  Line line;

  for (GtkWidget *child = first_child (self); child != NULL; child = line.end)
    {
      int minimum;

      line = get_line (self, child, width);
      measure_line (self, &line, width, &minimum, &place.height);
      /* A single line may be higher than it needs: its children align themselves in it. */
      if (child == first_child (self) && line.end == NULL)
        place.height = height;
      allocate_line (self, &line, &place, width);
      place.y += place.height + self->row_spacing;
    }
}

static GtkSizeRequestMode
um_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
um_wrap_box_dispose (GObject *object)
{
  um_wrap_box_remove_all (UM_WRAP_BOX (object));
  G_OBJECT_CLASS (um_wrap_box_parent_class)->dispose (object);
}

static void
um_wrap_box_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmWrapBox *self = UM_WRAP_BOX (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_ROW_SPACING:
      g_value_set_int (value, self->row_spacing);
      break;
    case PROP_CONTENT_WIDTH:
      g_value_set_int (value, self->content_width);
      break;
    case PROP_XALIGN:
      g_value_set_double (value, self->xalign);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_wrap_box_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmWrapBox *self = UM_WRAP_BOX (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_ROW_SPACING:
      self->row_spacing = g_value_get_int (value);
      break;
    case PROP_CONTENT_WIDTH:
      self->content_width = g_value_get_int (value);
      break;
    case PROP_XALIGN:
      self->xalign = g_value_get_double (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
um_wrap_box_class_init (UmWrapBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_wrap_box_dispose;
  object_class->get_property = um_wrap_box_get_property;
  object_class->set_property = um_wrap_box_set_property;
  widget_class->get_request_mode = um_wrap_box_get_request_mode;
  widget_class->measure = um_wrap_box_measure;
  widget_class->size_allocate = um_wrap_box_size_allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROW_SPACING] = g_param_spec_int ("row-spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  /* An entry with a long hint doesn't push what stands beside it into the next line. */
  properties[PROP_CONTENT_WIDTH] = g_param_spec_int ("content-width", NULL, NULL, 0, G_MAXINT16, 0,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_XALIGN] = g_param_spec_double ("xalign", NULL, NULL, 0, 1, 0,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
um_wrap_box_init (UmWrapBox *self)
{
}

/**
 * um_wrap_box_new:
 * @spacing: between children and between lines, in pixels
 *
 * Returns: a box without children
 */
GtkWidget *
um_wrap_box_new (int spacing)
{
  return g_object_new (UM_TYPE_WRAP_BOX, "spacing", spacing, "row-spacing", spacing, NULL);
}

/**
 * um_wrap_box_remove_all:
 * @self: a box
 *
 * Takes all its children away.
 */
void
um_wrap_box_remove_all (UmWrapBox *self)
{
  GtkWidget *child;

  g_return_if_fail (UM_IS_WRAP_BOX (self));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
}

/**
 * um_wrap_box_find:
 * @self: a box
 * @widget: one of its children, or something within one
 *
 * Returns: the position of the child that @widget is or lies in
 */
guint
um_wrap_box_find (UmWrapBox *self, GtkWidget *widget)
{
  guint position = 0;

  g_return_val_if_fail (UM_IS_WRAP_BOX (self), 0);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_next_sibling (child), position++)
    if (child == widget || gtk_widget_is_ancestor (widget, child))
      break;
  return position;
}
