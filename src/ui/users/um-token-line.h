/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many API tokens a managed account has. */
#pragma once

#include "um-user-facts.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_TOKEN_LINE (um_token_line_get_type ())
G_DECLARE_FINAL_TYPE (UmTokenLine, um_token_line, UM, TOKEN_LINE, GtkWidget)

/* @teller: (nullable): an Access source; NULL ends what is being asked. */
void um_token_line_ask (UmTokenLine *self, UmSourceState *teller, const char *account_id);

G_END_DECLS
