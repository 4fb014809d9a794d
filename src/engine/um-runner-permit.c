/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Atlassian says beforehand (PRODUCT.md §5): one question for each user right before his first
 * step, where a step's kind names the privilege that it takes. Whom it refuses is left out with its
 * reason; nothing was sent then. */
#include "um-runner-private.h"

/* The privileges that the chain's steps still take, each once, ended by NULL. The texts are static.
 * (transfer full) */
static GPtrArray *
list_privileges (UmOpenChain *self)
{
  const UmRunChain *chain = um_run_book_get_chain (self->runner->book, self->chain);
  GPtrArray *privileges = g_ptr_array_new ();

  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_runner_get_entry (self->runner, i);
      const char *privilege;

      if (um_step_state_is_final (entry->state))
        continue;
      privilege = um_step_kind_find (entry->kind)->privilege;
      if (privilege != NULL
          && !g_ptr_array_find_with_equal_func (privileges, privilege, g_str_equal, NULL))
        g_ptr_array_add (privileges, (gpointer) privilege);
    }
  g_ptr_array_add (privileges, NULL);
  return privileges;
}

gboolean
um_open_chain_needs_permit (UmOpenChain *self)
{
  g_autoptr (GPtrArray) privileges = NULL;

  if (self->permitted || um_connection_get_org (self->runner->connection) == NULL)
    return FALSE;
  privileges = list_privileges (self);
  return privileges->len > 1;
}

/* (nullable): Atlassian's reason. */
static const char *
find_reason (const UmOrgPermissions *permissions, const char *privilege, UmReply *reply)
{
  const char *reason = NULL;

  if (permissions == NULL)
    return um_step_find_refusal (reply);
  if (um_org_permissions_get (permissions, privilege, &reason) != UM_NO)
    return NULL;
  return reason != NULL ? reason : "forbidden";
}

static void
refuse (UmOpenChain *self, guint index, const char *reason, UmReply *reply)
{
  UmRunEntry *entry = um_runner_change_entry (self->runner, index, UM_STATE_SKIPPED);

  entry->skip = UM_SKIP_REFUSED;
  g_free (entry->skip_detail);
  entry->skip_detail = g_strdup (reason);
  um_run_entry_keep_reply (entry, reply);
  um_runner_finish_entry (self->runner, index, entry);
}

/* @permissions: (nullable): the account can't be acted on at all, as @reply says. */
static void
take_answer (UmOpenChain *self, const UmOrgPermissions *permissions, UmReply *reply)
{
  const UmRunChain *chain = um_run_book_get_chain (self->runner->book, self->chain);

  um_runner_note_answer (self->runner);
  self->permitted = TRUE;
  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      const UmRunEntry *entry = um_runner_get_entry (self->runner, i);
      const char *privilege = um_step_kind_find (entry->kind)->privilege;
      const char *reason;

      if (um_step_state_is_final (entry->state) || privilege == NULL)
        continue;
      reason = find_reason (permissions, privilege, reply);
      if (reason != NULL)
        refuse (self, i, reason, reply);
    }
  if (um_step_state_is_final (um_runner_get_entry (self->runner, self->entry)->state))
    um_open_chain_advance (self);
  else
    um_open_chain_journal (self);
}

static void
permit_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOpenChain *self = user_data;
  g_autoptr (UmRunner) runner = self->runner;
  g_autoptr (UmConnection) connection = um_open_chain_end_asking (self);
  g_autoptr (UmReply) reply = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPermissions)
    permissions = um_org_get_permissions_finish (UM_ORG (source), result, &reply, &error);

  if (permissions != NULL || um_step_find_refusal (reply) != NULL)
    take_answer (self, permissions, reply);
  else
    um_open_chain_take_answer (self, FALSE, error, reply);
  um_runner_pump (runner);
  um_runner_check_end (runner);
}

void
um_open_chain_ask_permit (UmOpenChain *self)
{
  g_autoptr (GPtrArray) privileges = list_privileges (self);
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);

  um_open_chain_begin_asking (self);
  um_org_get_permissions_async (um_connection_get_org (self->connection), entry->account_id,
                                (const char *const *) privileges->pdata, self->runner->cancellable,
                                permit_cb, self);
}
