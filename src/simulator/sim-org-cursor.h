/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-request.h"

G_BEGIN_DECLS

/* What a list was asked for: by the body, by the query, or by a cursor that stands for both. */
typedef struct
{
  JsonObject *wanted; /* filters and limit */
  guint at;           /* where the page begins: 0 = at the beginning */
  const char *kind;   /* of list */
} SimOrgPage;

gboolean sim_org_page_from_body (SimRequest *request, const char *kind, SimOrgPage *page);
gboolean sim_org_page_from_query (SimRequest *request, const char *kind, SimOrgPage *page);
void sim_org_page_clear (SimOrgPage *page);
char *sim_org_page_cursor (const SimOrgPage *page, guint at);
gboolean sim_org_page_limit (
  SimRequest *request, const SimOrgPage *page, guint standard, guint most, guint *limit);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SimOrgPage, sim_org_page_clear)

G_END_DECLS
