/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file's rows of users and groups. The file is read twice by the reader of pairs: once for the
 * groups, once for what is to become of the memberships; the rows of both are the same. Made on a
 * worker and never changed; it belongs to who asked for it. */
#include "um-group-file-private.h"

#include "um-action-info.h"
#include "um-group-pair.h"
#include "um-import-private.h"
#include "um-planner.h"
#include "um-problem.h"

#include <string.h>

typedef enum
{
  CHANGE_NONE,
  CHANGE_ADD,
  CHANGE_REMOVE,
  CHANGE_OTHER,
} Change;

typedef struct
{
  UmGroupRowState state;
  guint other_line;
  const char *account_id; /* (nullable): kept by the directory */
  const char *group_id;   /* (nullable): kept by the directory */
  Change change;
} Entry;

/* What a cell stands for among the groups. */
typedef struct
{
  const char *id; /* (nullable): kept by the directory */
  char *several;  /* (nullable): the name with the ids of all that bear it */
} Found;

struct _UmGroupFile
{
  GObject parent_instance;
  UmImportPairs *groups;  /* rows and what they name */
  UmImportPairs *changes; /* (nullable): the same rows and what they say of it */
  UmPairsInfo info;       /* of the groups, with the rows that are used here */
  GHashTable *found;      /* cell → Found */
  GArray *entries;        /* of Entry, one a row */
};

G_DEFINE_FINAL_TYPE (UmGroupFile, um_group_file, G_TYPE_OBJECT)

/* One reading, until it is handed over. */
typedef struct
{
  UmDirectory *directory;
  GFile *file;  /* (nullable) */
  GBytes *text; /* (nullable) */
  char *name;   /* (nullable) */
  UmGroupFileOptions options;
  UmPairsOptions form; /* that of the options */
} Job;

/* What the reader asks whether a cell names a group with. */
typedef struct
{
  UmDirectory *directory;
  GHashTable *found; /* cell → Found */
} Groups;

static const char *const group_headings[] = {
  "group",  "groups",  "group name",    "group id", "gruppe", "gruppen", "gruppenname",
  "groupe", "groupes", "nom du groupe", "grupo",    "grupos", "gruppo",  "gruppi",
  "groep",  "groepen", "groepsnaam",    "グループ", "组",     NULL,
};

static const char *const change_headings[] = {
  "action", "change", "add/remove", "add or remove", "operation", "aktion", "änderung", NULL,
};

static void
found_free (gpointer data)
{
  Found *self = data;

  g_free (self->several);
  g_free (self);
}

static void
job_free (gpointer data)
{
  Job *self = data;

  um_directory_unref (self->directory);
  g_clear_object (&self->file);
  g_clear_pointer (&self->text, g_bytes_unref);
  g_free (self->name);
  g_free (self);
}

static void
um_group_file_finalize (GObject *object)
{
  UmGroupFile *self = UM_GROUP_FILE (object);

  g_clear_object (&self->groups);
  g_clear_object (&self->changes);
  g_clear_pointer (&self->found, g_hash_table_unref);
  g_array_unref (self->entries);
  G_OBJECT_CLASS (um_group_file_parent_class)->finalize (object);
}

static void
um_group_file_class_init (UmGroupFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = um_group_file_finalize;
}

static void
um_group_file_init (UmGroupFile *self)
{
  self->entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  self->found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, found_free);
}

/* ---- what cells mean ---- */

static const Found *
look_up (GHashTable *known, UmDirectory *directory, const char *cell)
{
  Found *found = g_hash_table_lookup (known, cell);
  g_autoptr (GError) error = NULL;

  if (found != NULL)
    return found;
  found = g_new0 (Found, 1);
  found->id = um_planner_find_group (directory, cell, &error);
  if (g_error_matches (error, UM_PROBLEM, UM_PROBLEM_AMBIGUOUS_GROUP))
    found->several = g_strdup (error->message);
  g_hash_table_insert (known, g_strdup (cell), found);
  return found;
}

