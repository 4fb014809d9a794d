/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rule of each action (PRODUCT.md §5), as um-test-oracle.h has it. No state. */
#include "um-test-oracle-private.h"

#include <string.h>

/* ---- memberships ---- */

static UmSkip
judge_membership (const UmTestOracle *self, JsonObject *user, const char *group_id, gboolean member)
{
  JsonObject *group = g_hash_table_lookup (self->groups, group_id);
  gboolean access = self->action->kind == UM_SOURCE_ACCESS;

  if (um_test_is_former (self, user))
    return UM_SKIP_FORMER_USER;
  if (um_test_has (user, "groups", group_id) == member)
    return UM_SKIP_ALREADY_SO;
  /* A site tells neither who keeps a group nor whose directory it is in. */
  if (access && json_object_get_boolean_member (group, "synced"))
    return UM_SKIP_GROUP_SYNCED;
  if (access && !um_test_has (user, "directories", um_test_text (group, "directory")))
    return UM_SKIP_OTHER_DIRECTORY;
  return UM_SKIP_NONE;
}

static UmSkip
judge_add (const UmTestOracle *self, JsonObject *user)
{
  return judge_membership (self, user, self->group, TRUE);
}

static UmSkip
judge_add_synced (const UmTestOracle *self, JsonObject *user)
{
  return judge_membership (self, user, self->synced, TRUE);
}

static UmSkip
judge_remove (const UmTestOracle *self, JsonObject *user)
{
  return judge_membership (self, user, self->group, FALSE);
}

static void
apply_add (const UmTestOracle *self, JsonObject *user)
{
  um_test_put (user, "groups", self->group, TRUE);
}

static void
apply_remove (const UmTestOracle *self, JsonObject *user)
{
  um_test_put (user, "groups", self->group, FALSE);
}

/* ---- products ---- */

/* Whether @roles, a member "roles", hold one that takes a seat of the product. */
static gboolean
has_seat (const UmTestOracle *self, JsonObject *holder)
{
  JsonObject *roles = json_object_get_object_member (holder, "roles");

  return um_test_has (roles, self->product, "atlassian/user")
         || um_test_has (roles, self->product, "atlassian/admin");
}

/* Of the groups that grant the product, those that @user is in. (transfer container) */
static GPtrArray *
list_granting (const UmTestOracle *self, JsonObject *user)
{
  GPtrArray *granting = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id, group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, &group))
    if (has_seat (self, group) && um_test_has (user, "groups", id))
      g_ptr_array_add (granting, id);
  return granting;
}

static UmSkip
judge_revoke (const UmTestOracle *self, JsonObject *user)
{
  g_autoptr (GPtrArray) granting = list_granting (self, user);

  if (um_test_is_former (self, user))
    return UM_SKIP_FORMER_USER;
  return granting->len > 0 || has_seat (self, user) ? UM_SKIP_NONE : UM_SKIP_ALREADY_SO;
}

static void
apply_revoke (const UmTestOracle *self, JsonObject *user)
{
  g_autoptr (GPtrArray) granting = list_granting (self, user);
  JsonObject *roles = json_object_get_object_member (user, "roles");

  for (guint i = 0; i < granting->len; i++)
    um_test_put (user, "groups", granting->pdata[i], FALSE);
  um_test_put (roles, self->product, "atlassian/user", FALSE);
  um_test_put (roles, self->product, "atlassian/admin", FALSE);
}

static UmSkip
judge_grant (const UmTestOracle *self, JsonObject *user)
{
  g_autoptr (GPtrArray) granting = list_granting (self, user);

  if (granting->len > 0 || has_seat (self, user))
    return UM_SKIP_ALREADY_SO;
  if (um_test_count (user, "directories") == 0)
    return UM_SKIP_NOT_IN_DIRECTORY;
  if (um_test_is (user, "account", "inactive"))
    return UM_SKIP_DEACTIVATED;
  return um_test_is (user, "account", "for_deletion") ? UM_SKIP_DELETED : UM_SKIP_NONE;
}

static void
apply_grant (const UmTestOracle *self, JsonObject *user)
{
  um_test_put (json_object_get_object_member (user, "roles"), self->product, "atlassian/user",
               TRUE);
}

