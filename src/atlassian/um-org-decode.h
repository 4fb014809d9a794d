/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the bodies of the organisation's APIs to records. Any thread; UM_ATLASSIAN_ERROR_MALFORMED
 * where a body isn't of the documented shape. Single bad entries of a page are left out and
 * counted. Each is a UmDecode. For UmOrg alone. */
#pragma once

#include "um-call.h"
#include "um-org-records.h"

G_BEGIN_DECLS

/* UmOrgPage of UmOrgThing */
gpointer um_org_decode_orgs (GBytes *body, const UmAsked *asked, GError **error);
gpointer um_org_decode_directories (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPage of UmOrgUser: of a search, and of the managed accounts */
gpointer um_org_decode_users (GBytes *body, const UmAsked *asked, GError **error);
gpointer um_org_decode_managed (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgUser: {"data":{…}}, and {"account":{…}} */
gpointer um_org_decode_user (GBytes *body, const UmAsked *asked, GError **error);
gpointer um_org_decode_profile (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgActivity */
gpointer um_org_decode_activity (GBytes *body, const UmAsked *asked, GError **error);
/* gint64 *, freed by g_free () */
gpointer um_org_decode_count (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPage of UmOrgGroup */
gpointer um_org_decode_groups (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPage of UmOrgAssignment */
gpointer um_org_decode_assignments (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPage of UmOrgWorkspace */
gpointer um_org_decode_workspaces (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPermissions */
gpointer um_org_decode_permissions (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPage of UmOrgToken: a bare array, and a page of keys */
gpointer um_org_decode_tokens (GBytes *body, const UmAsked *asked, GError **error);
gpointer um_org_decode_keys (GBytes *body, const UmAsked *asked, GError **error);
/* UmOrgPage of UmOrgInvited */
gpointer um_org_decode_invited (GBytes *body, const UmAsked *asked, GError **error);

G_END_DECLS
