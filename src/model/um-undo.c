/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be undone, by the kinds of steps. No state; any thread. */
#include "um-undo.h"

#include "um-run-pair.h"

/* What there is of one user. */
typedef struct
{
  guint possible;
  guint impossible;
  guint needless;
} Chain;

UmUndo
um_step_kind_get_undo (UmStepKind kind)
{
  switch (kind)
    {
    case UM_STEP_ACCOUNT_DELETE:
      return UM_UNDO_14_DAYS;
    case UM_STEP_DIRECTORY_ENTER:
    case UM_STEP_DIRECTORY_REMOVE:
    case UM_STEP_TOKEN_REVOKE:
      return UM_UNDO_NONE;
    case UM_STEP_DIRECTORY_CHECK:
      return UM_UNDO_NEEDLESS;
    case UM_STEP_ISSUE_CREATE:
      return UM_UNDO_BY_HAND;
    default:
      return UM_UNDO_EXACT;
    }
}

gboolean
um_step_kind_takes_access (UmStepKind kind)
{
  switch (kind)
    {
    case UM_STEP_GROUP_REMOVE:
    case UM_STEP_ROLE_REVOKE:
    case UM_STEP_ACCOUNT_DISABLE:
    case UM_STEP_ACCOUNT_DELETE:
    case UM_STEP_ACCESS_SUSPEND:
    case UM_STEP_DIRECTORY_REMOVE:
    case UM_STEP_EMAIL_SET:
    case UM_STEP_TOKEN_REVOKE:
      return TRUE;
    default:
      return FALSE;
    }
}

gint64
um_undo_get_deadline (const UmRunEntry *entry)
{
  if (um_step_kind_get_undo (entry->kind) != UM_UNDO_14_DAYS || entry->finished == 0)
    return 0;
  return entry->finished / 1000 + UM_UNDO_DELETION;
}

static void
add_user (UmUndoOutlook *self, const Chain *chain)
{
  if (chain->possible + chain->impossible == 0)
    {
      self->needless += chain->needless > 0;
      return;
    }
  self->users++;
  self->whole += chain->impossible == 0;
  self->partly += chain->possible > 0 && chain->impossible > 0;
}

static void
add_kind (UmUndoOutlook *self, Chain *chain, UmStepKind kind)
{
  switch (um_step_kind_get_undo (kind))
    {
    case UM_UNDO_NEEDLESS:
      chain->needless++;
      break;
    case UM_UNDO_BY_HAND:
      self->by_hand = TRUE;
      chain->impossible++;
      break;
    case UM_UNDO_NONE:
      self->for_good = TRUE;
      chain->impossible++;
      break;
    case UM_UNDO_14_DAYS:
      self->for_a_while = TRUE;
      chain->possible++;
      break;
    case UM_UNDO_EXACT:
    default:
      chain->possible++;
      break;
    }
}

/* ---- what was done ---- */

static gboolean
is_invited (const UmRunEntry *entry)
{
  return entry->kind == UM_STEP_INVITE && g_strcmp0 (entry->error, "partial") == 0;
}

/* Whether it isn't known what is to be given back, or to whom. */
static gboolean
lacks_before (const UmRunEntry *entry)
{
  if (um_step_kind_get_undo (entry->kind) == UM_UNDO_NEEDLESS)
    return FALSE;
  return entry->before == NULL || um_person_is_address (entry->account_id);
}

static void
add_deadline (UmUndoOutlook *self, Chain *chain, const UmRunEntry *entry, gint64 now)
{
  gint64 deadline = um_undo_get_deadline (entry);

  if (deadline == 0 || deadline > now)
    {
      add_kind (self, chain, entry->kind);
      if (deadline != 0 && (self->until == 0 || deadline < self->until))
        self->until = deadline;
      return;
    }
  chain->impossible++;
  self->was_until = MAX (self->was_until, deadline);
}

static void
add_done (UmUndoOutlook *self, Chain *chain, const UmRunEntry *entry, gint64 now)
{
  UmUndo undo = um_step_kind_get_undo (entry->kind);

  if (undo == UM_UNDO_NONE || undo == UM_UNDO_BY_HAND)
    add_kind (self, chain, entry->kind);
  else if (lacks_before (entry))
    chain->impossible++;
  else if (g_strcmp0 (entry->before, entry->after) != 0)
    add_deadline (self, chain, entry, now);
}

static gboolean
is_in_closed_pair (UmRunEntry *const *entries, guint n_entries, guint index)
{
  return (index > 0 && um_run_pair_is_closed (entries[index - 1], entries[index]))
         || (index + 1 < n_entries && um_run_pair_is_closed (entries[index], entries[index + 1]));
}

