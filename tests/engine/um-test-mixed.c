/* SPDX-License-Identifier: GPL-3.0-or-later */
/* People of every kind of a simulated organisation, and what has become of them. One thread, the
 * test's. */
#include "um-test-mixed.h"

#include "um-source-state-private.h"

#include <string.h>

#define N_MIXED 80

void
um_test_mixed_set_up (UmTestMixed *fixture, gconstpointer data)
{
  const char *org_key;
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_ACCESS);
  g_autoptr (GError) error = NULL;

  fixture->simulator = um_test_simulator_start ("--users", "600", "--seed", "3", NULL);
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  org_key = um_test_simulator_get (fixture->simulator, "org_key");
  source->name = g_strdup ("Acme");
  g_free (source->api_url);
  source->api_url = g_strdup (um_test_simulator_get (fixture->simulator, "api_url"));
  source->org_id = g_strdup (um_test_simulator_get (fixture->simulator, "org_id"));
  source->email = g_strdup (um_test_simulator_get (fixture->simulator, "email"));
  fixture->state = um_test_engine_save (fixture->engine, source, org_key, UM_KEEP_THIS_SESSION,
                                        &error);
  g_assert_no_error (error);
  g_assert_true (um_test_refresh (fixture->state, UM_REFRESH_ALL, NULL, &error));
  g_assert_no_error (error);
}

void
um_test_mixed_tear_down (UmTestMixed *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_simulator_free (fixture->simulator);
  g_free (fixture->folder);
}

/* Some of each kind: by status, management, provisioning and number of directories, and the key's
 * owner; always the same. */
GPtrArray *
um_test_mixed_people (UmTestMixed *fixture)
{
  UmDirectory *directory = um_source_state_get_directory (fixture->state);
  g_autoptr (GHashTable) kinds = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) rows = um_test_list_rows (directory);
  const char *own_email = um_test_simulator_get (fixture->simulator, "email");
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < rows->len && ids->len < N_MIXED; i++)
    {
      guint row = g_array_index (rows, guint, i);
      guint n_directories, kind, n;
      UmUser user;

      um_relation_get_things (um_directory_get_relation (directory, UM_SET_DIRECTORIES), row,
                              &n_directories);
      kind = 1 + um_directory_get_status (directory, row) * 64
             + um_directory_get_managed (directory, row) * 16
             + um_directory_get_synced (directory, row) * 4 + MIN (n_directories, 3);
      um_directory_get_user (directory, row, &user);
      if (g_strcmp0 (user.email, own_email) == 0)
        kind = 0;
      n = GPOINTER_TO_UINT (g_hash_table_lookup (kinds, GUINT_TO_POINTER (kind)));
      if (n == 6)
        continue;
      g_hash_table_insert (kinds, GUINT_TO_POINTER (kind), GUINT_TO_POINTER (n + 1));
      g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (directory, row)));
    }
  g_assert_cmpuint (g_hash_table_size (kinds), >, 6);
  return ids;
}

/* account id → all that the simulator holds of him, as text */
GHashTable *
um_test_mixed_list_truth (UmTestMixed *fixture)
{
  g_autoptr (JsonNode) state = um_test_simulator_get_state (fixture->simulator);
  JsonArray *users = json_object_get_array_member (json_node_get_object (state), "users");
  GHashTable *truth = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < json_array_get_length (users); i++)
    {
      JsonNode *node = json_array_get_element (users, i);
      const char *id = json_object_get_string_member (json_node_get_object (node), "accountId");

      g_hash_table_insert (truth, g_strdup (id), json_to_string (node, FALSE));
    }
  return truth;
}

/* That exactly the users of @touched (element-type utf8) differ. */
void
um_test_mixed_assert_changed (GHashTable *before, GHashTable *after, GPtrArray *touched)
{
  GHashTableIter iter;
  gpointer id, text;

  g_assert_cmpuint (g_hash_table_size (before), ==, g_hash_table_size (after));
  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &id, &text))
    {
      gboolean changed = strcmp (text, g_hash_table_lookup (after, id)) != 0;

      g_test_message ("%s\n%s", (const char *) text, (char *) g_hash_table_lookup (after, id));
      g_assert_cmpint (changed, ==,
                       g_ptr_array_find_with_equal_func (touched, id, g_str_equal, NULL));
    }
}

GPtrArray *
um_test_mixed_list_touched (UmPlan *plan, guint n_kinds)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) reasons = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      if (um_plan_user_is_touched (user))
        g_ptr_array_add (ids, g_strdup (user->account_id));
      else
        g_hash_table_add (reasons, GUINT_TO_POINTER (user->skip));
    }
  g_assert_cmpuint (ids->len, >, 3);
  g_assert_cmpuint (g_hash_table_size (reasons), >=, n_kinds);
  return ids;
}

/* Who was acted on; whom Atlassian refused was told its reason. */
static GPtrArray *
list_done (UmTestMixed *fixture, const UmRun *run, guint *n_refused)
{
  g_autoptr (GPtrArray) entries = um_test_load_entries (fixture->state, run->id);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  *n_refused = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->state == UM_STATE_DONE)
        g_ptr_array_add (ids, g_strdup (entry->account_id));
      if (entry->skip != UM_SKIP_REFUSED)
        continue;
      (*n_refused)++;
      g_assert_nonnull (entry->skip_detail);
      g_assert_cmpstr (entry->method, ==, "GET");
      g_assert_cmpint (entry->sent, ==, 0);
    }
  return ids;
}

/* Runs a plan; nothing that it was going to do may fail. Returns whom it changed. */
GPtrArray *
um_test_mixed_carry_out (UmTestMixed *fixture, UmPlan *plan, guint n_touched)
{
  g_autoptr (UmRun) run = um_test_run (fixture->state, plan, UM_RUN_NORMAL, 0);
  guint n_refused;
  GPtrArray *done = list_done (fixture, run, &n_refused);

  um_test_check_run (fixture->state, run);
  g_assert_cmpint (run->state, ==, UM_RUN_FINISHED);
  g_assert_cmpuint (done->len + n_refused, ==, n_touched);
  g_assert_cmpuint (run->users[UM_STATE_DONE], ==, done->len);
  g_assert_cmpuint (run->steps[UM_STATE_FAILED], ==, 0);
  um_test_settle (fixture->state);
  return done;
}

void
um_test_mixed_assert_as_read (UmTestMixed *fixture, GPtrArray *ids)
{
  um_test_assert_as_read (fixture->state, ids);
}
