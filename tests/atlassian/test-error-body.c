/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the five error bodies, and of what is cut out of texts that are kept. */
#include "um-error-body.h"

#include "um-atlassian-error.h"
#include "um-reply-private.h"
#include "um-scrub.h"

#include <string.h>

static UmReply *
read_body (const char *text)
{
  UmReply *reply = um_reply_new ("GET", "/x");

  reply->body = g_bytes_new (text, strlen (text));
  um_error_body_read (reply);
  return reply;
}

static void
assert_body (const char *text, const char *code, const char *reason, const char *message)
{
  g_autoptr (UmReply) reply = read_body (text);

  g_test_message ("%s", text);
  g_assert_cmpstr (reply->code, ==, code);
  g_assert_cmpstr (reply->reason, ==, reason);
  g_assert_cmpstr (reply->message, ==, message);
}

static void
test_shapes (void)
{
  assert_body ("{\"errorMessages\":[\"One.\",\"Two.\"],\"errors\":{}}", NULL, NULL, "One. Two.");
  assert_body ("{\"errorMessages\":[],\"errors\":{\"b\":\"is bad\",\"a\":\"is worse\"},"
               "\"status\":400}",
               NULL, NULL, "b: is bad a: is worse");
  assert_body ("{\"errors\":[{\"id\":\"1\",\"status\":\"403\",\"code\":\"ADMIN-403-5\","
               "\"title\":\"No\",\"detail\":\"The group is synced\"}]}",
               "ADMIN-403-5", NULL, "The group is synced");
  assert_body ("{\"errors\":[{\"code\":\"ADMIN-404-8\",\"title\":\"No user\",\"detail\":\"\"}]}",
               "ADMIN-404-8", NULL, "No user");
  assert_body ("{\"code\":401,\"message\":\"Unauthorized\"}", NULL, NULL, "Unauthorized");
  assert_body ("{\"timestamp\":\"t\",\"path\":\"/p\",\"status\":403,\"error\":\"Forbidden\","
               "\"message\":\"User has no permission to access resource.\",\"requestId\":\"r\"}",
               NULL, NULL, "User has no permission to access resource.");
  assert_body ("{\"key\":\"forbidden.action\",\"context\":{\"allowed\":false,"
               "\"reason\":{\"key\":\"externalDirectory.scim\"}}}",
               "forbidden.action", "externalDirectory.scim", NULL);
  assert_body ("{\"key\":\"conflict.lifecycleErrors\",\"context\":{\"message\":\"m\","
               "\"errorCodes\":[{\"code\":\"c\",\"message\":\"x\"}]}}",
               "conflict.lifecycleErrors", "c", "m");
  assert_body ("{\"key\":\"fieldConstraintsViolated\",\"context\":{\"fieldViolations\":["
               "{\"field\":\"email\",\"violations\":[{\"key\":\"maxLength\"}]}]}}",
               "fieldConstraintsViolated", "maxLength", NULL);
}

static void
test_refine (void)
{
  static const struct
  {
    int code;
    const char *text;
    int refined;
  } cases[] = {
    { UM_ATLASSIAN_ERROR_FORBIDDEN, "{\"key\":\"forbidden.insufficientScope\"}",
      UM_ATLASSIAN_ERROR_SCOPE },
    { UM_ATLASSIAN_ERROR_FORBIDDEN, "{\"key\":\"forbidden\"}", UM_ATLASSIAN_ERROR_FORBIDDEN },
    { UM_ATLASSIAN_ERROR_CONFLICT, "{\"errors\":[{\"code\":\"ADMIN-409-3\"}]}",
      UM_ATLASSIAN_ERROR_LICENCE },
    { UM_ATLASSIAN_ERROR_CONFLICT, "{\"errors\":[{\"code\":\"ADMIN-UAM-409-3\"}]}",
      UM_ATLASSIAN_ERROR_LICENCE },
    { UM_ATLASSIAN_ERROR_CONFLICT, "{\"errors\":[{\"code\":\"ADMIN-409-28\"}]}",
      UM_ATLASSIAN_ERROR_CONFLICT },
    { UM_ATLASSIAN_ERROR_REFUSED, "{\"errors\":[{\"code\":\"ADMIN-400-32\"}]}",
      UM_ATLASSIAN_ERROR_LICENCE },
    { UM_ATLASSIAN_ERROR_REFUSED, "{\"errors\":[{\"code\":\"ADMIN-409-3\"}]}",
      UM_ATLASSIAN_ERROR_REFUSED },
    { UM_ATLASSIAN_ERROR_CONFLICT, "", UM_ATLASSIAN_ERROR_CONFLICT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmReply) reply = read_body (cases[i].text);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (um_error_body_refine (reply, cases[i].code), ==, cases[i].refined);
    }
}

