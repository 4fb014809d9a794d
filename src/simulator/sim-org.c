/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All routes of the organisation; the header tells which file has which. */

#include "sim-org.h"

void
sim_org_add_routes (SimRouter *router)
{
  sim_org_add_directory_routes (router);
  sim_org_add_user_routes (router);
  sim_org_add_group_routes (router);
}
