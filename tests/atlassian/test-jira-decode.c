/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the decoders of a Jira site: the documented shapes, and whatever else a server may send.
 */
#include "um-atlassian-error.h"
#include "um-jira-decode.h"

#include <string.h>

static const UmAsked range = { 100, 50 };

static GBytes *
bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static UmJiraPage *
decode_page (UmDecode decode, const char *text)
{
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (GError) error = NULL;
  UmJiraPage *page = decode (body, &range, &error);

  g_assert_no_error (error);
  g_assert_nonnull (page);
  return page;
}

static void
assert_malformed (UmDecode decode, const char *text)
{
  g_autoptr (GBytes) body = bytes (text);
  g_autoptr (GError) error = NULL;

  g_autofree char *shown = g_strescape (text, NULL);

  g_test_message ("%.70s", shown);
  g_assert_null (decode (body, &range, &error));
  g_assert_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED);
}

static const UmJiraUser *
user_at (UmJiraPage *page, guint index)
{
  g_assert_cmpuint (index, <, page->items->len);
  return g_ptr_array_index (page->items, index);
}

static void
test_users (void)
{
  g_autoptr (UmJiraPage) page = decode_page (
    um_jira_decode_users,
    "[{\"self\":\"s\",\"accountId\":\"557058:f5\",\"accountType\":\"atlassian\","
    "\"emailAddress\":\"ann@acme.com\",\"avatarUrls\":{\"16x16\":\"a\"},\"displayName\":\"Ann\","
    "\"active\":true,\"timeZone\":\"Europe/Paris\",\"locale\":\"en_US\"},"
    "{\"accountId\":\"2\",\"accountType\":\"app\",\"displayName\":\"B\\u00f6t \\ud83d\\ude00\","
    "\"active\":true,\"emailAddress\":\"\",\"appType\":\"agent\"},"
    "{\"accountId\":\"3\",\"accountType\":\"customer\",\"displayName\":\"C\",\"active\":false,"
    "\"emailAddress\":null},"
    "{\"accountId\":\"4\",\"accountType\":\"atlassian\",\"displayName\":\"Former user\","
    "\"active\":false},"
    "{\"accountId\":\"5\",\"accountType\":\"atlassian\",\"displayName\":\"Guest\",\"active\":true,"
    "\"guest\":true},"
    "{\"accountId\":\"6\",\"accountType\":\"unknown\",\"displayName\":\"Former user\","
    "\"active\":true},"
    "{\"accountId\":\"7\",\"accountType\":\"brand-new\"}]");

  g_assert_cmpuint (page->items->len, ==, 7);
  g_assert_cmpuint (page->bad, ==, 0);
  g_assert_cmpint (page->next, ==, 150);
  g_assert_cmpint (page->total, ==, -1);
  g_assert_cmpstr (user_at (page, 0)->account_id, ==, "557058:f5");
  g_assert_cmpstr (user_at (page, 0)->name, ==, "Ann");
  g_assert_cmpstr (user_at (page, 0)->email, ==, "ann@acme.com");
  g_assert_cmpint (user_at (page, 0)->type, ==, UM_TYPE_PERSON);
  g_assert_cmpint (user_at (page, 0)->status, ==, UM_STATUS_ACTIVE);
  g_assert_cmpstr (user_at (page, 1)->name, ==, "B\xc3\xb6t \xf0\x9f\x98\x80");
  g_assert_null (user_at (page, 1)->email);
  g_assert_cmpint (user_at (page, 1)->type, ==, UM_TYPE_APP);
  g_assert_null (user_at (page, 2)->email);
  g_assert_cmpint (user_at (page, 2)->type, ==, UM_TYPE_CUSTOMER);
  g_assert_cmpint (user_at (page, 2)->status, ==, UM_STATUS_INACTIVE);
  g_assert_cmpint (user_at (page, 3)->status, ==, UM_STATUS_FORMER);
  g_assert_cmpint (user_at (page, 4)->type, ==, UM_TYPE_GUEST);
  g_assert_cmpint (user_at (page, 5)->status, ==, UM_STATUS_ACTIVE);
  g_assert_cmpint (user_at (page, 5)->type, ==, UM_TYPE_UNKNOWN);
  g_assert_cmpstr (user_at (page, 6)->name, ==, "");
  g_assert_cmpint (user_at (page, 6)->type, ==, UM_TYPE_UNKNOWN);
  g_assert_cmpint (user_at (page, 6)->status, ==, UM_STATUS_UNKNOWN);
}

