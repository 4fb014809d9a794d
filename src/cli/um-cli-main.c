/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program of the command line: finds the command, runs it, closes the engine. */
#include "um-config.h"
#include "um-cli.h"

#include <glib-unix.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <malloc.h>
#include <stdio.h>

static const UmCommand *const all_commands[] = {
  um_cli_source_commands, um_cli_users_commands, um_cli_actions_commands, um_cli_list_commands,
  um_cli_filter_commands, um_cli_plan_commands,  um_cli_run_commands,     um_cli_run_of_commands,
  um_cli_log_commands,    um_cli_demo_commands,
};

static gboolean
is_of_family (const UmCommand *command, const char *family)
{
  gsize length = strlen (family);

  return strncmp (command->name, family, length) == 0 && command->name[length] == ' ';
}

/* @family: (nullable): the first word of the commands to tell of; NULL: all. FALSE: there are none,
 * and nothing was printed. */
static gboolean
print_help (const char *family)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (all_commands); i++)
    for (const UmCommand *command = all_commands[i]; command->name != NULL; command++)
      if (family == NULL || is_of_family (command, family))
        g_string_append_printf (text, "  %s %s\n      %s\n", command->name, command->parameters,
                                _ (command->summary));
  if (text->len == 0)
    return FALSE;
  g_print ("%s\n\n%s\n%s\n", _ ("Usage: user-management-cli COMMAND …"), text->str,
           _ ("COMMAND --help tells a command’s options."));
  return TRUE;
}

/* Commands are one word, or two ("source add"). */
static const UmCommand *
find_command (int argc, char **argv, int *n_words)
{
  for (guint i = 0; i < G_N_ELEMENTS (all_commands); i++)
    for (const UmCommand *command = all_commands[i]; command->name != NULL; command++)
      {
        g_auto (GStrv) words = g_strsplit (command->name, " ", 2);

        *n_words = (int) g_strv_length (words);
        if (argc > *n_words && g_str_equal (argv[1], words[0])
            && (*n_words == 1 || g_str_equal (argv[2], words[1])))
          return command;
      }
  return NULL;
}

static gboolean
is_help (const char *word)
{
  return g_str_equal (word, "--help") || g_str_equal (word, "-h");
}

static gboolean
signal_cb (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_CONTINUE;
}

static int
close_engine (UmCli *cli, int status)
{
  g_autoptr (GError) error = NULL;

  if (cli->engine == NULL)
    return status;
  um_cli_begin_close (cli);
  if (!um_engine_close_finish (cli->engine, um_await (&cli->closed), &error)
      && status == UM_EXIT_DONE)
    status = um_cli_fail (error);
  um_await_clear (&cli->closed);
  g_clear_object (&cli->engine);
  return status;
}

static int
check_output (int status)
{
  int lost;

  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  lost = um_cli_output_lost ();
  return status == UM_EXIT_DONE ? lost : status;
}

static int
run_command (UmCli *cli, int argc, char **argv)
{
  int n_words;
  const UmCommand *command = find_command (argc, argv, &n_words);
  g_autofree char *usage = NULL;

  if (command == NULL && argc == 3 && is_help (argv[2]) && print_help (argv[1]))
    return UM_EXIT_DONE;
  if (command == NULL)
    {
      /* Translators: %s is what was typed */
      g_printerr (_ ("There is no command “%s”."), argv[1]);
      g_printerr ("\n%s\n", _ ("user-management-cli --help lists them."));
      return UM_EXIT_WRONG_USE;
    }
  usage = g_strdup_printf ("user-management-cli %s %s", command->name, command->parameters);
  return command->run (cli, usage, argc - n_words, argv + n_words);
}

int
main (int argc, char **argv)
{
  UmCli cli = { 0 };
  int status;

  /* Large blocks go back to the system when freed: directories come and go whole. */
  mallopt (M_MMAP_THRESHOLD, 512 * 1024);
  g_log_writer_default_set_use_stderr (TRUE); /* what was asked for has standard output alone */
  setlocale (LC_ALL, "");
  /* Timers and containers leave the locale at C, where names would come out as question marks. */
  if (!g_get_charset (NULL))
    setlocale (LC_CTYPE, "C.UTF-8");
  bindtextdomain (GETTEXT_PACKAGE, UM_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("user-management-cli");
  if (argc < 2 || is_help (argv[1]))
    {
      print_help (NULL);
      return check_output (argc < 2 ? UM_EXIT_WRONG_USE : UM_EXIT_DONE);
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("user-management-cli %s\n", UM_VERSION);
      return check_output (UM_EXIT_DONE);
    }
  cli.cancellable = g_cancellable_new ();
  g_unix_signal_add (SIGINT, signal_cb, cli.cancellable);
  g_unix_signal_add (SIGTERM, signal_cb, cli.cancellable);
  status = check_output (close_engine (&cli, run_command (&cli, argc, argv)));
  g_clear_object (&cli.cancellable);
  return status;
}
