/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: opens the engine behind the first window, keeps it until the last one is closed,
 * and holds the few actions that the desktop may ask for (DESIGN.md, "The bus"). Main thread. */
#include "um-config.h"
#include "um-application.h"
#include "um-appearance.h"
#include "um-engine.h"
#include "um-expiry-watch.h"
#include "um-window.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmApplication
{
  GtkApplication parent_instance;

  UmEngine *engine;     /* (nullable): until it is open */
  UmExpiryWatch *watch; /* (nullable): as long as the engine is open */
  GError *problem;      /* (nullable): why it couldn't be opened */
  GCancellable *cancellable;
  UmAppearance *appearance;
  char *run_to_show;  /* (nullable): asked for before the engine was open */
  char *page_to_show; /* (nullable): the same */
  gboolean opening;
};

G_DEFINE_FINAL_TYPE (UmApplication, um_application, GTK_TYPE_APPLICATION)

static UmWindow *
get_window (UmApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  return UM_IS_WINDOW (active) ? UM_WINDOW (active) : NULL;
}

/* ---- the end of keys ---- */

static char *
dup_notification_id (const char *source_id)
{
  return g_strconcat ("expiry-", source_id, NULL);
}

/* It holds the source and the days, and nobody's name; what it offers is to look. */
static void
key_due_cb (UmApplication *self, UmSourceState *state, int days)
{
  const UmSource *source = um_source_state_get_source (state);
  g_autofree char *id = dup_notification_id (source->id);
  g_autofree char *title = um_words_key_ends (source->name, days);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new (UM_APP_ID);

  g_notification_set_body (notification, _ ("Create a new key and give it to the source."));
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action_and_target (notification, "app.show-page", "s", "sources");
  g_application_send_notification (G_APPLICATION (self), id, notification);
}

static void
key_gone_cb (UmApplication *self, const char *source_id)
{
  g_autofree char *id = dup_notification_id (source_id);

  g_application_withdraw_notification (G_APPLICATION (self), id);
}

static void
start_watch (UmApplication *self)
{
  self->watch = um_expiry_watch_new (self->engine);
  g_signal_connect_object (self->watch, "due", G_CALLBACK (key_due_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->watch, "gone", G_CALLBACK (key_gone_cb), self, G_CONNECT_SWAPPED);
}

/* Nobody looks at a clock more often than who looks at the window. */
static void
window_active_cb (UmApplication *self)
{
  if (self->watch != NULL)
    um_expiry_watch_look (self->watch);
}

static void
fill_window (UmApplication *self, UmWindow *window)
{
  um_window_set_engine (window, self->engine, self->problem);
  if (self->watch != NULL)
    um_window_set_expiry_watch (window, self->watch);
}

static void
fill_windows (UmApplication *self)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (UM_IS_WINDOW (l->data))
      fill_window (self, l->data);
  if (self->page_to_show != NULL && self->engine != NULL && get_window (self) != NULL)
    um_window_show_page (get_window (self), self->page_to_show);
  g_clear_pointer (&self->page_to_show, g_free);
  if (self->run_to_show != NULL && self->engine != NULL && get_window (self) != NULL)
    um_window_show_run (get_window (self), self->run_to_show);
  g_clear_pointer (&self->run_to_show, g_free);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmApplication *self = UM_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  self->opening = FALSE;
  self->engine = um_engine_open_finish (result, &error);
  if (self->engine == NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    self->problem = g_steal_pointer (&error);
  if (self->engine != NULL)
    start_watch (self);
  if (self->engine != NULL || self->problem != NULL)
    fill_windows (self);
  if (self->watch != NULL)
    um_expiry_watch_look (self->watch);
  g_application_release (G_APPLICATION (self));
  g_object_unref (self);
}

static void
open_engine (UmApplication *self)
{
  if (self->engine != NULL || self->opening)
    return;
  self->opening = TRUE;
  g_clear_error (&self->problem);
  g_application_hold (G_APPLICATION (self));
  um_engine_open_async (NULL, self->cancellable, opened_cb, g_object_ref (self));
}

static void
closed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmApplication) self = UM_APPLICATION (user_data);
  g_autoptr (GError) error = NULL;

  if (!um_engine_close_finish (UM_ENGINE (object), result, &error))
    g_warning ("closing failed: %s", error->message);
  g_application_release (G_APPLICATION (self));
}

static void
um_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  UmApplication *self = UM_APPLICATION (application);
  g_autoptr (UmEngine) engine = NULL;

  GTK_APPLICATION_CLASS (um_application_parent_class)->window_removed (application, window);
  if (gtk_application_get_windows (application) != NULL || self->engine == NULL)
    return;
  g_clear_object (&self->watch);
  engine = g_steal_pointer (&self->engine);
  g_application_hold (G_APPLICATION (self));
  um_engine_close_async (engine, closed_cb, g_object_ref (self));
}

static void
um_application_activate (GApplication *application)
{
  UmApplication *self = UM_APPLICATION (application);
  UmWindow *window = get_window (self);

  if (window == NULL)
    {
      window = um_window_new (GTK_APPLICATION (self));
      g_signal_connect_object (window, "notify::is-active", G_CALLBACK (window_active_cb), self,
                               G_CONNECT_SWAPPED);
      if (self->engine != NULL)
        fill_window (self, window);
    }
  gtk_window_present (GTK_WINDOW (window));
  open_engine (self);
}

