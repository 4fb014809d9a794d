/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the endpoints share. */
#include "um-test-call.h"

#include <string.h>

void
waiter_clear (Waiter *self)
{
  g_clear_object (&self->result);
}

void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Waiter *waiter = user_data;

  waiter->result = g_object_ref (result);
}

GAsyncResult *
wait_for (Waiter *waiter)
{
  while (waiter->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return waiter->result;
}

UmHttp *
connect_to (UmTestServer *server)
{
  UmHttp *http = um_http_new (um_test_server_get_url (server));

  um_http_set_bearer (http, "key-nobody-may-see");
  return http;
}

void
push (UmTestServer *server, guint status, const char *body)
{
  um_test_server_push (
    server, &(UmTestAnswer){ .status = status, .type = body != NULL ? NULL : "", .body = body });
}

void
assert_asked (UmTestServer *server, const char *method, const char *path, const char *body)
{
  const UmTestRequest *request = um_test_server_get (server, um_test_server_count (server) - 1);
  gsize length = request->body != NULL ? g_bytes_get_size (request->body) : 0;
  g_autofree char *text = g_strndup (length > 0 ? g_bytes_get_data (request->body, NULL) : "",
                                     length);

  g_assert_cmpstr (request->method, ==, method);
  g_assert_cmpstr (request->path, ==, path);
  g_assert_cmpstr (text, ==, body != NULL ? body : "");
}
