/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter: parse, print, take apart, and ask of a directory. Grammar and meaning: PRODUCT.md §4.
 * A filter is immutable and atomically counted; any thread may read it. */
#pragma once

#include "um-directory.h"

G_BEGIN_DECLS

/** UM_FILTER_MAX_DEPTH: how deep parentheses may be nested. */
#define UM_FILTER_MAX_DEPTH 64
/** UM_FILTER_MAX_LENGTH: how long an expression may be, in bytes. */
#define UM_FILTER_MAX_LENGTH (64 * 1024)

/* Trees have one form only, so that what means the same by these rules is equal: an AND has no AND
 * and an OR no OR as a child, both have at least two children, and a NOT has no NOT as its child.
 * The one exception is the empty filter, which is an AND without children and never a child. */
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

/* What a value of a condition means, and which members of UmFilterValue it uses besides text. */
typedef enum
{
  UM_VALUE_TEXT,    /* a word; name, email, id: contains; a set or a list: the whole name */
  UM_VALUE_PATTERN, /* name, email, id: the whole value; * is any text, ? is one character */
  UM_VALUE_CODE,    /* status, type, managed, synced, login: @code */
  UM_VALUE_UNKNOWN, /* key:unknown */
  UM_VALUE_ID,      /* group:id:…, directory:id:…, product:id:…, role:id:… */
  UM_VALUE_BEFORE,  /* <DATE: before the start of @from */
  UM_VALUE_AFTER,   /* >DATE: after the end of @from */
  UM_VALUE_RANGE,   /* DATE..DATE: @from to @to, both included; DATE: the one day, @from == @to */
  UM_VALUE_OLDER,   /* >AGE: longer ago than @amount @unit */
  UM_VALUE_NEWER,   /* <AGE: less long ago than @amount @unit */
} UmValueKind;

/* The values of login: */
typedef enum
{
  UM_LOGIN_ALL,
  UM_LOGIN_BEFORE,
  UM_LOGIN_NEVER,
} UmFilterLogin;

typedef struct
{
  UmValueKind kind;
  char *text; /* TEXT, PATTERN, ID: without quotes, escapes and id:; else as it prints */
  guint code; /* a UmUserStatus, UmUserType, UmTruth or UmFilterLogin, by the key */
  int from;   /* a date as year * 10000 + month * 100 + day */
  int to;
  guint amount;   /* of an age */
  char unit;      /* d, w, m (30 days) or y (365 days) */
  gint64 seconds; /* the age: amount × unit */
} UmFilterValue;

/* What is wrong with an expression, and where. The sentence is um_words_filter_problem (). */
typedef enum
{
  UM_FILTER_FINE,
  UM_FILTER_TOO_LONG,
  UM_FILTER_TOO_DEEP,
  UM_FILTER_BAD_UTF8,
  UM_FILTER_UNKNOWN_KEY,
  UM_FILTER_BAD_VALUE, /* also what follows a closing quote without a blank between */
  UM_FILTER_MISSING_VALUE,
  UM_FILTER_MISSING_OPERAND, /* something else stands, or nothing, where a condition must */
  UM_FILTER_UNBALANCED,
  UM_FILTER_UNCLOSED_QUOTE,
  UM_FILTER_NO_SUCH_GROUP,
  UM_FILTER_NO_SUCH_DIRECTORY,
  UM_FILTER_NO_SUCH_PRODUCT,
  UM_FILTER_NO_SUCH_ROLE,
  UM_FILTER_NO_SUCH_LIST,
  UM_FILTER_GROUPS_NOT_READ, /* of this source no group was read yet */
} UmFilterFault;

struct _UmFilterProblem
{
  UmFilterFault fault;
  guint position;  /* in characters, from 0 */
  guint length;    /* in characters, at least 1 unless at the end */
  char *text;      /* the piece at fault */
  UmFilterKey key; /* whose value is wrong or missing; UM_N_KEYS: another fault */
};

