/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window: sidebar, pages, the row of a run in progress. */
#pragma once

#include "um-engine.h"
#include "um-expiry-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_WINDOW (um_window_get_type ())
G_DECLARE_FINAL_TYPE (UmWindow, um_window, UM, WINDOW, GtkApplicationWindow)

/* Widget actions for all that is inside (not on the bus): "page.show" (s: getting-started, sources,
 * bulk, runs), "page.show-run" (s: run id), "page.show-users" (s: source id), "page.show-live-run"
 * (s: source id), "page.search", "page.back", "page.refresh". */
UmWindow *um_window_new (GtkApplication *application);
/* Fills the pages. @problem: (nullable): why there is no engine. */
void um_window_set_engine (UmWindow *self, UmEngine *engine, const GError *problem);
/* @watch: what the banner tells of the end of keys; the engine is open. */
void um_window_set_expiry_watch (UmWindow *self, UmExpiryWatch *watch);
void um_window_show_page (UmWindow *self, const char *name);
void um_window_show_run (UmWindow *self, const char *run_id);

G_END_DECLS
