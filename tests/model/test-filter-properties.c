/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every condition, and trees of them, asked of 10,000 users at random: the sets hold exactly those
 * for whom a plain scan says yes, and of the negation those for whom it says no. What is asked for
 * is taken from the users, so that it is found. */

#include "filter-support.h"
#include "plain-filter.h"

#include <string.h>

#define N_USERS  10000
#define N_THINGS 24

#define PICK(array) ((array)[g_test_rand_int_range (0, G_N_ELEMENTS (array))])

typedef struct
{
  PlainDirectory *plain;
  UmDirectory *directory;
  GHashTable *lists;
  GTimeZone *zone;
  UmFilterContext context;
  PlainScan *scan;
  guint seen[UM_YES + 1]; /* how often each truth was the answer */
} Fixture;

static const char *const days[] = { "2026-03-29", "2026-10-25", "2024-02-29", "2026-08-14",
                                    "2026-08-15", "1970-01-02", "2037-12-31" };
static const char *const ages[] = { "0d", "30d", "90d", "2w", "3m", "1y" };
static const gint64 age_days[] = { 0, 30, 90, 14, 90, 365 };

/* A moment at the edge of one of the days or ages asked for. */
static gint64
random_edge (GTimeZone *zone)
{
  int nearby = g_test_rand_int_range (-1, 2);

  if (g_test_rand_bit ())
    return NOW - PICK (age_days) * DAY + nearby;

  g_autofree char *text = g_strconcat (PICK (days), "T00:00:00", NULL);
  g_autoptr (GDateTime) day = g_date_time_new_from_iso8601 (text, zone);
  g_autoptr (GDateTime) edge = g_date_time_add_days (day, g_test_rand_int_range (0, 2));

  return g_date_time_to_unix (edge) + nearby;
}

static void
put_on_edges (Fixture *self)
{
  for (guint row = 0; row < self->plain->users->len; row += 3)
    {
      PlainUser *user = plain_directory_get (self->plain, row);

      user->facts.last_login = random_edge (self->zone);
      user->facts.added = random_edge (self->zone);
      for (guint set = 0; set < UM_N_SETS; set++)
        user->complete[set] = g_test_rand_bit ();
    }
  /* Of directories all is known, as a source knows them. */
  for (guint i = 0; i < N_THINGS; i++)
    plain_directory_get_thing (self->plain, UM_SET_DIRECTORIES, i)->known = TRUE;
}

static GHashTable *
new_list (Fixture *self, int share)
{
  GHashTable *list = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_add (list, (gpointer) "nobody");
  for (guint row = 0; row < self->plain->users->len; row++)
    if (g_test_rand_int_range (0, 100) < share)
      g_hash_table_add (list, plain_directory_get (self->plain, row)->id);
  return list;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  self->zone = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
  g_assert_nonnull (self->zone);
  self->plain = plain_directory_new_random (N_USERS, N_THINGS);
  put_on_edges (self);
  self->directory = plain_directory_build (self->plain);
  self->lists = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                       (GDestroyNotify) g_hash_table_unref);
  g_hash_table_insert (self->lists, (gpointer) "few", new_list (self, 3));
  g_hash_table_insert (self->lists, (gpointer) "most of them", new_list (self, 70));
  self->context = (UmFilterContext){ .now = NOW, .zone = self->zone, .lists = self->lists };
  self->scan = plain_scan_new (self->plain, &self->context);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  plain_scan_free (self->scan);
  um_directory_unref (self->directory);
  plain_directory_free (self->plain);
  g_hash_table_unref (self->lists);
  g_time_zone_unref (self->zone);
}

/* ---- conditions at random ---- */

static void
append_quoted (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"' || *p == '\\')
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

/* The name, e-mail address or id of somebody. */
static const char *
random_user_text (Fixture *self, UmFilterKey key)
{
  PlainUser *user = plain_directory_get (self->plain, g_test_rand_int_range (0, N_USERS));

  if (key == UM_KEY_EMAIL)
    return user->email != NULL ? user->email : "user.1";
  return key == UM_KEY_ID ? user->id : user->name;
}

/* A piece of it of which folding leaves something. */
static char *
random_piece (Fixture *self, UmFilterKey key)
{
  for (;;)
    {
      const char *text = random_user_text (self, key);
      glong length = g_utf8_strlen (text, -1);
      glong start = g_test_rand_int_range (0, (int) length + 1);
      glong end = g_test_rand_int_range ((int) start, (int) MIN (length, start + 5) + 1);
      g_autofree char *piece = g_utf8_substring (text, start, end);
      g_autofree char *folded = um_text_fold (piece);

      if (*folded != '\0')
        return g_steal_pointer (&piece);
    }
}

/* A text as a pattern: some of its characters become a sign, those that end a value too. */
static void
append_pattern (GString *out, const char *text)
{
  if (g_test_rand_bit ())
    g_string_append_c (out, '*');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      int dice = g_test_rand_int_range (0, 12);

      if (g_unichar_isspace (c) || strchr ("(),\"*", (int) MIN (c, 127)) != NULL || dice == 0)
        g_string_append_c (out, '?');
      else if (dice == 1)
        g_string_append_c (out, '*');
      else if (dice != 2)
        g_string_append_unichar (out, c);
    }
  g_string_append_c (out, '*');
}

