/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing one of the projects of a site: search, list, and the chosen one in their place. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PROJECT_CHOOSER (um_project_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmProjectChooser, um_project_chooser, UM, PROJECT_CHOOSER, GtkWidget)

/* Signals "changed" (): another project is chosen, or none; "loaded" (): the list has changed, or
 * couldn't be read. */
/* Whose projects are offered; they are read once the chooser is seen. Another one forgets what was
 * chosen. */
void um_project_chooser_set_source (UmProjectChooser *self, UmSourceState *source);
/* Its key. (nullable) */
const char *um_project_chooser_get_key (UmProjectChooser *self);
/* Nothing is chosen any more. */
void um_project_chooser_clear (UmProjectChooser *self);

G_END_DECLS
