/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The questions go through the connection's limiter, a few at once; answers are kept there for the
 * run. Whoever looks at the plan owns it, and each asking that goes on. Main thread. */
#include "um-permit-check.h"

#include "um-planner.h"
#include "um-pump-private.h"
#include "um-step-kind-private.h"

/* Users who are asked about at once; the pace is the connection's. */
#define WIDTH 4
/* ms from an answer until it is told: the plan's numbers are counted then. */
#define PUBLISH_AFTER 250
/* Users in a row without an answer, after whom no further is asked about. */
#define MOST_FAILURES   10
#define MOST_PRIVILEGES 8

struct _UmPermitCheck
{
  GObject parent_instance;
  UmSourceState *state;
  UmPlan *plan;
  GPtrArray *window; /* of UmPlanUser *, the plan's */
  guint next;        /* of the plan's users, when none is left in the window */
  guint done;
  guint total;
  guint n_failures; /* in a row */
  gboolean refused; /* not told yet */
  guint publish_timer;
};

enum
{
  PROP_0,
  PROP_DONE,
  PROP_TOTAL,
  N_PROPS,
};

G_DEFINE_FINAL_TYPE (UmPermitCheck, um_permit_check, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint refused_signal;

/* One user. */
typedef struct
{
  UmPump *pump;
  UmPermitCheck *check;
  UmConnection *connection;
  UmPlanUser *user;
  const char *privileges[MOST_PRIVILEGES + 1]; /* static texts, ended by NULL */
} Question;

/* ---- the plan ---- */

/* (nullable) */
static const char *
get_privilege (const UmStep *step)
{
  const UmStepKindInfo *kind = um_step_kind_find (step->kind);

  return kind != NULL ? kind->privilege : NULL;
}

/* What the steps that are to be done take, each once. Returns how many. */
static guint
list_privileges (const UmPlanUser *user, const char **privileges)
{
  guint n = 0;

  for (guint i = 0; i < user->n_steps && n < MOST_PRIVILEGES; i++)
    {
      const char *privilege = get_privilege (&user->steps[i]);

      privileges[n] = NULL;
      if (privilege != NULL && user->steps[i].skip == UM_SKIP_NONE
          && !g_strv_contains (privileges, privilege))
        privileges[n++] = privilege;
    }
  privileges[n] = NULL;
  return n;
}

static gboolean
is_asked_about (const UmPlanUser *user)
{
  if (!um_plan_user_is_touched (user))
    return FALSE;
  for (guint i = 0; i < user->n_steps; i++)
    if (user->steps[i].skip == UM_SKIP_NONE && get_privilege (&user->steps[i]) != NULL)
      return TRUE;
  return FALSE;
}

static void
count (UmPermitCheck *self)
{
  self->done = self->total = 0;
  for (guint i = 0; i < self->plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (self->plan->users, i);

      self->done += user->permit == UM_PERMIT_KNOWN;
      self->total += user->permit == UM_PERMIT_KNOWN || is_asked_about (user);
    }
}

static UmPlanUser *
find_next (UmPermitCheck *self)
{
  for (guint i = 0; i < self->window->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (self->window, i);

      if (user->permit == UM_PERMIT_OPEN && is_asked_about (user))
        return user;
    }
  for (; self->next < self->plan->users->len; self->next++)
    {
      UmPlanUser *user = g_ptr_array_index (self->plan->users, self->next);

      if (user->permit == UM_PERMIT_OPEN && is_asked_about (user))
        return user;
    }
  return NULL;
}

/* ---- telling ---- */

static void
publish (UmPermitCheck *self)
{
  gboolean refused = self->refused;

  g_clear_handle_id (&self->publish_timer, g_source_remove);
  self->refused = FALSE;
  if (refused && um_source_state_get_directory (self->state) != NULL)
    um_planner_update (self->state, self->plan);
  count (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TOTAL]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DONE]);
  if (refused)
    g_signal_emit (self, refused_signal, 0);
}

static gboolean
publish_cb (gpointer user_data)
{
  UmPermitCheck *self = user_data;

  self->publish_timer = 0;
  publish (self);
  return G_SOURCE_REMOVE;
}

static void
publish_soon (UmPermitCheck *self)
{
  if (self->publish_timer == 0)
    self->publish_timer = g_timeout_add (PUBLISH_AFTER, publish_cb, self);
}

/* ---- one user ---- */

