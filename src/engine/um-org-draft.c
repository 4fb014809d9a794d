/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a refresh of an organisation has read so far. A search tells all of a user in a directory at
 * once (ATLASSIAN.md §4), so nothing is known in part. Made on the main thread, then used by one
 * strand. */
#include "um-org-draft-private.h"

#include "um-direct-role-private.h"
#include "um-draft-inside-private.h"
#include "um-products-private.h"

#include <string.h>

/* Who was added less long ago and used nothing may not have been counted yet (PRODUCT.md §4). */
#define COUNTED_AFTER (24 * 60 * 60)

typedef struct
{
  char *id;
  char *name;
  char *parent;
  GString *products; /* ARIs, separated by commas */
  gboolean synced;
  gboolean admin;
} Group;

/* What is known of an account from the directories read so far, by row. */
typedef struct
{
  UmUserStatus status;
  UmTruth managed;
  UmTruth synced;
  gint64 last_login; /* seconds, or %UM_TIME_UNKNOWN for none */
  gboolean told;     /* all that he used was told, and had time to be counted */
  gint64 added;
  guint32 directory; /* the one he came in last; %UM_NO_ROW: none */
  gboolean several;  /* it was not the only one */
} Merged;

/* A page that waits for what is kept. */
typedef struct
{
  char *directory_id; /* NULL: none */
  UmOrgPage *page;
} Collected;

struct _UmOrgDraft
{
  UmDirectoryBuilder *builder;
  GPtrArray *groups;             /* of Group; things of the builder when the first users come */
  GHashTable *group_ids;         /* id → Group */
  GHashTable *things[UM_N_SETS]; /* id → index in the builder + 1 */
  GArray *merged;                /* of Merged, from row @n_kept on */
  guint n_kept;                  /* rows that were taken over as they were */
  GHashTable *forgotten;         /* account ids */
  GPtrArray *collected;          /* of Collected */
  gint64 now;                    /* seconds */
};

static void
group_free (gpointer data)
{
  Group *group = data;

  g_free (group->id);
  g_free (group->name);
  g_free (group->parent);
  g_string_free (group->products, TRUE);
  g_free (group);
}

static void
collected_free (gpointer data)
{
  Collected *collected = data;

  g_free (collected->directory_id);
  um_org_page_free (collected->page);
  g_free (collected);
}

UmOrgDraft *
um_org_draft_new (void)
{
  UmOrgDraft *self = g_new0 (UmOrgDraft, 1);

  self->builder = um_directory_builder_new ();
  self->groups = g_ptr_array_new_with_free_func (group_free);
  self->group_ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint set = 0; set < UM_N_SETS; set++)
    self->things[set] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->merged = g_array_new (FALSE, FALSE, sizeof (Merged));
  self->forgotten = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->collected = g_ptr_array_new_with_free_func (collected_free);
  self->now = g_get_real_time () / G_USEC_PER_SEC;
  return self;
}

void
um_org_draft_free (UmOrgDraft *self)
{
  g_clear_pointer (&self->builder, um_directory_builder_free);
  g_hash_table_unref (self->group_ids);
  g_ptr_array_unref (self->groups);
  for (guint set = 0; set < UM_N_SETS; set++)
    g_hash_table_unref (self->things[set]);
  g_array_unref (self->merged);
  g_hash_table_unref (self->forgotten);
  g_ptr_array_unref (self->collected);
  g_free (self);
}

/* ---- things ---- */

/* Whether it is new. */
static gboolean
put_thing (UmOrgDraft *self, UmSet set, const UmThing *thing)
{
  guint index = um_directory_builder_add_thing (self->builder, set, thing);

  return g_hash_table_insert (self->things[set], g_strdup (thing->id),
                              GUINT_TO_POINTER (index + 1));
}

static guint
find_thing (UmOrgDraft *self, UmSet set, const char *id)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (self->things[set], id)) - 1;
}

guint
um_org_draft_add_directories (UmOrgDraft *self, GPtrArray *directories)
{
  guint n_new = 0;

  for (guint i = 0; i < directories->len; i++)
    {
      const UmOrgThing *directory = directories->pdata[i];
      UmThing thing = { .id = directory->id, .name = directory->name, .known = TRUE };

      n_new += put_thing (self, UM_SET_DIRECTORIES, &thing);
      put_thing (self, UM_SET_SUSPENSIONS, &thing);
    }
  return n_new;
}

/* How many sites have that product. */
static guint
count_sites (GPtrArray *workspaces, const char *type_key)
{
  guint n = 0;

  for (guint i = 0; i < workspaces->len; i++)
    n += g_strcmp0 (((const UmOrgWorkspace *) workspaces->pdata[i])->type_key, type_key) == 0;
  return n;
}

