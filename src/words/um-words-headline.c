/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a plan does, in one plain sentence for each action: as the headline, as the question before
 * a run, and as the button that asks it. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-group-pair.h"
#include "um-issue-text.h"
#include "um-past-run.h"
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

/* What a retry does is what the actions behind it do. */
static guint
get_first (const UmPlan *plan)
{
  const UmPlanAction *first = g_ptr_array_index (plan->actions, 0);

  return plan->actions->len > 1 && g_str_equal (first->key, "retry") ? 1 : 0;
}

/* The action that takes its groups from a colleague; %NULL where the plan holds another, too. */
static const UmPlanAction *
find_like (const UmPlan *plan, gboolean *adds, gboolean *removes)
{
  const UmPlanAction *first = NULL;

  *adds = *removes = FALSE;
  for (guint i = get_first (plan); i < plan->actions->len; i++)
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

/* "Invite 12 people." */
static char *
people_in_words (guint n)
{
  g_autofree char *number = um_words_number (n);

  /* Translators: %s is a number of people who have no account yet */
  return um_words_fill (g_dngettext (GETTEXT_PACKAGE, "Invite %s person.", "Invite %s people.", n),
                        number);
}

static char *
actions_in_words (const UmPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint i = get_first (plan); i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);

      if (text->len > 0)
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

/* (nullable) */
static const UmPlanAction *
only_action (const UmPlan *plan)
{
  guint first = get_first (plan);

  return plan->actions->len == first + 1 ? g_ptr_array_index (plan->actions, first) : NULL;
}

/* "Undo “Deactivate” of 3 November 2026, 10:12 for 180 users." */
static char *
undo_in_words (const UmPlanAction *action, const char *users)
{
  const UmRun *run = action->past->run;
  g_autofree char *actions = um_words_action_names (run->actions);
  g_autofree char *when = um_words_moment (run->started);

  /* Translators: the name of an action, a date and a time, then "180 users" */
  return g_strdup_printf (_ ("Undo “%s” of %s for %s."), actions, when, users);
}

/* The directory that all steps of a kind are about; "" where there is none, as on a site; NULL
 * where there are several. */
static const char *
only_directory (const UmPlan *plan, UmStepKind kind)
{
  const char *name = NULL;

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      for (guint j = 0; um_plan_user_is_touched (user) && j < user->n_steps; j++)
        {
          const UmStep *step = &user->steps[j];
          const char *other = step->target_name != NULL ? step->target_name : "";

          if (step->kind != kind || step->skip != UM_SKIP_NONE)
            continue;
          if (name != NULL && !g_str_equal (name, other))
            return NULL;
          name = other;
        }
    }
  return name;
}

/* "Suspend the access of 41 users to Acme." */
static char *
access_in_words (const UmPlan *plan, const char *key, const char *users)
{
  gboolean suspends = g_str_equal (key, "suspend");
  const char *name = only_directory (plan,
                                     suspends ? UM_STEP_ACCESS_SUSPEND : UM_STEP_ACCESS_RESTORE);
  g_autofree char *directory = um_words_clean (name);

  if (*directory == '\0')
    /* Translators: %s is "180 users" */
    return um_words_fill (suspends ? _ ("Suspend the access of %s.")
                                   /* Translators: %s is "180 users" */
                                   : _ ("Restore the access of %s."),
                          users);
  if (suspends)
    /* Translators: first "180 users", then a directory's name */
    return g_strdup_printf (_ ("Suspend the access of %s to %s."), users, directory);
  /* Translators: first "180 users", then a directory's name */
  return g_strdup_printf (_ ("Restore the access of %s to %s."), users, directory);
}

static char *
removal_in_words (const UmPlan *plan, const char *users)
{
  const char *name = only_directory (plan, UM_STEP_DIRECTORY_REMOVE);
  g_autofree char *directory = um_words_clean (name);

  if (name == NULL)
    /* Translators: %s is "180 users" */
    return um_words_fill (_ ("Remove %s from their directories."), users);
  if (*directory == '\0')
    /* Translators: %s is "180 users" */
    return um_words_fill (_ ("Remove %s from the site."), users);
  /* Translators: first "180 users", then a directory's name */
  return g_strdup_printf (_ ("Remove %s from %s."), users, directory);
}

/* Atlassian can't move anybody, and nothing here says so. */
static char *
change_in_words (const UmPlan *plan, const char *users)
{
  const char *name = only_directory (plan, UM_STEP_DIRECTORY_CHECK);
  g_autofree char *directory = um_words_clean (name);

  /* Translators: first "180 users", then a directory's name */
  return g_strdup_printf (_ ("Change %s to the directory %s."), users, directory);
}

