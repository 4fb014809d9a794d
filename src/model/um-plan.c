/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a plan. Made on one thread and handed over whole; from then on the main thread's. A
 * user, the steps and both names share one allocation, and texts that repeat are interned: half a
 * million users. */
#include "um-plan.h"

#include "um-past-run.h"

#include <string.h>

gboolean
um_person_is_address (const char *id)
{
  return strchr (id, '@') != NULL;
}

const char *
um_person_get_account_id (const char *id)
{
  return um_person_is_address (id) ? NULL : id;
}

static const char *const relation_nicks[] = {
  [UM_OF_NOTHING] = NULL,
  [UM_OF_RETRY] = "retry",
  [UM_OF_UNDO] = "undo",
};

const char *
um_plan_relation_to_nick (UmPlanRelation relation)
{
  g_return_val_if_fail ((guint) relation < G_N_ELEMENTS (relation_nicks), NULL);

  return relation_nicks[relation];
}

gboolean
um_plan_relation_from_nick (const char *nick, UmPlanRelation *relation)
{
  for (guint i = 0; i < G_N_ELEMENTS (relation_nicks); i++)
    if (g_strcmp0 (nick, relation_nicks[i]) == 0)
      {
        *relation = i;
        return TRUE;
      }
  return FALSE;
}

#define DEFAULT_LARGE_USERS 50
#define DEFAULT_LARGE_SHARE 500
#define WHOLE_SHARE         10000

static char *
intern (const char *text)
{
  return text != NULL ? g_ref_string_new_intern (text) : NULL;
}

void
um_plan_action_free (UmPlanAction *self)
{
  g_free (self->key);
  g_variant_unref (self->inputs);
  g_clear_pointer (&self->product_names, g_ptr_array_unref);
  g_free (self->like_name);
  g_clear_pointer (&self->past, um_past_run_unref);
  g_free (self);
}

static void
clear_step (UmStep *step)
{
  g_clear_pointer (&step->skip_detail, g_ref_string_release);
  g_clear_pointer (&step->target, g_ref_string_release);
  g_clear_pointer (&step->target_name, g_ref_string_release);
  g_clear_pointer (&step->place, g_ref_string_release);
  g_clear_pointer (&step->argument, g_ref_string_release);
  g_clear_pointer (&step->before, g_ref_string_release);
  g_clear_pointer (&step->after, g_ref_string_release);
}

static void
plan_user_free (gpointer data)
{
  UmPlanUser *self = data;

  for (guint i = 0; i < self->n_steps; i++)
    clear_step (&self->steps[i]);
  for (guint i = 0; i < self->n_warnings; i++)
    g_clear_pointer (&self->warnings[i].detail, g_ref_string_release);
  g_free (self->warnings);
  g_clear_pointer (&self->skip_detail, g_ref_string_release);
  g_free (self->note);
  g_free (self);
}

static void
clear_shortage (gpointer data)
{
  g_free (((UmPlanShortage *) data)->product);
}

UmPlan *
um_plan_new (void)
{
  UmPlan *self = g_atomic_rc_box_new0 (UmPlan);

  self->id = g_uuid_string_random ();
  self->actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);
  self->users = g_ptr_array_new_with_free_func (plan_user_free);
  self->data_time = UM_TIME_UNKNOWN;
  self->shortages = g_array_new (FALSE, FALSE, sizeof (UmPlanShortage));
  g_array_set_clear_func (self->shortages, clear_shortage);
  self->large_users = DEFAULT_LARGE_USERS;
  self->large_share = DEFAULT_LARGE_SHARE;
  return self;
}

static void
clear_plan (gpointer data)
{
  UmPlan *self = data;

  g_free (self->id);
  g_free (self->source_id);
  g_free (self->data_source);
  g_ptr_array_unref (self->actions);
  g_ptr_array_unref (self->users);
  g_clear_pointer (&self->tokens, g_hash_table_unref);
  g_free (self->expression);
  g_free (self->reason);
  g_free (self->of);
  g_clear_pointer (&self->seats, g_hash_table_unref);
  g_array_unref (self->shortages);
}

