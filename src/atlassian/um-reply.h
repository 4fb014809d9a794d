/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back for one request: what the run log keeps of it and what a decoder reads. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Counted atomically, immutable once handed out. Present whenever a request was made, also where a
 * GError is set. */
typedef struct
{
  char *method;
  char *path;          /* path and query, without host */
  guint status;        /* 0: no answer came */
  guint attempts;      /* requests sent, 1 or more */
  gboolean maybe_done; /* an attempt had no clear answer and may have taken effect (not GET) */
  char *content_type;
  char *request_id; /* (nullable): X-ARequestId or atl-traceid */
  char *code;       /* (nullable): "ADMIN-409-28", "forbidden.action", … */
  char *reason;     /* (nullable): "externalDirectory.scim", … */
  char *message;    /* (nullable): Atlassian's own words out of one of the five error bodies */
  GBytes *body;     /* (nullable) */
} UmReply;

UmReply *um_reply_ref (UmReply *self);
void um_reply_unref (UmReply *self);
/* The same with other words of Atlassian: those that stand inside of what it answered. (transfer
 * full) */
UmReply *um_reply_reword (const UmReply *self, const char *message);
/* What it says of one of several things that were asked for together. @message, @body: (nullable)
 * (transfer full) */
UmReply *um_reply_of_part (const UmReply *self, guint status, const char *message, GBytes *body);
/* The body's first 4 KiB as valid UTF-8 with anything that looks like a secret cut. (transfer full)
 * (nullable) */
char *um_reply_dup_excerpt (const UmReply *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmReply, um_reply_unref)

G_END_DECLS
