/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Follows the desktop's light or dark style through the Settings portal, as newer GTK does by
 * itself (its "gtk-interface-color-scheme" setting); there this object does nothing. Without a
 * portal the theme's own choice stands. Owned by the application; main thread. */
#include "um-appearance.h"

#define PORTAL_NAME  "org.freedesktop.portal.Desktop"
#define PORTAL_PATH  "/org/freedesktop/portal/desktop"
#define PORTAL_IFACE "org.freedesktop.portal.Settings"
#define NAMESPACE    "org.freedesktop.appearance"
#define KEY          "color-scheme"
#define PREFER_DARK  1

struct _UmAppearance
{
  GObject parent_instance;

  GDBusConnection *bus; /* (nullable) */
  GCancellable *cancellable;
  guint subscription;
};

G_DEFINE_FINAL_TYPE (UmAppearance, um_appearance, G_TYPE_OBJECT)

/* The portal wraps the number in one variant or, in its old call, in two. */
static void
apply (GVariant *value)
{
  g_autoptr (GVariant) inner = g_variant_ref (value);

  while (g_variant_is_of_type (inner, G_VARIANT_TYPE_VARIANT))
    {
      GVariant *unwrapped = g_variant_get_variant (inner);

      g_variant_unref (inner);
      inner = unwrapped;
    }
  if (g_variant_is_of_type (inner, G_VARIANT_TYPE_UINT32))
    g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme",
                  g_variant_get_uint32 (inner) == PREFER_DARK, NULL);
}

static void
setting_changed_cb (GDBusConnection *bus,
                    const char *sender,
                    const char *path,
                    const char *iface,
                    const char *signal,
                    GVariant *parameters,
                    gpointer user_data)
{
  const char *space, *key;
  g_autoptr (GVariant) value = NULL;

  if (!g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ssv)")))
    return;
  g_variant_get (parameters, "(&s&sv)", &space, &key, &value);
  if (g_str_equal (space, NAMESPACE) && g_str_equal (key, KEY))
    apply (value);
}

static void
read_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant)
    answer = g_dbus_connection_call_finish (G_DBUS_CONNECTION (object), result, &error);
  g_autoptr (GVariant) value = NULL;

  if (answer == NULL)
    {
      g_debug ("no Settings portal: %s", error->message);
      return;
    }
  g_variant_get (answer, "(v)", &value);
  apply (value);
}

static void
bus_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmAppearance) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);

  if (bus == NULL)
    {
      g_debug ("no session bus: %s", error->message);
      return;
    }
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  self->subscription = g_dbus_connection_signal_subscribe (
    bus, PORTAL_NAME, PORTAL_IFACE, "SettingChanged", PORTAL_PATH, NAMESPACE,
    G_DBUS_SIGNAL_FLAGS_NONE, setting_changed_cb, NULL, NULL);
  g_dbus_connection_call (bus, PORTAL_NAME, PORTAL_PATH, PORTAL_IFACE, "Read",
                          g_variant_new ("(ss)", NAMESPACE, KEY), G_VARIANT_TYPE ("(v)"),
                          G_DBUS_CALL_FLAGS_NONE, -1, self->cancellable, read_cb, NULL);
  self->bus = g_steal_pointer (&bus);
}

static void
um_appearance_constructed (GObject *object)
{
  UmAppearance *self = UM_APPEARANCE (object);
  GObjectClass *settings_class = G_OBJECT_GET_CLASS (gtk_settings_get_default ());

  G_OBJECT_CLASS (um_appearance_parent_class)->constructed (object);
  if (g_object_class_find_property (settings_class, "gtk-interface-color-scheme") == NULL)
    g_bus_get (G_BUS_TYPE_SESSION, self->cancellable, bus_cb, g_object_ref (self));
}

static void
um_appearance_dispose (GObject *object)
{
  UmAppearance *self = UM_APPEARANCE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->subscription != 0)
    g_dbus_connection_signal_unsubscribe (self->bus, self->subscription);
  self->subscription = 0;
  g_clear_object (&self->bus);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (um_appearance_parent_class)->dispose (object);
}

static void
um_appearance_class_init (UmAppearanceClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = um_appearance_constructed;
  G_OBJECT_CLASS (klass)->dispose = um_appearance_dispose;
}

static void
um_appearance_init (UmAppearance *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * um_appearance_new:
 *
 * Returns: (transfer full): an object that keeps the style right as long as it lives
 */
UmAppearance *
um_appearance_new (void)
{
  return g_object_new (UM_TYPE_APPEARANCE, NULL);
}
