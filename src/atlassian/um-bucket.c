/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one endpoint's pace. No state of its own. */
#include "um-bucket.h"

#include <math.h>

/* How fast the rate grows after a 429: by this share a second at first, twice as fast after each
 * further while, and never faster than the last. */
#define GROWTH         0.003
#define GROWTH_DOUBLES 2.5
#define GROWTH_MOST    0.5
/* After a guess it begins with the speed it would have after so many seconds. */
#define GUESS_AHEAD 5.0

/* The share that a 429 takes off a rate at which requests went well for long, and what it takes off
 * in addition where they hardly went at all; between them it falls off with the time constant of
 * SOON. */
#define DECREASE      0.05
#define DECREASE_SOON 0.25
#define SOON          1.0
/* So few requests say nothing of a rate. */
#define FEW 20

/* The share of the server's limit from which on its count of what remains is minded. */
#define LOW 0.25
/* The share from which on the rate is plainly too low, and the seconds by which its growth jumps
 * ahead. */
#define PLENTY       0.5
#define PLENTY_AHEAD 12.5

/* Seconds' worth of tokens that may be saved up. A server's bucket mostly holds a whole second's;
 * what we leave in it is the cushion for the times when the rate is a little too high. */
#define DEEPEST      0.8
#define SHALLOWEST   0.02
#define DEPTH_GROWTH 1.25

/* Seconds of the first pause without a word of the server's, and of the longest. */
#define PAUSE          0.5
#define LONGEST_PAUSE  30.0
#define SHORTEST_BLOCK (G_USEC_PER_SEC / 20)

/* Requests that are thought to fit where nothing was served at all (ATLASSIAN.md §18). */
#define START 4.0

/* Requests a second below which a rate never falls: slower servers say when to come again. */
#define SLOWEST 1.0

static double
seconds_between (gint64 from, gint64 to)
{
  return (double) (to - from) / G_USEC_PER_SEC;
}

static void
refill (UmBucket *self, gint64 now)
{
  double most = MAX (self->rate * self->depth, 1);

  self->tokens = MIN (self->tokens + seconds_between (self->refilled, now) * self->rate, most);
  self->refilled = now;
}

/* Grows the rate over the time since the last refill; only demand that had to wait shows that more
 * could be used. */
static void
grow (UmBucket *self, gint64 now)
{
  double share = GROWTH * exp2 (seconds_between (self->calm, now) / GROWTH_DOUBLES);

  self->rate *= 1 + MIN (share, GROWTH_MOST) * seconds_between (self->refilled, now);
}

void
um_bucket_start (UmBucket *self, gint64 now, double rate)
{
  self->rate = rate;
  self->depth = DEEPEST;
  self->tokens = rate;
  self->refilled = now;
  self->begun = now;
  self->calm = now;
  self->climbing = TRUE;
}

gint64
um_bucket_take (UmBucket *self, gint64 now)
{
  if (now < self->blocked_until)
    return self->blocked_until;
  if (self->begun == 0)
    self->begun = now;
  if (self->rate <= 0)
    {
      self->outstanding++;
      return 0;
    }

  if (self->tokens < 1 && now > self->refilled && !self->climbing)
    grow (self, now);
  refill (self, now);
  if (self->tokens < 1)
    return now + (gint64) ((1 - self->tokens) / self->rate * G_USEC_PER_SEC) + 1;
  self->tokens -= 1;
  self->outstanding++;
  return 0;
}

/* What was served until now came out of a full bucket, which most likely holds what comes in a
 * second. */
static double
guess_rate (const UmBucket *self, gint64 now, const UmLimiterHints *hints)
{
  double window = hints->reset > 0 ? MAX (seconds_between (0, hints->reset), 1) : 1;
  double guess = MAX (self->served, START) / (1 + seconds_between (self->begun, now));

  if (hints->limit > 0)
    return hints->limit / window;
  /* Climbing went too far within its last second. */
  return self->climbing ? MAX (guess, self->rate / 2) : guess;
}

/* A 429 long after the last shows that the rate has grown a little too high. One that comes soon
 * shows that less had been saved up than was thought, or that the rate is far too high: which of
 * the two can't be told, so both give way. */
