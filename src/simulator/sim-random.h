/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimRandom: a small deterministic generator (SplitMix64). Everything that the simulator invents
 * comes from streams of it, so that the same seed gives the same people on every machine. A value
 * on the stack of whoever draws from it.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint64 state;
} SimRandom;

/* Scrambles @value; neighbours become unrelated. */
static inline guint64
sim_random_mix (guint64 value)
{
  value = (value ^ (value >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  value = (value ^ (value >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return value ^ (value >> 31);
}

/* Starts stream number @stream of @seed; streams are independent of each other. */
static inline SimRandom
sim_random_new (guint64 seed, guint64 stream)
{
  return (SimRandom){ sim_random_mix (seed) ^ sim_random_mix (stream + 1) };
}

static inline guint64
sim_random_next (SimRandom *self)
{
  self->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return sim_random_mix (self->state);
}

/* A number in 0 … @bound - 1; @bound must not be 0. */
static inline guint
sim_random_below (SimRandom *self, guint bound)
{
  return (guint) (((sim_random_next (self) >> 32) * bound) >> 32);
}

/* A number in [0, 1). */
static inline double
sim_random_unit (SimRandom *self)
{
  return (double) (sim_random_next (self) >> 11) / 9007199254740992.0;
}

/* True in @rate of all cases. */
static inline gboolean
sim_random_chance (SimRandom *self, double rate)
{
  return sim_random_unit (self) < rate;
}

G_END_DECLS
