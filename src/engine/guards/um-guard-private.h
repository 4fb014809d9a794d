/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The guards of a plan (PRODUCT.md §6): who is left alone whatever was chosen. One file per guard
 * in this folder; um-guards.c lists them. */
#pragma once

#include "um-directory.h"
#include "um-plan.h"
#include "um-source.h"

G_BEGIN_DECLS

/* What a guard judges by. Borrowed. */
typedef struct
{
  UmPlan *plan;
  UmDirectory *directory;
  UmSource *source;
  gboolean takes_access; /* a step of the plan can take away what stands */
} UmGuardCase;

/* Static data. judge () skips users who would be touched, with the guard's reason; it finds a plan
 * in which no user is skipped for that reason. It keeps nothing between two calls. */
typedef struct
{
  UmSkip skip;
  void (*judge) (const UmGuardCase *judged);
} UmGuard;

extern const UmGuard um_guard_yourself;
extern const UmGuard um_guard_last_admin;

/**
 * um_guards_judge:
 * @plan: a plan made from @directory, or from one before it
 *
 * Takes back what guards said before and asks each again; also says anew whether the plan gives
 * administration, and whether it can be undone. Not for two threads at once.
 */
void um_guards_judge (UmPlan *plan, UmDirectory *directory, UmSource *source);

/** um_guards_is_reason: whether @skip is one of the guards' reasons. */
gboolean um_guards_is_reason (UmSkip skip);

/**
 * um_guard_find_admin_role:
 * @directory: a directory
 *
 * Returns: the role of UM_SET_ROLES that administers, or UM_NO_ROW. A site that is completed by its
 *   organisation has roles that it isn't told wholly: they are none of the site's, and stay when
 *   somebody is taken off it
 */
guint um_guard_find_admin_role (const UmDirectory *directory);

/**
 * um_guard_admins_new:
 * @directory: a directory
 *
 * The active people who are known to be members of an admin group or to have an organisation's
 * highest role: whoever can mend things when all others have lost their rights. An account of
 * unknown type counts as nobody.
 *
 * Returns: (transfer full): their rows
 */
UmBitset *um_guard_admins_new (UmDirectory *directory);

/** um_guard_ends_access: whether a step of this kind shuts its user out, from where he could act as
 * an admin; of one directory of several is enough. */
gboolean um_guard_ends_access (UmStepKind kind);

/**
 * um_guard_stops_being_admin:
 * @user: a user of a plan
 *
 * Whether the steps that will be done shut out an admin, or take him out of an admin group and no
 * other admin group is known to be left. What the plan gives at the same time doesn't count: it may
 * fail.
 */
gboolean um_guard_stops_being_admin (const UmPlanUser *user, UmDirectory *directory);

G_END_DECLS
