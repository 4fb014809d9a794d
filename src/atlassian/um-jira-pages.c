/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Users and groups out of the bodies of a Jira site. These are the large answers: they are read
 * token by token into the page's own blocks, without a tree between. Everything is on the stack or
 * the page's; any thread. */
#include "um-jira-decode.h"

#include "um-atlassian-error.h"
#include "um-json-reader.h"

#include <errno.h>

/* No site has more of anything; what is beyond is no number of a page. */
#define LARGEST_COUNT 100000000

#define BLOCK_SIZE (64 * 1024)

/* One body while it is read. */
typedef struct
{
  UmJsonReader reader;
  GStringChunk *strings; /* (nullable): given to the page */
  GString *scratch;
} Source;

/* The numbers of a page bean; -1: not said. */
typedef struct
{
  gint64 start_at;
  gint64 max_results;
  gint64 total;
  gboolean is_last;
  gboolean has_values;
} Bean;

/* Reads what follows the opening brace of an item into @record. Returns FALSE where the text isn't
 * well-formed; @good tells whether it is an item at all. */
typedef gboolean (*ReadItem) (Source *self, gpointer record, gboolean *good);

static void
source_open (Source *self, GBytes *body)
{
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  um_json_reader_init (&self->reader, text, length);
  self->strings = g_string_chunk_new (BLOCK_SIZE);
  self->scratch = g_string_new (NULL);
}

static void
source_close (Source *self)
{
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_string_free (self->scratch, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_close)

static gpointer
malformed (const Source *self, GError **error)
{
  gsize offset = 0;
  const char *problem = um_json_reader_get_problem (&self->reader, &offset);

  g_set_error (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
               "The answer isn't as documented: %s at byte %" G_GSIZE_FORMAT,
               problem != NULL ? problem : "wrong shape", offset);
  return NULL;
}

/* The string just read, kept for the life of the page; NULL where @token is something else. */
static const char *
keep_string (Source *self, UmJsonToken token)
{
  if (token != UM_JSON_TOKEN_STRING)
    return NULL;
  if (!self->reader.escaped)
    return g_string_chunk_insert_len (self->strings, self->reader.text,
                                      (gssize) self->reader.length);
  um_json_reader_decode (&self->reader, self->scratch);
  return g_string_chunk_insert_len (self->strings, self->scratch->str, (gssize) self->scratch->len);
}

static gint64
read_count (const Source *self, UmJsonToken token)
{
  const char *end = self->reader.text + self->reader.length;
  char *stop = NULL;
  gint64 value;

  if (token != UM_JSON_TOKEN_NUMBER)
    return -1;
  errno = 0;
  value = g_ascii_strtoll (self->reader.text, &stop, 10);
  return errno == 0 && stop == end && value >= 0 && value <= LARGEST_COUNT ? value : -1;
}

/* Goes to the next member of an object and its value. Returns FALSE at the end of the object and
 * where the text isn't well-formed, which the reader's state tells apart. */
static gboolean
next_member (Source *self, UmJsonReader *name, UmJsonToken *value)
{
  UmJsonToken token = um_json_reader_next (&self->reader);

  if (token != UM_JSON_TOKEN_MEMBER)
    return FALSE;
  *name = self->reader;
  *value = um_json_reader_next (&self->reader);
  return *value != UM_JSON_TOKEN_ERROR;
}

static gboolean
is_sound (const Source *self)
{
  gsize offset;

  return um_json_reader_get_problem (&self->reader, &offset) == NULL;
}

static UmUserType
read_type (const Source *self, UmJsonToken token)
{
  if (token != UM_JSON_TOKEN_STRING)
    return UM_TYPE_UNKNOWN;
  if (um_json_reader_is (&self->reader, "atlassian"))
    return UM_TYPE_PERSON;
  if (um_json_reader_is (&self->reader, "app"))
    return UM_TYPE_APP;
  return um_json_reader_is (&self->reader, "customer") ? UM_TYPE_CUSTOMER : UM_TYPE_UNKNOWN;
}

/* Jira keeps the accounts that left: inactive and under this name (ATLASSIAN.md §3). */
static UmUserStatus
make_status (UmJsonToken active, const char *name)
{
  if (active == UM_JSON_TOKEN_TRUE)
    return UM_STATUS_ACTIVE;
  if (active != UM_JSON_TOKEN_FALSE)
    return UM_STATUS_UNKNOWN;
  return g_str_equal (name, "Former user") ? UM_STATUS_FORMER : UM_STATUS_INACTIVE;
}

static gboolean
read_group (Source *self, gpointer record, gboolean *good)
{
  UmJiraGroup *group = record;
  UmJsonReader name;
  UmJsonToken value;

  *group = (UmJiraGroup){ .name = "" };
  while (next_member (self, &name, &value))
    {
      if (um_json_reader_is (&name, "groupId"))
        group->id = keep_string (self, value);
      else if (um_json_reader_is (&name, "name") && value == UM_JSON_TOKEN_STRING)
        group->name = keep_string (self, value);
      if (!um_json_reader_skip (&self->reader, value))
        return FALSE;
    }
  *good = group->id != NULL && *group->id != '\0';
  return is_sound (self);
}

/* Reads what follows the opening bracket of an array into @items; what is no item is left out. */
static gboolean
read_items (Source *self, ReadItem read_item, GArray *items, guint *bad)
{
  UmJsonToken token;

  while ((token = um_json_reader_next (&self->reader)) != UM_JSON_TOKEN_ARRAY_END)
    {
      gboolean good = FALSE;

      if (token == UM_JSON_TOKEN_OBJECT)
        {
          g_array_set_size (items, items->len + 1);
          if (!read_item (self, items->data + (items->len - 1) * g_array_get_element_size (items),
                          &good))
            return FALSE;
          if (!good)
            g_array_set_size (items, items->len - 1);
        }
      else if (!um_json_reader_skip (&self->reader, token))
        return FALSE;
      *bad += good ? 0 : 1;
    }
  return TRUE;
}

/* Reads what follows the opening brace of {"size":1,"items":[…]} and appends copies to @groups. */
static gboolean
read_group_list (Source *self, GPtrArray *groups)
{
  UmJsonReader name;
  UmJsonToken value;

  while (next_member (self, &name, &value))
    {
      if (um_json_reader_is (&name, "items") && value == UM_JSON_TOKEN_ARRAY)
        {
          g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (UmJiraGroup));
          guint bad = 0;

          if (!read_items (self, read_group, items, &bad))
            return FALSE;
          g_ptr_array_set_size (groups, 0);
          for (guint i = 0; i < items->len; i++)
            g_ptr_array_add (groups, um_jira_group_copy (&g_array_index (items, UmJiraGroup, i)));
        }
      else if (!um_json_reader_skip (&self->reader, value))
        return FALSE;
    }
  return is_sound (self);
}

