/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Jira Cloud site of a few users that a test changes as it likes, for what no well-behaved site
 * does. */
#pragma once

#include "um-test-engine.h"
#include "um-test-server.h"

G_BEGIN_DECLS

typedef struct _UmTestSite UmTestSite;

/* Answers @request in the site's place and returns TRUE, or returns FALSE. */
typedef gboolean (*UmTestSiteHook) (UmTestSite *site,
                                    const UmTestRequest *request,
                                    UmTestAnswer *answer,
                                    gpointer user_data);

struct _UmTestSite
{
  UmTestServer *server;
  GPtrArray *users;    /* of utf8: account ids; a name is "Name of <id>" unless set */
  GHashTable *names;   /* account id → name */
  GPtrArray *groups;   /* of utf8: ids; a name is the id */
  GHashTable *members; /* group id → GPtrArray of account ids */
  char *admin;         /* (nullable): id of the group that administers */
  char *granting;      /* (nullable): id of the group that grants the product "jira" */
  guint page;          /* how many users, groups and members a page holds at most */
  UmTestSiteHook hook; /* (nullable) */
  gpointer hook_data;
};

UmTestSite *um_test_site_new (void);
void um_test_site_free (UmTestSite *self);
/* Users "u0" … "u<n - 1>". */
void um_test_site_add_users (UmTestSite *self, guint n_users);
/* A group with the users @first … @end - 1 of the list. */
void um_test_site_add_group (UmTestSite *self, const char *id, guint first, guint end);
/* A source for it whose key is kept for this session. (transfer none) */
UmSourceState *um_test_site_add_to (UmTestSite *self, UmEngine *engine);
/* How many requests so far had @part in their path. */
guint um_test_site_count (UmTestSite *self, const char *part);
/* The value of a query's member. (transfer full) (nullable) */
char *um_test_request_get (const UmTestRequest *request, const char *member);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmTestSite, um_test_site_free)

/* A site with an engine that has it as its source. */
typedef struct
{
  char *folder;
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
} UmTestSiteFixture;

/* For g_test_add (): thirty users in three groups; the first administers and the second grants a
 * product. Nothing is read yet. */
void um_test_site_set_up (UmTestSiteFixture *fixture, gconstpointer data);
/* Opens the engine on what @site holds, which is set. */
void um_test_site_open (UmTestSiteFixture *fixture);
void um_test_site_tear_down (UmTestSiteFixture *fixture, gconstpointer data);

G_END_DECLS
