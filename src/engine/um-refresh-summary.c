/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refresh changed. No state; any thread. */
#include "um-refresh-private.h"

#include <string.h>

static gboolean
is_same_record (const UmUser *a, const UmUser *b)
{
  return g_strcmp0 (a->name, b->name) == 0 && g_strcmp0 (a->email, b->email) == 0
         && a->status == b->status && a->type == b->type && a->managed == b->managed
         && a->synced == b->synced && a->added == b->added;
}

/* Index in @to of each group of @from. (transfer full) (array) */
static guint32 *
map_groups (UmDirectory *from, UmDirectory *to)
{
  guint n = um_directory_get_n_things (from, UM_SET_GROUPS);
  guint32 *map = g_new (guint32, n + 1);

  for (guint i = 0; i < n; i++)
    map[i] = um_directory_find_thing (to, UM_SET_GROUPS,
                                      um_directory_get_thing (from, UM_SET_GROUPS, i)->id);
  return map;
}

static gboolean
is_same_membership (const UmRelation *before,
                    guint before_row,
                    const guint32 *map,
                    const UmRelation *after,
                    guint after_row)
{
  guint n_before, n_after;
  const guint32 *groups = um_relation_get_things (before, before_row, &n_before);

  um_relation_get_things (after, after_row, &n_after);
  if (n_before != n_after)
    return FALSE;
  for (guint i = 0; i < n_before; i++)
    if (map[groups[i]] == UM_NO_ROW || !um_relation_contains (after, map[groups[i]], after_row))
      return FALSE;
  return TRUE;
}

static guint
count_changed (UmDirectory *before, UmDirectory *after, guint *n_kept)
{
  g_autofree guint32 *map = map_groups (before, after);
  const UmRelation *groups_before = um_directory_get_relation (before, UM_SET_GROUPS);
  const UmRelation *groups_after = um_directory_get_relation (after, UM_SET_GROUPS);
  /* Where memberships weren't known, knowing them is no change. */
  gboolean by_groups = um_directory_get_members_read (before) != UM_TIME_UNKNOWN;
  guint n_changed = 0;

  *n_kept = 0;
  for (guint row = 0; row < um_directory_get_n_rows (after); row++)
    {
      guint old = um_directory_find (before, um_directory_get_account_id (after, row));
      UmUser was, is;

      if (old == UM_NO_ROW)
        continue;
      (*n_kept)++;
      um_directory_get_user (before, old, &was);
      um_directory_get_user (after, row, &is);
      if (!is_same_record (&was, &is)
          || (by_groups && !is_same_membership (groups_before, old, map, groups_after, row)))
        n_changed++;
    }
  return n_changed;
}

void
um_refresh_compare (UmDirectory *before, UmDirectory *after, UmRefreshSummary *summary)
{
  guint n_kept = 0;

  memset (summary, 0, sizeof *summary);
  summary->n_users = um_directory_get_n_rows (after);
  summary->n_groups = um_directory_get_n_things (after, UM_SET_GROUPS);
  if (before != NULL)
    {
      summary->changed = count_changed (before, after, &n_kept);
      summary->removed = um_directory_get_n_rows (before) - n_kept;
    }
  summary->added = summary->n_users - n_kept;
}
