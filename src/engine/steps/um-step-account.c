/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps on a managed account itself, everywhere at Atlassian: deactivated and activated, deleted
 * and kept after all (ATLASSIAN.md §9, §10). A second time Atlassian says that it stands so. */
#include "um-step-kind-private.h"

#include "um-enums.h"

#define ENABLEMENT "lifecycle.enablement"
#define DELETION   "lifecycle.delete"

static void
enable_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  um_org_enable_account_async (um_connection_get_org (connection), entry->account_id, cancellable,
                               callback, user_data);
}

/* Its argument is what the user is told. */
static void
disable_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  um_org_disable_account_async (um_connection_get_org (connection), entry->account_id,
                                entry->argument, cancellable, callback, user_data);
}

static void
delete_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  um_org_delete_account_async (um_connection_get_org (connection), entry->account_id, cancellable,
                               callback, user_data);
}

static void
cancel_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  um_org_cancel_deletion_async (um_connection_get_org (connection), entry->account_id, cancellable,
                                callback, user_data);
}

/* A search tells of deletions, which a profile doesn't. */
static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  um_step_read_user_async (um_connection_get_org (connection), UM_ORG_ALL_DIRECTORIES,
                           entry->account_id, cancellable, callback, user_data);
}

/* That of the account, whatever his access to directories. (nullable) */
static const char *
get_word (UmUserStatus status)
{
  switch (status)
    {
    case UM_STATUS_ACTIVE:
    case UM_STATUS_SUSPENDED:
    case UM_STATUS_NO_ACCESS:
      return um_user_status_to_nick (UM_STATUS_ACTIVE);

    case UM_STATUS_DEACTIVATED:
    case UM_STATUS_DELETED:
      return um_user_status_to_nick (status);

    default:
      return NULL;
    }
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
  *finding = um_step_judge (entry, get_word (user->status));
  return TRUE;
}

static guint
invert_enablement (const UmRunEntry *entry, UmStepInverse *inverses)
{
  return um_step_invert (
    entry, entry->kind == UM_STEP_ACCOUNT_ENABLE ? UM_STEP_ACCOUNT_DISABLE : UM_STEP_ACCOUNT_ENABLE,
    inverses);
}

static guint
invert_cancellation (const UmRunEntry *entry, UmStepInverse *inverses)
{
  return um_step_invert (entry, UM_STEP_ACCOUNT_DELETE, inverses);
}

/* Keeping an account activates it, whatever it was before (ATLASSIAN.md §10). */
static guint
invert_deletion (const UmRunEntry *entry, UmStepInverse *inverses)
{
  const char *active = um_user_status_to_nick (UM_STATUS_ACTIVE);
  guint n = um_step_invert (entry, UM_STEP_ACCOUNT_CANCEL_DELETE, inverses);

  if (n == 0 || g_strcmp0 (entry->before, active) == 0)
    return n;
  inverses[0].after = active;
  inverses[1] =
    (UmStepInverse){ .kind = UM_STEP_ACCOUNT_DISABLE, .before = active, .after = entry->before };
  return 2;
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  *gone = FALSE;
  *finding = um_step_judge (entry, get_word (um_directory_get_status (directory, row)));
}

const UmStepKindInfo um_step_account_enable = {
  .kind = UM_STEP_ACCOUNT_ENABLE,
  .repeatable = TRUE,
  .unproven = TRUE, /* §9: what deactivation leaves comes back */
  .changed_from = "deactivated",
  .when_gone = UM_STEP_DID_NOT,
  .privilege = ENABLEMENT,
  .perform_async = enable_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert_enablement,
  .look_up = look_up,
};

const UmStepKindInfo um_step_account_disable = {
  .kind = UM_STEP_ACCOUNT_DISABLE,
  .repeatable = TRUE,
  .unproven = TRUE, /* §9: memberships seem to stay */
  .changed_from = "active",
  .when_gone = UM_STEP_STANDS,
  .privilege = ENABLEMENT,
  .perform_async = disable_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert_enablement,
  .look_up = look_up,
};

const UmStepKindInfo um_step_account_delete = {
  .kind = UM_STEP_ACCOUNT_DELETE,
  .repeatable = TRUE,
  .when_gone = UM_STEP_STANDS,
  .privilege = DELETION,
  .perform_async = delete_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert_deletion,
  .look_up = look_up,
};

const UmStepKindInfo um_step_account_cancel_delete = {
  .kind = UM_STEP_ACCOUNT_CANCEL_DELETE,
  .repeatable = TRUE,
  .changed_from = "deleted",
  .when_gone = UM_STEP_DID_NOT,
  .privilege = DELETION,
  .perform_async = cancel_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert_cancellation,
  .look_up = look_up,
};
