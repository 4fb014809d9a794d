/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be made of a run, and what was: whether it can be undone or retried, the run that it was
 * made of itself, and those that were made of it. */
#pragma once

#include "um-engine.h"
#include "um-undo.h"

G_BEGIN_DECLS

typedef struct
{
  UmUndoOutlook undo;
  gboolean can_undo;  /* something was done, or may have been */
  gboolean can_retry; /* something has failed, was cancelled, or may have */
  UmRun *of;          /* (nullable): the run that it undoes or retries, where its log is here */
  GPtrArray *by;      /* of UmRun: those that undo or retry it, newest first; no dry runs */
  gboolean undone;    /* by one of them, if only in part: it isn't gone on with */
} UmRunProspect;

void um_run_prospect_free (UmRunProspect *self);

/**
 * um_run_prospect_async:
 * @run: a run
 * @entries: (element-type UmRunEntry): all of its entries; they aren't changed meanwhile
 */
void um_run_prospect_async (UmEngine *engine,
                            const UmRun *run,
                            GPtrArray *entries,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/** um_run_prospect_finish: (transfer full) (nullable): %UM_PROBLEM: those of the disk */
UmRunProspect *um_run_prospect_finish (UmEngine *engine, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRunProspect, um_run_prospect_free)

G_END_DECLS
