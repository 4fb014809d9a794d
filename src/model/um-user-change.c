/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has become of a user, and what that means for a directory. No state; any thread. */
#include "um-user-change.h"

#include "um-email.h"
#include "um-enums.h"
#include "um-plan.h"

/* ---- from a step ---- */

static gboolean
change_membership (const char *group_id, const char *word, UmUserChange *change)
{
  change->what = UM_CHANGED_MEMBERSHIP;
  change->id = group_id;
  change->so = g_str_equal (word, UM_MEMBER);
  return group_id != NULL && (change->so || g_str_equal (word, UM_NOT_MEMBER));
}

static gboolean
change_role (const char *role_id, const char *word, UmUserChange *change)
{
  change->what = UM_CHANGED_ROLE;
  change->id = role_id;
  change->so = g_str_equal (word, UM_ASSIGNED);
  return role_id != NULL && (change->so || g_str_equal (word, UM_NOT_ASSIGNED));
}

static gboolean
change_suspension (const char *place, const char *word, UmUserChange *change)
{
  UmUserStatus status;

  change->what = UM_CHANGED_SUSPENSION;
  change->id = place;
  if (place == NULL || !um_user_status_from_nick (word, &status))
    return FALSE;
  change->so = status == UM_STATUS_SUSPENDED;
  return change->so || status == UM_STATUS_ACTIVE;
}

static gboolean
change_account (const char *word, UmUserChange *change)
{
  change->what = UM_CHANGED_ACCOUNT;
  return um_user_status_from_nick (word, &change->status)
         && (change->status == UM_STATUS_ACTIVE || change->status == UM_STATUS_DEACTIVATED
             || change->status == UM_STATUS_DELETED);
}

static gboolean
change_presence (const char *place, const char *word, UmUserChange *change)
{
  UmUserStatus status;

  change->what = UM_CHANGED_PRESENCE;
  change->id = place;
  if (!um_user_status_from_nick (word, &status))
    return FALSE;
  change->so = status != UM_STATUS_NO_ACCESS;
  return TRUE;
}

/* By an invitation to a group of the directory. */
static gboolean
change_entrance (const char *group_id, const char *place, const char *word, UmUserChange *change)
{
  if (!change_presence (place, word, change))
    return FALSE;
  if (change->so && group_id != NULL)
    *change = (UmUserChange){ .what = UM_CHANGED_MEMBERSHIP, .id = group_id, .so = TRUE };
  return TRUE;
}

gboolean
um_user_change_from_step (
  UmStepKind kind, const char *target, const char *place, const char *word, UmUserChange *change)
{
  *change = (UmUserChange){ 0 };
  if (word == NULL)
    return FALSE;
  switch (kind)
    {
    case UM_STEP_GROUP_ADD:
    case UM_STEP_GROUP_REMOVE:
      return change_membership (target, word, change);

    case UM_STEP_ROLE_ASSIGN:
    case UM_STEP_ROLE_REVOKE:
      return change_role (target, word, change);

    case UM_STEP_ACCESS_SUSPEND:
    case UM_STEP_ACCESS_RESTORE:
      return change_suspension (place, word, change);

    case UM_STEP_ACCOUNT_ENABLE:
    case UM_STEP_ACCOUNT_DISABLE:
    case UM_STEP_ACCOUNT_DELETE:
    case UM_STEP_ACCOUNT_CANCEL_DELETE:
      return change_account (word, change);

    case UM_STEP_DIRECTORY_ENTER:
      return change_entrance (target, place, word, change);

    case UM_STEP_DIRECTORY_REMOVE:
    case UM_STEP_INVITE:
      return change_presence (place, word, change);

    case UM_STEP_EMAIL_SET:
      change->what = UM_CHANGED_EMAIL;
      change->email = word;
      return um_email_get_domain (word) != NULL;

    default:
      return FALSE;
    }
}

/* ---- over a directory ---- */

/* What it comes to. */
typedef struct
{
  UmDirectory *directory;
  gint64 since;         /* seconds: of the last change */
  GArray *memberships;  /* of UmMembershipChange */
  GHashTable *accounts; /* row → status that the account got, for rows whose status may change */
  GHashTable *emails;   /* (nullable): row → the change that is the last one of its address */
  GHashTable *joined;   /* (nullable): row → GPtrArray of groups joined on the way; only where
                           somebody leaves a directory, too */
} Laying;

static void
add_membership (
  Laying *self, guint row, UmSet set, const char *thing_id, gboolean member, GArray *memberships)
{
  UmMembershipChange change = {
    .account_id = um_directory_get_account_id (self->directory, row),
    .set = set,
    .thing_id = thing_id,
    .member = member,
  };

  g_array_append_val (memberships, change);
}

