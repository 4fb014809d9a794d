/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one place that sends. Owned by whoever talks to one server; main thread. Each request is an
 * operation owned by its task: leave of the limiter, exchange, and again where that is allowed. */
#include "um-http.h"

#include "um-base-url.h"
#include "um-config.h"
#include "um-error-body.h"
#include "um-exchange.h"
#include "um-http-private.h"
#include "um-reply-private.h"
#include "um-secret.h"
#include "um-wait.h"

#define DEFAULT_IN_FLIGHT 16
/* A session can't be told later how many connections it may have. */
#define MOST_IN_FLIGHT  64
#define CONNECT_SECONDS 30
#define IDLE_SECONDS    30

struct _UmHttp
{
  GObject parent_instance;
  char *base;
  gboolean secure;
  SoupSession *session;
  UmLimiter *limiter;
  UmSecret *authorization; /* (nullable) */
  UmHttpLimits limits;
};

G_DEFINE_FINAL_TYPE (UmHttp, um_http, G_TYPE_OBJECT)

/* What an operation waits for. */
typedef enum
{
  STAGE_LEAVE,  /* of the limiter */
  STAGE_ANSWER, /* of the server */
  STAGE_PAUSE,  /* between two attempts */
} Stage;

/* One call of um_http_send_async (). */
typedef struct
{
  Stage stage;
  char *method;
  char *path;
  char *endpoint;
  GBytes *body; /* (nullable) */
  UmHttpFlags flags;
  UmReply *reply; /* (nullable): of the last attempt */
  guint attempts;
  guint failures; /* attempts without a clear answer */
  gint64 first_failure;
  gboolean maybe_done;
} Send;

static void
send_free (Send *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->endpoint);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self);
}

static SoupMessage *
make_message (UmHttp *self, const Send *send)
{
  g_autofree char *address = g_strconcat (self->base, send->path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (send->method, address);
  SoupMessageHeaders *headers;

  if (message == NULL)
    return NULL;

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* What must not be sent twice isn't sent into a connection that the server may just be closing,
   * nor again by libsoup itself, which does that where a connection had been used before. */
  if (send->flags & UM_HTTP_REPEATABLE)
    soup_message_add_flags (message, SOUP_MESSAGE_IDEMPOTENT);
  else if (!g_str_equal (send->method, "GET"))
    soup_message_add_flags (message, SOUP_MESSAGE_NEW_CONNECTION);
  headers = soup_message_get_request_headers (message);
  soup_message_headers_replace (headers, "Accept", "application/json");
  /* Jira answers in the language of the account unless it is told so (OpenAPI of Jira, "Special
   * headers"); some of its answers can only be told apart by their words. */
  soup_message_headers_replace (headers, "Accept-Language", "en");
  soup_message_headers_replace (headers, "X-Force-Accept-Language", "true");
  if (self->authorization != NULL && !(send->flags & UM_HTTP_ANONYMOUS))
    soup_message_headers_replace (headers, "Authorization", um_secret_peek (self->authorization));
  if (send->body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", send->body);
  return g_steal_pointer (&message);
}

/* A write whose attempt had no clear answer may have taken effect. */
static gboolean
is_unclear (const Send *send, const UmAnswer *answer, const GError *error)
{
  if (error == NULL || !answer->sent || g_str_equal (send->method, "GET"))
    return FALSE;
  if (answer->status == 0 || SOUP_STATUS_IS_SUCCESSFUL (answer->status))
    return TRUE;
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SERVER);
}

static UmReply *
make_reply (Send *send, const UmAnswer *answer, const GError *error)
{
  UmReply *reply = um_reply_new (send->method, send->path);

  reply->status = answer->status;
  reply->attempts = send->attempts;
  reply->maybe_done = error != NULL && send->maybe_done;
  reply->content_type = g_strdup (answer->content_type);
  reply->request_id = g_strdup (answer->request_id);
  reply->body = answer->body != NULL ? g_bytes_ref (answer->body) : NULL;
  if (error != NULL)
    um_error_body_read (reply);
  return reply;
}

/* Seconds until an attempt without a clear answer may be followed by another; negative: never. */
static double
get_pause (UmHttp *self, Send *send)
{
  const UmHttpLimits *limits = &self->limits;
  gint64 now = g_get_monotonic_time ();
  double pause = limits->retry_seconds;

  if (send->failures++ == 0)
    send->first_failure = now;
  if (!(send->flags & UM_HTTP_REPEATABLE) || send->failures >= limits->attempts)
    return -1;

  for (guint i = 1; i < send->failures; i++)
    pause *= 2;
  pause = MIN (pause, limits->retry_longest) * g_random_double_range (0.7, 1.3);
  return (double) (now - send->first_failure) / G_USEC_PER_SEC + pause <= limits->retry_total
           ? pause
           : -1;
}

static gboolean
is_unclear_failure (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SERVER)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_CUT);
}

