/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans in words: the header over the rows, a user's chain, the question before a run and what has
 * to be typed. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-group-pair.h"
#include "um-issue-text.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The name of a target, which the plan keeps with its steps. */
static const char *
target_name (const UmPlan *plan, const char *target)
{
  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_steps; j++)
        if (g_strcmp0 (user->steps[j].target, target) == 0)
          return user->steps[j].target_name;
    }
  return target;
}

/* One product by its name, several by their number. */
static char *
products_in_words (const UmPlanAction *action)
{
  guint n = action->product_names != NULL ? action->product_names->len : 0;
  g_autofree char *number = um_words_number (n);

  if (n == 1)
    return um_words_clean (g_ptr_array_index (action->product_names, 0));
  /* Translators: %s is a number */
  return um_words_fill (g_dngettext (GETTEXT_PACKAGE, "%s product", "%s products", n), number);
}

/* One target by its name, several by their number. */
static char *
targets_in_words (const UmPlan *plan, const UmPlanAction *action)
{
  g_autoptr (GPtrArray) ids = um_plan_action_list_groups (action);

  return ids->len == 1 ? um_words_clean (target_name (plan, ids->pdata[0]))
                       : um_words_groups (ids->len);
}

/* The action that takes its groups from a colleague; %NULL where the plan holds another, too. */
static const UmPlanAction *
find_like (const UmPlan *plan, gboolean *adds, gboolean *removes)
{
  const UmPlanAction *first = NULL;

  *adds = *removes = FALSE;
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);

      if (action->like_name == NULL
          || (first != NULL && !g_str_equal (first->like_name, action->like_name)))
        return NULL;
      *adds |= g_str_equal (action->key, "add-to-groups");
      *removes |= g_str_equal (action->key, "remove-from-groups");
      first = action;
    }
  return first;
}

/* @users: "180 users". %NULL where it isn't about a colleague's groups alone. */
static char *
like_in_words (const UmPlan *plan, const char *users)
{
  gboolean adds, removes;
  const UmPlanAction *action = find_like (plan, &adds, &removes);
  g_autofree char *name = um_words_clean (action != NULL ? action->like_name : NULL);

  if (action == NULL)
    return NULL;
  if (adds && removes)
    /* Translators: first "180 users", then a user's name */
    return g_strdup_printf (_ ("Give %s the groups of %s and no others."), users, name);
  if (adds)
    /* Translators: first "180 users", then a user's name */
    return g_strdup_printf (_ ("Give %s the groups of %s."), users, name);
  /* Translators: first "180 users", then a user's name */
  return g_strdup_printf (_ ("Remove %s from groups that %s isn’t in."), users, name);
}

static char *
actions_in_words (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);

      if (i > 0)
        g_string_append (text, ", ");
      g_string_append (text, um_words_action_name (action->key));
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_one_issue (const UmPlanAction *action)
{
  g_autofree const char **issues = um_plan_action_get_input (
    action, um_input_kind_to_nick (UM_INPUT_ISSUES));

  return issues != NULL && g_strcmp0 (issues[0], UM_ISSUES_ONE) == 0;
}

/* "Create 12 issues in OPS." */
static char *
issues_in_words (const UmPlanAction *action, guint n_users)
{
  g_autofree const char **keys = um_plan_action_get_input (
    action, um_input_kind_to_nick (UM_INPUT_PROJECT));
  g_autofree char *project = um_words_clean (keys != NULL ? keys[0] : NULL);
  g_autofree char *users = um_words_users (n_users);
  g_autofree char *number = um_words_number (n_users);

  if (is_one_issue (action))
    /* Translators: first the key of a project, then "180 users" */
    return g_strdup_printf (_ ("Create one issue in %s about %s."), project, users);
  /* Translators: first a number, then the key of a project */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Create %s issue in %s.", "Create %s issues in %s.", n_users),
    number, project);
}

static const UmPlanAction *
only_action (const UmPlan *plan)
{
  return plan->actions->len == 1 ? g_ptr_array_index (plan->actions, 0) : NULL;
}

