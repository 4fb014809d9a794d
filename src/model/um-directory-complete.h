/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Jira site's directory with what the directory of its organisation knows of the same accounts.
 *
 * The rule, for each account that both know (PRODUCT.md §3, "Two sources … link themselves"):
 *
 * - Rows, account ids, groups and their members are the site's own; which groups an identity
 *   provider keeps, the organisation tells.
 * - Name and type: the site's; the organisation's where the site tells none.
 * - E-mail: the one that is told; where both tell one, the newer.
 * - Status: the organisation's, which says why somebody is inactive. Where the two contradict each
 *   other about whether the account is active, the newer is right.
 * - Managed, synced, added: the organisation's, as the site can't know them.
 * - Last login: the latest use of a product of this site; never where the organisation knows that
 *   none was used, else unknown (ATLASSIAN.md §5).
 * - Directories, roles in the organisation: the organisation's. Who isn't known to it may have any.
 * - Products: those of this site. Where the site's groups tell who has one, they are right; the
 *   organisation tells the rest.
 *
 * Newer is what was read later, or became so by an outcome later (um_directory_get_read ()); where
 * that is the same second, what the organisation tells. An account that the organisation doesn't
 * list is as the site says; what only the organisation could know of it is unknown. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/* What was made of what; the next time only what differs is made. References are owned. */
typedef struct
{
  UmDirectory *own;
  UmDirectory *known;
  UmDirectory *whole;
  char *site;
} UmCompletion;

UmDirectory *um_directory_complete (UmDirectory *own,
                                    UmDirectory *known,
                                    const char *site,
                                    const UmCompletion *before);
gboolean um_completion_stands (const UmCompletion *self,
                               const UmDirectory *own,
                               const UmDirectory *known,
                               const char *site);
void um_completion_clear (UmCompletion *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmCompletion, um_completion_clear)

G_END_DECLS
