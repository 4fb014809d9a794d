/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a write came to, on every host of Atlassian. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a write came to, where it isn't an error: the state asked for may have stood already. */
typedef enum
{
  UM_CHANGE_DONE,
  UM_CHANGE_ALREADY_SO,
} UmChange;

G_END_DECLS
