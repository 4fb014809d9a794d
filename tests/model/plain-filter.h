/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a filter means, a second time: written from PRODUCT.md §4 alone, over users kept the plain
 * way. It shares nothing with the filter's own files but the tree, and folding with the table. */
#pragma once

#include "plain-directory.h"
#include "um-filter.h"

G_BEGIN_DECLS

typedef struct
{
  PlainDirectory *plain;
  UmFilterContext context;
  GPtrArray *folded[UM_N_COLUMNS];    /* of name, e-mail, id by row; "" for none */
  GPtrArray *folded_names[UM_N_SETS]; /* of things */
  GHashTable *patterns;               /* pattern → GRegex */
  GHashTable *queries;                /* text → folded */
} PlainScan;

PlainScan *plain_scan_new (PlainDirectory *plain, const UmFilterContext *context);
void plain_scan_free (PlainScan *self);
UmTruth plain_scan_ask (PlainScan *self, const UmFilter *filter, guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (PlainScan, plain_scan_free)

G_END_DECLS
