/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which sites an organisation has: one small piece of its snapshot is read. On the store's worker,
 * asked from the main thread. */
#include "um-store-sites.h"

#include "um-directory-data.h"
#include "um-files-private.h"
#include "um-snapshot-private.h"
#include "um-store-private.h"

typedef struct
{
  char *source_id;
  char **sites;
} SitesRequest;

static void
sites_request_free (gpointer data)
{
  SitesRequest *self = data;

  g_free (self->source_id);
  g_strfreev (self->sites);
  g_free (self);
}

static gboolean
list_on_worker (UmKept *kept, gpointer data, GError **error)
{
  SitesRequest *request = data;
  g_autofree char *path = um_store_build_snapshot_path (kept, request->source_id);
  g_autoptr (GError) fault = NULL;
  g_autoptr (GPtrArray) parts = um_snapshot_read_part (path, UM_DIRECTORY_PART_PRODUCTS, &fault);

  if (parts != NULL)
    request->sites = um_directory_peek_sites (parts);
  else
    request->sites = g_new0 (char *, 1);
  if (fault == NULL || g_error_matches (fault, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND)
      || g_error_matches (fault, UM_STORE_ERROR, UM_STORE_ERROR_CORRUPT))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

void
um_store_list_sites_async (UmStore *self,
                           const char *source_id,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  SitesRequest *request;
  UmStoreQuestion question;

  g_return_if_fail (um_files_is_plain_id (source_id));

  request = g_new0 (SitesRequest, 1);
  question = (UmStoreQuestion){ UM_JOB_FREE, list_on_worker, request, sites_request_free,
                                um_store_list_sites_async };
  request->source_id = g_strdup (source_id);
  um_store_ask (self, &question, cancellable, callback, user_data);
}

char **
um_store_list_sites_finish (UmStore *self, GAsyncResult *result, GError **error)
{
  SitesRequest *request = um_store_answer (self, result, um_store_list_sites_async, error);

  return request != NULL ? g_steal_pointer (&request->sites) : NULL;
}