UmPlan *
um_plan_ref (UmPlan *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
um_plan_unref (UmPlan *self)
{
  g_atomic_rc_box_release_full (self, clear_plan);
}

UmPlanAction *
um_plan_action_new (const char *key, GVariant *inputs)
{
  UmPlanAction *action;

  g_return_val_if_fail (inputs == NULL || g_variant_is_of_type (inputs, G_VARIANT_TYPE ("a{sas}")),
                        NULL);

  action = g_new0 (UmPlanAction, 1);
  action->key = g_strdup (key);
  action->inputs = g_variant_ref_sink (inputs != NULL ? inputs : g_variant_new ("a{sas}", NULL));
  /* Laid out flat now: the values given out later point into it and must not move. */
  g_variant_get_data (action->inputs);
  return action;
}

void
um_plan_add_action (UmPlan *self, const char *key, GVariant *inputs)
{
  g_ptr_array_add (self->actions, um_plan_action_new (key, inputs));
}

void
um_plan_copy_action (UmPlan *self, const UmPlanAction *action)
{
  UmPlanAction *copy = um_plan_action_new (action->key, action->inputs);

  copy->past = action->past != NULL ? um_past_run_ref (action->past) : NULL;
  g_ptr_array_add (self->actions, copy);
}

UmPlanUser *
um_plan_add_user (UmPlan *self, const char *account_id, const char *name, guint n_steps)
{
  gsize fixed = sizeof (UmPlanUser) + n_steps * sizeof (UmStep);
  gsize id_size = strlen (account_id) + 1;
  gsize name_size = name != NULL ? strlen (name) + 1 : 0;
  char *block = g_malloc0 (fixed + id_size + name_size);
  UmPlanUser *user = (UmPlanUser *) block;

  user->steps = (UmStep *) (block + sizeof (UmPlanUser));
  user->n_steps = n_steps;
  user->account_id = memcpy (block + fixed, account_id, id_size);
  if (name != NULL)
    user->name = memcpy (block + fixed + id_size, name, name_size);
  g_ptr_array_add (self->users, user);
  return user;
}

void
um_plan_user_set_step (UmPlanUser *self,
                       guint index,
                       UmStepKind kind,
                       const char *target,
                       const char *target_name,
                       const char *before,
                       const char *after,
                       UmSkip skip)
{
  UmStep *step;

  g_return_if_fail (index < self->n_steps);

  step = &self->steps[index];
  clear_step (step);
  step->kind = kind;
  step->skip = skip;
  step->action = UM_NO_ACTION;
  step->target = intern (target);
  step->target_name = intern (target_name);
  step->before = intern (before);
  step->after = intern (after);
}

void
um_plan_user_place_step (UmPlanUser *self, guint index, const char *place)
{
  g_return_if_fail (index < self->n_steps);

  g_clear_pointer (&self->steps[index].place, g_ref_string_release);
  self->steps[index].place = intern (place);
}

void
um_plan_user_give_step (UmPlanUser *self, guint index, const char *argument)
{
  g_return_if_fail (index < self->n_steps);

  g_clear_pointer (&self->steps[index].argument, g_ref_string_release);
  self->steps[index].argument = intern (argument);
}

void
um_plan_user_skip_step (UmPlanUser *self, guint index, UmSkip skip, const char *detail)
{
  g_return_if_fail (index < self->n_steps);

  self->steps[index].skip = skip;
  g_clear_pointer (&self->steps[index].skip_detail, g_ref_string_release);
  self->steps[index].skip_detail = intern (detail);
}

void
um_plan_user_refuse_step (UmPlanUser *self, guint index, const char *reason)
{
  um_plan_user_skip_step (self, index, UM_SKIP_REFUSED, reason);
  for (guint i = index + 1; i < self->n_steps; i++)
    if (self->steps[i].skip == UM_SKIP_NONE)
      um_plan_user_skip_step (self, i, UM_SKIP_EARLIER_SKIPPED, NULL);
}

void
um_plan_user_warn (UmPlanUser *self, UmWarningKind kind, const char *detail)
{
  self->warnings = g_renew (UmPlanWarning, self->warnings, self->n_warnings + 1);
  self->warnings[self->n_warnings++] = (UmPlanWarning){ .kind = kind, .detail = intern (detail) };
}

void
um_plan_user_set_skip (UmPlanUser *self, UmSkip skip, const char *detail)
{
  self->skip = skip;
  g_clear_pointer (&self->skip_detail, g_ref_string_release);
  self->skip_detail = intern (detail);
}

void
um_plan_user_hold_out (UmPlanUser *self, gboolean held_out, const char *note)
{
  g_autofree char *kept = held_out ? g_strdup (note) : NULL;

  self->held_out = held_out;
  g_free (self->note);
  self->note = g_steal_pointer (&kept);
}

guint
um_plan_user_count_steps (const UmPlanUser *self)
{
  guint n_steps = 0;

  if (self->held_out || self->skip != UM_SKIP_NONE)
    return 0;
  for (guint i = 0; i < self->n_steps; i++)
    if (self->steps[i].skip == UM_SKIP_NONE)
      n_steps++;
  return n_steps;
}

gboolean
um_plan_user_is_touched (const UmPlanUser *self)
{
  return um_plan_user_count_steps (self) > 0;
}

static gboolean
has_warning (const UmPlanUser *user, UmWarningKind kind)
{
  for (guint i = 0; i < user->n_warnings; i++)
    if (user->warnings[i].kind == kind)
      return TRUE;
  return FALSE;
}

static UmRisk
rate_risk (const UmPlan *self, guint touched)
{
  guint64 share = (guint64) self->large_share * self->n_source_users;

  if (touched == 0)
    return UM_RISK_SMALL;
  if (self->irreversible || self->deletes || self->gives_admin)
    return UM_RISK_IRREVERSIBLE;
  if (touched > self->large_users)
    return UM_RISK_LARGE;
  if (self->n_source_users > 0 && (guint64) touched * WHOLE_SHARE > share)
    return UM_RISK_LARGE;
  return UM_RISK_SMALL;
}

void
um_plan_summarize (const UmPlan *self, UmPlanSummary *summary)
{
  *summary = (UmPlanSummary){ 0 };
  for (guint i = 0; i < self->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (self->users, i);
      guint n_steps = um_plan_user_count_steps (user);

      if (user->held_out)
        summary->held_out++;
      else if (n_steps == 0)
        summary->skipped++;
      else
        {
          summary->touched++;
          summary->steps += n_steps;
          summary->warned += user->n_warnings > 0;
          summary->loses_product += has_warning (user, UM_WARNING_LOSES_PRODUCT);
          summary->may_lose_product += has_warning (user, UM_WARNING_MAY_LOSE_PRODUCT);
          summary->keeps_role += has_warning (user, UM_WARNING_KEEPS_ROLE);
        }
    }
  summary->risk = rate_risk (self, summary->touched);
}

const char **
um_plan_action_get_input (const UmPlanAction *self, const char *nick)
{
  g_autoptr (GVariant)
    values = g_variant_lookup_value (self->inputs, nick, G_VARIANT_TYPE_STRING_ARRAY);

  return values != NULL ? g_variant_get_strv (values, NULL) : NULL;
}
