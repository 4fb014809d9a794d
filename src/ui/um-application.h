/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one engine, its windows, what the desktop may ask of it. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define UM_TYPE_APPLICATION (um_application_get_type ())
G_DECLARE_FINAL_TYPE (UmApplication, um_application, UM, APPLICATION, GtkApplication)

UmApplication *um_application_new (void);

G_END_DECLS
