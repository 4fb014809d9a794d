/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People who are to be invited, out of a list. Filled by one worker, then handed over and never
 * changed; it belongs to who asked for it. */
#include "um-import-people-private.h"

#include "um-import-pass-private.h"
#include "um-planner.h"
#include "um-problem.h"

#include <string.h>

#define SEVERAL ";,\n|"

typedef enum
{
  COLUMN_PRODUCTS,
  COLUMN_GROUPS,
  N_COLUMNS,
} Column;

/* Headings, folded, of many languages as those of users' columns are. */
static const char *const product_headings[] = {
  "product",        "products", "app",      "apps",      "application",
  "applications",   "produkt",  "produkte", "anwendung", "anwendungen",
  "produit",        "produits", "producto", "productos", "aplicación",
  "aplicaciones",   "prodotto", "prodotti", "produto",   "produtos",
  "product access", "製品",     NULL,
};
static const char *const group_headings[] = {
  "group",  "groups",  "gruppe", "gruppen", "groupe",   "groupes", "grupo", "grupos", "gruppo",
  "gruppi", "groepen", "groep",  "grupy",   "グループ", "team",    "teams", NULL,
};

struct _UmImportPeople
{
  UmDirectory *directory;
  UmPeopleInfo info;
  GArray *rows;        /* of UmPersonRow */
  GStringChunk *texts; /* theirs */
  GPtrArray *invitees; /* of UmInvitee, in the order of the list */
  GHashTable *by_address;
};

/* One reading. */
typedef struct
{
  UmImportPeople *people;
  UmImportPass *pass;

  /* the worker's own */
  UmImportIndex *index;
  GArray *found;          /* of guint32 */
  gboolean line;          /* every cell of a row is an address, or several */
  gboolean header;        /* the first row may still be one */
  guint column;           /* of the addresses */
  int columns[N_COLUMNS]; /* -1: there is none */
} Job;

void
um_import_people_free (UmImportPeople *self)
{
  um_directory_unref (self->directory);
  g_array_unref (self->rows);
  g_string_chunk_free (self->texts);
  g_hash_table_unref (self->by_address);
  g_ptr_array_unref (self->invitees);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *self = data;

  g_clear_pointer (&self->people, um_import_people_free);
  um_import_pass_free (self->pass);
  g_array_unref (self->found);
  g_free (self);
}

/* ---- what cells name ---- */

static const char *
find_thing (UmDirectory *directory, Column column, const char *text, GError **error)
{
  return column == COLUMN_PRODUCTS ? um_planner_find_product (directory, text, error)
                                   : um_planner_find_group (directory, text, error);
}

static UmPersonState
get_state (const GError *error)
{
  switch (error->code)
    {
    case UM_PROBLEM_NO_SUCH_PRODUCT:
      return UM_PERSON_NO_SUCH_PRODUCT;
    case UM_PROBLEM_AMBIGUOUS_PRODUCT:
      return UM_PERSON_AMBIGUOUS_PRODUCT;
    case UM_PROBLEM_AMBIGUOUS_GROUP:
      return UM_PERSON_AMBIGUOUS_GROUP;
    default:
      return UM_PERSON_NO_SUCH_GROUP;
    }
}

/* Adds what a cell names; returns the first of its names that isn't one. (transfer full) (nullable)
 */
static char *
take_things (
  UmDirectory *directory, Column column, const char *cell, GPtrArray *values, UmPersonState *state)
{
  const char *whole = find_thing (directory, column, cell, NULL);
  g_auto (GStrv) parts = NULL;

  if (whole != NULL || *cell == '\0')
    {
      if (whole != NULL)
        um_invitee_add (values, whole);
      return NULL;
    }
  parts = g_strsplit_set (cell, SEVERAL, -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *name = um_import_cell_trim (parts[i]);
      g_autoptr (GError) error = NULL;
      const char *id = *name != '\0' ? find_thing (directory, column, name, &error) : NULL;

      if (id != NULL)
        um_invitee_add (values, id);
      else if (error != NULL)
        {
          *state = get_state (error);
          return g_steal_pointer (&name);
        }
    }
  return NULL;
}

