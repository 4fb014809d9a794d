/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user's chain while it is being made; owned by the planner's worker and used again for each
 * user. */
#include "um-proposal-private.h"

#include "um-guard-private.h"
#include "um-org.h"

#include <string.h>

typedef struct
{
  guint thing;
  gboolean member;
} Effect;

UmProposal *
um_proposal_new (UmDirectory *directory, UmSourceKind kind)
{
  UmProposal *self = g_new0 (UmProposal, 1);

  self->directory = um_directory_ref (directory);
  self->is_site = kind == UM_SOURCE_JIRA;
  self->row = UM_NO_ROW;
  self->steps = g_array_new (FALSE, FALSE, sizeof (UmProposedStep));
  self->effects = g_array_new (FALSE, FALSE, sizeof (Effect));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->given = g_array_new (FALSE, FALSE, sizeof (guint));
  self->suspensions = g_array_new (FALSE, FALSE, sizeof (UmProposedSuspension));
  self->intended = g_ptr_array_new ();
  self->warnings = g_array_new (FALSE, FALSE, sizeof (UmProposedWarning));
  return self;
}

void
um_proposal_free (UmProposal *self)
{
  um_directory_unref (self->directory);
  g_array_unref (self->steps);
  g_array_unref (self->effects);
  g_array_unref (self->suspensions);
  g_ptr_array_unref (self->texts);
  g_array_unref (self->given);
  g_ptr_array_unref (self->intended);
  g_array_unref (self->warnings);
  g_clear_pointer (&self->retried, g_ptr_array_unref);
  g_free (self);
}

void
um_proposal_begin (UmProposal *self, const char *account_id, guint row)
{
  self->account_id = account_id;
  self->row = row;
  g_array_set_size (self->steps, 0);
  g_array_set_size (self->effects, 0);
  g_array_set_size (self->suspensions, 0);
  g_ptr_array_set_size (self->texts, 0);
  g_array_set_size (self->given, 0);
  g_array_set_size (self->warnings, 0);
  self->entered = NULL;
  self->account = row != UM_NO_ROW ? um_directory_get_status (self->directory, row)
                                   : UM_STATUS_UNKNOWN;
  g_ptr_array_set_size (self->intended, 0);
  self->email = NULL;
  self->unverified_domain = NULL;
  g_clear_pointer (&self->retried, g_ptr_array_unref);
  if (row != UM_NO_ROW)
    {
      UmUser user;

      um_directory_get_user (self->directory, row, &user);
      self->email = user.email;
    }
}

UmTruth
um_proposal_is_member (const UmProposal *self, guint thing)
{
  for (guint i = self->effects->len; i > 0; i--)
    {
      const Effect *effect = &g_array_index (self->effects, Effect, i - 1);

      if (effect->thing == thing)
        return effect->member ? UM_YES : UM_NO;
    }
  if (self->row == UM_NO_ROW)
    return UM_UNKNOWN;
  return um_directory_is_member (self->directory, UM_SET_GROUPS, thing, self->row);
}

/* Whether the user is known not to be in the directory that the group is in. */
static gboolean
is_elsewhere (const UmProposal *self, const UmThing *group)
{
  guint directory;

  if (group->parent == NULL || g_strcmp0 (group->parent, self->entered) == 0)
    return FALSE;
  directory = um_directory_find_thing (self->directory, UM_SET_DIRECTORIES, group->parent);
  return directory == UM_NO_ROW
         || um_directory_is_member (self->directory, UM_SET_DIRECTORIES, directory, self->row)
              == UM_NO;
}

