/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window asks of each of its pages. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_PAGE (um_page_get_type ())
G_DECLARE_INTERFACE (UmPage, um_page, UM, PAGE, GtkWidget)

/* All are optional. A page that changes its title calls um_page_changed (). */
struct _UmPageInterface
{
  GTypeInterface parent;

  char *(*dup_title) (UmPage *self); /* NULL: the page's fixed title */
  GtkWidget *(*get_header) (
    UmPage *self); /* (transfer none): key actions, at the end of the header bar; always the same */
  gboolean (*go_back) (UmPage *self); /* FALSE: nowhere to go back to */
  gboolean (*can_go_back) (UmPage *self);
  gboolean (*start_search) (UmPage *self); /* Ctrl+F */
  void (*refresh) (UmPage *self);          /* Ctrl+R, F5 */
};

char *um_page_dup_title (UmPage *self);
GtkWidget *um_page_get_header (UmPage *self);
gboolean um_page_go_back (UmPage *self);
gboolean um_page_can_go_back (UmPage *self);
gboolean um_page_start_search (UmPage *self);
void um_page_refresh (UmPage *self);
/* Gives the focus to @widget, unless it is somewhere outside of the page that @widget lies in: what
 * goes on by itself never takes it away there. */
void um_page_take_focus (GtkWidget *widget);
/* Emits "page-changed": the window asks for title and back again. */
void um_page_changed (UmPage *self);

G_END_DECLS
