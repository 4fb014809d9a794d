/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making a plan's users out of a directory. No state; any thread. */
#include "um-planner-private.h"

#include "um-action-private.h"
#include "um-guard-private.h"
#include "um-problem.h"

/* One action of the plan, ready to propose. */
typedef struct
{
  const UmAction *action;
  UmActionInputs inputs;
} Prepared;

static void
clear_prepared (gpointer data)
{
  Prepared *self = data;

  g_clear_pointer (&self->inputs.groups, g_array_unref);
  g_clear_pointer (&self->inputs.pairs, g_hash_table_unref);
  g_clear_pointer (&self->inputs.products, g_ptr_array_unref);
  g_clear_pointer (&self->inputs.issue, um_issue_inputs_free);
  g_clear_pointer (&self->inputs.email, um_email_inputs_free);
  g_clear_pointer (&self->inputs.move, um_move_free);
  g_clear_pointer (&self->inputs.directories, g_ptr_array_unref);
  g_clear_pointer (&self->inputs.people, g_hash_table_unref);
}

/* An action that invites people can do without groups, or without products. */
static gboolean
invites (const UmAction *action)
{
  for (guint i = 0; i < action->info.n_inputs; i++)
    if (action->info.inputs[i] == UM_INPUT_PEOPLE)
      return TRUE;
  return FALSE;
}

static gboolean
prepare_groups (Prepared *self,
                const UmPlanAction *asked,
                UmDirectory *directory,
                UmPlannerFlags flags,
                GError **error)
{
  const char *nick = um_input_kind_to_nick (UM_INPUT_GROUPS);
  g_autofree const char **ids = um_plan_action_get_input (asked, nick);

  if (!self->action->info.groups_optional || (ids != NULL && ids[0] != NULL))
    return um_action_inputs_take_groups (&self->inputs, asked, directory,
                                         flags & UM_PLANNER_GROUPS_MAY_BE_GONE, error);
  self->inputs.groups = g_array_new (FALSE, FALSE, sizeof (UmActionGroup));
  return TRUE;
}

/* Keeps the name by which a product is called in the plan's words; its key where it is gone. */
static gboolean
prepare_product (Prepared *self,
                 UmPlanAction *asked,
                 const char *key,
                 UmDirectory *directory,
                 UmPlannerFlags flags,
                 GError **error)
{
  guint thing = um_directory_find_thing (directory, UM_SET_PRODUCTS, key);
  const char *name = key;

  if (g_ptr_array_find_with_equal_func (self->inputs.products, key, g_str_equal, NULL))
    return TRUE;
  if (thing != UM_NO_ROW)
    name = um_directory_get_thing (directory, UM_SET_PRODUCTS, thing)->name;
  else if (!(flags & UM_PLANNER_GROUPS_MAY_BE_GONE))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_PRODUCT, key);
      return FALSE;
    }
  g_ptr_array_add (self->inputs.products, (gpointer) key);
  g_ptr_array_add (asked->product_names, g_strdup (name));
  return TRUE;
}

static gboolean
prepare_products (
  Prepared *self, UmPlanAction *asked, UmDirectory *directory, UmPlannerFlags flags, GError **error)
{
  const char *nick = um_input_kind_to_nick (UM_INPUT_PRODUCTS);
  g_autofree const char **keys = um_plan_action_get_input (asked, nick);
  g_autoptr (GArray) things = NULL;

  self->inputs.products = g_ptr_array_new ();
  g_clear_pointer (&asked->product_names, g_ptr_array_unref);
  asked->product_names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    if (!prepare_product (self, asked, keys[i], directory, flags, error))
      return FALSE;
  if (invites (self->action))
    return TRUE;
  if (self->inputs.products->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_PRODUCTS, asked->key);
      return FALSE;
    }
  things = um_planner_find_granting (directory, keys);
  self->inputs.groups = g_array_new (FALSE, FALSE, sizeof (UmActionGroup));
  for (guint i = 0; i < things->len; i++)
    {
      UmActionGroup group = { .thing = g_array_index (things, guint32, i) };

      group.id = um_directory_get_thing (directory, UM_SET_GROUPS, group.thing)->id;
      g_array_append_val (self->inputs.groups, group);
    }
  return TRUE;
}