static void
note_joined (Laying *self, guint row, const char *group_id)
{
  GPtrArray *groups;

  if (self->joined == NULL)
    return;
  groups = g_hash_table_lookup (self->joined, GUINT_TO_POINTER (row));
  if (groups == NULL)
    {
      groups = g_ptr_array_new ();
      g_hash_table_insert (self->joined, GUINT_TO_POINTER (row), groups);
    }
  g_ptr_array_add (groups, (gpointer) group_id);
}

/* Out of a group, where it is in that directory; NULL: wherever it is. */
static void
leave_group (Laying *self, guint row, guint thing, const char *directory_id)
{
  const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);

  if (directory_id == NULL || g_strcmp0 (group->parent, directory_id) == 0)
    add_membership (self, row, UM_SET_GROUPS, group->id, FALSE, self->memberships);
}

static void
leave_groups (Laying *self, guint row, const char *directory_id)
{
  const UmRelation *relation = um_directory_get_relation (self->directory, UM_SET_GROUPS);
  GPtrArray *joined = g_hash_table_lookup (self->joined, GUINT_TO_POINTER (row));
  guint n_things;
  const guint32 *things = um_relation_get_things (relation, row, &n_things);

  for (guint i = 0; i < n_things; i++)
    leave_group (self, row, things[i], directory_id);
  for (guint i = 0; joined != NULL && i < joined->len; i++)
    {
      guint thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, joined->pdata[i]);

      if (thing != UM_NO_ROW)
        leave_group (self, row, thing, directory_id);
    }
}

static void
note_account (Laying *self, guint row, UmUserStatus status)
{
  g_hash_table_insert (self->accounts, GUINT_TO_POINTER (row), GUINT_TO_POINTER (status));
}

/* The status may follow from something else; the account is as it was. */
static void
note_access (Laying *self, guint row)
{
  if (!g_hash_table_contains (self->accounts, GUINT_TO_POINTER (row)))
    note_account (self, row, um_directory_get_status (self->directory, row));
}

static void
change_presence_of (Laying *self, guint row, const UmUserChange *change)
{
  if (!change->so)
    leave_groups (self, row, change->id);
  if (change->id == NULL)
    {
      /* A site can't say why somebody isn't active. */
      note_account (self, row, change->so ? UM_STATUS_ACTIVE : UM_STATUS_INACTIVE);
      return;
    }
  note_access (self, row);
  add_membership (self, row, UM_SET_DIRECTORIES, change->id, change->so, self->memberships);
  if (!change->so)
    add_membership (self, row, UM_SET_SUSPENSIONS, change->id, FALSE, self->memberships);
}

/* Who is in a group is in its directory (ATLASSIAN.md §7). */
static void
join_group (Laying *self, guint row, const char *group_id)
{
  guint thing = um_directory_find_thing (self->directory, UM_SET_GROUPS, group_id);
  const char *parent = NULL;
  guint directory = UM_NO_ROW;

  note_joined (self, row, group_id);
  if (thing != UM_NO_ROW)
    parent = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing)->parent;
  if (parent != NULL)
    directory = um_directory_find_thing (self->directory, UM_SET_DIRECTORIES, parent);
  /* He may have left it on the way, and comes back. */
  if (directory == UM_NO_ROW
      || (self->joined == NULL
          && um_directory_is_member (self->directory, UM_SET_DIRECTORIES, directory, row)
               == UM_YES))
    return;
  note_access (self, row);
  add_membership (self, row, UM_SET_DIRECTORIES, parent, TRUE, self->memberships);
}

static void
note_email (Laying *self, guint row, const UmUserChange *change)
{
  if (self->emails == NULL)
    self->emails = g_hash_table_new (NULL, NULL);
  g_hash_table_insert (self->emails, GUINT_TO_POINTER (row), (gpointer) change);
}

static void
lay (Laying *self, const UmUserChange *change)
{
  guint row = um_directory_find (self->directory, change->account_id);

  if (row == UM_NO_ROW)
    return;
  switch (change->what)
    {
    case UM_CHANGED_MEMBERSHIP:
      add_membership (self, row, UM_SET_GROUPS, change->id, change->so, self->memberships);
      if (change->so)
        join_group (self, row, change->id);
      break;

    case UM_CHANGED_ROLE:
      add_membership (self, row, UM_SET_DIRECT_ROLES, change->id, change->so, self->memberships);
      break;

    case UM_CHANGED_SUSPENSION:
      add_membership (self, row, UM_SET_SUSPENSIONS, change->id, change->so, self->memberships);
      note_access (self, row);
      break;

    case UM_CHANGED_PRESENCE:
      change_presence_of (self, row, change);
      break;

    case UM_CHANGED_EMAIL:
      note_email (self, row, change);
      break;

    case UM_CHANGED_ACCOUNT:
    default:
      note_account (self, row, change->status);
      break;
    }
}

