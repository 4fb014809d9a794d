/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of steps (DESIGN.md §1, idea 2): how each is done, how one finds out whether it was,
 * and what undoes it. Runner, resume, retry and undo know nothing else of them. One file per family
 * in this folder; um-step-kinds.c lists them. */
#pragma once

#include "um-connection-private.h"
#include "um-directory.h"
#include "um-run.h"

G_BEGIN_DECLS

typedef enum
{
  UM_STEP_STANDS,    /* what was to be is so */
  UM_STEP_DID_NOT,   /* it isn't */
  UM_STEP_CANT_TELL, /* the answer doesn't say */
} UmStepVerdict;

/* What there is of what a step is about. */
typedef struct
{
  UmStepVerdict verdict;
  const char *word; /* static, or of the entry: the state in the words of before and after; NULL: it
                       can't be told, or the user or the target is no more */
} UmStepFinding;

/* A step that gives something back. The texts are static or those of the entry. */
typedef struct
{
  UmStepKind kind;
  const char *before; /* what is now */
  const char *after;
} UmStepInverse;

/* What was found right before a step is sent. Owned texts. */
typedef struct
{
  UmSkip skip;    /* why it isn't to be sent: ALREADY_SO, CHANGED_SINCE */
  char *before;   /* what is now */
  char *argument; /* (nullable): what it acts on */
} UmStepReading;

/* One of several steps that one request does. */
typedef struct
{
  const UmRunEntry *entry;
  gpointer user_data; /* of its callback */
} UmStepShare;

/** UM_STEP_MOST_INVERSES: how many steps it takes at most to give back what one has taken. */
#define UM_STEP_MOST_INVERSES 2

