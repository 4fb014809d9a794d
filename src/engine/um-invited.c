/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking up the people of a plan that invites. No state; any thread. */
#include "um-invited-private.h"

#include "um-action-info.h"
#include "um-email.h"
#include "um-problem.h"

static void
invited_free (gpointer data)
{
  UmInvited *self = data;

  um_invitee_free (self->invitee);
  g_free (self);
}

static gboolean
check_things (UmDirectory *directory, UmSet set, GPtrArray *ids, UmProblem no_such, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (um_directory_find_thing (directory, set, g_ptr_array_index (ids, i)) == UM_NO_ROW)
      {
        g_set_error_literal (error, UM_PROBLEM, no_such, g_ptr_array_index (ids, i));
        return FALSE;
      }
  return TRUE;
}

static gboolean
check (const UmInvitee *invitee, UmDirectory *directory, GError **error)
{
  return check_things (directory, UM_SET_PRODUCTS, invitee->products, UM_PROBLEM_NO_SUCH_PRODUCT,
                       error)
         && check_things (directory, UM_SET_GROUPS, invitee->groups, UM_PROBLEM_NO_SUCH_GROUP,
                          error);
}

static void
add_values (GPtrArray *values, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    um_invitee_add (values, g_ptr_array_index (more, i));
}

static void
add_person (GHashTable *people, UmInvitee *invitee)
{
  UmInvited *invited = g_hash_table_lookup (people, invitee->address);

  if (invited != NULL)
    {
      add_values (invited->invitee->products, invitee->products);
      add_values (invited->invitee->groups, invitee->groups);
      um_invitee_free (invitee);
      return;
    }
  invited = g_new0 (UmInvited, 1);
  invited->invitee = invitee;
  invited->row = UM_NO_ROW;
  g_hash_table_insert (people, invitee->address, invited);
}

/* Folding takes accents away, by which mailboxes differ. */
static gboolean
is_address_of (UmDirectory *directory, guint row, const char *address)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  return user.email != NULL && um_email_equal (user.email, address);
}

/* Of several accounts with one address that counts which is in use. */
static gboolean
takes_over (UmDirectory *directory, guint row, guint before)
{
  if (um_directory_get_status (directory, row) == UM_STATUS_FORMER)
    return FALSE;
  return before == UM_NO_ROW || um_directory_get_status (directory, before) != UM_STATUS_ACTIVE;
}

/* The directory is gone through once, however many people there are. */
static void
find_rows (GHashTable *people, UmDirectory *directory)
{
  g_autoptr (GHashTable) folded = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer address, value;

  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, &address, &value))
    g_hash_table_insert (folded, um_text_fold (address), value);
  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    {
      gsize length;
      UmInvited *invited = g_hash_table_lookup (
        folded, um_directory_get_folded (directory, row, UM_COLUMN_EMAIL, &length));

      if (invited != NULL && is_address_of (directory, row, invited->invitee->address)
          && takes_over (directory, row, invited->row))
        invited->row = row;
    }
}

GHashTable *
um_invited_prepare (const UmPlanAction *asked,
                    UmDirectory *directory,
                    gboolean strict,
                    GError **error)
{
  g_autoptr (GHashTable)
    people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, invited_free);
  const char *nick = um_input_kind_to_nick (UM_INPUT_PEOPLE);
  g_autofree const char **texts = um_plan_action_get_input (asked, nick);

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      g_autoptr (UmInvitee) invitee = um_invitee_parse (texts[i]);

      if (invitee == NULL)
        {
          g_set_error (error, UM_PROBLEM, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.%s", nick);
          return NULL;
        }
      if (strict && !check (invitee, directory, error))
        return NULL;
      add_person (people, g_steal_pointer (&invitee));
    }
  find_rows (people, directory);
  return g_steal_pointer (&people);
}

guint
um_invited_get_row (GHashTable *people, const char *address)
{
  const UmInvited *invited = people != NULL ? g_hash_table_lookup (people, address) : NULL;

  return invited != NULL ? invited->row : UM_NO_ROW;
}
