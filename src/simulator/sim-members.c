/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Who is in which group. The truth is each user's short list of groups; a group's members are its
 * seeded slice and the later additions, as far as the users confirm them, made into a list when a
 * page of them is asked for and kept until something in it changes.
 */

#include "sim-members.h"

#include <stdlib.h>
#include <string.h>

#include "sim-lag.h"
#include "sim-seats.h"
#include "sim-standing.h"

/* Returns: whether @user is in @group: the truth, not what lists show */
gboolean
sim_members_has (SimStore *store, guint user, guint group)
{
  const SimUser *record = sim_store_user (store, user);

  for (guint i = 0; i < record->n_groups; i++)
    if (record->groups[i] == group)
      return TRUE;
  return FALSE;
}

static guint
lower_bound (const guint32 *rows, guint n, guint32 row)
{
  guint low = 0;

  while (low < n)
    {
      guint middle = low + (n - low) / 2;

      if (rows[middle] < row)
        low = middle + 1;
      else
        n = middle;
    }
  return low;
}

static gboolean
contains (const guint32 *rows, guint n, guint32 row)
{
  guint at = lower_bound (rows, n, row);

  return at < n && rows[at] == row;
}

/* Makes sure that a page of @group's members can find @user. */
static void
remember_candidate (SimStore *store, SimGroup *group, guint32 user)
{
  guint at;

  if (contains (store->members + group->first, group->n_first, user))
    return;
  if (group->added == NULL)
    group->added = g_array_new (FALSE, FALSE, sizeof (guint32));
  at = lower_bound ((guint32 *) group->added->data, group->added->len, user);
  if (at == group->added->len || g_array_index (group->added, guint32, at) != user)
    g_array_insert_val (group->added, at, user);
}

/* Gives @user a list of groups of his own with room for one more. */
static void
own_groups (SimUser *user)
{
  guint32 *copy = g_new (guint32, user->n_groups + 1);

  if (user->n_groups > 0)
    memcpy (copy, user->groups, user->n_groups * sizeof *copy);
  if (user->flags & SIM_USER_OWN_GROUPS)
    g_free (user->groups);
  user->groups = copy;
  user->flags |= SIM_USER_OWN_GROUPS;
}

/* Puts @user into @group; he must not be in it. */
void
sim_members_add (SimStore *store, guint user, guint group)
{
  SimUser *record = sim_store_user (store, user);
  SimGroup *into = sim_store_group (store, group);

  g_return_if_fail (!sim_members_has (store, user, group));

  sim_lag_note (store->lag, user, group, FALSE);
  sim_seats_count (store, user, -1);
  own_groups (record);
  record->groups[record->n_groups++] = group;
  sim_seats_count (store, user, +1);

  remember_candidate (store, into, user);
  into->n_members++;
  into->version++;
}

/* Takes @user out of @group; he must be in it. */
void
sim_members_remove (SimStore *store, guint user, guint group)
{
  SimUser *record = sim_store_user (store, user);
  SimGroup *from = sim_store_group (store, group);
  guint at = 0;

  g_return_if_fail (sim_members_has (store, user, group));

  sim_lag_note (store->lag, user, group, TRUE);
  sim_seats_count (store, user, -1);
  own_groups (record);
  while (record->groups[at] != group)
    at++;
  memmove (record->groups + at, record->groups + at + 1,
           (record->n_groups - at - 1) * sizeof *record->groups);
  record->n_groups--;
  sim_seats_count (store, user, +1);

  from->n_members--;
  from->version++;
}

/* Returns: whether lists show @user as active */
gboolean
sim_members_is_active (SimStore *store, guint user)
{
  return sim_standing_status (sim_standing_shown (store, user), SIM_EVERYWHERE)
         == SIM_STATUS_ACTIVE;
}

static void
append_shown (
  SimStore *store, guint group, gboolean inactive, const guint32 *rows, guint n, GArray *into)
{
  for (guint i = 0; i < n; i++)
    {
      gboolean in = sim_members_has (store, rows[i], group);

      if (sim_lag_shown (store->lag, rows[i], group, in)
          && (inactive || sim_members_is_active (store, rows[i])))
        g_array_append_val (into, rows[i]);
    }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint32 left = *(const guint32 *) a, right = *(const guint32 *) b;

  return (left > right) - (left < right);
}

/**
 * sim_members_list:
 * @inactive: with those who can't log in
 * @n: (out): how many
 *
 * Returns: (transfer none): the members of @group as lists show them, by row; good until the next
 *   change
 */
const guint32 *
sim_members_list (SimStore *store, guint group, gboolean inactive, guint *n)
{
  SimGroup *record = sim_store_group (store, group);
  guint64 version = record->version + store->version;
  GArray *list = record->listing[inactive];

  if (list == NULL)
    list = record->listing[inactive] = g_array_sized_new (FALSE, FALSE, sizeof (guint32),
                                                          record->n_members + 1);
  else if (record->listed[inactive] == version)
    {
      *n = list->len;
      return (const guint32 *) (gpointer) list->data;
    }

  g_array_set_size (list, 0);
  append_shown (store, group, inactive, store->members + record->first, record->n_first, list);
  if (record->added != NULL)
    {
      append_shown (store, group, inactive, (guint32 *) (gpointer) record->added->data,
                    record->added->len, list);
      g_array_sort (list, compare_rows);
    }
  record->listed[inactive] = version;
  *n = list->len;
  return (const guint32 *) (gpointer) list->data;
}

/* Returns: (transfer full): the groups of @user as lists show them, in no order */
GArray *
sim_members_groups_of (SimStore *store, guint user)
{
  const SimUser *record = sim_store_user (store, user);
  GArray *groups = g_array_sized_new (FALSE, FALSE, sizeof (guint32), record->n_groups + 1);

  for (guint i = 0; i < record->n_groups; i++)
    if (sim_lag_shown (store->lag, user, record->groups[i], TRUE))
      g_array_append_val (groups, record->groups[i]);
  sim_lag_groups (store->lag, user, groups);
  return groups;
}

/**
 * sim_members_truth:
 * @n: (out): how many
 *
 * Returns: (transfer full): those who really are in @group, whatever lists show
 */
guint32 *
sim_members_truth (SimStore *store, guint group, guint *n)
{
  const SimGroup *record = sim_store_group (store, group);
  guint n_added = record->added != NULL ? record->added->len : 0;
  guint32 *members = g_new (guint32, record->n_members + 1);

  *n = 0;
  for (guint i = 0; i < record->n_first + n_added; i++)
    {
      guint32 user = i < record->n_first
                       ? store->members[record->first + i]
                       : g_array_index (record->added, guint32, i - record->n_first);

      if (sim_members_has (store, user, group))
        members[(*n)++] = user;
    }
  return members;
}
