/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user had when a run removed him: it is kept with the step, so that it can be given back
 * after a new invitation. */
#pragma once

#include "um-run.h"

G_BEGIN_DECLS

/**
 * um_saved_access_dup_names:
 * @entry: an entry of a run
 * @set: UM_SET_GROUPS, UM_SET_ROLES or UM_SET_PRODUCTS
 *
 * Returns: (transfer full) (array zero-terminated=1): the names of what was saved, an id where
 * there is no name; none where @entry removes nobody or what is kept can't be read
 */
char **um_saved_access_dup_names (const UmRunEntry *entry, UmSet set);

G_END_DECLS
