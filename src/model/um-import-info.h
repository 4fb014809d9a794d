/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is found out about a list of users that is imported: its form, its columns, its numbers. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

/** UM_IMPORT_MAX_BYTES: how large a file may be. */
#define UM_IMPORT_MAX_BYTES (256 * 1024 * 1024)
/** UM_IMPORT_MAX_ROWS: how many rows it may have. */
#define UM_IMPORT_MAX_ROWS 5000000

typedef enum
{
  UM_ENCODING_UTF8,
  UM_ENCODING_UTF16_LE,
  UM_ENCODING_UTF16_BE,
  UM_ENCODING_WINDOWS_1252, /* Latin-1 is a part of it */
  UM_N_ENCODINGS,
} UmEncoding;

/* By what the cells name users. */
typedef enum
{
  UM_IMPORT_IDS,
  UM_IMPORT_EMAILS,
  UM_IMPORT_NAMES,
  UM_IMPORT_MIXED, /* each cell by account id, else by e-mail, else by name */
  UM_N_IMPORT_KINDS,
} UmImportKind;

typedef enum
{
  UM_IMPORT_TABLE, /* one column names users, one a row */
  UM_IMPORT_LINE,  /* every piece names a user: "Ann <ann@acme.example>; bob@acme.example" */
} UmImportLayout;

typedef enum
{
  UM_IMPORT_MATCHED,
  UM_IMPORT_AMBIGUOUS, /* several users go by it */
  UM_IMPORT_NOT_FOUND,
  UM_N_IMPORT_OUTCOMES,
} UmImportOutcome;

/* A column as the first rows show it. */
typedef struct
{
  char *heading;     /* (nullable): there is none */
  char *sample;      /* its first cell that isn't blank, "" for none */
  UmImportKind kind; /* what it seems to hold */
  guint percent;     /* how many of its cells name a user of the source */
} UmImportColumn;

typedef struct
{
  UmEncoding encoding;
  UmImportLayout layout;
  char delimiter; /* 0: there is none, a row is one cell */
  gboolean header;
  guint column; /* the one that names users, from 0 */
  UmImportKind kind;
  guint n_rows;       /* that hold something, without the header */
  guint n_blank;      /* rows, or cells of the column in rows that hold something else */
  guint n_duplicates; /* cells that name whom another had named */
  guint n_entries[UM_N_IMPORT_OUTCOMES];
} UmImportInfo;

const char *um_encoding_to_nick (UmEncoding encoding);
const char *um_import_kind_to_nick (UmImportKind kind);
gboolean um_import_kind_from_nick (const char *nick, UmImportKind *kind);
const char *um_import_outcome_to_nick (UmImportOutcome outcome);

G_END_DECLS
