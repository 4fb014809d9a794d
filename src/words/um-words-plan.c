/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans in words: what stands below the headline, a user's chain, and what has to be typed. No
 * state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-issue-text.h"
#include "um-past-run.h"
#include "um-token-text.h"
#include "um-undo.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* How many users lose a product, or may. */
typedef struct
{
  const char *product;
  guint n;
} Loss;

/* Products named in one sentence. */
#define MOST_NAMED 3

static void
count_loss (GArray *losses, const char *product)
{
  Loss loss = { .product = product, .n = 1 };

  for (guint i = 0; i < losses->len; i++)
    if (g_strcmp0 (g_array_index (losses, Loss, i).product, product) == 0)
      {
        g_array_index (losses, Loss, i).n++;
        return;
      }
  g_array_append_val (losses, loss);
}

/* Of the users who are touched. (transfer full) */
static GArray *
count_losses (const UmPlan *plan, UmWarningKind kind)
{
  GArray *losses = g_array_new (FALSE, FALSE, sizeof (Loss));

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; um_plan_user_is_touched (user) && j < user->n_warnings; j++)
        if (user->warnings[j].kind == kind)
          count_loss (losses, user->warnings[j].detail);
    }
  return losses;
}

/* "Jira", or "Jira (12), Confluence (15)". */
static char *
losses_in_words (const GArray *losses)
{
  GString *text = g_string_new (NULL);

  if (losses->len == 1)
    {
      g_string_free (text, TRUE);
      return um_words_clean (g_array_index (losses, Loss, 0).product);
    }
  for (guint i = 0; i < losses->len && i < MOST_NAMED; i++)
    {
      const Loss *loss = &g_array_index (losses, Loss, i);
      g_autofree char *product = um_words_clean (loss->product);
      g_autofree char *number = um_words_number (loss->n);

      if (i > 0)
        g_string_append (text, ", ");
      /* Translators: a product such as Jira, and a number of users */
      g_string_append_printf (text, _ ("%s (%s)"), product, number);
    }
  if (losses->len > MOST_NAMED)
    g_string_append (text, ", …");
  return g_string_free (text, FALSE);
}

static void
append_sentence (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

static gboolean
has_action (const UmPlan *plan, const char *key)
{
  for (guint i = 0; i < plan->actions->len; i++)
    if (g_str_equal (((UmPlanAction *) plan->actions->pdata[i])->key, key))
      return TRUE;
  return FALSE;
}

/* Of a product that is to be taken away the headline tells; any other is lost beside it. */
static char *
dup_loss_beside (const char *number, const char *products, gboolean several, guint n)
{
  if (several)
    /* Translators: a number of users, and products with numbers of users */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "%s of them loses other products, too: %s.",
                                         "%s of them lose other products, too: %s.", n),
                            number, products);
  /* Translators: a number of users, and a product such as Jira */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s of them loses %s, too.", "%s of them lose %s, too.", n),
    number, products);
}

/* What users lose who are taken out of groups. */
static char *
dup_loss (const char *number, const char *products, gboolean several, guint n)
{
  if (several)
    /* Translators: a number of users, and products with numbers of users */
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s of them loses products: %s.",
                                         "%s of them lose products: %s.", n),
                            number, products);
  /* Translators: a number of users, and a product such as Jira */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%s of them loses %s.", "%s of them lose %s.", n), number,
    products);
}

static void
append_losses (GString *text, const UmPlan *plan, guint n)
{
  g_autoptr (GArray) losses = count_losses (plan, UM_WARNING_LOSES_PRODUCT);
  g_autofree char *products = losses_in_words (losses);
  g_autofree char *number = um_words_number (n);
  g_autofree char *sentence = NULL;
  gboolean beside = has_action (plan, "remove-application-access");

  if (n == 0)
    return;
  sentence = beside ? dup_loss_beside (number, products, losses->len > 1, n)
                    : dup_loss (number, products, losses->len > 1, n);
  append_sentence (text, sentence);
}

static void
append_possible_losses (GString *text, const UmPlan *plan, guint n)
{
  g_autoptr (GArray) losses = count_losses (plan, UM_WARNING_MAY_LOSE_PRODUCT);
  g_autofree char *products = losses_in_words (losses);
  g_autofree char *number = um_words_number (n);
  g_autofree char *sentence = g_strdup_printf (
    /* Translators: a number of users, and a product or products with numbers of users */
    _ ("%s of them may lose %s: what else gives it to them isn’t known."), number, products);

  if (n > 0)
    append_sentence (text, sentence);
}

/* "Only 3 seats of Jira are free for 41 users." */
static void
append_shortages (GString *text, const UmPlan *plan)
{
  for (guint i = 0; i < plan->shortages->len; i++)
    {
      const UmPlanShortage *shortage = &g_array_index (plan->shortages, UmPlanShortage, i);
      g_autofree char *product = um_words_clean (shortage->product);
      g_autofree char *left = um_words_number (shortage->left);
      g_autofree char *users = um_words_users (shortage->wanted);
      g_autofree char *sentence = NULL;

      if (shortage->left == 0)
        /* Translators: first a product such as Jira, then "41 users" */
        sentence = g_strdup_printf (_ ("No seat of %s is free for %s."), product, users);
      else
        /* Translators: a number, a product such as Jira, and "41 users" */
        sentence = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "Only %s seat of %s is free for %s.",
                       "Only %s seats of %s are free for %s.", shortage->left),
          left, product, users);
      append_sentence (text, sentence);
    }
}

