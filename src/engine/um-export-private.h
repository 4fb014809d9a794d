/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What exports are made of. Worker threads, as far as they write. */
#pragma once

#include "um-export.h"

G_BEGIN_DECLS

/* Text on its way to a stream, in pieces. The first failure ends all further writing. */
typedef struct
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GString *text; /* not yet written */
  GError *error; /* the failure */
} UmExportWriter;

/** um_export_writer_step: writes where enough has come together. Returns: whether to go on */
gboolean um_export_writer_step (UmExportWriter *self);
gboolean um_export_writer_end (UmExportWriter *self);

/* What a head says. */
typedef struct
{
  UmSource *source;
  gint64 now;             /* seconds */
  gint64 users_read;      /* seconds, or UM_TIME_UNKNOWN */
  const char *expression; /* (nullable) */
  const char *list;       /* (nullable): the name of an imported list, */
  const char *outcome;    /* (nullable): and which of its three */
  guint count;
} UmExportHead;

/** um_export_append_csv_head: rows of one cell each. */
void um_export_append_csv_head (GString *csv, const UmExportHead *head);
/** um_export_append_json_head: a member "export" and a comma. */
void um_export_append_json_head (GString *json, const UmExportHead *head);

/** um_export_begin: what stands before the first row; @entries: the member that the rows are,
 * beside a head. */
void um_export_begin (GString *text,
                      const UmExportOptions *options,
                      const UmExportHead *head,
                      const char *csv_headings,
                      const char *entries);

/** um_export_append_member: a member of a JSON object; @text (nullable): null. A comma goes before
 * it, except behind an opening brace. */
void um_export_append_member (GString *json, const char *name, const char *text);
/** um_export_append_json_text: a string of JSON. */
void um_export_append_json_text (GString *json, const char *text);
/** um_export_dup_time: Returns: (transfer full) (nullable): RFC 3339 in UTC, "never", %NULL where
 * it isn't known */
char *um_export_dup_time (gint64 seconds);

/** um_export_write_users: Returns: whether all was written */
gboolean um_export_write_users (UmExportWriter *writer,
                                UmDirectory *directory,
                                UmBitset *rows,
                                const UmExportOptions *options,
                                const UmExportHead *head);
gboolean um_export_write_import (UmExportWriter *writer,
                                 UmImport *import,
                                 UmImportOutcome outcome,
                                 const UmExportOptions *options,
                                 const UmExportHead *head);
/** um_export_count_import: how many rows that has. */
guint um_export_count_import (UmImport *import, UmImportOutcome outcome);

G_END_DECLS