UmUserStatus
um_directory_find_status (const UmDirectory *self, guint row, UmUserStatus account)
{
  guint n_directories, n_suspensions;

  if (um_directory_get_n_things (self, UM_SET_DIRECTORIES) == 0)
    return account;
  if (account != UM_STATUS_ACTIVE && account != UM_STATUS_SUSPENDED
      && account != UM_STATUS_NO_ACCESS)
    return account;
  um_relation_get_things (um_directory_get_relation (self, UM_SET_DIRECTORIES), row,
                          &n_directories);
  um_relation_get_things (um_directory_get_relation (self, UM_SET_SUSPENSIONS), row,
                          &n_suspensions);
  if (n_directories == 0)
    return UM_STATUS_NO_ACCESS;
  return n_suspensions < n_directories ? UM_STATUS_ACTIVE : UM_STATUS_SUSPENDED;
}

static void
drop_all (Laying *self, UmSet set, guint row, GArray *memberships)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (self->directory, set),
                                                  row, &n_things);

  for (guint i = 0; i < n_things; i++)
    add_membership (self, row, set, um_directory_get_thing (self->directory, set, things[i])->id,
                    FALSE, memberships);
}

/* Gives the rows their statuses by @laid, which has all memberships. (transfer full) */
static UmDirectory *
settle (Laying *self, UmDirectory *laid)
{
  g_autoptr (GArray) statuses = g_array_new (FALSE, FALSE, sizeof (UmStatusChange));
  g_autoptr (GArray) lost = g_array_new (FALSE, FALSE, sizeof (UmMembershipChange));
  g_autoptr (UmDirectory) settled = um_directory_ref (laid);
  GHashTableIter iter;
  gpointer key, account;

  g_hash_table_iter_init (&iter, self->accounts);
  while (g_hash_table_iter_next (&iter, &key, &account))
    {
      UmStatusChange change = { .row = GPOINTER_TO_UINT (key), .since = self->since };

      change.status = um_directory_find_status (laid, change.row, GPOINTER_TO_UINT (account));
      if (change.status != um_directory_get_status (laid, change.row))
        g_array_append_val (statuses, change);
      if (change.status == UM_STATUS_NO_ACCESS)
        {
          drop_all (self, UM_SET_PRODUCTS, change.row, lost);
          drop_all (self, UM_SET_ROLES, change.row, lost);
          drop_all (self, UM_SET_DIRECT_ROLES, change.row, lost);
        }
    }
  if (lost->len > 0)
    {
      um_directory_unref (settled);
      settled = um_directory_apply (laid, (const UmMembershipChange *) lost->data, lost->len);
    }
  if (statuses->len == 0)
    return g_steal_pointer (&settled);
  return um_directory_apply_statuses (settled, (const UmStatusChange *) statuses->data,
                                      statuses->len);
}

/* Addresses stand in the texts, which all generations share: those with others are made anew.
 * @settled: (transfer full) */
static UmDirectory *
readdress (Laying *self, UmDirectory *settled)
{
  UmDirectoryBuilder *builder;
  GHashTableIter iter;
  gpointer key, value;

  if (self->emails == NULL)
    return settled;
  builder = um_directory_builder_new_from (settled);
  g_hash_table_iter_init (&iter, self->emails);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const UmUserChange *change = value;
      UmUser user;

      um_directory_get_user (settled, GPOINTER_TO_UINT (key), &user);
      user.email = change->email;
      user.read = change->since != 0 ? change->since : self->since;
      um_directory_builder_add_user (builder, &user);
    }
  g_clear_pointer (&self->emails, g_hash_table_unref);
  um_directory_unref (settled);
  return um_directory_builder_end (builder);
}

UmDirectory *
um_directory_apply_user_changes (UmDirectory *self, const UmUserChange *changes, guint n_changes)
{
  g_autoptr (GHashTable) accounts = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) joined = NULL;
  g_autoptr (GArray) memberships = g_array_new (FALSE, FALSE, sizeof (UmMembershipChange));
  g_autoptr (UmDirectory) laid = NULL;
  Laying laying = { .directory = self, .memberships = memberships, .accounts = accounts };

  for (guint i = 0; i < n_changes && joined == NULL; i++)
    if (changes[i].what == UM_CHANGED_PRESENCE)
      joined = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  laying.joined = joined;
  for (guint i = 0; i < n_changes; i++)
    {
      gint64 now = g_get_real_time () / G_USEC_PER_SEC;

      laying.since = MAX (laying.since, changes[i].since != 0 ? changes[i].since : now);
      lay (&laying, &changes[i]);
    }
  laid = um_directory_apply (self, (const UmMembershipChange *) memberships->data,
                             memberships->len);
  return readdress (&laying, settle (&laying, laid));
}
