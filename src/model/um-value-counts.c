/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counting users by value, and the filter that finds those of one value. What a count says is what
 * that filter finds among the same users. Immutable once made; any thread. */
#include "um-value-counts.h"

#include "um-domains-private.h"
#include "um-enums.h"

#include <string.h>

struct _UmValueCounts
{
  UmDomains *domains;
  GPtrArray *items; /* of UmValueCount */
};

static const UmSet sets[UM_N_BYS] = {
  [UM_BY_GROUP] = UM_SET_GROUPS,
  [UM_BY_PRODUCT] = UM_SET_PRODUCTS,
  [UM_BY_DIRECTORY] = UM_SET_DIRECTORIES,
};

static UmValueCount *
add (UmValueCounts *self, UmBy by, guint n_rows)
{
  UmValueCount *item;

  if (n_rows == 0)
    return NULL;
  item = g_new0 (UmValueCount, 1);
  item->by = by;
  item->n_rows = n_rows;
  g_ptr_array_add (self->items, item);
  return item;
}

static void
count_domains (UmValueCounts *self, const UmBitset *rows)
{
  const guint32 *numbers = um_domains_get_numbers (self->domains);
  guint n_domains = um_domains_get_n (self->domains);
  g_autofree guint *counts = g_new0 (guint, n_domains + 1);
  guint n_unknown = 0;

  um_bitset_foreach (rows, row)
    {
      if (numbers[row] < n_domains)
        counts[numbers[row]]++;
      else
        n_unknown += numbers[row] == UM_DOMAIN_UNKNOWN;
    }
  for (guint i = 0; i < n_domains; i++)
    {
      UmValueCount *item = add (self, UM_BY_DOMAIN, counts[i]);

      if (item != NULL)
        item->text = um_domains_get_name (self->domains, i);
    }
  add (self, UM_BY_DOMAIN, n_unknown);
}

static void
count_things (UmValueCounts *self, const UmBitset *rows, UmBy by)
{
  UmDirectory *directory = um_domains_get_directory (self->domains);
  const UmRelation *relation = um_directory_get_relation (directory, sets[by]);
  guint n_things = um_directory_get_n_things (directory, sets[by]);
  g_autofree guint *counts = g_new0 (guint, n_things + 1);

  um_bitset_foreach (rows, row)
    {
      guint n;
      const guint32 *things = um_relation_get_things (relation, row, &n);

      for (guint i = 0; i < n; i++)
        counts[things[i]]++;
    }
  for (guint thing = 0; thing < n_things; thing++)
    {
      UmValueCount *item = add (self, by, counts[thing]);
      const UmThing *record = um_directory_get_thing (directory, sets[by], thing);

      if (item == NULL)
        continue;
      item->thing = thing;
      item->text = record->name;
      item->at_least = !record->known;
    }
}

/* Jira's "inactive" stands for several others, and as a filter finds those, too. */
static void
add_inactive (guint *counts)
{
  if (counts[UM_STATUS_INACTIVE] > 0)
    counts[UM_STATUS_INACTIVE] += counts[UM_STATUS_SUSPENDED] + counts[UM_STATUS_DEACTIVATED]
                                  + counts[UM_STATUS_DELETED] + counts[UM_STATUS_FORMER];
}

static void
count_statuses (UmValueCounts *self, const UmBitset *rows)
{
  UmDirectory *directory = um_domains_get_directory (self->domains);
  guint counts[UM_STATUS_INACTIVE + 1] = { 0 };

  um_bitset_foreach (rows, row)
    counts[um_directory_get_status (directory, row)]++;
  add_inactive (counts);
  for (guint status = 0; status < G_N_ELEMENTS (counts); status++)
    {
      UmValueCount *item = add (self, UM_BY_STATUS, counts[status]);

      if (item != NULL)
        item->status = status;
    }
}

static int
compare_items (gconstpointer a, gconstpointer b)
{
  const UmValueCount *first = *(const UmValueCount *const *) a;
  const UmValueCount *second = *(const UmValueCount *const *) b;
  int order;

  if (first->n_rows != second->n_rows)
    return first->n_rows > second->n_rows ? -1 : 1;
  order = g_strcmp0 (first->text, second->text);
  if (order != 0)
    return order;
  return first->thing < second->thing ? -1 : first->thing > second->thing;
}

/**
 * um_value_counts_new:
 * @domains: those of the directory
 * @rows: the users that are counted, rows of that directory
 * @by: by what
 *
 * One look at each user, and at each of his groups where they are counted. A user whose groups
 * aren't known counts nowhere.
 *
 * Returns: (transfer full): the values
 */
