/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that only their owner reads, and renames that survive a power cut. */
#include "um-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define OTHERS 077

gboolean
um_files_make_folder (const char *path, GError **error)
{
  struct stat info;

  if (g_mkdir_with_parents (path, 0700) != 0)
    {
      /* Whatever stands in the way, the place is one that can't be written to. */
      int number = errno == ENOENT || errno == ENOTDIR || errno == EEXIST ? EACCES : errno;

      return um_store_fail_errno (error, number, "making a folder");
    }
  if (stat (path, &info) != 0)
    return um_store_fail_errno (error, errno, "looking at a folder");
  if ((info.st_mode & OTHERS) != 0 && chmod (path, 0700) != 0)
    return um_store_fail_errno (error, errno, "closing a folder to others");
  return TRUE;
}

gboolean
um_files_make_private (const char *path, GError **error)
{
  struct stat info;
  int fd;

  if (stat (path, &info) == 0)
    {
      if ((info.st_mode & OTHERS) != 0 && chmod (path, 0600) != 0)
        return um_store_fail_errno (error, errno, "closing a file to others");
      return TRUE;
    }
  fd = open (path, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (fd < 0)
    return errno == EEXIST || um_store_fail_errno (error, errno, "making a file");
  close (fd);
  return TRUE;
}

static gboolean
sync_path (const char *path, int flags, GError **error)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | flags);
  int number;

  if (fd < 0)
    return um_store_fail_errno (error, errno, "opening what is to be on disk");
  number = fsync (fd) == 0 ? 0 : errno;
  close (fd);
  /* Folders of some file systems can't be synced, which EINVAL says. */
  return number == 0 || number == EINVAL
         || um_store_fail_errno (error, number, "waiting for the disk");
}

static gboolean
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  return sync_path (folder, O_DIRECTORY, error);
}

gboolean
um_files_replace (const char *from, const char *to, GError **error)
{
  if (!sync_path (from, 0, error))
    return FALSE;
  if (g_rename (from, to) != 0)
    return um_store_fail_errno (error, errno, "renaming a file");
  return sync_folder_of (to, error);
}

gboolean
um_files_remove (const char *path, GError **error)
{
  if (g_unlink (path) != 0 && errno != ENOENT)
    return um_store_fail_errno (error, errno, "removing a file");
  return TRUE;
}

static char *
find_free_name (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strdup_printf ("%s.damaged-%s", path, time);

  for (guint i = 2; g_file_test (name, G_FILE_TEST_EXISTS); i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s.damaged-%s-%u", path, time, i);
    }
  return g_steal_pointer (&name);
}

char *
um_files_move_aside (const char *path, GError **error)
{
  static const char *const suffixes[] = { "-wal", "-shm", "" };
  g_autofree char *place = find_free_name (path);

  /* The database last: a move cut short is taken up again at the next start. */
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *from = g_strconcat (path, suffixes[i], NULL);
      g_autofree char *to = g_strconcat (place, suffixes[i], NULL);

      if (g_rename (from, to) != 0 && errno != ENOENT)
        {
          um_store_fail_errno (error, errno, "moving a damaged database aside");
          return NULL;
        }
    }
  return sync_folder_of (path, error) ? g_steal_pointer (&place) : NULL;
}

gboolean
um_files_is_plain_id (const char *id)
{
  if (id == NULL || *id == '\0')
    return FALSE;
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && *p != '-')
      return FALSE;
  return TRUE;
}
