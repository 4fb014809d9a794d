/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simulator's whole state before and after; the rules are in um-test-oracle-actions.c. One
 * thread, the test's. */
#include "um-test-oracle-private.h"

#include <string.h>

/* How many are chosen: of more than 200 tokens are read only when it is their turn. */
#define N_CHOSEN 120

/* ---- members ---- */

const char *
um_test_text (JsonObject *object, const char *member)
{
  return json_object_get_string_member (object, member);
}

gboolean
um_test_is (JsonObject *object, const char *member, const char *text)
{
  return g_str_equal (um_test_text (object, member), text);
}

gboolean
um_test_has (JsonObject *object, const char *member, const char *text)
{
  JsonArray *array = NULL;

  if (json_object_has_member (object, member))
    array = json_object_get_array_member (object, member);
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    if (g_str_equal (json_array_get_string_element (array, i), text))
      return TRUE;
  return FALSE;
}

guint
um_test_count (JsonObject *object, const char *member)
{
  return json_array_get_length (json_object_get_array_member (object, member));
}

void
um_test_put (JsonObject *object, const char *member, const char *text, gboolean in)
{
  JsonArray *old = json_object_has_member (object, member)
                     ? json_object_get_array_member (object, member)
                     : NULL;
  g_autoptr (JsonArray) array = json_array_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    if (!g_str_equal (json_array_get_string_element (old, i), text))
      json_array_add_string_element (array, json_array_get_string_element (old, i));
  if (in)
    json_array_add_string_element (array, text);
  if (json_array_get_length (array) == 0 && g_str_has_prefix (member, "ari:"))
    json_object_remove_member (object, member);
  else
    json_object_set_array_member (object, member, g_steal_pointer (&array));
}

void
um_test_follow_status (JsonObject *user)
{
  const char *status = "active";

  if (um_test_is (user, "account", "for_deletion"))
    status = "for_deletion";
  else if (um_test_is (user, "account", "inactive"))
    status = "deactivated";
  else if (um_test_count (user, "directories") == 0)
    status = "not_invited";
  else if (um_test_count (user, "suspended") == um_test_count (user, "directories"))
    status = "suspended";
  json_object_set_string_member (user, "status", status);
}

/* An organisation lists the people of its directories, and managed accounts wherever they are; a
 * site everybody who ever was there. */
gboolean
um_test_is_listed (const UmTestOracle *self, JsonObject *user)
{
  return self->action->kind == UM_SOURCE_JIRA
         || (um_test_is (user, "type", "atlassian") && !um_test_is (user, "account", "closed")
             && (um_test_count (user, "directories") > 0
                 || json_object_get_boolean_member (user, "managed")));
}

gboolean
um_test_is_former (const UmTestOracle *self, JsonObject *user)
{
  return self->action->kind == UM_SOURCE_JIRA
         && um_test_is (json_object_get_object_member (user, "profile"), "name", "Former user");
}

/* ---- the state ---- */

/* (transfer full): id → JsonObject */
static GHashTable *
index_by (JsonNode *state, const char *member, const char *key)
{
  JsonArray *array = json_object_get_array_member (json_node_get_object (state), member);
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      g_hash_table_insert (table, (gpointer) um_test_text (object, key), object);
    }
  return table;
}

static gboolean
is_synced (const UmTestOracle *self, const char *product)
{
  GHashTableIter iter;
  gpointer id, group;

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, &group))
    if (json_object_get_boolean_member (group, "synced")
        && json_object_has_member (json_object_get_object_member (group, "roles"), product))
      return TRUE;
  return FALSE;
}

/* The product of a site's, or of an organisation's first site, that can be given and taken. */
static void
choose_product (UmTestOracle *self, JsonObject *group)
{
  g_autoptr (GList)
    products = json_object_get_members (json_object_get_object_member (group, "roles"));

  for (GList *l = products; l != NULL; l = l->next)
    if (self->product == NULL && um_test_is (group, "directory", self->directory)
        && strstr (l->data, self->action->kind == UM_SOURCE_JIRA ? ":jira-" : ":confluence") != NULL
        && !is_synced (self, l->data))
      self->product = g_strdup (l->data);
}

