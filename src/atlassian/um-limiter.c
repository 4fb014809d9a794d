/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pace of the requests to one server. Owned by UmHttp; main thread. Each endpoint has a bucket
 * and a queue; one timer for all of them runs while something waits for time to pass, none
 * otherwise. */
#include "um-limiter.h"

#include "um-bucket.h"

#define DEFAULT_IN_FLIGHT 16

typedef struct _Endpoint Endpoint;

/* A request in a queue; owned by its task. */
typedef struct
{
  Endpoint *endpoint;
  GList *link;     /* in the endpoint's queue; NULL once it is out */
  GSource *cancel; /* (nullable) */
} Waiter;

struct _Endpoint
{
  UmLimiter *limiter; /* not owned: the limiter owns the endpoint */
  UmBucket bucket;
  GQueue waiting; /* of GTask, owned */
};

struct _UmLimiter
{
  GObject parent_instance;
  GHashTable *endpoints; /* of owned name to owned Endpoint */
  GPtrArray *turns;      /* of Endpoint, not owned: the order in which they are served */
  guint turn;
  guint n_waiting;
  guint in_flight;
  guint max_in_flight;
  double start_rate; /* 0: none */
  gint64 quota_until;
  gint64 waiting_until;
  GSource *timer; /* (nullable) */
};

enum
{
  PROP_0,
  PROP_WAITING_UNTIL,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmLimiter, um_limiter, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

static void
waiter_free (Waiter *self)
{
  if (self->cancel != NULL)
    {
      g_source_destroy (self->cancel);
      g_source_unref (self->cancel);
    }
  g_free (self);
}

static void
endpoint_free (Endpoint *self)
{
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_free (self);
}

static Endpoint *
get_endpoint (UmLimiter *self, const char *name)
{
  Endpoint *endpoint = g_hash_table_lookup (self->endpoints, name);

  if (endpoint != NULL)
    return endpoint;

  endpoint = g_new0 (Endpoint, 1);
  endpoint->limiter = self;
  g_queue_init (&endpoint->waiting);
  if (self->start_rate > 0)
    um_bucket_start (&endpoint->bucket, g_get_monotonic_time (), self->start_rate);
  g_hash_table_insert (self->endpoints, g_strdup (name), endpoint);
  g_ptr_array_add (self->turns, endpoint);
  return endpoint;
}

/* Takes a request out of its queue. Returns: (transfer full): its link, which holds the task. */
static GList *
unqueue (GTask *task)
{
  Waiter *waiter = g_task_get_task_data (task);

  g_queue_unlink (&waiter->endpoint->waiting, waiter->link);
  waiter->endpoint->limiter->n_waiting--;
  if (waiter->cancel != NULL)
    g_source_destroy (waiter->cancel);
  return g_steal_pointer (&waiter->link);
}

/* When the server lets @endpoint go on; 0: it doesn't hold it up. */
static gint64
get_blocked_until (UmLimiter *self, const Endpoint *endpoint, gint64 now)
{
  gint64 until = MAX (self->quota_until, endpoint->bucket.blocked_until);

  return until > now ? until : 0;
}

/* Takes a slot and what the bucket asks for. Returns 0, or the time at which to ask again. */
static gint64
take (UmLimiter *self, Endpoint *endpoint, gint64 now)
{
  gint64 again = self->quota_until > now ? self->quota_until
                                         : um_bucket_take (&endpoint->bucket, now);

  if (again == 0)
    self->in_flight++;
  return again;
}

static void
set_waiting_until (UmLimiter *self, gint64 until)
{
  if (self->waiting_until == until)
    return;
  self->waiting_until = until;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WAITING_UNTIL]);
}

/* Gives each endpoint with a queue one turn and moves what may go to @granted. */
static gboolean
serve_round (UmLimiter *self, gint64 now, GQueue *granted, gint64 *wake)
{
  guint before = granted->length;

  for (guint i = 0; i < self->turns->len && self->in_flight < self->max_in_flight; i++)
    {
      Endpoint *endpoint = g_ptr_array_index (self->turns, self->turn++ % self->turns->len);
      gint64 again;

      if (g_queue_is_empty (&endpoint->waiting))
        continue;
      again = take (self, endpoint, now);
      if (again == 0)
        g_queue_push_tail_link (granted, unqueue (g_queue_peek_head (&endpoint->waiting)));
      else if (*wake < 0 || again < *wake)
        *wake = again;
    }
  return granted->length > before;
}

static gint64
find_waiting_until (UmLimiter *self, gint64 now)
{
  gint64 until = 0;

  for (guint i = 0; self->n_waiting > 0 && i < self->turns->len; i++)
    {
      Endpoint *endpoint = g_ptr_array_index (self->turns, i);

      if (!g_queue_is_empty (&endpoint->waiting))
        until = MAX (until, get_blocked_until (self, endpoint, now));
    }
  return until;
}

/* Grants what may go now and sets the timer for what may go later. Without a free slot no timer is
 * needed: the next report comes here again. The tasks are returned last, since their callbacks may
 * come back here. */
static void
serve (UmLimiter *self)
{
  g_autoptr (UmLimiter) alive = g_object_ref (self);
  gint64 now = g_get_monotonic_time (), wake;
  GQueue granted = G_QUEUE_INIT;

  do
    wake = -1;
  while (self->n_waiting > 0 && serve_round (self, now, &granted, &wake));

  g_source_set_ready_time (self->timer, wake);
  set_waiting_until (self, find_waiting_until (self, now));
  while (!g_queue_is_empty (&granted))
    {
      g_autoptr (GTask) task = g_queue_pop_head (&granted);

      g_task_return_boolean (task, TRUE);
    }
}

