/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic of one endpoint's pace. No state of its own. */
#include "um-bucket.h"

static void
refill (UmBucket *self, gint64 now)
{
  double passed = (double) (now - self->refilled) / G_USEC_PER_SEC;

  self->tokens = MIN (self->tokens + passed * self->rate, MAX (self->rate, 1));
  self->refilled = now;
}

gint64
um_bucket_take (UmBucket *self, gint64 now)
{
  if (now < self->blocked_until)
    return self->blocked_until;
  if (self->rate <= 0)
    return 0;

  refill (self, now);
  if (self->tokens < 1)
    return now + (gint64) ((1 - self->tokens) / self->rate * G_USEC_PER_SEC) + 1;
  self->tokens -= 1;
  return 0;
}

void
um_bucket_report (UmBucket *self, gint64 now, const UmLimiterHints *hints, double random)
{
  gint64 wait = hints->retry_after >= 0 ? hints->retry_after : hints->reset;

  if (hints->status != 429 && (hints->status != 503 || hints->retry_after < 0))
    return;
  if (wait < 0)
    wait = (gint64) ((0.7 + 0.6 * random) * G_USEC_PER_SEC);
  self->blocked_until = MAX (self->blocked_until, now + MAX (wait, G_USEC_PER_SEC / 20));
}
