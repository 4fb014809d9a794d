/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that gives a managed account another e-mail address, which ends all its sessions
 * (ATLASSIAN.md §14). Before and after are the addresses. */
#include "um-step-kind-private.h"

#include "um-email.h"

static void
set_async (UmConnection *connection,
           const UmRunEntry *entry,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  um_org_set_email_async (um_connection_get_org (connection), entry->account_id, entry->after,
                          cancellable, callback, user_data);
}

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  um_org_get_profile_async (um_connection_get_org (connection), entry->account_id, cancellable,
                            callback, user_data);
}

/* Atlassian may write an address in other letters than it was given. A third one is rare enough to
 * be kept for good. */
static const char *
find_word (const UmRunEntry *entry, const char *email)
{
  if (email == NULL)
    return NULL;
  if (entry->after != NULL && um_email_equal (email, entry->after))
    return entry->after;
  if (entry->before != NULL && um_email_equal (email, entry->before))
    return entry->before;
  return g_intern_string (email);
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  g_autoptr (UmOrgUser)
    user = um_org_get_profile_finish (um_connection_get_org (connection), result, error);

  if (user == NULL)
    return FALSE;
  *finding = um_step_judge (entry, find_word (entry, user->email));
  return TRUE;
}

static guint
invert (const UmRunEntry *entry, UmStepInverse *inverses)
{
  return um_step_invert (entry, UM_STEP_EMAIL_SET, inverses);
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  UmUser user;

  *gone = FALSE;
  um_directory_get_user (directory, row, &user);
  *finding = um_step_judge (entry, find_word (entry, user.email));
}

const UmStepKindInfo um_step_email_set = {
  .kind = UM_STEP_EMAIL_SET,
  .repeatable = TRUE,
  .unproven = TRUE, /* §12: what else another address changes */
  .when_gone = UM_STEP_DID_NOT,
  .privilege = "email.set",
  .perform_async = set_async,
  .perform_finish = um_step_finish_org_change,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert,
  .look_up = look_up,
};
