/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One source with all that is alive about it. Owned by the engine, main thread. How its key is
 * found is in um-source-connect.c, how it is loaded in um-source-load.c, how outcomes of runs are
 * laid over it in um-lay-over.c, what a linked source adds in um-source-whole.c. */
#include "um-recheck-private.h"
#include "um-source-state-private.h"

#include "um-expiry.h"
#include "um-keyring.h"
#include "um-problem.h"

#define BASKET_DELAY 1 /* seconds */

enum
{
  PROP_0,
  PROP_SOURCE,
  PROP_NAME,
  PROP_HEALTH,
  PROP_DIRECTORY,
  PROP_LOADING,
  PROP_REFRESH,
  PROP_RUNNER,
  PROP_N_USERS,
  PROP_LISTS,
  PROP_LINKED,
  N_PROPS,
};

enum
{
  SIGNAL_RUNS_CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UmSourceState, um_source_state, G_TYPE_OBJECT)

static void
save_basket_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  if (!um_store_save_basket_finish (UM_STORE (source), result, &error))
    g_warning ("The selection couldn't be kept: %s", error->message);
}

void
um_source_state_keep_basket (UmSourceState *self)
{
  g_autoptr (GPtrArray) ids = NULL;

  if (self->basket_timer == 0)
    return;
  g_clear_handle_id (&self->basket_timer, g_source_remove);
  ids = um_basket_get_ids (self->basket);
  um_store_save_basket_async (self->store, self->source->id, ids, save_basket_cb, NULL);
}

static gboolean
basket_timer_cb (gpointer user_data)
{
  um_source_state_keep_basket (user_data);
  return G_SOURCE_REMOVE;
}

static void
basket_changed_cb (UmSourceState *self)
{
  if (self->basket_mapping || !self->basket_loaded || self->basket_timer != 0)
    return;
  self->basket_timer = g_timeout_add_seconds (BASKET_DELAY, basket_timer_cb, self);
}

static void
um_source_state_dispose (GObject *object)
{
  UmSourceState *self = UM_SOURCE_STATE (object);

  g_clear_handle_id (&self->basket_timer, g_source_remove);
  g_clear_pointer (&self->recheck, um_recheck_free);
  um_lay_over_stop (self);
  um_source_state_disconnect (self);
  g_clear_pointer (&self->session_key, um_keyring_free_key);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->own, um_directory_unref);
  um_completion_clear (&self->completion);
  g_clear_object (&self->partner);
  g_clear_pointer (&self->completers, g_ptr_array_unref);
  g_clear_pointer (&self->sites, g_strfreev);
  g_clear_pointer (&self->linked, g_strfreev);
  g_clear_pointer (&self->site_states, g_ptr_array_unref);
  g_clear_pointer (&self->loaders, g_ptr_array_unref);
  g_clear_pointer (&self->settlers, g_ptr_array_unref);
  g_clear_object (&self->refresh);
  g_clear_object (&self->runner);
  g_clear_object (&self->basket);
  g_clear_pointer (&self->lists, g_hash_table_unref);
  g_clear_pointer (&self->list_infos, g_ptr_array_unref);
  g_clear_object (&self->store);
  g_clear_object (&self->demo);
  g_clear_object (&self->shutdown);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (um_source_state_parent_class)->dispose (object);
}

static void
um_source_state_finalize (GObject *object)
{
  UmSourceState *self = UM_SOURCE_STATE (object);

  g_clear_pointer (&self->source, um_source_unref);
  g_array_unref (self->changes);
  G_OBJECT_CLASS (um_source_state_parent_class)->finalize (object);
}

static void
um_source_state_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  UmSourceState *self = UM_SOURCE_STATE (object);

  switch (prop_id)
    {
    case PROP_SOURCE:
      g_value_set_pointer (value, self->source);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->source->name);
      break;
    case PROP_HEALTH:
      g_value_set_uint (value, self->health);
      break;
    case PROP_DIRECTORY:
      g_value_set_pointer (value, self->directory);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_REFRESH:
      g_value_set_object (value, self->refresh);
      break;
    case PROP_RUNNER:
      g_value_set_object (value, self->runner);
      break;
    case PROP_N_USERS:
      g_value_set_uint (value, um_source_state_get_n_users (self));
      break;
    case PROP_LISTS:
      g_value_set_pointer (value, self->lists);
      break;
    case PROP_LINKED:
      g_value_set_boxed (value, self->linked);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
