/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * SimListing: which user stands at which position of the site's list of all users. Normally that
 * is the same number. With the faults `duplicate` and `short-page` the list has the flaws of the
 * real one (JRACLOUD-77719): blocks of 100 positions in which a user comes twice, or in which ten
 * positions are empty, so that a page in the middle comes out short. Nobody is ever missing, and
 * the same position always shows the same. Owned by the server.
 */

#include "sim-listing.h"

#define BLOCK 100
#define GAP   10

typedef enum
{
  BLOCK_PLAIN,
  BLOCK_SHORT,
  BLOCK_DUPLICATE,
} BlockKind;

static const guint block_users[] = { BLOCK, BLOCK - GAP, BLOCK - 1 };

void
sim_listing_clear (SimListing *self)
{
  g_clear_pointer (&self->first, g_array_unref);
}

static BlockKind
block_kind (const SimFaults *faults, guint block)
{
  if (sim_faults_hits (faults, SIM_FAULT_SHORT_PAGE, block))
    return BLOCK_SHORT;
  if (block > 0 && sim_faults_hits (faults, SIM_FAULT_DUPLICATE, block))
    return BLOCK_DUPLICATE;
  return BLOCK_PLAIN;
}

/* Lays the list out anew where the rates or the number of users have changed. */
void
sim_listing_update (SimListing *self, const SimFaults *faults, guint n_users)
{
  double duplicate = faults->rates[SIM_FAULT_DUPLICATE];
  double short_page = faults->rates[SIM_FAULT_SHORT_PAGE];
  guint32 first = 0;

  if (self->n_users == n_users && self->duplicate == duplicate && self->short_page == short_page)
    return;
  self->n_users = n_users;
  self->duplicate = duplicate;
  self->short_page = short_page;
  g_clear_pointer (&self->first, g_array_unref);
  if (duplicate == 0 && short_page == 0)
    return;

  self->first = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint block = 0; first < n_users; block++)
    {
      g_array_append_val (self->first, first);
      first += block_users[block_kind (faults, block)];
    }
  g_array_append_val (self->first, first);
}

/* Returns: the number of positions */
guint
sim_listing_length (const SimListing *self)
{
  guint n_blocks, last;

  if (self->first == NULL)
    return self->n_users;
  n_blocks = self->first->len - 1;
  last = g_array_index (self->first, guint32, n_blocks - 1);
  return (n_blocks - 1) * BLOCK + (BLOCK - (g_array_index (self->first, guint32, n_blocks) - last))
         + (self->n_users - last);
}

/* Returns: the user at @position, which must be below the length; %SIM_NONE = an empty one */
guint
sim_listing_get (const SimListing *self, guint position)
{
  guint block = position / BLOCK, within = position % BLOCK;
  guint first, missing;

  if (self->first == NULL)
    return position;
  first = g_array_index (self->first, guint32, block);
  missing = BLOCK - (g_array_index (self->first, guint32, block + 1) - first);

  /* What is missing comes first: one position that repeats the user before, or the gap. */
  if (within >= missing)
    return first + within - missing;
  return missing == 1 ? first - 1 : SIM_NONE;
}