void
um_undo_add_chain (UmUndoOutlook *self, UmRunEntry *const *entries, guint n_entries, gint64 now)
{
  Chain chain = { 0 };

  for (guint i = 0; i < n_entries; i++)
    {
      const UmRunEntry *entry = entries[i];
      UmStepState outcome = um_run_entry_get_outcome (entry);

      if (is_in_closed_pair (entries, n_entries, i))
        chain.needless++;
      else if (outcome == UM_STATE_DONE || is_invited (entry))
        add_done (self, &chain, entry, now);
      else if (outcome == UM_STATE_UNKNOWN || outcome == UM_STATE_SENT)
        {
          self->unknown = TRUE;
          chain.impossible++;
        }
    }
  add_user (self, &chain);
}

/* ---- what is planned ---- */

static gboolean
is_to_be_done (const UmPlanUser *user, guint index)
{
  return index < user->n_steps && user->steps[index].skip == UM_SKIP_NONE;
}

/* As um_run_pair_is (). */
static gboolean
is_pair (const UmPlanUser *user, guint index)
{
  const UmStep *first = &user->steps[index];

  return is_to_be_done (user, index) && is_to_be_done (user, index + 1)
         && first->kind == UM_STEP_ACCOUNT_DISABLE && first[1].kind == UM_STEP_ACCOUNT_ENABLE
         && first->before != NULL && g_strcmp0 (first->before, first[1].after) == 0;
}

static void
foresee_user (UmUndoOutlook *self, const UmPlanUser *user)
{
  Chain chain = { 0 };

  for (guint i = 0; i < user->n_steps; i++)
    if (is_pair (user, i))
      {
        chain.needless++;
        i++;
      }
    else if (is_to_be_done (user, i))
      add_kind (self, &chain, user->steps[i].kind);
  add_user (self, &chain);
}

void
um_undo_foresee (const UmPlan *plan, UmUndoOutlook *outlook)
{
  *outlook = (UmUndoOutlook){ 0 };
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (um_plan_user_is_touched (user))
        foresee_user (outlook, user);
    }
}

gboolean
um_run_undoes (const UmRun *run)
{
  guint n_sent = run->steps[UM_STATE_DONE] + run->steps[UM_STATE_UNKNOWN];

  return run->relation == UM_OF_UNDO && !run->dry_run
         && (n_sent > 0 || um_run_state_is_open (run->state));
}

void
um_plan_judge_steps (UmPlan *plan)
{
  UmUndoOutlook outlook;

  um_undo_foresee (plan, &outlook);
  plan->irreversible = outlook.for_good;
  plan->deletes = outlook.for_a_while;
  plan->by_hand = outlook.by_hand;
  plan->needless = outlook.users == 0 && outlook.needless > 0;
}

gboolean
um_plan_takes_access (const UmPlan *plan)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (user->held_out || user->skip != UM_SKIP_NONE)
        continue;
      for (guint j = 0; j < user->n_steps; j++)
        if (is_to_be_done (user, j) && um_step_kind_takes_access (user->steps[j].kind))
          return TRUE;
    }
  return FALSE;
}

/* ---- what is the gravest ---- */

/* Somebody may get an administrator's rights by a step that names the group, or by one that brings
 * him in with it. */
static gboolean
may_give_admin (const UmPlanUser *user, const UmStep *step)
{
  for (guint i = 0; i < user->n_warnings; i++)
    {
      const UmPlanWarning *warning = &user->warnings[i];

      if (warning->kind != UM_WARNING_GIVES_ADMIN)
        continue;
      if (step->kind == UM_STEP_INVITE || step->kind == UM_STEP_DIRECTORY_ENTER)
        return TRUE;
      if (step->kind == UM_STEP_GROUP_ADD && g_strcmp0 (warning->detail, step->target_name) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The more, the graver; 0: it can be undone. */
static guint
get_gravity (const UmPlanUser *user, const UmStep *step)
{
  switch (step->kind)
    {
    case UM_STEP_ACCOUNT_DELETE:
      return 4;
    case UM_STEP_DIRECTORY_REMOVE:
      return 3;
    case UM_STEP_TOKEN_REVOKE:
      return 2;
    default:
      return may_give_admin (user, step) ? 1 : 0;
    }
}

const UmPlanAction *
um_plan_find_riskiest (const UmPlan *plan)
{
  guint riskiest = plan->actions->len - 1, most = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (!um_plan_user_is_touched (user))
        continue;
      for (guint j = 0; j < user->n_steps; j++)
        {
          const UmStep *step = &user->steps[j];
          guint gravity = step->skip == UM_SKIP_NONE ? get_gravity (user, step) : 0;

          if (gravity == 0 || step->action >= plan->actions->len || gravity < most
              || (gravity == most && step->action >= riskiest))
            continue;
          most = gravity;
          riskiest = step->action;
        }
    }
  return g_ptr_array_index (plan->actions, riskiest);
}
