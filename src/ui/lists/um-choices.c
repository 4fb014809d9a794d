/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drop-down offers. No state; main thread. */
#include "um-config.h"
#include "um-choices.h"
#include "um-words.h"

static gboolean
offers_the_same (GtkDropDown *drop_down, GtkStringList *choices)
{
  GListModel *offered = gtk_drop_down_get_model (drop_down);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (choices));

  if (!GTK_IS_STRING_LIST (offered) || g_list_model_get_n_items (offered) != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!g_str_equal (gtk_string_list_get_string (GTK_STRING_LIST (offered), i),
                      gtk_string_list_get_string (choices, i)))
      return FALSE;
  return TRUE;
}

void
um_choices_offer (GtkDropDown *drop_down, GtkStringList *choices, guint chosen)
{
  if (!offers_the_same (drop_down, choices))
    gtk_drop_down_set_model (drop_down, G_LIST_MODEL (choices));
  gtk_drop_down_set_selected (drop_down, chosen);
}

void
um_choices_offer_columns (GtkDropDown *drop_down, GPtrArray *columns, guint chosen)
{
  g_autoptr (GtkStringList) choices = gtk_string_list_new (NULL);

  for (guint i = 0; i < columns->len; i++)
    gtk_string_list_take (choices, um_words_import_column (columns->pdata[i], i));
  um_choices_offer (drop_down, choices, chosen);
}
