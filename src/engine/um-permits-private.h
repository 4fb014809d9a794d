/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Atlassian has said it will let be done with accounts (ATLASSIAN.md §9): answers to questions
 * that were asked while a plan was looked at are there when its run begins. They belong to the key
 * that asked, so that a connection has them. Main thread. */
#pragma once

#include "um-http.h"
#include "um-org.h"

G_BEGIN_DECLS

/* UM_PERMITS_FRESH: seconds for which an answer holds: as long as people may read a plan, not as
 * long as it takes somebody else to change an account. */
#define UM_PERMITS_FRESH (10 * 60)

typedef struct _UmPermits UmPermits;

UmPermits *um_permits_new (void);
void um_permits_free (UmPermits *self);

/**
 * um_permits_keep:
 * @account_id: whose account was asked about
 * @privileges: what was asked for, ended by %NULL; static texts
 * @permissions: (nullable): the answer; %NULL where @reply says that nothing at all can be done
 * with the account
 * @reply: (nullable): the whole answer
 * @now: seconds since 1970
 *
 * Keeps an answer, in place of what was kept of that account.
 */
void um_permits_keep (UmPermits *self,
                      const char *account_id,
                      const char *const *privileges,
                      const UmOrgPermissions *permissions,
                      const UmReply *reply,
                      gint64 now);

/**
 * um_permits_find:
 * @reason: (out) (nullable) (transfer none): Atlassian's reason to refuse it; %NULL: it doesn't.
 * Lives until the account's next answer is kept
 *
 * Returns: whether there is a fresh answer
 */
gboolean um_permits_find (
  UmPermits *self, const char *account_id, const char *privilege, gint64 now, const char **reason);

/** um_permits_forget: forgets what was said of an account, as it is about to be changed. */
void um_permits_forget (UmPermits *self, const char *account_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmPermits, um_permits_free)

G_END_DECLS
