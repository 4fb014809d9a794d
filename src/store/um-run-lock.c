/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock that a runner holds on its source, on a file of its own; the kernel frees it at any
 * death. Owned by who took it; any thread. flock makes it one holder's; the record lock beside it
 * is there to be looked at, which can be done without taking it: who looks is never in the way of
 * who takes. The file goes with its source only, while it is locked: whoever waited for that one
 * finds it gone and takes a new one, else two would hold "the" lock. */
#include "um-run-lock.h"

#include "um-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

struct _UmRunLock
{
  int fd;
  char *path;
};

static char *
build_path (const char *folder, const char *source_id)
{
  g_autofree char *name = g_strconcat (source_id, ".lock", NULL);

  return g_build_filename (folder, "runs", name, NULL);
}

/* The whole file, for whoever has it open, and not for a process: two of one process exclude each
 * other too. */
static struct flock
make_record (void)
{
  return (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
}

static gboolean
lock_file (int fd, GError **error)
{
  struct flock record = make_record ();
  int result;

  do
    result = flock (fd, LOCK_EX | LOCK_NB);
  while (result != 0 && errno == EINTR);
  if (result == 0 && fcntl (fd, F_OFD_SETLK, &record) == 0)
    return TRUE;
  if (errno == EWOULDBLOCK || errno == EACCES)
    return um_store_fail (error, UM_STORE_ERROR_LOCKED, "a run of this source is going on");
  return um_store_fail_errno (error, errno, "locking a source");
}

/* Whether it was removed between opening and locking it. */
static gboolean
is_gone (int fd)
{
  struct stat info;

  return fstat (fd, &info) == 0 && info.st_nlink == 0;
}

/* -1: an error */
static int
open_and_lock (const char *path, GError **error)
{
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    um_store_fail_errno (error, errno, "opening the lock of a source");
  else if (!lock_file (fd, error))
    {
      close (fd);
      return -1;
    }
  return fd;
}

UmRunLock *
um_run_lock_take (const char *folder, const char *source_id, GError **error)
{
  g_autofree char *runs = g_build_filename (folder, "runs", NULL);
  g_autofree char *path = NULL;
  UmRunLock *self;
  int fd;

  g_return_val_if_fail (um_files_is_plain_id (source_id), NULL);

  if (!um_files_make_folder (runs, error))
    return NULL;
  path = build_path (folder, source_id);
  for (fd = open_and_lock (path, error); fd >= 0 && is_gone (fd); fd = open_and_lock (path, error))
    close (fd);
  if (fd < 0)
    return NULL;
  self = g_new0 (UmRunLock, 1);
  self->fd = fd;
  self->path = g_steal_pointer (&path);
  return self;
}

gboolean
um_run_lock_remove (UmRunLock *self, GError **error)
{
  gboolean removed = um_files_remove (self->path, error);

  um_run_lock_free (self);
  return removed;
}

void
um_run_lock_free (UmRunLock *self)
{
  close (self->fd);
  g_free (self->path);
  g_free (self);
}

gboolean
um_run_lock_is_held (const char *folder, const char *source_id)
{
  struct flock record = make_record ();
  g_autofree char *path = NULL;
  gboolean held;
  int fd;

  g_return_val_if_fail (um_files_is_plain_id (source_id), FALSE);

  path = build_path (folder, source_id);
  fd = open (path, O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  held = fcntl (fd, F_OFD_GETLK, &record) == 0 && record.l_type != F_UNLCK;
  close (fd);
  return held;
}
