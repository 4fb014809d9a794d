/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of the users shown or selected have which value; choosing one narrows the filter. */
#pragma once

#include "um-value-counts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_VALUE_VIEW (um_value_view_get_type ())
G_DECLARE_FINAL_TYPE (UmValueView, um_value_view, UM, VALUE_VIEW, GtkWidget)

/* Signals "chosen" (UmFilter*): the
 * users of one value are wanted; "users-wanted" (): um_value_view_set_users () is to be called, for
 * the users that um_value_view_get_selected () says. Closing is the action "users.close-pane" of
 * what holds it. */
gboolean um_value_view_get_selected (UmValueView *self);
/* @directory: (nullable): nothing to be counted. @rows: (nullable): kept, and not to be changed any
 * more. */
void um_value_view_set_users (UmValueView *self, UmDirectory *directory, UmBitset *rows);

G_END_DECLS
