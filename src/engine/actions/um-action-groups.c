/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the actions on memberships share: the groups and pairs that they were given, resolved once
 * for all users, and the steps that follow for one. No state; any thread. */
#include "um-action-private.h"

#include "um-group-pair.h"
#include "um-problem.h"
#include "um-proposal-private.h"

static gboolean
has_group (const GArray *groups, const char *id)
{
  for (guint i = 0; groups != NULL && i < groups->len; i++)
    if (g_str_equal (g_array_index (groups, UmActionGroup, i).id, id))
      return TRUE;
  return FALSE;
}

static gboolean
add_group (
  GArray *groups, const char *id, UmDirectory *directory, gboolean may_be_gone, GError **error)
{
  UmActionGroup group = { .id = id };

  if (has_group (groups, id))
    return TRUE;
  group.thing = um_directory_find_thing (directory, UM_SET_GROUPS, id);
  if (group.thing == UM_NO_ROW && !may_be_gone)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_GROUP, id);
      return FALSE;
    }
  g_array_append_val (groups, group);
  return TRUE;
}

/* The groups of one user, made where there are none yet. */
static GArray *
put_user (GHashTable *pairs, const char *pair, gsize length)
{
  g_autofree char *account_id = g_strndup (pair, length);
  GArray *groups = g_hash_table_lookup (pairs, account_id);

  if (groups == NULL)
    {
      groups = g_array_new (FALSE, FALSE, sizeof (UmActionGroup));
      g_hash_table_insert (pairs, g_steal_pointer (&account_id), groups);
    }
  return groups;
}

static gboolean
take_pairs (UmActionInputs *self,
            const char *const *pairs,
            UmDirectory *directory,
            gboolean may_be_gone,
            GError **error)
{
  for (guint i = 0; pairs[i] != NULL; i++)
    {
      gsize length;
      const char *id = um_group_pair_split (pairs[i], &length);

      if (id == NULL)
        {
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER,
                               "actions.inputs.pairs");
          return FALSE;
        }
      if (!add_group (put_user (self->pairs, pairs[i], length), id, directory, may_be_gone, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
um_action_inputs_take_groups (UmActionInputs *self,
                              const UmPlanAction *asked,
                              UmDirectory *directory,
                              gboolean may_be_gone,
                              GError **error)
{
  g_autofree const char **ids = um_plan_action_get_input (asked,
                                                          um_input_kind_to_nick (UM_INPUT_GROUPS));
  g_autofree const char **pairs = um_plan_action_get_input (asked,
                                                            um_input_kind_to_nick (UM_INPUT_PAIRS));
  g_autofree const char **like = um_plan_action_get_input (asked,
                                                           um_input_kind_to_nick (UM_INPUT_LIKE));
  g_autofree const char **people = um_plan_action_get_input (
    asked, um_input_kind_to_nick (UM_INPUT_PEOPLE));

  self->groups = g_array_new (FALSE, FALSE, sizeof (UmActionGroup));
  self->pairs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    if (!add_group (self->groups, ids[i], directory, may_be_gone, error))
      return FALSE;
  if (pairs != NULL && !take_pairs (self, pairs, directory, may_be_gone, error))
    return FALSE;
  /* A colleague's may be those that everybody has already; people who are invited can do without.
   */
  if (self->groups->len > 0 || g_hash_table_size (self->pairs) > 0
      || (like != NULL && like[0] != NULL) || people != NULL)
    return TRUE;
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_GROUPS, asked->key);
  return FALSE;
}

/* A group of @pairs that is also in @groups, or in @others for the same user. (nullable) */
static const UmActionGroup *
find_in_pairs (GHashTable *pairs, const GArray *groups, GHashTable *others)
{
  GHashTableIter iter;
  gpointer account_id, value;

  if (pairs == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, pairs);
  while (g_hash_table_iter_next (&iter, &account_id, &value))
    {
      const GArray *own = value;
      const GArray *other = others != NULL ? g_hash_table_lookup (others, account_id) : NULL;

      for (guint i = 0; i < own->len; i++)
        {
          const UmActionGroup *group = &g_array_index (own, UmActionGroup, i);

          if (has_group (groups, group->id) || has_group (other, group->id))
            return group;
        }
    }
  return NULL;
}

const UmActionGroup *
um_action_inputs_find_common (const UmActionInputs *a, const UmActionInputs *b)
{
  const UmActionGroup *common = find_in_pairs (a->pairs, b->groups, b->pairs);

  for (guint i = 0; b->groups != NULL && i < b->groups->len; i++)
    if (has_group (a->groups, g_array_index (b->groups, UmActionGroup, i).id))
      return &g_array_index (b->groups, UmActionGroup, i);
  return common != NULL ? common : find_in_pairs (b->pairs, a->groups, NULL);
}

/* Who is off the site can't be put into a group. What an undo gives back isn't asked: he was in the
 * group. */
static void
add_membership (UmProposal *proposal, const UmActionGroup *group, gboolean member)
{
  const UmProposedStep *step;

  um_proposal_add_membership (proposal, group->thing, group->id, member);
  step = &g_array_index (proposal->steps, UmProposedStep, proposal->steps->len - 1);
  if (member && proposal->is_site && step->skip == UM_SKIP_NONE
      && um_proposal_is_surely_off_site (proposal))
    um_proposal_leave_out (proposal, proposal->steps->len - 1, UM_SKIP_NOT_ON_SITE);
}

void
um_action_inputs_propose (const UmActionInputs *self, UmProposal *proposal, gboolean member)
{
  const GArray *own = g_hash_table_lookup (self->pairs, proposal->account_id);

  for (guint i = 0; i < self->groups->len; i++)
    {
      const UmActionGroup *group = &g_array_index (self->groups, UmActionGroup, i);

      add_membership (proposal, group, member);
    }
  for (guint i = 0; own != NULL && i < own->len; i++)
    {
      const UmActionGroup *group = &g_array_index (own, UmActionGroup, i);

      if (!has_group (self->groups, group->id))
        add_membership (proposal, group, member);
    }
}