/* A workspace bears its site's name; people know the product, and the site where there are several.
 */
static char *
name_product (GPtrArray *workspaces, const UmOrgWorkspace *workspace)
{
  if (workspace->type == NULL)
    return g_strdup (workspace->name);
  if (count_sites (workspaces, workspace->type_key) > 1)
    return g_strdup_printf ("%s (%s)", workspace->type, workspace->name);
  return g_strdup (workspace->type);
}

/* Which users have them themselves, a search doesn't tell. */
static void
put_direct_roles (UmOrgDraft *self, const char *product, const char *name, const char *const *roles)
{
  for (guint i = 0; roles[i] != NULL; i++)
    {
      gboolean usual = g_str_equal (roles[i], UM_SEAT_ROLE);
      g_autofree char *id = um_direct_role_new_id (roles[i], product);
      g_autofree char *long_name = g_strdup_printf ("%s (%s)", name, strrchr (roles[i], '/') + 1);
      UmThing thing = { .id = id, .name = usual ? name : long_name };

      put_thing (self, UM_SET_DIRECT_ROLES, &thing);
    }
}

guint
um_org_draft_add_products (UmOrgDraft *self, GPtrArray *workspaces)
{
  guint n_new = 0;

  for (guint i = 0; i < workspaces->len; i++)
    {
      const UmOrgWorkspace *workspace = workspaces->pdata[i];
      g_autofree char *name = name_product (workspaces, workspace);
      UmThing thing = { .id = workspace->id, .name = name, .known = TRUE };

      /* Ids are kept in a list separated by commas. */
      if (strchr (workspace->id, ',') != NULL)
        continue;
      n_new += put_thing (self, UM_SET_PRODUCTS, &thing);
      put_direct_roles (self, workspace->id, name, um_seat_roles);
      put_direct_roles (self, workspace->id, name, um_other_roles);
    }
  return n_new;
}

static Group *
put_group (UmOrgDraft *self, const char *id, const char *name, const char *parent)
{
  Group *group = g_new0 (Group, 1);

  group->id = g_strdup (id);
  group->name = g_strdup (name);
  group->parent = g_strdup (parent);
  group->products = g_string_new (NULL);
  g_ptr_array_add (self->groups, group);
  g_hash_table_insert (self->group_ids, group->id, group);
  return group;
}

guint
um_org_draft_add_groups (UmOrgDraft *self, GPtrArray *groups)
{
  guint n_new = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const UmOrgGroup *record = groups->pdata[i];

      if (g_hash_table_contains (self->group_ids, record->id))
        continue;
      put_group (self, record->id, record->name, record->directory_id)->synced =
        record->synced == UM_YES || record->modifiable == UM_NO;
      n_new++;
    }
  return n_new;
}

guint
um_org_draft_mark_groups (UmOrgDraft *self, GPtrArray *groups, const char *product)
{
  guint n_new = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      const UmOrgGroup *record = groups->pdata[i];
      Group *group = g_hash_table_lookup (self->group_ids, record->id);

      if (group == NULL)
        continue;
      if (product == NULL)
        {
          n_new += !group->admin;
          group->admin = TRUE;
        }
      else if (!um_products_contain (group->products->str, product))
        {
          n_new++;
          if (group->products->len > 0)
            g_string_append_c (group->products, ',');
          g_string_append (group->products, product);
        }
    }
  return n_new;
}

/* From here on it stands what they grant. */
static void
put_groups (UmOrgDraft *self)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const Group *group = self->groups->pdata[i];
      UmThing thing = {
        .id = group->id,
        .name = group->name,
        .parent = group->parent,
        .products = group->products->len > 0 ? group->products->str : NULL,
        .synced = group->synced,
        .admin = group->admin,
        .known = TRUE,
      };

      put_thing (self, UM_SET_GROUPS, &thing);
    }
  g_hash_table_remove_all (self->group_ids);
  g_ptr_array_set_size (self->groups, 0);
}

/* ---- users ---- */

/* One account, several directories: whoever gets in somewhere is active. */
static UmUserStatus
merge_status (UmUserStatus a, UmUserStatus b)
{
  static const UmUserStatus order[] = {
    UM_STATUS_FORMER, UM_STATUS_DELETED,   UM_STATUS_DEACTIVATED,
    UM_STATUS_ACTIVE, UM_STATUS_SUSPENDED, UM_STATUS_NO_ACCESS,
  };

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    if (a == order[i] || b == order[i])
      return order[i];
  return a;
}

