/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The progress of a source's refresh as a line with Cancel, shown only while there is one. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_REFRESH_BAR (um_refresh_bar_get_type ())
G_DECLARE_FINAL_TYPE (UmRefreshBar, um_refresh_bar, UM, REFRESH_BAR, GtkWidget)

void um_refresh_bar_set_source (UmRefreshBar *self, UmSourceState *source);
/* The line of progress in words, "" where there is no refresh. (transfer full) */
char *um_refresh_bar_dup_text (UmSourceState *source);

G_END_DECLS
