/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In what a user is other than he was expected to be, as a text of codes that a journal can keep:
 * a line for each difference, the nick of a UmDifference and, behind a tab, its argument. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/**
 * um_user_difference_find:
 * @expected: a directory in which he is as he was to be
 * @found: one in which he is as he was read
 * @before: (nullable): one in which he is as he was before: what is still so isn't told
 * @account_id: of a user of @expected
 *
 * Compares the account, its address, directories, groups and roles. Products follow from these, and
 * show late (ATLASSIAN.md §19).
 *
 * Returns: (transfer full) (nullable): the lines; %NULL where there is no difference
 */
char *um_user_difference_find (UmDirectory *expected,
                               UmDirectory *found,
                               UmDirectory *before,
                               const char *account_id);

/**
 * um_user_difference_next:
 * @text: (inout): lines of um_user_difference_find (), or of a journal; what is behind the one that
 *   was read
 * @what: (out): the difference
 * @argument: (out) (transfer full): its argument, "" for none
 *
 * Lines that can't be read are passed over.
 *
 * Returns: whether there was one
 */
gboolean um_user_difference_next (const char **text, UmDifference *what, char **argument);

G_END_DECLS