/* ---- access to directories ---- */

static UmSkip
judge_access (const UmTestOracle *self, JsonObject *user, const char *id, gboolean suspended)
{
  if (!um_test_has (user, "directories", id))
    return UM_SKIP_NOT_IN_DIRECTORY;
  return um_test_has (user, "suspended", id) == suspended ? UM_SKIP_ALREADY_SO : UM_SKIP_NONE;
}

static UmSkip
judge_only_access (JsonObject *user, gboolean suspended)
{
  if (um_test_count (user, "directories") == 0)
    return UM_SKIP_NOT_IN_DIRECTORY;
  if (um_test_count (user, "directories") > 1)
    return UM_SKIP_SEVERAL_DIRECTORIES;
  return (um_test_count (user, "suspended") == 1) == suspended ? UM_SKIP_ALREADY_SO : UM_SKIP_NONE;
}

static void
apply_access (JsonObject *user, const char *id, gboolean suspended)
{
  um_test_put (user, "suspended", id, suspended);
  um_test_follow_status (user);
}

static const char *
get_only (JsonObject *user)
{
  return json_array_get_string_element (json_object_get_array_member (user, "directories"), 0);
}

static UmSkip
judge_suspend (const UmTestOracle *self, JsonObject *user)
{
  return judge_access (self, user, self->directory, TRUE);
}

static UmSkip
judge_suspend_only (const UmTestOracle *self, JsonObject *user)
{
  return judge_only_access (user, TRUE);
}

static UmSkip
judge_restore (const UmTestOracle *self, JsonObject *user)
{
  return judge_access (self, user, self->directory, FALSE);
}

static UmSkip
judge_restore_only (const UmTestOracle *self, JsonObject *user)
{
  return judge_only_access (user, FALSE);
}

static void
apply_suspend (const UmTestOracle *self, JsonObject *user)
{
  apply_access (user, self->directory, TRUE);
}

static void
apply_suspend_only (const UmTestOracle *self, JsonObject *user)
{
  apply_access (user, get_only (user), TRUE);
}

static void
apply_restore (const UmTestOracle *self, JsonObject *user)
{
  apply_access (user, self->directory, FALSE);
}

static void
apply_restore_only (const UmTestOracle *self, JsonObject *user)
{
  apply_access (user, get_only (user), FALSE);
}

/* ---- accounts ---- */

/* Only managed ones that no identity provider keeps. @wanted: what it becomes */
static UmSkip
judge_account (JsonObject *user, const char *wanted)
{
  gboolean keeps = wanted == NULL;

  if (!json_object_get_boolean_member (user, "managed"))
    return UM_SKIP_NOT_MANAGED;
  if (keeps ? !um_test_is (user, "account", "for_deletion") : um_test_is (user, "account", wanted))
    return UM_SKIP_ALREADY_SO;
  if (!keeps && um_test_is (user, "account", "for_deletion"))
    return UM_SKIP_DELETED;
  return json_object_get_boolean_member (user, "synced") ? UM_SKIP_SYNCED : UM_SKIP_NONE;
}

static UmSkip
judge_deactivate (const UmTestOracle *self, JsonObject *user)
{
  return judge_account (user, "inactive");
}

static UmSkip
judge_reactivate (const UmTestOracle *self, JsonObject *user)
{
  return judge_account (user, "active");
}

static UmSkip
judge_delete (const UmTestOracle *self, JsonObject *user)
{
  return judge_account (user, "for_deletion");
}

static UmSkip
judge_keep (const UmTestOracle *self, JsonObject *user)
{
  return judge_account (user, NULL);
}

/* Who is deactivated has no sessions, and would be active afterwards. */
static UmSkip
judge_sessions (const UmTestOracle *self, JsonObject *user)
{
  UmSkip skip = judge_account (user, "inactive");

  return skip == UM_SKIP_ALREADY_SO ? UM_SKIP_DEACTIVATED : skip;
}

static UmSkip
judge_tokens (const UmTestOracle *self, JsonObject *user)
{
  if (!json_object_get_boolean_member (user, "managed"))
    return UM_SKIP_NOT_MANAGED;
  /* Nobody may look whether there are any. */
  if (json_object_has_member (json_object_get_object_member (user, "refused"), "apiToken.delete"))
    return UM_SKIP_NONE;
  return json_object_get_int_member (user, "tokens") == 0 ? UM_SKIP_ALREADY_SO : UM_SKIP_NONE;
}

