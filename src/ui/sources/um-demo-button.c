/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Try the Demo Organisation". Its state is whether it is busy and, once it runs, its source; the
 * button gives place to a line of progress meanwhile. Owned by its page; main thread. */
#include "um-config.h"
#include "um-demo-button.h"
#include "um-refresh-bar.h"
#include "um-refresh.h"
#include "um-toast-overlay.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmDemoButton
{
  GtkWidget parent_instance;

  UmEngine *engine;      /* (nullable) */
  UmSourceState *source; /* (nullable): while it is read */
  UmRefresh *refresh;    /* (nullable): followed */
  GCancellable *cancellable;
  gboolean busy;

  GtkWidget *stack;
  GtkWidget *button;
  GtkWidget *progress;
  GtkWidget *spinner;
  GtkWidget *label;
};

enum
{
  PROP_0,
  PROP_BUSY,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmDemoButton, um_demo_button, GTK_TYPE_WIDGET)

static void
update (UmDemoButton *self)
{
  g_autofree char *progress = um_refresh_bar_dup_text (self->source);

  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->busy ? self->progress : self->button);
  gtk_spinner_set_spinning (GTK_SPINNER (self->spinner), self->busy);
  gtk_label_set_label (GTK_LABEL (self->label),
                       *progress != '\0' ? progress : _ ("Starting the demo organisation…"));
}

static void
set_busy (UmDemoButton *self, gboolean busy)
{
  self->busy = busy;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
refresh_changed_cb (UmDemoButton *self)
{
  update (self);
}

static void
follow (UmDemoButton *self)
{
  UmRefresh *refresh = self->source != NULL ? um_source_state_get_refresh (self->source) : NULL;

  if (self->refresh != refresh)
    {
      if (self->refresh != NULL)
        g_signal_handlers_disconnect_by_func (self->refresh, refresh_changed_cb, self);
      g_set_object (&self->refresh, refresh);
      if (refresh != NULL)
        g_signal_connect_object (refresh, "notify", G_CALLBACK (refresh_changed_cb), self,
                                 G_CONNECT_SWAPPED);
    }
  update (self);
}

static void
take_source (UmDemoButton *self, UmSourceState *source)
{
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, follow, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    g_signal_connect_object (source, "notify::refresh", G_CALLBACK (follow), self,
                             G_CONNECT_SWAPPED);
  follow (self);
}

/* Shows the users unless its page was left meanwhile, or tells why there are none. */
static void
end (UmDemoButton *self, const GError *error)
{
  g_autofree char *text = error != NULL ? um_words_problem_whole (error) : NULL;

  if (text != NULL)
    um_toast (GTK_WIDGET (self), text);
  else if (gtk_widget_get_mapped (self->progress))
    gtk_widget_activate_action (GTK_WIDGET (self), "page.show-users", "s",
                                um_source_state_get_source (self->source)->id);
  take_source (self, NULL);
  set_busy (self, FALSE);
}

static void
refreshed_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmDemoButton) self = user_data;
  g_autoptr (GError) error = NULL;

  um_source_state_refresh_finish (UM_SOURCE_STATE (object), result, NULL, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      take_source (self, NULL);
      set_busy (self, FALSE);
    }
  else
    end (self, error);
}

static void
started_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmDemoButton) self = user_data;
  g_autoptr (GError) error = NULL;
  UmSourceState *source = um_engine_start_demo_finish (UM_ENGINE (object), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (source == NULL)
    {
      end (self, error);
      return;
    }
  take_source (self, source);
  um_source_state_refresh_async (source, UM_REFRESH_ALL, NULL, NULL, self->cancellable,
                                 refreshed_cb, g_object_ref (self));
}

static void
clicked_cb (UmDemoButton *self)
{
  if (self->busy || self->engine == NULL)
    return;
  set_busy (self, TRUE);
  um_engine_start_demo_async (self->engine, 0, self->cancellable, started_cb, g_object_ref (self));
}

static void
um_demo_button_dispose (GObject *object)
{
  UmDemoButton *self = UM_DEMO_BUTTON (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->refresh);
  g_clear_object (&self->source);
  g_clear_object (&self->engine);
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (um_demo_button_parent_class)->dispose (object);
}

static void
um_demo_button_finalize (GObject *object)
{
  g_object_unref (UM_DEMO_BUTTON (object)->cancellable);
  G_OBJECT_CLASS (um_demo_button_parent_class)->finalize (object);
}

static void
um_demo_button_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, UM_DEMO_BUTTON (object)->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_demo_button_class_init (UmDemoButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_demo_button_dispose;
  object_class->finalize = um_demo_button_finalize;
  object_class->get_property = um_demo_button_get_property;
  properties[PROP_BUSY] = g_param_spec_boolean (
    "busy", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_demo_button_init (UmDemoButton *self)
{
  self->cancellable = g_cancellable_new ();
  self->stack = gtk_stack_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  self->button = gtk_button_new_with_mnemonic (_ ("_Try the Demo Organisation"));
  gtk_widget_set_tooltip_text (self->button,
                               _ ("An invented company on this computer, to learn without risk"));
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (clicked_cb), self,
                           G_CONNECT_SWAPPED);
  self->progress = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->spinner = gtk_spinner_new ();
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_STATUS,
                              "ellipsize", PANGO_ELLIPSIZE_END, "xalign", 0.0, NULL);
  gtk_widget_add_css_class (self->label, "numeric");
  gtk_box_append (GTK_BOX (self->progress), self->spinner);
  gtk_box_append (GTK_BOX (self->progress), self->label);
  gtk_stack_add_child (GTK_STACK (self->stack), self->button);
  gtk_stack_add_child (GTK_STACK (self->stack), self->progress);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  update (self);
}

/**
 * um_demo_button_new:
 * @engine: who starts the demo
 *
 * Returns: the button
 */
GtkWidget *
um_demo_button_new (UmEngine *engine)
{
  UmDemoButton *self = g_object_new (UM_TYPE_DEMO_BUTTON, NULL);

  um_demo_button_set_engine (self, engine);
  return GTK_WIDGET (self);
}

/**
 * um_demo_button_set_engine:
 * @self: a button that a template made
 * @engine: who starts the demo
 */
void
um_demo_button_set_engine (UmDemoButton *self, UmEngine *engine)
{
  g_return_if_fail (UM_IS_DEMO_BUTTON (self));
  g_set_object (&self->engine, engine);
}

/**
 * um_demo_button_get_busy:
 * @self: a button
 *
 * Returns: whether the demo is being started or read for it
 */
gboolean
um_demo_button_get_busy (UmDemoButton *self)
{
  g_return_val_if_fail (UM_IS_DEMO_BUTTON (self), FALSE);
  return self->busy;
}
