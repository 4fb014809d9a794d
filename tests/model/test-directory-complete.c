/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A site's directory completed by that of its organisation, held against the rule read user by user
 * on random directories; what is shared between generations against what is made anew. */
#include "um-directory-complete.h"

#include "plain-directory.h"
#include "um-directory-data.h"

#include <string.h>

#define SITE  "11111111-aaaa-4bbb-8ccc-222222222222"
#define OTHER "99999999-aaaa-4bbb-8ccc-222222222222"

/* An organisation's products: what the site calls them, NULL where it doesn't. */
static const struct
{
  const char *ari;
  gboolean here;
  const char *key;
} org_products[] = {
  { "ari:cloud:jira-software::site/" SITE, TRUE, "jira-software" },
  { "ari:cloud:jira-software::site/" OTHER, FALSE, "jira-software" },
  { "ari:cloud:jira-service-desk::site/" SITE, TRUE, "jira-servicedesk" },
  { "ari:cloud:confluence::site/" SITE, TRUE, NULL },
  { "ari:cloud:confluence::site/" OTHER, FALSE, NULL },
  { "goals", FALSE, NULL },
};

static const char *const site_products[] = { "jira-servicedesk", "jira-core", "jira-software" };

static void
name_things (PlainDirectory *plain, UmSet set, const char *const *ids, guint n_ids)
{
  g_ptr_array_set_size (plain->things[set], n_ids);
  for (guint i = 0; i < n_ids; i++)
    {
      PlainThing *thing = plain_directory_get_thing (plain, set, i);

      g_free (thing->id);
      thing->id = g_strdup (ids[i]);
    }
}

static void
randomize_told (PlainDirectory *plain)
{
  gboolean all = g_test_rand_bit ();

  for (guint set = 0; set < UM_N_SETS; set++)
    for (guint i = 0; all && i < plain->things[set]->len; i++)
      plain_directory_get_thing (plain, set, i)->known = TRUE;
  for (guint row = 0; row < plain->users->len; row++)
    for (guint set = 0; set < UM_N_SETS; set++)
      plain_directory_get (plain, row)->complete[set] = g_test_rand_int_range (0, 5) == 0;
}

/* Some were read anew after all the others. */
static gint64
random_read (void)
{
  return g_test_rand_int_range (0, 4) == 0 ? g_test_rand_int_range (998, 1006) : 0;
}

/* What a site tells: nothing but whether an account is active. */
static UmDirectory *
make_site (guint n_users)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (0, 6);
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  static const UmUserStatus statuses[] = { UM_STATUS_ACTIVE, UM_STATUS_ACTIVE, UM_STATUS_INACTIVE,
                                           UM_STATUS_FORMER, UM_STATUS_UNKNOWN };

  gboolean all_named = g_test_rand_bit ();

  g_ptr_array_set_size (plain->things[UM_SET_DIRECTORIES], 0);
  g_ptr_array_set_size (plain->things[UM_SET_ROLES], 0);
  name_things (plain, UM_SET_PRODUCTS, site_products,
               g_test_rand_int_range (0, G_N_ELEMENTS (site_products) + 1));
  for (guint i = 0; i < n_users; i++)
    {
      UmUser *facts;

      plain_directory_add_random_user (plain);
      facts = &plain_directory_get (plain, i)->facts;
      facts->status = statuses[g_test_rand_int_range (0, G_N_ELEMENTS (statuses))];
      facts->managed = facts->synced = UM_UNKNOWN;
      facts->last_login = facts->added = UM_TIME_UNKNOWN;
      facts->read = random_read ();
      if (!all_named && i % 10 == 0)
        *plain_directory_get (plain, i)->name = '\0';
    }
  randomize_told (plain);
  plain_directory_feed (plain, builder);
  um_directory_builder_set_read (builder, g_test_rand_int_range (1000, 1003), 1000);
  return um_directory_builder_end (builder);
}

