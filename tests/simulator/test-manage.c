/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Managed accounts: what is allowed on whom, their life, profile, address and tokens. */

#include <string.h>

#include "sim-client.h"

typedef struct
{
  UmTestSimulator *simulator;
  char *free; /* an active account on which all is allowed */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->simulator = um_test_simulator_start ("--users", "1200", NULL);
  fixture->free = sim_find_managed (fixture->simulator, "email.set", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->free);
}

static void
expect (Fixture *fixture,
        guint status,
        const char *key,
        const char *method,
        const char *id,
        const char *rest,
        const char *body)
{
  g_autoptr (SimAnswer)
    answer = sim_org (fixture->simulator, status, method, body, "/users/%s/manage%s", id, rest);

  if (key != NULL)
    g_assert_cmpstr (sim_answer_string (answer, "$.key"), ==, key);
}

static char *
status_of (Fixture *fixture, const char *id)
{
  g_autoptr (SimAnswer) user = sim_org (fixture->simulator, 200, "GET", NULL,
                                        "/admin/v2/orgs/ORG/directories/-/users/%s", id);
  g_autoptr (SimAnswer) site = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);

  return g_strdup_printf ("%s %s %d", sim_answer_string (user, "$.data.status"),
                          sim_answer_string (user, "$.data.accountStatus"),
                          sim_answer_bool (site, "$.active"));
}

static void
assert_status (Fixture *fixture, const char *wanted)
{
  g_autofree char *seen = status_of (fixture, fixture->free);

  g_assert_cmpstr (seen, ==, wanted);
}

/* Whether the organisation tells when the account was deactivated. */
static void
assert_dated (Fixture *fixture, gboolean wanted)
{
  g_autoptr (SimAnswer) user = sim_org (fixture->simulator, 200, "GET", NULL,
                                        "/admin/v2/orgs/ORG/directories/-/users/%s", fixture->free);

  g_assert_cmpint (sim_answer_has (user, "$.data.deactivatedOn"), ==, wanted);
}

#define GONE  "conflict.lifecycleErrors"
#define LEAVE "{\"message\":\"Good-bye\"}"

static void
test_lifecycle (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = sim_state (fixture->simulator), *after = NULL;
  const char *id = fixture->free;

  expect (fixture, 204, NULL, "POST", id, "/lifecycle/disable", LEAVE);
  assert_status (fixture, "deactivated inactive 0");
  assert_dated (fixture, TRUE);
  expect (fixture, 409, GONE, "POST", id, "/lifecycle/disable", LEAVE);
  expect (fixture, 204, NULL, "POST", id, "/lifecycle/enable", NULL);
  expect (fixture, 409, GONE, "POST", id, "/lifecycle/enable", NULL);
  assert_status (fixture, "active active 1");
  assert_dated (fixture, FALSE);
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 2);
  expect (fixture, 400, "bodyParseFailure", "POST", id, "/lifecycle/disable", NULL);
}

static void
test_deletion (Fixture *fixture, gconstpointer data)
{
  const char *id = fixture->free;

  expect (fixture, 404, "notFound", "POST", id, "/lifecycle/cancel-delete", NULL);
  expect (fixture, 204, NULL, "POST", id, "/lifecycle/disable", "{}");
  expect (fixture, 200, NULL, "POST", id, "/lifecycle/delete", NULL);
  assert_status (fixture, "for_deletion inactive 0");
  expect (fixture, 409, GONE, "POST", id, "/lifecycle/delete", NULL);
  expect (fixture, 409, GONE, "POST", id, "/lifecycle/enable", NULL);
  expect (fixture, 200, NULL, "POST", id, "/lifecycle/cancel-delete", NULL);
  assert_status (fixture, "active active 1");
}

