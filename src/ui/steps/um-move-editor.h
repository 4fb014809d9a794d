/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of changing the directory: the one that is left, the one to change to, and groups
 * there for everybody. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_MOVE_EDITOR (um_move_editor_get_type ())
G_DECLARE_FINAL_TYPE (UmMoveEditor, um_move_editor, UM, MOVE_EDITOR, GtkWidget)

/* Signals "changed" (): one of the inputs did; "grown" (): more of it is shown. */
GtkWidget *um_move_editor_new (void);
/* Offers the directories of a source (nullable); what was chosen stays chosen where it is there. */
void um_move_editor_set_source (UmMoveEditor *self, UmSourceState *source);
/* Whether the directory to change to is chosen, and isn't left too. */
gboolean um_move_editor_is_complete (UmMoveEditor *self);
/* a{sas}: the nick of each input with its values. (transfer floating) */
GVariant *um_move_editor_get_inputs (UmMoveEditor *self);
void um_move_editor_clear (UmMoveEditor *self);

G_END_DECLS