static void
decrease (UmBucket *self, gint64 now)
{
  /* The bucket was empty when this began: the server gave at least so much. */
  double least = self->served / MAX (seconds_between (self->begun, now), 0.001);
  double active = seconds_between (MAX (self->begun, self->blocked_until), now);
  double share = DECREASE + DECREASE_SOON * exp (-active / SOON);

  self->rate *= 1 - share;
  if (active < SOON)
    {
      self->depth = MAX (self->depth / 2, SHALLOWEST);
      self->rate = MIN (self->rate, (self->served + FEW) / (active + SOON / 10));
    }
  else
    self->depth = MIN (self->depth * DEPTH_GROWTH, DEEPEST);
  self->rate = MAX (self->rate, least * (1 - DECREASE / 2));
}

static gint64
find_block (const UmBucket *self, const UmLimiterHints *hints, double random)
{
  gint64 wait = hints->retry_after >= 0 ? hints->retry_after : hints->reset;
  double pause = PAUSE * exp2 (MIN (self->refusals, 10));

  if (wait < 0)
    return (gint64) (MIN (pause, LONGEST_PAUSE) * (0.7 + 0.6 * random) * G_USEC_PER_SEC);
  /* Never before the time the server named. */
  return MAX (wait + (gint64) (MIN (wait, G_USEC_PER_SEC) * 0.05 * random), SHORTEST_BLOCK);
}

static void
refuse (UmBucket *self, gint64 now, const UmLimiterHints *hints, double random)
{
  gboolean learn = hints->status == 429 && now >= self->blocked_until;
  gboolean guessed = self->rate <= 0 || self->climbing;

  if (learn && !guessed)
    decrease (self, now);
  else if (learn)
    {
      self->rate = guess_rate (self, now, hints);
      self->depth = DEEPEST;
      self->climbing = FALSE;
    }
  if (now >= self->blocked_until)
    {
      self->blocked_until = now + find_block (self, hints, random);
      self->refusals++;
    }
  else
    self->blocked_until = MAX (self->blocked_until, now + find_block (self, hints, random));
  if (!learn)
    return;

  self->rate = MAX (self->rate, SLOWEST);
  self->tokens = 0;
  self->refilled = now;
  self->begun = now;
  self->served = 0;
  self->calm = self->blocked_until - (guessed ? (gint64) (GUESS_AHEAD * G_USEC_PER_SEC) : 0);
}

/* The server's own count, believed once it has been seen to be more than a constant. Half of what
 * is under way is in it already. */
static void
take_count (UmBucket *self, gint64 now, const UmLimiterHints *hints)
{
  double left = hints->remaining - 1 - self->outstanding / 2.0;

  if (hints->remaining > hints->limit * LOW)
    self->counted = TRUE;
  if (!self->counted || hints->limit < FEW / 2)
    return;
  if (self->rate <= 0 || self->climbing)
    {
      if (left > hints->limit * LOW)
        return;
      self->rate = guess_rate (self, now, hints);
      self->climbing = FALSE;
      self->depth = DEEPEST;
      self->tokens = left;
      self->refilled = now;
    }
  refill (self, now);
  if (left < self->tokens)
    {
      self->tokens = left;
      self->calm = now;
    }
  else if (hints->remaining > hints->limit * PLENTY)
    self->calm = MIN (self->calm, now - (gint64) (PLENTY_AHEAD * G_USEC_PER_SEC));
}

void
um_bucket_report (UmBucket *self, gint64 now, const UmLimiterHints *hints, double random)
{
  if (self->outstanding > 0)
    self->outstanding--;
  if (hints->status == 429 || (hints->status == 503 && hints->retry_after >= 0))
    {
      refuse (self, now, hints, random);
      return;
    }
  if (hints->status == 0)
    return;

  self->served++;
  self->refusals = 0;
  /* Only demand that has to wait shows that more could be used. */
  if (self->climbing && self->tokens < 1)
    self->rate += 1;
  if (hints->remaining >= 0 && hints->limit > 0)
    take_count (self, now, hints);
}