static const char *
get_cell (const UmImportRow *row, int column)
{
  return column >= 0 && (guint) column < row->n_cells ? row->cells[column] : "";
}

/* Trimmed, and as it was before an export made it harmless. (transfer full) */
static char *
dup_cell (const UmImportRow *row, int column)
{
  g_autofree char *cell = um_import_cell_trim (get_cell (row, column));
  const char *plain = um_import_cell_drop_guard (cell);

  return plain != NULL ? um_import_cell_trim (plain) : g_steal_pointer (&cell);
}

/* ---- the columns ---- */

static gboolean
fits (Job *self, Column column, const char *cell)
{
  UmPersonState state = UM_PERSON_USED;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *wrong = take_things (self->people->directory, column, cell, values, &state);

  return values->len > 0 && wrong == NULL;
}

static guint
rate (Job *self, GPtrArray *rows, guint number, int column)
{
  guint n = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      char **cells = g_ptr_array_index (rows, i);

      if (number >= g_strv_length (cells))
        continue;
      n += column < 0 ? um_import_cell_count_addresses (cells[number]) > 0
                      : fits (self, column, cells[number]);
    }
  return n;
}

/* The column with most of what is looked for in the first rows. @column: -1: addresses. */
static int
find_column (Job *self, const UmImportForm *form, int column)
{
  guint best_rating = 0;
  int best = -1;

  for (guint i = 0; i < form->columns->len; i++)
    {
      guint rating = 0;

      if (column < 0 || (i != self->column && (int) i != self->columns[COLUMN_PRODUCTS]))
        rating = rate (self, form->first_rows, i, column);
      if (rating <= best_rating)
        continue;
      best_rating = rating;
      best = (int) i;
    }
  return best;
}

static void
take_headings (Job *self, const char *const *headings, guint n_headings)
{
  for (guint i = 0; i < n_headings; i++)
    {
      if (i == self->column || headings[i] == NULL)
        continue;
      if (self->columns[COLUMN_PRODUCTS] < 0
          && um_import_heading_is_one_of (headings[i], product_headings))
        self->columns[COLUMN_PRODUCTS] = (int) i;
      else if (self->columns[COLUMN_GROUPS] < 0
               && um_import_heading_is_one_of (headings[i], group_headings))
        self->columns[COLUMN_GROUPS] = (int) i;
    }
}

static void
take_form_headings (Job *self, const UmImportForm *form)
{
  g_autofree const char **headings = g_new0 (const char *, form->columns->len + 1);

  for (guint i = 0; i < form->columns->len; i++)
    headings[i] = ((UmImportColumn *) g_ptr_array_index (form->columns, i))->heading;
  take_headings (self, headings, form->columns->len);
}

/* A single line that names several is a list of them, whatever else stands in it. */
static gboolean
is_one_line (const UmImportForm *form)
{
  char **cells = form->first_rows->len == 1 ? g_ptr_array_index (form->first_rows, 0) : NULL;
  guint n = 0;

  for (guint i = 0; cells != NULL && cells[i] != NULL; i++)
    n += um_import_cell_count_addresses (cells[i]) > 0;
  return n > 1;
}

static gboolean
begin (UmImportForm *form, UmImportIndex *index, gpointer user_data, GError **error)
{
  Job *self = user_data;
  int column = find_column (self, form, -1);

  self->index = index;
  self->line = form->info.layout == UM_IMPORT_LINE || is_one_line (form);
  self->header = !form->info.header;
  if (column < 0 && !self->line)
    {
      um_import_form_free (form);
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_ADDRESSES,
                           um_import_pass_get_name (self->pass));
      return FALSE;
    }
  self->column = column >= 0 ? (guint) column : form->info.column;
  take_form_headings (self, form);
  for (Column i = COLUMN_PRODUCTS; i < N_COLUMNS && !self->line; i++)
    if (self->columns[i] < 0)
      self->columns[i] = find_column (self, form, (int) i);
  um_import_form_free (form);
  return TRUE;
}

