/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the three lists of an import: what stands in the file, on which line, and whom it
 * stands for; for an ambiguous one that is a button which asks. Main thread. */
#include "um-config.h"
#include "um-outcome-table.h"
#include "um-candidate-button.h"
#include "um-columns.h"
#include "um-outcome-list.h"
#include "um-words.h"

#include <glib/gi18n.h>

#define TEXT_WIDTH   170
#define SHORT_WIDTH  112 /* leaves room for the button beside it in a narrow window */
#define NAME_WIDTH   140
#define EMAIL_WIDTH  180
#define STATUS_WIDTH 90
#define NUMBER_WIDTH 60

static void
draw_text (GtkWidget *cell, gpointer item)
{
  UmImportEntry entry;

  um_outcome_item_get_entry (item, &entry);
  um_columns_set_text (cell, um_words_clean (entry.text), FALSE);
}

static void
draw_line (GtkWidget *cell, gpointer item)
{
  UmImportEntry entry;

  um_outcome_item_get_entry (item, &entry);
  um_columns_set_text (cell, um_words_number (entry.line), FALSE);
}

static void
draw_times (GtkWidget *cell, gpointer item)
{
  UmImportEntry entry;

  um_outcome_item_get_entry (item, &entry);
  um_columns_set_text (cell, um_words_number (entry.n_times), FALSE);
}

static void
get_user (gpointer item, UmUser *user)
{
  UmImportEntry entry;

  um_outcome_item_get_entry (item, &entry);
  um_directory_get_user (um_import_get_directory (um_outcome_item_get_import (item)), entry.row,
                         user);
}

static void
draw_name (GtkWidget *cell, gpointer item)
{
  UmUser user;

  get_user (item, &user);
  um_columns_set_text (cell, um_words_name (user.name, user.account_id), FALSE);
}

static void
draw_email (GtkWidget *cell, gpointer item)
{
  UmUser user;

  get_user (item, &user);
  um_columns_set_text (cell, um_words_clean (um_words_email (user.email)), user.email == NULL);
}

static void
draw_status (GtkWidget *cell, gpointer item)
{
  UmUser user;

  get_user (item, &user);
  um_columns_set_text (cell, g_strdup (um_words_status (user.status)), FALSE);
}

static void
draw_candidates (GtkWidget *cell, gpointer item)
{
  um_candidate_button_set_item (UM_CANDIDATE_BUTTON (cell), item);
}

static void
add_users (GtkColumnView *view)
{
  GtkColumnViewColumn *name = um_columns_add_text (view, um_words_column (UM_COLUMN_NAME),
                                                   draw_name, NAME_WIDTH, FALSE);

  gtk_column_view_column_set_expand (name, TRUE);
  um_columns_add_text (view, um_words_column (UM_COLUMN_EMAIL), draw_email, EMAIL_WIDTH, FALSE);
  um_columns_add_text (view, um_words_column (UM_COLUMN_STATUS), draw_status, STATUS_WIDTH, FALSE);
}

/**
 * um_outcome_table_add_columns:
 * @view: a table without columns
 * @outcome: which list it will show
 */
void
um_outcome_table_add_columns (GtkColumnView *view, UmImportOutcome outcome)
{
  GtkColumnViewColumn *text, *who;

  text = um_columns_add_text (view, _ ("In the List"), draw_text,
                              outcome == UM_IMPORT_AMBIGUOUS ? SHORT_WIDTH : TEXT_WIDTH, FALSE);
  gtk_column_view_column_set_expand (text, TRUE);
  if (outcome == UM_IMPORT_MATCHED)
    add_users (view);
  if (outcome == UM_IMPORT_AMBIGUOUS)
    {
      who = um_columns_add (view, _ ("Stands For"), um_candidate_button_new, draw_candidates);
      gtk_column_view_column_set_expand (who, TRUE);
    }
  um_columns_add_text (view, _ ("Line"), draw_line, NUMBER_WIDTH, TRUE);
  if (outcome != UM_IMPORT_MATCHED)
    um_columns_add_text (view, _ ("Times"), draw_times, NUMBER_WIDTH, TRUE);
}

/**
 * um_outcome_table_set:
 * @view: a table with the columns of @outcome
 * @import: (nullable): the result
 * @outcome: which of its lists
 */
void
um_outcome_table_set (GtkColumnView *view, UmImport *import, UmImportOutcome outcome)
{
  g_autoptr (GtkNoSelection) model = NULL;

  if (import != NULL)
    model = gtk_no_selection_new (G_LIST_MODEL (um_outcome_list_new (import, outcome)));
  gtk_column_view_set_model (view, model != NULL ? GTK_SELECTION_MODEL (model) : NULL);
}
