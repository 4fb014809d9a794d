/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source's users as a table: columns, memberships, orders. See HACKING.md, "the table". */
#pragma once

#include "um-bitset.h"
#include "um-relation.h"

G_BEGIN_DECLS

/* One user as it goes into a builder or comes out of a row. Text is borrowed. */
typedef struct
{
  const char  *account_id;
  const char  *name;
  const char  *email;       /* NULL: hidden or none */
  UmUserStatus status;
  UmUserType   type;
  UmTruth      managed;
  UmTruth      synced;
  gint64       last_login;  /* seconds, or UM_TIME_NEVER, UM_TIME_UNKNOWN */
  gint64       added;       /* seconds, or UM_TIME_UNKNOWN */
} UmUser;

/* ---- the table: immutable, atomically counted, any thread may read ---- */

UmDirectory *um_directory_ref            (UmDirectory       *self);
void         um_directory_unref          (UmDirectory       *self);
guint        um_directory_get_generation (const UmDirectory *self); /* unique in the process */
guint        um_directory_get_n_rows     (const UmDirectory *self);
gint64       um_directory_get_users_read (const UmDirectory *self); /* seconds; when users were read */
gint64       um_directory_get_members_read (const UmDirectory *self); /* or UM_TIME_UNKNOWN: not whole */

/* Fills @user with the row's values; the text lives as long as @self. */
void         um_directory_get_user       (const UmDirectory *self,
                                          guint              row,
                                          UmUser            *user);
const char  *um_directory_get_account_id (const UmDirectory *self,
                                          guint              row);
const char  *um_directory_get_name       (const UmDirectory *self,
                                          guint              row);
/* Single facts. */
UmUserStatus um_directory_get_status     (const UmDirectory *self,
                                          guint              row);
UmUserType   um_directory_get_user_type  (const UmDirectory *self,
                                          guint              row);
UmTruth      um_directory_get_managed    (const UmDirectory *self,
                                          guint              row);
UmTruth      um_directory_get_synced     (const UmDirectory *self,
                                          guint              row);
gint64       um_directory_get_last_login (const UmDirectory *self,
                                          guint              row);
gint64       um_directory_get_added      (const UmDirectory *self,
                                          guint              row);
/* Facts of all rows at once, for filters. */
typedef enum
{
  UM_FACT_STATUS,
  UM_FACT_TYPE,
  UM_FACT_MANAGED,
  UM_FACT_SYNCED,
} UmFact;

void         um_directory_add_by_fact    (const UmDirectory *self,
                                          UmFact             fact,
                                          guint              values,
                                          UmBitset          *rows);
void         um_directory_add_by_time    (const UmDirectory *self,
                                          UmColumn           column,
                                          gint64             first,
                                          gint64             last,
                                          UmBitset          *rows);
/* Row of an account id, or UM_NO_ROW. O(log n). */
guint        um_directory_find           (const UmDirectory *self,
                                          const char        *account_id);

/* Things of a set: groups, directories, products, roles. */
guint          um_directory_get_n_things (const UmDirectory *self,
                                          UmSet              set);
const UmThing *um_directory_get_thing    (const UmDirectory *self,
                                          UmSet              set,
                                          guint              thing);
/* Index by id, or UM_NO_ROW. */
guint          um_directory_find_thing   (const UmDirectory *self,
                                          UmSet              set,
                                          const char        *id);
/* Indices of the things that bear a name (folded, whole): several groups may share one.
 * Returns: (transfer full) (element-type guint32): empty where there is none. */
GArray        *um_directory_find_things_by_name (const UmDirectory *self,
                                                 UmSet              set,
                                                 const char        *name);
const UmRelation *um_directory_get_relation (const UmDirectory *self,
                                             UmSet              set);
/* All members of a set's thing as rows. (transfer full) */
UmBitset      *um_directory_get_members  (const UmDirectory *self,
                                          UmSet              set,
                                          guint              thing);
/* Whether this row's membership in the thing is known: the thing is known, or the row was read alone. */
UmTruth        um_directory_is_member    (const UmDirectory *self,
                                          UmSet              set,
                                          guint              thing,
                                          guint              row);
