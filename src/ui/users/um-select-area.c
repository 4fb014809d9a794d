/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Select users with its side pane, which shows one user or the counts by value, one at a time. What
 * the pane shows is its only state: nothing is asked or counted for a pane that isn't shown. Owned
 * by the bulk page; main thread. */
#include "um-config.h"
#include "um-select-area.h"
#include "um-focus.h"
#include "um-split-view.h"
#include "um-user-pane.h"
#include "um-value-view.h"

/* The pane leaves the table's first columns their place (LOOKS.md, "The window"). */
#define PANE_WIDTH 340
#define STEP_LEAST 450

struct _UmSelectArea
{
  GtkWidget parent_instance;

  UmEngine *engine;      /* (nullable) */
  UmSourceState *source; /* (nullable) */
  UmSelectStep *step;    /* (nullable) until it is set; a child of the view */

  GtkWidget *view; /* UmSplitView */
  GtkStack *panes;
  UmUserPane *user_pane;
  UmValueView *value_view;
};

enum
{
  PROP_0,
  PROP_STEP,
  PROP_BY_VALUE,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmSelectArea, um_select_area, GTK_TYPE_WIDGET)

static GParamSpec *properties[N_PROPS];
static guint covered_signal;

static gboolean
is_shown (UmSelectArea *self, gpointer pane)
{
  return um_split_view_get_show_sidebar (UM_SPLIT_VIEW (self->view))
         && gtk_stack_get_visible_child (self->panes) == pane;
}

static void
count (UmSelectArea *self)
{
  UmDirectory *directory = self->source != NULL ? um_source_state_get_directory (self->source)
                                                : NULL;
  g_autoptr (UmBitset) rows = NULL;

  if (!is_shown (self, self->value_view))
    return;
  rows = um_select_step_dup_rows (self->step, um_value_view_get_selected (self->value_view));
  /* While a new directory is announced, its rows may not be there yet. */
  if (directory != NULL && rows != NULL
      && um_bitset_get_generation (rows) != um_directory_get_generation (directory))
    return;
  um_value_view_set_users (self->value_view, directory, rows);
}

static void
show_pane (UmSelectArea *self, gpointer pane)
{
  gboolean was_by_value = is_shown (self, self->value_view);

  if (pane != NULL)
    gtk_stack_set_visible_child (self->panes, pane);
  um_split_view_set_show_sidebar (UM_SPLIT_VIEW (self->view), pane != NULL);
  if (pane != self->user_pane)
    um_user_pane_set_user (self->user_pane, self->engine, self->source, NULL);
  if (pane == self->value_view)
    count (self);
  else
    um_value_view_set_users (self->value_view, NULL, NULL);
  if (was_by_value != is_shown (self, self->value_view))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BY_VALUE]);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "users.close-pane", pane != NULL);
  g_signal_emit (self, covered_signal, 0);
}

static void
set_by_value (UmSelectArea *self, gboolean by_value)
{
  if (is_shown (self, self->value_view) == by_value)
    return;
  show_pane (self, by_value ? (gpointer) self->value_view : NULL);
  if (by_value)
    gtk_widget_grab_focus (GTK_WIDGET (self->value_view));
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->step));
}

static void
user_activated_cb (UmSelectArea *self, const char *account_id)
{
  um_user_pane_set_user (self->user_pane, self->engine, self->source, account_id);
  show_pane (self, self->user_pane);
  gtk_widget_grab_focus (GTK_WIDGET (self->user_pane));
}

/* Where the pane covers what was chosen, it makes room for it. */
static void
value_chosen_cb (UmSelectArea *self, UmFilter *filter)
{
  um_select_step_add_filter (self->step, filter);
  if (um_select_area_is_covered (self))
    um_select_area_close_pane (self);
}

static void
close_action (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  um_select_area_close_pane (UM_SELECT_AREA (widget));
}

static void
collapsed_cb (UmSelectArea *self)
{
  g_signal_emit (self, covered_signal, 0);
}

