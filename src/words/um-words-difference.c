/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In what a user is other than expected, in words. No state; any thread. */
#include "um-config.h"
#include "um-words.h"
#include "um-enums.h"
#include "um-user-difference.h"
#include "um-words-private.h"

#include <glib/gi18n-lib.h>

/* So many are told. */
#define MOST 6

static char *
status_words (const char *nick)
{
  UmUserStatus status = UM_STATUS_UNKNOWN;

  um_user_status_from_nick (nick, &status);
  /* Translators: %s is a status, such as "Suspended" */
  return g_strdup_printf (_ ("status %s"), um_words_status (status));
}

static const char *
get_words (UmDifference what)
{
  switch (what)
    {
    case UM_DIFFERENCE_GROUP_LEFT:
      /* Translators: of a user; in these, %s is a name */
      return _ ("no longer in the group “%s”");
    case UM_DIFFERENCE_GROUP_JOINED:
      return _ ("now in the group “%s”");
    case UM_DIFFERENCE_DIRECTORY_LEFT:
      return _ ("no longer in the directory “%s”");
    case UM_DIFFERENCE_DIRECTORY_JOINED:
      return _ ("now in the directory “%s”");
    case UM_DIFFERENCE_SUSPENDED:
      return _ ("suspended in the directory “%s”");
    case UM_DIFFERENCE_RESTORED:
      return _ ("no longer suspended in the directory “%s”");
    case UM_DIFFERENCE_ROLE_LOST:
      return _ ("no longer with the role “%s”");
    case UM_DIFFERENCE_ROLE_GAINED:
      return _ ("now with the role “%s”");
    case UM_DIFFERENCE_EMAIL:
      return _ ("e-mail address %s");
    case UM_DIFFERENCE_GONE:
    case UM_DIFFERENCE_STATUS:
    case UM_N_DIFFERENCES:
    default:
      return _ ("the account doesn’t exist any more");
    }
}

static char *
difference_words (UmDifference what, const char *argument)
{
  g_autofree char *clean = um_words_clean (argument);

  if (what == UM_DIFFERENCE_STATUS)
    return status_words (argument);
  if (what == UM_DIFFERENCE_EMAIL && *clean == '\0')
    return g_strdup (_ ("no e-mail address any more"));
  return um_words_fill (get_words (what), clean);
}

/**
 * um_words_differences:
 * @text: (nullable): of um_user_difference_find (), or of a journal
 *
 * Returns: (transfer full): "no longer in the group “staff”, status Suspended"
 */
char *
um_words_differences (const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  UmDifference what;
  char *argument;
  guint n = 0;

  while (um_user_difference_next (&text, &what, &argument))
    {
      g_autofree char *one = difference_words (what, argument);

      g_free (argument);
      if (n++ < MOST)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", one);
    }
  if (n > MOST)
    g_string_append (words, ", …");
  return g_string_free (g_steal_pointer (&words), FALSE);
}
