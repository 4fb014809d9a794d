/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock that a runner holds on its source: flock on a file of its own, which the kernel frees at
 * any death. Owned by who took it; any thread. The file stays: removing it would let two hold "the"
 * lock. */
#include "um-run-lock.h"

#include "um-files-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

/* Who only looks whether it is held has it for some microseconds: taking it is tried again. */
#define TRIES    3
#define PAUSE_US 1000

struct _UmRunLock
{
  int fd;
};

static char *
build_path (const char *folder, const char *source_id)
{
  g_autofree char *name = g_strconcat (source_id, ".lock", NULL);

  return g_build_filename (folder, "runs", name, NULL);
}

static int
try_lock (int fd, int operation)
{
  int result;

  do
    result = flock (fd, operation | LOCK_NB);
  while (result != 0 && errno == EINTR);
  return result;
}

static int
try_hard (int fd)
{
  int result = try_lock (fd, LOCK_EX);

  for (guint i = 1; i < TRIES && result != 0 && errno == EWOULDBLOCK; i++)
    {
      g_usleep (PAUSE_US);
      result = try_lock (fd, LOCK_EX);
    }
  return result;
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
  fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      um_store_fail_errno (error, errno, "opening the lock of a source");
      return NULL;
    }
  if (try_hard (fd) != 0)
    {
      if (errno == EWOULDBLOCK)
        um_store_fail (error, UM_STORE_ERROR_LOCKED, "a run of this source is going on");
      else
        um_store_fail_errno (error, errno, "locking a source");
      close (fd);
      return NULL;
    }
  self = g_new0 (UmRunLock, 1);
  self->fd = fd;
  return self;
}

void
um_run_lock_free (UmRunLock *self)
{
  close (self->fd);
  g_free (self);
}

gboolean
um_run_lock_is_held (const char *folder, const char *source_id)
{
  g_autofree char *path = NULL;
  gboolean held;
  int fd;

  g_return_val_if_fail (um_files_is_plain_id (source_id), FALSE);

  path = build_path (folder, source_id);
  fd = open (path, O_RDWR | O_CLOEXEC);
  if (fd < 0)
    return FALSE;
  held = try_lock (fd, LOCK_SH) != 0 && errno == EWOULDBLOCK;
  close (fd);
  return held;
}
