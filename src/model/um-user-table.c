/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a directory. A row has a run in the folded arena (name, e-mail, id, each ended by
 * NUL), and in the text arena those of the three whose folded form differs from the text: most
 * e-mails and ids are kept only once. Counted atomically; owned by the builder while it grows (one
 * thread), then by one or more directories, immutable and for any thread.
 *
 * An arena ends at 4 GiB, where GByteArray aborts as on any memory it can't have. */

#include "um-text-private.h"
#include "um-user-table-private.h"

#include <string.h>

/* Times as seconds since 1970 in 32 bits; two values stand for what is no time. */
#define PACKED_UNKNOWN 0u
#define PACKED_NEVER   1u
#define PACKED_FIRST   2u

static guint32
time_pack (gint64 seconds)
{
  if (seconds == UM_TIME_UNKNOWN)
    return PACKED_UNKNOWN;
  if (seconds == UM_TIME_NEVER)
    return PACKED_NEVER;
  return CLAMP (seconds, PACKED_FIRST, G_MAXUINT32);
}

static gint64
time_unpack (guint32 packed)
{
  if (packed == PACKED_UNKNOWN)
    return UM_TIME_UNKNOWN;
  if (packed == PACKED_NEVER)
    return UM_TIME_NEVER;
  return packed;
}

static void
set_capacity (UmUserTable *self, guint capacity)
{
  self->folded_starts = g_renew (guint32, self->folded_starts, (gsize) capacity + 1);
  self->text_starts = g_renew (guint32, self->text_starts, capacity);
  self->cuts = g_renew (UmUserCuts, self->cuts, capacity);
  self->facts = g_renew (guint16, self->facts, capacity);
  self->last_logins = g_renew (guint32, self->last_logins, capacity);
  self->added = g_renew (guint32, self->added, capacity);
  if (self->read != NULL)
    self->read = g_renew (guint32, self->read, capacity);
  self->capacity = capacity;
}

/* Appends one piece to both arenas, and takes it off the text arena again where folding changed
 * nothing. Returns whether it did so. */
static gboolean
append_piece (UmUserTable *self, const char *piece, gsize max)
{
  guint text_start = self->text->len;
  guint folded_start = self->folded->len;
  gsize length = um_text_append_valid (self->text, piece, max);
  const char *text = (const char *) self->text->data + text_start;
  gsize folded_length = um_text_append_folded (self->folded, text, length);

  if (length != folded_length || memcmp (text, self->folded->data + folded_start, length) != 0)
    return FALSE;

  g_byte_array_set_size (self->text, text_start);

  return TRUE;
}

/* Appends the texts of @user to the arenas and makes them those of @row. */
static void
set_texts (UmUserTable *self, guint row, const UmUser *user)
{
  guint start = self->folded->len;
  guint16 plain = 0;

  self->folded_starts[row] = start;
  self->text_starts[row] = self->text->len;

  if (append_piece (self, user->name != NULL ? user->name : "", UM_TEXT_MAX))
    plain |= UM_USER_NAME_PLAIN;
  self->cuts[row].email = self->folded->len - start;
  if (append_piece (self, user->email != NULL ? user->email : "", UM_TEXT_MAX))
    plain |= UM_USER_EMAIL_PLAIN;
  self->cuts[row].id = self->folded->len - start;
  if (append_piece (self, user->account_id, UM_ACCOUNT_ID_MAX))
    plain |= UM_USER_ID_PLAIN;

  self->facts[row] = plain;
}

static void
set_facts (UmUserTable *self, guint row, const UmUser *user)
{
  self->facts[row] = (self->facts[row] & UM_USER_PLAIN_MASK) | (user->status & UM_USER_STATUS_MASK)
                     | ((user->type & UM_USER_TYPE_MASK) << UM_USER_TYPE_SHIFT)
                     | ((user->managed & UM_USER_TRUTH_MASK) << UM_USER_MANAGED_SHIFT)
                     | ((user->synced & UM_USER_TRUTH_MASK) << UM_USER_SYNCED_SHIFT);
  self->last_logins[row] = time_pack (user->last_login);
  self->added[row] = time_pack (user->added);
}

/* The column is there as soon as one row has something in it. */
static void
set_read (UmUserTable *self, guint row, gint64 read)
{
  if (read != 0 && self->read == NULL)
    self->read = g_new0 (guint32, self->capacity);
  if (self->read != NULL)
    self->read[row] = (guint32) CLAMP (read, 0, G_MAXUINT32);
}

