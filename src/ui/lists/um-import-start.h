/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a list comes from: a file that is chosen or dropped, text that is pasted; or one of the
 * lists that are kept. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_IMPORT_START (um_import_start_get_type ())
G_DECLARE_FINAL_TYPE (UmImportStart, um_import_start, UM, IMPORT_START, GtkWidget)

/* Signals "file" (GFile *): one was chosen. "text" (GBytes *): a long text was pasted, to be read
 * at once. "changed" (): something was typed or deleted. "show-list", "select-list" (char *name):
 * as UmKeptLists has them. */
void um_import_start_set_source (UmImportStart *self, UmSourceState *state);
/* What is to be chosen, instead of users; no list of those is kept. */
void um_import_start_set_prompt (UmImportStart *self, const char *prompt);
/* (transfer full) (nullable): what was typed or pasted; NULL: nothing but blanks. */
GBytes *um_import_start_dup_text (UmImportStart *self);
/* @problem: (nullable): why what was chosen can't be read. */
void um_import_start_set_problem (UmImportStart *self, const GError *problem);
/* Forgets the text and what was wrong. */
void um_import_start_clear (UmImportStart *self);

G_END_DECLS
