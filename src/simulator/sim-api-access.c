/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * API access: the organisation's keys with their dates, and the tokens of all managed accounts. The
 * first key is the one that this program prints; which of the list a caller holds nothing tells.
 */

#include "sim-org.h"

#include <string.h>

#include "sim-groups.h"
#include "sim-json.h"
#include "sim-org-cursor.h"
#include "sim-org-error.h"
#include "sim-org-write.h"
#include "sim-tokens.h"

#define MOST_ROWS 100

/* Days are counted from today; the first key's end comes from the options. */
static const struct
{
  const char *label;
  int created;
  int expires;
  int used; /* 1 = never */
  const char *scopes;
} keys[] = {
  { "User Management", -20, 0, 0, "[]" },
  { "User Management (read-only)", -20, 120, -1,
    "[\"read:orgs:admin\",\"read:directories:admin\",\"read:groups:admin\","
    "\"read:accounts:admin\",\"read:workspaces:admin\",\"read:domains:admin\","
    "\"read:events:admin\"]" },
  { "Quarterly report", -80, 11, -9, "[\"read:directories:admin\"]" },
  { "User Management (last year)", -400, -35, -36, "[]" },
  { "Identity provider test", -60, 305, 1, "[]" },
};

static char *
make_key_id (SimRequest *request, guint key)
{
  return sim_groups_new_id (request->options->seed, "key", key);
}

static void
write_person (SimRequest *request, GString *out, const char *key, guint user)
{
  const SimStore *store = request->store;
  const SimUser *record = sim_store_user (store, user);

  sim_json_begin_object (out, key);
  sim_json_string (out, "id", sim_store_text (store, record->account_id));
  sim_json_string (out, "orgId", store->org.org_id);
  sim_json_string (out, "name", sim_store_text (store, record->name));
  sim_json_string (out, "email", sim_store_text (store, record->email));
  sim_json_null (out, "appType");
  sim_json_string (out, "userStatus",
                   record->account == SIM_ACCOUNT_ACTIVE ? "ACTIVE" : "INACTIVE");
  sim_json_end_object (out);
}

static void
write_key (SimRequest *request, GString *out, guint key)
{
  gint64 today = request->options->today;
  gint64 expires = key == 0 ? request->options->key_days : keys[key].expires;
  g_autofree char *id = make_key_id (request, key);
  gboolean revoked = (request->store->revoked_keys >> key) & 1;

  sim_json_begin_object (out, NULL);
  sim_json_string (out, "id", id);
  sim_json_string (out, "label", keys[key].label);
  sim_org_write_time (out, "createdAt", today + keys[key].created * SIM_DAY_MS + 34200000);
  sim_org_write_time (out, "expiresAt", today + expires * SIM_DAY_MS);
  if (keys[key].used <= 0)
    sim_org_write_time (out, "lastActiveAt", today + keys[key].used * SIM_DAY_MS);
  else
    sim_json_null (out, "lastActiveAt");
  sim_json_null (out, "token");
  sim_json_string (out, "resource", "ari:cloud:platform::org");
  sim_json_string (out, "orgId", request->store->org.org_id);
  write_person (request, out, "createdBy", request->store->owner);
  sim_json_raw (out, "scopes", keys[key].scopes);
  if (revoked)
    write_person (request, out, "revokedBy", request->store->owner);
  else
    sim_json_null (out, "revokedBy");
  if (revoked)
    sim_org_write_time (out, "revocationDate", today);
  else
    sim_json_null (out, "revocationDate");
  sim_json_end_object (out);
}

/* Returns: whether `q`, where it is given, is in @text */
static gboolean
is_asked (JsonObject *wanted, const char *text)
{
  const char *q = sim_object_string (wanted, "q");

  return q == NULL || strcasestr (text, q) != NULL;
}

/* Reads `pageSize`. Returns: FALSE where it is out of range; the answer is written */
static gboolean
read_size (SimRequest *request, const SimOrgPage *page, guint *size)
{
  const char *text = sim_object_string (page->wanted, "pageSize");
  guint64 value = 20;

  if (text == NULL || g_ascii_string_to_unsigned (text, 10, 1, MOST_ROWS, &value, NULL))
    {
      *size = (guint) value;
      return TRUE;
    }
  sim_org_fail (request, SIM_ORG_BAD_BODY, "pageSize must be between 1 and %u.", MOST_ROWS);
  return FALSE;
}

