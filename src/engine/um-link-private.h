/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sources are of one organisation. Nobody says so: a Jira source, whose site has a cloud id,
 * and an Access source, in whose organisation that site has a product, are linked as long as both
 * are there. */
#pragma once

#include "um-source-state-private.h"

G_BEGIN_DECLS

/* Owned by the engine, main thread. */
typedef struct _UmLinks UmLinks;

/* @sources: of UmSourceState */
UmLinks *um_links_new (GListModel *sources);
void um_links_free (UmLinks *self);
/* From now on what changes in @state is looked at. */
void um_links_watch (UmLinks *self, UmSourceState *state);
/* @state goes: it is linked with nobody any more. */
void um_links_forget (UmLinks *self, UmSourceState *state);
/* Looks at all of them again. */
void um_links_update (UmLinks *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmLinks, um_links_free)

G_END_DECLS
