/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that suspend a user's access to a directory of an organisation, or restore it (ATLASSIAN.md
 * §9). The directory is the step's place; groups and roles are kept. */
#include "um-step-kind-private.h"

#include "um-enums.h"

static void
suspend_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  um_org_suspend_async (um_connection_get_org (connection), entry->place, entry->account_id,
                        cancellable, callback, user_data);
}

static void
restore_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  um_org_restore_async (um_connection_get_org (connection), entry->place, entry->account_id,
                        cancellable, callback, user_data);
}

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  um_step_read_user_async (um_connection_get_org (connection), entry->place, entry->account_id,
                           cancellable, callback, user_data);
}

static UmStepFinding
judge (const UmRunEntry *entry, UmTruth suspended)
{
  if (suspended == UM_UNKNOWN)
    return um_step_judge (entry, NULL);
  return um_step_judge (
    entry, um_user_status_to_nick (suspended == UM_YES ? UM_STATUS_SUSPENDED : UM_STATUS_ACTIVE));
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  g_autoptr (UmOrgUser)
    user = um_step_read_user_finish (um_connection_get_org (connection), result, error);

  if (user == NULL)
    return FALSE;
  *finding = judge (entry, um_org_user_is_suspended (user));
  return TRUE;
}

static guint
invert (const UmRunEntry *entry, UmStepInverse *inverses)
{
  return um_step_invert (
    entry, entry->kind == UM_STEP_ACCESS_SUSPEND ? UM_STEP_ACCESS_RESTORE : UM_STEP_ACCESS_SUSPEND,
    inverses);
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  guint place = um_directory_find_thing (directory, UM_SET_DIRECTORIES, entry->place);
  guint thing = um_directory_find_thing (directory, UM_SET_SUSPENSIONS, entry->place);

  *gone = place == UM_NO_ROW;
  if (*gone)
    finding->verdict = um_step_kind_find (entry->kind)->when_gone;
  /* Who has left the directory isn't suspended there, nor is he anything else. */
  else if (um_directory_is_member (directory, UM_SET_DIRECTORIES, place, row) == UM_YES
           && thing != UM_NO_ROW)
    *finding = judge (entry, um_directory_is_member (directory, UM_SET_SUSPENSIONS, thing, row));
}

const UmStepKindInfo um_step_access_suspend = {
  .kind = UM_STEP_ACCESS_SUSPEND,
  .repeatable = TRUE,
  .changed_from = "active",
  .when_gone = UM_STEP_STANDS,
  .perform_async = suspend_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert,
  .look_up = look_up,
};

const UmStepKindInfo um_step_access_restore = {
  .kind = UM_STEP_ACCESS_RESTORE,
  .repeatable = TRUE,
  .changed_from = "suspended",
  .when_gone = UM_STEP_DID_NOT,
  .perform_async = restore_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert,
  .look_up = look_up,
};