/* An organisation that has most of the site's users, and others. */
static UmDirectory *
make_organisation (const UmDirectory *site, guint n_others)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (0, 6);
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const char *ids[G_N_ELEMENTS (org_products)];
  guint n_rows = um_directory_get_n_rows (site);

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = org_products[i].ari;
  name_things (plain, UM_SET_PRODUCTS, ids, G_N_ELEMENTS (ids));
  for (guint i = 0; i < n_rows + n_others; i++)
    {
      PlainUser *user;

      if (i < n_rows && i % 7 == 3)
        continue;
      plain_directory_add_random_user (plain);
      user = plain_directory_get (plain, plain->users->len - 1);
      user->facts.read = random_read ();
      if (i >= n_rows)
        continue;
      g_free (user->id);
      user->id = g_strdup (um_directory_get_account_id (site, n_rows - 1 - i));
    }
  randomize_told (plain);
  plain_directory_feed (plain, builder);
  for (guint row = 0; row < plain->users->len; row++)
    {
      um_directory_builder_tell_logins (builder, row, g_test_rand_bit ());
      for (guint n = g_test_rand_int_range (0, 4); n > 0; n--)
        um_directory_builder_add_login (builder, g_test_rand_int_range (0, G_N_ELEMENTS (ids)), row,
                                        g_test_rand_int_range (1000, 2000));
    }
  um_directory_builder_set_read (builder, g_test_rand_int_range (1000, 1003), 1000);
  return um_directory_builder_end (builder);
}

/* ---- the rule, one user at a time ---- */

static UmUserStatus
expect_status (UmUserStatus site, UmUserStatus org, gboolean site_is_newer)
{
  gboolean site_says_active = site == UM_STATUS_ACTIVE;

  if (site == UM_STATUS_UNKNOWN || org == UM_STATUS_UNKNOWN)
    return org == UM_STATUS_UNKNOWN ? site : org;
  if (org == UM_STATUS_NO_ACCESS)
    return org;
  return site_says_active != (org == UM_STATUS_ACTIVE) && site_is_newer ? site : org;
}

static gint64
expect_login (UmDirectory *org, guint row)
{
  gint64 latest = UM_TIME_UNKNOWN;

  for (guint i = 0; i < G_N_ELEMENTS (org_products); i++)
    {
      gint64 time = um_directory_get_login (org, row, i);

      if (org_products[i].here && time != UM_TIME_NEVER)
        latest = MAX (latest, time);
    }
  if (latest != UM_TIME_UNKNOWN)
    return latest;
  /* Whether what wasn't used is told shows at a product without a time. */
  for (guint i = 0; i < G_N_ELEMENTS (org_products); i++)
    if (um_directory_get_login (org, row, i) == UM_TIME_UNKNOWN)
      return UM_TIME_UNKNOWN;
  return UM_TIME_NEVER;
}

static UmTruth
expect_member (UmDirectory *site, UmDirectory *org, UmSet set, const char *id, guint row, guint who)
{
  guint thing = um_directory_find_thing (site, set, id);
  UmTruth truth = thing != UM_NO_ROW ? um_directory_is_member (site, set, thing, row) : UM_UNKNOWN;

  if (truth != UM_UNKNOWN || who == UM_NO_ROW)
    return truth;
  if (set == UM_SET_DIRECTORIES || set == UM_SET_ROLES)
    return um_directory_is_member (org, set, um_directory_find_thing (org, set, id), who);
  for (guint i = 0; set == UM_SET_PRODUCTS && i < G_N_ELEMENTS (org_products); i++)
    if (org_products[i].here
        && (g_strcmp0 (org_products[i].ari, id) == 0 || g_strcmp0 (org_products[i].key, id) == 0))
      return um_directory_is_member (org, set, i, who);
  return UM_UNKNOWN;
}

static void
assert_memberships (UmDirectory *site, UmDirectory *org, UmDirectory *whole, guint row, guint who)
{
  for (guint set = 0; set < UM_N_SETS; set++)
    for (guint i = 0; i < um_directory_get_n_things (whole, set); i++)
      {
        const char *id = um_directory_get_thing (whole, set, i)->id;

        g_assert_cmpint (um_directory_is_member (whole, set, i, row), ==,
                         expect_member (site, org, set, id, row, who));
      }
}

