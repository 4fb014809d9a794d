/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The forward typedefs of the model and the enumerations that all layers share. The values are
 * codes: what people read for them is in words/, what files and JSON hold is in um-enums.h. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _UmBasket UmBasket;
typedef struct _UmBitset UmBitset;
typedef struct _UmDirectory UmDirectory;
typedef struct _UmDirectoryBuilder UmDirectoryBuilder;
typedef struct _UmFilter UmFilter;
typedef struct _UmFilterProblem UmFilterProblem;
typedef struct _UmPastRun UmPastRun;
typedef struct _UmPlan UmPlan;
typedef struct _UmPlanUser UmPlanUser;
typedef struct _UmRelation UmRelation;
typedef struct _UmRun UmRun;
typedef struct _UmRunEntry UmRunEntry;
typedef struct _UmSource UmSource;
typedef struct _UmStep UmStep;
typedef struct _UmUserItem UmUserItem;
typedef struct _UmUserList UmUserList;

/** UM_NO_ROW: what stands for "no such row of the directory". */
#define UM_NO_ROW G_MAXUINT32

/** UM_TIME_UNKNOWN: a time (seconds since 1970 UTC) that the source can't know. */
#define UM_TIME_UNKNOWN G_MININT64
/** UM_TIME_NEVER: a last login that is known not to have happened. */
#define UM_TIME_NEVER (G_MININT64 + 1)

typedef enum
{
  UM_SOURCE_JIRA,
  UM_SOURCE_ACCESS,
} UmSourceKind;

/* A fact about a user that may not be known: PRODUCT.md §4, "three values". */
typedef enum
{
  UM_UNKNOWN,
  UM_NO,
  UM_YES,
} UmTruth;

/* PRODUCT.md §4, "Status". INACTIVE is Jira's active:false, which can't say why. */
typedef enum
{
  UM_STATUS_UNKNOWN,
  UM_STATUS_ACTIVE,
  UM_STATUS_SUSPENDED,
  UM_STATUS_DEACTIVATED,
  UM_STATUS_DELETED,
  UM_STATUS_FORMER,
  UM_STATUS_NO_ACCESS,
  UM_STATUS_INACTIVE,
} UmUserStatus;

typedef enum
{
  UM_TYPE_UNKNOWN,
  UM_TYPE_PERSON,
  UM_TYPE_APP,
  UM_TYPE_CUSTOMER,
  UM_TYPE_GUEST,
} UmUserType;

/* The columns by which users can be sorted; each has an order array in the directory. */
typedef enum
{
  UM_COLUMN_NAME,
  UM_COLUMN_EMAIL,
  UM_COLUMN_STATUS,
  UM_COLUMN_TYPE,
  UM_COLUMN_DIRECTORY,
  UM_COLUMN_GROUPS,
  UM_COLUMN_PRODUCTS,
  UM_COLUMN_LAST_LOGIN,
  UM_COLUMN_ADDED,
  UM_COLUMN_ID,
  UM_N_COLUMNS,
} UmColumn;

/* The sets a user can be in. Each is one UmRelation of the directory. */
typedef enum
{
  UM_SET_GROUPS,
  UM_SET_DIRECTORIES,
  UM_SET_PRODUCTS,
  UM_SET_ROLES,
  UM_SET_SUSPENSIONS,  /* the directories in which the user is suspended */
  UM_SET_DIRECT_ROLES, /* roles on products that the user has himself and not by a group */
  UM_N_SETS,
} UmSet;

/* The kinds of steps of DESIGN.md §1, idea 2. What each does is in engine/steps/. */
typedef enum
{
  UM_STEP_GROUP_ADD,
  UM_STEP_GROUP_REMOVE,
  UM_STEP_ROLE_ASSIGN,
  UM_STEP_ROLE_REVOKE,
  UM_STEP_ACCOUNT_ENABLE,
  UM_STEP_ACCOUNT_DISABLE,
  UM_STEP_ACCOUNT_DELETE,
  UM_STEP_ACCOUNT_CANCEL_DELETE,
  UM_STEP_ACCESS_SUSPEND,
  UM_STEP_ACCESS_RESTORE,
  UM_STEP_DIRECTORY_ENTER, /* by an invitation, of somebody who has an account */
  UM_STEP_DIRECTORY_CHECK, /* reads back that he stands there with his groups */
  UM_STEP_DIRECTORY_REMOVE,
  UM_STEP_EMAIL_SET,
  UM_STEP_TOKEN_REVOKE,
  UM_STEP_INVITE,
  UM_STEP_ISSUE_CREATE,
  UM_N_STEP_KINDS,
} UmStepKind;

/* PRODUCT.md §7: the state of a step, and (worst step wins) of a user. */
typedef enum
{
  UM_STATE_PENDING,
  UM_STATE_SENT,
  UM_STATE_DONE,
  UM_STATE_FAILED,
  UM_STATE_SKIPPED,
  UM_STATE_UNKNOWN,
  UM_STATE_CANCELLED,
  UM_N_STATES,
} UmStepState;

