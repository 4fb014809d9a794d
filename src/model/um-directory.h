/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source's users as a table: columns, memberships, orders. See HACKING.md, "Four ideas". What
 * each function does stands above it in um-directory*.c and um-text-fold.c. */
#pragma once

#include "um-bitset.h"
#include "um-relation.h"

G_BEGIN_DECLS

/* One user as it goes into a builder or comes out of a row. Text is borrowed. */
typedef struct
{
  const char *account_id;
  const char *name;
  const char *email; /* NULL: hidden or none */
  UmUserStatus status;
  UmUserType type;
  UmTruth managed;
  UmTruth synced;
  gint64 last_login; /* seconds, or UM_TIME_NEVER, UM_TIME_UNKNOWN */
  gint64 added;      /* seconds, or UM_TIME_UNKNOWN */
  gint64 read;       /* seconds; 0: with all others, um_directory_get_users_read () */
} UmUser;

/* A membership that came or went. */
typedef struct
{
  const char *account_id;
  UmSet set;
  const char *thing_id;
  gboolean member;
  gboolean vague; /* not a member by what this change follows from, but maybe by something else */
} UmMembershipChange;

/* A row whose status is another now. */
typedef struct
{
  guint row;
  UmUserStatus status;
  gint64 since; /* seconds */
} UmStatusChange;

/* Facts of all rows at once, for filters. */
typedef enum
{
  UM_FACT_STATUS,
  UM_FACT_TYPE,
  UM_FACT_MANAGED,
  UM_FACT_SYNCED,
} UmFact;

/* ---- the table: immutable, atomically counted, any thread may read ---- */
UmDirectory *um_directory_ref (UmDirectory *self);
void um_directory_unref (UmDirectory *self);
guint um_directory_get_generation (const UmDirectory *self);
guint um_directory_get_n_rows (const UmDirectory *self);
gint64 um_directory_get_users_read (const UmDirectory *self);
gint64 um_directory_get_members_read (const UmDirectory *self);
guint um_directory_find (const UmDirectory *self, const char *account_id);

/* ---- one row; its texts live as long as the directory ---- */
void um_directory_get_user (const UmDirectory *self, guint row, UmUser *user);
const char *um_directory_get_account_id (const UmDirectory *self, guint row);
const char *um_directory_get_name (const UmDirectory *self, guint row);
UmUserStatus um_directory_get_status (const UmDirectory *self, guint row);
UmUserType um_directory_get_user_type (const UmDirectory *self, guint row);
UmTruth um_directory_get_managed (const UmDirectory *self, guint row);
UmTruth um_directory_get_synced (const UmDirectory *self, guint row);
gint64 um_directory_get_last_login (const UmDirectory *self, guint row);
gint64 um_directory_get_added (const UmDirectory *self, guint row);
gint64 um_directory_get_read (const UmDirectory *self, guint row);
gint64 um_directory_get_login (const UmDirectory *self, guint row, guint product);

/* ---- all rows ---- */
void um_directory_add_by_fact (const UmDirectory *self, UmFact fact, guint values, UmBitset *rows);
void um_directory_add_by_time (
  const UmDirectory *self, UmColumn column, gint64 first, gint64 last, UmBitset *rows);
const guint32 *um_directory_get_order (UmDirectory *self, UmColumn column);
gboolean um_directory_has_order (UmDirectory *self, UmColumn column);
void um_directory_prepare_orders (UmDirectory *self);

/* ---- things (groups, directories, products, roles) and who is in them ---- */
guint um_directory_get_n_things (const UmDirectory *self, UmSet set);
const UmThing *um_directory_get_thing (const UmDirectory *self, UmSet set, guint thing);
guint um_directory_find_thing (const UmDirectory *self, UmSet set, const char *id);
GArray *um_directory_find_things_by_name (const UmDirectory *self, UmSet set, const char *name);
const UmRelation *um_directory_get_relation (const UmDirectory *self, UmSet set);
UmBitset *um_directory_get_members (const UmDirectory *self, UmSet set, guint thing);
UmTruth um_directory_is_member (const UmDirectory *self, UmSet set, guint thing, guint row);
const UmBitset *um_directory_get_complete (const UmDirectory *self, UmSet set);
const UmRelation *um_directory_get_absent (const UmDirectory *self, UmSet set);

char **um_directory_list_sites (const UmDirectory *self);
gboolean um_product_bears_key (const char *id, const char *key);
gboolean um_product_is_of_site (const char *id);

/* ---- folded text, for words. Name, e-mail and id of one row are one run in the arena, each ended
 * by '\0', rows ascending: scan with memmem (), not strstr () ---- */
char *um_text_fold (const char *text);
char *um_text_fold_case (const char *text);
const char *
um_directory_get_folded (const UmDirectory *self, guint row, UmColumn column, gsize *length);
const char *um_directory_get_folded_arena (const UmDirectory *self, gsize *length);
const guint32 *um_directory_get_folded_starts (const UmDirectory *self);
guint um_directory_get_folded_row (const UmDirectory *self, gsize offset);

/* ---- from one generation to another ---- */
UmDirectory *
um_directory_apply (UmDirectory *self, const UmMembershipChange *changes, guint n_changes);
UmDirectory *
um_directory_apply_statuses (UmDirectory *self, const UmStatusChange *changes, guint n_changes);
UmBitset *
um_directory_map_rows (UmDirectory *from, UmDirectory *to, UmBitset *rows, GPtrArray *vanished);

/* ---- the builder: one thread ---- */
UmDirectoryBuilder *um_directory_builder_new (void);
UmDirectoryBuilder *um_directory_builder_new_from (const UmDirectory *directory);
void um_directory_builder_free (UmDirectoryBuilder *self);
guint um_directory_builder_add_user (UmDirectoryBuilder *self, const UmUser *user);
guint um_directory_builder_add_thing (UmDirectoryBuilder *self, UmSet set, const UmThing *thing);
void um_directory_builder_add_member (UmDirectoryBuilder *self, UmSet set, guint thing, guint row);
void um_directory_builder_clear_members (UmDirectoryBuilder *self, UmSet set, guint thing);
void
um_directory_builder_add_login (UmDirectoryBuilder *self, guint product, guint row, gint64 seconds);
void um_directory_builder_tell_logins (UmDirectoryBuilder *self, guint row, gboolean told);
void um_directory_builder_copy_logins (UmDirectoryBuilder *self,
                                       const UmDirectory *from,
                                       const guint32 *map);
void um_directory_builder_begin_row (UmDirectoryBuilder *self, UmSet set, guint row);
guint um_directory_builder_find (UmDirectoryBuilder *self, const char *account_id);
guint um_directory_builder_get_n_rows (UmDirectoryBuilder *self);
void
um_directory_builder_set_read (UmDirectoryBuilder *self, gint64 users_read, gint64 members_read);
UmDirectory *um_directory_builder_end (UmDirectoryBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDirectory, um_directory_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDirectoryBuilder, um_directory_builder_free)

G_END_DECLS