/* ---- the rows ---- */

static void
add_row (
  Job *self, guint line, const char *text, UmPersonState state, const char *detail, guint row)
{
  UmImportPeople *people = self->people;
  UmPersonRow entry = { .state = state, .line = line, .row = row };

  entry.text = g_string_chunk_insert_const (people->texts, text);
  entry.detail = detail != NULL ? g_string_chunk_insert_const (people->texts, detail) : NULL;
  g_array_append_val (people->rows, entry);
  people->info.n_rows[state]++;
  people->info.n_known += state == UM_PERSON_USED && row != UM_NO_ROW;
}

static void
add_values (GPtrArray *values, GPtrArray *more)
{
  for (guint i = 0; i < more->len; i++)
    um_invitee_add (values, g_ptr_array_index (more, i));
}

/* Who stands there twice gets what both rows say. */
static UmPersonState
keep (UmImportPeople *people, UmInvitee *invitee)
{
  UmInvitee *earlier = g_hash_table_lookup (people->by_address, invitee->address);

  if (earlier == NULL)
    {
      g_ptr_array_add (people->invitees, invitee);
      g_hash_table_insert (people->by_address, invitee->address, invitee);
      return UM_PERSON_USED;
    }
  add_values (earlier->products, invitee->products);
  add_values (earlier->groups, invitee->groups);
  um_invitee_free (invitee);
  return UM_PERSON_AGAIN;
}

static guint
find_row (Job *self, const char *address)
{
  if (um_import_index_find (self->index, UM_IMPORT_EMAILS, address, self->found) == 0)
    return UM_NO_ROW;
  return g_array_index (self->found, guint32, 0);
}

static void
take_address (Job *self, const UmImportRow *row, const char *text, const char *typed)
{
  g_autofree char *address = um_invitee_dup_address (typed);
  g_autoptr (UmInvitee) invitee = NULL;
  UmPersonState state = UM_PERSON_USED;

  if (address == NULL)
    {
      add_row (self, row->line, text, UM_PERSON_BAD_ADDRESS, NULL, UM_NO_ROW);
      return;
    }
  invitee = um_invitee_new (address);
  for (Column i = COLUMN_PRODUCTS; i < N_COLUMNS; i++)
    {
      g_autofree char *cell = dup_cell (row, self->columns[i]);
      g_autofree char *wrong = take_things (
        self->people->directory, i, cell,
        i == COLUMN_PRODUCTS ? invitee->products : invitee->groups, &state);

      if (wrong == NULL)
        continue;
      add_row (self, row->line, text, state, wrong, UM_NO_ROW);
      return;
    }
  state = keep (self->people, g_steal_pointer (&invitee));
  add_row (self, row->line, text, state, NULL, find_row (self, address));
}

static gboolean
is_header (const UmImportRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    if (strchr (row->cells[i], '@') != NULL)
      return FALSE;
  return TRUE;
}

static void
take_piece (Job *self, const UmImportRow *row, const char *piece)
{
  g_autofree char *address = um_import_cell_dup_address (piece);

  take_address (self, row, piece, address != NULL ? address : piece);
}

static void
take_pieces (Job *self, const UmImportRow *row, const char *cell)
{
  g_autoptr (GPtrArray) pieces = um_import_cell_dup_pieces (cell);

  for (guint i = 0; i < pieces->len; i++)
    take_piece (self, row, g_ptr_array_index (pieces, i));
}

static void
take_cell (Job *self, const UmImportRow *row)
{
  g_autofree char *cell = dup_cell (row, (int) self->column);

  if (*cell == '\0')
    add_row (self, row->line, "", UM_PERSON_NO_ADDRESS, NULL, UM_NO_ROW);
  else if (um_import_cell_is_addresses (cell))
    take_pieces (self, row, cell);
  else
    take_piece (self, row, cell);
}

static void
take_line (Job *self, const UmImportRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    take_pieces (self, row, row->cells[i]);
}

