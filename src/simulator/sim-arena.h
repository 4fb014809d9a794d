/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text's place in the arena; 0 is the empty text. */
typedef guint32 SimText;

typedef struct
{
  char *bytes;
  gsize used;
  gsize size;
} SimArena;

void sim_arena_init (SimArena *self);
void sim_arena_clear (SimArena *self);
SimText sim_arena_add (SimArena *self, const char *text);

/* The text at @at. The pointer is good only until the next sim_arena_add (). */
static inline const char *
sim_arena_get (const SimArena *self, SimText at)
{
  return self->bytes + at;
}

G_END_DECLS
