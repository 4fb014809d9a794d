/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a user has to stand before he is removed from somewhere else: in a directory of the
 * organisation, active, with groups. It is part of the argument of the steps that prove it, so that
 * whoever carries one out later, after a crash too, has to prove it again. No thread of its own. */
#pragma once

#include "um-org-records.h"

G_BEGIN_DECLS

/* UM_STEP_ERROR: what answers that aren't errors of Atlassian's say against a step. The message is
 * what it is about: Atlassian's reason, or names of groups; it may be empty. */
#define UM_STEP_ERROR (um_step_error_quark ())
typedef enum
{
  UM_STEP_ERROR_NOT_INVITED,
  UM_STEP_ERROR_OTHER_ACCOUNT,
  UM_STEP_ERROR_NOT_READ_BACK,
} UmStepError;
GQuark um_step_error_quark (void);

typedef struct _UmStanding UmStanding;

/** um_standing_new: in the directory of this id, with no groups yet. */
UmStanding *um_standing_new (const char *directory_id);
void um_standing_free (UmStanding *self);

void um_standing_add_group (UmStanding *self, const char *id, const char *name);
const char *um_standing_get_directory (const UmStanding *self);
guint um_standing_get_n_groups (const UmStanding *self);
const char *um_standing_get_group (const UmStanding *self, guint index);

/** um_standing_write: as the member "stands" of the object that @builder is in. */
void um_standing_write (const UmStanding *self, JsonBuilder *builder);

/** um_standing_print: (transfer full): as an argument that holds nothing else. */
char *um_standing_print (const UmStanding *self);

/**
 * um_standing_parse:
 * @argument: (nullable): the argument of a step
 * @standing: (out) (nullable) (transfer full): what it asks for; %NULL where it asks for nothing
 *
 * Returns: %FALSE with %UM_STEP_ERROR_NOT_READ_BACK where it can't be read: nothing can be proven
 */
gboolean um_standing_parse (const char *argument, UmStanding **standing, GError **error);

/**
 * um_standing_judge:
 * @user: (nullable): the user as he was read in the directory, with his groups; %NULL: not there
 * @account_id: whom it is about
 *
 * Returns: %TRUE where all of it stands; else %FALSE with %UM_STEP_ERROR_NOT_READ_BACK
 */
gboolean um_standing_judge (const UmStanding *self,
                            const UmOrgUser *user,
                            const char *account_id,
                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmStanding, um_standing_free)

G_END_DECLS