static void
choose_things (UmTestOracle *self)
{
  JsonArray *groups = json_object_get_array_member (json_node_get_object (self->state), "groups");

  for (guint i = 0; i < json_array_get_length (groups); i++)
    {
      JsonObject *group = json_array_get_object_element (groups, i);
      const char *id = um_test_text (group, "id");

      if (um_test_is (group, "name", "confluence-users"))
        self->group = g_strdup (id);
      if (json_object_get_boolean_member (group, "synced") && self->synced == NULL
          && um_test_is (group, "directory", self->directory))
        self->synced = g_strdup (id);
      choose_product (self, group);
    }
  g_assert_true (self->group != NULL && self->synced != NULL && self->product != NULL);
}

static void
find_owner (UmTestOracle *self, const char *email)
{
  GHashTableIter iter;
  gpointer id, user;

  g_hash_table_iter_init (&iter, self->users);
  while (g_hash_table_iter_next (&iter, &id, &user))
    if (um_test_is (user, "email", email))
      self->owner = id;
  g_assert_nonnull (self->owner);
}

UmTestOracle *
um_test_oracle_new (const UmTestAction *action,
                    UmTestSimulator *simulator,
                    const char *directory,
                    const char *into)
{
  UmTestOracle *self = g_new0 (UmTestOracle, 1);

  self->action = action;
  self->state = um_test_simulator_get_state (simulator);
  self->users = index_by (self->state, "users", "accountId");
  self->groups = index_by (self->state, "groups", "id");
  self->directory = g_strdup (directory);
  self->into = g_strdup (into);
  self->site = g_strdup (um_test_simulator_get (simulator, "cloud_id"));
  choose_things (self);
  find_owner (self, um_test_simulator_get (simulator, "email"));
  return self;
}

void
um_test_oracle_free (UmTestOracle *self)
{
  g_hash_table_unref (self->users);
  g_hash_table_unref (self->groups);
  json_node_unref (self->state);
  g_free (self->group);
  g_free (self->synced);
  g_free (self->directory);
  g_free (self->into);
  g_free (self->product);
  g_free (self->site);
  g_free (self);
}

char *
um_test_oracle_fill (const UmTestOracle *self, const char *text)
{
  GString *filled = g_string_new (text);
  const char *product = self->product;

  /* A site knows its products by their keys. */
  if (self->action->kind == UM_SOURCE_JIRA)
    product += strlen ("ari:cloud:");
  g_string_replace (filled, "$PRODUCT", product, 0);
  if (self->action->kind == UM_SOURCE_JIRA && strstr (filled->str, "::") != NULL)
    g_string_truncate (filled, strstr (filled->str, "::") - filled->str);
  g_string_replace (filled, "$GROUP", self->group, 0);
  g_string_replace (filled, "$SYNCED", self->synced, 0);
  g_string_replace (filled, "$DIRECTORY", self->directory, 0);
  g_string_replace (filled, "$INTO", self->into, 0);
  g_string_replace (filled, "$SITE", self->site, 0);
  return g_string_free (filled, FALSE);
}

/* ---- people ---- */

/* What makes a difference to some action. (transfer full) */
static char *
describe_kind (const UmTestOracle *self, JsonObject *user)
{
  JsonObject *profile = json_object_get_object_member (user, "profile");
  JsonObject *refused = json_object_get_object_member (user, "refused");
  JsonObject *roles = json_object_get_object_member (user, "roles");

  return g_strdup_printf (
    "%s %s former=%d managed=%d synced=%d refused=%d directories=%u suspended=%u "
    "member=%d roles=%d tokens=%d domain=%d",
    um_test_text (user, "type"), um_test_text (user, "status"),
    um_test_is (profile, "name", "Former user"), json_object_get_boolean_member (user, "managed"),
    json_object_get_boolean_member (user, "synced"), json_object_get_size (refused) > 0,
    MIN (um_test_count (user, "directories"), 2), um_test_count (user, "suspended"),
    um_test_has (user, "groups", self->group),
    json_object_get_size (roles) > 0 ? 1 + um_test_has (roles, self->product, "atlassian/admin")
                                     : 0,
    json_object_get_int_member (user, "tokens") > 0,
    g_str_has_suffix (um_test_text (user, "email"), "@acme.example"));
}