/* Each reason is had by somebody, and the action is then refused with it. */
static void
test_reasons (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *privilege;
    const char *reason;
    const char *method;
    const char *path;
    const char *body;
  } reasons[] = {
    { "lifecycle.enablement", "externalDirectory.scim", "POST", "/lifecycle/disable", "{}" },
    { "lifecycle.delete", "externalDirectory.google", "POST", "/lifecycle/delete", NULL },
    { "lifecycle.enablement", "administrative.notMyself", "POST", "/lifecycle/disable", "{}" },
    { "lifecycle.enablement", "blocked.exportControl", "POST", "/lifecycle/enable", NULL },
    { "email.set", "authPolicy.saml", "PUT", "/email", "{\"email\":\"x@acme.example\"}" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autofree char *id = sim_find_managed (fixture->simulator, reasons[i].privilege,
                                              reasons[i].reason);
      g_autoptr (SimAnswer)
        answer = sim_org (fixture->simulator, 403, reasons[i].method, reasons[i].body,
                          "/users/%s/manage%s", id, reasons[i].path);

      g_assert_cmpstr (sim_answer_string (answer, "$.key"), ==, "forbidden.action");
      g_assert_cmpstr (sim_answer_string (answer, "$.context.reason.key"), ==, reasons[i].reason);
    }
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 0);
}

static void
test_strangers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonArray)
    users = sim_org_search (fixture->simulator, "-", "\"claimStatus\":\"unmanaged\"");
  g_autoptr (JsonArray)
    managed = sim_org_search (fixture->simulator, "-", "\"limit\":100,\"claimStatus\":\"managed\"");
  const char *id = json_object_get_string_member (json_array_get_object_element (users, 0),
                                                  "accountId");
  guint n = 0;

  expect (fixture, 403, "forbidden", "GET", id, "", NULL);
  expect (fixture, 403, "forbidden", "POST", id, "/lifecycle/disable", "{}");
  expect (fixture, 404, "accountNotFound", "GET", "nobody", "", NULL);
  for (guint i = 0; n == 0 && i < json_array_get_length (managed); i++)
    {
      JsonObject *user = json_array_get_object_element (managed, i);

      if (json_object_get_boolean_member (user, "emailVerified"))
        continue;
      expect (fixture, 403, "forbidden.targetUnverified", "GET",
              json_object_get_string_member (user, "accountId"), "", NULL);
      n++;
    }
  g_assert_cmpuint (n, ==, 1);
}

static void
test_privileges (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SimAnswer)
    some = sim_org (fixture->simulator, 200, "GET", NULL,
                    "/users/%s/manage?privileges=email.set,profile.write", fixture->free);
  g_autoptr (SimAnswer)
    all = sim_org (fixture->simulator, 200, "GET", NULL, "/users/%s/manage", fixture->free);

  g_assert_true (sim_answer_bool (some, "$['email.set'].allowed"));
  g_assert_true (sim_answer_bool (some, "$['profile.write'].nickname.allowed"));
  g_assert_false (sim_answer_has (some, "$['lifecycle.delete']"));
  g_assert_true (sim_answer_bool (all, "$['apiToken.delete'].allowed"));
}

static void
test_email (Fixture *fixture, gconstpointer data)
{
  const char *id = fixture->free;
  g_autofree char *before = sim_state (fixture->simulator), *after = NULL, *back = NULL;
  g_autoptr (SimAnswer)
    profile = sim_org (fixture->simulator, 200, "GET", NULL, "/users/%s/manage/profile", id);
  g_autoptr (JsonArray) found = NULL;
  g_autoptr (SimAnswer) site = NULL;

  expect (fixture, 403, "forbidden.unclaimedDomain", "PUT", id, "/email",
          "{\"email\":\"a@elsewhere.example\"}");
  expect (fixture, 400, "fieldConstraintsViolated", "PUT", id, "/email", "{\"email\":\"odd\"}");
  expect (fixture, 400, "bodyParseFailure", "PUT", id, "/email", "{}");
  expect (fixture, 204, NULL, "PUT", id, "/email", "{\"email\":\"new.one@acme.example\"}");
  found = sim_org_search (fixture->simulator, "-", "\"emails\":[\"new.one@acme.example\"]");
  g_assert_cmpuint (json_array_get_length (found), ==, 1);
  site = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);
  g_assert_cmpstr (sim_answer_string (site, "$.emailAddress"), ==, "new.one@acme.example");

  back = g_strdup_printf ("{\"email\":\"%s\"}", sim_answer_string (profile, "$.account.email"));
  expect (fixture, 204, NULL, "PUT", id, "/email", back);
  expect (fixture, 204, NULL, "PUT", id, "/email", back);
  after = sim_state (fixture->simulator);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 2);
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "repeated"), ==, 1);
}

