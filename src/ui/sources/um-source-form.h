/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields of a source, with what is wrong at the field concerned. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SOURCE_FORM (um_source_form_get_type ())
G_DECLARE_FINAL_TYPE (UmSourceForm, um_source_form, UM, SOURCE_FORM, GtkWidget)

/* Signal "changed" (): some field was. Return in an entry activates the window's default widget. */

/* Fills it: with the source of @state, or for a new one where that is NULL. */
void um_source_form_set_source (UmSourceForm *self, UmEngine *engine, UmSourceState *state);
/* What was typed, as it was typed, but for the key. (transfer full) */
UmSource *um_source_form_dup_source (UmSourceForm *self);
/* The key that was typed, NULL where none was; the entry is emptied. (transfer full) (nullable),
 * um_engine_free_key () */
char *um_source_form_take_key (UmSourceForm *self);
gboolean um_source_form_has_typed_key (UmSourceForm *self);
/* Puts a date in place of what was typed. */
void um_source_form_set_expires (UmSourceForm *self, gint64 expires);
/* @source: (nullable): at its address no key has to be typed: there is one already. */
void um_source_form_set_key_given (UmSourceForm *self, UmSource *source);
/* Whether a key has to be typed for what the form holds now. */
gboolean um_source_form_needs_key (UmSourceForm *self);
/* Whether every field that must be filled is. */
gboolean um_source_form_is_complete (UmSourceForm *self);
/* Judges all fields and tells what is wrong with each; the first of them gets the focus. Hosts in
 * @hosts_ok (nullable) are confirmed.
 * Returns: (transfer full) (nullable): the source with its values mended. UM_PROBLEM;
 * HOST_NOT_CONFIRMED alone isn't shown at a field. */
UmSource *um_source_form_validate (UmSourceForm *self, const char *hosts_ok, GError **error);
/* Tells a problem of the check at the field that it concerns. FALSE where none is. */
gboolean um_source_form_show_problem (UmSourceForm *self, const GError *problem);
/* Moves the focus to the first field at fault, or to the first. */
void um_source_form_focus (UmSourceForm *self);
/* Moves the focus to the address that names @host. */
void um_source_form_focus_host (UmSourceForm *self, const char *host);

G_END_DECLS
