/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a filter that is typed: its piece at fault is underlined, and a sentence says
 * what it is and what is in force meanwhile. Main thread. */
#include "um-config.h"
#include "um-filter-fault.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* @problem: (nullable) */
static void
mark_piece (GtkSearchEntry *entry, const UmFilterProblem *problem)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  GtkEditable *typed_in = gtk_editable_get_delegate (GTK_EDITABLE (entry));
  glong n_chars = g_utf8_strlen (text, -1);

  if (problem != NULL)
    {
      PangoAttribute *line = pango_attr_underline_new (PANGO_UNDERLINE_ERROR);
      glong start = MIN (problem->position, n_chars);
      glong end = MIN (problem->position + MAX (problem->length, 1), n_chars);

      line->start_index = (guint) (g_utf8_offset_to_pointer (text, start) - text);
      line->end_index = (guint) (g_utf8_offset_to_pointer (text, end) - text);
      pango_attr_list_insert (attributes, line);
    }
  gtk_text_set_attributes (GTK_TEXT (typed_in), attributes);
}

static char *
dup_sentence (const UmFilterProblem *problem, gboolean has_filter)
{
  g_autofree char *sentence = um_words_filter_problem (problem);

  if (has_filter)
    return g_strconcat (sentence, " ", _ ("The filter before it stays in force."), NULL);
  return g_strconcat (sentence, " ", _ ("No filter is in force: all users are shown."), NULL);
}

void
um_filter_fault_show (GtkSearchEntry *entry,
                      GtkLabel *label,
                      const UmFilterProblem *problem,
                      gboolean has_filter)
{
  g_autofree char *text = problem != NULL ? dup_sentence (problem, has_filter) : NULL;

  mark_piece (entry, problem);
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  gtk_accessible_update_state (
    GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
    text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (text != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
}
