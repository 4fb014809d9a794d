/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ids of roles that users have themselves, and who is known to have one. No state; any thread. */
#include "um-direct-role-private.h"

#include <string.h>

const char *const um_seat_roles[] = { UM_SEAT_ROLE, "atlassian/admin", NULL };
const char *const um_other_roles[] = { "atlassian/guest", "atlassian/customer", NULL };

char *
um_direct_role_new_id (const char *role, const char *resource)
{
  return g_strconcat (role, " ", resource, NULL);
}

const char *
um_direct_role_split (const char *id, char **role)
{
  const char *blank = strchrnul (id, ' ');

  *role = g_strndup (id, blank - id);
  return *blank != '\0' ? blank + 1 : blank;
}

gboolean
um_direct_role_gives (const char *id, const char *product)
{
  g_autofree char *role = NULL;
  const char *resource = um_direct_role_split (id, &role);

  return g_str_equal (resource, product) && g_strv_contains (um_seat_roles, role);
}

UmTruth
um_direct_role_has (UmDirectory *directory, const char *product, guint row)
{
  UmTruth has = UM_NO;

  for (guint i = 0; um_seat_roles[i] != NULL; i++)
    {
      g_autofree char *id = um_direct_role_new_id (um_seat_roles[i], product);
      guint thing = um_directory_find_thing (directory, UM_SET_DIRECT_ROLES, id);
      UmTruth one = UM_UNKNOWN;

      if (thing != UM_NO_ROW)
        one = um_directory_is_member (directory, UM_SET_DIRECT_ROLES, thing, row);
      if (one == UM_YES)
        return UM_YES;
      if (one == UM_UNKNOWN)
        has = UM_UNKNOWN;
    }
  return has;
}
