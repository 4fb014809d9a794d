/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The three lists of an import as CSV and JSON. Worker threads, on a copy of the import. */
#include "um-export-private.h"

#include "um-enums.h"

static const char csv_headings[] = "Text,Line,Times,Account ID,Full Name,E-mail,Status\r\n";

/* Whether an entry is in the exported list: of the ambiguous, those chosen are among the matched.
 */
static gboolean
belongs (const UmImportEntry *entry, UmImportOutcome outcome)
{
  return (entry->row != UM_NO_ROW) == (outcome == UM_IMPORT_MATCHED);
}

static guint
count_rows (const UmImportEntry *entry)
{
  return entry->row == UM_NO_ROW && entry->n_candidates > 0 ? entry->n_candidates : 1;
}

static void
append_row_csv (GString *csv, UmDirectory *directory, const UmImportEntry *entry, guint row)
{
  UmUser user = { 0 };

  um_export_append_cell (csv, entry->text);
  g_string_append_printf (csv, ",%u,%u", entry->line, entry->n_times);
  if (row != UM_NO_ROW)
    um_directory_get_user (directory, row, &user);
  um_export_append_cell (csv, user.account_id);
  um_export_append_cell (csv, user.name);
  um_export_append_cell (csv, user.email);
  um_export_append_cell (csv, row != UM_NO_ROW ? um_user_status_to_nick (user.status) : NULL);
  g_string_append (csv, "\r\n");
}

static void
append_entry_csv (GString *csv, UmDirectory *directory, const UmImportEntry *entry)
{
  if (entry->row != UM_NO_ROW || entry->n_candidates == 0)
    append_row_csv (csv, directory, entry, entry->row);
  else
    for (guint i = 0; i < entry->n_candidates; i++)
      append_row_csv (csv, directory, entry, entry->candidates[i]);
}

static void
append_user_members (GString *json, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  um_export_append_member (json, "account_id", user.account_id);
  um_export_append_member (json, "name", user.name);
  um_export_append_member (json, "email", user.email);
  um_export_append_member (json, "status", um_user_status_to_nick (user.status));
}

static void
append_entry_json (GString *json, UmDirectory *directory, const UmImportEntry *entry)
{
  g_string_append_c (json, '{');
  um_export_append_member (json, "text", entry->text);
  g_string_append_printf (json, ",\"line\":%u,\"times\":%u", entry->line, entry->n_times);
  if (entry->row != UM_NO_ROW)
    append_user_members (json, directory, entry->row);
  else if (entry->n_candidates > 0)
    {
      g_string_append (json, ",\"candidates\":[");
      for (guint i = 0; i < entry->n_candidates; i++)
        {
          g_string_append (json, i > 0 ? ",{" : "{");
          append_user_members (json, directory, entry->candidates[i]);
          g_string_append_c (json, '}');
        }
      g_string_append_c (json, ']');
    }
  g_string_append_c (json, '}');
}

/* Those chosen among the ambiguous stand behind the matched. */
static guint
list_parts (UmImportOutcome outcome, UmImportOutcome parts[2])
{
  parts[0] = outcome;
  parts[1] = UM_IMPORT_AMBIGUOUS;
  return outcome == UM_IMPORT_MATCHED ? 2 : 1;
}

guint
um_export_count_import (UmImport *import, UmImportOutcome outcome)
{
  UmImportOutcome parts[2];
  guint n_parts = list_parts (outcome, parts);
  guint n_rows = 0;

  for (guint part = 0; part < n_parts; part++)
    for (guint i = 0; i < um_import_get_info (import)->n_entries[parts[part]]; i++)
      {
        UmImportEntry entry;

        um_import_get_entry (import, parts[part], i, &entry);
        if (belongs (&entry, outcome))
          n_rows += count_rows (&entry);
      }
  return n_rows;
}

gboolean
um_export_write_import (UmExportWriter *writer,
                        UmImport *import,
                        UmImportOutcome outcome,
                        const UmExportOptions *options,
                        const UmExportHead *head)
{
  UmDirectory *directory = um_import_get_directory (import);
  UmImportOutcome parts[2];
  guint n_parts = list_parts (outcome, parts);
  const char *between = "";

  um_export_begin (writer->text, options, head, csv_headings, "entries");
  for (guint part = 0; part < n_parts; part++)
    for (guint i = 0; i < um_import_get_info (import)->n_entries[parts[part]]; i++)
      {
        UmImportEntry entry;

        um_import_get_entry (import, parts[part], i, &entry);
        if (!belongs (&entry, outcome))
          continue;
        if (options->format == UM_EXPORT_CSV)
          append_entry_csv (writer->text, directory, &entry);
        else
          {
            g_string_append (writer->text, between);
            append_entry_json (writer->text, directory, &entry);
            between = ",\n";
          }
        if (!um_export_writer_step (writer))
          return FALSE;
      }
  if (options->format == UM_EXPORT_JSON)
    g_string_append (writer->text, options->head ? "\n]}\n" : "\n]\n");
  return um_export_writer_end (writer);
}