static gboolean
is_group (const char *value, gpointer data)
{
  Groups *self = data;
  const Found *found = look_up (self->found, self->directory, value);

  return found->id != NULL || found->several != NULL;
}

static Change
parse_change (const char *cell)
{
  if (*cell == '\0')
    return CHANGE_NONE;
  if (g_ascii_strcasecmp (cell, "add") == 0 || g_str_equal (cell, "+"))
    return CHANGE_ADD;
  if (g_ascii_strcasecmp (cell, "remove") == 0 || g_str_equal (cell, "-")
      || g_str_equal (cell, "−"))
    return CHANGE_REMOVE;
  return CHANGE_OTHER;
}

static gboolean
is_change (const char *value, gpointer data)
{
  return parse_change (value) != CHANGE_OTHER;
}

/* ---- what becomes of rows ---- */

static UmGroupRowState
judge_change (Entry *entry, const UmGroupFileOptions *options)
{
  switch (entry->change)
    {
    case CHANGE_ADD:
      return options->adds ? UM_GROUP_ROW_USED : UM_GROUP_ROW_UNASKED;
    case CHANGE_REMOVE:
      return options->removes ? UM_GROUP_ROW_USED : UM_GROUP_ROW_UNASKED;
    case CHANGE_OTHER:
      return UM_GROUP_ROW_CHANGE;
    case CHANGE_NONE:
    default:
      if (options->unsaid_adds)
        entry->change = CHANGE_ADD;
      else if (options->unsaid_removes)
        entry->change = CHANGE_REMOVE;
      else
        return UM_GROUP_ROW_UNSAID;
      return UM_GROUP_ROW_USED;
    }
}

static UmGroupRowState
judge (UmGroupFile *self, const UmPair *pair, Entry *entry, const UmGroupFileOptions *options)
{
  UmDirectory *directory = um_import_pairs_get_directory (self->groups);
  const Found *found;

  if (pair->row == UM_NO_ROW || *pair->value == '\0')
    return UM_GROUP_ROW_USER;
  found = look_up (self->found, directory, pair->value);
  if (found->id == NULL)
    return found->several != NULL ? UM_GROUP_ROW_AMBIGUOUS : UM_GROUP_ROW_NO_GROUP;
  entry->account_id = um_directory_get_account_id (directory, pair->row);
  entry->group_id = found->id;
  return judge_change (entry, options);
}

static Entry *
get_entry (UmGroupFile *self, guint position)
{
  return &g_array_index (self->entries, Entry, position);
}

static guint
get_line (UmGroupFile *self, guint position)
{
  UmPair pair;

  um_import_pairs_get (self->groups, position, &pair);
  return pair.line;
}

/* Rows of the same user and group: they say the same again, or the opposite. */
static void
compare (UmGroupFile *self)
{
  g_autoptr (GHashTable) first = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = get_entry (self, i);
      Entry *earlier;
      g_autofree char *pair = NULL;
      gpointer place;

      if (entry->state != UM_GROUP_ROW_USED)
        continue;
      pair = um_group_pair_new (entry->account_id, entry->group_id);
      place = g_hash_table_lookup (first, pair);
      if (place == NULL)
        {
          g_hash_table_insert (first, g_steal_pointer (&pair), GUINT_TO_POINTER (i + 1));
          continue;
        }
      earlier = get_entry (self, GPOINTER_TO_UINT (place) - 1);
      entry->state = UM_GROUP_ROW_AGAIN;
      if (earlier->change == entry->change)
        continue;
      entry->state = earlier->state = UM_GROUP_ROW_OPPOSITE;
      entry->other_line = get_line (self, GPOINTER_TO_UINT (place) - 1);
      earlier->other_line = get_line (self, i);
    }
}

static void
fill (UmGroupFile *self, const UmGroupFileOptions *options)
{
  UmPair pair, change;

  g_array_set_size (self->entries, um_import_pairs_get_n (self->groups));
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = get_entry (self, i);

      um_import_pairs_get (self->groups, i, &pair);
      if (self->changes != NULL)
        {
          um_import_pairs_get (self->changes, i, &change);
          entry->change = parse_change (change.value);
        }
      entry->state = judge (self, &pair, entry, options);
    }
  compare (self);
}

