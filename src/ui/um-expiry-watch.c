/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches when the keys of all sources end (PRODUCT.md §3, Sources). What was told stands in the
 * settings, for the desktop and for the window each by itself: a notification counts as told when
 * it was sent, a banner when it was answered. The timer is set anew after each look, for the next
 * midnight at the latest. Owned by the application; main thread. */
#include "um-config.h"
#include "um-expiry-watch.h"
#include "um-expiry.h"

#define SETTING "expiry-told"
/* Source id, end of the key, stage told on the desktop, and in the window. */
#define TYPE "(sxyy)"

/* What was told of a source's key. */
typedef struct
{
  UmExpiryTold desktop;
  UmExpiryTold window;
} Told;

struct _UmExpiryWatch
{
  GObject parent_instance;

  UmEngine *engine;
  GSettings *settings;
  GHashTable *told; /* source id → Told */
  guint timer;
};

enum
{
  SIGNAL_DUE,
  SIGNAL_GONE,
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (UmExpiryWatch, um_expiry_watch, G_TYPE_OBJECT)

static gint64
get_now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static gint64
get_expires (UmSourceState *state)
{
  return um_source_state_get_source (state)->expires;
}

static UmExpiryStage
read_stage (guchar byte)
{
  return MIN (byte, UM_EXPIRY_OVER);
}

static void
load (UmExpiryWatch *self)
{
  g_autoptr (GVariant) list = g_settings_get_value (self->settings, SETTING);
  GVariantIter iter;
  const char *id;
  gint64 expires;
  guchar desktop, window;

  g_variant_iter_init (&iter, list);
  while (g_variant_iter_next (&iter, "(&sxyy)", &id, &expires, &desktop, &window))
    {
      Told *told = g_new0 (Told, 1);

      told->desktop = (UmExpiryTold){ expires, read_stage (desktop) };
      told->window = (UmExpiryTold){ expires, read_stage (window) };
      g_hash_table_replace (self->told, g_strdup (id), told);
    }
}

/* Only what was told is worth keeping. */
static void
save (UmExpiryWatch *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, SETTING);
  g_autoptr (GVariant) after = NULL;
  g_autoptr (GList)
    ids = g_list_sort (g_hash_table_get_keys (self->told), (GCompareFunc) g_strcmp0);
  GVariantBuilder list;

  g_variant_builder_init (&list, G_VARIANT_TYPE ("a" TYPE));
  for (GList *l = ids; l != NULL; l = l->next)
    {
      const Told *told = g_hash_table_lookup (self->told, l->data);

      if (told->desktop.stage != UM_EXPIRY_FAR || told->window.stage != UM_EXPIRY_FAR)
        g_variant_builder_add (&list, TYPE, l->data, told->desktop.expires,
                               (guchar) told->desktop.stage, (guchar) told->window.stage);
    }
  after = g_variant_ref_sink (g_variant_builder_end (&list));
  if (!g_variant_equal (before, after))
    g_settings_set_value (self->settings, SETTING, after);
}

static Told *
get_told (UmExpiryWatch *self, const char *id)
{
  Told *told = g_hash_table_lookup (self->told, id);

  if (told == NULL)
    {
      told = g_new0 (Told, 1);
      told->desktop.expires = told->window.expires = UM_TIME_UNKNOWN;
      g_hash_table_insert (self->told, g_strdup (id), told);
    }
  return told;
}

static void
look_at (UmExpiryWatch *self, UmSourceState *state)
{
  const char *id = um_source_state_get_source (state)->id;
  Told *told = get_told (self, id);
  gint64 expires = get_expires (state);
  gint64 now = get_now ();
  UmExpiryStage stage;

  if (told->desktop.stage != UM_EXPIRY_FAR && told->desktop.expires != expires)
    g_signal_emit (self, signals[SIGNAL_GONE], 0, id);
  stage = um_expiry_judge (&told->desktop, expires, now);
  um_expiry_judge (&told->window, expires, now);
  if (stage == UM_EXPIRY_FAR)
    return;
  told->desktop.stage = stage;
  g_signal_emit (self, signals[SIGNAL_DUE], 0, state, um_expiry_count_days (expires, now));
}

