/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads which user is to come into which group, or to leave it, for plan. */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-group-file.h"
#include "um-actions.h"
#include "um-problem.h"
#include "um-words.h"

#include <glib/gi18n.h>

/* So many rows that can't be used are told. */
#define MOST_TOLD 20

/* A row that doesn't say what is to be done means the only action that there is. */
static UmGroupFileOptions
get_options (char **keys)
{
  UmGroupFileOptions options = { 0 };

  for (guint i = 0; keys[i] != NULL; i++)
    if (um_actions_find (keys[i])->takes_access)
      options.removes = TRUE;
    else
      options.adds = TRUE;
  options.unsaid_adds = options.adds && !options.removes;
  options.unsaid_removes = options.removes && !options.adds;
  return options;
}

static GBytes *
read_input (UmCli *cli, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/dev/stdin");
  g_auto (UmAwait) await = { 0 };
  GBytes *bytes;

  g_file_load_bytes_async (file, cli->cancellable, um_await_cb, &await);
  bytes = g_file_load_bytes_finish (file, um_await (&await), NULL, NULL);
  if (bytes == NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_FILE_FAILED, _ ("the standard input"));
  return bytes;
}

static void
tell_unused (UmGroupFile *file, const char *path)
{
  guint n_told = 0;

  for (guint i = 0; i < um_group_file_get_n_rows (file); i++)
    {
      g_autofree char *sentence = NULL;
      UmGroupRow row;

      if (um_group_file_is_used (file, i))
        continue;
      if (n_told++ == MOST_TOLD)
        {
          g_printerr ("…\n");
          return;
        }
      um_group_file_get_row (file, i, &row);
      sentence = um_words_group_row (&row);
      g_printerr ("%s: %s\n", path, sentence);
    }
}

UmGroupFile *
um_cli_read_group_file (
  UmCli *cli, UmSourceState *state, const char *path, char **keys, GError **error)
{
  gboolean from_input = g_str_equal (path, "-");
  g_autoptr (GFile) place = from_input ? NULL : g_file_new_for_commandline_arg (path);
  g_autoptr (GBytes) text = from_input ? read_input (cli, error) : NULL;
  const char *name = from_input ? _ ("the standard input") : path;
  const UmImportInput input = { .file = place, .text = text, .name = name };
  const UmGroupFileOptions options = get_options (keys);
  g_autoptr (UmGroupFile) file = NULL;
  g_auto (UmAwait) await = { 0 };
  guint n_unused;

  if (from_input && text == NULL)
    return NULL;
  um_group_file_read_async (state, &input, &options, cli->cancellable, um_await_cb, &await);
  file = um_group_file_read_finish (um_await (&await), error);
  if (file == NULL)
    return NULL;
  n_unused = um_group_file_count_unused (file);
  if (n_unused == 0)
    return g_steal_pointer (&file);
  tell_unused (file, name);
  g_set_error (error, UM_PROBLEM, UM_PROBLEM_GROUP_ROWS, "%u", n_unused);
  return NULL;
}
