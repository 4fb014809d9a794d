/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a directory: texts in two arenas, facts and times in arrays. Shared by the
 * generations that differ in memberships only. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/* Longest account id in bytes; Atlassian says 128 characters (ATLASSIAN.md §1). */
#define UM_ACCOUNT_ID_MAX 128

typedef struct _UmUserTable UmUserTable;

/* One thread writes until um_user_table_finish (); after that it is immutable, any thread. */
UmUserTable   *um_user_table_new           (void);
UmUserTable   *um_user_table_copy          (const UmUserTable *self);
UmUserTable   *um_user_table_ref           (UmUserTable *self);
void           um_user_table_unref         (UmUserTable *self);
guint          um_user_table_append        (UmUserTable  *self,
                                            const UmUser *user);
void           um_user_table_replace       (UmUserTable  *self,
                                            guint         row,
                                            const UmUser *user);
void           um_user_table_finish        (UmUserTable *self);

guint          um_user_table_get_n_rows    (const UmUserTable *self);
const char    *um_user_table_get_id        (const UmUserTable *self,
                                            guint              row);
const char    *um_user_table_get_name      (const UmUserTable *self,
                                            guint              row);
const char    *um_user_table_get_email     (const UmUserTable *self,
                                            guint              row);
UmUserStatus   um_user_table_get_status    (const UmUserTable *self,
                                            guint              row);
UmUserType     um_user_table_get_user_type (const UmUserTable *self,
                                            guint              row);
UmTruth        um_user_table_get_managed   (const UmUserTable *self,
                                            guint              row);
UmTruth        um_user_table_get_synced    (const UmUserTable *self,
                                            guint              row);
gint64         um_user_table_get_last_login (const UmUserTable *self,
                                             guint              row);
gint64         um_user_table_get_added     (const UmUserTable *self,
                                            guint              row);

void           um_user_table_add_by_fact   (const UmUserTable *self,
                                            UmFact             fact,
                                            guint              values,
                                            UmBitset          *rows);
void           um_user_table_add_by_time   (const UmUserTable *self,
                                            UmColumn           column,
                                            gint64             first,
                                            gint64             last,
                                            UmBitset          *rows);

/* Only when finished. */
const char    *um_user_table_get_folded    (const UmUserTable *self,
                                            guint              row,
                                            UmColumn           column,
                                            gsize             *length);
const char    *um_user_table_get_arena     (const UmUserTable *self,
                                            gsize             *length);
const guint32 *um_user_table_get_starts    (const UmUserTable *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmUserTable, um_user_table_unref)

G_END_DECLS
