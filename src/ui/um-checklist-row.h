/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of the checklist on Getting Started: its state, what it is about, the button that does it.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_CHECKLIST_ROW (um_checklist_row_get_type ())
G_DECLARE_FINAL_TYPE (UmChecklistRow, um_checklist_row, UM, CHECKLIST_ROW, GtkListBoxRow)

typedef enum
{
  UM_CHECKLIST_LATER, /* an earlier step comes first */
  UM_CHECKLIST_NEXT,
  UM_CHECKLIST_DONE,
} UmChecklistState;

/* Properties for templates: "title", "text", "button-label" (with a mnemonic). A child that a
 * template gives it stands below the text. Signal "clicked" (): the button was. */
void um_checklist_row_set_state (UmChecklistRow *self, UmChecklistState state);
/* Whether its button can be used. */
void um_checklist_row_set_usable (UmChecklistRow *self, gboolean usable);

G_END_DECLS
