/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refresh has read so far. Made on the main thread, then used by one strand. Members are
 * collected as rows of the base (those that no list held lie behind its end) and count only when
 * their group was read whole. */
#include "um-draft-inside-private.h"
#include "um-products-private.h"

#include <string.h>

static void
group_free (gpointer data)
{
  UmDraftGroup *group = data;

  g_free (group->id);
  g_free (group->name);
  g_string_free (group->products, TRUE);
  g_array_unref (group->rows);
  g_free (group);
}

static void
product_free (gpointer data)
{
  UmDraftProduct *product = data;

  g_free (product->key);
  g_free (product->name);
  g_free (product);
}

static void
alone_clear (gpointer data)
{
  g_ptr_array_unref (((UmDraftAlone *) data)->groups);
}

UmDraftGroup *
um_draft_put_group (UmDraft *self, const char *id, const char *name)
{
  UmDraftGroup *group = g_hash_table_lookup (self->group_ids, id);

  if (group != NULL)
    {
      group->gone = FALSE;
      return group;
    }
  group = g_new0 (UmDraftGroup, 1);
  group->id = g_strdup (id);
  group->name = g_strdup (name);
  group->products = g_string_new (NULL);
  group->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_ptr_array_add (self->groups, group);
  g_hash_table_insert (self->group_ids, group->id, group);
  return group;
}

static void
add_product (UmDraft *self, const char *key, const char *name)
{
  UmDraftProduct *product = g_new0 (UmDraftProduct, 1);

  product->key = g_strdup (key);
  product->name = g_strdup (name);
  g_ptr_array_add (self->products, product);
}

static void
clear_things (UmDraft *self)
{
  g_hash_table_remove_all (self->group_ids);
  g_ptr_array_set_size (self->groups, 0);
  g_ptr_array_set_size (self->products, 0);
}

/* Groups and products as the base has them. */
static void
load_things (UmDraft *self)
{
  guint n_groups = um_directory_get_n_things (self->base, UM_SET_GROUPS);
  guint n_products = um_directory_get_n_things (self->base, UM_SET_PRODUCTS);

  clear_things (self);
  for (guint i = 0; i < n_groups; i++)
    {
      const UmThing *thing = um_directory_get_thing (self->base, UM_SET_GROUPS, i);
      UmDraftGroup *group = um_draft_put_group (self, thing->id, thing->name);

      g_string_assign (group->products, thing->products != NULL ? thing->products : "");
      group->admin = thing->admin;
      group->known = thing->known;
    }
  for (guint i = 0; i < n_products; i++)
    {
      const UmThing *thing = um_directory_get_thing (self->base, UM_SET_PRODUCTS, i);

      add_product (self, thing->id, thing->name);
    }
}

void
um_draft_set_base (UmDraft *self, UmDirectory *base)
{
  g_clear_pointer (&self->base, um_directory_unref);
  self->base = um_directory_ref (base);
}

UmDraft *
um_draft_new (UmDirectory *base)
{
  UmDraft *self = g_new0 (UmDraft, 1);

  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->group_ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->products = g_ptr_array_new_with_free_func (product_free);
  self->records = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_user_free);
  self->extra = g_hash_table_new (g_str_hash, g_str_equal);
  self->alone = g_array_new (FALSE, FALSE, sizeof (UmDraftAlone));
  g_array_set_clear_func (self->alone, alone_clear);
  self->dropped_users = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (base != NULL)
    {
      um_draft_set_base (self, base);
      load_things (self);
    }
  return self;
}

void
um_draft_free (UmDraft *self)
{
  g_clear_pointer (&self->base, um_directory_unref);
  g_clear_pointer (&self->users, um_directory_builder_free);
  g_hash_table_unref (self->group_ids);
  g_ptr_array_unref (self->groups);
  g_ptr_array_unref (self->products);
  g_hash_table_unref (self->extra);
  g_ptr_array_unref (self->records);
  g_array_unref (self->alone);
  g_hash_table_unref (self->dropped_users);
  g_free (self);
}

UmDirectory *
um_draft_get_base (UmDraft *self)
{
  return self->base;
}

/* ---- all users ---- */

guint
um_draft_put_user (UmDirectoryBuilder *builder, const UmJiraUser *user, gint64 read)
{
  UmUser record = {
    .account_id = user->account_id,
    .name = user->name,
    .email = user->email,
    .status = user->status,
    .type = user->type,
    .managed = UM_UNKNOWN,
    .synced = UM_UNKNOWN,
    .last_login = UM_TIME_UNKNOWN,
    .added = UM_TIME_UNKNOWN,
    .read = read,
  };

  return um_directory_builder_add_user (builder, &record);
}

