/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that make a user a member of a group, or none any more (ATLASSIAN.md §7). Doing one twice
 * changes nothing more: Atlassian says that it stands so already. An organisation's group is in a
 * directory, the step's place. */
#include "um-step-kind-private.h"

#include "um-atlassian-error.h"

#include <string.h>

static void
add_async (UmConnection *connection,
           const UmRunEntry *entry,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);

  if (org != NULL)
    um_org_add_member_async (org, entry->place, entry->target, entry->account_id, cancellable,
                             callback, user_data);
  else
    um_jira_add_member_async (um_connection_get_jira (connection), entry->target, entry->account_id,
                              cancellable, callback, user_data);
}

static gboolean
add_finish (UmConnection *connection,
            GAsyncResult *result,
            gboolean *changed,
            UmReply **reply,
            GError **error)
{
  UmOrg *org = um_connection_get_org (connection);
  UmChange change;

  if (org != NULL ? !um_org_change_finish (org, result, &change, reply, error)
                  : !um_jira_add_member_finish (um_connection_get_jira (connection), result,
                                                &change, reply, error))
    return FALSE;
  *changed = change == UM_CHANGE_DONE;
  return TRUE;
}

static void
remove_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);

  if (org != NULL)
    um_org_remove_member_async (org, entry->place, entry->target, entry->account_id, cancellable,
                                callback, user_data);
  else
    um_jira_remove_member_async (um_connection_get_jira (connection), entry->target,
                                 entry->account_id, cancellable, callback, user_data);
}

static gboolean
remove_finish (UmConnection *connection,
               GAsyncResult *result,
               gboolean *changed,
               UmReply **reply,
               GError **error)
{
  UmOrg *org = um_connection_get_org (connection);
  UmChange change;

  if (org != NULL ? !um_org_change_finish (org, result, &change, reply, error)
                  : !um_jira_remove_member_finish (um_connection_get_jira (connection), result,
                                                   &change, reply, error))
    return FALSE;
  *changed = change == UM_CHANGE_DONE;
  return TRUE;
}

