/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Jira Cloud site of a few users. Owned by its test, on its main context. */
#include "um-test-site.h"

#include <string.h>

static void
free_members (gpointer data)
{
  g_ptr_array_unref (data);
}

char *
um_test_request_get (const UmTestRequest *request, const char *member)
{
  const char *query = strchr (request->path, '?');
  g_autoptr (GHashTable) values = NULL;

  if (query == NULL)
    return NULL;
  values = g_uri_parse_params (query + 1, -1, "&", G_URI_PARAMS_NONE, NULL);
  g_assert_nonnull (values);
  return g_strdup (g_hash_table_lookup (values, member));
}

static guint
get_number (const UmTestRequest *request, const char *member)
{
  g_autofree char *text = um_test_request_get (request, member);

  return text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
}

static void
add (JsonBuilder *builder, const char *member, const char *text)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, text);
}

/* Opens an object with the members of a user; the caller closes it. */
static void
begin_user (UmTestSite *self, JsonBuilder *builder, const char *id)
{
  g_autofree char *usual = g_strconcat ("Name of ", id, NULL);
  const char *name = g_hash_table_lookup (self->names, id);

  json_builder_begin_object (builder);
  add (builder, "accountId", id);
  add (builder, "accountType", "atlassian");
  add (builder, "displayName", name != NULL ? name : usual);
  json_builder_set_member_name (builder, "active");
  json_builder_add_boolean_value (builder, TRUE);
}

static void
add_group (JsonBuilder *builder, const char *id)
{
  json_builder_begin_object (builder);
  add (builder, "groupId", id);
  add (builder, "name", id);
  json_builder_end_object (builder);
}

