/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All changes to the organisation. A change is a kind and a few texts; it is kept as one line
 * before it is applied, and a kept line is applied by the same function at the next start, so what
 * was answered and what comes back can't differ. To add a kind: its name in the header and a row in
 * the table below.
 */

#include "sim-changes.h"

#include <string.h>

#include <gio/gio.h>

#include "sim-audit.h"
#include "sim-company.h"
#include "sim-members.h"
#include "sim-projects.h"
#include "sim-seats.h"
#include "sim-state.h"

#define MAX_FIELDS 9

typedef struct
{
  gint64 when; /* ms */
  guint actor;
  const char *const *fields;
} Change;

static gboolean
read_number (const char *text, guint below, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &value, NULL) || value >= below)
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

static void
note (SimStore *store, const Change *change, SimAuditKind kind, guint user, guint group)
{
  SimAuditRecord record = { change->when, kind, change->actor, user, group };

  sim_audit_note (store, &record);
}

static gboolean
read_member (SimStore *store, const Change *change, guint *user, guint *group)
{
  return read_number (change->fields[0], store->users->len, user)
         && read_number (change->fields[1], store->groups->len, group);
}

static gboolean
apply_member_add (SimStore *store, const Change *change)
{
  guint user, group;

  if (!read_member (store, change, &user, &group) || sim_members_has (store, user, group))
    return FALSE;
  sim_members_add (store, user, group);
  note (store, change, SIM_AUDIT_MEMBER_ADDED, user, group);
  return TRUE;
}

static gboolean
apply_member_remove (SimStore *store, const Change *change)
{
  guint user, group;

  if (!read_member (store, change, &user, &group) || !sim_members_has (store, user, group))
    return FALSE;
  sim_members_remove (store, user, group);
  note (store, change, SIM_AUDIT_MEMBER_REMOVED, user, group);
  return TRUE;
}

/* Fields: account id, e-mail, name, rows of groups with commas. */
static gboolean
apply_user_invite (SimStore *store, const Change *change)
{
  g_auto (GStrv) groups = g_strsplit (change->fields[3], ",", -1);
  SimUser user = { .added = change->when, .directories = 1, .flags = SIM_USER_VERIFIED };
  guint row;

  user.account_id = sim_arena_add (&store->text, change->fields[0]);
  user.email = sim_arena_add (&store->text, change->fields[1]);
  user.name = sim_arena_add (&store->text, change->fields[2]);
  if (sim_company_claims (change->fields[1]))
    user.flags |= SIM_USER_MANAGED;
  row = sim_store_add_user (store, &user);
  for (guint i = 0; groups[i] != NULL && groups[i][0] != '\0'; i++)
    {
      guint group;

      if (!read_number (groups[i], store->groups->len, &group)
          || sim_members_has (store, row, group))
        return FALSE;
      sim_members_add (store, row, group);
    }
  note (store, change, SIM_AUDIT_USER_INVITED, row, SIM_NONE);
  return TRUE;
}

/* Field: row of the user. He stays in the lists: inactive, without groups and e-mail address. */
static gboolean
apply_user_remove (SimStore *store, const Change *change)
{
  guint row;
  SimUser *user;

  if (!read_number (change->fields[0], store->users->len, &row))
    return FALSE;
  user = sim_store_user (store, row);
  while (user->n_groups > 0)
    sim_members_remove (store, row, user->groups[user->n_groups - 1]);
  sim_members_set_status (store, row, SIM_STATUS_NOT_INVITED);
  user->email_shown = SIM_EMAIL_ABSENT;
  note (store, change, SIM_AUDIT_USER_REMOVED, row, SIM_NONE);
  return TRUE;
}

/* Fields: id, name. */
static gboolean
apply_group_create (SimStore *store, const Change *change)
{
  SimGroup group = { 0 };
  guint row;

  group.id = sim_arena_add (&store->text, change->fields[0]);
  group.name = sim_arena_add (&store->text, change->fields[1]);
  row = sim_store_add_group (store, &group);
  sim_store_sort_group (store, row);
  note (store, change, SIM_AUDIT_GROUP_CREATED, SIM_NONE, row);
  return TRUE;
}

/* Field: row of the group. */
static gboolean
apply_group_delete (SimStore *store, const Change *change)
{
  g_autofree guint32 *members = NULL;
  guint row, n;

  if (!read_number (change->fields[0], store->groups->len, &row))
    return FALSE;
  members = sim_members_truth (store, row, &n);
  for (guint i = 0; i < n; i++)
    sim_members_remove (store, members[i], row);
  sim_store_drop_group (store, row);
  note (store, change, SIM_AUDIT_GROUP_DELETED, SIM_NONE, row);
  return TRUE;
}

