/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Seats of the application roles: an active account takes one seat of each product that any of its
 * groups grants, however many groups grant it.
 */

#include "sim-seats.h"

#include "sim-roles.h"

/* Returns: the products that @user's groups and roles grant him, as bits; inactive or not. What
 * comes from a directory that has suspended him doesn't count. */
guint
sim_seats_products_of (SimStore *store, guint user)
{
  const SimUser *record = sim_store_user (store, user);
  guint products = 0;

  for (guint i = 0; i < record->n_groups; i++)
    {
      const SimGroup *group = sim_store_group (store, record->groups[i]);

      if (!(record->suspended & (1u << group->directory)))
        products |= group->products;
    }
  for (guint i = 0; i < SIM_N_PRODUCTS; i++)
    if ((record->direct[i] & SIM_GRANTS_OF_A_SEAT)
        && !(record->suspended & (1u << sim_roles_directory (i))))
      products |= 1u << i;
  return products;
}

/* Returns: the seats that @user would take in addition if he were given @products */
guint
sim_seats_wanted (SimStore *store, guint user, guint products)
{
  if (!sim_user_is_active (sim_store_user (store, user)))
    return 0;
  return products & ~sim_seats_products_of (store, user);
}

/* Returns: a product of @products without a free seat, or %SIM_N_PRODUCTS */
SimProduct
sim_seats_full (SimStore *store, guint products)
{
  for (guint i = 0; i < SIM_N_ROLES; i++)
    if ((products & (1u << i)) && store->roles[i].seats >= 0
        && store->roles[i].used >= store->roles[i].seats)
      return (SimProduct) i;
  return SIM_N_PRODUCTS;
}

/* Adds @user's present seats to the counts (@by 1) or takes them off (-1). */
void
sim_seats_count (SimStore *store, guint user, int by)
{
  guint products;

  if (!sim_user_is_active (sim_store_user (store, user)))
    return;
  products = sim_seats_products_of (store, user);
  for (guint i = 0; i < SIM_N_ROLES; i++)
    if (products & (1u << i))
      store->roles[i].used += (guint) by;
}

/* Counts the seats of the seeded organisation and sets the limits above them. */
void
sim_seats_set_up (SimStore *store)
{
  for (guint user = 0; user < store->users->len; user++)
    sim_seats_count (store, user, +1);

  store->roles[SIM_PRODUCT_SOFTWARE].seats = store->roles[SIM_PRODUCT_SOFTWARE].used * 11 / 10 + 10;
  store->roles[SIM_PRODUCT_SERVICEDESK].seats = store->roles[SIM_PRODUCT_SERVICEDESK].used * 5 / 4
                                                + 10;
  store->roles[SIM_PRODUCT_CORE].seats = -1;
  store->roles[SIM_PRODUCT_DISCOVERY].seats = store->roles[SIM_PRODUCT_DISCOVERY].used + 2;
}
