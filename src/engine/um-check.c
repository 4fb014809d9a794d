/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doctor: what it is told of, its table and its ends. Owned by whoever runs it, main thread. It
 * fills a copy of the source with what it learns, and keeps nothing. How it goes stands in
 * um-check-jira.c and um-check-access.c. */
#include "um-check-private.h"

#include "um-engine.h"
#include "um-keyring.h"

static const UmRightKind jira_lines[] = {
  UM_RIGHT_ADDRESS,    UM_RIGHT_KEY,           UM_RIGHT_BROWSE_USERS,
  UM_RIGHT_ADMINISTER, UM_RIGHT_CHANGE_GROUPS,
};

static const UmRightKind access_lines[] = {
  UM_RIGHT_KEY,           UM_RIGHT_BROWSE_USERS,    UM_RIGHT_OWNER,
  UM_RIGHT_CHANGE_ACCESS, UM_RIGHT_MANAGE_ACCOUNTS, UM_RIGHT_READ_KEYS,
};

void
um_check_key_free (UmCheckKey *self)
{
  g_free (self->label);
  g_free (self);
}

G_DEFINE_FINAL_TYPE (UmCheck, um_check, G_TYPE_OBJECT)

static void
um_check_dispose (GObject *object)
{
  UmCheck *self = UM_CHECK (object);

  g_clear_pointer (&self->key, um_keyring_free_key);
  g_clear_pointer (&self->site, um_connection_unref);
  g_clear_pointer (&self->gateway, um_connection_unref);
  g_clear_pointer (&self->own_groups, g_hash_table_unref);
  g_clear_pointer (&self->source, um_source_unref);
  g_clear_object (&self->state);
  g_clear_object (&self->sources);
  g_clear_object (&self->rights);
  g_clear_pointer (&self->keys, g_ptr_array_unref);
  G_OBJECT_CLASS (um_check_parent_class)->dispose (object);
}

static void
um_check_class_init (UmCheckClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = um_check_dispose;
}

static void
um_check_init (UmCheck *self)
{
  self->rights = g_list_store_new (UM_TYPE_CHECK_RIGHT);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) um_check_key_free);
}

void
um_check_set_right (UmCheck *self, UmRightKind kind, UmTruth granted, const char *detail)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->rights)); i++)
    {
      g_autoptr (UmCheckRight) right = g_list_model_get_item (G_LIST_MODEL (self->rights), i);

      if (um_check_right_get_kind (right) == kind)
        um_check_right_set (right, granted, detail);
    }
}

void
um_check_set_changes (UmCheck *self, UmTruth changes)
{
  if (changes == UM_NO)
    self->source->read_only |= UM_READ_ONLY_KEY;
  else if (changes == UM_YES)
    self->source->read_only &= ~UM_READ_ONLY_KEY;
}

static char *
dup_host (UmConnection *connection)
{
  return um_source_dup_host (um_connection_get_source (connection));
}

void
um_check_fail (GTask *task, UmRightKind kind, GError *error, UmConnection *asked)
{
  UmCheck *self = g_task_get_source_object (task);
  g_autofree char *host = dup_host (asked);
  GError *problem;

  /* A typed key says nothing of the one that is kept. */
  if (self->state != NULL && !self->typed)
    problem = um_source_state_take_problem (self->state, error, host);
  else
    problem = um_engine_problem (error, host);
  if (self->source->kind == UM_SOURCE_ACCESS
      && g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED))
    problem->code = UM_PROBLEM_ORG_KEY_REJECTED;
  if (problem->domain == UM_PROBLEM)
    um_check_set_right (self, kind, UM_NO, NULL);
  g_task_return_error (task, problem);
}

void
um_check_fail_code (GTask *task, UmRightKind kind, UmProblem problem, UmConnection *asked)
{
  g_autofree char *host = dup_host (asked);

  um_check_fail (task, kind, g_error_new_literal (UM_PROBLEM, problem, host), asked);
}

void
um_check_succeed (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);
  UmSource *source = um_source_copy (self->source);

  source->checked = TRUE;
  if (self->state != NULL && !self->typed)
    um_source_state_set_health (self->state, UM_HEALTH_CONNECTED, NULL);
  g_task_return_pointer (task, source, (GDestroyNotify) um_source_unref);
}

gboolean
um_check_return_if_cancelled (GTask *task, GError **error)
{
  if (!g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_task_return_error (task, g_steal_pointer (error));
  return TRUE;
}

/* ---- the key that is kept ---- */

/* A demo that had to be started for its key listens elsewhere than it did. */
static void
follow_demo (UmCheck *self)
{
  const UmSource *running = um_source_state_get_source (self->state);

  if (!self->source->demo)
    return;
  g_free (self->source->url);
  self->source->url = g_strdup (running->url);
  g_free (self->source->api_url);
  self->source->api_url = g_strdup (running->api_url);
}

static void
run (GTask *task)
{
  UmCheck *self = g_task_get_source_object (task);

  if (self->source->kind == UM_SOURCE_JIRA)
    um_check_run_jira (task);
  else
    um_check_run_access (task);
}

static void
key_cb (GObject *object, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmCheck *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->key = um_source_state_find_key_finish (self->state, result, &error);
  if (self->key == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  follow_demo (self);
  run (task);
}

static void
add_lines (UmCheck *self, const UmRightKind *kinds, gsize n_kinds)
{
  for (gsize i = 0; i < n_kinds; i++)
    {
      g_autoptr (UmCheckRight) right = um_check_right_new (kinds[i], self->source->kind);

      g_list_store_append (self->rights, right);
    }
}

UmCheck *
um_check_new (UmSource *source, const char *key, UmSourceState *state)
{
  UmCheck *self = g_object_new (UM_TYPE_CHECK, NULL);

  g_return_val_if_fail (source != NULL && (key != NULL || state != NULL), NULL);

  self->source = um_source_copy (source);
  self->key = key != NULL ? um_engine_trim_key (key) : NULL;
  self->typed = key != NULL;
  /* What the key before it couldn't says nothing of this one. */
  if (self->typed)
    self->source->read_only &= ~UM_READ_ONLY_KEY;
  g_set_object (&self->state, state);
  if (source->kind == UM_SOURCE_JIRA)
    add_lines (self, jira_lines, G_N_ELEMENTS (jira_lines));
  else
    add_lines (self, access_lines, G_N_ELEMENTS (access_lines));
  return self;
}

void
um_check_set_sources (UmCheck *self, GListModel *sources)
{
  g_set_object (&self->sources, sources);
}

GListModel *
um_check_get_rights (UmCheck *self)
{
  return G_LIST_MODEL (self->rights);
}

GPtrArray *
um_check_get_keys (UmCheck *self)
{
  return self->keys;
}

void
um_check_run_async (UmCheck *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_check_run_async);
  if (self->key == NULL)
    um_source_state_find_key_async (self->state, cancellable, key_cb, g_steal_pointer (&task));
  else
    run (task);
}

UmSource *
um_check_run_finish (UmCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
