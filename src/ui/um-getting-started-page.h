/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Getting Started: the four steps as a live checklist. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_GETTING_STARTED_PAGE (um_getting_started_page_get_type ())
G_DECLARE_FINAL_TYPE (
  UmGettingStartedPage, um_getting_started_page, UM, GETTING_STARTED_PAGE, GtkWidget)

/* Implements UmPage. */
GtkWidget *um_getting_started_page_new (UmEngine *engine);

G_END_DECLS
