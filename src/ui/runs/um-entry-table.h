/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a run: outcome tabs, search and a table whose rows open their details. */
#pragma once

#include "um-run.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ENTRY_TABLE (um_entry_table_get_type ())
G_DECLARE_FINAL_TYPE (UmEntryTable, um_entry_table, UM, ENTRY_TABLE, GtkWidget)

/* @entries: (nullable) (element-type UmRunEntry): in their order, kept by a reference; may change,
 * see below. */
void um_entry_table_set_entries (UmEntryTable *self, GPtrArray *entries);
/* Counts of the tabs, by step state. (nullable) */
void um_entry_table_set_run (UmEntryTable *self, UmRun *run);
/* An entry reached another state. */
void um_entry_table_changed (UmEntryTable *self, UmRunEntry *entry);
/* Whether what was done can be ticked; signal "ticked" (): something was, or isn't any more. */
void um_entry_table_set_choosable (UmEntryTable *self, gboolean choosable);
/* Numbers of the entries that are. (transfer full) (element-type utf8) */
GPtrArray *um_entry_table_list_chosen (UmEntryTable *self);

G_END_DECLS
