/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes sure that a layout asked for during a layout takes place. GTK 4.8 forgets it at times: a
 * scrolled window that finds it needs a scrollbar asks for another layout while one is going on,
 * the window takes it for the one it is in, and all that lies above stays unpainted until something
 * else asks
 * ("Trying to snapshot … without a current allocation"). So each frame that laid out is followed by
 * one more request, which costs nothing where nothing waits. Owned by the window; main thread. */
#include "um-layout-guard.h"

#define FOLLOW_UPS 3

struct _UmLayoutGuard
{
  GObject parent_instance;

  GdkFrameClock *clock; /* (nullable): while the window is realized */
  gboolean laid_out;    /* in this frame */
  guint n_follow_ups;   /* asked for since a layout that others asked for */
};

G_DEFINE_FINAL_TYPE (UmLayoutGuard, um_layout_guard, G_TYPE_OBJECT)

static void
layout_cb (UmLayoutGuard *self)
{
  self->laid_out = TRUE;
}

static void
after_paint_cb (UmLayoutGuard *self)
{
  if (!self->laid_out || self->n_follow_ups == FOLLOW_UPS)
    {
      self->n_follow_ups = 0;
      self->laid_out = FALSE;
      return;
    }
  self->laid_out = FALSE;
  self->n_follow_ups++;
  gdk_frame_clock_request_phase (self->clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
}

static void
unrealize_cb (UmLayoutGuard *self)
{
  if (self->clock == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->clock, self);
  g_clear_object (&self->clock);
}

static void
realize_cb (UmLayoutGuard *self, GtkWidget *window)
{
  self->clock = g_object_ref (gtk_widget_get_frame_clock (window));
  g_signal_connect_object (self->clock, "layout", G_CALLBACK (layout_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->clock, "after-paint", G_CALLBACK (after_paint_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
um_layout_guard_dispose (GObject *object)
{
  unrealize_cb (UM_LAYOUT_GUARD (object));
  G_OBJECT_CLASS (um_layout_guard_parent_class)->dispose (object);
}

static void
um_layout_guard_class_init (UmLayoutGuardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_layout_guard_dispose;
}

static void
um_layout_guard_init (UmLayoutGuard *self)
{
}

/**
 * um_layout_guard_new:
 * @window: a window that isn't realized yet
 *
 * Returns: (transfer full): its guard, to be kept as long as the window
 */
UmLayoutGuard *
um_layout_guard_new (GtkWidget *window)
{
  UmLayoutGuard *self = g_object_new (UM_TYPE_LAYOUT_GUARD, NULL);

  g_signal_connect_object (window, "realize", G_CALLBACK (realize_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (window, "unrealize", G_CALLBACK (unrealize_cb), self, G_CONNECT_SWAPPED);
  return self;
}