static void
forget_removed (UmExpiryWatch *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    if (um_engine_find_source (self->engine, id) == NULL)
      {
        g_signal_emit (self, signals[SIGNAL_GONE], 0, id);
        g_hash_table_iter_remove (&iter);
      }
}

static gboolean
timer_cb (gpointer user_data)
{
  UmExpiryWatch *self = user_data;

  self->timer = 0;
  um_expiry_watch_look (self);
  return G_SOURCE_REMOVE;
}

static void
sources_changed_cb (UmExpiryWatch *self)
{
  GListModel *sources = um_engine_get_sources (self->engine);

  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);

      /* Sorting puts the same ones into the list again. */
      g_signal_handlers_disconnect_by_func (state, um_expiry_watch_look, self);
      g_signal_connect_object (state, "notify::source", G_CALLBACK (um_expiry_watch_look), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->timer != 0)
    um_expiry_watch_look (self);
}

static void
um_expiry_watch_dispose (GObject *object)
{
  UmExpiryWatch *self = UM_EXPIRY_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->engine);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->told, g_hash_table_unref);
  G_OBJECT_CLASS (um_expiry_watch_parent_class)->dispose (object);
}

static void
um_expiry_watch_class_init (UmExpiryWatchClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = um_expiry_watch_dispose;
  signals[SIGNAL_DUE] = g_signal_new ("due", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 2, UM_TYPE_SOURCE_STATE, G_TYPE_INT);
  signals[SIGNAL_GONE] = g_signal_new ("gone", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
um_expiry_watch_init (UmExpiryWatch *self)
{
  self->settings = g_settings_new (UM_APP_ID);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/**
 * um_expiry_watch_new:
 * @engine: whose sources are watched
 *
 * Returns: (transfer full): a watch that hasn't looked yet
 */
UmExpiryWatch *
um_expiry_watch_new (UmEngine *engine)
{
  UmExpiryWatch *self = g_object_new (UM_TYPE_EXPIRY_WATCH, NULL);

  self->engine = g_object_ref (engine);
  load (self);
  g_signal_connect_object (um_engine_get_sources (engine), "items-changed",
                           G_CALLBACK (sources_changed_cb), self, G_CONNECT_SWAPPED);
  sources_changed_cb (self);
  return self;
}

/**
 * um_expiry_watch_look:
 * @self: a watch
 *
 * Counts the days of all keys, tells what is due, and sets the timer for the next time.
 */
void
um_expiry_watch_look (UmExpiryWatch *self)
{
  GListModel *sources;

  g_return_if_fail (UM_IS_EXPIRY_WATCH (self));
  sources = um_engine_get_sources (self->engine);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (um_expiry_seconds_to_look (get_now ()), timer_cb, self);
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);

      look_at (self, state);
    }
  forget_removed (self);
  save (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * um_expiry_watch_get_first:
 * @self: a watch
 * @days: (out) (optional): days until the key's last day, negative after it
 *
 * Returns: (transfer none) (nullable): the source to tell of in the window
 */
UmSourceState *
um_expiry_watch_get_first (UmExpiryWatch *self, int *days)
{
  GListModel *sources;
  gint64 now = get_now ();
  UmSourceState *first = NULL;

  g_return_val_if_fail (UM_IS_EXPIRY_WATCH (self), NULL);
  sources = um_engine_get_sources (self->engine);
  for (guint i = 0; i < g_list_model_get_n_items (sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (sources, i);
      Told *told = get_told (self, um_source_state_get_source (state)->id);

      if (um_expiry_judge (&told->window, get_expires (state), now) != UM_EXPIRY_FAR
          && (first == NULL || get_expires (state) < get_expires (first)))
        first = state;
    }
  if (first != NULL && days != NULL)
    *days = um_expiry_count_days (get_expires (first), now);
  return first;
}

/**
 * um_expiry_watch_dismiss:
 * @self: a watch
 * @state: a source that the window told of
 */
void
um_expiry_watch_dismiss (UmExpiryWatch *self, UmSourceState *state)
{
  Told *told;
  UmExpiryStage stage;

  g_return_if_fail (UM_IS_EXPIRY_WATCH (self));
  told = get_told (self, um_source_state_get_source (state)->id);
  stage = um_expiry_judge (&told->window, get_expires (state), get_now ());
  if (stage == UM_EXPIRY_FAR)
    return;
  told->window.stage = stage;
  save (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
