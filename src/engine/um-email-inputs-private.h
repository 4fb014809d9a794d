/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of "change-email" as a plan is made with them, and what they make of a user. Used by
 * the one thread that makes the plan. */
#pragma once

#include "um-email-inputs.h"
#include "um-import-cell-private.h"
#include "um-plan.h"

G_BEGIN_DECLS

typedef struct
{
  char *from;         /* (nullable): the domain that is left; NULL: there is no rule */
  char *to;           /* (nullable) */
  GHashTable *wanted; /* (nullable): account id → char *: new addresses; NULL: there is a rule */
  GHashTable *shares; /* of new addresses, folded: → how many accounts are to get it */

  UmDirectory *directory;
  UmImportIndex *index; /* who has which address */
  GHashTable *claimed;  /* domains, folded, in which the organisation manages an account */
} UmEmailInputs;

/* What becomes of one address. */
typedef struct
{
  char *after; /* the new address; the present one where it stays, "" where none is known */
  UmSkip skip;
  const char *detail;  /* (nullable): of the skip; @after, or of the directory */
  gboolean unverified; /* whether the organisation has verified the new domain isn't known */
} UmEmailChange;

/** um_email_inputs_new: Returns: (transfer full) (nullable): %NULL with %UM_PROBLEM:
 * EMAILS_MISSING, EMAILS_TWICE, EMAIL_RULE_BAD, EMAIL_RULE_SAME, EMAIL_PAIR_BAD */
UmEmailInputs *
um_email_inputs_new (const UmPlanAction *asked, UmDirectory *directory, GError **error);
void um_email_inputs_free (UmEmailInputs *self);

/**
 * um_email_inputs_judge:
 * @row: a user of the directory
 * @now: (nullable): the address when the step's turn comes; %NULL: not known
 * @change: (out caller-allocates): its @after is to be freed
 */
void um_email_inputs_judge (const UmEmailInputs *self,
                            guint row,
                            const char *now,
                            UmEmailChange *change);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmEmailInputs, um_email_inputs_free)

G_END_DECLS
