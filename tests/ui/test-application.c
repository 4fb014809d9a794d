/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application object: the keys that it registers are those that the shortcuts window shows.
 * Needs a display, see tests/support/ui-session.sh. */
#include "um-config.h"
#include "um-application.h"

#include <gtk/gtk.h>

/* Keys that widgets act upon: GTK's lists, the primary menu, the users to select from. */
static const char *const keys_of_widgets[] = {
  "Return", "F10", "<Control>a", "<Shift><Control>a", "<Control>o", "<Control>e", "<Shift>F10", NULL
};

static char *
dup_property (gpointer object, const char *name)
{
  char *value = NULL;

  g_object_get (object, name, &value, NULL);
  return value;
}

/* What a shortcuts window tells of. It holds each shortcut twice, once for its search. */
static void
collect (GtkWidget *widget, GHashTable *actions, GHashTable *keys)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, actions, keys);
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      g_autofree char *action = dup_property (widget, "action-name");
      g_autofree char *key = dup_property (widget, "accelerator");
      g_autofree char *title = dup_property (widget, "title");

      g_assert_nonnull (title);
      g_assert_cmpstr (title, !=, "");
      if (action != NULL)
        g_hash_table_add (actions, g_steal_pointer (&action));
      else
        g_hash_table_add (keys, g_steal_pointer (&key));
    }
}

static void
test_shortcuts (gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION ((gpointer) data);
  g_autoptr (GHashTable) actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (
    "/io/github/usermanagement/UserManagement/um-shortcuts.ui");
  g_auto (GStrv) registered = gtk_application_list_action_descriptions (application);
  GObject *window = gtk_builder_get_object (builder, "help_overlay");

  collect (GTK_WIDGET (window), actions, keys);
  for (guint i = 0; registered[i] != NULL; i++)
    if (!g_hash_table_remove (actions, registered[i]))
      g_test_fail_printf ("the shortcuts window doesn't show %s", registered[i]);
  for (guint i = 0; keys_of_widgets[i] != NULL; i++)
    if (!g_hash_table_remove (keys, keys_of_widgets[i]))
      g_test_fail_printf ("the shortcuts window doesn't show %s", keys_of_widgets[i]);
  g_assert_cmpuint (g_strv_length (registered), >, 5);
  g_assert_cmpuint (g_hash_table_size (actions), ==, 0);
  g_assert_cmpuint (g_hash_table_size (keys), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* No key does two things. */
static void
test_keys (gconstpointer data)
{
  GtkApplication *application = GTK_APPLICATION ((gpointer) data);
  g_auto (GStrv) registered = gtk_application_list_action_descriptions (application);

  for (guint i = 0; registered[i] != NULL; i++)
    {
      g_auto (GStrv) keys = gtk_application_get_accels_for_action (application, registered[i]);

      g_assert_nonnull (keys[0]);
      for (guint n = 0; keys[n] != NULL; n++)
        {
          g_auto (GStrv) uses = gtk_application_get_actions_for_accel (application, keys[n]);

          g_assert_cmpuint (g_strv_length (uses), ==, 1);
          g_assert_false (g_strv_contains (keys_of_widgets, keys[n]));
        }
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  application = GTK_APPLICATION (um_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  if (!g_application_register (G_APPLICATION (application), NULL, &error))
    g_error ("%s", error->message);
  g_test_add_data_func ("/application/shortcuts", application, test_shortcuts);
  g_test_add_data_func ("/application/keys", application, test_keys);
  return g_test_run ();
}
