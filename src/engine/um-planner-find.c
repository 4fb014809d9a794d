/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding groups and users by what people type. Reads a directory only; any thread. */
#include "um-planner-private.h"

#include "um-problem.h"
#include "um-products-private.h"

#include <string.h>

/* So many of the accounts that bear a name are told. */
#define MOST_TOLD 5

static const char *
get_group_id (UmDirectory *directory, guint thing)
{
  return um_directory_get_thing (directory, UM_SET_GROUPS, thing)->id;
}

/* Products are told apart by the sites in their names, other things by their ids. */
static void
set_ambiguous (
  UmDirectory *directory, UmSet set, const char *name, const GArray *things, GError **error)
{
  g_autoptr (GString) text = g_string_new (name);

  for (guint i = 0; i < things->len; i++)
    {
      const UmThing *thing = um_directory_get_thing (directory, set,
                                                     g_array_index (things, guint32, i));

      g_string_append (text, i == 0 ? ": " : ", ");
      g_string_append (text, set == UM_SET_PRODUCTS ? thing->name : thing->id);
    }
  g_set_error_literal (error, UM_PROBLEM,
                       set == UM_SET_GROUPS     ? UM_PROBLEM_AMBIGUOUS_GROUP
                       : set == UM_SET_PRODUCTS ? UM_PROBLEM_AMBIGUOUS_PRODUCT
                                                : UM_PROBLEM_AMBIGUOUS_DIRECTORY,
                       text->str);
}

/* The thing's id; %NULL with @no_such or that it is ambiguous. */
static const char *
find_id (UmDirectory *directory, UmSet set, const char *text, UmProblem no_such, GError **error)
{
  const char *id = g_str_has_prefix (text, "id:") ? text + strlen ("id:") : text;
  guint thing = um_directory_find_thing (directory, set, id);
  g_autoptr (GArray) things = NULL;

  if (thing != UM_NO_ROW)
    return um_directory_get_thing (directory, set, thing)->id;
  things = um_directory_find_things_by_name (directory, set, text);
  if (things->len == 1)
    return um_directory_get_thing (directory, set, g_array_index (things, guint32, 0))->id;
  if (things->len == 0)
    g_set_error_literal (error, UM_PROBLEM, no_such, text);
  else
    set_ambiguous (directory, set, text, things, error);
  return NULL;
}

/**
 * um_planner_find_group:
 * @directory: a directory
 * @text: the id of a group, "id:" and the id, or its whole name (folded)
 * @error: return location for a #GError
 *
 * Returns: (transfer none): the group's id, which lives as long as @directory; %NULL with
 *   %UM_PROBLEM_NO_SUCH_GROUP or %UM_PROBLEM_AMBIGUOUS_GROUP
 */
const char *
um_planner_find_group (UmDirectory *directory, const char *text, GError **error)
{
  return find_id (directory, UM_SET_GROUPS, text, UM_PROBLEM_NO_SUCH_GROUP, error);
}

/**
 * um_planner_find_directory:
 * @directory: a directory
 * @text: the id of one of the organisation's directories, "id:" and the id, or its whole name
 * @error: return location for a #GError
 *
 * Returns: (transfer none): its id, as of um_planner_find_group (); %NULL with
 *   %UM_PROBLEM_NO_SUCH_DIRECTORY or %UM_PROBLEM_AMBIGUOUS_DIRECTORY
 */
const char *
um_planner_find_directory (UmDirectory *directory, const char *text, GError **error)
{
  return find_id (directory, UM_SET_DIRECTORIES, text, UM_PROBLEM_NO_SUCH_DIRECTORY, error);
}

/* Adds the products that bear a key. */
static void
add_keyed (UmDirectory *directory, const char *key, GArray *things)
{
  for (guint32 i = 0; i < um_directory_get_n_things (directory, UM_SET_PRODUCTS); i++)
    if (um_product_bears_key (um_directory_get_thing (directory, UM_SET_PRODUCTS, i)->id, key))
      g_array_append_val (things, i);
}

/**
 * um_planner_find_product:
 * @directory: a directory
 * @text: the id of a product, its whole name (folded), or its key
 * @error: return location for a #GError
 *
 * Returns: (transfer none): the product's id, which lives as long as @directory; %NULL with
 *   %UM_PROBLEM_NO_SUCH_PRODUCT, or %UM_PROBLEM_AMBIGUOUS_PRODUCT where several sites of an
 *   organisation have it
 */
