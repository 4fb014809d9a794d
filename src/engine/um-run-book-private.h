/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The entries of a run in the order in which a runner goes through them. Made and freed on a
 * worker, as there can be a million; in between the runner's. */
#pragma once

#include "um-directory.h"
#include "um-run-width-private.h"
#include "um-run-pair.h"
#include "um-run.h"

G_BEGIN_DECLS

/* The entries of one user, which stand together. */
typedef struct
{
  guint first;
  guint n_entries;
  UmStepState worst;
  UmRunPairState pair;
} UmRunChain;

/* Steps that mustn't overlap too much, as those of one group, in the order of their turns. */
typedef struct
{
  char *key;
  UmRunWidth width;
  GArray *unopened; /* of guint: chains whose first step is of this lane */
  guint next;       /* in @unopened */
  GQueue waiting;   /* of UmOpenChain: their step isn't in the journal yet */
  GQueue ready;     /* of UmOpenChain: their step is, and may be sent */
  guint journaling; /* on the way from one to the other */
  guint in_flight;
  guint most_together; /* 1 or more: how many of its steps one request does; where several, one
                          request is under way at once */
  gboolean gone;       /* the group doesn't exist any more */
  gboolean barred;     /* nobody can change it */

  gboolean once;       /* its steps make one thing together */
  gboolean taken;      /* one of them is being done */
  UmRunEntry *outcome; /* (nullable): what became of it, for the others too */
} UmRunLane;

/* What is to be done with the user who goes first. */
typedef enum
{
  UM_RUN_FIRST_NOBODY, /* nobody goes first, or he was read again */
  UM_RUN_FIRST_DUE,    /* his steps are to be done, and nothing else */
  UM_RUN_FIRST_DONE,   /* they were, and he is to be read again */
} UmRunFirst;

/* Who stops being an admin by this run, and which groups make one. */
typedef struct
{
  GPtrArray *groups;    /* of utf8: ids of all admin groups */
  GHashTable *stopping; /* of utf8: account ids */
  gint64 found;         /* monotonic: when another admin was last found; 0: never */
} UmRunAdmins;

typedef struct
{
  GPtrArray *entries; /* of UmRunEntry: numbered 1, 2, …, those of a user together */
  GArray *chains;     /* of UmRunChain: where an entry's chain says */
  guint steps[UM_N_STATES];
  guint users[UM_N_STATES];
  guint n_owed;     /* users who are to be given back what a step has taken */
  guint n_left;     /* users for whom that has failed */
  GPtrArray *lanes; /* of UmRunLane */
  GHashTable *lanes_by_key;
  GHashTable *shared;  /* of utf8: targets of several steps that make one thing together */
  GArray *begun;       /* of guint: chains that were begun before, to be finished first */
  UmRunAdmins *admins; /* (nullable): nobody is taken out of an admin group */
  guint first;         /* chain of the user who goes first; behind the last one: nobody */
} UmRunBook;

/**
 * um_run_book_new:
 * @entries: (element-type UmRunEntry) (transfer full)
 * @directory: (nullable): tells which groups are those of admins
 * @dry: no lanes are needed, and no admins
 *
 * Any thread.
 */
UmRunBook *um_run_book_new (GPtrArray *entries, UmDirectory *directory, gboolean dry);
/* Any thread. */
void um_run_book_free (UmRunBook *self);
/* Does so on a worker. */
void um_run_book_free_later (UmRunBook *self);

static inline UmRunEntry *
um_run_book_get_entry (const UmRunBook *self, guint index)
{
  return (UmRunEntry *) g_ptr_array_index (self->entries, index);
}

static inline UmRunChain *
um_run_book_get_chain (const UmRunBook *self, guint index)
{
  return &g_array_index (self->chains, UmRunChain, index);
}

/** um_run_book_count_chain: counts a chain, as its entries are now, among the users. */
void um_run_book_count_chain (UmRunBook *self, UmRunChain *chain);
/** um_run_book_gives_back: whether the entry @index of @chain is to give back what the step before
 * it takes. */
gboolean um_run_book_gives_back (const UmRunBook *self, const UmRunChain *chain, guint index);
/** um_run_book_get_lane: the lane of an entry's step, one for all steps that overlap with nothing;
 * made where there is none yet. */
UmRunLane *um_run_book_get_lane (UmRunBook *self, const UmRunEntry *entry);
/**
 * um_run_book_find_first:
 *
 * Where steps rest on what nobody has seen happen (a [?] of ATLASSIAN.md), the first user for whom
 * they took effect is read again before any other is acted on (PRODUCT.md §5). Goes on from the
 * one found before, where nothing came of his.
 *
 * Returns: what is to be done with @self->first now
 */
UmRunFirst um_run_book_find_first (UmRunBook *self);
/** um_run_book_get_first_entry: Returns: (transfer none): the last one of his such steps that took
 * effect, which bears the note of him */
UmRunEntry *um_run_book_get_first_entry (UmRunBook *self);
/** um_run_book_get_first_note: Returns: (transfer none) (nullable): what was found of him, where
 * that is in the journal */
const UmRunNote *um_run_book_get_first_note (UmRunBook *self);
/** um_run_book_has_begun_behind_first: whether somebody else was acted on after him. */
gboolean um_run_book_has_begun_behind_first (const UmRunBook *self);
/** um_run_book_take_unopened: takes a chain that wasn't begun out of its lane. */
void um_run_book_take_unopened (UmRunBook *self, guint chain);
/** um_run_lane_take_outcome: notes what became of the step of a lane whose steps are one. */
void um_run_lane_take_outcome (UmRunLane *self, UmRunEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRunBook, um_run_book_free)

G_END_DECLS
