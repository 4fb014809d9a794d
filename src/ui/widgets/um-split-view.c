/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sidebar and content side by side; below 720 px only one of them, with a way back (LOOKS.md,
 * "Measures"). GTK 4.8 has nothing of the kind. Main thread. */
#include "um-split-view.h"

#define SIDEBAR_WIDTH  220
#define SIDEBAR_MOST   320 /* with large text */
#define COLLAPSE_BELOW 720

struct _UmSplitView
{
  GtkWidget parent_instance;

  GtkWidget *sidebar;
  GtkWidget *separator;
  GtkWidget *content;
  guint notify_source; /* "collapsed" is told outside of the allocation */
  gboolean collapsed;
  gboolean show_content;
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_COLLAPSED,
  PROP_SHOW_CONTENT,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmSplitView, um_split_view, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
set_child (UmSplitView *self, GtkWidget **place, GtkWidget *child)
{
  g_clear_pointer (place, gtk_widget_unparent);
  *place = child;
  if (child != NULL)
    gtk_widget_set_parent (child, GTK_WIDGET (self));
}

static void
update_visible (UmSplitView *self)
{
  gtk_widget_set_child_visible (self->sidebar, !self->collapsed || !self->show_content);
  gtk_widget_set_child_visible (self->separator, !self->collapsed);
  gtk_widget_set_child_visible (self->content, !self->collapsed || self->show_content);
}

static gboolean
notify_collapsed_cb (gpointer user_data)
{
  UmSplitView *self = user_data;

  self->notify_source = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLAPSED]);
  return G_SOURCE_REMOVE;
}

static void
set_collapsed (UmSplitView *self, gboolean collapsed)
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
  int sidebar;
  int line;
  int content;
} Widths;

/* Who gets what of a width; a collapsed view gives all of it to the one that is shown. */
static Widths
share_width (UmSplitView *self, int width)
{
  Widths widths = { .sidebar = width, .content = width };
  int sidebar, natural, content, line;

  gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &sidebar, &natural, NULL,
                      NULL);
  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &content, NULL, NULL, NULL);
  gtk_widget_measure (self->separator, GTK_ORIENTATION_HORIZONTAL, -1, &line, NULL, NULL, NULL);
  sidebar = MAX (sidebar, CLAMP (natural, SIDEBAR_WIDTH, SIDEBAR_MOST));
  widths.collapsed = width < MAX (COLLAPSE_BELOW, sidebar + line + content);
  if (widths.collapsed)
    return widths;
  widths.sidebar = sidebar;
  widths.line = line;
  widths.content = width - sidebar - line;
  return widths;
}

static void
um_split_view_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  UmSplitView *self = UM_SPLIT_VIEW (widget);
  Widths widths = { .sidebar = -1, .content = -1 };
  int sidebar_minimum, sidebar_natural, content_minimum, content_natural;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    widths = share_width (self, for_size);
  gtk_widget_measure (self->sidebar, orientation, widths.sidebar, &sidebar_minimum,
                      &sidebar_natural, NULL, NULL);
  gtk_widget_measure (self->content, orientation, widths.content, &content_minimum,
                      &content_natural, NULL, NULL);
  *minimum = MAX (sidebar_minimum, content_minimum);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (sidebar_natural, SIDEBAR_WIDTH) + content_natural;
  else
    *natural = MAX (sidebar_natural, content_natural);
}

static GtkSizeRequestMode
um_split_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
allocate (GtkWidget *child, int x, int width, int height)
{
  gtk_widget_size_allocate (child, &(GtkAllocation){ x, 0, width, height }, -1);
}

static void
um_split_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  UmSplitView *self = UM_SPLIT_VIEW (widget);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  Widths widths = share_width (self, width);

  set_collapsed (self, widths.collapsed);
  update_visible (self);
  if (self->collapsed)
    {
      allocate (self->show_content ? self->content : self->sidebar, 0, width, height);
      return;
    }
  allocate (self->sidebar, rtl ? width - widths.sidebar : 0, widths.sidebar, height);
  allocate (self->separator, rtl ? widths.content : widths.sidebar, widths.line, height);
  allocate (self->content, rtl ? 0 : widths.sidebar + widths.line, widths.content, height);
}

static void
um_split_view_dispose (GObject *object)
{
  UmSplitView *self = UM_SPLIT_VIEW (object);

  g_clear_handle_id (&self->notify_source, g_source_remove);
  g_clear_pointer (&self->sidebar, gtk_widget_unparent);
  g_clear_pointer (&self->separator, gtk_widget_unparent);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  G_OBJECT_CLASS (um_split_view_parent_class)->dispose (object);
}

static void
um_split_view_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmSplitView *self = UM_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      g_value_set_object (value, self->sidebar);
      break;
    case PROP_CONTENT:
      g_value_set_object (value, self->content);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    case PROP_SHOW_CONTENT:
      g_value_set_boolean (value, self->show_content);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_split_view_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmSplitView *self = UM_SPLIT_VIEW (object);

  switch (prop_id)
    {
    case PROP_SIDEBAR:
      set_child (self, &self->sidebar, g_value_get_object (value));
      break;
    case PROP_CONTENT:
      set_child (self, &self->content, g_value_get_object (value));
      break;
    case PROP_SHOW_CONTENT:
      um_split_view_set_show_content (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_split_view_class_init (UmSplitViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_split_view_dispose;
  object_class->get_property = um_split_view_get_property;
  object_class->set_property = um_split_view_set_property;
  widget_class->get_request_mode = um_split_view_get_request_mode;
  widget_class->measure = um_split_view_measure;
  widget_class->size_allocate = um_split_view_size_allocate;

  properties[PROP_SIDEBAR] = g_param_spec_object ("sidebar", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, GTK_TYPE_WIDGET,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_CONTENT] = g_param_spec_boolean ("show-content", NULL, NULL, FALSE,
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                          | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_split_view_init (UmSplitView *self)
{
  set_child (self, &self->separator, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
}

/**
 * um_split_view_get_collapsed:
 * @self: a split view
 *
 * Returns: whether only one of the two is shown
 */
gboolean
um_split_view_get_collapsed (UmSplitView *self)
{
  g_return_val_if_fail (UM_IS_SPLIT_VIEW (self), FALSE);
  return self->collapsed;
}

/**
 * um_split_view_get_show_content:
 * @self: a split view
 *
 * Returns: whether a collapsed view shows the content
 */
gboolean
um_split_view_get_show_content (UmSplitView *self)
{
  g_return_val_if_fail (UM_IS_SPLIT_VIEW (self), FALSE);
  return self->show_content;
}

/**
 * um_split_view_set_show_content:
 * @self: a split view
 * @show_content: whether a collapsed view shows the content
 *
 * Moves between the two where only one fits; remembered where both do.
 */
void
um_split_view_set_show_content (UmSplitView *self, gboolean show_content)
{
  g_return_if_fail (UM_IS_SPLIT_VIEW (self));
  if (self->show_content == !!show_content)
    return;
  self->show_content = !!show_content;
  update_visible (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_CONTENT]);
}
