/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The users chosen. While a directory is set they are a set of its rows; those that aren't in it
 * (all of them, before there is one) are kept by account id, so that who vanishes and comes back is
 * chosen again. Owned by whoever keeps a source's state; main thread. */

#include "um-basket.h"

#include <stdlib.h>
#include <string.h>

struct _UmBasket
{
  GObject parent_instance;

  UmDirectory *directory; /* (nullable) */
  UmBitset *rows;         /* NULL without a directory */
  GHashTable *absent;     /* (element-type utf8): account ids that aren't in the directory */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

G_DEFINE_FINAL_TYPE (UmBasket, um_basket, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static void
emit_changed (UmBasket *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Makes rows of the absent ids that the directory has. */
static void
place_absent (UmBasket *self)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->absent);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      guint row = um_directory_find (self->directory, id);

      if (row == UM_NO_ROW)
        continue;
      um_bitset_add (self->rows, row);
      g_hash_table_iter_remove (&iter);
    }
}

/* Adds the account ids of the chosen rows to @ids, as copies. */
static void
append_row_ids (UmBasket *self, GPtrArray *ids)
{
  if (self->rows == NULL)
    return;

  um_bitset_foreach (self->rows, row)
    {
      g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (self->directory, row)));
    }
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
um_basket_finalize (GObject *object)
{
  UmBasket *self = UM_BASKET (object);

  g_clear_pointer (&self->rows, um_bitset_unref);
  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->absent, g_hash_table_unref);

  G_OBJECT_CLASS (um_basket_parent_class)->finalize (object);
}

