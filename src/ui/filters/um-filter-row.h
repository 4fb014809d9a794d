/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A saved filter in the menu of them. */
#pragma once

#include "um-saved-filters.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FILTER_ROW (um_filter_row_get_type ())
G_DECLARE_FINAL_TYPE (UmFilterRow, um_filter_row, UM, FILTER_ROW, GtkWidget)

/* Signals "chosen" (), "rename" (), "remove" (). @filter: copied. */
UmFilterRow *um_filter_row_new (const UmSavedFilter *filter);
/* (transfer none) */
const char *um_filter_row_get_name (UmFilterRow *self);
const char *um_filter_row_get_expression (UmFilterRow *self);

G_END_DECLS
