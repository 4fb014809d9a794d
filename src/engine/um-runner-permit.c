/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Atlassian says beforehand (PRODUCT.md §5): one question for each user right before his first
 * step, where a step's kind names the privilege that it takes and no fresh answer is at hand from
 * when the plan was looked at. Whom it refuses is left out with its reason; nothing was sent then.
 */
#include "um-runner-private.h"

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

/* (nullable): what an entry that isn't over takes. */
static const char *
get_privilege (const UmRunEntry *entry)
{
  return um_step_state_is_final (entry->state) ? NULL : um_step_kind_find (entry->kind)->privilege;
}

/* The privileges that the chain's steps still take, each once, ended by NULL. The texts are static.
 * (transfer full) */
static GPtrArray *
list_privileges (UmOpenChain *self)
{
  const UmRunChain *chain = um_run_book_get_chain (self->runner->book, self->chain);
  GPtrArray *privileges = g_ptr_array_new ();

  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      const char *privilege = get_privilege (um_runner_get_entry (self->runner, i));

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

/* Goes on by what is known now of the user's account, which is about to be changed. @reply:
 * (nullable): where it comes from; NULL: from before the run. */
static void
use_answers (UmOpenChain *self, UmPermits *permits, gint64 now, UmReply *reply)
{
  const UmRunChain *chain = um_run_book_get_chain (self->runner->book, self->chain);
  g_autofree char *id = g_strdup (um_runner_get_entry (self->runner, self->entry)->account_id);

  self->permitted = TRUE;
  for (guint i = chain->first; i < chain->first + chain->n_entries; i++)
    {
      const char *privilege = get_privilege (um_runner_get_entry (self->runner, i));
      const char *reason;

      if (privilege != NULL && um_permits_find (permits, id, privilege, now, &reason)
          && reason != NULL)
        refuse (self, i, reason, reply);
    }
  um_permits_forget (permits, id);
  if (um_step_state_is_final (um_runner_get_entry (self->runner, self->entry)->state))
    um_open_chain_advance (self);
  else
    um_open_chain_journal (self);
}

/* @permissions: (nullable): the account can't be acted on at all, as @reply says. */
static void
take_answer (UmOpenChain *self,
             UmConnection *connection,
             const UmOrgPermissions *permissions,
             UmReply *reply)
{
  UmPermits *permits = um_connection_get_permits (connection);
  g_autoptr (GPtrArray) privileges = list_privileges (self);
  gint64 now = get_now ();

  um_runner_note_answer (self->runner, um_open_chain_get_asked (self));
  um_permits_keep (permits, um_runner_get_entry (self->runner, self->entry)->account_id,
                   (const char *const *) privileges->pdata, permissions, reply, now);
  use_answers (self, permits, now, reply);
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
    take_answer (self, connection, permissions, reply);
  else
    um_open_chain_take_answer (self, FALSE, error, reply);
  um_runner_pump (runner);
  um_runner_check_end (runner);
}

/* Whether each of the privileges has a fresh answer. */
static gboolean
is_answered (UmPermits *permits, const char *id, const GPtrArray *privileges, gint64 now)
{
  const char *reason;

  for (guint i = 0; i + 1 < privileges->len; i++)
    if (!um_permits_find (permits, id, g_ptr_array_index (privileges, i), now, &reason))
      return FALSE;
  return TRUE;
}

void
um_open_chain_ask_permit (UmOpenChain *self)
{
  g_autoptr (GPtrArray) privileges = list_privileges (self);
  const UmRunEntry *entry = um_runner_get_entry (self->runner, self->entry);
  UmPermits *permits = um_connection_get_permits (self->runner->connection);
  gint64 now = get_now ();

  if (is_answered (permits, entry->account_id, privileges, now))
    {
      use_answers (self, permits, now, NULL);
      return;
    }
  um_open_chain_begin_asking (self);
  um_org_get_permissions_async (um_connection_get_org (self->connection), entry->account_id,
                                (const char *const *) privileges->pdata, self->runner->cancellable,
                                permit_cb, self);
}
