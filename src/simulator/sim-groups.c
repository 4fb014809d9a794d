/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The groups of the organisation and who is in them: the ones every site has, departments and
 * offices, and many small ones whose sizes fall off steeply; about five per user.
 */

#include "sim-groups.h"

#include <math.h>
#include <string.h>

#include "sim-company.h"
#include "sim-group-names.h"
#include "sim-people.h"
#include "sim-random.h"

#define PRODUCT(name) (1u << SIM_PRODUCT_##name)

typedef enum
{
  GROUP_SITE_ADMINS,
  GROUP_ORG_ADMINS,
  GROUP_JIRA_ADMINS,
  GROUP_SOFTWARE,
  GROUP_SERVICEDESK,
  GROUP_CORE,
  GROUP_DISCOVERY,
  GROUP_CONFLUENCE,
  GROUP_EMPLOYEES,
  GROUP_LEADS,
  GROUP_AGENTS,
  GROUP_BREAK_GLASS,
  GROUP_APPS,
  GROUP_CONTRACTORS,
  GROUP_BRIGHTWATER,
  N_FIXED
} FixedGroup;

/* `share` is the part of the persons of the directory that is in it, in thousandths. */
static const struct
{
  const char *name;
  const char *description;
  SimAccess access;
  guint products;
  guint directory;
  gboolean synced;
  guint share;
} fixed[N_FIXED] = {
  [GROUP_SITE_ADMINS] = { "site-admins", "Administer this site", SIM_ACCESS_SITE_ADMIN, 0, 0, FALSE,
                          0 },
  [GROUP_ORG_ADMINS] = { "org-admins", "Administer the organisation", SIM_ACCESS_ADMIN, 0, 0, FALSE,
                         0 },
  [GROUP_JIRA_ADMINS] = { "jira-administrators", "Administer Jira", SIM_ACCESS_ADMIN,
                          PRODUCT (SOFTWARE) | PRODUCT (CORE), 0, FALSE, 0 },
  [GROUP_SOFTWARE] = { "jira-software-users", "Use Jira", SIM_ACCESS_USER, PRODUCT (SOFTWARE), 0,
                       FALSE, 990 },
  [GROUP_SERVICEDESK] = { "jira-servicemanagement-users", "Agents of Jira Service Management",
                          SIM_ACCESS_USER, PRODUCT (SERVICEDESK), 0, FALSE, 110 },
  [GROUP_CORE] = { "jira-core-users", "Use Jira Work Management", SIM_ACCESS_USER, PRODUCT (CORE),
                   0, FALSE, 160 },
  [GROUP_DISCOVERY] = { "jira-product-discovery-users", "Create in Jira Product Discovery",
                        SIM_ACCESS_USER, PRODUCT (DISCOVERY), 0, FALSE, 40 },
  [GROUP_CONFLUENCE] = { "confluence-users", "Use Confluence", SIM_ACCESS_USER,
                         PRODUCT (CONFLUENCE), 0, FALSE, 620 },
  [GROUP_EMPLOYEES] = { "employees", "Synced from " SIM_COMPANY_PROVIDER, SIM_ACCESS_NONE, 0, 0,
                        TRUE, 0 },
  [GROUP_LEADS] = { "engineering-leads", "Leads: Jira and Product Discovery", SIM_ACCESS_USER,
                    PRODUCT (SOFTWARE) | PRODUCT (DISCOVERY), 0, FALSE, 15 },
  [GROUP_AGENTS] = { "service-desk-agents", "First line", SIM_ACCESS_USER, PRODUCT (SERVICEDESK), 0,
                     FALSE, 30 },
  [GROUP_BREAK_GLASS] = { "breakglass", "Emergency accounts", SIM_ACCESS_NONE, 0, 0, FALSE, 0 },
  [GROUP_APPS] = { "atlassian-addons-admin", "Apps", SIM_ACCESS_NONE, 0, 0, FALSE, 0 },
  [GROUP_CONTRACTORS] = { "contractors", "External people with Jira", SIM_ACCESS_USER,
                          PRODUCT (SOFTWARE) | PRODUCT (CONTRACTORS), 1, FALSE, 900 },
  [GROUP_BRIGHTWATER] = { "brightwater-users", "The subsidiary", SIM_ACCESS_USER,
                          PRODUCT (SOFTWARE) | PRODUCT (CONFLUENCE) | PRODUCT (BRIGHTWATER), 2,
                          FALSE, 700 },
};

