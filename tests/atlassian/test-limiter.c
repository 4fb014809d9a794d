/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the pace: the arithmetic against imagined servers on a virtual clock, and the queues on
 * the real main loop. */
#include "um-bucket.h"
#include "um-limiter.h"

#include <string.h>

#define SECOND G_USEC_PER_SEC

/* ---- a server that is a token bucket, and a client that always has more to send ---- */

typedef struct
{
  double rate;       /* a second */
  double depth;      /* tokens */
  double latency;    /* seconds there and back */
  guint in_flight;   /* the client's width */
  gboolean counts;   /* tells how many remain in each answer */
  gboolean silent;   /* a 429 names no time */
  double later_rate; /* from @later on, if not 0 */
  double later;      /* seconds */
  double until;      /* seconds */
  double start;      /* a second; 0: the client begins without a pace */
} World;

typedef struct
{
  gint64 at;
  gboolean answer;
  UmLimiterHints hints;
} Event;

typedef struct
{
  guint served, refused;
  guint late_served; /* in the last ten seconds */
  guint late_refused;
} Outcome;

typedef struct
{
  const World *world;
  GArray *events; /* of Event: few, so they need no order */
  UmBucket bucket;
  double tokens;
  gint64 refilled;
  gint64 now, start;
  guint in_flight;
  GRand *random;
} Play;

static void
add_event (Play *self, gint64 at, gboolean answer, UmLimiterHints hints)
{
  Event event = { at, answer, hints };

  g_array_append_val (self->events, event);
}

static gint64
half_way (Play *self)
{
  return 20
         + (gint64) (self->world->latency / 2 * g_rand_double_range (self->random, 0.9, 1.1)
                     * SECOND);
}

/* The server's part. */
static UmLimiterHints
serve (Play *self)
{
  const World *world = self->world;
  double passed = (double) (self->now - self->start) / SECOND;
  double rate = world->later_rate > 0 && passed >= world->later ? world->later_rate : world->rate;
  UmLimiterHints hints = { 200, -1, -1, -1, -1, FALSE };

  self->tokens += (double) (self->now - self->refilled) / SECOND * rate;
  self->tokens = MIN (self->tokens, world->depth);
  self->refilled = self->now;
  if (self->tokens >= 1)
    self->tokens -= 1;
  else
    {
      hints.status = 429;
      hints.retry_after = world->silent ? -1 : SECOND;
    }
  if (world->counts)
    {
      hints.limit = (gint) world->rate;
      hints.remaining = (gint) self->tokens;
    }
  return hints;
}

/* Sends what the bucket lets go; returns when to ask it again, or far away. */
static gint64
send_all (Play *self)
{
  while (self->in_flight < self->world->in_flight)
    {
      gint64 again = um_bucket_take (&self->bucket, self->now);

      if (again > 0)
        {
          g_assert_cmpint (again, >, self->now);
          return again;
        }
      self->in_flight++;
      add_event (self, self->now + half_way (self) + 300 * self->in_flight, FALSE,
                 (UmLimiterHints){ 0 });
    }
  return G_MAXINT64;
}

static guint
find_next (Play *self)
{
  guint next = 0;

  for (guint i = 1; i < self->events->len; i++)
    if (g_array_index (self->events, Event, i).at < g_array_index (self->events, Event, next).at)
      next = i;
  return next;
}

static void
count (Play *self, const UmLimiterHints *hints, Outcome *outcome)
{
  gboolean late = self->now - self->start >= (gint64) ((self->world->until - 10) * SECOND);

  *(hints->status == 200 ? &outcome->served : &outcome->refused) += 1;
  *(hints->status == 200 ? &outcome->late_served : &outcome->late_refused) += late ? 1 : 0;
}

