/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the decoders of the organisation's APIs share. Any thread. For them alone. */
#pragma once

#include "um-call.h"
#include "um-decode.h"
#include "um-org-records.h"

G_BEGIN_DECLS

/* {"data":[…],"links":{"next":…}} */
UmOrgPage *um_org_read_page (GBytes *body,
                             const UmAsked *asked,
                             UmDecodeItem read_item,
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
UmTruth um_org_read_truth (JsonObject *object, const char *member);
/* "active", "suspended" or "no_membership" */
UmUserStatus um_org_read_membership_status (const char *status);

G_END_DECLS