/* One that is gone is a place where nobody is. */
static gboolean
prepare_directories (
  Prepared *self, UmPlanAction *asked, UmDirectory *directory, UmPlannerFlags flags, GError **error)
{
  const char *nick = um_input_kind_to_nick (UM_INPUT_DIRECTORIES);
  g_autofree const char **ids = um_plan_action_get_input (asked, nick);

  self->inputs.directories = g_ptr_array_new ();
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (um_directory_find_thing (directory, UM_SET_DIRECTORIES, ids[i]) == UM_NO_ROW
          && !(flags & UM_PLANNER_GROUPS_MAY_BE_GONE))
        {
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_DIRECTORY, ids[i]);
          return FALSE;
        }
      if (!g_ptr_array_find_with_equal_func (self->inputs.directories, ids[i], g_str_equal, NULL))
        g_ptr_array_add (self->inputs.directories, (gpointer) ids[i]);
    }
  return TRUE;
}

/* Keeps the name by which the colleague is called in the plan's words. */
static gboolean
prepare_like (UmPlanAction *asked, UmDirectory *directory)
{
  g_autofree const char **ids = um_plan_action_get_input (asked,
                                                          um_input_kind_to_nick (UM_INPUT_LIKE));
  guint row = UM_NO_ROW;

  g_clear_pointer (&asked->like_name, g_free);
  if (ids == NULL || ids[0] == NULL)
    return TRUE;
  row = um_directory_find (directory, ids[0]);
  if (row != UM_NO_ROW && *um_directory_get_name (directory, row) != '\0')
    asked->like_name = g_strdup (um_directory_get_name (directory, row));
  else
    asked->like_name = g_strdup (ids[0]);
  return TRUE;
}

static gboolean
prepare_people (Prepared *self,
                const UmPlanAction *asked,
                UmDirectory *directory,
                UmPlannerFlags flags,
                GError **error)
{
  gboolean strict = !(flags & UM_PLANNER_GROUPS_MAY_BE_GONE);

  self->inputs.people = um_invited_prepare (asked, directory, strict, error);
  return self->inputs.people != NULL;
}

static gboolean
prepare_message (Prepared *self, const UmPlanAction *asked)
{
  const char *nick = um_input_kind_to_nick (UM_INPUT_MESSAGE);
  g_autofree const char **texts = um_plan_action_get_input (asked, nick);

  self->inputs.message = texts != NULL && texts[0] != NULL && *texts[0] != '\0' ? texts[0] : NULL;
  return TRUE;
}

static gboolean
prepare_email (Prepared *self,
               const UmPlanAction *asked,
               UmDirectory *directory,
               UmPlannerFlags flags,
               GError **error)
{
  if (flags & UM_PLANNER_WITHOUT_EMAILS)
    return TRUE;
  self->inputs.email = um_email_inputs_new (asked, directory, error);
  return self->inputs.email != NULL;
}

static gboolean
prepare_input (Prepared *self,
               UmInputKind kind,
               UmPlanAction *asked,
               UmDirectory *directory,
               UmPlannerFlags flags,
               GError **error)
{
  switch (kind)
    {
    case UM_INPUT_GROUPS:
      return prepare_groups (self, asked, directory, flags, error);
    case UM_INPUT_LIKE:
      return prepare_like (asked, directory);
    case UM_INPUT_PRODUCTS:
      return prepare_products (self, asked, directory, flags, error);
    case UM_INPUT_DIRECTORIES:
      return prepare_directories (self, asked, directory, flags, error);
    case UM_INPUT_PEOPLE:
      return prepare_people (self, asked, directory, flags, error);
    case UM_INPUT_INTO:
      return um_action_inputs_take_move (&self->inputs, asked, directory, error);
    case UM_INPUT_MESSAGE:
      return prepare_message (self, asked);
    case UM_INPUT_RUN:
      return um_action_inputs_take_past (&self->inputs, asked, directory, error);
    /* With the rule in its place. */
    case UM_INPUT_EMAILS:
      return prepare_email (self, asked, directory, flags, error);
    default:
      return TRUE;
    }
}

static gboolean
prepare_inputs (
  Prepared *self, UmPlanAction *asked, UmDirectory *directory, UmPlannerFlags flags, GError **error)
{
  const UmActionInfo *info = &self->action->info;

  for (guint i = 0; i < info->n_inputs; i++)
    if (!prepare_input (self, info->inputs[i], asked, directory, flags, error))
      return FALSE;
  return TRUE;
}

/* Products of a plan or of a person. */
static gboolean
check_of_site (GPtrArray *products, UmDirectory *directory, GError **error)
{
  for (guint i = 0; products != NULL && i < products->len; i++)
    {
      const char *id = g_ptr_array_index (products, i);
      guint thing = um_directory_find_thing (directory, UM_SET_PRODUCTS, id);

      if (um_product_is_of_site (id))
        continue;
      if (thing != UM_NO_ROW)
        id = um_directory_get_thing (directory, UM_SET_PRODUCTS, thing)->name;
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PRODUCT_ELSEWHERE, id);
      return FALSE;
    }
  return TRUE;
}

