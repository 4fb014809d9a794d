/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells, printed as an aligned table or as CSV. */
#pragma once

#include "um-cli.h"

G_BEGIN_DECLS

typedef struct _UmTable UmTable;

/* @headings: ended by NULL. */
UmTable *um_table_new (const char *const *headings);
void um_table_free (UmTable *self);
/* One cell after the other, row by row; taken. */
void um_table_add (UmTable *self, char *cell);
/* TABLE: columns by their width on the terminal; CSV: RFC 4180, formulas made harmless. */
void um_table_print (UmTable *self, UmFormat format);

guint um_table_measure (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmTable, um_table_free)

G_END_DECLS
