/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources: a boxed list with a row for each, or what to do where there is none. Its state is the
 * engine's list; update () decides which of the two is shown. Owned by the window; main thread. */
#include "um-config.h"
#include "um-sources-page.h"
#include "um-clamp.h"
#include "um-demo-button.h"
#include "um-page.h"
#include "um-source-commands.h"
#include "um-source-dialog.h"
#include "um-source-row.h"
#include "um-status-page.h"
#include "um-wrap-box.h"

#include <glib/gi18n.h>

struct _UmSourcesPage
{
  GtkWidget parent_instance;

  UmEngine *engine;
  GCancellable *cancellable;
  UmSourceState *focused; /* (nullable): while the list makes its rows anew */

  GtkWidget *add_button; /* stands in the window's header bar */
  GtkStack *stack;
  UmDemoButton *demo_button;
  GtkListBox *list;
};

static void um_sources_page_page_init (UmPageInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (UmSourcesPage,
                               um_sources_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (UM_TYPE_PAGE, um_sources_page_page_init))

static void
update (UmSourcesPage *self)
{
  gboolean empty = g_list_model_get_n_items (um_engine_get_sources (self->engine)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  gtk_widget_set_visible (self->add_button, !empty);
}

/* (nullable): the row that has the focus, or holds what has it. */
static UmSourceRow *
find_focused_row (UmSourcesPage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, UM_TYPE_SOURCE_ROW) : NULL;

  return row != NULL ? UM_SOURCE_ROW (row) : NULL;
}

/* Before the list makes its rows anew. */
static void
sources_change_cb (UmSourcesPage *self)
{
  UmSourceRow *row = find_focused_row (self);
  UmSourceState *state = row != NULL ? um_source_row_get_state (row) : NULL;

  g_set_object (&self->focused, state);
}

/* Where a source was removed, a neighbour gets the focus. */
static void
focus_source (UmSourcesPage *self, UmSourceState *state)
{
  GtkWidget *found = gtk_widget_get_first_child (GTK_WIDGET (self->list));

  for (GtkWidget *row = found; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (um_source_row_get_state (UM_SOURCE_ROW (row)) == state)
      found = row;
  if (found != NULL)
    gtk_widget_grab_focus (found);
}

/* The focus follows its source. */
static void
restore_focus (UmSourcesPage *self)
{
  g_autoptr (UmSourceState) focused = g_steal_pointer (&self->focused);

  if (focused != NULL)
    focus_source (self, focused);
}

static void
sources_changed_cb (UmSourcesPage *self)
{
  update (self);
  restore_focus (self);
}

static GtkWidget *
new_row (gpointer item, gpointer user_data)
{
  UmSourcesPage *self = user_data;

  return um_source_row_new (self->engine, item, self->cancellable);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, UmSourcesPage *self)
{
  UmSourceState *state = um_source_row_get_state (UM_SOURCE_ROW (row));

  gtk_widget_activate_action (GTK_WIDGET (self), "page.show-users", "s",
                              um_source_state_get_source (state)->id);
}

/* A new source is read at once; its row, which one goes on from, shows how that goes. */
static void
added_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmSourcesPage) self = user_data;
  UmSourceState *state = um_source_dialog_run_finish (result);

  if (state == NULL || self->engine == NULL)
    return;
  focus_source (self, state);
  um_command_refresh_source (GTK_WIDGET (self), state, self->cancellable);
}

static void
add_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  UmSourcesPage *self = UM_SOURCES_PAGE (widget);

  um_source_dialog_run_async (widget, self->engine, NULL, self->cancellable, added_cb,
                              g_object_ref (self));
}

static GtkWidget *
page_get_header (UmPage *page)
{
  return UM_SOURCES_PAGE (page)->add_button;
}

/* The source whose row has the focus, or all. */
static void
page_refresh (UmPage *page)
{
  UmSourcesPage *self = UM_SOURCES_PAGE (page);
  UmSourceRow *focused = find_focused_row (self);

  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (focused == NULL || row == GTK_WIDGET (focused))
      gtk_widget_activate_action (row, "source.refresh", NULL);
}

static void
um_sources_page_page_init (UmPageInterface *iface)
{
  iface->get_header = page_get_header;
  iface->refresh = page_refresh;
}

static void
um_sources_page_dispose (GObject *object)
{
  UmSourcesPage *self = UM_SOURCES_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  g_clear_object (&self->add_button);
  g_clear_object (&self->focused);
  g_clear_object (&self->engine);
  G_OBJECT_CLASS (um_sources_page_parent_class)->dispose (object);
}

static void
um_sources_page_finalize (GObject *object)
{
  g_object_unref (UM_SOURCES_PAGE (object)->cancellable);
  G_OBJECT_CLASS (um_sources_page_parent_class)->finalize (object);
}

static void
um_sources_page_class_init (UmSourcesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_sources_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = um_sources_page_finalize;
  g_type_ensure (UM_TYPE_CLAMP);
  g_type_ensure (UM_TYPE_DEMO_BUTTON);
  g_type_ensure (UM_TYPE_STATUS_PAGE);
  g_type_ensure (UM_TYPE_WRAP_BOX);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_install_action (widget_class, "sources.add", NULL, add_action);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/usermanagement/UserManagement/um-sources-page.ui");
  gtk_widget_class_bind_template_child (widget_class, UmSourcesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, UmSourcesPage, demo_button);
  gtk_widget_class_bind_template_child (widget_class, UmSourcesPage, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
um_sources_page_init (UmSourcesPage *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->add_button = g_object_ref_sink (gtk_button_new_from_icon_name ("list-add-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->add_button), "page.add-source");
  gtk_widget_set_tooltip_text (self->add_button, _ ("Add Source"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Add Source"), -1);
}

/**
 * um_sources_page_new:
 * @engine: whose sources are shown
 *
 * Returns: the page
 */
GtkWidget *
um_sources_page_new (UmEngine *engine)
{
  UmSourcesPage *self = g_object_new (UM_TYPE_SOURCES_PAGE, NULL);
  GListModel *sources = um_engine_get_sources (engine);

  self->engine = g_object_ref (engine);
  um_demo_button_set_engine (self->demo_button, engine);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (sources_change_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_list_box_bind_model (self->list, sources, new_row, self, NULL);
  g_signal_connect_object (sources, "items-changed", G_CALLBACK (sources_changed_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
