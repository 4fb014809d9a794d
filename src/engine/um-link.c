/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds which sources are of one organisation whenever one of them comes, goes or changes. Owned by
 * the engine; holds no source longer than the list does. Main thread. */
#include "um-link-private.h"

struct _UmLinks
{
  GListModel *sources;
};

/* An organisation that is known not to be the site's is of another time. */
static gboolean
is_same_organisation (const UmSource *site, const UmSource *organisation)
{
  return site->org_id == NULL || organisation->org_id == NULL
         || g_strcmp0 (site->org_id, organisation->org_id) == 0;
}

static gboolean
is_linked (UmSourceState *site, UmSourceState *organisation)
{
  const UmSource *source = site->source;

  return source->kind == UM_SOURCE_JIRA && source->cloud_id != NULL
         && organisation->source->kind == UM_SOURCE_ACCESS && organisation->sites != NULL
         && g_strv_contains ((const char *const *) organisation->sites, source->cloud_id)
         && is_same_organisation (source, organisation->source);
}

/* Of several sources of the organisation the one that was read last. */
static UmSourceState *
find_partner (UmLinks *self, UmSourceState *site)
{
  UmSourceState *partner = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) other = g_list_model_get_item (self->sources, i);

      if (is_linked (site, other)
          && (partner == NULL
              || um_source_state_get_users_read (other) > um_source_state_get_users_read (partner)))
        partner = other; /* the list keeps it */
    }
  return partner;
}

/* (transfer full) */
static char **
list_linked (UmLinks *self, UmSourceState *state)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) other = g_list_model_get_item (self->sources, i);

      if (other == state->partner || other->partner == state)
        g_strv_builder_add (names, other->source->name);
    }
  return g_strv_builder_end (names);
}

/* Those whose organisation it is. (transfer full) */
static GPtrArray *
list_sites (UmLinks *self, UmSourceState *organisation)
{
  GPtrArray *states = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) other = g_list_model_get_item (self->sources, i);

      if (is_linked (other, organisation))
        g_ptr_array_add (states, g_steal_pointer (&other));
    }
  return states;
}

static void
forget_sites (UmSourceState *state)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new_with_free_func (g_object_unref);

  um_source_state_set_sites (state, nobody);
}

void
um_links_update (UmLinks *self)
{
  guint n = g_list_model_get_n_items (self->sources);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);

      if (state->source->kind == UM_SOURCE_ACCESS && state->own != NULL)
        {
          g_strfreev (state->sites);
          state->sites = um_directory_list_sites (state->own);
        }
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);

      um_source_state_set_partner (state, find_partner (self, state));
    }
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);
      g_autoptr (GPtrArray) sites = list_sites (self, state);
      g_auto (GStrv) names = list_linked (self, state);

      um_source_state_set_sites (state, sites);
      um_source_state_set_linked (state, (const char *const *) names);
    }
}

static void
source_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  um_links_update (user_data);
}

static void
directory_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  if (UM_SOURCE_STATE (object)->source->kind == UM_SOURCE_ACCESS)
    um_links_update (user_data);
}

UmLinks *
um_links_new (GListModel *sources)
{
  UmLinks *self = g_new0 (UmLinks, 1);

  self->sources = g_object_ref (sources);
  g_signal_connect_swapped (sources, "items-changed", G_CALLBACK (um_links_update), self);
  return self;
}

void
um_links_watch (UmLinks *self, UmSourceState *state)
{
  g_signal_connect (state, "notify::source", G_CALLBACK (source_cb), self);
  g_signal_connect (state, "notify::directory", G_CALLBACK (directory_cb), self);
}

void
um_links_forget (UmLinks *self, UmSourceState *state)
{
  const char *const nobody[] = { NULL };

  g_signal_handlers_disconnect_by_data (state, self);
  um_source_state_set_partner (state, NULL);
  forget_sites (state);
  um_source_state_set_linked (state, nobody);
}

void
um_links_free (UmLinks *self)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->sources); i++)
    {
      g_autoptr (UmSourceState) state = g_list_model_get_item (self->sources, i);

      g_signal_handlers_disconnect_by_data (state, self);
      forget_sites (state);
    }
  g_signal_handlers_disconnect_by_data (self->sources, self);
  g_object_unref (self->sources);
  g_free (self);
}