/* A site that is linked knows more products than it has a say in. */
static gboolean
check_products (const Prepared *self, UmDirectory *directory, UmSource *source, GError **error)
{
  GHashTableIter iter;
  gpointer value;

  if (source->kind != UM_SOURCE_JIRA)
    return TRUE;
  if (!check_of_site (self->inputs.products, directory, error))
    return FALSE;
  if (self->inputs.people == NULL)
    return TRUE;
  g_hash_table_iter_init (&iter, self->inputs.people);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (!check_of_site (((UmInvited *) value)->invitee->products, directory, error))
      return FALSE;
  return TRUE;
}

/* A site is left as a whole, also one that is linked with its organisation. */
static gboolean
check_directories (const Prepared *self, UmSource *source, GError **error)
{
  if (source->kind != UM_SOURCE_JIRA || self->inputs.directories == NULL
      || self->inputs.directories->len == 0)
    return TRUE;
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.directories");
  return FALSE;
}

/* Only an organisation has to be told through which site. */
static gboolean
prepare_issue (Prepared *self, const UmPlanAction *asked, UmSource *source, GError **error)
{
  if (!um_issue_is_made_by_action (asked))
    return TRUE;
  self->inputs.issue = um_issue_inputs_new (asked, error);
  if (self->inputs.issue == NULL)
    return FALSE;
  if ((*self->inputs.issue->site != '\0') == (source->kind == UM_SOURCE_ACCESS))
    return TRUE;
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.site");
  return FALSE;
}

static gboolean
prepare_action (Prepared *self,
                UmPlanAction *asked,
                UmDirectory *directory,
                UmSource *source,
                UmPlannerFlags flags,
                GError **error)
{
  self->action = um_action_find (asked->key);
  if (self->action == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_ACTION, asked->key);
      return FALSE;
    }
  if (!(source->kind == UM_SOURCE_JIRA ? self->action->info.jira : self->action->info.access))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_WRONG_SOURCE_KIND, asked->key);
      return FALSE;
    }
  return prepare_inputs (self, asked, directory, flags, error)
         && check_products (self, directory, source, error)
         && check_directories (self, source, error) && prepare_issue (self, asked, source, error);
}

/* What one action gives and another takes at once can't be meant. */
static gboolean
check_groups (const GArray *prepared, UmDirectory *directory, GError **error)
{
  for (guint i = 0; i < prepared->len; i++)
    for (guint j = i + 1; j < prepared->len; j++)
      {
        const Prepared *a = &g_array_index (prepared, Prepared, i);
        const Prepared *b = &g_array_index (prepared, Prepared, j);
        const UmActionGroup *common;
        const char *name = NULL;

        if (a->action->info.takes_access == b->action->info.takes_access || a->inputs.move != NULL
            || b->inputs.move != NULL)
          continue;
        common = um_action_inputs_find_common (&a->inputs, &b->inputs);
        if (common == NULL)
          continue;
        if (common->thing != UM_NO_ROW)
          name = um_directory_get_thing (directory, UM_SET_GROUPS, common->thing)->name;
        g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_SAME_GROUP_TWICE,
                             name != NULL ? name : common->id);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_retry (const GArray *prepared)
{
  return g_array_index (prepared, Prepared, 0).action == &um_action_retry;
}

/* A run is undone by nothing else; what is done again stands behind the word that says so. */
static gboolean
check_past (const GArray *prepared, GError **error)
{
  guint first = is_retry (prepared) ? 1 : 0;
  gboolean good = prepared->len > first;

  for (guint i = first; i < prepared->len; i++)
    {
      const UmAction *action = g_array_index (prepared, Prepared, i).action;

      good &= !action->info.of_run || (action == &um_action_undo && prepared->len == first + 1);
    }
  if (!good)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions");
  return good;
}

/* Everybody is invited to something, and nothing else is done to people who have no account yet. */
static gboolean
check_people (const GArray *prepared, GError **error)
{
  for (guint i = 0; i < prepared->len; i++)
    {
      const UmActionInputs *inputs = &g_array_index (prepared, Prepared, i).inputs;
      GHashTableIter iter;
      gpointer value;

      if (inputs->people == NULL)
        continue;
      if (prepared->len > (is_retry (prepared) ? 2 : 1))
        {
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_INVITE_ALONE, "");
          return FALSE;
        }
      if (inputs->products->len > 0 || inputs->groups->len > 0)
        return TRUE;
      g_hash_table_iter_init (&iter, inputs->people);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        {
          const UmInvitee *invitee = ((UmInvited *) value)->invitee;

          if (invitee->products->len > 0 || invitee->groups->len > 0)
            continue;
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_INVITE_NOTHING, invitee->address);
          return FALSE;
        }
    }
  return TRUE;
}

