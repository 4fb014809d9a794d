/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a plan and fresh data to a run with its entries. No state; any thread. */
#include "um-run-make-private.h"

#include "um-action-private.h"
#include "um-enums.h"
#include "um-filter.h"
#include "um-guard-private.h"
#include "um-issue-make-private.h"
#include "um-planner-private.h"
#include "um-problem.h"

void
um_run_made_free (UmRunMade *self)
{
  g_clear_pointer (&self->run, um_run_unref);
  g_clear_pointer (&self->book, um_run_book_free_later);
  g_free (self->plan_text);
  g_free (self);
}

GPtrArray *
um_run_make_list_users (const UmPlan *plan, guint first_n, gboolean touched)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < plan->users->len && (first_n == 0 || ids->len < first_n); i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if ((!touched && first_n == 0) || um_plan_user_is_touched (user))
        g_ptr_array_add (ids, user->account_id);
    }
  return ids;
}

static UmPlan *
copy_head (const UmPlan *plan)
{
  UmPlan *copy = um_plan_new ();

  g_free (copy->id);
  copy->id = g_strdup (plan->id);
  copy->source_id = g_strdup (plan->source_id);
  copy->expression = g_strdup (plan->expression);
  copy->now = plan->now;
  copy->created = plan->created;
  copy->reason = g_strdup (plan->reason);
  copy->relation = plan->relation;
  copy->of = g_strdup (plan->of);
  copy->tokens = plan->tokens != NULL ? g_hash_table_ref (plan->tokens) : NULL;
  for (guint i = 0; i < plan->actions->len; i++)
    um_plan_copy_action (copy, g_ptr_array_index (plan->actions, i));
  return copy;
}

static gboolean
find_matching (const UmPlan *plan,
               UmDirectory *directory,
               GHashTable *lists,
               UmBitset **matching,
               GError **error)
{
  const UmFilterContext context = { .now = plan->now, .lists = lists };
  g_autoptr (UmFilter) filter = NULL;

  if (plan->expression == NULL)
    return TRUE;
  filter = um_filter_parse (plan->expression, NULL);
  if (filter == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_FILTER, plan->expression);
      return FALSE;
    }
  *matching = um_filter_evaluate (filter, directory, &context);
  return TRUE;
}

static gboolean
check_left (const UmPlan *plan, GError **error)
{
  UmSkip guard = UM_SKIP_NONE;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (um_plan_user_is_touched (user))
        return TRUE;
      if (um_guards_is_reason (user->skip))
        guard = user->skip;
    }
  if (guard == UM_SKIP_NONE)
    return TRUE;
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_STOPPED_BY_GUARD, um_skip_to_nick (guard));
  return FALSE;
}

static UmPlan *
make_fresh (const UmPlan *plan,
            UmDirectory *directory,
            UmSource *source,
            GHashTable *lists,
            UmRunFlags flags,
            guint first_n,
            GError **error)
{
  g_autoptr (UmPlan) fresh = copy_head (plan);
  g_autoptr (GPtrArray) ids = um_run_make_list_users (plan, first_n, FALSE);
  g_autoptr (UmBitset) matching = NULL;
  guint n_changed;

  if (!um_planner_fill (fresh, directory, source, ids, UM_PLANNER_GROUPS_MAY_BE_GONE, error)
      || !find_matching (plan, directory, lists, &matching, error))
    return NULL;
  n_changed = um_planner_hold_out_changed (plan, fresh, directory, source, matching);
  if (n_changed > 0 && !(flags & UM_RUN_ACCEPT_CHANGES))
    {
      g_set_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_CHANGED, "%u", n_changed);
      return NULL;
    }
  if (!check_left (fresh, error))
    return NULL;
  return g_steal_pointer (&fresh);
}

/* ---- trials ---- */

gboolean
um_run_make_needs_trials (const UmPlan *plan)
{
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *asked = g_ptr_array_index (plan->actions, i);
      const UmAction *action = um_action_find (asked->key);

      if (action != NULL && action->info.undo == UM_UNDO_NEEDLESS)
        return TRUE;
    }
  return um_issue_is_made_by (plan);
}

static char *
name_pair (const UmRunEntry *entry)
{
  return g_strconcat ("closed ", entry->account_id, NULL);
}

void
um_run_make_collect (GPtrArray *entries, GHashTable *made)
{
  um_issue_collect_made (entries, made);
  for (guint i = 1; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (um_run_pair_is_closed (g_ptr_array_index (entries, i - 1), entry))
        g_hash_table_add (made, name_pair (entry));
    }
}

