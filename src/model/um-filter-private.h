/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the filter share: the tree's node, how values are read, how texts are looked
 * for and times compared. All of it is immutable once made, so any thread may read it. */
#pragma once

#include "um-filter.h"

G_BEGIN_DECLS

/* A text to look for, folded as the directory's texts are. */
typedef struct
{
  gboolean pattern;
  char *needle; /* the text; of a pattern its longest literal piece, maybe "" */
  gsize needle_length;
  char *glob; /* of a pattern: literal bytes and UM_GLOB_ANY, UM_GLOB_ONE; else NULL */
  gsize glob_length;
} UmFilterText;

/* Bytes that no UTF-8 text holds. */
#define UM_GLOB_ANY ((char) 0xfe)
#define UM_GLOB_ONE ((char) 0xff)

UmFilterText *um_filter_text_new (const char *text, gboolean pattern);
void um_filter_text_free (UmFilterText *self);
gboolean um_filter_text_matches (const UmFilterText *self, const char *folded, gsize length);
void um_filter_text_scan (const UmFilterText *self,
                          const UmDirectory *directory,
                          UmColumn column,
                          const UmBitset *within,
                          UmBitset *result);

/* A value with what only the filter itself needs of it. */
typedef struct
{
  UmFilterValue value;
  UmFilterText *query; /* of TEXT and PATTERN, except names of sets: what is looked for */
  guint position;      /* in the text that was parsed, in characters */
  guint length;
} UmFilterEntry;

/* How a value was written. */
typedef enum
{
  UM_SPELLING_BARE,
  UM_SPELLING_QUOTED,
  UM_SPELLING_ID, /* behind id: */
} UmFilterSpelling;

struct _UmFilter
{
  gatomicrefcount ref_count;
  UmFilterKind kind;
  UmFilterKey key;     /* of a condition */
  guint depth;         /* of the parentheses it prints */
  gsize length;        /* of the text it prints, in bytes */
  guint cost;          /* of asking it, compared with others */
  GPtrArray *children; /* (element-type UmFilter): of AND, OR, NOT; else NULL */
  GArray *entries;     /* (element-type UmFilterEntry): of a word or condition; else NULL */
};

#define um_filter_entry(self, i) (&g_array_index ((self)->entries, UmFilterEntry, (i)))

GArray *um_filter_entries_new (void);
UmFilter *um_filter_new_leaf (UmFilterKind kind, UmFilterKey key, GArray *entries);
UmFilter *um_filter_new_join (UmFilterKind kind, GPtrArray *children);

gboolean um_filter_key_from_nick (const char *nick, gsize length, UmFilterKey *key);
gboolean um_filter_key_is_text (UmFilterKey key);
gboolean um_filter_key_is_time (UmFilterKey key);
gboolean um_filter_key_get_set (UmFilterKey key, UmSet *set);
UmColumn um_filter_key_get_column (UmFilterKey key);

UmFilterFault um_filter_entry_read (UmFilterEntry *entry,
                                    UmFilterKey key,
                                    UmFilterSpelling spelling,
                                    const char *text);
UmFilterFault um_filter_entry_read_word (UmFilterEntry *entry, const char *text);

gboolean um_filter_is_blank (gunichar c);
gsize um_filter_get_key_length (const char *text);
gboolean um_filter_is_operator (const char *text, gsize length);
void um_filter_print_leaf (const UmFilter *self, GString *out);
gboolean um_filter_wants_parentheses (const UmFilter *parent, const UmFilter *child);

gboolean um_filter_time_read (UmFilterValue *value, const char *text);
void um_filter_time_bounds (const UmFilterValue *value,
                            const UmFilterContext *context,
                            gint64 *first,
                            gint64 *last);

UmTruth um_filter_code_truth (UmFilterKey key, const UmFilterValue *value, guint code);

GArray *um_filter_find_things (const UmFilterValue *value, UmSet set, const UmDirectory *directory);
gboolean um_filter_set_is_known (UmSet set, const UmDirectory *directory);
GHashTable *um_filter_find_list (const UmFilterEntry *entry, const UmFilterContext *context);

UmBitset *um_filter_evaluate_leaf (const UmFilter *self,
                                   gboolean wanted,
                                   const UmDirectory *directory,
                                   const UmFilterContext *context,
                                   const UmBitset *within);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmFilterText, um_filter_text_free)

G_END_DECLS
