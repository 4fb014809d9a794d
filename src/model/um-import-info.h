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

/* What becomes of a row that says something of a user. */
typedef enum
{
  UM_PAIR_USED,
  UM_PAIR_NO_USER,     /* it doesn't say of whom */
  UM_PAIR_NOT_FOUND,   /* nobody goes by what names the user */
  UM_PAIR_AMBIGUOUS,   /* several users do */
  UM_PAIR_NO_VALUE,    /* it names the user and says nothing of him */
  UM_PAIR_UNFIT,       /* what it says can't be a value */
  UM_PAIR_AGAIN,       /* an earlier row says the same */
  UM_PAIR_CONTRADICTS, /* other rows say something else of the user, who can have but one value */
  UM_N_PAIR_STATES,
} UmPairState;

typedef struct
{
  UmImportInfo list;  /* how it is read; its numbers but those of rows are 0 */
  guint value_column; /* from 0 */
  guint n_users;      /* different ones in rows that are used */
  guint n_pairs[UM_N_PAIR_STATES];
} UmPairsInfo;

/* What becomes of a row that names a user and a group. */
typedef enum
{
  UM_GROUP_ROW_USED,
  UM_GROUP_ROW_AGAIN,     /* an earlier row says the same */
  UM_GROUP_ROW_USER,      /* the user can't be told: its UmPairState says why */
  UM_GROUP_ROW_NO_GROUP,  /* there is no group of that name or id */
  UM_GROUP_ROW_AMBIGUOUS, /* several groups bear the name */
  UM_GROUP_ROW_CHANGE,    /* what it says of the membership is neither "add" nor "remove" */
  UM_GROUP_ROW_UNSAID,    /* it says nothing, and either could be meant */
  UM_GROUP_ROW_UNASKED,   /* it says what isn't to be done */
  UM_GROUP_ROW_OPPOSITE,  /* another row says the opposite of the same user and group */
  UM_N_GROUP_ROW_STATES,
} UmGroupRowState;

/* Texts live as long as what was read. */
typedef struct
{
  UmGroupRowState state;
  UmPairState user_state;
  guint line;         /* on which it begins, from 1 */
  guint other_line;   /* of the one that says the opposite */
  const char *user;   /* what names the user */
  const char *group;  /* what names the group; of an ambiguous name, with the ids */
  const char *change; /* what it says of the membership, "" for nothing */
} UmGroupRow;

/* What becomes of a row that names somebody who is to be invited. */
typedef enum
{
  UM_PERSON_USED,
  UM_PERSON_AGAIN,       /* an earlier row names the same; what both say counts */
  UM_PERSON_NO_ADDRESS,  /* it doesn't say whom */
  UM_PERSON_BAD_ADDRESS, /* what it says can't be an address */
  UM_PERSON_NO_SUCH_PRODUCT,
  UM_PERSON_AMBIGUOUS_PRODUCT, /* several sites have it */
  UM_PERSON_NO_SUCH_GROUP,
  UM_PERSON_AMBIGUOUS_GROUP, /* several groups bear the name */
  UM_N_PERSON_STATES,
} UmPersonState;

typedef struct
{
  guint n_rows[UM_N_PERSON_STATES];
  guint n_known; /* of those used, who are users of the source already */
} UmPeopleInfo;

const char *um_encoding_to_nick (UmEncoding encoding);
const char *um_import_kind_to_nick (UmImportKind kind);
gboolean um_import_kind_from_nick (const char *nick, UmImportKind *kind);
const char *um_import_outcome_to_nick (UmImportOutcome outcome);
const char *um_pair_state_to_nick (UmPairState state);
const char *um_person_state_to_nick (UmPersonState state);

G_END_DECLS
