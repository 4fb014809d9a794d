/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user of an organisation as he is now, for steps that ask whether they took effect. Main
 * thread; no state. */
#include "um-step-kind-private.h"

#include "um-atlassian-error.h"

void
um_step_read_user_async (UmOrg *org,
                         const char *directory_id,
                         const char *account_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  const char *ids[] = { account_id, NULL };
  UmOrgUserQuery query = { .account_ids = ids, .expand = UM_ORG_EXPAND_GROUPS };

  um_org_search_users_async (org, directory_id, &query, NULL, cancellable, callback, user_data);
}

UmOrgUser *
um_step_read_user_finish (UmOrg *org, GAsyncResult *result, GError **error)
{
  g_autoptr (UmOrgPage) page = um_org_list_finish (org, result, error);

  if (page == NULL)
    return NULL;
  if (page->items->len > 0)
    return g_ptr_array_steal_index (page->items, 0);
  g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND,
                       "the directory has no such user");
  return NULL;
}

void
um_step_ask_user_async (UmConnection *connection,
                        const UmRunEntry *entry,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);

  if (org != NULL)
    um_step_read_user_async (org, entry->place, entry->account_id, cancellable, callback,
                             user_data);
  else
    um_jira_get_user_async (um_connection_get_jira (connection), entry->account_id, cancellable,
                            callback, user_data);
}