static void
assert_user (UmDirectory *site, UmDirectory *org, UmDirectory *whole, guint row)
{
  guint who = um_directory_find (org, um_directory_get_account_id (site, row));
  UmUser own, known, user;
  gboolean site_is_newer;

  um_directory_get_user (site, row, &own);
  um_directory_get_user (whole, row, &user);
  g_assert_cmpstr (user.account_id, ==, own.account_id);
  g_assert_cmpuint (um_directory_find (whole, own.account_id), ==, row);
  assert_memberships (site, org, whole, row, who);
  if (who == UM_NO_ROW)
    {
      g_assert_cmpstr (user.name, ==, own.name);
      g_assert_cmpstr (user.email, ==, own.email);
      g_assert_cmpint (user.status, ==, own.status);
      g_assert_cmpint (user.managed, ==, UM_UNKNOWN);
      g_assert_cmpint (user.last_login, ==, UM_TIME_UNKNOWN);
      g_assert_cmpint (user.added, ==, UM_TIME_UNKNOWN);
      return;
    }
  site_is_newer = MAX (own.read, um_directory_get_users_read (site))
                  > um_directory_get_read (org, who);
  um_directory_get_user (org, who, &known);
  g_assert_cmpstr (user.name, ==, *own.name != '\0' ? own.name : known.name);
  if (own.email == NULL || known.email == NULL)
    g_assert_cmpstr (user.email, ==, own.email != NULL ? own.email : known.email);
  else
    g_assert_cmpstr (user.email, ==, site_is_newer ? own.email : known.email);
  g_assert_cmpint (user.status, ==, expect_status (own.status, known.status, site_is_newer));
  g_assert_cmpint (user.type, ==, own.type != UM_TYPE_UNKNOWN ? own.type : known.type);
  g_assert_cmpint (user.managed, ==, known.managed);
  g_assert_cmpint (user.synced, ==, known.synced);
  g_assert_cmpint (user.added, ==, known.added);
  g_assert_cmpint (user.last_login, ==, expect_login (org, who));
}

static void
assert_orders (UmDirectory *whole)
{
  g_autoptr (UmDirectory) fresh = um_directory_builder_end (um_directory_builder_new_from (whole));

  for (guint column = 0; column < UM_N_COLUMNS; column++)
    {
      gsize size = um_directory_get_n_rows (whole) * sizeof (guint32);

      g_assert_cmpmem (um_directory_get_order (whole, column), size,
                       um_directory_get_order (fresh, column), size);
    }
}

static void
assert_whole (UmDirectory *site, UmDirectory *org, UmDirectory *whole)
{
  g_assert_cmpuint (um_directory_get_n_rows (whole), ==, um_directory_get_n_rows (site));
  g_assert_cmpint (um_directory_get_users_read (whole), ==, um_directory_get_users_read (site));
  g_assert_cmpint (um_directory_get_members_read (whole), ==, um_directory_get_members_read (site));
  for (guint i = 0; i < um_directory_get_n_things (whole, UM_SET_PRODUCTS); i++)
    g_assert_null (strstr (um_directory_get_thing (whole, UM_SET_PRODUCTS, i)->id, OTHER));
  for (guint row = 0; row < um_directory_get_n_rows (whole); row++)
    assert_user (site, org, whole, row);
  assert_orders (whole);
}

static void
test_rule (void)
{
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr (UmDirectory) site = make_site (g_test_rand_int_range (0, 300));
      g_autoptr (UmDirectory) org = make_organisation (site, g_test_rand_int_range (0, 100));
      g_autoptr (UmDirectory) whole = um_directory_complete (site, org, SITE, NULL);

      assert_whole (site, org, whole);
    }
}

static UmDirectory *
change_members (UmDirectory *site)
{
  UmMembershipChange changes[40];

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      UmSet set = um_directory_get_n_things (site, UM_SET_PRODUCTS) > 0 && g_test_rand_bit ()
                    ? UM_SET_PRODUCTS
                    : UM_SET_GROUPS;
      guint thing = g_test_rand_int_range (0, um_directory_get_n_things (site, set));
      guint row = g_test_rand_int_range (0, um_directory_get_n_rows (site));

      changes[i] = (UmMembershipChange){
        .account_id = um_directory_get_account_id (site, row),
        .set = set,
        .thing_id = um_directory_get_thing (site, set, thing)->id,
        .member = g_test_rand_bit (),
      };
    }
  return um_directory_apply (site, changes, G_N_ELEMENTS (changes));
}

/* Outcomes laid over either directory show, and what is shared with the completion before is what
 * would be made anew. */