static gboolean
timer_dispatch (GSource *source, GSourceFunc callback, gpointer user_data)
{
  return callback (user_data);
}

static GSourceFuncs timer_funcs = { .dispatch = timer_dispatch };

static gboolean
timer_cb (gpointer user_data)
{
  UmLimiter *self = user_data;

  serve (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autolist (GTask) link = unqueue (user_data);
  GTask *task = link->data;
  g_autoptr (UmLimiter) self = g_object_ref (g_task_get_source_object (task));

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Cancelled");
  serve (self);
  return G_SOURCE_REMOVE;
}

static void
um_limiter_dispose (GObject *object)
{
  UmLimiter *self = UM_LIMITER (object);

  if (self->timer != NULL)
    g_source_destroy (self->timer);
  g_clear_pointer (&self->timer, g_source_unref);

  G_OBJECT_CLASS (um_limiter_parent_class)->dispose (object);
}

static void
um_limiter_finalize (GObject *object)
{
  UmLimiter *self = UM_LIMITER (object);

  g_ptr_array_unref (self->turns);
  g_hash_table_unref (self->endpoints);

  G_OBJECT_CLASS (um_limiter_parent_class)->finalize (object);
}

static void
um_limiter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  UmLimiter *self = UM_LIMITER (object);

  switch (id)
    {
    case PROP_WAITING_UNTIL:
      g_value_set_int64 (value, self->waiting_until);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
um_limiter_class_init (UmLimiterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_limiter_dispose;
  object_class->finalize = um_limiter_finalize;
  object_class->get_property = um_limiter_get_property;

  properties[PROP_WAITING_UNTIL] = g_param_spec_int64 (
    "waiting-until", NULL, NULL, 0, G_MAXINT64, 0,
    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_limiter_init (UmLimiter *self)
{
  self->endpoints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) endpoint_free);
  self->turns = g_ptr_array_new ();
  self->max_in_flight = DEFAULT_IN_FLIGHT;
  self->timer = g_source_new (&timer_funcs, sizeof (GSource));
  g_source_set_static_name (self->timer, "UmLimiter");
  g_source_set_callback (self->timer, timer_cb, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

UmLimiter *
um_limiter_new (void)
{
  return g_object_new (UM_TYPE_LIMITER, NULL);
}

void
um_limiter_set_max_in_flight (UmLimiter *self, guint n)
{
  g_return_if_fail (UM_IS_LIMITER (self));
  g_return_if_fail (n > 0);

  self->max_in_flight = n;
  serve (self);
}

void
um_limiter_set_start_rate (UmLimiter *self, double rate)
{
  g_return_if_fail (UM_IS_LIMITER (self));
  g_return_if_fail (rate >= 0);

  self->start_rate = rate;
}

/* Puts @task at the end of its endpoint's queue. */
static void
enqueue (UmLimiter *self, Endpoint *endpoint, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->endpoint = endpoint;
  g_task_set_task_data (task, waiter, (GDestroyNotify) waiter_free);
  g_queue_push_tail (&endpoint->waiting, g_object_ref (task));
  waiter->link = g_queue_peek_tail_link (&endpoint->waiting);
  self->n_waiting++;
  if (cancellable == NULL)
    return;
  waiter->cancel = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (waiter->cancel, g_task_get_context (task));
}

void
um_limiter_acquire_async (UmLimiter *self,
                          const char *name,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Endpoint *endpoint;

  g_return_if_fail (UM_IS_LIMITER (self));
  g_return_if_fail (name != NULL);

  g_task_set_source_tag (task, um_limiter_acquire_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  /* A leave once granted must not get lost. */
  g_task_set_check_cancellable (task, FALSE);

  endpoint = get_endpoint (self, name);
  if (g_queue_is_empty (&endpoint->waiting) && self->in_flight < self->max_in_flight
      && take (self, endpoint, g_get_monotonic_time ()) == 0)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  enqueue (self, endpoint, task);
  serve (self);
}

gboolean
um_limiter_acquire_finish (UmLimiter *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
um_limiter_report (UmLimiter *self, const char *name, const UmLimiterHints *hints)
{
  gint64 now = g_get_monotonic_time ();
  Endpoint *endpoint;

  g_return_if_fail (UM_IS_LIMITER (self));
  g_return_if_fail (self->in_flight > 0);

  endpoint = get_endpoint (self, name);
  self->in_flight--;
  um_bucket_report (&endpoint->bucket, now, hints, g_random_double ());
  if (hints->status == 429 && hints->quota)
    self->quota_until = MAX (self->quota_until, endpoint->bucket.blocked_until);
  if (self->n_waiting > 0)
    serve (self);
}

gint64
um_limiter_get_waiting_until (UmLimiter *self)
{
  g_return_val_if_fail (UM_IS_LIMITER (self), 0);

  return self->waiting_until;
}

gboolean
um_limiter_is_blocked (UmLimiter *self, const char *name)
{
  g_return_val_if_fail (UM_IS_LIMITER (self), FALSE);

  return get_blocked_until (self, get_endpoint (self, name), g_get_monotonic_time ()) > 0;
}

double
um_limiter_get_rate (UmLimiter *self, const char *name)
{
  g_return_val_if_fail (UM_IS_LIMITER (self), 0);

  return get_endpoint (self, name)->bucket.rate;
}