/* As a whole, or else for how many. */
static const char *
whole_undo_in_words (const UmPlan *plan)
{
  if (plan->by_hand)
    return _ ("Issues can’t be taken back here, only deleted in Jira.");
  if (plan->irreversible)
    return _ ("Can’t be undone.");
  if (plan->deletes)
    return _ ("Can be undone for 14 days.");
  return plan->needless ? _ ("There is nothing to undo.") : _ ("Can be undone.");
}

static void
append_undo (GString *text, const UmPlan *plan)
{
  UmUndoOutlook outlook;
  g_autofree char *sentences = NULL;

  um_undo_foresee (plan, &outlook);
  if (outlook.whole == outlook.users || outlook.whole + outlook.partly == 0)
    append_sentence (text, whole_undo_in_words (plan));
  else
    {
      sentences = um_words_undo_outlook (&outlook);
      append_sentence (text, sentences);
    }
}

/* Of a retry, what that is of. */
static void
append_retry (GString *text, const UmPlan *plan)
{
  const UmPlanAction *first = g_ptr_array_index (plan->actions, 0);
  g_autofree char *sentence = NULL;

  if (plan->relation != UM_OF_RETRY || first->past == NULL)
    return;
  sentence = um_words_run_of (UM_OF_RETRY, first->past->run);
  append_sentence (text, sentence);
}

/* How many tokens there are to be revoked, as far as that is known. */
static void
append_tokens (GString *text, const UmPlan *plan)
{
  guint n_tokens = 0, n_unknown = 0;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; um_plan_user_is_touched (user) && j < user->n_steps; j++)
        {
          const UmStep *step = &user->steps[j];

          if (step->kind != UM_STEP_TOKEN_REVOKE || step->skip != UM_SKIP_NONE)
            continue;
          if (step->before == NULL)
            n_unknown++;
          else
            n_tokens += MAX (um_token_text_parse (step->before, NULL), 0);
        }
    }
  /* Translators: %s is a number */
  um_words_append_count (
    text, " ",
    g_dngettext (GETTEXT_PACKAGE, "%s API token is listed.", "%s API tokens are listed.", n_tokens),
    n_tokens);
  /* Translators: %s is a number of users */
  um_words_append_count (
    text, " ",
    g_dngettext (GETTEXT_PACKAGE, "Those of %s user are read right before they are revoked.",
                 "Those of %s users are read right before they are revoked.", n_unknown),
    n_unknown);
}

/**
 * um_words_plan_details:
 * @plan: a plan
 * @summary: its summary
 *
 * Returns: (transfer full): what else the header says: "164 of them lose Jira. 32 are skipped. Can
 * be undone."
 */
char *
um_words_plan_details (const UmPlan *plan, const UmPlanSummary *summary)
{
  GString *text = g_string_new (NULL);

  append_retry (text, plan);
  append_losses (text, plan, summary->loses_product);
  append_possible_losses (text, plan, summary->may_lose_product);
  /* Translators: %s is a number of users; guests and customers have roles on products, too */
  um_words_append_count (text, " ",
                         g_dngettext (GETTEXT_PACKAGE, "%s of them stays a guest or customer.",
                                      "%s of them stay guests or customers.", summary->keeps_role),
                         summary->keeps_role);
  append_shortages (text, plan);
  append_tokens (text, plan);
  /* Translators: %s is a number of users */
  um_words_append_count (
    text, " ", g_dngettext (GETTEXT_PACKAGE, "%s is skipped.", "%s are skipped.", summary->skipped),
    summary->skipped);
  um_words_append_count (
    text, " ", /* Translators: %s is a number of users */
    g_dngettext (GETTEXT_PACKAGE, "%s is held out.", "%s are held out.", summary->held_out),
    summary->held_out);
  if (summary->touched > 0 && has_action (plan, "change-email"))
    append_sentence (text, _ ("Whose address changes is logged out everywhere at once."));
  if (summary->touched > 0 && has_action (plan, "end-sessions"))
    append_sentence (text, _ ("Accounts are deactivated and activated again at once; passwords "
                              "stay as they are."));
  if (summary->touched > 0)
    append_undo (text, plan);
  if (summary->touched > 0 && has_action (plan, "change-directory"))
    append_sentence (
      text, _ ("Lost are groups that don’t exist there, roles given directly, and last-active "
               "dates. Who has to accept an invitation first isn’t removed until that is done and "
               "the plan is made again; until then a seat may be taken in both directories."));
  if (plan->gives_admin)
    append_sentence (text, _ ("Gives administration."));
  if (plan->yourself_unknown)
    append_sentence (text,
                     _ ("Which account is your own isn’t known: you could lock yourself out."));
  return g_string_free (text, FALSE);
}

