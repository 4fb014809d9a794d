/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

#define SIM_GROUP_ARI "ari:cloud:identity::group/"

/* What a user is shown with besides himself. */
typedef enum
{
  SIM_EXPAND_PLATFORM_ROLES = 1 << 0,
  SIM_EXPAND_RESOURCES = 1 << 1,
  SIM_EXPAND_PRODUCTS = 1 << 2,
  SIM_EXPAND_GROUPS = 1 << 3,
  SIM_EXPAND_DETAILS = 1 << 4, /* one user by himself: no links, when he was deactivated */
} SimExpand;

/* Groups have two. */
typedef enum
{
  SIM_EXPAND_GROUP_USERS = 1 << 0,
  SIM_EXPAND_GROUP_RESOURCES = 1 << 1,
} SimExpandGroup;

void sim_org_write_user (SimRequest *request, GString *out, guint user, guint scope, guint expand);
void
sim_org_write_group (SimRequest *request, GString *out, const char *key, guint group, guint expand);
void sim_org_write_links (GString *out, const char *next);
void sim_org_write_time (GString *out, const char *key, gint64 when);
void sim_org_write_seconds (GString *out, const char *key, gint64 when);
void sim_org_write_activity (GString *out, const char *key, guint user, guint32 when);
char *sim_org_print_day (gint64 when);
const char *sim_org_status (SimStatus status);
const char *sim_org_account_status (SimAccount account);
const char *sim_org_membership (SimStatus status);
guint sim_org_count_resources (SimStore *store, guint user, guint scope);
gboolean sim_org_scope (SimRequest *request, gboolean write, guint *scope);
gboolean sim_org_lists (SimRequest *request, guint user);
guint sim_org_find_group (SimRequest *request, guint scope, const char *id);
guint sim_org_find_user (SimRequest *request, guint scope);

G_END_DECLS
