/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of a check: what is probed, the answer, which actions need it. */
#pragma once

#include "um-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_RIGHT_ROW (um_right_row_get_type ())
G_DECLARE_FINAL_TYPE (UmRightRow, um_right_row, UM, RIGHT_ROW, GtkListBoxRow)

/* What a line says before it was probed. */
typedef enum
{
  UM_RIGHT_WAITING,
  UM_RIGHT_CHECKING,
  UM_RIGHT_NOT_REACHED, /* the check ended before */
} UmRightProgress;

GtkWidget *um_right_row_new (UmCheckRight *right);
UmCheckRight *um_right_row_get_right (UmRightRow *self); /* (transfer none) */
/* @problem: (nullable): the check ended at this line. */
void um_right_row_set_progress (UmRightRow *self, UmRightProgress progress, const GError *problem);

G_END_DECLS
