/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A state as a symbolic icon and a word (LOOKS.md, "Measures"). */
#pragma once

#include "um-run.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *um_state_cell_new (void);
void um_state_cell_set (GtkWidget *cell, const UmRun *run, UmStepState state);

G_END_DECLS