static UmSkip
find_skip (const UmProposal *self, const UmThing *group, UmTruth now, gboolean member)
{
  if (self->row == UM_NO_ROW)
    return UM_SKIP_USER_GONE;
  if (um_directory_get_status (self->directory, self->row) == UM_STATUS_FORMER)
    return UM_SKIP_FORMER_USER;
  if (group == NULL)
    return UM_SKIP_GROUP_GONE;
  if (now == (member ? UM_YES : UM_NO))
    return UM_SKIP_ALREADY_SO;
  if (group->synced)
    return UM_SKIP_GROUP_SYNCED;
  if (is_elsewhere (self, group))
    return UM_SKIP_OTHER_DIRECTORY;
  return UM_SKIP_NONE;
}

static const char *
membership_word (UmTruth member)
{
  if (member == UM_UNKNOWN)
    return NULL;
  return member == UM_YES ? UM_MEMBER : UM_NOT_MEMBER;
}

static void
add_effect (UmProposal *self, guint thing, gboolean member)
{
  Effect effect = { .thing = thing, .member = member };

  g_array_append_val (self->effects, effect);
}

void
um_proposal_add_membership (UmProposal *self, guint thing, const char *group_id, gboolean member)
{
  const UmThing *group = NULL;
  UmTruth now = UM_UNKNOWN;
  UmProposedStep step = { .kind = member ? UM_STEP_GROUP_ADD : UM_STEP_GROUP_REMOVE };

  if (thing != UM_NO_ROW)
    {
      group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);
      now = um_proposal_is_member (self, thing);
    }
  step.thing = thing;
  step.target = group_id;
  step.target_name = group != NULL ? group->name : group_id;
  step.place = group != NULL ? group->parent : NULL;
  step.before = membership_word (now);
  step.after = member ? UM_MEMBER : UM_NOT_MEMBER;
  step.skip = find_skip (self, group, now, member);
  g_array_append_val (self->steps, step);
  if (step.skip == UM_SKIP_NONE)
    add_effect (self, thing, member);
}

static void
drop_effect (UmProposal *self, guint thing)
{
  for (guint i = self->effects->len; i > 0; i--)
    if (g_array_index (self->effects, Effect, i - 1).thing == thing)
      {
        g_array_remove_index (self->effects, i - 1);
        return;
      }
}

void
um_proposal_leave_out (UmProposal *self, guint index, UmSkip skip)
{
  UmProposedStep *step = &g_array_index (self->steps, UmProposedStep, index);

  if (step->kind == UM_STEP_GROUP_ADD || step->kind == UM_STEP_GROUP_REMOVE)
    drop_effect (self, step->thing);
  step->skip = skip;
}

void
um_proposal_note_membership (UmProposal *self, guint thing)
{
  add_effect (self, thing, TRUE);
}

void
um_proposal_warn (UmProposal *self, UmWarningKind kind, const char *detail)
{
  UmProposedWarning warning = { kind, detail };

  g_array_append_val (self->warnings, warning);
}

const char *
um_proposal_keep (UmProposal *self, char *text)
{
  g_ptr_array_add (self->texts, text);
  return text;
}

void
um_proposal_intend_loss (UmProposal *self, const char *product)
{
  g_ptr_array_add (self->intended, (gpointer) product);
}

/* ---- what people should know of a chain ---- */

static gboolean
grants (const UmThing *group, const char *key, gsize length)
{
  const char *pos = group->products;

  while (pos != NULL && *pos != '\0')
    {
      const char *end = strchrnul (pos, ',');

      if ((gsize) (end - pos) == length && memcmp (pos, key, length) == 0)
        return TRUE;
      pos = *end == ',' ? end + 1 : end;
    }
  return FALSE;
}

static gboolean
group_grants (const UmProposal *self, guint thing, const char *key, gsize length)
{
  const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, thing);

  return grants (group, key, length) && um_proposal_is_member (self, thing) == UM_YES;
}

/* Whether a group that wasn't read grants it, so that the user may be in that. */
static gboolean
may_keep_product (const UmProposal *self, const char *key, gsize length)
{
  for (guint i = 0; i < um_directory_get_n_things (self->directory, UM_SET_GROUPS); i++)
    {
      const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, i);

      if (!group->known && grants (group, key, length)
          && um_proposal_is_member (self, i) == UM_UNKNOWN)
        return TRUE;
    }
  return FALSE;
}

