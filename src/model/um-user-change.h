/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of a user, as steps tell it, and what that means for a directory: who leaves a
 * directory leaves its groups; status follows from the account and the access to directories. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

typedef enum
{
  UM_CHANGED_MEMBERSHIP, /* he is a member of the group @id, or isn't */
  UM_CHANGED_SUSPENSION, /* he is suspended in the directory @id, or isn't */
  UM_CHANGED_PRESENCE,   /* he is in the directory @id, or of the site (NULL), or isn't */
  UM_CHANGED_ACCOUNT,    /* the account is @status */
  UM_CHANGED_ROLE,       /* he has the role @id of UM_SET_DIRECT_ROLES, or hasn't */
  UM_CHANGED_EMAIL,      /* his address is @email */
} UmUserChanged;

/* Texts are borrowed. */
typedef struct
{
  const char *account_id;
  UmUserChanged what;
  const char *id; /* (nullable) */
  gboolean so;
  UmUserStatus status; /* of ACCOUNT: ACTIVE, DEACTIVATED or DELETED */
  const char *email;   /* of EMAIL; else NULL */
  gint64 since;        /* seconds; 0: just now */
} UmUserChange;

/**
 * um_user_change_from_step:
 * @kind: what a step does
 * @target: (nullable): its target
 * @place: (nullable): its directory
 * @word: (nullable): the state that stands now, in the words of before and after
 * @change: (out): without the account; its texts are @target, @place or @word
 *
 * Returns: %FALSE where that says nothing of a directory's users
 */
gboolean um_user_change_from_step (
  UmStepKind kind, const char *target, const char *place, const char *word, UmUserChange *change);

/**
 * um_directory_apply_user_changes:
 * @self: a directory
 * @changes: (array length=n_changes): what has become of users, oldest first; what isn't in @self
 *   is passed over
 * @n_changes: number of changes
 *
 * Lays outcomes over the snapshot (PRODUCT.md §7). Of products only those of somebody who is in no
 * directory any more follow here.
 *
 * Returns: (transfer full): a directory of a new generation with the same rows
 */
UmDirectory *
um_directory_apply_user_changes (UmDirectory *self, const UmUserChange *changes, guint n_changes);

/**
 * um_directory_find_status:
 * @self: a directory
 * @row: a row
 * @account: the status of the account itself, as the status of the row tells it too
 *
 * Where access is told by directory the status of an account that lives is made of it: whoever gets
 * in somewhere is active.
 *
 * Returns: the status of the user
 */
UmUserStatus um_directory_find_status (const UmDirectory *self, guint row, UmUserStatus account);

G_END_DECLS