static void
show_page_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UmApplication *self = UM_APPLICATION (user_data);
  const char *page = g_variant_get_string (parameter, NULL);

  g_application_activate (G_APPLICATION (self));
  if (self->engine != NULL)
    um_window_show_page (get_window (self), page);
  else
    {
      g_free (self->page_to_show);
      self->page_to_show = g_strdup (page);
    }
}

static void
show_run_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UmApplication *self = UM_APPLICATION (user_data);
  const char *run_id = g_variant_get_string (parameter, NULL);

  g_application_activate (G_APPLICATION (self));
  if (self->engine != NULL)
    um_window_show_run (get_window (self), run_id);
  else
    {
      g_free (self->run_to_show);
      self->run_to_show = g_strdup (run_id);
    }
}

static char *
dup_system_information (void)
{
  return g_strdup_printf ("User Management %s\nGTK %u.%u.%u\nGLib %u.%u.%u\nFlatpak: %s",
                          UM_VERSION, gtk_get_major_version (), gtk_get_minor_version (),
                          gtk_get_micro_version (), glib_major_version, glib_minor_version,
                          glib_micro_version,
                          g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS) ? "yes" : "no");
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UmApplication *self = UM_APPLICATION (user_data);
  g_autofree char *information = dup_system_information ();
  static const char *const authors[] = { "The User Management maintainers", NULL };

  gtk_show_about_dialog (
    gtk_application_get_active_window (GTK_APPLICATION (self)), "program-name",
    _ ("User Management"), "logo-icon-name", UM_APP_ID, "version", UM_VERSION, "authors", authors,
    "comments",
    _ ("Find users of an Atlassian Cloud site, change many of them safely, and prove what was "
       "done."),
    "copyright", "© 2026 The User Management maintainers", "license-type", GTK_LICENSE_GPL_3_0,
    "website", "https://github.com/usermanagement/user-management", "system-information",
    information,
    /* Translators: your name, as it should stand among the credits */
    "translator-credits", _ ("translator-credits"), NULL);
}

/* Made when it is asked for: a window that waits unseen costs time at each start, and GTK 4.8
 * crashes when a screen reader's question meets one. */
static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (get_window (UM_APPLICATION (user_data)));
  g_autoptr (GtkBuilder) builder = NULL;

  if (window == NULL)
    return;
  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      builder = gtk_builder_new_from_resource (
        "/io/github/usermanagement/UserManagement/um-shortcuts.ui");
      gtk_application_window_set_help_overlay (
        window, GTK_SHORTCUTS_WINDOW (gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  UmWindow *window = get_window (UM_APPLICATION (user_data));

  if (window != NULL)
    gtk_window_close (GTK_WINDOW (window));
  else
    g_application_quit (G_APPLICATION (user_data));
}

static const GActionEntry action_entries[] = {
  { "show-page", show_page_action, "s" },
  { "show-run", show_run_action, "s" },
  { "shortcuts", shortcuts_action },
  { "about", about_action },
  { "quit", quit_action },
};

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider,
                                       "/io/github/usermanagement/UserManagement/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

/* Shown by the shortcuts window, which asks the application for them. */
static void
add_accelerators (GtkApplication *application)
{
  static const struct
  {
    const char *action;
    const char *accels[3];
  } shortcuts[] = {
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "page.show::getting-started", { "<Alt>1" } },
    { "page.show::sources", { "<Alt>2" } },
    { "page.show::bulk", { "<Alt>3" } },
    { "page.show::runs", { "<Alt>4" } },
    { "page.search", { "<Control>f" } },
    { "page.refresh", { "<Control>r", "F5" } },
    { "page.back", { "<Alt>Left" } },
    { "page.add-source", { "<Control>n" } },
    { "app.shortcuts", { "<Control>question" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (application, shortcuts[i].action, shortcuts[i].accels);
}

static void
um_application_startup (GApplication *application)
{
  UmApplication *self = UM_APPLICATION (application);

  G_APPLICATION_CLASS (um_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (self), action_entries,
                                   G_N_ELEMENTS (action_entries), self);
  add_accelerators (GTK_APPLICATION (self));
  load_style ();
  self->appearance = um_appearance_new ();
  gtk_window_set_default_icon_name (UM_APP_ID);
}

static void
um_application_dispose (GObject *object)
{
  UmApplication *self = UM_APPLICATION (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->appearance);
  g_clear_object (&self->watch);
  g_clear_object (&self->engine);
  g_clear_error (&self->problem);
  g_clear_pointer (&self->run_to_show, g_free);
  g_clear_pointer (&self->page_to_show, g_free);
  G_OBJECT_CLASS (um_application_parent_class)->dispose (object);
}

static void
um_application_class_init (UmApplicationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_application_dispose;
  G_APPLICATION_CLASS (klass)->activate = um_application_activate;
  G_APPLICATION_CLASS (klass)->startup = um_application_startup;
  GTK_APPLICATION_CLASS (klass)->window_removed = um_application_window_removed;
}

static void
um_application_init (UmApplication *self)
{
  self->cancellable = g_cancellable_new ();
}

/**
 * um_application_new:
 *
 * Returns: (transfer full): the application, not yet running
 */
UmApplication *
um_application_new (void)
{
  return g_object_new (UM_TYPE_APPLICATION, "application-id", UM_APP_ID, "resource-base-path",
                       "/io/github/usermanagement/UserManagement", NULL);
}
