/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of step kinds. Static data. */
#include "um-step-kind-private.h"

static const UmStepKindInfo *const kinds[] = {
  &um_step_group_add,
  &um_step_group_remove,
};

const UmStepKindInfo *
um_step_kind_find (UmStepKind kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i]->kind == kind)
      return kinds[i];
  return NULL;
}
