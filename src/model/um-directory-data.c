/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directory as named pieces of bytes and back. Nothing here reads a disk, and nothing that comes
 * from one is trusted: a damaged piece gives no directory, never a crash. Any thread. */

#include "um-directory-data.h"

#include "um-directory-private.h"
#include "um-part-private.h"
#include "um-site-private.h"

#include <locale.h>
#include <string.h>

/* Version, byte order, rows, users and members read, locale of the orders. */
#define HEAD            "head"
#define HEAD_TYPE       "(uuuxxs)"
#define BYTE_ORDER_MARK 0x01020304u

/* Id, name, parent, products, synced, admin, known. */
#define THINGS_TYPE "a(ssmsmsbbb)"

static const char *const set_names[UM_N_SETS] = { "groups", "directories", "products",
                                                  "roles",  "suspensions", "direct-roles" };
static const char *const order_names[UM_N_COLUMNS] = {
  [UM_COLUMN_NAME] = "order.name",           [UM_COLUMN_EMAIL] = "order.email",
  [UM_COLUMN_STATUS] = "order.status",       [UM_COLUMN_TYPE] = "order.type",
  [UM_COLUMN_DIRECTORY] = "order.directory", [UM_COLUMN_GROUPS] = "order.groups",
  [UM_COLUMN_PRODUCTS] = "order.products",   [UM_COLUMN_LAST_LOGIN] = "order.last-login",
  [UM_COLUMN_ADDED] = "order.added",         [UM_COLUMN_ID] = "order.id",
};

/* Columns whose order holds in one locale only; status and type fall back on the name. */
static const gboolean is_collated[UM_N_COLUMNS] = {
  [UM_COLUMN_NAME] = TRUE, [UM_COLUMN_EMAIL] = TRUE,     [UM_COLUMN_STATUS] = TRUE,
  [UM_COLUMN_TYPE] = TRUE, [UM_COLUMN_DIRECTORY] = TRUE,
};

static const char *
get_locale (void)
{
  const char *locale = setlocale (LC_COLLATE, NULL);

  return locale != NULL ? locale : "C";
}

static char *
build_name (guint set, const char *what)
{
  return g_strconcat (set_names[set], ".", what, NULL);
}

/* ---- to bytes ---- */

static void
pack_things (GPtrArray *parts, const UmThingSet *things, const char *name)
{
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE (THINGS_TYPE));

  for (guint i = 0; i < um_thing_set_get_n (things); i++)
    {
      const UmThing *thing = um_thing_set_get (things, i);

      g_variant_builder_add (&builder, "(ssmsmsbbb)", thing->id, thing->name, thing->parent,
                             thing->products, thing->synced, thing->admin, thing->known);
    }
  um_part_add_variant (parts, name, g_variant_builder_end (&builder));
}

static void
pack_relation (GPtrArray *parts, const UmRelation *relation, guint set)
{
  guint n_things = um_relation_get_n_things (relation);
  gsize n_pairs = um_relation_get_n_pairs (relation);
  guint32 *starts = g_new0 (guint32, (gsize) n_things + 1);
  guint32 *rows = g_new (guint32, n_pairs);
  g_autofree char *starts_name = build_name (set, "starts");
  g_autofree char *rows_name = build_name (set, "rows");

  for (guint thing = 0; thing < n_things; thing++)
    {
      guint n_rows;
      const guint32 *thing_rows = um_relation_get_rows (relation, thing, &n_rows);

      if (n_rows > 0)
        memcpy (rows + starts[thing], thing_rows, n_rows * sizeof (guint32));
      starts[thing + 1] = starts[thing] + n_rows;
    }
  g_ptr_array_add (
    parts, um_directory_part_new (
             starts_name, g_bytes_new_take (starts, ((gsize) n_things + 1) * sizeof (guint32))));
  g_ptr_array_add (
    parts, um_directory_part_new (rows_name, g_bytes_new_take (rows, n_pairs * sizeof (guint32))));
}

static void
pack_set (GPtrArray *parts, UmDirectory *self, guint set)
{
  g_autofree char *things_name = build_name (set, "things");
  g_autofree char *complete_name = build_name (set, "complete");
  guint n_words;
  const guint64 *words = um_bitset_get_words (self->complete[set], &n_words);

  pack_things (parts, self->things[set], things_name);
  pack_relation (parts, self->relations[set], set);
  um_part_add_array (parts, complete_name, words, n_words * sizeof (guint64), self);
}

/**
 * um_directory_serialize:
 * @self: a directory
 *
 * Takes along those orders that are made; um_directory_prepare_orders() makes all. Copies little:
 * the large pieces are @self's own memory and keep it alive.
 *
 * Returns: (transfer full) (element-type UmDirectoryPart): its pieces
 */
