/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SIM_MAX_ARGUMENTS 4

typedef struct _SimRequest SimRequest;
typedef struct _SimRouter SimRouter;

typedef void (*SimHandler) (SimRequest *request);

/* Who may ask. */
typedef enum
{
  SIM_NEED_NOTHING,    /* credentials aren't looked at */
  SIM_NEED_VISITOR,    /* a dead token is let in as an anonymous visitor */
  SIM_NEED_USER,       /* any live account of the site: Browse users and groups */
  SIM_NEED_ADMIN,      /* Administer Jira */
  SIM_NEED_SITE_ADMIN, /* member of a group of site administrators */
  SIM_NEED_ORG_READ,   /* any live key of the organisation */
  SIM_NEED_ORG_WRITE,  /* its key without scopes */
  SIM_NEED_MANAGE,     /* the same, for managed accounts */
} SimNeed;

typedef struct
{
  const char *method;
  const char *pattern; /* with {placeholders}, each a whole part of the path */
  SimHandler handler;
  SimNeed need;
  const char *limiter; /* (nullable): name of a limit that several endpoints share */
} SimRoute;

/* Fills up with one token per 1/rate seconds. */
typedef struct
{
  double tokens;
  gint64 filled; /* monotonic µs; 0 = full */
  double most;   /* tokens a minute, where it is an endpoint with a limit of its own; else 0 */
} SimBucket;

/* Name of the limit of the organisation's log, which is lower than that of all others. */
#define SIM_LIMIT_EVENTS "events"

/* A route as the router keeps it. */
typedef struct
{
  const SimRoute *route;
  char **parts;
  SimBucket *bucket;
  guint user; /* number of the placeholder that names an account, or SIM_MAX_ARGUMENTS */
  guint64 n_requests;
} SimEndpoint;

typedef enum
{
  SIM_ROUTED,
  SIM_NO_SUCH_PATH,
  SIM_NO_SUCH_METHOD,
} SimRouting;

SimRouter *sim_router_new (void);
void sim_router_free (SimRouter *self);
void sim_router_add (SimRouter *self, const SimRoute *routes, guint n);
SimRouting sim_router_match (SimRouter *self,
                             const char *method,
                             const char *path,
                             SimEndpoint **endpoint,
                             char *arguments[SIM_MAX_ARGUMENTS]);
GPtrArray *sim_router_endpoints (SimRouter *self);
void sim_router_reset_buckets (SimRouter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimRouter, sim_router_free)

G_END_DECLS
