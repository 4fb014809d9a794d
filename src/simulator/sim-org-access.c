/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A user's access to a directory: suspended, restored, taken away with the membership. */

#include "sim-org.h"

#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-roles.h"
#include "sim-seats.h"
#include "sim-standing.h"

/* Finds the user in the directory of the path. Returns: its number, or %SIM_N_DIRECTORIES; the
 * answer is written */
static guint
find_directory (SimRequest *request)
{
  guint scope, number = 0;

  if (!sim_org_scope (request, TRUE, &scope) || sim_org_find_user (request, scope) == SIM_NONE)
    return SIM_N_DIRECTORIES;
  while (scope >> (number + 1))
    number++;
  return number;
}

static void
change (SimRequest *request, SimChangeKind kind, guint directory)
{
  char row[16], number[16];
  const char *fields[] = { row, number, NULL };

  g_snprintf (row, sizeof row, "%u", request->user);
  g_snprintf (number, sizeof number, "%u", directory);
  if (sim_request_change (request, kind, fields))
    sim_request_done (request, 204);
}

static void
repeat (SimRequest *request)
{
  request->repeated++;
  sim_request_done (request, 204);
}

static gboolean
is_suspended (SimRequest *request, guint directory)
{
  return (sim_store_user (request->store, request->user)->suspended & (1u << directory)) != 0;
}

static void
post_suspend (SimRequest *request)
{
  guint directory = find_directory (request);

  if (directory == SIM_N_DIRECTORIES)
    return;
  if (is_suspended (request, directory))
    repeat (request);
  else
    change (request, SIM_CHANGE_SUSPEND, directory);
}

/* Returns: the products that become @user's again when @directory is restored to him */
static guint
products_back (SimRequest *request, guint directory)
{
  SimStore *store = request->store;
  SimUser user = *sim_store_user (store, request->user);
  guint products = 0;

  if (user.account != SIM_ACCOUNT_ACTIVE)
    return 0;
  for (guint i = 0; i < user.n_groups; i++)
    {
      const SimGroup *group = sim_store_group (store, user.groups[i]);

      if (group->directory == directory)
        products |= group->products;
    }
  for (guint i = 0; i < SIM_N_PRODUCTS; i++)
    if (sim_roles_directory (i) == directory && (user.direct[i] & SIM_GRANTS_OF_A_SEAT))
      products |= 1u << i;
  return sim_user_is_active (&user) ? products & ~sim_seats_products_of (store, request->user)
                                    : products;
}

static void
post_restore (SimRequest *request)
{
  guint directory = find_directory (request);
  SimProduct full;

  if (directory == SIM_N_DIRECTORIES)
    return;
  full = sim_seats_full (request->store, products_back (request, directory));
  if (!is_suspended (request, directory))
    repeat (request);
  else if (full != SIM_N_PRODUCTS)
    sim_org_fail (request, SIM_ORG_NO_LICENCES, "The user limit of %s has been reached.",
                  sim_product_name (full));
  else
    change (request, SIM_CHANGE_RESTORE, directory);
}

static void
delete_user (SimRequest *request)
{
  guint directory = find_directory (request);

  if (directory != SIM_N_DIRECTORIES)
    change (request, SIM_CHANGE_LEAVE, directory);
}

#define USER "/admin/v2/orgs/{orgId}/directories/{directoryId}/users/{accountId}"

static const SimRoute routes[] = {
  { "POST", USER "/suspend", post_suspend, SIM_NEED_ORG_WRITE, NULL },
  { "POST", USER "/restore", post_restore, SIM_NEED_ORG_WRITE, NULL },
  { "DELETE", USER, delete_user, SIM_NEED_ORG_WRITE, NULL },
};

void
sim_org_add_access_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