static char *
products_headline (const UmPlanAction *action, const char *users)
{
  g_autofree char *products = products_in_words (action);

  if (g_str_equal (action->key, "grant-product-access"))
    /* Translators: first "2 products" or a product's name, then "180 users" */
    return g_strdup_printf (_ ("Grant access to %s to %s."), products, users);
  /* Translators: first "2 products" or a product's name, then "180 users" */
  return g_strdup_printf (_ ("Remove access to %s from %s."), products, users);
}

static char *
groups_headline (const UmPlan *plan, const UmPlanAction *action, const char *users)
{
  g_autofree char *targets = targets_in_words (plan, action);

  if (g_str_equal (action->key, "add-to-groups"))
    /* Translators: first "180 users", then "2 groups" or a group's name */
    return g_strdup_printf (_ ("Add %s to %s."), users, targets);
  /* Translators: first "180 users", then "2 groups" or a group's name */
  return g_strdup_printf (_ ("Remove %s from %s."), users, targets);
}

/* Of what is done with accounts themselves: with one %s, "180 users". (nullable) */
static const char *
find_account_headline (const char *key, guint n)
{
  if (g_str_equal (key, "deactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "Deactivate the account of %s.",
                        "Deactivate the accounts of %s.", n);
  if (g_str_equal (key, "reactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "Activate the account of %s.",
                        "Activate the accounts of %s.", n);
  if (g_str_equal (key, "delete-account"))
    return g_dngettext (GETTEXT_PACKAGE, "Delete the account of %s.", "Delete the accounts of %s.",
                        n);
  if (g_str_equal (key, "cancel-deletion"))
    return g_dngettext (GETTEXT_PACKAGE, "Cancel the deletion of the account of %s.",
                        "Cancel the deletion of the accounts of %s.", n);
  if (g_str_equal (key, "change-email"))
    return g_dngettext (GETTEXT_PACKAGE, "Change the e-mail address of %s.",
                        "Change the e-mail addresses of %s.", n);
  if (g_str_equal (key, "revoke-tokens"))
    return _ ("Revoke the API tokens of %s.");
  if (g_str_equal (key, "end-sessions"))
    return _ ("End the sessions of %s.");
  if (g_str_equal (key, "invite"))
    return _ ("Invite %s.");
  return NULL;
}

/* What one action of a plan does to @n users. */
static char *
action_headline (const UmPlan *plan, const UmPlanAction *action, guint n)
{
  g_autofree char *users = um_words_users (n);
  const char *headline;

  if (action->past != NULL)
    return undo_in_words (action, users);
  if (g_str_equal (action->key, "create-issues"))
    return issues_in_words (action, n);
  if (g_str_equal (action->key, "invite"))
    return people_in_words (n);
  if (g_str_equal (action->key, "add-to-groups") || g_str_equal (action->key, "remove-from-groups"))
    return groups_headline (plan, action, users);
  if (action->product_names != NULL)
    return products_headline (action, users);
  if (g_str_equal (action->key, "suspend") || g_str_equal (action->key, "restore"))
    return access_in_words (plan, action->key, users);
  if (g_str_equal (action->key, "remove-user"))
    return removal_in_words (plan, users);
  if (g_str_equal (action->key, "change-directory"))
    return change_in_words (plan, users);
  headline = find_account_headline (action->key, n);
  if (headline != NULL)
    return um_words_fill (headline, users);
  /* Translators: first the name of an action, then "180 users" */
  return g_strdup_printf (_ ("%s: %s."), um_words_action_name (action->key), users);
}

/* Of each user each action once. FALSE where it isn't known which step is whose. */
static gboolean
count_user (const UmPlanUser *user, guint *counts, guint *last, guint mark, guint n_actions)
{
  for (guint i = 0; i < user->n_steps; i++)
    {
      guint action = user->steps[i].action;

      if (user->steps[i].skip != UM_SKIP_NONE)
        continue;
      if (action >= n_actions)
        return FALSE;
      counts[action] += last[action] != mark;
      last[action] = mark;
    }
  return TRUE;
}

/* Each of several actions in a sentence, those that do nothing left out; "" where it isn't known
 * which step is whose. */
static char *
headlines_of_each (const UmPlan *plan)
{
  guint n_actions = plan->actions->len;
  g_autofree guint *counts = g_new0 (guint, n_actions);
  g_autofree guint *last = g_new0 (guint, n_actions);
  GString *text = g_string_new (NULL);
  gboolean known = TRUE;

  for (guint i = 0; i < plan->users->len && known; i++)
    if (um_plan_user_is_touched (plan->users->pdata[i]))
      known = count_user (plan->users->pdata[i], counts, last, i + 1, n_actions);
  for (guint i = 0; i < n_actions && known; i++)
    {
      g_autofree char *headline = NULL;

      if (counts[i] == 0)
        continue;
      headline = action_headline (plan, plan->actions->pdata[i], counts[i]);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", headline);
    }
  return g_string_free (text, FALSE);
}

/* All actions of a plan in one sentence. */
static char *
headline_of_all (const UmPlan *plan, guint n)
{
  const UmPlanAction *action = only_action (plan);
  g_autofree char *users = um_words_users (n);
  g_autofree char *like = like_in_words (plan, users);
  g_autofree char *actions = NULL;

  if (n == 0)
    return g_strdup (_ ("Nothing will be changed."));
  if (like != NULL)
    return g_steal_pointer (&like);
  if (action != NULL)
    return action_headline (plan, action, n);
  actions = actions_in_words (plan);
  /* Translators: first "180 users", then the names of several actions */
  return g_strdup_printf (_ ("Change %s: %s."), users, actions);
}

/**
 * um_words_plan_headline:
 * @plan: a plan
 * @summary: its summary
 *
 * Returns: (transfer full): "Remove 180 users from 2 groups."; of several actions a sentence each
 */
char *
um_words_plan_headline (const UmPlan *plan, const UmPlanSummary *summary)
{
  gboolean adds, removes;
  g_autofree char *each = NULL;

  if (summary->touched > 0 && plan->actions->len > 1 && find_like (plan, &adds, &removes) == NULL)
    each = headlines_of_each (plan);
  return each != NULL && *each != '\0' ? g_steal_pointer (&each)
                                       : headline_of_all (plan, summary->touched);
}

/* Of one action, with one %s, a number. (nullable) */
static const char *
find_button (const UmPlanAction *action, guint n)
{
  const char *key = action->key;

  if (g_str_equal (key, "add-to-groups"))
    return g_dngettext (GETTEXT_PACKAGE, "Add %s User…", "Add %s Users…", n);
  if (g_str_equal (key, "remove-from-groups") || g_str_equal (key, "remove-user"))
    return g_dngettext (GETTEXT_PACKAGE, "Remove %s User…", "Remove %s Users…", n);
  if (g_str_equal (key, "create-issues"))
    return is_one_issue (action)
             ? _ ("Create One Issue…")
             : g_dngettext (GETTEXT_PACKAGE, "Create %s Issue…", "Create %s Issues…", n);
  if (g_str_equal (key, "invite"))
    return g_dngettext (GETTEXT_PACKAGE, "Invite %s Person…", "Invite %s People…", n);
  if (g_str_equal (key, "grant-product-access"))
    return g_dngettext (GETTEXT_PACKAGE, "Grant Access to %s User…", "Grant Access to %s Users…",
                        n);
  if (g_str_equal (key, "remove-application-access"))
    return g_dngettext (GETTEXT_PACKAGE, "Remove Access of %s User…", "Remove Access of %s Users…",
                        n);
  if (g_str_equal (key, "suspend"))
    return g_dngettext (GETTEXT_PACKAGE, "Suspend %s User…", "Suspend %s Users…", n);
  if (g_str_equal (key, "restore"))
    return g_dngettext (GETTEXT_PACKAGE, "Restore %s User…", "Restore %s Users…", n);
  if (g_str_equal (key, "deactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "Deactivate %s User…", "Deactivate %s Users…", n);
  if (g_str_equal (key, "reactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "Reactivate %s User…", "Reactivate %s Users…", n);
  if (g_str_equal (key, "delete-account"))
    return g_dngettext (GETTEXT_PACKAGE, "Delete %s Account…", "Delete %s Accounts…", n);
  if (g_str_equal (key, "cancel-deletion"))
    return g_dngettext (GETTEXT_PACKAGE, "Keep %s Account…", "Keep %s Accounts…", n);
  if (g_str_equal (key, "revoke-tokens"))
    return g_dngettext (GETTEXT_PACKAGE, "Revoke Tokens of %s User…", "Revoke Tokens of %s Users…",
                        n);
  if (g_str_equal (key, "undo"))
    return g_dngettext (GETTEXT_PACKAGE, "Undo for %s User…", "Undo for %s Users…", n);
  if (g_str_equal (key, "end-sessions"))
    return g_dngettext (GETTEXT_PACKAGE, "End Sessions of %s User…", "End Sessions of %s Users…",
                        n);
  return NULL;
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
  g_autofree char *number = um_words_number (summary->touched);
  const char *label = NULL;

  if (action != NULL && action->like_name == NULL)
    label = find_button (action, summary->touched);
  if (label == NULL)
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
  g_autofree char *headline = headline_of_all (plan, summary->touched);
  gsize length = strlen (headline);

  if (length > 0 && headline[length - 1] == '.')
    headline[length - 1] = '\0';
  /* Translators: %s is a sentence without its full stop: "Remove 180 users from 2 groups" */
  return g_strdup_printf (_ ("%s?"), headline);
}
