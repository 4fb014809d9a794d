/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that brings somebody who has an account into another directory, its place: an
 * invitation by his address, the argument, to a group there, the target (ATLASSIAN.md §14). It is
 * sent once: after an unclear answer he is read there, and where he isn't found nobody can tell
 * whether he was invited. Atlassian sends him no mail. */
#include "um-step-standing-private.h"

#include "um-atlassian-error.h"
#include "um-enums.h"
#include "um-step-kind-private.h"

typedef struct
{
  char *account_id;
  UmReply *reply; /* (nullable) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_free (self->account_id);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self);
}

/* ---- the invitation ---- */

/* Atlassian's reason for the first thing that wasn't given. */
static const char *
find_reason (const UmOrgInvited *invited)
{
  for (guint i = 0; i < invited->grants->len; i++)
    {
      const UmOrgGrant *grant = &g_array_index (invited->grants, UmOrgGrant, i);

      if (!grant->good)
        return grant->reason != NULL ? grant->reason : "";
    }
  return "";
}

static gboolean
judge_answer (const Asking *asking, const UmOrgPage *page, GError **error)
{
  const UmOrgInvited *invited;

  if (page->items->len == 0)
    {
      g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                           "the answer doesn't say what became of the invitation");
      return FALSE;
    }
  invited = g_ptr_array_index (page->items, 0);
  if (!invited->good)
    g_set_error_literal (error, UM_STEP_ERROR, UM_STEP_ERROR_NOT_INVITED, find_reason (invited));
  else if (invited->account_id != NULL && *invited->account_id != '\0'
           && g_strcmp0 (invited->account_id, asking->account_id) != 0)
    g_set_error_literal (error, UM_STEP_ERROR, UM_STEP_ERROR_OTHER_ACCOUNT, invited->account_id);
  else
    return TRUE;
  return FALSE;
}

static void
invite_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage)
    page = um_org_invite_finish (UM_ORG (source), result, &asking->reply, &error);

  /* What isn't there is the group or the organisation; nothing was done. */
  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    error->code = UM_ATLASSIAN_ERROR_REFUSED;
  if (page == NULL || !judge_answer (asking, page, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
perform_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  const char *emails[] = { entry->argument, NULL };
  const char *groups[] = { entry->target, NULL };
  UmOrgInvitation invitation = { .emails = emails, .group_ids = groups };
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, perform_async);
  g_task_set_check_cancellable (task, FALSE);
  asking->account_id = g_strdup (entry->account_id);
  g_task_set_task_data (task, asking, asking_free);
  if (org == NULL || entry->argument == NULL || entry->target == NULL)
    g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED,
                             "nobody was invited: address or group are missing");
  else
    um_org_invite_async (org, &invitation, cancellable, invite_cb, g_object_ref (task));
}

static gboolean
perform_finish (UmConnection *connection,
                GAsyncResult *result,
                gboolean *changed,
                UmReply **reply,
                GError **error)
{
  Asking *asking = g_task_get_task_data (G_TASK (result));

  *reply = g_steal_pointer (&asking->reply);
  *changed = g_task_propagate_boolean (G_TASK (result), error);
  return *changed;
}

/* ---- whether he came ---- */

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);
  g_autoptr (UmStanding) standing = um_standing_new (entry->place);

  if (entry->target != NULL)
    um_standing_add_group (standing, entry->target, entry->target);
  um_step_stand_async (org, entry->account_id, g_steal_pointer (&standing),
                       entry->state == UM_STATE_SENT, cancellable, callback, user_data);
}

static const char *
get_word (gboolean stands, const UmOrgUser *user)
{
  if (stands)
    return um_user_status_to_nick (UM_STATUS_ACTIVE);
  if (user == NULL)
    return um_user_status_to_nick (UM_STATUS_NO_ACCESS);
  if (um_org_user_is_suspended (user) == UM_YES)
    return um_user_status_to_nick (UM_STATUS_SUSPENDED);
  return NULL;
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  const UmOrgUser *user;
  g_autoptr (GError) failure = NULL;
  gboolean stands = um_step_stand_finish (result, &user, &failure);

  if (failure != NULL && failure->domain != UM_STEP_ERROR)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *finding = um_step_judge (entry, get_word (stands, user));
  /* An invitation may be on its way, or wait for the user. */
  if (entry->state == UM_STATE_SENT && finding->verdict == UM_STEP_DID_NOT)
    finding->verdict = UM_STEP_CANT_TELL;
  return TRUE;
}

/* ---- what else there is to say ---- */

/* Conflicts are those of the group. */
static const char *
get_overlap (const UmRunEntry *entry)
{
  return entry->target;
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  guint place = um_directory_find_thing (directory, UM_SET_DIRECTORIES, entry->place);
  guint group = um_directory_find_thing (directory, UM_SET_GROUPS, entry->target);
  const char *word = NULL;

  *gone = place == UM_NO_ROW || group == UM_NO_ROW;
  if (*gone)
    {
      finding->verdict = UM_STEP_DID_NOT;
      return;
    }
  if (um_directory_is_member (directory, UM_SET_GROUPS, group, row) == UM_YES)
    word = um_user_status_to_nick (UM_STATUS_ACTIVE);
  else if (um_directory_is_member (directory, UM_SET_DIRECTORIES, place, row) == UM_NO)
    word = um_user_status_to_nick (UM_STATUS_NO_ACCESS);
  *finding = um_step_judge (entry, word);
}

const UmStepKindInfo um_step_directory_enter = {
  .kind = UM_STEP_DIRECTORY_ENTER,
  .unproven = TRUE, /* §12, §14: there is no move; what an invitation brings with it */
  .when_gone = UM_STEP_DID_NOT,
  .patient = TRUE,
  .perform_async = perform_async,
  .perform_finish = perform_finish,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .get_overlap = get_overlap,
  .look_up = look_up,
};