static void
um_basket_class_init (UmBasketClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_basket_finalize;

  /**
   * UmBasket::changed:
   *
   * Other users are chosen than before, or the rows belong to another directory.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
um_basket_init (UmBasket *self)
{
  self->absent = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * um_basket_new:
 *
 * Returns: (transfer full): an empty basket without a directory
 */
UmBasket *
um_basket_new (void)
{
  return g_object_new (UM_TYPE_BASKET, NULL);
}

/**
 * um_basket_set_directory:
 * @self: a basket
 * @directory: (nullable): the directory to choose from now on
 *
 * Takes the choice along by account id (DESIGN.md §1, idea 1). Accounts that aren't in @directory
 * are kept apart; those that had vanished before and are in it are chosen again.
 *
 * O(n) where both directories list the accounts in about the same order.
 */
void
um_basket_set_directory (UmBasket *self, UmDirectory *directory)
{
  g_return_if_fail (UM_IS_BASKET (self));

  g_autoptr (GPtrArray) vanished = g_ptr_array_new ();
  g_autoptr (UmBitset) rows = NULL;

  if (self->directory == directory)
    return;

  if (directory == NULL)
    append_row_ids (self, vanished);
  else if (self->directory != NULL)
    rows = um_directory_map_rows (self->directory, directory, self->rows, vanished);
  else
    rows = um_bitset_new (um_directory_get_n_rows (directory),
                          um_directory_get_generation (directory));

  g_clear_pointer (&self->directory, um_directory_unref);
  g_clear_pointer (&self->rows, um_bitset_unref);
  if (directory != NULL)
    {
      self->directory = um_directory_ref (directory);
      self->rows = g_steal_pointer (&rows);
      place_absent (self);
    }
  for (guint i = 0; i < vanished->len; i++)
    g_hash_table_add (self->absent, g_ptr_array_index (vanished, i));

  emit_changed (self);
}

/**
 * um_basket_get_count:
 * @self: a basket
 *
 * Returns: how many of the directory's users are chosen
 */
guint
um_basket_get_count (UmBasket *self)
{
  g_return_val_if_fail (UM_IS_BASKET (self), 0);

  return self->rows != NULL ? um_bitset_count (self->rows) : 0;
}

/**
 * um_basket_get_n_vanished:
 * @self: a basket
 *
 * Returns: how many accounts are chosen that the directory doesn't have; 0 as long as there is no
 *   directory to miss them in
 */
guint
um_basket_get_n_vanished (UmBasket *self)
{
  g_return_val_if_fail (UM_IS_BASKET (self), 0);

  return self->directory != NULL ? g_hash_table_size (self->absent) : 0;
}

/**
 * um_basket_get_rows:
 * @self: a basket
 *
 * Returns: (nullable) (transfer none): the rows chosen, to be read until the next change (copy them
 *   to keep them); %NULL without a directory
 */
const UmBitset *
um_basket_get_rows (UmBasket *self)
{
  g_return_val_if_fail (UM_IS_BASKET (self), NULL);

  return self->rows;
}

/**
 * um_basket_contains:
 * @self: a basket
 * @row: a row of its directory, or %UM_NO_ROW
 *
 * Returns: whether the row is chosen
 */
gboolean
um_basket_contains (UmBasket *self, guint row)
{
  g_return_val_if_fail (UM_IS_BASKET (self), FALSE);

  return self->rows != NULL && um_bitset_contains (self->rows, row);
}

/**
 * um_basket_set:
 * @self: a basket with a directory
 * @row: a row of its directory
 * @chosen: whether it is to be chosen
 */
void
um_basket_set (UmBasket *self, guint row, gboolean chosen)
{
  g_return_if_fail (UM_IS_BASKET (self));
  g_return_if_fail (self->rows != NULL);

  if (um_bitset_contains (self->rows, row) == !!chosen)
    return;

  if (chosen)
    um_bitset_add (self->rows, row);
  else
    um_bitset_remove (self->rows, row);
  emit_changed (self);
}

/**
 * um_basket_add_rows:
 * @self: a basket with a directory
 * @rows: rows of the same generation
 *
 * Chooses all of @rows. O(n / 64).
 */
void
um_basket_add_rows (UmBasket *self, const UmBitset *rows)
{
  g_return_if_fail (UM_IS_BASKET (self));
  g_return_if_fail (self->rows != NULL);

  if (um_bitset_count_subtract (rows, self->rows) == 0)
    return;

  um_bitset_or (self->rows, rows);
  emit_changed (self);
}

/**
 * um_basket_remove_rows:
 * @self: a basket with a directory
 * @rows: rows of the same generation
 *
 * Chooses none of @rows any more. O(n / 64).
 */
void
um_basket_remove_rows (UmBasket *self, const UmBitset *rows)
{
  g_return_if_fail (UM_IS_BASKET (self));
  g_return_if_fail (self->rows != NULL);

  if (um_bitset_count_and (self->rows, rows) == 0)
    return;

  um_bitset_subtract (self->rows, rows);
  emit_changed (self);
}

/**
 * um_basket_clear:
 * @self: a basket
 *
 * Chooses nobody, the vanished neither.
 */
void
um_basket_clear (UmBasket *self)
{
  g_return_if_fail (UM_IS_BASKET (self));

  if (um_basket_get_count (self) == 0 && g_hash_table_size (self->absent) == 0)
    return;

  if (self->rows != NULL)
    um_bitset_clear (self->rows);
  g_hash_table_remove_all (self->absent);
  emit_changed (self);
}

/**
 * um_basket_get_ids:
 * @self: a basket
 *
 * What is kept on disk and restored by um_basket_set_ids().
 *
 * Returns: (transfer full) (element-type utf8): the account ids of all chosen: those in the
 *   directory in the order of its rows, then the others in the order of their bytes
 */
GPtrArray *
um_basket_get_ids (UmBasket *self)
{
  g_return_val_if_fail (UM_IS_BASKET (self), NULL);

  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  guint n_absent;
  g_autofree gpointer *absent = g_hash_table_get_keys_as_array (self->absent, &n_absent);

  append_row_ids (self, ids);
  qsort (absent, n_absent, sizeof (gpointer), compare_ids);
  for (guint i = 0; i < n_absent; i++)
    g_ptr_array_add (ids, g_strdup (absent[i]));

  return ids;
}

/**
 * um_basket_set_ids:
 * @self: a basket
 * @ids: (array length=n_ids): account ids, in any order, some perhaps twice
 * @n_ids: number of ids
 *
 * Chooses these accounts and nobody else, whether the directory has them or not.
 */
void
um_basket_set_ids (UmBasket *self, const char *const *ids, guint n_ids)
{
  g_return_if_fail (UM_IS_BASKET (self));
  g_return_if_fail (ids != NULL || n_ids == 0);

  g_hash_table_remove_all (self->absent);
  for (guint i = 0; i < n_ids; i++)
    g_hash_table_add (self->absent, g_strdup (ids[i]));
  if (self->rows != NULL)
    {
      um_bitset_clear (self->rows);
      place_absent (self);
    }
  emit_changed (self);
}
