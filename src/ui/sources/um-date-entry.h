/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A day, such as the last of a key: typed as YYYY-MM-DD, or taken from a calendar. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_DATE_ENTRY (um_date_entry_get_type ())
G_DECLARE_FINAL_TYPE (UmDateEntry, um_date_entry, UM, DATE_ENTRY, GtkWidget)

/* Property "shortcuts" (TRUE): whether the calendar offers the lengths of keys from today on.
 * Signal "changed" (). Return in it activates the window's default widget. */

/* The entry in it, which labels and faults belong to. (transfer none) */
GtkWidget *um_date_entry_get_entry (UmDateEntry *self);
/* @seconds: (out): the end of the local day, UM_TIME_UNKNOWN where nothing was typed. FALSE where
 * it isn't a date. */
gboolean um_date_entry_get_time (UmDateEntry *self, gint64 *seconds);
void um_date_entry_set_time (UmDateEntry *self, gint64 seconds);
/* What was typed. (transfer none) */
const char *um_date_entry_get_text (UmDateEntry *self);

G_END_DECLS
