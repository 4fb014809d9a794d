/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Check boxes whose words go on in a further line where there is no room for them. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *um_tick_new (const char *label);
void um_tick_wrap (GtkCheckButton *check);

G_END_DECLS
