/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of an organisation (ATLASSIAN.md §4, §6, §8): its directories, products and groups, which
 * groups grant which product or administer, then the users of each directory, and the managed
 * accounts that are in none. Lists are read one after the other; of the users' pages, one of each
 * directory is in flight, because a page names the next. The stage belongs to its task; main
 * thread, users go into the draft on the strand. */
#include "um-direct-role-private.h"
#include "um-org-draft-private.h"
#include "um-refresh-private.h"

#define MAX_USERS 5000000
/* So many pages in a row with nobody new: the server gives the same ones again and again. */
#define MAX_BARREN 8
/* Directories that are read at once. */
#define WIDTH 4

/* Which members are administrators, of the organisation or of a site (ATLASSIAN.md §6). */
static const char *const admin_roles[] = { UM_ORG_ADMIN, "atlassian/site-admin", NULL };

typedef struct
{
  UmRefresh *refresh;
  UmOrg *org;
  UmOrgDraft *draft;      /* the refresh's */
  GPtrArray *directories; /* of char *: ids */
  GPtrArray *products;    /* of char *: ARIs, and at the end NULL: the administrators */
  guint product;          /* whose groups are read */
  guint n_barren;         /* pages of the list that is read */
  guint directory;        /* the next whose users are read; behind the last, those in none */
} Reading;

/* The pages of one directory, or of the accounts in none: each is asked for by the one before, and
 * added meanwhile. */
typedef struct
{
  UmPump *pump;
  Reading *reading;
  const char *directory_id; /* NULL: of none */
  guint n_pending;          /* the page that is asked for, and those that are added */
  guint n_barren;
  GError *error;
} Chain;

typedef struct
{
  UmOrgDraft *draft;
  const char *directory_id; /* NULL: none */
  UmOrgPage *page;
} Adding;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_object_unref (reading->org);
  g_ptr_array_unref (reading->directories);
  g_ptr_array_unref (reading->products);
  g_free (reading);
}

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  um_org_page_free (adding->page);
  g_free (adding);
}

static GError *
new_endless_error (void)
{
  return g_error_new_literal (UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                              "The list has no end");
}

/* ---- the users of all directories ---- */

static const UmOrgUserQuery everything = {
  .expand = UM_ORG_EXPAND_ROLES | UM_ORG_EXPAND_ACCESS | UM_ORG_EXPAND_GROUPS,
};

static const UmOrgUserQuery everything_outside = {
  .outside = TRUE,
  .expand = UM_ORG_EXPAND_ROLES | UM_ORG_EXPAND_ACCESS,
};

/* @error: (nullable) (transfer full) */
static void
end_part (Chain *chain, GError *error)
{
  if (chain->error == NULL)
    chain->error = error;
  else
    g_clear_error (&error);
  if (--chain->n_pending > 0)
    return;
  um_pump_end_one (chain->pump, chain->error);
  g_free (chain);
}

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Adding *adding = data;

  g_task_return_int (
    task, um_org_draft_add_users (adding->draft, adding->directory_id, adding->page->items));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *refresh = UM_REFRESH (source);
  Chain *chain = user_data;
  GError *error = NULL;
  gssize n_new = g_task_propagate_int (G_TASK (result), &error);

  if (error == NULL)
    {
      chain->n_barren = n_new > 0 ? 0 : chain->n_barren + 1;
      um_refresh_set_progress (refresh, UM_REFRESH_USERS, refresh->done + (guint) n_new,
                               refresh->total);
      if (chain->n_barren >= MAX_BARREN || refresh->done > MAX_USERS)
        error = new_endless_error ();
    }
  end_part (chain, error);
}

static void
search (Chain *chain, const char *cursor, GAsyncReadyCallback callback)
{
  gboolean outside = chain->directory_id == NULL;

  um_org_search_users_async (chain->reading->org,
                             outside ? UM_ORG_ALL_DIRECTORIES : chain->directory_id,
                             outside ? &everything_outside : &everything, cursor,
                             um_pump_get_cancellable (chain->pump), callback, chain);
}

static void
users_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Chain *chain = user_data;
  Reading *reading = chain->reading;
  GCancellable *cancellable = um_pump_get_cancellable (chain->pump);
  GError *error = NULL;
  UmOrgPage *page = um_org_list_finish (UM_ORG (source), result, &error);
  Adding *adding;

  if (page == NULL)
    {
      end_part (chain, error);
      return;
    }
  if (page->next != NULL && chain->error == NULL)
    {
      chain->n_pending++;
      search (chain, page->next, users_cb);
    }
  adding = g_new0 (Adding, 1);
  adding->draft = reading->draft;
  adding->directory_id = chain->directory_id;
  adding->page = page;
  um_strand_run_async (reading->refresh->strand, reading->refresh, add_thread, adding, adding_free,
                       cancellable, added_cb, chain);
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Reading *reading = data;
  Chain *chain;

  if (reading->directory > reading->directories->len)
    return FALSE;
  chain = g_new0 (Chain, 1);
  chain->pump = pump;
  chain->reading = reading;
  if (reading->directory < reading->directories->len)
    chain->directory_id = reading->directories->pdata[reading->directory];
  reading->directory++;
  chain->n_pending = 1;
  search (chain, NULL, users_cb);
  return TRUE;
}

