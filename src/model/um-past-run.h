/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run with its entries as a plan is made of it: one that gives back what it did, or does again
 * what has failed in it. Counted atomically; never changed once it is made. */
#pragma once

#include "um-plan.h"
#include "um-run.h"

G_BEGIN_DECLS

struct _UmPastRun
{
  UmRun *run;
  GPtrArray *entries; /* of UmRunEntry, with their notes: all of the run */
  GHashTable *chosen; /* (nullable): set of numbers of entries; NULL: all */
  gint64 read;        /* seconds: when the entries were */
  GHashTable *chains; /* account id or address → GPtrArray of UmRunEntry */
  GPtrArray *people;  /* of const char *: account ids in the order of the run */
};

/**
 * um_past_run_new:
 * @entries: (element-type UmRunEntry): its entries in their order
 * @chosen: (nullable): numbers of those that count, as GUINT_TO_POINTER ()
 * @read: seconds since 1970: when they were read
 *
 * People are named as by entries; whom a retry invites, by the address.
 */
UmPastRun *um_past_run_new (UmRun *run, GPtrArray *entries, GHashTable *chosen, gint64 read);
UmPastRun *um_past_run_ref (UmPastRun *self);
void um_past_run_unref (UmPastRun *self);

/** um_past_run_get_chain: Returns: (nullable) (element-type UmRunEntry): the steps of a person */
GPtrArray *um_past_run_get_chain (const UmPastRun *self, const char *person);

/** um_past_run_is_chosen: whether the plan is about that entry of the run. */
gboolean um_past_run_is_chosen (const UmPastRun *self, const UmRunEntry *entry);

/**
 * um_past_run_list_people:
 * @relation: what is to be made of the run
 *
 * Returns: (transfer container) (element-type utf8): for whom the run has, or may have, done
 *   something that is chosen; of a retry, for whom something of it has, or may have, failed. The
 *   texts are @self's.
 */
GPtrArray *um_past_run_list_people (const UmPastRun *self, UmPlanRelation relation);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmPastRun, um_past_run_unref)

G_END_DECLS
