/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What plan is told of new e-mail addresses. */
#pragma once

#include "um-cli-pairs.h"

G_BEGIN_DECLS

typedef struct
{
  char *rule; /* (nullable): "OLD=NEW", domains */
  UmCliTable table;

  UmImportPairs *pairs; /* (nullable): the table, once it was read */
} UmEmailOptions;

void um_email_options_clear (UmEmailOptions *self);
/* Whether one of them was given. */
gboolean um_email_options_are_given (const UmEmailOptions *self);
/* Reads the table, where there is one. UM_PROBLEM. */
gboolean
um_email_options_read (UmEmailOptions *self, UmCli *cli, UmSourceState *state, GError **error);
/* a{sas}: the inputs of the action for users of the plan. UM_PROBLEM. (transfer full) (nullable) */
GVariant *
um_email_options_pack (const UmEmailOptions *self, GPtrArray *account_ids, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmEmailOptions, um_email_options_clear)

G_END_DECLS
