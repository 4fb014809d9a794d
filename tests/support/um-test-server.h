/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server on loopback that answers what a test tells it to, in order, and keeps what it was asked.
 * It lives on the test's own main context, so a test may look at it between two turns without a
 * lock. */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _UmTestServer UmTestServer;

/* What becomes of the connection after the answer. */
typedef enum
{
  UM_TEST_KEEP,     /* as HTTP has it */
  UM_TEST_CUT,      /* closed without any answer */
  UM_TEST_CUT_HALF, /* closed in the middle of the body */
  UM_TEST_RAW,      /* the body is sent as it stands, in place of an HTTP answer, and then closed */
  UM_TEST_HANG,     /* no answer at all, and not closed */
  UM_TEST_STALL,    /* half of the body, then nothing more, and not closed */
} UmTestEnd;

/* One answer. Zeroed members are: 200, application/json, an empty body, at once. */
typedef struct
{
  guint status;
  const char *type;    /* "" for none */
  const char *headers; /* "Name: value", one a line */
  const char *body;
  gsize length; /* of the body; 0: to its NUL */
  guint delay;  /* ms */
  UmTestEnd end;
} UmTestAnswer;

/* One request as it came. */
typedef struct
{
  char *method;
  char *path; /* with the query */
  SoupMessageHeaders *headers;
  GBytes *body;
  guint port; /* the client's end of the connection it came by */
} UmTestRequest;

/* Fills in the answer to @request, which is valid until the next call. */
typedef void (*UmTestHandler) (UmTestServer *self,
                               const UmTestRequest *request,
                               UmTestAnswer *answer,
                               gpointer user_data);

UmTestServer *um_test_server_new (void);
/* With a certificate that nobody has reason to trust. */
UmTestServer *um_test_server_new_tls (void);
void um_test_server_free (UmTestServer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmTestServer, um_test_server_free)

/* "http://127.0.0.1:port", without a slash at the end. */
const char *um_test_server_get_url (UmTestServer *self);
guint um_test_server_get_port (UmTestServer *self);
/* Closes the port; requests after that are refused by the system. */
void um_test_server_close (UmTestServer *self);
/* Copies @answer to the end of the queue. A request that finds none and no handler is
 * answered 500, so that a test notices. */
void um_test_server_push (UmTestServer *self, const UmTestAnswer *answer);
/* Answers whatever finds the queue empty. */
void um_test_server_set_handler (UmTestServer *self, UmTestHandler handler, gpointer user_data);
guint um_test_server_count (UmTestServer *self);
/* The request at @index, from 0. */
const UmTestRequest *um_test_server_get (UmTestServer *self, guint index);
/* The value of a header of the request at @index, or NULL. */
const char *um_test_server_get_header (UmTestServer *self, guint index, const char *name);

G_END_DECLS
