/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What "plan" does about permissions: asks with --ask-permissions, else says that it didn't. Main
 * thread. */
#include "um-config.h"
#include "um-cli-permits.h"
#include "um-cli-await.h"
#include "um-permit-check.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <unistd.h>

/* On a terminal, one line that is written over again. */
static void
progress_cb (UmPermitCheck *check)
{
  g_autofree char *text = NULL;

  if (!isatty (STDERR_FILENO))
    return;
  text = um_words_plan_permits (um_permit_check_get_done (check), um_permit_check_get_total (check),
                                TRUE);
  g_printerr ("\r\033[K%s", text);
}

gboolean
um_cli_ask_permits (UmCli *cli, UmSourceState *state, UmPlan *plan, GError **error)
{
  g_autoptr (UmPermitCheck) check = um_permit_check_new (state, plan);
  g_auto (UmAwait) await = { 0 };
  g_autofree char *text = NULL;
  gboolean asked;

  g_signal_connect (check, "notify::done", G_CALLBACK (progress_cb), NULL);
  um_permit_check_ask_async (check, cli->cancellable, um_await_cb, &await);
  asked = um_permit_check_ask_finish (check, um_await (&await), error);
  if (isatty (STDERR_FILENO))
    g_printerr ("\r\033[K");
  text = um_words_plan_permits (um_permit_check_get_done (check), um_permit_check_get_total (check),
                                FALSE);
  if (asked && *text != '\0')
    g_printerr ("%s\n", text);
  return asked;
}

void
um_cli_print_unasked (UmSourceState *state, UmPlan *plan)
{
  g_autoptr (UmPermitCheck) check = um_permit_check_new (state, plan);
  guint n = um_permit_check_get_total (check);
  g_autofree char *number = um_words_number (n);

  if (n == 0)
    return;
  /* Translators: %s is a number */
  g_printerr (ngettext ("Whether Atlassian allows it wasn’t asked for %s user; that is done right "
                        "before the first step. To ask now: --ask-permissions\n",
                        "Whether Atlassian allows it wasn’t asked for %s users; that is done right "
                        "before the first step of each. To ask now: --ask-permissions\n",
                        n),
              number);
}

void
um_cli_hold_out_refused (UmPlan *plan)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      UmPlanUser *user = g_ptr_array_index (plan->users, i);
      g_autofree char *note = NULL;

      if (user->skip != UM_SKIP_REFUSED || user->held_out)
        continue;
      note = um_words_skip_long (user->skip, user->skip_detail);
      um_plan_user_hold_out (user, TRUE, note);
    }
}
