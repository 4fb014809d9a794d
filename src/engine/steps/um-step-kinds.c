/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of step kinds, and what several of them share. Static data, no state. */
#include "um-step-kind-private.h"

#include "um-run-pair.h"

#include <string.h>

static const UmStepKindInfo *const kinds[] = {
  &um_step_group_add,        &um_step_group_remove,
  &um_step_access_suspend,   &um_step_access_restore,
  &um_step_account_enable,   &um_step_account_disable,
  &um_step_account_delete,   &um_step_account_cancel_delete,
  &um_step_directory_remove, &um_step_issue_create,
  &um_step_role_assign,      &um_step_role_revoke,
  &um_step_email_set,        &um_step_invite,
  &um_step_directory_enter,  &um_step_directory_check,
  &um_step_token_revoke,
};

const UmStepKindInfo *
um_step_kind_find (UmStepKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i]->kind == kind)
      return kinds[i];
  return NULL;
}

gboolean
um_step_kind_is_patient (const UmStepKindInfo *kind)
{
  return kind->patient || kind->dup_made != NULL || kind->dup_account != NULL;
}

gboolean
um_step_finish_org_change (UmConnection *connection,
                           GAsyncResult *result,
                           gboolean *changed,
                           UmReply **reply,
                           GError **error)
{
  UmChange change;

  if (!um_org_change_finish (um_connection_get_org (connection), result, &change, reply, error))
    return FALSE;
  *changed = change == UM_CHANGE_DONE;
  return TRUE;
}

UmStepFinding
um_step_judge (const UmRunEntry *entry, const char *word)
{
  UmStepFinding finding = { .verdict = UM_STEP_CANT_TELL, .word = word };

  if (word != NULL)
    finding.verdict = g_strcmp0 (word, entry->after) == 0 ? UM_STEP_STANDS : UM_STEP_DID_NOT;
  return finding;
}

guint
um_step_invert (const UmRunEntry *entry, UmStepKind kind, UmStepInverse *inverses)
{
  if (entry->state != UM_STATE_DONE || g_strcmp0 (entry->before, entry->after) == 0
      || entry->before == NULL)
    return 0;
  inverses[0] = (UmStepInverse){ .kind = kind, .before = entry->after, .after = entry->before };
  return 1;
}

static gboolean
is_in_closed_pair (GPtrArray *entries, guint index)
{
  const UmRunEntry *entry = g_ptr_array_index (entries, index);

  if (index > 0 && um_run_pair_is_closed (g_ptr_array_index (entries, index - 1), entry))
    return TRUE;
  return index + 1 < entries->len
         && um_run_pair_is_closed (entry, g_ptr_array_index (entries, index + 1));
}

guint
um_step_find_inverses (GPtrArray *entries, guint index, UmStepInverse *inverses)
{
  const UmRunEntry *entry = g_ptr_array_index (entries, index);
  const UmStepKindInfo *kind = um_step_kind_find (entry->kind);

  if (kind == NULL || kind->invert == NULL || is_in_closed_pair (entries, index))
    return 0;
  return kind->invert (entry, inverses);
}

const char *
um_step_find_refusal (const UmReply *reply)
{
  /* User management's own (ATLASSIAN.md §9). What it says of the key has other words. */
  static const char *const codes[] = { "forbidden", "forbidden.action",
                                       "forbidden.targetUnverified", "forbidden.unclaimedDomain",
                                       "conflict.lifecycleErrors" };

  if (reply == NULL || reply->code == NULL || reply->status < 400 || reply->status >= 500)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (strcmp (reply->code, codes[i]) == 0)
      return reply->reason != NULL ? reply->reason : reply->code;
  return NULL;
}