/* Entries that are no users are left out; a page of nothing but them isn't the last. */
static void
test_bad_users (void)
{
  g_autoptr (UmJiraPage) page = decode_page (
    um_jira_decode_users,
    "[null,7,\"x\",[],[{\"accountId\":\"1\"}],{},{\"accountId\":\"\"},"
    "{\"accountId\":7},{\"accountId\":null},{\"accountId\":{\"accountId\":\"x\"}},"
    "{\"accountId\":\"good\",\"displayName\":7,\"emailAddress\":[\"x\"],"
    "\"accountType\":{},\"active\":\"true\",\"guest\":1,\"groups\":[]}]");
  g_autoptr (UmJiraPage) nobody = decode_page (um_jira_decode_users, "[{}]");
  g_autoptr (UmJiraPage) empty = decode_page (um_jira_decode_users, " [ ] ");

  g_assert_cmpuint (page->items->len, ==, 1);
  g_assert_cmpuint (page->bad, ==, 10);
  g_assert_cmpstr (user_at (page, 0)->name, ==, "");
  g_assert_null (user_at (page, 0)->email);
  g_assert_cmpint (user_at (page, 0)->status, ==, UM_STATUS_UNKNOWN);
  g_assert_cmpuint (nobody->items->len, ==, 0);
  g_assert_cmpint (nobody->next, ==, 150);
  g_assert_cmpint (empty->next, ==, -1);
}

/* A member that comes twice counts as it came last, as in json-glib. */
static void
test_twice (void)
{
  g_autoptr (UmJiraPage) page = decode_page (
    um_jira_decode_users, "[{\"accountId\":\"a\",\"accountId\":\"b\",\"emailAddress\":\"x@y\","
                          "\"emailAddress\":null,\"active\":true,\"active\":false}]");

  g_assert_cmpstr (user_at (page, 0)->account_id, ==, "b");
  g_assert_null (user_at (page, 0)->email);
  g_assert_cmpint (user_at (page, 0)->status, ==, UM_STATUS_INACTIVE);
}

static void
test_odd_text (void)
{
  g_autoptr (UmJiraPage) page = decode_page (
    um_jira_decode_users, "[{\"accountId\":\"a\\u0000b\",\"displayName\":\"\\ud800 \\u202e\\n\"}]");

  g_assert_cmpstr (user_at (page, 0)->account_id, ==,
                   "a\xef\xbf\xbd"
                   "b");
  g_assert_cmpstr (user_at (page, 0)->name, ==, "\xef\xbf\xbd \xe2\x80\xae\n");
}

static void
test_not_users (void)
{
  static const char *const texts[] = {
    "",
    "null",
    "7",
    "{}",
    "{\"values\":[]}",
    "[",
    "[{]",
    "[{\"accountId\":\"1\"}",
    "[]]",
    "[] []",
    "[{\"accountId\":\"1\"},]",
    "[{\"accountId\":\"1\",}]",
    "<html></html>",
    "[{\"a\":\"\xff\"}]",
  };
  g_autofree char *deep = g_strnfill (100000, '[');

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_malformed (um_jira_decode_users, texts[i]);
  assert_malformed (um_jira_decode_users, deep);
}

static void
test_groups (void)
{
  g_autoptr (UmJiraPage) page = decode_page (
    um_jira_decode_groups,
    "{\"self\":\"x\",\"maxResults\":20,\"startAt\":100,\"total\":230,\"isLast\":false,"
    "\"values\":[{\"name\":\"a\",\"groupId\":\"g1\"},{\"groupId\":\"g2\"},"
    "{\"name\":\"no id\"},{\"name\":7,\"groupId\":\"g3\"}]}");
  const UmJiraGroup *group = g_ptr_array_index (page->items, 0);

  g_assert_cmpuint (page->items->len, ==, 3);
  g_assert_cmpuint (page->bad, ==, 1);
  g_assert_cmpint (page->next, ==, 120);
  g_assert_cmpint (page->total, ==, 230);
  g_assert_cmpstr (group->id, ==, "g1");
  g_assert_cmpstr (group->name, ==, "a");
  group = g_ptr_array_index (page->items, 2);
  g_assert_cmpstr (group->name, ==, "");
}

