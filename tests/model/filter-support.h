/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions to filters, for their tests. */
#pragma once

#include "um-filter.h"

G_BEGIN_DECLS

#define DAY 86400
/* 2026-08-15 12:00 UTC */
#define NOW G_GINT64_CONSTANT (1786795200)

/* Reads @text, which must be fine; what it prints must read as the same filter. */
UmFilter *read_filter (const char *text);

UmUser plain_user (const char *account_id);
/* Takes the builder. */
UmDirectory *end_directory (UmDirectoryBuilder *builder);
UmDirectory *directory_of (const UmUser *user);

/* Asks of a row, and checks that asking all rows gives the same, negated too. */
UmTruth
ask_in (const UmDirectory *directory, const UmFilterContext *context, guint row, const char *text);
/* The same at NOW in UTC without lists. */
UmTruth ask (const UmDirectory *directory, guint row, const char *text);
void assert_answers (const UmUser *user, const char *const *yes, const char *const *no);

G_END_DECLS
