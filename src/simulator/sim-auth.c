/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimAuth: who asks, and whether that is enough (ATLASSIAN.md §0 and §1). A site takes
 * `Basic email:token`; a token that is dead lets its bearer in as an anonymous visitor where an
 * endpoint has something for those, and only a header tells. The organisation takes `Bearer key`,
 * and a key with scopes may only read. Owned by the server.
 */

#include "sim-auth.h"

#include <string.h>

#include "sim-org-error.h"

#define LOGIN_REASON "X-Seraph-LoginReason"

struct _SimAuth
{
  SimStore *store;
  char *owner; /* whole values of the Authorization header */
  char *scoped;
  char *reader; /* (nullable) */
  char *org;
  char *scoped_org;
};

static char *
make_basic (SimStore *store, guint user, const char *token)
{
  const char *email = sim_store_text (store, sim_store_user (store, user)->email);
  g_autofree char *pair = g_strconcat (email, ":", token, NULL);
  g_autofree char *encoded = g_base64_encode ((const guchar *) pair, strlen (pair));

  return g_strconcat ("Basic ", encoded, NULL);
}

SimAuth *
sim_auth_new (SimStore *store)
{
  SimAuth *self = g_new0 (SimAuth, 1);

  self->store = store;
  self->owner = make_basic (store, store->owner, store->org.jira_token);
  self->scoped = make_basic (store, store->owner, store->org.scoped_jira_token);
  if (store->reader != SIM_NONE)
    self->reader = make_basic (store, store->reader, store->org.readonly_jira_token);
  self->org = g_strconcat ("Bearer ", store->org.org_key, NULL);
  self->scoped_org = g_strconcat ("Bearer ", store->org.scoped_org_key, NULL);
  return self;
}

void
sim_auth_free (SimAuth *self)
{
  g_free (self->owner);
  g_free (self->scoped);
  g_free (self->reader);
  g_free (self->org);
  g_free (self->scoped_org);
  g_free (self);
}

static gboolean
has_access (SimStore *store, guint user, SimAccess least)
{
  const SimUser *record = sim_store_user (store, user);

  for (guint i = 0; i < record->n_groups; i++)
    if (sim_store_group (store, record->groups[i])->access >= least)
      return TRUE;
  return FALSE;
}

/* Returns: whether @user has Administer Jira */
gboolean
sim_auth_is_admin (SimStore *store, guint user)
{
  return has_access (store, user, SIM_ACCESS_ADMIN);
}

/* Returns: whether @user administers the site, which alone may change groups and users */
gboolean
sim_auth_is_site_admin (SimStore *store, guint user)
{
  return has_access (store, user, SIM_ACCESS_SITE_ADMIN);
}

static gboolean
is_live (SimStore *store, guint user)
{
  return sim_user_is_active (sim_store_user (store, user));
}

/* Returns: the row of the account whose live token @header is, or %SIM_NONE */
static guint
find_caller (SimAuth *self, const char *header, gboolean gateway)
{
  SimStore *store = self->store;

  if (strcmp (header, self->owner) == 0 && is_live (store, store->owner))
    return store->owner;
  if (self->reader != NULL && strcmp (header, self->reader) == 0 && is_live (store, store->reader))
    return store->reader;
  if (gateway && strcmp (header, self->scoped) == 0 && is_live (store, store->owner))
    return store->owner;
  return SIM_NONE;
}

static gboolean
refuse (SimRequest *request)
{
  if (request->gateway)
    sim_request_text (request, 401, "application/json",
                      "{\"code\":401,\"message\":\"Unauthorized\"}");
  else
    {
      sim_request_header (request, "WWW-Authenticate", "OAuth realm=\"Jira\"");
      sim_request_text (request, 401, "text/html;charset=UTF-8",
                        "Client must be authenticated to access this resource.");
    }
  return FALSE;
}

/* What a site says of credentials that aren't a live token of it. */
static gboolean
admit_stranger (SimAuth *self, SimRequest *request, const char *header, SimNeed need)
{
  if (request->gateway)
    return refuse (request);
  if (header != NULL && g_str_has_prefix (header, "Bearer "))
    {
      sim_request_text (request, 403, "application/json",
                        "{\"error\":\"Failed to parse Connect Session Auth Token\"}");
      return FALSE;
    }
  if (header != NULL)
    sim_request_header (request, LOGIN_REASON, "AUTHENTICATED_FAILED");
  if (need != SIM_NEED_VISITOR || (header != NULL && strcmp (header, self->scoped) == 0))
    return refuse (request);
  return TRUE;
}

/* Whether a key of the organisation is enough: nothing but reading is within a scope. */
static gboolean
admit_key (SimAuth *self, SimRequest *request, SimNeed need)
{
  SimOrgKey key = sim_auth_org_key (self, request);
  const char *org = self->store->org.org_id;

  if (key == SIM_ORG_KEY_NONE)
    sim_org_refuse (request, 401, "Unauthorized");
  else if (key == SIM_ORG_KEY_SCOPED && need != SIM_NEED_ORG_READ)
    sim_org_fail_scope (request);
  else if (need != SIM_NEED_MANAGE && request->arguments[0] != NULL
           && strcmp (request->arguments[0], org) != 0)
    sim_org_fail (request, SIM_ORG_NO_ORG, "There is no organization %s.", request->arguments[0]);
  else
    {
      request->caller = self->store->owner;
      return TRUE;
    }
  return FALSE;
}

/**
 * sim_auth_admit:
 *
 * Finds out who asks (`caller`).
 *
 * Returns: whether that is enough for @need; else the answer is written
 */
gboolean
sim_auth_admit (SimAuth *self, SimRequest *request, SimNeed need)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");

  if (need == SIM_NEED_NOTHING)
    return TRUE;
  if (need >= SIM_NEED_ORG_READ)
    return admit_key (self, request, need);
  if (header != NULL)
    request->caller = find_caller (self, header, request->gateway);
  if (request->caller == SIM_NONE)
    return admit_stranger (self, request, header, need);

  if ((need == SIM_NEED_ADMIN && !sim_auth_is_admin (self->store, request->caller))
      || (need == SIM_NEED_SITE_ADMIN && !sim_auth_is_site_admin (self->store, request->caller)))
    {
      sim_request_fail (request, 403, "You do not have permission to perform this operation.");
      return FALSE;
    }
  return TRUE;
}

/* Returns: what kind of key of the organisation the request bears */
SimOrgKey
sim_auth_org_key (SimAuth *self, SimRequest *request)
{
  const char *header = soup_message_headers_get_one (
    soup_server_message_get_request_headers (request->message), "Authorization");

  if (request->options->key_days <= 0)
    return SIM_ORG_KEY_NONE;
  if (header != NULL && strcmp (header, self->org) == 0)
    return SIM_ORG_KEY_FULL;
  if (header != NULL && strcmp (header, self->scoped_org) == 0)
    return SIM_ORG_KEY_SCOPED;
  return SIM_ORG_KEY_NONE;
}