/* What a user's object holds beside the strings, while it is read. */
typedef struct
{
  UmUserType type;
  UmJsonToken active;
  gboolean guest;
} Marks;

/* Takes one member of a user in, but not the groups. */
static gboolean
read_user_member (
  Source *self, const UmJsonReader *name, UmJsonToken value, UmJiraUser *user, Marks *marks)
{
  if (um_json_reader_is (name, "accountId"))
    user->account_id = keep_string (self, value);
  else if (um_json_reader_is (name, "displayName") && value == UM_JSON_TOKEN_STRING)
    user->name = keep_string (self, value);
  else if (um_json_reader_is (name, "emailAddress"))
    user->email = self->reader.length > 0 ? keep_string (self, value) : NULL;
  else if (um_json_reader_is (name, "accountType"))
    marks->type = read_type (self, value);
  else if (um_json_reader_is (name, "active"))
    marks->active = value;
  else if (um_json_reader_is (name, "guest"))
    marks->guest = value == UM_JSON_TOKEN_TRUE;
  return um_json_reader_skip (&self->reader, value);
}

static gboolean
read_user_and_groups (Source *self, UmJiraUser *user, GPtrArray *groups, gboolean *good)
{
  Marks marks = { .type = UM_TYPE_UNKNOWN, .active = UM_JSON_TOKEN_NULL };
  UmJsonReader name;
  UmJsonToken value;

  *user = (UmJiraUser){ .name = "" };
  while (next_member (self, &name, &value))
    {
      gboolean list = groups != NULL && value == UM_JSON_TOKEN_OBJECT
                      && um_json_reader_is (&name, "groups");

      if (list ? !read_group_list (self, groups)
               : !read_user_member (self, &name, value, user, &marks))
        return FALSE;
    }
  user->status = make_status (marks.active, user->name);
  user->type = marks.guest ? UM_TYPE_GUEST : marks.type;
  *good = user->account_id != NULL && *user->account_id != '\0';
  return is_sound (self);
}

static gboolean
read_user (Source *self, gpointer record, gboolean *good)
{
  return read_user_and_groups (self, record, NULL, good);
}

/* Reads an array to the end of its text and makes a page of it. */
static UmJiraPage *
make_page (Source *self, GArray *items, guint bad)
{
  g_autoptr (UmJiraPage) page = g_new0 (UmJiraPage, 1);
  guint size = g_array_get_element_size (items), n = items->len;

  page->items = g_ptr_array_sized_new (n);
  page->next = -1;
  page->total = -1;
  page->bad = bad;
  page->block = g_array_free (items, FALSE);
  page->strings = g_steal_pointer (&self->strings);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (page->items, (char *) page->block + (gsize) i * size);
  if (bad > 0)
    g_debug ("%u entries of a page have no id or aren't objects", bad);
  return g_steal_pointer (&page);
}

