/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line above the content for a lasting state, with at most one button. Main thread. */
#include "um-banner.h"

struct _UmBanner
{
  GtkWidget parent_instance;

  GtkWidget *revealer;
  GtkLabel *label;
  GtkButton *button;
};

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_BUTTON_LABEL,
  PROP_REVEALED,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmBanner, um_banner, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint button_clicked_signal;

static void
clicked_cb (UmBanner *self)
{
  g_signal_emit (self, button_clicked_signal, 0);
}

static void
um_banner_dispose (GObject *object)
{
  UmBanner *self = UM_BANNER (object);

  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (um_banner_parent_class)->dispose (object);
}

static void
um_banner_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmBanner *self = UM_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, gtk_label_get_label (self->label));
      break;
    case PROP_BUTTON_LABEL:
      g_value_set_string (value, gtk_button_get_label (self->button));
      break;
    case PROP_REVEALED:
      g_value_set_boolean (value, gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_banner_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmBanner *self = UM_BANNER (object);

  switch (prop_id)
    {
    case PROP_TITLE:
      um_banner_set_title (self, g_value_get_string (value));
      break;
    case PROP_BUTTON_LABEL:
      um_banner_set_button_label (self, g_value_get_string (value));
      break;
    case PROP_REVEALED:
      um_banner_set_revealed (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_banner_class_init (UmBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_banner_dispose;
  object_class->get_property = um_banner_get_property;
  object_class->set_property = um_banner_set_property;

  properties[PROP_TITLE] = g_param_spec_string (
    "title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL,
                                                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                         | G_PARAM_STATIC_STRINGS);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  button_clicked_signal = g_signal_new ("button-clicked", UM_TYPE_BANNER, G_SIGNAL_RUN_LAST, 0,
                                        NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
um_banner_init (UmBanner *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->button, TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self->button), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->button), GTK_ALIGN_CENTER);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_widget_add_css_class (box, "um-banner");
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), 200);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * um_banner_new:
 * @title: what it says
 *
 * Returns: a banner that isn't revealed yet
 */
GtkWidget *
um_banner_new (const char *title)
{
  return g_object_new (UM_TYPE_BANNER, "title", title, NULL);
}

/**
 * um_banner_set_title:
 * @self: a banner
 * @title: one short factual sentence
 */
void
um_banner_set_title (UmBanner *self, const char *title)
{
  g_return_if_fail (UM_IS_BANNER (self));
  gtk_label_set_label (self->label, title != NULL ? title : "");
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * um_banner_set_button_label:
 * @self: a banner
 * @label: (nullable): the button's label with a mnemonic; %NULL: no button
 */
void
um_banner_set_button_label (UmBanner *self, const char *label)
{
  g_return_if_fail (UM_IS_BANNER (self));
  gtk_button_set_label (self->button, label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUTTON_LABEL]);
}

/**
 * um_banner_set_revealed:
 * @self: a banner
 * @revealed: whether it is shown
 */
void
um_banner_set_revealed (UmBanner *self, gboolean revealed)
{
  g_return_if_fail (UM_IS_BANNER (self));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), revealed);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REVEALED]);
}
