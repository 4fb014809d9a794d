/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page shows in place of content: empty, loading, error, nothing found. A spinner comes only
 * after 300 ms, so that what is quick doesn't flash. Main thread. */
#include "um-status-page.h"
#include "um-clamp.h"
#include "um-focus.h"

#define SPINNER_DELAY 300

struct _UmStatusPage
{
  GtkWidget parent_instance;

  guint spinner_source;
  gboolean spinning;
  GtkWidget *scroller;
  GtkWidget *spinner;
  GtkWidget *image;
  GtkWidget *title;
  GtkWidget *description;
  GtkWidget *child_place;
};

enum
{
  PROP_0,
  PROP_ICON_NAME,
  PROP_TITLE,
  PROP_DESCRIPTION,
  PROP_CHILD,
  PROP_SPINNING,
  N_PROPS,
};

static void um_status_page_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmStatusPage,
                               um_status_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      um_status_page_buildable_init))

static GParamSpec *properties[N_PROPS];
static GtkBuildableIface *parent_buildable;

static gboolean
show_spinner_cb (gpointer user_data)
{
  UmStatusPage *self = user_data;

  self->spinner_source = 0;
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_spinner_start (GTK_SPINNER (self->spinner));
  return G_SOURCE_REMOVE;
}

/* The template's own children come through here too, before there is a place for others. */
static void
um_status_page_add_child (GtkBuildable *buildable,
                          GtkBuilder *builder,
                          GObject *child,
                          const char *type)
{
  UmStatusPage *self = UM_STATUS_PAGE (buildable);

  if (self->child_place != NULL && GTK_IS_WIDGET (child))
    um_status_page_set_child (self, GTK_WIDGET (child));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
um_status_page_buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = um_status_page_add_child;
}

/* What can be done comes first. */
static gboolean
um_status_page_grab_focus (GtkWidget *widget)
{
  UmStatusPage *self = UM_STATUS_PAGE (widget);

  return gtk_widget_child_focus (self->child_place, GTK_DIR_TAB_FORWARD);
}

static void
um_status_page_dispose (GObject *object)
{
  UmStatusPage *self = UM_STATUS_PAGE (object);

  g_clear_handle_id (&self->spinner_source, g_source_remove);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (um_status_page_parent_class)->dispose (object);
}

static void
um_status_page_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmStatusPage *self = UM_STATUS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      g_value_set_string (value, gtk_image_get_icon_name (GTK_IMAGE (self->image)));
      break;
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->title)));
      break;
    case PROP_DESCRIPTION:
      g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->description)));
      break;
    case PROP_CHILD:
      g_value_set_object (value, gtk_widget_get_first_child (self->child_place));
      break;
    case PROP_SPINNING:
      g_value_set_boolean (value, self->spinning);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_status_page_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmStatusPage *self = UM_STATUS_PAGE (object);

  switch (prop_id)
    {
    case PROP_ICON_NAME:
      um_status_page_set_icon_name (self, g_value_get_string (value));
      break;
    case PROP_TITLE:
      um_status_page_set_title (self, g_value_get_string (value));
      break;
    case PROP_DESCRIPTION:
      um_status_page_set_description (self, g_value_get_string (value));
      break;
    case PROP_CHILD:
      um_status_page_set_child (self, g_value_get_object (value));
      break;
    case PROP_SPINNING:
      um_status_page_set_spinning (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, "", flags);
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_SPINNING] = g_param_spec_boolean ("spinning", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_status_page_class_init (UmStatusPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_status_page_dispose;
  um_focus_set_entrance (GTK_WIDGET_CLASS (klass), um_status_page_grab_focus);
  object_class->get_property = um_status_page_get_property;
  object_class->set_property = um_status_page_set_property;
  install_properties (object_class);

  g_type_ensure (UM_TYPE_CLAMP);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/widgets/um-status-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UmStatusPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, UmStatusPage, spinner);
  gtk_widget_class_bind_template_child (widget_class, UmStatusPage, image);
  gtk_widget_class_bind_template_child (widget_class, UmStatusPage, title);
  gtk_widget_class_bind_template_child (widget_class, UmStatusPage, description);
  gtk_widget_class_bind_template_child (widget_class, UmStatusPage, child_place);
}

static void
um_status_page_init (UmStatusPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * um_status_page_new:
 *
 * Returns: an empty status page
 */
GtkWidget *
um_status_page_new (void)
{
  return g_object_new (UM_TYPE_STATUS_PAGE, NULL);
}

/**
 * um_status_page_set_icon_name:
 * @self: a status page
 * @icon_name: (nullable): a symbolic icon
 */
void
um_status_page_set_icon_name (UmStatusPage *self, const char *icon_name)
{
  g_return_if_fail (UM_IS_STATUS_PAGE (self));
  gtk_image_set_from_icon_name (GTK_IMAGE (self->image), icon_name);
  gtk_widget_set_visible (self->image, icon_name != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ICON_NAME]);
}

/**
 * um_status_page_set_title:
 * @self: a status page
 * @title: what is the matter
 */
void
um_status_page_set_title (UmStatusPage *self, const char *title)
{
  g_return_if_fail (UM_IS_STATUS_PAGE (self));
  gtk_label_set_label (GTK_LABEL (self->title), title != NULL ? title : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * um_status_page_set_description:
 * @self: a status page
 * @description: (nullable): what can be done about it
 */
void
um_status_page_set_description (UmStatusPage *self, const char *description)
{
  g_return_if_fail (UM_IS_STATUS_PAGE (self));
  gtk_label_set_label (GTK_LABEL (self->description), description != NULL ? description : "");
  gtk_widget_set_visible (self->description, description != NULL && *description != '\0');
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

/**
 * um_status_page_set_child:
 * @self: a status page
 * @child: (nullable): the button that does it
 */
void
um_status_page_set_child (UmStatusPage *self, GtkWidget *child)
{
  GtkWidget *old;

  g_return_if_fail (UM_IS_STATUS_PAGE (self));
  old = gtk_widget_get_first_child (self->child_place);
  if (old == child)
    return;
  if (old != NULL)
    gtk_box_remove (GTK_BOX (self->child_place), old);
  if (child != NULL)
    gtk_box_append (GTK_BOX (self->child_place), child);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * um_status_page_set_spinning:
 * @self: a status page
 * @spinning: whether something is going on
 *
 * Shows a spinner in place of the icon, 300 ms from now.
 */
void
um_status_page_set_spinning (UmStatusPage *self, gboolean spinning)
{
  g_return_if_fail (UM_IS_STATUS_PAGE (self));
  if (self->spinning == !!spinning)
    return;
  self->spinning = !!spinning;
  g_clear_handle_id (&self->spinner_source, g_source_remove);
  if (spinning)
    self->spinner_source = g_timeout_add (SPINNER_DELAY, show_spinner_cb, self);
  else
    {
      gtk_spinner_stop (GTK_SPINNER (self->spinner));
      gtk_widget_set_visible (self->spinner, FALSE);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SPINNING]);
}
