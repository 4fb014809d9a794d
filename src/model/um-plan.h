/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plan is data: what will be done to whom, who is left out and why. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* The words that stand for the state of a membership in @before and @after. */
#define UM_MEMBER     "member"
#define UM_NOT_MEMBER "not-member"

/* The state of a role in the steps that give and take it. */
#define UM_ASSIGNED     "assigned"
#define UM_NOT_ASSIGNED "not-assigned"

/* What names a person in plans and journals is the account id. Somebody who has no account yet, or
 * whose account nobody has told us, is named by the e-mail address in lower case until an answer
 * tells the account: no account id holds an "@" (ATLASSIAN.md §1). */

/** um_person_is_address: whether @id names a person by the address. */
gboolean um_person_is_address (const char *id);
/** um_person_get_account_id: Returns: (transfer none) (nullable): @id, or %NULL for an address */
const char *um_person_get_account_id (const char *id);
/* Whether it was read back that a user stands in another directory with his groups. */
#define UM_READ_BACK     "read-back"
#define UM_NOT_READ_BACK "not-read-back"

#define UM_NO_ACTION G_MAXUINT

/* One step of a user's chain. Texts are GRefStrings shared between the users of a plan. */
struct _UmStep
{
  UmStepKind kind;
  UmSkip skip;       /* UM_SKIP_NONE: it will be done */
  guint action;      /* index of the action that it is a part of; UM_NO_ACTION: not known */
  char *skip_detail; /* (nullable) */
  char *target;      /* (nullable): group id, … */
  char *target_name; /* (nullable) */
  char *place;       /* (nullable): id of the directory that a group is in, or that it is about */
  char *argument;    /* (nullable): what else it needs: a message, … */
  char *before;      /* (nullable): NULL is not known */
  char *after;
};

typedef struct
{
  UmWarningKind kind;
  char *detail; /* (nullable) GRefString: "Jira", a group's name, … */
} UmPlanWarning;

/* What Atlassian has said beforehand of a user's steps, where it can. */
typedef enum
{
  UM_PERMIT_OPEN, /* nothing, so far */
  UM_PERMIT_ASKING,
  UM_PERMIT_KNOWN,
  UM_PERMIT_FAILED, /* there was no answer */
} UmPlanPermit;

struct _UmPlanUser
{
  char *account_id; /* or an address, as said above */
  char *name;
  UmStep *steps;
  guint n_steps;
  UmPlanWarning *warnings;
  guint n_warnings;
  UmSkip skip;       /* of the whole user; UM_SKIP_NONE, or ALREADY_SO when every step is */
  char *skip_detail; /* (nullable) */
  gboolean held_out; /* unticked by hand */
  char *note;        /* (nullable): why it was held out */
  UmPlanPermit permit;
};

/* One action of a plan with its inputs: a{sas}, input nick → values (ids, keys or one text). */
typedef struct
{
  char *key;
  GVariant *inputs;
  GPtrArray *product_names; /* (nullable): of char *: of the products it is given, once planned */
  char *like_name;          /* (nullable): of the colleague whose groups they are, once planned */
  UmPastRun *past;          /* (nullable): the run that it is made of, once it was read */
} UmPlanAction;

/* A product of which fewer seats are free than users get it. */
typedef struct
{
  char *product; /* its name */
  guint left;
  guint wanted;
} UmPlanShortage;

typedef enum
{
  UM_OF_NOTHING,
  UM_OF_RETRY,
  UM_OF_UNDO,
} UmPlanRelation;

/* Their words in databases and JSON; %NULL for nothing. */
const char *um_plan_relation_to_nick (UmPlanRelation relation);
gboolean um_plan_relation_from_nick (const char *nick, UmPlanRelation *relation);

