/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the three lists of an import as a table. */
#pragma once

#include "um-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Adds the columns that this list has to an empty table. */
void um_outcome_table_add_columns (GtkColumnView *view, UmImportOutcome outcome);
/* @import: (nullable): none; its entries are looked up when they are shown. */
void um_outcome_table_set (GtkColumnView *view, UmImport *import, UmImportOutcome outcome);

G_END_DECLS