static void
get_keys (SimRequest *request)
{
  g_auto (SimOrgPage) page = { 0 };
  g_autofree char *next = NULL;
  guint size, n = 0;
  GString *out;

  if (!sim_org_page_from_query (request, "keys", &page) || !read_size (request, &page, &size))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint key = page.at; key < G_N_ELEMENTS (keys) && next == NULL; key++)
    {
      if (!is_asked (page.wanted, keys[key].label))
        continue;
      if (n++ == size)
        next = sim_org_page_cursor (&page, key);
      else
        write_key (request, out, key);
    }
  sim_json_end_array (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static void
answer_number (SimRequest *request, guint number)
{
  g_string_append_printf (sim_request_begin (request, 200), "%u", number);
}

static void
get_key_count (SimRequest *request)
{
  answer_number (request, G_N_ELEMENTS (keys));
}

/* Only the keys that nobody is given can be revoked: the demo goes on. */
static void
patch_revoke (SimRequest *request)
{
  char number[16];
  const char *fields[] = { number, NULL };

  for (guint key = 2; key < G_N_ELEMENTS (keys); key++)
    {
      g_autofree char *id = make_key_id (request, key);

      if (strcmp (id, request->arguments[1]) != 0)
        continue;
      g_snprintf (number, sizeof number, "%u", key);
      if ((request->store->revoked_keys >> key) & 1)
        request->repeated++;
      else if (!sim_request_change (request, SIM_CHANGE_KEY_REVOKE, fields))
        return;
      sim_request_text (request, 200, "application/json", "{}");
      return;
    }
  sim_org_fail (request, SIM_ORG_UNKNOWN, "There is no key %s that can be revoked.",
                request->arguments[1]);
}

static void
write_token (SimRequest *request, GString *out, guint user, const SimToken *token)
{
  sim_json_begin_object (out, NULL);
  sim_json_string (out, "id", token->id);
  sim_json_string (out, "label", token->label);
  sim_json_string (out, "status", "ALLOWED");
  sim_org_write_time (out, "createdAt", token->created);
  sim_org_write_time (out, "expiresAt", token->expires);
  if (token->used != 0)
    sim_org_write_time (out, "lastActiveAt", token->used);
  else
    sim_json_null (out, "lastActiveAt");
  write_person (request, out, "user", user);
  sim_json_null (out, "createdBy");
  sim_json_raw (out, "scopes", "[]");
  sim_json_end_object (out);
}

/* Returns: whether token @at % 8 of user @at / 8 exists and is asked for */
static gboolean
find_token (SimRequest *request, JsonObject *wanted, guint at, SimToken *token)
{
  SimStore *store = request->store;
  guint user = at / SIM_MAX_TOKENS;
  const SimUser *record = sim_store_user (store, user);

  return record->tokens != 0 && (record->flags & SIM_USER_MANAGED) && sim_org_lists (request, user)
         && sim_tokens_get (store, user, at % SIM_MAX_TOKENS, token)
         && (is_asked (wanted, token->label)
             || is_asked (wanted, sim_store_text (store, record->name))
             || is_asked (wanted, sim_store_text (store, record->email)));
}

static void
get_tokens (SimRequest *request)
{
  guint n_tokens = request->store->users->len * SIM_MAX_TOKENS, size, n = 0;
  g_auto (SimOrgPage) page = { 0 };
  g_autofree char *next = NULL;
  GString *out;

  if (!sim_org_page_from_query (request, "tokens", &page) || !read_size (request, &page, &size))
    return;
  out = sim_request_begin (request, 200);
  sim_json_begin_object (out, NULL);
  sim_json_begin_array (out, "data");
  for (guint at = page.at; at < n_tokens && next == NULL; at++)
    {
      SimToken token;

      if (!find_token (request, page.wanted, at, &token))
        continue;
      if (n++ == size)
        next = sim_org_page_cursor (&page, at);
      else
        write_token (request, out, at / SIM_MAX_TOKENS, &token);
    }
  sim_json_end_array (out);
  sim_org_write_links (out, next);
  sim_json_end_object (out);
}

static void
get_token_count (SimRequest *request)
{
  guint n = 0;
  SimToken token;
  g_auto (SimOrgPage) page = { 0 };

  if (!sim_org_page_from_query (request, "token count", &page))
    return;
  for (guint at = 0; at < request->store->users->len * SIM_MAX_TOKENS; at++)
    n += find_token (request, page.wanted, at, &token);
  answer_number (request, n);
}

#define ACCESS "/admin/api-access/v1/orgs/{orgId}"

static const SimRoute routes[] = {
  { "GET", ACCESS "/api-keys", get_keys, SIM_NEED_ORG_WRITE, NULL },
  { "GET", ACCESS "/api-keys/count", get_key_count, SIM_NEED_ORG_WRITE, NULL },
  { "PATCH", ACCESS "/api-keys/revoke/{apiKeyId}", patch_revoke, SIM_NEED_ORG_WRITE, NULL },
  { "GET", ACCESS "/api-tokens", get_tokens, SIM_NEED_ORG_WRITE, NULL },
  { "GET", ACCESS "/api-tokens/count", get_token_count, SIM_NEED_ORG_WRITE, NULL },
};

void
sim_api_access_add_routes (SimRouter *router)
{
  sim_router_add (router, routes, G_N_ELEMENTS (routes));
}
