/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of plan for new e-mail addresses: a rule, or a table that is read before anything is
 * planned. */
#include "um-config.h"
#include "um-cli-email.h"
#include "um-email-inputs.h"
#include "um-problem.h"

#include <string.h>

void
um_email_options_clear (UmEmailOptions *self)
{
  g_free (self->rule);
  um_cli_table_clear (&self->table);
  g_clear_object (&self->pairs);
}

gboolean
um_email_options_are_given (const UmEmailOptions *self)
{
  return self->rule != NULL || self->table.path != NULL || self->table.user_column != NULL
         || self->table.value_column != NULL;
}

gboolean
um_email_options_read (UmEmailOptions *self, UmCli *cli, UmSourceState *state, GError **error)
{
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;

  if (self->rule != NULL && self->table.path != NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_EMAILS_TWICE, "");
      return FALSE;
    }
  if (self->table.path == NULL)
    return TRUE;
  um_email_inputs_want (&options);
  self->pairs = um_cli_read_pairs (cli, state, &self->table, &options, error);
  return self->pairs != NULL;
}

static GVariant *
pack_rule (const char *rule, GError **error)
{
  const char *sign = strchr (rule, '=');
  g_autofree char *from = g_strndup (rule, sign != NULL ? (gsize) (sign - rule) : strlen (rule));

  return um_email_inputs_pack_rule (from, sign != NULL ? sign + 1 : "", error);
}

GVariant *
um_email_options_pack (const UmEmailOptions *self, GPtrArray *account_ids, GError **error)
{
  GVariant *inputs = NULL;

  if (self->pairs != NULL)
    inputs = um_email_inputs_pack_pairs (self->pairs, account_ids);
  else if (self->rule != NULL)
    inputs = pack_rule (self->rule, error);
  else
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_EMAILS_MISSING, "");
  return inputs != NULL ? g_variant_ref_sink (inputs) : NULL;
}
