/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress of a source's refresh as a line with Cancel. Follows the refresh's properties; a
 * timer counts down only while Atlassian lets it wait. Main thread. */
#include "um-config.h"
#include "um-refresh-bar.h"
#include "um-refresh.h"
#include "um-words.h"

#include <glib/gi18n.h>

struct _UmRefreshBar
{
  GtkWidget parent_instance;

  UmSourceState *source; /* (nullable) */
  UmRefresh *refresh;    /* (nullable): followed */
  guint countdown;
  GtkWidget *revealer;
  GtkWidget *label;
  GtkWidget *bar;
};

G_DEFINE_FINAL_TYPE (UmRefreshBar, um_refresh_bar, GTK_TYPE_WIDGET)

static gint64
seconds_to_wait (UmRefresh *refresh)
{
  gint64 until = um_refresh_get_waiting_until (refresh);

  return until > 0 ? MAX (until - g_get_monotonic_time (), 0) / G_USEC_PER_SEC + 1 : 0;
}

static void
update_bar (UmRefreshBar *self)
{
  guint total = um_refresh_get_total (self->refresh);

  if (total > 0)
    gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->bar),
                                   MIN (1.0, (double) um_refresh_get_done (self->refresh) / total));
  else
    gtk_progress_bar_pulse (GTK_PROGRESS_BAR (self->bar));
}

static gboolean
update_cb (gpointer user_data)
{
  UmRefreshBar *self = user_data;
  g_autofree char *text = um_refresh_bar_dup_text (self->source);

  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), self->refresh != NULL);
  if (self->refresh == NULL)
    {
      g_clear_handle_id (&self->countdown, g_source_remove);
      return G_SOURCE_REMOVE;
    }
  gtk_label_set_label (GTK_LABEL (self->label), text);
  update_bar (self);
  if (seconds_to_wait (self->refresh) > 0 && self->countdown == 0)
    self->countdown = g_timeout_add_seconds (1, update_cb, self);
  else if (seconds_to_wait (self->refresh) == 0)
    g_clear_handle_id (&self->countdown, g_source_remove);
  return G_SOURCE_CONTINUE;
}

static void
refresh_changed_cb (UmRefreshBar *self)
{
  update_cb (self);
}

static void
follow (UmRefreshBar *self)
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
  update_cb (self);
}

static void
cancel_cb (UmRefreshBar *self)
{
  if (self->refresh != NULL)
    um_refresh_cancel (self->refresh);
}

static void
um_refresh_bar_dispose (GObject *object)
{
  UmRefreshBar *self = UM_REFRESH_BAR (object);

  g_clear_handle_id (&self->countdown, g_source_remove);
  g_clear_object (&self->refresh);
  g_clear_object (&self->source);
  g_clear_pointer (&self->revealer, gtk_widget_unparent);
  G_OBJECT_CLASS (um_refresh_bar_parent_class)->dispose (object);
}

static void
um_refresh_bar_class_init (UmRefreshBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_refresh_bar_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
um_refresh_bar_init (UmRefreshBar *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *cancel = gtk_button_new_with_mnemonic (_ ("S_top"));

  self->label = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "numeric");
  self->bar = gtk_progress_bar_new ();
  gtk_widget_set_hexpand (self->bar, TRUE);
  gtk_widget_set_valign (self->bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Progress of the refresh"), -1);
  gtk_widget_set_tooltip_text (cancel, _ ("Stop reading; what was read stays"));
  g_signal_connect_object (cancel, "clicked", G_CALLBACK (cancel_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->label);
  gtk_box_append (GTK_BOX (box), self->bar);
  gtk_box_append (GTK_BOX (box), cancel);
  gtk_widget_add_css_class (box, "um-refresh-bar");
  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), box);
  gtk_widget_set_parent (self->revealer, GTK_WIDGET (self));
}

/**
 * um_refresh_bar_set_source:
 * @self: the bar
 * @source: (nullable): whose refresh is shown
 */
void
um_refresh_bar_set_source (UmRefreshBar *self, UmSourceState *source)
{
  g_return_if_fail (UM_IS_REFRESH_BAR (self));
  if (self->source == source)
    return;
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_func (self->source, follow, self);
  g_set_object (&self->source, source);
  if (source != NULL)
    g_signal_connect_object (source, "notify::refresh", G_CALLBACK (follow), self,
                             G_CONNECT_SWAPPED);
  follow (self);
}

/**
 * um_refresh_bar_dup_text:
 * @source: (nullable): a source
 *
 * Returns: (transfer full): its refresh in words, "" where there is none
 */
char *
um_refresh_bar_dup_text (UmSourceState *source)
{
  UmRefresh *refresh = source != NULL ? um_source_state_get_refresh (source) : NULL;

  if (refresh == NULL)
    return g_strdup ("");
  return um_words_refresh (um_refresh_get_stage (refresh), um_refresh_get_done (refresh),
                           um_refresh_get_total (refresh), seconds_to_wait (refresh));
}
