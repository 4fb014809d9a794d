/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A field of a form: its label, what is typed into, and what is wrong with it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_FORM_FIELD (um_form_field_get_type ())
G_DECLARE_FINAL_TYPE (UmFormField, um_form_field, UM, FORM_FIELD, GtkWidget)

/* Properties for templates: "title" (with a mnemonic), "hint" (a line below), "input" (what the
 * label and the fault belong to). Its child is that input or holds it. */

/* For those that no template makes: its child, which is its input. */
void um_form_field_set_child (UmFormField *self, GtkWidget *input);
/* @error: (nullable): what is wrong with what was typed, told at the field and to screen readers.
 */
void um_form_field_set_error (UmFormField *self, const char *error);
gboolean um_form_field_has_error (UmFormField *self);
/* @hint: (nullable): a line below, hidden while there is an error. */
void um_form_field_set_hint (UmFormField *self, const char *hint);
/* Moves the focus into it. */
void um_form_field_focus (UmFormField *self);

G_END_DECLS
