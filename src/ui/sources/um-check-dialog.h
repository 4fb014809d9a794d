/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check of a saved source, with its table of rights. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_CHECK_DIALOG (um_check_dialog_get_type ())
G_DECLARE_FINAL_TYPE (UmCheckDialog, um_check_dialog, UM, CHECK_DIALOG, GtkWindow)

/* Checks at once; what is learnt is kept with the source. Modal to @parent's window. */
void um_check_dialog_present (GtkWidget *parent, UmEngine *engine, UmSourceState *state);

G_END_DECLS