/**
 * um_words_plan_headline:
 * @plan: a plan
 * @summary: its summary
 *
 * Returns: (transfer full): "Remove 180 users from 2 groups."
 */
char *
um_words_plan_headline (const UmPlan *plan, const UmPlanSummary *summary)
{
  const UmPlanAction *action = only_action (plan);
  g_autofree char *users = um_words_users (summary->touched);
  g_autofree char *targets = NULL;

  if (summary->touched == 0)
    return g_strdup (_ ("Nothing will be changed."));
  targets = like_in_words (plan, users);
  if (targets != NULL)
    return g_steal_pointer (&targets);
  if (action == NULL)
    {
      targets = actions_in_words (plan);
      /* Translators: first "180 users", then the names of several actions */
      return g_strdup_printf (_ ("Change %s: %s."), users, targets);
    }
  if (g_str_equal (action->key, "create-issues"))
    return issues_in_words (action, summary->touched);
  targets = targets_in_words (plan, action);
  if (g_str_equal (action->key, "add-to-groups"))
    /* Translators: first "180 users", then "2 groups" or a group's name */
    return g_strdup_printf (_ ("Add %s to %s."), users, targets);
  if (g_str_equal (action->key, "remove-from-groups"))
    /* Translators: first "180 users", then "2 groups" or a group's name */
    return g_strdup_printf (_ ("Remove %s from %s."), users, targets);
  if (action->product_names != NULL)
    {
      g_autofree char *products = products_in_words (action);

      if (g_str_equal (action->key, "grant-product-access"))
        /* Translators: first "2 products" or a product's name, then "180 users" */
        return g_strdup_printf (_ ("Grant access to %s to %s."), products, users);
      /* Translators: first "2 products" or a product's name, then "180 users" */
      return g_strdup_printf (_ ("Remove access to %s from %s."), products, users);
    }
  /* Translators: first the name of an action, then "180 users" */
  return g_strdup_printf (_ ("%s: %s."), um_words_action_name (action->key), users);
}

/* The product that users lose, where it is one only. */
static const char *
only_lost_product (const UmPlan *plan)
{
  const char *product = NULL;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; j < user->n_warnings; j++)
        {
          const UmPlanWarning *warning = &user->warnings[j];

          if (warning->kind != UM_WARNING_LOSES_PRODUCT)
            continue;
          if (product != NULL && g_strcmp0 (product, warning->detail) != 0)
            return NULL;
          product = warning->detail;
        }
    }
  return product;
}

static void
append_sentence (GString *text, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
}

static void
append_count (GString *text, const char *sentence, guint count)
{
  g_autofree char *number = um_words_number (count);
  g_autofree char *filled = um_words_fill (sentence, number);

  if (count > 0)
    append_sentence (text, filled);
}

static void
append_losses (GString *text, const UmPlan *plan, const UmPlanSummary *summary)
{
  const char *product = only_lost_product (plan);
  g_autofree char *number = um_words_number (summary->loses_product);
  g_autofree char *sentence = NULL;
  g_autofree char *clean = um_words_clean (product);

  if (summary->loses_product == 0)
    return;
  /* Translators: a number of users, and a product such as Jira */
  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s of them loses %s.",
                                           "%s of them lose %s.", summary->loses_product),
                              number, product != NULL ? clean : _ ("a product"));
  append_sentence (text, sentence);
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

  append_losses (text, plan, summary);
  /* Translators: %s is a number of users */
  append_count (
    text, g_dngettext (GETTEXT_PACKAGE, "%s is skipped.", "%s are skipped.", summary->skipped),
    summary->skipped);
  append_count (
    text, /* Translators: %s is a number of users */
    g_dngettext (GETTEXT_PACKAGE, "%s is held out.", "%s are held out.", summary->held_out),
    summary->held_out);
  if (summary->touched > 0 && plan->by_hand)
    append_sentence (text, _ ("Issues can’t be taken back here, only deleted in Jira."));
  else if (summary->touched > 0)
    append_sentence (text, plan->irreversible ? _ ("Can’t be undone.")
                           : plan->deletes    ? _ ("Can be undone for 14 days.")
                                              : _ ("Can be undone."));
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
 * Returns: (transfer full): how old the data is that it was made from
 */
