/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded under the leak checker, so that it tells of our leaks alone: modules stay mapped, for a
 * leak in one to have a name, and libsecret frees what it forgets. */
#include <dlfcn.h>
#include <gio/gio.h>
#include <string.h>

typedef gboolean (*ReplaceFinish) (GFile *file,
                                   GAsyncResult *result,
                                   char **new_etag,
                                   GError **error);

int
dlclose (void *handle)
{
  (void) handle;
  return 0;
}

static gboolean
is_libsecret (const void *address)
{
  Dl_info info;

  return dladdr (address, &info) != 0 && strstr (info.dli_fname, "libsecret") != NULL;
}

/* libsecret 0.20 lets this function write a file's new entity tag over the pointer to the old. */
gboolean
g_file_replace_contents_finish (GFile *file, GAsyncResult *result, char **new_etag, GError **error)
{
  ReplaceFinish finish = (ReplaceFinish) dlsym (RTLD_NEXT, "g_file_replace_contents_finish");

  if (new_etag != NULL && is_libsecret (__builtin_return_address (0)))
    g_clear_pointer (new_etag, g_free);
  return finish (file, result, new_etag, error);
}
