/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All users of a Jira site, page by page (ATLASSIAN.md §3). Several pages are in flight; the first
 * empty one is the end, and what was asked for behind it comes to nothing. The stage belongs to its
 * task; main thread, pages go into the draft on the strand. */
#include "um-refresh-private.h"

#define PAGE_SIZE 1000
#define WIDTH     4
#define MAX_USERS 5000000
/* So many pages in a row with nobody new: the site gives the same ones again and again. */
#define MAX_BARREN 8

typedef struct
{
  UmRefresh *refresh;
  gint64 next;
  gint64 end; /* where the first empty page lies */
  guint n_barren;
} Users;

typedef struct
{
  UmPump *pump;
  Users *users;
  gint64 start_at;
} Page;

typedef struct
{
  UmDraft *draft;
  UmJiraPage *page;
} Adding;

static void
adding_free (gpointer data)
{
  Adding *adding = data;

  um_jira_page_free (adding->page);
  g_free (adding);
}

static void
add_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Adding *adding = data;

  g_task_return_int (task, um_draft_add_users (adding->draft, adding->page->items));
}

static void
added_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Page *page = user_data;
  UmRefresh *refresh = UM_REFRESH (source);
  GError *error = NULL;
  gssize n_new = g_task_propagate_int (G_TASK (result), &error);

  if (error == NULL)
    {
      page->users->n_barren = n_new > 0 ? 0 : page->users->n_barren + 1;
      if (page->users->n_barren >= MAX_BARREN || page->start_at > MAX_USERS)
        g_set_error_literal (&error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                             "The list of users has no end");
      um_refresh_set_progress (refresh, UM_REFRESH_USERS, refresh->done + (guint) MAX (n_new, 0),
                               refresh->total);
    }
  um_pump_end_one (page->pump, error);
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Page *page = user_data;
  Users *users = page->users;
  GError *error = NULL;
  g_autoptr (UmJiraPage) answer = um_jira_list_users_finish (UM_JIRA (source), result, &error);
  GCancellable *cancellable = um_pump_get_cancellable (page->pump);
  Adding *adding;

  if (answer == NULL || answer->next < 0)
    {
      if (answer != NULL)
        users->end = MIN (users->end, page->start_at);
      um_pump_end_one (page->pump, error);
      return;
    }
  adding = g_new0 (Adding, 1);
  adding->draft = users->refresh->draft;
  adding->page = g_steal_pointer (&answer);
  um_strand_run_async (users->refresh->strand, users->refresh, add_thread, adding, adding_free,
                       cancellable, added_cb, g_steal_pointer (&page));
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Users *users = data;
  Page *page;

  if (users->next >= users->end)
    return FALSE;
  page = g_new0 (Page, 1);
  page->pump = pump;
  page->users = users;
  page->start_at = users->next;
  users->next += PAGE_SIZE;
  um_jira_list_users_async (um_connection_get_jira (users->refresh->connection), page->start_at,
                            PAGE_SIZE, um_pump_get_cancellable (pump), page_cb, page);
  return TRUE;
}

void
um_refresh_read_users_async (UmRefresh *self, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  Users *users = g_new0 (Users, 1);

  users->refresh = self;
  users->end = G_MAXINT64;
  g_task_set_task_data (task, users, g_free);
  um_draft_begin_users (self->draft);
  um_refresh_set_progress (self, UM_REFRESH_USERS, 0, um_source_state_get_n_users (self->state));
  um_pump_run (task, WIDTH, start, users);
}
