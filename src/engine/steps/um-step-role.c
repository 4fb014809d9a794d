/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps that give a user of an organisation a role on a product himself, or take it (ATLASSIAN.md
 * §8). Atlassian answers the same whether that changed something or not: so it is asked before what
 * he has, and nothing is sent where it stands so. The target is an id of um_direct_role_new_id ().
 */
#include "um-step-kind-private.h"

#include "um-direct-role-private.h"
#include "um-plan.h"

/* Nobody has roles on so many products; a server that names ever more pages isn't followed. */
#define MAX_PAGES 50

/* What the user has is asked, and then, where it isn't asked alone, changed. */
typedef struct
{
  char *account_id;
  char *target;
  char *role;
  const char *resource; /* within @target */
  gboolean performs;
  gboolean assigns;
  guint n_pages;
  gboolean held;
  gboolean changed;
  UmReply *reply; /* (nullable): to the change */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *asking = data;

  g_free (asking->account_id);
  g_free (asking->target);
  g_free (asking->role);
  g_clear_pointer (&asking->reply, um_reply_unref);
  g_free (asking);
}

/* Takes what is its own reference of @task; the caller's callback comes in its context. */
static void
change_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  UmChange change;

  if (!um_org_change_finish (UM_ORG (source), result, &change, &asking->reply, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  asking->changed = change == UM_CHANGE_DONE;
  g_task_return_boolean (task, TRUE);
}

static gboolean
holds (const Asking *asking, const UmOrgPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgAssignment *assignment = g_ptr_array_index (page->items, i);

      if (!g_str_equal (assignment->resource, asking->resource))
        continue;
      for (guint j = 0; j < assignment->roles->len; j++)
        {
          const UmOrgRole *role = &g_array_index (assignment->roles, UmOrgRole, j);

          if ((role->methods & UM_ORG_METHOD_DIRECT) && g_str_equal (role->role, asking->role))
            return TRUE;
        }
    }
  return FALSE;
}

static void
roles_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  UmOrg *org = UM_ORG (source);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (org, result, &error);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  asking->held = holds (asking, page);
  if (!asking->held && page->next != NULL && ++asking->n_pages < MAX_PAGES)
    um_org_list_user_roles_async (org, UM_ORG_ALL_DIRECTORIES, asking->account_id, page->next,
                                  cancellable, roles_cb, g_object_ref (task));
  else if (!asking->performs || asking->held == asking->assigns)
    g_task_return_boolean (task, TRUE);
  else if (asking->assigns)
    um_org_assign_role_async (org, asking->account_id, asking->role, asking->resource, cancellable,
                              change_cb, g_object_ref (task));
  else
    um_org_revoke_role_async (org, asking->account_id, asking->role, asking->resource, cancellable,
                              change_cb, g_object_ref (task));
}

static void
ask (UmConnection *connection,
     const UmRunEntry *entry,
     gboolean performs,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);
  GTask *task = g_task_new (org, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, ask);
  /* An answer that came is worth more than that nobody waits for it. */
  g_task_set_check_cancellable (task, FALSE);
  asking->account_id = g_strdup (entry->account_id);
  asking->target = g_strdup (entry->target);
  asking->resource = um_direct_role_split (asking->target, &asking->role);
  asking->performs = performs;
  asking->assigns = entry->kind == UM_STEP_ROLE_ASSIGN;
  g_task_set_task_data (task, asking, asking_free);
  um_org_list_user_roles_async (org, UM_ORG_ALL_DIRECTORIES, asking->account_id, NULL, cancellable,
                                roles_cb, task);
}

static void
perform_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  ask (connection, entry, TRUE, cancellable, callback, user_data);
}

static gboolean
perform_finish (UmConnection *connection,
                GAsyncResult *result,
                gboolean *changed,
                UmReply **reply,
                GError **error)
{
  Asking *asking = g_task_get_task_data (G_TASK (result));

  *changed = asking->changed;
  *reply = g_steal_pointer (&asking->reply);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  ask (connection, entry, FALSE, cancellable, callback, user_data);
}

static UmStepFinding
judge (const UmRunEntry *entry, UmTruth assigned)
{
  if (assigned == UM_UNKNOWN)
    return um_step_judge (entry, NULL);
  return um_step_judge (entry, assigned == UM_YES ? UM_ASSIGNED : UM_NOT_ASSIGNED);
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  Asking *asking = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *finding = judge (entry, asking->held ? UM_YES : UM_NO);
  return TRUE;
}

static guint
invert (const UmRunEntry *entry, UmStepInverse *inverses)
{
  return um_step_invert (
    entry, entry->kind == UM_STEP_ROLE_ASSIGN ? UM_STEP_ROLE_REVOKE : UM_STEP_ROLE_ASSIGN,
    inverses);
}

/* A snapshot knows it of whom was asked about. */
static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  guint thing = um_directory_find_thing (directory, UM_SET_DIRECT_ROLES, entry->target);

  *gone = thing == UM_NO_ROW;
  if (*gone)
    finding->verdict = um_step_kind_find (entry->kind)->when_gone;
  else
    *finding = judge (entry, um_directory_is_member (directory, UM_SET_DIRECT_ROLES, thing, row));
}

const UmStepKindInfo um_step_role_assign = {
  .kind = UM_STEP_ROLE_ASSIGN,
  .repeatable = TRUE,
  .changed_from = UM_NOT_ASSIGNED,
  .when_gone = UM_STEP_DID_NOT,
  .perform_async = perform_async,
  .perform_finish = perform_finish,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert,
  .look_up = look_up,
};

const UmStepKindInfo um_step_role_revoke = {
  .kind = UM_STEP_ROLE_REVOKE,
  .repeatable = TRUE,
  .changed_from = UM_ASSIGNED,
  .when_gone = UM_STEP_STANDS,
  .perform_async = perform_async,
  .perform_finish = perform_finish,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .invert = invert,
  .look_up = look_up,
};
