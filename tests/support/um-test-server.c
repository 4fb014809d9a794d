/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scripted server. Owned by its test; everything runs on the test's main context. An answer that
 * isn't plain HTTP is written by hand to the connection, which is taken from libsoup for that. */
#include "um-test-server.h"

#include <string.h>

/* For these tests alone; good for nothing else. */
static const char tls_identity[] =
  "-----BEGIN PRIVATE KEY-----\n"
  "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrKmRBs7SLxZihUT4\n"
  "lZb8qIKzd/8+gSY50QXpfjyGkAShRANCAARxPZnebbEDzklyWNA1trIKfG/BLgJC\n"
  "RYPb2o7fqpvo52W8/lNjxqkRQOJWb9YRW7QJyYoHB6KdAsY25hfIu9UV\n"
  "-----END PRIVATE KEY-----\n"
  "-----BEGIN CERTIFICATE-----\n"
  "MIIBmjCCAUCgAwIBAgITLPqGhVwew7GEfVcNmCdBmYIRNTAKBggqhkjOPQQDAjAU\n"
  "MRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjYxMTIyMTY1NDA1WhgPMjEyNjEwMjkx\n"
  "NjU0MDVaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49\n"
  "AwEHA0IABHE9md5tsQPOSXJY0DW2sgp8b8EuAkJFg9vajt+qm+jnZbz+U2PGqRFA\n"
  "4lZv1hFbtAnJigcHop0CxjbmF8i71RWjbzBtMB0GA1UdDgQWBBRMadcauHctN2Wr\n"
  "otgG3hQLMpHs9jAfBgNVHSMEGDAWgBRMadcauHctN2WrotgG3hQLMpHs9jAPBgNV\n"
  "HRMBAf8EBTADAQH/MBoGA1UdEQQTMBGCCWxvY2FsaG9zdIcEfwAAATAKBggqhkjO\n"
  "PQQDAgNIADBFAiEA3GkwuOBJqD5QxaYVH7YyLwfhwn5OFO7nhiNY8INs5sYCIFTL\n"
  "aB4W4IMYGnSmCa6chmu8waXgtoBQkucwmvSCZa/R\n"
  "-----END CERTIFICATE-----\n";

struct _UmTestServer
{
  SoupServer *server; /* NULL once closed */
  char *url;
  guint port;
  GQueue answers; /* of Script, owned */
  GPtrArray *requests;
  GHashTable *pending; /* of owned Pending */
  GPtrArray *stalled;  /* of GIOStream: held open */
  UmTestHandler handler;
  gpointer handler_data;
};

/* An answer with strings of its own. */
typedef struct
{
  UmTestAnswer answer; /* without its strings */
  char *type;
  char *headers;
  GBytes *body;
} Script;

/* An answer that waits for its time. */
typedef struct
{
  UmTestServer *server;
  SoupServerMessage *message;
  Script *script;
  guint source;
} Pending;

static void
script_free (Script *self)
{
  g_free (self->type);
  g_free (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

static Script *
script_new (const UmTestAnswer *answer)
{
  Script *self = g_new0 (Script, 1);
  gsize length = answer->length > 0 || answer->body == NULL ? answer->length
                                                            : strlen (answer->body);

  self->answer = *answer;
  if (self->answer.status == 0)
    self->answer.status = 200;
  self->type = g_strdup (answer->type != NULL ? answer->type : "application/json");
  self->headers = g_strdup (answer->headers);
  self->body = g_bytes_new (answer->body, length);
  return self;
}

static void
pending_free (Pending *self)
{
  g_clear_handle_id (&self->source, g_source_remove);
  g_object_unref (self->message);
  script_free (self->script);
  g_free (self);
}

static void
request_free (UmTestRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  soup_message_headers_unref (self->headers);
  g_bytes_unref (self->body);
  g_free (self);
}

static void
add_headers (SoupMessageHeaders *headers, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (lines[i], ":", 2);

      if (g_strv_length (parts) == 2)
        soup_message_headers_append (headers, parts[0], g_strstrip (parts[1]));
    }
}

static void
answer_http (SoupServerMessage *message, Script *script)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, script->answer.status, NULL);
  if (*script->type != '\0')
    soup_message_headers_replace (headers, "Content-Type", script->type);
  add_headers (headers, script->headers);
  if (g_bytes_get_size (script->body) > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), script->body);
}

/* Writes what isn't whole HTTP to the connection itself and closes it. */
static void
answer_raw (UmTestServer *self, SoupServerMessage *message, Script *script)
{
  g_autoptr (GIOStream) stream = soup_server_message_steal_connection (message);
  GOutputStream *out = g_io_stream_get_output_stream (stream);
  gsize length;
  const char *body = g_bytes_get_data (script->body, &length);

  if (script->answer.end == UM_TEST_CUT_HALF || script->answer.end == UM_TEST_STALL)
    {
      g_autofree char *head = g_strdup_printf (
        "HTTP/1.1 %u Fine\r\nContent-Type: %s\r\nContent-Length: %zu\r\n\r\n",
        script->answer.status, script->type, length);

      g_output_stream_write_all (out, head, strlen (head), NULL, NULL, NULL);
      length /= 2;
    }
  if (script->answer.end != UM_TEST_CUT)
    g_output_stream_write_all (out, body, length, NULL, NULL, NULL);
  if (script->answer.end == UM_TEST_STALL)
    g_ptr_array_add (self->stalled, g_steal_pointer (&stream));
  else
    g_io_stream_close (stream, NULL, NULL);
}

