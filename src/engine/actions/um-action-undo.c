/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Undo: gives back what a run has changed, as its journal tells what was before (PRODUCT.md §7).
 * What that means for billing and for people follows from its steps. */
#include "um-action-private.h"

#include "um-problem.h"

static const UmInputKind inputs_taken[] = { UM_INPUT_RUN, UM_INPUT_ENTRIES };

/* The address that the user had before the run. (nullable) */
static const char *
find_address (const UmPastRun *past, const char *person)
{
  const GPtrArray *chain = um_past_run_get_chain (past, person);

  for (guint i = 0; i < chain->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (chain, i);

      if (entry->kind == UM_STEP_EMAIL_SET && um_past_run_is_chosen (past, entry)
          && um_run_entry_get_outcome (entry) == UM_STATE_DONE && entry->before != NULL)
        return entry->before;
    }
  return NULL;
}

/* (transfer full) (nullable): the action that gives back all addresses */
static UmPlanAction *
make_emails (const UmPastRun *past)
{
  g_auto (GVariantBuilder) pairs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  guint n = 0;

  for (guint i = 0; i < past->people->len; i++)
    {
      const char *person = g_ptr_array_index (past->people, i);
      const char *address = find_address (past, person);
      g_autofree char *pair = address != NULL ? g_strdup_printf ("%s=%s", person, address) : NULL;

      if (pair == NULL)
        continue;
      g_variant_builder_add (&pairs, "s", pair);
      n++;
    }
  if (n == 0)
    return NULL;
  g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_EMAILS),
                         g_variant_builder_end (&pairs));
  return um_plan_action_new ("change-email", g_variant_builder_end (&inputs));
}

gboolean
um_action_inputs_take_past (UmActionInputs *self,
                            const UmPlanAction *asked,
                            UmDirectory *directory,
                            GError **error)
{
  UmPlanAction *emails;

  if (asked->past == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.run");
      return FALSE;
    }
  self->past = asked->past;
  emails = make_emails (asked->past);
  if (emails == NULL)
    return TRUE;
  self->email = um_email_inputs_new (emails, directory, error);
  um_plan_action_free (emails);
  return self->email != NULL;
}

static void
propose (const UmActionInputs *inputs, UmProposal *proposal)
{
  um_proposal_add_undo (proposal, inputs->past, inputs->email);
}

const UmAction um_action_undo = {
  .info = {
    .key = "undo",
    .group = UM_CARD_OTHER,
    .jira = TRUE,
    .access = TRUE,
    .inputs = inputs_taken,
    .n_inputs = G_N_ELEMENTS (inputs_taken),
    .undo = UM_UNDO_EXACT,
    .of_run = TRUE,
  },
  .propose = propose,
};
