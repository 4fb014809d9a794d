/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which users a search, a list or a count of the organisation wants. */

#include "sim-org-filter.h"

#include <string.h>

#include "sim-lag.h"
#include "sim-members.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-roles.h"
#include "sim-standing.h"
#include "sim-text.h"

#define MOST_IDS       10
#define MOST_RESOURCES 20
#define MOST_EMAILS    100

void
sim_org_filter_clear (SimOrgFilter *filter)
{
  g_clear_pointer (&filter->rows, g_array_unref);
  g_clear_pointer (&filter->groups, g_array_unref);
  g_clear_pointer (&filter->domains, g_strfreev);
  g_clear_pointer (&filter->term, g_free);
}

/**
 * sim_org_read_list:
 * @list: (out) (transfer none) (nullable): the strings called @name, where they are given
 *
 * Returns: FALSE where it isn't a list of 1 to @most strings; the answer is written
 */
gboolean
sim_org_read_list (
  SimRequest *request, JsonObject *wanted, const char *name, guint most, JsonArray **list)
{
  JsonNode *node = json_object_get_member (wanted, name);
  gboolean ok;

  *list = NULL;
  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;
  ok = JSON_NODE_HOLDS_ARRAY (node);
  if (ok)
    {
      *list = json_node_get_array (node);
      ok = json_array_get_length (*list) >= 1 && json_array_get_length (*list) <= most;
      for (guint i = 0; ok && i < json_array_get_length (*list); i++)
        ok = json_node_get_value_type (json_array_get_element (*list, i)) == G_TYPE_STRING;
    }
  if (!ok)
    sim_org_fail (request, SIM_ORG_BAD_BODY, "%s must be a list of 1 to %u strings.", name, most);
  return ok;
}

/* Reads a list of words into bits by their place in @words. */
static gboolean
read_words (
  SimRequest *request, JsonObject *wanted, const char *name, const char *const *words, guint *bits)
{
  JsonArray *list;
  guint n = g_strv_length ((char **) words);

  if (!sim_org_read_list (request, wanted, name, n, &list))
    return FALSE;
  *bits = 0;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *word = json_array_get_string_element (list, i);
      guint at = 0;

      while (at < n && strcmp (words[at], word) != 0)
        at++;
      if (at == n)
        {
          sim_org_fail (request, SIM_ORG_BAD_BODY, "%s can't be “%s”.", name, word);
          return FALSE;
        }
      *bits |= 1u << at;
    }
  return TRUE;
}

static gboolean
read_statuses (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter)
{
  static const char *const statuses[] = { "active",      "suspended",    "not_invited",
                                          "deactivated", "for_deletion", NULL };
  static const char *const accounts[] = { "active", "inactive", "closed", NULL };
  static const char *const memberships[] = { "active", "suspended", "no_membership", NULL };

  if (!read_words (request, wanted, "status", statuses, &filter->statuses)
      || !read_words (request, wanted, "accountStatus", accounts, &filter->accounts)
      || !read_words (request, wanted, "membershipStatus", memberships, &filter->memberships))
    return FALSE;
  if (filter->statuses != 0x1f)
    return TRUE;
  sim_org_fail (request, SIM_ORG_BAD_BODY, "status takes at most 4.");
  return FALSE;
}

static gboolean
read_flags (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter)
{
  JsonNode *mfa = json_object_get_member (wanted, "mfaEnabled");
  const char *claim = sim_object_string (wanted, "claimStatus");

  filter->mfa = filter->managed = -1;
  if (mfa != NULL && !JSON_NODE_HOLDS_NULL (mfa))
    {
      if (json_node_get_value_type (mfa) != G_TYPE_BOOLEAN)
        {
          sim_org_fail (request, SIM_ORG_BAD_BODY, "mfaEnabled must be true or false.");
          return FALSE;
        }
      filter->mfa = json_node_get_boolean (mfa);
    }
  if (claim == NULL)
    return TRUE;
  filter->managed = strcmp (claim, "managed") == 0;
  if (filter->managed || strcmp (claim, "unmanaged") == 0)
    return TRUE;
  sim_org_fail (request, SIM_ORG_BAD_BODY, "claimStatus can't be “%s”.", claim);
  return FALSE;
}

/* Narrows @scope down to `directoryIds`, where they are given. */
gboolean
sim_org_read_directories (SimRequest *request, JsonObject *wanted, guint *scope, gboolean *within)
{
  JsonArray *list;
  guint named = 0;

  if (!sim_org_read_list (request, wanted, "directoryIds", MOST_IDS, &list))
    return FALSE;
  *within = *scope != SIM_EVERYWHERE || list != NULL;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    for (guint directory = 0; directory < SIM_N_DIRECTORIES; directory++)
      if (strcmp (json_array_get_string_element (list, i),
                  request->store->org.directory_ids[directory])
          == 0)
        named |= 1u << directory;
  if (list != NULL)
    *scope &= named;
  return TRUE;
}

