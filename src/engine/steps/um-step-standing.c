/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that reads back that a user stands in another directory with all his groups, and what
 * reads him for the steps around it. It changes nothing, so that it may be done at any time, and
 * has failed where he doesn't stand there: what follows in the chain isn't done then. */
#include "um-step-standing-private.h"

#include "um-atlassian-error.h"
#include "um-plan.h"
#include "um-step-kind-private.h"
#include "um-step-search-private.h"

/* ---- reading ---- */

typedef struct
{
  UmOrg *org;
  char *account_id;
  UmStanding *standing;
  UmOrgUser *user; /* (nullable): as he was last read */
  GError *missing; /* (nullable): why he doesn't stand there, as he was last read */
} Reading;

static void
reading_free (gpointer data)
{
  Reading *self = data;

  g_object_unref (self->org);
  g_free (self->account_id);
  um_standing_free (self->standing);
  g_clear_pointer (&self->user, um_org_user_free);
  g_clear_error (&self->missing);
  g_free (self);
}

static void
ask (gpointer data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const Reading *self = data;

  um_step_read_user_async (self->org, um_standing_get_directory (self->standing), self->account_id,
                           cancellable, callback, user_data);
}

static gboolean
take (gpointer data, GAsyncResult *result, gboolean *found, GError **error)
{
  Reading *self = data;
  g_autoptr (GError) failure = NULL;

  g_clear_pointer (&self->user, um_org_user_free);
  g_clear_error (&self->missing);
  self->user = um_step_read_user_finish (self->org, result, &failure);
  *found = um_standing_judge (self->standing, self->user, self->account_id, &self->missing);
  /* Who isn't there yet may come. */
  if (failure == NULL
      || g_error_matches (failure, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static const UmStepSearch search = { ask, take };

void
um_step_stand_async (UmOrg *org,
                     const char *account_id,
                     UmStanding *standing,
                     gboolean patient,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, um_step_stand_async);
  g_task_set_check_cancellable (task, FALSE);
  reading->org = g_object_ref (org);
  reading->account_id = g_strdup (account_id);
  reading->standing = standing;
  g_task_set_task_data (task, reading, reading_free);
  um_step_search (task, &search, patient);
}

gboolean
um_step_stand_finish (GAsyncResult *result, const UmOrgUser **user, GError **error)
{
  Reading *reading = g_task_get_task_data (G_TASK (result));

  if (user != NULL)
    *user = reading->user;
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  if (reading->missing == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&reading->missing));
  return FALSE;
}

/* ---- the step ---- */

/* A step that doesn't say what is to be proven proves nothing. */
static void
refuse (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, refuse);
  g_task_return_new_error (task, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK, "%s", "");
}

static gboolean
finish (GAsyncResult *result, GError **error)
{
  if (g_async_result_is_tagged (result, refuse))
    return g_task_propagate_boolean (G_TASK (result), error);
  return um_step_stand_finish (result, NULL, error);
}

static void
read_back (UmConnection *connection,
           const UmRunEntry *entry,
           gboolean patient,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  UmOrg *org = um_connection_get_org (connection);
  UmStanding *standing = NULL;

  if (org == NULL || !um_standing_parse (entry->argument, &standing, NULL) || standing == NULL)
    refuse (cancellable, callback, user_data);
  else
    um_step_stand_async (org, entry->account_id, standing, patient, cancellable, callback,
                         user_data);
}

static void
perform_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  read_back (connection, entry, TRUE, cancellable, callback, user_data);
}

static gboolean
perform_finish (UmConnection *connection,
                GAsyncResult *result,
                gboolean *changed,
                UmReply **reply,
                GError **error)
{
  *reply = NULL;
  *changed = finish (result, error);
  return *changed;
}

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  read_back (connection, entry, FALSE, cancellable, callback, user_data);
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  g_autoptr (GError) failure = NULL;
  gboolean stands = finish (result, &failure);

  if (failure != NULL && !g_error_matches (failure, UM_STEP_ERROR, UM_STEP_ERROR_NOT_READ_BACK))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *finding = um_step_judge (entry, stands ? UM_READ_BACK : UM_NOT_READ_BACK);
  return TRUE;
}

/* A few at once in a directory; what waits there holds nobody else up. */
static const char *
get_overlap (const UmRunEntry *entry)
{
  return entry->place;
}

static UmTruth
is_in (UmDirectory *directory, UmSet set, const char *id, guint row)
{
  guint thing = um_directory_find_thing (directory, set, id);

  return thing != UM_NO_ROW ? um_directory_is_member (directory, set, thing, row) : UM_NO;
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  g_autoptr (UmStanding) standing = NULL;
  gboolean stands;

  *gone = FALSE;
  *finding = um_step_judge (entry, NULL);
  if (!um_standing_parse (entry->argument, &standing, NULL) || standing == NULL)
    return;
  stands =
    is_in (directory, UM_SET_DIRECTORIES, um_standing_get_directory (standing), row) == UM_YES
    && is_in (directory, UM_SET_SUSPENSIONS, um_standing_get_directory (standing), row) != UM_YES;
  for (guint i = 0; i < um_standing_get_n_groups (standing); i++)
    {
      UmTruth member = is_in (directory, UM_SET_GROUPS, um_standing_get_group (standing, i), row);

      if (member == UM_UNKNOWN)
        return;
      stands &= member == UM_YES;
    }
  *finding = um_step_judge (entry, stands ? UM_READ_BACK : UM_NOT_READ_BACK);
}

const UmStepKindInfo um_step_directory_check = {
  .kind = UM_STEP_DIRECTORY_CHECK,
  .repeatable = TRUE,
  .lasting = TRUE,
  .when_gone = UM_STEP_DID_NOT,
  .perform_async = perform_async,
  .perform_finish = perform_finish,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .get_overlap = get_overlap,
  .look_up = look_up,
};
