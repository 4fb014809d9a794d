/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users of a run are read again after it (PRODUCT.md §7): what differs from its outcomes is
 * added to its log as notes and laid over the snapshot. A minute after its end where nothing else
 * is done with the source meanwhile, else by the next whole refresh. Main thread. */
#pragma once

#include "um-step-kind-private.h"
#include "um-store-notes.h"

G_BEGIN_DECLS

/* Owned by its source's state. */
typedef struct _UmRecheck UmRecheck;

UmRecheck *um_recheck_new (UmSourceState *state);
/* Lets go of what is being read. */
void um_recheck_free (UmRecheck *self);

/* A run is over: its users are to be read again. */
void um_recheck_begin (UmRecheck *self);
/* A run or a refresh begins: nothing is read again until um_recheck_go_on (). */
void um_recheck_hold (UmRecheck *self);
/* It has ended: what is still to be read again waits anew. */
void um_recheck_go_on (UmRecheck *self);
/* For tests: how long it waits, in milliseconds. */
void um_recheck_set_delay (UmRecheck *self, guint delay);
/* Whether something is still to be read again here. */
gboolean um_recheck_is_due (UmRecheck *self);

/* The source was read whole, from @since (milliseconds) on, into its present directory: compares
 * the outcomes that wait for it. Never fails: what can't be compared now waits for the next time.
 */
void um_recheck_compare_async (UmSourceState *state,
                               gint64 since,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
void um_recheck_compare_finish (UmSourceState *state, GAsyncResult *result);

/* Puts into @outcome a note of what was found, where that differs from it, or where it wasn't
 * known. @kind: FOUND, or what is no more. Any thread. */
void um_recheck_judge (UmOutcome *outcome, const UmStepFinding *finding, UmNoteKind kind);
/* Tells everybody that runs have got notes, where @outcomes have some. */
void um_recheck_tell (UmSourceState *state, GPtrArray *outcomes);

G_END_DECLS
