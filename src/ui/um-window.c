/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: sidebar and pages side by side, a header bar over each. Which page is shown is the
 * one state; title, header actions and way back follow it in update (). Owned by the application;
 * main thread. */
#include "um-config.h"
#include "um-window.h"
#include "um-banner.h"
#include "um-bulk-page.h"
#include "um-confirm-dialog.h"
#include "um-getting-started-page.h"
#include "um-layout-guard.h"
#include "um-open-uri.h"
#include "um-page.h"
#include "um-run-log.h"
#include "um-run-row.h"
#include "um-runner.h"
#include "um-runs-page.h"
#include "um-sources-page.h"
#include "um-split-view.h"
#include "um-status-page.h"
#include "um-toast-overlay.h"
#include "um-words.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  const char *title;
  const char *icon;
} pages[] = {
  { "getting-started", N_ ("Getting Started"), "starred-symbolic" },
  { "sources", N_ ("Sources"), "network-server-symbolic" },
  { "bulk", N_ ("Bulk User Actions"), "system-users-symbolic" },
  { "runs", N_ ("Run Logs"), "view-list-symbolic" },
};

struct _UmWindow
{
  GtkApplicationWindow parent_instance;

  UmEngine *engine; /* (nullable): until it is open */
  GSettings *settings;
  UmLayoutGuard *layout_guard;
  GCancellable *cancellable;
  UmExpiryWatch *watch;  /* (nullable): until it is given */
  UmRun *interrupted;    /* (nullable): the run that the banner offers */
  char *reviewed;        /* (nullable): the id of the last one that was looked at */
  gboolean opening_told; /* what opening found was dismissed */
  gboolean closing;      /* the question about a run in progress was answered */

  UmSplitView *split;
  GtkWidget *sidebar_bar;
  GtkWidget *content;
  GtkListBox *sidebar_list;
  UmRunRow *run_row;
  GtkWidget *content_bar;
  GtkLabel *title;
  GtkWidget *back_button;
  GtkBox *header_place;
  GtkWidget *headers[G_N_ELEMENTS (pages)]; /* (nullable): of each page, where it has one */
  UmBanner *banner;
  GtkStack *stack;
  UmStatusPage *opening_page;
};

G_DEFINE_FINAL_TYPE (UmWindow, um_window, GTK_TYPE_APPLICATION_WINDOW)

static UmPage *
current_page (UmWindow *self)
{
  GtkWidget *child = gtk_stack_get_visible_child (self->stack);

  return UM_IS_PAGE (child) ? UM_PAGE (child) : NULL;
}

static int
index_of_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (name, pages[i].name) == 0)
      return i;
  return -1;
}

/* The window's own buttons stand at the outer ends of the two header bars, as one bar would have
 * them. */
static void
update_decorations (UmWindow *self)
{
  g_autofree char *layout = NULL;
  g_auto (GStrv) sides = NULL;
  g_autofree char *end = NULL;
  gboolean collapsed = um_split_view_get_collapsed (self->split);

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-decoration-layout", &layout,
                NULL);
  sides = g_strsplit (layout != NULL ? layout : "", ":", 2);
  end = g_strconcat (":", sides[0] != NULL && sides[1] != NULL ? sides[1] : "", NULL);
  gtk_header_bar_set_decoration_layout (GTK_HEADER_BAR (self->sidebar_bar),
                                        collapsed ? NULL : (sides[0] != NULL ? sides[0] : ""));
  gtk_header_bar_set_decoration_layout (GTK_HEADER_BAR (self->content_bar), collapsed ? NULL : end);
}

static void
update (UmWindow *self)
{
  UmPage *page = current_page (self);
  int index = index_of_page (gtk_stack_get_visible_child_name (self->stack));
  g_autofree char *own_title = page != NULL ? um_page_dup_title (page) : NULL;
  const char *title = own_title;
  gboolean way_to_sidebar = um_split_view_get_collapsed (self->split)
                            && !um_split_view_get_show_sidebar (self->split);

  if (title == NULL)
    title = index >= 0 ? _ (pages[index].title) : _ ("User Management");
  gtk_label_set_label (self->title, title);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (self->headers[i] != NULL)
      gtk_widget_set_visible (self->headers[i], (int) i == index);
  gtk_widget_set_visible (self->back_button,
                          way_to_sidebar || (page != NULL && um_page_can_go_back (page)));
  if (index >= 0)
    gtk_list_box_select_row (self->sidebar_list,
                             gtk_list_box_get_row_at_index (self->sidebar_list, index));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.show", self->engine != NULL);
  update_decorations (self);
}