static Outcome
play (const World *world)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  Play self = { .world = world,
                .events = events,
                .tokens = world->depth,
                .now = SECOND,
                .start = SECOND,
                .refilled = SECOND,
                .random = random };
  gint64 end = self.start + (gint64) (world->until * SECOND);
  Outcome outcome = { 0 };

  if (world->start > 0)
    um_bucket_start (&self.bucket, self.now, world->start);
  while (self.now < end)
    {
      gint64 again = send_all (&self);
      guint next = find_next (&self);
      Event event;

      if (events->len == 0 || again < g_array_index (events, Event, next).at)
        {
          self.now = again;
          continue;
        }
      event = g_array_index (events, Event, next);
      g_array_remove_index_fast (events, next);
      self.now = event.at;
      if (!event.answer)
        {
          add_event (&self, self.now + half_way (&self), TRUE, serve (&self));
          continue;
        }
      self.in_flight--;
      count (&self, &event.hints, &outcome);
      um_bucket_report (&self.bucket, self.now, &event.hints, g_rand_double (random));
    }
  return outcome;
}

/* PRODUCT.md §11, run-limited. */
static void
test_uses_the_limit (void)
{
  static const double latencies[] = { 0, 0.05, 0.2 };

  for (gsize i = 0; i < G_N_ELEMENTS (latencies); i++)
    for (guint counts = 0; counts <= 1; counts++)
      for (guint width = 10; width <= 16; width += 6)
        {
          World world = { .rate = 100, .depth = 100, .until = 60, .counts = counts != 0 };
          Outcome outcome;

          world.latency = latencies[i];
          world.in_flight = latencies[i] > 0.1 ? 2 * width : width;
          outcome = play (&world);
          g_test_message ("latency %g, %u in flight, counts %u: %u served, %u refused",
                          latencies[i], world.in_flight, counts, outcome.served, outcome.refused);
          g_assert_cmpuint (outcome.served, >=, 95 * 60);
          g_assert_cmpuint (outcome.refused, <=, outcome.served / 100);
        }
}

