/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small machine that goes through a text once. What it holds is one row, and of that no more than
 * the limits of the header. One thread. */
#include "um-import-rows-private.h"

#include <string.h>

/* Longer cells are cut: what names a user is never as long. */
#define MAX_CELL 4096

typedef enum
{
  BEGIN,  /* of a cell: nothing yet but blanks */
  PLAIN,  /* in a cell where quotes are characters */
  QUOTED, /* behind an opening quote */
  CLOSED, /* behind a quote that closes, unless another follows */
} State;

struct _UmImportRows
{
  UmImportRowFunc func;
  gpointer user_data;
  char delimiter;
  State state;
  gboolean after_cr; /* the next LF belongs to it */
  gboolean enough;   /* the function wants no more */
  guint line;
  guint quote_line; /* on which the opening quote stands */
  guint row_line;
  GString *row;   /* the cells, each ended by NUL but the last */
  GArray *starts; /* of guint32: where they begin in it */
};

UmImportRows *
um_import_rows_new (char delimiter, UmImportRowFunc func, gpointer user_data)
{
  UmImportRows *self = g_new0 (UmImportRows, 1);
  guint32 start = 0;

  self->func = func;
  self->user_data = user_data;
  self->delimiter = delimiter;
  self->line = 1;
  self->row_line = 1;
  self->row = g_string_new (NULL);
  self->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (self->starts, start);
  return self;
}

void
um_import_rows_free (UmImportRows *self)
{
  g_string_free (self->row, TRUE);
  g_array_unref (self->starts);
  g_free (self);
}

static guint32
get_start (UmImportRows *self)
{
  return g_array_index (self->starts, guint32, self->starts->len - 1);
}

static void
end_cell (UmImportRows *self)
{
  guint32 start;

  self->state = BEGIN;
  if (self->starts->len >= UM_IMPORT_MAX_CELLS)
    {
      g_string_truncate (self->row, get_start (self));
      return;
    }
  g_string_append_c (self->row, '\0');
  start = self->row->len;
  g_array_append_val (self->starts, start);
}

static void
end_row (UmImportRows *self)
{
  g_autofree const char **cells = g_new (const char *, self->starts->len);
  UmImportRow row = { self->row_line, self->starts->len, cells };

  for (guint i = 0; i < self->starts->len; i++)
    {
      char *cell = self->row->str + g_array_index (self->starts, guint32, i);

      /* The piece that was cut may be half a character. */
      if (strlen (cell) > MAX_CELL)
        *g_utf8_find_prev_char (cell, cell + MAX_CELL) = '\0';
      cells[i] = cell;
    }
  if (!self->func (&row, self->user_data))
    self->enough = TRUE;
  g_string_truncate (self->row, 0);
  g_array_set_size (self->starts, 1);
  self->state = BEGIN;
}

static gboolean
is_line_end (char c)
{
  return c == '\n' || c == '\r';
}

/* How many bytes from here on mean nothing special. */
static gsize
count_plain (UmImportRows *self, const char *text, gsize length)
{
  const char *quote;
  gsize n = 0;

  switch (self->state)
    {
    case QUOTED:
      length = MIN (length, UM_IMPORT_MAX_QUOTED + 1 - (self->row->len - get_start (self)));
      quote = memchr (text, '"', length);
      return quote != NULL ? (gsize) (quote - text) : length;
    case PLAIN:
      while (n < length && !is_line_end (text[n])
             && (self->delimiter == '\0' || text[n] != self->delimiter))
        n++;
      return n;
    case BEGIN:
    case CLOSED:
    default:
      return 0;
    }
}

/* CR LF is one line end, wherever pieces are cut. */
static void
count_lines (UmImportRows *self, const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      self->line += text[i] == '\r' || (text[i] == '\n' && !self->after_cr);
      self->after_cr = text[i] == '\r';
    }
}

static void
take_plain (UmImportRows *self, const char *text, gsize length)
{
  gsize used = self->row->len - get_start (self);

  if (self->state == QUOTED)
    count_lines (self, text, length);
  else
    self->after_cr = FALSE;
  if (self->state != QUOTED)
    length = MIN (length, MAX_CELL + 8 - MIN (used, MAX_CELL + 8));
  g_string_append_len (self->row, text, (gssize) length);
}

static void
take_line_end (UmImportRows *self, char c)
{
  gboolean second_half = c == '\n' && self->after_cr;

  count_lines (self, &c, 1);
  if (!second_half)
    end_row (self);
  self->row_line = self->line;
}

static void
take_quote (UmImportRows *self)
{
  switch (self->state)
    {
    case BEGIN:
      g_string_truncate (self->row, get_start (self));
      self->quote_line = self->line;
      self->state = QUOTED;
      break;
    case QUOTED:
      self->state = CLOSED;
      break;
    case CLOSED: /* it was the first of two */
      g_string_append_c (self->row, '"');
      self->state = QUOTED;
      break;
    case PLAIN:
    default:
      g_string_append_c (self->row, '"');
      break;
    }
}

/* One byte that may mean something. */
static void
take_special (UmImportRows *self, char c)
{
  if (self->state != QUOTED && is_line_end (c))
    {
      take_line_end (self, c);
      return;
    }
  self->after_cr = FALSE;
  if (c == '"')
    take_quote (self);
  else if (self->delimiter != '\0' && c == self->delimiter)
    end_cell (self);
  else
    {
      if (c != ' ' || self->state != BEGIN)
        self->state = PLAIN;
      take_plain (self, &c, 1);
    }
}

static gboolean
is_quoted_too_long (UmImportRows *self)
{
  return self->state == QUOTED && self->row->len - get_start (self) > UM_IMPORT_MAX_QUOTED;
}

/* Returns: how many bytes were taken: all, unless a quote turned out never to be closed, or the
 * function has enough */
static gsize
take (UmImportRows *self, const char *text, gsize length)
{
  gsize n_taken = 0;

  while (n_taken < length && !self->enough && !is_quoted_too_long (self))
    {
      gsize n = count_plain (self, text + n_taken, length - n_taken);

      if (n > 0)
        take_plain (self, text + n_taken, n);
      else
        take_special (self, text[n_taken]);
      n_taken += MAX (n, 1);
    }
  return n_taken;
}

/* A quote that isn't closed was a character: what followed it is gone through again. All quotes in
 * that were pairs, so that none of them can be left open once more. */
static void
reopen (UmImportRows *self)
{
  guint32 start = get_start (self);
  g_autofree char *content = g_strdup (self->row->str + start);
  g_auto (GStrv) pieces = g_strsplit (content, "\"", -1);
  g_autofree char *again = g_strjoinv ("\"\"", pieces);

  g_string_truncate (self->row, start);
  g_string_append_c (self->row, '"');
  self->state = PLAIN;
  self->line = self->quote_line;
  self->after_cr = FALSE;
  take (self, again, strlen (again));
}

gboolean
um_import_rows_feed (UmImportRows *self, const char *text, gsize length)
{
  while (length > 0 && !self->enough)
    {
      gsize n = take (self, text, length);

      text += n;
      length -= n;
      if (is_quoted_too_long (self))
        reopen (self);
    }
  return !self->enough;
}

gboolean
um_import_rows_end (UmImportRows *self)
{
  if (self->state == QUOTED && !self->enough)
    reopen (self);
  if (!self->enough && (self->row->len > 0 || self->state != BEGIN))
    end_row (self);
  return !self->enough;
}