static gboolean
read_assignee (SimStore *store, const char *text, guint *user)
{
  *user = SIM_NONE;
  return *text == '\0' || read_number (text, store->users->len, user);
}

/* Fields: project, type, priority, assignee or empty, reporter, summary, labels,
 * description. */
static gboolean
apply_issue_create (SimStore *store, const Change *change)
{
  SimIssue issue = { .created = change->when };
  guint project, type, priority;

  if (!read_number (change->fields[0], SIM_N_PROJECTS, &project)
      || !read_number (change->fields[1], SIM_N_ISSUE_TYPES, &type)
      || !read_number (change->fields[2], SIM_N_PRIORITIES, &priority)
      || !read_assignee (store, change->fields[3], &issue.assignee)
      || !read_number (change->fields[4], store->users->len, &issue.reporter))
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

static const struct
{
  const char *name;
  guint n_fields;
  gboolean (*apply) (SimStore *store, const Change *change);
} kinds[SIM_N_CHANGES] = {
  [SIM_CHANGE_MEMBER_ADD] = { "member-add", 2, apply_member_add },
  [SIM_CHANGE_MEMBER_REMOVE] = { "member-remove", 2, apply_member_remove },
  [SIM_CHANGE_USER_INVITE] = { "user-invite", 4, apply_user_invite },
  [SIM_CHANGE_USER_REMOVE] = { "user-remove", 1, apply_user_remove },
  [SIM_CHANGE_GROUP_CREATE] = { "group-create", 2, apply_group_create },
  [SIM_CHANGE_GROUP_DELETE] = { "group-delete", 1, apply_group_delete },
  [SIM_CHANGE_ISSUE_CREATE] = { "issue-create", 8, apply_issue_create },
};

/* Keeps the change as `time actor kind field…`, separated by tabs, texts escaped. */
static gboolean
keep (SimStore *store, const Change *change, SimChangeKind kind)
{
  g_autoptr (GString) line = g_string_sized_new (128);

  g_string_append_printf (line, "%" G_GINT64_FORMAT "\t%u\t%s", change->when, change->actor,
                          kinds[kind].name);
  for (guint i = 0; i < kinds[kind].n_fields; i++)
    {
      g_autofree char *escaped = g_strescape (change->fields[i], NULL);

      g_string_append_c (line, '\t');
      g_string_append (line, escaped);
    }
  g_string_append_c (line, '\n');
  return sim_state_append (store->state, line->str, line->len);
}

/**
 * sim_changes_make:
 * @actor: row of the account that makes the change
 * @fields: as many texts as the kind has; valid ones, the caller has checked them
 *
 * Returns: whether it was made; not where it couldn't be kept
 */
gboolean
sim_changes_make (SimStore *store, guint actor, SimChangeKind kind, const char *const *fields)
{
  Change change = { g_get_real_time () / 1000, actor, fields };

  if (store->state != NULL && !keep (store, &change, kind))
    return FALSE;
  return kinds[kind].apply (store, &change);
}

/* Makes a change of one membership; see sim_changes_make (). */
gboolean
sim_changes_make_member (SimStore *store, guint actor, SimChangeKind kind, guint user, guint group)
{
  char user_text[16], group_text[16];
  const char *fields[] = { user_text, group_text, NULL };

  g_snprintf (user_text, sizeof user_text, "%u", user);
  g_snprintf (group_text, sizeof group_text, "%u", group);
  return sim_changes_make (store, actor, kind, fields);
}

/* Applies a kept line again. Errors: %G_IO_ERROR_INVALID_DATA. */
gboolean
sim_changes_replay (SimStore *store, const char *line, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (line, "\t", 3 + MAX_FIELDS);
  guint n = g_strv_length (parts);
  Change change = { 0 };

  for (guint i = 3; i < n; i++)
    {
      char *plain = g_strcompress (parts[i]);

      g_free (parts[i]);
      parts[i] = plain;
    }
  if (n > 3)
    {
      change.when = g_ascii_strtoll (parts[0], NULL, 10);
      change.fields = (const char *const *) parts + 3;
      for (guint i = 0; i < SIM_N_CHANGES; i++)
        if (strcmp (kinds[i].name, parts[2]) == 0 && kinds[i].n_fields == n - 3
            && read_number (parts[1], store->users->len, &change.actor)
            && kinds[i].apply (store, &change))
          return TRUE;
    }
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "“%s” can’t be applied", line);
  return FALSE;
}
