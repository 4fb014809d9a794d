/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the Jira endpoints share among themselves. */
#pragma once

#include "um-call.h"
#include "um-jira.h"

G_BEGIN_DECLS

/* A call for one page of a list, decoded to a #UmJiraPage; @max_results: as many as were asked for,
 * 0 where the answer says how many there may be. */
GTask *um_jira_page_new (UmJira *self,
                         UmDecode decode,
                         gint64 start_at,
                         guint max_results,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);

G_END_DECLS
