/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * users/invite: addresses become accounts with roles, groups and directories, each on its own: 200
 * where all went well, 206 where some did. An account comes into the directories of its groups; one
 * without groups into those of its apps.
 */

#include "sim-org.h"

#include <string.h>

#include "sim-json.h"
#include "sim-members.h"
#include "sim-org-error.h"
#include "sim-org-filter.h"
#include "sim-org-write.h"
#include "sim-people.h"
#include "sim-roles.h"
#include "sim-seats.h"
#include "sim-text.h"

#define MOST_EMAILS 50
#define MOST_RULES  50
#define MOST_GROUPS 50

/* What everybody of one invitation is given. */
typedef struct
{
  guint8 grants[SIM_N_PRODUCTS];
  guint products; /* on which a seat is taken */
  GArray *groups;
  guint directories;
  JsonArray *rules; /* (nullable) */
} Gifts;

static void
gifts_clear (Gifts *gifts)
{
  g_clear_pointer (&gifts->groups, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Gifts, gifts_clear)

/* Reads one of `permissionRules`. Returns: FALSE where it is wrong; the answer is written */
static gboolean
read_rule (SimRequest *request, JsonNode *node, Gifts *gifts)
{
  JsonObject *rule = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *role = rule != NULL ? sim_object_string (rule, "role") : NULL;
  const char *address = rule != NULL ? sim_object_string (rule, "resource") : NULL;
  guint grant = role != NULL ? sim_roles_read_grant (role) : 0;
  SimProduct product;

  if (role == NULL || address == NULL)
    sim_org_fail (request, SIM_ORG_UAM_BAD, "A rule needs role and resource.");
  else if (sim_roles_read_resource (request->store, address, &product) != SIM_RESOURCE_PRODUCT)
    sim_org_fail (request, SIM_ORG_UAM_UNKNOWN, "There is no app %s.", address);
  else if (grant == 0 || !sim_roles_has_grant (product, grant))
    sim_org_fail (request, SIM_ORG_UAM_BAD_ROLE, "%s isn't a role of %s.", role, address);
  else
    {
      gifts->grants[product] |= (guint8) grant;
      if (grant & SIM_GRANTS_OF_A_SEAT)
        gifts->products |= 1u << product;
      if (gifts->groups->len == 0)
        gifts->directories |= 1u << sim_roles_directory (product);
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_groups (SimRequest *request, JsonObject *body, Gifts *gifts)
{
  SimStore *store = request->store;
  JsonArray *list;

  if (!sim_org_read_list (request, body, "additionalGroups", MOST_GROUPS, &list))
    return FALSE;
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      const char *id = json_array_get_string_element (list, i);
      guint32 group = *id != '\0' ? sim_index_find (&store->groups_by_id, id) : SIM_NONE;

      if (group == SIM_NONE)
        {
          sim_org_fail (request, SIM_ORG_UAM_NOT_FOUND, "There is no group %s.", id);
          return FALSE;
        }
      g_array_append_val (gifts->groups, group);
      gifts->directories |= 1u << sim_store_group (store, group)->directory;
      if (!sim_store_group (store, group)->synced)
        gifts->products |= sim_store_group (store, group)->products;
    }
  return TRUE;
}

static gboolean
read_gifts (SimRequest *request, JsonObject *body, Gifts *gifts)
{
  JsonNode *rules = json_object_get_member (body, "permissionRules");

  *gifts = (Gifts){ .groups = g_array_new (FALSE, FALSE, sizeof (guint32)) };
  if (!read_groups (request, body, gifts))
    return FALSE;
  if (rules != NULL && !JSON_NODE_HOLDS_NULL (rules))
    {
      if (!JSON_NODE_HOLDS_ARRAY (rules)
          || json_array_get_length (json_node_get_array (rules)) > MOST_RULES)
        {
          sim_org_fail (request, SIM_ORG_UAM_BAD, "permissionRules must be a list.");
          return FALSE;
        }
      gifts->rules = json_node_get_array (rules);
    }
  for (guint i = 0; gifts->rules != NULL && i < json_array_get_length (gifts->rules); i++)
    if (!read_rule (request, json_array_get_element (gifts->rules, i), gifts))
      return FALSE;
  if (gifts->directories != 0)
    return TRUE;
  sim_org_fail (request, SIM_ORG_UAM_BAD, "An invitation needs permissionRules or groups.");
  return FALSE;
}

/* Writes the result of one gift. @reason: (nullable): why it failed */
static void
write_result (GString *out, const char *reason)
{
  sim_json_string (out, "status", reason == NULL ? "INVITED" : "ERROR");
  if (reason != NULL)
    sim_json_string (out, "statusReason", reason);
  else
    sim_json_null (out, "statusReason");
}

/* Writes what became of @email. @reason: (nullable): why nothing came of it at all. Returns:
 * whether something failed */
static gboolean
write_invited (SimRequest *request,
               GString *out,
               const char *email,
               guint user,
               const Gifts *gifts,
               const char *reason)
{
  SimStore *store = request->store;
  gboolean failed = reason != NULL;

  sim_json_begin_object (out, NULL);
  sim_json_string (
    out, "id",
    user != SIM_NONE ? sim_store_text (store, sim_store_user (store, user)->account_id) : "");
  sim_json_string (out, "email", email);
  sim_json_begin_array (out, "results");
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "roleAssignmentResult");
  for (guint i = 0; gifts->rules != NULL && i < json_array_get_length (gifts->rules); i++)
    {
      JsonObject *rule = json_array_get_object_element (gifts->rules, i);

      sim_json_begin_object (out, NULL);
      sim_json_string (out, "resource", sim_object_string (rule, "resource"));
      sim_json_string (out, "role", sim_object_string (rule, "role"));
      write_result (out, reason);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_begin_array (out, "groupAssignmentResult");
  for (guint i = 0; i < gifts->groups->len; i++)
    {
      const SimGroup *group = sim_store_group (store, g_array_index (gifts->groups, guint32, i));
      const char *mine = reason != NULL ? reason : group->synced ? "GROUP_NOT_MODIFIABLE" : NULL;

      failed |= mine != NULL;
      sim_json_begin_object (out, NULL);
      sim_json_string (out, "group", sim_store_text (store, group->id));
      write_result (out, mine);
      sim_json_end_object (out);
    }
  sim_json_end_array (out);
  sim_json_end_object (out);
  sim_json_end_array (out);
  sim_json_end_object (out);
  return failed;
}

/* Prints the groups that @user (or a new one) isn't in yet. */
static char *
print_groups (SimStore *store, guint user, const Gifts *gifts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < gifts->groups->len; i++)
    {
      guint group = g_array_index (gifts->groups, guint32, i);

      if (!sim_store_group (store, group)->synced
          && (user == SIM_NONE || !sim_members_has (store, user, group)))
        g_string_append_printf (text, "%s%u", text->len > 0 ? "," : "", group);
    }
  return g_string_free (text, FALSE);
}

/* Prints the roles that @user (or a new one) doesn't have yet. */
static char *
print_roles (SimStore *store, guint user, const Gifts *gifts)
{
  GString *text = g_string_new (NULL);

  for (guint product = 0; product < SIM_N_PRODUCTS; product++)
    {
      guint has = user != SIM_NONE ? sim_store_user (store, user)->direct[product] : 0;

      if (gifts->grants[product] & ~has)
        g_string_append_printf (text, "%s%u=%u", text->len > 0 ? "," : "", product,
                                gifts->grants[product]);
    }
  return g_string_free (text, FALSE);
}

static gboolean
invite_new (SimRequest *request, const char *email, const Gifts *gifts, guint *user)
{
  g_autofree char *id = sim_people_new_id (request->options->seed, email);
  g_autofree char *groups = print_groups (request->store, SIM_NONE, gifts);
  g_autofree char *roles = print_roles (request->store, SIM_NONE, gifts);
  char directories[16];
  const char *fields[] = { id, email, email, groups, directories, roles, NULL };

  g_snprintf (directories, sizeof directories, "%u", gifts->directories);
  if (!sim_request_change (request, SIM_CHANGE_USER_INVITE, fields))
    return FALSE;
  request->created++;
  *user = request->store->users->len - 1;
  return TRUE;
}

static gboolean
invite_known (SimRequest *request, guint user, const Gifts *gifts)
{
  SimStore *store = request->store;
  g_autofree char *groups = print_groups (store, user, gifts);
  g_autofree char *roles = print_roles (store, user, gifts);
  char row[16], directories[16];
  const char *fields[] = { row, directories, groups, roles, NULL };
  guint missing = gifts->directories & ~(guint) sim_store_user (store, user)->directories;

  if (missing == 0 && *groups == '\0' && *roles == '\0')
    {
      request->repeated++;
      return TRUE;
    }
  g_snprintf (row, sizeof row, "%u", user);
  g_snprintf (directories, sizeof directories, "%u", missing);
  if (!sim_request_change (request, SIM_CHANGE_ENTER, fields))
    return FALSE;
  request->created += missing != 0;
  return TRUE;
}

/* Invites one address. Returns: FALSE where that couldn't be kept; the answer is written */
static gboolean
invite (SimRequest *request, GString *out, const char *email, const Gifts *gifts, gboolean *failed)
{
  SimStore *store = request->store;
  guint user = sim_index_find (&store->users_by_email, email);
  const char *reason = NULL;

  if (user != SIM_NONE && sim_store_user (store, user)->account == SIM_ACCOUNT_CLOSED)
    user = SIM_NONE;
  if (!sim_text_is_email (email))
    reason = "INVALID_EMAIL";
  else if (user != SIM_NONE && sim_store_user (store, user)->account != SIM_ACCOUNT_ACTIVE)
    reason = "INACTIVE_USER";
  if (reason == NULL
      && !(user == SIM_NONE ? invite_new (request, email, gifts, &user)
                            : invite_known (request, user, gifts)))
    return FALSE;
  *failed |= write_invited (request, out, email, user, gifts, reason);
  return TRUE;
}

/* Returns: a product without a seat for each of @n more, or %SIM_N_PRODUCTS */
static SimProduct
find_full (SimStore *store, guint products, guint n)
{
  for (guint i = 0; i < SIM_N_ROLES; i++)
    if ((products & (1u << i)) && store->roles[i].seats >= 0
        && store->roles[i].used + n > store->roles[i].seats)
      return (SimProduct) i;
  return SIM_N_PRODUCTS;
}

/* Returns: how many of @emails would take a seat that they don't have */
static guint
count_new (SimStore *store, JsonArray *emails, guint products)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (emails); i++)
    {
      guint user = sim_index_find (&store->users_by_email,
                                   json_array_get_string_element (emails, i));

      n += user == SIM_NONE || (products & ~sim_seats_products_of (store, user)) != 0;
    }
  return n;
}

