/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some users of an organisation anew, or those of some groups (ATLASSIAN.md §4). A search finds ten
 * accounts at once in one directory, so each directory is asked for them, and then, for those found
 * in none, whether they are managed all the same. Who is in a group's own directory alone is told
 * whole by the search for the group. The stage belongs to its task; main
 * thread, what is found waits in the draft. */
#include "um-refresh-private.h"

#define CHUNK 10 /* account ids of one search */
#define WIDTH 4

typedef struct
{
  UmRefresh *refresh;
  UmOrg *org;
  GPtrArray *ids;    /* of char *: accounts to be searched for in each directory */
  GHashTable *found; /* account ids told by a group's search, then by a directory */
  guint group;       /* of the refresh's */
  guint directory;   /* the next that is asked; behind the last, for those in none … */
  guint id;          /* … for the accounts from here on */
  guint n_asking;    /* searches for accounts in flight */
} Part;

typedef struct
{
  UmPump *pump;
  Part *part;
  const char *directory_id; /* NULL: accounts in none */
} Asking;

static const UmOrgExpand all = UM_ORG_EXPAND_ROLES | UM_ORG_EXPAND_ACCESS | UM_ORG_EXPAND_GROUPS;

static void
part_free (gpointer data)
{
  Part *part = data;

  g_object_unref (part->org);
  g_ptr_array_unref (part->ids);
  g_hash_table_unref (part->found);
  g_free (part);
}

static void
add_id (Part *part, const char *account_id)
{
  g_ptr_array_add (part->ids, g_strdup (account_id));
  um_org_draft_forget (part->refresh->org_draft, account_id);
}

/* ---- accounts ---- */

static void
accounts_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Asking *asking = user_data;
  Part *part = asking->part;
  UmRefresh *refresh = part->refresh;
  GError *error = NULL;
  UmOrgPage *page = um_org_list_finish (UM_ORG (source), result, &error);

  part->n_asking--;
  if (page != NULL)
    {
      for (guint i = 0; i < page->items->len; i++)
        g_hash_table_add (part->found,
                          g_strdup (((const UmOrgUser *) page->items->pdata[i])->account_id));
      um_org_draft_collect (refresh->org_draft, asking->directory_id, page);
      um_refresh_set_progress (refresh, UM_REFRESH_MEMBERS, refresh->done + 1, refresh->total);
    }
  um_pump_end_one (asking->pump, error);
}

/* Only those whom no directory has are left to be asked for. */
static void
drop_found (Part *part)
{
  for (guint i = part->ids->len; i > 0; i--)
    if (g_hash_table_contains (part->found, part->ids->pdata[i - 1]))
      g_ptr_array_remove_index_fast (part->ids, i - 1);
  um_refresh_set_progress (part->refresh, UM_REFRESH_MEMBERS, part->refresh->done,
                           part->refresh->total + (part->ids->len + CHUNK - 1) / CHUNK);
}

/* Whether there is something to be asked for now: whom no directory has is known when all of them
 * have answered. */
static gboolean
find_next (Part *part)
{
  guint n_directories = um_directory_get_n_things (part->refresh->before, UM_SET_DIRECTORIES);

  if (part->id < part->ids->len)
    return part->directory <= n_directories;
  if (part->directory >= n_directories)
    return FALSE;
  if (part->directory + 1 == n_directories)
    {
      if (part->n_asking > 0)
        return FALSE;
      drop_found (part);
    }
  part->directory++;
  part->id = 0;
  return part->ids->len > 0;
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Part *part = data;
  UmDirectory *before = part->refresh->before;
  const char *chunk[CHUNK + 1] = { NULL };
  UmOrgUserQuery query = { .account_ids = chunk, .expand = all };
  Asking *asking;

  if (!find_next (part))
    return FALSE;
  for (guint i = 0; i < CHUNK && part->id < part->ids->len; i++)
    chunk[i] = part->ids->pdata[part->id++];
  asking = g_new0 (Asking, 1);
  asking->pump = pump;
  asking->part = part;
  if (part->directory < um_directory_get_n_things (before, UM_SET_DIRECTORIES))
    asking->directory_id = um_directory_get_thing (before, UM_SET_DIRECTORIES, part->directory)->id;
  query.outside = asking->directory_id == NULL;
  part->n_asking++;
  um_org_search_users_async (part->org,
                             query.outside ? UM_ORG_ALL_DIRECTORIES : asking->directory_id, &query,
                             NULL, um_pump_get_cancellable (pump), accounts_cb, asking);
  return TRUE;
}

/* Takes @task. */
static void
ask_accounts (GTask *task)
{
  Part *part = g_task_get_task_data (task);
  guint n_chunks = (part->ids->len + CHUNK - 1) / CHUNK;

  um_refresh_set_progress (
    part->refresh, UM_REFRESH_MEMBERS, 0,
    n_chunks * um_directory_get_n_things (part->refresh->before, UM_SET_DIRECTORIES));
  um_pump_run (task, WIDTH, start, part);
}