gpointer
um_jira_decode_users (GBytes *body, const UmAsked *asked, GError **error)
{
  g_auto (Source) self = { 0 };
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, sizeof (UmJiraUser));
  UmJiraPage *page;
  guint bad = 0;

  source_open (&self, body);
  if (um_json_reader_next (&self.reader) != UM_JSON_TOKEN_ARRAY
      || !read_items (&self, read_user, items, &bad)
      || um_json_reader_next (&self.reader) != UM_JSON_TOKEN_END)
    return malformed (&self, error);

  page = make_page (&self, g_steal_pointer (&items), bad);
  if (page->items->len + bad > 0)
    page->next = asked->start_at + asked->max_results;
  return page;
}

static gboolean
read_bean (Source *self, ReadItem read_item, GArray *items, guint *bad, Bean *bean)
{
  UmJsonReader name;
  UmJsonToken value;

  *bean = (Bean){ .start_at = -1, .max_results = -1, .total = -1 };
  if (um_json_reader_next (&self->reader) != UM_JSON_TOKEN_OBJECT)
    return FALSE;
  while (next_member (self, &name, &value))
    {
      if (um_json_reader_is (&name, "values") && value == UM_JSON_TOKEN_ARRAY)
        {
          bean->has_values = TRUE;
          if (!read_items (self, read_item, items, bad))
            return FALSE;
          continue;
        }
      if (um_json_reader_is (&name, "startAt"))
        bean->start_at = read_count (self, value);
      else if (um_json_reader_is (&name, "maxResults"))
        bean->max_results = read_count (self, value);
      else if (um_json_reader_is (&name, "total"))
        bean->total = read_count (self, value);
      else if (um_json_reader_is (&name, "isLast"))
        bean->is_last = value == UM_JSON_TOKEN_TRUE;
      if (!um_json_reader_skip (&self->reader, value))
        return FALSE;
    }
  return is_sound (self) && bean->has_values
         && um_json_reader_next (&self->reader) == UM_JSON_TOKEN_END;
}

/* Where the next page begins: by the answer's maxResults, which the server may have lowered. A
 * server that would have the same page asked for again and again is refused. */
static gboolean
find_next (const Bean *bean, const UmAsked *asked, guint n, gint64 *next, GError **error)
{
  *next = -1;
  if (bean->is_last || n == 0)
    return TRUE;
  if (bean->max_results > 0 && (bean->start_at < 0 || bean->start_at == asked->start_at))
    {
      *next = asked->start_at + bean->max_results;
      return TRUE;
    }
  g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                       "The pages of the answer don't advance");
  return FALSE;
}

static UmJiraPage *
decode_bean (
  GBytes *body, const UmAsked *asked, ReadItem read_item, guint item_size, GError **error)
{
  g_auto (Source) self = { 0 };
  g_autoptr (GArray) items = g_array_new (FALSE, FALSE, item_size);
  g_autoptr (UmJiraPage) page = NULL;
  Bean bean;
  guint bad = 0;

  source_open (&self, body);
  if (!read_bean (&self, read_item, items, &bad, &bean))
    return malformed (&self, error);

  page = make_page (&self, g_steal_pointer (&items), bad);
  page->total = bean.total;
  if (!find_next (&bean, asked, page->items->len + bad, &page->next, error))
    return NULL;
  return g_steal_pointer (&page);
}

gpointer
um_jira_decode_members (GBytes *body, const UmAsked *asked, GError **error)
{
  return decode_bean (body, asked, read_user, sizeof (UmJiraUser), error);
}

gpointer
um_jira_decode_groups (GBytes *body, const UmAsked *asked, GError **error)
{
  return decode_bean (body, asked, read_group, sizeof (UmJiraGroup), error);
}

gpointer
um_jira_decode_myself (GBytes *body, const UmAsked *asked, GError **error)
{
  g_auto (Source) self = { 0 };
  g_autoptr (UmJiraMyself) myself = g_new0 (UmJiraMyself, 1);
  UmJiraUser user;
  gboolean good = FALSE;

  source_open (&self, body);
  myself->groups = g_ptr_array_new_with_free_func ((GDestroyNotify) um_jira_group_free);
  if (um_json_reader_next (&self.reader) != UM_JSON_TOKEN_OBJECT
      || !read_user_and_groups (&self, &user, myself->groups, &good) || !good
      || um_json_reader_next (&self.reader) != UM_JSON_TOKEN_END)
    return malformed (&self, error);

  myself->user = um_jira_user_copy (&user);
  return g_steal_pointer (&myself);
}
