/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is typed into an entry for an address. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What stands in such an entry before anything is typed. */
#define UM_ADDRESS_PREFIX "https://"

/* The text without blanks around it. */
char *um_entry_dup_text (GtkEditable *entry);
/* Whether something stands in it besides blanks and what stands there at first. */
gboolean um_entry_has_text (GtkEditable *entry);
/* An address as people paste it, with a page behind the site or without its scheme, becomes the
 * site's before their eyes. */
void um_address_entry_mend (GtkEditable *entry);
/* Whether a typed address has that origin. @origin: (nullable): false. */
gboolean um_address_is_at (const char *typed, const char *origin);

G_END_DECLS
