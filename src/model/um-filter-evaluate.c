/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks a filter of a whole directory (DESIGN.md §1, idea 1). Unknown stays unknown under NOT, so
 * NOT is pushed down to the words and conditions, of which then the set where they are false is
 * taken, and AND and OR are plain operations on sets. The cheapest goes first, and what follows is
 * asked only about the rows that can still change the answer. Stateless, any thread. */

#include "um-filter-private.h"

typedef struct
{
  const UmDirectory *directory;
  const UmFilterContext *context;
} Question;

static int
compare_costs (gconstpointer a, gconstpointer b)
{
  const UmFilter *left = *(const UmFilter *const *) a;
  const UmFilter *right = *(const UmFilter *const *) b;

  return (left->cost > right->cost) - (left->cost < right->cost);
}

/* The rows of @within for which @node is known to be true (@wanted) or false. The depth of the tree
 * is bounded by that of the text. */
static UmBitset *
evaluate_node (const Question *question,
               const UmFilter *node,
               gboolean wanted,
               const UmBitset *within)
{
  g_autoptr (UmBitset) left = NULL;   /* rows about which the next one is asked */
  g_autoptr (UmBitset) result = NULL; /* of a union */
  g_autoptr (GPtrArray) children = NULL;
  gboolean all = (node->kind == UM_FILTER_AND) == wanted;

  if (node->entries != NULL)
    return um_filter_evaluate_leaf (node, wanted, question->directory, question->context, within);
  if (node->kind == UM_FILTER_NOT)
    return evaluate_node (question, node->children->pdata[0], !wanted, within);

  children = g_ptr_array_new ();
  g_ptr_array_extend (children, node->children, NULL, NULL);
  g_ptr_array_sort (children, compare_costs);
  left = um_bitset_copy (within);
  if (!all)
    result = um_bitset_new (um_bitset_get_n_rows (within), um_bitset_get_generation (within));

  for (guint i = 0; i < children->len && !um_bitset_is_empty (left); i++)
    {
      g_autoptr (UmBitset) rows = evaluate_node (question, children->pdata[i], wanted, left);

      if (all)
        {
          um_bitset_unref (left);
          left = g_steal_pointer (&rows);
        }
      else
        {
          um_bitset_or (result, rows);
          um_bitset_subtract (left, rows);
        }
    }

  return all ? g_steal_pointer (&left) : g_steal_pointer (&result);
}

UmBitset *
um_filter_evaluate (const UmFilter *self,
                    const UmDirectory *directory,
                    const UmFilterContext *context)
{
  const Question question = { directory, context };
  g_autoptr (UmBitset) everyone = NULL;

  g_return_val_if_fail (self != NULL && directory != NULL && context != NULL, NULL);

  everyone = um_bitset_new (um_directory_get_n_rows (directory),
                            um_directory_get_generation (directory));
  um_bitset_fill (everyone);

  return evaluate_node (&question, self, TRUE, everyone);
}
