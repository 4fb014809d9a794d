/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What status, type, managed, synced, the sets, lists, AND, OR and NOT mean (PRODUCT.md §4), and
 * what um_filter_check () finds missing. */

#include "filter-support.h"

#include "um-enums.h"

static void
test_status (void)
{
  /* Rows: the user's status; columns: the value; y yes, n no, ? unknown. */
  static const char *const table[] = {
    [UM_STATUS_UNKNOWN] = "y???????",   [UM_STATUS_ACTIVE] = "nynnnnnn",
    [UM_STATUS_SUSPENDED] = "nnynnnny", [UM_STATUS_DEACTIVATED] = "nnnynnny",
    [UM_STATUS_DELETED] = "nnnnynny",   [UM_STATUS_FORMER] = "nnnnnyny",
    [UM_STATUS_NO_ACCESS] = "nnnnnnyn", [UM_STATUS_INACTIVE] = "nn?????y",
  };

  for (guint status = 0; status < G_N_ELEMENTS (table); status++)
    {
      UmUser user = plain_user ("0");
      g_autoptr (UmDirectory) directory = NULL;

      user.status = status;
      directory = directory_of (&user);
      for (guint value = 0; value < G_N_ELEMENTS (table); value++)
        {
          g_autofree char *text = g_strconcat ("status:", um_user_status_to_nick (value), NULL);
          char expected = table[status][value];

          g_assert_cmpint (ask (directory, 0, text), ==,
                           expected == 'y'   ? UM_YES
                           : expected == 'n' ? UM_NO
                                             : UM_UNKNOWN);
        }
    }
}

static void
test_any_of (void)
{
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) inactive = NULL;
  g_autoptr (UmDirectory) unknown = NULL;

  user.status = UM_STATUS_INACTIVE;
  inactive = directory_of (&user);
  user.status = UM_STATUS_UNKNOWN;
  unknown = directory_of (&user);

  g_assert_cmpint (ask (inactive, 0, "status:active,suspended"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask (inactive, 0, "status:suspended,active"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask (inactive, 0, "status:suspended,inactive"), ==, UM_YES);
  g_assert_cmpint (ask (inactive, 0, "status:active,unknown"), ==, UM_NO);
  g_assert_cmpint (ask (unknown, 0, "status:active,unknown"), ==, UM_YES);
  g_assert_cmpint (ask (unknown, 0, "status:active,former"), ==, UM_UNKNOWN);
}

static void
test_codes (void)
{
  static const char *const yes[] = { "type:app",        "managed:no",  "synced:yes",
                                     "type:person,app", "-type:guest", "-type:unknown",
                                     "managed:yes,no",  NULL };
  static const char *const no[] = {
    "type:person",     "managed:yes",         "synced:no", "type:unknown",
    "managed:unknown", "type:customer,guest", NULL
  };
  static const char *const unknown[] = {
    "type:app", "managed:no", "synced:yes", "managed:yes,no", "type:person,app,customer,guest", NULL
  };
  static const char *const unknown_yes[] = { "type:unknown", "managed:unknown", "synced:unknown",
                                             "type:app,unknown", NULL };
  static const char *const unknown_no[] = { "-type:unknown", "-managed:unknown", NULL };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.type = UM_TYPE_APP;
  user.managed = UM_NO;
  user.synced = UM_YES;
  assert_answers (&user, yes, no);

  user.type = UM_TYPE_UNKNOWN;
  user.managed = UM_UNKNOWN;
  user.synced = UM_UNKNOWN;
  assert_answers (&user, unknown_yes, unknown_no);
  directory = directory_of (&user);
  for (guint i = 0; unknown[i] != NULL; i++)
    g_assert_cmpint (ask (directory, 0, unknown[i]), ==, UM_UNKNOWN);
}

/* Rows: 0 in the known group a and the unread group u; 1 in none, as far as is known; 2 in none,
 * and wholly known. Two groups bear the name "Twin": one known, one unread. */
static UmDirectory *
directory_of_groups (void)
{
  static const UmThing groups[] = {
    { .id = "1", .name = "Alpha Team", .known = TRUE },
    { .id = "2", .name = "unread" },
    { .id = "3", .name = "Twin", .known = TRUE },
    { .id = "4", .name = "TW\303\217N" },
    { .id = "Alpha Team", .name = "unknown", .known = TRUE },
  };
  static const UmThing product = { .id = "jira-software", .name = "Jira Software", .known = TRUE };
  static const UmThing of_organisation = { .id = "ari:cloud:trello::site/c1",
                                           .name = "Trello (acme)",
                                           .known = TRUE };
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint row = 0; row < 3; row++)
    {
      g_autofree char *id = g_strdup_printf ("%u", row);
      UmUser user = plain_user (id);

      um_directory_builder_add_user (builder, &user);
    }
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    um_directory_builder_add_thing (builder, UM_SET_GROUPS, &groups[i]);
  um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &product);
  um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &of_organisation);

  um_directory_builder_begin_row (builder, UM_SET_GROUPS, 2);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 0, 0);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 1, 0);
  um_directory_builder_add_member (builder, UM_SET_GROUPS, 2, 2);
  um_directory_builder_add_member (builder, UM_SET_PRODUCTS, 0, 1);
  um_directory_builder_add_member (builder, UM_SET_PRODUCTS, 1, 2);

  return end_directory (builder);
}

