/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that takes a user out of a directory of an organisation, its place, or off a site, which
 * has no places (ATLASSIAN.md §10). Groups and roles go with it; what they were is the step's
 * argument. */
#include "um-step-kind-private.h"

#include "um-atlassian-error.h"
#include "um-enums.h"
#include "um-jira-accounts.h"

static void
remove_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);

  if (org != NULL)
    um_org_remove_user_async (org, entry->place, entry->account_id, cancellable, callback,
                              user_data);
  else
    um_jira_remove_user_async (um_connection_get_jira (connection), entry->account_id, cancellable,
                               callback, user_data);
}

static gboolean
remove_finish (UmConnection *connection,
               GAsyncResult *result,
               gboolean *changed,
               UmReply **reply,
               GError **error)
{
  UmChange change;

  if (um_connection_get_org (connection) != NULL)
    return um_step_finish_org_change (connection, result, changed, reply, error);
  if (!um_jira_remove_user_finish (um_connection_get_jira (connection), result, &change, reply,
                                   error))
    return FALSE;
  *changed = change == UM_CHANGE_DONE;
  return TRUE;
}

/* A site lists those whom it has lost: they are inactive, and in no group (ATLASSIAN.md §3). */
static UmUserStatus
judge_site (UmUserStatus status, gboolean has_groups)
{
  if (status == UM_STATUS_FORMER || (status == UM_STATUS_INACTIVE && !has_groups))
    return UM_STATUS_NO_ACCESS;
  return status;
}

static UmUserStatus
finish_org (UmOrg *org, GAsyncResult *result, GError **error)
{
  g_autoptr (UmOrgUser) user = um_step_read_user_finish (org, result, error);

  if (user == NULL)
    return UM_STATUS_UNKNOWN;
  return um_org_user_is_suspended (user) == UM_YES ? UM_STATUS_SUSPENDED : UM_STATUS_ACTIVE;
}

static UmUserStatus
finish_jira (UmJira *jira, GAsyncResult *result, GError **error)
{
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (UmJiraUser) user = um_jira_get_user_finish (jira, result, &groups, error);

  if (user == NULL)
    return UM_STATUS_UNKNOWN;
  return judge_site (user->status, groups == NULL || groups->len > 0);
}

/* Who isn't there any more is removed. */
static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  UmOrg *org = um_connection_get_org (connection);
  g_autoptr (GError) failure = NULL;
  UmUserStatus status = org != NULL
                          ? finish_org (org, result, &failure)
                          : finish_jira (um_connection_get_jira (connection), result, &failure);

  if (g_error_matches (failure, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    status = UM_STATUS_NO_ACCESS;
  else if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *finding = um_step_judge (entry,
                            status != UM_STATUS_UNKNOWN ? um_user_status_to_nick (status) : NULL);
  return TRUE;
}

static UmUserStatus
look_up_site (UmDirectory *directory, guint row)
{
  guint n_groups;

  um_relation_get_things (um_directory_get_relation (directory, UM_SET_GROUPS), row, &n_groups);
  return judge_site (um_directory_get_status (directory, row), n_groups > 0);
}

static UmUserStatus
look_up_place (UmDirectory *directory, guint row, guint place, guint suspension)
{
  if (um_directory_is_member (directory, UM_SET_DIRECTORIES, place, row) != UM_YES)
    return UM_STATUS_NO_ACCESS;
  if (suspension != UM_NO_ROW
      && um_directory_is_member (directory, UM_SET_SUSPENSIONS, suspension, row) == UM_YES)
    return UM_STATUS_SUSPENDED;
  return UM_STATUS_ACTIVE;
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  guint place;

  *gone = FALSE;
  if (entry->place == NULL)
    {
      *finding = um_step_judge (entry, um_user_status_to_nick (look_up_site (directory, row)));
      return;
    }
  place = um_directory_find_thing (directory, UM_SET_DIRECTORIES, entry->place);
  *gone = place == UM_NO_ROW;
  if (*gone)
    finding->verdict = UM_STEP_STANDS;
  else
    *finding = um_step_judge (
      entry, um_user_status_to_nick (look_up_place (
               directory, row, place,
               um_directory_find_thing (directory, UM_SET_SUSPENSIONS, entry->place))));
}

const UmStepKindInfo um_step_directory_remove = {
  .kind = UM_STEP_DIRECTORY_REMOVE,
  .repeatable = TRUE,
  .when_gone = UM_STEP_STANDS,
  .perform_async = remove_async,
  .perform_finish = remove_finish,
  .verify_async = um_step_ask_user_async,
  .verify_finish = verify_finish,
  .look_up = look_up,
};