/** um_filter_problem_clear: frees what @problem holds and makes it UM_FILTER_FINE. */
void um_filter_problem_clear (UmFilterProblem *problem);

/**
 * um_filter_parse:
 * @text: an expression; it may be anything, hostile too
 * @problem: (out caller-allocates) (nullable): what is wrong; overwritten, not cleared, before use
 *
 * The empty text is the filter that all users match.
 *
 * Where the grammar of PRODUCT.md §4 leaves a choice: keys, fixed words, units and id: are read in
 * any case and printed in lower case; a blank is any Unicode blank; a quote inside a bare text is a
 * character like others; a backslash escapes only a quote or a backslash, and only in quotes; a
 * word, or a value of name, email or id, of which folding leaves nothing is an error, for it would
 * be found in everything; a range that ends before it begins is an error.
 *
 * Returns: (transfer full) (nullable): the filter, or %NULL and @problem
 */
UmFilter *um_filter_parse (const char *text, UmFilterProblem *problem);
UmFilter *um_filter_ref (UmFilter *self);
void um_filter_unref (UmFilter *self);

/**
 * um_filter_print:
 *
 * Fewest parentheses, English keys, quotes only where needed; reading it again gives an equal
 * filter, and a text within the limits of length and depth.
 *
 * Returns: (transfer full): the expression; "" for the empty filter
 */
char *um_filter_print (const UmFilter *self);
/** um_filter_equal: whether both are the same tree; where in a text they stood doesn't count. */
gboolean um_filter_equal (const UmFilter *a, const UmFilter *b);
/** um_filter_is_empty: whether it is the filter without a condition, which all users match. */
gboolean um_filter_is_empty (const UmFilter *self);

/* ---- taking apart and putting together (panel, chips) ---- */

UmFilterKind um_filter_get_kind (const UmFilter *self);
/** um_filter_get_n_children: of an AND, OR or NOT; 0 for others. */
guint um_filter_get_n_children (const UmFilter *self);
const UmFilter *um_filter_get_child (const UmFilter *self, guint index);
/** um_filter_get_key: of a UM_FILTER_CONDITION only. */
UmFilterKey um_filter_get_key (const UmFilter *self);
/** um_filter_get_n_values: of a condition; a word has one, a UM_VALUE_TEXT; 0 for others. */
guint um_filter_get_n_values (const UmFilter *self);
const UmFilterValue *um_filter_get_value (const UmFilter *self, guint index);

/**
 * um_filter_get_n_parts:
 *
 * The parts are what AND joins at the top, one chip each; a filter that isn't an AND is one part,
 * the empty filter has none.
 */
guint um_filter_get_n_parts (const UmFilter *self);
/** um_filter_get_part: Returns: (transfer full): a part as a filter of its own */
UmFilter *um_filter_get_part (const UmFilter *self, guint index);
/** um_filter_without_part: Returns: (transfer full): all other parts */
UmFilter *um_filter_without_part (const UmFilter *self, guint index);
/**
 * um_filter_with_part:
 * @index: of the part that it takes the place of; the number of parts puts it behind them
 * @part: a filter
 *
 * Returns: (transfer full) (nullable): the filter with it; %NULL where it would be too long or too
 * deep to print
 */
UmFilter *um_filter_with_part (const UmFilter *self, guint index, const UmFilter *part);

/**
 * um_filter_and:
 * @a: (nullable): a filter; %NULL is the empty one
 * @b: (nullable): another
 *
 * The empty filter adds nothing to the other.
 *
 * Returns: (transfer full) (nullable): both; %NULL where it would be too long or too deep to print
 */
UmFilter *um_filter_and (const UmFilter *a, const UmFilter *b);
/**
 * um_filter_or:
 * @a: (nullable): a filter; %NULL is the empty one
 * @b: (nullable): another
 *
 * All users match the empty filter, so if one of them is empty, the result is.
 *
 * Returns: (transfer full) (nullable): either; %NULL where it would be too long or too deep to
 * print
 */
