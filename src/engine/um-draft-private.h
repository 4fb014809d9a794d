/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refresh has read so far, and the directories that are made of it. */
#pragma once

#include "um-directory.h"
#include "um-jira.h"

G_BEGIN_DECLS

typedef struct _UmDraft UmDraft;

/* Used by one thread at a time: by a strand, or by its owner while nothing is queued there. */

/* Begins with @base (nullable), which it keeps everything of that isn't read anew. */
UmDraft *um_draft_new (UmDirectory *base);
void um_draft_free (UmDraft *self);
/* The directory it goes on from. (transfer none) (nullable) */
UmDirectory *um_draft_get_base (UmDraft *self);

/* ---- all users ---- */

/* From here on users are collected; those of the base that don't come are dropped. */
void um_draft_begin_users (UmDraft *self);
/* Adds the users of one page (of UmJiraUser). Returns: how many of them hadn't come before */
guint um_draft_add_users (UmDraft *self, GPtrArray *users);
guint um_draft_get_n_users (UmDraft *self);
/* How many users of the base haven't come. */
guint um_draft_count_lost (UmDraft *self);
/* Makes a directory of them, which becomes the base. Memberships are those of the base before, as
 * old as they were. @read: seconds. (transfer full) */
UmDirectory *um_draft_end_users (UmDraft *self, gint64 read);

/* ---- groups and products ---- */

/* All groups there are (of UmJiraGroup); others are dropped with their members. @administrators:
 * (element-type utf8): ids of groups whose members administer. @keep_known: members read before
 * this are as good as read now. */
void um_draft_set_groups (UmDraft *self,
                          GPtrArray *groups,
                          GHashTable *administrators,
                          gboolean keep_known);
/* The products (of UmJiraRole) and the groups that grant them; NULL: they can't be known. */
void um_draft_set_products (UmDraft *self, GPtrArray *roles);
/* Ids of the groups whose members aren't known: first those that administer or grant most, then by
 * name. (transfer full) (element-type utf8) */
GPtrArray *um_draft_list_unread (UmDraft *self);

/* ---- members ---- */

/* Some more members of a group (of UmJiraUser); users that were in no list are added. */
void um_draft_add_members (UmDraft *self, const char *group_id, GPtrArray *users);
/* They were all. */
void um_draft_end_group (UmDraft *self, const char *group_id);
/* The group is gone. */
void um_draft_drop_group (UmDraft *self, const char *group_id);
/* One user as he is now, with all his groups (of UmJiraGroup). */
void um_draft_set_user (UmDraft *self, UmJiraUser *user, GPtrArray *groups);
/* The account is gone. */
void um_draft_drop_user (UmDraft *self, const char *account_id);
/* All users were read alone: with them the members of all groups. */
void um_draft_end_all (UmDraft *self);

/* Makes a directory of all that was read, which becomes the base; groups read in part stay as they
 * were. @members_read: seconds, or %UM_TIME_UNKNOWN to keep what the base says. (transfer full) */
UmDirectory *um_draft_build (UmDraft *self, gint64 members_read);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDraft, um_draft_free)

G_END_DECLS
