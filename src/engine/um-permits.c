/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kept answers: account id → what was said of each privilege. Reasons repeat from account to
 * account and are shared. Main thread. */
#include "um-permits-private.h"

#include "um-step-kind-private.h"

typedef struct
{
  const char *privilege; /* static */
  char *reason;          /* (nullable) GRefString */
} Answer;

typedef struct
{
  gint64 asked; /* seconds */
  guint n_answers;
  Answer answers[];
} Account;

struct _UmPermits
{
  GHashTable *accounts; /* char * → Account */
};

static void
account_free (gpointer data)
{
  Account *self = data;

  for (guint i = 0; i < self->n_answers; i++)
    g_clear_pointer (&self->answers[i].reason, g_ref_string_release);
  g_free (self);
}

UmPermits *
um_permits_new (void)
{
  UmPermits *self = g_new0 (UmPermits, 1);

  self->accounts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, account_free);
  return self;
}

void
um_permits_free (UmPermits *self)
{
  g_hash_table_unref (self->accounts);
  g_free (self);
}

/* (nullable): Atlassian's reason. */
static const char *
find_reason (const UmOrgPermissions *permissions, const char *privilege, const UmReply *reply)
{
  const char *reason = NULL;

  if (permissions == NULL)
    return um_step_find_refusal (reply);
  if (um_org_permissions_get (permissions, privilege, &reason) != UM_NO)
    return NULL;
  return reason != NULL ? reason : "forbidden";
}

void
um_permits_keep (UmPermits *self,
                 const char *account_id,
                 const char *const *privileges,
                 const UmOrgPermissions *permissions,
                 const UmReply *reply,
                 gint64 now)
{
  guint n = g_strv_length ((char **) privileges);
  Account *account = g_malloc0 (sizeof (Account) + n * sizeof (Answer));

  account->asked = now;
  account->n_answers = n;
  for (guint i = 0; i < n; i++)
    {
      const char *reason = find_reason (permissions, privileges[i], reply);

      account->answers[i].privilege = privileges[i];
      account->answers[i].reason = reason != NULL ? g_ref_string_new_intern (reason) : NULL;
    }
  g_hash_table_replace (self->accounts, g_strdup (account_id), account);
}

gboolean
um_permits_find (
  UmPermits *self, const char *account_id, const char *privilege, gint64 now, const char **reason)
{
  const Account *account = g_hash_table_lookup (self->accounts, account_id);

  *reason = NULL;
  /* A clock that was put back makes every answer one of the future. */
  if (account == NULL || now < account->asked || now - account->asked > UM_PERMITS_FRESH)
    return FALSE;
  for (guint i = 0; i < account->n_answers; i++)
    if (g_str_equal (account->answers[i].privilege, privilege))
      {
        *reason = account->answers[i].reason;
        return TRUE;
      }
  return FALSE;
}

void
um_permits_forget (UmPermits *self, const char *account_id)
{
  g_hash_table_remove (self->accounts, account_id);
}
