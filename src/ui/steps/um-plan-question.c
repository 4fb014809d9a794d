/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes the question from the plan: by its risk a button is pressed, the number typed, or words.
 * Main thread. */
#include "um-config.h"
#include "um-plan-question.h"
#include "um-confirm-dialog.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* Without "…", for nothing more is asked after it. */
static char *
dup_verb (const UmPlan *plan, const UmPlanSummary *summary)
{
  g_autofree char *button = um_words_plan_button (plan, summary);
  char *verb = g_strconcat ("_", button, NULL);
  char *dots = g_strrstr (verb, "…");

  if (dots != NULL)
    *dots = '\0';
  return verb;
}

/* "In “Acme Jira”. 164 of them lose Jira. Can be undone." */
static char *
dup_body (UmSourceState *source, const UmPlan *plan, const UmPlanSummary *summary)
{
  g_autofree char *details = um_words_plan_details (plan, summary);
  g_autofree char *name = um_words_clean (um_source_state_get_source (source)->name);
  /* Translators: %s is the name of a source, where users are changed */
  g_autofree char *where = g_strdup_printf (_ ("In “%s”."), name);

  return g_strjoin (" ", where, details, NULL);
}

/**
 * um_plan_question_ask_async:
 * @parent: a widget of the window that shows the plan
 * @source: the plan's source
 * @plan: what would be run
 * @cancellable: (nullable): takes the question back
 * @callback: called with the answer
 * @user_data: for @callback
 */
void
um_plan_question_ask_async (GtkWidget *parent,
                            UmSourceState *source,
                            const UmPlan *plan,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  UmPlanSummary summary;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  g_autofree char *phrase = NULL;
  g_autofree char *verb = NULL;
  UmConfirm question = { 0 };

  um_plan_summarize (plan, &summary);
  heading = um_words_plan_question (plan, &summary);
  body = dup_body (source, plan, &summary);
  phrase = um_words_plan_phrase (plan, &summary);
  verb = dup_verb (plan, &summary);
  question.heading = heading;
  question.body = body;
  question.verb = verb;
  question.phrase = *phrase != '\0' ? phrase : NULL;
  question.destructive = summary.risk == UM_RISK_IRREVERSIBLE || um_plan_takes_access (plan);
  um_confirm_async (parent, &question, cancellable, callback, user_data);
}