/**
 * um_words_plan_age:
 * @plan: a plan
 * @now: the present, seconds since 1970
 *
 * Returns: (transfer full): how old the data is that it was made from; of two sources the older
 */
char *
um_words_plan_age (const UmPlan *plan, gint64 now)
{
  g_autofree char *moment = um_words_moment (plan->data_time * 1000);
  g_autofree char *age = um_words_age (plan->data_time, now);

  if (plan->data_source != NULL)
    {
      g_autofree char *source = um_words_clean (plan->data_source);

      /* Translators: the name of a source, a date and a time, then "2 hours ago" */
      return g_strdup_printf (_ ("Data of “%s” from %s, %s"), source, moment, age);
    }
  /* Translators: first a date and a time, then "2 hours ago" */
  return g_strdup_printf (_ ("Data from %s, %s"), moment, age);
}

/**
 * um_words_plan_permits:
 * @done: of how many users Atlassian has said whether it will refuse what the plan does
 * @total: of how many it can be asked
 * @asking: whether it still is
 *
 * Returns: (transfer full): "Permissions checked: 120 of 4,000."; "" where there is nothing to ask
 */
char *
um_words_plan_permits (guint done, guint total, gboolean asking)
{
  g_autofree char *number = um_words_number (done);
  g_autofree char *all = um_words_number (total);

  if (total == 0)
    return g_strdup ("");
  if (done >= total)
    /* Translators: %s is the number of all users of a plan */
    return g_strdup_printf (_ ("Permissions checked: all %s."), all);
  if (asking)
    /* Translators: two numbers of users, such as 120 of 4,000 */
    return g_strdup_printf (_ ("Permissions checked: %s of %s."), number, all);
  /* Translators: two numbers of users, such as 120 of 4,000 */
  return g_strdup_printf (
    _ ("Permissions checked: %s of %s. Each of the others is asked about right "
       "before the first step."),
    number, all);
}

/**
 * um_words_plan_phrase:
 * @plan: a plan
 * @summary: its summary
 *
 * What has to be typed by the plan's risk (PRODUCT.md §6, §8); of several actions the riskiest is
 * named. Never translated: the command line takes the same.
 *
 * Returns: (transfer full): "" for a button, "180", or "remove-from-groups 180"
 */
char *
um_words_plan_phrase (const UmPlan *plan, const UmPlanSummary *summary)
{
  switch (summary->risk)
    {
    case UM_RISK_LARGE:
      return g_strdup_printf ("%u", summary->touched);
    case UM_RISK_IRREVERSIBLE:
      return g_strdup_printf ("%s %u", um_plan_find_riskiest (plan)->key, summary->touched);
    case UM_RISK_SMALL:
    default:
      return g_strdup ("");
    }
}

static char *
issue_in_words (const UmStep *step)
{
  g_autofree char *project = um_words_clean (step->target_name);
  g_autofree char *summary = um_words_clean (step->after);

  /* Translators: first the key of a project, then the summary of an issue that is created in it */
  return g_strdup_printf (_ ("Issue in %s: “%s”"), project, summary);
}

static char *
tokens_in_words (const UmStep *step)
{
  g_autofree char *tokens = um_words_tokens (step->before);

  /* Translators: %s is "2 API tokens (script, backup)" */
  return g_strdup_printf (_ ("Revoke %s"), tokens);
}

/* Where the mailbox stays, what is new is told alone, so that it is seen in a narrow column. */
static char *
address_in_words (const UmStep *step)
{
  gsize n = step->before != NULL ? strcspn (step->before, "@") : 0;
  g_autofree char *domain = NULL;

  if (n > 0 && step->before[n] == '@' && strncmp (step->before, step->after, n + 1) == 0)
    domain = g_strconcat ("…", step->after + n, NULL);
  return um_words_before_after (step->kind, NULL, step->before,
                                domain != NULL ? domain : step->after);
}

/**
 * um_words_chain:
 * @user: a user of a plan
 *
 * Returns: (transfer full): what will be done to him in short: "− jira-users, + qa"; "" for nothing
 */
char *
um_words_chain (const UmPlanUser *user)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < user->n_steps; i++)
    {
      const UmStep *step = &user->steps[i];
      g_autofree char *words = NULL;

      if (step->skip != UM_SKIP_NONE)
        continue;
      if (text->len > 0)
        g_string_append (text, ", ");
      if (step->kind == UM_STEP_GROUP_ADD || step->kind == UM_STEP_GROUP_REMOVE)
        {
          words = um_words_clean (step->target_name);
          g_string_append (text, step->kind == UM_STEP_GROUP_ADD ? "+ " : "− ");
        }
      else if (step->kind == UM_STEP_ISSUE_CREATE)
        words = issue_in_words (step);
      else if (step->kind == UM_STEP_EMAIL_SET)
        words = address_in_words (step);
      else if (step->kind == UM_STEP_TOKEN_REVOKE && step->before != NULL)
        words = tokens_in_words (step);
      else
        words = um_words_step (step->kind, step->target_name);
      g_string_append (text, words);
    }
  return g_string_free (text, FALSE);
}
