/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the organisation's APIs answer, decoded (ATLASSIAN.md §4 to §14). Plain records; any thread.
 *
 * The strings of a record belong to the answer it came in, of which each record holds a share: they
 * live as long as the record. A record may be taken out of its page. */
#pragma once

#include "um-types.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* An organisation or a directory. */
typedef struct
{
  const char *id;   /* not empty */
  const char *name; /* never NULL; may be empty */

  /*< private >*/
  JsonNode *answer;
} UmOrgThing;

/* One product of a user, or of a managed account. */
typedef struct
{
  const char *key;      /* (nullable): drifts between the APIs: compare by resource or site */
  const char *resource; /* (nullable): its ARI; not told of managed accounts */
  const char *name;     /* (nullable): told of managed accounts alone */
  const char *url;      /* (nullable): told of managed accounts alone */
  gint64 last_active;   /* seconds; UM_TIME_UNKNOWN: not told */
} UmOrgAccess;

/* A group as it stands in a user. */
typedef struct
{
  const char *id;   /* not empty; a bare UUID, also where the answer holds an ARI */
  const char *name; /* (nullable) */
} UmOrgMembership;

/* A user of a directory, a managed account, or a profile: what isn't told in the answer at hand is
 * NULL, UNKNOWN, UM_TIME_UNKNOWN or -1. */
typedef struct
{
  const char *account_id; /* not empty */
  const char *name;       /* never NULL; may be empty */
  const char *nickname;   /* (nullable) */
  const char *email;      /* (nullable): hidden, or none */
  UmUserType type;
  UmUserStatus status;           /* ACTIVE, SUSPENDED, NO_ACCESS, DEACTIVATED, DELETED, UNKNOWN */
  const char *account_status;    /* (nullable): "active", "inactive", "closed" */
  const char *membership_status; /* (nullable): "active", "suspended", "no_membership" */
  UmTruth managed;               /* by this organisation: the domain is claimed */
  UmTruth synced;                /* provisioned by an identity provider */
  UmTruth email_verified;
  UmTruth two_step; /* two-step verification */
  UmTruth billable;
  gint64 added;       /* to the organisation */
  gint64 deactivated; /* when */
  gint64 last_active; /* of managed accounts */
  gint64 resources;   /* how many he has roles for */
  const char *job_title, *department, *organization, *location, *time_zone, *picture;
  GPtrArray *roles; /* (nullable): of const char *, "atlassian/org-admin", …: platform roles */
  GArray *access;   /* (nullable): of UmOrgAccess; empty: never used one */
  GArray *groups;   /* (nullable): of UmOrgMembership, in the directory that was asked for */

  /*< private >*/
  JsonNode *answer;
} UmOrgUser;

typedef struct
{
  const char *id;           /* not empty; a bare UUID */
  const char *name;         /* never NULL; may be empty */
  const char *description;  /* (nullable) */
  const char *directory_id; /* (nullable) */
  const char *managed_by;   /* (nullable): "admins", "external", "team-members", "open" */
  UmTruth synced;           /* externalSynced: changed in the identity provider alone */
  UmTruth readable, modifiable, deletable;
  gint64 users, resources; /* -1: not told */

  /*< private >*/
  JsonNode *answer;
} UmOrgGroup;

/* How a user came by a role; several at once. */
typedef enum
{
  UM_ORG_METHOD_UNKNOWN = 0,
  UM_ORG_METHOD_DIRECT = 1 << 0,
  UM_ORG_METHOD_GROUP = 1 << 1,
  UM_ORG_METHOD_INFERRED = 1 << 2,
} UmOrgMethods;

typedef struct
{
  const char *role; /* "atlassian/user", … */
  UmOrgMethods methods;
} UmOrgRole;

/* The roles of a user or a group for one resource. */
typedef struct
{
  const char *resource;     /* not empty; its ARI */
  const char *owner;        /* (nullable): "jira-software", … */
  const char *directory_id; /* (nullable): of users alone; NULL for platform roles too */
  const char *default_role; /* (nullable): of groups alone */
  UmUserStatus status;      /* of the user in that directory */
  GArray *roles;            /* of UmOrgRole */

  /*< private >*/
  JsonNode *answer;
} UmOrgAssignment;

