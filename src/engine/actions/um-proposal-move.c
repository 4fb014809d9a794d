/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a user's chain that brings him from one directory of an organisation into another.
 * Atlassian has no such call (ATLASSIAN.md §14): he is invited there by a group, gets the groups of
 * the same names, is read back, and only then is removed. As um-proposal.c. */
#include "um-proposal-private.h"

#include "um-enums.h"

#include <string.h>

/* What becomes of one user. */
typedef struct
{
  UmProposal *proposal;
  const UmMove *move;
  const char *from;  /* (nullable) id of the directory that he leaves */
  gboolean is_there; /* in the other one already */
  GArray *groups;    /* of guint32: those there that he is to be in, each once */
  GString *missing;  /* names of groups that aren't there */
  GString *synced;   /* and of those that can't be given there */
} Moving;

static void
moving_clear (Moving *self)
{
  g_array_unref (self->groups);
  g_string_free (self->missing, TRUE);
  g_string_free (self->synced, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Moving, moving_clear)

/* ---- what holds for all users ---- */

static void
note_group (UmMove *self, const UmThing *group, guint32 thing)
{
  char *folded = um_text_fold (group->name);

  if (g_hash_table_contains (self->there, folded))
    thing = UM_NO_ROW;
  g_hash_table_replace (self->there, folded, GUINT_TO_POINTER (thing));
}

UmMove *
um_move_new (UmDirectory *directory, GPtrArray *from, const char *into)
{
  UmMove *self = g_new0 (UmMove, 1);

  self->from = from;
  self->into = into;
  self->there = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->more = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->unread = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (directory, UM_SET_GROUPS, i);

      if (g_strcmp0 (group->parent, into) == 0)
        note_group (self, group, i);
      if (!group->known)
        g_array_append_val (self->unread, i);
    }
  return self;
}

void
um_move_free (UmMove *self)
{
  g_hash_table_unref (self->there);
  g_array_unref (self->more);
  g_array_unref (self->unread);
  g_free (self);
}

/* ---- one user ---- */

static const UmThing *
get_group (const Moving *self, guint thing)
{
  return um_directory_get_thing (self->proposal->directory, UM_SET_GROUPS, thing);
}

static gboolean
is_in (const Moving *self, const char *directory_id)
{
  UmDirectory *directory = self->proposal->directory;
  guint thing = um_directory_find_thing (directory, UM_SET_DIRECTORIES, directory_id);

  return thing != UM_NO_ROW
         && um_directory_is_member (directory, UM_SET_DIRECTORIES, thing, self->proposal->row)
              == UM_YES;
}

/* ---- from where ---- */

/* The one of all directories, whichever that is: who is in the other one too has to be told. */
static UmSkip
find_only (Moving *self)
{
  UmDirectory *directory = self->proposal->directory;
  guint n_things;
  const guint32 *things = um_relation_get_things (
    um_directory_get_relation (directory, UM_SET_DIRECTORIES), self->proposal->row, &n_things);

  if (n_things == 0)
    return UM_SKIP_NOT_IN_DIRECTORY;
  if (n_things > 1)
    return UM_SKIP_SEVERAL_DIRECTORIES;
  if (self->is_there)
    return UM_SKIP_ALREADY_SO;
  self->from = um_directory_get_thing (directory, UM_SET_DIRECTORIES, things[0])->id;
  return UM_SKIP_NONE;
}

static UmSkip
find_chosen (Moving *self)
{
  for (guint i = 0; i < self->move->from->len; i++)
    {
      const char *id = g_ptr_array_index (self->move->from, i);

      if (!is_in (self, id))
        continue;
      if (self->from != NULL)
        return UM_SKIP_SEVERAL_DIRECTORIES;
      self->from = id;
    }
  if (self->from != NULL)
    return UM_SKIP_NONE;
  return self->is_there ? UM_SKIP_ALREADY_SO : UM_SKIP_NOT_IN_DIRECTORY;
}

static UmSkip
find_from (Moving *self)
{
  UmSkip skip;

  self->is_there = is_in (self, self->move->into);
  skip = self->move->from->len > 0 ? find_chosen (self) : find_only (self);
  if (skip != UM_SKIP_NONE)
    self->from = NULL;
  return skip;
}

/* ---- to which groups ---- */

static void
append_name (GString *names, const char *name)
{
  if (names->len > 0)
    g_string_append (names, ", ");
  g_string_append (names, name);
}

static void
add_group (Moving *self, guint32 thing)
{
  const UmThing *group = get_group (self, thing);

  for (guint i = 0; i < self->groups->len; i++)
    if (g_array_index (self->groups, guint32, i) == thing)
      return;
  if (group->synced && um_proposal_is_member (self->proposal, thing) != UM_YES)
    append_name (self->synced, group->name);
  else
    g_array_append_val (self->groups, thing);
}