typedef struct
{
  SimStore *store;
  SimRandom random;
  guint n_departments;
  guint n_offices;
  guint n_others;
  GArray *memberships; /* user after user */
  guint32 *sizes;      /* by group */
} Maker;

/* Returns: the row of the group that a product's new users are put into */
guint
sim_groups_default (SimProduct product)
{
  static const FixedGroup defaults[SIM_N_PRODUCTS] = { GROUP_SOFTWARE,   GROUP_SERVICEDESK,
                                                       GROUP_CORE,       GROUP_DISCOVERY,
                                                       GROUP_CONFLUENCE, GROUP_CONTRACTORS,
                                                       GROUP_BRIGHTWATER };

  return defaults[product];
}

/* Returns: whether new users of some product are put into @group */
gboolean
sim_groups_is_default (guint group)
{
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    if (sim_groups_default (product) == group)
      return TRUE;
  return FALSE;
}

static char *
make_id (SimRandom *random)
{
  guint64 high = sim_random_next (random), low = sim_random_next (random);

  return g_strdup_printf ("%08x-%04x-4%03x-%04x-%012" G_GINT64_MODIFIER "x", (guint) (high >> 32),
                          (guint) (high >> 16) & 0xffff, (guint) high & 0xfff,
                          (guint) (0x8000 | (low >> 50)) & 0xffff,
                          low & G_GUINT64_CONSTANT (0xffffffffffff));
}

/* Returns: (transfer full): the id of a group created at @when: the same at every replay */
char *
sim_groups_new_id (guint64 seed, const char *name, gint64 when)
{
  SimRandom random = sim_random_new (seed ^ (guint64) when, g_str_hash (name));

  return make_id (&random);
}

static void
add_group (Maker *maker, const char *name, const char *description, SimGroup *group)
{
  g_autofree char *id = make_id (&maker->random);

  group->id = sim_arena_add (&maker->store->text, id);
  group->name = sim_arena_add (&maker->store->text, name);
  group->description = sim_arena_add (&maker->store->text, description);
  sim_store_add_group (maker->store, group);
}

static void
add_groups (Maker *maker, const SimOptions *options)
{
  guint target = CLAMP (options->users / 25, N_FIXED, SIM_MAX_GROUPS);
  guint extra = target - N_FIXED;
  SimGroupNames names = { .seed = options->seed };

  for (guint i = 0; i < N_FIXED; i++)
    {
      SimGroup group = { .access = fixed[i].access,
                         .products = (guint8) fixed[i].products,
                         .offices = i == GROUP_SITE_ADMINS  ? SIM_OFFICE_SITE_ADMIN
                                    : i == GROUP_ORG_ADMINS ? SIM_OFFICE_ORG_ADMIN
                                                            : 0,
                         .directory = (guint8) fixed[i].directory,
                         .synced = fixed[i].synced };

      for (guint product = 0; product < SIM_N_PRODUCTS; product++)
        if (group.products & (1u << product))
          group.grants[product] = group.access == SIM_ACCESS_ADMIN ? SIM_GRANT_ADMIN
                                                                   : SIM_GRANT_USER;
      add_group (maker, fixed[i].name, fixed[i].description, &group);
    }

  maker->n_departments = MIN (SIM_N_DEPARTMENTS, extra / 3);
  maker->n_offices = MIN (SIM_N_OFFICES, extra / 4);
  maker->n_others = extra - maker->n_departments - maker->n_offices;
  for (guint i = 0; i < SIM_N_DEPARTMENTS + SIM_N_OFFICES + maker->n_others; i++)
    {
      g_autofree char *name = sim_group_names_next (&names);
      SimGroup group = { .synced = i % 97 == 3 };

      if (i >= SIM_N_DEPARTMENTS + SIM_N_OFFICES || i < maker->n_departments
          || (i >= SIM_N_DEPARTMENTS && i < SIM_N_DEPARTMENTS + maker->n_offices))
        add_group (maker, name, group.synced ? "Synced from " SIM_COMPANY_PROVIDER : NULL, &group);
    }
}

/* Puts the user who is being made into @group, unless he is in it. */
static void
join (Maker *maker, SimUser *user, guint32 group)
{
  const guint32 *mine = (guint32 *) (gpointer) maker->memberships->data + maker->memberships->len
                        - user->n_groups;

  for (guint i = 0; i < user->n_groups; i++)
    if (mine[i] == group)
      return;
  g_array_append_val (maker->memberships, group);
  user->n_groups++;
  maker->sizes[group]++;
}