static gint64
next_of (const char *text)
{
  g_autoptr (UmJiraPage) page = decode_page (um_jira_decode_members, text);

  return page->next;
}

static void
test_paging (void)
{
  g_assert_cmpint (next_of ("{\"isLast\":true,\"maxResults\":50,\"startAt\":100,"
                            "\"values\":[{\"accountId\":\"1\"}]}"),
                   ==, -1);
  g_assert_cmpint (next_of ("{\"isLast\":false,\"maxResults\":50,\"startAt\":100,\"values\":[]}"),
                   ==, -1);
  g_assert_cmpint (next_of ("{\"maxResults\":1,\"values\":[{\"accountId\":\"1\"}]}"), ==, 101);
  g_assert_cmpint (next_of ("{\"values\":[{}],\"isLast\":false,\"maxResults\":7,\"startAt\":100}"),
                   ==, 107);
  g_assert_cmpint (next_of ("{\"isLast\":true,\"maxResults\":0,\"startAt\":0,"
                            "\"values\":[{\"accountId\":\"1\"}]}"),
                   ==, -1);
}

/* Paging that would never come to an end. */
static void
test_stuck (void)
{
  static const char *const texts[] = {
    "{\"isLast\":false,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":0,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":-50,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":1e3,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":\"50\",\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":9223372036854775807,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":99999999999999999999,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":50,\"startAt\":0,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":false,\"maxResults\":50,\"startAt\":150,\"values\":[{\"accountId\":\"1\"}]}",
    "{\"isLast\":\"true\",\"maxResults\":null,\"values\":[{\"accountId\":\"1\"}]}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_malformed (um_jira_decode_members, texts[i]);
}

static void
test_not_beans (void)
{
  static const char *const texts[] = {
    "[]",
    "{}",
    "{\"values\":{}}",
    "{\"values\":null}",
    "{\"values\":[}",
    "{\"values\":[]",
    "7",
    "{\"values\":[]}{}",
    "{\"values\":[],}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      assert_malformed (um_jira_decode_groups, texts[i]);
      assert_malformed (um_jira_decode_members, texts[i]);
    }
}

static void
test_myself (void)
{
  g_autoptr (GBytes) body = bytes (
    "{\"groups\":{\"size\":2,\"items\":[{\"name\":\"site-admins\",\"groupId\":\"g1\","
    "\"self\":\"x\"},{\"name\":\"x\"},7,{\"groupId\":\"g2\"}],\"max-results\":50},"
    "\"accountId\":\"me\",\"displayName\":\"Me\",\"emailAddress\":\"me@x\",\"active\":true,"
    "\"accountType\":\"atlassian\",\"applicationRoles\":{\"size\":0,\"items\":[]}}");
  g_autoptr (UmJiraMyself) myself = um_jira_decode_myself (body, NULL, NULL);
  const UmJiraGroup *group;

  g_assert_nonnull (myself);
  g_assert_cmpstr (myself->user->account_id, ==, "me");
  g_assert_cmpstr (myself->user->email, ==, "me@x");
  g_assert_cmpuint (myself->groups->len, ==, 2);
  group = g_ptr_array_index (myself->groups, 0);
  g_assert_cmpstr (group->name, ==, "site-admins");
  assert_malformed (um_jira_decode_myself, "{}");
  assert_malformed (um_jira_decode_myself, "[]");
  assert_malformed (um_jira_decode_myself, "{\"accountId\":7}");
  assert_malformed (um_jira_decode_myself, "{\"accountId\":\"1\",\"groups\":{\"items\":[{]}}");
}

static void
test_server (void)
{
  g_autoptr (GBytes) body = bytes ("{\"baseUrl\":\"https://acme.atlassian.net\","
                                   "\"serverTitle\":\"Acme\",\"deploymentType\":\"Cloud\"}");
  g_autoptr (GBytes) other = bytes ("{\"baseUrl\":\"https://x\",\"deploymentType\":\"Server\"}");
  g_autoptr (UmJiraServer) server = um_jira_decode_server (body, NULL, NULL);
  g_autoptr (UmJiraServer) on_site = um_jira_decode_server (other, NULL, NULL);

  g_assert_true (server->cloud);
  g_assert_cmpstr (server->base_url, ==, "https://acme.atlassian.net");
  g_assert_cmpstr (server->title, ==, "Acme");
  g_assert_false (on_site->cloud);
  g_assert_null (on_site->title);
  assert_malformed (um_jira_decode_server, "{\"baseUrl\":7}");
  assert_malformed (um_jira_decode_server, "[]");
  assert_malformed (um_jira_decode_server, "{}");
}

static void
test_permissions (void)
{
  g_autoptr (GBytes)
    body = bytes ("{\"permissions\":{\"ADMINISTER\":{\"havePermission\":true},"
                  "\"USER_PICKER\":{\"havePermission\":\"true\"},\"SYSTEM_ADMIN\":7}}");
  g_autofree UmJiraPermissions *permissions = um_jira_decode_permissions (body, NULL, NULL);

  g_assert_true (permissions->administer);
  g_assert_false (permissions->browse_users);
  g_assert_false (permissions->system_admin);
  assert_malformed (um_jira_decode_permissions, "{}");
  assert_malformed (um_jira_decode_permissions, "{\"permissions\":[]}");
}

static void
test_roles (void)
{
  g_autoptr (GBytes) body = bytes (
    "[{\"key\":\"jira-software\",\"name\":\"Jira\",\"groups\":[\"x\"],\"groupDetails\":["
    "{\"name\":\"jira-users\",\"groupId\":\"g1\"},{\"name\":\"y\"},null],"
    "\"numberOfSeats\":500,\"remainingSeats\":20,\"hasUnlimitedSeats\":false},"
    "{\"key\":\"jira-core\",\"hasUnlimitedSeats\":true,\"numberOfSeats\":-1},"
    "{\"key\":\"x\",\"numberOfSeats\":\"7\",\"remainingSeats\":-9,\"groupDetails\":{}},"
    "{\"name\":\"no key\"},7]");
  g_autoptr (GPtrArray) roles = um_jira_decode_roles (body, NULL, NULL);
  const UmJiraRole *role;

  g_assert_cmpuint (roles->len, ==, 3);
  role = g_ptr_array_index (roles, 0);
  g_assert_cmpstr (role->name, ==, "Jira");
  g_assert_cmpuint (role->groups->len, ==, 1);
  g_assert_cmpint (role->seats, ==, 500);
  g_assert_cmpint (role->seats_left, ==, 20);
  role = g_ptr_array_index (roles, 1);
  g_assert_cmpstr (role->name, ==, "jira-core");
  g_assert_cmpint (role->seats, ==, -1);
  role = g_ptr_array_index (roles, 2);
  g_assert_cmpint (role->seats, ==, -1);
  g_assert_cmpint (role->seats_left, ==, -1);
  assert_malformed (um_jira_decode_roles, "{}");
  assert_malformed (um_jira_decode_roles, "[");
}

static void
test_ids (void)
{
  g_autoptr (GBytes) cloud = bytes ("{\"cloudId\":\"6bcdedf2-4af5\"}");
  g_autoptr (GBytes)
    org = bytes ("{\"data\":{\"tenantContexts\":[{\"cloudId\":\"c\",\"orgId\":\"o-1\"}]}}");
  g_autoptr (GBytes) refused = bytes ("{\"errors\":[{\"message\":\"no\"}],\"data\":null}");
  g_autoptr (GBytes) spoilt = bytes ("{\"data\":{\"tenantContexts\":[{\"orgId\":\"../x\"}]}}");
  g_autofree char *cloud_id = um_jira_decode_cloud_id (cloud, NULL, NULL);
  g_autofree char *org_id = um_jira_decode_org_id (org, NULL, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (cloud_id, ==, "6bcdedf2-4af5");
  g_assert_cmpstr (org_id, ==, "o-1");
  g_assert_null (um_jira_decode_org_id (refused, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (um_jira_decode_org_id (spoilt, NULL, &error));
  g_assert_no_error (error);
  assert_malformed (um_jira_decode_org_id, "[]");
  /* It becomes part of an address. */
  assert_malformed (um_jira_decode_cloud_id, "{\"cloudId\":\"a/../b\"}");
  assert_malformed (um_jira_decode_cloud_id, "{\"cloudId\":\"\"}");
  assert_malformed (um_jira_decode_cloud_id, "{\"cloudId\":7}");
  assert_malformed (um_jira_decode_cloud_id, "{}");
}

static void
test_copies (void)
{
  const UmJiraUser user = { "id", "name", NULL, UM_TYPE_APP, UM_STATUS_ACTIVE };
  const UmJiraGroup group = { "g", "" };
  g_autoptr (UmJiraUser) user_copy = um_jira_user_copy (&user);
  g_autoptr (UmJiraGroup) group_copy = um_jira_group_copy (&group);

  g_assert_cmpstr (user_copy->account_id, ==, "id");
  g_assert_true (user_copy->account_id != user.account_id);
  g_assert_cmpstr (user_copy->name, ==, "name");
  g_assert_null (user_copy->email);
  g_assert_cmpint (user_copy->type, ==, UM_TYPE_APP);
  g_assert_cmpstr (group_copy->id, ==, "g");
  g_assert_cmpstr (group_copy->name, ==, "");
}

static void
check_page (UmJiraPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraUser *user = g_ptr_array_index (page->items, i);

      g_assert_cmpstr (user->account_id, !=, "");
      g_assert_true (g_utf8_validate (user->account_id, -1, NULL));
      g_assert_true (g_utf8_validate (user->name, -1, NULL));
      g_assert_true (user->email == NULL || *user->email != '\0');
    }
  g_assert_true (page->next == -1 || page->next > range.start_at);
}

/* Half-broken pages from a fixed seed: an error or a page that keeps its promises, nothing else. */
static void
test_mutated (void)
{
  static const char *const seeds[] = {
    "[{\"accountId\":\"a\",\"displayName\":\"\\ud83d\\ude00\xc3\xa4\",\"emailAddress\":\"x@y\","
    "\"accountType\":\"app\",\"active\":false,\"guest\":true},{\"accountId\":\"b\"}]",
    "{\"maxResults\":50,\"startAt\":100,\"total\":2,\"isLast\":false,\"values\":[{\"accountId\":"
    "\"a\",\"displayName\":\"B\\n\",\"groups\":{\"items\":[{\"groupId\":\"g\"}]}}]}",
  };
  static const UmDecode decoders[] = { um_jira_decode_users, um_jira_decode_members };
  g_autoptr (GRand) random = g_rand_new_with_seed (4711);
  guint fine = 0;

  for (guint run = 0; run < 20000; run++)
    {
      const char *seed = seeds[run % 2];
      gsize length = strlen (seed);
      g_autofree char *text = g_strdup (seed);
      g_autoptr (GBytes) body = NULL;
      g_autoptr (UmJiraPage) page = NULL;
      g_autoptr (UmJiraMyself) myself = NULL;

      for (gint i = g_rand_int_range (random, 1, 4); i > 0; i--)
        text[g_rand_int_range (random, 0, (gint) length)] =
          g_rand_boolean (random) ? seed[g_rand_int_range (random, 0, (gint) length)]
                                  : (char) g_rand_int_range (random, 0, 256);
      body = g_bytes_new (text, length);
      page = decoders[run % 2](body, &range, NULL);
      myself = um_jira_decode_myself (body, NULL, NULL);
      fine += page != NULL ? 1 : 0;
      if (page != NULL)
        check_page (page);
    }
  g_assert_cmpuint (fine, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/jira-decode/users", test_users);
  g_test_add_func ("/jira-decode/bad-users", test_bad_users);
  g_test_add_func ("/jira-decode/twice", test_twice);
  g_test_add_func ("/jira-decode/odd-text", test_odd_text);
  g_test_add_func ("/jira-decode/not-users", test_not_users);
  g_test_add_func ("/jira-decode/groups", test_groups);
  g_test_add_func ("/jira-decode/paging", test_paging);
  g_test_add_func ("/jira-decode/stuck", test_stuck);
  g_test_add_func ("/jira-decode/not-beans", test_not_beans);
  g_test_add_func ("/jira-decode/myself", test_myself);
  g_test_add_func ("/jira-decode/server", test_server);
  g_test_add_func ("/jira-decode/permissions", test_permissions);
  g_test_add_func ("/jira-decode/roles", test_roles);
  g_test_add_func ("/jira-decode/ids", test_ids);
  g_test_add_func ("/jira-decode/copies", test_copies);
  g_test_add_func ("/jira-decode/mutated", test_mutated);
  return g_test_run ();
}
