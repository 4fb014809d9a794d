/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the table of runs: when, source, action, users, outcome, state, who, reason. Main
 * thread. */
#include "um-config.h"
#include "um-run-columns.h"
#include "um-columns.h"
#include "um-row-list.h"
#include "um-outcome-bar.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define TABLE_WIDTH 900 /* with its columns side by side */

static void
draw_when (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_moment (run->started), FALSE);
}

static void
draw_source (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_clean (run->source_name), FALSE);
}

static void
draw_action (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_run_actions (run), FALSE);
}

static void
draw_users (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_number (run->n_users), FALSE);
}

static void
draw_done (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_number (run->users[UM_STATE_DONE]), FALSE);
}

static void
draw_failed (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);
  guint failed = run->users[UM_STATE_FAILED] + run->users[UM_STATE_UNKNOWN];

  um_columns_set_text (cell, um_words_number (failed), FALSE);
  if (failed > 0)
    gtk_widget_add_css_class (cell, "error-text");
  else
    gtk_widget_remove_css_class (cell, "error-text");
}

static void
draw_skipped (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (
    cell, um_words_number (run->users[UM_STATE_SKIPPED] + run->users[UM_STATE_CANCELLED]), FALSE);
}

static GtkWidget *
new_bar (void)
{
  GtkWidget *bar = um_outcome_bar_new ();

  gtk_widget_set_size_request (bar, 60, 8);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  return bar;
}

static void
draw_bar (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);
  g_autofree char *summary = um_words_run_summary (run);

  um_outcome_bar_set (UM_OUTCOME_BAR (cell), run->users[UM_STATE_DONE],
                      run->users[UM_STATE_FAILED] + run->users[UM_STATE_UNKNOWN],
                      run->users[UM_STATE_SKIPPED] + run->users[UM_STATE_CANCELLED],
                      run->users[UM_STATE_PENDING] + run->users[UM_STATE_SENT], summary);
}

static void
draw_state (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, g_strdup (um_words_run_state (run->state)), FALSE);
}

static void
draw_who (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_clean (run->who), FALSE);
}

static void
draw_reason (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);

  um_columns_set_text (cell, um_words_clean (run->reason), FALSE);
}

static void
draw_place_line (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);
  g_autofree char *when = um_words_moment (run->started);
  g_autofree char *source = um_words_clean (run->source_name);

  um_columns_set_text (cell, g_strdup_printf ("%s · %s", when, source), FALSE);
}

static void
draw_outcome_line (GtkWidget *cell, gpointer item)
{
  const UmRun *run = um_row_get_record (item);
  g_autofree char *summary = um_words_run_summary (run);

  um_columns_set_text (cell, g_strdup_printf ("%s · %s", um_words_run_state (run->state), summary),
                       FALSE);
}

static const UmDrawCell lines[] = { draw_action, draw_place_line, draw_outcome_line,
                                    draw_who,    draw_reason,     NULL };

/**
 * um_run_columns_add:
 * @view: the table of runs
 *
 * Adds its columns.
 */
void
um_run_columns_add (GtkColumnView *view)
{
  GtkColumnViewColumn *reason;

  um_columns_add_text (view, _ ("When"), draw_when, 136, FALSE);
  um_columns_add_text (view, _ ("Source"), draw_source, 92, FALSE);
  um_columns_add_text (view, _ ("Action"), draw_action, 128, FALSE);
  um_columns_add_text (view, _ ("State"), draw_state, 84, FALSE);
  um_columns_add_text (view, _ ("Users"), draw_users, 54, TRUE);
  um_columns_add (view, _ ("Outcome"), new_bar, draw_bar);
  um_columns_add_text (view, _ ("Done"), draw_done, 54, TRUE);
  um_columns_add_text (view, _ ("Failed"), draw_failed, 54, TRUE);
  um_columns_add_text (view, _ ("Skipped"), draw_skipped, 66, TRUE);
  um_columns_add_text (view, _ ("Who"), draw_who, 84, FALSE);
  reason = um_columns_add_text (view, _ ("Reason"), draw_reason, 76, FALSE);
  gtk_column_view_column_set_expand (reason, TRUE);
  um_columns_add_stack (view, _ ("Action"), lines, TABLE_WIDTH);
}