/* Counted; owned by the main thread once made. @users in the order shown. */
struct _UmPlan
{
  char *id; /* random UUID */
  char *source_id;
  GPtrArray *actions; /* of UmPlanAction */
  GPtrArray *users;   /* of UmPlanUser */
  GHashTable *tokens; /* (nullable): account id → the user's API tokens (um-token-text.h), of those
                         whose were read; never changed */
  char *expression;   /* (nullable): the filter, when the users came from one */
  gint64 now;         /* seconds: the moment the expression was asked at */
  gint64 data_time;   /* seconds: when the users were read */
  char *data_source;  /* (nullable): the name of the older source of two that tell of them */
  gint64 created;     /* seconds */
  char *reason;       /* (nullable) */
  UmPlanRelation relation;
  char *of;                  /* (nullable): the run that is retried or undone */
  gboolean yourself_unknown; /* the key's owner isn't known although access is taken */
  gboolean irreversible;     /* of what is to be done something can't be undone */
  gboolean deletes;          /* or for 14 days alone: as risky as for good */
  gboolean by_hand;          /* what it makes can be taken back in Jira alone */
  gboolean needless;         /* all is as before when it is through: there is nothing to undo */
  gboolean gives_admin;
  guint large_users; /* above this many users, or … */
  guint large_share; /* … above this many of 10,000 users of the source, the number is typed */
  guint n_source_users;
  GHashTable *seats; /* (nullable): product → seats left, of those of which Atlassian tells */
  GArray *shortages; /* of UmPlanShortage */
};

typedef struct
{
  guint touched;          /* users with at least one step that will be done */
  guint skipped;          /* users with none, not held out by hand */
  guint held_out;         /* users held out by hand; the three add up to all users */
  guint warned;           /* touched users with a warning */
  guint steps;            /* steps that will be done */
  guint loses_product;    /* touched users who lose a product */
  guint may_lose_product; /* touched users of whom that isn't known */
  guint keeps_role;       /* touched users who stay guests or customers of a product */
  UmRisk risk;
} UmPlanSummary;

UmPlan *um_plan_new (void);
UmPlan *um_plan_ref (UmPlan *self);
void um_plan_unref (UmPlan *self);
void um_plan_add_action (UmPlan *self, const char *key, GVariant *inputs);
/* Adds the same action, of the same run. */
void um_plan_copy_action (UmPlan *self, const UmPlanAction *action);
/* The same, apart from a plan. @inputs: (nullable): floating ones are taken over. */
UmPlanAction *um_plan_action_new (const char *key, GVariant *inputs);
void um_plan_action_free (UmPlanAction *self);
/* Makes a user of the plan with room for @n_steps, owned by the plan. */
UmPlanUser *
um_plan_add_user (UmPlan *self, const char *account_id, const char *name, guint n_steps);
/* Fills step @index; the texts are interned. Where @skip needs a detail, um_plan_user_skip_step ().
 */
void um_plan_user_set_step (UmPlanUser *self,
                            guint index,
                            UmStepKind kind,
                            const char *target,
                            const char *target_name,
                            const char *before,
                            const char *after,
                            UmSkip skip);
/* Names the directory that the target of step @index is in. */
void um_plan_user_place_step (UmPlanUser *self, guint index, const char *place);
/* Gives step @index what else it needs to be done, or is to keep. */
void um_plan_user_give_step (UmPlanUser *self, guint index, const char *argument);
/* Says why one step won't be done; UM_SKIP_NONE: it will. */
void um_plan_user_skip_step (UmPlanUser *self, guint index, UmSkip skip, const char *detail);
/* Says that Atlassian doesn't allow step @index, so that what follows it won't be done either. */
void um_plan_user_refuse_step (UmPlanUser *self, guint index, const char *reason);
void um_plan_user_warn (UmPlanUser *self, UmWarningKind kind, const char *detail);
void um_plan_user_set_skip (UmPlanUser *self, UmSkip skip, const char *detail);
void um_plan_user_hold_out (UmPlanUser *self, gboolean held_out, const char *note);
/* Whether at least one step will be done. */
gboolean um_plan_user_is_touched (const UmPlanUser *self);
/* Steps that will be done. */
guint um_plan_user_count_steps (const UmPlanUser *self);
void um_plan_summarize (const UmPlan *self, UmPlanSummary *summary);
/* Values of an action's input, NULL-terminated; NULL where it has none. The texts live as long as
 * the action. (transfer container) (nullable) */
const char **um_plan_action_get_input (const UmPlanAction *self, const char *nick);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmPlan, um_plan_unref)

G_END_DECLS
