/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users of an organisation: lists, counts, single ones, what roles they have. Main thread. */
#include "um-org-private.h"

#include "um-json-write.h"
#include "um-uri.h"

#define PAGE 100

#define SEARCH_PATH   UM_DIRECTORY_PATH "/users/search"
#define COUNT_PATH    UM_DIRECTORY_PATH "/users/count"
#define USER_PATH     UM_DIRECTORY_PATH "/users/{}"
#define ROLES_PATH    USER_PATH "/role-assignments"
#define MANAGED_PATH  UM_ORG_PATH_V1 "/users"
#define ACTIVITY_PATH UM_ORG_PATH_V1 "/directory/users/{}/last-active-dates"

/* Managed accounts are listed whether or not they are in a directory (OpenAPI, `claimStatus`). */
static void
add_outside (JsonBuilder *builder)
{
  static const char *const none[] = { "no_membership", NULL };

  um_json_add_string (builder, "claimStatus", "managed");
  um_json_add_strings (builder, "membershipStatus", none);
}

static void
add_expand (JsonBuilder *builder, UmOrgExpand expand)
{
  static const char *const words[] = { "platformRoles", "productAccess", "groups",
                                       "counts.resources" };
  const char *wanted[G_N_ELEMENTS (words) + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (expand & 1u << i)
      wanted[n++] = words[i];
  um_json_add_strings (builder, "expand", wanted);
}

/* All of it again for each page: that a cursor stands for the rest is documented of the older form
 * alone (ATLASSIAN.md §4). */
static GBytes *
make_search_body (const UmOrgUserQuery *query, const char *cursor)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "limit");
  json_builder_add_int_value (builder, PAGE);
  um_json_add_string (builder, "cursor", cursor);
  if (query != NULL)
    {
      um_json_add_strings (builder, "emails", query->emails);
      um_json_add_strings (builder, "accountIds", query->account_ids);
      um_json_add_strings (builder, "groupIds", query->group_ids);
      um_json_add_strings (builder, "resourceIds", query->resource_ids);
      um_json_add_strings (builder, "roleIds", query->role_ids);
      um_json_add_string (builder, "searchTerm", query->text);
      if (query->outside)
        add_outside (builder);
      add_expand (builder, query->expand);
    }
  json_builder_end_object (builder);
  return um_json_write_bytes (builder);
}

void
um_org_search_users_async (UmOrg *self,
                           const char *directory_id,
                           const UmOrgUserQuery *query,
                           const char *cursor,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GBytes) body = make_search_body (query, cursor);

  um_org_post_search (
    um_org_page_new (self, um_org_decode_users, cursor, cancellable, callback, user_data),
    SEARCH_PATH, um_uri_fill (SEARCH_PATH, self->id, directory_id), body);
}

void
um_org_list_managed_async (UmOrg *self,
                           const char *cursor,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path = um_uri_fill (MANAGED_PATH, self->id);

  um_org_get (
    um_org_page_new (self, um_org_decode_managed, cursor, cancellable, callback, user_data),
    MANAGED_PATH, um_uri_build (path, "cursor", cursor, NULL));
}

void
um_org_list_user_roles_async (UmOrg *self,
                              const char *directory_id,
                              const char *account_id,
                              const char *cursor,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_autofree char *path = um_uri_fill (ROLES_PATH, self->id, directory_id, account_id);

  um_org_get (
    um_org_page_new (self, um_org_decode_assignments, cursor, cancellable, callback, user_data),
    ROLES_PATH, um_uri_build (path, "limit", G_STRINGIFY (PAGE), "cursor", cursor, NULL));
}

void
um_org_count_users_async (UmOrg *self,
                          const char *directory_id,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autofree char *path = um_uri_fill (COUNT_PATH, self->id, directory_id);
  gboolean all = g_strcmp0 (directory_id, UM_ORG_ALL_DIRECTORIES) == 0;

  /* The directory of the path alone doesn't leave out accounts that are in none (OpenAPI). */
  um_org_get (
    um_org_read_new (self, um_org_decode_count, g_free, NULL, cancellable, callback, user_data),
    COUNT_PATH, um_uri_build (path, "directoryIds", all ? NULL : directory_id, NULL));
}

gint64
um_org_count_users_finish (UmOrg *self, GAsyncResult *result, GError **error)
{
  g_autofree gint64 *count = um_call_finish (self, result, NULL, error);

  return count != NULL ? *count : -1;
}

void
um_org_get_user_async (UmOrg *self,
                       const char *directory_id,
                       const char *account_id,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  um_org_get (um_org_read_new (self, um_org_decode_user, (GDestroyNotify) um_org_user_free, NULL,
                               cancellable, callback, user_data),
              USER_PATH, um_uri_fill (USER_PATH, self->id, directory_id, account_id));
}

UmOrgUser *
um_org_get_user_finish (UmOrg *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}

void
um_org_get_activity_async (UmOrg *self,
                           const char *account_id,
                           const char *cursor,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autofree char *path = um_uri_fill (ACTIVITY_PATH, self->id, account_id);

  um_org_get (um_org_read_new (self, um_org_decode_activity, (GDestroyNotify) um_org_activity_free,
                               cursor, cancellable, callback, user_data),
              ACTIVITY_PATH, um_uri_build (path, "cursor", cursor, NULL));
}

UmOrgActivity *
um_org_get_activity_finish (UmOrg *self, GAsyncResult *result, GError **error)
{
  return um_call_finish (self, result, NULL, error);
}
