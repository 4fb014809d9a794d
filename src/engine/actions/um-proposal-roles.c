/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a user's chain that is about roles on products, which users of an organisation have
 * themselves. No state of its own; any thread. */
#include "um-proposal-private.h"

#include "um-direct-role-private.h"
#include "um-products-private.h"

static UmTruth
either (UmTruth a, UmTruth b)
{
  if (a == UM_YES || b == UM_YES)
    return UM_YES;
  return a == UM_UNKNOWN || b == UM_UNKNOWN ? UM_UNKNOWN : UM_NO;
}

UmTruth
um_proposal_has_role (const UmProposal *self, guint thing)
{
  for (guint i = self->steps->len; i > 0; i--)
    {
      const UmProposedStep *step = &g_array_index (self->steps, UmProposedStep, i - 1);

      if (step->thing != thing || step->skip != UM_SKIP_NONE)
        continue;
      if (step->kind == UM_STEP_ROLE_ASSIGN || step->kind == UM_STEP_ROLE_REVOKE)
        return step->kind == UM_STEP_ROLE_ASSIGN ? UM_YES : UM_NO;
    }
  if (self->row == UM_NO_ROW)
    return UM_UNKNOWN;
  return um_directory_is_member (self->directory, UM_SET_DIRECT_ROLES, thing, self->row);
}

UmTruth
um_proposal_has_role_on (const UmProposal *self, const char *product)
{
  UmTruth has = UM_NO;

  for (guint i = 0; um_seat_roles[i] != NULL; i++)
    {
      g_autofree char *id = um_direct_role_new_id (um_seat_roles[i], product);
      guint thing = um_directory_find_thing (self->directory, UM_SET_DIRECT_ROLES, id);

      if (thing != UM_NO_ROW)
        has = either (has, um_proposal_has_role (self, thing));
    }
  return has;
}

const char *
um_proposal_find_other_role (const UmProposal *self, const char *product)
{
  for (guint i = 0; um_other_roles[i] != NULL; i++)
    {
      g_autofree char *id = um_direct_role_new_id (um_other_roles[i], product);
      guint thing = um_directory_find_thing (self->directory, UM_SET_DIRECT_ROLES, id);

      if (thing != UM_NO_ROW && um_proposal_has_role (self, thing) == UM_YES)
        return um_directory_get_thing (self->directory, UM_SET_DIRECT_ROLES, thing)->name;
    }
  return NULL;
}

/* Whether a group or a role gives the product when the chain has come this far. */
static UmTruth
has_product (const UmProposal *self, const char *product)
{
  guint n_groups = um_directory_get_n_things (self->directory, UM_SET_GROUPS);
  UmTruth has = um_proposal_has_role_on (self, product);

  for (guint i = 0; i < n_groups && has != UM_YES; i++)
    {
      const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, i);

      if (um_products_contain (group->products, product))
        has = either (has, um_proposal_is_member (self, i));
    }
  return has;
}

static UmSkip
find_skip (const UmProposal *self, UmTruth now, gboolean assigned)
{
  guint n_directories;

  if (self->row == UM_NO_ROW)
    return UM_SKIP_USER_GONE;
  um_relation_get_things (um_directory_get_relation (self->directory, UM_SET_DIRECTORIES),
                          self->row, &n_directories);
  if (self->account == UM_STATUS_FORMER)
    return UM_SKIP_FORMER_USER;
  if (now == (assigned ? UM_YES : UM_NO))
    return UM_SKIP_ALREADY_SO;
  if (n_directories == 0)
    return UM_SKIP_NOT_IN_DIRECTORY;
  /* ADMIN-UAM-400-2 (ATLASSIAN.md §1). */
  if (assigned && self->account == UM_STATUS_DEACTIVATED)
    return UM_SKIP_DEACTIVATED;
  if (assigned && self->account == UM_STATUS_DELETED)
    return UM_SKIP_DELETED;
  return UM_SKIP_NONE;
}

static void
add_step (UmProposal *self, guint thing, UmTruth now, gboolean assigned)
{
  const UmThing *role = um_directory_get_thing (self->directory, UM_SET_DIRECT_ROLES, thing);
  UmProposedStep step = {
    .kind = assigned ? UM_STEP_ROLE_ASSIGN : UM_STEP_ROLE_REVOKE,
    .skip = find_skip (self, now, assigned),
    .thing = thing,
    .target = role->id,
    .target_name = role->name,
    .after = assigned ? UM_ASSIGNED : UM_NOT_ASSIGNED,
  };

  if (now != UM_UNKNOWN)
    step.before = now == UM_YES ? UM_ASSIGNED : UM_NOT_ASSIGNED;
  g_array_append_val (self->steps, step);
}

void
um_proposal_grant (UmProposal *self, const char *product)
{
  g_autofree char *id = um_direct_role_new_id (UM_SEAT_ROLE, product);
  guint thing = um_directory_find_thing (self->directory, UM_SET_DIRECT_ROLES, id);

  if (thing != UM_NO_ROW)
    add_step (self, thing, has_product (self, product), TRUE);
}

void
um_proposal_revoke (UmProposal *self, const char *product)
{
  for (guint i = 0; um_seat_roles[i] != NULL; i++)
    {
      g_autofree char *id = um_direct_role_new_id (um_seat_roles[i], product);
      guint thing = um_directory_find_thing (self->directory, UM_SET_DIRECT_ROLES, id);

      if (thing != UM_NO_ROW)
        add_step (self, thing, um_proposal_has_role (self, thing), FALSE);
    }
}

void
um_proposal_set_role (UmProposal *self, guint thing, gboolean assigned)
{
  add_step (self, thing, um_proposal_has_role (self, thing), assigned);
}
