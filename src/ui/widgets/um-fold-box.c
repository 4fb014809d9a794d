/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of children that becomes a column where the line is too narrow for all of them at their
 * natural width, so that rows and button bars serve narrow windows and large text. Main thread. */
#include "um-fold-box.h"

struct _UmFoldBox
{
  GtkWidget parent_instance;

  int spacing;
  int row_spacing;
};

enum
{
  PROP_0,
  PROP_SPACING,
  PROP_ROW_SPACING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmFoldBox, um_fold_box, GTK_TYPE_WIDGET)

/* The first child that takes part in the layout, from @child on. */
static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
first_child (UmFoldBox *self)
{
  return skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkWidget *
next_child (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

/* @widest: what the column needs at least; @line: what the line needs. */
static void
measure_width (UmFoldBox *self, int *widest, int *line)
{
  *widest = *line = 0;
  for (GtkWidget *child = first_child (self); child != NULL; child = next_child (child))
    {
      int minimum, natural;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
      *widest = MAX (*widest, minimum);
      *line += natural + (*line > 0 ? self->spacing : 0);
    }
}

static gboolean
is_folded (UmFoldBox *self, int width)
{
  int widest, line;

  measure_width (self, &widest, &line);
  return line > width;
}

/* Where the line is longer than its children the first that expands takes the rest. */
static int
get_extra (UmFoldBox *self, int width)
{
  int widest, line;

  measure_width (self, &widest, &line);
  return MAX (width - line, 0);
}

/* One that has an alignment of its own places itself. */
static int
child_width_in_column (GtkWidget *child, int width)
{
  int natural;

  if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL)
      || gtk_widget_get_halign (child) != GTK_ALIGN_FILL)
    return width;
  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return MIN (natural, width);
}

/* Width of a child in the line; the first that expands takes @extra. */
static int
child_width_in_line (GtkWidget *child, int *extra)
{
  int natural, width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  width = natural;
  if (*extra > 0 && gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
    {
      width += *extra;
      *extra = 0;
    }
  return width;
}

static void
measure_height (UmFoldBox *self, int width, int *minimum, int *natural)
{
  gboolean folded = is_folded (self, width);
  int extra = get_extra (self, width);

  for (GtkWidget *child = first_child (self); child != NULL; child = next_child (child))
    {
      int child_width = folded ? child_width_in_column (child, width)
                               : child_width_in_line (child, &extra);
      int child_minimum, child_natural;
      int gap = folded && *natural > 0 ? self->row_spacing : 0;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, &child_minimum,
                          &child_natural, NULL, NULL);
      *minimum = folded ? *minimum + child_minimum + gap : MAX (*minimum, child_minimum);
      *natural = folded ? *natural + child_natural + gap : MAX (*natural, child_natural);
    }
}

static void
um_fold_box_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  UmFoldBox *self = UM_FOLD_BOX (widget);

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    measure_width (self, minimum, natural);
  else
    measure_height (self, for_size >= 0 ? for_size : G_MAXINT, minimum, natural);
}

static void
allocate_child (UmFoldBox *self, GtkWidget *child, GtkAllocation *place, int width)
{
  GtkAllocation mirrored = *place;

  if (gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL)
    mirrored.x = width - place->x - place->width;
  gtk_widget_size_allocate (child, &mirrored, -1);
}

static void
um_fold_box_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmFoldBox *self = UM_FOLD_BOX (widget);
  gboolean folded = is_folded (self, width);
  int extra = get_extra (self, width);
  GtkAllocation place = { 0, 0, 0, height };

  for (GtkWidget *child = first_child (self); child != NULL; child = next_child (child))
    {
      place.width = folded ? child_width_in_column (child, width)
                           : child_width_in_line (child, &extra);
      if (folded)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, place.width, &place.height, NULL, NULL,
                            NULL);
      allocate_child (self, child, &place, width);
      if (folded)
        place.y += place.height + self->row_spacing;
      else
        place.x += place.width + self->spacing;
    }
}

static GtkSizeRequestMode
um_fold_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
um_fold_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (um_fold_box_parent_class)->dispose (object);
}

static void
um_fold_box_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmFoldBox *self = UM_FOLD_BOX (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      g_value_set_int (value, self->spacing);
      break;
    case PROP_ROW_SPACING:
      g_value_set_int (value, self->row_spacing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_fold_box_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmFoldBox *self = UM_FOLD_BOX (object);

  switch (prop_id)
    {
    case PROP_SPACING:
      self->spacing = g_value_get_int (value);
      break;
    case PROP_ROW_SPACING:
      self->row_spacing = g_value_get_int (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
um_fold_box_class_init (UmFoldBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_fold_box_dispose;
  object_class->get_property = um_fold_box_get_property;
  object_class->set_property = um_fold_box_set_property;
  widget_class->get_request_mode = um_fold_box_get_request_mode;
  widget_class->measure = um_fold_box_measure;
  widget_class->size_allocate = um_fold_box_size_allocate;
  properties[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ROW_SPACING] = g_param_spec_int ("row-spacing", NULL, NULL, 0, G_MAXINT16, 0,
                                                   G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_fold_box_init (UmFoldBox *self)
{
}

/**
 * um_fold_box_new:
 *
 * Returns: a box without children
 */
GtkWidget *
um_fold_box_new (void)
{
  return g_object_new (UM_TYPE_FOLD_BOX, NULL);
}
