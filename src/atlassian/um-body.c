/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a stream into memory with a limit. The operation is owned by its task; main thread. */
#include "um-body.h"

#include "um-atlassian-error.h"

#define FIRST_CHUNK   4096
#define LARGEST_CHUNK ((gsize) 256 * 1024)

typedef struct
{
  GByteArray *bytes; /* (nullable): given away at the end */
  gsize length;      /* bytes read; those behind it are room */
  gsize limit;
} Read;

static void
read_free (Read *self)
{
  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GInputStream *stream = G_INPUT_STREAM (source);
  Read *self = g_task_get_task_data (task);
  GError *error = NULL;
  gssize count = g_input_stream_read_finish (stream, result, &error);

  if (count < 0)
    {
      g_task_return_error (task, error);
      return;
    }
  self->length += (gsize) count;
  if (count == 0)
    {
      g_byte_array_set_size (self->bytes, self->length);
      g_task_return_pointer (task, g_byte_array_free_to_bytes (g_steal_pointer (&self->bytes)),
                             (GDestroyNotify) g_bytes_unref);
      return;
    }
  if (self->length > self->limit)
    {
      g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                               "The answer is larger than %" G_GSIZE_FORMAT " bytes", self->limit);
      return;
    }
  if (self->bytes->len - self->length < FIRST_CHUNK)
    g_byte_array_set_size (self->bytes, self->bytes->len + MIN (self->bytes->len, LARGEST_CHUNK));

  g_input_stream_read_async (stream, self->bytes->data + self->length,
                             self->bytes->len - self->length, G_PRIORITY_DEFAULT,
                             g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

void
um_body_read_async (GInputStream *stream,
                    gsize limit,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (stream, cancellable, callback, user_data);
  Read *self = g_new0 (Read, 1);

  self->limit = limit;
  self->bytes = g_byte_array_new ();
  g_byte_array_set_size (self->bytes, FIRST_CHUNK);
  g_task_set_source_tag (task, um_body_read_async);
  g_task_set_task_data (task, self, (GDestroyNotify) read_free);
  g_input_stream_read_async (stream, self->bytes->data, self->bytes->len, G_PRIORITY_DEFAULT,
                             cancellable, read_cb, g_object_ref (task));
}

GBytes *
um_body_read_finish (GInputStream *stream, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, stream), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