static void
ask_leave (GTask *task, GAsyncReadyCallback callback)
{
  UmHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);

  send->stage = STAGE_LEAVE;
  um_limiter_acquire_async (self->limiter, send->endpoint, g_task_get_cancellable (task), callback,
                            g_object_ref (task));
}

static void
exchange (GTask *task, GAsyncReadyCallback callback)
{
  UmHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  const UmLimiterHints no_hints = { 0, -1, -1, -1, -1, FALSE };
  gboolean large = (send->flags & UM_HTTP_LARGE) != 0;
  g_autoptr (SoupMessage) message = make_message (self, send);

  if (message == NULL)
    {
      um_limiter_report (self->limiter, send->endpoint, &no_hints);
      g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED,
                               "The path of the request can't be part of an address");
      return;
    }
  send->stage = STAGE_ANSWER;
  send->attempts++;
  um_exchange_async (self->session, message,
                     large ? self->limits.seconds_large : self->limits.seconds,
                     large ? self->limits.bytes_large : self->limits.bytes,
                     g_task_get_cancellable (task), callback, g_object_ref (task));
}

/* Takes the answer in. Returns whether the operation goes on; else the task has been returned. */
static gboolean
take_answer (GTask *task, GAsyncResult *result, double *pause)
{
  UmHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  g_autoptr (UmAnswer) answer = NULL;
  g_autoptr (GError) error = NULL;

  *pause = 0;
  um_exchange_finish (self->session, result, &answer, &error);
  um_limiter_report (self->limiter, send->endpoint, &answer->hints);
  send->maybe_done = send->maybe_done || is_unclear (send, answer, error);
  g_clear_pointer (&send->reply, um_reply_unref);
  send->reply = make_reply (send, answer, error);
  if (error != NULL && error->domain == UM_ATLASSIAN_ERROR)
    error->code = um_error_body_refine (send->reply, error->code);
  if (error == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return FALSE;
    }
  if (!(send->flags & UM_HTTP_NO_WAIT))
    {
      if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_RATE_LIMITED))
        return TRUE;
      if (is_unclear_failure (error) && (*pause = get_pause (self, send)) >= 0)
        return TRUE;
    }
  g_task_return_error (task, g_steal_pointer (&error));
  return FALSE;
}