static gint64
merge_time (gint64 a, gint64 b, gboolean latest)
{
  if (a == UM_TIME_UNKNOWN)
    return b;
  if (b == UM_TIME_UNKNOWN)
    return a;
  return latest ? MAX (a, b) : MIN (a, b);
}

static gint64
find_last_login (const UmOrgUser *user)
{
  gint64 latest = UM_TIME_UNKNOWN;

  for (guint i = 0; user->access != NULL && i < user->access->len; i++)
    latest = merge_time (latest, g_array_index (user->access, UmOrgAccess, i).last_active, TRUE);
  return latest;
}

/* Whether a product that he has no time of is one that he never used. */
static gboolean
is_told (UmOrgDraft *self, const UmOrgUser *user)
{
  return user->access != NULL && user->added != UM_TIME_UNKNOWN
         && user->added < self->now - COUNTED_AFTER;
}

static guint
put_user (UmOrgDraft *self, const UmOrgUser *user, const Merged *merged)
{
  UmUser record = {
    .account_id = user->account_id,
    .name = user->name,
    .email = user->email,
    .status = merged->status,
    .type = user->type,
    .managed = merged->managed,
    .synced = merged->synced,
    .last_login = merged->last_login == UM_TIME_UNKNOWN && merged->told ? UM_TIME_NEVER
                                                                        : merged->last_login,
    .added = merged->added,
    .read = self->n_kept > 0 ? self->now : 0,
  };

  return um_directory_builder_add_user (self->builder, &record);
}

static void
add_member (UmOrgDraft *self, UmSet set, const char *id, guint row)
{
  guint thing = id != NULL ? find_thing (self, set, id) : UM_NO_ROW;

  if (thing != UM_NO_ROW)
    um_directory_builder_add_member (self->builder, set, thing, row);
}

/* Roles have no list of their own: they are those that somebody has. */
static void
add_role (UmOrgDraft *self, const char *role, guint row)
{
  const char *name = strrchr (role, '/');
  UmThing thing = { .id = role, .name = name != NULL ? name + 1 : role, .known = TRUE };

  if (find_thing (self, UM_SET_ROLES, role) == UM_NO_ROW)
    put_thing (self, UM_SET_ROLES, &thing);
  add_member (self, UM_SET_ROLES, role, row);
}

/* Groups come and go while users are read. */
static void
add_group (UmOrgDraft *self, const UmOrgMembership *group, const char *directory_id, guint row)
{
  UmThing thing = {
    .id = group->id,
    .name = group->name,
    .parent = directory_id,
    .known = TRUE,
  };

  if (find_thing (self, UM_SET_GROUPS, group->id) == UM_NO_ROW)
    put_thing (self, UM_SET_GROUPS, &thing);
  add_member (self, UM_SET_GROUPS, group->id, row);
}

/* @has_it: whether he has what he used; out of all directories nobody has anything. */
static void
add_access (UmOrgDraft *self, const UmOrgAccess *access, gboolean has_it, guint row)
{
  guint product = access->resource != NULL ? find_thing (self, UM_SET_PRODUCTS, access->resource)
                                           : UM_NO_ROW;

  if (product == UM_NO_ROW)
    return;
  if (has_it)
    um_directory_builder_add_member (self->builder, UM_SET_PRODUCTS, product, row);
  if (access->last_active != UM_TIME_UNKNOWN)
    um_directory_builder_add_login (self->builder, product, row, access->last_active);
}

/* @directory_id: NULL: none */
static void
add_memberships (UmOrgDraft *self, const UmOrgUser *user, const char *directory_id, guint row)
{
  for (guint i = 0; directory_id != NULL && user->groups != NULL && i < user->groups->len; i++)
    add_group (self, &g_array_index (user->groups, UmOrgMembership, i), directory_id, row);
  for (guint i = 0; user->access != NULL && i < user->access->len; i++)
    add_access (self, &g_array_index (user->access, UmOrgAccess, i), directory_id != NULL, row);
  for (guint i = 0; user->roles != NULL && i < user->roles->len; i++)
    add_role (self, user->roles->pdata[i], row);
}

/* (nullable) */
static Merged *
find_merged (UmOrgDraft *self, guint row)
{
  if (row == UM_NO_ROW || row < self->n_kept || row - self->n_kept >= self->merged->len)
    return NULL;
  return &g_array_index (self->merged, Merged, row - self->n_kept);
}

