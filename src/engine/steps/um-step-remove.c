/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that takes a user out of a directory of an organisation, its place, or off a site, which
 * has no places (ATLASSIAN.md §10). Groups and roles go with it; what they were is the step's
 * argument. Where that also says where else the user has to stand, he is read there right before,
 * each time that it is sent, and stays where he doesn't. */
#include "um-step-kind-private.h"

#include "um-atlassian-error.h"
#include "um-enums.h"
#include "um-jira-accounts.h"
#include "um-step-standing-private.h"

typedef struct
{
  char *place;
  char *account_id;
  gboolean changed;
  UmReply *reply; /* (nullable) */
} Removal;

static void
removal_free (gpointer data)
{
  Removal *self = data;

  g_free (self->place);
  g_free (self->account_id);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self);
}

/* ---- removing ---- */

static void
return_change (GTask *task, gboolean good, UmChange change, GError *error)
{
  Removal *removal = g_task_get_task_data (task);

  removal->changed = good && change == UM_CHANGE_DONE;
  if (good)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
org_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Removal *removal = g_task_get_task_data (task);
  UmChange change = UM_CHANGE_ALREADY_SO;
  GError *error = NULL;
  gboolean good = um_org_change_finish (UM_ORG (source), result, &change, &removal->reply, &error);

  return_change (task, good, change, error);
}

static void
jira_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Removal *removal = g_task_get_task_data (task);
  UmChange change = UM_CHANGE_ALREADY_SO;
  GError *error = NULL;
  gboolean good = um_jira_remove_user_finish (UM_JIRA (source), result, &change, &removal->reply,
                                              &error);

  return_change (task, good, change, error);
}

static void
remove_from_org (GTask *task, UmOrg *org)
{
  const Removal *removal = g_task_get_task_data (task);

  um_org_remove_user_async (org, removal->place, removal->account_id, g_task_get_cancellable (task),
                            org_cb, g_object_ref (task));
}

static void
stand_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_step_stand_finish (result, NULL, &error))
    remove_from_org (task, g_task_get_source_object (task));
  else
    g_task_return_error (task, error);
}

/* The task's source is what is asked. */
static void
remove_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);
  UmJira *jira = um_connection_get_jira (connection);
  g_autoptr (GTask) task = g_task_new (org != NULL ? (gpointer) org : (gpointer) jira, cancellable,
                                       callback, user_data);
  Removal *removal = g_new0 (Removal, 1);
  UmStanding *standing = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, remove_async);
  /* An answer that came is worth more than that nobody waits for it. */
  g_task_set_check_cancellable (task, FALSE);
  removal->place = g_strdup (entry->place);
  removal->account_id = g_strdup (entry->account_id);
  g_task_set_task_data (task, removal, removal_free);
  if (!um_standing_parse (entry->argument, &standing, &error))
    g_task_return_error (task, error);
  else if (org == NULL)
    um_jira_remove_user_async (jira, entry->account_id, cancellable, jira_cb, g_object_ref (task));
  else if (standing == NULL)
    remove_from_org (task, org);
  else
    um_step_stand_async (org, entry->account_id, standing, FALSE, cancellable, stand_cb,
                         g_object_ref (task));
}

static gboolean
remove_finish (UmConnection *connection,
               GAsyncResult *result,
               gboolean *changed,
               UmReply **reply,
               GError **error)
{
  Removal *removal = g_task_get_task_data (G_TASK (result));

  *changed = removal->changed;
  *reply = g_steal_pointer (&removal->reply);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* ---- whether he is out ---- */

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
