/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor of an Access source (ATLASSIAN.md §1, §2, §13): finds the organisation from the key,
 * sees that users can be read, whose account is its owner's, and whether the key has scopes: with
 * them it can only read. Main thread. */
#include "um-check-private.h"

#include <string.h>

/* Lifecycle of an account: what a key with scopes isn't told (ATLASSIAN.md §0, 2). */
static const char *const probed_privileges[] = { "lifecycle.enablement", NULL };

static UmOrg *
get_org (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);

  return um_connection_get_org (self->site);
}

/* ---- last: when keys expire; nice to know ---- */

static void
keys_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  for (guint i = 0; page != NULL && i < page->items->len; i++)
    {
      const UmOrgToken *token = page->items->pdata[i];
      UmCheckKey *key;

      if (token->revoked)
        continue;
      key = g_new0 (UmCheckKey, 1);
      key->label = g_strdup (token->label);
      key->expires = token->expires;
      g_ptr_array_add (self->keys, key);
    }
  um_check_set_right (self, UM_RIGHT_READ_KEYS, page != NULL ? UM_YES : UM_NO, NULL);
  um_check_succeed (task);
}

/* ---- whether the key has scopes ---- */

static void
end_probe (GTask *task, UmTruth manages)
{
  UmCheck *self = g_task_get_source_object (task);

  um_check_set_right (self, UM_RIGHT_CHANGE_ACCESS, manages, NULL);
  um_check_set_right (self, UM_RIGHT_MANAGE_ACCOUNTS, manages, NULL);
  um_check_set_changes (self, manages);
  um_org_list_keys_async (get_org (task), NULL, g_task_get_cancellable (task), keys_cb,
                          g_object_ref (task));
}

static void
permissions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPermissions)
    permissions = um_org_get_permissions_finish (UM_ORG (source), result, NULL, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  if (permissions != NULL)
    end_probe (task, UM_YES);
  else if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_SCOPE))
    end_probe (task, UM_NO);
  else
    end_probe (task, UM_UNKNOWN);
}

static void
probe (GTask *task, const char *account_id)
{
  um_org_get_permissions_async (get_org (task), account_id, probed_privileges,
                                g_task_get_cancellable (task), permissions_cb, g_object_ref (task));
}

/* Any account that the organisation manages will do. */
static void
managed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (um_check_return_if_cancelled (task, &error))
    return;
  if (page != NULL && page->items->len > 0)
    probe (task, ((const UmOrgUser *) page->items->pdata[0])->account_id);
  else
    end_probe (task, UM_UNKNOWN);
}

/* ---- whose key it is ---- */

static void
find_managed (GTask *task)
{
  um_org_list_managed_async (get_org (task), NULL, g_task_get_cancellable (task), managed_cb,
                             g_object_ref (task));
}

static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);
  const UmOrgUser *owner;

  if (um_check_return_if_cancelled (task, &error))
    return;
  g_clear_pointer (&self->source->account_id, g_free);
  if (page == NULL || page->items->len == 0)
    {
      um_check_set_right (self, UM_RIGHT_OWNER, UM_NO, page != NULL ? self->source->email : NULL);
      find_managed (task);
      return;
    }
  owner = page->items->pdata[0];
  self->source->account_id = g_strdup (owner->account_id);
  um_check_set_right (self, UM_RIGHT_OWNER, UM_YES, owner->name);
  if (owner->managed == UM_YES)
    probe (task, owner->account_id);
  else
    find_managed (task);
}

static gboolean
is_typed (const char *email)
{
  return email != NULL && *email != '\0';
}

/* A person who has a key of a site of the organisation and one of the organisation itself. */
static void
take_linked_owner (UmCheck *self)
{
  guint n_sources = self->sources != NULL ? g_list_model_get_n_items (self->sources) : 0;

  for (guint i = 0; i < n_sources && !is_typed (self->source->email); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);
      const UmSource *other = um_source_state_get_source (state);

      if (other->kind != UM_SOURCE_JIRA || other->org_id == NULL
          || strcmp (other->org_id, self->source->org_id) != 0)
        continue;
      g_free (self->source->email);
      self->source->email = g_strdup (other->email);
    }
}

static void
find_owner (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);
  const char *emails[] = { NULL, NULL };
  UmOrgUserQuery query = { .emails = emails };

  take_linked_owner (self);
  emails[0] = self->source->email;
  if (!is_typed (self->source->email))
    {
      um_check_set_right (self, UM_RIGHT_OWNER, UM_NO, NULL);
      find_managed (task);
      return;
    }
  um_org_search_users_async (get_org (task), UM_ORG_ALL_DIRECTORIES, &query, NULL,
                             g_task_get_cancellable (task), owner_cb, g_object_ref (task));
}

/* ---- users ---- */

static void
directories_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page == NULL)
    {
      um_check_fail (task, UM_RIGHT_BROWSE_USERS, error, self->site);
      return;
    }
  um_check_set_right (self, UM_RIGHT_BROWSE_USERS, UM_YES, NULL);
  find_owner (task);
}

/* ---- the organisation ---- */

static UmConnection *
connect_to (UmCheck *self)
{
  UmConnection *connection = um_connection_new (self->source, self->key);

  if (connection != NULL)
    um_org_set_check (um_connection_get_org (connection), TRUE);
  return connection;
}

/* What another server answers where Atlassian lists the organisations of a key. Its own address is
 * above suspicion: there a page in between is meant. */
static gboolean
is_other_server (UmCheck *self, const GError *error)
{
  return strcmp (self->source->api_url, UM_DEFAULT_API_URL) != 0
         && (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_JSON)
             || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED)
             || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND)
             || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED));
}

static void
orgs_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);
  const UmOrgThing *org;

  if (error != NULL && is_other_server (self, error))
    {
      g_clear_error (&error);
      um_check_fail_code (task, UM_RIGHT_KEY, UM_PROBLEM_NOT_ATLASSIAN, self->site);
      return;
    }
  if (page == NULL)
    {
      um_check_fail (task, UM_RIGHT_KEY, error, self->site);
      return;
    }
  if (page->items->len == 0)
    {
      um_check_fail_code (task, UM_RIGHT_KEY, UM_PROBLEM_NO_ORGANISATION, self->site);
      return;
    }
  org = page->items->pdata[0];
  g_free (self->source->org_id);
  self->source->org_id = g_strdup (org->id);
  g_free (self->source->org_name);
  self->source->org_name = g_strdup (org->name);
  um_check_set_right (self, UM_RIGHT_KEY, UM_YES, org->name);
  /* The calls that follow name the organisation. */
  um_connection_unref (self->site);
  self->site = connect_to (self);
  um_org_list_directories_async (get_org (task), NULL, NULL, g_task_get_cancellable (task),
                                 directories_cb, g_object_ref (task));
}

void
um_check_run_access (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);

  self->site = connect_to (self);
  if (self->site == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_ADDRESS_MISSING, "%s", "");
      return;
    }
  um_org_list_orgs_async (get_org (task), NULL, g_task_get_cancellable (task), orgs_cb,
                          g_object_ref (task));
}
