/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of how many requests for one group are under way. No state of its own. */
#include "um-run-width-private.h"

#include <math.h>

#define START 4.0

/* Requests that wait somewhere instead of being worked on: below, one more helps; above, one less
 * does no harm. */
#define FEW_WAITING  2.0
#define MANY_WAITING 4.0

/* Share of a new measurement in the usual one. */
#define SMOOTHING 0.1
/* What was the quickest so long ago may be out of reach now: it is measured again, with half as
 * many under way, so that what waits behind one's own requests isn't taken for the way itself. */
#define FORGET (30 * G_USEC_PER_SEC)

/* So long after a conflict the ceiling rises by one, and again each time. */
#define CALM (30 * G_USEC_PER_SEC)

void
um_run_width_init (UmRunWidth *self)
{
  *self = (UmRunWidth){ .width = START, .ceiling = UM_RUN_WIDTH_MOST };
}

guint
um_run_width_get (const UmRunWidth *self)
{
  return (guint) MAX (self->width, 1);
}

static void
measure (UmRunWidth *self, gint64 now, double seconds)
{
  seconds = MAX (seconds, 1e-6);
  self->usual = self->usual <= 0 ? seconds : self->usual + SMOOTHING * (seconds - self->usual);
  if (self->quickest <= 0 || seconds <= self->quickest)
    {
      self->quickest = seconds;
      self->measured = now;
    }
  else if (now - self->measured >= FORGET)
    {
      self->quickest = seconds;
      self->measured = now;
      self->kept = self->width;
      self->width = MAX (self->width - MANY_WAITING - 1, MAX (self->width / 2, 1));
      self->draining = (guint) (2 * self->kept);
    }
}

/* Whether the width is held down for the sake of a measurement. */
static gboolean
drain (UmRunWidth *self)
{
  if (self->draining == 0)
    return FALSE;
  if (--self->draining == 0)
    {
      self->width = MIN (self->kept, self->ceiling);
      self->usual = self->quickest;
    }
  return TRUE;
}

void
um_run_width_answer (UmRunWidth *self, gint64 now, double seconds, gboolean full)
{
  double waiting;

  measure (self, now, seconds);
  if (self->conflict != 0 && now - self->conflict >= CALM)
    {
      self->ceiling = MIN (self->ceiling + 1, UM_RUN_WIDTH_MOST);
      self->conflict = now;
    }
  if (drain (self) || !full)
    return;
  waiting = self->width * (1 - self->quickest / MAX (self->usual, self->quickest));
  if (waiting < FEW_WAITING)
    self->width = MIN (self->width + 1 / self->width, self->ceiling);
  else if (waiting > MANY_WAITING && self->width > START)
    self->width = MAX (self->width - 1 / self->width, START);
}

void
um_run_width_conflict (UmRunWidth *self, gint64 now)
{
  if (self->conflict != 0
      && now - self->conflict < (gint64) (MAX (self->usual, 0.01) * G_USEC_PER_SEC))
    return;
  self->conflict = now;
  self->ceiling = MAX (floor (self->width) - 1, 1);
  self->width = MAX (self->width / 2, 1);
  self->draining = 0;
}

guint
um_run_width_get_ahead (const UmRunWidth *self, double journal)
{
  double rate = self->usual > 0 ? self->width / self->usual : 0;

  return 1 + (guint) MIN (ceil (rate * journal), UM_RUN_WIDTH_MOST);
}