void
um_draft_begin_users (UmDraft *self)
{
  g_clear_pointer (&self->users, um_directory_builder_free);
  self->users = um_directory_builder_new ();
}

guint
um_draft_add_users (UmDraft *self, GPtrArray *users)
{
  guint before = um_directory_builder_get_n_rows (self->users);

  for (guint i = 0; i < users->len; i++)
    um_draft_put_user (self->users, users->pdata[i], 0);
  return um_directory_builder_get_n_rows (self->users) - before;
}

guint
um_draft_get_n_users (UmDraft *self)
{
  return um_directory_builder_get_n_rows (self->users);
}

/* The rows of the base's users among those collected. (transfer full) (array) */
static guint32 *
map_base_rows (UmDraft *self)
{
  guint n_rows = um_directory_get_n_rows (self->base);
  guint32 *map = g_new (guint32, n_rows + 1);

  for (guint row = 0; row < n_rows; row++)
    map[row] = um_directory_builder_find (self->users,
                                          um_directory_get_account_id (self->base, row));
  return map;
}

guint
um_draft_count_lost (UmDraft *self)
{
  g_autofree guint32 *map = NULL;
  guint n_lost = 0;

  if (self->base == NULL)
    return 0;
  map = map_base_rows (self);
  for (guint row = 0; row < um_directory_get_n_rows (self->base); row++)
    n_lost += map[row] == UM_NO_ROW;
  return n_lost;
}

/* Whether all memberships of a row of @directory are known. */
static gboolean
is_whole (UmDirectory *directory)
{
  guint n_groups = um_directory_get_n_things (directory, UM_SET_GROUPS);

  if (um_directory_get_members_read (directory) == UM_TIME_UNKNOWN)
    return FALSE;
  for (guint i = 0; i < n_groups; i++)
    if (!um_directory_get_thing (directory, UM_SET_GROUPS, i)->known)
      return FALSE;
  return TRUE;
}

void
um_draft_copy_set (UmDirectory *from,
                   UmSet set,
                   UmDirectoryBuilder *builder,
                   const guint32 *map,
                   GHashTable *keep,
                   const gboolean *known)
{
  const UmRelation *relation = um_directory_get_relation (from, set);

  for (guint i = 0; i < um_directory_get_n_things (from, set); i++)
    {
      UmThing thing = *um_directory_get_thing (from, set, i);
      guint n_rows, index;
      const guint32 *rows = um_relation_get_rows (relation, i, &n_rows);

      if (keep != NULL && !g_hash_table_contains (keep, thing.id))
        continue;
      if (known != NULL)
        thing.known = *known;
      index = um_directory_builder_add_thing (builder, set, &thing);
      for (guint r = 0; r < n_rows; r++)
        um_directory_builder_add_member (builder, set, index, map[rows[r]]);
    }
}

/* What is known of the groups of those who were there before is as old as it was, of the others
 * nothing: no group is known, but the rows of the former are complete. */
static void
carry_memberships (UmDraft *self)
{
  static const gboolean unknown = FALSE;
  g_autofree guint32 *map = map_base_rows (self);
  const UmBitset *complete = um_directory_get_complete (self->base, UM_SET_GROUPS);
  gboolean whole = is_whole (self->base);

  for (guint row = 0; row < um_directory_get_n_rows (self->base); row++)
    {
      if (!whole && !um_bitset_contains (complete, row))
        continue;
      um_directory_builder_begin_row (self->users, UM_SET_GROUPS, map[row]);
      um_directory_builder_begin_row (self->users, UM_SET_PRODUCTS, map[row]);
    }
  um_draft_copy_set (self->base, UM_SET_GROUPS, self->users, map, NULL, &unknown);
  um_draft_copy_set (self->base, UM_SET_PRODUCTS, self->users, map, NULL, &unknown);
}

UmDirectory *
um_draft_end_users (UmDraft *self, gint64 read)
{
  gint64 members_read = self->base != NULL ? um_directory_get_members_read (self->base)
                                           : UM_TIME_UNKNOWN;
  g_autoptr (UmDirectory) directory = NULL;

  if (self->base != NULL)
    carry_memberships (self);
  um_directory_builder_set_read (self->users, read, members_read);
  directory = um_directory_builder_end (g_steal_pointer (&self->users));
  um_directory_prepare_orders (directory);
  um_draft_set_base (self, directory);
  load_things (self);
  return g_steal_pointer (&directory);
}

