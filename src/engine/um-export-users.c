/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users as CSV and JSON, one after the other, so that no more than a few are in memory. Worker
 * threads. */
#include "um-export-private.h"

#include "um-enums.h"

static const char csv_headings[] = "Account ID,Full Name,E-mail,Status,Type,Managed,Synced,"
                                   "Directories,Groups,Products,Last Login,Added\r\n";

static const struct
{
  const char *member;
  UmSet set;
} sets[] = {
  { "directories", UM_SET_DIRECTORIES },
  { "groups", UM_SET_GROUPS },
  { "products", UM_SET_PRODUCTS },
};

/* Whether all things of a set are known for a row; otherwise its list is unknown. */
static gboolean
is_known (UmDirectory *directory, UmSet set, guint row)
{
  guint n_things = um_directory_get_n_things (directory, set);

  if (um_bitset_contains (um_directory_get_complete (directory, set), row))
    return TRUE;
  for (guint i = 0; i < n_things; i++)
    if (!um_directory_get_thing (directory, set, i)->known)
      return FALSE;
  return n_things > 0;
}

/* Products are told by their keys, as groups tell what they grant; all else by name. */
static const char *
get_label (UmDirectory *directory, UmSet set, guint thing)
{
  const UmThing *found = um_directory_get_thing (directory, set, thing);

  return set == UM_SET_PRODUCTS ? found->id : found->name;
}

/* ---- JSON ---- */

static void
append_truth (GString *json, const char *member, UmTruth truth)
{
  g_string_append_printf (json, ",\"%s\":%s", member,
                          truth == UM_UNKNOWN ? "null"
                          : truth == UM_YES   ? "true"
                                              : "false");
}

static void
append_time (GString *json, const char *member, gint64 seconds)
{
  g_autofree char *time = um_export_dup_time (seconds);

  um_export_append_member (json, member, time);
}

static void
append_things (GString *json, const char *member, UmDirectory *directory, UmSet set, guint row)
{
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (directory, set), row,
                                                  &n_things);

  if (!is_known (directory, set, row))
    {
      um_export_append_member (json, member, NULL);
      return;
    }
  g_string_append_printf (json, ",\"%s\":[", member);
  for (guint i = 0; i < n_things; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      um_export_append_json_text (json, get_label (directory, set, things[i]));
    }
  g_string_append_c (json, ']');
}

static void
append_user_json (GString *json, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  g_string_append_c (json, '{');
  um_export_append_member (json, "account_id", user.account_id);
  um_export_append_member (json, "name", user.name != NULL && *user.name ? user.name : NULL);
  um_export_append_member (json, "email", user.email);
  um_export_append_member (json, "status", um_user_status_to_nick (user.status));
  um_export_append_member (json, "type", um_user_type_to_nick (user.type));
  append_truth (json, "managed", user.managed);
  append_truth (json, "synced", user.synced);
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    append_things (json, sets[i].member, directory, sets[i].set, row);
  append_time (json, "last_login", user.last_login);
  append_time (json, "added", user.added);
  g_string_append_c (json, '}');
}

/* ---- CSV ---- */

static const char *
get_truth_word (UmTruth truth)
{
  return truth == UM_UNKNOWN ? "unknown" : truth == UM_YES ? "yes" : "no";
}

static void
append_time_cell (GString *csv, gint64 seconds)
{
  g_autofree char *time = um_export_dup_time (seconds);

  um_export_append_cell (csv, time != NULL ? time : "unknown");
}

static void
append_things_cell (GString *csv, UmDirectory *directory, UmSet set, guint row)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n_things;
  const guint32 *things = um_relation_get_things (um_directory_get_relation (directory, set), row,
                                                  &n_things);

  for (guint i = 0; i < n_things; i++)
    {
      g_string_append (names, i > 0 ? "; " : "");
      g_string_append (names, get_label (directory, set, things[i]));
    }
  if (!is_known (directory, set, row))
    g_string_append (names, n_things > 0 ? "; unknown" : "unknown");
  um_export_append_cell (csv, names->str);
}

static void
append_user_csv (GString *csv, UmDirectory *directory, guint row)
{
  UmUser user;

  um_directory_get_user (directory, row, &user);
  um_export_append_cell (csv, user.account_id);
  um_export_append_cell (csv, user.name);
  um_export_append_cell (csv, user.email);
  um_export_append_cell (csv, um_user_status_to_nick (user.status));
  um_export_append_cell (csv, um_user_type_to_nick (user.type));
  um_export_append_cell (csv, get_truth_word (user.managed));
  um_export_append_cell (csv, get_truth_word (user.synced));
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    append_things_cell (csv, directory, sets[i].set, row);
  append_time_cell (csv, user.last_login);
  append_time_cell (csv, user.added);
  g_string_append (csv, "\r\n");
}

/* ---- all ---- */

gboolean
um_export_write_users (UmExportWriter *writer,
                       UmDirectory *directory,
                       UmBitset *rows,
                       const UmExportOptions *options,
                       const UmExportHead *head)
{
  const guint32 *order = um_directory_get_order (directory, options->column);
  guint n_rows = um_directory_get_n_rows (directory);
  guint n_written = 0;

  um_export_begin (writer->text, options, head, csv_headings, "users");
  for (guint i = 0; i < n_rows; i++)
    {
      guint row = order[options->descending ? n_rows - 1 - i : i];

      if (rows != NULL && !um_bitset_contains (rows, row))
        continue;
      if (options->format == UM_EXPORT_CSV)
        append_user_csv (writer->text, directory, row);
      else
        {
          g_string_append (writer->text, n_written > 0 ? ",\n" : "");
          append_user_json (writer->text, directory, row);
        }
      n_written++;
      if (!um_export_writer_step (writer))
        return FALSE;
    }
  if (options->format == UM_EXPORT_JSON)
    g_string_append (writer->text, options->head ? "\n]}\n" : "\n]\n");
  return um_export_writer_end (writer);
}
