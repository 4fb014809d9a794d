/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One answer of a server, and what it means. A plain struct of its operation; main thread. */
#include "um-answer.h"

#include "um-rate-headers.h"

#include <string.h>

UmAnswer *
um_answer_new (void)
{
  UmAnswer *self = g_new0 (UmAnswer, 1);

  self->hints = (UmLimiterHints){ .retry_after = -1, .limit = -1, .remaining = -1, .reset = -1 };
  return self;
}

void
um_answer_free (UmAnswer *self)
{
  g_free (self->content_type);
  g_free (self->redirect);
  g_free (self->request_id);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

static UmLogin
read_login (SoupMessageHeaders *headers)
{
  const char *reason = soup_message_headers_get_list (headers, "X-Seraph-LoginReason");

  if (reason == NULL)
    return UM_LOGIN_FINE;
  if (strstr (reason, "AUTHENTICATION_DENIED") != NULL)
    return UM_LOGIN_DENIED;
  return strstr (reason, "AUTHENTICATED_FAILED") != NULL ? UM_LOGIN_FAILED : UM_LOGIN_FINE;
}

/* A Location without a host stays on the host that was asked. */
static char *
dup_redirect_host (SoupMessage *message)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Location");
  g_autoptr (GUri) target = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS,
                                   NULL);
  return target != NULL ? g_strdup (g_uri_get_host (target)) : NULL;
}

void
um_answer_read_headers (UmAnswer *self, SoupMessage *message, gint64 now)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char *request_id = soup_message_headers_get_one (headers, "X-ARequestId");
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  /* One that isn't a type is still not JSON's. */
  if (type == NULL)
    type = soup_message_headers_get_one (headers, "Content-Type");
  if (request_id == NULL)
    request_id = soup_message_headers_get_one (headers, "atl-traceid");

  self->status = soup_message_get_status (message);
  self->content_type = type != NULL ? g_utf8_make_valid (type, -1) : NULL;
  self->request_id = request_id != NULL ? g_utf8_make_valid (request_id, -1) : NULL;
  self->login = read_login (headers);
  um_rate_headers_read (headers, self->status, now, &self->hints);
  if (SOUP_STATUS_IS_REDIRECTION (self->status))
    self->redirect = dup_redirect_host (message);
}

static GError *
fail (UmAtlassianError code, const char *text)
{
  return g_error_new_literal (UM_ATLASSIAN_ERROR, code, text);
}

static gboolean
is_offline (const GError *error)
{
  static const GIOErrorEnum codes[] = {
    G_IO_ERROR_HOST_NOT_FOUND,     G_IO_ERROR_HOST_UNREACHABLE,  G_IO_ERROR_NETWORK_UNREACHABLE,
    G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_PROXY_FAILED,      G_IO_ERROR_PROXY_AUTH_FAILED,
    G_IO_ERROR_PROXY_NEED_AUTH,    G_IO_ERROR_PROXY_NOT_ALLOWED, G_IO_ERROR_TIMED_OUT,
  };

  if (error->domain == G_RESOLVER_ERROR)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, G_IO_ERROR, codes[i]))
      return TRUE;
  /* The other end hung up during the handshake. */
  return g_error_matches (error, G_TLS_ERROR, G_TLS_ERROR_EOF);
}

static GError *
judge_transport (const UmAnswer *self, const GError *transport)
{
  if (transport->domain == UM_ATLASSIAN_ERROR)
    return g_error_copy (transport);
  if (transport->domain == SOUP_SESSION_ERROR
      || g_error_matches (transport, G_IO_ERROR, G_IO_ERROR_INVALID_DATA))
    return fail (UM_ATLASSIAN_ERROR_MALFORMED, "The answer isn't HTTP that can be read");
  if (self->sent)
    return fail (UM_ATLASSIAN_ERROR_CUT, self->timed_out
                                           ? "No answer came in time"
                                           : "The connection was lost before the answer was whole");
  if (self->timed_out || is_offline (transport))
    return fail (UM_ATLASSIAN_ERROR_OFFLINE, "The server can't be reached");
  if (transport->domain == G_TLS_ERROR)
    return fail (UM_ATLASSIAN_ERROR_TLS, "No trustworthy TLS connection to the server");
  return fail (UM_ATLASSIAN_ERROR_CUT, "The connection was lost");
}

static GError *
judge_status (const UmAnswer *self)
{
  GError *error = um_atlassian_error_of_status (self->status);

  if (self->status == SOUP_STATUS_SERVICE_UNAVAILABLE && self->hints.retry_after >= 0)
    error->code = UM_ATLASSIAN_ERROR_RATE_LIMITED;
  return error;
}

static gboolean
is_json (const UmAnswer *self)
{
  gsize length;
  const char *text = g_bytes_get_data (self->body, &length);

  if (self->content_type != NULL)
    return g_ascii_strcasecmp (self->content_type, "application/json") == 0
           || g_str_has_suffix (self->content_type, "+json");

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  return length > 0 && (*text == '{' || *text == '[');
}

GError *
um_answer_judge (const UmAnswer *self, const GError *transport)
{
  if (self->login == UM_LOGIN_DENIED)
    return fail (UM_ATLASSIAN_ERROR_CAPTCHA, "The server wants a captcha solved first");
  if (self->login == UM_LOGIN_FAILED)
    return fail (UM_ATLASSIAN_ERROR_UNAUTHORIZED, "The server didn't accept the key");
  if (self->status == 0)
    return judge_transport (self, transport);
  if (SOUP_STATUS_IS_REDIRECTION (self->status))
    return g_error_new (UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REDIRECTED,
                        "The server redirects to %s",
                        self->redirect != NULL ? self->redirect : "nowhere");
  if (!SOUP_STATUS_IS_SUCCESSFUL (self->status))
    return judge_status (self);
  if (transport != NULL)
    return judge_transport (self, transport);
  if (self->body != NULL && g_bytes_get_size (self->body) > 0 && !is_json (self))
    return fail (UM_ATLASSIAN_ERROR_NOT_JSON, "The answer isn't JSON but something else");
  return NULL;
}