/* ---- groups and products ---- */

/* Where the site doesn't tell which groups administer, these names by which Atlassian makes them
 * do. */
static gboolean
has_admin_name (const char *name)
{
  static const char *const names[] = {
    "site-admins", "administrators",        "jira-administrators",
    "org-admins",  "system-administrators", NULL,
  };

  return g_strv_contains (names, name);
}

void
um_draft_set_groups (UmDraft *self,
                     GPtrArray *groups,
                     GHashTable *administrators,
                     gboolean keep_known)
{
  g_autoptr (GPtrArray) before = g_ptr_array_ref (self->groups);
  g_autoptr (GHashTable) before_ids = g_hash_table_ref (self->group_ids);
  guint n_kept = 0;

  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->group_ids);
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->group_ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < groups->len; i++)
    {
      const UmJiraGroup *record = groups->pdata[i];
      const UmDraftGroup *old = g_hash_table_lookup (before_ids, record->id);
      UmDraftGroup *group;

      if (g_hash_table_contains (self->group_ids, record->id))
        continue;
      group = um_draft_put_group (self, record->id, record->name);
      group->admin = administrators != NULL ? g_hash_table_contains (administrators, record->id)
                                            : has_admin_name (record->name);
      if (old == NULL)
        continue;
      n_kept++;
      g_string_assign (group->products, old->products->str);
      group->admin |= administrators == NULL && old->admin;
      group->known = keep_known && old->known;
    }
  if (n_kept < before->len)
    self->dropped = TRUE;
}

static gboolean
has_product (GPtrArray *products, const char *key)
{
  for (guint i = 0; i < products->len; i++)
    if (strcmp (((UmDraftProduct *) products->pdata[i])->key, key) == 0)
      return TRUE;
  return FALSE;
}

/* Says of each group that grants @role so. */
static void
mark_granting (UmDraft *self, const UmJiraRole *role)
{
  for (guint i = 0; i < role->groups->len; i++)
    {
      const UmJiraGroup *record = role->groups->pdata[i];
      UmDraftGroup *group = g_hash_table_lookup (self->group_ids, record->id);

      if (group == NULL || um_products_contain (group->products->str, role->key))
        continue;
      if (group->products->len > 0)
        g_string_append_c (group->products, ',');
      g_string_append (group->products, role->key);
    }
}

void
um_draft_set_products (UmDraft *self, GPtrArray *roles)
{
  g_autoptr (GPtrArray) before = g_steal_pointer (&self->products);

  self->products = g_ptr_array_new_with_free_func (product_free);
  for (guint i = 0; i < self->groups->len; i++)
    g_string_truncate (((UmDraftGroup *) self->groups->pdata[i])->products, 0);
  for (guint i = 0; roles != NULL && i < roles->len; i++)
    {
      const UmJiraRole *role = roles->pdata[i];

      /* Keys are kept in a list separated by commas. */
      if (strchr (role->key, ',') != NULL || has_product (self->products, role->key))
        continue;
      add_product (self, role->key, role->name);
      mark_granting (self, role);
    }
  for (guint i = 0; i < before->len; i++)
    if (!has_product (self->products, ((UmDraftProduct *) before->pdata[i])->key))
      self->dropped = TRUE;
}

static guint
count_products (const UmDraftGroup *group)
{
  guint n = group->products->len > 0;

  for (const char *p = group->products->str; (p = strchr (p, ',')) != NULL; p++)
    n++;
  return n;
}

static int
compare_use (gconstpointer a, gconstpointer b)
{
  const UmDraftGroup *first = *(const UmDraftGroup *const *) a;
  const UmDraftGroup *second = *(const UmDraftGroup *const *) b;
  guint first_use = count_products (first) + first->admin;
  guint second_use = count_products (second) + second->admin;
  int order;

  if (first_use != second_use)
    return first_use > second_use ? -1 : 1;
  order = strcmp (first->name, second->name);
  return order != 0 ? order : strcmp (first->id, second->id);
}

GPtrArray *
um_draft_list_unread (UmDraft *self)
{
  g_autoptr (GPtrArray) unread = g_ptr_array_new ();
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->groups->len; i++)
    if (!((UmDraftGroup *) self->groups->pdata[i])->known)
      g_ptr_array_add (unread, self->groups->pdata[i]);
  g_ptr_array_sort (unread, compare_use);
  for (guint i = 0; i < unread->len; i++)
    g_ptr_array_add (ids, g_strdup (((UmDraftGroup *) unread->pdata[i])->id));
  return ids;
}
