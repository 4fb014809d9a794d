/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a source can know of its users: which conditions the Filter panel offers. */
#pragma once

#include "um-filter.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* More than a fact has codes. */
#define UM_MOST_CODES 8

/* Whom a source can ask, as flags. */
typedef enum
{
  UM_KNOWN_BY_NOBODY = 0,
  UM_KNOWN_BY_JIRA = 1 << 0,
  UM_KNOWN_BY_ORGANISATION = 1 << 1,
} UmFilterKnown;

/* @source: (nullable): nobody. Looks at all users: ask once for a directory. */
UmFilterKnown um_filter_known_of (UmSourceState *source);
/* Whether some user could ever be found by this key. */
gboolean um_filter_known_key (UmFilterKnown known, UmFilterKey key);
/* Whether a user can have this status or be of this type. */
gboolean um_filter_known_code (UmFilterKnown known, UmFilterKey key, guint code);

G_END_DECLS
