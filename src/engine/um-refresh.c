/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A refresh as others see it: its stage and progress. Held by its state until it is over, main
 * thread. How it goes is in um-refresh-run.c. */
#include "um-refresh-private.h"

#define PUBLISH_INTERVAL 30000 /* ms */

enum
{
  PROP_0,
  PROP_STAGE,
  PROP_DONE,
  PROP_TOTAL,
  PROP_WAITING_UNTIL,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (UmRefresh, um_refresh, G_TYPE_OBJECT)

static void
um_refresh_dispose (GObject *object)
{
  UmRefresh *self = UM_REFRESH (object);

  g_clear_object (&self->limiter);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->state);
  g_clear_pointer (&self->connection, um_connection_unref);
  g_clear_pointer (&self->strand, um_strand_free);
  g_clear_pointer (&self->draft, um_draft_free);
  g_clear_pointer (&self->org_draft, um_org_draft_free);
  g_clear_pointer (&self->before, um_directory_unref);
  g_clear_pointer (&self->group_ids, g_strfreev);
  g_clear_pointer (&self->account_ids, g_strfreev);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (um_refresh_parent_class)->dispose (object);
}

static void
um_refresh_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmRefresh *self = UM_REFRESH (object);

  switch (prop_id)
    {
    case PROP_STAGE:
      g_value_set_uint (value, self->stage);
      break;
    case PROP_DONE:
      g_value_set_uint (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    case PROP_WAITING_UNTIL:
      g_value_set_int64 (value, um_refresh_get_waiting_until (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_refresh_class_init (UmRefreshClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = um_refresh_dispose;
  object_class->get_property = um_refresh_get_property;

  properties[PROP_STAGE] = g_param_spec_uint ("stage", NULL, NULL, 0, UM_REFRESH_OVER,
                                              UM_REFRESH_CONNECTING, flags);
  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_WAITING_UNTIL] = g_param_spec_int64 ("waiting-until", NULL, NULL, 0, G_MAXINT64,
                                                       0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_refresh_init (UmRefresh *self)
{
  self->cancellable = g_cancellable_new ();
  self->strand = um_strand_new ();
  self->publish_interval = PUBLISH_INTERVAL;
}

void
um_refresh_set_progress (UmRefresh *self, UmRefreshStage stage, guint done, guint total)
{
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  if (self->stage != stage)
    g_object_notify_by_pspec (object, properties[PROP_STAGE]);
  if (self->done != done)
    g_object_notify_by_pspec (object, properties[PROP_DONE]);
  if (self->total != total)
    g_object_notify_by_pspec (object, properties[PROP_TOTAL]);
  self->stage = stage;
  self->done = done;
  self->total = total;
  g_object_thaw_notify (object);
}

gboolean
um_refresh_read_finish (UmRefresh *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
waiting_cb (UmRefresh *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_UNTIL]);
}

void
um_refresh_follow_limiter (UmRefresh *self, UmLimiter *limiter)
{
  g_set_object (&self->limiter, limiter);
  g_signal_connect_object (limiter, "notify::waiting-until", G_CALLBACK (waiting_cb), self,
                           G_CONNECT_SWAPPED);
}

UmRefreshStage
um_refresh_get_stage (UmRefresh *self)
{
  return self->stage;
}

guint
um_refresh_get_done (UmRefresh *self)
{
  return self->done;
}

guint
um_refresh_get_total (UmRefresh *self)
{
  return self->total;
}

gint64
um_refresh_get_waiting_until (UmRefresh *self)
{
  return self->limiter != NULL ? um_limiter_get_waiting_until (self->limiter) : 0;
}

void
um_refresh_cancel (UmRefresh *self)
{
  g_cancellable_cancel (self->cancellable);
}