static void
visible_child_cb (UmWindow *self)
{
  if (gtk_widget_in_destruction (GTK_WIDGET (self)))
    return;
  update (self);
}

/* The focus goes along with the page, unless it is there already. */
static void
focus_page (UmWindow *self)
{
  GtkWidget *page = gtk_stack_get_visible_child (self->stack);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_get_mapped (focus) && gtk_widget_is_ancestor (focus, page))
    return;
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, UmWindow *self)
{
  if (row != NULL && self->engine != NULL)
    gtk_stack_set_visible_child_name (self->stack, pages[gtk_list_box_row_get_index (row)].name);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, UmWindow *self)
{
  um_split_view_set_show_sidebar (self->split, FALSE);
  if (um_split_view_get_collapsed (self->split))
    focus_page (self);
}

/* Tab leaves the list of pages. GTK would go from row to row with it and so show each page. */
static gboolean
sidebar_key_cb (
  GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, UmWindow *self)
{
  if (key == GDK_KEY_ISO_Left_Tab)
    return gtk_widget_child_focus (self->sidebar_bar, GTK_DIR_TAB_BACKWARD)
           || gtk_widget_child_focus (self->content, GTK_DIR_TAB_BACKWARD);
  if (key == GDK_KEY_Tab && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    return gtk_widget_child_focus (GTK_WIDGET (self->run_row), GTK_DIR_TAB_FORWARD)
           || gtk_widget_child_focus (self->content, GTK_DIR_TAB_FORWARD);
  return FALSE;
}

static void
add_sidebar_row (UmWindow *self, const char *title, const char *icon)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_list_box_append (self->sidebar_list, row);
}

/* A header stays where it is: GTK 4.8 complains of drop-downs that move. */
static void
add_header (UmWindow *self, guint index, GtkWidget *header)
{
  self->headers[index] = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_visible (self->headers[index], FALSE);
  gtk_box_append (GTK_BOX (self->headers[index]), header);
  gtk_box_append (self->header_place, self->headers[index]);
}

static void
add_page (UmWindow *self, const char *name, GtkWidget *page)
{
  GtkWidget *header = um_page_get_header (UM_PAGE (page));

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (header != NULL && g_str_equal (pages[i].name, name))
      add_header (self, i, header);
  g_signal_connect_object (page, "page-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->stack, page, name);
}

static void
show_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  um_window_show_page (UM_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_run_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  um_window_show_run (UM_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
show_source_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmWindow *self = UM_WINDOW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  UmSourceState *source = self->engine != NULL ? um_engine_find_source (self->engine, id) : NULL;
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "bulk");

  if (source == NULL)
    return;
  if (g_str_equal (action_name, "page.show-live-run"))
    um_bulk_page_show_run (UM_BULK_PAGE (page), source);
  else
    um_bulk_page_set_source (UM_BULK_PAGE (page), source);
  um_window_show_page (self, "bulk");
}

/* What is made of a run is a plan as any other. */
static void
make_of_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmWindow *self = UM_WINDOW (widget);
  GtkWidget *page = gtk_stack_get_child_by_name (self->stack, "bulk");
  const char *source_id, *nick, *run_id;
  g_autofree const char **entries = NULL;
  UmPlanRelation relation;
  UmSourceState *source;

  g_variant_get (parameter, "(&s&s&s^a&s)", &source_id, &nick, &run_id, &entries);
  source = self->engine != NULL ? um_engine_find_source (self->engine, source_id) : NULL;
  if (source == NULL || !um_plan_relation_from_nick (nick, &relation))
    return;
  um_bulk_page_show_plan_of (UM_BULK_PAGE (page), source, relation, run_id,
                             entries[0] != NULL ? (const char *const *) entries : NULL);
  um_window_show_page (self, "bulk");
}

static void
search_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmPage *page = current_page (UM_WINDOW (widget));

  if (page != NULL)
    um_page_start_search (page);
}

static void
refresh_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmPage *page = current_page (UM_WINDOW (widget));

  if (page != NULL)
    um_page_refresh (page);
}

