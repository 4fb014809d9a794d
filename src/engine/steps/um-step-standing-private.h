/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading back where a user stands, for the steps that depend on it. Main thread. */
#pragma once

#include "um-org.h"
#include "um-standing-private.h"

G_BEGIN_DECLS

/**
 * um_step_stand_async:
 * @standing: (transfer full): where he has to stand
 * @patient: whether he is read again, as um_step_search () has it, where he doesn't:
 *   Atlassian shows changes late (ATLASSIAN.md §19)
 *
 * Reads the user in that directory.
 */
void um_step_stand_async (UmOrg *org,
                          const char *account_id,
                          UmStanding *standing,
                          gboolean patient,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/** um_step_stand_finish: @user: (out) (optional) (nullable) (transfer none): as he was read, as
 * long as @result lives. Returns: %TRUE where he stands there; %UM_STEP_ERROR_NOT_READ_BACK where
 * he doesn't, or %UM_ATLASSIAN_ERROR. */
gboolean um_step_stand_finish (GAsyncResult *result, const UmOrgUser **user, GError **error);

G_END_DECLS
