/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What runs came to until their users are read again, and what was found then, or of the first user
 * while a run goes on: notes, which are added to a run and change nothing in it. */
#pragma once

#include "um-store.h"

G_BEGIN_DECLS

/* A step whose outcome is to be compared with what is read again. */
typedef struct
{
  char *run_id;      /* a GRefString */
  UmRunEntry *entry; /* n, account, kind, target, place, before, after, state; of what revokes
                        API tokens the argument, too; no more */
  UmRunNote *note;   /* (nullable): what is to be kept with it */
} UmOutcome;

void um_outcome_free (UmOutcome *self);

/* The steps of a source's runs that were over before @since (milliseconds) and whose users weren't
 * read again since: DONE, FAILED, UNKNOWN, and SKIPPED where the run found it to be so already. Of
 * several about one account and target the latest only, and none that a later run may have changed.
 * (element-type UmOutcome) */
void um_store_list_outcomes_async (UmStore *self,
                                   const char *source_id,
                                   gint64 since,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GPtrArray *um_store_list_outcomes_finish (UmStore *self, GAsyncResult *result, GError **error);

/* All users of the runs that were over before @since were read again after that: keeps the notes of
 * @outcomes (element-type UmOutcome), those of runs of which that was kept already left out; none
 * of these runs is listed any more. LOCKED where a run of the source is going on, or was after
 * @since: nothing is kept then. */
void um_store_keep_reading_async (UmStore *self,
                                  const char *source_id,
                                  gint64 since,
                                  GPtrArray *outcomes,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean um_store_keep_reading_finish (UmStore *self, GAsyncResult *result, GError **error);

/* Adds what was found while the run still goes on. NOT_FOUND where its log was deleted. */
void um_store_add_note_async (UmStore *self,
                              const char *run_id,
                              const UmRunNote *note,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean um_store_add_note_finish (UmStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmOutcome, um_outcome_free)

G_END_DECLS
