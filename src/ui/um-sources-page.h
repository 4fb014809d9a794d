/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources: one row each, with state and menu; adding, checking, refreshing, editing, removing. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_SOURCES_PAGE (um_sources_page_get_type ())
G_DECLARE_FINAL_TYPE (UmSourcesPage, um_sources_page, UM, SOURCES_PAGE, GtkWidget)

/* Implements UmPage. */
GtkWidget *um_sources_page_new (UmEngine *engine);

G_END_DECLS
