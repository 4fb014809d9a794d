/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sentence with the link to Atlassian's page where keys are created. */
#pragma once

#include "um-types.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_KEY_LINK (um_key_link_get_type ())
G_DECLARE_FINAL_TYPE (UmKeyLink, um_key_link, UM, KEY_LINK, GtkWidget)

/* Signal "no-browser" (sentence): the page couldn't be opened; where it is found by hand. */
void um_key_link_set_kind (UmKeyLink *self, UmSourceKind kind);

G_END_DECLS