/* Whether something comes of a row, or of one before it that says the same. */
static gboolean
is_used (const Entry *entry)
{
  return entry->state == UM_GROUP_ROW_USED || entry->state == UM_GROUP_ROW_AGAIN;
}

static void
count (UmGroupFile *self)
{
  g_autoptr (GHashTable) users = g_hash_table_new (g_str_hash, g_str_equal);

  self->info = *um_import_pairs_get_info (self->groups);
  memset (self->info.n_pairs, 0, sizeof self->info.n_pairs);
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get_entry (self, i);

      if (!is_used (entry))
        continue;
      self->info.n_pairs[UM_PAIR_USED]++;
      g_hash_table_add (users, (gpointer) entry->account_id);
    }
  self->info.n_users = g_hash_table_size (users);
}

/* ---- reading, on a worker ---- */

/* What the rows say of the memberships. %NULL: nothing, or with an error. */
static UmImportPairs *
read_changes (UmGroupFile *self,
              UmDirectory *directory,
              const UmImportInput *input,
              GCancellable *cancellable,
              GError **error)
{
  const UmPairsInfo *info = um_import_pairs_get_info (self->groups);
  UmPairsOptions options = UM_PAIRS_OPTIONS_INIT;
  g_autoptr (UmImportPairs) changes = NULL;
  g_autoptr (GError) problem = NULL;

  options.list.delimiter = info->list.delimiter;
  options.list.header = info->list.header;
  options.list.column = info->list.column;
  options.headings = change_headings;
  options.fits = is_change;
  changes = um_import_pairs_read (directory, input, &options, cancellable, &problem);
  if (g_error_matches (problem, UM_PROBLEM, UM_PROBLEM_IMPORT_NO_VALUES))
    return NULL;
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  /* Where there are but two columns, it finds the groups again. */
  if (um_import_pairs_get_info (changes)->value_column == info->value_column)
    return NULL;
  if (um_import_pairs_get_n (changes) != um_import_pairs_get_n (self->groups))
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_FILE_FAILED,
                           input->name != NULL ? input->name : "");
      return NULL;
    }
  return g_steal_pointer (&changes);
}

UmGroupFile *
um_group_file_read (UmDirectory *directory,
                    const UmImportInput *input,
                    const UmGroupFileOptions *options,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autoptr (UmGroupFile) self = g_object_new (UM_TYPE_GROUP_FILE, NULL);
  g_autoptr (GError) problem = NULL;
  UmPairsOptions pairs = UM_PAIRS_OPTIONS_INIT;
  Groups groups = { directory, self->found };

  if (options->form != NULL)
    pairs = *options->form;
  pairs.headings = group_headings;
  pairs.fits = is_group;
  pairs.fits_data = &groups;
  self->groups = um_import_pairs_read (directory, input, &pairs, cancellable, error);
  if (self->groups == NULL)
    return NULL;
  self->changes = read_changes (self, directory, input, cancellable, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return NULL;
    }
  fill (self, options);
  count (self);
  return g_steal_pointer (&self);
}

static void
read_on_worker (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Job *job = task_data;
  const UmImportInput input = { .file = job->file, .text = job->text, .name = job->name };
  GError *error = NULL;
  UmGroupFile *self = um_group_file_read (job->directory, &input, &job->options, cancellable,
                                          &error);

  if (self != NULL)
    g_task_return_pointer (task, self, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
um_group_file_read_async (UmSourceState *state,
                          const UmImportInput *input,
                          const UmGroupFileOptions *options,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  UmDirectory *directory = um_source_state_get_directory (state);
  Job *job;

  g_task_set_source_tag (task, um_group_file_read_async);
  if (directory == NULL)
    {
      g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_NOT_REFRESHED, "%s",
                               um_source_state_get_source (state)->name);
      return;
    }
  job = g_new0 (Job, 1);
  job->directory = um_directory_ref (directory);
  job->file = input->file != NULL ? g_object_ref (input->file) : NULL;
  job->text = input->text != NULL ? g_bytes_ref (input->text) : NULL;
  job->name = g_strdup (input->name);
  job->options = *options;
  if (options->form != NULL)
    {
      job->form = *options->form;
      job->options.form = &job->form;
    }
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, read_on_worker);
}