/* Whether the user is new in this directory (NULL: among those in none). */
static gboolean
add_user (UmOrgDraft *self, guint32 directory, const char *directory_id, const UmOrgUser *user)
{
  guint row = um_directory_builder_find (self->builder, user->account_id);
  Merged merged = {
    .status = user->status,
    .managed = user->managed,
    .synced = user->managed == UM_NO ? UM_NO : user->synced,
    .last_login = find_last_login (user),
    .told = is_told (self, user),
    .added = user->added,
    .directory = directory,
  };
  const Merged *before = find_merged (self, row);
  gboolean is_new = before == NULL || before->directory != directory;

  /* Whoever is told of again replaces what was told, but not what other directories say. */
  if (before != NULL && (is_new || before->several))
    {
      merged.several = TRUE;
      merged.status = merge_status (before->status, user->status);
      merged.synced = before->synced == UM_YES ? UM_YES : merged.synced;
      merged.last_login = merge_time (before->last_login, merged.last_login, TRUE);
      merged.told = before->told && merged.told;
      merged.added = merge_time (before->added, user->added, FALSE);
    }
  row = put_user (self, user, &merged);
  if (row == UM_NO_ROW)
    return FALSE;
  if (row - self->n_kept >= self->merged->len)
    g_array_set_size (self->merged, row - self->n_kept + 1);
  *find_merged (self, row) = merged;
  um_directory_builder_tell_logins (self->builder, row, merged.told);
  if (directory != UM_NO_ROW)
    um_directory_builder_add_member (self->builder, UM_SET_DIRECTORIES, directory, row);
  if (directory != UM_NO_ROW && um_org_user_is_suspended (user) == UM_YES)
    add_member (self, UM_SET_SUSPENSIONS, directory_id, row);
  add_memberships (self, user, directory_id, row);
  return is_new;
}

guint
um_org_draft_add_users (UmOrgDraft *self, const char *directory_id, GPtrArray *users)
{
  guint directory = directory_id != NULL ? find_thing (self, UM_SET_DIRECTORIES, directory_id)
                                         : UM_NO_ROW;
  guint n_new = 0;

  g_return_val_if_fail (directory_id == NULL || directory != UM_NO_ROW, 0);

  put_groups (self);
  for (guint i = 0; i < users->len; i++)
    n_new += add_user (self, directory, directory_id, users->pdata[i]);
  return n_new;
}

/* ---- a part of it anew ---- */

void
um_org_draft_forget (UmOrgDraft *self, const char *account_id)
{
  g_hash_table_add (self->forgotten, g_strdup (account_id));
}

void
um_org_draft_collect (UmOrgDraft *self, const char *directory_id, UmOrgPage *page)
{
  Collected *collected = g_new0 (Collected, 1);

  collected->directory_id = g_strdup (directory_id);
  collected->page = page;
  g_ptr_array_add (self->collected, collected);
  for (guint i = 0; i < page->items->len; i++)
    um_org_draft_forget (self, ((const UmOrgUser *) page->items->pdata[i])->account_id);
}

static void
keep_set (UmOrgDraft *self, UmDirectory *base, UmSet set, const guint32 *map)
{
  um_draft_copy_set (base, set, self->builder, map, NULL, NULL);
  /* In a new builder things get the indexes they had. */
  for (guint i = 0; i < um_directory_get_n_things (base, set); i++)
    g_hash_table_insert (self->things[set], g_strdup (um_directory_get_thing (base, set, i)->id),
                         GUINT_TO_POINTER (i + 1));
}

void
um_org_draft_renew (UmOrgDraft *self, UmDirectory *base)
{
  guint n_rows = um_directory_get_n_rows (base);
  g_autofree guint32 *map = g_new (guint32, n_rows + 1);

  for (guint row = 0; row < n_rows; row++)
    {
      UmUser user;

      um_directory_get_user (base, row, &user);
      map[row] = g_hash_table_contains (self->forgotten, user.account_id)
                   ? UM_NO_ROW
                   : um_directory_builder_add_user (self->builder, &user);
    }
  self->n_kept = um_directory_builder_get_n_rows (self->builder);
  for (guint set = 0; set < UM_N_SETS; set++)
    keep_set (self, base, set, map);
  um_directory_builder_copy_logins (self->builder, base, map);
  for (guint i = 0; i < self->collected->len; i++)
    {
      const Collected *collected = self->collected->pdata[i];

      um_org_draft_add_users (self, collected->directory_id, collected->page->items);
    }
}

UmDirectory *
um_org_draft_end (UmOrgDraft *self, gint64 users_read, gint64 members_read)
{
  g_autoptr (UmDirectory) made = NULL;
  UmDirectory *directory;

  put_groups (self);
  um_directory_builder_set_read (self->builder, users_read, members_read);
  made = um_directory_builder_end (g_steal_pointer (&self->builder));
  /* A user's own list tells what he has used; what his groups grant he has, too. */
  directory = um_products_settle (made);
  um_directory_prepare_orders (directory);
  return directory;
}