/* That the people that the project's issue names are among them, two of each at least. */
static void
assert_mixed (const UmTestOracle *self, GPtrArray *ids)
{
  guint n[7] = { 0 };

  for (guint i = 0; i < ids->len; i++)
    {
      JsonObject *user = g_hash_table_lookup (self->users, ids->pdata[i]);

      n[0] += um_test_is (user, "status", "active");
      n[1] += um_test_is (user, "status", "suspended");
      n[2] += um_test_is (user, "status", "deactivated");
      n[3] += json_object_get_boolean_member (user, "synced");
      n[4] += !json_object_get_boolean_member (user, "managed");
      n[5] += um_test_is (user, "type", "app");
      n[6] += um_test_is (user, "account", "closed");
    }
  for (guint i = 0; i < G_N_ELEMENTS (n); i++)
    g_assert_cmpuint (n[i], >, 1);
  g_assert_cmpuint (ids->len, >=, 50);
}

static gboolean
contains (GPtrArray *ids, const char *id)
{
  return g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL);
}

/* Adds one more of each kind. */
static void
add_round (const UmTestOracle *self, GPtrArray *ids)
{
  JsonArray *users = json_object_get_array_member (json_node_get_object (self->state), "users");
  g_autoptr (GHashTable) kinds = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < json_array_get_length (users) && ids->len < N_CHOSEN; i++)
    {
      JsonObject *user = json_array_get_object_element (users, i);
      const char *id = um_test_text (user, "accountId");

      if (!g_str_equal (id, self->owner) && !contains (ids, id)
          && g_hash_table_add (kinds, describe_kind (self, user)))
        g_ptr_array_add (ids, g_strdup (id));
    }
}

GPtrArray *
um_test_oracle_choose (const UmTestOracle *self)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  /* What he is given the inverse wouldn't take from him. */
  if (self->action->takes_access)
    g_ptr_array_add (ids, g_strdup (self->owner));
  while (ids->len < N_CHOSEN)
    add_round (self, ids);
  assert_mixed (self, ids);
  return ids;
}

UmSkip
um_test_oracle_judge (const UmTestOracle *self, const char *account_id)
{
  JsonObject *user = g_hash_table_lookup (self->users, account_id);
  UmSkip skip = um_test_is_listed (self, user) ? self->action->judge (self, user)
                                               : UM_SKIP_USER_GONE;

  if (skip == UM_SKIP_NONE && self->action->takes_access && g_str_equal (account_id, self->owner))
    return UM_SKIP_YOURSELF;
  return skip;
}

const char *
um_test_oracle_refuses (const UmTestOracle *self, const char *account_id)
{
  JsonObject *refused = json_object_get_object_member (
    g_hash_table_lookup (self->users, account_id), "refused");

  if (self->action->privilege == NULL || !json_object_has_member (refused, self->action->privilege))
    return NULL;
  return um_test_text (refused, self->action->privilege);
}

/* Nothing that a site tells says whether somebody inactive is still there; who isn't can't be put
 * into a group. */
gboolean
um_test_oracle_fails (const UmTestOracle *self, const char *account_id)
{
  JsonObject *user = g_hash_table_lookup (self->users, account_id);

  return self->action->kind == UM_SOURCE_JIRA
         && g_str_has_prefix (self->action->plan, "add-to-groups")
         && (um_test_is (user, "status", "not_invited") || um_test_is (user, "status", "closed"));
}

/* ---- comparisons ---- */

/* (transfer full) */
static JsonNode *
copy_deep (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);
  g_autofree char *text = json_to_string (node, FALSE);

  return json_from_string (text, NULL);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
sort_member (JsonObject *object, const char *member)
{
  JsonArray *array = json_object_get_array_member (object, member);
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (JsonArray) sorted = json_array_new ();

  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (texts, (gpointer) json_array_get_string_element (array, i));
  g_ptr_array_sort (texts, compare_texts);
  for (guint i = 0; i < texts->len; i++)
    json_array_add_string_element (sorted, texts->pdata[i]);
  json_object_set_array_member (object, member, g_steal_pointer (&sorted));
}

