/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text from outside on its way into an arena: made valid, cut, folded. Any thread. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/* Longest text of a table in bytes; longer ones are cut between two characters. */
#define UM_TEXT_MAX 1024

gsize um_text_append_valid (GByteArray *arena, const char *text, gsize max);
gsize um_text_append_folded (GByteArray *arena, const char *text, gsize length);
char *um_text_make_valid (const char *text, gsize max);

G_END_DECLS
