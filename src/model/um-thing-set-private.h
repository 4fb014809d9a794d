/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The things of one UmSet: groups, directories, products or roles, with their texts. */
#pragma once

#include "um-relation.h"

G_BEGIN_DECLS

typedef struct _UmThingSet UmThingSet;

/* One thread writes until it is handed over; after that it is immutable, any thread. */
UmThingSet *um_thing_set_new (void);
UmThingSet *um_thing_set_copy (const UmThingSet *self);
UmThingSet *um_thing_set_ref (UmThingSet *self);
void um_thing_set_unref (UmThingSet *self);
guint um_thing_set_put (UmThingSet *self, const UmThing *thing);
guint um_thing_set_get_n (const UmThingSet *self);
const UmThing *um_thing_set_get (const UmThingSet *self, guint index);
guint um_thing_set_find (const UmThingSet *self, const char *id);
GArray *um_thing_set_find_name (const UmThingSet *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmThingSet, um_thing_set_unref)

G_END_DECLS
