/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of users and values, read for plan. */
#include "um-config.h"
#include "um-cli-pairs.h"
#include "um-cli-await.h"
#include "um-cli-list.h"
#include "um-words.h"

/* So many rows that aren't used are told. */
#define MOST_ROWS 20

void
um_cli_table_clear (UmCliTable *self)
{
  g_free (self->path);
  g_free (self->user_column);
  g_free (self->value_column);
}

static void
print_unused (UmImportPairs *pairs)
{
  guint n_told = 0;

  for (guint i = 0; i < um_import_pairs_get_n (pairs) && n_told <= MOST_ROWS; i++)
    {
      UmPair pair;
      g_autofree char *text = NULL;

      um_import_pairs_get (pairs, i, &pair);
      if (pair.state == UM_PAIR_USED)
        continue;
      text = um_words_pair (pair.state, pair.line, pair.user, pair.value);
      g_printerr ("%s\n", n_told++ < MOST_ROWS ? text : "…");
    }
}

UmImportPairs *
um_cli_read_pairs (UmCli *cli,
                   UmSourceState *state,
                   const UmCliTable *table,
                   UmPairsOptions *options,
                   GError **error)
{
  UmImportInput input;
  g_autoptr (GFile) file = um_cli_open_list (table->path, &input);
  g_auto (UmAwait) await = { 0 };
  UmImportPairs *pairs;
  g_autofree char *form = NULL, *summary = NULL;

  um_cli_get_column (table->user_column, &options->list.column, &options->list.heading);
  um_cli_get_column (table->value_column, &options->column, &options->heading);
  um_import_pairs_read_async (state, &input, options, cli->cancellable, um_await_cb, &await);
  pairs = um_import_pairs_read_finish (um_await (&await), error);
  if (pairs == NULL)
    return NULL;
  form = um_words_pairs_form (um_import_pairs_get_info (pairs),
                              um_import_pairs_get_columns (pairs));
  summary = um_words_pairs_summary (um_import_pairs_get_info (pairs));
  g_printerr ("%s: %s\n%s\n", input.name, summary, form);
  print_unused (pairs);
  return pairs;
}

GPtrArray *
um_cli_list_pair_users (UmImportPairs *pairs)
{
  UmDirectory *directory = um_import_pairs_get_directory (pairs);
  g_autoptr (UmBitset) seen = um_bitset_new (um_directory_get_n_rows (directory),
                                             um_directory_get_generation (directory));
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < um_import_pairs_get_n (pairs); i++)
    {
      UmPair pair;

      um_import_pairs_get (pairs, i, &pair);
      if (pair.state != UM_PAIR_USED || um_bitset_contains (seen, pair.row))
        continue;
      um_bitset_add (seen, pair.row);
      g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (directory, pair.row)));
    }
  return ids;
}

void
um_cli_add_pairs_json (JsonBuilder *json, UmImportPairs *pairs)
{
  const UmPairsInfo *info = um_import_pairs_get_info (pairs);

  json_builder_set_member_name (json, "table");
  json_builder_begin_object (json);
  um_cli_json_int (json, "rows", info->list.n_rows);
  um_cli_json_int (json, "users", info->n_users);
  um_cli_json_int (json, "user_column", info->list.column + 1);
  um_cli_json_int (json, "value_column", info->value_column + 1);
  json_builder_set_member_name (json, "not_used");
  json_builder_begin_array (json);
  for (guint i = 0; i < um_import_pairs_get_n (pairs); i++)
    {
      UmPair pair;

      um_import_pairs_get (pairs, i, &pair);
      if (pair.state == UM_PAIR_USED)
        continue;
      json_builder_begin_object (json);
      um_cli_json_int (json, "line", pair.line);
      um_cli_json_string (json, "why", um_pair_state_to_nick (pair.state));
      um_cli_json_string (json, "user", pair.user);
      um_cli_json_string (json, "value", pair.value);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}
