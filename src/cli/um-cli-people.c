/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who are to be invited, out of a list that plan is given. */
#include "um-config.h"
#include "um-cli-people.h"
#include "um-cli-await.h"
#include "um-cli-list.h"
#include "um-words.h"

/* So many rows that aren't used are told. */
#define MOST_ROWS 20

UmImportPeople *
um_cli_read_people (UmCli *cli, UmSourceState *state, const char *path, GError **error)
{
  UmImportInput input;
  g_autoptr (GFile) file = um_cli_open_list (path, &input);
  g_auto (UmAwait) await = { 0 };
  g_autofree char *summary = NULL;
  UmImportPeople *people;
  guint n_told = 0;

  um_import_people_read_async (state, &input, cli->cancellable, um_await_cb, &await);
  people = um_import_people_read_finish (um_await (&await), error);
  if (people == NULL)
    return NULL;
  summary = um_words_people_summary (um_import_people_get_info (people));
  g_printerr ("%s: %s\n", input.name, summary);
  for (guint i = 0; i < um_import_people_get_n (people) && n_told <= MOST_ROWS; i++)
    {
      UmPersonRow row;
      g_autofree char *text = NULL;

      um_import_people_get (people, i, &row);
      if (row.state == UM_PERSON_USED)
        continue;
      text = um_words_person (row.state, row.line, row.text, row.detail);
      g_printerr ("%s\n", n_told++ < MOST_ROWS ? text : "…");
    }
  return people;
}

void
um_cli_add_people_json (JsonBuilder *json, const UmImportPeople *people)
{
  json_builder_set_member_name (json, "people");
  json_builder_begin_object (json);
  um_cli_json_int (json, "rows", um_import_people_get_n (people));
  json_builder_set_member_name (json, "not_used");
  json_builder_begin_array (json);
  for (guint i = 0; i < um_import_people_get_n (people); i++)
    {
      UmPersonRow row;

      um_import_people_get (people, i, &row);
      if (row.state == UM_PERSON_USED)
        continue;
      json_builder_begin_object (json);
      um_cli_json_int (json, "line", row.line);
      um_cli_json_string (json, "why", um_person_state_to_nick (row.state));
      um_cli_json_string (json, "text", row.text);
      um_cli_json_string (json, "detail", row.detail);
      json_builder_end_object (json);
    }
  json_builder_end_array (json);
  json_builder_end_object (json);
}