static void
test_sets (void)
{
  static const struct
  {
    const char *text;
    UmTruth truths[3];
  } cases[] = {
    { "group:\"alpha TEAM\"", { UM_YES, UM_NO, UM_NO } },
    { "-group:\"alpha team\"", { UM_NO, UM_YES, UM_YES } },
    { "group:id:1", { UM_YES, UM_NO, UM_NO } },
    { "group:unread", { UM_YES, UM_UNKNOWN, UM_NO } },
    { "-group:unread", { UM_NO, UM_UNKNOWN, UM_YES } },
    { "group:twin", { UM_UNKNOWN, UM_UNKNOWN, UM_YES } },
    { "group:id:3", { UM_NO, UM_NO, UM_YES } },
    { "group:id:4", { UM_UNKNOWN, UM_UNKNOWN, UM_NO } },
    { "group:id:3,id:4", { UM_UNKNOWN, UM_UNKNOWN, UM_YES } },
    { "group:\"alpha team\",unread", { UM_YES, UM_UNKNOWN, UM_NO } },
    { "group:unknown", { UM_YES, UM_YES, UM_NO } },
    { "-group:unknown", { UM_NO, UM_NO, UM_YES } },
    { "group:unread,unknown", { UM_YES, UM_YES, UM_NO } },
    { "group:\"unknown\"", { UM_NO, UM_NO, UM_NO } },
    { "group:\"id:1\"", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:id:nothing", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:nothing", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:alpha", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
    { "group:nothing,\"alpha team\"", { UM_YES, UM_UNKNOWN, UM_UNKNOWN } },
    { "product:jira-software", { UM_NO, UM_YES, UM_NO } },
    { "product:JIRA-Software", { UM_NO, UM_YES, UM_NO } },
    { "product:\"jira software\"", { UM_NO, UM_YES, UM_NO } },
    { "product:id:jira-software", { UM_NO, UM_YES, UM_NO } },
    { "product:TRELLO", { UM_NO, UM_NO, UM_YES } },
    { "product:trello,jira-software", { UM_NO, UM_YES, UM_YES } },
    { "product:\"trello (ACME)\"", { UM_NO, UM_NO, UM_YES } },
    { "product:unknown", { UM_NO, UM_NO, UM_NO } },
    { "directory:unknown", { UM_YES, UM_YES, UM_YES } },
    { "-role:unknown", { UM_NO, UM_NO, UM_NO } },
    { "role:org-admin", { UM_UNKNOWN, UM_UNKNOWN, UM_UNKNOWN } },
  };
  g_autoptr (UmDirectory) directory = directory_of_groups ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint row = 0; row < 3; row++)
      g_assert_cmpint (ask (directory, row, cases[i].text), ==, cases[i].truths[row]);
}

static GHashTable *
new_list (const char *account_id)
{
  GHashTable *list = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (list, (gpointer) account_id);
  return list;
}

static void
test_lists (void)
{
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_hash_table_unref);
  UmFilterContext context = { .now = NOW, .lists = lists };
  UmFilterContext no_lists = { .now = NOW };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = directory_of (&user);

  g_hash_table_insert (lists, (gpointer) "leavers", new_list ("0"));
  g_hash_table_insert (lists, (gpointer) "my list", new_list ("1"));
  g_hash_table_insert (lists, (gpointer) "empty", new_list ("0"));
  g_hash_table_remove_all (g_hash_table_lookup (lists, "empty"));

  g_assert_cmpint (ask_in (directory, &context, 0, "list:Leavers"), ==, UM_YES);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:\"MY list\""), ==, UM_NO);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:empty,leavers"), ==, UM_YES);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:empty"), ==, UM_NO);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:other"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:other,empty"), ==, UM_UNKNOWN);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:other,leavers"), ==, UM_YES);
  g_assert_cmpint (ask_in (directory, &context, 0, "list:unknown"), ==, UM_NO);
  g_assert_cmpint (ask_in (directory, &no_lists, 0, "list:leavers"), ==, UM_UNKNOWN);
}

