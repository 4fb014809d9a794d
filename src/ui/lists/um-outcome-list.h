/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One of the three lists of an import as a list model. */
#pragma once

#include "um-import.h"

G_BEGIN_DECLS

#define UM_TYPE_OUTCOME_ITEM (um_outcome_item_get_type ())
G_DECLARE_FINAL_TYPE (UmOutcomeItem, um_outcome_item, UM, OUTCOME_ITEM, GObject)
#define UM_TYPE_OUTCOME_LIST (um_outcome_list_get_type ())
G_DECLARE_FINAL_TYPE (UmOutcomeList, um_outcome_list, UM, OUTCOME_LIST, GObject)

/* An entry. Signal "changed" (): somebody else, or nobody, is chosen for it. */
UmImport *um_outcome_item_get_import (UmOutcomeItem *self);
guint um_outcome_item_get_position (UmOutcomeItem *self);
void um_outcome_item_get_entry (UmOutcomeItem *self, UmImportEntry *entry);

UmOutcomeList *um_outcome_list_new (UmImport *import, UmImportOutcome outcome);

G_END_DECLS
