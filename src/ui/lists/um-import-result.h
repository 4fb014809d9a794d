/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came of a list: how it was read, the three lists, and what shall be done with them. */
#pragma once

#include "um-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_IMPORT_RESULT (um_import_result_get_type ())
G_DECLARE_FINAL_TYPE (UmImportResult, um_import_result, UM, IMPORT_RESULT, GtkWidget)

/* What the user wants with the users of the list. */
typedef struct
{
  gboolean keep;    /* under @name */
  gboolean replace; /* a list of that name */
  gboolean select;
  gboolean show;
  char *name; /* (transfer full) */
} UmImportWish;

void um_import_wish_clear (UmImportWish *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmImportWish, um_import_wish_clear)

/* Signals "corrected" (): to be read again with um_import_result_get_options (); "changed" (): what
 * is wished, or who is chosen for an ambiguous entry; "activate" (): Return in the name's entry. */
void um_import_result_set_source (UmImportResult *self, UmSourceState *state);
/* @import: (nullable): forgets what was corrected. @fresh: another list, not the same read anew: a
 * name is proposed, and the tab to be looked at first chosen. */
void um_import_result_set_import (UmImportResult *self, UmImport *import, gboolean fresh);
void um_import_result_get_options (UmImportResult *self, UmImportOptions *options);
/* How many users it is about: those matched and those chosen by hand. */
guint um_import_result_get_n_users (UmImportResult *self);
void um_import_result_get_wish (UmImportResult *self, UmImportWish *wish);
/* Whether there is something that can be done. */
gboolean um_import_result_is_complete (UmImportResult *self);
/* @problem: (nullable): why the list wasn't kept, or couldn't be read anew. */
void um_import_result_set_problem (UmImportResult *self, const GError *problem);

G_END_DECLS