/* Reads `resourceIds` and `roleIds`. */
gboolean
sim_org_read_roles (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter)
{
  SimStore *store = request->store;
  JsonArray *resources, *roles;

  if (!sim_org_read_list (request, wanted, "resourceIds", MOST_RESOURCES, &resources)
      || !sim_org_read_list (request, wanted, "roleIds", MOST_IDS, &roles))
    return FALSE;
  filter->by_role = resources != NULL || roles != NULL;
  filter->products = resources == NULL ? (1u << SIM_N_PRODUCTS) - 1 : 0;
  filter->grants = roles == NULL ? 0xff : 0;
  filter->offices = SIM_OFFICE_ORG_ADMIN | SIM_OFFICE_SITE_ADMIN;
  if (resources != NULL)
    filter->offices = 0;
  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    {
      SimProduct product;

      switch (
        sim_roles_read_resource (store, json_array_get_string_element (resources, i), &product))
        {
        case SIM_RESOURCE_PRODUCT:
          filter->products |= 1u << product;
          break;
        case SIM_RESOURCE_SITE:
          filter->offices |= SIM_OFFICE_SITE_ADMIN;
          break;
        case SIM_RESOURCE_ORG:
          filter->offices |= SIM_OFFICE_ORG_ADMIN;
          break;
        default:
          break;
        }
    }
  if (roles != NULL)
    {
      guint offices = 0;

      for (guint i = 0; i < json_array_get_length (roles); i++)
        {
          const char *role = json_array_get_string_element (roles, i);

          filter->grants |= sim_roles_read_grant (role);
          offices |= sim_roles_read_office (role);
        }
      filter->offices &= offices;
    }
  return TRUE;
}

static void
add_row (GArray *rows, guint32 row)
{
  guint at = 0;

  if (row == SIM_NONE)
    return;
  while (at < rows->len && g_array_index (rows, guint32, at) < row)
    at++;
  if (at == rows->len || g_array_index (rows, guint32, at) != row)
    g_array_insert_val (rows, at, row);
}

/* Reads `accountIds` and `emails` into the rows that can pass. */
static gboolean
read_rows (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter)
{
  SimStore *store = request->store;
  JsonArray *ids, *emails;
  g_autoptr (GArray) by_email = NULL;

  if (!sim_org_read_list (request, wanted, "accountIds", MOST_IDS, &ids)
      || !sim_org_read_list (request, wanted, "emails", MOST_EMAILS, &emails))
    return FALSE;
  if (emails != NULL && filter->term != NULL)
    {
      sim_org_fail (request, SIM_ORG_BAD_BODY, "searchTerm and emails exclude each other.");
      return FALSE;
    }
  if (ids != NULL || emails != NULL)
    filter->rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    add_row (filter->rows,
             sim_index_find (&store->users_by_id, json_array_get_string_element (ids, i)));
  if (emails == NULL)
    return TRUE;

  by_email = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < json_array_get_length (emails); i++)
    add_row (by_email,
             sim_index_find (&store->users_by_email, json_array_get_string_element (emails, i)));
  for (guint i = by_email->len; ids != NULL && i-- > 0;)
    {
      gboolean both = FALSE;

      for (guint j = 0; j < filter->rows->len; j++)
        both |= g_array_index (filter->rows, guint32, j) == g_array_index (by_email, guint32, i);
      if (!both)
        g_array_remove_index (by_email, i);
    }
  g_clear_pointer (&filter->rows, g_array_unref);
  filter->rows = g_steal_pointer (&by_email);
  return TRUE;
}

static gboolean
read_groups (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter)
{
  SimStore *store = request->store;
  JsonArray *list;

  if (!sim_org_read_list (request, wanted, "groupIds", MOST_IDS, &list))
    return FALSE;
  if (list == NULL)
    return TRUE;
  filter->groups = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      const char *id = json_array_get_string_element (list, i);

      if (g_str_has_prefix (id, SIM_GROUP_ARI))
        id += strlen (SIM_GROUP_ARI);
      if (*id != '\0')
        add_row (filter->groups, sim_index_find (&store->groups_by_id, id));
    }
  return TRUE;
}

/* One group alone names those who can pass; that spares a look at everybody else. */
static void
take_members (SimRequest *request, SimOrgFilter *filter)
{
  const guint32 *members;
  guint n;

  if (filter->rows != NULL || filter->groups == NULL || filter->groups->len != 1)
    return;
  members = sim_members_list (request->store, g_array_index (filter->groups, guint32, 0), TRUE, &n);
  filter->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  g_array_append_vals (filter->rows, members, n);
}