/* Static data. Main thread. An entry is borrowed until the …_async () returns. */
typedef struct
{
  UmStepKind kind;
  gboolean repeatable;      /* may be sent again when it isn't known whether it took effect */
  gboolean patient;         /* asking whether it took effect waits a while where it isn't found */
  gboolean lasting;         /* doing it waits a while where something isn't so yet */
  gboolean unproven;        /* what it leaves as it is rests on a [?] of ATLASSIAN.md: it is done to
                               one user alone first, who is read again (um-runner-first.c) */
  const char *changed_from; /* the before-state, told by its having changed something; or NULL */
  UmStepVerdict when_gone;  /* what is so where the user or the target is no more */

  /* (nullable): what Atlassian is asked before a user's first step, where it can tell beforehand
   * whom it will refuse (ATLASSIAN.md §9): a privilege of GET /users/{id}/manage */
  const char *privilege;

  /* (nullable): reads what the step acts on, so that the journal has it before it is sent. */
  void (*read_async) (UmConnection *connection,
                      const UmRunEntry *entry,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  /* @reading: (out): its texts are the caller's. @reply: (out) (nullable) (transfer full): also
   * with an error. UM_ATLASSIAN_ERROR. */
  gboolean (*read_finish) (UmConnection *connection,
                           GAsyncResult *result,
                           const UmRunEntry *entry,
                           UmStepReading *reading,
                           UmReply **reply,
                           GError **error);

  /* Sends it. */
  void (*perform_async) (UmConnection *connection,
                         const UmRunEntry *entry,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  /* @changed: (out): FALSE where it stood so already; TRUE with an error where a part of it took
   * effect. @reply: (out) (nullable) (transfer full): also with an error. UM_ATLASSIAN_ERROR. */
  gboolean (*perform_finish) (UmConnection *connection,
                              GAsyncResult *result,
                              gboolean *changed,
                              UmReply **reply,
                              GError **error);

  /* How many users' steps of this kind, with the same overlap, one request can do; 0: one. */
  guint most_together;
  /* (nullable): sends several, 2 to @most_together, by one request; @callback is called once for
   * each of them, with a result of its own for perform_finish (). @shares is borrowed. */
  void (*perform_together) (UmConnection *connection,
                            const UmStepShare *shares,
                            guint n_shares,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback);

  /* Asks Atlassian whether it stands. */
  void (*verify_async) (UmConnection *connection,
                        const UmRunEntry *entry,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  /* @finding: (out). UM_ATLASSIAN_ERROR; NOT_FOUND: there is no such user. */
  gboolean (*verify_finish) (UmConnection *connection,
                             GAsyncResult *result,
                             const UmRunEntry *entry,
                             UmStepFinding *finding,
                             GError **error);

  /* (nullable): of a step that makes something: what that is called, to take the place of the
   * after-state; called after a finish by which it stands. Such steps that have the same target
   * make one thing together. (transfer full) (nullable) */
  char *(*dup_made) (GAsyncResult *result);

  /* (nullable): of a step that brings somebody in: the account that he turned out to have, which
   * names him from then on; called after each finish. A step that finds him in the snapshot by it
   * as he was to be has changed nothing. @place: (out) (nullable): where he came, where the step
   * doesn't name it. (transfer full) (nullable) */
  char *(*dup_account) (GAsyncResult *result, char **place);
  /* (nullable): of a step of several parts: the state in which a failure has left it, after a
   * finish by which it doesn't stand as it should. (transfer full) (nullable) */
  char *(*dup_left) (GAsyncResult *result);

  /* (nullable): asks whether what it must not overlap with, the group, is there at all. */
  void (*find_async) (UmConnection *connection,
                      const UmRunEntry *entry,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  /* UM_ATLASSIAN_ERROR; NOT_FOUND where it isn't. */
  gboolean (*find_finish) (UmConnection *connection, GAsyncResult *result, GError **error);

  /* (nullable): whether an answer says that nobody can change what it must not overlap with, the
   * group: then no other step that has it is sent. */
  gboolean (*is_barred) (const UmReply *reply);

  /* (nullable): what it must not overlap with too much, as a key. Steps that have none overlap with
   * nothing but their user's other steps. */
  const char *(*get_overlap) (const UmRunEntry *entry);

  /* (nullable): the steps that give the before-state back, in their order. Returns how many; 0:
   * there is nothing to give back. @inverses: room for UM_STEP_MOST_INVERSES. */
  guint (*invert) (const UmRunEntry *entry, UmStepInverse *inverses);

  /* What a snapshot that was read whole says of it. @finding: (out). @gone: (out): the target isn't
   * there. */
  void (*look_up) (UmDirectory *directory,
                   guint row,
                   const UmRunEntry *entry,
                   UmStepFinding *finding,
                   gboolean *gone);
} UmStepKindInfo;

extern const UmStepKindInfo um_step_group_add;
extern const UmStepKindInfo um_step_group_remove;
extern const UmStepKindInfo um_step_role_assign;
extern const UmStepKindInfo um_step_role_revoke;
extern const UmStepKindInfo um_step_access_suspend;
extern const UmStepKindInfo um_step_access_restore;
extern const UmStepKindInfo um_step_account_enable;
extern const UmStepKindInfo um_step_account_disable;
extern const UmStepKindInfo um_step_account_delete;
extern const UmStepKindInfo um_step_account_cancel_delete;
extern const UmStepKindInfo um_step_directory_enter;
extern const UmStepKindInfo um_step_directory_check;
extern const UmStepKindInfo um_step_directory_remove;
extern const UmStepKindInfo um_step_issue_create;
extern const UmStepKindInfo um_step_email_set;
extern const UmStepKindInfo um_step_invite;

/** um_step_kind_is_patient: whether what it made may only be found after a while. */
gboolean um_step_kind_is_patient (const UmStepKindInfo *kind);
extern const UmStepKindInfo um_step_token_revoke;

/** um_step_finish_org_change: perform_finish () of what changes one thing of an organisation. */
gboolean um_step_finish_org_change (UmConnection *connection,
                                    GAsyncResult *result,
                                    gboolean *changed,
                                    UmReply **reply,
                                    GError **error);

/** um_step_judge: Returns: a finding of what is, @word (nullable), for what @entry asked.
 */
UmStepFinding um_step_judge (const UmRunEntry *entry, const char *word);

/** um_step_invert: invert () of a step that changed something and that one other step undoes. */
guint um_step_invert (const UmRunEntry *entry, UmStepKind kind, UmStepInverse *inverses);

/**
 * um_step_find_inverses:
 * @entries: (element-type UmRunEntry): of a run, a user's together
 * @index: of an entry
 * @inverses: room for %UM_STEP_MOST_INVERSES
 *
 * What is to be done to give back what this step took: nothing where another step of the chain has
 * given it back, or did so itself.
 *
 * Returns: how many steps that takes
 */
guint um_step_find_inverses (GPtrArray *entries, guint index, UmStepInverse *inverses);

/**
 * um_step_find_refusal:
 * @reply: (nullable): the answer to a step, or to the question before it
 *
 * Returns: (nullable) (transfer none): Atlassian's reason, "externalDirectory.scim", where it says
 *   that this account can't be acted on, whoever asks; %NULL for any other answer
 */
const char *um_step_find_refusal (const UmReply *reply);

/** um_step_read_user_async: reads a user of an organisation with his groups in that directory, or
 * with %UM_ORG_ALL_DIRECTORIES. */
void um_step_read_user_async (UmOrg *org,
                              const char *directory_id,
                              const char *account_id,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);

/** um_step_read_user_finish: (transfer full) (nullable): %UM_ATLASSIAN_ERROR_NOT_FOUND where there
 * is none. */
UmOrgUser *um_step_read_user_finish (UmOrg *org, GAsyncResult *result, GError **error);

/** um_step_ask_user_async: reads the user of a step with his groups, in the step's directory or at
 * the site; a verify_async of steps that both kinds of source have. */
void um_step_ask_user_async (UmConnection *connection,
                             const UmRunEntry *entry,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/** um_step_kind_find: Returns: (nullable): NULL for a kind that this version can't do. */
const UmStepKindInfo *um_step_kind_find (UmStepKind kind);

G_END_DECLS
