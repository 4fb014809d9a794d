/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

typedef struct _SimAuth SimAuth;

typedef enum
{
  SIM_ORG_KEY_NONE,
  SIM_ORG_KEY_SCOPED,
  SIM_ORG_KEY_FULL,
} SimOrgKey;

SimAuth *sim_auth_new (SimStore *store);
void sim_auth_free (SimAuth *self);
gboolean sim_auth_admit (SimAuth *self, SimRequest *request, SimNeed need);
SimOrgKey sim_auth_org_key (SimAuth *self, SimRequest *request);
gboolean sim_auth_is_admin (SimStore *store, guint user);
gboolean sim_auth_is_site_admin (SimStore *store, guint user);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimAuth, sim_auth_free)

G_END_DECLS