static gboolean
has_texts (const UmUserTable *self, guint row, const UmUser *user)
{
  return g_strcmp0 (um_user_table_get_name (self, row), user->name != NULL ? user->name : "") == 0
         && g_strcmp0 (um_user_table_get_email (self, row), user->email) == 0
         && strcmp (um_user_table_get_id (self, row), user->account_id) == 0;
}

/* The @skip-th text of the row in the text arena. */
static const char *
get_text (const UmUserTable *self, guint row, guint skip)
{
  const char *text = (const char *) self->text->data + self->text_starts[row];

  while (skip-- > 0)
    text += strlen (text) + 1;

  return text;
}

static void
compact_texts (UmUserTable *self)
{
  GByteArray *text = g_byte_array_sized_new (self->text->len);

  for (guint row = 0; row < self->n_rows; row++)
    {
      guint n_texts = 3 - __builtin_popcount (self->facts[row] & UM_USER_PLAIN_MASK);
      const char *start = get_text (self, row, 0);
      const char *end = get_text (self, row, n_texts);

      self->text_starts[row] = text->len;
      g_byte_array_append (text, (const guint8 *) start, end - start);
    }
  g_byte_array_unref (self->text);
  self->text = text;
}

static void
compact_folded (UmUserTable *self)
{
  GByteArray *folded = g_byte_array_sized_new (self->folded->len);

  for (guint row = 0; row < self->n_rows; row++)
    {
      const char *run = (const char *) self->folded->data + self->folded_starts[row];
      gsize length = self->cuts[row].id + strlen (run + self->cuts[row].id) + 1;

      self->folded_starts[row] = folded->len;
      g_byte_array_append (folded, (const guint8 *) run, length);
    }
  g_byte_array_unref (self->folded);
  self->folded = folded;
}

/* Gives back what an arena has allocated for growing. */
static void
shrink (GByteArray **arena)
{
  gsize length;
  guint8 *data = g_byte_array_steal (*arena, &length);

  g_byte_array_unref (*arena);
  /* One byte more, so that an empty arena has an address. */
  *arena = g_byte_array_new_take (g_realloc (data, length + 1), length);
}

/*
 * um_user_table_new:
 *
 * Returns: (transfer full): a table without rows, to be filled
 */
