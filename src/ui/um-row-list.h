/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An array of records as a list model, or those of them that a filter leaves. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define UM_TYPE_ROW (um_row_get_type ())
G_DECLARE_FINAL_TYPE (UmRow, um_row, UM, ROW, GObject)
#define UM_TYPE_ROW_LIST (um_row_list_get_type ())
G_DECLARE_FINAL_TYPE (UmRowList, um_row_list, UM, ROW_LIST, GObject)

/* Whether a record is shown. */
typedef gboolean (*UmRowFilter) (gpointer record, gpointer user_data);

/* The record that stands at a row's place now: records may be replaced in the array. Signal
 * "changed" (): it must be drawn again. */
gpointer um_row_get_record (UmRow *self);

UmRowList *um_row_list_new (void);
/* @records: (nullable): kept by a reference; its length may grow, see um_row_list_update ().
 * @owner: (transfer full) (nullable): what keeps the records alive, freed with @free_owner. */
void um_row_list_set_records (UmRowList *self,
                              GPtrArray *records,
                              gpointer owner,
                              GDestroyNotify free_owner);
/* @filter: (nullable): all. @user_data must live as long as the filter is in force. */
void um_row_list_set_filter (UmRowList *self, UmRowFilter filter, gpointer user_data);
/* Asks the filter again for every record. */
void um_row_list_update (UmRowList *self);
/* Tells the living rows to be drawn again; who is shown stays. @record: (nullable): only this one's
 * row. */
void um_row_list_redraw (UmRowList *self, gpointer record);

G_END_DECLS
