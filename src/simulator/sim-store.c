/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SimStore: see the header. Owned by the server. */

#include "sim-store.h"

#include <string.h>

#include "sim-audit.h"
#include "sim-events.h"
#include "sim-groups.h"
#include "sim-lag.h"
#include "sim-people.h"
#include "sim-random.h"
#include "sim-seats.h"

static const struct
{
  const char *key;
  const char *name;
} products[SIM_N_PRODUCTS] = {
  [SIM_PRODUCT_SOFTWARE] = { "jira-software", "Jira" },
  [SIM_PRODUCT_SERVICEDESK] = { "jira-servicedesk", "Jira Service Management" },
  [SIM_PRODUCT_CORE] = { "jira-core", "Jira Work Management" },
  [SIM_PRODUCT_DISCOVERY] = { "jira-product-discovery", "Jira Product Discovery" },
  [SIM_PRODUCT_CONFLUENCE] = { "confluence", "Confluence" },
  [SIM_PRODUCT_CONTRACTORS] = { "confluence", "Confluence" },
  [SIM_PRODUCT_BRIGHTWATER] = { "confluence", "Confluence" },
};

const char *
sim_product_key (SimProduct product)
{
  return products[product].key;
}

const char *
sim_product_name (SimProduct product)
{
  return products[product].name;
}

static const char *
user_id (gpointer data, guint row)
{
  const SimStore *self = data;

  return sim_store_text (self, sim_store_user (self, row)->account_id);
}

static const char *
user_email (gpointer data, guint row)
{
  const SimStore *self = data;

  return sim_store_text (self, sim_store_user (self, row)->email);
}

/* A deleted group is found under no id and no name. */
static const char *
group_id (gpointer data, guint row)
{
  const SimStore *self = data;
  const SimGroup *group = sim_store_group (self, row);

  return group->deleted ? "" : sim_store_text (self, group->id);
}

static const char *
group_name (gpointer data, guint row)
{
  const SimStore *self = data;
  const SimGroup *group = sim_store_group (self, row);

  return group->deleted ? "" : sim_store_text (self, group->name);
}

/* Appends a copy of @user. Returns: its row */
guint
sim_store_add_user (SimStore *self, const SimUser *user)
{
  guint row = self->users->len;

  g_array_append_vals (self->users, user, 1);
  sim_index_insert (&self->users_by_id, row);
  if (user->email != 0)
    sim_index_insert (&self->users_by_email, row);
  self->names_version++;
  return row;
}

static int
compare_groups (gconstpointer a, gconstpointer b, gpointer data)
{
  return g_ascii_strcasecmp (group_name (data, *(const guint32 *) a),
                             group_name (data, *(const guint32 *) b));
}

/* Enters a group that was added after the beginning into the order by name. */
void
sim_store_sort_group (SimStore *self, guint group)
{
  guint32 row = group;
  guint at = 0;

  while (at < self->groups_in_order->len
         && compare_groups (&g_array_index (self->groups_in_order, guint32, at), &row, self) < 0)
    at++;
  g_array_insert_val (self->groups_in_order, at, row);
}

/* Appends a copy of @group. Returns: its row */
guint
sim_store_add_group (SimStore *self, const SimGroup *group)
{
  guint row = self->groups->len;

  g_array_append_vals (self->groups, group, 1);
  sim_index_insert (&self->groups_by_id, row);
  sim_index_insert (&self->groups_by_name, row);
  return row;
}

/* Takes a group without members out of all lists; its row stays. */
void
sim_store_drop_group (SimStore *self, guint group)
{
  sim_store_group (self, group)->deleted = TRUE;
  for (guint i = 0; i < self->groups_in_order->len; i++)
    if (g_array_index (self->groups_in_order, guint32, i) == group)
      {
        g_array_remove_index (self->groups_in_order, i);
        return;
      }
}

static char *
make_secret (SimRandom *random, const char *prefix)
{
  return g_strdup_printf ("%s-%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x", prefix,
                          sim_random_next (random), sim_random_next (random));
}