/* Whether a group or a role that grants the product is left when the chain is through. */
static UmTruth
keeps_product (const UmProposal *self, const char *key, gsize length)
{
  const UmRelation *relation = um_directory_get_relation (self->directory, UM_SET_GROUPS);
  g_autofree char *id = g_strndup (key, length);
  UmTruth by_role = um_proposal_has_role_on (self, id);
  guint n_things;
  const guint32 *things = um_relation_get_things (relation, self->row, &n_things);

  for (guint i = 0; i < n_things; i++)
    if (group_grants (self, things[i], key, length))
      return UM_YES;
  for (guint i = 0; i < self->effects->len; i++)
    if (group_grants (self, g_array_index (self->effects, Effect, i).thing, key, length))
      return UM_YES;
  return by_role == UM_NO && may_keep_product (self, key, length) ? UM_UNKNOWN : by_role;
}

static void
warn_once (UmPlanUser *user, UmWarningKind kind, const char *detail)
{
  for (guint i = 0; i < user->n_warnings; i++)
    if (user->warnings[i].kind == kind && g_strcmp0 (user->warnings[i].detail, detail) == 0)
      return;
  um_plan_user_warn (user, kind, detail);
}

/* Guests and customers stay what they are. */
static void
warn_of_role (const UmProposal *self, UmPlanUser *user, const char *product)
{
  const char *role = um_proposal_find_other_role (self, product);

  if (role != NULL)
    warn_once (user, UM_WARNING_KEEPS_ROLE, role);
}

static void
warn_of_product (
  const UmProposal *self, UmPlanUser *user, const char *key, gsize length, UmTruth keeps)
{
  g_autofree char *id = g_strndup (key, length);
  guint product = um_directory_find_thing (self->directory, UM_SET_PRODUCTS, id);
  const char *name = id;

  if (g_ptr_array_find_with_equal_func (self->intended, id, g_str_equal, NULL))
    return;
  if (product != UM_NO_ROW)
    name = um_directory_get_thing (self->directory, UM_SET_PRODUCTS, product)->name;
  warn_once (user, keeps == UM_NO ? UM_WARNING_LOSES_PRODUCT : UM_WARNING_MAY_LOSE_PRODUCT, name);
  warn_of_role (self, user, id);
}

static void
warn_of_products (const UmProposal *self, UmPlanUser *user, const UmThing *group)
{
  const char *pos = group->products;

  while (pos != NULL && *pos != '\0')
    {
      const char *end = strchrnul (pos, ',');
      UmTruth keeps = end > pos ? keeps_product (self, pos, end - pos) : UM_YES;

      if (keeps != UM_YES)
        warn_of_product (self, user, pos, end - pos, keeps);
      pos = *end == ',' ? end + 1 : end;
    }
}

/* Whoever shuts out an admin takes that from him. */
static void
warn_of_admin (const UmProposal *self,
               UmPlanUser *user,
               UmSet set,
               gboolean (*is_admin) (const UmThing *))
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (self->directory, set),
                                                  self->row, &n_things);

  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *thing = um_directory_get_thing (self->directory, set, things[i]);

      if (is_admin (thing))
        um_plan_user_warn (user, UM_WARNING_TAKES_ADMIN, thing->name);
    }
}

static gboolean
is_admin_group (const UmThing *group)
{
  return group->admin;
}

static gboolean
is_admin_role (const UmThing *role)
{
  /* Of a site's own; see um_guard_find_admin_role (). */
  return role->known && g_str_equal (role->id, UM_ORG_ADMIN);
}

