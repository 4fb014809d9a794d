/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many requests for one group are under way: against a server of a known round trip and pace,
 * with time made up. */
#include "um-run-width-private.h"

#include <math.h>

#define SECOND G_USEC_PER_SEC

/* A server that needs @trip seconds for a request and begins at most @rate a second (0: any
 * number). Lets it answer @n requests, as many under way as the width allows. */
typedef struct
{
  UmRunWidth width;
  double now;  /* seconds */
  double free; /* when the server can begin the next one */
  double trip;
  double rate;
  GQueue under_way; /* of double *: when they were sent, and when they are answered */
} Model;

static void
model_init (Model *self, double trip, double rate)
{
  *self = (Model){ .trip = trip, .rate = rate, .now = 1000 };
  g_queue_init (&self->under_way);
  um_run_width_init (&self->width);
}

static void
model_clear (Model *self)
{
  g_queue_clear_full (&self->under_way, g_free);
}

static void
model_send (Model *self)
{
  double *times = g_new (double, 2);

  times[0] = self->now;
  self->free = MAX (self->free, self->now) + (self->rate > 0 ? 1 / self->rate : 0);
  times[1] = self->free + self->trip;
  g_queue_push_tail (&self->under_way, times);
}

static void
model_run (Model *self, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree double *times = NULL;
      gboolean full;

      while (self->under_way.length < um_run_width_get (&self->width))
        model_send (self);
      full = self->under_way.length >= um_run_width_get (&self->width);
      times = g_queue_pop_head (&self->under_way);
      self->now = MAX (self->now, times[1]);
      um_run_width_answer (&self->width, (gint64) (self->now * SECOND), self->now - times[0], full);
    }
}

/* Answers a second over the next @n. */
static double
model_measure (Model *self, guint n)
{
  double begun = self->now;

  model_run (self, n);
  return n / (self->now - begun);
}

static void
test_start (void)
{
  UmRunWidth width;

  um_run_width_init (&width);
  g_assert_cmpuint (um_run_width_get (&width), ==, 4);
  g_assert_cmpuint (um_run_width_get_ahead (&width, 0.01), ==, 1);
}

/* More under way is more done, up to the most. */
static void
test_free_server (void)
{
  Model model;

  model_init (&model, 0.08, 0);
  model_run (&model, 3000);
  g_assert_cmpuint (um_run_width_get (&model.width), ==, UM_RUN_WIDTH_MOST);
  model_clear (&model);
}

/* Just enough is under way to use what the server allows, and it stays so. */
static void
test_limited_server (void)
{
  static const double trips[] = { 0.0005, 0.05, 0.2, 0.5 };

  for (guint i = 0; i < G_N_ELEMENTS (trips); i++)
    {
      Model model;

      model_init (&model, trips[i], 100);
      model_run (&model, 2000);
      for (guint j = 0; j < 20; j++)
        {
          g_assert_cmpfloat (model_measure (&model, 1000), >, 95);
          g_assert_cmpfloat (um_run_width_get (&model.width), <=, 100 * trips[i] + 8);
        }
      model_clear (&model);
    }
}

/* The way becomes longer: what was the quickest is forgotten. */
static void
test_slower_way (void)
{
  Model model;

  model_init (&model, 0.02, 100);
  model_run (&model, 3000);
  model.trip = 0.3;
  model_run (&model, 6000);
  g_assert_cmpfloat (model_measure (&model, 6000), >, 95);
  model_clear (&model);
}

static void
test_conflict (void)
{
  UmRunWidth width;
  Model model;

  model_init (&model, 0.05, 0);
  model_run (&model, 1000);
  width = model.width;
  g_assert_cmpuint (um_run_width_get (&width), >, 20);
  um_run_width_conflict (&width, (gint64) (model.now * SECOND));
  g_assert_cmpfloat (width.width, ==, model.width.width / 2);
  /* Others of the same round trip say nothing new. */
  um_run_width_conflict (&width, (gint64) ((model.now + 0.01) * SECOND));
  g_assert_cmpfloat (width.width, ==, model.width.width / 2);
  um_run_width_conflict (&width, (gint64) ((model.now + 1) * SECOND));
  g_assert_cmpfloat (width.width, ==, model.width.width / 4);
  for (guint i = 2; i < 20; i++)
    um_run_width_conflict (&width, (gint64) ((model.now + i) * SECOND));
  g_assert_cmpuint (um_run_width_get (&width), ==, 1);
  model_clear (&model);
}

/* After a conflict the width comes back to just below where it was, and higher only in time. */
static void
test_ceiling (void)
{
  Model model;
  guint before;

  model_init (&model, 0.05, 0);
  model_run (&model, 400);
  before = um_run_width_get (&model.width);
  um_run_width_conflict (&model.width, (gint64) (model.now * SECOND));
  model_run (&model, 3000);
  g_assert_cmpuint (um_run_width_get (&model.width), ==, before - 1);
  for (double until = model.now + 130; model.now < until;)
    model_run (&model, 10);
  g_assert_cmpuint (um_run_width_get (&model.width), >, before);
  model_clear (&model);
}

static void
test_not_full (void)
{
  UmRunWidth width;

  um_run_width_init (&width);
  for (guint i = 1; i <= 1000; i++)
    um_run_width_answer (&width, i * SECOND / 100, 0.01, FALSE);
  g_assert_cmpuint (um_run_width_get (&width), ==, 4);
}

/* The journal runs as far ahead as requests are faster than it. */
static void
test_ahead (void)
{
  Model model;

  model_init (&model, 0.05, 100);
  model_run (&model, 2000);
  g_assert_cmpuint (um_run_width_get_ahead (&model.width, 0), ==, 1);
  g_assert_cmpuint (um_run_width_get_ahead (&model.width, 0.05), >=, 6);
  g_assert_cmpuint (um_run_width_get_ahead (&model.width, 0.05), <=, 8);
  g_assert_cmpuint (um_run_width_get_ahead (&model.width, 100), ==, 1 + UM_RUN_WIDTH_MOST);
  model_clear (&model);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/lanes/start", test_start);
  g_test_add_func ("/lanes/free-server", test_free_server);
  g_test_add_func ("/lanes/limited-server", test_limited_server);
  g_test_add_func ("/lanes/slower-way", test_slower_way);
  g_test_add_func ("/lanes/conflict", test_conflict);
  g_test_add_func ("/lanes/ceiling", test_ceiling);
  g_test_add_func ("/lanes/not-full", test_not_full);
  g_test_add_func ("/lanes/ahead", test_ahead);
  return g_test_run ();
}
