/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of one byte that is locked by whoever has the database open: shared by all, exclusively
 * while one opens it alone. The kernel frees the lock at any death; the byte stays and tells. Owned
 * by the store's worker. */
#include "um-open-marker-private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#define CLOSED  '-'
#define OPEN    'o'
#define DAMAGED 'd'

struct _UmOpenMarker
{
  int fd;
  gboolean alone;
  char found;
};

static void
write_state (UmOpenMarker *self, char state)
{
  if (pwrite (self->fd, &state, 1, 0) != 1)
    g_debug ("The marker of the database can't be written: %s", g_strerror (errno));
}

UmOpenMarker *
um_open_marker_take (const char *path, GError **error)
{
  int fd = open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  UmOpenMarker *self;

  if (fd < 0)
    {
      um_store_fail_errno (error, errno, "opening the marker of the database");
      return NULL;
    }
  self = g_new0 (UmOpenMarker, 1);
  self->fd = fd;
  self->found = CLOSED;
  self->alone = flock (fd, LOCK_EX | LOCK_NB) == 0;
  if (self->alone && pread (fd, &self->found, 1, 0) != 1)
    self->found = CLOSED;
  return self;
}

void
um_open_marker_free (UmOpenMarker *self, gboolean closed_well)
{
  if (closed_well && flock (self->fd, LOCK_EX | LOCK_NB) == 0)
    {
      char state = OPEN;

      if (pread (self->fd, &state, 1, 0) == 1 && state == OPEN)
        write_state (self, CLOSED);
    }
  close (self->fd);
  g_free (self);
}

gboolean
um_open_marker_is_alone (UmOpenMarker *self)
{
  return self->alone;
}

gboolean
um_open_marker_is_unclean (UmOpenMarker *self)
{
  return self->found == OPEN;
}

gboolean
um_open_marker_is_damaged (UmOpenMarker *self)
{
  return self->found == DAMAGED;
}

gboolean
um_open_marker_share (UmOpenMarker *self, GError **error)
{
  if (self->alone)
    write_state (self, OPEN);
  /* Another one who opens alone holds it for as long as a migration takes. */
  while (flock (self->fd, LOCK_SH) != 0)
    {
      if (errno != EINTR)
        return um_store_fail_errno (error, errno, "sharing the marker of the database");
    }
  return TRUE;
}

void
um_open_marker_set_damaged (UmOpenMarker *self, gboolean damaged)
{
  write_state (self, damaged ? DAMAGED : OPEN);
}
