/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To how many of the selected users an action can be done, in words. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>

/* Reasons that are named; the others are counted together. */
#define MOST_NAMED 2

static char *
fill_number (const char *text, guint n)
{
  g_autofree char *number = um_words_number (n);

  return um_words_fill (text, number);
}

/* ---- reasons ---- */

/* For how many it is so already, as the part of a sentence. */
static const char *
already_so (const char *key, guint n)
{
  if (g_str_equal (key, "deactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "%s is deactivated already", "%s are deactivated already",
                        n);
  if (g_str_equal (key, "reactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "%s is active already", "%s are active already", n);
  if (g_str_equal (key, "suspend"))
    return g_dngettext (GETTEXT_PACKAGE, "%s is suspended already", "%s are suspended already", n);
  if (g_str_equal (key, "restore"))
    return g_dngettext (GETTEXT_PACKAGE, "%s isn’t suspended", "%s aren’t suspended", n);
  if (g_str_equal (key, "delete-account"))
    return g_dngettext (GETTEXT_PACKAGE, "%s is being deleted already",
                        "%s are being deleted already", n);
  if (g_str_equal (key, "cancel-deletion"))
    return g_dngettext (GETTEXT_PACKAGE, "%s isn’t being deleted", "%s aren’t being deleted", n);
  if (g_str_equal (key, "remove-user"))
    return g_dngettext (GETTEXT_PACKAGE, "%s has no access here", "%s have no access here", n);
  if (g_str_equal (key, "revoke-tokens"))
    return g_dngettext (GETTEXT_PACKAGE, "%s has no API token", "%s have no API token", n);
  return g_dngettext (GETTEXT_PACKAGE, "%s is so already", "%s are so already", n);
}

/* (nullable): %NULL for what is rare. */
static const char *
reason_of (UmSkip skip, const char *key, guint n)
{
  switch (skip)
    {
    case UM_SKIP_ALREADY_SO:
      return already_so (key, n);
    case UM_SKIP_NOT_MANAGED:
      return g_dngettext (GETTEXT_PACKAGE, "%s isn’t managed by your organisation",
                          "%s aren’t managed by your organisation", n);
    case UM_SKIP_SYNCED:
      return g_dngettext (GETTEXT_PACKAGE, "%s is kept by your identity provider",
                          "%s are kept by your identity provider", n);
    case UM_SKIP_YOURSELF:
      return g_dngettext (GETTEXT_PACKAGE, "%s is your own account", "%s are your own account", n);
    case UM_SKIP_LAST_ADMIN:
      return g_dngettext (GETTEXT_PACKAGE, "%s is needed as the last administrator",
                          "%s are needed as the last administrators", n);
    case UM_SKIP_FORMER_USER:
      return g_dngettext (GETTEXT_PACKAGE, "%s is a former user", "%s are former users", n);
    case UM_SKIP_APP:
      return g_dngettext (GETTEXT_PACKAGE, "%s is an app", "%s are apps", n);
    case UM_SKIP_DELETED:
      return g_dngettext (GETTEXT_PACKAGE, "%s is being deleted", "%s are being deleted", n);
    case UM_SKIP_DEACTIVATED:
      return g_dngettext (GETTEXT_PACKAGE, "%s is deactivated", "%s are deactivated", n);
    case UM_SKIP_NOT_IN_DIRECTORY:
      return g_dngettext (GETTEXT_PACKAGE, "%s is in no directory", "%s are in no directory", n);
    case UM_SKIP_STATUS_UNKNOWN:
      return g_dngettext (GETTEXT_PACKAGE, "of %s the state isn’t known",
                          "of %s the state isn’t known", n);
    default:
      return NULL;
    }
}

static char *
count_reason (UmSkip skip, const char *key, guint n)
{
  const char *text = reason_of (skip, key, n);
  g_autofree char *number = NULL;

  if (text != NULL)
    return fill_number (text, n);
  number = um_words_number (n);
  /* Translators: a number of users, and why something can't be done to them */
  return g_strdup_printf (_ ("%s: %s"), number, um_words_skip (skip));
}

/* The most frequent of those that aren't @told, the first of equals; UM_SKIP_NONE: none is left. */
static UmSkip
find_next (const UmActionTally *tally, const gboolean *told)
{
  UmSkip found = UM_SKIP_NONE;

  for (UmSkip skip = UM_SKIP_NONE + 1; skip < UM_N_SKIPS; skip++)
    if (!told[skip] && tally->skipped[skip] > tally->skipped[found])
      found = skip;
  return found;
}

/**
 * um_words_tally_reasons:
 * @tally: to how many users an action can be done
 *
 * Returns: (transfer full): why not to the others: "32 aren’t managed by your organisation, 4 are
 *   apps, 2 for other reasons"; "" where there are none
 */
char *
um_words_tally_reasons (const UmActionTally *tally)
{
  gboolean told[UM_N_SKIPS] = { FALSE };
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  guint rest = tally->users - tally->possible;

  for (guint i = 0; i < MOST_NAMED && rest > 0; i++)
    {
      UmSkip skip = find_next (tally, told);

      if (skip == UM_SKIP_NONE)
        break;
      told[skip] = TRUE;
      rest -= tally->skipped[skip];
      g_ptr_array_add (texts, count_reason (skip, tally->key, tally->skipped[skip]));
    }
  if (rest > 0)
    g_ptr_array_add (texts, fill_number (g_dngettext (GETTEXT_PACKAGE, "%s for another reason",
                                                      "%s for other reasons", rest),
                                         rest));
  g_ptr_array_add (texts, NULL);
  /* Translators: what stands between two reasons in a sentence */
  return g_strjoinv (_ (", "), (char **) texts->pdata);
}

/* ---- nobody ---- */

/* Where it is so for all users already. */
static const char *
all_so (const char *key, guint n)
{
  if (g_str_equal (key, "deactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user is deactivated already.",
                        "All %s selected users are deactivated already.", n);
  if (g_str_equal (key, "reactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user is active already.",
                        "All %s selected users are active already.", n);
  if (g_str_equal (key, "suspend"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user is suspended already.",
                        "All %s selected users are suspended already.", n);
  if (g_str_equal (key, "restore"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user isn’t suspended.",
                        "None of the %s selected users is suspended.", n);
  if (g_str_equal (key, "delete-account"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user is being deleted already.",
                        "All %s selected users are being deleted already.", n);
  if (g_str_equal (key, "cancel-deletion"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user isn’t being deleted.",
                        "None of the %s selected users is being deleted.", n);
  if (g_str_equal (key, "remove-user"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user has no access here.",
                        "None of the %s selected users has access here.", n);
  if (g_str_equal (key, "revoke-tokens"))
    return g_dngettext (GETTEXT_PACKAGE, "The selected user has no API token.",
                        "None of the %s selected users has an API token.", n);
  return NULL;
}

/* A sentence of its own where there is one reason for all. (nullable) */
static const char *
reason_for_all (const UmActionTally *tally)
{
  if (tally->skipped[UM_SKIP_ALREADY_SO] == tally->users)
    return all_so (tally->key, tally->users);
  if (tally->skipped[UM_SKIP_NOT_MANAGED] == tally->users)
    return g_dngettext (GETTEXT_PACKAGE, "The selected user isn’t managed by your organisation.",
                        "None of the %s selected users is managed by your organisation.",
                        tally->users);
  if (tally->skipped[UM_SKIP_SYNCED] == tally->users)
    return g_dngettext (GETTEXT_PACKAGE, "The selected user is kept by your identity provider.",
                        "All %s selected users are kept by your identity provider.", tally->users);
  return NULL;
}

static char *
nobody (const UmActionTally *tally)
{
  static const gboolean told[UM_N_SKIPS];
  const char *sentence = reason_for_all (tally);
  g_autofree char *number = um_words_number (tally->users);
  g_autofree char *reasons = NULL;

  if (sentence != NULL)
    return um_words_fill (sentence, number);
  if (tally->users == 1)
    /* Translators: %s is a reason, such as "an app, not a person" */
    return g_strdup_printf (_ ("Not possible for the selected user: %s."),
                            um_words_skip (find_next (tally, told)));
  reasons = um_words_tally_reasons (tally);
  /* Translators: a number of users, and reasons: "4 are apps, 2 are suspended already" */
  return g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "Not possible for any of the %s selected user: %s.",
                 "Not possible for any of the %s selected users: %s.", tally->users),
    number, reasons);
}

/* ---- some ---- */

/* What can be done to some, with two numbers: how many, and of how many. */
static const char *
some (const char *key, guint n)
{
  if (g_str_equal (key, "deactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be deactivated",
                        "%s of %s selected users can be deactivated", n);
  if (g_str_equal (key, "reactivate"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be reactivated",
                        "%s of %s selected users can be reactivated", n);
  if (g_str_equal (key, "suspend"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be suspended",
                        "%s of %s selected users can be suspended", n);
  if (g_str_equal (key, "restore"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can get their access back",
                        "%s of %s selected users can get their access back", n);
  if (g_str_equal (key, "change-email"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can get another address",
                        "%s of %s selected users can get another address", n);
  if (g_str_equal (key, "end-sessions"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be logged out",
                        "%s of %s selected users can be logged out", n);
  if (g_str_equal (key, "delete-account"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be deleted",
                        "%s of %s selected users can be deleted", n);
  if (g_str_equal (key, "cancel-deletion"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be kept",
                        "%s of %s selected users can be kept", n);
  if (g_str_equal (key, "remove-user"))
    return g_dngettext (GETTEXT_PACKAGE, "%s of %s selected users can be removed",
                        "%s of %s selected users can be removed", n);
  return g_dngettext (GETTEXT_PACKAGE, "Possible for %s of %s selected users",
                      "Possible for %s of %s selected users", n);
}

/**
 * um_words_tally:
 * @tally: to how many users an action can be done
 *
 * Returns: (transfer full): "180 of 212 selected users can be deactivated; 32 aren’t managed by
 *   your organisation."; of nobody, why: "None of the 13 selected users is being deleted."; ""
 * where it can be done to all
 */
char *
um_words_tally (const UmActionTally *tally)
{
  g_autofree char *first = NULL;
  g_autofree char *both = NULL;
  g_autofree char *reasons = NULL;

  if (tally->possible == tally->users)
    return g_strdup ("");
  if (tally->possible == 0)
    return nobody (tally);
  first = fill_number (some (tally->key, tally->possible), tally->possible);
  both = fill_number (first, tally->users);
  reasons = um_words_tally_reasons (tally);
  /* Translators: first to how many users something can be done, then why not to the others */
  return g_strdup_printf (_ ("%s; %s."), both, reasons);
}