static void
append_text_value (Fixture *self, GString *out, UmFilterKey key)
{
  g_autofree char *piece = random_piece (self, key);

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      append_pattern (out, random_user_text (self, key));
      break;
    case 1:
      append_pattern (out, piece);
      break;
    default:
      append_quoted (out, piece);
    }
}

static void
append_thing (Fixture *self, GString *out, UmSet set)
{
  const PlainThing *thing = plain_directory_get_thing (self->plain, set,
                                                       g_test_rand_int_range (0, N_THINGS));

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
      g_string_append (out, "nothing");
      break;
    case 1:
    case 2:
      g_string_append_printf (out, "id:%s", thing->id);
      break;
    case 3:
      g_string_append (out, thing->id);
      break;
    default:
      append_quoted (out, *thing->name != '\0' ? thing->name : "nothing");
    }
}

static void
append_time (GString *out)
{
  static const char *const ranges[] = { "2026-03-29..2026-10-25", "2026-08-14..2026-08-15",
                                        "1970-01-01..1970-01-02", "2024-02-28..2024-03-01" };

  switch (g_test_rand_int_range (0, 4))
    {
    case 0:
      g_string_append_printf (out, "%s%s", g_test_rand_bit () ? "<" : ">", PICK (days));
      break;
    case 1:
      g_string_append (out, PICK (days));
      break;
    case 2:
      g_string_append (out, PICK (ranges));
      break;
    default:
      g_string_append_printf (out, "%s%s", g_test_rand_bit () ? "<" : ">", PICK (ages));
    }
}

static void
append_value (Fixture *self, GString *out, UmFilterKey key)
{
  static const char *const statuses[] = { "active", "suspended", "deactivated", "deleted",
                                          "former", "no-access", "inactive" };
  static const char *const types[] = { "person", "app", "customer", "guest" };
  static const char *const truths[] = { "yes", "no" };
  static const char *const logins[] = { "never", "before", "all" };
  static const char *const lists[] = { "few", "Few", "\"most of them\"", "gone" };
  static const UmSet sets[UM_N_KEYS] = { [UM_KEY_DIRECTORY] = UM_SET_DIRECTORIES,
                                         [UM_KEY_GROUP] = UM_SET_GROUPS,
                                         [UM_KEY_PRODUCT] = UM_SET_PRODUCTS,
                                         [UM_KEY_ROLE] = UM_SET_ROLES };

  if (g_test_rand_int_range (0, 8) == 0)
    {
      g_string_append (out, "unknown");
      return;
    }
  switch (key)
    {
    case UM_KEY_NAME:
    case UM_KEY_EMAIL:
    case UM_KEY_ID:
      append_text_value (self, out, key);
      break;
    case UM_KEY_STATUS:
      g_string_append (out, PICK (statuses));
      break;
    case UM_KEY_TYPE:
      g_string_append (out, PICK (types));
      break;
    case UM_KEY_MANAGED:
    case UM_KEY_SYNCED:
      g_string_append (out, PICK (truths));
      break;
    case UM_KEY_LAST_LOGIN:
    case UM_KEY_ADDED:
      append_time (out);
      break;
    case UM_KEY_LOGIN:
      g_string_append (out, PICK (logins));
      break;
    case UM_KEY_LIST:
      g_string_append (out, PICK (lists));
      break;
    default:
      append_thing (self, out, sets[key]);
    }
}

static void
append_condition (Fixture *self, GString *out, UmFilterKey key)
{
  g_string_append_printf (out, "%s:", um_filter_key_to_nick (key));
  append_value (self, out, key);
  for (int more = g_test_rand_int_range (-2, 3); more > 0; more--)
    {
      g_string_append_c (out, ',');
      append_value (self, out, key);
    }
}

