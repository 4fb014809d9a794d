/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bar in the outcome colours: done, failed, skipped, waiting. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_OUTCOME_BAR (um_outcome_bar_get_type ())
G_DECLARE_FINAL_TYPE (UmOutcomeBar, um_outcome_bar, UM, OUTCOME_BAR, GtkWidget)

GtkWidget *um_outcome_bar_new (void);
/* Shares of the bar; @text says them to screen readers. */
void um_outcome_bar_set (
  UmOutcomeBar *self, guint done, guint failed, guint skipped, guint waiting, const char *text);

G_END_DECLS
