/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing directories of an organisation: a tick for each; where it is "single", one of them and
 * no word on what none means. Not shown where there is one alone. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_DIRECTORY_CHOOSER (um_directory_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmDirectoryChooser, um_directory_chooser, UM, DIRECTORY_CHOOSER, GtkWidget)

/* Signal "changed" (): the chosen directories changed. */
GtkWidget *um_directory_chooser_new (void);
/* Offers the directories of a source (nullable) and counts its selected users; what was chosen
 * stays chosen by id where it is there. */
void um_directory_chooser_set_source (UmDirectoryChooser *self, UmSourceState *source);
/* Ids in the order of the directories, ended by NULL. (transfer full) */
char **um_directory_chooser_dup_ids (UmDirectoryChooser *self);
void um_directory_chooser_clear (UmDirectoryChooser *self);

G_END_DECLS