GPtrArray *
um_directory_serialize (UmDirectory *self)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) um_directory_part_free);
  guint n_rows = um_directory_get_n_rows (self);

  um_part_add_variant (parts, HEAD,
                       g_variant_new (HEAD_TYPE, UM_DIRECTORY_DATA_VERSION, BYTE_ORDER_MARK, n_rows,
                                      self->users_read, self->members_read, get_locale ()));
  um_user_table_pack (self->table, parts, self);
  for (guint set = 0; set < UM_N_SETS; set++)
    pack_set (parts, self, set);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    if (um_directory_has_order (self, column))
      um_part_add_array (parts, order_names[column], um_directory_get_order (self, column),
                         n_rows * sizeof (guint32), self);
  if (self->logins != NULL)
    um_logins_pack (self->logins, parts, self);

  return parts;
}

/* ---- from bytes ---- */

static UmThingSet *
unpack_things (GPtrArray *parts, guint set)
{
  g_autofree char *name = build_name (set, "things");
  g_autoptr (GVariant) value = um_part_take_variant (parts, name, THINGS_TYPE);
  g_autoptr (UmThingSet) things = um_thing_set_new ();
  GVariantIter iter;
  UmThing thing;
  guint n_things = 0;

  if (value == NULL)
    return NULL;
  g_variant_iter_init (&iter, value);
  while (g_variant_iter_next (&iter, "(&s&sm&sm&sbbb)", &thing.id, &thing.name, &thing.parent,
                              &thing.products, &thing.synced, &thing.admin, &thing.known))
    {
      um_thing_set_put (things, &thing);
      /* One that was there already would shift the others. */
      if (um_thing_set_get_n (things) != ++n_things)
        return NULL;
    }

  return g_steal_pointer (&things);
}

/* The thing of each pair, where the starts ascend to @n_pairs and the rows are rows. */
static guint32 *
expand_things (
  const guint32 *starts, guint n_things, const guint32 *rows, gsize n_pairs, guint n_rows)
{
  g_autofree guint32 *things = g_new (guint32, n_pairs + 1); /* never NULL */

  if (starts[0] != 0 || starts[n_things] != n_pairs)
    return NULL;
  for (guint thing = 0; thing < n_things; thing++)
    {
      if (starts[thing] > starts[thing + 1] || starts[thing + 1] > n_pairs)
        return NULL;
      for (guint32 i = starts[thing]; i < starts[thing + 1]; i++)
        things[i] = thing;
    }
  for (gsize i = 0; i < n_pairs; i++)
    if (rows[i] >= n_rows)
      return NULL;

  return g_steal_pointer (&things);
}

static UmRelation *
unpack_relation (GPtrArray *parts, guint set, guint n_things, guint n_rows)
{
  g_autofree char *starts_name = build_name (set, "starts");
  g_autofree char *rows_name = build_name (set, "rows");
  g_autofree guint32 *starts = um_part_take_array (parts, starts_name,
                                                   ((gsize) n_things + 1) * sizeof (guint32));
  g_autoptr (GBytes) bytes = um_part_take (parts, rows_name);
  g_autofree guint32 *things = NULL;
  const guint32 *rows;
  gsize size;

  if (starts == NULL || bytes == NULL)
    return NULL;
  rows = g_bytes_get_data (bytes, &size);
  if (size % sizeof (guint32) != 0 || size / sizeof (guint32) >= G_MAXUINT32)
    return NULL;
  things = expand_things (starts, n_things, rows, size / sizeof (guint32), n_rows);
  if (things == NULL)
    return NULL;

  return um_relation_new (n_things, n_rows, things, rows, size / sizeof (guint32));
}

static UmBitset *
unpack_complete (GPtrArray *parts, guint set, guint n_rows, guint generation)
{
  g_autofree char *name = build_name (set, "complete");
  g_autoptr (GBytes) bytes = um_part_take (parts, name);
  g_autoptr (UmBitset) complete = um_bitset_new (n_rows, generation);
  guint n_words;
  guint64 *words = um_bitset_get_words (complete, &n_words);

  if (bytes == NULL || g_bytes_get_size (bytes) != n_words * sizeof (guint64))
    return NULL;
  if (n_words > 0)
    memcpy (words, g_bytes_get_data (bytes, NULL), n_words * sizeof (guint64));
  if (n_rows % 64 != 0 && words[n_words - 1] >> (n_rows % 64) != 0)
    return NULL;

  return g_steal_pointer (&complete);
}