um_source_state_class_init (UmSourceStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = um_source_state_dispose;
  object_class->finalize = um_source_state_finalize;
  object_class->get_property = um_source_state_get_property;

  properties[PROP_SOURCE] = g_param_spec_pointer ("source", NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_HEALTH] = g_param_spec_uint ("health", NULL, NULL, 0, G_MAXUINT,
                                               UM_HEALTH_NOT_CHECKED, flags);
  properties[PROP_DIRECTORY] = g_param_spec_pointer ("directory", NULL, NULL, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_REFRESH] = g_param_spec_object ("refresh", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_RUNNER] = g_param_spec_object ("runner", NULL, NULL, G_TYPE_OBJECT, flags);
  properties[PROP_N_USERS] = g_param_spec_uint ("n-users", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LISTS] = g_param_spec_pointer ("lists", NULL, NULL, flags);
  properties[PROP_LINKED] = g_param_spec_boxed ("linked", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_RUNS_CHANGED] = g_signal_new ("runs-changed", G_TYPE_FROM_CLASS (klass),
                                               G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                               0);
}

static void
um_source_state_init (UmSourceState *self)
{
  self->shutdown = g_cancellable_new ();
  self->loaders = g_ptr_array_new_with_free_func (g_object_unref);
  self->settlers = g_ptr_array_new_with_free_func (g_object_unref);
  self->completers = g_ptr_array_new_with_free_func (g_object_unref);
  self->linked = g_new0 (char *, 1);
  self->site_states = g_ptr_array_new_with_free_func (g_object_unref);
  self->basket = um_basket_new ();
  self->changes = um_lay_over_new_changes ();
  self->recheck = um_recheck_new (self);
  g_signal_connect_object (self->basket, "changed", G_CALLBACK (basket_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

UmSourceState *
um_source_state_new (UmStore *store, UmDemo *demo, UmSource *source, const UmSnapshotInfo *head)
{
  UmSourceState *self = g_object_new (UM_TYPE_SOURCE_STATE, NULL);

  self->store = g_object_ref (store);
  self->demo = g_object_ref (demo);
  self->source = um_source_ref (source);
  self->head = *head;
  return self;
}

UmSource *
um_source_state_get_source (UmSourceState *self)
{
  return self->source;
}

/* What a kept connection was made for. */
static gboolean
is_same_access (const UmSource *a, const UmSource *b)
{
  g_autofree char *base_a = um_source_dup_base (a);
  g_autofree char *base_b = um_source_dup_base (b);

  return g_strcmp0 (base_a, base_b) == 0 && g_strcmp0 (a->email, b->email) == 0;
}

void
um_source_state_set_source (UmSourceState *self, UmSource *source)
{
  g_autoptr (UmSource) before = g_steal_pointer (&self->source);

  self->source = um_source_ref (source);
  if (!is_same_access (before, source))
    um_source_state_disconnect (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SOURCE]);
  if (g_strcmp0 (before->name, source->name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
}

UmBasket *
um_source_state_get_basket (UmSourceState *self)
{
  return self->basket;
}

UmHealth
um_source_state_get_health (UmSourceState *self)
{
  return self->health;
}

const GError *
um_source_state_get_problem (UmSourceState *self)
{
  return self->problem;
}

void
um_source_state_set_health (UmSourceState *self, UmHealth health, const GError *problem)
{
  g_clear_error (&self->problem);
  if (health == UM_HEALTH_PROBLEM && problem != NULL)
    self->problem = g_error_copy (problem);
  self->health = health;
  if (health == UM_HEALTH_CONNECTED)
    self->key_accepted = TRUE;
  if (g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED)
      || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_ORG_KEY_REJECTED)
      || g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEY_DEAD))
    um_source_state_disconnect (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEALTH]);
}

void
um_source_state_note_problem (UmSourceState *self, const GError *problem)
{
  if (problem->domain != UM_PROBLEM)
    return;
  switch ((UmProblem) problem->code)
    {
    case UM_PROBLEM_ADDRESS_INSECURE:
    case UM_PROBLEM_OFFLINE:
    case UM_PROBLEM_TLS:
    case UM_PROBLEM_REDIRECTED:
    case UM_PROBLEM_NOT_JIRA:
    case UM_PROBLEM_NOT_ATLASSIAN:
    case UM_PROBLEM_NOT_JSON:
    case UM_PROBLEM_MALFORMED:
    case UM_PROBLEM_KEY_REJECTED:
    case UM_PROBLEM_ORG_KEY_REJECTED:
    case UM_PROBLEM_KEY_DEAD:
    case UM_PROBLEM_CAPTCHA:
    case UM_PROBLEM_FORBIDDEN:
    case UM_PROBLEM_CANT_BROWSE:
    case UM_PROBLEM_NO_ORGANISATION:
    case UM_PROBLEM_RATE_LIMITED:
    case UM_PROBLEM_SERVER:
    case UM_PROBLEM_CUT:
    case UM_PROBLEM_NO_KEY:
    case UM_PROBLEM_KEYRING_LOCKED:
    case UM_PROBLEM_KEYRING_DISMISSED:
    case UM_PROBLEM_KEYRING_ABSENT:
    case UM_PROBLEM_KEYRING_FAILED:
    case UM_PROBLEM_DEMO_FAILED:
      um_source_state_set_health (self, UM_HEALTH_PROBLEM, problem);
      break;
    default:
      break;
    }
}

