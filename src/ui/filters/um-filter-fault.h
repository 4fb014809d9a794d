/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is wrong with a filter that is typed, told where it is typed. */
#pragma once

#include "um-filter.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @entry: what is typed into; @label: below it, says what is wrong; @problem: (nullable): nothing
 * is; @has_filter: whether a filter before it stays in force. */
void um_filter_fault_show (GtkSearchEntry *entry,
                           GtkLabel *label,
                           const UmFilterProblem *problem,
                           gboolean has_filter);

G_END_DECLS
