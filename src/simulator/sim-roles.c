/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Roles on products: their names, the addresses (ARIs) of what they are held on, who holds which by
 * a group, and which directly. Every product belongs to one directory; groups of other directories
 * may have roles on it all the same, as on a site with guests from several.
 */

#include "sim-roles.h"

#include <string.h>

#include "sim-lag.h"
#include "sim-members.h"
#include "sim-seats.h"

/* `grants` are the roles that make sense on it. */
static const struct
{
  guint directory;
  guint grants;
  const char *v1_key; /* (nullable): in the older half of the API, which knows fewer products */
} products[SIM_N_PRODUCTS] = {
  [SIM_PRODUCT_SOFTWARE] = { 0, SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_BASIC,
                             "jira-software" },
  [SIM_PRODUCT_SERVICEDESK] = { 0,
                                SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_CUSTOMER
                                  | SIM_GRANT_STAKEHOLDER,
                                "jira-service-desk" },
  [SIM_PRODUCT_CORE] = { 0, SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_BASIC,
                         "jira-core" },
  [SIM_PRODUCT_DISCOVERY] = { 0,
                              SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_CONTRIBUTOR,
                              NULL },
  [SIM_PRODUCT_CONFLUENCE] = { 0, SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_GUEST,
                               "confluence" },
  [SIM_PRODUCT_CONTRACTORS] = { 1, SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_GUEST,
                                "confluence" },
  [SIM_PRODUCT_BRIGHTWATER] = { 2, SIM_GRANTS_OF_A_SEAT | SIM_GRANT_ACCESS_ADMIN | SIM_GRANT_GUEST,
                                "confluence" },
};

static const char *const grants[SIM_N_GRANTS] = {
  "atlassian/user",
  "atlassian/admin",
  "atlassian/guest",
  "atlassian/customer",
  "atlassian/user-access-admin",
  "atlassian/contributor",
  "atlassian/basic",
  "atlassian/stakeholder",
};

/* Returns: the number of the directory that @product is mapped to */
guint
sim_roles_directory (SimProduct product)
{
  return products[product].directory;
}

/* Returns: the id of the site that @product is on */
const char *
sim_roles_cloud_id (const SimStore *store, SimProduct product)
{
  return product < SIM_N_SITE_PRODUCTS ? store->org.cloud_id
                                       : store->org.other_cloud_ids[product - SIM_N_SITE_PRODUCTS];
}

/* Returns: (nullable): what v1 of the organisation API calls @product */
const char *
sim_roles_v1_key (SimProduct product)
{
  return products[product].v1_key;
}

/* Returns: (transfer full): the address of @product */
char *
sim_roles_print_resource (const SimStore *store, SimProduct product)
{
  return g_strdup_printf ("ari:cloud:%s::site/%s", sim_product_key (product),
                          sim_roles_cloud_id (store, product));
}

/* Returns: (transfer full): the address of the site, or of the organisation */
char *
sim_roles_print_platform (const SimStore *store, SimResource resource)
{
  return resource == SIM_RESOURCE_SITE
           ? g_strconcat ("ari:cloud:platform::site/", store->org.cloud_id, NULL)
           : g_strconcat ("ari:cloud:platform::org/", store->org.org_id, NULL);
}

/* Finds what @address names; `jira` stands for Jira's software as in Atlassian's own examples. */
SimResource
sim_roles_read_resource (const SimStore *store, const char *address, SimProduct *product)
{
  g_autofree char *site = sim_roles_print_platform (store, SIM_RESOURCE_SITE);
  g_autofree char *org = sim_roles_print_platform (store, SIM_RESOURCE_ORG);
  g_autofree char *jira = g_strconcat ("ari:cloud:jira::site/", store->org.cloud_id, NULL);

  *product = SIM_N_PRODUCTS;
  if (strcmp (address, site) == 0)
    return SIM_RESOURCE_SITE;
  if (strcmp (address, org) == 0)
    return SIM_RESOURCE_ORG;
  if (strcmp (address, jira) == 0)
    *product = SIM_PRODUCT_SOFTWARE;
  for (guint i = 0; i < SIM_N_PRODUCTS; i++)
    {
      g_autofree char *own = sim_roles_print_resource (store, i);

      if (strcmp (address, own) == 0)
        *product = i;
    }
  return *product != SIM_N_PRODUCTS ? SIM_RESOURCE_PRODUCT : SIM_RESOURCE_NONE;
}

