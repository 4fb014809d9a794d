/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one run did, or was to do, to one account. */
#pragma once

#include "um-run.h"

G_BEGIN_DECLS

/* A record; owned by whoever was given it. */
typedef struct
{
  UmRun *run;         /* its state is the one on disk: an interrupted run still bears RUNNING */
  UmStepState state;  /* of the account in it: that of its worst step */
  GPtrArray *entries; /* of UmRunEntry: the account's own, in their order, with their notes */
} UmDeed;

void um_deed_free (UmDeed *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDeed, um_deed_free)

G_END_DECLS
