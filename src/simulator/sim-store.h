/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimStore: the organisation as data: accounts, groups, who is in which, products, projects,
 * issues. Rows are numbers that never change; texts are offsets into one arena. This header holds
 * the records; what may be done with them is in sim-members.h, sim-seats.h and sim-changes.h.
 */

#pragma once

#include "sim-arena.h"
#include "sim-index.h"
#include "sim-options.h"

G_BEGIN_DECLS

typedef struct _SimState SimState;
typedef struct _SimLag SimLag;

typedef enum
{
  SIM_TYPE_PERSON,
  SIM_TYPE_APP,
  SIM_TYPE_CUSTOMER,
} SimType;

/* The life of an account, everywhere in Atlassian. */
typedef enum
{
  SIM_ACCOUNT_ACTIVE,
  SIM_ACCOUNT_INACTIVE,
  SIM_ACCOUNT_FOR_DELETION,
  SIM_ACCOUNT_CLOSED,
} SimAccount;

/* The composite status of the organisation API; it follows from account and directories. */
typedef enum
{
  SIM_STATUS_ACTIVE,
  SIM_STATUS_SUSPENDED,
  SIM_STATUS_NOT_INVITED,
  SIM_STATUS_DEACTIVATED,
  SIM_STATUS_FOR_DELETION,
  SIM_STATUS_CLOSED,
} SimStatus;

/* What a Jira site shows of an e-mail address. */
typedef enum
{
  SIM_EMAIL_SHOWN,
  SIM_EMAIL_ABSENT,
  SIM_EMAIL_EMPTY,
} SimEmailShown;

typedef enum
{
  SIM_USER_MANAGED = 1 << 0,
  SIM_USER_SYNCED = 1 << 1,
  SIM_USER_GUEST = 1 << 2,
  SIM_USER_MFA = 1 << 3,
  SIM_USER_VERIFIED = 1 << 4,
  SIM_USER_ORG_ADMIN = 1 << 5,
  SIM_USER_OWN_GROUPS = 1 << 6, /* groups is a block of its own, not a slice */
  SIM_USER_BLOCKED = 1 << 7,    /* deactivated by export control */
} SimUserFlags;

/* Products; the first four are also Jira's application roles. The last two are the Confluence sites
 * of the other directories. */
typedef enum
{
  SIM_PRODUCT_SOFTWARE,
  SIM_PRODUCT_SERVICEDESK,
  SIM_PRODUCT_CORE,
  SIM_PRODUCT_DISCOVERY,
  SIM_PRODUCT_CONFLUENCE,
  SIM_PRODUCT_CONTRACTORS,
  SIM_PRODUCT_BRIGHTWATER,
  SIM_N_PRODUCTS,
  SIM_N_ROLES = SIM_PRODUCT_CONFLUENCE,
  SIM_N_SITE_PRODUCTS = SIM_PRODUCT_CONTRACTORS,
} SimProduct;

/* What a group or a user may be given on a product: bits of SimUser.direct and SimGroup.grants. */
typedef enum
{
  SIM_GRANT_USER = 1 << 0,
  SIM_GRANT_ADMIN = 1 << 1,
  SIM_GRANT_GUEST = 1 << 2,
  SIM_GRANT_CUSTOMER = 1 << 3,
  SIM_GRANT_ACCESS_ADMIN = 1 << 4,
  SIM_GRANT_CONTRIBUTOR = 1 << 5,
  SIM_GRANT_BASIC = 1 << 6,
  SIM_GRANT_STAKEHOLDER = 1 << 7,
  SIM_GRANTS_OF_A_SEAT = SIM_GRANT_USER | SIM_GRANT_ADMIN,
} SimGrant;

/* Roles for the whole organisation: bits of SimGroup.offices. */
typedef enum
{
  SIM_OFFICE_ORG_ADMIN = 1 << 0,
  SIM_OFFICE_SITE_ADMIN = 1 << 1,
} SimOffice;

#define SIM_N_DIRECTORIES 3
#define SIM_DIRECTORY_CUSTOMERS                                    \
  (1 << 7) /* the service desk's portal; the organisation hides it \
            */

typedef struct
{
  SimText account_id;
  SimText name;
  SimText email;
  SimText nickname; /* 0 = the first word of the name */
  guint32 *groups;  /* rows of groups, unordered */
  guint16 n_groups;
  guint16 flags;
  guint8 type;
  guint8 account;
  guint8 status; /* of the whole organisation; kept by sim-standing.h */
  guint8 email_shown;
  guint8 culture;                      /* whose time zone */
  guint8 locale;                       /* culture whose locale */
  guint8 department;                   /* index into the department names */
  guint8 directories;                  /* bits */
  guint8 suspended;                    /* bits: in which of these */
  guint8 direct[SIM_N_PRODUCTS];       /* SimGrant given without a group */
  guint8 tokens;                       /* API tokens that exist: bits */
  gint64 added;                        /* to the organisation, ms */
  gint64 deactivated;                  /* ms; 0 = not */
  guint32 last_active[SIM_N_PRODUCTS]; /* seconds; 0 = never */
} SimUser;