static GArray *
prepare_actions (const UmPlan *plan,
                 UmDirectory *directory,
                 UmSource *source,
                 UmPlannerFlags flags,
                 GError **error)
{
  g_autoptr (GArray) prepared = g_array_new (FALSE, TRUE, sizeof (Prepared));

  g_array_set_clear_func (prepared, clear_prepared);
  if (plan->actions->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_ACTION, "");
      return NULL;
    }
  for (guint i = 0; i < plan->actions->len; i++)
    {
      g_array_set_size (prepared, i + 1);
      if (!prepare_action (&g_array_index (prepared, Prepared, i),
                           g_ptr_array_index (plan->actions, i), directory, source, flags, error))
        return NULL;
      g_array_index (prepared, Prepared, i).inputs.tokens = plan->tokens;
    }
  if (!check_past (prepared, error) || !check_groups (prepared, directory, error)
      || !check_people (prepared, error))
    return NULL;
  return g_steal_pointer (&prepared);
}

/* Of somebody named by the address the row is that of the account that has it. An action that
 * invites is the last one of its plan. */
static guint
find_row (UmDirectory *directory, const GArray *prepared, const char *id)
{
  if (!um_person_is_address (id))
    return um_directory_find (directory, id);
  return um_invited_get_row (g_array_index (prepared, Prepared, prepared->len - 1).inputs.people,
                             id);
}

/* A plan is of the run that its first action is made of. */
static void
relate (UmPlan *plan, const GArray *prepared)
{
  const Prepared *first = &g_array_index (prepared, Prepared, 0);

  if (!first->action->info.of_run)
    return;
  plan->relation = is_retry (prepared) ? UM_OF_RETRY : UM_OF_UNDO;
  g_free (plan->of);
  plan->of = g_strdup (first->inputs.past->run->id);
}

/* @index: of the action in the plan, to which its steps are told to belong. */
static void
propose (UmProposal *proposal, const Prepared *prepared, guint index)
{
  guint n_before = proposal->steps->len;

  prepared->action->propose (&prepared->inputs, proposal);
  for (guint i = n_before; i < proposal->steps->len; i++)
    g_array_index (proposal->steps, UmProposedStep, i).action = index;
}

static void
add_users (UmPlan *plan,
           UmDirectory *directory,
           UmSourceKind kind,
           const GArray *prepared,
           GPtrArray *account_ids)
{
  g_autoptr (UmProposal) proposal = um_proposal_new (directory, kind);
  g_autoptr (GHashTable) strangers = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (UmBitset) seen = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));

  for (guint i = 0; i < account_ids->len; i++)
    {
      const char *id = g_ptr_array_index (account_ids, i);
      guint row = find_row (directory, prepared, id);

      if (row == UM_NO_ROW ? !g_hash_table_add (strangers, (gpointer) id)
                           : um_bitset_contains (seen, row))
        continue;
      if (row != UM_NO_ROW)
        um_bitset_add (seen, row);
      um_proposal_begin (proposal, id, row);
      for (guint j = 0; j < prepared->len; j++)
        propose (proposal, &g_array_index (prepared, Prepared, j), j);
      um_proposal_end_retry (proposal);
      um_proposal_end (proposal, plan);
    }
}

gboolean
um_planner_fill (UmPlan *plan,
                 UmDirectory *directory,
                 UmSource *source,
                 GPtrArray *account_ids,
                 UmPlannerFlags flags,
                 GError **error)
{
  g_autoptr (GArray) prepared = NULL;

  if (account_ids->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_USERS, source->name);
      return FALSE;
    }
  prepared = prepare_actions (plan, directory, source, flags, error);
  if (prepared == NULL)
    return FALSE;
  relate (plan, prepared);
  plan->data_time = um_directory_get_users_read (directory);
  plan->n_source_users = um_directory_get_n_rows (directory);
  add_users (plan, directory, source->kind, prepared, account_ids);
  um_guards_judge (plan, directory, source);
  return TRUE;
}
