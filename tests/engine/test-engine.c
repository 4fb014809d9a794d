/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sources as the engine keeps them: what is refused before a server is asked, what is kept where,
 * and that nothing is ever half kept. */
#include "um-keyring.h"
#include "um-problem.h"
#include "um-store.h"
#include "um-test-engine.h"
#include "um-test-log.h"

#include <glib/gstdio.h>
#include <string.h>

#define SECRET "secret-0123456789-abcdef"

typedef struct
{
  char *folder;
  UmEngine *engine;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  g_free (fixture->folder);
}

static void
set_text (char **member, const char *text)
{
  g_free (*member);
  *member = g_strdup (text);
}

static UmSource *
make_source (const char *name)
{
  UmSource *source = um_source_new (UM_SOURCE_JIRA);

  set_text (&source->name, name);
  set_text (&source->url, "https://acme.atlassian.net");
  set_text (&source->email, "admin@acme.example");
  return source;
}

static UmSourceState *
save (Fixture *fixture, UmSource *source, const char *key)
{
  g_autoptr (GError) error = NULL;
  UmSourceState *state = um_test_engine_save (fixture->engine, source, key, UM_KEEP_IN_KEYRING,
                                              &error);

  g_assert_no_error (error);
  g_assert_nonnull (state);
  return state;
}

/* The kept key, or NULL and why. */
static char *
lookup (UmSource *source, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  um_keyring_lookup_async (source, NULL, um_test_done_cb, &result);
  um_test_wait_for (&result);
  return um_keyring_lookup_finish (result, error);
}

static void
assert_key (UmSource *source, const char *expected)
{
  g_autoptr (GError) error = NULL;
  char *key = lookup (source, &error);

  if (expected == NULL)
    g_assert_error (error, UM_KEYRING_ERROR, UM_KEYRING_ERROR_NO_KEY);
  else
    g_assert_no_error (error);
  g_assert_cmpstr (key, ==, expected);
  um_keyring_free_key (key);
}

/* ---- what is typed ---- */

typedef struct
{
  const char *label;
  UmSourceKind kind;
  const char *name;
  const char *url;
  const char *email;
  const char *key;
  UmProblem problem;
  const char *argument;
} Typed;