/* Returns: the name of the grant whose bit is @number */
const char *
sim_roles_grant_name (guint number)
{
  return grants[number];
}

/* Returns: the bit of the role called @name, or 0 */
guint
sim_roles_read_grant (const char *name)
{
  for (guint i = 0; i < SIM_N_GRANTS; i++)
    if (strcmp (grants[i], name) == 0)
      return 1u << i;
  return 0;
}

/* Returns: the bit of the office called @name, or 0 */
guint
sim_roles_read_office (const char *name)
{
  if (strcmp (name, "atlassian/org-admin") == 0)
    return SIM_OFFICE_ORG_ADMIN;
  return strcmp (name, "atlassian/site-admin") == 0 ? SIM_OFFICE_SITE_ADMIN : 0;
}

/* Returns: whether @grant exists on @product */
gboolean
sim_roles_has_grant (SimProduct product, guint grant)
{
  return (products[product].grants & grant) != 0;
}

/* Returns: what groups of the directories of @scope give @user on @product, as lists show it */
guint8
sim_roles_of_groups (SimStore *store, guint user, SimProduct product, guint scope)
{
  const SimUser *record = sim_store_user (store, user);
  guint8 found = 0;

  for (guint i = 0; i < record->n_groups; i++)
    {
      const SimGroup *group = sim_store_group (store, record->groups[i]);

      if (group->grants[product] != 0 && (scope & (1u << group->directory))
          && sim_lag_shown (store->lag, user, record->groups[i], TRUE))
        found |= group->grants[product];
    }
  return found;
}

/* Returns: what @user has on @product without a group, as lists show it */
guint8
sim_roles_direct (SimStore *store, guint user, SimProduct product)
{
  return (guint8) sim_lag_shown (store->lag, user, SIM_LAG_DIRECT (product),
                                 sim_store_user (store, user)->direct[product]);
}

/* Returns: whether @user holds the organisation's highest role himself, as lists show it */
gboolean
sim_roles_is_org_admin (SimStore *store, guint user)
{
  return sim_lag_shown (store->lag, user, SIM_LAG_ORG_ADMIN,
                        (sim_store_user (store, user)->flags & SIM_USER_ORG_ADMIN) != 0);
}

/* Returns: the offices that @user's groups give him */
guint
sim_roles_offices (SimStore *store, guint user)
{
  const SimUser *record = sim_store_user (store, user);
  guint offices = 0;

  for (guint i = 0; i < record->n_groups; i++)
    if (sim_lag_shown (store->lag, user, record->groups[i], TRUE))
      offices |= sim_store_group (store, record->groups[i])->offices;
  return offices;
}

void
sim_roles_set_direct (SimStore *store, guint user, SimProduct product, guint8 new_grants)
{
  SimUser *record = sim_store_user (store, user);

  if (record->direct[product] == new_grants)
    return;
  sim_lag_note (store->lag, user, SIM_LAG_DIRECT (product), record->direct[product]);
  sim_seats_count (store, user, -1);
  record->direct[product] = new_grants;
  sim_seats_count (store, user, +1);
}

void
sim_roles_set_org_admin (SimStore *store, guint user, gboolean is)
{
  SimUser *record = sim_store_user (store, user);

  sim_lag_note (store->lag, user, SIM_LAG_ORG_ADMIN, (record->flags & SIM_USER_ORG_ADMIN) != 0);
  if (is)
    record->flags |= SIM_USER_ORG_ADMIN;
  else
    record->flags &= (guint16) ~SIM_USER_ORG_ADMIN;
}

/* Gives @group other roles on @product; its members' seats follow. */
void
sim_roles_set_group (SimStore *store, guint group, SimProduct product, guint8 new_grants)
{
  SimGroup *record = sim_store_group (store, group);
  guint n;
  g_autofree guint32 *members = sim_members_truth (store, group, &n);

  for (guint i = 0; i < n; i++)
    sim_seats_count (store, members[i], -1);
  record->grants[product] = new_grants;
  record->products = (guint8) ((record->products & ~(1u << product))
                               | (new_grants & SIM_GRANTS_OF_A_SEAT ? 1u << product : 0));
  if (record->access <= SIM_ACCESS_USER)
    record->access = record->products != 0 ? SIM_ACCESS_USER : SIM_ACCESS_NONE;
  for (guint i = 0; i < n; i++)
    sim_seats_count (store, members[i], +1);
}