static void
show_sidebar (UmWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->sidebar_list);

  um_split_view_set_show_sidebar (self->split, TRUE);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
back_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmWindow *self = UM_WINDOW (widget);
  UmPage *page = current_page (self);

  if (page == NULL || !um_page_go_back (page))
    show_sidebar (self);
  update (self);
}

static void
add_source_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmWindow *self = UM_WINDOW (widget);

  if (self->engine == NULL)
    return;
  um_window_show_page (self, "sources");
  gtk_widget_activate_action (gtk_stack_get_visible_child (self->stack), "sources.add", NULL);
}

static void
restore_size (UmWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "width"),
                               g_settings_get_int (self->settings, "height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static void
keep_state (UmWindow *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  GtkWidget *bulk = gtk_stack_get_child_by_name (self->stack, "bulk");
  UmSourceState *source = bulk != NULL ? um_bulk_page_get_source (UM_BULK_PAGE (bulk)) : NULL;
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "width", width);
  g_settings_set_int (self->settings, "height", height);
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (self->engine != NULL)
    {
      g_settings_set_string (self->settings, "page", page);
      g_settings_set_string (self->settings, "source",
                             source != NULL ? um_source_state_get_source (source)->id : "");
    }
}

static void
closing_confirmed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmWindow) self = user_data;

  if (!um_confirm_finish (result))
    return;
  self->closing = TRUE;
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
um_window_close_request (GtkWindow *window)
{
  UmWindow *self = UM_WINDOW (window);

  keep_state (self);
  if (um_run_row_get_source (self->run_row) != NULL && !self->closing)
    {
      UmConfirm question = {
        .heading = _ ("Pause the Run and Close?"),
        .body = _ (
          "Users that are being changed now are finished first. The run can be resumed at the "
          "next start."),
        .verb = _ ("_Pause and Close"),
      };

      um_confirm_async (GTK_WIDGET (self), &question, self->cancellable, closing_confirmed_cb,
                        g_object_ref (self));
      return TRUE;
    }
  return GTK_WINDOW_CLASS (um_window_parent_class)->close_request (window);
}

