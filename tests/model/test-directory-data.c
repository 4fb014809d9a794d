/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A directory as pieces of bytes: all of it comes back, and nothing that is damaged is taken for
 * whole. */
#include "plain-directory.h"
#include "um-directory-data.h"

#include <locale.h>
#include <string.h>

#define SPOILT_TIMES 120 /* each piece */

static GPtrArray *
new_parts (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) um_directory_part_free);
}

/* The pieces as they come from a disk: each with memory of its own. */
static GPtrArray *
copy_parts (GPtrArray *parts)
{
  GPtrArray *copies = new_parts ();

  for (guint i = 0; i < parts->len; i++)
    {
      const UmDirectoryPart *part = g_ptr_array_index (parts, i);
      gsize size;
      gconstpointer data = g_bytes_get_data (part->bytes, &size);

      g_ptr_array_add (copies, um_directory_part_new (part->name, g_bytes_new (data, size)));
    }
  return copies;
}

static void
replace_part (GPtrArray *parts, const char *name, gconstpointer data, gsize size)
{
  for (guint i = 0; i < parts->len; i++)
    {
      UmDirectoryPart *part = g_ptr_array_index (parts, i);

      if (!g_str_equal (part->name, name))
        continue;
      g_bytes_unref (part->bytes);
      part->bytes = g_bytes_new (data, size);
      return;
    }
  g_error ("no piece of the name %s", name);
}

static UmDirectory *
build_directory (guint n_users, guint n_things, PlainDirectory **plain)
{
  g_autoptr (PlainDirectory) made = plain_directory_new_random (n_users, n_things);
  UmDirectory *directory = plain_directory_build (made);

  um_directory_prepare_orders (directory);
  if (plain != NULL)
    *plain = g_steal_pointer (&made);
  return directory;
}

static void
test_round_trip (void)
{
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (PlainDirectory) plain = NULL;
      g_autoptr (UmDirectory) directory = build_directory (i * 20, i, &plain);
      g_autoptr (GPtrArray) parts = um_directory_serialize (directory);
      g_autoptr (GPtrArray) copies = copy_parts (parts);
      g_autoptr (UmDirectory) again = um_directory_deserialize (copies);
      gsize size = um_directory_get_n_rows (directory) * sizeof (guint32);

      g_assert_nonnull (again);
      plain_directory_assert_same (plain, again);
      g_assert_cmpuint (um_directory_get_generation (again), !=,
                        um_directory_get_generation (directory));
      for (UmColumn column = 0; column < UM_N_COLUMNS; column++)
        {
          g_assert_cmpint (um_directory_has_order (again, column), ==,
                           size > 0 || column == UM_COLUMN_ID);
          g_assert_cmpmem (um_directory_get_order (again, column), size,
                           um_directory_get_order (directory, column), size);
        }
    }
}

/* The pieces live as long as anybody has them, whatever becomes of the directory. */
static void
test_outlives (void)
{
  UmDirectory *directory = build_directory (40, 3, NULL);
  g_autoptr (GPtrArray) parts = um_directory_serialize (directory);
  g_autoptr (UmDirectory) again = NULL;

  um_directory_unref (directory);
  again = um_directory_deserialize (parts);
  g_assert_cmpuint (um_directory_get_n_rows (again), ==, 40);
  g_assert_null (um_directory_deserialize (parts));
}

static void
test_orders_not_made (void)
{
  g_autoptr (PlainDirectory) plain = plain_directory_new_random (30, 2);
  g_autoptr (UmDirectory) directory = plain_directory_build (plain);
  g_autoptr (GPtrArray) parts = um_directory_serialize (directory);
  g_autoptr (UmDirectory) again = um_directory_deserialize (parts);

  g_assert_false (um_directory_has_order (again, UM_COLUMN_NAME));
  plain_directory_assert_same (plain, again);
}

/* In another locale names are sorted anew. */
static void
test_locale (void)
{
  g_autoptr (UmDirectory) directory = build_directory (50, 3, NULL);
  g_autofree char *before = g_strdup (setlocale (LC_COLLATE, NULL));
  g_autoptr (GPtrArray) parts = um_directory_serialize (directory);
  g_autoptr (UmDirectory) again = NULL;

  if (setlocale (LC_COLLATE, "C.UTF-8") == NULL || g_str_equal (before, "C.UTF-8"))
    {
      g_test_skip ("there is no other locale");
      return;
    }
  again = um_directory_deserialize (parts);
  g_assert_nonnull (again);
  g_assert_false (um_directory_has_order (again, UM_COLUMN_NAME));
  g_assert_false (um_directory_has_order (again, UM_COLUMN_STATUS));
  g_assert_false (um_directory_has_order (again, UM_COLUMN_DIRECTORY));
  g_assert_true (um_directory_has_order (again, UM_COLUMN_ID));
  g_assert_true (um_directory_has_order (again, UM_COLUMN_GROUPS));
  setlocale (LC_COLLATE, before);
}