/* ---- groups ---- */

/* Whether the directory before had the account in this directory alone. */
static gboolean
is_only_in (UmDirectory *before, const char *account_id, guint directory)
{
  const UmRelation *relation = um_directory_get_relation (before, UM_SET_DIRECTORIES);
  guint row = um_directory_find (before, account_id);
  guint n_things;
  const guint32 *things;

  if (row == UM_NO_ROW)
    return um_directory_get_n_things (before, UM_SET_DIRECTORIES) == 1;
  things = um_relation_get_things (relation, row, &n_things);
  return n_things == 1 && things[0] == directory;
}

/* The group that is asked for, %NULL behind the last. @directory: (out): of the directory before */
static const UmThing *
find_group (Part *part, guint *directory)
{
  UmDirectory *before = part->refresh->before;
  const char *id = part->refresh->group_ids != NULL ? part->refresh->group_ids[part->group] : NULL;
  guint thing = id != NULL ? um_directory_find_thing (before, UM_SET_GROUPS, id) : UM_NO_ROW;
  const UmThing *group;

  if (thing == UM_NO_ROW)
    return NULL;
  group = um_directory_get_thing (before, UM_SET_GROUPS, thing);
  *directory = group->parent != NULL
                 ? um_directory_find_thing (before, UM_SET_DIRECTORIES, group->parent)
                 : UM_NO_ROW;
  return group;
}

/* Those who were members and weren't found any more. */
static void
end_group (Part *part, const UmThing *group)
{
  UmDirectory *before = part->refresh->before;
  guint thing = um_directory_find_thing (before, UM_SET_GROUPS, group->id);
  g_autoptr (UmBitset) members = um_directory_get_members (before, UM_SET_GROUPS, thing);

  um_bitset_foreach (members, row)
    {
      const char *account_id = um_directory_get_account_id (before, row);

      if (!g_hash_table_contains (part->found, account_id))
        add_id (part, account_id);
    }
  g_hash_table_remove_all (part->found);
  part->group++;
}

static void
keep_page (Part *part, UmOrgPage *page, guint directory)
{
  UmDirectory *before = part->refresh->before;

  for (guint i = page->items->len; i > 0; i--)
    {
      const UmOrgUser *user = page->items->pdata[i - 1];

      g_hash_table_add (part->found, g_strdup (user->account_id));
      if (is_only_in (before, user->account_id, directory))
        continue;
      add_id (part, user->account_id);
      g_ptr_array_remove_index (page->items, i - 1);
    }
  um_org_draft_collect (part->refresh->org_draft,
                        um_directory_get_thing (before, UM_SET_DIRECTORIES, directory)->id, page);
}

static gboolean
ask_group (GTask *task, const char *cursor, GAsyncReadyCallback callback)
{
  Part *part = g_task_get_task_data (task);
  guint directory = UM_NO_ROW;
  const UmThing *group = find_group (part, &directory);
  const char *ids[] = { group != NULL ? group->id : NULL, NULL };
  UmOrgUserQuery query = { .group_ids = ids, .expand = all };

  if (group == NULL || directory == UM_NO_ROW)
    return FALSE;
  um_org_search_users_async (
    part->org, um_directory_get_thing (part->refresh->before, UM_SET_DIRECTORIES, directory)->id,
    &query, cursor, g_task_get_cancellable (task), callback, g_object_ref (task));
  return TRUE;
}

static void
group_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Part *part = g_task_get_task_data (task);
  guint directory = UM_NO_ROW;
  const UmThing *group = find_group (part, &directory);
  GError *error = NULL;
  UmOrgPage *page = um_org_list_finish (UM_ORG (source), result, &error);
  g_autofree char *next = NULL;

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  next = g_strdup (page->next);
  keep_page (part, page, directory);
  if (next == NULL)
    end_group (part, group);
  if (!ask_group (task, next, group_cb))
    ask_accounts (g_steal_pointer (&task));
}

void
um_refresh_read_org_part_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  Part *part = g_new0 (Part, 1);

  g_task_set_source_tag (task, um_refresh_read_org_part_async);
  part->refresh = self;
  part->org = g_object_ref (um_connection_get_org (self->connection));
  part->ids = g_ptr_array_new_with_free_func (g_free);
  part->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, part, part_free);
  um_refresh_set_progress (self, UM_REFRESH_MEMBERS, 0, 0);
  for (guint i = 0; self->account_ids != NULL && self->account_ids[i] != NULL; i++)
    add_id (part, self->account_ids[i]);
  if (!ask_group (task, NULL, group_cb))
    ask_accounts (g_steal_pointer (&task));
}
