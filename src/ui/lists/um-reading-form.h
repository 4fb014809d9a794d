/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a list is read: what was found out, to be corrected, above its first rows. */
#pragma once

#include "um-import.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_READING_FORM (um_reading_form_get_type ())
G_DECLARE_FINAL_TYPE (UmReadingForm, um_reading_form, UM, READING_FORM, GtkWidget)

/* Signal "corrected" (): something else was chosen; the list has to be read again with
 * um_reading_form_get_options (). */
void um_reading_form_set_import (UmReadingForm *self, UmImport *import);
void um_reading_form_get_options (UmReadingForm *self, UmImportOptions *options);

G_END_DECLS