static gboolean
take_row (const UmImportRow *row, gpointer user_data)
{
  Job *self = user_data;
  gboolean may_be_header = self->header && !self->line;

  if (um_import_row_is_blank (row))
    return TRUE;
  self->header = FALSE;
  if (may_be_header && is_header (row))
    take_headings (self, row->cells, row->n_cells);
  else if (self->line)
    take_line (self, row);
  else
    take_cell (self, row);
  return self->people->rows->len <= UM_IMPORT_MAX_ROWS;
}

/* ---- reading ---- */

static UmImportPeople *
read_people (Job *self, GCancellable *cancellable, GError **error)
{
  static const UmImportSink sink = { begin, take_row };

  if (!um_import_pass_run (self->pass, &sink, self, cancellable, error))
    return NULL;
  if (self->people->rows->len == 0)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_IMPORT_EMPTY,
                           um_import_pass_get_name (self->pass));
      return NULL;
    }
  return g_steal_pointer (&self->people);
}

static void
read_on_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  UmImportPeople *people = read_people (task_data, cancellable, &error);

  if (people != NULL)
    g_task_return_pointer (task, people, (GDestroyNotify) um_import_people_free);
  else
    g_task_return_error (task, error);
}

static Job *
job_new (UmDirectory *directory, const UmImportInput *input)
{
  UmImportOptions options = UM_IMPORT_OPTIONS_INIT;
  Job *self = g_new0 (Job, 1);
  UmImportPeople *people = g_new0 (UmImportPeople, 1);

  options.kind = UM_IMPORT_EMAILS;
  people->directory = um_directory_ref (directory);
  people->rows = g_array_new (FALSE, FALSE, sizeof (UmPersonRow));
  people->texts = g_string_chunk_new (16 * 1024);
  people->invitees = g_ptr_array_new_with_free_func ((GDestroyNotify) um_invitee_free);
  people->by_address = g_hash_table_new (g_str_hash, g_str_equal);
  self->people = people;
  self->pass = um_import_pass_new (directory, input, &options);
  self->found = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->columns[COLUMN_PRODUCTS] = self->columns[COLUMN_GROUPS] = -1;
  return self;
}

UmImportPeople *
um_import_people_read (UmDirectory *directory,
                       const UmImportInput *input,
                       GCancellable *cancellable,
                       GError **error)
{
  Job *job = job_new (directory, input);
  UmImportPeople *people = read_people (job, cancellable, error);

  job_free (job);
  return people;
}

void
um_import_people_read_async (UmSourceState *state,
                             const UmImportInput *input,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);

  g_task_set_source_tag (task, um_import_people_read_async);
  g_task_set_name (task, "read people");
  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s",
                               um_source_state_get_source (state)->name);
      return;
    }
  g_task_set_task_data (task, job_new (directory, input), job_free);
  g_task_run_in_thread (task, read_on_worker);
}

UmImportPeople *
um_import_people_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_import_people_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what was read ---- */

const UmPeopleInfo *
um_import_people_get_info (const UmImportPeople *self)
{
  return &self->info;
}

guint
um_import_people_get_n (const UmImportPeople *self)
{
  return self->rows->len;
}

void
um_import_people_get (const UmImportPeople *self, guint position, UmPersonRow *row)
{
  g_return_if_fail (position < self->rows->len);

  *row = g_array_index (self->rows, UmPersonRow, position);
}

GPtrArray *
um_import_people_list_addresses (const UmImportPeople *self)
{
  GPtrArray *addresses = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->invitees->len; i++)
    g_ptr_array_add (addresses,
                     g_strdup (((UmInvitee *) g_ptr_array_index (self->invitees, i))->address));
  return addresses;
}

char **
um_import_people_dup_texts (const UmImportPeople *self)
{
  char **texts = g_new0 (char *, self->invitees->len + 1);

  for (guint i = 0; i < self->invitees->len; i++)
    texts[i] = um_invitee_print (g_ptr_array_index (self->invitees, i));
  return texts;
}
