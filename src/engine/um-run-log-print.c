/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs and their entries as JSON (PRODUCT.md §8) and CSV (RFC 4180). No state; any thread. */
#include "um-run-log.h"

#include "um-enums.h"
#include "um-export.h"

#include <json-glib/json-glib.h>

/* The words of PRODUCT.md §8, in its order; "sent" without an outcome counts as unknown. */
static const struct
{
  const char *name;
  UmStepState states[2];
} counted[] = {
  { "done", { UM_STATE_DONE, UM_STATE_DONE } },
  { "failed", { UM_STATE_FAILED, UM_STATE_FAILED } },
  { "skipped", { UM_STATE_SKIPPED, UM_STATE_SKIPPED } },
  { "unknown", { UM_STATE_UNKNOWN, UM_STATE_SENT } },
  { "pending", { UM_STATE_PENDING, UM_STATE_PENDING } },
  { "cancelled", { UM_STATE_CANCELLED, UM_STATE_CANCELLED } },
};

/* Milliseconds as RFC 3339 in UTC; NULL: there is no time. */
static char *
format_time (gint64 time)
{
  g_autoptr (GDateTime) date = time != 0 ? g_date_time_new_from_unix_utc (time / 1000) : NULL;

  return date != NULL ? g_date_time_format (date, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* (nullable): NULL where there is nothing to say. */
static char *
dup_message (const UmRunEntry *entry, UmRunLogSentence sentence)
{
  g_autofree char *text = NULL;

  if (entry->message != NULL && *entry->message != '\0')
    return g_strdup (entry->message);
  text = sentence (entry);
  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

/* ---- JSON ---- */

static void
add_string (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  if (text != NULL)
    json_builder_add_string_value (builder, text);
  else
    json_builder_add_null_value (builder);
}

static void
add_number (JsonBuilder *builder, const char *member, guint number)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, number);
}

static void
add_time (JsonBuilder *builder, const char *member, gint64 time)
{
  g_autofree char *text = format_time (time);

  add_string (builder, member, text);
}

static void
add_counts (JsonBuilder *builder, const char *member, const guint *counts)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (counted); i++)
    {
      const UmStepState *states = counted[i].states;

      add_number (builder, counted[i].name,
                  counts[states[0]] + (states[1] != states[0] ? counts[states[1]] : 0));
    }
  json_builder_end_object (builder);
}

