/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives its child at most a width, centred, so that forms and texts stay readable in a wide window.
 * Main thread. */
#include "um-clamp.h"

#define DEFAULT_MAXIMUM 640

struct _UmClamp
{
  GtkWidget parent_instance;

  GtkWidget *child; /* (nullable) */
  int maximum_size;
};

enum
{
  PROP_0,
  PROP_CHILD,
  PROP_MAXIMUM_SIZE,
  N_PROPS,
};

static void um_clamp_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmClamp,
                               um_clamp,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, um_clamp_buildable_init))

static GParamSpec *properties[N_PROPS];

static void
um_clamp_measure (GtkWidget *widget,
                  GtkOrientation orientation,
                  int for_size,
                  int *minimum,
                  int *natural,
                  int *minimum_baseline,
                  int *natural_baseline)
{
  UmClamp *self = UM_CLAMP (widget);

  if (self->child == NULL)
    return;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    for_size = MIN (for_size, self->maximum_size);
  gtk_widget_measure (self->child, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, MIN (*natural, self->maximum_size));
}

static void
um_clamp_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmClamp *self = UM_CLAMP (widget);
  int minimum, child_width;

  if (self->child == NULL)
    return;
  gtk_widget_measure (self->child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  child_width = MIN (width, MAX (minimum, self->maximum_size));
  gtk_widget_size_allocate (
    self->child, &(GtkAllocation){ (width - child_width) / 2, 0, child_width, height }, baseline);
}

static GtkSizeRequestMode
um_clamp_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
um_clamp_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  g_return_if_fail (GTK_IS_WIDGET (child));
  um_clamp_set_child (UM_CLAMP (buildable), GTK_WIDGET (child));
}

static void
um_clamp_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = um_clamp_add_child;
}

static void
um_clamp_dispose (GObject *object)
{
  UmClamp *self = UM_CLAMP (object);

  g_clear_pointer (&self->child, gtk_widget_unparent);
  G_OBJECT_CLASS (um_clamp_parent_class)->dispose (object);
}

static void
um_clamp_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmClamp *self = UM_CLAMP (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, self->child);
      break;
    case PROP_MAXIMUM_SIZE:
      g_value_set_int (value, self->maximum_size);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_clamp_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmClamp *self = UM_CLAMP (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      um_clamp_set_child (self, g_value_get_object (value));
      break;
    case PROP_MAXIMUM_SIZE:
      um_clamp_set_maximum_size (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_clamp_class_init (UmClampClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_clamp_dispose;
  object_class->get_property = um_clamp_get_property;
  object_class->set_property = um_clamp_set_property;
  widget_class->measure = um_clamp_measure;
  widget_class->size_allocate = um_clamp_size_allocate;
  widget_class->get_request_mode = um_clamp_get_request_mode;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAXIMUM_SIZE] = g_param_spec_int (
    "maximum-size", NULL, NULL, 0, G_MAXINT, DEFAULT_MAXIMUM,
    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_clamp_init (UmClamp *self)
{
  self->maximum_size = DEFAULT_MAXIMUM;
}

/**
 * um_clamp_new:
 *
 * Returns: an empty clamp of 640 px
 */
GtkWidget *
um_clamp_new (void)
{
  return g_object_new (UM_TYPE_CLAMP, NULL);
}

/**
 * um_clamp_set_child:
 * @self: a clamp
 * @child: (nullable): what it holds
 */
void
um_clamp_set_child (UmClamp *self, GtkWidget *child)
{
  g_return_if_fail (UM_IS_CLAMP (self));
  if (self->child == child)
    return;
  g_clear_pointer (&self->child, gtk_widget_unparent);
  self->child = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * um_clamp_set_maximum_size:
 * @self: a clamp
 * @size: the child's largest width in pixels
 */
void
um_clamp_set_maximum_size (UmClamp *self, int size)
{
  g_return_if_fail (UM_IS_CLAMP (self));
  if (self->maximum_size == size)
    return;
  self->maximum_size = size;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAXIMUM_SIZE]);
}
