/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Members of a draft, and the directory that is made of all that was read. */
#include "um-draft-inside-private.h"
#include "um-products-private.h"

/* The row of an account, also of one that no list held. */
static guint32
find_row (UmDraft *self, const char *account_id)
{
  guint row = self->base != NULL ? um_directory_find (self->base, account_id) : UM_NO_ROW;

  if (row != UM_NO_ROW)
    return row;
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->extra, account_id)) - 1;
}

/* Takes a user into account; returns his row. */
static guint32
add_user (UmDraft *self, const UmJiraUser *user)
{
  guint n_rows = self->base != NULL ? um_directory_get_n_rows (self->base) : 0;
  guint32 row = find_row (self, user->account_id);
  UmJiraUser *copy;

  if (row != UM_NO_ROW)
    return row;
  copy = um_jira_user_copy (user);
  row = n_rows + g_hash_table_size (self->extra);
  g_ptr_array_add (self->records, copy);
  g_hash_table_insert (self->extra, (gpointer) copy->account_id, GUINT_TO_POINTER (row + 1));
  return row;
}

void
um_draft_add_members (UmDraft *self, const char *group_id, GPtrArray *users)
{
  UmDraftGroup *group = g_hash_table_lookup (self->group_ids, group_id);

  for (guint i = 0; group != NULL && i < users->len; i++)
    {
      guint32 row = add_user (self, users->pdata[i]);

      g_array_append_val (group->rows, row);
    }
}

void
um_draft_end_group (UmDraft *self, const char *group_id)
{
  UmDraftGroup *group = g_hash_table_lookup (self->group_ids, group_id);

  if (group == NULL)
    return;
  group->whole = TRUE;
  group->known = TRUE;
}

void
um_draft_drop_group (UmDraft *self, const char *group_id)
{
  UmDraftGroup *group = g_hash_table_lookup (self->group_ids, group_id);

  if (group == NULL)
    return;
  group->gone = TRUE;
  self->dropped = TRUE;
}

void
um_draft_set_user (UmDraft *self, UmJiraUser *user, GPtrArray *groups)
{
  UmDraftAlone alone = { .row = add_user (self, user), .groups = g_ptr_array_new () };

  g_ptr_array_add (self->records, um_jira_user_copy (user));
  for (guint i = 0; i < groups->len; i++)
    {
      const UmJiraGroup *record = groups->pdata[i];

      g_ptr_array_add (alone.groups, um_draft_put_group (self, record->id, record->name));
    }
  g_array_append_val (self->alone, alone);
}

void
um_draft_drop_user (UmDraft *self, const char *account_id)
{
  g_hash_table_add (self->dropped_users, g_strdup (account_id));
  self->dropped = TRUE;
}

void
um_draft_end_all (UmDraft *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    ((UmDraftGroup *) self->groups->pdata[i])->known = TRUE;
}

/* ---- making a directory ---- */

/* A builder that holds what the base does without what is dropped. Puts into @map which row of it
 * each row of the base has become. */
static UmDirectoryBuilder *
rebuild_base (UmDraft *self, guint32 *map)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  const UmBitset *complete = um_directory_get_complete (self->base, UM_SET_GROUPS);
  g_autoptr (GHashTable) groups = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) products = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->groups->len; i++)
    if (!((UmDraftGroup *) self->groups->pdata[i])->gone)
      g_hash_table_add (groups, ((UmDraftGroup *) self->groups->pdata[i])->id);
  for (guint i = 0; i < self->products->len; i++)
    g_hash_table_add (products, ((UmDraftProduct *) self->products->pdata[i])->key);
  for (guint row = 0; row < um_directory_get_n_rows (self->base); row++)
    {
      UmUser user;

      um_directory_get_user (self->base, row, &user);
      map[row] = g_hash_table_contains (self->dropped_users, user.account_id)
                   ? UM_NO_ROW
                   : um_directory_builder_add_user (builder, &user);
      if (!um_bitset_contains (complete, row))
        continue;
      um_directory_builder_begin_row (builder, UM_SET_GROUPS, map[row]);
      um_directory_builder_begin_row (builder, UM_SET_PRODUCTS, map[row]);
    }
  um_draft_copy_set (self->base, UM_SET_GROUPS, builder, map, groups, NULL);
  um_draft_copy_set (self->base, UM_SET_PRODUCTS, builder, map, products, NULL);
  return builder;
}

static UmDirectoryBuilder *
begin_builder (UmDraft *self, guint32 *map)
{
  if (self->base == NULL)
    return um_directory_builder_new ();
  if (self->dropped)
    return rebuild_base (self, map);
  for (guint row = 0; row < um_directory_get_n_rows (self->base); row++)
    map[row] = row;
  return um_directory_builder_new_from (self->base);
}

