/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From one generation of a directory to another: outcomes laid over the snapshot, and sets of rows
 * taken along. Any thread. */

#include "um-directory-private.h"

/* Which column is sorted by which set; an order falls when its set changes. */
static const struct
{
  UmSet set;
  UmColumn column;
} sorted_sets[] = {
  { UM_SET_GROUPS, UM_COLUMN_GROUPS },
  { UM_SET_DIRECTORIES, UM_COLUMN_DIRECTORY },
  { UM_SET_PRODUCTS, UM_COLUMN_PRODUCTS },
};

/* The same set of rows for a generation with the same rows. */
static UmBitset *
bitset_relabel (UmBitset *from, guint generation)
{
  guint n_words;
  const guint64 *words = um_bitset_get_words (from, &n_words);
  UmBitset *to = um_bitset_new (um_bitset_get_n_rows (from), generation);

  memcpy (um_bitset_get_words (to, NULL), words, n_words * sizeof (guint64));

  return to;
}

/* A new generation that shares everything with @from. */
static UmDirectory *
directory_share (UmDirectory *from)
{
  UmDirectory *self = um_directory_alloc ();

  self->users_read = from->users_read;
  self->members_read = from->members_read;
  self->table = um_user_table_ref (from->table);
  for (guint set = 0; set < UM_N_SETS; set++)
    {
      self->things[set] = um_thing_set_ref (from->things[set]);
      self->relations[set] = um_relation_ref (from->relations[set]);
      self->complete[set] = bitset_relabel (from->complete[set], self->generation);
      if (from->absent[set] != NULL)
        self->absent[set] = um_relation_ref (from->absent[set]);
    }
  if (from->logins != NULL)
    self->logins = um_logins_ref (from->logins);
  for (guint column = 0; column < UM_N_COLUMNS; column++)
    self->orders[column] = um_order_ref (from->orders[column]);

  return self;
}

/* Gives a directory that nobody else has yet another relation. */
static void
set_relation (UmDirectory *self, UmSet set, UmRelation *relation)
{
  um_relation_unref (self->relations[set]);
  self->relations[set] = relation;

  for (guint i = 0; i < G_N_ELEMENTS (sorted_sets); i++)
    {
      UmColumn column = sorted_sets[i].column;

      if (sorted_sets[i].set != set)
        continue;
      um_order_unref (self->orders[column]);
      self->orders[column] = um_order_new ();
    }
}

/* The same for what isn't so. */
static void
edit_absent (UmDirectory *self, UmSet set, const GArray *edits)
{
  g_autoptr (UmRelation) before = g_steal_pointer (&self->absent[set]);
  gboolean any = before != NULL;

  for (guint i = 0; i < edits->len; i++)
    any |= g_array_index (edits, UmRelationEdit, i).member;
  if (!any)
    return;
  if (before == NULL)
    before = um_relation_new (um_directory_get_n_things (self, set), um_directory_get_n_rows (self),
                              NULL, NULL, 0);
  self->absent[set] = um_relation_edit (before, (const UmRelationEdit *) edits->data, edits->len);
}

/* Whether it says something that nobody would know from what was read. */
static gboolean
tells_absence (const UmDirectory *self, const UmMembershipChange *change, guint thing, guint row)
{
  return !change->member && !change->vague
         && !um_directory_get_thing (self, change->set, thing)->known
         && !um_bitset_contains (self->complete[change->set], row);
}

/* The changes of one set by index; those that name what isn't here are left out. @absences receives
 * those of who isn't in a thing. */
static GArray *
resolve_changes (const UmDirectory *self,
                 UmSet set,
                 const UmMembershipChange *changes,
                 guint n_changes,
                 GArray *absences)
{
  GArray *edits = g_array_new (FALSE, FALSE, sizeof (UmRelationEdit));

  for (guint i = 0; i < n_changes; i++)
    {
      UmRelationEdit edit = { .member = changes[i].member };

      if (changes[i].set != set)
        continue;
      edit.thing = um_directory_find_thing (self, set, changes[i].thing_id);
      edit.row = um_directory_find (self, changes[i].account_id);
      if (edit.thing == UM_NO_ROW || edit.row == UM_NO_ROW)
        continue;
      g_array_append_val (edits, edit);
      edit.member = tells_absence (self, &changes[i], edit.thing, edit.row);
      if (edit.member || changes[i].member)
        g_array_append_val (absences, edit);
    }

  return edits;
}

