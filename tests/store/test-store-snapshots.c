/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Snapshots: what is saved is loaded, whatever is damaged is dropped, what runs did since is laid
 * over. */
#include "store-support.h"

#include "um-store-notes.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  char *folder;
  char *path; /* of the snapshot */
  UmStore *store;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = store_make_folder ();
  self->path = store_build_path (self->folder, "cache/s1.db");
  self->store = store_open (self->folder, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  store_close (self->store);
  g_free (self->path);
  g_free (self->folder);
}

static void
save (Fixture *self, UmDirectory *directory)
{
  g_autoptr (GError) error = NULL;

  store_save_directory (self->store, "s1", directory, &error);
  g_assert_no_error (error);
}

static UmDirectory *
load (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  UmDirectory *directory = store_load_directory (self->store, "s1", &error);

  g_assert_no_error (error);
  return directory;
}

static void
assert_dropped (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  UmSnapshotInfo info;

  g_assert_null (store_load_directory (self->store, "s1", &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  g_assert_true (store_peek (self->store, "s1", &info, &error));
  g_assert_cmpint (info.users_read, ==, UM_TIME_UNKNOWN);
}

/* ---- equality ---- */

static void
assert_same_users (const UmDirectory *a, const UmDirectory *b)
{
  gsize length_a, length_b;
  const char *arena_a = um_directory_get_folded_arena (a, &length_a);
  const char *arena_b = um_directory_get_folded_arena (b, &length_b);

  g_assert_cmpmem (arena_a, length_a, arena_b, length_b);
  g_assert_cmpuint (um_directory_get_n_rows (a), ==, um_directory_get_n_rows (b));
  for (guint row = 0; row < um_directory_get_n_rows (a); row++)
    {
      UmUser first, second;

      um_directory_get_user (a, row, &first);
      um_directory_get_user (b, row, &second);
      g_assert_cmpstr (first.account_id, ==, second.account_id);
      g_assert_cmpstr (first.name, ==, second.name);
      g_assert_cmpstr (first.email, ==, second.email);
      g_assert_cmpint (first.status, ==, second.status);
      g_assert_cmpint (first.type, ==, second.type);
      g_assert_cmpint (first.managed, ==, second.managed);
      g_assert_cmpint (first.synced, ==, second.synced);
      g_assert_cmpint (first.last_login, ==, second.last_login);
      g_assert_cmpint (first.added, ==, second.added);
      g_assert_cmpuint (um_directory_find (b, first.account_id), ==, row);
    }
}

static void
assert_same_set (const UmDirectory *a, const UmDirectory *b, UmSet set)
{
  guint n_things = um_directory_get_n_things (a, set);

  g_assert_cmpuint (um_directory_get_n_things (b, set), ==, n_things);
  for (guint i = 0; i < n_things; i++)
    {
      const UmThing *first = um_directory_get_thing (a, set, i);
      const UmThing *second = um_directory_get_thing (b, set, i);

      g_assert_cmpstr (first->id, ==, second->id);
      g_assert_cmpstr (first->name, ==, second->name);
      g_assert_cmpstr (first->parent, ==, second->parent);
      g_assert_cmpstr (first->products, ==, second->products);
      g_assert_cmpint (first->synced, ==, second->synced);
      g_assert_cmpint (first->admin, ==, second->admin);
      g_assert_cmpint (first->known, ==, second->known);
      for (guint row = 0; row < um_directory_get_n_rows (a); row++)
        g_assert_cmpint (um_directory_is_member (a, set, i, row), ==,
                         um_directory_is_member (b, set, i, row));
    }
}

static void
assert_same (UmDirectory *a, UmDirectory *b)
{
  gsize size = um_directory_get_n_rows (a) * sizeof (guint32);

  g_assert_cmpint (um_directory_get_users_read (a), ==, um_directory_get_users_read (b));
  g_assert_cmpint (um_directory_get_members_read (a), ==, um_directory_get_members_read (b));
  g_assert_cmpuint (um_directory_get_generation (a), !=, um_directory_get_generation (b));
  assert_same_users (a, b);
  for (UmSet set = 0; set < UM_N_SETS; set++)
    assert_same_set (a, b, set);
  for (UmColumn column = 0; column < UM_N_COLUMNS; column++)
    {
      g_assert_true (um_directory_has_order (b, column));
      g_assert_cmpmem (um_directory_get_order (a, column), size, um_directory_get_order (b, column),
                       size);
    }
}

/* ---- round trips ---- */

static char *
random_text (guint length_max)
{
  static const char *const pieces[] = {
    "a", "Z", "é", "ß", "ﷺ", "\xf0\x9f\x98\x80", " ", "\t", "0"
  };
  g_autoptr (GString) text = g_string_new (NULL);

  for (int n = g_test_rand_int_range (0, length_max); n > 0; n--)
    g_string_append (text, pieces[g_test_rand_int_range (0, G_N_ELEMENTS (pieces))]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static guint
add_random_things (UmDirectoryBuilder *builder, UmSet set)
{
  guint n_things = g_test_rand_int_range (0, 12);

  for (guint i = 0; i < n_things; i++)
    {
      g_autofree char *text = random_text (30), *name = random_text (30);
      g_autofree char *id = g_strdup_printf ("%u%s", i, text);
      UmThing thing = { .id = id,
                        .name = name,
                        .parent = g_test_rand_bit () ? "d1" : NULL,
                        .products = g_test_rand_bit () ? "jira,confluence" : NULL,
                        .synced = g_test_rand_bit (),
                        .admin = g_test_rand_bit (),
                        .known = g_test_rand_bit () };

      um_directory_builder_add_thing (builder, set, &thing);
    }
  return n_things;
}

static void
add_random_user (UmDirectoryBuilder *builder, guint i)
{
  g_autofree char *name = random_text (40), *email = random_text (10);
  g_autofree char *id = g_strdup_printf ("%s%u", i % 2 ? "QM:" : "", i);
  UmUser user = { .account_id = id,
                  .name = name,
                  .email = g_test_rand_bit () ? email : NULL,
                  .status = g_test_rand_int_range (0, UM_STATUS_INACTIVE + 1),
                  .type = g_test_rand_int_range (0, UM_TYPE_GUEST + 1),
                  .managed = g_test_rand_int_range (0, 3),
                  .synced = g_test_rand_int_range (0, 3),
                  .last_login = g_test_rand_bit () ? UM_TIME_NEVER : g_test_rand_int (),
                  .added = g_test_rand_bit () ? UM_TIME_UNKNOWN : 1700000000 };

  um_directory_builder_add_user (builder, &user);
}

static UmDirectory *
make_random_directory (void)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();
  guint n_users = g_test_rand_int_range (0, 200);

  for (guint i = 0; i < n_users; i++)
    add_random_user (builder, i);
  for (UmSet set = 0; set < UM_N_SETS; set++)
    {
      guint n_things = add_random_things (builder, set);

      for (guint row = 0; row < n_users; row++)
        {
          if (g_test_rand_int_range (0, 9) == 0)
            um_directory_builder_begin_row (builder, set, row);
          for (guint thing = 0; thing < n_things; thing++)
            if (g_test_rand_int_range (0, 4) == 0)
              um_directory_builder_add_member (builder, set, thing, row);
        }
    }
  um_directory_builder_set_read (builder, g_test_rand_int (),
                                 g_test_rand_bit () ? UM_TIME_UNKNOWN : 77);
  return um_directory_builder_end (builder);
}

static void
test_round_trip (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (UmDirectory) directory = i == 0 ? store_make_directory (300, 25)
                                                 : make_random_directory ();
      g_autoptr (UmDirectory) again = NULL;
      g_autoptr (GError) error = NULL;
      UmSnapshotInfo info;

      save (self, directory);
      again = load (self);
      assert_same (directory, again);
      g_assert_true (store_peek (self->store, "s1", &info, &error));
      g_assert_cmpuint (info.n_users, ==, um_directory_get_n_rows (directory));
      g_assert_cmpint (info.users_read, ==, um_directory_get_users_read (directory));
      g_assert_cmpint (info.members_read, ==, um_directory_get_members_read (directory));
    }
}

/* What was loaded can be changed, saved and refreshed like any other. */
static void
test_goes_on (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = store_make_directory (100, 5);
  g_autoptr (UmDirectory) loaded = NULL, changed = NULL, grown = NULL, again = NULL;
  const UmMembershipChange change = { "id-0", UM_SET_GROUPS, "group-4", TRUE };
  const UmUser user = { .account_id = "new", .name = "Näme", .email = "new@acme.example" };
  UmDirectoryBuilder *builder;

  save (self, directory);
  loaded = load (self);
  changed = um_directory_apply (loaded, &change, 1);
  builder = um_directory_builder_new_from (changed);
  um_directory_builder_add_user (builder, &user);
  grown = um_directory_builder_end (builder);
  save (self, grown);
  again = load (self);
  um_directory_prepare_orders (grown);
  assert_same (grown, again);
  g_assert_cmpuint (um_directory_find (again, "new"), ==, 100);
}

static void
test_file (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = store_make_directory (10, 2);
  g_autofree char *cache = store_build_path (self->folder, "cache");
  g_autoptr (GDir) folder = NULL;
  struct stat info;
  guint n_files = 0;

  save (self, directory);
  save (self, directory);
  g_assert_cmpint (stat (self->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  folder = g_dir_open (cache, 0, NULL);
  while (g_dir_read_name (folder) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
}

static void
test_none (Fixture *self, gconstpointer data)
{
  assert_dropped (self);
}

/* ---- damage ---- */

static void
spoil_byte (const char *path, gsize place)
{
  FILE *file = g_fopen (path, "r+");
  int c;

  g_assert_cmpint (fseek (file, place, SEEK_SET), ==, 0);
  c = fgetc (file);
  g_assert_cmpint (fseek (file, place, SEEK_SET), ==, 0);
  fputc (c ^ (1 << g_test_rand_int_range (0, 8)), file);
  fclose (file);
}

/* One bit anywhere: either nobody can tell (unused space), or it is noticed. */
static void
test_spoilt (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = store_make_directory (200, 10);
  g_autofree char *whole = NULL;
  gsize size;
  guint n_dropped = 0, n_tried = 0;

  save (self, directory);
  g_assert_true (g_file_get_contents (self->path, &whole, &size, NULL));
  for (gsize place = 0; place < size; place += MAX (size / 400, 1))
    {
      g_autoptr (UmDirectory) again = NULL;
      g_autoptr (GError) error = NULL;
      UmSnapshotInfo info;

      g_assert_true (g_file_set_contents (self->path, whole, size, NULL));
      spoil_byte (self->path, place);
      store_peek (self->store, "s1", &info, NULL);
      again = store_load_directory (self->store, "s1", &error);
      n_tried++;
      if (again != NULL)
        assert_same_users (directory, again);
      else
        {
          g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
          n_dropped++;
        }
    }
  g_test_message ("%u of %u noticed", n_dropped, n_tried);
  g_assert_cmpuint (n_dropped, >, 0);
}

static void
test_truncated (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = store_make_directory (500, 10);
  g_autofree char *whole = NULL;
  gsize size;

  save (self, directory);
  g_assert_true (g_file_get_contents (self->path, &whole, &size, NULL));
  for (guint i = 0; i < 12; i++)
    {
      g_assert_true (g_file_set_contents (self->path, whole, size * i / 12, NULL));
      assert_dropped (self);
    }
}

static void
spoil_by_sql (Fixture *self, UmDirectory *directory, const char *sql)
{
  save (self, directory);
  store_exec_file (self->path, sql);
  assert_dropped (self);
}

static void
test_other_version (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = store_make_directory (20, 3);

  spoil_by_sql (self, directory, "PRAGMA user_version = 1");
  spoil_by_sql (self, directory, "PRAGMA application_id = 0");
  spoil_by_sql (self, directory, "DROP TABLE head; DROP TABLE parts");
  spoil_by_sql (self, directory, "DELETE FROM parts");
  spoil_by_sql (self, directory, "DELETE FROM parts WHERE name = 'users.cuts'");
  spoil_by_sql (self, directory, "UPDATE parts SET total = 1 << 60");
  spoil_by_sql (self, directory, "UPDATE parts SET total = total + 4 WHERE name = 'users.folded'");
  spoil_by_sql (self, directory, "UPDATE parts SET checksum = checksum + 1 WHERE place = 3");
  spoil_by_sql (self, directory, "UPDATE parts SET start = 1 WHERE place = 3");
}

/* Who was killed between writing and renaming leaves a file that the next start removes. */
static void
test_leftovers (Fixture *self, gconstpointer data)
{
  g_autofree char *partial = g_strconcat (self->path, ".0.partial", NULL);
  g_autoptr (UmDirectory) directory = store_make_directory (10, 2);
  g_autoptr (UmDirectory) again = NULL;
  g_autoptr (GError) error = NULL;
  UmStore *other;

  save (self, directory);
  g_file_set_contents (partial, "half", -1, NULL);
  /* Not while somebody may still be writing it. */
  other = store_open (self->folder, &error);
  g_assert_true (g_file_test (partial, G_FILE_TEST_EXISTS));
  store_close (other);
  store_close (self->store);
  self->store = store_open (self->folder, &error);
  g_assert_false (g_file_test (partial, G_FILE_TEST_EXISTS));
  again = load (self);
  g_assert_cmpuint (um_directory_get_n_rows (again), ==, 10);
}

/* ---- outcomes of runs ---- */

static void
finish (Fixture *self, const UmRun *run, UmRunEntry *entry, UmStepState state, gint64 finished)
{
  g_autoptr (GError) error = NULL;

  entry->state = state;
  entry->finished = finished;
  store_finish (self->store, run->id, entry, &error);
  g_assert_no_error (error);
}

static UmTruth
is_member (UmDirectory *directory, const char *group, const char *account_id)
{
  return um_directory_is_member (directory, UM_SET_GROUPS,
                                 um_directory_find_thing (directory, UM_SET_GROUPS, group),
                                 um_directory_find (directory, account_id));
}

static GPtrArray *
make_steps (void)
{
  static const struct
  {
    const char *account_id;
    UmStepKind kind;
    const char *target;
    const char *after;
  } steps[] = {
    { "id-1", UM_STEP_GROUP_ADD, "group-1", UM_MEMBER },
    { "id-2", UM_STEP_GROUP_REMOVE, "group-0", UM_NOT_MEMBER },
    { "id-3", UM_STEP_GROUP_ADD, "group-1", UM_MEMBER },
    { "id-4", UM_STEP_GROUP_ADD, "group-1", UM_MEMBER },
    { "id-5", UM_STEP_ACCOUNT_DISABLE, "group-1", "deactivated" },
    { "id-6", UM_STEP_GROUP_ADD, "no-such-group", UM_MEMBER },
    { "no-such-user", UM_STEP_GROUP_ADD, "group-1", UM_MEMBER },
    { "id-7", UM_STEP_EMAIL_SET, NULL, "new@acme.example" },
  };
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) um_run_entry_unref);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      UmRunEntry *entry = um_run_entry_new ();

      entry->n = i + 1;
      entry->chain = i;
      entry->account_id = g_strdup (steps[i].account_id);
      entry->kind = steps[i].kind;
      entry->target = g_strdup (steps[i].target);
      entry->after = g_strdup (steps[i].after);
      g_ptr_array_add (entries, entry);
    }
  return entries;
}

static UmDirectory *
make_plain_directory (gint64 users_read, gint64 members_read)
{
  UmDirectoryBuilder *builder = um_directory_builder_new ();

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *id = g_strdup_printf ("group-%u", i);
      UmThing group = { .id = id, .name = id, .known = TRUE };

      um_directory_builder_add_thing (builder, UM_SET_GROUPS, &group);
    }
  for (guint i = 0; i < 8; i++)
    {
      g_autofree char *id = g_strdup_printf ("id-%u", i);
      UmUser user = { .account_id = id, .last_login = UM_TIME_UNKNOWN, .added = UM_TIME_UNKNOWN };

      /* Everybody is in group 0, nobody in group 1. */
      um_directory_builder_add_member (builder, UM_SET_GROUPS, 0,
                                       um_directory_builder_add_user (builder, &user));
    }
  um_directory_builder_set_read (builder, users_read, members_read);
  return um_directory_builder_end (builder);
}

static UmUserStatus
get_status (UmDirectory *directory, const char *account_id)
{
  return um_directory_get_status (directory, um_directory_find (directory, account_id));
}

static void
save_as (Fixture *self, UmDirectory *directory, gint64 outcome, gboolean members_due)
{
  const UmSnapshotMark mark = { outcome, members_due };
  g_autoptr (GError) error = NULL;

  g_assert_true (store_save_directory_as (self->store, "s1", directory, &mark, &error));
  g_assert_no_error (error);
}

/* Whatever the clock says, what counts is what had been written when it was read. */
static void
test_outcomes (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmDirectory) loaded = NULL;
  g_autoptr (UmRun) run = store_make_run ("s1"), later = store_make_run ("s1");
  g_autoptr (UmRun) dry = store_make_run ("s1"), other = store_make_run ("s2");
  UmRun *runs[] = { run, dry, other, later };
  g_autoptr (GError) error = NULL;
  UmUser user;

  dry->dry_run = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (GPtrArray) entries = make_steps ();

      g_assert_true (store_create_run (self->store, runs[i], entries, NULL, &error));
      if (runs[i] == dry || runs[i] == other)
        finish (self, runs[i], entries->pdata[0], UM_STATE_DONE, 6000000);
      if (runs[i] == run)
        {
          finish (self, run, entries->pdata[2], UM_STATE_DONE, 9000000);
          finish (self, run, entries->pdata[1], UM_STATE_DONE, 1);
          finish (self, run, entries->pdata[3], UM_STATE_FAILED, 6000000);
          finish (self, run, entries->pdata[4], UM_STATE_DONE, 6000000);
          finish (self, run, entries->pdata[5], UM_STATE_DONE, 6000000);
          finish (self, run, entries->pdata[6], UM_STATE_DONE, 6000000);
          finish (self, run, entries->pdata[7], UM_STATE_DONE, 6000000);
        }
    }
  save_as (self, directory, 1, FALSE);
  loaded = load (self);
  g_assert_cmpint (is_member (loaded, "group-1", "id-1"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-0", "id-2"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-1", "id-3"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-1", "id-4"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-1", "id-5"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-0", "id-6"), ==, UM_YES);
  g_assert_cmpint (get_status (loaded, "id-4"), !=, UM_STATUS_DEACTIVATED);
  g_assert_cmpint (get_status (loaded, "id-5"), ==, UM_STATUS_DEACTIVATED);
  um_directory_get_user (loaded, um_directory_find (loaded, "id-7"), &user);
  g_assert_cmpstr (user.email, ==, "new@acme.example");
  for (UmColumn column = 0; column < UM_N_COLUMNS; column++)
    g_assert_true (um_directory_has_order (loaded, column));
}

/* Each is laid over once: what is saved with the mark that loading told holds them all. */
static void
test_mark (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmDirectory) first = NULL, same = NULL, second = NULL, third = NULL;
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = make_steps ();
  g_autoptr (GError) error = NULL;
  UmSnapshotMark mark = { 7, TRUE };

  /* Also where there is nothing to load. */
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  finish (self, run, entries->pdata[0], UM_STATE_DONE, 6000000);
  g_assert_null (store_load_directory_over (self->store, "s1", NULL, &mark, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpint (mark.outcome, ==, 1);
  g_assert_false (mark.members_due);

  save_as (self, directory, 1, TRUE);
  finish (self, run, entries->pdata[2], UM_STATE_DONE, 6000000);
  first = store_load_directory_over (self->store, "s1", NULL, &mark, &error);
  g_assert_cmpint (mark.outcome, ==, 2);
  g_assert_true (mark.members_due);
  g_assert_cmpint (is_member (first, "group-1", "id-1"), ==, UM_NO);
  g_assert_cmpint (is_member (first, "group-1", "id-3"), ==, UM_YES);

  /* What is there already takes on what came since, and stays itself where nothing did. */
  same = store_load_directory_over (self->store, "s1", first, &mark, &error);
  g_assert_true (same == first);
  finish (self, run, entries->pdata[3], UM_STATE_DONE, 6000000);
  second = store_load_directory_over (self->store, "s1", directory, &mark, &error);
  g_assert_cmpint (mark.outcome, ==, 3);
  g_assert_cmpint (is_member (second, "group-1", "id-3"), ==, UM_NO);
  g_assert_cmpint (is_member (second, "group-1", "id-4"), ==, UM_YES);
  for (UmColumn column = 0; column < UM_N_COLUMNS; column++)
    g_assert_true (um_directory_has_order (second, column));

  save_as (self, directory, mark.outcome, FALSE);
  third = store_load_directory_over (self->store, "s1", NULL, &mark, &error);
  g_assert_no_error (error);
  g_assert_false (mark.members_due);
  g_assert_cmpint (is_member (third, "group-1", "id-4"), ==, UM_NO);
}

/* Numbers go on after a run is gone, and after another start. */
static void
test_numbers_go_on (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmRun) run = store_make_run ("s1"), next = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = make_steps (), others = make_steps ();
  const char *const ids[] = { run->id, NULL };
  UmSnapshotMark mark = { 0 };
  g_autoptr (UmDirectory) loaded = NULL, again = NULL;
  g_autoptr (GError) error = NULL;

  save_as (self, directory, 0, FALSE);
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  finish (self, run, entries->pdata[0], UM_STATE_DONE, 1000);
  g_assert_true (store_set_state (self->store, run->id, UM_RUN_CANCELLED, TRUE, &error));
  loaded = store_load_directory_over (self->store, "s1", NULL, &mark, &error);
  save_as (self, loaded, mark.outcome, FALSE);
  g_assert_true (store_delete_runs (self->store, ids, &error));
  store_close (self->store);
  self->store = store_open (self->folder, &error);
  g_assert_true (store_create_run (self->store, next, others, NULL, &error));
  finish (self, next, others->pdata[2], UM_STATE_DONE, 1000);
  again = store_load_directory_over (self->store, "s1", NULL, &mark, &error);
  g_assert_no_error (error);
  g_assert_cmpint (mark.outcome, ==, 2);
  g_assert_cmpint (is_member (again, "group-1", "id-1"), ==, UM_YES);
  g_assert_cmpint (is_member (again, "group-1", "id-3"), ==, UM_YES);
}

/* What a run found to be so already is known, too; what its plan took for so isn't news. */
static void
test_already_so (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmDirectory) loaded = NULL;
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = make_steps ();
  g_autoptr (GError) error = NULL;

  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  for (guint i = 0; i < 4; i++)
    {
      UmRunEntry *entry = entries->pdata[i];

      entry->skip = i == 2 ? UM_SKIP_EARLIER_FAILED : UM_SKIP_ALREADY_SO;
      entry->sent = i == 3 ? 0 : 6000000;
      finish (self, run, entry, UM_STATE_SKIPPED, 6000000);
    }
  save (self, directory);
  loaded = load (self);
  g_assert_cmpint (is_member (loaded, "group-1", "id-1"), ==, UM_YES);
  g_assert_cmpint (is_member (loaded, "group-0", "id-2"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-1", "id-3"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-1", "id-4"), ==, UM_NO);
}

