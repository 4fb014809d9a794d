/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of people who are to be invited: rows of an e-mail address and, where the list has columns
 * for them, the products and groups that this person is invited to. */
#pragma once

#include "um-import.h"
#include "um-invitee.h"

G_BEGIN_DECLS

typedef struct _UmImportPeople UmImportPeople;

/* A row of the list, or one address of a row that has several. Texts live as long as the list. */
typedef struct
{
  UmPersonState state;
  guint line;         /* on which it begins, from 1 */
  const char *text;   /* what stands for the person */
  const char *detail; /* (nullable): the product or group that there isn't, or isn't only one of */
  guint row;          /* of the directory: who has the address already; UM_NO_ROW: nobody known */
} UmPersonRow;

/**
 * um_import_people_read_async:
 * @state: a source whose users are loaded
 * @input: the file, or the text
 *
 * Reads such a list on a worker, in all the spellings of um_import_read_async (). The address is in
 * the column that has most of them; a cell with nothing but addresses names several people.
 * Products and groups are in the columns that are called so, or else in those that name some; a
 * cell may name several, between semicolons, commas or line ends.
 */
void um_import_people_read_async (UmSourceState *state,
                                  const UmImportInput *input,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/**
 * um_import_people_read_finish:
 * @error: those of um_import_read_finish (); IMPORT_NO_ADDRESSES
 *
 * Returns: (transfer full): what was read, for the main thread; it doesn't change
 */
UmImportPeople *um_import_people_read_finish (GAsyncResult *result, GError **error);
void um_import_people_free (UmImportPeople *self);

/** um_import_people_get_info: Returns: (transfer none): its numbers */
const UmPeopleInfo *um_import_people_get_info (const UmImportPeople *self);
/** um_import_people_get_n: Returns: how many rows hold something, without the header */
guint um_import_people_get_n (const UmImportPeople *self);
/** um_import_people_get: @position: from 0, in the order of the file. @row: (out) */
void um_import_people_get (const UmImportPeople *self, guint position, UmPersonRow *row);

/** um_import_people_list_addresses: Returns: (transfer full) (element-type utf8): of all who can be
 * invited, each once: the users of a plan */
GPtrArray *um_import_people_list_addresses (const UmImportPeople *self);
/** um_import_people_dup_texts: Returns: (transfer full): the same people with what each gets: the
 * values of the input "people" */
char **um_import_people_dup_texts (const UmImportPeople *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmImportPeople, um_import_people_free)

G_END_DECLS