/* A page bean of users or groups. */
static void
add_bean (UmTestSite *self,
          JsonBuilder *builder,
          GPtrArray *ids,
          gboolean users,
          const UmTestRequest *request)
{
  guint start = MIN (get_number (request, "startAt"), ids->len);
  guint end = MIN (start + self->page, ids->len);

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "startAt");
  json_builder_add_int_value (builder, start);
  json_builder_set_member_name (builder, "maxResults");
  json_builder_add_int_value (builder, self->page);
  json_builder_set_member_name (builder, "total");
  json_builder_add_int_value (builder, ids->len);
  json_builder_set_member_name (builder, "isLast");
  json_builder_add_boolean_value (builder, end == ids->len);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint i = start; i < end; i++)
    {
      if (!users)
        {
          add_group (builder, ids->pdata[i]);
          continue;
        }
      begin_user (self, builder, ids->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
add_users (UmTestSite *self, JsonBuilder *builder, const UmTestRequest *request)
{
  guint start = MIN (get_number (request, "startAt"), self->users->len);
  guint end = MIN (start + get_number (request, "maxResults"), self->users->len);

  json_builder_begin_array (builder);
  for (guint i = start; i < end; i++)
    {
      begin_user (self, builder, self->users->pdata[i]);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_groups (UmTestSite *self, JsonBuilder *builder, const UmTestRequest *request)
{
  g_autofree char *access = um_test_request_get (request, "accessType");
  g_autoptr (GPtrArray) admins = g_ptr_array_new ();

  if (self->admin != NULL)
    g_ptr_array_add (admins, self->admin);
  add_bean (self, builder, access != NULL ? admins : self->groups, FALSE, request);
}

static void
add_roles (UmTestSite *self, JsonBuilder *builder)
{
  json_builder_begin_array (builder);
  if (self->granting != NULL)
    {
      json_builder_begin_object (builder);
      add (builder, "key", "jira");
      add (builder, "name", "Jira");
      json_builder_set_member_name (builder, "groupDetails");
      json_builder_begin_array (builder);
      add_group (builder, self->granting);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Those of the accounts asked for that there are, a page of them. */
static void
add_some_users (UmTestSite *self, JsonBuilder *builder, const UmTestRequest *request)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GUriParamsIter iter;
  char *name, *value;

  g_uri_params_iter_init (&iter, strchr (request->path, '?') + 1, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      if (g_str_equal (name, "accountId")
          && g_ptr_array_find_with_equal_func (self->users, value, g_str_equal, NULL))
        g_ptr_array_add (ids, g_strdup (value));
      g_free (name);
      g_free (value);
    }
  add_bean (self, builder, ids, TRUE, request);
}

/* FALSE: there is no such user. */
static gboolean
add_one_user (UmTestSite *self, JsonBuilder *builder, const UmTestRequest *request)
{
  g_autofree char *id = um_test_request_get (request, "accountId");

  if (!g_ptr_array_find_with_equal_func (self->users, id, g_str_equal, NULL))
    return FALSE;
  begin_user (self, builder, id);
  json_builder_set_member_name (builder, "groups");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "items");
  json_builder_begin_array (builder);
  for (guint i = 0; i < self->groups->len; i++)
    if (g_ptr_array_find_with_equal_func (
          g_hash_table_lookup (self->members, self->groups->pdata[i]), id, g_str_equal, NULL))
      add_group (builder, self->groups->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
  return TRUE;
}

static gboolean
fill (UmTestSite *self, JsonBuilder *builder, const UmTestRequest *request)
{
  g_autofree char *group = um_test_request_get (request, "groupId");

  if (strstr (request->path, "/users/search") != NULL)
    add_users (self, builder, request);
  else if (strstr (request->path, "/user/bulk") != NULL)
    add_some_users (self, builder, request);
  else if (strstr (request->path, "/group/bulk") != NULL)
    add_groups (self, builder, request);
  else if (strstr (request->path, "/applicationrole") != NULL)
    add_roles (self, builder);
  else if (strstr (request->path, "/group/member") != NULL)
    {
      GPtrArray *members = g_hash_table_lookup (self->members, group);

      if (members == NULL)
        return FALSE;
      add_bean (self, builder, members, TRUE, request);
    }
  else
    return add_one_user (self, builder, request);
  return TRUE;
}

static void
answer_cb (UmTestServer *server,
           const UmTestRequest *request,
           UmTestAnswer *answer,
           gpointer user_data)
{
  UmTestSite *self = user_data;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  static char *body;

  if (self->hook != NULL && self->hook (self, request, answer, self->hook_data))
    return;
  if (!fill (self, builder, request))
    {
      answer->status = 404;
      answer->body = "{\"errorMessages\":[\"There is no such thing.\"]}";
      return;
    }
  root = json_builder_get_root (builder);
  g_free (body);
  body = json_to_string (root, FALSE);
  answer->body = body;
}

UmTestSite *
um_test_site_new (void)
{
  UmTestSite *self = g_new0 (UmTestSite, 1);

  self->server = um_test_server_new ();
  self->users = g_ptr_array_new_with_free_func (g_free);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->groups = g_ptr_array_new_with_free_func (g_free);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_members);
  self->page = 50;
  um_test_server_set_handler (self->server, answer_cb, self);
  return self;
}

void
um_test_site_free (UmTestSite *self)
{
  um_test_server_free (self->server);
  g_ptr_array_unref (self->users);
  g_hash_table_unref (self->names);
  g_ptr_array_unref (self->groups);
  g_hash_table_unref (self->members);
  g_free (self->admin);
  g_free (self->granting);
  g_free (self);
}

void
um_test_site_add_users (UmTestSite *self, guint n_users)
{
  for (guint i = 0; i < n_users; i++)
    g_ptr_array_add (self->users, g_strdup_printf ("u%u", i));
}

void
um_test_site_add_group (UmTestSite *self, const char *id, guint first, guint end)
{
  GPtrArray *members = g_ptr_array_new_with_free_func (g_free);

  for (guint i = first; i < end; i++)
    g_ptr_array_add (members, g_strdup (self->users->pdata[i]));
  g_ptr_array_add (self->groups, g_strdup (id));
  g_hash_table_insert (self->members, g_strdup (id), members);
}

UmSourceState *
um_test_site_add_to (UmTestSite *self, UmEngine *engine)
{
  g_autoptr (UmSource) source = um_source_new (UM_SOURCE_JIRA);
  g_autoptr (GError) error = NULL;
  UmSourceState *state;

  source->name = g_strdup ("Site");
  source->url = g_strdup (um_test_server_get_url (self->server));
  source->email = g_strdup ("ann@acme.example");
  state = um_test_engine_save (engine, source, "site-key", UM_KEEP_THIS_SESSION, &error);
  g_assert_no_error (error);
  return state;
}

guint
um_test_site_count (UmTestSite *self, const char *part)
{
  guint n = 0;

  for (guint i = 0; i < um_test_server_count (self->server); i++)
    if (strstr (um_test_server_get (self->server, i)->path, part) != NULL)
      n++;
  return n;
}

void
um_test_site_open (UmTestSiteFixture *fixture)
{
  fixture->folder = um_test_engine_make_folder ();
  fixture->engine = um_test_engine_open (fixture->folder);
  fixture->state = um_test_site_add_to (fixture->site, fixture->engine);
}

void
um_test_site_set_up (UmTestSiteFixture *fixture, gconstpointer data)
{
  fixture->site = um_test_site_new ();
  um_test_site_add_users (fixture->site, 30);
  um_test_site_add_group (fixture->site, "site-admins", 0, 2);
  um_test_site_add_group (fixture->site, "jira-users", 0, 20);
  um_test_site_add_group (fixture->site, "leavers", 25, 30);
  fixture->site->admin = g_strdup ("site-admins");
  fixture->site->granting = g_strdup ("jira-users");
  um_test_site_open (fixture);
}

void
um_test_site_tear_down (UmTestSiteFixture *fixture, gconstpointer data)
{
  um_test_engine_close (fixture->engine);
  um_test_site_free (fixture->site);
  g_free (fixture->folder);
}
