/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of "change-email": the domain that addresses leave and the one that they get, or a
 * file with the new addresses. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_EMAIL_EDITOR (um_email_editor_get_type ())
G_DECLARE_FINAL_TYPE (UmEmailEditor, um_email_editor, UM, EMAIL_EDITOR, GtkWidget)

/* Signals "changed" (); "grown" (): what is shown takes more room. */
GtkWidget *um_email_editor_new (void);
/* @source: (nullable): the domains of its selected users are offered. */
void um_email_editor_set_source (UmEmailEditor *self, UmSourceState *source);
/* Whether there are inputs. */
gboolean um_email_editor_is_complete (UmEmailEditor *self);
/* a{sas}. (transfer floating) */
GVariant *um_email_editor_get_inputs (UmEmailEditor *self);
void um_email_editor_clear (UmEmailEditor *self);

G_END_DECLS
