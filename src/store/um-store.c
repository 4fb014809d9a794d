/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The store: opens and closes what is kept, and passes requests to its worker. Owned by the engine,
 * main thread; while a request is under way its task holds the store. */
#include "um-store-private.h"

struct _UmStore
{
  GObject parent_instance;
  char *folder;
  UmWorker *worker;  /* owned */
  char *moved_aside; /* (nullable) */
  gboolean damaged;
  gboolean closed;
};

enum
{
  PROP_0,
  PROP_DAMAGED,
  N_PROPS
};

G_DEFINE_FINAL_TYPE (UmStore, um_store, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];

typedef struct
{
  UmStore *store;    /* owned */
  char *moved_aside; /* (nullable) */
  gboolean owes_check;
} OpenRequest;

static void
open_request_free (gpointer data)
{
  OpenRequest *self = data;

  g_clear_object (&self->store);
  g_free (self->moved_aside);
  g_free (self);
}

/* ---- on the worker ---- */

static gboolean
open_on_worker (UmKept *kept, gpointer request, GError **error)
{
  OpenRequest *self = request;

  if (!um_kept_open (kept, error))
    return FALSE;
  self->moved_aside = g_strdup (kept->moved_aside);
  self->owes_check = kept->owes_check;
  return TRUE;
}

static gboolean
close_on_worker (UmKept *kept, gpointer request, GError **error)
{
  um_kept_close (kept);
  return TRUE;
}

static gboolean
check_on_worker (UmKept *kept, gpointer request, GError **error)
{
  return um_kept_check (kept, error);
}

/* ---- the object ---- */

static void
um_store_finalize (GObject *object)
{
  UmStore *self = UM_STORE (object);

  g_clear_pointer (&self->worker, um_worker_free);
  g_free (self->moved_aside);
  g_free (self->folder);
  G_OBJECT_CLASS (um_store_parent_class)->finalize (object);
}

static void
um_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmStore *self = UM_STORE (object);

  switch (prop_id)
    {
    case PROP_DAMAGED:
      g_value_set_boolean (value, self->damaged);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_store_class_init (UmStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = um_store_finalize;
  object_class->get_property = um_store_get_property;
  properties[PROP_DAMAGED] = g_param_spec_boolean ("damaged", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
um_store_init (UmStore *self)
{
}

static void
check_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  UmStore *self = UM_STORE (object);
  g_autoptr (GError) error = NULL;

  if (um_store_answer (self, result, check_cb, &error)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_message ("The database: %s", error->message);
  if (g_error_matches (error, UM_STORE_ERROR, UM_STORE_ERROR_CORRUPT))
    {
      self->damaged = TRUE;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAMAGED]);
    }
}

/* A request without parameters has itself for one, so that an answer is never NULL. */
static UmStoreQuestion
plain_question (UmStore *self, UmJobMode mode, UmJobFunc func, gpointer tag)
{
  return (UmStoreQuestion){ mode, func, g_object_ref (self), g_object_unref, tag };
}

/* ---- for the other parts ---- */

void
um_store_ask (UmStore *self,
              const UmStoreQuestion *question,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, question->tag);
  g_task_set_name (task, "store request");
  g_task_set_task_data (task, question->request, question->request_free);
  g_task_set_check_cancellable (task, question->mode == UM_JOB_READ);
  if (self->closed)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "the store is closed");
  else
    um_worker_push (self->worker, g_steal_pointer (&task), question->mode, question->func);
}

gpointer
um_store_answer (UmStore *self, GAsyncResult *result, gpointer tag, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, tag), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  return g_task_get_task_data (G_TASK (result));
}

/* ---- public ---- */

void
um_store_open_async (const char *folder,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  OpenRequest *request = g_new0 (OpenRequest, 1);
  UmStore *self = g_object_new (UM_TYPE_STORE, NULL);

  self->folder = folder != NULL
                   ? g_strdup (folder)
                   : g_build_filename (g_get_user_data_dir (), "user-management", NULL);
  self->worker = um_worker_new (self->folder);
  request->store = self;
  g_task_set_source_tag (task, um_store_open_async);
  g_task_set_name (task, "open store");
  g_task_set_task_data (task, request, open_request_free);
  um_worker_push (self->worker, task, UM_JOB_FREE, open_on_worker);
}

UmStore *
um_store_open_finish (GAsyncResult *result, GError **error)
{
  OpenRequest *request;
  UmStore *self;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, um_store_open_async), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  request = g_task_get_task_data (G_TASK (result));
  self = g_steal_pointer (&request->store);
  self->moved_aside = g_steal_pointer (&request->moved_aside);
  if (request->owes_check)
    {
      UmStoreQuestion question = plain_question (self, UM_JOB_IDLE, check_on_worker, check_cb);

      um_store_ask (self, &question, NULL, check_cb, NULL);
    }
  return self;
}

void
um_store_close_async (UmStore *self, GAsyncReadyCallback callback, gpointer user_data)
{
  UmStoreQuestion question = plain_question (self, UM_JOB_LAST, close_on_worker,
                                             um_store_close_async);

  g_return_if_fail (UM_IS_STORE (self));

  um_store_ask (self, &question, NULL, callback, user_data);
  self->closed = TRUE;
}

gboolean
um_store_close_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (UM_IS_STORE (self), FALSE);

  return um_store_answer (self, result, um_store_close_async, error) != NULL;
}

const char *
um_store_get_folder (UmStore *self)
{
  g_return_val_if_fail (UM_IS_STORE (self), NULL);

  return self->folder;
}

const char *
um_store_get_moved_aside (UmStore *self)
{
  g_return_val_if_fail (UM_IS_STORE (self), NULL);

  return self->moved_aside;
}

gboolean
um_store_get_damaged (UmStore *self)
{
  g_return_val_if_fail (UM_IS_STORE (self), FALSE);

  return self->damaged;
}