static void
make_org (SimStore *self, guint64 seed)
{
  SimRandom random = sim_random_new (seed, 3);
  SimOrg *org = &self->org;
  char **ids[] = { &org->org_id,
                   &org->cloud_id,
                   &org->directory_ids[0],
                   &org->directory_ids[1],
                   &org->directory_ids[2],
                   &org->other_cloud_ids[0],
                   &org->other_cloud_ids[1] };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    *ids[i] = sim_groups_new_id (seed, "organisation", i);
  org->jira_token = make_secret (&random, "demo-jira");
  org->dead_jira_token = make_secret (&random, "demo-jira-dead");
  org->scoped_jira_token = make_secret (&random, "demo-jira-scoped");
  org->readonly_jira_token = make_secret (&random, "demo-jira-reader");
  org->org_key = make_secret (&random, "demo-org");
  org->scoped_org_key = make_secret (&random, "demo-org-scoped");
  org->dead_org_key = make_secret (&random, "demo-org-dead");
}

static void
free_group (gpointer data)
{
  SimGroup *group = data;

  g_clear_pointer (&group->added, g_array_unref);
  g_clear_pointer (&group->listing[0], g_array_unref);
  g_clear_pointer (&group->listing[1], g_array_unref);
}

static void
free_profile (gpointer data)
{
  char **fields = data;

  for (guint i = 0; i < SIM_N_PROFILE_FIELDS; i++)
    g_free (fields[i]);
  g_free (fields);
}

static void
free_user (gpointer data)
{
  SimUser *user = data;

  if (user->flags & SIM_USER_OWN_GROUPS)
    g_free (user->groups);
}

/**
 * sim_store_new:
 *
 * Returns: (transfer full): the organisation as it was before anybody changed it
 */
SimStore *
sim_store_new (const SimOptions *options)
{
  SimStore *self = g_new0 (SimStore, 1);

  self->seed = options->seed;
  self->today = options->today;
  sim_arena_init (&self->text);
  self->users = g_array_sized_new (FALSE, FALSE, sizeof (SimUser), options->users + 64);
  self->groups = g_array_new (FALSE, TRUE, sizeof (SimGroup));
  self->groups_in_order = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->issues = g_array_new (FALSE, FALSE, sizeof (SimIssue));
  self->issues_by_label = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                 (GDestroyNotify) g_array_unref);
  self->audit = g_array_new (FALSE, FALSE, sizeof (SimAuditRecord));
  self->events = g_array_new (FALSE, FALSE, sizeof (SimEvent));
  self->profiles = g_hash_table_new_full (NULL, NULL, NULL, free_profile);
  self->lag = sim_lag_new (options->lag);
  g_array_set_clear_func (self->users, free_user);
  g_array_set_clear_func (self->groups, free_group);
  sim_index_init (&self->users_by_id, options->users, user_id, self);
  sim_index_init (&self->users_by_email, options->users, user_email, self);
  sim_index_init (&self->groups_by_id, SIM_MAX_GROUPS, group_id, self);
  sim_index_init (&self->groups_by_name, SIM_MAX_GROUPS, group_name, self);

  sim_people_make (self, options);
  sim_people_appoint (self);
  sim_groups_make (self, options);
  sim_people_forget (self);
  for (guint32 row = 0; row < self->groups->len; row++)
    g_array_append_val (self->groups_in_order, row);
  g_array_sort_with_data (self->groups_in_order, compare_groups, self);
  sim_seats_set_up (self);
  make_org (self, options->seed);
  return self;
}

static void
clear_org (SimOrg *org)
{
  g_free (org->org_id);
  g_free (org->cloud_id);
  for (guint i = 0; i < G_N_ELEMENTS (org->other_cloud_ids); i++)
    g_free (org->other_cloud_ids[i]);
  for (guint i = 0; i < SIM_N_DIRECTORIES; i++)
    g_free (org->directory_ids[i]);
  g_free (org->jira_token);
  g_free (org->dead_jira_token);
  g_free (org->scoped_jira_token);
  g_free (org->readonly_jira_token);
  g_free (org->org_key);
  g_free (org->scoped_org_key);
  g_free (org->dead_org_key);
}

void
sim_store_free (SimStore *self)
{
  g_array_unref (self->users);
  g_array_unref (self->groups);
  g_array_unref (self->groups_in_order);
  g_array_unref (self->issues);
  g_hash_table_unref (self->issues_by_label);
  g_array_unref (self->audit);
  g_array_unref (self->events);
  g_hash_table_unref (self->profiles);
  g_clear_pointer (&self->by_nickname, g_array_unref);
  g_free (self->members);
  g_free (self->memberships);
  sim_index_clear (&self->users_by_id);
  sim_index_clear (&self->users_by_email);
  sim_index_clear (&self->groups_by_id);
  sim_index_clear (&self->groups_by_name);
  sim_arena_clear (&self->text);
  sim_lag_free (self->lag);
  clear_org (&self->org);
  g_free (self);
}
