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

/* Static data. Main thread. An entry is borrowed until the …_async () returns. */
typedef struct
{
  UmStepKind kind;
  gboolean repeatable;      /* may be sent again when it isn't known whether it took effect */
  const char *changed_from; /* the before-state, told by its having changed something; or NULL */
  UmStepVerdict when_gone;  /* what is so where the user or the target is no more */

  /* Sends it. */
  void (*perform_async) (UmConnection *connection,
                         const UmRunEntry *entry,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
  /* @changed: (out): FALSE where it stood so already. @reply: (out) (nullable) (transfer full):
   * also with an error. UM_ATLASSIAN_ERROR. */
  gboolean (*perform_finish) (UmConnection *connection,
                              GAsyncResult *result,
                              gboolean *changed,
                              UmReply **reply,
                              GError **error);

  /* Asks Atlassian whether it stands. */
  void (*verify_async) (UmConnection *connection,
                        const UmRunEntry *entry,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  /* @verdict: (out). UM_ATLASSIAN_ERROR. */
  gboolean (*verify_finish) (UmConnection *connection,
                             GAsyncResult *result,
                             const UmRunEntry *entry,
                             UmStepVerdict *verdict,
                             GError **error);

  /* Asks whether what it must not overlap with, the group, is there at all; where there is one. */
  void (*find_async) (UmConnection *connection,
                      const UmRunEntry *entry,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  /* UM_ATLASSIAN_ERROR; NOT_FOUND where it isn't. */
  gboolean (*find_finish) (UmConnection *connection, GAsyncResult *result, GError **error);

  /* What it must not overlap with too much, as a key; NULL: nothing but its user's other steps. */
  const char *(*get_overlap) (const UmRunEntry *entry);

  /* The step that gives the before-state back: its kind, what is now and what will be again. FALSE
   * where there is nothing to give back. */
  gboolean (*invert) (const UmRunEntry *entry,
                      UmStepKind *kind,
                      const char **before,
                      const char **after);

  /* What a snapshot that was read whole says of it. @gone: (out): the target isn't there. */
  UmStepVerdict (*look_up) (UmDirectory *directory,
                            guint row,
                            const UmRunEntry *entry,
                            gboolean *gone);

  /* Lays over the snapshot that what the entry asked for stands, or that it doesn't. */
  void (*lay_over) (UmSourceState *state, const UmRunEntry *entry, gboolean stands);
} UmStepKindInfo;

extern const UmStepKindInfo um_step_group_add;
extern const UmStepKindInfo um_step_group_remove;

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

/** um_step_kind_find: Returns: (nullable): NULL for a kind that this version can't do. */
const UmStepKindInfo *um_step_kind_find (UmStepKind kind);

G_END_DECLS
