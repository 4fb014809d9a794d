/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to a source from several places: read it anew, remove it, give it a key. Each asks
 * what has to be asked and tells how it went, so that callers only start it. */
#pragma once

#include "um-engine.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What a problem of the connection is mended by. */
typedef enum
{
  UM_MEND_RETRY,
  UM_MEND_NEW_KEY,
  UM_MEND_NO_KEY, /* as NEW_KEY, or a key for this session */
  UM_MEND_UNLOCK,
} UmMend;

UmMend um_mend_of (const GError *problem);

/* @widget: stays in the window while it goes on: dialogs and toasts appear there. @cancellable: the
 * page's, cancelled with it. */
void um_command_refresh_source (GtkWidget *widget, UmSourceState *state, GCancellable *cancellable);
/* Reads it anew where another key was given. */
void um_command_edit_source (GtkWidget *widget,
                             UmEngine *engine,
                             UmSourceState *state,
                             GCancellable *cancellable);
/* Says what goes and what stays, and asks. */
void um_command_remove_source (GtkWidget *widget,
                               UmEngine *engine,
                               UmSourceState *state,
                               GCancellable *cancellable);
/* Unlock and Retry: asks the keyring again, then reads the source. */
void um_command_unlock_source (GtkWidget *widget, UmSourceState *state, GCancellable *cancellable);
/* Use a Key for This Session Only: asks for it, then reads the source. */
void
um_command_use_session_key (GtkWidget *widget, UmSourceState *state, GCancellable *cancellable);

G_END_DECLS