/* Departments, offices and the many small groups; a few of the last stay empty. */
static void
join_company (Maker *maker, SimUser *user)
{
  SimRandom *random = &maker->random;
  guint base = N_FIXED;
  guint wanted = sim_random_below (random, 10) < 7 ? sim_random_below (random, 3) : 2;

  if (maker->n_departments > 0
      && sim_random_below (random, 100) < MIN (92, 15 * maker->n_departments))
    join (maker, user, base + user->department % maker->n_departments);
  base += maker->n_departments;
  if (maker->n_offices > 0 && sim_random_below (random, 100) < MIN (85, 15 * maker->n_offices))
    join (maker, user, base + user->culture * 7 % maker->n_offices);
  base += maker->n_offices;

  if (sim_random_below (random, 20) >= maker->n_others)
    return;
  if (sim_random_below (random, 60) == 0)
    wanted += 4 + sim_random_below (random, 12);
  for (guint i = 0; i < wanted; i++)
    {
      double unit = sim_random_unit (random);

      join (maker, user, base + (guint) (unit * unit * unit * 0.97 * maker->n_others));
    }
}

static void
join_person (Maker *maker, SimUser *user, gboolean admin)
{
  for (guint i = 0; i < N_FIXED; i++)
    if ((user->directories & (1u << fixed[i].directory))
        && sim_random_below (&maker->random, 1000) < fixed[i].share)
      join (maker, user, i);

  if (admin)
    {
      join (maker, user, GROUP_SITE_ADMINS);
      join (maker, user, GROUP_ORG_ADMINS);
      join (maker, user, GROUP_SOFTWARE);
    }
  if (admin || sim_random_below (&maker->random, 1500) == 0)
    join (maker, user, GROUP_JIRA_ADMINS);
  if (!(user->directories & 1))
    return;
  if (user->flags & SIM_USER_MANAGED && sim_random_below (&maker->random, 100) < 97)
    join (maker, user, GROUP_EMPLOYEES);
  if (maker->sizes[GROUP_BREAK_GLASS] < 2 && (user->flags & SIM_USER_MANAGED)
      && sim_random_below (&maker->random, 50) == 0)
    join (maker, user, GROUP_BREAK_GLASS);
  join_company (maker, user);
}

static void
join_user (Maker *maker, guint row)
{
  SimUser *user = sim_store_user (maker->store, row);

  if (user->type == SIM_TYPE_APP)
    join (maker, user, GROUP_APPS);
  else if (user->type == SIM_TYPE_PERSON && sim_user_is_on_site (user))
    join_person (maker, user, (user->flags & SIM_USER_ORG_ADMIN) && row != maker->store->reader);
}

/* Turns the lists of groups by user into slices, and into lists of users by group. */
static void
lay_out (Maker *maker)
{
  SimStore *store = maker->store;
  guint n = maker->memberships->len;
  guint32 at = 0;

  store->memberships = (guint32 *) (gpointer) g_array_free (maker->memberships, FALSE);
  store->members = g_new (guint32, MAX (n, 1));
  for (guint i = 0; i < store->groups->len; i++)
    {
      SimGroup *group = sim_store_group (store, i);

      group->first = at;
      at += maker->sizes[i];
    }

  at = 0;
  for (guint row = 0; row < store->users->len; row++)
    {
      SimUser *user = sim_store_user (store, row);

      user->groups = store->memberships + at;
      at += user->n_groups;
      for (guint i = 0; i < user->n_groups; i++)
        {
          SimGroup *group = sim_store_group (store, user->groups[i]);

          store->members[group->first + group->n_first++] = row;
          group->n_members++;
        }
    }
}

/**
 * sim_groups_make:
 *
 * Makes the groups and puts the users, who must be there, into them.
 */
void
sim_groups_make (SimStore *store, const SimOptions *options)
{
  Maker maker = { .store = store, .random = sim_random_new (options->seed, 2) };

  maker.memberships = g_array_sized_new (FALSE, FALSE, sizeof (guint32), options->users * 5 + 16);
  add_groups (&maker, options);
  maker.sizes = g_new0 (guint32, store->groups->len);
  for (guint row = 0; row < store->users->len; row++)
    join_user (&maker, row);
  lay_out (&maker);
  g_free (maker.sizes);
}