/* A key of the keyring was accepted when its source was checked, which is how its owner, or its
 * organisation, is known. */
static gboolean
was_key_accepted (UmSourceState *self)
{
  const char *learnt = self->source->kind == UM_SOURCE_ACCESS ? self->source->org_id
                                                              : self->source->account_id;

  return self->key_accepted || (self->session_key == NULL && learnt != NULL);
}

GError *
um_source_state_take_problem (UmSourceState *self, GError *error, const char *host)
{
  GError *problem = um_engine_problem (error, host);

  if (g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_KEY_REJECTED))
    problem->code = was_key_accepted (self)                  ? UM_PROBLEM_KEY_DEAD
                    : self->source->kind == UM_SOURCE_ACCESS ? UM_PROBLEM_ORG_KEY_REJECTED
                                                             : UM_PROBLEM_KEY_REJECTED;
  else if (self->source->demo && g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_OFFLINE))
    {
      /* Nothing but the end of its process takes it off loopback. */
      g_clear_error (&problem);
      problem = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DEMO_FAILED, "It ended");
    }
  um_source_state_note_problem (self, problem);
  return problem;
}

gboolean
um_source_state_get_days_left (UmSourceState *self, int *days)
{
  gint64 expires = self->source->expires;

  if (expires == UM_TIME_UNKNOWN)
    return FALSE;
  *days = um_expiry_count_days (expires, g_get_real_time () / G_USEC_PER_SEC);
  return TRUE;
}

guint
um_source_state_get_n_users (UmSourceState *self)
{
  return self->own != NULL ? um_directory_get_n_rows (self->own) : self->head.n_users;
}

gint64
um_source_state_get_users_read (UmSourceState *self)
{
  return self->own != NULL ? um_directory_get_users_read (self->own) : self->head.users_read;
}

gint64
um_source_state_get_members_read (UmSourceState *self)
{
  return self->own != NULL ? um_directory_get_members_read (self->own) : self->head.members_read;
}

UmDirectory *
um_source_state_get_directory (UmSourceState *self)
{
  return self->directory;
}

gboolean
um_source_state_get_loading (UmSourceState *self)
{
  return self->loading;
}

UmRefresh *
um_source_state_get_refresh (UmSourceState *self)
{
  return self->refresh;
}

UmRunner *
um_source_state_get_runner (UmSourceState *self)
{
  return self->runner;
}

GCancellable *
um_source_state_get_shutdown (UmSourceState *self)
{
  return self->shutdown;
}

UmStore *
um_source_state_get_store (UmSourceState *self)
{
  return self->store;
}

void
um_source_state_set_loading (UmSourceState *self, gboolean loading)
{
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

const char *const *
um_source_state_get_linked (UmSourceState *self)
{
  return (const char *const *) self->linked;
}

void
um_source_state_set_linked (UmSourceState *self, const char *const *names)
{
  if (g_strv_equal ((const char *const *) self->linked, names))
    return;
  g_strfreev (self->linked);
  self->linked = g_strdupv ((char **) names);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINKED]);
}

GPtrArray *
um_source_state_get_sites (UmSourceState *self)
{
  return self->site_states;
}

static gboolean
has_sites (UmSourceState *self, const GPtrArray *states)
{
  if (self->site_states->len != states->len)
    return FALSE;
  for (guint i = 0; i < states->len; i++)
    if (self->site_states->pdata[i] != states->pdata[i])
      return FALSE;
  return TRUE;
}

void
um_source_state_set_sites (UmSourceState *self, GPtrArray *states)
{
  if (has_sites (self, states))
    return;
  g_ptr_array_unref (self->site_states);
  self->site_states = g_ptr_array_ref (states);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINKED]);
}

void
um_source_state_show (UmSourceState *self, UmDirectory *directory)
{
  g_autoptr (UmDirectory) before = g_steal_pointer (&self->directory);

  self->directory = um_directory_ref (directory);
  self->basket_mapping = TRUE;
  um_basket_set_directory (self->basket, directory);
  self->basket_mapping = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DIRECTORY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_USERS]);
}

void
um_source_state_set_refresh (UmSourceState *self, UmRefresh *refresh)
{
  if (g_set_object ((GObject **) &self->refresh, (GObject *) refresh))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFRESH]);
}

void
um_source_state_set_runner (UmSourceState *self, UmRunner *runner)
{
  if (g_set_object ((GObject **) &self->runner, (GObject *) runner))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNER]);
}

void
um_source_state_runs_changed (UmSourceState *self)
{
  g_signal_emit (self, signals[SIGNAL_RUNS_CHANGED], 0);
}