static void
post_invite (SimRequest *request)
{
  SimStore *store = request->store;
  JsonObject *body = sim_request_object (request);
  g_auto (Gifts) gifts = { 0 };
  g_autoptr (GString) list = g_string_new (NULL);
  JsonArray *emails = NULL;
  gboolean failed = FALSE;
  SimProduct full;
  GString *out;

  if (body == NULL || !sim_org_read_list (request, body, "emails", MOST_EMAILS, &emails)
      || !read_gifts (request, body, &gifts))
    return;
  if (emails == NULL)
    {
      sim_org_fail (request, SIM_ORG_UAM_BAD, "emails is missing.");
      return;
    }
  if (request->options->free_plan)
    {
      sim_org_fail (request, SIM_ORG_UAM_NOT_PAID, "The organization has no paid subscription.");
      return;
    }
  full = find_full (store, gifts.products, count_new (store, emails, gifts.products));
  if (full != SIM_N_PRODUCTS)
    {
      sim_org_fail (request, SIM_ORG_UAM_NO_SEAT, "The user limit of %s would be exceeded.",
                    sim_product_name (full));
      return;
    }
  for (guint i = 0; i < json_array_get_length (emails); i++)
    if (!invite (request, list, json_array_get_string_element (emails, i), &gifts, &failed))
      return;

  out = sim_request_begin (request, failed ? 206 : 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  g_string_append_len (out, list->str, (gssize) list->len);
  sim_json_end_array (out);
  sim_json_end_object (out);
}

static const SimRoute routes[] = {
  { "POST", "/admin/v2/orgs/{orgId}/users/invite", post_invite, SIM_NEED_ORG_WRITE, NULL },
};

void
sim_org_add_invite_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
