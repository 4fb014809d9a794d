/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of the engine, shared by the files that make it up. */
#pragma once

#include "um-demo-private.h"
#include "um-engine.h"
#include "um-link-private.h"
#include "um-source-state-private.h"
#include "um-store.h"

G_BEGIN_DECLS

struct _UmEngine
{
  GObject parent_instance;
  UmStore *store;
  UmDemo *demo;
  GListStore *sources;
  UmLinks *links;
  GError *opening_problem; /* (nullable) UM_PROBLEM */
};

UmStore *um_engine_get_store (UmEngine *self);
/* Takes a source into the list, or brings a changed one to its place. Returns: (transfer none) */
UmSourceState *um_engine_put_source (UmEngine *self, UmSource *source, const UmSnapshotInfo *head);
/* The state of the source of that id. (transfer none) (nullable) */
UmSourceState *um_engine_find_state (UmEngine *self, const char *id);
/* Takes a source out of the list. */
void um_engine_drop_source (UmEngine *self, UmSourceState *state);
/* Whether both are at the same address, so that one's key may be used for the other. */
gboolean um_engine_is_same_place (const UmSource *a, const UmSource *b);

G_END_DECLS
