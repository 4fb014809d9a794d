/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of the checklist: state as icon and word, title, text, one button; the button of the step
 * that comes next is the suggested one. Owned by its list; main thread. */
#include "um-config.h"
#include "um-checklist-row.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmChecklistRow
{
  GtkListBoxRow parent_instance;

  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *word;
  GtkLabel *text;
  GtkBox *texts;
  GtkButton *button;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_TEXT,
  PROP_BUTTON_LABEL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint clicked_signal;

static void um_checklist_row_buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmChecklistRow,
                               um_checklist_row,
                               GTK_TYPE_LIST_BOX_ROW,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE,
                                                      um_checklist_row_buildable_init))

static void
clicked_cb (UmChecklistRow *self)
{
  g_signal_emit (self, clicked_signal, 0);
}

/* The template itself is built before "texts" is there; what a page's template adds comes later. */
static void
add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  UmChecklistRow *self = UM_CHECKLIST_ROW (buildable);

  if (self->texts != NULL && GTK_IS_WIDGET (child))
    gtk_box_append (self->texts, GTK_WIDGET (child));
  else
    g_warning ("A row of the checklist takes widgets only");
}

static void
um_checklist_row_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = add_child;
}

static void
um_checklist_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmChecklistRow *self = UM_CHECKLIST_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->title));
      break;
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_label (self->text));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_checklist_row_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  UmChecklistRow *self = UM_CHECKLIST_ROW (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      gtk_label_set_label (self->title, g_value_get_string (value));
      break;
    case PROP_TEXT:
      gtk_label_set_label (self->text, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      gtk_button_set_label (self->button, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_checklist_row_class_init (UmChecklistRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = um_checklist_row_get_property;
  object_class->set_property = um_checklist_row_set_property;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  clicked_signal = g_signal_new ("clicked", UM_TYPE_CHECKLIST_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/um-checklist-row.ui");
  gtk_widget_class_bind_template_child (widget_class, UmChecklistRow, icon);
  gtk_widget_class_bind_template_child (widget_class, UmChecklistRow, title);
  gtk_widget_class_bind_template_child (widget_class, UmChecklistRow, word);
  gtk_widget_class_bind_template_child (widget_class, UmChecklistRow, text);
  gtk_widget_class_bind_template_child (widget_class, UmChecklistRow, texts);
  gtk_widget_class_bind_template_child (widget_class, UmChecklistRow, button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
um_checklist_row_init (UmChecklistRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  um_checklist_row_set_state (self, UM_CHECKLIST_LATER);
}

static void
show_state (UmChecklistRow *self, const char *icon, const char *word, const char *css_class)
{
  const char *classes[] = { css_class, NULL };

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_label_set_label (self->word, word);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
  gtk_widget_set_css_classes (GTK_WIDGET (self->word), classes);
}

/**
 * um_checklist_row_set_state:
 * @self: a row
 * @state: what it shows
 */
void
um_checklist_row_set_state (UmChecklistRow *self, UmChecklistState state)
{
  g_return_if_fail (UM_IS_CHECKLIST_ROW (self));
  switch (state)
    {
    case UM_CHECKLIST_DONE:
      show_state (self, "object-select-symbolic", C_ ("checklist", "Done"), "success-text");
      break;
    case UM_CHECKLIST_NEXT:
      show_state (self, "go-next-symbolic", C_ ("checklist", "Next"), "heading");
      break;
    case UM_CHECKLIST_LATER:
    default:
      show_state (self, "content-loading-symbolic", C_ ("checklist", "Later"), "dim");
    }
  if (state == UM_CHECKLIST_NEXT)
    gtk_widget_add_css_class (GTK_WIDGET (self->button), "suggested-action");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->button), "suggested-action");
}

/**
 * um_checklist_row_set_usable:
 * @self: a row
 * @usable: whether its button can be used
 */
void
um_checklist_row_set_usable (UmChecklistRow *self, gboolean usable)
{
  g_return_if_fail (UM_IS_CHECKLIST_ROW (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), usable);
}
