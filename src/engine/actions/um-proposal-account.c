/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps of a chain that are about the account itself, or the access to directories. As
 * um-proposal.c. */
#include "um-proposal-private.h"

#include "um-enums.h"

#include <json-glib/json-glib.h>

UmSkip
um_proposal_find_user_skip (const UmProposal *self)
{
  if (self->row == UM_NO_ROW)
    return UM_SKIP_USER_GONE;
  if (um_directory_get_status (self->directory, self->row) == UM_STATUS_FORMER)
    return UM_SKIP_FORMER_USER;
  if (um_directory_get_user_type (self->directory, self->row) == UM_TYPE_APP)
    return UM_SKIP_APP;
  return UM_SKIP_NONE;
}

/* Only an organisation knows that. */
static gboolean
is_in_no_directory (const UmProposal *self)
{
  guint n_directories = um_directory_get_n_things (self->directory, UM_SET_DIRECTORIES);

  for (guint i = 0; i < n_directories; i++)
    if (um_directory_is_member (self->directory, UM_SET_DIRECTORIES, i, self->row) != UM_NO)
      return FALSE;
  return n_directories > 0;
}

static gboolean
is_invited (const UmProposal *self)
{
  for (guint i = 0; i < self->steps->len; i++)
    {
      const UmProposedStep *step = &g_array_index (self->steps, UmProposedStep, i);

      if (step->kind == UM_STEP_INVITE && step->skip == UM_SKIP_NONE)
        return TRUE;
    }
  return FALSE;
}

/* No group holds him, as far as all were read, and nothing brings him in before. */
static gboolean
is_in_no_group (const UmProposal *self)
{
  guint n_groups;

  um_relation_get_things (um_directory_get_relation (self->directory, UM_SET_GROUPS), self->row,
                          &n_groups);
  return n_groups == 0 && !is_invited (self)
         && um_directory_get_members_read (self->directory) != UM_TIME_UNKNOWN;
}

gboolean
um_proposal_is_surely_off_site (const UmProposal *self)
{
  return is_in_no_group (self) && is_in_no_directory (self)
         && um_directory_get_status (self->directory, self->row) != UM_STATUS_ACTIVE;
}

gboolean
um_proposal_is_off_site (const UmProposal *self)
{
  if (um_directory_get_status (self->directory, self->row) == UM_STATUS_INACTIVE)
    return is_in_no_group (self);
  return um_proposal_is_surely_off_site (self);
}

/* ---- the account ---- */

/* The state of the account, whatever the access to directories; UNKNOWN where it can't be told. */
static UmUserStatus
get_account (const UmProposal *self)
{
  switch (self->account)
    {
    case UM_STATUS_ACTIVE:
    case UM_STATUS_SUSPENDED:
    case UM_STATUS_NO_ACCESS:
      return UM_STATUS_ACTIVE;

    case UM_STATUS_DEACTIVATED:
    case UM_STATUS_DELETED:
      return self->account;

    default:
      return UM_STATUS_UNKNOWN;
    }
}

static UmUserStatus
get_wanted (UmStepKind kind)
{
  switch (kind)
    {
    case UM_STEP_ACCOUNT_DISABLE:
      return UM_STATUS_DEACTIVATED;
    case UM_STEP_ACCOUNT_DELETE:
      return UM_STATUS_DELETED;
    default:
      return UM_STATUS_ACTIVE;
    }
}

static UmSkip
find_account_skip (const UmProposal *self, UmStepKind kind, UmUserStatus now)
{
  UmSkip skip = um_proposal_find_user_skip (self);
  gboolean keeps = kind == UM_STEP_ACCOUNT_CANCEL_DELETE;

  if (skip != UM_SKIP_NONE)
    return skip;
  if (um_directory_get_managed (self->directory, self->row) == UM_NO)
    return UM_SKIP_NOT_MANAGED;
  /* Somebody who isn't to be deleted is kept, deactivated or not. */
  if (now == get_wanted (kind) || (keeps && now == UM_STATUS_DEACTIVATED))
    return UM_SKIP_ALREADY_SO;
  if (now == UM_STATUS_DELETED && !keeps)
    return UM_SKIP_DELETED;
  if (um_directory_get_synced (self->directory, self->row) == UM_YES)
    return UM_SKIP_SYNCED;
  return UM_SKIP_NONE;
}

static void
add_account_step (UmProposal *self, UmStepKind kind, const char *argument, UmSkip skip)
{
  UmUserStatus now = get_account (self);
  UmProposedStep step = {
    .kind = kind,
    .thing = UM_NO_ROW,
    .argument = argument,
    .before = now != UM_STATUS_UNKNOWN ? um_user_status_to_nick (now) : NULL,
    .after = um_user_status_to_nick (get_wanted (kind)),
    .skip = skip,
  };

  if (skip == UM_SKIP_NONE)
    self->account = get_wanted (kind);
  g_array_append_val (self->steps, step);
}