UmGroupFile *
um_group_file_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, um_group_file_read_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* ---- what was read ---- */

UmImportPairs *
um_group_file_get_pairs (UmGroupFile *self)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE (self), NULL);

  return self->groups;
}

const UmPairsInfo *
um_group_file_get_info (UmGroupFile *self)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE (self), NULL);

  return &self->info;
}

guint
um_group_file_get_n_rows (UmGroupFile *self)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE (self), 0);

  return self->entries->len;
}

void
um_group_file_get_row (UmGroupFile *self, guint position, UmGroupRow *row)
{
  const Entry *entry;
  const Found *found;
  UmPair pair, change = { .value = "" };

  g_return_if_fail (UM_IS_GROUP_FILE (self));
  g_return_if_fail (position < self->entries->len);

  entry = get_entry (self, position);
  um_import_pairs_get (self->groups, position, &pair);
  if (self->changes != NULL)
    um_import_pairs_get (self->changes, position, &change);
  found = g_hash_table_lookup (self->found, pair.value);
  *row = (UmGroupRow){ .state = entry->state,
                       .user_state = pair.state,
                       .line = pair.line,
                       .other_line = entry->other_line,
                       .user = pair.user,
                       .group = pair.value,
                       .change = change.value };
  if (entry->state == UM_GROUP_ROW_AMBIGUOUS && found != NULL && found->several != NULL)
    row->group = found->several;
}

gboolean
um_group_file_is_used (UmGroupFile *self, guint position)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE (self), FALSE);
  g_return_val_if_fail (position < self->entries->len, FALSE);

  return is_used (get_entry (self, position));
}

guint
um_group_file_count_unused (UmGroupFile *self)
{
  g_return_val_if_fail (UM_IS_GROUP_FILE (self), 0);

  return self->entries->len - self->info.n_pairs[UM_PAIR_USED];
}

GPtrArray *
um_group_file_dup_account_ids (UmGroupFile *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  g_return_val_if_fail (UM_IS_GROUP_FILE (self), ids);

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get_entry (self, i);

      if (entry->state == UM_GROUP_ROW_USED
          && g_hash_table_add (seen, (gpointer) entry->account_id))
        g_ptr_array_add (ids, g_strdup (entry->account_id));
    }
  return ids;
}

static gboolean
is_asked_for (const Entry *entry, gboolean member, GHashTable *only)
{
  return entry->state == UM_GROUP_ROW_USED && (entry->change == CHANGE_ADD) == member
         && (only == NULL || g_hash_table_contains (only, entry->account_id));
}

guint
um_group_file_count (UmGroupFile *self, gboolean member, GHashTable *only)
{
  guint n = 0;

  g_return_val_if_fail (UM_IS_GROUP_FILE (self), 0);

  for (guint i = 0; i < self->entries->len; i++)
    n += is_asked_for (get_entry (self, i), member, only);
  return n;
}

GVariant *
um_group_file_new_inputs (UmGroupFile *self, gboolean member, GHashTable *only)
{
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  g_auto (GVariantBuilder) pairs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  g_return_val_if_fail (UM_IS_GROUP_FILE (self), NULL);

  if (um_group_file_count (self, member, only) == 0)
    return NULL;
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = get_entry (self, i);
      g_autofree char *pair = NULL;

      if (!is_asked_for (entry, member, only))
        continue;
      pair = um_group_pair_new (entry->account_id, entry->group_id);
      g_variant_builder_add (&pairs, "s", pair);
    }
  g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_PAIRS),
                         g_variant_builder_end (&pairs));
  return g_variant_ref_sink (g_variant_builder_end (&inputs));
}