/* Rows whose things of this set are all known although some thing isn't (read alone); may be empty. */
const UmBitset *um_directory_get_complete (const UmDirectory *self,
                                           UmSet              set);

/* Rows in ascending order of a column, made once on first use, safe from any thread;
 * um_directory_prepare_orders () makes all (call it on a worker). The order is the locale's. */
const guint32 *um_directory_get_order    (UmDirectory *self,
                                          UmColumn     column);
gboolean       um_directory_has_order    (UmDirectory *self,
                                          UmColumn     column);
void           um_directory_prepare_orders (UmDirectory *self);

/* Folded text for word search: NFKD, marks off, casefolded. Name, e-mail and id of one row are one
 * run in the arena, each ended by '\0', rows ascending: scan with memmem (), not strstr (). */
char          *um_text_fold              (const char *text);
const char    *um_directory_get_folded   (const UmDirectory *self,
                                          guint              row,
                                          UmColumn           column,
                                          gsize             *length);
const char    *um_directory_get_folded_arena (const UmDirectory *self,
                                              gsize             *length);
/* Row that holds an offset of the folded arena. O(log n). */
guint          um_directory_get_folded_row (const UmDirectory *self,
                                            gsize              offset);
/* Where each row's run begins, and behind them where the last one ends: n_rows + 1 offsets. */
const guint32 *um_directory_get_folded_starts (const UmDirectory *self);

/* A new directory with memberships added or removed (outcomes laid over the snapshot).
 * Unknown account ids or things are ignored. Returns: (transfer full) */
typedef struct
{
  const char *account_id;
  UmSet       set;
  const char *thing_id;
  gboolean    member;
} UmMembershipChange;

UmDirectory   *um_directory_apply        (UmDirectory              *self,
                                          const UmMembershipChange *changes,
                                          guint                     n_changes);

/* The same accounts as rows of another directory. Ids that aren't there are copied to @vanished. */
UmBitset      *um_directory_map_rows     (UmDirectory *from,
                                          UmDirectory *to,
                                          UmBitset    *rows,
                                          GPtrArray   *vanished);

/* ---- the builder: one thread ---- */

UmDirectoryBuilder *um_directory_builder_new         (void);
/* Starts with all that @directory holds, for partial refreshes: later calls replace. */
UmDirectoryBuilder *um_directory_builder_new_from    (const UmDirectory  *directory);
void                um_directory_builder_free        (UmDirectoryBuilder *self);
/* Adds a user, or replaces the one of the same account id; returns its row. Text is copied, made valid
 * UTF-8, cut at 1 KiB; a nameless user stays nameless (""). */
guint               um_directory_builder_add_user    (UmDirectoryBuilder *self,
                                                      const UmUser       *user);
/* Adds or replaces a thing by id; returns its index. */
guint               um_directory_builder_add_thing   (UmDirectoryBuilder *self,
                                                      UmSet               set,
                                                      const UmThing      *thing);
/* Says that a row is in a thing. Twice is once. */
void                um_directory_builder_add_member  (UmDirectoryBuilder *self,
                                                      UmSet               set,
                                                      guint               thing,
                                                      guint               row);
/* Drops all members of a thing (before it is read again). */
void                um_directory_builder_clear_members (UmDirectoryBuilder *self,
                                                        UmSet               set,
                                                        guint               thing);
/* Says that a row's things of the set are all known: drops those it had, and marks it complete. */
void                um_directory_builder_begin_row   (UmDirectoryBuilder *self,
                                                      UmSet               set,
                                                      guint               row);
guint               um_directory_builder_find        (UmDirectoryBuilder *self,
                                                      const char         *account_id);
guint               um_directory_builder_get_n_rows  (UmDirectoryBuilder *self);
void                um_directory_builder_set_read    (UmDirectoryBuilder *self,
                                                      gint64              users_read,
                                                      gint64              members_read);
/* Frees the builder. Returns: (transfer full) */
UmDirectory        *um_directory_builder_end         (UmDirectoryBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDirectory, um_directory_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDirectoryBuilder, um_directory_builder_free)

G_END_DECLS
