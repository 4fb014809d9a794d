/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Questions on the terminal: keys that aren't shown, and the confirmation of a plan by its risk
 * (PRODUCT.md §8). */
#include "um-config.h"
#include "um-cli-confirm.h"
#include "um-words.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define KEY_MAX  4096
#define PATIENCE 50 /* ms, between two looks for a signal */

static gboolean
is_terminal (void)
{
  return isatty (STDIN_FILENO);
}

/* A signal ends neither read () nor the prompt by itself: it is looked for until there is input.
 */
static gboolean
wait_for_input (UmCli *cli)
{
  GPollFD input = { .fd = STDIN_FILENO, .events = G_IO_IN | G_IO_HUP | G_IO_ERR };

  while (!g_cancellable_is_cancelled (cli->cancellable))
    {
      if (g_poll (&input, 1, PATIENCE) > 0)
        return TRUE;
      g_main_context_iteration (NULL, FALSE);
    }
  return FALSE;
}

/* Reads one line into @buffer without its line end; FALSE at the end of input, a line too long, or
 * a signal. Byte by byte: what stands behind the line is left, and a key is in no other buffer. */
static gboolean
read_line (UmCli *cli, char *buffer, gsize size)
{
  gsize length = 0;
  gssize n = 0;

  while (length < size && wait_for_input (cli))
    {
      n = read (STDIN_FILENO, buffer + length, 1);
      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0 || buffer[length] == '\n')
        break;
      length++;
    }
  if (length == size || g_cancellable_is_cancelled (cli->cancellable) || (n <= 0 && length == 0))
    return FALSE;
  while (length > 0 && buffer[length - 1] == '\r')
    length--;
  buffer[length] = '\0';
  return TRUE;
}

/**
 * um_cli_read_key:
 * @cli: the command line
 *
 * The key stays in one place, which is wiped.
 *
 * Returns: (transfer full) (nullable): the key, to be freed with um_cli_free_key ()
 */
char *
um_cli_read_key (UmCli *cli)
{
  char *key = g_malloc0 (KEY_MAX);
  struct termios shown, hidden;
  gboolean terminal = is_terminal () && tcgetattr (STDIN_FILENO, &shown) == 0;
  gboolean read;

  if (terminal)
    {
      hidden = shown;
      hidden.c_lflag &= (tcflag_t) ~ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden); /* before anybody is asked to type */
      g_printerr ("%s ", _ ("API key (not shown):"));
    }
  read = read_line (cli, key, KEY_MAX);
  if (terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  if (read)
    return key;
  um_cli_free_key (key);
  return NULL;
}

/**
 * um_cli_free_key:
 * @key: (nullable): what um_cli_read_key () gave
 *
 * Wipes and frees it.
 */
void
um_cli_free_key (char *key)
{
  if (key != NULL)
    explicit_bzero (key, KEY_MAX);
  g_free (key);
}

/**
 * um_cli_dup_option:
 * @plan: a plan
 *
 * Returns: (transfer full): the option that confirms it
 */
char *
um_cli_dup_option (const UmPlan *plan)
{
  UmPlanSummary summary;
  g_autofree char *phrase = NULL;

  um_plan_summarize (plan, &summary);
  phrase = um_words_plan_phrase (plan, &summary);
  switch (summary.risk)
    {
    case UM_RISK_LARGE:
      return g_strdup_printf ("--confirm %s", phrase);
    case UM_RISK_IRREVERSIBLE:
      return g_strdup_printf ("--confirm \"%s\"", phrase);
    case UM_RISK_SMALL:
    default:
      return g_strdup ("--yes");
    }
}

/* Asks on the terminal: y for a button, else the phrase. */
static gboolean
ask (UmCli *cli, const char *question, const char *phrase)
{
  char answer[256];

  if (*phrase != '\0')
    /* Translators: %s is what has to be typed */
    g_printerr (_ ("%s Type %s to confirm: "), question, phrase);
  else
    /* Translators: %s is a question; y is for yes and isn't translated */
    g_printerr (_ ("%s [y/N] "), question);
  if (!read_line (cli, answer, sizeof answer))
    {
      g_printerr ("\n");
      return FALSE;
    }
  g_strstrip (answer);
  return *phrase != '\0' ? g_str_equal (answer, phrase) : g_ascii_strcasecmp (answer, "y") == 0;
}

/**
 * um_cli_confirm:
 * @cli: the command line
 * @question: (nullable): what is asked on a terminal; %NULL: nothing is asked any more
 * @phrase: what has to be typed; "": y
 * @option: what has to be given elsewhere
 * @status: (out): the exit code where it isn't confirmed
 *
 * Returns: whether it is confirmed; otherwise the option needed is on standard error
 */
gboolean
um_cli_confirm (
  UmCli *cli, const char *question, const char *phrase, const char *option, int *status)
{
  g_autoptr (GError) error = NULL;

  if (question != NULL && is_terminal () && ask (cli, question, phrase))
    return TRUE;
  if (!g_cancellable_set_error_if_cancelled (cli->cancellable, &error))
    error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NOT_CONFIRMED, option);
  *status = um_cli_fail (error);
  return FALSE;
}

/**
 * um_cli_confirm_plan:
 * @cli: the command line
 * @plan: a plan
 * @yes: whether --yes was given
 * @confirm: (nullable): what --confirm said
 * @status: (out): the exit code where it isn't confirmed
 *
 * A plan that changes nobody needs no confirmation.
 *
 * Returns: whether it is confirmed; otherwise the option needed is on standard error
 */
gboolean
um_cli_confirm_plan (UmCli *cli, UmPlan *plan, gboolean yes, const char *confirm, int *status)
{
  UmPlanSummary summary;
  g_autofree char *phrase = NULL;
  g_autofree char *option = um_cli_dup_option (plan);
  g_autofree char *question = NULL;

  um_plan_summarize (plan, &summary);
  phrase = um_words_plan_phrase (plan, &summary);
  question = um_words_plan_question (plan, &summary);
  if (summary.touched == 0 || (*phrase == '\0' ? yes : g_strcmp0 (confirm, phrase) == 0))
    return TRUE;
  return um_cli_confirm (cli, yes || confirm != NULL ? NULL : question, phrase, option, status);
}
