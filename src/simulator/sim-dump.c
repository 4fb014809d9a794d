/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * All that can change, as JSON that is the same for the same organisation: what a test compares
 * before a run and after its inverse; and what decides on who can be changed. No times and no logs,
 * which only grow; the truth, whatever lists show under a lag.
 */

#include "sim-dump.h"

#include "sim-json.h"
#include "sim-manage.h"
#include "sim-org-write.h"
#include "sim-profile.h"
#include "sim-roles.h"

static void
write_directories (SimRequest *request, GString *out, const char *key, guint bits)
{
  sim_json_begin_array (out, key);
  for (guint i = 0; i < SIM_N_DIRECTORIES; i++)
    if (bits & (1u << i))
      sim_json_string (out, NULL, request->store->org.directory_ids[i]);
  sim_json_end_array (out);
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer data)
{
  const SimStore *store = data;
  const SimGroup *left = sim_store_group (store, *(const guint32 *) a);
  const SimGroup *right = sim_store_group (store, *(const guint32 *) b);

  return g_strcmp0 (sim_store_text (store, left->id), sim_store_text (store, right->id));
}

static void
write_groups (SimRequest *request, GString *out, guint user)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_vals (groups, record->groups, record->n_groups);
  g_array_sort_with_data (groups, compare_ids, store);
  sim_json_begin_array (out, "groups");
  for (guint i = 0; i < groups->len; i++)
    sim_json_string (
      out, NULL,
      sim_store_text (store, sim_store_group (store, g_array_index (groups, guint32, i))->id));
  sim_json_end_array (out);
}

/* Writes roles by product as bits. */
static void
write_grants (SimRequest *request, GString *out, const char *key, const guint8 *grants)
{
  sim_json_begin_object (out, key);
  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    if (grants[product] != 0)
      {
        g_autofree char *resource = sim_roles_print_resource (request->store, product);

        sim_json_begin_array (out, resource);
        for (guint i = 0; i < SIM_N_GRANTS; i++)
          if (grants[product] & (1u << i))
            sim_json_string (out, NULL, sim_roles_grant_name (i));
        sim_json_end_array (out);
      }
  sim_json_end_object (out);
}

static void
write_profile (SimRequest *request, GString *out, guint user)
{
  static const char *const names[SIM_N_PROFILE_FIELDS] = {
    "name", "nickname", "zoneinfo", "locale", "job_title", "department", "organization", "location",
  };

  sim_json_begin_object (out, "profile");
  for (guint i = 0; i < SIM_N_PROFILE_FIELDS; i++)
    {
      g_autofree char *text = sim_profile_get (request->store, user, i);

      if (text != NULL)
        sim_json_string (out, names[i], text);
    }
  sim_json_end_object (out);
}

/* Why the organisation may not do to the managed account @user what, by the names of privileges. */
static void
write_refusals (SimRequest *request, GString *out, guint user)
{
  static const char *const names[SIM_N_PRIVILEGES] = {
    [SIM_PRIVILEGE_EMAIL] = "email.set",
    [SIM_PRIVILEGE_ENABLEMENT] = "lifecycle.enablement",
    [SIM_PRIVILEGE_DELETE] = "lifecycle.delete",
    [SIM_PRIVILEGE_TOKENS_DELETE] = "apiToken.delete",
  };
  const SimUser *record = sim_store_user (request->store, user);

  sim_json_begin_object (out, "refused");
  for (guint i = 0; i < SIM_N_PRIVILEGES; i++)
    {
      const char *reason = record->flags & SIM_USER_VERIFIED
                             ? sim_manage_reason (request->store, user, (SimPrivilege) i)
                             : "forbidden.targetUnverified";

      if (names[i] != NULL && reason != NULL)
        sim_json_string (out, names[i], reason);
    }
  sim_json_end_object (out);
}

static void
write_user (SimRequest *request, GString *out, guint user)
{
  static const char *const types[] = { "atlassian", "app", "customer" };
  static const char *const accounts[] = { "active", "inactive", "for_deletion", "closed" };
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "accountId", sim_store_text (store, record->account_id));
  sim_json_string (out, "email", sim_store_text (store, record->email));
  sim_json_int (out, "emailShown", record->email_shown);
  sim_json_string (out, "type", types[record->type]);
  sim_json_string (out, "account", accounts[record->account]);
  sim_json_string (out, "status", sim_org_status (record->status));
  write_directories (request, out, "directories", record->directories);
  write_directories (request, out, "suspended", record->suspended);
  sim_json_bool (out, "orgAdmin", (record->flags & SIM_USER_ORG_ADMIN) != 0);
  sim_json_bool (out, "managed", (record->flags & SIM_USER_MANAGED) != 0);
  sim_json_bool (out, "synced", (record->flags & SIM_USER_SYNCED) != 0);
  sim_json_int (out, "tokens", record->tokens);
  write_groups (request, out, user);
  write_grants (request, out, "roles", record->direct);
  write_profile (request, out, user);
  write_refusals (request, out, user);
  sim_json_end_object (out);
}

static void
write_all_groups (SimRequest *request, GString *out)
{
  const SimStore *store = request->store;

  sim_json_begin_array (out, "groups");
  for (guint i = 0; i < store->groups_in_order->len; i++)
    {
      const SimGroup *group = sim_store_group (store,
                                               g_array_index (store->groups_in_order, guint32, i));

      sim_json_begin_object (out, NULL);
      sim_json_string (out, "id", sim_store_text (store, group->id));
      sim_json_string (out, "name", sim_store_text (store, group->name));
      sim_json_string (out, "description", sim_store_text (store, group->description));
      sim_json_string (out, "directory", store->org.directory_ids[group->directory]);
      sim_json_bool (out, "synced", group->synced);
      sim_json_int (out, "members", group->n_members);
      write_grants (request, out, "roles", group->grants);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_begin_object (out, "seats");
  for (guint role = 0; role < SIM_N_ROLES; role++)
    sim_json_int (out, sim_product_key (role), store->roles[role].used);
  sim_json_end_object (out);
  sim_json_int (out, "issues", store->issues->len);
  sim_json_int (out, "revokedKeys", store->revoked_keys);
}

/* Answers with the whole state, or with that of the accounts that `accountId` names. */
void
sim_dump_write (SimRequest *request)
{
  SimStore *store = request->store;
  gboolean some = sim_query_count (&request->query, "accountId") > 0;
  GString *out = sim_request_begin (request, 200);

  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "users");
  for (guint user = 0; !some && user < store->users->len; user++)
    write_user (request, out, user);
  for (guint i = 0; some && i < request->query.n; i++)
    {
      guint user = sim_index_find (&store->users_by_id, request->query.pairs[i].value);

      if (user != SIM_NONE)
        write_user (request, out, user);
    }
  sim_json_end_array (out);
  if (!some)
    write_all_groups (request, out);
  sim_json_end_object (out);
}
