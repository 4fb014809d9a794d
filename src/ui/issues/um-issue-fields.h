/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that an issue type requires, to be filled in. */
#pragma once

#include "um-issue-site.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_ISSUE_FIELDS (um_issue_fields_get_type ())
G_DECLARE_FINAL_TYPE (UmIssueFields, um_issue_fields, UM, ISSUE_FIELDS, GtkWidget)

/* Signal "changed" (): something was filled in. */
/* @form: (nullable): borrowed until the next call; what was filled in is forgotten */
void um_issue_fields_set_form (UmIssueFields *self, const UmIssueForm *form);
/* What was filled in, as values of the input "fields", ended by NULL; NULL where a field is empty
 * or wrong, which is told at the field unless it was never touched. (transfer full) (nullable) */
GPtrArray *um_issue_fields_read (UmIssueFields *self, UmDirectory *directory);

G_END_DECLS
