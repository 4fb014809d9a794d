/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change directory: Atlassian can't move users, so they are invited to another directory of the
 * organisation, get the groups of the same names there, are read back, and are removed from the old
 * one only then (PRODUCT.md §5, ATLASSIAN.md §14). Nothing gives it back; what goes with the old
 * directory is saved as a removal saves it. */
#include "um-action-private.h"

#include "um-problem.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_DIRECTORIES, UM_INPUT_GROUPS, UM_INPUT_INTO };

/* Groups that everybody gets are those of the directory that users change to. */
static gboolean
take_more (UmActionInputs *self, UmDirectory *directory, GError **error)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const UmActionGroup *group = &g_array_index (self->groups, UmActionGroup, i);
      const UmThing *thing = NULL;

      if (group->thing != UM_NO_ROW)
        thing = um_directory_get_thing (directory, UM_SET_GROUPS, group->thing);
      if (thing == NULL || g_strcmp0 (thing->parent, self->move->into) != 0)
        {
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_GROUP_ELSEWHERE,
                               thing != NULL ? thing->name : group->id);
          return FALSE;
        }
      g_array_append_val (self->move->more, group->thing);
    }
  return TRUE;
}

gboolean
um_action_inputs_take_move (UmActionInputs *self,
                            const UmPlanAction *asked,
                            UmDirectory *directory,
                            GError **error)
{
  const char *nick = um_input_kind_to_nick (UM_INPUT_INTO);
  g_autofree const char **ids = um_plan_action_get_input (asked, nick);
  guint thing;

  if (ids == NULL || ids[0] == NULL || ids[1] != NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_DIRECTORY, asked->key);
      return FALSE;
    }
  thing = um_directory_find_thing (directory, UM_SET_DIRECTORIES, ids[0]);
  if (thing == UM_NO_ROW)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_DIRECTORY, ids[0]);
      return FALSE;
    }
  if (g_ptr_array_find_with_equal_func (self->directories, ids[0], g_str_equal, NULL))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_SAME_DIRECTORY,
                           um_directory_get_thing (directory, UM_SET_DIRECTORIES, thing)->name);
      return FALSE;
    }
  self->move = um_move_new (directory, self->directories, ids[0]);
  return take_more (self, directory, error);
}

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_move (proposal, inputs->move);
}

const UmAction um_action_change_directory = {
  .info = {
    .key = "change-directory",
    .group = UM_CARD_REMOVAL,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .groups_optional = TRUE,
    .billing = UM_BILLING_BOTH_SEATS,
    .undo = UM_UNDO_NONE,
    .takes_access = TRUE,
  },
  .propose = propose,
};
