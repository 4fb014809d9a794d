/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of everything that talks to Atlassian. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define UM_ATLASSIAN_ERROR (um_atlassian_error_quark ())
GQuark um_atlassian_error_quark (void);

/* What each means for people is in words/um-words-error; how each is reacted to in HACKING.md. */
typedef enum
{
  UM_ATLASSIAN_ERROR_UNAUTHORIZED, /* 401, or a dead token that was answered with 200 */
  UM_ATLASSIAN_ERROR_FORBIDDEN,    /* 403 */
  UM_ATLASSIAN_ERROR_NOT_FOUND,    /* 404, 410 */
  UM_ATLASSIAN_ERROR_CONFLICT,     /* 409 */
  UM_ATLASSIAN_ERROR_REFUSED,      /* other 4xx: the request itself isn't acceptable */
  UM_ATLASSIAN_ERROR_RATE_LIMITED, /* 429, or 503 with a date, beyond what was waited */
  UM_ATLASSIAN_ERROR_SERVER,       /* other 5xx, after the attempts allowed */
  UM_ATLASSIAN_ERROR_MALFORMED,    /* not JSON, not of the documented shape, too large, too deep */
  UM_ATLASSIAN_ERROR_NOT_JSON, /* HTML or other where JSON belongs: captive portal, wrong product */
  UM_ATLASSIAN_ERROR_OFFLINE,  /* no network, no such host, connection refused */
  UM_ATLASSIAN_ERROR_CUT,      /* connection lost or timed out after the request went out */
  UM_ATLASSIAN_ERROR_TLS,      /* certificate not accepted */
  UM_ATLASSIAN_ERROR_REDIRECTED, /* 3xx: the message names the host */
  UM_ATLASSIAN_ERROR_CAPTCHA,    /* X-Seraph-LoginReason: AUTHENTICATION_DENIED */
  UM_ATLASSIAN_ERROR_UNSECURE,   /* neither https nor http to loopback: nothing was sent */
  UM_ATLASSIAN_ERROR_SCOPE,      /* 403: a key with scopes, where one without is needed */
  UM_ATLASSIAN_ERROR_LICENCE,    /* 409 or 400: no seat is left; not a passing conflict */
  UM_ATLASSIAN_ERROR_PAYMENT,    /* 402: not with this plan */
  UM_ATLASSIAN_ERROR_PARTIAL,    /* 206: a part of what was asked for was done */
} UmAtlassianError;

/** um_atlassian_error_of_status: what an HTTP status other than 2xx and 3xx means by itself.
 * (transfer full) */
GError *um_atlassian_error_of_status (guint status);

G_END_DECLS
