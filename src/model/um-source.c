/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The record of a source and the reading of typed addresses. Counted atomically; filled by its
 * maker, then only read, from any thread. */
#include "um-source.h"

#include <string.h>

UmSource *
um_source_new (UmSourceKind kind)
{
  UmSource *self = g_atomic_rc_box_new0 (UmSource);

  self->id = g_uuid_string_random ();
  self->kind = kind;
  self->api_url = g_strdup (UM_DEFAULT_API_URL);
  self->expires = UM_TIME_UNKNOWN;
  return self;
}

UmSource *
um_source_copy (const UmSource *self)
{
  UmSource *copy = g_atomic_rc_box_new (UmSource);

  *copy = *self;
  copy->id = g_strdup (self->id);
  copy->name = g_strdup (self->name);
  copy->url = g_strdup (self->url);
  copy->api_url = g_strdup (self->api_url);
  copy->email = g_strdup (self->email);
  copy->account_id = g_strdup (self->account_id);
  copy->cloud_id = g_strdup (self->cloud_id);
  copy->org_id = g_strdup (self->org_id);
  copy->org_name = g_strdup (self->org_name);
  copy->host_ok = g_strdup (self->host_ok);
  return copy;
}

static void
clear_source (gpointer data)
{
  UmSource *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->url);
  g_free (self->api_url);
  g_free (self->email);
  g_free (self->account_id);
  g_free (self->cloud_id);
  g_free (self->org_id);
  g_free (self->org_name);
  g_free (self->host_ok);
}

UmSource *
um_source_ref (UmSource *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
um_source_unref (UmSource *self)
{
  g_atomic_rc_box_release_full (self, clear_source);
}

/* Where requests go: the gateway and the organisation API live behind the API's origin. */
static const char *
get_origin (const UmSource *self)
{
  if (self->kind == UM_SOURCE_ACCESS || self->gateway)
    return self->api_url;
  return self->url;
}

char *
um_source_dup_host (const UmSource *self)
{
  const char *origin = get_origin (self);
  const char *host = origin != NULL ? strstr (origin, "://") : NULL;

  return host != NULL ? g_strdup (host + strlen ("://")) : NULL;
}

char *
um_source_dup_base (const UmSource *self)
{
  if (self->kind == UM_SOURCE_JIRA && self->gateway)
    {
      if (self->api_url == NULL || self->cloud_id == NULL)
        return NULL;
      return g_strconcat (self->api_url, "/ex/jira/", self->cloud_id, NULL);
    }
  return g_strdup (get_origin (self));
}