static void
test_other_limits (void)
{
  static const World worlds[] = {
    { .rate = 5, .depth = 5, .latency = 0.05, .in_flight = 16, .until = 60 },
    { .rate = 20, .depth = 20, .latency = 0.05, .in_flight = 16, .until = 60 },
    { .rate = 1000, .depth = 1000, .latency = 0.005, .in_flight = 16, .until = 60 },
    { .rate = 100, .depth = 1000, .latency = 0.05, .in_flight = 16, .until = 60 },
    { .rate = 100, .depth = 100, .latency = 0.05, .in_flight = 16, .until = 60, .silent = TRUE },
    { .rate = 100, .depth = 100, .latency = 0.05, .in_flight = 1, .until = 60 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (worlds); i++)
    {
      Outcome outcome = play (&worlds[i]);
      double most = MIN (worlds[i].rate, worlds[i].in_flight / worlds[i].latency) * 60;

      g_test_message ("%zu: %u served, %u refused", i, outcome.served, outcome.refused);
      g_assert_cmpfloat (outcome.served, >=, most * 0.85);
      g_assert_cmpfloat (outcome.refused, <=, 20 + outcome.served * 0.02);
    }
}

/* A careful start is soon over, whatever the server's level, and needs no word of the server's. */
static void
test_start (void)
{
  static const double rates[] = { 3, 10, 100, 10000 };

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    for (guint counts = 0; counts <= 1; counts++)
      {
        World world = { .latency = 0.05, .in_flight = 16, .start = 4 };
        Outcome first, outcome;

        world.rate = world.depth = rates[i];
        world.counts = counts != 0;
        world.until = 1;
        first = play (&world);
        world.until = 30;
        outcome = play (&world);
        g_test_message ("%g a second: %u in the first, %u in 30 and %u refused", rates[i],
                        first.served, outcome.served, outcome.refused);
        g_assert_cmpuint (first.served + first.refused, <=, 16);
        g_assert_cmpfloat (outcome.late_served, >=, MIN (rates[i], 16 / 0.05) * 10 * 0.7);
        g_assert_cmpfloat (outcome.refused, <=, 20 + outcome.served * 0.05);
      }
}

/* Without demand the pace stays: what was answered then shows nothing. */
static void
test_start_idle (void)
{
  UmBucket bucket = { 0 };
  UmLimiterHints fine = { 200, -1, -1, -1, -1, FALSE };
  gint64 now = SECOND;

  um_bucket_start (&bucket, now, 4);
  for (guint i = 0; i < 100; i++, now += SECOND)
    {
      g_assert_cmpint (um_bucket_take (&bucket, now), ==, 0);
      um_bucket_report (&bucket, now, &fine, 0.5);
    }
  g_assert_cmpfloat (bucket.rate, ==, 4);
}

/* What a bucket of our own could never do well is survived, not stalled by. */
static void
test_shallow (void)
{
  static const double depths[] = { 1, 10 };

  for (gsize i = 0; i < G_N_ELEMENTS (depths); i++)
    for (guint counts = 0; counts <= 1; counts++)
      {
        World world = { .rate = 100, .latency = 0.05, .in_flight = 16, .until = 120 };
        Outcome outcome;

        world.depth = depths[i];
        world.counts = counts != 0;
        outcome = play (&world);
        g_test_message ("depth %g: %u served, %u refused", depths[i], outcome.served,
                        outcome.refused);
        g_assert_cmpuint (outcome.served, >=, 10 * 120);
        g_assert_cmpuint (outcome.refused, <=, outcome.served / 10);
      }
}

/* The third ten seconds after the change show the new level. */
static void
test_adapts (void)
{
  static const double rates[][2] = { { 100, 20 }, { 20, 100 }, { 100, 50 }, { 50, 400 } };

  for (gsize i = 0; i < G_N_ELEMENTS (rates); i++)
    for (guint counts = 0; counts <= 1; counts++)
      {
        World world = { .depth = 100, .latency = 0.02, .in_flight = 16, .later = 30, .until = 60 };
        Outcome outcome;

        world.rate = rates[i][0];
        world.later_rate = rates[i][1];
        world.counts = counts != 0;
        outcome = play (&world);
        g_test_message ("%g to %g: %u served, %u refused late", rates[i][0], rates[i][1],
                        outcome.late_served, outcome.late_refused);
        g_assert_cmpfloat (outcome.late_served, >=, rates[i][1] * 10 * 0.6);
        g_assert_cmpfloat (outcome.late_refused, <=, 16 + outcome.late_served * 0.05);
      }
}

static UmLimiterHints
answer (guint status, gint64 retry_after)
{
  return (UmLimiterHints){ status, retry_after, -1, -1, -1, FALSE };
}

static void
test_unlimited (void)
{
  UmBucket bucket = { 0 };
  UmLimiterHints fine = answer (200, -1), broken = answer (500, -1), none = answer (0, -1);

  for (guint i = 0; i < 100000; i++)
    {
      g_assert_cmpint (um_bucket_take (&bucket, SECOND), ==, 0);
      um_bucket_report (&bucket, SECOND, i % 3 == 0 ? &fine : i % 3 == 1 ? &broken : &none, 0.5);
    }
  g_assert_cmpfloat (bucket.rate, ==, 0);
  g_assert_cmpuint (bucket.outstanding, ==, 0);
}

static void
test_retry_after (void)
{
  UmBucket bucket = { 0 };
  UmLimiterHints wait = answer (429, 7 * SECOND), pause = answer (503, 3 * SECOND);
  gint64 again;

  um_bucket_take (&bucket, SECOND);
  um_bucket_report (&bucket, SECOND, &pause, 1);
  again = um_bucket_take (&bucket, SECOND);
  g_assert_cmpint (again, >=, 4 * SECOND);
  g_assert_cmpint (again, <, 5 * SECOND);
  /* It said nothing of a rate. */
  g_assert_cmpfloat (bucket.rate, ==, 0);

  um_bucket_take (&bucket, again);
  um_bucket_report (&bucket, again, &wait, 0);
  g_assert_cmpint (um_bucket_take (&bucket, again), ==, again + 7 * SECOND);
  g_assert_cmpint (um_bucket_take (&bucket, again + 7 * SECOND - 1), ==, again + 7 * SECOND);
  g_assert_cmpint (um_bucket_take (&bucket, again + 7 * SECOND), ==, 0);
}

/* Without a time the pauses double up to 30 s, with a jitter of 0.7 to 1.3. */
static void
test_no_time (void)
{
  UmLimiterHints silent = answer (429, -1), fine = answer (200, -1);
  UmBucket bucket = { 0 };
  gint64 now = SECOND;
  double expected = 0.5;

  for (guint i = 0; i < 10; i++)
    {
      gint64 again;

      g_assert_cmpint (um_bucket_take (&bucket, now), ==, 0);
      um_bucket_report (&bucket, now, &silent, i % 2);
      again = um_bucket_take (&bucket, now);
      g_assert_cmpfloat_with_epsilon ((double) (again - now) / SECOND,
                                      expected * (i % 2 == 0 ? 0.7 : 1.3), 0.01);
      expected = MIN (expected * 2, 30);
      now = again + 61 * SECOND;
    }
  g_assert_cmpint (um_bucket_take (&bucket, now), ==, 0);
  um_bucket_report (&bucket, now, &fine, 0);
  g_assert_cmpuint (bucket.refusals, ==, 0);
}

static void
test_reset (void)
{
  UmBucket bucket = { 0 };
  UmLimiterHints hints = { 429, -1, 200, 0, 40 * SECOND, FALSE };

  um_bucket_take (&bucket, SECOND);
  um_bucket_report (&bucket, SECOND, &hints, 0);
  g_assert_cmpint (um_bucket_take (&bucket, SECOND), ==, 41 * SECOND);
  g_assert_cmpfloat (bucket.rate, ==, 5);
}

/* ---- the limiter on the main loop ---- */

typedef struct
{
  guint granted, refused;
  GString *order;
} Tally;

typedef struct
{
  Tally *tally;
  char name;
} Ask;

static void
acquired_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Ask *ask = user_data;
  g_autoptr (GError) error = NULL;

  if (um_limiter_acquire_finish (UM_LIMITER (source), result, &error))
    {
      ask->tally->granted++;
      g_string_append_c (ask->tally->order, ask->name);
    }
  else
    {
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      ask->tally->refused++;
    }
}