static void
skip_made (UmRunEntry *entry, gint64 now)
{
  entry->state = UM_STATE_SKIPPED;
  entry->skip = UM_SKIP_ALREADY_SO;
  entry->finished = now;
}

/* Nobody is shut out a second time because all is as before after the first. */
static void
skip_closed_pairs (GPtrArray *entries, GHashTable *made, gint64 now)
{
  for (guint i = 1; made != NULL && i < entries->len; i++)
    {
      UmRunEntry *first = g_ptr_array_index (entries, i - 1);
      UmRunEntry *second = g_ptr_array_index (entries, i);
      g_autofree char *name = name_pair (second);

      if (!um_run_pair_is (first, second) || first->state != UM_STATE_PENDING
          || second->state != UM_STATE_PENDING || !g_hash_table_contains (made, name))
        continue;
      skip_made (first, now);
      skip_made (second, now);
    }
}

/* ---- the run ---- */

static void
set_skip (UmRunEntry *entry, const UmPlanUser *user, const UmStep *step)
{
  entry->state = UM_STATE_SKIPPED;
  entry->skip = step->skip;
  entry->skip_detail = g_strdup (step->skip_detail);
  if (step->skip != UM_SKIP_NONE)
    return;
  entry->skip = user->held_out ? UM_SKIP_HELD_OUT : user->skip;
  g_free (entry->skip_detail);
  entry->skip_detail = g_strdup (user->held_out ? user->note : user->skip_detail);
}

static UmRunEntry *
make_entry (const UmPlanUser *user, const UmStep *step, gint64 now)
{
  UmRunEntry *entry = um_run_entry_new ();

  entry->account_id = g_strdup (user->account_id);
  entry->name = g_strdup (user->name);
  entry->kind = step->kind;
  entry->target = g_strdup (step->target);
  entry->target_name = g_strdup (step->target_name);
  entry->place = g_strdup (step->place);
  entry->argument = g_strdup (step->argument);
  entry->before = g_strdup (step->before);
  entry->after = g_strdup (step->after);
  entry->state = UM_STATE_PENDING;
  if (step->skip != UM_SKIP_NONE || user->held_out || user->skip != UM_SKIP_NONE)
    {
      set_skip (entry, user, step);
      entry->finished = now;
    }
  return entry;
}

static GPtrArray *
make_entries (const UmPlan *plan, gint64 now)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);
  guint chain = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_steps; j++)
        {
          UmRunEntry *entry = make_entry (user, &user->steps[j], now);

          entry->n = entries->len + 1;
          entry->chain = chain;
          g_ptr_array_add (entries, entry);
        }
      chain += user->n_steps > 0;
    }
  return entries;
}

static char *
list_actions (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->actions->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((UmPlanAction *) g_ptr_array_index (plan->actions, i))->key);
  return g_string_free (text, FALSE);
}

static UmRun *
make_run (const UmPlan *plan, UmSource *source, UmRunFlags flags, guint first_n, gint64 now)
{
  UmRun *run = um_run_new ();

  run->plan_id = g_strdup (plan->id);
  run->of = g_strdup (plan->of);
  run->relation = plan->relation;
  run->source_id = g_strdup (source->id);
  run->source_name = g_strdup (source->name);
  run->actions = list_actions (plan);
  run->state = UM_RUN_RUNNING;
  run->dry_run = (flags & UM_RUN_DRY) != 0;
  run->first_n = first_n;
  run->started = now;
  run->expression = g_strdup (plan->expression);
  run->reason = g_strdup (plan->reason);
  run->who = g_strdup (source->email);
  run->system_user = g_strdup (g_get_user_name ());
  return run;
}

UmRunMade *
um_run_make (const UmPlan *plan,
             UmDirectory *directory,
             UmSource *source,
             GHashTable *lists,
             GHashTable *made,
             UmRunFlags flags,
             guint first_n,
             GError **error)
{
  g_autoptr (UmPlan) fresh = make_fresh (plan, directory, source, lists, flags, first_n, error);
  g_autoptr (GPtrArray) entries = NULL;
  gint64 now = g_get_real_time () / 1000;
  UmRunMade *result;

  if (fresh == NULL)
    return NULL;
  entries = make_entries (fresh, now);
  if (!um_issue_fill_entries (entries, plan, made, directory, error))
    return NULL;
  skip_closed_pairs (entries, made, now);
  result = g_new0 (UmRunMade, 1);
  result->run = make_run (fresh, source, flags, first_n, now);
  result->book = um_run_book_new (g_steal_pointer (&entries), directory, (flags & UM_RUN_DRY) != 0);
  result->plan_text = um_plan_file_print (fresh, source);
  return result;
}
