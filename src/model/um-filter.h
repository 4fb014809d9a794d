/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter: parse, print, take apart, and ask of a directory. Grammar and meaning: PRODUCT.md §4. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

#define UM_FILTER_MAX_DEPTH  64
#define UM_FILTER_MAX_LENGTH (64 * 1024)

typedef enum
{
  UM_FILTER_AND,
  UM_FILTER_OR,
  UM_FILTER_NOT,
  UM_FILTER_WORD,
  UM_FILTER_CONDITION,
} UmFilterKind;

typedef enum
{
  UM_KEY_NAME,
  UM_KEY_EMAIL,
  UM_KEY_ID,
  UM_KEY_STATUS,
  UM_KEY_TYPE,
  UM_KEY_MANAGED,
  UM_KEY_SYNCED,
  UM_KEY_DIRECTORY,
  UM_KEY_GROUP,
  UM_KEY_PRODUCT,
  UM_KEY_ROLE,
  UM_KEY_LAST_LOGIN,
  UM_KEY_LOGIN,
  UM_KEY_ADDED,
  UM_KEY_LIST,
  UM_N_KEYS,
} UmFilterKey;

/* What a value of a condition means. */
typedef enum
{
  UM_VALUE_TEXT,     /* contains, or with an unquoted * or ? the whole value as a pattern */
  UM_VALUE_UNKNOWN,  /* key:unknown */
  UM_VALUE_ID,       /* group:id:… */
  UM_VALUE_BEFORE,   /* <DATE: before the start of @from */
  UM_VALUE_AFTER,    /* >DATE: after the end of @from */
  UM_VALUE_RANGE,    /* DATE..DATE: both included */
  UM_VALUE_OLDER,    /* >AGE: longer ago than @seconds */
  UM_VALUE_NEWER,    /* <AGE: less long ago than @seconds */
} UmValueKind;

typedef struct
{
  UmValueKind kind;
  char       *text;     /* as written, without quotes */
  gboolean    quoted;   /* * and ? are literal */
  int         from;     /* a date as year * 10000 + month * 100 + day */
  int         to;
  gint64      seconds;  /* an age */
} UmFilterValue;

/* What is wrong with an expression, and where. The sentence is um_words_filter_problem (). */
typedef enum
{
  UM_FILTER_FINE,
  UM_FILTER_TOO_LONG,
  UM_FILTER_TOO_DEEP,
  UM_FILTER_BAD_UTF8,
  UM_FILTER_UNKNOWN_KEY,
  UM_FILTER_BAD_VALUE,
  UM_FILTER_MISSING_VALUE,
  UM_FILTER_MISSING_OPERAND,
  UM_FILTER_UNBALANCED,
  UM_FILTER_UNCLOSED_QUOTE,
  UM_FILTER_NO_SUCH_GROUP,
  UM_FILTER_NO_SUCH_DIRECTORY,
  UM_FILTER_NO_SUCH_PRODUCT,
  UM_FILTER_NO_SUCH_ROLE,
  UM_FILTER_NO_SUCH_LIST,
  UM_FILTER_AMBIGUOUS_GROUP,
} UmFilterFault;

struct _UmFilterProblem
{
  UmFilterFault fault;
  guint         position; /* in characters, from 0 */
  guint         length;   /* in characters, at least 1 unless at the end */
  char         *text;     /* the piece at fault */
};

void        um_filter_problem_clear   (UmFilterProblem *problem);

/* Immutable, atomically counted. The empty text is the filter that all users match. */
UmFilter   *um_filter_parse           (const char      *text,
                                       UmFilterProblem *problem);
UmFilter   *um_filter_ref             (UmFilter *self);
void        um_filter_unref           (UmFilter *self);
/* Fewest parentheses, English keys; parse (print (f)) equals f. (transfer full) */
char       *um_filter_print           (const UmFilter *self);
gboolean    um_filter_equal           (const UmFilter *a,
                                       const UmFilter *b);
gboolean    um_filter_is_empty        (const UmFilter *self);

/* ---- taking apart and putting together (panel, chips) ---- */
UmFilterKind         um_filter_get_kind       (const UmFilter *self);
guint                um_filter_get_n_children (const UmFilter *self);
const UmFilter      *um_filter_get_child      (const UmFilter *self,
                                               guint           index);
UmFilterKey          um_filter_get_key        (const UmFilter *self);
guint                um_filter_get_n_values   (const UmFilter *self);
const UmFilterValue *um_filter_get_value      (const UmFilter *self,
                                               guint           index);
/* The conditions joined by AND at the top: one chip each. A filter that isn't an AND is one part. */
guint                um_filter_get_n_parts    (const UmFilter *self);
UmFilter            *um_filter_get_part       (const UmFilter *self,
                                               guint           index);
UmFilter            *um_filter_without_part   (const UmFilter *self,
                                               guint           index);
/* All (transfer full); the children are (transfer none). NULL children count as empty filters. */
UmFilter            *um_filter_and            (const UmFilter *a,
                                               const UmFilter *b);
UmFilter            *um_filter_or             (const UmFilter *a,
                                               const UmFilter *b);
UmFilter            *um_filter_not            (const UmFilter *a);
/* A condition key:a,b of literal texts (quoted where needed). */
UmFilter            *um_filter_condition      (UmFilterKey         key,
                                               const char * const *values);
const char          *um_filter_key_to_nick    (UmFilterKey key);

/* ---- asking ---- */

/* What an expression means depends on when and with which imported lists it is asked. */
typedef struct
{
  gint64      now;      /* seconds; fixed when the filter is applied */
  GTimeZone  *zone;     /* (nullable): the local zone */
  GHashTable *lists;    /* (nullable) (element-type utf8 GHashTable): folded name → set of account ids */
} UmFilterContext;

/* Whether every group, directory, product, role and list it names exists here. */
gboolean    um_filter_check           (const UmFilter        *self,
                                       const UmDirectory     *directory,
                                       const UmFilterContext *context,
                                       UmFilterProblem       *problem);
/* The users for whom it is true, a checked filter provided. Any thread. (transfer full) */
UmBitset   *um_filter_evaluate        (const UmFilter        *self,
                                       const UmDirectory     *directory,
                                       const UmFilterContext *context);
/* UM_YES, UM_NO or UM_UNKNOWN for one user: the plain way, one row at a time. */
UmTruth     um_filter_evaluate_row    (const UmFilter        *self,
                                       const UmDirectory     *directory,
                                       const UmFilterContext *context,
                                       guint                  row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmFilter, um_filter_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmFilterProblem, um_filter_problem_clear)

G_END_DECLS