static void
warn_of_membership (const UmProposal *self, UmPlanUser *user, const UmProposedStep *step)
{
  const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS, step->thing);
  gboolean adds = step->kind == UM_STEP_GROUP_ADD;

  if (step->before == NULL)
    um_plan_user_warn (user, UM_WARNING_MEMBERSHIP_UNKNOWN, group->name);
  if (group->admin)
    um_plan_user_warn (user, adds ? UM_WARNING_GIVES_ADMIN : UM_WARNING_TAKES_ADMIN, group->name);
  if (!adds && step->before != NULL)
    warn_of_products (self, user, group);
}

/* Whether the next step of the chain makes the account active again, so that nothing is lost. */
static gboolean
is_given_back (const UmProposal *self, guint index)
{
  const UmProposedStep *step = &g_array_index (self->steps, UmProposedStep, index);
  const UmProposedStep *next = step + 1;

  return step->kind == UM_STEP_ACCOUNT_DISABLE && index + 1 < self->steps->len
         && next->kind == UM_STEP_ACCOUNT_ENABLE && next->skip == UM_SKIP_NONE;
}

static void
warn_of_step (const UmProposal *self, UmPlanUser *user, const UmProposedStep *step)
{
  if (step->kind == UM_STEP_GROUP_ADD || step->kind == UM_STEP_GROUP_REMOVE)
    warn_of_membership (self, user, step);
  else if (um_guard_ends_access (step->kind))
    {
      warn_of_admin (self, user, UM_SET_GROUPS, is_admin_group);
      warn_of_admin (self, user, UM_SET_ROLES, is_admin_role);
    }
  else if ((step->kind == UM_STEP_ROLE_ASSIGN || step->kind == UM_STEP_ROLE_REVOKE)
           && step->before == NULL)
    um_plan_user_warn (user, UM_WARNING_ROLE_UNKNOWN, step->target_name);
  else if (step->kind == UM_STEP_TOKEN_REVOKE && step->before == NULL)
    um_plan_user_warn (user, UM_WARNING_TOKENS_UNKNOWN, NULL);
}

/* Somebody who isn't known is called by the address, also when the account is known one day. */
static const char *
get_name (const UmProposal *self)
{
  if (self->row != UM_NO_ROW)
    return um_directory_get_name (self->directory, self->row);
  return um_person_is_address (self->account_id) ? self->account_id : NULL;
}

void
um_proposal_end (UmProposal *self, UmPlan *plan)
{
  UmPlanUser *user = um_plan_add_user (plan, self->account_id, get_name (self), self->steps->len);

  for (guint i = 0; i < self->steps->len; i++)
    {
      const UmProposedStep *step = &g_array_index (self->steps, UmProposedStep, i);

      um_plan_user_set_step (user, i, step->kind, step->target, step->target_name, step->before,
                             step->after, step->skip);
      user->steps[i].action = step->action;
      if (step->skip_detail != NULL)
        um_plan_user_skip_step (user, i, step->skip, step->skip_detail);
      if (step->place != NULL)
        um_plan_user_place_step (user, i, step->place);
      if (step->argument != NULL)
        um_plan_user_give_step (user, i, step->argument);
      if (step->skip == UM_SKIP_NONE && !is_given_back (self, i))
        warn_of_step (self, user, step);
    }
  for (guint i = 0; i < self->intended->len; i++)
    warn_of_role (self, user, g_ptr_array_index (self->intended, i));
  if (self->unverified_domain != NULL)
    um_plan_user_warn (user, UM_WARNING_DOMAIN_UNKNOWN, self->unverified_domain);
  for (guint i = 0; i < self->given->len; i++)
    {
      const UmThing *group = um_directory_get_thing (self->directory, UM_SET_GROUPS,
                                                     g_array_index (self->given, guint, i));

      if (group->admin)
        um_plan_user_warn (user, UM_WARNING_GIVES_ADMIN, group->name);
    }
  for (guint i = 0; i < self->warnings->len; i++)
    {
      const UmProposedWarning *warning = &g_array_index (self->warnings, UmProposedWarning, i);

      um_plan_user_warn (user, warning->kind, warning->detail);
    }
}
