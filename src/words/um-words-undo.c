/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether a run can be undone, and what it has to do with other runs. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>

static char *
can_in_words (const UmUndoOutlook *outlook)
{
  g_autofree char *until = um_words_date (outlook->until);

  if (outlook->until != 0)
    /* Translators: %s is a date */
    return um_words_fill (_ ("Can be undone until %s."), until);
  return g_strdup (outlook->for_a_while ? _ ("Can be undone for 14 days.") : _ ("Can be undone."));
}

static char *
cant_in_words (const UmUndoOutlook *outlook)
{
  g_autofree char *until = um_words_date (outlook->was_until);

  if (outlook->for_good)
    return g_strdup (_ ("Can’t be undone."));
  if (outlook->was_until != 0)
    /* Translators: %s is a date */
    return um_words_fill (_ ("Can’t be undone any more: it could be until %s."), until);
  if (outlook->by_hand)
    return g_strdup (_ ("Issues can’t be taken back here, only deleted in Jira."));
  if (outlook->unknown)
    return g_strdup (_ ("Can’t be undone before it is known what was done: refresh the source."));
  return g_strdup (_ ("Can’t be undone."));
}

static void
append_part (GString *text, const UmUndoOutlook *outlook)
{
  g_autofree char *partly = um_words_number (outlook->partly);
  g_autofree char *until = um_words_date (outlook->until);
  g_autofree char *sentence = um_words_fill (
    /* Translators: %s is a number of users */
    g_dngettext (GETTEXT_PACKAGE, "For %s of them only in part.", "For %s of them only in part.",
                 outlook->partly),
    partly);
  /* Translators: %s is a date */
  g_autofree char *deletions = um_words_fill (_ ("Deletions until %s."), until);

  if (outlook->partly > 0)
    g_string_append_printf (text, " %s", sentence);
  if (outlook->until != 0)
    g_string_append_printf (text, " %s", deletions);
  if (outlook->unknown)
    g_string_append_printf (text, " %s", _ ("Of some it isn’t known yet what was done."));
}

/**
 * um_words_undo_outlook:
 * @outlook: of a plan or a run
 *
 * Returns: (transfer full): whether, for whom and until when it can be undone; "" where nothing was
 *   changed
 */
char *
um_words_undo_outlook (const UmUndoOutlook *outlook)
{
  g_autofree char *number = um_words_number (outlook->whole + outlook->partly);
  g_autofree char *users = um_words_users (outlook->users);
  GString *text;

  if (outlook->users == 0)
    return g_strdup (outlook->needless > 0 ? _ ("There is nothing to undo.") : "");
  if (outlook->whole == outlook->users)
    return can_in_words (outlook);
  if (outlook->whole + outlook->partly == 0)
    return cant_in_words (outlook);
  text = g_string_new (NULL);
  /* Translators: first a number, then "200 users" */
  g_string_append_printf (text, _ ("Can be undone for %s of %s."), number, users);
  append_part (text, outlook);
  return g_string_free (text, FALSE);
}

/**
 * um_words_run_of:
 * @relation: what one run is to another
 * @of: that other run
 *
 * Returns: (transfer full): "Undoes the run of 3 November 2026, 10:12."
 */
char *
um_words_run_of (UmPlanRelation relation, const UmRun *of)
{
  g_autofree char *when = um_words_moment (of->started);

  if (relation == UM_OF_UNDO)
    /* Translators: %s is a date and a time */
    return um_words_fill (_ ("Undoes the run of %s."), when);
  /* Translators: %s is a date and a time */
  return um_words_fill (_ ("Does again what failed in the run of %s."), when);
}

/**
 * um_words_run_by:
 * @by: a run that was made of another
 *
 * Returns: (transfer full): what it was to that other: "Undone by the run of 3 November 2026,
 * 10:12."
 */
char *
um_words_run_by (const UmRun *by)
{
  g_autofree char *when = um_words_moment (by->started);

  if (by->relation == UM_OF_UNDO)
    /* Translators: %s is a date and a time */
    return um_words_fill (_ ("Undone by the run of %s."), when);
  /* Translators: %s is a date and a time */
  return um_words_fill (_ ("What failed was done again by the run of %s."), when);
}
