/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface between the window and its pages. Main thread. */
#include "um-page.h"

G_DEFINE_INTERFACE (UmPage, um_page, GTK_TYPE_WIDGET)

static guint changed_signal;

static void
um_page_default_init (UmPageInterface *iface)
{
  changed_signal = g_signal_new ("page-changed", UM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

/**
 * um_page_dup_title:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): what the header bar shows now; %NULL: the page's fixed title
 */
char *
um_page_dup_title (UmPage *self)
{
  UmPageInterface *iface = UM_PAGE_GET_IFACE (self);

  return iface->dup_title != NULL ? iface->dup_title (self) : NULL;
}

/**
 * um_page_get_header:
 * @self: a page
 *
 * Returns: (transfer none) (nullable): the page's key actions, which stand in the header bar
 */
GtkWidget *
um_page_get_header (UmPage *self)
{
  UmPageInterface *iface = UM_PAGE_GET_IFACE (self);

  return iface->get_header != NULL ? iface->get_header (self) : NULL;
}

/**
 * um_page_go_back:
 * @self: a page
 *
 * Returns: whether the page went one step back within itself
 */
gboolean
um_page_go_back (UmPage *self)
{
  UmPageInterface *iface = UM_PAGE_GET_IFACE (self);

  return iface->go_back != NULL && iface->go_back (self);
}

/**
 * um_page_can_go_back:
 * @self: a page
 *
 * Returns: whether um_page_go_back () would do something
 */
gboolean
um_page_can_go_back (UmPage *self)
{
  UmPageInterface *iface = UM_PAGE_GET_IFACE (self);

  return iface->can_go_back != NULL && iface->can_go_back (self);
}

/**
 * um_page_start_search:
 * @self: a page
 *
 * Returns: whether the page has a search and moved the focus into it
 */
gboolean
um_page_start_search (UmPage *self)
{
  UmPageInterface *iface = UM_PAGE_GET_IFACE (self);

  return iface->start_search != NULL && iface->start_search (self);
}

/**
 * um_page_refresh:
 * @self: a page
 *
 * Reads anew what the page shows.
 */
void
um_page_refresh (UmPage *self)
{
  UmPageInterface *iface = UM_PAGE_GET_IFACE (self);

  if (iface->refresh != NULL)
    iface->refresh (self);
}

/**
 * um_page_take_focus:
 * @widget: something in a page
 *
 * Gives it the focus where the focus is nowhere, or in the same page.
 */
void
um_page_take_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *page = gtk_widget_get_ancestor (widget, UM_TYPE_PAGE);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (!gtk_widget_get_mapped (widget) || page == NULL)
    return;
  if (focus == NULL || !gtk_widget_get_mapped (focus) || focus == page
      || gtk_widget_is_ancestor (focus, page))
    gtk_widget_grab_focus (widget);
}

/**
 * um_page_changed:
 * @self: a page
 *
 * Tells the window to ask for title and way back again.
 */
void
um_page_changed (UmPage *self)
{
  g_signal_emit (self, changed_signal, 0);
}
