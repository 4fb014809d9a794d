/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions of plans, written as short texts. No state. */
#include "um-test-action.h"

#include "um-actions.h"

#include <string.h>

/* "into=d2" or "groups=g1,g2". */
static gboolean
add_named (GVariantBuilder *builder, char *word)
{
  char *mark = strchr (word, '=');
  g_autofree char *nick = mark != NULL ? g_strndup (word, mark - word) : NULL;
  g_auto (GStrv) values = mark != NULL ? g_strsplit (mark + 1, ",", -1) : NULL;
  UmInputKind kind;

  if (nick == NULL || !um_input_kind_from_nick (nick, &kind))
    return FALSE;
  g_variant_builder_add (builder, "{s^as}", nick, values);
  return TRUE;
}

void
um_test_add_action (UmPlan *plan, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));
  g_auto (GStrv) words = g_strsplit (stripped, " ", -1);
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  const UmActionInfo *info = um_actions_find (words[0]);
  UmInputKind kind = info != NULL && info->n_inputs > 0 ? info->inputs[0] : UM_INPUT_GROUPS;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  for (guint i = 1; words[i] != NULL; i++)
    if (!add_named (&builder, words[i]))
      g_ptr_array_add (values, words[i]);
  g_ptr_array_add (values, NULL);
  if (values->len > 1)
    g_variant_builder_add (&builder, "{s^as}", um_input_kind_to_nick (kind), values->pdata);
  um_plan_add_action (plan, words[0], g_variant_builder_end (&builder));
}
