/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells, strings and heads of exports. No state; any thread. */
#include "um-config.h"
#include "um-export-private.h"

#include "um-enums.h"

#include <string.h>

#define PIECE_BYTES (64 * 1024)

/* ---- writing ---- */

gboolean
um_export_writer_end (UmExportWriter *self)
{
  if (self->error == NULL
      && !g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    g_output_stream_write_all (self->stream, self->text->str, self->text->len, NULL,
                               self->cancellable, &self->error);
  g_string_truncate (self->text, 0);
  return self->error == NULL;
}

gboolean
um_export_writer_step (UmExportWriter *self)
{
  return self->text->len < PIECE_BYTES || um_export_writer_end (self);
}

/* ---- CSV ---- */

static gboolean
is_formula (const char *text)
{
  while (*text == ' ' || *text == '\n')
    text++;
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

void
um_export_append_cell (GString *csv, const char *text)
{
  gboolean first = csv->len == 0 || csv->str[csv->len - 1] == '\n';
  gboolean formula;

  if (!first)
    g_string_append_c (csv, ',');
  if (text == NULL || *text == '\0')
    {
      /* Otherwise the next one would seem to be the first. */
      g_string_append (csv, first ? "\"\"" : "");
      return;
    }
  formula = is_formula (text);
  if (!formula && strpbrk (text, ",;\"\r\n") == NULL && *text != ' ')
    {
      g_string_append (csv, text);
      return;
    }
  g_string_append (csv, formula ? "\"'" : "\"");
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  g_string_append_c (csv, '"');
}

/* ---- JSON ---- */

void
um_export_append_json_text (GString *json, const char *text)
{
  g_string_append_c (json, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      gsize plain = strcspn (p, "\"\\\x7f\x01\x02\x03\x04\x05\x06\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x10"
                                "\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f");

      g_string_append_len (json, p, (gssize) plain);
      p += plain;
      if (*p == '\0')
        break;
      if (*p == '"' || *p == '\\')
        g_string_append_printf (json, "\\%c", *p);
      else
        g_string_append_printf (json, "\\u%04x", (guchar) *p);
    }
  g_string_append_c (json, '"');
}

void
um_export_append_member (GString *json, const char *name, const char *text)
{
  if (json->len > 0 && json->str[json->len - 1] != '{')
    g_string_append_c (json, ',');
  g_string_append_printf (json, "\"%s\":", name);
  if (text != NULL)
    um_export_append_json_text (json, text);
  else
    g_string_append (json, "null");
}

char *
um_export_dup_time (gint64 seconds)
{
  g_autoptr (GDateTime) moment = NULL;

  if (seconds == UM_TIME_NEVER)
    return g_strdup ("never");
  if (seconds != UM_TIME_UNKNOWN)
    moment = g_date_time_new_from_unix_utc (seconds);
  return moment != NULL ? g_date_time_format (moment, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* ---- heads ---- */

/* Where the source is. */
static const char *
get_address (const UmSource *source)
{
  if (source->kind == UM_SOURCE_JIRA)
    return source->url;
  return source->org_name != NULL ? source->org_name : source->org_id;
}

static char *
dup_system_user (void)
{
  return g_utf8_make_valid (g_get_user_name (), -1);
}

static void
append_remark (GString *csv, const char *name, const char *text)
{
  g_autofree char *remark = g_strdup_printf ("# %s: %s", name, text != NULL ? text : "");

  g_strdelimit (remark, "\r\n\t", ' ');
  um_export_append_cell (csv, remark);
  g_string_append (csv, "\r\n");
}

void
um_export_append_csv_head (GString *csv, const UmExportHead *head)
{
  g_autofree char *when = um_export_dup_time (head->now);
  g_autofree char *read = um_export_dup_time (head->users_read);
  g_autofree char *source = g_strdup_printf (
    "%s, %s", head->source->name,
    get_address (head->source) != NULL ? get_address (head->source) : "");
  g_autofree char *user = dup_system_user ();
  g_autofree char *who = g_strdup_printf (
    "%s (%s)", head->source->email != NULL ? head->source->email : "", user);
  g_autofree char *count = g_strdup_printf ("%u", head->count);

  append_remark (csv, "Exported by", "User Management " UM_VERSION);
  append_remark (csv, "Who", who);
  append_remark (csv, "When", when);
  append_remark (csv, "Source", source);
  append_remark (csv, "Users read", read);
  if (head->outcome != NULL)
    {
      append_remark (csv, "List", head->list);
      append_remark (csv, "Part", head->outcome);
    }
  else
    append_remark (csv, "Filter", head->expression);
  append_remark (csv, "Count", count);
}

void
um_export_append_json_head (GString *json, const UmExportHead *head)
{
  g_autofree char *when = um_export_dup_time (head->now);
  g_autofree char *read = um_export_dup_time (head->users_read);
  g_autofree char *user = dup_system_user ();

  g_string_append (json, "\"export\":{");
  um_export_append_member (json, "program", "User Management " UM_VERSION);
  um_export_append_member (json, "who", head->source->email);
  um_export_append_member (json, "system_user", user);
  um_export_append_member (json, "when", when);
  um_export_append_member (json, "source", head->source->name);
  um_export_append_member (json, "source_type", um_source_kind_to_nick (head->source->kind));
  um_export_append_member (json, "address", get_address (head->source));
  um_export_append_member (json, "users_read", read);
  if (head->outcome != NULL)
    {
      um_export_append_member (json, "list", head->list);
      um_export_append_member (json, "part", head->outcome);
    }
  else
    um_export_append_member (json, "filter", head->expression);
  g_string_append_printf (json, ",\"count\":%u},\n", head->count);
}

void
um_export_begin (GString *text,
                 const UmExportOptions *options,
                 const UmExportHead *head,
                 const char *csv_headings,
                 const char *entries)
{
  if (options->format == UM_EXPORT_CSV)
    {
      if (options->head)
        um_export_append_csv_head (text, head);
      g_string_append (text, csv_headings);
      return;
    }
  if (options->head)
    {
      g_string_append_c (text, '{');
      um_export_append_json_head (text, head);
      g_string_append_printf (text, "\"%s\":", entries);
    }
  g_string_append (text, "[\n");
}
