/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of words/ share among themselves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *um_words_fill (const char *text, const char *argument);
/* Adds @sentence with the number, where there are any; behind what stands there the separator. */
void
um_words_append_count (GString *text, const char *separator, const char *sentence, guint count);

G_END_DECLS