/* Whether each row is there once. */
static gboolean
is_order (const guint32 *rows, guint n_rows)
{
  g_autofree guint64 *seen = g_new0 (guint64, n_rows / 64 + 1);

  for (guint i = 0; i < n_rows; i++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << (rows[i] % 64);

      if (rows[i] >= n_rows || (seen[rows[i] / 64] & bit) != 0)
        return FALSE;
      seen[rows[i] / 64] |= bit;
    }

  return TRUE;
}

/* An order that isn't here is made when it is asked for. */
static gboolean
unpack_orders (GPtrArray *parts, UmDirectory *self, guint n_rows, const char *locale)
{
  gboolean same_locale = g_str_equal (locale, get_locale ());

  for (guint column = 0; column < UM_N_COLUMNS; column++)
    {
      g_autofree guint32 *rows = um_part_take_array (parts, order_names[column],
                                                     n_rows * sizeof (guint32));

      if (rows == NULL || (is_collated[column] && !same_locale))
        continue;
      if (!is_order (rows, n_rows))
        return FALSE;
      self->orders[column]->rows = g_steal_pointer (&rows);
    }
  /* Finding a row by its id goes by this one. */
  um_directory_get_order (self, UM_COLUMN_ID);

  return TRUE;
}

static gboolean
unpack_sets (GPtrArray *parts, UmDirectory *self, guint n_rows)
{
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      g_autoptr (UmThingSet) things = unpack_things (parts, set);
      g_autoptr (UmRelation) relation = NULL;
      g_autoptr (UmBitset) complete = NULL;

      if (things == NULL)
        return FALSE;
      relation = unpack_relation (parts, set, um_thing_set_get_n (things), n_rows);
      complete = unpack_complete (parts, set, n_rows, self->generation);
      if (relation == NULL || complete == NULL)
        return FALSE;
      um_thing_set_unref (self->things[set]);
      self->things[set] = g_steal_pointer (&things);
      um_relation_unref (self->relations[set]);
      self->relations[set] = g_steal_pointer (&relation);
      um_bitset_unref (self->complete[set]);
      self->complete[set] = g_steal_pointer (&complete);
    }

  return TRUE;
}

/* A directory without rows, whose parts are replaced one after the other. */
static UmDirectory *
make_empty (void)
{
  UmDirectory *self = um_directory_alloc ();

  self->table = um_user_table_new ();
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      self->things[set] = um_thing_set_new ();
      self->relations[set] = um_relation_new (0, 0, NULL, NULL, 0);
      self->complete[set] = um_bitset_new (0, self->generation);
    }
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    self->orders[column] = um_order_new ();

  return self;
}

/**
 * um_directory_deserialize:
 * @parts: (element-type UmDirectoryPart): the pieces of one directory, which are emptied; bytes
 * that nobody else holds are taken over without a copy
 *
 * Checks every number and text. Orders by name come along only where the locale is still the same.
 *
 * Returns: (transfer full) (nullable): the directory, or %NULL where a piece is missing, damaged or
 *   of another version
 */
UmDirectory *
um_directory_deserialize (GPtrArray *parts)
{
  g_autoptr (GVariant) head = um_part_take_variant (parts, HEAD, HEAD_TYPE);
  g_autoptr (UmDirectory) self = NULL;
  g_autoptr (UmUserTable) table = NULL;
  guint version, mark, n_rows;
  const char *locale;

  if (head == NULL)
    return NULL;
  self = make_empty ();
  g_variant_get (head, "(uuuxx&s)", &version, &mark, &n_rows, &self->users_read,
                 &self->members_read, &locale);
  if (version != UM_DIRECTORY_DATA_VERSION || mark != BYTE_ORDER_MARK)
    return NULL;
  table = um_user_table_unpack (parts, n_rows);
  if (table == NULL)
    return NULL;
  um_user_table_unref (self->table);
  self->table = g_steal_pointer (&table);
  if (!unpack_sets (parts, self, n_rows)
      || !um_logins_unpack (parts, n_rows, um_directory_get_n_things (self, UM_SET_PRODUCTS),
                            &self->logins)
      || !unpack_orders (parts, self, n_rows, locale))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * um_directory_peek_sites:
 * @parts: (element-type UmDirectoryPart): pieces of a directory, among them the one named
 *   %UM_DIRECTORY_PART_PRODUCTS, which is emptied
 *
 * Returns: (transfer full): what um_directory_list_sites () would say of the directory; nothing
 *   where the piece is missing or damaged
 */
char **
um_directory_peek_sites (GPtrArray *parts)
{
  g_autoptr (UmThingSet) products = unpack_things (parts, UM_SET_PRODUCTS);

  return products != NULL ? um_site_list (products) : g_new0 (char *, 1);
}
