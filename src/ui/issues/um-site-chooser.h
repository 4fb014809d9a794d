/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Choosing the Jira source through which an organisation's issues are made. Not shown for a Jira
 * source, which makes its own; without a choice where there is one alone. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SITE_CHOOSER (um_site_chooser_get_type ())
G_DECLARE_FINAL_TYPE (UmSiteChooser, um_site_chooser, UM, SITE_CHOOSER, GtkWidget)

/* Signal "changed" (): another one is chosen, or none. */
/* Whose issues are made; another one forgets what was chosen. */
void um_site_chooser_set_source (UmSiteChooser *self, UmSourceState *source);
/* Through which they are; NULL: it isn't chosen yet, or there is none. (nullable) (transfer none)
 */
UmSourceState *um_site_chooser_get_site (UmSiteChooser *self);

G_END_DECLS
