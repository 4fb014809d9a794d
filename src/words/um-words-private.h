/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of words/ share among themselves. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *um_words_fill (const char *text, const char *argument);

G_END_DECLS
