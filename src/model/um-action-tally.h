/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of some users an action can be done to, and why it can't be done to the others. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

typedef struct
{
  const char *key;           /* of the action; static */
  guint users;               /* all of them */
  guint possible;            /* to whom at least one step would be done */
  guint skipped[UM_N_SKIPS]; /* the others, each by one reason */
} UmActionTally;

G_END_DECLS