static void
add_notes (JsonBuilder *builder, const UmRunEntry *entry)
{
  json_builder_set_member_name (builder, "notes");
  json_builder_begin_array (builder);
  for (guint i = 0; entry->notes != NULL && i < entry->notes->len; i++)
    {
      const UmRunNote *note = g_ptr_array_index (entry->notes, i);

      json_builder_begin_object (builder);
      add_time (builder, "time", note->time);
      add_string (builder, "note", um_note_kind_to_nick (note->kind));
      add_string (builder, "found", note->found);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Its members, of an object that is open. */
static void
add_entry (JsonBuilder *builder, const UmRunEntry *entry, UmRunLogSentence sentence)
{
  g_autofree char *message = dup_message (entry, sentence);

  add_number (builder, "n", entry->n);
  add_string (builder, "account_id", um_person_get_account_id (entry->account_id));
  add_string (builder, "name", entry->name != NULL && *entry->name ? entry->name : NULL);
  add_string (builder, "step", um_step_kind_to_nick (entry->kind));
  add_string (builder, "target", entry->target);
  add_string (builder, "target_name", entry->target_name);
  add_string (builder, "place", entry->place);
  add_string (builder, "state", um_step_state_to_nick (entry->state));
  json_builder_set_member_name (builder, "http");
  if (entry->http != 0)
    json_builder_add_int_value (builder, entry->http);
  else
    json_builder_add_null_value (builder);
  add_string (builder, "message", message);
  add_number (builder, "attempts", entry->attempts);
  add_string (builder, "before", entry->before);
  add_string (builder, "after", entry->after);
  add_notes (builder, entry);
}

char *
um_run_log_print_json (const UmRun *run, GPtrArray *entries, UmRunLogSentence sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "id", run->id);
  add_string (builder, "plan_id", run->plan_id);
  add_string (builder, "of", run->of);
  add_string (builder, "source", run->source_name);
  add_string (builder, "action", run->actions);
  add_string (builder, "state", um_run_state_to_nick (run->state));
  json_builder_set_member_name (builder, "dry_run");
  json_builder_add_boolean_value (builder, run->dry_run);
  add_time (builder, "started", run->started);
  add_time (builder, "finished", run->finished);
  add_counts (builder, "counts", run->steps);
  add_counts (builder, "users", run->users);
  if (entries != NULL)
    {
      json_builder_set_member_name (builder, "entries");
      json_builder_begin_array (builder);
      for (guint i = 0; i < entries->len; i++)
        {
          json_builder_begin_object (builder);
          add_entry (builder, entries->pdata[i], sentence);
          json_builder_end_object (builder);
        }
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

char *
um_run_log_print_entry (const UmRun *run, const UmRunEntry *entry, UmRunLogSentence sentence)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_string (builder, "run", run->id);
  json_builder_set_member_name (builder, "dry_run");
  json_builder_add_boolean_value (builder, run->dry_run);
  add_entry (builder, entry, sentence);
  add_time (builder, "sent", entry->sent);
  add_time (builder, "finished", entry->finished);
  add_string (builder, "method", entry->method);
  add_string (builder, "path", entry->path);
  add_string (builder, "request_id", entry->request_id);
  add_string (builder, "body", entry->body);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, TRUE);
}

/* ---- CSV ---- */

static const char heads[] =
  "run,source,action,dry_run,n,account_id,name,step,target,target_name,"
  "place,state,http,message,attempts,before,after,sent,finished,notes\r\n";

static void
append_number (GString *csv, guint number)
{
  g_string_append_printf (csv, ",%u", number);
}

static void
append_time (GString *csv, gint64 time)
{
  g_autofree char *text = format_time (time);

  um_export_append_cell (csv, text);
}

/* "2026-01-01T00:00:00Z not-member", several separated by "; ". */
static void
append_notes (GString *csv, const UmRunEntry *entry)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; entry->notes != NULL && i < entry->notes->len; i++)
    {
      const UmRunNote *note = g_ptr_array_index (entry->notes, i);
      g_autofree char *time = format_time (note->time);

      g_string_append_printf (text, "%s%s %s", i > 0 ? "; " : "", time,
                              note->found != NULL ? note->found
                                                  : um_note_kind_to_nick (note->kind));
    }
  um_export_append_cell (csv, text->len > 0 ? text->str : NULL);
}

static void
append_row (GString *csv, const UmRun *run, const UmRunEntry *entry, UmRunLogSentence sentence)
{
  g_autofree char *message = dup_message (entry, sentence);

  um_export_append_cell (csv, run->id);
  um_export_append_cell (csv, run->source_name);
  um_export_append_cell (csv, run->actions);
  um_export_append_cell (csv, run->dry_run ? "yes" : "no");
  append_number (csv, entry->n);
  um_export_append_cell (csv, um_person_get_account_id (entry->account_id));
  um_export_append_cell (csv, entry->name);
  um_export_append_cell (csv, um_step_kind_to_nick (entry->kind));
  um_export_append_cell (csv, entry->target);
  um_export_append_cell (csv, entry->target_name);
  um_export_append_cell (csv, entry->place);
  um_export_append_cell (csv, um_step_state_to_nick (entry->state));
  if (entry->http != 0)
    append_number (csv, entry->http);
  else
    um_export_append_cell (csv, NULL);
  um_export_append_cell (csv, message);
  append_number (csv, entry->attempts);
  um_export_append_cell (csv, entry->before);
  um_export_append_cell (csv, entry->after);
  append_time (csv, entry->sent);
  append_time (csv, entry->finished);
  append_notes (csv, entry);
  g_string_append (csv, "\r\n");
}

char *
um_run_log_print_csv (const UmRun *run, GPtrArray *entries, UmRunLogSentence sentence)
{
  GString *csv = g_string_new (heads);

  for (guint i = 0; i < entries->len; i++)
    append_row (csv, run, entries->pdata[i], sentence);
  return g_string_free (csv, FALSE);
}