static void
ask (UmLimiter *limiter, const char *endpoint, GCancellable *cancellable, Tally *tally, char name)
{
  Ask *data = g_new0 (Ask, 1);

  data->tally = tally;
  data->name = name;
  um_limiter_acquire_async (limiter, endpoint, cancellable, acquired_cb, data);
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
test_queue (void)
{
  UmLimiter *limiter = um_limiter_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Tally tally = { .order = order };
  UmLimiterHints fine = answer (200, -1);

  um_limiter_set_max_in_flight (limiter, 2);
  for (char name = 'a'; name <= 'h'; name++)
    ask (limiter, name < 'g' ? "A" : "B", NULL, &tally, name);
  settle ();
  g_assert_cmpstr (order->str, ==, "ab");
  for (guint i = 0; i < 6; i++)
    {
      um_limiter_report (limiter, i < 2 ? "A" : "B", &fine);
      settle ();
    }
  g_assert_cmpuint (tally.granted, ==, 8);
  /* In order within an endpoint, the endpoints in turn. */
  g_assert_cmpint (strchr (order->str, 'c') - strchr (order->str, 'd'), <, 0);
  g_assert_cmpint (strchr (order->str, 'e') - strchr (order->str, 'f'), <, 0);
  g_assert_cmpint (strchr (order->str, 'g') - strchr (order->str, 'h'), <, 0);
  g_assert_cmpint (strchr (order->str, 'g') - strchr (order->str, 'f'), <, 0);
  for (guint i = 0; i < 2; i++)
    um_limiter_report (limiter, "B", &fine);
  g_assert_cmpfloat (um_limiter_get_rate (limiter, "A"), ==, 0);
  g_assert_finalize_object (limiter);
}

static void
test_cancel (void)
{
  UmLimiter *limiter = um_limiter_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Tally tally = { .order = order };
  UmLimiterHints fine = answer (200, -1);

  um_limiter_set_max_in_flight (limiter, 1);
  ask (limiter, "A", cancellable, &tally, 'a');
  ask (limiter, "A", cancellable, &tally, 'b');
  ask (limiter, "A", NULL, &tally, 'c');
  g_cancellable_cancel (cancellable);
  settle ();
  /* The leave of the first had been given and must be handed back. */
  g_assert_cmpstr (order->str, ==, "a");
  g_assert_cmpuint (tally.refused, ==, 1);
  ask (limiter, "A", cancellable, &tally, 'd');
  settle ();
  g_assert_cmpuint (tally.refused, ==, 2);
  um_limiter_report (limiter, "A", &fine);
  settle ();
  g_assert_cmpstr (order->str, ==, "ac");
  um_limiter_report (limiter, "A", &fine);
  g_assert_finalize_object (limiter);
}

static void
test_blocked (void)
{
  UmLimiter *limiter = um_limiter_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Tally tally = { .order = order };
  UmLimiterHints wait = answer (429, 1000 * SECOND), fine = answer (200, -1);

  ask (limiter, "A", NULL, &tally, 'a');
  settle ();
  um_limiter_report (limiter, "A", &wait);
  g_assert_true (um_limiter_is_blocked (limiter, "A"));
  g_assert_false (um_limiter_is_blocked (limiter, "B"));
  g_assert_cmpfloat (um_limiter_get_rate (limiter, "A"), >, 0);
  /* Nobody waits yet. */
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), ==, 0);
  ask (limiter, "A", cancellable, &tally, 'b');
  ask (limiter, "B", NULL, &tally, 'c');
  settle ();
  g_assert_cmpstr (order->str, ==, "ac");
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), >, g_get_monotonic_time ());
  um_limiter_report (limiter, "B", &fine);
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_cmpuint (tally.refused, ==, 1);
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), ==, 0);
  g_assert_finalize_object (limiter);
}