/* Whether fresh answers to all that is asked are there; then the user's steps are as they say. */
static gboolean
use_answers (UmPermitCheck *self, UmPlanUser *user, UmPermits *permits, gint64 now)
{
  const char *privileges[MOST_PRIVILEGES + 1];
  const char *reason;
  guint n = list_privileges (user, privileges);

  for (guint i = 0; i < n; i++)
    if (!um_permits_find (permits, user->account_id, privileges[i], now, &reason))
      return FALSE;
  for (guint i = 0; i < user->n_steps; i++)
    {
      const char *privilege = get_privilege (&user->steps[i]);

      if (privilege == NULL || user->steps[i].skip != UM_SKIP_NONE
          || !um_permits_find (permits, user->account_id, privilege, now, &reason)
          || reason == NULL)
        continue;
      um_plan_user_refuse_step (user, i, reason);
      self->refused = TRUE;
    }
  user->permit = UM_PERMIT_KNOWN;
  publish_soon (self);
  return TRUE;
}

/* Whether nobody else would be answered for either. */
static gboolean
is_about_all (const GError *error)
{
  static const int codes[] = {
    UM_ATLASSIAN_ERROR_UNAUTHORIZED, UM_ATLASSIAN_ERROR_CAPTCHA,  UM_ATLASSIAN_ERROR_SCOPE,
    UM_ATLASSIAN_ERROR_PAYMENT,      UM_ATLASSIAN_ERROR_NOT_JSON, UM_ATLASSIAN_ERROR_OFFLINE,
    UM_ATLASSIAN_ERROR_TLS,          UM_ATLASSIAN_ERROR_UNSECURE, UM_ATLASSIAN_ERROR_REDIRECTED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_error_matches (error, UM_ATLASSIAN_ERROR, codes[i]))
      return TRUE;
  return error->domain != UM_ATLASSIAN_ERROR;
}

/* @error: (transfer full). Returns (nullable) (transfer full): what ends the whole asking. */
static GError *
take_failure (Question *self, GError *error)
{
  UmPermitCheck *check = self->check;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || is_about_all (error))
    {
      self->user->permit = UM_PERMIT_OPEN;
      check->next = 0;
      return error;
    }
  self->user->permit = UM_PERMIT_FAILED;
  if (++check->n_failures < MOST_FAILURES)
    g_clear_error (&error);
  return error;
}

static void
permissions_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Question *self = user_data;
  g_autoptr (UmConnection) connection = self->connection;
  UmPermits *permits = um_connection_get_permits (connection);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  g_autoptr (UmReply) reply = NULL;
  GError *error = NULL;
  g_autoptr (UmOrgPermissions)
    permissions = um_org_get_permissions_finish (UM_ORG (source), result, &reply, &error);

  if (permissions == NULL && um_step_find_refusal (reply) == NULL)
    error = take_failure (self, error);
  else
    {
      g_clear_error (&error);
      self->check->n_failures = 0;
      um_permits_keep (permits, self->user->account_id, self->privileges, permissions, reply, now);
      /* Where other steps were to be done when it was asked, it is asked again. */
      if (!use_answers (self->check, self->user, permits, now))
        self->user->permit = UM_PERMIT_OPEN;
    }
  um_pump_end_one (self->pump, error);
}

/* ---- all of them ---- */

static gboolean
start (UmPump *pump, gpointer data)
{
  GTask *task = data;
  UmPermitCheck *self = g_task_get_source_object (task);
  UmConnection *connection = g_task_get_task_data (task);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  UmPlanUser *user;
  Question *question;

  if (g_cancellable_is_cancelled (um_source_state_get_shutdown (self->state)))
    return FALSE;
  do
    user = find_next (self);
  while (user != NULL && use_answers (self, user, um_connection_get_permits (connection), now));
  if (user == NULL)
    return FALSE;
  question = g_new0 (Question, 1);
  question->pump = pump;
  question->check = self;
  question->connection = um_connection_ref (connection);
  question->user = user;
  list_privileges (user, question->privileges);
  user->permit = UM_PERMIT_ASKING;
  um_org_get_permissions_async (um_connection_get_org (connection), user->account_id,
                                question->privileges, um_pump_get_cancellable (pump),
                                permissions_cb, question);
  return TRUE;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmPermitCheck *self = UM_PERMIT_CHECK (source);
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (self->state));
  GError *error = NULL;

  publish (self);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, um_source_state_take_problem (self->state, error, host));
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmPermitCheck *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (UmConnection)
    connection = um_source_state_connect_finish (UM_SOURCE_STATE (source), result, &error);

  if (connection == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  self->next = 0;
  self->n_failures = 0;
  g_task_set_task_data (task, g_steal_pointer (&connection), (GDestroyNotify) um_connection_unref);
  um_pump_run (g_task_new (self, g_task_get_cancellable (task), asked_cb, g_object_ref (task)),
               WIDTH, start, task);
}

