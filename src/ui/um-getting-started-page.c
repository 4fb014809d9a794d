/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getting Started: four steps as a live checklist. Its state is the engine's (sources, their
 * baskets, run logs); update () turns it into the state of each step. Owned by the window; main
 * thread. */
#include "um-config.h"
#include "um-getting-started-page.h"
#include "um-checklist-row.h"
#include "um-clamp.h"
#include "um-demo-button.h"
#include "um-focus.h"
#include "um-page.h"
#include "um-run-log.h"

#include <glib/gi18n.h>

enum
{
  STEP_CONNECT,
  STEP_FILTER,
  STEP_ACTION,
  STEP_LOG,
  N_STEPS,
};

struct _UmGettingStartedPage
{
  GtkWidget parent_instance;

  UmEngine *engine;
  GSettings *settings;
  GCancellable *cancellable;
  UmRun *latest_run; /* (nullable) */

  GtkWidget *scroller;
  UmChecklistRow *next; /* (nullable): the first step that isn't done */
  UmChecklistRow *connect_row;
  UmChecklistRow *filter_row;
  UmChecklistRow *action_row;
  UmChecklistRow *log_row;
  UmDemoButton *demo_button;
  GtkLabel *folder_label;
};

static void um_getting_started_page_page_init (UmPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmGettingStartedPage,
                               um_getting_started_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (UM_TYPE_PAGE,
                                                      um_getting_started_page_page_init))

static gboolean
has_selection (UmGettingStartedPage *self)
{
  GListModel *sources = um_engine_get_sources (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);

      if (um_basket_get_count (um_source_state_get_basket (state)) > 0)
        return TRUE;
    }
  return FALSE;
}

static void
update (UmGettingStartedPage *self)
{
  UmChecklistRow *rows[N_STEPS] = { self->connect_row, self->filter_row, self->action_row,
                                    self->log_row };
  gboolean has_source = g_list_model_get_n_items (um_engine_get_sources (self->engine)) > 0;
  gboolean has_run = self->latest_run != NULL;
  gboolean done[N_STEPS] = { has_source, has_run || has_selection (self), has_run,
                             has_run
                               && g_settings_get_boolean (self->settings, "run-log-reviewed") };
  gboolean usable[N_STEPS] = { TRUE, has_source, done[STEP_FILTER] && has_source, has_run };

  self->next = NULL;
  for (guint i = 0; i < N_STEPS; i++)
    {
      gboolean next = !done[i] && self->next == NULL;

      um_checklist_row_set_state (rows[i], done[i] ? UM_CHECKLIST_DONE
                                           : next  ? UM_CHECKLIST_NEXT
                                                   : UM_CHECKLIST_LATER);
      um_checklist_row_set_usable (rows[i], usable[i]);
      if (next)
        self->next = rows[i];
    }
  gtk_widget_set_visible (GTK_WIDGET (self->demo_button),
                          !has_source || um_demo_button_get_busy (self->demo_button));
}

static void
runs_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmGettingStartedPage *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) runs = um_run_log_list_finish (UM_ENGINE (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (runs == NULL)
    {
      g_debug ("The steps that rest on run logs stay as they are: %s", error->message);
      return;
    }
  g_clear_pointer (&self->latest_run, um_run_unref);
  if (runs->len > 0)
    self->latest_run = um_run_ref (runs->pdata[0]);
  update (self);
}

/* The callback borrows the page: it cancels it before it goes. */
static void
load_latest_run (UmGettingStartedPage *self)
{
  UmRunQuery query = { .state = -1 };

  um_run_log_list_async (self->engine, &query, NULL, 1, self->cancellable, runs_cb, self);
}

static void
sources_changed_cb (
  UmGettingStartedPage *self, guint position, guint removed, guint added, GListModel *sources)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);
      UmBasket *basket = um_source_state_get_basket (state);

      g_signal_handlers_disconnect_by_func (basket, update, self);
      g_signal_connect_object (basket, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
connect_cb (UmGettingStartedPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.add-source", NULL);
}

/* The source that the page of users shows already, or the first. */
static void
filter_cb (UmGettingStartedPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.show", "s", "bulk");
  gtk_widget_activate_action (GTK_WIDGET (self), "page.search", NULL);
}

static void
action_cb (UmGettingStartedPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "page.show", "s", "bulk");
}

static void
log_cb (UmGettingStartedPage *self)
{
  g_autofree char *id = g_strdup (self->latest_run->id);

  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-run", "s", id);
}

static void
page_refresh (UmPage *page)
{
  load_latest_run (UM_GETTING_STARTED_PAGE (page));
}

static void
um_getting_started_page_page_init (UmPageInterface *iface)
{
  iface->refresh = page_refresh;
}

/* What is to be done next comes first. */
static gboolean
um_getting_started_page_grab_focus (GtkWidget *widget)
{
  UmGettingStartedPage *self = UM_GETTING_STARTED_PAGE (widget);

  return self->next != NULL
         && gtk_widget_child_focus (GTK_WIDGET (self->next), GTK_DIR_TAB_FORWARD);
}

static void
um_getting_started_page_dispose (GObject *object)
{
  UmGettingStartedPage *self = UM_GETTING_STARTED_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->latest_run, um_run_unref);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (um_getting_started_page_parent_class)->dispose (object);
}

static void
um_getting_started_page_class_init (UmGettingStartedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_getting_started_page_dispose;
  um_focus_set_entrance (widget_class, um_getting_started_page_grab_focus);
  g_type_ensure (UM_TYPE_CHECKLIST_ROW);
  g_type_ensure (UM_TYPE_CLAMP);
  g_type_ensure (UM_TYPE_DEMO_BUTTON);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/um-getting-started-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, connect_row);
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, filter_row);
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, action_row);
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, log_row);
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, demo_button);
  gtk_widget_class_bind_template_child (widget_class, UmGettingStartedPage, folder_label);
  gtk_widget_class_bind_template_callback (widget_class, connect_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_cb);
  gtk_widget_class_bind_template_callback (widget_class, action_cb);
  gtk_widget_class_bind_template_callback (widget_class, log_cb);
}

static void
um_getting_started_page_init (UmGettingStartedPage *self)
{
  self->cancellable = g_cancellable_new ();
  self->settings = g_settings_new (UM_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_label_set_label (self->folder_label,
                       _ ("• Users and run logs: on this computer, readable by you alone."));
}

/**
 * um_getting_started_page_new:
 * @engine: whose state the checklist shows
 *
 * Returns: the page
 */
GtkWidget *
um_getting_started_page_new (UmEngine *engine)
{
  UmGettingStartedPage *self = g_object_new (UM_TYPE_GETTING_STARTED_PAGE, NULL);
  GListModel *sources = um_engine_get_sources (engine);

  self->engine = g_object_ref (engine);
  um_demo_button_set_engine (self->demo_button, engine);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (sources_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "runs-changed", G_CALLBACK (load_latest_run), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->demo_button, "notify::busy", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::run-log-reviewed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  sources_changed_cb (self, 0, 0, g_list_model_get_n_items (sources), sources);
  load_latest_run (self);
  return GTK_WIDGET (self);
}
