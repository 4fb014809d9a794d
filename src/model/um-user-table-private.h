/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a directory: texts in two arenas, facts and times in arrays. Shared by the
 * generations that differ in memberships only. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/* Longest account id in bytes; Atlassian says 128 characters (ATLASSIAN.md §1). */
#define UM_ACCOUNT_ID_MAX 128

typedef struct _UmUserTable UmUserTable;

/* Facts of a row in one number. */
#define UM_USER_STATUS_MASK   0x7u
#define UM_USER_TYPE_SHIFT    3
#define UM_USER_TYPE_MASK     0x7u
#define UM_USER_MANAGED_SHIFT 6
#define UM_USER_SYNCED_SHIFT  8
#define UM_USER_TRUTH_MASK    0x3u
#define UM_USER_NAME_PLAIN    (1u << 10) /* the folded form is the text itself */
#define UM_USER_EMAIL_PLAIN   (1u << 11)
#define UM_USER_ID_PLAIN      (1u << 12)
#define UM_USER_PLAIN_MASK    (UM_USER_NAME_PLAIN | UM_USER_EMAIL_PLAIN | UM_USER_ID_PLAIN)

/* Where the e-mail and the id begin in a row's run. A text of 1 KiB folds to less than 12 KiB (the
 * longest decomposition is that of U+FDFA, from 3 bytes to 33), so 16 bits are enough for two. */
typedef struct
{
  guint16 email;
  guint16 id;
} UmUserCuts;

struct _UmUserTable
{
  gatomicrefcount ref_count;
  guint n_rows;
  guint capacity;
  gboolean has_garbage; /* texts were replaced: runs don't ascend, and some belong to no row */

  GByteArray *folded;
  GByteArray *text;
  guint32 *folded_starts; /* capacity + 1 */
  guint32 *text_starts;
  UmUserCuts *cuts;
  guint16 *facts;
  guint32 *last_logins;
  guint32 *added;
  guint32 *read; /* (nullable): seconds; 0 for the rows that were read with all others */
};

/* One thread writes until um_user_table_finish (); after that it is immutable, any thread. */
UmUserTable *um_user_table_new (void);
UmUserTable *um_user_table_copy (const UmUserTable *self);
UmUserTable *um_user_table_ref (UmUserTable *self);
void um_user_table_unref (UmUserTable *self);
UmUserTable *um_user_table_copy_with_statuses (const UmUserTable *self,
                                               const UmStatusChange *changes,
                                               guint n_changes);
gboolean um_user_table_has_same_rows (const UmUserTable *a, const UmUserTable *b);
guint um_user_table_append (UmUserTable *self, const UmUser *user);
void um_user_table_replace (UmUserTable *self, guint row, const UmUser *user);
void um_user_table_finish (UmUserTable *self);

guint um_user_table_get_n_rows (const UmUserTable *self);
const char *um_user_table_get_id (const UmUserTable *self, guint row);
const char *um_user_table_get_name (const UmUserTable *self, guint row);
const char *um_user_table_get_email (const UmUserTable *self, guint row);
UmUserStatus um_user_table_get_status (const UmUserTable *self, guint row);
UmUserType um_user_table_get_user_type (const UmUserTable *self, guint row);
UmTruth um_user_table_get_managed (const UmUserTable *self, guint row);
UmTruth um_user_table_get_synced (const UmUserTable *self, guint row);
gint64 um_user_table_get_last_login (const UmUserTable *self, guint row);
gint64 um_user_table_get_added (const UmUserTable *self, guint row);
gint64 um_user_table_get_read (const UmUserTable *self, guint row);

void um_user_table_add_by_fact (const UmUserTable *self, UmFact fact, guint values, UmBitset *rows);
void um_user_table_add_by_time (
  const UmUserTable *self, UmColumn column, gint64 first, gint64 last, UmBitset *rows);

/* Only when finished. */
const char *
um_user_table_get_folded (const UmUserTable *self, guint row, UmColumn column, gsize *length);
const char *um_user_table_get_arena (const UmUserTable *self, gsize *length);
const guint32 *um_user_table_get_starts (const UmUserTable *self);

/* um-user-table-data.c */
void um_user_table_pack (const UmUserTable *self, GPtrArray *parts, UmDirectory *owner);
UmUserTable *um_user_table_unpack (GPtrArray *parts, guint n_rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmUserTable, um_user_table_unref)

G_END_DECLS