static void
count_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gint64 count = um_org_count_users_finish (UM_ORG (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* It serves the progress alone. */
  um_refresh_set_progress (reading->refresh, UM_REFRESH_USERS, 0,
                           count > 0 ? (guint) MIN (count, MAX_USERS) : 0);
  um_pump_run (g_steal_pointer (&task), WIDTH, start, reading);
}

static void
count_users (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  um_org_count_users_async (reading->org, UM_ORG_ALL_DIRECTORIES, g_task_get_cancellable (task),
                            count_cb, g_object_ref (task));
}

/* ---- which groups grant a product, and which administer ---- */

/* A list with an end has something new on each page. */
static gboolean
goes_on (GTask *task, const UmOrgPage *page, guint n_new)
{
  Reading *reading = g_task_get_task_data (task);

  reading->n_barren = n_new > 0 ? 0 : reading->n_barren + 1;
  if (page->next == NULL || reading->n_barren < MAX_BARREN)
    return TRUE;
  g_task_return_error (task, new_endless_error ());
  return FALSE;
}

static void
search_granting (GTask *task, const char *cursor, GAsyncReadyCallback callback)
{
  Reading *reading = g_task_get_task_data (task);
  const char *product = reading->products->pdata[reading->product];
  const char *resources[] = { product, NULL };
  UmOrgGroupQuery query = {
    .resource_ids = product != NULL ? resources : NULL,
    .role_ids = product != NULL ? um_seat_roles : admin_roles,
  };

  um_org_search_groups_async (reading->org, UM_ORG_ALL_DIRECTORIES, &query, cursor,
                              g_task_get_cancellable (task), callback, g_object_ref (task));
}

static void
granting_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);
  guint n_new;

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  n_new = um_org_draft_mark_groups (reading->draft, page->items,
                                    reading->products->pdata[reading->product]);
  if (!goes_on (task, page, n_new))
    return;
  if (page->next == NULL)
    reading->product++;
  if (reading->product < reading->products->len)
    search_granting (task, page->next, granting_cb);
  else
    count_users (task);
}

/* ---- groups ---- */

static void
groups_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);
  guint n_new;

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  n_new = um_org_draft_add_groups (reading->draft, page->items);
  um_refresh_set_progress (reading->refresh, UM_REFRESH_GROUPS, reading->refresh->done + n_new, 0);
  if (!goes_on (task, page, n_new))
    return;
  if (page->next != NULL)
    um_org_search_groups_async (reading->org, UM_ORG_ALL_DIRECTORIES, NULL, page->next,
                                g_task_get_cancellable (task), groups_cb, g_object_ref (task));
  else
    search_granting (task, NULL, granting_cb);
}

/* ---- products ---- */

static void
workspaces_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    g_ptr_array_add (reading->products,
                     g_strdup (((const UmOrgWorkspace *) page->items->pdata[i])->id));
  if (!goes_on (task, page, um_org_draft_add_products (reading->draft, page->items)))
    return;
  if (page->next != NULL)
    {
      um_org_list_workspaces_async (reading->org, page->next, g_task_get_cancellable (task),
                                    workspaces_cb, g_object_ref (task));
      return;
    }
  g_ptr_array_add (reading->products, NULL);
  um_refresh_set_progress (reading->refresh, UM_REFRESH_GROUPS, 0, 0);
  um_org_search_groups_async (reading->org, UM_ORG_ALL_DIRECTORIES, NULL, NULL,
                              g_task_get_cancellable (task), groups_cb, g_object_ref (task));
}

/* ---- directories ---- */

static void
directories_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Reading *reading = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    g_ptr_array_add (reading->directories,
                     g_strdup (((const UmOrgThing *) page->items->pdata[i])->id));
  if (!goes_on (task, page, um_org_draft_add_directories (reading->draft, page->items)))
    return;
  if (page->next != NULL)
    um_org_list_directories_async (reading->org, NULL, page->next, cancellable, directories_cb,
                                   g_object_ref (task));
  else
    um_org_list_workspaces_async (reading->org, NULL, cancellable, workspaces_cb,
                                  g_object_ref (task));
}

void
um_refresh_read_org_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, self->cancellable, callback, user_data);
  Reading *reading = g_new0 (Reading, 1);

  g_task_set_source_tag (task, um_refresh_read_org_async);
  reading->refresh = self;
  reading->org = g_object_ref (um_connection_get_org (self->connection));
  reading->draft = self->org_draft;
  reading->directories = g_ptr_array_new_with_free_func (g_free);
  reading->products = g_ptr_array_new_with_free_func (g_free);
  g_task_set_task_data (task, reading, reading_free);
  um_refresh_set_progress (self, UM_REFRESH_GROUPS, 0, 0);
  um_org_list_directories_async (reading->org, NULL, NULL, self->cancellable, directories_cb,
                                 g_object_ref (task));
}