static const Typed typed[] = {
  { "no name", 0, "  ", "https://a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_NAME_MISSING, "" },
  { "control", 0, "a\tb", "https://a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_NAME_MISSING, "" },
  { "marks", 0, "\xcc\x81", "https://a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_NAME_MISSING,
    "" },
  { "no address", 0, "A", "", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_MISSING, "" },
  { "only scheme", 0, "A", "https://", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_MISSING, "" },
  { "no scheme", 0, "A", "a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_NO_SCHEME,
    "https://a.atlassian.net" },
  { "http", 0, "A", "http://a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_INSECURE,
    "a.atlassian.net" },
  { "ftp", 0, "A", "ftp://a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_OTHER_SCHEME,
    "ftp" },
  { "path", 0, "A", "https://a.atlassian.net/jira/x", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_HAS_PATH,
    "https://a.atlassian.net" },
  { "user", 0, "A", "https://u:p@a.atlassian.net", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_HAS_USER,
    "" },
  { "nonsense", 0, "A", "https://a b", "a@b.c", SECRET, UM_PROBLEM_ADDRESS_NOT_AN_ADDRESS, "" },
  { "foreign", 0, "A", "https://jira.example:8443", "a@b.c", SECRET, UM_PROBLEM_HOST_NOT_CONFIRMED,
    "jira.example:8443" },
  { "no e-mail", 0, "A", "https://a.atlassian.net", " ", SECRET, UM_PROBLEM_EMAIL_MISSING, "" },
  { "half e-mail", 0, "A", "https://a.atlassian.net", "a@", SECRET, UM_PROBLEM_EMAIL_NOT_AN_EMAIL,
    "" },
  { "colon", 0, "A", "https://a.atlassian.net", "a:b@c.d", SECRET, UM_PROBLEM_EMAIL_NOT_AN_EMAIL,
    "" },
  { "two ats", 0, "A", "https://a.atlassian.net", "a@b@c", SECRET, UM_PROBLEM_EMAIL_NOT_AN_EMAIL,
    "" },
  { "no key", 0, "A", "https://a.atlassian.net", "a@b.c", NULL, UM_PROBLEM_KEY_MISSING, "" },
  { "blank key", 0, "A", "https://a.atlassian.net", "a@b.c", " \n", UM_PROBLEM_KEY_MISSING, "" },
  { "blank in key", 0, "A", "https://a.atlassian.net", "a@b.c", "ab cd", UM_PROBLEM_KEY_NOT_A_KEY,
    "" },
  { "line in key", 0, "A", "https://a.atlassian.net", "a@b.c", "ab\r\nX-A: b",
    UM_PROBLEM_KEY_NOT_A_KEY, "" },
  { "letters in key", 0, "A", "https://a.atlassian.net", "a@b.c", "schl\xc3\xbcssel",
    UM_PROBLEM_KEY_NOT_A_KEY, "" },
};

static void
test_typed (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (UmSource) source = um_source_new (typed[i].kind);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", typed[i].label);
      set_text (&source->name, typed[i].name);
      set_text (&source->url, typed[i].url);
      set_text (&source->email, typed[i].email);
      g_assert_false (um_engine_validate_source (fixture->engine, source, typed[i].key, &error));
      g_assert_error (error, UM_PROBLEM, (int) typed[i].problem);
      g_assert_cmpstr (error->message, ==, typed[i].argument);
      /* Saving asks the same, and keeps nothing. */
      g_clear_error (&error);
      g_assert_null (
        um_test_engine_save (fixture->engine, source, typed[i].key, UM_KEEP_IN_KEYRING, &error));
      g_assert_error (error, UM_PROBLEM, (int) typed[i].problem);
      assert_key (source, NULL);
    }
  g_assert_cmpuint (g_list_model_get_n_items (um_engine_get_sources (fixture->engine)), ==, 0);
}

static void
test_mended (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source (" Acme ");
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  set_text (&source->url, " HTTPS://Acme.Atlassian.NET/ ");
  set_text (&source->email, " admin@acme.example\n");
  g_assert_true (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (source->name, ==, "Acme");
  g_assert_cmpstr (source->url, ==, "https://acme.atlassian.net");
  g_assert_cmpstr (source->email, ==, "admin@acme.example");
  state = save (fixture, source, "  " SECRET "\n");
  assert_key (um_source_state_get_source (state), SECRET);
}

static void
test_confirmed_hosts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source ("Acme");
  g_autoptr (GError) error = NULL;

  set_text (&source->url, "https://jira.example");
  set_text (&source->host_ok, "jira.example.evil");
  g_assert_false (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_HOST_NOT_CONFIRMED);
  g_clear_error (&error);
  set_text (&source->host_ok, "jira.example");
  g_assert_true (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  g_assert_no_error (error);
  /* The key may go to the API's address too. */
  set_text (&source->api_url, "https://api.example");
  g_assert_false (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_HOST_NOT_CONFIRMED);
  g_assert_cmpstr (error->message, ==, "api.example");
  g_clear_error (&error);
  set_text (&source->host_ok, "jira.example api.example");
  g_assert_true (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  /* Loopback needs none. */
  set_text (&source->host_ok, NULL);
  set_text (&source->url, "http://127.0.0.1:8080");
  set_text (&source->api_url, "http://localhost:8080");
  g_assert_true (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  g_assert_no_error (error);
}

static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source ("Acme");
  g_autoptr (GError) error = NULL;

  source->expires = g_get_real_time () / G_USEC_PER_SEC - 1;
  g_assert_false (um_engine_validate_source (fixture->engine, source, SECRET, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_DATE_PAST);
  g_clear_error (&error);
  source->expires += 3600;
  g_assert_true (um_engine_validate_source (fixture->engine, source, SECRET, &error));
}

/* An organisation's key lives at most a year, that of a person may be told to. */
static void
test_expires_too_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) access = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (UmSource) site = make_source ("Acme");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_years (now, 1);
  g_autoptr (GDateTime)
    last = g_date_time_new_local (g_date_time_get_year (then), g_date_time_get_month (then),
                                  g_date_time_get_day_of_month (then), 23, 59, 59);
  g_autoptr (GError) error = NULL;

  set_text (&access->name, "Acme Org");
  access->expires = site->expires = g_date_time_to_unix (last);
  g_assert_true (um_engine_validate_source (fixture->engine, access, SECRET, &error));
  g_assert_no_error (error);
  access->expires++;
  g_assert_false (um_engine_validate_source (fixture->engine, access, SECRET, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_DATE_TOO_FAR);
  g_clear_error (&error);
  site->expires++;
  g_assert_true (um_engine_validate_source (fixture->engine, site, SECRET, &error));
}

/* ---- what is kept ---- */

static void
test_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) first = make_source ("Zürich");
  g_autoptr (UmSource) second = make_source ("acme");
  g_autoptr (UmSource) third = make_source ("ZURICH");
  g_autoptr (UmSource) renamed = NULL;
  g_autoptr (GError) error = NULL;
  UmSourceState *state = save (fixture, first, SECRET);
  g_autoptr (UmSourceState) at_first = NULL;

  g_assert_true (save (fixture, second, SECRET) != state);
  g_assert_null (um_test_engine_save (fixture->engine, third, SECRET, UM_KEEP_IN_KEYRING, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NAME_TAKEN);
  g_assert_cmpstr (error->message, ==, "ZURICH");
  assert_key (third, NULL);

  g_assert_true (um_engine_find_source (fixture->engine, "zurich") == state);
  g_assert_true (um_engine_find_source (fixture->engine, first->id) == state);
  g_assert_null (um_engine_find_source (fixture->engine, "zuri"));

  /* Its own name is no other's; the list is sorted by name. */
  renamed = um_source_copy (first);
  set_text (&renamed->name, "Aachen");
  g_assert_true (save (fixture, renamed, NULL) == state);
  at_first = g_list_model_get_item (um_engine_get_sources (fixture->engine), 0);
  g_assert_true (at_first == state);
  assert_key (renamed, SECRET);
}

static void
test_address_asks_for_key (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source ("Acme");
  g_autoptr (UmSource) moved = um_source_copy (source);
  g_autoptr (GError) error = NULL;
  UmSourceState *state = save (fixture, source, SECRET);

  set_text (&moved->url, "https://other.atlassian.net");
  g_assert_null (um_test_engine_save (fixture->engine, moved, NULL, UM_KEEP_IN_KEYRING, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_KEY_MISSING);
  g_assert_cmpstr (um_source_state_get_source (state)->url, ==, source->url);
  assert_key (source, SECRET);

  g_assert_true (save (fixture, moved, "another") == state);
  assert_key (moved, "another");
  /* The key of the former address is kept no longer. */
  assert_key (source, NULL);
}

/* The record can't be written: the database is another's, and of no use. */
static void
test_nothing_half_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source ("Acme");
  g_autoptr (UmSource) same_name = make_source ("Other");
  g_autoptr (UmSource) changed = um_source_copy (source);
  g_autoptr (UmEngine) second = um_test_engine_open (fixture->folder);
  g_autoptr (GError) error = NULL;

  save (fixture, source, SECRET);
  /* Another instance took the name, which this one doesn't know of. */
  g_assert_nonnull (
    um_test_engine_save (second, same_name, "other-key", UM_KEEP_IN_KEYRING, &error));
  g_assert_no_error (error);
  set_text (&changed->name, "Other");
  g_assert_null (
    um_test_engine_save (fixture->engine, changed, "changed", UM_KEEP_IN_KEYRING, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NAME_TAKEN);
  assert_key (source, SECRET);
  assert_key (same_name, "other-key");
  g_clear_error (&error);

  /* A new one that fails leaves no key. */
  g_free (g_steal_pointer (&changed->id));
  changed->id = g_uuid_string_random ();
  g_assert_null (
    um_test_engine_save (fixture->engine, changed, "changed", UM_KEEP_IN_KEYRING, &error));
  g_assert_error (error, UM_PROBLEM, UM_PROBLEM_NAME_TAKEN);
  assert_key (changed, NULL);
  g_assert_null (um_engine_find_source (fixture->engine, changed->id));
  um_test_engine_close (g_steal_pointer (&second));
}

static void
test_reopened (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source ("Acme");
  UmSourceState *state = save (fixture, source, SECRET);
  const UmSource *kept;

  g_assert_cmpint (um_source_state_get_users_read (state), ==, UM_TIME_UNKNOWN);
  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  g_assert_null (um_engine_get_opening_problem (fixture->engine));
  state = um_engine_find_source (fixture->engine, "acme");
  g_assert_nonnull (state);
  kept = um_source_state_get_source (state);
  g_assert_cmpstr (kept->id, ==, source->id);
  g_assert_cmpstr (kept->url, ==, source->url);
  g_assert_cmpuint (um_source_state_get_n_users (state), ==, 0);
  g_assert_cmpint (um_source_state_get_health (state), ==, UM_HEALTH_NOT_CHECKED);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) source = make_source ("Acme");
  UmSourceState *state = save (fixture, source, SECRET);
  g_autoptr (GError) error = NULL;

  g_assert_true (um_test_engine_remove (fixture->engine, state, &error));
  g_assert_no_error (error);
  g_assert_null (um_engine_find_source (fixture->engine, "acme"));
  assert_key (source, NULL);
  um_test_engine_close (fixture->engine);
  fixture->engine = um_test_engine_open (fixture->folder);
  g_assert_null (um_engine_find_source (fixture->engine, "acme"));
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "user-management.db", NULL);
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autoptr (UmSource) source = make_source ("Acme");
  const GError *problem;

  save (fixture, source, SECRET);
  um_test_engine_close (fixture->engine);
  g_unlink (log);
  g_assert_true (g_file_set_contents (path, "this was a database once", -1, NULL));
  fixture->engine = um_test_engine_open (fixture->folder);
  problem = um_engine_get_opening_problem (fixture->engine);
  g_assert_error (problem, UM_PROBLEM, UM_PROBLEM_DATABASE_DAMAGED);
  g_assert_true (g_file_test (problem->message, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (g_list_model_get_n_items (um_engine_get_sources (fixture->engine)), ==, 0);
}

/* No file of the folder holds a key. */
static void
assert_no_secret (const char *folder, const char *secret)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          assert_no_secret (path, secret);
          continue;
        }
      if (!g_file_get_contents (path, &text, &length, NULL))
        continue;
      g_assert_null (memmem (text, length, secret, strlen (secret)));
    }
}