const char *
um_planner_find_product (UmDirectory *directory, const char *text, GError **error)
{
  guint thing = um_directory_find_thing (directory, UM_SET_PRODUCTS, text);
  g_autoptr (GArray) things = NULL;

  if (thing != UM_NO_ROW)
    return um_directory_get_thing (directory, UM_SET_PRODUCTS, thing)->id;
  things = um_directory_find_things_by_name (directory, UM_SET_PRODUCTS, text);
  if (things->len == 0)
    add_keyed (directory, text, things);
  if (things->len == 1)
    return um_directory_get_thing (directory, UM_SET_PRODUCTS, g_array_index (things, guint32, 0))
      ->id;
  if (things->len == 0)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_PRODUCT, text);
  else
    set_ambiguous (directory, UM_SET_PRODUCTS, text, things, error);
  return NULL;
}

static gboolean
grants_any (const UmThing *group, const char *const *products)
{
  for (guint i = 0; products[i] != NULL; i++)
    if (um_products_contain (group->products, products[i]))
      return TRUE;
  return FALSE;
}

static int
compare_group_ids (gconstpointer a, gconstpointer b, gpointer directory)
{
  return strcmp (get_group_id (directory, *(const guint32 *) a),
                 get_group_id (directory, *(const guint32 *) b));
}

/**
 * um_planner_find_granting:
 * @directory: a directory
 * @products: (array zero-terminated=1): keys of products
 *
 * Returns: (transfer full) (element-type guint32): the groups that grant one of them or more, each
 *   once, in the order of their ids, which lasts from one directory to the next
 */
GArray *
um_planner_find_granting (UmDirectory *directory, const char *const *products)
{
  guint n_groups = um_directory_get_n_things (directory, UM_SET_GROUPS);
  GArray *things = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < n_groups; i++)
    if (grants_any (um_directory_get_thing (directory, UM_SET_GROUPS, i), products))
      g_array_append_val (things, i);
  g_array_sort_with_data (things, compare_group_ids, directory);
  return things;
}

/* The rows whose folded text in @column is all of @text. */
static GArray *
list_whole (UmDirectory *directory, UmColumn column, const char *text)
{
  g_autofree char *folded = um_text_fold (text);
  gsize length = strlen (folded);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint row = 0; length > 0 && row < um_directory_get_n_rows (directory); row++)
    {
      gsize n;
      const char *other = um_directory_get_folded (directory, row, column, &n);

      if (n == length && memcmp (other, folded, n) == 0)
        g_array_append_val (rows, row);
    }
  return rows;
}

guint
um_planner_find_email (UmDirectory *directory, const char *email)
{
  g_autoptr (GArray) rows = list_whole (directory, UM_COLUMN_EMAIL, email);

  return rows->len == 1 ? g_array_index (rows, guint, 0) : UM_NO_ROW;
}

static void
set_several (UmDirectory *directory, const char *text, const GArray *rows, GError **error)
{
  g_autoptr (GString) told = g_string_new (text);

  for (guint i = 0; i < rows->len && i < MOST_TOLD; i++)
    {
      guint row = g_array_index (rows, guint, i);

      g_string_append (told, i == 0 ? ": " : ", ");
      g_string_append (told, um_directory_get_account_id (directory, row));
    }
  if (rows->len > MOST_TOLD)
    g_string_append (told, ", …");
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_USER, told->str);
}

/**
 * um_planner_find_user:
 * @directory: a directory
 * @text: an account id, an e-mail address or a whole name (both folded)
 * @error: return location for a #GError
 *
 * Returns: the row, or %UM_NO_ROW with %UM_PROBLEM_NO_SUCH_USER, or %UM_PROBLEM_AMBIGUOUS_USER
 *   where several accounts bear that address or name
 */
guint
um_planner_find_user (UmDirectory *directory, const char *text, GError **error)
{
  static const UmColumn columns[] = { UM_COLUMN_EMAIL, UM_COLUMN_NAME };
  guint row = um_directory_find (directory, text);

  for (guint i = 0; row == UM_NO_ROW && i < G_N_ELEMENTS (columns); i++)
    {
      g_autoptr (GArray) rows = list_whole (directory, columns[i], text);

      if (rows->len > 1)
        {
          set_several (directory, text, rows, error);
          return UM_NO_ROW;
        }
      if (rows->len == 1)
        row = g_array_index (rows, guint, 0);
    }
  if (row == UM_NO_ROW)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_NO_SUCH_USER, text);
  return row;
}
