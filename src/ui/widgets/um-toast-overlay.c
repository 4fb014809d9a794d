/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short messages over the content, one after the other. Each goes by itself after five seconds,
 * later where the pointer or the focus rests on it. Main thread. */
#include "um-toast-overlay.h"

#include <glib/gi18n.h>

#define SHOWN_FOR 5

typedef struct
{
  char *title;
  char *button_label; /* (nullable) */
  char *action_name;  /* (nullable) */
  GVariant *target;   /* (nullable) */
} Toast;

struct _UmToastOverlay
{
  GtkWidget parent_instance;

  GQueue waiting; /* of Toast */
  guint timeout;
  GtkOverlay *overlay;
  GtkWidget *revealer;
  GtkLabel *label;
  GtkButton *button;
  GtkEventController *motion;
  GtkEventController *focus;
};

enum
{
  PROP_0,
  PROP_CHILD,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmToastOverlay, um_toast_overlay, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];

static void
toast_free (Toast *toast)
{
  g_free (toast->title);
  g_free (toast->button_label);
  g_free (toast->action_name);
  g_clear_pointer (&toast->target, g_variant_unref);
  g_free (toast);
}

static gboolean
is_attended (UmToastOverlay *self)
{
  return gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion))
         || gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus));
}

static gboolean
time_over_cb (gpointer user_data)
{
  UmToastOverlay *self = user_data;

  if (is_attended (self))
    return G_SOURCE_CONTINUE;
  self->timeout = 0;
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
  return G_SOURCE_REMOVE;
}

static void
show_next (UmToastOverlay *self)
{
  Toast *toast = g_queue_pop_head (&self->waiting);

  gtk_widget_set_visible (self->revealer, toast != NULL);
  if (toast == NULL)
    return;
  gtk_label_set_label (self->label, toast->title);
  gtk_widget_set_visible (GTK_WIDGET (self->button), toast->button_label != NULL);
  if (toast->button_label != NULL)
    {
      gtk_button_set_label (self->button, toast->button_label);
      /* Of the action before, which may take something else, nothing is left in between. */
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), NULL);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), toast->target);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), toast->action_name);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), TRUE);
  self->timeout = g_timeout_add_seconds (SHOWN_FOR, time_over_cb, self);
  toast_free (toast);
}

static void
child_revealed_cb (UmToastOverlay *self)
{
  if (!gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer)) && self->timeout == 0)
    show_next (self);
}

static void
close_cb (UmToastOverlay *self)
{
  g_clear_handle_id (&self->timeout, g_source_remove);
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), FALSE);
}

static void
um_toast_overlay_dispose (GObject *object)
{
  UmToastOverlay *self = UM_TOAST_OVERLAY (object);

  g_clear_handle_id (&self->timeout, g_source_remove);
  g_queue_clear_full (&self->waiting, (GDestroyNotify) toast_free);
  if (self->overlay != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->overlay));
  self->overlay = NULL;
  G_OBJECT_CLASS (um_toast_overlay_parent_class)->dispose (object);
}

static void
um_toast_overlay_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmToastOverlay *self = UM_TOAST_OVERLAY (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      g_value_set_object (value, gtk_overlay_get_child (self->overlay));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_toast_overlay_set_property (GObject *object,
                               guint prop_id,
                               const GValue *value,
                               GParamSpec *pspec)
{
  UmToastOverlay *self = UM_TOAST_OVERLAY (object);

  switch (prop_id)
    {
    case PROP_CHILD:
      um_toast_overlay_set_child (self, g_value_get_object (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_toast_overlay_class_init (UmToastOverlayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_toast_overlay_dispose;
  object_class->get_property = um_toast_overlay_get_property;
  object_class->set_property = um_toast_overlay_set_property;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET,
                                                G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                  | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_toast_box (UmToastOverlay *self)
{
  GtkWidget *box = g_object_new (GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_max_width_chars (self->label, 70);
  self->button = GTK_BUTTON (gtk_button_new ());
  gtk_button_set_use_underline (self->button, TRUE);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_add_css_class (close, "circular");
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (close), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Close"), -1);
  g_signal_connect_object (close, "clicked", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (box), close);
  gtk_widget_add_css_class (box, "um-toast");
  return box;
}

static void
um_toast_overlay_init (UmToastOverlay *self)
{
  GtkWidget *box = new_toast_box (self);

  self->motion = gtk_event_controller_motion_new ();
  self->focus = gtk_event_controller_focus_new ();
  gtk_widget_add_controller (box, self->motion);
  gtk_widget_add_controller (box, self->focus);
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_type (GTK_REVEALER (self->revealer),
                                    GTK_REVEALER_TRANSITION_TYPE_CROSSFADE);
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), 200);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_halign (self->revealer, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->revealer, GTK_ALIGN_END);
  gtk_widget_set_visible (self->revealer, FALSE);
  g_signal_connect_object (self->revealer, "notify::child-revealed", G_CALLBACK (child_revealed_cb),
                           self, G_CONNECT_SWAPPED);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_add_overlay (self->overlay, self->revealer);
  gtk_widget_set_parent (GTK_WIDGET (self->overlay), GTK_WIDGET (self));
}

/**
 * um_toast_overlay_new:
 *
 * Returns: an overlay without child
 */
GtkWidget *
um_toast_overlay_new (void)
{
  return g_object_new (UM_TYPE_TOAST_OVERLAY, NULL);
}

/**
 * um_toast_overlay_set_child:
 * @self: an overlay
 * @child: (nullable): what the toasts are shown over
 */
void
um_toast_overlay_set_child (UmToastOverlay *self, GtkWidget *child)
{
  g_return_if_fail (UM_IS_TOAST_OVERLAY (self));
  gtk_overlay_set_child (self->overlay, child);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHILD]);
}

/**
 * um_toast:
 * @widget: where it happened
 * @title: what happened
 *
 * Shows a message in the overlay above @widget.
 */
void
um_toast (GtkWidget *widget, const char *title)
{
  um_toast_with_button (widget, title, NULL, NULL, NULL);
}

/**
 * um_toast_with_button:
 * @widget: where it happened
 * @title: what happened
 * @button_label: (nullable): label of a button, with a mnemonic
 * @action_name: (nullable): what the button activates
 * @target: (nullable): its floating parameter
 *
 * As um_toast (), with a button. A @widget that isn't in a window any more has nobody to tell.
 */
void
um_toast_with_button (GtkWidget *widget,
                      const char *title,
                      const char *button_label,
                      const char *action_name,
                      GVariant *target)
{
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;
  UmToastOverlay *self;
  Toast *toast;

  g_return_if_fail (GTK_IS_WIDGET (widget));
  self = UM_TOAST_OVERLAY (gtk_widget_get_ancestor (widget, UM_TYPE_TOAST_OVERLAY));
  if (self == NULL)
    return;
  toast = g_new0 (Toast, 1);
  toast->title = g_strdup (title);
  toast->button_label = g_strdup (button_label);
  toast->action_name = g_strdup (action_name);
  toast->target = g_steal_pointer (&owned);
  g_queue_push_tail (&self->waiting, toast);
  if (self->timeout == 0 && !gtk_revealer_get_child_revealed (GTK_REVEALER (self->revealer)))
    show_next (self);
}