UmValueCounts *
um_value_counts_new (UmDomains *domains, const UmBitset *rows, UmBy by)
{
  UmValueCounts *self;

  g_return_val_if_fail (um_bitset_get_generation (rows)
                          == um_directory_get_generation (um_domains_get_directory (domains)),
                        NULL);

  self = g_atomic_rc_box_new0 (UmValueCounts);
  self->domains = um_domains_ref (domains);
  self->items = g_ptr_array_new_with_free_func (g_free);
  if (by == UM_BY_DOMAIN)
    count_domains (self, rows);
  else if (by == UM_BY_STATUS)
    count_statuses (self, rows);
  else
    count_things (self, rows, by);
  g_ptr_array_sort (self->items, compare_items);
  return self;
}

/**
 * um_value_counts_ref:
 * @self: counts
 *
 * Returns: (transfer full): @self
 */
UmValueCounts *
um_value_counts_ref (UmValueCounts *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  UmValueCounts *self = data;

  um_domains_unref (self->domains);
  g_ptr_array_unref (self->items);
}

/**
 * um_value_counts_unref:
 * @self: (transfer full): counts
 */
void
um_value_counts_unref (UmValueCounts *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * um_value_counts_get_items:
 * @self: counts
 *
 * Returns: (transfer none) (element-type UmValueCount): the values; their texts live as long as
 * @self
 */
GPtrArray *
um_value_counts_get_items (UmValueCounts *self)
{
  return self->items;
}

/* Whether no other thing is meant by the thing's name, nor by its key. */
static gboolean
is_alone (UmDirectory *directory, UmSet set, guint thing)
{
  const char *name = um_directory_get_thing (directory, set, thing)->name;
  g_autoptr (GArray) things = NULL;

  if (name == NULL || *name == '\0')
    return FALSE;
  things = um_directory_find_things_by_name (directory, set, name);
  if (things->len != 1)
    return FALSE;
  for (guint i = 0; i < um_directory_get_n_things (directory, set); i++)
    if (i != thing
        && g_ascii_strcasecmp (um_directory_get_thing (directory, set, i)->id, name) == 0)
      return FALSE;
  return TRUE;
}

static UmFilter *
new_thing_filter (UmDirectory *directory, const UmValueCount *item)
{
  static const UmFilterKey keys[UM_N_BYS] = {
    [UM_BY_GROUP] = UM_KEY_GROUP,
    [UM_BY_PRODUCT] = UM_KEY_PRODUCT,
    [UM_BY_DIRECTORY] = UM_KEY_DIRECTORY,
  };
  const UmThing *thing = um_directory_get_thing (directory, sets[item->by], item->thing);
  const char *const by_name[] = { thing->name, NULL };
  const char *const by_id[] = { thing->id, NULL };
  UmFilter *filter = NULL;

  if (is_alone (directory, sets[item->by], item->thing))
    filter = um_filter_condition (keys[item->by], by_name);
  return filter != NULL ? filter : um_filter_condition_of (keys[item->by], UM_VALUE_ID, by_id);
}

/* A domain that can't stand in a pattern is looked for as it is. */
static UmFilter *
new_domain_filter (const char *domain)
{
  g_autofree char *plain = NULL;
  g_autofree char *pattern = NULL;
  UmFilter *filter = NULL;

  if (domain == NULL)
    return um_filter_condition_of (UM_KEY_EMAIL, UM_VALUE_UNKNOWN, NULL);
  plain = g_strconcat ("@", domain, NULL);
  pattern = g_strconcat ("*", plain, NULL);
  if (strpbrk (domain, "*?") == NULL)
    filter = um_filter_condition_of (UM_KEY_EMAIL, UM_VALUE_PATTERN,
                                     (const char *const[]){ pattern, NULL });
  return filter != NULL ? filter
                        : um_filter_condition (UM_KEY_EMAIL, (const char *const[]){ plain, NULL });
}

/**
 * um_value_counts_dup_filter:
 * @self: counts
 * @item: one of its values
 *
 * A thing is named where its name means no other, else by its id.
 *
 * Returns: (transfer full) (nullable): the condition that finds the users of this value
 */
UmFilter *
um_value_counts_dup_filter (UmValueCounts *self, const UmValueCount *item)
{
  const char *status[] = { NULL, NULL };

  switch (item->by)
    {
    case UM_BY_DOMAIN:
      return new_domain_filter (item->text);
    case UM_BY_STATUS:
      status[0] = um_user_status_to_nick (item->status);
      return um_filter_condition (UM_KEY_STATUS, status);
    case UM_BY_GROUP:
    case UM_BY_PRODUCT:
    case UM_BY_DIRECTORY:
      return new_thing_filter (um_domains_get_directory (self->domains), item);
    case UM_N_BYS:
    default:
      g_return_val_if_reached (NULL);
    }
}
