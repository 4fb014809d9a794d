/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A question before something is done: a button, a number or words to type, by the risk. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  const char *heading;     /* "Remove 180 users from 2 groups?" */
  const char *body;        /* the consequence */
  const char *verb;        /* label of the button that does it, with a mnemonic: "_Remove" */
  const char *phrase;      /* (nullable): what has to be typed first */
  const char *check_label; /* (nullable): a box that has to be ticked first */
  gboolean destructive;    /* styled so, and never the default button */
} UmConfirm;

/* Modal to @parent's window. Esc, Cancel and closing give FALSE. Focus starts on the entry, or on
 * Cancel. Text is borrowed during the call. */
void um_confirm_async (GtkWidget *parent,
                       const UmConfirm *question,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
gboolean um_confirm_finish (GAsyncResult *result);

G_END_DECLS