/* The turn of an operation from one stage to the next. */
static void
advance_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmHttp *self = g_task_get_source_object (task);
  Send *send = g_task_get_task_data (task);
  GError *error = NULL;
  double pause = 0;

  switch (send->stage)
    {
    case STAGE_LEAVE:
      if (um_limiter_acquire_finish (self->limiter, result, &error))
        exchange (task, advance_cb);
      else
        g_task_return_error (task, error);
      break;
    case STAGE_ANSWER:
      if (!take_answer (task, result, &pause))
        break;
      send->stage = STAGE_PAUSE;
      if (pause > 0)
        um_wait_async (pause, g_task_get_cancellable (task), advance_cb, g_object_ref (task));
      else
        ask_leave (task, advance_cb);
      break;
    case STAGE_PAUSE:
      if (um_wait_finish (result, &error))
        ask_leave (task, advance_cb);
      else
        g_task_return_error (task, error);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
um_http_finalize (GObject *object)
{
  UmHttp *self = UM_HTTP (object);

  g_clear_object (&self->session);
  g_clear_object (&self->limiter);
  g_clear_pointer (&self->authorization, um_secret_free);
  g_free (self->base);

  G_OBJECT_CLASS (um_http_parent_class)->finalize (object);
}

static void
um_http_class_init (UmHttpClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_http_finalize;
}

static void
um_http_init (UmHttp *self)
{
  self->limiter = um_limiter_new ();
  self->limits = (UmHttpLimits){
    .seconds = 60,
    .seconds_large = 120,
    .bytes = (gsize) 4 << 20,
    .bytes_large = (gsize) 64 << 20,
    .attempts = 5,
    .retry_seconds = 1,
    .retry_longest = 30,
    .retry_total = 300,
  };
  self->session = soup_session_new_with_options (
    "timeout", CONNECT_SECONDS, "idle-timeout", IDLE_SECONDS, "max-conns", MOST_IN_FLIGHT,
    "max-conns-per-host", MOST_IN_FLIGHT, "user-agent", "UserManagement/" UM_VERSION, NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  um_http_set_max_in_flight (self, DEFAULT_IN_FLIGHT);
}

UmHttp *
um_http_new (const char *base)
{
  UmHttp *self;

  g_return_val_if_fail (base != NULL, NULL);

  self = g_object_new (UM_TYPE_HTTP, NULL);
  self->base = g_strdup (base);
  self->secure = um_base_url_is_secure (base);
  /* What is meant for this machine goes through no proxy. */
  if (um_base_url_is_loopback (base))
    soup_session_set_proxy_resolver (self->session, NULL);
  return self;
}

const char *
um_http_get_base (UmHttp *self)
{
  g_return_val_if_fail (UM_IS_HTTP (self), NULL);

  return self->base;
}

void
um_http_set_basic (UmHttp *self, const char *email, const char *token)
{
  g_return_if_fail (UM_IS_HTTP (self));
  g_return_if_fail (email != NULL);
  g_return_if_fail (token != NULL);

  g_clear_pointer (&self->authorization, um_secret_free);
  self->authorization = um_secret_new_basic (email, token);
}

void
um_http_set_bearer (UmHttp *self, const char *key)
{
  g_return_if_fail (UM_IS_HTTP (self));
  g_return_if_fail (key != NULL);

  g_clear_pointer (&self->authorization, um_secret_free);
  self->authorization = um_secret_new_bearer (key);
}

void
um_http_set_max_in_flight (UmHttp *self, guint n)
{
  g_return_if_fail (UM_IS_HTTP (self));
  g_return_if_fail (n > 0);

  um_limiter_set_max_in_flight (self->limiter, MIN (n, MOST_IN_FLIGHT));
}

UmLimiter *
um_http_get_limiter (UmHttp *self)
{
  g_return_val_if_fail (UM_IS_HTTP (self), NULL);

  return self->limiter;
}

void
um_http_set_limits (UmHttp *self, const UmHttpLimits *limits)
{
  g_return_if_fail (UM_IS_HTTP (self));

  self->limits = *limits;
}

UmHttpLimits
um_http_get_limits (UmHttp *self)
{
  g_return_val_if_fail (UM_IS_HTTP (self), (UmHttpLimits){ 0 });

  return self->limits;
}

void
um_http_send_async (UmHttp *self,
                    const char *method,
                    const char *path,
                    const char *endpoint,
                    GBytes *body,
                    UmHttpFlags flags,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Send *send = g_new0 (Send, 1);

  g_return_if_fail (UM_IS_HTTP (self));
  g_return_if_fail (method != NULL);
  g_return_if_fail (path != NULL && path[0] == '/');
  g_return_if_fail (endpoint != NULL);
  g_return_if_fail (body == NULL || !g_str_equal (method, "GET"));

  g_task_set_source_tag (task, um_http_send_async);
  /* An answer that has come is told, whatever was cancelled since. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, send, (GDestroyNotify) send_free);
  send->method = g_strdup (method);
  send->path = g_strdup (path);
  send->endpoint = g_strdup (endpoint);
  send->body = body != NULL ? g_bytes_ref (body) : NULL;
  send->flags = flags;

  if (!self->secure)
    g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNSECURE,
                             "The address isn't one that a key may be sent to");
  else if ((flags & UM_HTTP_NO_WAIT) && um_limiter_is_blocked (self->limiter, endpoint))
    g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_RATE_LIMITED,
                             "The server has asked for a pause that isn't over");
  else
    ask_leave (task, advance_cb);
}

gboolean
um_http_send_finish (UmHttp *self, GAsyncResult *result, UmReply **reply, GError **error)
{
  Send *send;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  send = g_task_get_task_data (G_TASK (result));
  if (reply != NULL)
    *reply = send->reply != NULL ? um_reply_ref (send->reply) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}