static gboolean
has_group (GPtrArray *groups, const char *id)
{
  for (guint i = 0; i < groups->len; i++)
    if (g_strcmp0 (((const UmJiraGroup *) g_ptr_array_index (groups, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
has_membership (const UmOrgUser *user, const char *id)
{
  for (guint i = 0; i < user->groups->len; i++)
    if (g_strcmp0 (g_array_index (user->groups, UmOrgMembership, i).id, id) == 0)
      return TRUE;
  return FALSE;
}

static UmStepFinding
judge (const UmRunEntry *entry, UmTruth member)
{
  if (member == UM_UNKNOWN)
    return um_step_judge (entry, NULL);
  return um_step_judge (entry, member == UM_YES ? UM_MEMBER : UM_NOT_MEMBER);
}

static gboolean
verify_org_finish (
  UmOrg *org, GAsyncResult *result, const UmRunEntry *entry, UmStepFinding *finding, GError **error)
{
  g_autoptr (UmOrgUser) user = um_step_read_user_finish (org, result, error);

  if (user == NULL)
    return FALSE;
  *finding = judge (entry, user->groups == NULL                   ? UM_UNKNOWN
                           : has_membership (user, entry->target) ? UM_YES
                                                                  : UM_NO);
  return TRUE;
}

static gboolean
verify_jira_finish (UmJira *jira,
                    GAsyncResult *result,
                    const UmRunEntry *entry,
                    UmStepFinding *finding,
                    GError **error)
{
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (UmJiraUser) user = um_jira_get_user_finish (jira, result, &groups, error);

  if (user == NULL)
    return FALSE;
  *finding = judge (entry, groups == NULL                      ? UM_UNKNOWN
                           : has_group (groups, entry->target) ? UM_YES
                                                               : UM_NO);
  return TRUE;
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  UmOrg *org = um_connection_get_org (connection);

  if (org != NULL)
    return verify_org_finish (org, result, entry, finding, error);
  return verify_jira_finish (um_connection_get_jira (connection), result, entry, finding, error);
}

static void
find_async (UmConnection *connection,
            const UmRunEntry *entry,
            GCancellable *cancellable,
            GAsyncReadyCallback callback,
            gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);
  const char *ids[] = { entry->target, NULL };
  UmOrgGroupQuery query = { .group_ids = ids };

  if (org != NULL)
    um_org_search_groups_async (org, entry->place, &query, NULL, cancellable, callback, user_data);
  else
    um_jira_list_members_async (um_connection_get_jira (connection), entry->target, 0, cancellable,
                                callback, user_data);
}

static gboolean
find_org_finish (UmOrg *org, GAsyncResult *result, GError **error)
{
  g_autoptr (UmOrgPage) page = um_org_list_finish (org, result, error);

  if (page == NULL)
    return FALSE;
  if (page->items->len > 0)
    return TRUE;
  g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND,
                       "the directory has no such group");
  return FALSE;
}

static gboolean
find_finish (UmConnection *connection, GAsyncResult *result, GError **error)
{
  UmOrg *org = um_connection_get_org (connection);
  g_autoptr (UmJiraPage) page = NULL;

  if (org != NULL)
    return find_org_finish (org, result, error);
  page = um_jira_list_members_finish (um_connection_get_jira (connection), result, error);
  return page != NULL;
}

/* An organisation has a code for it; a site says it in words that aren't documented (ATLASSIAN.md
 * §7 [?]), and refuses in the same way whoever may not change groups at all. */
static gboolean
is_barred (const UmReply *reply)
{
  static const char *const words[] = { "external directory", "externally managed", "synced",
                                       "synchroni",          "identity provider",  "scim",
                                       "user provisioning" };
  g_autofree char *message = NULL;

  if (reply->status != 400 && reply->status != 403)
    return FALSE;
  if (g_strcmp0 (reply->code, "ADMIN-403-5") == 0)
    return TRUE;
  message = g_utf8_casefold (reply->message != NULL ? reply->message : "", -1);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (message, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static const char *
get_overlap (const UmRunEntry *entry)
{
  return entry->target;
}

static guint
invert (const UmRunEntry *entry, UmStepInverse *inverses)
{
  return um_step_invert (
    entry, entry->kind == UM_STEP_GROUP_ADD ? UM_STEP_GROUP_REMOVE : UM_STEP_GROUP_ADD, inverses);
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  guint thing = um_directory_find_thing (directory, UM_SET_GROUPS, entry->target);

  *gone = thing == UM_NO_ROW;
  if (*gone)
    finding->verdict = um_step_kind_find (entry->kind)->when_gone;
  else
    *finding = judge (entry, um_directory_is_member (directory, UM_SET_GROUPS, thing, row));
}

const UmStepKindInfo um_step_group_add = {
  .kind = UM_STEP_GROUP_ADD,
  .repeatable = TRUE,
  .changed_from = UM_NOT_MEMBER,
  .when_gone = UM_STEP_DID_NOT,
  .perform_async = add_async,
  .perform_finish = add_finish,
  .verify_async = um_step_ask_user_async,
  .verify_finish = verify_finish,
  .find_async = find_async,
  .find_finish = find_finish,
  .is_barred = is_barred,
  .get_overlap = get_overlap,
  .invert = invert,
  .look_up = look_up,
};

const UmStepKindInfo um_step_group_remove = {
  .kind = UM_STEP_GROUP_REMOVE,
  .repeatable = TRUE,
  .changed_from = UM_MEMBER,
  .when_gone = UM_STEP_STANDS,
  .perform_async = remove_async,
  .perform_finish = remove_finish,
  .verify_async = um_step_ask_user_async,
  .verify_finish = verify_finish,
  .find_async = find_async,
  .find_finish = find_finish,
  .is_barred = is_barred,
  .get_overlap = get_overlap,
  .invert = invert,
  .look_up = look_up,
};