typedef enum
{
  UM_RUN_RUNNING,
  UM_RUN_PAUSED,
  UM_RUN_INTERRUPTED,
  UM_RUN_FINISHED,
  UM_RUN_CANCELLED,
  UM_RUN_ATTENTION,
} UmRunState;

/* What was found when the users of a run were read again. */
typedef enum
{
  UM_NOTE_FOUND,       /* the state that the step is about is this now */
  UM_NOTE_USER_GONE,   /* there is no such account any more */
  UM_NOTE_TARGET_GONE, /* there is no such group any more */
  /* of the user who goes first in a run, at once: */
  UM_NOTE_AS_EXPECTED,  /* nothing but the expected changed */
  UM_NOTE_ALSO_CHANGED, /* something else did: um-user-difference.h */
  UM_NOTE_NOT_READ,     /* he couldn't be read */
  UM_N_NOTE_KINDS,
} UmNoteKind;

/* Ordered: a plan has the highest risk of its parts. */
typedef enum
{
  UM_RISK_SMALL,        /* a button */
  UM_RISK_LARGE,        /* the number of users is typed */
  UM_RISK_IRREVERSIBLE, /* words are typed, after the users were read again */
} UmRisk;

/* Why a user or a step is not acted on. Sentences: um_words_skip () in words/. */
typedef enum
{
  UM_SKIP_NONE,
  UM_SKIP_ALREADY_SO,
  UM_SKIP_HELD_OUT,
  UM_SKIP_YOURSELF,
  UM_SKIP_LAST_ADMIN,
  UM_SKIP_PROTECTED,
  UM_SKIP_GROUP_SYNCED,
  UM_SKIP_GROUP_GONE,
  UM_SKIP_USER_GONE,
  UM_SKIP_FORMER_USER,
  UM_SKIP_NOT_MANAGED,
  UM_SKIP_SYNCED,
  UM_SKIP_CHANGED_SINCE,
  UM_SKIP_EARLIER_FAILED,
  UM_SKIP_EARLIER_SKIPPED, /* refused, mostly: what follows was to be done after it alone */
  UM_SKIP_REFUSED,
  UM_SKIP_OTHER_DIRECTORY,     /* not in the group's */
  UM_SKIP_NOT_IN_DIRECTORY,    /* not in the one that it is about, or in none */
  UM_SKIP_NOT_ON_SITE,         /* as far as a site can tell: inactive and in no group */
  UM_SKIP_SEVERAL_DIRECTORIES, /* in several, and which one is meant wasn't said */
  UM_SKIP_APP,                 /* not a person's account */
  UM_SKIP_DELETED,             /* on its way to be deleted: that is to be cancelled first */
  UM_SKIP_DEACTIVATED,         /* the account is, so that it can't be given anything */
  UM_SKIP_NOT_IN_LIST,         /* the list of what users get says nothing of this one */
  UM_SKIP_OTHER_DOMAIN,        /* the address isn't one of the domain that is left */
  UM_SKIP_EMAIL_UNKNOWN,       /* hidden, so that it couldn't be given back */
  UM_SKIP_EMAIL_INVALID,       /* [address] what would be the new one can't be an address */
  UM_SKIP_EMAIL_TWICE,         /* [address] several users would get it */
  UM_SKIP_EMAIL_TAKEN,         /* [name] of another user who has it */
  UM_SKIP_LEFT_ALONE,          /* was there already, so that nothing is given to him */
  UM_SKIP_SUSPENDED,           /* in a directory: an invitation to another gives access again */
  UM_SKIP_NO_EMAIL,            /* an invitation needs it, and it isn't known */
  UM_SKIP_NO_WAY_IN,           /* no group of the other directory to invite to */
  UM_SKIP_GROUPS_UNKNOWN,      /* some may be lost that nobody knows of */
  UM_SKIP_AMBIGUOUS_GROUP,     /* several groups of the other directory bear its name */
  UM_SKIP_NOT_INVITED,         /* by the invitation's answer */
  UM_SKIP_OTHER_ACCOUNT,       /* the address is another account's */
  UM_SKIP_NOT_READ_BACK,       /* not in the other directory with all groups */
  UM_SKIP_STATUS_UNKNOWN,      /* whether the account is active, which it has to be */
  /* of what a run did, or didn't do */
  UM_SKIP_CHANGED_BY_OTHERS, /* since then; it stays as they left it */
  UM_SKIP_NO_UNDO,
  UM_SKIP_TOO_LATE,        /* [seconds] until when it could be undone */
  UM_SKIP_BEFORE_UNKNOWN,  /* so that it can't be given back */
  UM_SKIP_OUTCOME_UNKNOWN, /* whether it was done */
  UM_SKIP_NOT_RETRIED,     /* it hadn't failed */
  UM_SKIP_PRODUCT_GONE,
  UM_N_SKIPS,
} UmSkip;