static void
apply_account (JsonObject *user, const char *account)
{
  json_object_set_string_member (user, "account", account);
  um_test_follow_status (user);
}

static void
apply_deactivate (const UmTestOracle *self, JsonObject *user)
{
  apply_account (user, "inactive");
}

static void
apply_activate (const UmTestOracle *self, JsonObject *user)
{
  apply_account (user, "active");
}

static void
apply_delete (const UmTestOracle *self, JsonObject *user)
{
  apply_account (user, "for_deletion");
}

static void
apply_tokens (const UmTestOracle *self, JsonObject *user)
{
  json_object_set_int_member (user, "tokens", 0);
}

static void
apply_nothing (const UmTestOracle *self, JsonObject *user)
{
}

/* ---- addresses ---- */

#define OLD_DOMAIN "@acme.example"
#define NEW_DOMAIN "@old-acme.example"

static char *
new_address (JsonObject *user)
{
  const char *email = um_test_text (user, "email");

  return g_strdup_printf ("%.*s%s", (int) (strlen (email) - strlen (OLD_DOMAIN)), email,
                          NEW_DOMAIN);
}

static gboolean
is_taken (const UmTestOracle *self, const char *address)
{
  GHashTableIter iter;
  gpointer id, user;

  g_hash_table_iter_init (&iter, self->users);
  while (g_hash_table_iter_next (&iter, &id, &user))
    if (um_test_is_listed (self, user) && um_test_is (user, "email", address))
      return TRUE;
  return FALSE;
}

static UmSkip
judge_email (const UmTestOracle *self, JsonObject *user)
{
  const char *email = um_test_text (user, "email");
  g_autofree char *address = NULL;

  if (!json_object_get_boolean_member (user, "managed"))
    return UM_SKIP_NOT_MANAGED;
  if (um_test_is (user, "account", "for_deletion"))
    return UM_SKIP_DELETED;
  if (g_str_has_suffix (email, NEW_DOMAIN))
    return UM_SKIP_ALREADY_SO;
  if (!g_str_has_suffix (email, OLD_DOMAIN))
    return UM_SKIP_OTHER_DOMAIN;
  address = new_address (user);
  if (is_taken (self, address))
    return UM_SKIP_EMAIL_TAKEN;
  return json_object_get_boolean_member (user, "synced") ? UM_SKIP_SYNCED : UM_SKIP_NONE;
}

static void
apply_email (const UmTestOracle *self, JsonObject *user)
{
  g_autofree char *address = new_address (user);

  json_object_set_string_member (user, "email", address);
}

/* ---- removals ---- */

/* Takes what is of a directory (NULL: of all) with the access to it. */
static void
leave (const UmTestOracle *self, JsonObject *user, const char *directory)
{
  GHashTableIter iter;
  gpointer id, group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, &group))
    if (directory == NULL || um_test_is (group, "directory", directory))
      um_test_put (user, "groups", id, FALSE);
  if (directory == NULL)
    json_object_set_array_member (user, "directories", json_array_new ());
  else
    um_test_put (user, "directories", directory, FALSE);
  if (directory == NULL)
    json_object_set_array_member (user, "suspended", json_array_new ());
  else
    um_test_put (user, "suspended", directory, FALSE);
  /* The only site whose products the simulator gives without a group is the first directory's. */
  if (directory == NULL || g_str_equal (directory, self->directory))
    json_object_set_object_member (user, "roles", json_object_new ());
  if (um_test_count (user, "directories") == 0)
    json_object_set_int_member (user, "emailShown", 1);
  um_test_follow_status (user);
}

static UmSkip
judge_removal (const UmTestOracle *self, JsonObject *user)
{
  return um_test_has (user, "directories", self->directory) ? UM_SKIP_NONE : UM_SKIP_ALREADY_SO;
}

