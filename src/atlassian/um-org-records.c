/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of an organisation. Owned by whoever received them; any thread, since the tree that
 * they share never changes and its count is atomic. */
#include "um-org-records.h"

void
um_org_thing_free (UmOrgThing *self)
{
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_user_free (UmOrgUser *self)
{
  g_clear_pointer (&self->roles, g_ptr_array_unref);
  g_clear_pointer (&self->access, g_array_unref);
  g_clear_pointer (&self->groups, g_array_unref);
  json_node_unref (self->answer);
  g_free (self);
}

UmTruth
um_org_user_is_suspended (const UmOrgUser *self)
{
  if (g_strcmp0 (self->membership_status, "suspended") == 0)
    return UM_YES;
  if (g_strcmp0 (self->membership_status, "active") == 0)
    return UM_NO;
  if (self->status == UM_STATUS_SUSPENDED)
    return UM_YES;
  return self->status == UM_STATUS_ACTIVE ? UM_NO : UM_UNKNOWN;
}

void
um_org_group_free (UmOrgGroup *self)
{
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_assignment_free (UmOrgAssignment *self)
{
  g_array_unref (self->roles);
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_workspace_free (UmOrgWorkspace *self)
{
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_permissions_free (UmOrgPermissions *self)
{
  g_array_unref (self->items);
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_token_free (UmOrgToken *self)
{
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_activity_free (UmOrgActivity *self)
{
  g_array_unref (self->access);
  g_free (self->next);
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_invited_free (UmOrgInvited *self)
{
  g_array_unref (self->grants);
  json_node_unref (self->answer);
  g_free (self);
}

void
um_org_page_free (UmOrgPage *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}

UmTruth
um_org_permissions_get (const UmOrgPermissions *self, const char *privilege, const char **reason)
{
  if (reason != NULL)
    *reason = NULL;
  for (guint i = 0; i < self->items->len; i++)
    {
      const UmOrgPermission *item = &g_array_index (self->items, UmOrgPermission, i);

      if (!g_str_equal (item->privilege, privilege))
        continue;
      if (reason != NULL)
        *reason = item->reason;
      return item->allowed ? UM_YES : UM_NO;
    }
  return UM_UNKNOWN;
}