static gboolean
read_texts (SimRequest *request, JsonObject *wanted, SimOrgFilter *filter)
{
  JsonArray *domains;

  if (!sim_org_read_list (request, wanted, "emailDomains", MOST_IDS, &domains))
    return FALSE;
  if (domains != NULL)
    filter->domains = g_new0 (char *, json_array_get_length (domains) + 1);
  for (guint i = 0; domains != NULL && i < json_array_get_length (domains); i++)
    {
      const char *domain = json_array_get_string_element (domains, i);

      filter->domains[i] = g_strdup (*domain == '@' ? domain + 1 : domain);
    }
  filter->term = g_strdup (sim_object_string (wanted, "searchTerm"));
  return TRUE;
}

/**
 * sim_org_filter_read:
 * @scope: the directories of the path, as bits
 * @filter: (out caller-allocates): cleared with sim_org_filter_clear (), also after a failure
 *
 * Returns: FALSE where something is wrong; the answer is written
 */
gboolean
sim_org_filter_read (SimRequest *request, JsonObject *wanted, guint scope, SimOrgFilter *filter)
{
  *filter = (SimOrgFilter){ .scope = scope };
  if (!sim_org_read_directories (request, wanted, &filter->scope, &filter->within)
      || !read_statuses (request, wanted, filter) || !read_flags (request, wanted, filter)
      || !sim_org_read_roles (request, wanted, filter) || !read_texts (request, wanted, filter)
      || !read_rows (request, wanted, filter) || !read_groups (request, wanted, filter))
    return FALSE;
  take_members (request, filter);
  return TRUE;
}

static gboolean
passes_roles (SimStore *store, const SimOrgFilter *filter, guint user)
{
  guint offices = filter->offices != 0 ? sim_roles_offices (store, user) : 0;

  if ((filter->offices & SIM_OFFICE_ORG_ADMIN) && sim_roles_is_org_admin (store, user))
    return TRUE;
  if (offices & filter->offices)
    return TRUE;
  for (guint product = 0; product < SIM_N_PRODUCTS && filter->grants != 0; product++)
    if ((filter->products & (1u << product))
        && (filter->grants
            & (sim_roles_of_groups (store, user, product, filter->scope)
               | sim_roles_direct (store, user, product))))
      return TRUE;
  return FALSE;
}

static gboolean
passes_texts (SimStore *store, const SimOrgFilter *filter, const SimUser *user)
{
  const char *email = sim_store_text (store, user->email);
  const char *at = strrchr (email, '@');
  gboolean hit = filter->domains == NULL;

  for (guint i = 0; !hit && at != NULL && filter->domains[i] != NULL; i++)
    hit = g_ascii_strcasecmp (at + 1, filter->domains[i]) == 0;
  return hit
         && (filter->term == NULL || sim_text_word_prefix (email, filter->term)
             || sim_text_word_prefix (sim_store_text (store, user->name), filter->term));
}

static gboolean
passes_groups (SimStore *store, const SimOrgFilter *filter, guint user)
{
  for (guint i = 0; i < filter->groups->len; i++)
    {
      guint group = g_array_index (filter->groups, guint32, i);

      if (sim_lag_shown (store->lag, user, group, sim_members_has (store, user, group)))
        return TRUE;
    }
  return FALSE;
}

static guint
account_bit (SimAccount account)
{
  if (account == SIM_ACCOUNT_ACTIVE)
    return 1u << 0;
  return account == SIM_ACCOUNT_CLOSED ? 1u << 2 : 1u << 1;
}

static gboolean
passes_standing (SimStore *store, const SimOrgFilter *filter, guint user)
{
  SimStanding standing = sim_standing_shown (store, user);
  SimStanding membership = standing;

  membership.account = SIM_ACCOUNT_ACTIVE;
  return (!filter->within || (standing.directories & filter->scope))
         && (filter->statuses == 0
             || (filter->statuses & (1u << sim_standing_status (standing, filter->scope))))
         && (filter->accounts == 0 || (filter->accounts & account_bit (standing.account)))
         && (filter->memberships == 0
             || (filter->memberships & (1u << sim_standing_status (membership, filter->scope))));
}

/* Returns: whether @user, one of the rows if there are such, is wanted */
gboolean
sim_org_filter_passes (SimRequest *request, const SimOrgFilter *filter, guint user)
{
  SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);
  gboolean managed = (record->flags & SIM_USER_MANAGED) != 0;

  return sim_org_lists (request, user) && (filter->managed < 0 || filter->managed == managed)
         && (filter->mfa < 0 || (managed && filter->mfa == ((record->flags & SIM_USER_MFA) != 0)))
         && passes_standing (store, filter, user)
         && ((filter->domains == NULL && filter->term == NULL)
             || passes_texts (store, filter, record))
         && (filter->groups == NULL || passes_groups (store, filter, user))
         && (!filter->by_role || passes_roles (store, filter, user));
}