void
um_proposal_add_account (UmProposal *self, UmStepKind kind, const char *argument)
{
  add_account_step (self, kind, argument, find_account_skip (self, kind, get_account (self)));
}

void
um_proposal_add_interruption (UmProposal *self)
{
  UmUserStatus now = get_account (self);
  UmSkip skip = find_account_skip (self, UM_STEP_ACCOUNT_DISABLE, now);

  /* Somebody whom a run has left in the middle is only to be activated. */
  if (um_proposal_is_retried (self, UM_STEP_ACCOUNT_ENABLE)
      && !um_proposal_is_retried (self, UM_STEP_ACCOUNT_DISABLE))
    {
      um_proposal_add_account (self, UM_STEP_ACCOUNT_ENABLE, NULL);
      return;
    }
  if (skip == UM_SKIP_ALREADY_SO)
    skip = UM_SKIP_DEACTIVATED;
  else if (skip == UM_SKIP_NONE && now == UM_STATUS_UNKNOWN)
    skip = UM_SKIP_STATUS_UNKNOWN;
  add_account_step (self, UM_STEP_ACCOUNT_DISABLE, NULL, skip);
  add_account_step (self, UM_STEP_ACCOUNT_ENABLE, NULL, skip);
}

/* ---- access to directories ---- */

UmTruth
um_proposal_is_suspended (const UmProposal *self, const char *directory_id)
{
  guint thing = um_directory_find_thing (self->directory, UM_SET_SUSPENSIONS, directory_id);

  for (guint i = self->suspensions->len; i > 0; i--)
    {
      const UmProposedSuspension *effect = &g_array_index (self->suspensions, UmProposedSuspension,
                                                           i - 1);

      if (g_str_equal (effect->directory_id, directory_id))
        return effect->suspended ? UM_YES : UM_NO;
    }
  if (self->row == UM_NO_ROW || thing == UM_NO_ROW)
    return UM_UNKNOWN;
  return um_directory_is_member (self->directory, UM_SET_SUSPENSIONS, thing, self->row);
}

static gboolean
is_in (const UmProposal *self, guint directory)
{
  return directory != UM_NO_ROW
         && um_directory_is_member (self->directory, UM_SET_DIRECTORIES, directory, self->row)
              == UM_YES;
}

static const char *
access_word (UmTruth suspended)
{
  if (suspended == UM_UNKNOWN)
    return NULL;
  return um_user_status_to_nick (suspended == UM_YES ? UM_STATUS_SUSPENDED : UM_STATUS_ACTIVE);
}

const char *
um_proposal_find_directory_name (const UmProposal *self, const char *directory_id)
{
  guint thing = UM_NO_ROW;

  if (directory_id != NULL)
    thing = um_directory_find_thing (self->directory, UM_SET_DIRECTORIES, directory_id);
  if (thing == UM_NO_ROW)
    return directory_id;
  return um_directory_get_thing (self->directory, UM_SET_DIRECTORIES, thing)->name;
}

static void
add_access_to (UmProposal *self, UmStepKind kind, const char *directory_id)
{
  guint directory = um_directory_find_thing (self->directory, UM_SET_DIRECTORIES, directory_id);
  UmTruth wanted = kind == UM_STEP_ACCESS_SUSPEND ? UM_YES : UM_NO;
  UmTruth now = um_proposal_is_suspended (self, directory_id);
  UmProposedSuspension effect = { directory_id, wanted == UM_YES };
  UmProposedStep step = {
    .kind = kind,
    .thing = UM_NO_ROW,
    .place = directory_id,
    .target_name = um_proposal_find_directory_name (self, directory_id),
    .before = access_word (now),
    .after = access_word (wanted),
    .skip = um_proposal_find_user_skip (self),
  };

  if (step.skip == UM_SKIP_NONE && !is_in (self, directory))
    step.skip = UM_SKIP_NOT_IN_DIRECTORY;
  else if (step.skip == UM_SKIP_NONE && now == wanted)
    step.skip = UM_SKIP_ALREADY_SO;
  g_array_append_val (self->steps, step);
  if (step.skip == UM_SKIP_NONE)
    g_array_append_val (self->suspensions, effect);
}

/* ---- removal ---- */

static void
add_thing (JsonBuilder *builder, const UmThing *thing)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, thing->id);
  json_builder_set_member_name (builder, "name");
  json_builder_add_string_value (builder, thing->name);
  json_builder_end_object (builder);
}

/* @parent: (nullable): only what is in that directory. */
static void
add_things (
  const UmProposal *self, JsonBuilder *builder, const char *member, UmSet set, const char *parent)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (self->directory, set),
                                                  self->row, &n_things);

  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *thing = um_directory_get_thing (self->directory, set, things[i]);

      /* A site knows the roles of its organisation in part; they don't go with it. */
      if (set == UM_SET_ROLES && !thing->known)
        continue;
      if (parent == NULL || g_strcmp0 (thing->parent, parent) == 0)
        add_thing (builder, thing);
    }
  json_builder_end_array (builder);
}