static void
um_window_dispose (GObject *object)
{
  UmWindow *self = UM_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->layout_guard);
  g_clear_pointer (&self->interrupted, um_run_unref);
  g_clear_pointer (&self->reviewed, g_free);
  g_clear_object (&self->watch);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (um_window_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *klass)
{
  um_open_uri_install_action (klass);
  gtk_widget_class_install_action (klass, "page.show", "s", show_action);
  gtk_widget_class_install_action (klass, "page.show-run", "s", show_run_action);
  gtk_widget_class_install_action (klass, "page.show-users", "s", show_source_action);
  gtk_widget_class_install_action (klass, "page.show-live-run", "s", show_source_action);
  gtk_widget_class_install_action (klass, "page.make-of", "(sssas)", make_of_action);
  gtk_widget_class_install_action (klass, "page.search", NULL, search_action);
  gtk_widget_class_install_action (klass, "page.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (klass, "page.back", NULL, back_action);
  gtk_widget_class_install_action (klass, "page.add-source", NULL, add_source_action);
}

static void
bind_template (GtkWidgetClass *klass)
{
  gtk_widget_class_set_template_from_resource (
    klass, "/io/github/usermanagement/UserManagement/um-window.ui");
  gtk_widget_class_bind_template_child (klass, UmWindow, split);
  gtk_widget_class_bind_template_child (klass, UmWindow, sidebar_bar);
  gtk_widget_class_bind_template_child (klass, UmWindow, content);
  gtk_widget_class_bind_template_child (klass, UmWindow, sidebar_list);
  gtk_widget_class_bind_template_child (klass, UmWindow, run_row);
  gtk_widget_class_bind_template_child (klass, UmWindow, content_bar);
  gtk_widget_class_bind_template_child (klass, UmWindow, title);
  gtk_widget_class_bind_template_child (klass, UmWindow, back_button);
  gtk_widget_class_bind_template_child (klass, UmWindow, header_place);
  gtk_widget_class_bind_template_child (klass, UmWindow, banner);
  gtk_widget_class_bind_template_child (klass, UmWindow, stack);
  gtk_widget_class_bind_template_child (klass, UmWindow, opening_page);
  gtk_widget_class_bind_template_callback (klass, row_selected_cb);
  gtk_widget_class_bind_template_callback (klass, row_activated_cb);
  gtk_widget_class_bind_template_callback (klass, sidebar_key_cb);
  gtk_widget_class_bind_template_callback (klass, visible_child_cb);
}

static void
um_window_class_init (UmWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = um_window_close_request;
  g_type_ensure (UM_TYPE_SPLIT_VIEW);
  g_type_ensure (UM_TYPE_RUN_ROW);
  g_type_ensure (UM_TYPE_BANNER);
  g_type_ensure (UM_TYPE_TOAST_OVERLAY);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
um_window_init (UmWindow *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (UM_APP_ID);
  self->layout_guard = um_layout_guard_new (GTK_WIDGET (self));
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    add_sidebar_row (self, _ (pages[i].title), pages[i].icon);
  g_signal_connect_object (self->split, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  restore_size (self);
  update (self);
}

/**
 * um_window_new:
 * @application: the application
 *
 * Returns: a window that says that it opens, until um_window_set_engine () fills it
 */
UmWindow *
um_window_new (GtkApplication *application)
{
  return g_object_new (UM_TYPE_WINDOW, "application", application, NULL);
}

static void
show_problem (UmWindow *self, const GError *problem)
{
  g_autofree char *title = um_words_problem (problem);
  g_autofree char *advice = um_words_problem_advice (problem);

  um_status_page_set_spinning (self->opening_page, FALSE);
  um_status_page_set_icon_name (self->opening_page, "dialog-error-symbolic");
  um_status_page_set_title (self->opening_page, title);
  um_status_page_set_description (self->opening_page, advice);
}

static void
restore_page (UmWindow *self)
{
  g_autofree char *page = g_settings_get_string (self->settings, "page");
  g_autofree char *id = g_settings_get_string (self->settings, "source");
  GListModel *sources = um_engine_get_sources (self->engine);
  UmSourceState *source = um_engine_find_source (self->engine, id);

  if (source != NULL)
    um_bulk_page_set_source (UM_BULK_PAGE (gtk_stack_get_child_by_name (self->stack, "bulk")),
                             source);
  if (g_list_model_get_n_items (sources) == 0 || index_of_page (page) < 0)
    page = (g_free (page), g_strdup (pages[0].name));
  um_window_show_page (self, page);
}

/* (nullable): what is to be told of the end of a key. */
static char *
dup_expiry (UmWindow *self)
{
  int days;
  UmSourceState *state = self->watch != NULL ? um_expiry_watch_get_first (self->watch, &days)
                                             : NULL;
  g_autofree char *sentence = NULL;

  if (state == NULL)
    return NULL;
  sentence = um_words_key_ends (um_source_state_get_source (state)->name, days);
  return g_strjoin (" ", sentence, _ ("Create a new key and give it to the source."), NULL);
}

/* One banner, for what matters most: damage, what opening found, an interrupted run, the end of a
 * key. */
static void
update_banner (UmWindow *self)
{
  const GError *opening_problem = um_engine_get_opening_problem (self->engine);
  g_autofree char *title = NULL;
  const char *button = NULL;

  if (um_engine_get_damaged (self->engine))
    title = g_strdup (
      _ ("The database is damaged. What is done from now on may be lost: it is moved "
         "aside at the next start, and a new one begun."));
  else if (opening_problem != NULL && !self->opening_told)
    {
      title = um_words_problem_whole (opening_problem);
      button = _ ("Dis_miss");
    }
  else if (self->interrupted != NULL)
    {
      g_autofree char *actions = um_words_action_names (self->interrupted->actions);
      g_autofree char *progress = um_words_run_progress (self->interrupted);

      /* Translators: the name of an action and how far its run came: "Add to Groups was interrupted
       * at 112 of 180 users." */
      title = g_strdup_printf (_ ("%s was interrupted at %s."), actions, progress);
      button = _ ("Revie_w");
    }
  else if ((title = dup_expiry (self)) != NULL)
    button = _ ("Sho_w Sources");
  if (title != NULL)
    {
      um_banner_set_title (self->banner, title);
      um_banner_set_button_label (self->banner, button);
    }
  um_banner_set_revealed (self->banner, title != NULL);
}

/* Who went to look was told. */
static void
show_expiring (UmWindow *self)
{
  UmSourceState *state = um_expiry_watch_get_first (self->watch, NULL);

  if (state != NULL)
    um_expiry_watch_dismiss (self->watch, state);
  um_window_show_page (self, "sources");
}

static void
banner_clicked_cb (UmWindow *self)
{
  g_autoptr (UmRun) run = NULL;

  if (um_engine_get_opening_problem (self->engine) != NULL && !self->opening_told)
    self->opening_told = TRUE;
  else if (self->interrupted != NULL)
    run = g_steal_pointer (&self->interrupted);
  else
    show_expiring (self);
  update_banner (self);
  if (run == NULL)
    return;
  g_free (self->reviewed);
  self->reviewed = g_strdup (run->id);
  um_window_show_run (self, run->id);
}

/* What a crash or the end of a session left in the middle is offered until it was looked at. */
static void
interrupted_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = um_run_log_list_finish (UM_ENGINE (object), result, &error);
  UmRun *run = runs != NULL && runs->len > 0 ? g_ptr_array_index (runs, 0) : NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_debug ("interrupted runs: %s", error->message);
  if (run != NULL && g_strcmp0 (run->id, self->reviewed) == 0)
    run = NULL;
  g_clear_pointer (&self->interrupted, um_run_unref);
  self->interrupted = run != NULL ? um_run_ref (run) : NULL;
  update_banner (self);
}

static void
look_for_interrupted (UmWindow *self)
{
  UmRunQuery query = { .state = UM_RUN_INTERRUPTED };

  um_run_log_list_async (self->engine, &query, NULL, 1, self->cancellable, interrupted_cb,
                         g_object_ref (self));
}

/**
 * um_window_set_engine:
 * @self: the window
 * @engine: (nullable): the engine, once it is open
 * @problem: (nullable): why there is none
 *
 * Fills the pages and shows the one of last time.
 */
void
um_window_set_engine (UmWindow *self, UmEngine *engine, const GError *problem)
{
  g_return_if_fail (UM_IS_WINDOW (self));
  if (engine == NULL)
    {
      show_problem (self, problem);
      return;
    }
  g_set_object (&self->engine, engine);
  add_page (self, "getting-started", um_getting_started_page_new (engine));
  add_page (self, "sources", um_sources_page_new (engine));
  add_page (self, "bulk", um_bulk_page_new (engine));
  add_page (self, "runs", um_runs_page_new (engine));
  um_run_row_set_engine (self->run_row, engine);
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (banner_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "damage-found", G_CALLBACK (update_banner), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "runs-changed", G_CALLBACK (look_for_interrupted), self,
                           G_CONNECT_SWAPPED);
  look_for_interrupted (self);
  restore_page (self);
}

/**
 * um_window_set_expiry_watch:
 * @self: a window that has its engine
 * @watch: what the banner asks
 */
void
um_window_set_expiry_watch (UmWindow *self, UmExpiryWatch *watch)
{
  g_return_if_fail (UM_IS_WINDOW (self) && self->engine != NULL);
  g_set_object (&self->watch, watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update_banner), self, G_CONNECT_SWAPPED);
  update_banner (self);
}

/**
 * um_window_show_page:
 * @self: the window
 * @name: "getting-started", "sources", "bulk" or "runs"
 *
 * Shows a page; unknown names are ignored, they may come from the bus.
 */
void
um_window_show_page (UmWindow *self, const char *name)
{
  g_return_if_fail (UM_IS_WINDOW (self));
  if (self->engine == NULL || index_of_page (name) < 0)
    return;
  gtk_stack_set_visible_child_name (self->stack, name);
  um_split_view_set_show_sidebar (self->split, FALSE);
  focus_page (self);
}

/**
 * um_window_show_run:
 * @self: the window
 * @run_id: a run
 *
 * Opens its run log.
 */
void
um_window_show_run (UmWindow *self, const char *run_id)
{
  GtkWidget *page;

  g_return_if_fail (UM_IS_WINDOW (self));
  page = gtk_stack_get_child_by_name (self->stack, "runs");
  if (page == NULL)
    return;
  um_runs_page_show_run (UM_RUNS_PAGE (page), run_id);
  um_window_show_page (self, "runs");
}