static void
append_tree (Fixture *self, GString *out, int depth)
{
  static const char *const joints[] = { " ", " AND ", " OR " };
  g_autofree char *piece = NULL;

  if (g_test_rand_int_range (0, 3) == 0)
    g_string_append (out, g_test_rand_bit () ? "-" : "NOT ");
  if (depth > 0)
    {
      g_string_append_c (out, '(');
      append_tree (self, out, depth - 1);
      for (int more = g_test_rand_int_range (1, 3); more > 0; more--)
        {
          g_string_append (out, PICK (joints));
          append_tree (self, out, g_test_rand_int_range (0, depth));
        }
      g_string_append_c (out, ')');
    }
  else if (g_test_rand_int_range (0, 6) == 0)
    {
      piece = random_piece (self, g_test_rand_bit () ? UM_KEY_NAME : UM_KEY_EMAIL);
      append_quoted (out, piece);
    }
  else
    append_condition (self, out, g_test_rand_int_range (0, UM_N_KEYS));
}

/* ---- asking ---- */

static void
assert_as_scanned (Fixture *self, const char *text)
{
  g_autoptr (UmFilter) filter = read_filter (text);
  g_autoptr (UmFilter) negation = um_filter_not (filter);
  g_autoptr (UmBitset) yes = um_filter_evaluate (filter, self->directory, &self->context);
  g_autoptr (UmBitset) no = um_filter_evaluate (negation, self->directory, &self->context);

  for (guint row = 0; row < N_USERS; row++)
    {
      UmTruth expected = plain_scan_ask (self->scan, filter, row);

      self->seen[expected]++;
      if (um_bitset_contains (yes, row) != (expected == UM_YES)
          || um_bitset_contains (no, row) != (expected == UM_NO))
        g_error ("“%s”: row %u is %d for the plain scan", text, row, expected);
    }
  /* The definition for one row, at some of them. */
  for (guint row = 0; row < N_USERS; row += 97)
    g_assert_cmpint (um_filter_evaluate_row (filter, self->directory, &self->context, row), ==,
                     plain_scan_ask (self->scan, filter, row));
}

/* With and without NOT. That something was found shows that the questions aren't idle; of an id
 * nothing is unknown. */
static void
test_key (Fixture *self, gconstpointer data)
{
  UmFilterKey key = GPOINTER_TO_UINT (data);
  guint n_filters = g_test_slow () ? 200 : 16;

  for (guint i = 0; i < n_filters; i++)
    {
      g_autoptr (GString) text = g_string_new (g_test_rand_bit () ? "-" : "");

      append_condition (self, text, key);
      assert_as_scanned (self, text->str);
    }
  g_assert_cmpuint (self->seen[UM_YES], >, 0);
  g_assert_cmpuint (self->seen[UM_NO], >, 0);
}

static void
test_trees (Fixture *self, gconstpointer data)
{
  for (guint i = 0; i < (g_test_slow () ? 1500 : 120); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      append_tree (self, text, g_test_rand_int_range (1, 5));
      assert_as_scanned (self, text->str);
    }
  for (UmTruth truth = UM_UNKNOWN; truth <= UM_YES; truth++)
    g_assert_cmpuint (self->seen[truth], >, N_USERS);
}

/* Every pair of true, false and unknown under AND, OR and NOT; for each user the three conditions
 * mean something else. */
static void
test_pairs (Fixture *self, gconstpointer data)
{
  static const char *const atoms[] = { "login:all",        "-login:all", "managed:yes",
                                       "status:suspended", "list:gone",  "last-login:>90d" };
  static const char *const forms[] = { "%s %s", "%s OR %s", "-(%s %s)", "-(%s OR -(%s))" };

  for (guint a = 0; a < G_N_ELEMENTS (atoms); a++)
    for (guint b = 0; b < G_N_ELEMENTS (atoms); b++)
      for (guint form = 0; form < G_N_ELEMENTS (forms); form++)
        {
          g_auto (GStrv) pieces = g_strsplit (forms[form], "%s", 3);
          g_autofree char *text = g_strconcat (pieces[0], atoms[a], pieces[1], atoms[b], pieces[2],
                                               NULL);

          assert_as_scanned (self, text);
        }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  for (UmFilterKey key = 0; key < UM_N_KEYS; key++)
    {
      g_autofree char *path = g_strconcat ("/filter/properties/", um_filter_key_to_nick (key),
                                           NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (key), set_up, test_key, tear_down);
    }
  g_test_add ("/filter/properties/pairs", Fixture, NULL, set_up, test_pairs, tear_down);
  g_test_add ("/filter/properties/trees", Fixture, NULL, set_up, test_trees, tear_down);

  return g_test_run ();
}
