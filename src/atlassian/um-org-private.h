/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of UmOrg share. */
#pragma once

#include "um-call.h"
#include "um-org-decode.h"
#include "um-org.h"

G_BEGIN_DECLS

struct _UmOrg
{
  GObject parent_instance;
  UmHttp *http;
  char *id; /* (nullable) */
  gboolean check;
};

#define UM_ORG_PATH       "/admin/v2/orgs/{}"
#define UM_ORG_PATH_V1    "/admin/v1/orgs/{}"
#define UM_DIRECTORY_PATH UM_ORG_PATH "/directories/{}"
#define UM_ACCOUNT_PATH   "/users/{}/manage"

/* A read. @cursor: (nullable): of the page before. The following ones take the task over. */
GTask *um_org_read_new (UmOrg *self,
                        UmDecode decode,
                        GDestroyNotify free_decoded,
                        const char *cursor,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/* A read of a page. */
GTask *um_org_page_new (UmOrg *self,
                        UmDecode decode,
                        const char *cursor,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/* A change without a record. @already: as um_call_set_write () */
GTask *um_org_change_new (UmOrg *self,
                          const char *const *already,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* @template: the path with its holes, which is the limiter's endpoint; @path: (nullable) (transfer
 * full): the same filled, with the query. */
void um_org_get (GTask *task, const char *template, char *path);
/* A search; @body is JSON. */
void um_org_post_search (GTask *task, const char *template, char *path, GBytes *body);
/* @body: (nullable) */
void
um_org_change (GTask *task, const char *method, const char *template, char *path, GBytes *body);

G_END_DECLS