/* The name with the ids of those that bear it. */
static const char *
describe_ambiguous (Moving *self, const char *name)
{
  UmDirectory *directory = self->proposal->directory;
  g_autoptr (GArray) things = um_directory_find_things_by_name (directory, UM_SET_GROUPS, name);
  GString *text = g_string_new (name);
  gboolean first = TRUE;

  for (guint i = 0; i < things->len; i++)
    {
      const UmThing *group = get_group (self, g_array_index (things, guint32, i));

      if (g_strcmp0 (group->parent, self->move->into) != 0)
        continue;
      g_string_append_printf (text, "%s%s", first ? ": " : ", ", group->id);
      first = FALSE;
    }
  return um_proposal_keep (self->proposal, g_string_free (text, FALSE));
}

/* The group there of the same name as @thing. */
static UmSkip
add_twin (Moving *self, guint thing, const char **detail)
{
  const UmThing *group = get_group (self, thing);
  g_autofree char *folded = um_text_fold (group->name);
  gpointer twin;

  if (!g_hash_table_lookup_extended (self->move->there, folded, NULL, &twin))
    {
      append_name (self->missing, group->name);
      return UM_SKIP_NONE;
    }
  if (GPOINTER_TO_UINT (twin) != UM_NO_ROW)
    {
      add_group (self, GPOINTER_TO_UINT (twin));
      return UM_SKIP_NONE;
    }
  *detail = describe_ambiguous (self, group->name);
  return UM_SKIP_AMBIGUOUS_GROUP;
}

/* Whether he may be in groups of the directory that he leaves that nobody knows of: they would be
 * lost without a word. */
