/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing groups of a directory: search, list with ticks, the chosen ones above. */
#pragma once

#include "um-directory.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_GROUP_CHOOSER (um_group_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmGroupChooser, um_group_chooser, UM, GROUP_CHOOSER, GtkWidget)

/* Signal "changed" (): the chosen groups changed. */
GtkWidget *um_group_chooser_new (void);
/* Offers the groups of a directory; what was chosen stays chosen by id where it is there. */
void um_group_chooser_set_directory (UmGroupChooser *self, UmDirectory *directory);
/* Offers only groups of one directory of an organisation (nullable: all). */
void um_group_chooser_set_place (UmGroupChooser *self, const char *directory_id);
guint um_group_chooser_get_n_chosen (UmGroupChooser *self);
/* Ids in the order in which they were chosen, ended by NULL. (transfer full) */
char **um_group_chooser_dup_ids (UmGroupChooser *self);
void um_group_chooser_clear (UmGroupChooser *self);

G_END_DECLS
