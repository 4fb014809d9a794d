/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Filters under a name, which is one per kind of source (folded). */
#pragma once

#include "um-store.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *expression;
  gint64 created; /* seconds */
} UmStoreFilter;

void um_store_filter_free (UmStoreFilter *self);

/* (transfer full) (element-type UmStoreFilter), by folded name */
void um_store_load_filters_async (UmStore *self,
                                  UmSourceKind kind,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
GPtrArray *um_store_load_filters_finish (UmStore *self, GAsyncResult *result, GError **error);
/* EXISTS where another filter bears the name, unless @replace. */
void um_store_save_filter_async (UmStore *self,
                                 UmSourceKind kind,
                                 const UmStoreFilter *filter,
                                 gboolean replace,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean um_store_save_filter_finish (UmStore *self, GAsyncResult *result, GError **error);
/* NOT_FOUND where there is none of that name; EXISTS where another bears the new one. */
void um_store_rename_filter_async (UmStore *self,
                                   UmSourceKind kind,
                                   const char *name,
                                   const char *new_name,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean um_store_rename_filter_finish (UmStore *self, GAsyncResult *result, GError **error);
/* NOT_FOUND where there is none of that name. */
void um_store_remove_filter_async (UmStore *self,
                                   UmSourceKind kind,
                                   const char *name,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean um_store_remove_filter_finish (UmStore *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmStoreFilter, um_store_filter_free)

G_END_DECLS