/* What goes with the access, so that it can be given back after a new invitation: a JSON object of
 * arrays of {id, name}. Lives as long as the proposal is about this user. */
static const char *
save_access (UmProposal *self, const char *directory_id, const UmStanding *standing)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_things (self, builder, "groups", UM_SET_GROUPS, directory_id);
  add_things (self, builder, "roles", UM_SET_ROLES, NULL);
  add_things (self, builder, "products", UM_SET_PRODUCTS, NULL);
  if (standing != NULL)
    um_standing_write (standing, builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return um_proposal_keep (self, json_to_string (root, FALSE));
}

/* @directory_id: %NULL: the site. */
static UmUserStatus
get_access (const UmProposal *self, const char *directory_id)
{
  if (self->row == UM_NO_ROW)
    return UM_STATUS_UNKNOWN;
  if (directory_id == NULL)
    return um_proposal_is_off_site (self) ? UM_STATUS_NO_ACCESS
                                          : um_directory_get_status (self->directory, self->row);
  if (!is_in (self, um_directory_find_thing (self->directory, UM_SET_DIRECTORIES, directory_id)))
    return UM_STATUS_NO_ACCESS;
  return um_proposal_is_suspended (self, directory_id) == UM_YES ? UM_STATUS_SUSPENDED
                                                                 : UM_STATUS_ACTIVE;
}

void
um_proposal_add_removal (UmProposal *self, const char *directory_id, const UmStanding *standing)
{
  UmUserStatus now = get_access (self, directory_id);
  UmProposedStep step = {
    .kind = UM_STEP_DIRECTORY_REMOVE,
    .thing = UM_NO_ROW,
    .place = directory_id,
    .target_name = um_proposal_find_directory_name (self, directory_id),
    .before = now != UM_STATUS_UNKNOWN ? um_user_status_to_nick (now) : NULL,
    .after = um_user_status_to_nick (UM_STATUS_NO_ACCESS),
    .skip = um_proposal_find_user_skip (self),
  };

  if (step.skip == UM_SKIP_NONE && now == UM_STATUS_NO_ACCESS)
    step.skip = UM_SKIP_ALREADY_SO;
  if (step.skip == UM_SKIP_NONE)
    step.argument = save_access (self, directory_id, standing);
  g_array_append_val (self->steps, step);
}

/* ---- which directories ---- */

static const char *
get_word_after (UmStepKind kind)
{
  if (kind == UM_STEP_DIRECTORY_REMOVE)
    return um_user_status_to_nick (UM_STATUS_NO_ACCESS);
  return access_word (kind == UM_STEP_ACCESS_SUSPEND ? UM_YES : UM_NO);
}

static void
add_no_access (UmProposal *self, UmStepKind kind, UmSkip skip)
{
  UmProposedStep step = {
    .kind = kind,
    .thing = UM_NO_ROW,
    .after = get_word_after (kind),
    .skip = um_proposal_find_user_skip (self),
  };

  if (step.skip == UM_SKIP_NONE)
    step.skip = skip;
  g_array_append_val (self->steps, step);
}

static void
add_for (UmProposal *self, UmStepKind kind, const char *directory_id)
{
  if (kind == UM_STEP_DIRECTORY_REMOVE)
    um_proposal_add_removal (self, directory_id, NULL);
  else
    add_access_to (self, kind, directory_id);
}

/* Who is in none is out already. */
static UmSkip
get_skip_of_none (UmStepKind kind)
{
  return kind == UM_STEP_DIRECTORY_REMOVE ? UM_SKIP_ALREADY_SO : UM_SKIP_NOT_IN_DIRECTORY;
}

static void
add_for_only (UmProposal *self, UmStepKind kind)
{
  const guint32 *things = NULL;
  guint n_things = 0;

  if (self->row != UM_NO_ROW)
    things = um_relation_get_things (
      um_directory_get_relation (self->directory, UM_SET_DIRECTORIES), self->row, &n_things);
  if (n_things == 1)
    add_for (self, kind,
             um_directory_get_thing (self->directory, UM_SET_DIRECTORIES, things[0])->id);
  else
    add_no_access (self, kind,
                   n_things > 1 ? UM_SKIP_SEVERAL_DIRECTORIES : get_skip_of_none (kind));
}

void
um_proposal_add_access (UmProposal *self, UmStepKind kind, GPtrArray *directories)
{
  if (self->is_site && kind == UM_STEP_DIRECTORY_REMOVE)
    um_proposal_add_removal (self, NULL, NULL);
  else if (directories == NULL || directories->len == 0)
    add_for_only (self, kind);
  else
    for (guint i = 0; i < directories->len; i++)
      add_for (self, kind, g_ptr_array_index (directories, i));
}