char *
um_words_plan_age (const UmPlan *plan, gint64 now)
{
  g_autofree char *moment = um_words_moment (plan->data_time * 1000);
  g_autofree char *age = um_words_age (plan->data_time, now);

  /* Translators: first a date and a time, then "2 hours ago" */
  return g_strdup_printf (_ ("Data from %s, %s"), moment, age);
}

/**
 * um_words_plan_button:
 * @plan: a plan
 * @summary: its summary
 *
 * Returns: (transfer full): the label of the button that starts it: "Remove 180 Users…"
 */
char *
um_words_plan_button (const UmPlan *plan, const UmPlanSummary *summary)
{
  const UmPlanAction *action = only_action (plan);
  const char *key = action != NULL && action->like_name == NULL ? action->key : "";
  g_autofree char *number = um_words_number (summary->touched);
  const char *label;

  if (g_str_equal (key, "add-to-groups"))
    /* Translators: %s is a number */
    label = g_dngettext (GETTEXT_PACKAGE, "Add %s User…", "Add %s Users…", summary->touched);
  else if (g_str_equal (key, "remove-from-groups"))
    /* Translators: %s is a number */
    label = g_dngettext (GETTEXT_PACKAGE, "Remove %s User…", "Remove %s Users…", summary->touched);
  else if (g_str_equal (key, "create-issues"))
    /* Translators: %s is a number */
    label = is_one_issue (action) ? _ ("Create One Issue…")
                                  : g_dngettext (GETTEXT_PACKAGE, "Create %s Issue…",
                                                 "Create %s Issues…", summary->touched);
  else if (g_str_equal (key, "grant-product-access"))
    /* Translators: %s is a number */
    label = g_dngettext (GETTEXT_PACKAGE, "Grant Access to %s User…", "Grant Access to %s Users…",
                         summary->touched);
  else if (g_str_equal (key, "remove-application-access"))
    /* Translators: %s is a number */
    label = g_dngettext (GETTEXT_PACKAGE, "Remove Access of %s User…", "Remove Access of %s Users…",
                         summary->touched);
  else
    /* Translators: %s is a number */
    label = g_dngettext (GETTEXT_PACKAGE, "Change %s User…", "Change %s Users…", summary->touched);
  return um_words_fill (label, number);
}

/**
 * um_words_plan_question:
 * @plan: a plan
 * @summary: its summary
 *
 * Returns: (transfer full): the heading of the confirmation: "Remove 180 users from 2 groups?"
 */
char *
um_words_plan_question (const UmPlan *plan, const UmPlanSummary *summary)
{
  g_autofree char *headline = um_words_plan_headline (plan, summary);
  gsize length = strlen (headline);

  if (length > 0 && headline[length - 1] == '.')
    headline[length - 1] = '\0';
  /* Translators: %s is a sentence without its full stop: "Remove 180 users from 2 groups" */
  return g_strdup_printf (_ ("%s?"), headline);
}

/**
 * um_words_plan_phrase:
 * @plan: a plan
 * @summary: its summary
 *
 * What has to be typed by the plan's risk (PRODUCT.md §6, §8). Never translated: the command line
 * takes the same.
 *
 * Returns: (transfer full): "" for a button, "180", or "remove-from-groups 180"
 */
char *
um_words_plan_phrase (const UmPlan *plan, const UmPlanSummary *summary)
{
  const UmPlanAction *action = g_ptr_array_index (plan->actions, plan->actions->len - 1);

  switch (summary->risk)
    {
    case UM_RISK_LARGE:
      return g_strdup_printf ("%u", summary->touched);
    case UM_RISK_IRREVERSIBLE:
      return g_strdup_printf ("%s %u", action->key, summary->touched);
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
      else
        words = um_words_step (step->kind, step->target_name);
      g_string_append (text, words);
    }
  return g_string_free (text, FALSE);
}
