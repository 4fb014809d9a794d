/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content with a pane at its end. The pane leaves the table's first columns their place (LOOKS.md,
 * "The window"); where it can't, it stands in place of the content. Main thread. */
#include "um-side-view.h"

#define PANE_WIDTH    340
#define CONTENT_LEAST 450

struct _UmSideView
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkWidget *separator;
  GtkWidget *pane;
  guint notify_source; /* "collapsed" is told outside of the allocation */
  gboolean collapsed;
  gboolean show_pane;
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_PANE,
  PROP_SHOW_PANE,
  PROP_COLLAPSED,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmSideView, um_side_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
set_child (UmSideView *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
update_visible (UmSideView *self)
{
  gtk_widget_set_child_visible (self->content, !self->show_pane || !self->collapsed);
  gtk_widget_set_child_visible (self->separator, self->show_pane && !self->collapsed);
  gtk_widget_set_child_visible (self->pane, self->show_pane);
}

static gboolean
notify_collapsed_cb (gpointer user_data)
{
  UmSideView *self = user_data;

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSED]);
  return G_SOURCE_REMOVE;
}

static void
set_collapsed (UmSideView *self, gboolean collapsed)
{
  if (self->collapsed == collapsed)
    return;
  self->collapsed = collapsed;
  if (self->notify_source == 0)
    self->notify_source = g_idle_add (notify_collapsed_cb, self);
}

typedef struct
{
  gboolean collapsed;
  int content;
  int line;
  int pane;
} Widths;

/* Who gets what of a width when the pane is shown. */
static Widths
share_width (UmSideView *self, int width)
{
  Widths widths = { .content = width, .pane = width };
  int content, line, pane;

  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &content, NULL, NULL, NULL);
  gtk_widget_measure (self->separator, GTK_ORIENTATION_HORIZONTAL, -1, &line, NULL, NULL, NULL);
  gtk_widget_measure (self->pane, GTK_ORIENTATION_HORIZONTAL, -1, &pane, NULL, NULL, NULL);
  pane = MAX (pane, PANE_WIDTH);
  widths.collapsed = width < MAX (content, CONTENT_LEAST) + line + pane;
  if (widths.collapsed)
    return widths;
  widths.content = width - line - pane;
  widths.line = line;
  widths.pane = pane;
  return widths;
}

static void
um_side_view_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  UmSideView *self = UM_SIDE_VIEW (widget);
  Widths widths = { .content = for_size, .pane = for_size };
  int content_minimum, content_natural, pane_minimum = 0, pane_natural = 0;

  if (self->show_pane && orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    widths = share_width (self, for_size);
  gtk_widget_measure (self->content, orientation, widths.content, &content_minimum,
                      &content_natural, NULL, NULL);
  if (self->show_pane)
    gtk_widget_measure (self->pane, orientation, widths.pane, &pane_minimum, &pane_natural, NULL,
                        NULL);
  *minimum = MAX (content_minimum, pane_minimum);
  *natural = MAX (content_natural, pane_natural);
}

static GtkSizeRequestMode
um_side_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
allocate (GtkWidget *child, int x, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, width, height }, -1);
}

static void
um_side_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmSideView *self = UM_SIDE_VIEW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Widths widths = share_width (self, width);

  set_collapsed (self, widths.collapsed);
  update_visible (self);
  if (!self->show_pane)
    {
      allocate (self->content, 0, width, height);
      return;
    }
  if (widths.collapsed)
    {
      allocate (self->pane, 0, width, height);
      return;
    }
  allocate (self->content, rtl ? widths.pane + widths.line : 0, widths.content, height);
  allocate (self->separator, rtl ? widths.pane : widths.content, widths.line, height);
  allocate (self->pane, rtl ? 0 : widths.content + widths.line, widths.pane, height);
}

static void
um_side_view_dispose (GObject *object)
{
  UmSideView *self = UM_SIDE_VIEW (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->separator, gtk_widget_unparent);
  g_clear_pointer (&self->pane, gtk_widget_unparent);
  G_OBJECT_CLASS (um_side_view_parent_class)->dispose (object);
}

static void
um_side_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmSideView *self = UM_SIDE_VIEW (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_PANE:
      g_value_set_object (value, self->pane);
      break;
    case PROP_SHOW_PANE:
      g_value_set_boolean (value, self->show_pane);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_side_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmSideView *self = UM_SIDE_VIEW (object);

  switch (prop_id)
    {
    case PROP_CONTENT:
      set_child (self, &self->content, g_value_get_object (value));
      break;
    case PROP_PANE:
      set_child (self, &self->pane, g_value_get_object (value));
      break;
    case PROP_SHOW_PANE:
      um_side_view_set_show_pane (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_side_view_class_init (UmSideViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_side_view_dispose;
  object_class->get_property = um_side_view_get_property;
  object_class->set_property = um_side_view_set_property;
  widget_class->get_request_mode = um_side_view_get_request_mode;
  widget_class->measure = um_side_view_measure;
  widget_class->size_allocate = um_side_view_size_allocate;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PANE] = g_param_spec_object ("pane", NULL, NULL, GTK_TYPE_WIDGET,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_PANE] = g_param_spec_boolean ("show-pane", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_side_view_init (UmSideView *self)
{
  set_child (self, &self->separator, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
}

/**
 * um_side_view_get_collapsed:
 * @self: a side view
 *
 * Returns: whether the pane, when it is shown, covers the content
 */
gboolean
um_side_view_get_collapsed (UmSideView *self)
{
  g_return_val_if_fail (UM_IS_SIDE_VIEW (self), FALSE);
  return self->collapsed;
}

/**
 * um_side_view_get_show_pane:
 * @self: a side view
 *
 * Returns: whether the pane is shown
 */
gboolean
um_side_view_get_show_pane (UmSideView *self)
{
  g_return_val_if_fail (UM_IS_SIDE_VIEW (self), FALSE);
  return self->show_pane;
}

/**
 * um_side_view_set_show_pane:
 * @self: a side view
 * @show_pane: whether the pane is shown
 */
void
um_side_view_set_show_pane (UmSideView *self, gboolean show_pane)
{
  g_return_if_fail (UM_IS_SIDE_VIEW (self));
  if (self->show_pane == !!show_pane)
    return;
  self->show_pane = !!show_pane;
  update_visible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_PANE]);
}