/* Sets in one order, and without what follows from the address: who keeps the account decides what
 * Atlassian refuses. (transfer full) */
static char *
print_user (JsonObject *user)
{
  g_autoptr (JsonNode) copy = copy_deep (user);
  JsonObject *object = json_node_get_object (copy);
  JsonObject *roles = json_object_get_object_member (object, "roles");
  g_autoptr (GList) products = json_object_get_members (roles);

  sort_member (object, "directories");
  sort_member (object, "suspended");
  sort_member (object, "groups");
  for (GList *l = products; l != NULL; l = l->next)
    sort_member (roles, l->data);
  json_object_remove_member (object, "refused");
  return json_to_string (copy, FALSE);
}

static void
assert_users (const UmTestOracle *self, GHashTable *users, GPtrArray *done)
{
  GHashTableIter iter;
  gpointer id, was;

  g_assert_cmpuint (g_hash_table_size (self->users), ==, g_hash_table_size (users));
  g_hash_table_iter_init (&iter, self->users);
  while (g_hash_table_iter_next (&iter, &id, &was))
    {
      g_autoptr (JsonNode) expected = copy_deep (was);
      JsonObject *found = g_hash_table_lookup (users, id);
      g_autofree char *expected_text = NULL, *text = NULL;

      g_assert_nonnull (found);
      if (contains (done, id))
        self->action->apply (self, json_node_get_object (expected));
      expected_text = print_user (json_node_get_object (expected));
      text = print_user (found);
      g_assert_cmpstr (text, ==, expected_text);
    }
}

static guint
count_members (GHashTable *users, const char *group_id)
{
  GHashTableIter iter;
  gpointer id, user;
  guint n = 0;

  g_hash_table_iter_init (&iter, users);
  while (g_hash_table_iter_next (&iter, &id, &user))
    n += um_test_has (user, "groups", group_id);
  return n;
}

/* Groups are the same but for how many are in them, which is what their members make. */
static void
assert_groups (const UmTestOracle *self, GHashTable *users, GHashTable *groups)
{
  GHashTableIter iter;
  gpointer id, was;

  g_assert_cmpuint (g_hash_table_size (self->groups), ==, g_hash_table_size (groups));
  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &id, &was))
    {
      g_autoptr (JsonNode) expected = copy_deep (was);
      g_autoptr (JsonNode) found = copy_deep (g_hash_table_lookup (groups, id));

      json_object_set_int_member (json_node_get_object (expected), "members",
                                  count_members (users, id));
      g_assert_true (json_node_equal (expected, found));
    }
}

static gint64
get_number (JsonNode *state, const char *member)
{
  return json_object_get_int_member (json_node_get_object (state), member);
}

void
um_test_oracle_assert_after (const UmTestOracle *self, JsonNode *state, GPtrArray *done)
{
  g_autoptr (GHashTable) users = index_by (state, "users", "accountId");
  g_autoptr (GHashTable) groups = index_by (state, "groups", "id");
  gboolean makes_issues = g_str_has_prefix (self->action->plan, "create-issues");

  assert_users (self, users, done);
  assert_groups (self, users, groups);
  g_assert_cmpint (get_number (state, "issues"), ==,
                   get_number (self->state, "issues") + (makes_issues ? done->len : 0));
  g_assert_cmpint (get_number (state, "revokedKeys"), ==, get_number (self->state, "revokedKeys"));
}

void
um_test_oracle_assert_before (const UmTestOracle *self, JsonNode *state)
{
  g_autoptr (GPtrArray) nobody = g_ptr_array_new ();
  g_autofree char *was = json_to_string (self->state, FALSE);
  g_autofree char *is = json_to_string (state, FALSE);

  /* Says whom it is about; the rest, seats too, has to be the same to the last character. */
  um_test_oracle_assert_after (self, state, nobody);
  g_assert_true (g_str_equal (was, is));
}
