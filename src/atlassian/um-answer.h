/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer of a server as it came over the wire, and what it means. For UmHttp alone. */
#pragma once

#include "um-atlassian-error.h"
#include "um-limiter.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef enum
{
  UM_LOGIN_FINE,
  UM_LOGIN_FAILED, /* X-Seraph-LoginReason: AUTHENTICATED_FAILED */
  UM_LOGIN_DENIED, /* X-Seraph-LoginReason: AUTHENTICATION_DENIED */
} UmLogin;

/* Owned by whoever made the request. */
typedef struct
{
  gboolean sent;      /* the request went out, at least in part */
  gboolean timed_out; /* the time of the whole exchange ran out */
  guint status;       /* 0: no answer came */
  char *content_type; /* (nullable): without parameters */
  char *redirect;     /* (nullable): the host that a 3xx names */
  char *request_id;   /* (nullable) */
  UmLogin login;
  UmLimiterHints hints;
  GBytes *body; /* (nullable) */
} UmAnswer;

UmAnswer *um_answer_new (void);
void um_answer_free (UmAnswer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmAnswer, um_answer_free)

/* Keeps of the status and headers of @message what is looked at later. @now: real time in µs. */
void um_answer_read_headers (UmAnswer *self, SoupMessage *message, gint64 now);

/* Judges in the order login reason, status, content type, transport. @transport is what libsoup or
 * the reader of the body said, or NULL. Returns: NULL where the answer is 2xx with an empty or a
 * JSON body. The error's text holds neither headers nor bodies. */
GError *um_answer_judge (const UmAnswer *self, const GError *transport);

G_END_DECLS
