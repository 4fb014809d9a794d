/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refresh of an organisation has read so far. */
#pragma once

#include "um-directory.h"
#include "um-org-records.h"

G_BEGIN_DECLS

typedef struct _UmOrgDraft UmOrgDraft;

/* Used by one thread at a time: by a strand, or by its owner while nothing is queued there. The
 * things come first: what a user names that isn't among them is left out. */
UmOrgDraft *um_org_draft_new (void);
void um_org_draft_free (UmOrgDraft *self);

/* Directories (of UmOrgThing), products (of UmOrgWorkspace), groups (of UmOrgGroup). Returns: how
 * many hadn't come before */
guint um_org_draft_add_directories (UmOrgDraft *self, GPtrArray *directories);
guint um_org_draft_add_products (UmOrgDraft *self, GPtrArray *workspaces);
guint um_org_draft_add_groups (UmOrgDraft *self, GPtrArray *groups);
/* These groups (of UmOrgGroup) grant @product; NULL: they make their members administrators.
 * Returns: how many of them hadn't been said to before */
guint um_org_draft_mark_groups (UmOrgDraft *self, GPtrArray *groups, const char *product);
/* Users of a directory (of UmOrgUser), with their groups in it, products and roles; NULL: accounts
 * in none. One account may come in several directories. Returns: how many hadn't come in this
 * directory before */
guint um_org_draft_add_users (UmOrgDraft *self, const char *directory_id, GPtrArray *users);

/* ---- a part of a directory anew ---- */

/* What is kept of this account is to be forgotten. */
void um_org_draft_forget (UmOrgDraft *self, const char *account_id);
/* Keeps @page (transfer full) until um_org_draft_renew (); its users are read anew, too.
 * @directory_id: NULL: accounts in none */
void um_org_draft_collect (UmOrgDraft *self, const char *directory_id, UmOrgPage *page);
/* Everything as @base has it but for the accounts forgotten, which are as collected; who wasn't is
 * gone. Nothing else may have been added. */
void um_org_draft_renew (UmOrgDraft *self, UmDirectory *base);

/* The directory of it all; ends the draft's use but for um_org_draft_free (). @users_read,
 * @members_read: seconds. (transfer full) */
UmDirectory *um_org_draft_end (UmOrgDraft *self, gint64 users_read, gint64 members_read);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgDraft, um_org_draft_free)

G_END_DECLS