/* What was found when the users of a run were read again counts more than what the run did. */
static void
test_notes (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmDirectory) loaded = NULL;
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = make_steps (), outcomes = NULL;
  g_autoptr (GAsyncResult) listed = NULL, state = NULL, kept = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GError) error = NULL;

  save (self, directory);
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  for (guint i = 0; i < 3; i++)
    finish (self, run, entries->pdata[i], UM_STATE_DONE, 6000000);
  um_store_set_run_state_async (self->store, run->id, UM_RUN_FINISHED, 6000000, TRUE, store_got_cb,
                                &place);
  state = store_wait (&place);
  um_store_list_outcomes_async (self->store, "s1", 7000000, NULL, store_got_cb, &place);
  listed = store_wait (&place);
  outcomes = um_store_list_outcomes_finish (self->store, listed, &error);
  g_assert_cmpuint (outcomes->len, ==, 3);
  for (guint i = 0; i < 2; i++)
    {
      UmOutcome *outcome = outcomes->pdata[i + 1];

      outcome->note = um_run_note_new (outcome->entry->n, 7000000, UM_NOTE_FOUND,
                                       outcome->entry->kind == UM_STEP_GROUP_ADD ? UM_NOT_MEMBER
                                                                                 : UM_MEMBER);
    }
  um_store_keep_reading_async (self->store, "s1", 7000000, outcomes, store_got_cb, &place);
  kept = store_wait (&place);
  g_assert_true (um_store_keep_reading_finish (self->store, kept, &error));
  g_assert_no_error (error);
  loaded = load (self);
  g_assert_cmpint (is_member (loaded, "group-1", "id-1"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-0", "id-2"), ==, UM_YES);
  g_assert_cmpint (is_member (loaded, "group-1", "id-3"), ==, UM_YES);
}

/* What is noted of the user who went first says in words of its own what differed. */
static void
test_other_notes (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmDirectory) loaded = NULL;
  g_autoptr (UmRun) run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = make_steps ();
  g_autoptr (UmRunNote) note = um_run_note_new (1, 7000000, UM_NOTE_ALSO_CHANGED, UM_NOT_MEMBER);
  g_autoptr (GAsyncResult) added = NULL;
  GAsyncResult *place = NULL;
  g_autoptr (GError) error = NULL;

  save (self, directory);
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  finish (self, run, entries->pdata[0], UM_STATE_DONE, 6000000);
  um_store_add_note_async (self->store, run->id, note, store_got_cb, &place);
  added = store_wait (&place);
  g_assert_true (um_store_add_note_finish (self->store, added, &error));
  loaded = load (self);
  g_assert_cmpint (is_member (loaded, "group-1", "id-1"), ==, UM_YES);
}