static gboolean
answer_cb (gpointer user_data)
{
  Pending *self = user_data;
  g_autoptr (SoupServerMessage) message = g_object_ref (self->message);

  self->source = 0;
  if (self->script->answer.end == UM_TEST_KEEP)
    {
      answer_http (message, self->script);
      soup_server_message_unpause (message);
    }
  else
    answer_raw (self->server, message, self->script);
  g_hash_table_remove (self->server->pending, self);
  return G_SOURCE_REMOVE;
}

/* Answers now, or later from the main loop. */
static void
play (UmTestServer *self, SoupServerMessage *message, Script *script)
{
  Pending *pending;

  if (script->answer.end == UM_TEST_KEEP && script->answer.delay == 0)
    {
      answer_http (message, script);
      script_free (script);
      return;
    }
  soup_server_message_pause (message);
  pending = g_new0 (Pending, 1);
  pending->server = self;
  pending->message = g_object_ref (message);
  pending->script = script;
  g_hash_table_add (self->pending, pending);
  if (script->answer.end != UM_TEST_HANG)
    pending->source = g_timeout_add (script->answer.delay, answer_cb, pending);
}

static void
copy_header (const char *name, const char *value, gpointer user_data)
{
  soup_message_headers_append (user_data, name, value);
}

static UmTestRequest *
request_new (SoupServerMessage *message)
{
  UmTestRequest *self = g_new0 (UmTestRequest, 1);
  GUri *uri = soup_server_message_get_uri (message);

  self->method = g_strdup (soup_server_message_get_method (message));
  self->path = g_uri_get_query (uri) != NULL
                 ? g_strconcat (g_uri_get_path (uri), "?", g_uri_get_query (uri), NULL)
                 : g_strdup (g_uri_get_path (uri));
  self->headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_REQUEST);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), copy_header,
                                self->headers);
  self->body = soup_message_body_flatten (soup_server_message_get_request_body (message));
  self->port = g_inet_socket_address_get_port (
    G_INET_SOCKET_ADDRESS (soup_server_message_get_remote_address (message)));
  return self;
}

static void
request_cb (SoupServer *server,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  UmTestServer *self = user_data;
  UmTestRequest *request = request_new (message);
  Script *script = g_queue_pop_head (&self->answers);
  UmTestAnswer answer = { .status = 500, .body = "{\"errorMessages\":[\"unexpected\"]}" };

  g_ptr_array_add (self->requests, request);
  if (script == NULL)
    {
      if (self->handler != NULL)
        {
          answer = (UmTestAnswer){ 0 };
          self->handler (self, request, &answer, self->handler_data);
        }
      script = script_new (&answer);
    }
  play (self, message, script);
}

static UmTestServer *
server_new (GTlsCertificate *tls)
{
  UmTestServer *self = g_new0 (UmTestServer, 1);
  g_autoptr (GError) error = NULL;
  GSList *uris;

  self->requests = g_ptr_array_new_with_free_func ((GDestroyNotify) request_free);
  self->pending = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) pending_free, NULL);
  self->stalled = g_ptr_array_new_with_free_func (g_object_unref);
  g_queue_init (&self->answers);
  /* Paths are compared as they were sent. */
  self->server = soup_server_new ("raw-paths", TRUE, NULL);
  if (tls != NULL)
    soup_server_set_tls_certificate (self->server, tls);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  soup_server_listen_local (
    self->server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY | (tls != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0),
    &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (self->server);
  self->port = (guint) g_uri_get_port (uris->data);
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", tls != NULL ? "https" : "http", self->port);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return self;
}

UmTestServer *
um_test_server_new (void)
{
  return server_new (NULL);
}

UmTestServer *
um_test_server_new_tls (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) tls = g_tls_certificate_new_from_pem (tls_identity, -1, &error);

  g_assert_no_error (error);
  return server_new (tls);
}

void
um_test_server_free (UmTestServer *self)
{
  um_test_server_close (self);
  g_hash_table_unref (self->pending);
  g_queue_clear_full (&self->answers, (GDestroyNotify) script_free);
  g_ptr_array_unref (self->requests);
  g_ptr_array_unref (self->stalled);
  g_free (self->url);
  g_free (self);
}

const char *
um_test_server_get_url (UmTestServer *self)
{
  return self->url;
}

guint
um_test_server_get_port (UmTestServer *self)
{
  return self->port;
}

void
um_test_server_close (UmTestServer *self)
{
  if (self->server == NULL)
    return;
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
}

void
um_test_server_push (UmTestServer *self, const UmTestAnswer *answer)
{
  g_queue_push_tail (&self->answers, script_new (answer));
}

void
um_test_server_set_handler (UmTestServer *self, UmTestHandler handler, gpointer user_data)
{
  self->handler = handler;
  self->handler_data = user_data;
}

guint
um_test_server_count (UmTestServer *self)
{
  return self->requests->len;
}

const UmTestRequest *
um_test_server_get (UmTestServer *self, guint index)
{
  g_assert_cmpuint (index, <, self->requests->len);
  return g_ptr_array_index (self->requests, index);
}

const char *
um_test_server_get_header (UmTestServer *self, guint index, const char *name)
{
  return soup_message_headers_get_one (um_test_server_get (self, index)->headers, name);
}