static void
um_permit_check_dispose (GObject *object)
{
  UmPermitCheck *self = UM_PERMIT_CHECK (object);

  g_clear_handle_id (&self->publish_timer, g_source_remove);
  g_clear_object (&self->state);
  G_OBJECT_CLASS (um_permit_check_parent_class)->dispose (object);
}

static void
um_permit_check_finalize (GObject *object)
{
  UmPermitCheck *self = UM_PERMIT_CHECK (object);

  g_ptr_array_unref (self->window);
  um_plan_unref (self->plan);
  G_OBJECT_CLASS (um_permit_check_parent_class)->finalize (object);
}

static void
um_permit_check_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  UmPermitCheck *self = UM_PERMIT_CHECK (object);

  switch (property_id)
    {
    case PROP_DONE:
      g_value_set_uint (value, self->done);
      break;
    case PROP_TOTAL:
      g_value_set_uint (value, self->total);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
um_permit_check_class_init (UmPermitCheckClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_permit_check_dispose;
  object_class->finalize = um_permit_check_finalize;
  object_class->get_property = um_permit_check_get_property;
  properties[PROP_DONE] = g_param_spec_uint ("done", NULL, NULL, 0, G_MAXUINT, 0,
                                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  refused_signal = g_signal_new ("refused", UM_TYPE_PERMIT_CHECK, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
um_permit_check_init (UmPermitCheck *self)
{
  self->window = g_ptr_array_new ();
}

/**
 * um_permit_check_new:
 * @state: a source whose snapshot is loaded
 * @plan: a plan of it
 *
 * Returns: (transfer full): what asks about the plan's users; of a Jira site nothing can be asked
 */
UmPermitCheck *
um_permit_check_new (UmSourceState *state, UmPlan *plan)
{
  UmPermitCheck *self = g_object_new (UM_TYPE_PERMIT_CHECK, NULL);

  self->state = g_object_ref (state);
  self->plan = um_plan_ref (plan);
  count (self);
  return self;
}

/**
 * um_permit_check_get_done:
 * @self: a check
 *
 * Returns: of how many users it is known what Atlassian says
 */
guint
um_permit_check_get_done (UmPermitCheck *self)
{
  g_return_val_if_fail (UM_IS_PERMIT_CHECK (self), 0);
  return self->done;
}

/**
 * um_permit_check_get_total:
 * @self: a check
 *
 * Returns: of how many users it can be known
 */
guint
um_permit_check_get_total (UmPermitCheck *self)
{
  g_return_val_if_fail (UM_IS_PERMIT_CHECK (self), 0);
  return self->total;
}

/**
 * um_permit_check_set_window:
 * @self: a check
 * @users: (array length=n_users): users of its plan, as those that can be seen
 *
 * They are asked about before all others.
 */
void
um_permit_check_set_window (UmPermitCheck *self, UmPlanUser *const *users, guint n_users)
{
  g_return_if_fail (UM_IS_PERMIT_CHECK (self));
  g_ptr_array_set_size (self->window, 0);
  for (guint i = 0; i < n_users; i++)
    g_ptr_array_add (self->window, users[i]);
}

/**
 * um_permit_check_update:
 * @self: a check
 *
 * Counts anew, and looks from the start for users to ask about.
 */
void
um_permit_check_update (UmPermitCheck *self)
{
  g_return_if_fail (UM_IS_PERMIT_CHECK (self));
  self->next = 0;
  publish (self);
}

/**
 * um_permit_check_ask_async:
 * @self: a check
 * @cancellable: (nullable): ends it; who wasn't answered for can be asked about again
 *
 * `GET /users/{id}/manage` (ATLASSIAN.md §9) for each, those in the window first.
 */
void
um_permit_check_ask_async (UmPermitCheck *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_permit_check_ask_async);
  if (self->done == self->total
      || um_source_state_get_source (self->state)->kind != UM_SOURCE_ACCESS)
    g_task_return_boolean (task, TRUE);
  else
    um_source_state_connect_async (self->state, cancellable, connect_cb, g_steal_pointer (&task));
}

/**
 * um_permit_check_ask_finish:
 * @self: a check
 * @error: %UM_PROBLEM, or cancelled
 *
 * Returns: whether everybody was asked about
 */
gboolean
um_permit_check_ask_finish (UmPermitCheck *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
