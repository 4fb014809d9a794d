/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No row: not found, or not given. */
#define SIM_NONE G_MAXUINT32

/* The text of a row, as the index is to compare it. */
typedef const char *(*SimIndexText) (gpointer data, guint row);

typedef struct
{
  struct
  {
    guint32 hash;
    guint32 row;
  } * slots;
  guint mask;
  guint used;
  SimIndexText text;
  gpointer data;
} SimIndex;

void sim_index_init (SimIndex *self, guint expected, SimIndexText text, gpointer data);
void sim_index_clear (SimIndex *self);
void sim_index_insert (SimIndex *self, guint row);
guint sim_index_find (const SimIndex *self, const char *text);

G_END_DECLS
