/* SPDX-License-Identifier: GPL-3.0-or-later */
/* In what a user is other than he was expected to be. No state; any thread. */
#include "um-user-difference.h"

#include "um-enums.h"

#include <string.h>

/* A user in one of the directories. */
typedef struct
{
  UmDirectory *directory;
  guint row;
} Side;

/* What there is to compare. */
typedef struct
{
  Side expected;
  Side found;
  Side before; /* its row is UM_NO_ROW where that isn't known */
  GString *lines;
} Comparison;

/* Sets and what it means to be in them no more, or newly. */
static const struct
{
  UmSet set;
  UmDifference lost;
  UmDifference gained;
} compared[] = {
  { UM_SET_DIRECTORIES, UM_DIFFERENCE_DIRECTORY_LEFT, UM_DIFFERENCE_DIRECTORY_JOINED },
  { UM_SET_SUSPENSIONS, UM_DIFFERENCE_RESTORED, UM_DIFFERENCE_SUSPENDED },
  { UM_SET_GROUPS, UM_DIFFERENCE_GROUP_LEFT, UM_DIFFERENCE_GROUP_JOINED },
  { UM_SET_ROLES, UM_DIFFERENCE_ROLE_LOST, UM_DIFFERENCE_ROLE_GAINED },
};

static Side
find_side (UmDirectory *directory, const char *account_id)
{
  Side side = { directory, UM_NO_ROW };

  if (directory != NULL)
    side.row = um_directory_find (directory, account_id);
  return side;
}

static void
add_line (Comparison *self, UmDifference what, const char *argument)
{
  g_autofree char *plain = g_strdup (argument != NULL ? argument : "");

  g_strdelimit (plain, "\t\n\r", ' ');
  g_string_append_printf (self->lines, "%s%s\t%s", self->lines->len > 0 ? "\n" : "",
                          um_difference_to_nick (what), plain);
}

/* ---- sets ---- */

static UmTruth
is_in (const Side *side, UmSet set, const char *id)
{
  guint thing = um_directory_find_thing (side->directory, set, id);

  return thing != UM_NO_ROW ? um_directory_is_member (side->directory, set, thing, side->row)
                            : UM_NO;
}

/* Of the things of @side, which is one of the two, those that the other hasn't. */
static void
add_those_of (Comparison *self, const Side *side, guint index, UmDifference what)
{
  UmSet set = compared[index].set;
  const Side *other = side == &self->found ? &self->expected : &self->found;
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (side->directory, set),
                                                  side->row, &n_things);

  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *thing = um_directory_get_thing (side->directory, set, things[i]);

      if (is_in (side, set, thing->id) != UM_YES || is_in (other, set, thing->id) != UM_NO)
        continue;
      if (self->before.row == UM_NO_ROW
          || is_in (&self->before, set, thing->id) != is_in (&self->found, set, thing->id))
        add_line (self, what, thing->name != NULL ? thing->name : thing->id);
    }
}

/* ---- the user himself ---- */

static gboolean
is_as_before (const Comparison *self, UmDifference what, const UmUser *found)
{
  UmUser before;

  if (self->before.row == UM_NO_ROW)
    return FALSE;
  um_directory_get_user (self->before.directory, self->before.row, &before);
  return what == UM_DIFFERENCE_STATUS ? before.status == found->status
                                      : g_strcmp0 (before.email, found->email) == 0;
}

static gboolean
is_same_address (const char *a, const char *b)
{
  g_autofree char *folded = a != NULL ? g_utf8_casefold (a, -1) : NULL;
  g_autofree char *other = b != NULL ? g_utf8_casefold (b, -1) : NULL;

  return g_strcmp0 (folded, other) == 0;
}

static void
compare_record (Comparison *self)
{
  UmUser expected, found;

  um_directory_get_user (self->expected.directory, self->expected.row, &expected);
  um_directory_get_user (self->found.directory, self->found.row, &found);
  if (expected.status != found.status && !is_as_before (self, UM_DIFFERENCE_STATUS, &found))
    add_line (self, UM_DIFFERENCE_STATUS, um_user_status_to_nick (found.status));
  if (!is_same_address (expected.email, found.email)
      && !is_as_before (self, UM_DIFFERENCE_EMAIL, &found))
    add_line (self, UM_DIFFERENCE_EMAIL, found.email);
}

char *
um_user_difference_find (UmDirectory *expected,
                         UmDirectory *found,
                         UmDirectory *before,
                         const char *account_id)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  Comparison self = {
    .expected = find_side (expected, account_id),
    .found = find_side (found, account_id),
    .before = find_side (before, account_id),
    .lines = lines,
  };

  g_return_val_if_fail (self.expected.row != UM_NO_ROW, NULL);

  if (self.found.row == UM_NO_ROW)
    {
      /* Who is in no directory any more isn't listed, unless his account is managed. */
      if (um_directory_get_status (expected, self.expected.row) != UM_STATUS_NO_ACCESS)
        add_line (&self, UM_DIFFERENCE_GONE, NULL);
    }
  else
    {
      compare_record (&self);
      for (guint i = 0; i < G_N_ELEMENTS (compared); i++)
        {
          add_those_of (&self, &self.expected, i, compared[i].lost);
          add_those_of (&self, &self.found, i, compared[i].gained);
        }
    }
  return lines->len > 0 ? g_strdup (lines->str) : NULL;
}

gboolean
um_user_difference_next (const char **text, UmDifference *what, char **argument)
{
  while (*text != NULL && **text != '\0')
    {
      const char *line = *text;
      gsize length = strcspn (line, "\n");
      g_autofree char *whole = g_strndup (line, length);
      char *tab = strchr (whole, '\t');

      *text = line + length + (line[length] != '\0');
      if (tab != NULL)
        *tab = '\0';
      if (!um_difference_from_nick (whole, what))
        continue;
      *argument = g_strdup (tab != NULL ? tab + 1 : "");
      return TRUE;
    }
  return FALSE;
}
