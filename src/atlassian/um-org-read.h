/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decoders of the organisation's APIs share. Any thread. For them alone. */
#pragma once

#include "um-call.h"
#include "um-json.h"
#include "um-org-records.h"

G_BEGIN_DECLS

/* Makes a record of @object, which is part of @answer; NULL where it isn't one. */
typedef gpointer (*UmOrgReadItem) (JsonObject *object, JsonNode *answer);

/* MALFORMED: the answer has no @what. Returns: NULL */
gpointer um_org_malformed (const char *what, GError **error);

/* The object that a body is. @answer: (out): its tree, to be freed in any case */
JsonObject *um_org_parse (GBytes *body, JsonNode **answer, GError **error);

/* The records of @array; what isn't one is counted. */
GPtrArray *um_org_read_items (JsonArray *array,
                              JsonNode *answer,
                              UmOrgReadItem read_item,
                              GDestroyNotify free_item,
                              guint *bad);

/* {"data":[…],"links":{"next":…}} */
UmOrgPage *um_org_read_page (GBytes *body,
                             const UmAsked *asked,
                             UmOrgReadItem read_item,
                             GDestroyNotify free_item,
                             GError **error);

/**
 * um_org_read_next:
 * @object: an answer with "links"
 * @next: (out) (nullable) (transfer full): the cursor of the next page
 *
 * The newer APIs give the cursor itself, the older ones an address that holds it; the address is
 * never followed (ATLASSIAN.md §4).
 *
 * Returns: %FALSE where the same page would have to be asked for again, or the address holds none
 */
gboolean um_org_read_next (JsonObject *object, const UmAsked *asked, char **next, GError **error);

/* The part of an ARI behind its last slash; what is no ARI as it stands. (nullable) */
const char *um_org_read_bare_id (const char *id);
/* Never NULL. */
const char *um_org_read_text (JsonObject *object, const char *member);
UmTruth um_org_read_truth (JsonObject *object, const char *member);
/* "active", "suspended" or "no_membership" */
UmUserStatus um_org_read_membership_status (const char *status);

G_END_DECLS
