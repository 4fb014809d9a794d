/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One user's chain while it is being made. An action sees in it what the earlier actions of the
 * plan will have changed. Used for one user after the other by one thread. */
#pragma once

#include "um-directory.h"
#include "um-email-inputs-private.h"
#include "um-invited-private.h"
#include "um-issue-make-private.h"
#include "um-past-run.h"
#include "um-plan.h"
#include "um-standing-private.h"

G_BEGIN_DECLS

/* Texts are borrowed from the directory, the plan's inputs or static. */
typedef struct
{
  UmStepKind kind;
  UmSkip skip;
  guint action;            /* index in the plan */
  const char *skip_detail; /* (nullable) */
  guint thing;             /* the target as a thing of the directory, or UM_NO_ROW */
  const char *target;
  const char *target_name;
  const char *place;    /* (nullable): id of the directory the target is in, or that it is about */
  const char *argument; /* (nullable) */
  const char *before;
  const char *after;
} UmProposedStep;

typedef struct
{
  const char *directory_id;
  gboolean suspended;
} UmProposedSuspension;

typedef struct
{
  UmWarningKind kind;
  const char *detail; /* (nullable) */
} UmProposedWarning;

/* How users change from one directory to another; the same for all users of an action. */
typedef struct
{
  GPtrArray *from;   /* of const char *: ids of what is left, borrowed; none: the only one */
  const char *into;  /* id, borrowed */
  GHashTable *there; /* folded name of a group of @into → its thing; UM_NO_ROW: of several */
  GArray *more;      /* of guint32: groups of @into that everybody gets, too */
  GArray *unread;    /* of guint32: groups of the organisation of which not all members are known */
} UmMove;

/** um_move_new: @from, @into: live as long as it does. */
UmMove *um_move_new (UmDirectory *directory, GPtrArray *from, const char *into);
void um_move_free (UmMove *self);

typedef struct
{
  UmDirectory *directory;
  gboolean is_site; /* else an organisation */
  const char *account_id;
  guint row;            /* UM_NO_ROW: the directory doesn't have the account */
  GArray *steps;        /* of UmProposedStep */
  GArray *effects;      /* of the chain so far on memberships */
  GPtrArray *intended;  /* of const char *: products that are to be lost */
  GArray *suspensions;  /* of the chain so far on access to directories: UmProposedSuspension */
  GPtrArray *texts;     /* of char *: made for the chain */
  GArray *given;        /* of guint: groups that other steps than memberships give */
  GArray *warnings;     /* of UmProposedWarning: beside those that follow from steps */
  const char *entered;  /* (nullable): id of the directory that the chain has brought him into */
  UmUserStatus account; /* what the chain has made of the account so far */
  const char *email;    /* (nullable): the address so far; NULL: not known */
  const char *unverified_domain; /* (nullable): of a new address */
  GPtrArray *retried; /* (nullable): of UmRunEntry: steps of a run to be done again alone */
} UmProposal;

/** um_proposal_new: @kind: of the source. A site has no directories, though that of one that is
 * linked with its organisation tells of the organisation's. */
UmProposal *um_proposal_new (UmDirectory *directory, UmSourceKind kind);
void um_proposal_free (UmProposal *self);

/** um_proposal_begin: empties it for the next user. @account_id: borrowed until um_proposal_end ().
 * @row: UM_NO_ROW where there is none. */
void um_proposal_begin (UmProposal *self, const char *account_id, guint row);

/**
 * um_proposal_is_member:
 * @thing: a group
 *
 * Returns: whether the user will be a member when the chain has come to its next step
 */
UmTruth um_proposal_is_member (const UmProposal *self, guint thing);

/**
 * um_proposal_add_membership:
 * @thing: the group, or UM_NO_ROW where it is gone
 * @group_id: its id
 * @member: what is to be
 *
 * Adds the step that makes the user a member of a group, or none any more; with the reason where it
 * won't be done.
 */
void
um_proposal_add_membership (UmProposal *self, guint thing, const char *group_id, gboolean member);

/**
 * um_proposal_add_account:
 * @kind: ACCOUNT_ENABLE, …_DISABLE, …_DELETE or …_CANCEL_DELETE
 * @argument: (nullable): what it needs beside; it has to live until um_proposal_end ()
 *
 * Adds the step on the account itself; with the reason where it won't be done. An account whose
 * management isn't known is Atlassian's to judge, before the step is sent.
 */
void um_proposal_add_account (UmProposal *self, UmStepKind kind, const char *argument);

/**
 * um_proposal_add_interruption:
 *
 * Adds the steps that deactivate the account and activate it again, or neither: only an account
 * that is known to be active is as before afterwards.
 */
void um_proposal_add_interruption (UmProposal *self);

/**
 * um_proposal_add_access:
 * @kind: ACCESS_SUSPEND, ACCESS_RESTORE or DIRECTORY_REMOVE
 * @directories: (nullable) (element-type utf8): ids; %NULL or none: the only one that the user is
 * in
 *
 * Adds a step for each directory, or for a removal from a site, which has none; with the reason
 * where it won't be done. A removal saves the groups and roles that go with it.
 */
void um_proposal_add_access (UmProposal *self, UmStepKind kind, GPtrArray *directories);

/** um_proposal_find_user_skip: Returns: what is wrong with the user, whatever is to be done to the
 * account */
UmSkip um_proposal_find_user_skip (const UmProposal *self);

/** um_proposal_is_off_site: a site can't say of somebody inactive whether he is there; who is in no
 * group as far as all were read isn't (ATLASSIAN.md §3), nor who is in no directory of the
 * organisation that the site is linked with. @self: about a row of a site's directory */
gboolean um_proposal_is_off_site (const UmProposal *self);