/* All records in their order: a later one of an account takes the place of an earlier. */
static void
put_records (UmDraft *self, UmDirectoryBuilder *builder, guint32 *map)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < self->records->len; i++)
    {
      const UmJiraUser *user = self->records->pdata[i];
      guint extra = GPOINTER_TO_UINT (g_hash_table_lookup (self->extra, user->account_id));
      guint row = UM_NO_ROW;

      if (!g_hash_table_contains (self->dropped_users, user->account_id))
        row = um_draft_put_user (builder, user, now);
      if (extra > 0)
        map[extra - 1] = row;
    }
}

static void
put_groups (UmDraft *self, UmDirectoryBuilder *builder, const guint32 *map)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      UmDraftGroup *group = self->groups->pdata[i];
      UmThing thing = {
        .id = group->id,
        .name = group->name,
        .products = group->products->len > 0 ? group->products->str : NULL,
        .admin = group->admin,
        .known = group->known,
      };

      if (group->gone)
        continue;
      group->index = um_directory_builder_add_thing (builder, UM_SET_GROUPS, &thing);
      if (!group->whole)
        continue;
      um_directory_builder_clear_members (builder, UM_SET_GROUPS, group->index);
      for (guint r = 0; r < group->rows->len; r++)
        um_directory_builder_add_member (builder, UM_SET_GROUPS, group->index,
                                         map[g_array_index (group->rows, guint32, r)]);
    }
}

/* Users read alone come last: what is said of them is newer than what their groups said. */
static void
put_alone (UmDraft *self, UmDirectoryBuilder *builder, const guint32 *map)
{
  for (guint i = 0; i < self->alone->len; i++)
    {
      const UmDraftAlone *alone = &g_array_index (self->alone, UmDraftAlone, i);
      guint row = map[alone->row];

      um_directory_builder_begin_row (builder, UM_SET_GROUPS, row);
      um_directory_builder_begin_row (builder, UM_SET_PRODUCTS, row);
      for (guint g = 0; g < alone->groups->len; g++)
        {
          const UmDraftGroup *group = alone->groups->pdata[g];

          if (!group->gone)
            um_directory_builder_add_member (builder, UM_SET_GROUPS, group->index, row);
        }
    }
}

/* Who has a product is known when the members of all groups that grant it are; who has it follows
 * in um_products_settle (). */
static void
put_products (UmDraft *self, UmDirectoryBuilder *builder)
{
  for (guint i = 0; i < self->products->len; i++)
    {
      const UmDraftProduct *product = self->products->pdata[i];
      UmThing thing = { .id = product->key, .name = product->name, .known = TRUE };

      for (guint g = 0; g < self->groups->len; g++)
        {
          const UmDraftGroup *group = self->groups->pdata[g];

          if (!group->gone && !group->known
              && um_products_contain (group->products->str, product->key))
            thing.known = FALSE;
        }
      um_directory_builder_add_thing (builder, UM_SET_PRODUCTS, &thing);
    }
}

/* What was read is in the base now; groups read in part go on with its rows. */
static void
begin_anew (UmDraft *self, const guint32 *map)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      UmDraftGroup *group = self->groups->pdata[i];
      guint n = 0;

      for (guint r = 0; !group->whole && r < group->rows->len; r++)
        {
          guint32 row = map[g_array_index (group->rows, guint32, r)];

          if (row != UM_NO_ROW)
            g_array_index (group->rows, guint32, n++) = row;
        }
      g_array_set_size (group->rows, n);
      group->whole = FALSE;
    }
  g_hash_table_remove_all (self->extra);
  g_ptr_array_set_size (self->records, 0);
  g_array_set_size (self->alone, 0);
  g_hash_table_remove_all (self->dropped_users);
  self->dropped = FALSE;
}

UmDirectory *
um_draft_build (UmDraft *self, gint64 members_read)
{
  guint n_rows = self->base != NULL ? um_directory_get_n_rows (self->base) : 0;
  g_autofree guint32 *map = g_new (guint32, n_rows + g_hash_table_size (self->extra) + 1);
  UmDirectoryBuilder *builder = begin_builder (self, map);
  g_autoptr (UmDirectory) made = NULL;
  g_autoptr (UmDirectory) directory = NULL;

  put_records (self, builder, map);
  put_groups (self, builder, map);
  put_alone (self, builder, map);
  put_products (self, builder);
  if (members_read == UM_TIME_UNKNOWN && self->base != NULL)
    members_read = um_directory_get_members_read (self->base);
  um_directory_builder_set_read (
    builder, self->base != NULL ? um_directory_get_users_read (self->base) : UM_TIME_UNKNOWN,
    members_read);
  made = um_directory_builder_end (builder);
  directory = um_products_settle (made);
  um_directory_prepare_orders (directory);
  um_draft_set_base (self, directory);
  begin_anew (self, map);
  return g_steal_pointer (&directory);
}
