/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Try the Demo Organisation": starts it, reads it, shows its users, and its progress meanwhile. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_DEMO_BUTTON (um_demo_button_get_type ())
G_DECLARE_FINAL_TYPE (UmDemoButton, um_demo_button, UM, DEMO_BUTTON, GtkWidget)

/* Property "busy" (boolean, read only): from the click until its users were read. */
GtkWidget *um_demo_button_new (UmEngine *engine);
void um_demo_button_set_engine (UmDemoButton *self, UmEngine *engine);
gboolean um_demo_button_get_busy (UmDemoButton *self);

G_END_DECLS
