/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content with a sidebar at one of its ends; where both don't fit only one of them, with a way back
 * that is its owner's (LOOKS.md, "Measures" and "The window"). GTK 4.8 has nothing of the kind.
 * Main thread. */
#include "um-split-view.h"

struct _UmSplitView
{
  GtkWidget parent_instance;

  GtkWidget *sidebar;
  GtkWidget *separator;
  GtkWidget *content;
  int sidebar_width; /* and up to the next with large text */
  int sidebar_most;
  int content_least;
  int collapse_below;
  guint notify_source; /* "collapsed" is told outside of the allocation */
  gboolean at_end;
  gboolean pinned;
  gboolean collapsed;
  gboolean show_sidebar;
};

enum
{
  PROP_0,
  PROP_SIDEBAR,
  PROP_CONTENT,
  PROP_AT_END,
  PROP_PINNED,
  PROP_SIDEBAR_WIDTH,
  PROP_SIDEBAR_MOST,
  PROP_CONTENT_LEAST,
  PROP_COLLAPSE_BELOW,
  PROP_COLLAPSED,
  PROP_SHOW_SIDEBAR,
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

/* @collapsed: whether both don't fit */
static gboolean
has_sidebar (UmSplitView *self, gboolean collapsed)
{
  return self->show_sidebar || (self->pinned && !collapsed);
}

static void
update_visible (UmSplitView *self)
{
  gboolean sidebar = has_sidebar (self, self->collapsed);

  gtk_widget_set_child_visible (self->sidebar, sidebar);
  gtk_widget_set_child_visible (self->separator, sidebar && !self->collapsed);
  gtk_widget_set_child_visible (self->content, !sidebar || !self->collapsed);
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

/* Who gets what of a width when both are shown; a collapsed view gives all of it to one. */
static Widths
share_width (UmSplitView *self, int width)
{
  Widths widths = { .sidebar = width, .content = width };
  int sidebar, natural, content, line;

  gtk_widget_measure (self->sidebar, GTK_ORIENTATION_HORIZONTAL, -1, &sidebar, &natural, NULL,
                      NULL);
  gtk_widget_measure (self->content, GTK_ORIENTATION_HORIZONTAL, -1, &content, NULL, NULL, NULL);
  gtk_widget_measure (self->separator, GTK_ORIENTATION_HORIZONTAL, -1, &line, NULL, NULL, NULL);
  sidebar = MAX (sidebar, MAX (MIN (natural, self->sidebar_most), self->sidebar_width));
  content = MAX (content, self->content_least);
  widths.collapsed = width < MAX (self->collapse_below, sidebar + line + content);
  if (widths.collapsed || !has_sidebar (self, FALSE))
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
  int sidebar_minimum = 0, sidebar_natural = 0, content_minimum, content_natural;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    widths = share_width (self, for_size);
  gtk_widget_measure (self->content, orientation, widths.content, &content_minimum,
                      &content_natural, NULL, NULL);
  if (has_sidebar (self, FALSE))
    gtk_widget_measure (self->sidebar, orientation, widths.sidebar, &sidebar_minimum,
                        &sidebar_natural, NULL, NULL);
  *minimum = MAX (sidebar_minimum, content_minimum);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *natural = MAX (sidebar_natural, content_natural);
  else
    *natural = content_natural
               + (has_sidebar (self, FALSE) ? MAX (sidebar_natural, self->sidebar_width) : 0);
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
  gboolean at_right = self->at_end != rtl;
  Widths widths = share_width (self, width);

  set_collapsed (self, widths.collapsed);
  update_visible (self);
  if (!has_sidebar (self, self->collapsed))
    {
      allocate (self->content, 0, width, height);
      return;
    }
  if (self->collapsed)
    {
      allocate (self->sidebar, 0, width, height);
      return;
    }
  allocate (self->sidebar, at_right ? width - widths.sidebar : 0, widths.sidebar, height);
  allocate (self->separator, at_right ? widths.content : widths.sidebar, widths.line, height);
  allocate (self->content, at_right ? 0 : widths.sidebar + widths.line, widths.content, height);
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
    case PROP_AT_END:
      g_value_set_boolean (value, self->at_end);
      break;
    case PROP_PINNED:
      g_value_set_boolean (value, self->pinned);
      break;
    case PROP_SIDEBAR_WIDTH:
      g_value_set_int (value, self->sidebar_width);
      break;
    case PROP_SIDEBAR_MOST:
      g_value_set_int (value, self->sidebar_most);
      break;
    case PROP_CONTENT_LEAST:
      g_value_set_int (value, self->content_least);
      break;
    case PROP_COLLAPSE_BELOW:
      g_value_set_int (value, self->collapse_below);
      break;
    case PROP_COLLAPSED:
      g_value_set_boolean (value, self->collapsed);
      break;
    case PROP_SHOW_SIDEBAR:
      g_value_set_boolean (value, self->show_sidebar);
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
    case PROP_AT_END:
      self->at_end = g_value_get_boolean (value);
      break;
    case PROP_PINNED:
      self->pinned = g_value_get_boolean (value);
      break;
    case PROP_SIDEBAR_WIDTH:
      self->sidebar_width = g_value_get_int (value);
      break;
    case PROP_SIDEBAR_MOST:
      self->sidebar_most = g_value_get_int (value);
      break;
    case PROP_CONTENT_LEAST:
      self->content_least = g_value_get_int (value);
      break;
    case PROP_COLLAPSE_BELOW:
      self->collapse_below = g_value_get_int (value);
      break;
    case PROP_SHOW_SIDEBAR:
      um_split_view_set_show_sidebar (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* A property that is given when the view is made. */
static GParamSpec *
new_flag (const char *name)
{
  return g_param_spec_boolean (name, NULL, NULL, FALSE,
                               G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
}

static GParamSpec *
new_length (const char *name)
{
  return g_param_spec_int (name, NULL, NULL, 0, G_MAXINT16, 0,
                           G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
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
  properties[PROP_AT_END] = new_flag ("at-end");
  properties[PROP_PINNED] = new_flag ("pinned");
  properties[PROP_SIDEBAR_WIDTH] = new_length ("sidebar-width");
  properties[PROP_SIDEBAR_MOST] = new_length ("sidebar-most");
  properties[PROP_CONTENT_LEAST] = new_length ("content-least");
  properties[PROP_COLLAPSE_BELOW] = new_length ("collapse-below");
  properties[PROP_COLLAPSED] = g_param_spec_boolean ("collapsed", NULL, NULL, FALSE,
                                                     G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SHOW_SIDEBAR] = g_param_spec_boolean ("show-sidebar", NULL, NULL, FALSE,
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
 * Returns: whether the two don't fit side by side, as the view was given its place last
 */
gboolean
um_split_view_get_collapsed (UmSplitView *self)
{
  g_return_val_if_fail (UM_IS_SPLIT_VIEW (self), FALSE);
  return self->collapsed;
}

/**
 * um_split_view_get_show_sidebar:
 * @self: a split view
 *
 * Returns: whether the sidebar is asked for, as um_split_view_set_show_sidebar () says
 */
gboolean
um_split_view_get_show_sidebar (UmSplitView *self)
{
  g_return_val_if_fail (UM_IS_SPLIT_VIEW (self), FALSE);
  return self->show_sidebar;
}

/**
 * um_split_view_set_show_sidebar:
 * @self: a split view
 * @show_sidebar: whether the sidebar is asked for
 *
 * A collapsed view shows the sidebar instead of the content then, any other both. A pinned sidebar
 * is there without being asked for where both fit.
 */
void
um_split_view_set_show_sidebar (UmSplitView *self, gboolean show_sidebar)
{
  g_return_if_fail (UM_IS_SPLIT_VIEW (self));
  if (self->show_sidebar == !!show_sidebar)
    return;
  self->show_sidebar = !!show_sidebar;
  update_visible (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SHOW_SIDEBAR]);
}
