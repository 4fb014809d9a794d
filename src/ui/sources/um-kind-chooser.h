/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two kinds of connection as two cards, of which one is pressed. */
#pragma once

#include "um-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_KIND_CHOOSER (um_kind_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmKindChooser, um_kind_chooser, UM, KIND_CHOOSER, GtkWidget)

/* Signal "changed" (). Jira Cloud at first. */
UmSourceKind um_kind_chooser_get_kind (UmKindChooser *self);
void um_kind_chooser_set_kind (UmKindChooser *self, UmSourceKind kind);

G_END_DECLS
