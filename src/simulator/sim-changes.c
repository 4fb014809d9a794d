/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All changes to the organisation. A change is a kind and a few texts; it is kept as one line
 * before it is applied, and a kept line is applied by the same function at the next start, so what
 * was answered and what comes back can't differ. To add a kind: its name in the header and a row in
 * the table below; sim-changes-site.c, sim-changes-org.c and sim-changes-account.c apply them.
 */

#include "sim-changes-private.h"

#include <string.h>

#include <gio/gio.h>

#include "sim-state.h"

#define MAX_FIELDS 9

static gboolean
read_number (const char *text, guint below, guint *number)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &value, NULL) || value >= below)
    return FALSE;
  *number = (guint) value;
  return TRUE;
}

gboolean
sim_change_number (const SimChange *change, guint field, guint below, guint *number)
{
  return read_number (change->fields[field], below, number);
}

/* Reads the row of the user that a change is about: always its first field. */
gboolean
sim_change_user (SimStore *store, const SimChange *change, guint *user)
{
  return sim_change_number (change, 0, store->users->len, user);
}

/* Enters the change into the organisation's log. */
void
sim_change_note (
  SimStore *store, const SimChange *change, SimEventKind kind, guint user, guint group)
{
  SimEvent event = { change->when, kind, change->actor, user, group };

  sim_events_note (store, &event);
}

static const struct
{
  const char *name;
  guint n_fields;
  gboolean (*apply) (SimStore *store, const SimChange *change);
} kinds[SIM_N_CHANGES] = {
  [SIM_CHANGE_MEMBER_ADD] = { "member-add", 2, sim_change_member_add },
  [SIM_CHANGE_MEMBER_REMOVE] = { "member-remove", 2, sim_change_member_remove },
  [SIM_CHANGE_USER_INVITE] = { "user-invite", 6, sim_change_user_invite },
  [SIM_CHANGE_USER_REMOVE] = { "user-remove", 1, sim_change_user_remove },
  [SIM_CHANGE_GROUP_CREATE] = { "group-create", 4, sim_change_group_create },
  [SIM_CHANGE_GROUP_DELETE] = { "group-delete", 1, sim_change_group_delete },
  [SIM_CHANGE_ISSUE_CREATE] = { "issue-create", 8, sim_change_issue_create },
  [SIM_CHANGE_SUSPEND] = { "suspend", 2, sim_change_suspend },
  [SIM_CHANGE_RESTORE] = { "restore", 2, sim_change_restore },
  [SIM_CHANGE_LEAVE] = { "leave", 2, sim_change_leave },
  [SIM_CHANGE_ENTER] = { "enter", 4, sim_change_enter },
  [SIM_CHANGE_ROLE] = { "role", 3, sim_change_role },
  [SIM_CHANGE_ORG_ADMIN] = { "org-admin", 2, sim_change_org_admin },
  [SIM_CHANGE_GROUP_ROLE] = { "group-role", 3, sim_change_group_role },
  [SIM_CHANGE_ACCOUNT] = { "account", 3, sim_change_account },
  [SIM_CHANGE_EMAIL] = { "email", 2, sim_change_email },
  [SIM_CHANGE_PROFILE] = { "profile", 3, sim_change_profile },
  [SIM_CHANGE_TOKEN_REVOKE] = { "token-revoke", 2, sim_change_token_revoke },
  [SIM_CHANGE_KEY_REVOKE] = { "key-revoke", 1, sim_change_key_revoke },
};

/* Keeps the change as `time actor kind field…`, separated by tabs, texts escaped. */
static gboolean
keep (SimStore *store, const SimChange *change, SimChangeKind kind)
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
  SimChange change = { g_get_real_time () / 1000, actor, fields };

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
  SimChange change = { 0 };

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
