/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing a file with a table of users and values; how it was read, and which rows aren't used. */
#pragma once

#include "um-import-pairs.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PAIRS_PICKER (um_pairs_picker_get_type ())
G_DECLARE_FINAL_TYPE (UmPairsPicker, um_pairs_picker, UM, PAIRS_PICKER, GtkWidget)

/* Signal "changed" (): another table, or none any more. "grown" (): what is shown takes more room.
 */

/* @options: what the values are; what it points to lives as long as @self. @title: what the column
 * of the values is called, with a mnemonic. */
void
um_pairs_picker_set_options (UmPairsPicker *self, const UmPairsOptions *options, const char *title);
/* @source: (nullable): whose users are found. Of another source nothing is kept. */
void um_pairs_picker_set_source (UmPairsPicker *self, UmSourceState *source);
/* (transfer none) (nullable): what was read; NULL: nothing yet. */
UmImportPairs *um_pairs_picker_get_pairs (UmPairsPicker *self);
/* No file is chosen any more. */
void um_pairs_picker_clear (UmPairsPicker *self);
/* Reads a file, as if it had been chosen. */
void um_pairs_picker_read (UmPairsPicker *self, GFile *file);

G_END_DECLS