static void
test_profile (Fixture *fixture, gconstpointer data)
{
  const char *id = fixture->free;
  g_autofree char *synced = sim_find_managed (fixture->simulator, "email.set",
                                              "externalDirectory.scim");
  g_autoptr (SimAnswer) changed = sim_org (
    fixture->simulator, 200, "PATCH",
    "{\"nickname\":\"Zz\",\"name\":\"Zora Zimt\",\"extended_profile\":{\"department\":\"Tea\"}}",
    "/users/%s/manage/profile", id);
  g_autoptr (JsonArray) last = sim_org_search (
    fixture->simulator, "-",
    "\"limit\":100,\"sortBy\":[{\"field\":\"nick_name\",\"direction\":\"desc\"}],"
    "\"emailDomains\":[\"acme.example\"]");
  g_autoptr (SimAnswer) site = sim_get (fixture->simulator, "/rest/api/3/user?accountId=%s", id);
  gboolean found = FALSE;

  g_assert_cmpstr (sim_answer_string (changed, "$.account.extended_profile.department"), ==, "Tea");
  g_assert_cmpstr (sim_answer_string (site, "$.displayName"), ==, "Zora Zimt");
  for (guint i = 0; i < json_array_get_length (last); i++)
    found |= strcmp (
               json_object_get_string_member (json_array_get_object_element (last, i), "nickname"),
               "Zz")
             == 0;
  g_assert_true (found);
  expect (fixture, 400, "fieldConstraintsViolated", "PATCH", id, "/profile",
          "{\"nickname\":\"1234567890123456789012345678901\"}");
  expect (fixture, 400, "bodyParseFailure", "PATCH", id, "/profile", "{\"nickname\":7}");
  expect (fixture, 403, "forbidden.fieldMutation", "PATCH", synced, "/profile",
          "{\"nickname\":\"x\"}");
  g_assert_cmpint (um_test_simulator_get_stat (fixture->simulator, "effects"), ==, 1);
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  const char *email = um_test_simulator_get (fixture->simulator, "email");
  g_autofree char *search = g_strdup_printf ("\"emails\":[\"%s\"]", email);
  g_autoptr (JsonArray) me = sim_org_search (fixture->simulator, "-", search);
  const char *id = json_object_get_string_member (json_array_get_object_element (me, 0),
                                                  "accountId");
  g_autoptr (SimAnswer)
    tokens = sim_org (fixture->simulator, 200, "GET", NULL, "/users/%s/manage/api-tokens", id);
  g_autofree char *path = g_strconcat ("/api-tokens/", sim_answer_string (tokens, "$[0].id"), NULL);
  guint n = sim_answer_length (tokens, "$");
  g_autoptr (SimAnswer) before = sim_org (fixture->simulator, 200, "GET", NULL,
                                          "/admin/api-access/v1/orgs/ORG/api-tokens/count");
  g_autoptr (SimAnswer) after = NULL, rest = NULL;

  g_assert_cmpstr (sim_answer_string (tokens, "$[0].label"), ==, "User Management");
  g_assert_true (sim_answer_has (tokens, "$[0].expiry"));
  expect (fixture, 204, NULL, "DELETE", id, path, NULL);
  expect (fixture, 404, "notFound", "DELETE", id, path, NULL);
  rest = sim_org (fixture->simulator, 200, "GET", NULL, "/users/%s/manage/api-tokens", id);
  g_assert_cmpuint (sim_answer_length (rest, "$"), ==, n - 1);
  after = sim_org (fixture->simulator, 200, "GET", NULL,
                   "/admin/api-access/v1/orgs/ORG/api-tokens/count");
  g_assert_cmpint (sim_answer_int (before, "$"), ==, sim_answer_int (after, "$") + 1);
}

#define ADD(name, function) \
  g_test_add ("/simulator/manage/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("lifecycle", test_lifecycle);
  ADD ("deletion", test_deletion);
  ADD ("reasons", test_reasons);
  ADD ("strangers", test_strangers);
  ADD ("privileges", test_privileges);
  ADD ("email", test_email);
  ADD ("profile", test_profile);
  ADD ("tokens", test_tokens);
  return g_test_run ();
}