typedef enum
{
  SIM_ACCESS_NONE,
  SIM_ACCESS_USER,
  SIM_ACCESS_ADMIN,
  SIM_ACCESS_SITE_ADMIN,
} SimAccess;

typedef struct
{
  SimText id;
  SimText name;
  SimText description;
  guint8 access;
  guint8 products; /* bits of SimProduct: those on which it grants a seat */
  guint8 grants[SIM_N_PRODUCTS];
  guint8 offices;
  guint8 directory;
  gboolean synced;
  gboolean deleted;
  guint32 first; /* seeded members: a slice of SimStore.members, by row */
  guint32 n_first;
  guint32 n_members;
  GArray *added;      /* (nullable): rows that may be members besides, by row */
  GArray *listing[2]; /* (nullable): members as last shown: active ones, all */
  guint64 listed[2];  /* version at which they were made */
  guint64 version;
} SimGroup;

typedef struct
{
  gint64 seats; /* -1 = unlimited */
  guint used;
} SimRole;

#define SIM_N_PROJECTS 3

typedef struct
{
  gint64 created; /* ms */
  guint32 number;
  guint8 project;
  guint8 type;
  guint8 priority;
  SimText summary;
  SimText description; /* JSON; 0 = none */
  SimText labels;      /* blank-separated */
  guint32 assignee;
  guint32 reporter;
} SimIssue;

/* What an admin has written into a user's profile; NULL = as invented. */
typedef enum
{
  SIM_PROFILE_NAME,
  SIM_PROFILE_NICKNAME,
  SIM_PROFILE_ZONE,
  SIM_PROFILE_LOCALE,
  SIM_PROFILE_JOB_TITLE,
  SIM_PROFILE_DEPARTMENT,
  SIM_PROFILE_ORGANIZATION,
  SIM_PROFILE_LOCATION,
  SIM_N_PROFILE_FIELDS
} SimProfileField;

/* Names and keys of the organisation. */
typedef struct
{
  char *org_id;
  char *cloud_id;
  char *other_cloud_ids[SIM_N_PRODUCTS - SIM_N_SITE_PRODUCTS];
  char *directory_ids[SIM_N_DIRECTORIES];
  char *jira_token;
  char *dead_jira_token;
  char *scoped_jira_token;
  char *readonly_jira_token;
  char *org_key;
  char *scoped_org_key;
  char *dead_org_key;
} SimOrg;

typedef struct
{
  guint64 seed;
  gint64 today; /* ms */
  SimArena text;
  GArray *users;
  SimIndex users_by_id;
  SimIndex users_by_email;
  GArray *groups;
  SimIndex groups_by_id;
  SimIndex groups_by_name;
  GArray *groups_in_order; /* rows of living groups, by name */
  guint32 *members;        /* group after group */
  guint32 *memberships;    /* user after user */
  guint64 version;         /* raised when a user's being active changes */
  SimRole roles[SIM_N_ROLES];
  GArray *issues;
  guint n_issues[SIM_N_PROJECTS];
  GHashTable *issues_by_label; /* label → GArray of rows */
  GArray *audit;               /* SimAuditRecord, oldest first: the site's */
  GArray *events;              /* SimEvent, oldest first: the organisation's */
  GHashTable *profiles;        /* row → char *[SIM_N_PROFILE_FIELDS]: what was written over */
  GArray *by_nickname;         /* (nullable): rows in that order */
  guint64 names_version;       /* raised when a name changes or somebody comes */
  guint64 by_nickname_version;
  guint8 revoked_keys; /* bits of the organisation's other keys */
  SimOrg org;
  SimLag *lag;
  SimState *state; /* (nullable): where changes are kept */
  guint owner;     /* row of the account that the keys belong to */
  guint reader;    /* row of the account that may only look, or SIM_NONE */
} SimStore;

SimStore *sim_store_new (const SimOptions *options);
void sim_store_free (SimStore *self);

guint sim_store_add_user (SimStore *self, const SimUser *user);
guint sim_store_add_group (SimStore *self, const SimGroup *group);
void sim_store_sort_group (SimStore *self, guint group);
void sim_store_drop_group (SimStore *self, guint group);
const char *sim_product_key (SimProduct product);
const char *sim_product_name (SimProduct product);

static inline SimUser *
sim_store_user (const SimStore *self, guint row)
{
  return &g_array_index (self->users, SimUser, row);
}

static inline SimGroup *
sim_store_group (const SimStore *self, guint row)
{
  return &g_array_index (self->groups, SimGroup, row);
}

static inline const char *
sim_store_text (const SimStore *self, SimText at)
{
  return sim_arena_get (&self->text, at);
}

/* Whether Jira shows the account as active. */
static inline gboolean
sim_user_is_active (const SimUser *user)
{
  return user->status == SIM_STATUS_ACTIVE;
}

/* Whether the account still belongs to the site: may be put into groups, removed, and so on. */
static inline gboolean
sim_user_is_on_site (const SimUser *user)
{
  return user->status != SIM_STATUS_NOT_INVITED && user->status != SIM_STATUS_CLOSED;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimStore, sim_store_free)

G_END_DECLS