static void
test_other_version (void)
{
  g_autoptr (UmDirectory) directory = build_directory (5, 1, NULL);
  g_autoptr (GPtrArray) whole = um_directory_serialize (directory);
  const guint heads[][2] = {
    { UM_DIRECTORY_DATA_VERSION + 1, 0x01020304 },
    { UM_DIRECTORY_DATA_VERSION, 0x04030201 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (heads); i++)
    {
      g_autoptr (GPtrArray) parts = copy_parts (whole);
      g_autoptr (GVariant) head = g_variant_ref_sink (
        g_variant_new ("(uuuxxs)", heads[i][0], heads[i][1], 5, (gint64) 1, (gint64) 1, "C"));

      replace_part (parts, "head", g_variant_get_data (head), g_variant_get_size (head));
      g_assert_null (um_directory_deserialize (parts));
    }
}

static void
test_missing (void)
{
  g_autoptr (UmDirectory) directory = build_directory (20, 3, NULL);
  g_autoptr (GPtrArray) whole = um_directory_serialize (directory);

  for (guint i = 0; i < whole->len; i++)
    {
      g_autoptr (GPtrArray) parts = copy_parts (whole);
      g_autoptr (UmDirectory) again = NULL;
      g_autofree char *name = g_strdup (((UmDirectoryPart *) parts->pdata[i])->name);

      g_ptr_array_remove_index (parts, i);
      again = um_directory_deserialize (parts);
      /* An order can be made anew, all else can't. */
      g_assert_cmpint (again != NULL, ==, g_str_has_prefix (name, "order."));
    }
}

/* What is within its piece but not what it stands for. */
static void
test_impossible (void)
{
  g_autoptr (UmDirectory) directory = build_directory (2, 2, NULL);
  g_autoptr (GPtrArray) whole = um_directory_serialize (directory);
  const guint32 far = G_MAXUINT32, starts[] = { 0, 5, 3 }, doubled[] = { 1, 1 };
  const guint16 backwards[] = { 4, 2, 4, 2 }, outside[] = { 1, 60000, 1, 60000 };
  const guint16 no_type[] = { 7 << 3, 7 << 3 }, no_truth[] = { 3 << 6, 3 << 6 };
  const guint64 beyond = G_MAXUINT64;
  const struct
  {
    const char *name;
    gconstpointer data;
    gsize size;
  } cases[] = {
    { "users.cuts", backwards, sizeof backwards }, { "users.cuts", outside, sizeof outside },
    { "users.facts", no_type, sizeof no_type },    { "users.facts", no_truth, sizeof no_truth },
    { "groups.starts", starts, sizeof starts },    { "groups.rows", &far, sizeof far },
    { "groups.complete", &beyond, sizeof beyond }, { "order.name", doubled, sizeof doubled },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) parts = copy_parts (whole);

      replace_part (parts, cases[i].name, cases[i].data, cases[i].size);
      g_assert_null (um_directory_deserialize (parts));
    }
}

static void
spoil (GPtrArray *parts, guint index, guint way)
{
  UmDirectoryPart *part = g_ptr_array_index (parts, index);
  gsize size = g_bytes_get_size (part->bytes);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (part->bytes, NULL), size);
  gsize place;

  if (size == 0)
    return;
  place = g_test_rand_int_range (0, size);
  if (way == 0)
    size = place;
  else if (way == 1)
    bytes[place] = g_test_rand_int ();
  else
    memset (bytes + place, g_test_rand_bit () ? 0xff : 0, MIN (size - place, 4));
  g_bytes_unref (part->bytes);
  part->bytes = g_bytes_new (bytes, size);
}

static void
use_all_over (UmDirectory *directory)
{
  g_autoptr (GPtrArray) parts = NULL;
  UmUser user;

  um_directory_prepare_orders (directory);
  for (guint row = 0; row < um_directory_get_n_rows (directory); row++)
    {
      um_directory_get_user (directory, row, &user);
      g_assert_true (g_utf8_validate (user.name, -1, NULL));
      g_assert_cmpint (user.type, <=, UM_TYPE_GUEST);
      g_assert_cmpint (user.managed, <=, UM_YES);
      g_assert_cmpint (user.synced, <=, UM_YES);
      um_directory_find (directory, user.account_id);
      for (guint i = 0; i < um_directory_get_n_things (directory, UM_SET_GROUPS); i++)
        um_directory_is_member (directory, UM_SET_GROUPS, i, row);
    }
  parts = um_directory_serialize (directory);
}

/* Each piece shortened, and with other numbers in it: refused, or fit for use. */
static void
test_spoilt (void)
{
  g_autoptr (UmDirectory) directory = build_directory (60, 6, NULL);
  g_autoptr (GPtrArray) whole = um_directory_serialize (directory);

  for (guint i = 0; i < whole->len * SPOILT_TIMES; i++)
    {
      g_autoptr (GPtrArray) parts = copy_parts (whole);
      g_autoptr (UmDirectory) again = NULL;

      spoil (parts, i / SPOILT_TIMES, i % 3);
      again = um_directory_deserialize (parts);
      if (again != NULL)
        use_all_over (again);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/directory-data/round-trip", test_round_trip);
  g_test_add_func ("/directory-data/outlives", test_outlives);
  g_test_add_func ("/directory-data/orders-not-made", test_orders_not_made);
  g_test_add_func ("/directory-data/locale", test_locale);
  g_test_add_func ("/directory-data/other-version", test_other_version);
  g_test_add_func ("/directory-data/missing", test_missing);
  g_test_add_func ("/directory-data/impossible", test_impossible);
  g_test_add_func ("/directory-data/spoilt", test_spoilt);
  return g_test_run ();
}
