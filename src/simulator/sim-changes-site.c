/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Applying the changes that the site knows of: memberships, users, groups, issues. */

#include "sim-changes-private.h"

#include "sim-company.h"
#include "sim-members.h"
#include "sim-projects.h"
#include "sim-roles.h"
#include "sim-standing.h"

/* Enters the change into both logs. */
static void
note (SimStore *store, const SimChange *change, SimAuditKind kind, guint user, guint group)
{
  static const SimEventKind events[] = {
    [SIM_AUDIT_MEMBER_ADDED] = SIM_EVENT_MEMBER_ADDED,
    [SIM_AUDIT_MEMBER_REMOVED] = SIM_EVENT_MEMBER_REMOVED,
    [SIM_AUDIT_USER_INVITED] = SIM_EVENT_USER_INVITED,
    [SIM_AUDIT_USER_REMOVED] = SIM_EVENT_USER_REMOVED,
    [SIM_AUDIT_GROUP_CREATED] = SIM_EVENT_GROUP_CREATED,
    [SIM_AUDIT_GROUP_DELETED] = SIM_EVENT_GROUP_DELETED,
  };
  SimAuditRecord record = { change->when, kind, change->actor, user, group };

  sim_audit_note (store, &record);
  sim_change_note (store, change, events[kind], user, group);
}

static gboolean
read_member (SimStore *store, const SimChange *change, guint *user, guint *group)
{
  return sim_change_user (store, change, user)
         && sim_change_number (change, 1, store->groups->len, group);
}

gboolean
sim_change_member_add (SimStore *store, const SimChange *change)
{
  guint user, group;

  if (!read_member (store, change, &user, &group) || sim_members_has (store, user, group))
    return FALSE;
  sim_members_add (store, user, group);
  note (store, change, SIM_AUDIT_MEMBER_ADDED, user, group);
  return TRUE;
}

gboolean
sim_change_member_remove (SimStore *store, const SimChange *change)
{
  guint user, group;

  if (!read_member (store, change, &user, &group) || !sim_members_has (store, user, group))
    return FALSE;
  sim_members_remove (store, user, group);
  note (store, change, SIM_AUDIT_MEMBER_REMOVED, user, group);
  return TRUE;
}

/* Puts @user into each of @groups: rows with commas. */
gboolean
sim_change_join (SimStore *store, guint user, const char *groups)
{
  g_auto (GStrv) rows = g_strsplit (groups, ",", -1);

  for (guint i = 0; rows[i] != NULL && rows[i][0] != '\0'; i++)
    {
      const char *const field[] = { rows[i], NULL };
      SimChange one = { .fields = field };
      guint group;

      if (!sim_change_number (&one, 0, store->groups->len, &group)
          || sim_members_has (store, user, group))
        return FALSE;
      sim_members_add (store, user, group);
    }
  return TRUE;
}

/* Gives @user each of @roles without a group: `product=grants` with commas. */
static gboolean
give_roles (SimStore *store, guint user, const char *roles)
{
  g_auto (GStrv) pairs = g_strsplit (roles, ",", -1);

  for (guint i = 0; pairs[i] != NULL && pairs[i][0] != '\0'; i++)
    {
      g_auto (GStrv) pair = g_strsplit (pairs[i], "=", 2);
      SimChange one = { .fields = (const char *const *) pair };
      guint product, grants;

      if (g_strv_length (pair) != 2 || !sim_change_number (&one, 0, SIM_N_PRODUCTS, &product)
          || !sim_change_number (&one, 1, 256, &grants))
        return FALSE;
      sim_roles_set_direct (store, user, product,
                            (guint8) (sim_store_user (store, user)->direct[product] | grants));
    }
  return TRUE;
}

/* Fields: account id, e-mail, name, rows of groups with commas, directories as bits, roles. */
gboolean
sim_change_user_invite (SimStore *store, const SimChange *change)
{
  SimUser user = { .added = change->when, .flags = SIM_USER_VERIFIED };
  guint row, directories;

  if (!sim_change_number (change, 4, 1u << SIM_N_DIRECTORIES, &directories) || directories == 0)
    return FALSE;
  user.account_id = sim_arena_add (&store->text, change->fields[0]);
  user.email = sim_arena_add (&store->text, change->fields[1]);
  user.name = sim_arena_add (&store->text, change->fields[2]);
  user.directories = (guint8) directories;
  if (sim_company_claims (change->fields[1]))
    user.flags |= SIM_USER_MANAGED;
  row = sim_store_add_user (store, &user);
  if (!sim_change_join (store, row, change->fields[3])
      || !give_roles (store, row, change->fields[5]))
    return FALSE;
  note (store, change, SIM_AUDIT_USER_INVITED, row, SIM_NONE);
  return TRUE;
}