/* A product on a site. */
typedef struct
{
  const char *id;       /* not empty; its ARI */
  const char *name;     /* never NULL; may be empty */
  const char *type_key; /* (nullable): "jira-software", … */
  const char *type;     /* (nullable): "Jira", … */
  const char *host_url; /* (nullable) */
  const char *status;   /* (nullable): "online", "offline", "deprecated" */
  gint64 capacity;      /* seats; -1: not told */
  gint64 usage;         /* seats taken; -1: not told, as for everything but Bitbucket */

  /*< private >*/
  JsonNode *answer;
} UmOrgWorkspace;

/* What may be done with an account, and why not. */
typedef struct
{
  const char *privilege; /* "lifecycle.enablement", "email.set", … */
  gboolean allowed;
  const char *reason; /* (nullable): "externalDirectory.scim", … */
} UmOrgPermission;

typedef struct
{
  GArray *items; /* of UmOrgPermission */

  /*< private >*/
  JsonNode *answer;
} UmOrgPermissions;

/* An API token of a user, or an API key of the organisation. */
typedef struct
{
  const char *id;     /* not empty */
  const char *label;  /* never NULL; may be empty */
  const char *owner;  /* (nullable): account id of who made it; of keys alone */
  gint64 created;     /* seconds, or UM_TIME_UNKNOWN, as the others */
  gint64 expires;     /* UM_TIME_UNKNOWN: never, or not told */
  gint64 last_active; /* UM_TIME_UNKNOWN: never, or not told */
  gboolean revoked;   /* of keys alone */
  gboolean scoped;    /* of keys alone: it has scopes */

  /*< private >*/
  JsonNode *answer;
} UmOrgToken;

/* When a user was last active, product by product. */
typedef struct
{
  gint64 added;   /* to the organisation; UM_TIME_UNKNOWN: not told */
  GArray *access; /* of UmOrgAccess */
  char *next;     /* (nullable): cursor of the next page */

  /*< private >*/
  JsonNode *answer;
} UmOrgActivity;

/* One thing that an invitation was to give. */
typedef struct
{
  const char *group;    /* (nullable): a group's id, or */
  const char *resource; /* (nullable): a resource's ARI, and */
  const char *role;     /* (nullable): the role for it */
  gboolean good;        /* it is given */
  const char *reason;   /* (nullable): Atlassian's words, why not */
} UmOrgGrant;

/* What became of one address of an invitation. */
typedef struct
{
  const char *email;      /* never NULL; may be empty */
  const char *account_id; /* (nullable) */
  gboolean good;          /* none of the grants failed */
  GArray *grants;         /* of UmOrgGrant */

  /*< private >*/
  JsonNode *answer;
} UmOrgInvited;

/* One page of a list. */
typedef struct
{
  GPtrArray *items; /* of one kind of record, which it frees */
  char *next;       /* (nullable): cursor of the next page; NULL at the end */
  gint64 total;     /* -1: not told */
  guint bad;        /* entries left out because they have no id or aren't objects */
} UmOrgPage;

void um_org_thing_free (UmOrgThing *self);
void um_org_user_free (UmOrgUser *self);
void um_org_group_free (UmOrgGroup *self);
void um_org_assignment_free (UmOrgAssignment *self);
void um_org_workspace_free (UmOrgWorkspace *self);
void um_org_permissions_free (UmOrgPermissions *self);
void um_org_token_free (UmOrgToken *self);
void um_org_activity_free (UmOrgActivity *self);
void um_org_invited_free (UmOrgInvited *self);
void um_org_page_free (UmOrgPage *self);

/** um_org_user_is_suspended: whether his access to the directories he was asked for in is
 * suspended, whatever his account is otherwise. */
UmTruth um_org_user_is_suspended (const UmOrgUser *self);

/**
 * um_org_permissions_get:
 * @privilege: "lifecycle.enablement", …
 * @reason: (out) (optional) (nullable) (transfer none): the key of Atlassian's reason where it is
 * refused
 *
 * Returns: whether it is allowed; %UM_UNKNOWN where the answer doesn't tell
 */
UmTruth
um_org_permissions_get (const UmOrgPermissions *self, const char *privilege, const char **reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgThing, um_org_thing_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgUser, um_org_user_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgGroup, um_org_group_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgAssignment, um_org_assignment_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgWorkspace, um_org_workspace_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgPermissions, um_org_permissions_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgToken, um_org_token_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgActivity, um_org_activity_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgInvited, um_org_invited_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOrgPage, um_org_page_free)

G_END_DECLS
