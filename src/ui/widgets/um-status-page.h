/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page shows in place of content: empty, loading, error, nothing found. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_STATUS_PAGE (um_status_page_get_type ())
G_DECLARE_FINAL_TYPE (UmStatusPage, um_status_page, UM, STATUS_PAGE, GtkWidget)

/* Properties as libadwaita's: "icon-name", "title", "description", "child" (a button below;
 * buildable child). With "spinning" a spinner stands in place of the icon (shown after 300 ms). */
GtkWidget *um_status_page_new (void);
void um_status_page_set_icon_name (UmStatusPage *self, const char *icon_name);
void um_status_page_set_title (UmStatusPage *self, const char *title);
void um_status_page_set_description (UmStatusPage *self, const char *description);
void um_status_page_set_child (UmStatusPage *self, GtkWidget *child);
void um_status_page_set_spinning (UmStatusPage *self, gboolean spinning);

G_END_DECLS