/**
 * um_directory_apply:
 * @self: a directory
 * @changes: (array length=n_changes): memberships that came or went, oldest first; accounts and
 *   things that aren't in @self are passed over
 * @n_changes: number of changes
 *
 * Lays the outcomes of a run over the snapshot (PRODUCT.md §7). Rows, columns and what else isn't
 * touched is shared with @self, so that this takes milliseconds.
 *
 * Returns: (transfer full): a directory of a new generation with the same rows
 */
UmDirectory *
um_directory_apply (UmDirectory *self, const UmMembershipChange *changes, guint n_changes)
{
  g_return_val_if_fail (self != NULL, NULL);

  UmDirectory *result = directory_share (self);

  for (guint set = 0; set < UM_N_SETS; set++)
    {
      g_autoptr (GArray) absences = g_array_new (FALSE, FALSE, sizeof (UmRelationEdit));
      g_autoptr (GArray) edits = resolve_changes (self, set, changes, n_changes, absences);

      if (edits->len > 0)
        set_relation (result, set,
                      um_relation_edit (self->relations[set], (const UmRelationEdit *) edits->data,
                                        edits->len));
      if (absences->len > 0)
        edit_absent (result, set, absences);
    }

  return result;
}

/**
 * um_directory_apply_statuses:
 * @self: a directory
 * @changes: (array length=n_changes): rows whose status is another now, oldest first
 * @n_changes: number of changes
 *
 * As um_directory_apply (), for the one column that steps change. Texts and memberships are shared
 * with @self.
 *
 * Returns: (transfer full): a directory of a new generation with the same rows
 */
UmDirectory *
um_directory_apply_statuses (UmDirectory *self, const UmStatusChange *changes, guint n_changes)
{
  g_return_val_if_fail (self != NULL, NULL);

  UmDirectory *result = directory_share (self);

  um_user_table_unref (result->table);
  result->table = um_user_table_copy_with_statuses (self->table, changes, n_changes);
  um_order_unref (result->orders[UM_COLUMN_STATUS]);
  result->orders[UM_COLUMN_STATUS] = um_order_new ();

  return result;
}

/**
 * um_directory_map_rows:
 * @from: the directory that @rows belongs to
 * @to: another one
 * @rows: a set of rows of @from
 * @vanished: (nullable) (element-type utf8): receives copies of the account ids that aren't in @to
 *
 * Takes a set of rows along to another generation by account id. Where both list the accounts in
 * about the same order, as two readings of one source do, it takes O(n); else O(n log n).
 *
 * Returns: (transfer full): the set of the same accounts in @to
 */
UmBitset *
um_directory_map_rows (UmDirectory *from, UmDirectory *to, UmBitset *rows, GPtrArray *vanished)
{
  g_return_val_if_fail (from != NULL && to != NULL && rows != NULL, NULL);
  g_return_val_if_fail (um_bitset_get_generation (rows) == from->generation, NULL);

  if (um_user_table_has_same_rows (from->table, to->table))
    return bitset_relabel (rows, to->generation);

  UmBitset *mapped = um_bitset_new (um_directory_get_n_rows (to), to->generation);
  guint n_rows = um_directory_get_n_rows (to);
  guint guess = 0;
  guint last = 0;

  um_bitset_foreach (rows, row)
    {
      const char *id = um_user_table_get_id (from->table, row);

      /* As far behind the last one found as it was before. */
      guess += row - last;
      last = row;
      if (guess >= n_rows || strcmp (um_user_table_get_id (to->table, guess), id) != 0)
        {
          guint found = um_directory_find (to, id);

          if (found == UM_NO_ROW)
            {
              if (vanished != NULL)
                g_ptr_array_add (vanished, g_strdup (id));
              continue;
            }
          guess = found;
        }
      um_bitset_add (mapped, guess);
    }

  return mapped;
}
