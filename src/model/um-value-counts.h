/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many of some users have which value: e-mail domain, group, product, status, directory. */
#pragma once

#include "um-filter.h"

G_BEGIN_DECLS

/* By what users are counted. */
typedef enum
{
  UM_BY_DOMAIN, /* of the e-mail address */
  UM_BY_GROUP,
  UM_BY_PRODUCT,
  UM_BY_STATUS,
  UM_BY_DIRECTORY,
  UM_N_BYS,
} UmBy;

/* The domains of a directory's addresses: made once, used for any number of counts. Immutable,
 * atomically counted; any thread. */
typedef struct _UmDomains UmDomains;

UmDomains *um_domains_new (UmDirectory *directory);
UmDomains *um_domains_ref (UmDomains *self);
void um_domains_unref (UmDomains *self);
UmDirectory *um_domains_get_directory (UmDomains *self);

/* One value that some of the users have. */
typedef struct
{
  UmBy by;
  const char *text;    /* domain, or the thing's name; NULL: a status, or no address is known */
  guint thing;         /* in the set that is counted by */
  UmUserStatus status; /* of UM_BY_STATUS */
  guint n_rows;
  gboolean at_least; /* not all members of the thing are known */
} UmValueCount;

/* The values that at least one of the users has, the most frequent first. Immutable, atomically
 * counted; any thread. */
typedef struct _UmValueCounts UmValueCounts;

UmValueCounts *um_value_counts_new (UmDomains *domains, const UmBitset *rows, UmBy by);
UmValueCounts *um_value_counts_ref (UmValueCounts *self);
void um_value_counts_unref (UmValueCounts *self);
GPtrArray *um_value_counts_get_items (UmValueCounts *self);
UmFilter *um_value_counts_dup_filter (UmValueCounts *self, const UmValueCount *item);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmDomains, um_domains_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmValueCounts, um_value_counts_unref)

G_END_DECLS