static UmSkip
judge_site_removal (const UmTestOracle *self, JsonObject *user)
{
  if (um_test_is_former (self, user))
    return UM_SKIP_FORMER_USER;
  if (um_test_is (user, "type", "app"))
    return UM_SKIP_APP;
  /* A site can't say of somebody inactive whether he is there, but for his groups. */
  if (!um_test_is (user, "status", "active") && um_test_count (user, "groups") == 0)
    return UM_SKIP_ALREADY_SO;
  return UM_SKIP_NONE;
}

static void
apply_removal (const UmTestOracle *self, JsonObject *user)
{
  leave (self, user, self->directory);
}

static void
apply_site_removal (const UmTestOracle *self, JsonObject *user)
{
  leave (self, user, NULL);
}

/* ---- another directory ---- */

/* The group of the other directory that bears its name, marks aside. (nullable) */
static const char *
find_twin (const UmTestOracle *self, const char *group_id)
{
  JsonObject *group = g_hash_table_lookup (self->groups, group_id);
  g_autofree char *name = g_str_to_ascii (um_test_text (group, "name"), "C");
  GHashTableIter iter;
  gpointer id, other;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, &other))
    {
      g_autofree char *found = g_str_to_ascii (um_test_text (other, "name"), "C");

      if (um_test_is (other, "directory", self->into) && g_ascii_strcasecmp (found, name) == 0)
        return id;
    }
  return NULL;
}

/* (transfer container) */
static GPtrArray *
list_twins (const UmTestOracle *self, JsonObject *user)
{
  JsonArray *groups = json_object_get_array_member (user, "groups");
  GPtrArray *twins = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      const char *id = json_array_get_string_element (groups, i);
      const char *twin = find_twin (self, id);

      if (twin != NULL
          && um_test_is (g_hash_table_lookup (self->groups, id), "directory", self->directory))
        g_ptr_array_add (twins, (gpointer) twin);
    }
  return twins;
}

static UmSkip
judge_move (const UmTestOracle *self, JsonObject *user)
{
  gboolean there = um_test_has (user, "directories", self->into);
  g_autoptr (GPtrArray) twins = list_twins (self, user);

  if (um_test_is (user, "account", "for_deletion"))
    return UM_SKIP_DELETED;
  if (um_test_is (user, "account", "inactive"))
    return UM_SKIP_DEACTIVATED;
  if (json_object_get_boolean_member (user, "synced"))
    return UM_SKIP_SYNCED;
  if (!um_test_has (user, "directories", self->directory))
    return there ? UM_SKIP_ALREADY_SO : UM_SKIP_NOT_IN_DIRECTORY;
  if (um_test_has (user, "suspended", self->directory)
      || um_test_has (user, "suspended", self->into))
    return UM_SKIP_SUSPENDED;
  return there || twins->len > 0 ? UM_SKIP_NONE : UM_SKIP_NO_WAY_IN;
}

static void
apply_move (const UmTestOracle *self, JsonObject *user)
{
  g_autoptr (GPtrArray) twins = list_twins (self, user);

  um_test_put (user, "directories", self->into, TRUE);
  for (guint i = 0; i < twins->len; i++)
    um_test_put (user, "groups", twins->pdata[i], TRUE);
  leave (self, user, self->directory);
}

/* ---- issues ---- */

static UmSkip
judge_issue (const UmTestOracle *self, JsonObject *user)
{
  return UM_SKIP_NONE;
}

#define ISSUES "create-issues project=OPS issue-type=10001 issues=each summary=Look"
#define ENABLE "lifecycle.enablement"
#define DELETE "lifecycle.delete"