static void
set_step (UmSelectArea *self, UmSelectStep *step)
{
  self->step = step;
  g_object_set (self->view, "content", step, NULL);
  if (step == NULL)
    return;
  g_signal_connect_object (step, "user-activated", G_CALLBACK (user_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (step, "rows-changed", G_CALLBACK (count), self, G_CONNECT_SWAPPED);
}

static gboolean
um_select_area_grab_focus (GtkWidget *widget)
{
  UmSelectArea *self = UM_SELECT_AREA (widget);

  if (um_select_area_is_covered (self))
    return gtk_widget_grab_focus (gtk_stack_get_visible_child (self->panes));
  return gtk_widget_grab_focus (GTK_WIDGET (self->step));
}

static void
um_select_area_dispose (GObject *object)
{
  UmSelectArea *self = UM_SELECT_AREA (object);

  g_clear_object (&self->engine);
  g_clear_object (&self->source);
  self->step = NULL;
  g_clear_pointer (&self->view, gtk_widget_unparent);
  G_OBJECT_CLASS (um_select_area_parent_class)->dispose (object);
}

static void
um_select_area_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmSelectArea *self = UM_SELECT_AREA (object);

  switch (prop_id)
    {
    case PROP_STEP:
      g_value_set_object (value, self->step);
      break;
    case PROP_BY_VALUE:
      g_value_set_boolean (value, is_shown (self, self->value_view));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_select_area_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  UmSelectArea *self = UM_SELECT_AREA (object);

  switch (prop_id)
    {
    case PROP_STEP:
      set_step (self, g_value_get_object (value));
      break;
    case PROP_BY_VALUE:
      set_by_value (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_select_area_class_init (UmSelectAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = um_select_area_dispose;
  object_class->get_property = um_select_area_get_property;
  object_class->set_property = um_select_area_set_property;
  um_focus_set_entrance (widget_class, um_select_area_grab_focus);
  properties[PROP_STEP] = g_param_spec_object ("step", NULL, NULL, UM_TYPE_SELECT_STEP,
                                               G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BY_VALUE] = g_param_spec_boolean ("by-value", NULL, NULL, FALSE,
                                                    G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                                                      | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  covered_signal = g_signal_new ("covered", UM_TYPE_SELECT_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
  gtk_widget_class_install_property_action (widget_class, "users.by-value", "by-value");
  gtk_widget_class_install_action (widget_class, "users.close-pane", NULL, close_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "users.close-pane", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
um_select_area_init (UmSelectArea *self)
{
  self->user_pane = g_object_new (UM_TYPE_USER_PANE, NULL);
  self->value_view = g_object_new (UM_TYPE_VALUE_VIEW, NULL);
  self->panes = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_hhomogeneous (self->panes, FALSE);
  gtk_stack_set_vhomogeneous (self->panes, FALSE);
  gtk_stack_add_child (self->panes, GTK_WIDGET (self->user_pane));
  gtk_stack_add_child (self->panes, GTK_WIDGET (self->value_view));
  self->view = g_object_new (UM_TYPE_SPLIT_VIEW, "sidebar", self->panes, "at-end", TRUE,
                             "sidebar-width", PANE_WIDTH, "content-least", STEP_LEAST, NULL);
  gtk_widget_set_parent (self->view, GTK_WIDGET (self));
  g_signal_connect_object (self->view, "notify::collapsed", G_CALLBACK (collapsed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_view, "chosen", G_CALLBACK (value_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->value_view, "users-wanted", G_CALLBACK (count), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "users.close-pane", FALSE);
}

/**
 * um_select_area_set_engine:
 * @self: the area
 * @engine: (nullable): whose run logs tell what was done to a user
 */
void
um_select_area_set_engine (UmSelectArea *self, UmEngine *engine)
{
  g_return_if_fail (UM_IS_SELECT_AREA (self));
  g_set_object (&self->engine, engine);
}

/**
 * um_select_area_set_source:
 * @self: the area
 * @source: (nullable): the source of the step
 *
 * The pane of a user closes: he belongs to the source before.
 */
void
um_select_area_set_source (UmSelectArea *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_SELECT_AREA (self));
  if (self->source == source)
    return;
  g_set_object (&self->source, source);
  if (is_shown (self, self->user_pane))
    show_pane (self, NULL);
  count (self);
}

/**
 * um_select_area_is_covered:
 * @self: the area
 *
 * Returns: whether a pane stands in place of the step
 */
gboolean
um_select_area_is_covered (UmSelectArea *self)
{
  UmSplitView *view;

  g_return_val_if_fail (UM_IS_SELECT_AREA (self), FALSE);
  view = UM_SPLIT_VIEW (self->view);
  return um_split_view_get_show_sidebar (view) && um_split_view_get_collapsed (view);
}

/**
 * um_select_area_close_pane:
 * @self: the area
 *
 * Closes the pane and gives the focus back to where it was opened.
 *
 * Returns: whether there was one
 */
gboolean
um_select_area_close_pane (UmSelectArea *self)
{
  g_autofree char *account_id = NULL;

  g_return_val_if_fail (UM_IS_SELECT_AREA (self), FALSE);
  if (!um_split_view_get_show_sidebar (UM_SPLIT_VIEW (self->view)))
    return FALSE;
  account_id = g_strdup (um_user_pane_get_account_id (self->user_pane));
  show_pane (self, NULL);
  if (account_id == NULL || !um_select_step_focus_user (self->step, account_id))
    gtk_widget_grab_focus (GTK_WIDGET (self->step));
  return TRUE;
}
