/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * user-management-simulator: the demo organisation. Prints one line of JSON when it listens and
 * ends when its standard input closes.
 */

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>

#include "sim-server.h"

#define EXIT_WRONG_USE 2

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/* Reads and forgets what comes; the end of it is the end of the program. */
static gboolean
input_cb (int fd, GIOCondition condition, gpointer data)
{
  char scrap[256];

  if (read (fd, scrap, sizeof scrap) > 0)
    return G_SOURCE_CONTINUE;
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static int
serve (const SimOptions *options)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (SimServer) server = sim_server_new (options, &error);
  g_autofree char *line = NULL;

  if (server == NULL)
    {
      g_printerr ("user-management-simulator: %s\n", error->message);
      return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA) ? EXIT_WRONG_USE : 1;
    }

  line = sim_server_announce (server);
  puts (line);
  fflush (stdout);

  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  if (!options->stay)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, input_cb, loop);
  g_main_loop_run (loop);
  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  SimOptions options;
  int status;

  setlocale (LC_ALL, "");
  if (!sim_options_parse (&options, argv, &error))
    {
      g_printerr ("user-management-simulator: %s\n", error->message);
      sim_options_clear (&options);
      return EXIT_WRONG_USE;
    }
  status = serve (&options);
  sim_options_clear (&options);
  return status;
}