UmFilter *um_filter_or (const UmFilter *a, const UmFilter *b);
/**
 * um_filter_not:
 * @a: (nullable): a filter; %NULL is the empty one
 *
 * NOT of a NOT is what stands in it. NOT of the empty filter is -login:all, which nobody matches.
 *
 * Returns: (transfer full) (nullable): the negation; %NULL where it would be too deep to print
 */
UmFilter *um_filter_not (const UmFilter *a);

/**
 * um_filter_condition:
 * @key: a key
 * @values: (array zero-terminated=1): at least one
 *
 * Makes key:a,b. What looks like a pattern, id:… or unknown is taken literally by name, email, id,
 * the sets and list. For the other keys, values are written as in an expression: active, <90d.
 *
 * Returns: (transfer full) (nullable): the condition; %NULL if one isn't a value of @key
 */
UmFilter *um_filter_condition (UmFilterKey key, const char *const *values);
/**
 * um_filter_condition_of:
 * @kind: UM_VALUE_TEXT (as um_filter_condition ()), UM_VALUE_PATTERN, UM_VALUE_ID or
 * UM_VALUE_UNKNOWN
 * @values: (array zero-terminated=1) (nullable): not looked at for UM_VALUE_UNKNOWN
 *
 * A pattern can't hold blanks, parentheses, commas or a leading quote, and must hold a * or ?.
 *
 * Returns: (transfer full) (nullable): the condition; %NULL if one isn't such a value of @key
 */
UmFilter *um_filter_condition_of (UmFilterKey key, UmValueKind kind, const char *const *values);
/**
 * um_filter_word:
 * @text: a text that name, e-mail or id must hold, blanks included
 *
 * Returns: (transfer full) (nullable): the word; %NULL if folding leaves nothing of it
 */
UmFilter *um_filter_word (const char *text);
/** um_filter_key_to_nick: the key as expressions write it, without the colon. */
const char *um_filter_key_to_nick (UmFilterKey key);

/* ---- asking ---- */

/* What an expression means depends on when and with which imported lists it is asked. */
typedef struct
{
  gint64 now;      /* seconds; fixed when the filter is applied */
  GTimeZone *zone; /* (nullable): the local zone */
  GHashTable
    *lists; /* (nullable) (element-type utf8 GHashTable): folded name → set of account ids */
} UmFilterContext;

/**
 * um_filter_check:
 * @directory: the directory it will be asked of
 * @context: the lists are looked up in it
 * @problem: (out caller-allocates) (nullable): the first name that isn't there, at the place it had
 *           in the text that was parsed (0 in a filter that was built)
 *
 * Whether every group, directory, product, role and list it names exists here. A name is compared
 * whole and folded; products and roles may also be written by their key, which is their id. A name
 * that several things bear means any of them.
 *
 * Returns: %TRUE if all of them exist
 */
gboolean um_filter_check (const UmFilter *self,
                          const UmDirectory *directory,
                          const UmFilterContext *context,
                          UmFilterProblem *problem);
/**
 * um_filter_evaluate:
 *
 * Any thread. What um_filter_check () would find missing is unknown for every user, so that it
 * never chooses anyone. The time is that of reading the directory's texts once for each word or
 * text value that the other conditions leave to be looked for.
 *
 * Returns: (transfer full): the rows for which um_filter_evaluate_row () is %UM_YES
 */
UmBitset *um_filter_evaluate (const UmFilter *self,
                              const UmDirectory *directory,
                              const UmFilterContext *context);
/**
 * um_filter_evaluate_row:
 *
 * The plain way, one user at a time, and the definition of what a filter means; the rules for each
 * key stand at the head of um-filter-row.c. It looks every name up anew: for more than a few users
 * ask um_filter_evaluate (). Any thread.
 */
UmTruth um_filter_evaluate_row (const UmFilter *self,
                                const UmDirectory *directory,
                                const UmFilterContext *context,
                                guint row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmFilter, um_filter_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (UmFilterProblem, um_filter_problem_clear)

G_END_DECLS
