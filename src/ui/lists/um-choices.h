/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a drop-down offers, filled again and again. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Offers @choices, and chooses one of them, or none (GTK_INVALID_LIST_POSITION). Where they are
 * what was offered before, they stay: with others, GTK moves the focus away from a list that is
 * open. */
void um_choices_offer (GtkDropDown *drop_down, GtkStringList *choices, guint chosen);
/* The same of the columns of a list: (element-type UmImportColumn). */
void um_choices_offer_columns (GtkDropDown *drop_down, GPtrArray *columns, guint chosen);

G_END_DECLS
