/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rules of um-test-oracle-actions.c are written in. Members are those of
 * /_simulator/state. */
#pragma once

#include "um-test-oracle.h"

G_BEGIN_DECLS

const char *um_test_text (JsonObject *object, const char *member);
gboolean um_test_is (JsonObject *object, const char *member, const char *text);
/* Of an array of texts, which may be absent. */
gboolean um_test_has (JsonObject *object, const char *member, const char *text);
guint um_test_count (JsonObject *object, const char *member);
/* Adds @text to an array, or takes it out; one of an object of arrays goes when it gets empty. */
void um_test_put (JsonObject *object, const char *member, const char *text, gboolean in);
/* Makes the composite status follow from account and directories (ATLASSIAN.md §4). */
void um_test_follow_status (JsonObject *user);

/* Whether the source's lists have him. */
gboolean um_test_is_listed (const UmTestOracle *self, JsonObject *user);
/* Whether a site shows him as "Former user". */
gboolean um_test_is_former (const UmTestOracle *self, JsonObject *user);

G_END_DECLS