static gboolean
has_unknown (const Moving *self)
{
  for (guint i = 0; i < self->move->unread->len; i++)
    {
      guint32 thing = g_array_index (self->move->unread, guint32, i);

      if (g_strcmp0 (get_group (self, thing)->parent, self->from) == 0
          && um_proposal_is_member (self->proposal, thing) == UM_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

static void
note_left (Moving *self, GArray *left, guint32 thing)
{
  if (g_strcmp0 (get_group (self, thing)->parent, self->from) != 0
      || um_proposal_is_member (self->proposal, thing) != UM_YES)
    return;
  for (guint i = 0; i < left->len; i++)
    if (g_array_index (left, guint32, i) == thing)
      return;
  g_array_append_val (left, thing);
}

/* All his groups in the directory that he leaves, those too that the chain gives him before.
 * (transfer full) */
static GArray *
list_left (Moving *self)
{
  const UmProposal *proposal = self->proposal;
  GArray *left = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint n_things;
  const guint32 *things = um_relation_get_things (
    um_directory_get_relation (proposal->directory, UM_SET_GROUPS), proposal->row, &n_things);

  for (guint i = 0; i < n_things; i++)
    note_left (self, left, things[i]);
  for (guint i = 0; i < proposal->steps->len; i++)
    {
      const UmProposedStep *step = &g_array_index (proposal->steps, UmProposedStep, i);

      if (step->kind == UM_STEP_GROUP_ADD && step->skip == UM_SKIP_NONE)
        note_left (self, left, step->thing);
    }
  return left;
}

/* In an order that lasts from one directory to the next. */
static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  const Moving *self = data;

  return strcmp (get_group (self, *(const guint32 *) a)->id,
                 get_group (self, *(const guint32 *) b)->id);
}

static UmSkip
find_groups (Moving *self, const char **detail)
{
  g_autoptr (GArray) left = list_left (self);

  if (has_unknown (self))
    return UM_SKIP_GROUPS_UNKNOWN;
  for (guint i = 0; i < left->len; i++)
    {
      UmSkip skip = add_twin (self, g_array_index (left, guint32, i), detail);

      if (skip != UM_SKIP_NONE)
        return skip;
    }
  for (guint i = 0; i < self->move->more->len; i++)
    add_group (self, g_array_index (self->move->more, guint32, i));
  g_array_sort_with_data (self->groups, compare_groups, self);
  return UM_SKIP_NONE;
}

/* ---- what is in the way ---- */

static UmSkip
find_user_skip (const Moving *self)
{
  const UmProposal *proposal = self->proposal;
  UmSkip skip = um_proposal_find_user_skip (proposal);

  if (skip != UM_SKIP_NONE)
    return skip;
  if (proposal->account == UM_STATUS_DELETED)
    return UM_SKIP_DELETED;
  if (proposal->account == UM_STATUS_DEACTIVATED)
    return UM_SKIP_DEACTIVATED;
  if (um_directory_get_synced (proposal->directory, proposal->row) == UM_YES)
    return UM_SKIP_SYNCED;
  return UM_SKIP_NONE;
}

/* Who is suspended here would get access by the invitation; who is suspended there would lose what
 * he has. */
static gboolean
is_suspended (const Moving *self)
{
  return um_proposal_is_suspended (self->proposal, self->from) == UM_YES
         || (self->is_there
             && um_proposal_is_suspended (self->proposal, self->move->into) == UM_YES);
}

static UmSkip
find_skip (Moving *self, const char **detail)
{
  UmSkip skip = find_user_skip (self);

  if (skip == UM_SKIP_NONE)
    skip = find_from (self);
  if (skip == UM_SKIP_NONE && is_suspended (self))
    skip = UM_SKIP_SUSPENDED;
  if (skip == UM_SKIP_NONE)
    skip = find_groups (self, detail);
  if (skip != UM_SKIP_NONE || self->is_there)
    return skip;
  if (self->groups->len == 0)
    return UM_SKIP_NO_WAY_IN;
  return self->proposal->email == NULL || *self->proposal->email == '\0' ? UM_SKIP_NO_EMAIL
                                                                         : UM_SKIP_NONE;
}

/* ---- the steps ---- */

static void
add_skipped (Moving *self, UmSkip skip, const char *detail)
{
  UmProposedStep step = {
    .kind = UM_STEP_DIRECTORY_REMOVE,
    .skip = skip,
    .skip_detail = detail,
    .thing = UM_NO_ROW,
    .place = self->from,
    .target_name = um_proposal_find_directory_name (self->proposal, self->from),
    .after = um_user_status_to_nick (UM_STATUS_NO_ACCESS),
  };

  if (skip == UM_SKIP_ALREADY_SO)
    step.before = step.after;
  g_array_append_val (self->proposal->steps, step);
}

/* An invitation by a group of admins would make him one even where he is to be none. */
static guint32
choose_entrance (const Moving *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      guint32 thing = g_array_index (self->groups, guint32, i);

      if (!get_group (self, thing)->admin)
        return thing;
    }
  return g_array_index (self->groups, guint32, 0);
}

static guint32
add_entrance (Moving *self)
{
  UmProposal *proposal = self->proposal;
  guint32 thing = choose_entrance (self);
  const UmThing *group = get_group (self, thing);
  UmProposedStep step = {
    .kind = UM_STEP_DIRECTORY_ENTER,
    .thing = thing,
    .target = group->id,
    .place = self->move->into,
    .before = um_user_status_to_nick (UM_STATUS_NO_ACCESS),
    .argument = proposal->email,
    .after = um_user_status_to_nick (UM_STATUS_ACTIVE),
  };

  step.target_name = um_proposal_keep (
    proposal,
    g_strdup_printf ("%s › %s", um_proposal_find_directory_name (proposal, self->move->into),
                     group->name));
  g_array_append_val (proposal->steps, step);
  g_array_append_val (proposal->given, thing);
  um_proposal_note_membership (proposal, thing);
  proposal->entered = self->move->into;
  return thing;
}

/* (transfer full) */
static UmStanding *
new_standing (const Moving *self)
{
  UmStanding *standing = um_standing_new (self->move->into);

  for (guint i = 0; i < self->groups->len; i++)
    {
      const UmThing *group = get_group (self, g_array_index (self->groups, guint32, i));

      um_standing_add_group (standing, group->id, group->name);
    }
  return standing;
}

static void
add_check (Moving *self, const UmStanding *standing)
{
  UmProposal *proposal = self->proposal;
  UmProposedStep step = {
    .kind = UM_STEP_DIRECTORY_CHECK,
    .thing = UM_NO_ROW,
    .place = self->move->into,
    .target_name = um_proposal_find_directory_name (proposal, self->move->into),
    .argument = um_proposal_keep (proposal, um_standing_print (standing)),
    .before = UM_NOT_READ_BACK,
    .after = UM_READ_BACK,
  };

  g_array_append_val (proposal->steps, step);
}

static void
warn (Moving *self)
{
  UmProposal *proposal = self->proposal;

  if (self->is_there)
    um_proposal_warn (proposal, UM_WARNING_ALREADY_THERE,
                      um_proposal_find_directory_name (proposal, self->move->into));
  if (self->missing->len > 0)
    um_proposal_warn (proposal, UM_WARNING_LOSES_GROUPS,
                      um_proposal_keep (proposal, g_strdup (self->missing->str)));
  if (self->synced->len > 0)
    um_proposal_warn (proposal, UM_WARNING_SYNCED_THERE,
                      um_proposal_keep (proposal, g_strdup (self->synced->str)));
}

static void
add_steps (Moving *self)
{
  g_autoptr (UmStanding) standing = new_standing (self);
  guint32 entrance = self->is_there ? UM_NO_ROW : add_entrance (self);

  for (guint i = 0; i < self->groups->len; i++)
    {
      guint32 thing = g_array_index (self->groups, guint32, i);

      if (thing != entrance)
        um_proposal_add_membership (self->proposal, thing, get_group (self, thing)->id, TRUE);
    }
  add_check (self, standing);
  um_proposal_add_removal (self->proposal, self->from, standing);
  warn (self);
}

void
um_proposal_add_move (UmProposal *self, const UmMove *move)
{
  const char *detail = NULL;
  UmSkip skip;
  g_auto (Moving) moving = {
    .proposal = self,
    .move = move,
    .groups = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .missing = g_string_new (NULL),
    .synced = g_string_new (NULL),
  };

  skip = find_skip (&moving, &detail);
  if (skip != UM_SKIP_NONE)
    add_skipped (&moving, skip, detail);
  else
    add_steps (&moving);
}
