/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimRouter: from a method and a path to the endpoint that answers. Paths without placeholders are
 * found by one look-up; the others are compared part by part. Owned by the server.
 */

#include "sim-router.h"

#include <string.h>

struct _SimRouter
{
  GPtrArray *endpoints;
  GHashTable *plain;   /* path → GPtrArray of endpoints */
  GPtrArray *pattern;  /* endpoints with placeholders */
  GHashTable *buckets; /* name of the limit → SimBucket */
};

static void
endpoint_free (gpointer data)
{
  SimEndpoint *endpoint = data;

  g_strfreev (endpoint->parts);
  g_free (endpoint);
}

SimRouter *
sim_router_new (void)
{
  SimRouter *self = g_new0 (SimRouter, 1);

  self->endpoints = g_ptr_array_new_with_free_func (endpoint_free);
  self->pattern = g_ptr_array_new ();
  self->plain = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) g_ptr_array_unref);
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
sim_router_free (SimRouter *self)
{
  g_hash_table_unref (self->plain);
  g_hash_table_unref (self->buckets);
  g_ptr_array_unref (self->pattern);
  g_ptr_array_unref (self->endpoints);
  g_free (self);
}

static SimBucket *
find_bucket (SimRouter *self, const SimRoute *route)
{
  g_autofree char *name = route->limiter != NULL
                            ? g_strdup (route->limiter)
                            : g_strconcat (route->method, " ", route->pattern, NULL);
  SimBucket *bucket = g_hash_table_lookup (self->buckets, name);

  if (bucket == NULL)
    {
      bucket = g_new0 (SimBucket, 1);
      if (strcmp (name, SIM_LIMIT_EVENTS) == 0)
        bucket->most = 10;
      g_hash_table_insert (self->buckets, g_steal_pointer (&name), bucket);
    }
  return bucket;
}

/* Returns: which of the placeholders of a pattern is an account */
static guint
find_user_argument (char **parts)
{
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (strcmp (parts[i], "{accountId}") == 0 || strcmp (parts[i], "{userId}") == 0
          || strcmp (parts[i], "{account_id}") == 0)
        return n;
      n += parts[i][0] == '{';
    }
  return SIM_MAX_ARGUMENTS;
}

/* Adds @n routes, which must stay. */
void
sim_router_add (SimRouter *self, const SimRoute *routes, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      SimEndpoint *endpoint = g_new0 (SimEndpoint, 1);
      GPtrArray *same;

      endpoint->route = &routes[i];
      endpoint->parts = g_strsplit (routes[i].pattern, "/", -1);
      endpoint->bucket = find_bucket (self, &routes[i]);
      endpoint->user = find_user_argument (endpoint->parts);
      g_ptr_array_add (self->endpoints, endpoint);
      if (strchr (routes[i].pattern, '{') != NULL)
        {
          g_ptr_array_add (self->pattern, endpoint);
          continue;
        }
      same = g_hash_table_lookup (self->plain, routes[i].pattern);
      if (same == NULL)
        {
          same = g_ptr_array_new ();
          g_hash_table_insert (self->plain, (gpointer) routes[i].pattern, same);
        }
      g_ptr_array_add (same, endpoint);
    }
}

/* Compares the path with a pattern and takes the decoded arguments out of it. */
static gboolean
match_parts (char **parts, const char *path, char *arguments[SIM_MAX_ARGUMENTS])
{
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      gsize length = strcspn (path, "/");

      if (parts[i][0] == '{' && length > 0)
        {
          arguments[n] = g_uri_unescape_segment (path, path + length, NULL);
          if (arguments[n] == NULL || !g_utf8_validate (arguments[n], -1, NULL))
            return FALSE;
          n++;
        }
      else if (strncmp (parts[i], path, length) != 0 || parts[i][length] != '\0')
        return FALSE;
      path += length;
      if (parts[i + 1] == NULL)
        return *path == '\0';
      if (*path++ != '/')
        return FALSE;
    }
  return FALSE;
}

static void
clear_arguments (char *arguments[SIM_MAX_ARGUMENTS])
{
  for (guint i = 0; i < SIM_MAX_ARGUMENTS; i++)
    g_clear_pointer (&arguments[i], g_free);
}

/**
 * sim_router_match:
 * @path: the path as sent, not decoded
 * @endpoint: (out): what answers
 * @arguments: (out): the decoded placeholders, for the caller to free; all NULL before
 */
SimRouting
sim_router_match (SimRouter *self,
                  const char *method,
                  const char *path,
                  SimEndpoint **endpoint,
                  char *arguments[SIM_MAX_ARGUMENTS])
{
  const GPtrArray *same = g_hash_table_lookup (self->plain, path);
  SimRouting routing = same != NULL ? SIM_NO_SUCH_METHOD : SIM_NO_SUCH_PATH;

  for (guint i = 0; same != NULL && i < same->len; i++)
    {
      *endpoint = same->pdata[i];
      if (strcmp ((*endpoint)->route->method, method) == 0)
        return SIM_ROUTED;
    }
  for (guint i = 0; i < self->pattern->len; i++)
    {
      *endpoint = self->pattern->pdata[i];
      if (match_parts ((*endpoint)->parts, path, arguments))
        {
          if (strcmp ((*endpoint)->route->method, method) == 0)
            return SIM_ROUTED;
          routing = SIM_NO_SUCH_METHOD;
        }
      clear_arguments (arguments);
    }
  *endpoint = NULL;
  return routing;
}

/* Returns: (transfer none): all endpoints */
GPtrArray *
sim_router_endpoints (SimRouter *self)
{
  return self->endpoints;
}

/* Fills all buckets; for a new rate. */
void
sim_router_reset_buckets (SimRouter *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->buckets);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    ((SimBucket *) value)->filled = 0;
}
