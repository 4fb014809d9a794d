/* SPDX-License-Identifier: GPL-3.0-or-later */
/* E-mail addresses and their domains, as texts. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * um_email_is_valid:
 * @text: a text, trimmed
 *
 * Whether it can be the address of an account: one mailbox and a domain (RFC 5321, §4.1.2, without
 * quoted mailboxes and literal addresses, which accounts don't have; letters of any script, RFC
 * 6531).
 *
 * Returns: whether it can
 */
gboolean um_email_is_valid (const char *text);

/** um_email_is_domain: Returns: whether @text can be what stands behind the sign of an address: two
 * labels or more, of letters, digits and hyphens */
gboolean um_email_is_domain (const char *text);

/** um_email_get_domain: Returns: (transfer none) (nullable): what stands behind the last sign of
 * the address */
const char *um_email_get_domain (const char *email);

/** um_email_equal: whether two addresses, or domains, are the same but for case. */
gboolean um_email_equal (const char *a, const char *b);

/** um_email_move: Returns: (transfer full): the same mailbox in @domain; @email has a domain */
char *um_email_move (const char *email, const char *domain);

G_END_DECLS
