/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

#define SIM_N_GRANTS 8

/* What a resource's address names. */
typedef enum
{
  SIM_RESOURCE_NONE,
  SIM_RESOURCE_PRODUCT,
  SIM_RESOURCE_SITE,
  SIM_RESOURCE_ORG,
} SimResource;

guint sim_roles_directory (SimProduct product);
const char *sim_roles_cloud_id (const SimStore *store, SimProduct product);
const char *sim_roles_v1_key (SimProduct product);
char *sim_roles_print_resource (const SimStore *store, SimProduct product);
char *sim_roles_print_platform (const SimStore *store, SimResource resource);
SimResource
sim_roles_read_resource (const SimStore *store, const char *address, SimProduct *product);

const char *sim_roles_grant_name (guint number);
guint sim_roles_read_grant (const char *name);
guint sim_roles_read_office (const char *name);
gboolean sim_roles_has_grant (SimProduct product, guint grant);

guint8 sim_roles_of_groups (SimStore *store, guint user, SimProduct product, guint scope);
guint8 sim_roles_direct (SimStore *store, guint user, SimProduct product);
guint sim_roles_offices (SimStore *store, guint user);
gboolean sim_roles_is_org_admin (SimStore *store, guint user);
void sim_roles_set_direct (SimStore *store, guint user, SimProduct product, guint8 grants);
void sim_roles_set_org_admin (SimStore *store, guint user, gboolean is);
void sim_roles_set_group (SimStore *store, guint group, SimProduct product, guint8 grants);

G_END_DECLS
