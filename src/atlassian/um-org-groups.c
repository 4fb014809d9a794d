/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The groups of an organisation and who is in them. Main thread. */
#include "um-org-private.h"

#include "um-json-write.h"
#include "um-uri.h"

#define PAGE 100

#define SEARCH_PATH  UM_DIRECTORY_PATH "/groups/search"
#define GROUP_PATH   UM_DIRECTORY_PATH "/groups/{}"
#define ROLES_PATH   GROUP_PATH "/role-assignments"
#define MEMBERS_PATH GROUP_PATH "/memberships"
#define MEMBER_PATH  MEMBERS_PATH "/{}"

static GBytes *
make_search_body (const UmOrgGroupQuery *query, const char *cursor)
{
  static const char *const counts[] = { "counts.users", "counts.resources", NULL };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "limit");
  json_builder_add_int_value (builder, PAGE);
  um_json_add_string (builder, "cursor", cursor);
  if (query != NULL)
    {
      um_json_add_strings (builder, "groupIds", query->group_ids);
      um_json_add_strings (builder, "groupNames", query->group_names);
      um_json_add_strings (builder, "accountIds", query->account_ids);
      um_json_add_strings (builder, "resourceIds", query->resource_ids);
      um_json_add_strings (builder, "roleIds", query->role_ids);
      um_json_add_string (builder, "searchTerm", query->text);
      um_json_add_strings (builder, "expand", query->counts ? counts : NULL);
    }
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_org_search_groups_async (UmOrg *self,
                            const char *directory_id,
                            const UmOrgGroupQuery *query,
                            const char *cursor,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GBytes) body = make_search_body (query, cursor);

  um_org_post_search (
    um_org_page_new (self, um_org_decode_groups, cursor, cancellable, callback, user_data),
    SEARCH_PATH, um_uri_fill (SEARCH_PATH, self->id, directory_id), body);
}

void
um_org_list_group_roles_async (UmOrg *self,
                               const char *directory_id,
                               const char *group_id,
                               const char *cursor,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autofree char *path = um_uri_fill (ROLES_PATH, self->id, directory_id, group_id);

  um_org_get (
    um_org_page_new (self, um_org_decode_assignments, cursor, cancellable, callback, user_data),
    ROLES_PATH, um_uri_build (path, "limit", G_STRINGIFY (PAGE), "cursor", cursor, NULL));
}

void
um_org_add_member_async (UmOrg *self,
                         const char *directory_id,
                         const char *group_id,
                         const char *account_id,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  static const char *const already[] = { "already a member", "already in", NULL };
  g_autoptr (GBytes) body = um_json_write_strings ("accountId", account_id, NULL);

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "POST",
                 MEMBERS_PATH, um_uri_fill (MEMBERS_PATH, self->id, directory_id, group_id), body);
}

void
um_org_remove_member_async (UmOrg *self,
                            const char *directory_id,
                            const char *group_id,
                            const char *account_id,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  static const char *const already[] = { "not a member", "not in the group", NULL };

  um_org_change (um_org_change_new (self, already, cancellable, callback, user_data), "DELETE",
                 MEMBER_PATH,
                 um_uri_fill (MEMBER_PATH, self->id, directory_id, group_id, account_id), NULL);
}