/* Fields: row of the user, directories as bits, rows of groups with commas, roles. Somebody who has
 * an account is invited: into directories that he isn't in, into groups, to products. */
gboolean
sim_change_enter (SimStore *store, const SimChange *change)
{
  guint row, directories;
  SimStanding standing;
  SimUser *user;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, 1u << SIM_N_DIRECTORIES, &directories))
    return FALSE;
  user = sim_store_user (store, row);
  standing = sim_standing_of (user);
  if (standing.directories == 0 && (user->flags & SIM_USER_MANAGED))
    user->email_shown = SIM_EMAIL_SHOWN;
  standing.directories |= (guint8) directories;
  sim_standing_set (store, row, standing);
  if (!sim_change_join (store, row, change->fields[2])
      || !give_roles (store, row, change->fields[3]))
    return FALSE;
  note (store, change, SIM_AUDIT_USER_INVITED, row, SIM_NONE);
  return TRUE;
}

/* Field: row of the user. He stays in the lists: inactive, without groups and e-mail address. */
gboolean
sim_change_user_remove (SimStore *store, const SimChange *change)
{
  guint row;
  SimUser *user;

  if (!sim_change_user (store, change, &row))
    return FALSE;
  user = sim_store_user (store, row);
  while (user->n_groups > 0)
    sim_members_remove (store, row, user->groups[user->n_groups - 1]);
  sim_standing_leave (store, row, SIM_EVERYWHERE);
  note (store, change, SIM_AUDIT_USER_REMOVED, row, SIM_NONE);
  return TRUE;
}

/* Fields: row of the user, number of the directory. */
gboolean
sim_change_leave (SimStore *store, const SimChange *change)
{
  guint row, directory;

  if (!sim_change_user (store, change, &row)
      || !sim_change_number (change, 1, SIM_N_DIRECTORIES, &directory))
    return FALSE;
  sim_standing_leave (store, row, 1u << directory);
  note (store, change, SIM_AUDIT_USER_REMOVED, row, SIM_NONE);
  return TRUE;
}

/* Fields: id, name, description, number of the directory. */
gboolean
sim_change_group_create (SimStore *store, const SimChange *change)
{
  SimGroup group = { 0 };
  guint row, directory;

  if (!sim_change_number (change, 3, SIM_N_DIRECTORIES, &directory))
    return FALSE;
  group.id = sim_arena_add (&store->text, change->fields[0]);
  group.name = sim_arena_add (&store->text, change->fields[1]);
  group.description = sim_arena_add (&store->text, change->fields[2]);
  group.directory = (guint8) directory;
  row = sim_store_add_group (store, &group);
  sim_store_sort_group (store, row);
  note (store, change, SIM_AUDIT_GROUP_CREATED, SIM_NONE, row);
  return TRUE;
}

/* Field: row of the group. */
gboolean
sim_change_group_delete (SimStore *store, const SimChange *change)
{
  g_autofree guint32 *members = NULL;
  guint row, n;

  if (!sim_change_number (change, 0, store->groups->len, &row))
    return FALSE;
  members = sim_members_truth (store, row, &n);
  for (guint i = 0; i < n; i++)
    sim_members_remove (store, members[i], row);
  sim_store_drop_group (store, row);
  note (store, change, SIM_AUDIT_GROUP_DELETED, SIM_NONE, row);
  return TRUE;
}

static gboolean
read_assignee (SimStore *store, const SimChange *change, guint *user)
{
  *user = SIM_NONE;
  return change->fields[3][0] == '\0' || sim_change_number (change, 3, store->users->len, user);
}

/* Fields: project, type, priority, assignee or empty, reporter, summary, labels,
 * description. */
gboolean
sim_change_issue_create (SimStore *store, const SimChange *change)
{
  SimIssue issue = { .created = change->when };
  guint project, type, priority;

  if (!sim_change_number (change, 0, SIM_N_PROJECTS, &project)
      || !sim_change_number (change, 1, SIM_N_ISSUE_TYPES, &type)
      || !sim_change_number (change, 2, SIM_N_PRIORITIES, &priority)
      || !read_assignee (store, change, &issue.assignee)
      || !sim_change_number (change, 4, store->users->len, &issue.reporter))
    return FALSE;
  issue.project = (guint8) project;
  issue.type = (guint8) type;
  issue.priority = (guint8) priority;
  issue.summary = sim_arena_add (&store->text, change->fields[5]);
  issue.labels = sim_arena_add (&store->text, change->fields[6]);
  issue.description = sim_arena_add (&store->text, change->fields[7]);
  sim_issue_add (store, &issue);
  return TRUE;
}
