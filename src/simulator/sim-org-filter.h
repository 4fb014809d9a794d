/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-org-cursor.h"

G_BEGIN_DECLS

/* Which users a search wants. */
typedef struct
{
  guint scope;     /* directories asked, as bits; where status and groups are seen from */
  gboolean within; /* only members of these */
  GArray *rows;    /* (nullable): the only ones that can pass, by row */
  GArray *groups;  /* (nullable): in one of these */
  char **domains;  /* (nullable) */
  char *term;      /* (nullable) */
  guint statuses;  /* bits of SimStatus; 0 = all, and so on */
  guint accounts;
  guint memberships;
  gboolean by_role;
  guint products;
  guint grants;
  guint offices;
  int mfa; /* -1 = either */
  int managed;
} SimOrgFilter;

gboolean
sim_org_filter_read (SimRequest *request, JsonObject *wanted, guint scope, SimOrgFilter *filter);
void sim_org_filter_clear (SimOrgFilter *filter);
gboolean sim_org_filter_passes (SimRequest *request, const SimOrgFilter *filter, guint user);
gboolean sim_org_read_list (
  SimRequest *request, JsonObject *wanted, const char *name, guint most, JsonArray **list);
gboolean
sim_org_read_directories (SimRequest *request, JsonObject *wanted, guint *scope, gboolean *within);
gboolean sim_org_read_roles (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOrgFilter, sim_org_filter_clear)

G_END_DECLS
