/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimState: the file that keeps changes over a restart: a header naming the organisation that they
 * belong to, then one line per change. A line is written by one call before the change is answered,
 * so a killed simulator loses nothing that it confirmed; a line without its end is cut off. Owned
 * by the server; the file is locked while it is open.
 */

#include "sim-state.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#define MAGIC "user-management-simulator state 1"

struct _SimState
{
  char *path;
  int fd;
  gint64 size; /* of what is complete */
  char *kept;  /* (nullable): the lines found at the start, until they are replayed */
};

static gboolean
fail (const char *path, const char *what, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "State file %s: %s", path, what);
  return FALSE;
}

static gboolean
fail_errno (const char *path, GError **error)
{
  return fail (path, g_strerror (errno), error);
}

static gboolean
write_all (SimState *self, const char *text, gsize length)
{
  gsize done = 0;

  while (done < length)
    {
      gssize n = write (self->fd, text + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return FALSE;
      done += (gsize) n;
    }
  self->size += (gint64) length;
  return TRUE;
}

static char *
make_header (const SimOptions *options)
{
  g_autofree char *day = sim_options_print_day (options->today);

  return g_strdup_printf (MAGIC " users=%u seed=%" G_GUINT64_FORMAT " today=%s\n", options->users,
                          options->seed, day);
}

/* Checks that the file belongs to these options and takes its day where none was asked for. */
static gboolean
read_header (SimState *self, const char *header, SimOptions *options, GError **error)
{
  const char *day = strstr (header, " today=");
  g_autofree char *expected = NULL;
  gint64 today;

  if (!g_str_has_prefix (header, MAGIC) || day == NULL
      || !sim_options_parse_day (day + strlen (" today="), &today))
    return fail (self->path, "it isn’t a state file of this simulator", error);

  if (options->today == 0)
    options->today = today;
  expected = make_header (options);
  g_strchomp (expected);
  if (strcmp (expected, header) == 0)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
               "State file %s belongs to another organisation (%s); start with the same --users, "
               "--seed and --today, or with another file",
               self->path, header + strlen (MAGIC) + 1);
  return FALSE;
}

static gboolean
start_file (SimState *self, SimOptions *options, GError **error)
{
  g_autofree char *header = NULL;

  if (options->today == 0)
    options->today = g_get_real_time () / 1000 / SIM_DAY_MS * SIM_DAY_MS;
  header = make_header (options);
  self->size = 0;
  if (ftruncate (self->fd, 0) != 0 || !write_all (self, header, strlen (header)))
    return fail_errno (self->path, error);
  return TRUE;
}

/* Takes what is complete of the file; a header without its end was never answered to anybody. */
static gboolean
read_file (SimState *self, SimOptions *options, GError **error)
{
  g_autofree char *text = NULL;
  gsize length;
  char *end, *body;

  if (!g_file_get_contents (self->path, &text, &length, error))
    return FALSE;
  end = g_strrstr_len (text, (gssize) length, "\n");
  if (end == NULL && (g_str_has_prefix (MAGIC, text) || g_str_has_prefix (text, MAGIC)))
    return start_file (self, options, error);
  if (end == NULL)
    return fail (self->path, "it isn’t a state file of this simulator", error);

  self->size = end + 1 - text;
  end[1] = '\0';
  if (self->size < (gint64) length && ftruncate (self->fd, self->size) != 0)
    return fail_errno (self->path, error);
  body = strchr (text, '\n');
  *body = '\0';
  if (!read_header (self, text, options, error))
    return FALSE;
  self->kept = g_strdup (body + 1);
  return TRUE;
}

/**
 * sim_state_open:
 * @options: (inout): the day is taken from the file, or set to the present one in a new file
 *
 * Returns: (transfer full) (nullable): the open and locked file. Errors: %G_IO_ERROR_INVALID_DATA
 *   with a sentence: unreadable, in use, of another organisation
 */
SimState *
sim_state_open (const char *path, SimOptions *options, GError **error)
{
  g_autoptr (SimState) self = g_new0 (SimState, 1);
  struct stat about;

  self->path = g_strdup (path);
  self->fd = open (path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (self->fd < 0 || fstat (self->fd, &about) != 0)
    {
      fail_errno (path, error);
      return NULL;
    }
  if (flock (self->fd, LOCK_EX | LOCK_NB) != 0)
    {
      fail (path, "another simulator is using it", error);
      return NULL;
    }
  if (!(about.st_size == 0 ? start_file (self, options, error) : read_file (self, options, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
sim_state_close (SimState *self)
{
  if (self->fd >= 0)
    close (self->fd);
  g_free (self->path);
  g_free (self->kept);
  g_free (self);
}

/* Hands each kept line to @replay, once. */
gboolean
sim_state_replay (SimState *self, SimStateReplay replay, SimStore *store, GError **error)
{
  g_autofree char *kept = g_steal_pointer (&self->kept);
  guint number = 2;

  for (char *line = kept; line != NULL && *line != '\0'; number++)
    {
      char *end = strchr (line, '\n');

      *end = '\0';
      if (!replay (store, line, error))
        {
          g_prefix_error (error, "State file %s, line %u: ", self->path, number);
          return FALSE;
        }
      line = end + 1;
    }
  return TRUE;
}

/* Appends @line, which ends in a newline. Returns: FALSE where it couldn't be kept */
gboolean
sim_state_append (SimState *self, const char *line, gsize length)
{
  gint64 size = self->size;

  if (write_all (self, line, length))
    return TRUE;

  g_printerr ("State file %s: %s\n", self->path, g_strerror (errno));
  if (ftruncate (self->fd, size) != 0)
    g_printerr ("State file %s: %s\n", self->path, g_strerror (errno));
  return FALSE;
}