static void
test_hostile (void)
{
  static const char *const texts[] = {
    "",
    "<html>",
    "[]",
    "7",
    "{}",
    "{\"errors\":7}",
    "{\"errors\":[]}",
    "{\"errors\":[7]}",
    "{\"errorMessages\":{}}",
    "{\"errorMessages\":[7,null,{}]}",
    "{\"key\":7,\"context\":[]}",
    "{\"code\":{},\"message\":[]}",
    "{\"message\":\"\"}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_body (texts[i], NULL, NULL, NULL);
  assert_body ("{\"key\":\"k\",\"context\":{\"reason\":7,\"errorCodes\":[[]]}}", "k", NULL, NULL);
  assert_body ("{\"errors\":[{\"code\":7,\"title\":null,\"detail\":[]}]}", NULL, NULL, NULL);
}

static void
test_long_message (void)
{
  g_autofree char *sentence = g_strnfill (100000, 'x');
  g_autofree char *text = g_strdup_printf ("{\"message\":\"%s\"}", sentence);
  g_autoptr (UmReply) reply = read_body (text);

  g_assert_cmpuint (strlen (reply->message), <=, 1000);
}

static void
test_scrub (void)
{
  static const char *const secrets[] = {
    "Authorization: Basic SECRETSECRET==",
    "bearer SECRETSECRET",
    "the key ATATT3xFfGF0SECRET_-=1 is old",
    "ATCTT3xFfSECRET",
    "{\"apiToken\":\"SECRET\"}",
    "{\"x_password_y\" : \"a\\\"SECRET\"}",
    "{\"api_key\":\"SECRET",
    "{\"client_secret\":\"SECRET\",\"a\":1}",
  };
  g_autofree char *harmless = um_scrub_text ("{\"key\":\"forbidden\",\"a\":\"Basic idea\"}", 36);
  g_autofree char *broken = um_scrub_text ("a\xff"
                                           "b\0c",
                                           5);

  for (gsize i = 0; i < G_N_ELEMENTS (secrets); i++)
    {
      g_autofree char *scrubbed = um_scrub_text (secrets[i], strlen (secrets[i]));

      g_test_message ("%s", scrubbed);
      g_assert_null (strstr (scrubbed, "SECRET"));
    }
  g_assert_cmpstr (harmless, ==, "{\"key\":\"forbidden\",\"a\":\"Basic idea\"}");
  g_assert_true (g_utf8_validate (broken, -1, NULL));
}

static void
test_excerpt (void)
{
  g_autofree char *long_text = g_strnfill (10000, 'x');
  g_autoptr (UmReply) none = um_reply_new ("GET", "/x"), empty = read_body ("");
  g_autoptr (UmReply) long_reply = read_body (long_text), same = um_reply_ref (long_reply);
  g_autoptr (UmReply) secret = read_body ("{\"token\":\"SECRET\"}");
  g_autofree char *excerpt = um_reply_dup_excerpt (long_reply);
  g_autofree char *scrubbed = um_reply_dup_excerpt (secret);

  g_assert_null (um_reply_dup_excerpt (none));
  g_assert_null (um_reply_dup_excerpt (empty));
  g_assert_cmpuint (strlen (excerpt), ==, 4096);
  g_assert_null (strstr (scrubbed, "SECRET"));
  g_assert_true (same == long_reply);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/error-body/shapes", test_shapes);
  g_test_add_func ("/error-body/refine", test_refine);
  g_test_add_func ("/error-body/hostile", test_hostile);
  g_test_add_func ("/error-body/long-message", test_long_message);
  g_test_add_func ("/error-body/scrub", test_scrub);
  g_test_add_func ("/error-body/excerpt", test_excerpt);
  return g_test_run ();
}