static void
test_quota (void)
{
  UmLimiter *limiter = um_limiter_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Tally tally = { .order = order };
  UmLimiterHints quota = { 429, 1000 * SECOND, -1, -1, -1, TRUE };

  ask (limiter, "A", NULL, &tally, 'a');
  settle ();
  um_limiter_report (limiter, "A", &quota);
  ask (limiter, "B", cancellable, &tally, 'b');
  settle ();
  g_assert_cmpstr (order->str, ==, "a");
  g_assert_true (um_limiter_is_blocked (limiter, "B"));
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), >, g_get_monotonic_time ());
  g_cancellable_cancel (cancellable);
  settle ();
  g_assert_finalize_object (limiter);
}

/* A short block ends by itself. */
/* An endpoint keeps the pace that it began with. */
static void
test_start_rate (void)
{
  g_autoptr (UmLimiter) limiter = um_limiter_new ();

  um_limiter_set_start_rate (limiter, 4);
  g_assert_cmpfloat (um_limiter_get_rate (limiter, "a"), ==, 4);
  um_limiter_set_start_rate (limiter, 0);
  g_assert_cmpfloat (um_limiter_get_rate (limiter, "a"), ==, 4);
  g_assert_cmpfloat (um_limiter_get_rate (limiter, "b"), ==, 0);
}

static void
test_goes_on (void)
{
  UmLimiter *limiter = um_limiter_new ();
  g_autoptr (GString) order = g_string_new (NULL);
  Tally tally = { .order = order };
  UmLimiterHints wait = answer (429, 0), fine = answer (200, -1);

  ask (limiter, "A", NULL, &tally, 'a');
  settle ();
  um_limiter_report (limiter, "A", &wait);
  ask (limiter, "A", NULL, &tally, 'b');
  while (tally.granted < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (um_limiter_get_waiting_until (limiter), ==, 0);
  um_limiter_report (limiter, "A", &fine);
  g_assert_finalize_object (limiter);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/bucket/uses-the-limit", test_uses_the_limit);
  g_test_add_func ("/bucket/other-limits", test_other_limits);
  g_test_add_func ("/bucket/start", test_start);
  g_test_add_func ("/bucket/start-idle", test_start_idle);
  g_test_add_func ("/bucket/shallow", test_shallow);
  g_test_add_func ("/bucket/adapts", test_adapts);
  g_test_add_func ("/bucket/unlimited", test_unlimited);
  g_test_add_func ("/bucket/retry-after", test_retry_after);
  g_test_add_func ("/bucket/no-time", test_no_time);
  g_test_add_func ("/bucket/reset", test_reset);
  g_test_add_func ("/limiter/queue", test_queue);
  g_test_add_func ("/limiter/cancel", test_cancel);
  g_test_add_func ("/limiter/blocked", test_blocked);
  g_test_add_func ("/limiter/quota", test_quota);
  g_test_add_func ("/limiter/start-rate", test_start_rate);
  g_test_add_func ("/limiter/goes-on", test_goes_on);
  return g_test_run ();
}