static void
test_again (void)
{
  for (guint i = 0; i < 20; i++)
    {
      g_auto (UmCompletion) before = { .site = g_strdup (SITE) };
      g_autoptr (UmDirectory) changed = NULL;
      g_autoptr (UmDirectory) again = NULL;
      g_autoptr (UmDirectory) renewed = NULL;
      g_autoptr (UmDirectory) third = NULL;
      g_autoptr (UmDirectory) told = NULL;
      g_autoptr (UmDirectory) fourth = NULL;
      g_autoptr (UmDirectory) elsewhere = NULL;
      UmStatusChange other = { .status = UM_STATUS_UNKNOWN, .since = 5000 };

      before.own = make_site (200);
      before.known = make_organisation (before.own, 50);
      before.whole = um_directory_complete (before.own, before.known, SITE, NULL);
      um_directory_prepare_orders (before.whole);
      changed = change_members (before.own);
      again = um_directory_complete (changed, before.known, SITE, &before);
      assert_whole (changed, before.known, again);
      g_assert_cmpuint (um_directory_get_generation (again), !=,
                        um_directory_get_generation (before.whole));
      renewed = make_organisation (changed, 20);
      g_assert_true (um_completion_stands (&before, before.own, before.known, SITE));
      g_assert_false (um_completion_stands (&before, changed, before.known, SITE));
      g_assert_false (um_completion_stands (&before, before.own, renewed, SITE));
      g_assert_false (um_completion_stands (&before, before.own, before.known, OTHER));
      third = um_directory_complete (changed, renewed, SITE, &before);
      assert_whole (changed, renewed, third);
      /* Another status of somebody, and nothing else. */
      other.row = g_test_rand_int_range (0, um_directory_get_n_rows (before.own));
      told = um_directory_apply_statuses (before.own, &other, 1);
      fourth = um_directory_complete (told, before.known, SITE, &before);
      assert_whole (told, before.known, fourth);
      /* The same directories, but another site. */
      elsewhere = um_directory_complete (before.own, before.known, "nowhere", &before);
      for (guint row = 0; row < um_directory_get_n_rows (elsewhere); row++)
        g_assert_cmpint (um_directory_get_last_login (elsewhere, row), <=, UM_TIME_NEVER);
    }
}

/* Another member of a group of the organisation changes nothing of the site; one of a product does.
 */
static void
test_stands (void)
{
  g_auto (UmCompletion) made = { .site = g_strdup (SITE) };
  UmMembershipChange change = { .set = UM_SET_GROUPS };
  guint row = 0;

  made.own = make_site (50);
  made.known = make_organisation (made.own, 10);
  made.whole = um_directory_complete (made.own, made.known, SITE, NULL);
  change.account_id = um_directory_get_account_id (made.known, row);
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      g_autoptr (UmDirectory) changed = NULL;

      change.set = set;
      change.thing_id = um_directory_get_thing (made.known, set, 0)->id;
      change.member = um_directory_is_member (made.known, set, 0, row) != UM_YES;
      changed = um_directory_apply (made.known, &change, 1);
      g_assert_cmpint (um_completion_stands (&made, made.own, changed, SITE), ==,
                       set != UM_SET_DIRECTORIES && set != UM_SET_PRODUCTS && set != UM_SET_ROLES);
    }
}

/* Where the organisation's snapshot is of a time that told no logins, there are none: not never. */
static void
test_without_logins (void)
{
  g_autoptr (UmDirectory) site = make_site (100);
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (0, 2);
  g_autoptr (UmDirectory) org = NULL;
  g_autoptr (UmDirectory) whole = NULL;

  for (guint i = 0; i < 100; i++)
    {
      PlainUser *user;

      plain_directory_add_random_user (plain);
      user = plain_directory_get (plain, i);
      g_free (user->id);
      user->id = g_strdup (um_directory_get_account_id (site, i));
    }
  org = plain_directory_build (plain);
  whole = um_directory_complete (site, org, SITE, NULL);
  for (guint row = 0; row < 100; row++)
    g_assert_cmpint (um_directory_get_last_login (whole, row), ==, UM_TIME_UNKNOWN);
}

/* ---- what the organisation's directory keeps for this ---- */

