/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who is to be invited. A value of the input "people" is such a person as a text: the
 * e-mail address, and where the list named products or groups for this person, a blank and a JSON
 * object of two arrays behind it: {"products":["jira-software"],"groups":["…"]}. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *address;       /* in lower case */
  GPtrArray *products; /* of char *: keys; beside those for all */
  GPtrArray *groups;   /* of char *: ids; beside those for all */
} UmInvitee;

/**
 * um_invitee_dup_address:
 * @text: what somebody typed
 *
 * Returns: (transfer full) (nullable): it in lower case, or %NULL where no mail could be sent there
 */
char *um_invitee_dup_address (const char *text);

/** um_invitee_new: @address: as of um_invitee_dup_address (). */
UmInvitee *um_invitee_new (const char *address);
void um_invitee_free (UmInvitee *self);

/** um_invitee_add: adds @value to @values (products or groups) where it isn't there. */
void um_invitee_add (GPtrArray *values, const char *value);

/** um_invitee_print: Returns: (transfer full): the person as a text */
char *um_invitee_print (const UmInvitee *self);

/** um_invitee_parse: Returns: (transfer full) (nullable): %NULL where @text isn't such a text */
UmInvitee *um_invitee_parse (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmInvitee, um_invitee_free)

G_END_DECLS