static void
test_logic (void)
{
  static const char *const atoms[] = { "managed:yes", "synced:yes", "type:app" };
  static const UmTruth values[] = { UM_UNKNOWN, UM_YES, UM_NO };
  UmUser user = plain_user ("0");
  g_autoptr (UmDirectory) directory = NULL;

  user.managed = UM_UNKNOWN;
  user.synced = UM_YES;
  user.type = UM_TYPE_PERSON;
  directory = directory_of (&user);

  for (guint a = 0; a < G_N_ELEMENTS (atoms); a++)
    for (guint b = 0; b < G_N_ELEMENTS (atoms); b++)
      {
        g_autofree char *both = g_strconcat (atoms[a], " ", atoms[b], NULL);
        g_autofree char *either = g_strconcat (atoms[a], " OR ", atoms[b], NULL);
        g_autofree char *neither = g_strconcat ("-(", either, ")", NULL);
        UmTruth left = values[a];
        UmTruth right = values[b];
        UmTruth either_truth = left == UM_YES || right == UM_YES ? UM_YES
                               : left == UM_NO && right == UM_NO ? UM_NO
                                                                 : UM_UNKNOWN;

        g_assert_cmpint (ask (directory, 0, both), ==,
                         left == UM_NO || right == UM_NO     ? UM_NO
                         : left == UM_YES && right == UM_YES ? UM_YES
                                                             : UM_UNKNOWN);
        g_assert_cmpint (ask (directory, 0, either), ==, either_truth);
        g_assert_cmpint (ask (directory, 0, neither), ==,
                         either_truth == UM_UNKNOWN ? UM_UNKNOWN
                         : either_truth == UM_YES   ? UM_NO
                                                    : UM_YES);
      }
  g_assert_cmpint (ask (directory, 0, ""), ==, UM_YES);
}

static void
test_check (void)
{
  static const struct
  {
    const char *text;
    UmFilterFault fault;
    guint position;
    guint length;
    const char *piece;
  } cases[] = {
    { "", UM_FILTER_FINE, 0, 0, NULL },
    { "group:\"alpha team\",twin,id:2,unknown product:\"Jira SOFTWARE\",jira-software,trello"
      " list:here",
      UM_FILTER_FINE, 0, 0, NULL },
    { "directory:unknown role:unknown list:unknown name:nobody", UM_FILTER_FINE, 0, 0, NULL },
    { "group:nobody", UM_FILTER_NO_SUCH_GROUP, 6, 6, "nobody" },
    { "\303\244 (b OR -group:twin,\"n o\")", UM_FILTER_NO_SUCH_GROUP, 20, 5, "n o" },
    { "group:id:twin", UM_FILTER_NO_SUCH_GROUP, 6, 7, "twin" },
    { "group:\"id:1\"", UM_FILTER_NO_SUCH_GROUP, 6, 6, "id:1" },
    { "group:alpha", UM_FILTER_NO_SUCH_GROUP, 6, 5, "alpha" },
    { "directory:Acme", UM_FILTER_NO_SUCH_DIRECTORY, 10, 4, "Acme" },
    { "x OR product:confluence", UM_FILTER_NO_SUCH_PRODUCT, 13, 10, "confluence" },
    { "-role:org-admin", UM_FILTER_NO_SUCH_ROLE, 6, 9, "org-admin" },
    { "list:gone group:nobody", UM_FILTER_NO_SUCH_LIST, 5, 4, "gone" },
  };
  g_autoptr (GHashTable) lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                                        (GDestroyNotify) g_hash_table_unref);
  UmFilterContext context = { .now = NOW, .lists = lists };
  g_autoptr (UmDirectory) directory = directory_of_groups ();

  g_hash_table_insert (lists, (gpointer) "here", new_list ("0"));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (UmFilter) filter = um_filter_parse (cases[i].text, NULL);
      g_auto (UmFilterProblem) problem = { 0 };
      gboolean fine = cases[i].fault == UM_FILTER_FINE;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (um_filter_check (filter, directory, &context, &problem), ==, fine);
      g_assert_cmpint (problem.fault, ==, cases[i].fault);
      g_assert_cmpuint (problem.position, ==, cases[i].position);
      g_assert_cmpuint (problem.length, ==, cases[i].length);
      g_assert_cmpstr (problem.text, ==, cases[i].piece);
      g_assert_cmpint (um_filter_check (filter, directory, &context, NULL), ==, fine);
    }
}

static void
test_no_users (void)
{
  g_autoptr (UmDirectory) directory = end_directory (um_directory_builder_new ());
  UmFilterContext context = { .now = NOW };
  static const char *const texts[] = {
    "",          "a",      "-a",           "name:a*", "-group:unknown", "login:never",
    "added:>1d", "list:x", "status:active"
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (UmFilter) filter = um_filter_parse (texts[i], NULL);
      g_autoptr (UmBitset) rows = um_filter_evaluate (filter, directory, &context);

      g_assert_cmpuint (um_bitset_count (rows), ==, 0);
      g_assert_cmpuint (um_bitset_get_n_rows (rows), ==, 0);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/filter/facts/status", test_status);
  g_test_add_func ("/filter/facts/any-of", test_any_of);
  g_test_add_func ("/filter/facts/codes", test_codes);
  g_test_add_func ("/filter/facts/sets", test_sets);
  g_test_add_func ("/filter/facts/lists", test_lists);
  g_test_add_func ("/filter/facts/logic", test_logic);
  g_test_add_func ("/filter/facts/check", test_check);
  g_test_add_func ("/filter/facts/no-users", test_no_users);

  return g_test_run ();
}
