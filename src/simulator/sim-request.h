/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimRequest: one request and its answer while it is handled; it lives on the server's stack. A
 * handler reads it, makes its changes and writes one answer by sim_request_begin () or one of the
 * sim_request_fail… functions.
 */

#pragma once

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

#include "sim-changes.h"
#include "sim-listing.h"
#include "sim-query.h"
#include "sim-router.h"
#include "sim-store.h"

G_BEGIN_DECLS

/* Which interface was asked; each has error bodies of its own. */
typedef enum
{
  SIM_API_SITE,
  SIM_API_ORG_V1,
  SIM_API_ORG_V2,
  SIM_API_MANAGE,
} SimApi;

struct _SimRequest
{
  SimStore *store;
  SimListing *listing;
  SimOptions *options;
  SoupServerMessage *message;
  const char *method;
  const char *base; /* where links of the answer begin: the site, or the site's gateway */
  SimQuery query;
  char *arguments[SIM_MAX_ARGUMENTS];
  SimApi api;
  gboolean gateway; /* came through /ex/jira/{cloudId} */
  guint caller;     /* row of the account that asks; SIM_NONE = an anonymous visitor */
  guint user;       /* row of the account that it is about, or SIM_NONE */
  guint n_writes;   /* through the organisation about that account that are under way, with this */
  JsonNode *json;   /* (nullable): the body */

  guint status;
  const char *content_type; /* (nullable) */
  GString *body;            /* (nullable) */
  guint effects;            /* writes that changed something */
  guint repeated;           /* writes that asked for what already stood */
  guint created;            /* issues and invitations */
};

void sim_request_clear (SimRequest *self);
gboolean sim_request_read_json (SimRequest *self);
JsonObject *sim_request_object (SimRequest *self);
const char *sim_request_get (SimRequest *self, const char *name);
gboolean sim_request_get_flag (SimRequest *self, const char *name);
gboolean sim_request_get_number (SimRequest *self, const char *name, guint standard, guint *value);
gboolean
sim_request_get_page (SimRequest *self, guint standard, guint most, guint *start, guint *max);
gboolean sim_request_expands (SimRequest *self, const char *what);

GString *sim_request_begin (SimRequest *self, guint status);
void sim_request_done (SimRequest *self, guint status);
void sim_request_text (SimRequest *self, guint status, const char *content_type, const char *text);
void sim_request_header (SimRequest *self, const char *name, const char *value);
void sim_request_fail (SimRequest *self, guint status, const char *format, ...)
  G_GNUC_PRINTF (3, 4);
void
sim_request_fail_field (SimRequest *self, guint status, const char *field, const char *message);
gboolean sim_request_change (SimRequest *self, SimChangeKind kind, const char *const *fields);
gboolean sim_request_change_member (SimRequest *self, SimChangeKind kind, guint user, guint group);

const char *sim_object_string (JsonObject *object, const char *name);

G_END_DECLS