/* What a plan's row should make people stop at. Sentences: um_words_warning () in words/. */
typedef enum
{
  UM_WARNING_LOSES_PRODUCT,
  UM_WARNING_GIVES_ADMIN,
  UM_WARNING_TAKES_ADMIN,
  UM_WARNING_MEMBERSHIP_UNKNOWN,
  UM_WARNING_ROLE_UNKNOWN,
  UM_WARNING_ALREADY_THERE, /* in the directory that he is to change to */
  UM_WARNING_LOSES_GROUPS,  /* those that the other directory doesn't have */
  UM_WARNING_SYNCED_THERE,  /* groups that only an identity provider gives there */
  UM_WARNING_YOURSELF_UNKNOWN,
  UM_WARNING_MAY_LOSE_PRODUCT, /* [product] what else gives it isn't known wholly */
  UM_WARNING_KEEPS_ROLE,       /* [role] it takes no seat and isn't taken away */
  UM_WARNING_DOMAIN_UNKNOWN,   /* [domain] whether the organisation has verified it */
  UM_WARNING_TOKENS_UNKNOWN,
} UmWarningKind;

/* ---- what the engine tells of, kept here so that words/ can name it ---- */

typedef enum
{
  UM_RIGHT_ADDRESS,         /* the address is a Jira Cloud site */
  UM_RIGHT_KEY,             /* the key is accepted, and whose it is */
  UM_RIGHT_BROWSE_USERS,    /* users and groups can be listed */
  UM_RIGHT_ADMINISTER,      /* Administer Jira: products and the groups that grant them */
  UM_RIGHT_CHANGE_GROUPS,   /* site administration: memberships can be changed */
  UM_RIGHT_OWNER,           /* Access: the account of the key's owner is known */
  UM_RIGHT_CHANGE_ACCESS,   /* Access: groups, roles and access to directories can be changed */
  UM_RIGHT_MANAGE_ACCOUNTS, /* Access: managed accounts can be deactivated, deleted, … */
  UM_RIGHT_READ_KEYS,       /* Access: the organisation's API keys and their dates can be listed */
  UM_N_RIGHTS,
} UmRightKind;

typedef enum
{
  UM_REFRESH_CONNECTING,
  UM_REFRESH_USERS,   /* done = users read, total = about how many, 0 = not known */
  UM_REFRESH_GROUPS,  /* list of groups, products */
  UM_REFRESH_MEMBERS, /* done = groups read, total = groups */
  UM_REFRESH_SAVING,
  UM_REFRESH_OVER,
} UmRefreshStage;

/* Why a card can't be used. Sentences: um_words_obstacle (). */
typedef enum
{
  UM_OBSTACLE_NONE,
  UM_OBSTACLE_SOURCE_KIND,   /* not offered for this kind of source */
  UM_OBSTACLE_READ_ONLY,     /* the source is read-only */
  UM_OBSTACLE_NO_USERS,      /* nobody is selected */
  UM_OBSTACLE_NOT_REFRESHED, /* the source was never read */
  UM_OBSTACLE_NO_PRODUCTS,   /* it doesn't tell which groups grant products */
  UM_OBSTACLE_ONE_DIRECTORY, /* the organisation has no other one to change to */
  UM_OBSTACLE_NO_SITE,       /* an organisation without a Jira source through which it's done */
} UmObstacle;

/* What is other than expected of a user; sentences: um_words_differences (). */
typedef enum
{
  UM_DIFFERENCE_GONE,             /* there is no such account any more */
  UM_DIFFERENCE_STATUS,           /* it is [nick of UmUserStatus] */
  UM_DIFFERENCE_EMAIL,            /* his address is [address], or isn't told */
  UM_DIFFERENCE_GROUP_LEFT,       /* [name] */
  UM_DIFFERENCE_GROUP_JOINED,     /* [name] */
  UM_DIFFERENCE_DIRECTORY_LEFT,   /* [name] */
  UM_DIFFERENCE_DIRECTORY_JOINED, /* [name] */
  UM_DIFFERENCE_SUSPENDED,        /* [name of the directory] */
  UM_DIFFERENCE_RESTORED,         /* [name of the directory] */
  UM_DIFFERENCE_ROLE_LOST,        /* [name] */
  UM_DIFFERENCE_ROLE_GAINED,      /* [name] */
  UM_N_DIFFERENCES,
} UmDifference;

/* What the runner waits for; sentences: um_words_wait (). */
typedef enum
{
  UM_WAIT_NONE,
  UM_WAIT_RATE,     /* Atlassian's limit: waiting-until says how long */
  UM_WAIT_LATE,     /* what the first user got doesn't show yet: waiting-until says when he is read
                     * once more */
  UM_WAIT_NETWORK,  /* no connection: goes on by itself */
  UM_WAIT_KEY,      /* the key was rejected: another key, then resume */
  UM_WAIT_FAILURES, /* ten users in a row failed at the server: resume when it is well */
  UM_WAIT_FIRST,    /* the first user isn't as expected after his steps: resume to go on anyway */
  UM_WAIT_PAUSED,   /* by the user */
} UmWait;

G_END_DECLS
