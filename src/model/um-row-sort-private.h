/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting many rows by number or by text. Any thread, no state. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A row on its way through sorting. */
typedef struct
{
  guint64 key;
  guint32 row;
} UmSortItem;

/* The text of a row, ended by NUL; the same each time it is asked. */
typedef const char *(*UmRowText) (gconstpointer data, guint32 row);

/* Both are stable. */
void um_row_sort_by_key (UmSortItem *items, gsize n_items);
void um_row_sort_by_text (UmSortItem *items, gsize n_items, UmRowText get_text, gconstpointer data);

G_END_DECLS