/* In the order of PRODUCT.md §5. */
const UmTestAction um_test_actions[] = {
  { "jira/add-to-groups", UM_SOURCE_JIRA, NULL, "add-to-groups $GROUP", "remove-from-groups $GROUP",
    judge_add, apply_add, NULL, FALSE, TRUE },
  { "jira/remove-from-groups", UM_SOURCE_JIRA, NULL, "remove-from-groups $GROUP",
    "add-to-groups $GROUP", judge_remove, apply_remove, NULL, TRUE, TRUE },
  { "jira/remove-application-access", UM_SOURCE_JIRA, NULL, "remove-application-access $PRODUCT",
    NULL, judge_revoke, apply_revoke, NULL, TRUE, TRUE },
  { "jira/remove-user", UM_SOURCE_JIRA, NULL, "remove-user", NULL, judge_site_removal,
    apply_site_removal, NULL, TRUE, FALSE },
  { "jira/create-issues", UM_SOURCE_JIRA, NULL, ISSUES, NULL, judge_issue, apply_nothing, NULL,
    FALSE, FALSE },
  { "access/add-to-groups", UM_SOURCE_ACCESS, NULL, "add-to-groups $GROUP",
    "remove-from-groups $GROUP", judge_add, apply_add, NULL, FALSE, TRUE },
  { "access/add-to-synced-group", UM_SOURCE_ACCESS, NULL, "add-to-groups $SYNCED", NULL,
    judge_add_synced, apply_nothing, NULL, FALSE, TRUE },
  { "access/remove-from-groups", UM_SOURCE_ACCESS, NULL, "remove-from-groups $GROUP",
    "add-to-groups $GROUP", judge_remove, apply_remove, NULL, TRUE, TRUE },
  { "access/remove-application-access", UM_SOURCE_ACCESS, NULL,
    "remove-application-access $PRODUCT", NULL, judge_revoke, apply_revoke, NULL, TRUE, TRUE },
  { "access/grant-product-access", UM_SOURCE_ACCESS, NULL, "grant-product-access $PRODUCT",
    "remove-application-access $PRODUCT", judge_grant, apply_grant, NULL, FALSE, TRUE },
  { "access/deactivate", UM_SOURCE_ACCESS, NULL, "deactivate Bye", "reactivate", judge_deactivate,
    apply_deactivate, ENABLE, TRUE, TRUE },
  { "access/reactivate", UM_SOURCE_ACCESS, NULL, "reactivate", "deactivate", judge_reactivate,
    apply_activate, ENABLE, FALSE, TRUE },
  { "access/suspend", UM_SOURCE_ACCESS, NULL, "suspend $DIRECTORY", "restore $DIRECTORY",
    judge_suspend, apply_suspend, NULL, TRUE, TRUE },
  { "access/suspend-only", UM_SOURCE_ACCESS, NULL, "suspend", "restore", judge_suspend_only,
    apply_suspend_only, NULL, TRUE, TRUE },
  { "access/restore", UM_SOURCE_ACCESS, NULL, "restore $DIRECTORY", "suspend $DIRECTORY",
    judge_restore, apply_restore, NULL, FALSE, TRUE },
  { "access/restore-only", UM_SOURCE_ACCESS, NULL, "restore", "suspend", judge_restore_only,
    apply_restore_only, NULL, FALSE, TRUE },
  /* Keeping an account activates it, so that only the journal knows who was deactivated. */
  { "access/delete-account", UM_SOURCE_ACCESS, NULL, "delete-account", NULL, judge_delete,
    apply_delete, DELETE, TRUE, TRUE },
  { "access/cancel-deletion", UM_SOURCE_ACCESS, "delete-account", "cancel-deletion",
    "delete-account", judge_keep, apply_activate, DELETE, FALSE, TRUE },
  { "access/remove-user", UM_SOURCE_ACCESS, NULL, "remove-user $DIRECTORY", NULL, judge_removal,
    apply_removal, NULL, TRUE, FALSE },
  { "access/change-directory", UM_SOURCE_ACCESS, NULL, "change-directory $DIRECTORY into=$INTO",
    NULL, judge_move, apply_move, NULL, TRUE, FALSE },
  { "access/change-email", UM_SOURCE_ACCESS, NULL, "change-email acme.example old-acme.example",
    "change-email old-acme.example acme.example", judge_email, apply_email, "email.set", TRUE,
    TRUE },
  { "access/revoke-tokens", UM_SOURCE_ACCESS, NULL, "revoke-tokens", NULL, judge_tokens,
    apply_tokens, "apiToken.delete", TRUE, FALSE },
  { "access/create-issues", UM_SOURCE_ACCESS, NULL, ISSUES " site=$SITE", NULL, judge_issue,
    apply_nothing, NULL, FALSE, FALSE },
  { "access/end-sessions", UM_SOURCE_ACCESS, NULL, "end-sessions", NULL, judge_sessions,
    apply_nothing, ENABLE, TRUE, FALSE },
};

const guint um_test_n_actions = G_N_ELEMENTS (um_test_actions);
