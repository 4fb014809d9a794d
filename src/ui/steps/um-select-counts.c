/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many users are shown, selected and hidden, in words. Main thread. */
#include "um-config.h"
#include "um-select-counts.h"
#include "um-words.h"

#include <glib/gi18n.h>

char *
um_select_counts_dup_text (UmDirectory *directory,
                           UmBasket *basket,
                           const UmBitset *matching,
                           guint n_shown,
                           gboolean only_selected)
{
  const UmBitset *selected = um_basket_get_rows (basket);
  guint n_selected = um_basket_get_count (basket);
  guint n_hidden = selected != NULL && matching != NULL
                     ? um_bitset_count_subtract (selected, matching)
                     : 0;
  guint n_vanished = um_basket_get_n_vanished (basket);
  g_autofree char *shown = um_words_number (n_shown);
  g_autofree char *all = um_words_users (um_directory_get_n_rows (directory));
  g_autofree char *chosen = um_words_number (n_selected);
  GString *text = g_string_new (NULL);

  /* Translators: users shown, and all users: "1,284 of 8,930 users" */
  g_string_append_printf (text, _ ("%s of %s"), shown, all);
  if (n_selected > 0)
    {
      g_string_append (text, " · ");
      /* Translators: %s is a number of users */
      g_string_append_printf (text, _ ("%s selected"), chosen);
    }
  if (n_hidden > 0)
    {
      g_autofree char *hidden = um_words_number (n_hidden);

      g_string_append (text, " · ");
      if (only_selected)
        /* Translators: %s is a number of the selected users, who are shown all the same */
        g_string_append_printf (text, _ ("%s of them not found by the filters"), hidden);
      else
        /* Translators: %s is a number of the selected users */
        g_string_append_printf (text, _ ("%s of them hidden by filters"), hidden);
    }
  if (n_vanished > 0)
    {
      g_autofree char *vanished = um_words_number (n_vanished);

      g_string_append (text, " · ");
      /* Translators: %s is a number of users who were selected */
      g_string_append_printf (text, _ ("%s not in the directory any more"), vanished);
    }
  return g_string_free (text, FALSE);
}
