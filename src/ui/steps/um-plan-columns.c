/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the plan's table: a tick to hold a user out, his name, what will change, and why
 * not or what to stop at. Main thread. */
#include "um-config.h"
#include "um-plan-columns.h"
#include "um-columns.h"
#include "um-row-list.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define PLAN_WIDTH 640 /* of the table with its columns side by side */

static void
append_note (GString *notes, const char *note)
{
  if (*note == '\0')
    return;
  if (notes->len > 0)
    g_string_append (notes, ", ");
  g_string_append (notes, note);
}

/* Why steps of a user who is touched all the same won't be done, each reason once. What is so
 * already is no news: of many groups that grant a product, users are in few. */
static void
append_skipped_steps (GString *notes, UmPlanUser *user)
{
  gboolean told[UM_N_SKIPS] = { FALSE };

  for (guint i = 0; i < user->n_steps; i++)
    {
      const UmStep *step = &user->steps[i];
      g_autofree char *reason = NULL;

      if (step->skip == UM_SKIP_NONE || step->skip == UM_SKIP_ALREADY_SO || told[step->skip])
        continue;
      told[step->skip] = TRUE;
      reason = um_words_step_skip (step->kind, step->target_name, step->skip);
      append_note (notes, reason);
    }
}

static char *
notes_text (UmPlanUser *user)
{
  GString *notes = g_string_new (NULL);
  g_autofree char *skip = um_words_skip_long (user->skip, user->skip_detail);

  if (user->held_out)
    {
      g_autofree char *held_out = um_words_skip_long (UM_SKIP_HELD_OUT, user->note);

      append_note (notes, held_out);
      return g_string_free (notes, FALSE);
    }
  append_note (notes, skip);
  for (guint i = 0; user->skip == UM_SKIP_NONE && i < user->n_warnings; i++)
    {
      g_autofree char *warning = um_words_warning (user->warnings[i].kind,
                                                   user->warnings[i].detail);

      append_note (notes, warning);
    }
  if (user->skip == UM_SKIP_NONE)
    append_skipped_steps (notes, user);
  return g_string_free (notes, FALSE);
}

static void
draw_name (GtkWidget *cell, gpointer item)
{
  UmPlanUser *user = um_row_get_record (item);

  um_columns_set_text (cell, um_words_name (user->name, user->account_id),
                       !um_plan_user_is_touched (user));
}

static void
draw_change (GtkWidget *cell, gpointer item)
{
  UmPlanUser *user = um_row_get_record (item);
  gboolean touched = um_plan_user_is_touched (user);

  um_columns_set_text (cell, touched ? um_words_chain (user) : g_strdup ("–"), !touched);
}

static void
draw_notes (GtkWidget *cell, gpointer item)
{
  UmPlanUser *user = um_row_get_record (item);

  um_columns_set_text (cell, notes_text (user), !um_plan_user_is_touched (user));
}

static void
toggled_cb (GtkCheckButton *check)
{
  UmRow *row = um_columns_get_item (GTK_WIDGET (check));
  UmPlanUser *user = row != NULL ? um_row_get_record (row) : NULL;
  gboolean ticked = gtk_check_button_get_active (check);

  if (user != NULL && user->held_out == ticked)
    gtk_widget_activate_action (GTK_WIDGET (check), "plan.tick", "(sb)", user->account_id, ticked);
}

static GtkWidget *
new_tick (void)
{
  GtkWidget *check = gtk_check_button_new ();

  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), NULL);
  return check;
}

static void
draw_tick (GtkWidget *cell, gpointer item)
{
  UmPlanUser *user = um_row_get_record (item);
  gboolean touched = um_plan_user_is_touched (user);
  g_autofree char *name = um_words_name (user->name, user->account_id);

  g_signal_handlers_block_by_func (cell, toggled_cb, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (cell), touched);
  g_signal_handlers_unblock_by_func (cell, toggled_cb, NULL);
  gtk_widget_set_sensitive (cell, touched || user->held_out);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/* Who isn't touched has nothing but the reason. */
static void
draw_change_line (GtkWidget *cell, gpointer item)
{
  UmPlanUser *user = um_row_get_record (item);

  um_columns_set_text (cell, um_plan_user_is_touched (user) ? um_words_chain (user) : g_strdup (""),
                       FALSE);
}

static const UmDrawCell lines[] = { draw_name, draw_change_line, draw_notes, NULL };

/**
 * um_plan_columns_add:
 * @view: the plan's table
 *
 * Adds the columns tick, name, change and notes.
 */
void
um_plan_columns_add (GtkColumnView *view)
{
  GtkColumnViewColumn *change, *notes;

  um_columns_add (view, NULL, new_tick, draw_tick);
  um_columns_add_text (view, um_words_column (UM_COLUMN_NAME), draw_name, 200, FALSE);
  change = um_columns_add_text (view, _ ("Change"), draw_change, 200, FALSE);
  notes = um_columns_add_text (view, _ ("Notes"), draw_notes, 200, FALSE);
  gtk_column_view_column_set_expand (change, TRUE);
  gtk_column_view_column_set_expand (notes, TRUE);
  um_columns_add_stack (view, um_words_column (UM_COLUMN_NAME), lines, PLAN_WIDTH);
}