static void
make_inverse (UmRunEntry *entry, UmStepKind kind, const char *after)
{
  entry->kind = kind;
  g_free (entry->after);
  entry->after = g_strdup (after);
}

/* What was undone later counts as it is at last. */
static void
test_outcomes_in_order (Fixture *self, gconstpointer data)
{
  g_autoptr (UmDirectory) directory = make_plain_directory (5000, 5000);
  g_autoptr (UmDirectory) loaded = NULL;
  g_autoptr (UmRun) undo = store_make_run ("s1"), run = store_make_run ("s1");
  g_autoptr (GPtrArray) entries = make_steps (), back = make_steps ();
  g_autoptr (GError) error = NULL;

  make_inverse (back->pdata[0], UM_STEP_GROUP_REMOVE, UM_NOT_MEMBER);
  make_inverse (back->pdata[1], UM_STEP_GROUP_ADD, UM_MEMBER);
  /* The run that was made first ended last. */
  g_assert_true (store_create_run (self->store, undo, back, NULL, &error));
  g_assert_true (store_create_run (self->store, run, entries, NULL, &error));
  finish (self, run, entries->pdata[0], UM_STATE_DONE, 6000000);
  finish (self, run, entries->pdata[1], UM_STATE_DONE, 6000000);
  finish (self, run, entries->pdata[2], UM_STATE_DONE, 6000000);
  finish (self, undo, back->pdata[0], UM_STATE_DONE, 7000000);
  finish (self, undo, back->pdata[1], UM_STATE_DONE, 7000000);
  save (self, directory);
  loaded = load (self);
  g_assert_cmpint (is_member (loaded, "group-1", "id-1"), ==, UM_NO);
  g_assert_cmpint (is_member (loaded, "group-0", "id-2"), ==, UM_YES);
  g_assert_cmpint (is_member (loaded, "group-1", "id-3"), ==, UM_YES);
}

static void
add_test (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/store/snapshots/", name, NULL);

  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  setlocale (LC_ALL, "");
  add_test ("round-trip", test_round_trip);
  add_test ("goes-on", test_goes_on);
  add_test ("file", test_file);
  add_test ("none", test_none);
  add_test ("spoilt", test_spoilt);
  add_test ("truncated", test_truncated);
  add_test ("other-version", test_other_version);
  add_test ("leftovers", test_leftovers);
  add_test ("outcomes", test_outcomes);
  add_test ("already-so", test_already_so);
  add_test ("notes", test_notes);
  add_test ("other-notes", test_other_notes);
  add_test ("outcomes-in-order", test_outcomes_in_order);
  add_test ("mark", test_mark);
  add_test ("numbers-go-on", test_numbers_go_on);
  return g_test_run ();
}
