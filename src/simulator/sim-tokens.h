/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sim-store.h"

G_BEGIN_DECLS

#define SIM_MAX_TOKENS 8

/* One API token of a user. */
typedef struct
{
  char id[25];
  const char *label;
  gint64 created; /* ms */
  gint64 used;    /* ms; 0 = never */
  gint64 expires; /* ms */
} SimToken;

gboolean sim_tokens_get (const SimStore *store, guint user, guint number, SimToken *token);
guint sim_tokens_find (const SimStore *store, guint user, const char *id);

G_END_DECLS