/** um_proposal_is_surely_off_site: the same where an organisation says so: somebody inactive may
 * have lost his last group only, and can be given one again. */
gboolean um_proposal_is_surely_off_site (const UmProposal *self);

/** um_proposal_add_email: adds the step that gives the account another address; with the reason
 * where it won't be done. @inputs: (nullable): not given yet; only the account is judged. */
void um_proposal_add_email (UmProposal *self, const UmEmailInputs *inputs);
/**
 * um_proposal_add_tokens:
 * @tokens: (nullable): the plan's, of those users whose were read
 *
 * Adds the step that revokes the user's API tokens; of a user whose tokens aren't known they are
 * read when it is his turn.
 */
void um_proposal_add_tokens (UmProposal *self, GHashTable *tokens);

/** um_proposal_add_removal: adds the step that removes the user from a directory, or from a site
 * (%NULL), and saves what goes with that. @standing: (nullable): where he has to stand before. */
void
um_proposal_add_removal (UmProposal *self, const char *directory_id, const UmStanding *standing);

/** um_proposal_is_suspended: whether he will be in that directory when the chain has come to its
 * next step. */
UmTruth um_proposal_is_suspended (const UmProposal *self, const char *directory_id);

/** um_proposal_find_directory_name: (nullable): the id where the name isn't known. */
const char *um_proposal_find_directory_name (const UmProposal *self, const char *directory_id);

/** um_proposal_note_membership: that a step, which isn't one on the group, makes him a member. */
void um_proposal_note_membership (UmProposal *self, guint thing);

/** um_proposal_warn: @detail: (nullable): it has to live until um_proposal_end () */
void um_proposal_warn (UmProposal *self, UmWarningKind kind, const char *detail);

/** um_proposal_keep: Returns: (transfer none): @text, which lives until um_proposal_end () now. */
const char *um_proposal_keep (UmProposal *self, char *text);

/** um_proposal_add_move: adds the steps that bring the user into another directory, prove that he
 * stands there, and only then remove him from the old one; or the one that is left out, with the
 * reason. */
void um_proposal_add_move (UmProposal *self, const UmMove *move);

/** um_proposal_add_issue: adds the step that makes an issue, whose state after is its summary. */
void um_proposal_add_issue (UmProposal *self, const UmIssueInputs *inputs);

/**
 * um_proposal_add_invitation:
 * @products: (element-type utf8): keys of what all are invited to
 * @groups: (element-type utf8): ids of the same
 *
 * Adds the step that invites somebody, one for each directory that he comes to, and on a site those
 * that add him to groups. Who is there already isn't invited, and nothing is given to him.
 */
void um_proposal_add_invitation (UmProposal *self,
                                 const UmInvitee *invitee,
                                 GPtrArray *products,
                                 GPtrArray *groups);

/**
 * um_proposal_has_role:
 * @thing: a thing of UM_SET_DIRECT_ROLES
 *
 * Returns: whether the user will have that role himself when the chain has come to its next step
 */
UmTruth um_proposal_has_role (const UmProposal *self, guint thing);

/** um_proposal_has_role_on: whether any that takes a seat of @product. */
UmTruth um_proposal_has_role_on (const UmProposal *self, const char *product);

/**
 * um_proposal_find_other_role:
 * @product: the key of a product
 *
 * Returns: (nullable) (transfer none): the name of a role on the product that the user is known to
 *   have and that takes no seat
 */
const char *um_proposal_find_other_role (const UmProposal *self, const char *product);

/**
 * um_proposal_grant:
 * @product: the key of a product of an organisation
 *
 * Adds the step that makes the user a user of the product by a role of his own; it won't be done
 * where a group or another role makes him one already.
 */
void um_proposal_grant (UmProposal *self, const char *product);

/** um_proposal_revoke: adds the steps that take all roles of his own that take a seat of @product;
 * none on a Jira site, where there are no such roles. */
void um_proposal_revoke (UmProposal *self, const char *product);

/**
 * um_proposal_intend_loss:
 * @product: the key of a product; it has to live until um_proposal_end ()
 *
 * That the user loses this product is what is wanted: nobody is warned of it.
 */
void um_proposal_intend_loss (UmProposal *self, const char *product);

/** um_proposal_set_role: adds the step that gives the user a role of his own, or takes it. @thing:
 * a thing of UM_SET_DIRECT_ROLES */
void um_proposal_set_role (UmProposal *self, guint thing, gboolean assigned);

/** um_proposal_leave_out: @index: of a step that isn't to be done after all, for that reason */
void um_proposal_leave_out (UmProposal *self, guint index, UmSkip skip);

/**
 * um_proposal_add_undo:
 * @past: a run
 * @email: (nullable): the addresses from before the run, where it gave others
 *
 * Adds the steps that give the user back what the run has changed, in the opposite order. What
 * somebody else has changed since stays, and what can't be given back is left out, each with its
 * reason.
 */
void um_proposal_add_undo (UmProposal *self, const UmPastRun *past, const UmEmailInputs *email);

/** um_proposal_begin_retry: that of what follows for the user only what has failed in the run is to
 * be done. */
void um_proposal_begin_retry (UmProposal *self, const UmPastRun *past);
/** um_proposal_end_retry: leaves out what hasn't failed, after all has been added. */
void um_proposal_end_retry (UmProposal *self);

/** um_proposal_is_retried: whether a step of that kind is. */
gboolean um_proposal_is_retried (const UmProposal *self, UmStepKind kind);

/**
 * um_proposal_end:
 * @plan: where the user goes
 *
 * Adds the user with the chain and what people should know of it: memberships that aren't known,
 * administration given or taken, products lost (no group that grants them is left).
 */
void um_proposal_end (UmProposal *self, UmPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmProposal, um_proposal_free)

G_END_DECLS