UmUserTable *
um_user_table_new (void)
{
  UmUserTable *self = g_new0 (UmUserTable, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->folded = g_byte_array_new ();
  self->text = g_byte_array_new ();
  set_capacity (self, 16);

  return self;
}

/* A table of the same rows with those arenas. */
static UmUserTable *
copy_columns (const UmUserTable *self, GByteArray *folded, GByteArray *text)
{
  UmUserTable *copy = g_new0 (UmUserTable, 1);

  g_atomic_ref_count_init (&copy->ref_count);
  copy->folded = folded;
  copy->text = text;
  set_capacity (copy, MAX (self->n_rows, 16));
  copy->n_rows = self->n_rows;
  memcpy (copy->folded_starts, self->folded_starts, self->n_rows * sizeof (guint32));
  copy->folded_starts[self->n_rows] = self->folded->len;
  memcpy (copy->text_starts, self->text_starts, self->n_rows * sizeof (guint32));
  memcpy (copy->cuts, self->cuts, self->n_rows * sizeof (UmUserCuts));
  memcpy (copy->facts, self->facts, self->n_rows * sizeof (guint16));
  memcpy (copy->last_logins, self->last_logins, self->n_rows * sizeof (guint32));
  memcpy (copy->added, self->added, self->n_rows * sizeof (guint32));
  if (self->read != NULL)
    {
      copy->read = g_new0 (guint32, copy->capacity);
      memcpy (copy->read, self->read, self->n_rows * sizeof (guint32));
    }

  return copy;
}

/*
 * um_user_table_copy:
 * @self: a finished table
 *
 * Returns: (transfer full): a table of the same rows, to be filled further
 */
UmUserTable *
um_user_table_copy (const UmUserTable *self)
{
  GByteArray *folded = g_byte_array_sized_new (self->folded->len);
  GByteArray *text = g_byte_array_sized_new (self->text->len);

  g_byte_array_append (folded, self->folded->data, self->folded->len);
  g_byte_array_append (text, self->text->data, self->text->len);

  return copy_columns (self, folded, text);
}

/*
 * um_user_table_copy_with_statuses:
 * @self: a finished table
 * @changes: rows whose status is another now; the later of two wins
 * @n_changes: number of changes
 *
 * Returns: (transfer full): a finished table of the same rows that shares the texts of @self
 */
UmUserTable *
um_user_table_copy_with_statuses (const UmUserTable *self,
                                  const UmStatusChange *changes,
                                  guint n_changes)
{
  UmUserTable *copy = copy_columns (self, g_byte_array_ref (self->folded),
                                    g_byte_array_ref (self->text));

  for (guint i = 0; i < n_changes; i++)
    {
      guint16 *facts = &copy->facts[changes[i].row];

      *facts = (*facts & ~UM_USER_STATUS_MASK) | (changes[i].status & UM_USER_STATUS_MASK);
      set_read (copy, changes[i].row, changes[i].since);
    }

  return copy;
}

/*
 * um_user_table_has_same_rows:
 * @a: a finished table
 * @b: another
 *
 * Returns: whether they are known to hold the same users in the same order, as one was made of the
 *   other by a change of facts
 */
gboolean
um_user_table_has_same_rows (const UmUserTable *a, const UmUserTable *b)
{
  return a->folded == b->folded;
}

UmUserTable *
um_user_table_ref (UmUserTable *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
um_user_table_unref (UmUserTable *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_byte_array_unref (self->folded);
  g_byte_array_unref (self->text);
  g_free (self->folded_starts);
  g_free (self->text_starts);
  g_free (self->cuts);
  g_free (self->facts);
  g_free (self->last_logins);
  g_free (self->added);
  g_free (self->read);
  g_free (self);
}

/*
 * um_user_table_append:
 * @self: a table that isn't finished
 * @user: a user; the account id is valid UTF-8, not empty, at most %UM_ACCOUNT_ID_MAX bytes
 *
 * Returns: the new row
 */
guint
um_user_table_append (UmUserTable *self, const UmUser *user)
{
  guint row = self->n_rows;

  if (row == self->capacity)
    set_capacity (self, self->capacity + self->capacity / 2);
  self->n_rows++;
  set_texts (self, row, user);
  set_facts (self, row, user);
  set_read (self, row, user->read);

  return row;
}

/*
 * um_user_table_replace:
 * @self: a table that isn't finished
 * @row: one of its rows
 * @user: a user of the row's account id
 *
 * Texts that differ leave their old form behind as garbage until um_user_table_finish().
 */
void
um_user_table_replace (UmUserTable *self, guint row, const UmUser *user)
{
  if (!has_texts (self, row, user))
    {
      set_texts (self, row, user);
      self->has_garbage = TRUE;
    }
  set_facts (self, row, user);
  set_read (self, row, user->read);
}

/*
 * um_user_table_finish:
 * @self: a table
 *
 * Drops garbage and spare memory. From here on the table is immutable.
 */
void
um_user_table_finish (UmUserTable *self)
{
  if (self->has_garbage)
    {
      compact_texts (self);
      compact_folded (self);
      self->has_garbage = FALSE;
    }
  shrink (&self->text);
  shrink (&self->folded);
  set_capacity (self, MAX (self->n_rows, 1));
  self->folded_starts[self->n_rows] = self->folded->len;
}

guint
um_user_table_get_n_rows (const UmUserTable *self)
{
  return self->n_rows;
}

const char *
um_user_table_get_id (const UmUserTable *self, guint row)
{
  guint16 facts = self->facts[row];

  if (facts & UM_USER_ID_PLAIN)
    return (const char *) self->folded->data + self->folded_starts[row] + self->cuts[row].id;

  return get_text (self, row, !(facts & UM_USER_NAME_PLAIN) + !(facts & UM_USER_EMAIL_PLAIN));
}

const char *
um_user_table_get_name (const UmUserTable *self, guint row)
{
  if (self->facts[row] & UM_USER_NAME_PLAIN)
    return (const char *) self->folded->data + self->folded_starts[row];

  return get_text (self, row, 0);
}

/* Returns: (nullable): NULL for an e-mail that is hidden or that there isn't */
const char *
um_user_table_get_email (const UmUserTable *self, guint row)
{
  const char *email;

  if (self->facts[row] & UM_USER_EMAIL_PLAIN)
    email = (const char *) self->folded->data + self->folded_starts[row] + self->cuts[row].email;
  else
    email = get_text (self, row, !(self->facts[row] & UM_USER_NAME_PLAIN));

  return *email != '\0' ? email : NULL;
}

UmUserStatus
um_user_table_get_status (const UmUserTable *self, guint row)
{
  return self->facts[row] & UM_USER_STATUS_MASK;
}

UmUserType
um_user_table_get_user_type (const UmUserTable *self, guint row)
{
  return (self->facts[row] >> UM_USER_TYPE_SHIFT) & UM_USER_TYPE_MASK;
}

UmTruth
um_user_table_get_managed (const UmUserTable *self, guint row)
{
  return (self->facts[row] >> UM_USER_MANAGED_SHIFT) & UM_USER_TRUTH_MASK;
}

UmTruth
um_user_table_get_synced (const UmUserTable *self, guint row)
{
  return (self->facts[row] >> UM_USER_SYNCED_SHIFT) & UM_USER_TRUTH_MASK;
}

gint64
um_user_table_get_last_login (const UmUserTable *self, guint row)
{
  return time_unpack (self->last_logins[row]);
}

gint64
um_user_table_get_added (const UmUserTable *self, guint row)
{
  return time_unpack (self->added[row]);
}

/* Returns: seconds; 0 for a row that was read with all others */
gint64
um_user_table_get_read (const UmUserTable *self, guint row)
{
  return self->read != NULL ? self->read[row] : 0;
}

/*
 * um_user_table_get_folded:
 * @self: a finished table
 * @row: one of its rows
 * @column: name, e-mail or id
 * @length: (out): length in bytes
 *
 * Returns: (transfer none): the folded text, ended by NUL; "" for an e-mail that there isn't
 */
const char *
um_user_table_get_folded (const UmUserTable *self, guint row, UmColumn column, gsize *length)
{
  guint32 run_start = self->folded_starts[row];
  UmUserCuts cuts = self->cuts[row];
  guint32 start = 0;
  guint32 end = cuts.email;

  if (column == UM_COLUMN_EMAIL)
    {
      start = cuts.email;
      end = cuts.id;
    }
  else if (column == UM_COLUMN_ID)
    {
      start = cuts.id;
      end = self->folded_starts[row + 1] - run_start;
    }
  *length = end - start - 1;

  return (const char *) self->folded->data + run_start + start;
}

const char *
um_user_table_get_arena (const UmUserTable *self, gsize *length)
{
  *length = self->folded->len;

  return (const char *) self->folded->data;
}

const guint32 *
um_user_table_get_starts (const UmUserTable *self)
{
  return self->folded_starts;
}

/*
 * um_user_table_add_by_fact:
 * @self: a table
 * @fact: which fact
 * @values: bit v is set where the value v is looked for
 * @rows: a set of the table's rows, to which those with such a value are added
 */
void
um_user_table_add_by_fact (const UmUserTable *self, UmFact fact, guint values, UmBitset *rows)
{
  static const struct
  {
    guint shift;
    guint mask;
  } places[] = {
    [UM_FACT_STATUS] = { 0, UM_USER_STATUS_MASK },
    [UM_FACT_TYPE] = { UM_USER_TYPE_SHIFT, UM_USER_TYPE_MASK },
    [UM_FACT_MANAGED] = { UM_USER_MANAGED_SHIFT, UM_USER_TRUTH_MASK },
    [UM_FACT_SYNCED] = { UM_USER_SYNCED_SHIFT, UM_USER_TRUTH_MASK },
  };
  guint shift = places[fact].shift;
  guint mask = places[fact].mask;
  guint64 *words = um_bitset_get_words (rows, NULL);

  for (guint row = 0; row < self->n_rows; row += 64)
    {
      guint n = MIN (64, self->n_rows - row);
      guint64 bits = 0;

      for (guint i = 0; i < n; i++)
        bits |= (guint64) ((values >> ((self->facts[row + i] >> shift) & mask)) & 1) << i;
      words[row / 64] |= bits;
    }
}

/*
 * um_user_table_add_by_time:
 * @self: a table
 * @column: %UM_COLUMN_LAST_LOGIN or %UM_COLUMN_ADDED
 * @first: the first time looked for
 * @last: the last; %UM_TIME_UNKNOWN and %UM_TIME_NEVER are times before all others
 * @rows: a set of the table's rows, to which those with such a time are added
 */
void
um_user_table_add_by_time (
  const UmUserTable *self, UmColumn column, gint64 first, gint64 last, UmBitset *rows)
{
  const guint32 *times = column == UM_COLUMN_ADDED ? self->added : self->last_logins;
  guint64 *words = um_bitset_get_words (rows, NULL);
  guint32 low, width;

  if (first > last || first > (gint64) G_MAXUINT32)
    return;

  /* Between never and the first second that can be kept there are no times. */
  if (last > UM_TIME_NEVER && last < PACKED_FIRST)
    last = UM_TIME_NEVER;
  if (first > last)
    return;

  low = time_pack (first);
  width = time_pack (last) - low;
  for (guint row = 0; row < self->n_rows; row += 64)
    {
      guint n = MIN (64, self->n_rows - row);
      guint64 bits = 0;

      for (guint i = 0; i < n; i++)
        bits |= (guint64) (times[row + i] - low <= width) << i;
      words[row / 64] |= bits;
    }
}
