/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back for one request. Made by UmHttp on the main thread and immutable once handed out;
 * the count is atomic, so that decoders may hold one on their threads. */
#include "um-reply-private.h"

#include "um-scrub.h"

#define EXCERPT_BYTES 4096

typedef struct
{
  UmReply reply;
  gatomicrefcount count;
} Counted;

UmReply *
um_reply_new (const char *method, const char *path)
{
  Counted *self = g_new0 (Counted, 1);

  g_atomic_ref_count_init (&self->count);
  self->reply.method = g_strdup (method);
  self->reply.path = g_strdup (path);
  return &self->reply;
}

UmReply *
um_reply_ref (UmReply *self)
{
  g_atomic_ref_count_inc (&((Counted *) self)->count);
  return self;
}

void
um_reply_unref (UmReply *self)
{
  if (!g_atomic_ref_count_dec (&((Counted *) self)->count))
    return;

  g_free (self->method);
  g_free (self->path);
  g_free (self->content_type);
  g_free (self->request_id);
  g_free (self->code);
  g_free (self->reason);
  g_free (self->message);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

UmReply *
um_reply_of_part (const UmReply *self, guint status, const char *message, GBytes *body)
{
  UmReply *copy = um_reply_new (self->method, self->path);

  copy->status = status;
  copy->attempts = self->attempts;
  copy->maybe_done = self->maybe_done;
  copy->content_type = g_strdup (self->content_type);
  copy->request_id = g_strdup (self->request_id);
  copy->code = g_strdup (self->code);
  copy->reason = g_strdup (self->reason);
  copy->message = g_strdup (message);
  copy->body = body != NULL ? g_bytes_ref (body) : NULL;
  return copy;
}

UmReply *
um_reply_reword (const UmReply *self, const char *message)
{
  return um_reply_of_part (self, self->status, message, self->body);
}

char *
um_reply_dup_excerpt (const UmReply *self)
{
  gsize length = 0;
  const char *text = self->body != NULL ? g_bytes_get_data (self->body, &length) : NULL;

  return length > 0 ? um_scrub_text (text, MIN (length, EXCERPT_BYTES)) : NULL;
}
