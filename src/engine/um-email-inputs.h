/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the action "change-email" is told: a rule (the domain that is left, and the one that takes
 * its place), or for each account its new address. Both stand in the plan, so that it needs no
 * other file. */
#pragma once

#include "um-import-pairs.h"

G_BEGIN_DECLS

/**
 * um_email_inputs_pack_rule:
 * @from: a domain; blanks around it and a leading "@" don't count
 * @to: the domain that takes its place
 *
 * Returns: (transfer floating) (nullable): a{sas}; %NULL with %UM_PROBLEM: EMAIL_RULE_BAD,
 *   EMAIL_RULE_SAME
 */
GVariant *um_email_inputs_pack_rule (const char *from, const char *to, GError **error);

/** um_email_inputs_want: has @options look for new addresses: one a user. */
void um_email_inputs_want (UmPairsOptions *options);

/**
 * um_email_inputs_pack_pairs:
 * @pairs: read with the options of um_email_inputs_want ()
 * @account_ids: (element-type utf8): the users of the plan; the others in @pairs stay out of it
 *
 * Returns: (transfer floating): a{sas}
 */
GVariant *um_email_inputs_pack_pairs (UmImportPairs *pairs, GPtrArray *account_ids);

G_END_DECLS
