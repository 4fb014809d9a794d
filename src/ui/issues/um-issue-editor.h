/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What issues that are to be made look like: project, type, texts, required fields, preview. */
#pragma once

#include "um-source-state.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ISSUE_EDITOR (um_issue_editor_get_type ())
G_DECLARE_FINAL_TYPE (UmIssueEditor, um_issue_editor, UM, ISSUE_EDITOR, GtkWidget)

/* Signals "changed" (): something of it changed; "grown" (): more of it is shown. */
GtkWidget *um_issue_editor_new (void);
/* Whose site is asked, and for whose selected users there is a preview. */
void um_issue_editor_set_source (UmIssueEditor *self, UmSourceState *source);
/* Whether issues can be made of it. */
gboolean um_issue_editor_is_complete (UmIssueEditor *self);
/* a{sas}: the inputs of the action. NULL unless it is complete. (transfer floating) (nullable) */
GVariant *um_issue_editor_get_inputs (UmIssueEditor *self);
/* Nothing is chosen or written any more. */
void um_issue_editor_clear (UmIssueEditor *self);

G_END_DECLS
