/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preloaded under the leak checker, so that it tells of our leaks alone: modules stay mapped, for a
 * leak in one to have a name, libsecret frees what it forgets, and what GTK forgets isn't told. */
#include <dlfcn.h>
#include <gio/gio.h>
#include <string.h>

/* Of the address checker, which is preloaded beside this. */
extern void __lsan_ignore_object (const void *object) __attribute__ ((weak));

typedef gboolean (*ReplaceFinish) (GFile *file,
                                   GAsyncResult *result,
                                   char **new_etag,
                                   GError **error);
typedef void (*TakeString) (GValue *value, char *text);

int
dlclose (void *handle)
{
  (void) handle;
  return 0;
}

static gboolean
is_in (const char *library, const void *address)
{
  Dl_info info;

  return dladdr (address, &info) != 0 && strstr (info.dli_fname, library) != NULL;
}

/* libsecret 0.20 lets this function write a file's new entity tag over the pointer to the old. */
gboolean
g_file_replace_contents_finish (GFile *file, GAsyncResult *result, char **new_etag, GError **error)
{
  ReplaceFinish finish = (ReplaceFinish) dlsym (RTLD_NEXT, "g_file_replace_contents_finish");

  if (new_etag != NULL && is_in ("libsecret", __builtin_return_address (0)))
    g_clear_pointer (new_etag, g_free);
  return finish (file, result, new_etag, error);
}

/* GTK 4.8's dialog for files may lose the name of a file when it sorts a folder that is still
 * read. */
void
g_value_take_string (GValue *value, char *text)
{
  TakeString take = (TakeString) dlsym (RTLD_NEXT, "g_value_take_string");

  if (text != NULL && __lsan_ignore_object != NULL
      && is_in ("libgtk-4", __builtin_return_address (0)))
    __lsan_ignore_object (text);
  take (value, text);
}