static void
test_secrets (Fixture *fixture, gconstpointer data)
{
  g_autoptr (UmSource) first = make_source ("One");
  g_autoptr (UmSource) second = make_source ("Two");
  g_autoptr (GError) error = NULL;

  save (fixture, first, SECRET);
  g_assert_nonnull (
    um_test_engine_save (fixture->engine, second, "session-" SECRET, UM_KEEP_THIS_SESSION, &error));
  g_assert_no_error (error);
  assert_key (second, NULL);
  um_test_engine_close (fixture->engine);
  assert_no_secret (fixture->folder, SECRET);
  g_assert_false (um_test_log_contains (SECRET));
  fixture->engine = um_test_engine_open (fixture->folder);
}

#define ADD(name, func) g_test_add ("/engine/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  um_test_engine_init (&argc, &argv);
  um_test_log_capture ();
  ADD ("typed", test_typed);
  ADD ("mended", test_mended);
  ADD ("confirmed-hosts", test_confirmed_hosts);
  ADD ("expired", test_expired);
  ADD ("expires-too-late", test_expires_too_late);
  ADD ("names", test_names);
  ADD ("address-asks-for-key", test_address_asks_for_key);
  ADD ("nothing-half-kept", test_nothing_half_kept);
  ADD ("reopened", test_reopened);
  ADD ("removed", test_removed);
  ADD ("damaged", test_damaged);
  ADD ("secrets", test_secrets);
  return um_test_engine_run ();
}