static void
assert_same_logins (UmDirectory *a, UmDirectory *b)
{
  for (guint row = 0; row < um_directory_get_n_rows (a); row++)
    g_assert_cmpint (um_directory_get_read (a, row), ==, um_directory_get_read (b, row));
  for (guint row = 0; row < um_directory_get_n_rows (a); row++)
    for (guint i = 0; i < um_directory_get_n_things (a, UM_SET_PRODUCTS); i++)
      g_assert_cmpint (um_directory_get_login (a, row, i), ==, um_directory_get_login (b, row, i));
}

/* Logins survive the disk, a builder and outcomes; so does when each user was read. */
static void
test_logins_kept (void)
{
  g_autoptr (UmDirectory) site = make_site (150);
  g_autoptr (UmDirectory) org = make_organisation (site, 30);
  g_autoptr (GPtrArray) parts = um_directory_serialize (org);
  g_autoptr (UmDirectory) read = um_directory_deserialize (parts);
  g_autoptr (UmDirectory) built = um_directory_builder_end (um_directory_builder_new_from (org));
  g_autoptr (UmDirectory) changed = change_members (org);

  g_assert_nonnull (read);
  assert_same_logins (org, read);
  assert_same_logins (org, built);
  assert_same_logins (org, changed);
}

static void
test_latest_login (void)
{
  const UmThing products[] = { { .id = "a", .known = TRUE }, { .id = "b", .known = TRUE } };
  const UmUser users[] = { { .account_id = "1" }, { .account_id = "2" }, { .account_id = "3" } };
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_autoptr (UmDirectory) directory = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (products); i++)
    um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &products[i]);
  for (guint i = 0; i < G_N_ELEMENTS (users); i++)
    um_directory_builder_add_user (builder, &users[i]);
  um_directory_builder_add_login (builder, 1, 2, 70);
  um_directory_builder_add_login (builder, 1, 0, 50);
  um_directory_builder_add_login (builder, 0, 2, 60);
  um_directory_builder_add_login (builder, 1, 2, 90);
  um_directory_builder_add_login (builder, 1, 2, 80);
  um_directory_builder_tell_logins (builder, 0, TRUE);
  directory = um_directory_builder_end (builder);
  g_assert_cmpint (um_directory_get_login (directory, 0, 0), ==, UM_TIME_NEVER);
  g_assert_cmpint (um_directory_get_login (directory, 0, 1), ==, 50);
  g_assert_cmpint (um_directory_get_login (directory, 1, 0), ==, UM_TIME_UNKNOWN);
  g_assert_cmpint (um_directory_get_login (directory, 2, 0), ==, 60);
  g_assert_cmpint (um_directory_get_login (directory, 2, 1), ==, 90);
}

/* No piece that was damaged is taken for logins. */
static void
test_logins_damaged (void)
{
  g_autoptr (UmDirectory) site = make_site (50);
  g_autoptr (UmDirectory) org = make_organisation (site, 10);
  static const char *const names[] = { "logins.starts", "logins.products", "logins.seconds",
                                       "logins.told" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint how = 0; how < 3; how++)
      {
        g_autoptr (GPtrArray) parts = um_directory_serialize (org);
        g_autoptr (UmDirectory) read = NULL;

        for (guint p = 0; p < parts->len; p++)
          {
            UmDirectoryPart *part = g_ptr_array_index (parts, p);
            gsize size = g_bytes_get_size (part->bytes);
            g_autofree guint8 *data = g_memdup2 (g_bytes_get_data (part->bytes, NULL), size);

            if (g_strcmp0 (part->name, names[i]) != 0)
              continue;
            if (how == 1)
              memset (data, 0xff, size);
            g_clear_pointer (&part->bytes, g_bytes_unref);
            if (how < 2)
              part->bytes = g_bytes_new_take (g_steal_pointer (&data), size - (how == 0 ? 1 : 0));
          }
        read = um_directory_deserialize (parts);
        /* Any time is one, and so is any bit; without starts there are no logins. */
        if ((how == 1 && i >= 2) || (how == 2 && i == 0))
          g_assert_nonnull (read);
        else
          g_assert_null (read);
      }
}

