/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a key ends: a date, and the keys from whose list at Atlassian it can be taken. */
#pragma once

#include "um-check.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_EXPIRY_FIELD (um_expiry_field_get_type ())
G_DECLARE_FINAL_TYPE (UmExpiryField, um_expiry_field, UM, EXPIRY_FIELD, GtkWidget)

/* Signal "changed" (): by the user's hand. */

/* @keys: (element-type UmCheckKey): those that Atlassian lists; @expires: what was typed, or
 * UM_TIME_UNKNOWN. */
void um_expiry_field_fill (UmExpiryField *self, GPtrArray *keys, gint64 expires);
/* FALSE where there is no date, or none that is one. */
gboolean um_expiry_field_get_time (UmExpiryField *self, gint64 *expires);
/* @error: (nullable): what is wrong with the date. */
void um_expiry_field_set_error (UmExpiryField *self, const char *error);
void um_expiry_field_focus (UmExpiryField *self);

G_END_DECLS
