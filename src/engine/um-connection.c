/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source with its key in place. Counted, main thread; the key itself lives in UmHttp's locked
 * memory. */
#include "um-connection-private.h"

struct _UmConnection
{
  grefcount ref_count;
  UmSource *source;
  UmHttp *http;
  UmJira *jira; /* of Jira sources, else NULL */
  UmOrg *org;   /* of Access sources, else NULL */
  UmPermits *permits;

  /* (nullable): of a joined one, which has no permits of its own */
  UmConnection *own;
  UmConnection *site;
};

UmConnection *
um_connection_new (UmSource *source, const char *key)
{
  g_autofree char *base = um_source_dup_base (source);
  UmConnection *self;

  if (base == NULL)
    return NULL;
  self = g_new0 (UmConnection, 1);
  g_ref_count_init (&self->ref_count);
  self->source = um_source_ref (source);
  self->http = um_http_new (base);
  self->permits = um_permits_new ();
  if (source->kind == UM_SOURCE_JIRA)
    self->jira = um_jira_new (self->http);
  else
    self->org = um_org_new (self->http, source->org_id);
  if (key != NULL && source->kind == UM_SOURCE_JIRA)
    um_http_set_basic (self->http, source->email != NULL ? source->email : "", key);
  else if (key != NULL)
    um_http_set_bearer (self->http, key);
  return self;
}

UmConnection *
um_connection_join (UmConnection *own, UmConnection *site)
{
  UmConnection *self = g_new0 (UmConnection, 1);

  g_ref_count_init (&self->ref_count);
  self->source = um_source_ref (own->source);
  self->http = g_object_ref (own->http);
  self->org = g_object_ref (own->org);
  self->jira = g_object_ref (site->jira);
  self->own = um_connection_ref (own);
  self->site = um_connection_ref (site);
  return self;
}

UmConnection *
um_connection_ref (UmConnection *self)
{
  g_ref_count_inc (&self->ref_count);
  return self;
}

void
um_connection_unref (UmConnection *self)
{
  if (!g_ref_count_dec (&self->ref_count))
    return;
  um_source_unref (self->source);
  g_clear_object (&self->jira);
  g_clear_object (&self->org);
  g_object_unref (self->http);
  g_clear_pointer (&self->permits, um_permits_free);
  g_clear_pointer (&self->own, um_connection_unref);
  g_clear_pointer (&self->site, um_connection_unref);
  g_free (self);
}

UmSource *
um_connection_get_source (UmConnection *self)
{
  return self->source;
}

UmHttp *
um_connection_get_http (UmConnection *self)
{
  return self->http;
}

UmConnection *
um_connection_get_site (UmConnection *self)
{
  return self->site;
}

UmJira *
um_connection_get_jira (UmConnection *self)
{
  return self->jira;
}

UmOrg *
um_connection_get_org (UmConnection *self)
{
  return self->org;
}

UmPermits *
um_connection_get_permits (UmConnection *self)
{
  return self->own != NULL ? self->own->permits : self->permits;
}
