/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions about one user to his organisation. No state of its own; main thread. */
#include "um-user-facts.h"

#include "um-connection-private.h"
#include "um-problem.h"

/* Nobody has as many products; a server that names ever more pages is not followed. */
#define MAX_PAGES 20

typedef struct
{
  char *account_id;
  char *cloud_id; /* (nullable) */
  UmOrg *org;     /* (nullable): once connected */
  guint n_pages;
  GPtrArray *uses; /* of UmProductUse */
} Question;

void
um_product_use_free (UmProductUse *self)
{
  g_free (self->key);
  g_free (self->resource);
  g_free (self);
}

static void
question_free (gpointer data)
{
  Question *question = data;

  g_free (question->account_id);
  g_free (question->cloud_id);
  g_clear_object (&question->org);
  g_clear_pointer (&question->uses, g_ptr_array_unref);
  g_free (question);
}

UmSourceState *
um_user_facts_get_teller (UmSourceState *state)
{
  if (um_source_state_get_source (state)->kind == UM_SOURCE_ACCESS)
    return state;
  return um_source_state_get_partner (state);
}

/* What is refused for one account says nothing about the source; a dead key does. Takes @error. */
static void
fail (GTask *task, GError *error)
{
  UmSourceState *state = g_task_get_source_object (task);
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (state));

  if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_UNAUTHORIZED))
    error = um_source_state_take_problem (state, error, host);
  else
    error = um_engine_problem (error, host);
  g_task_return_error (task, error);
}

/* An organisation that asks through the connection, at its pace, once. (nullable) */
static UmOrg *
take_organisation (GTask *task, GAsyncResult *result)
{
  UmSourceState *state = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmConnection) connection = um_source_state_connect_finish (state, result, &error);
  UmOrg *org;

  if (connection == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return NULL;
    }
  org = um_org_new (um_connection_get_http (connection),
                    um_connection_get_source (connection)->org_id);
  um_org_set_check (org, TRUE);
  return org;
}

static GTask *
ask (UmSourceState *teller,
     const char *account_id,
     gpointer tag,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (teller, cancellable, callback, user_data);
  Question *question = g_new0 (Question, 1);

  question->account_id = g_strdup (account_id);
  question->uses = g_ptr_array_new_with_free_func ((GDestroyNotify) um_product_use_free);
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, question, question_free);
  return task;
}

/* ---- products ---- */

static gboolean
is_of_site (const char *resource, const char *cloud_id)
{
  g_autofree char *end = NULL;

  if (cloud_id == NULL)
    return TRUE;
  end = g_strconcat ("/", cloud_id, NULL);
  return resource != NULL && g_str_has_suffix (resource, end);
}

static void
take_uses (Question *question, const UmOrgActivity *activity)
{
  for (guint i = 0; i < activity->access->len; i++)
    {
      const UmOrgAccess *access = &g_array_index (activity->access, UmOrgAccess, i);
      UmProductUse *use;

      if (!is_of_site (access->resource, question->cloud_id))
        continue;
      use = g_new0 (UmProductUse, 1);
      use->key = g_strdup (access->key);
      use->resource = g_strdup (access->resource);
      use->last_active = access->last_active;
      g_ptr_array_add (question->uses, use);
    }
}

static void
activity_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmOrg *org = UM_ORG (source);
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgActivity) activity = um_org_get_activity_finish (org, result, &error);

  if (activity == NULL)
    {
      fail (task, error);
      return;
    }
  take_uses (question, activity);
  if (activity->next != NULL && ++question->n_pages < MAX_PAGES)
    um_org_get_activity_async (org, question->account_id, activity->next,
                               g_task_get_cancellable (task), activity_cb, g_object_ref (task));
  else
    g_task_return_pointer (task, g_ptr_array_ref (question->uses),
                           (GDestroyNotify) g_ptr_array_unref);
}

static void
connected_for_uses_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);

  question->org = take_organisation (task, result);
  if (question->org != NULL)
    um_org_get_activity_async (question->org, question->account_id, NULL,
                               g_task_get_cancellable (task), activity_cb, g_object_ref (task));
}

void
um_user_facts_list_uses_async (UmSourceState *teller,
                               const char *account_id,
                               const char *cloud_id,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = ask (teller, account_id, um_user_facts_list_uses_async, cancellable, callback,
                     user_data);
  Question *question = g_task_get_task_data (task);

  question->cloud_id = g_strdup (cloud_id);
  um_source_state_connect_async (teller, cancellable, connected_for_uses_cb, task);
}

GPtrArray *
um_user_facts_list_uses_finish (UmSourceState *teller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, teller), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- tokens ---- */

static void
tokens_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page == NULL)
    fail (task, error);
  else
    g_task_return_int (task, page->items->len);
}

static void
connected_for_tokens_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Question *question = g_task_get_task_data (task);

  question->org = take_organisation (task, result);
  if (question->org != NULL)
    um_org_list_tokens_async (question->org, question->account_id, g_task_get_cancellable (task),
                              tokens_cb, g_object_ref (task));
}

void
um_user_facts_count_tokens_async (UmSourceState *teller,
                                  const char *account_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  um_source_state_connect_async (
    teller, cancellable, connected_for_tokens_cb,
    ask (teller, account_id, um_user_facts_count_tokens_async, cancellable, callback, user_data));
}

int
um_user_facts_count_tokens_finish (UmSourceState *teller, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, teller), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}
