/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Jira site answers, decoded. Plain records without references; any thread. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* One block with its strings behind it, or part of a page: then its strings are the page's. */
typedef struct
{
  const char *account_id; /* not empty */
  const char *name;       /* never NULL; may be empty */
  const char *email;      /* NULL: hidden */
  UmUserType type;
  UmUserStatus status; /* ACTIVE, INACTIVE, FORMER, or UNKNOWN where it isn't told */
} UmJiraUser;

/* As UmJiraUser. */
typedef struct
{
  const char *id;   /* not empty */
  const char *name; /* never NULL */
} UmJiraGroup;

typedef struct
{
  char *key;         /* not empty */
  char *name;        /* never NULL */
  GPtrArray *groups; /* of UmJiraGroup: those that grant it */
  gint64 seats;      /* -1: unlimited or not said */
  gint64 seats_left; /* -1: unlimited or not said */
} UmJiraRole;

typedef struct
{
  char *base_url; /* (nullable) */
  char *title;    /* (nullable) */
  gboolean cloud;
} UmJiraServer;

typedef struct
{
  UmJiraUser *user;
  GPtrArray *groups; /* of UmJiraGroup */
} UmJiraMyself;

/* One page. The items and their strings belong to the page: copy what is to last longer. */
typedef struct
{
  GPtrArray *items; /* of UmJiraUser or UmJiraGroup; may be empty */
  gint64 next;      /* startAt of the next page; -1 at the end */
  gint64 total;     /* -1: not said */
  guint bad;        /* entries left out because they have no id or aren't objects */

  /*< private >*/
  GStringChunk *strings;
  gpointer block; /* the items, one behind the other */
} UmJiraPage;

typedef struct
{
  gboolean browse_users; /* USER_PICKER */
  gboolean administer;   /* ADMINISTER */
  gboolean system_admin; /* SYSTEM_ADMIN */
} UmJiraPermissions;

/** um_jira_user_copy: (transfer full): a copy of @self in a block of its own. */
UmJiraUser *um_jira_user_copy (const UmJiraUser *self);
/** um_jira_group_copy: (transfer full): a copy of @self in a block of its own. */
UmJiraGroup *um_jira_group_copy (const UmJiraGroup *self);

/* Not for the items of a page. */
void um_jira_user_free (UmJiraUser *self);
void um_jira_group_free (UmJiraGroup *self);
void um_jira_role_free (UmJiraRole *self);
void um_jira_server_free (UmJiraServer *self);
void um_jira_myself_free (UmJiraMyself *self);
void um_jira_page_free (UmJiraPage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraUser, um_jira_user_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraGroup, um_jira_group_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraRole, um_jira_role_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraServer, um_jira_server_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraMyself, um_jira_myself_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraPage, um_jira_page_free)

G_END_DECLS
