/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lists that are kept of a source: shown, selected, removed. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_KEPT_LISTS (um_kept_lists_get_type ())
G_DECLARE_FINAL_TYPE (UmKeptLists, um_kept_lists, UM, KEPT_LISTS, GtkWidget)

/* Signals "show-list" (char *name), "select-list" (char *name): what the user wants with a list.
 * Invisible while there is no list. */
void um_kept_lists_set_source (UmKeptLists *self, UmSourceState *state);

G_END_DECLS
