/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of the plan's table: a tick to hold a user out, his name, what will change, and why
 * not or what to stop at. Main thread. */
#include "um-config.h"
#include "um-plan-columns.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* Text of one cell. */
typedef char *(*CellText) (UmPlanUser *user);

static UmPlanUser *
get_user (GtkListItem *item)
{
  return um_plan_item_get_user (gtk_list_item_get_item (item));
}

static char *
name_text (UmPlanUser *user)
{
  return um_words_name (user->name, user->account_id);
}

static char *
change_text (UmPlanUser *user)
{
  return um_plan_user_is_touched (user) ? um_words_chain (user) : g_strdup ("–");
}

static void
append_note (GString *notes, const char *note)
{
  if (*note == '\0')
    return;
  if (notes->len > 0)
    g_string_append (notes, ", ");
  g_string_append (notes, note);
}

/* Why steps of a user who is touched all the same won't be done, each reason once. */
static void
append_skipped_steps (GString *notes, UmPlanUser *user)
{
  gboolean told[UM_N_SKIPS] = { FALSE };

  for (guint i = 0; i < user->n_steps; i++)
    {
      const UmStep *step = &user->steps[i];
      g_autofree char *reason = NULL;

      if (step->skip == UM_SKIP_NONE || told[step->skip])
        continue;
      told[step->skip] = TRUE;
      reason = g_strconcat (step->target_name != NULL ? step->target_name : "", ": ",
                            um_words_skip (step->skip), NULL);
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
setup_text_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = gtk_inscription_new (NULL);

  gtk_inscription_set_text_overflow (GTK_INSCRIPTION (label),
                                     GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_list_item_set_child (item, label);
}

/* A cell is drawn when it is bound and whenever its item says that the user changed. */
typedef void (*DrawCell) (GtkListItem *item);

static void
draw_text (GtkListItem *item, CellText get_text)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  UmPlanUser *user = get_user (item);
  g_autofree char *text = get_text (user);

  gtk_inscription_set_text (GTK_INSCRIPTION (label), text);
  gtk_widget_set_tooltip_text (label, text);
  if (um_plan_user_is_touched (user))
    gtk_widget_remove_css_class (label, "dim");
  else
    gtk_widget_add_css_class (label, "dim");
}

static void
draw_name (GtkListItem *item)
{
  draw_text (item, name_text);
}

static void
draw_change (GtkListItem *item)
{
  draw_text (item, change_text);
}

static void
draw_notes (GtkListItem *item)
{
  draw_text (item, notes_text);
}

static void
toggled_cb (GtkCheckButton *check, GtkListItem *item)
{
  gboolean ticked = gtk_check_button_get_active (check);
  UmPlanUser *user = get_user (item);

  if (user->held_out == ticked)
    gtk_widget_activate_action (GTK_WIDGET (check), "plan.tick", "(sb)", user->account_id, ticked);
}

static void
draw_tick (GtkListItem *item)
{
  GtkWidget *check = gtk_list_item_get_child (item);
  UmPlanUser *user = get_user (item);
  g_autofree char *name = name_text (user);

  g_signal_handlers_block_by_func (check, toggled_cb, item);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), um_plan_user_is_touched (user));
  g_signal_handlers_unblock_by_func (check, toggled_cb, item);
  gtk_widget_set_sensitive (check, um_plan_user_is_touched (user) || user->held_out);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
setup_tick_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *check = gtk_check_button_new ();

  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), item);
  gtk_list_item_set_child (item, check);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  DrawCell draw = (DrawCell) user_data;

  draw (item);
  g_signal_connect_swapped (gtk_list_item_get_item (item), "changed", G_CALLBACK (draw), item);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (item), item);
}

static GtkColumnViewColumn *
add_column (GtkColumnView *view, const char *title, GCallback setup, DrawCell draw)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkColumnViewColumn *column;

  g_signal_connect (factory, "setup", setup, NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) draw);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_append_column (view, column);
  g_object_unref (column);
  return column;
}

static void
add_text_column (GtkColumnView *view, const char *title, DrawCell draw, gboolean expand)
{
  GtkColumnViewColumn *column = add_column (view, title, G_CALLBACK (setup_text_cb), draw);

  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_expand (column, expand);
  if (!expand)
    gtk_column_view_column_set_fixed_width (column, 220);
}

/**
 * um_plan_columns_add:
 * @view: the plan's table
 *
 * Adds the columns tick, name, change and notes.
 */
void
um_plan_columns_add (GtkColumnView *view)
{
  add_column (view, NULL, G_CALLBACK (setup_tick_cb), draw_tick);
  add_text_column (view, um_words_column (UM_COLUMN_NAME), draw_name, FALSE);
  add_text_column (view, _ ("Change"), draw_change, TRUE);
  add_text_column (view, _ ("Notes"), draw_notes, TRUE);
}