static void
test_sites (void)
{
  g_autoptr (UmDirectory) site = make_site (5);
  g_autoptr (UmDirectory) org = make_organisation (site, 0);
  g_auto (GStrv) of_site = um_directory_list_sites (site);
  g_auto (GStrv) of_org = um_directory_list_sites (org);
  g_autoptr (GPtrArray) parts = um_directory_serialize (org);
  g_auto (GStrv) peeked = um_directory_peek_sites (parts);
  g_auto (GStrv) nothing = um_directory_peek_sites (parts);

  g_assert_cmpuint (g_strv_length (of_site), ==, 0);
  g_assert_cmpuint (g_strv_length (of_org), ==, 2);
  g_assert_cmpstr (of_org[0], ==, SITE);
  g_assert_cmpstr (of_org[1], ==, OTHER);
  g_assert_true (g_strv_equal ((const char *const *) of_org, (const char *const *) peeked));
  g_assert_cmpuint (g_strv_length (nothing), ==, 0);
}

/* @ids: one word each; those after a "!" are synced. */
static UmDirectory *
make_groups (const char *ids)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  g_auto (GStrv) words = g_strsplit (ids, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean synced = words[i][0] == '!';
      UmThing group = { .id = words[i] + synced,
                        .name = "Name",
                        .products = "jira-software",
                        .synced = synced,
                        .admin = !synced };

      um_directory_builder_add_thing (builder, UM_SET_GROUPS, &group);
    }
  return um_directory_builder_end (builder);
}

/* Which groups an identity provider keeps, only the organisation knows. */
static void
test_synced_groups (void)
{
  g_auto (UmCompletion) before = { .site = g_strdup (SITE) };
  g_autoptr (UmDirectory) other = make_groups ("!a b");

  before.own = make_groups ("a b c");
  before.known = make_groups ("!d b !c");
  before.whole = um_directory_complete (before.own, before.known, SITE, NULL);
  g_assert_cmpuint (um_directory_get_n_things (before.whole, UM_SET_GROUPS), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      const UmThing *own = um_directory_get_thing (before.own, UM_SET_GROUPS, i);
      const UmThing *group = um_directory_get_thing (before.whole, UM_SET_GROUPS, i);

      g_assert_false (own->synced);
      g_assert_cmpint (group->synced, ==, i == 2);
      g_assert_cmpstr (group->id, ==, own->id);
      g_assert_cmpstr (group->name, ==, own->name);
      g_assert_cmpstr (group->products, ==, own->products);
      g_assert_true (group->admin);
      g_assert_false (group->known);
    }
  g_assert_true (um_completion_stands (&before, before.own, before.known, SITE));
  g_assert_false (um_completion_stands (&before, before.own, other, SITE));
}

/* What it takes for an organisation of a usual size; told, not judged. */
static void
test_large (void)
{
  g_autoptr (UmDirectory) known = plain_build_large (100000);
  g_autoptr (UmDirectory) own = plain_build_large (100000);
  g_auto (UmCompletion) before = { .site = g_strdup (SITE) };
  gint64 start = g_get_monotonic_time ();
  g_autoptr (UmDirectory) again = NULL;

  um_directory_prepare_orders (own);
  start = g_get_monotonic_time ();
  before.own = um_directory_ref (own);
  before.known = um_directory_ref (known);
  before.whole = um_directory_complete (own, known, SITE, NULL);
  g_test_message ("completed in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  um_directory_prepare_orders (before.whole);
  g_test_message ("with orders in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  start = g_get_monotonic_time ();
  again = um_directory_complete (own, known, SITE, &before);
  um_directory_prepare_orders (again);
  g_test_message ("again in %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  g_assert_cmpuint (um_directory_get_n_rows (again), ==, 100000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/directory-complete/rule", test_rule);
  g_test_add_func ("/directory-complete/again", test_again);
  g_test_add_func ("/directory-complete/stands", test_stands);
  g_test_add_func ("/directory-complete/without-logins", test_without_logins);
  g_test_add_func ("/directory-complete/logins/kept", test_logins_kept);
  g_test_add_func ("/directory-complete/logins/latest", test_latest_login);
  g_test_add_func ("/directory-complete/logins/damaged", test_logins_damaged);
  g_test_add_func ("/directory-complete/sites", test_sites);
  g_test_add_func ("/directory-complete/synced-groups", test_synced_groups);
  g_test_add_func ("/directory-complete/large", test_large);

  return g_test_run ();
}
