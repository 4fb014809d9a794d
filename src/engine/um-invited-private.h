/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The people of an action that invites, looked up once for a plan: who of them the directory has
 * already, and which groups of it theirs are. Looks at nothing but its arguments: any thread. */
#pragma once

#include "um-directory.h"
#include "um-invitee.h"
#include "um-plan.h"

G_BEGIN_DECLS

typedef struct
{
  UmInvitee *invitee;
  guint row; /* who has the address in the directory; UM_NO_ROW: nobody who is known */
} UmInvited;

/**
 * um_invited_prepare:
 * @asked: an action with the input "people"
 * @directory: what is known of the source's users
 * @strict: whether a product or group that isn't there is an error
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type utf8 UmInvited): the people by address; who is
 *   named twice gets what both name. %NULL with %UM_PROBLEM: PLAN_BAD_MEMBER, NO_SUCH_PRODUCT,
 *   NO_SUCH_GROUP
 */
GHashTable *um_invited_prepare (const UmPlanAction *asked,
                                UmDirectory *directory,
                                gboolean strict,
                                GError **error);

/** um_invited_get_row: Returns: the row of who has @address; %UM_NO_ROW also where nobody of that
 * address is in @people (nullable) */
guint um_invited_get_row (GHashTable *people, const char *address);

G_END_DECLS
