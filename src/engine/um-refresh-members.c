/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The members of a Jira site's groups (ATLASSIAN.md §3). A group's size is told by its first page
 * only: so first each group's first page is read, which is the whole of most; then either the other
 * pages, or, where that takes fewer requests, all users with their groups. The stage belongs to its
 * task; main thread, pages go into the draft on the strand. */
#include "um-refresh-private.h"

#define WIDTH 16

/* One group. */
typedef struct
{
  const char *id;
  gint64 page; /* how many members a page holds */
  gint64 next; /* where the next page to ask for begins; -1: none */
  gint64 total;
  guint n_asked; /* pages in flight or waiting to be asked for */
  gboolean over; /* read, or never to be */
} Reading;

typedef struct
{
  UmRefresh *refresh;
  GPtrArray *ids;
  Reading *readings;
  guint first;     /* the next group whose first page is to be asked for */
  guint n_opening; /* first pages in flight */
  guint current;   /* the group whose other pages are being asked for */
  GQueue gaps;     /* of Part: what an answer left out of what it was asked for */
  gboolean may_read_users;
  gboolean by_user;
} Members;

/* A part of a group that is asked for in one request. */
typedef struct
{
  UmPump *pump;
  Members *members;
  Reading *reading;
  gint64 start;
  gint64 until;  /* where the next part begins; -1: this is the first page */
  gboolean ends; /* with its answer the group is read */
} Part;

/* What the strand does with an answer. */
typedef struct
{
  UmDraft *draft;
  char *id;
  UmJiraPage *page; /* (nullable) */
  gboolean whole;   /* it was the last */
  gboolean gone;    /* there is no such group */
} Filing;

static void
members_free (gpointer data)
{
  Members *members = data;

  g_ptr_array_unref (members->ids);
  g_queue_clear_full (&members->gaps, g_free);
  g_free (members->readings);
  g_free (members);
}

static void
filing_free (gpointer data)
{
  Filing *filing = data;

  g_free (filing->id);
  g_clear_pointer (&filing->page, um_jira_page_free);
  g_free (filing);
}

static void
file_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Filing *filing = data;

  if (filing->page != NULL)
    um_draft_add_members (filing->draft, filing->id, filing->page->items);
  if (filing->whole)
    um_draft_end_group (filing->draft, filing->id);
  if (filing->gone)
    um_draft_drop_group (filing->draft, filing->id);
  g_task_return_boolean (task, TRUE);
}

static void
filed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Part *part = user_data;
  UmRefresh *refresh = UM_REFRESH (source);
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error) && part->ends)
    um_refresh_set_progress (refresh, UM_REFRESH_MEMBERS, refresh->done + 1, refresh->total);
  um_pump_end_one (part->pump, error);
}

/* Takes over @part and @page (nullable). */
static void
file (Part *part, UmJiraPage *page, gboolean gone)
{
  UmRefresh *refresh = part->members->refresh;
  Filing *filing = g_new0 (Filing, 1);

  filing->draft = refresh->draft;
  filing->id = g_strdup (part->reading->id);
  filing->page = page;
  filing->whole = part->ends && page != NULL;
  filing->gone = gone;
  um_strand_run_async (refresh->strand, refresh, file_thread, filing, filing_free,
                       um_pump_get_cancellable (part->pump), filed_cb, part);
}

static Part *
new_part (Members *members, Reading *reading, gint64 start, gint64 until)
{
  Part *part = g_new0 (Part, 1);

  part->members = members;
  part->reading = reading;
  part->start = start;
  part->until = until;
  reading->n_asked++;
  return part;
}

/* What an answer says of the group's size, and of what is still to be asked for. */
static void
take_account (Part *part, const UmJiraPage *page)
{
  Members *members = part->members;
  Reading *reading = part->reading;
  gint64 end = part->start + page->items->len;

  if (part->until < 0)
    {
      reading->page = MAX (page->next, 1);
      reading->next = page->next;
    }
  if (page->next < 0 || page->items->len == 0)
    {
      reading->total = part->until < 0 ? end : MIN (reading->total, end);
      return;
    }
  if (page->next < part->until)
    g_queue_push_tail (&members->gaps, new_part (members, reading, page->next, part->until));
  /* It may have grown meanwhile. */
  reading->total = MAX (reading->total, page->total >= 0 ? page->total : page->next + 1);
  members->current = MIN (members->current, (guint) (reading - members->readings));
}

static gboolean
has_more (const Reading *reading)
{
  return reading->next >= 0 && reading->next < reading->total;
}

static void
page_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Part *part = user_data;
  Reading *reading = part->reading;
  UmRefresh *refresh = part->members->refresh;
  g_autoptr (GError) error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_members_finish (UM_JIRA (source), result, &error);
  gboolean gone = g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND);

  reading->n_asked--;
  if (part->until < 0)
    part->members->n_opening--;
  if (page != NULL && !reading->over)
    {
      take_account (part, page);
      reading->over = part->ends = reading->n_asked == 0 && !has_more (reading);
      file (g_steal_pointer (&part), g_steal_pointer (&page), FALSE);
    }
  else if (gone && !reading->over)
    {
      reading->over = part->ends = TRUE;
      file (g_steal_pointer (&part), NULL, TRUE);
    }
  else if (page != NULL || gone)
    um_pump_end_one (part->pump, NULL);
  else if (g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_FORBIDDEN))
    {
      /* This group stays unknown; others can be read. */
      if (!reading->over)
        um_refresh_set_progress (refresh, UM_REFRESH_MEMBERS, refresh->done + 1, refresh->total);
      reading->over = TRUE;
      um_pump_end_one (part->pump, NULL);
    }
  else
    um_pump_end_one (part->pump, g_steal_pointer (&error));
}

static gboolean
ask (UmPump *pump, Part *part)
{
  UmJira *jira = um_connection_get_jira (part->members->refresh->connection);

  part->pump = pump;
  um_jira_list_members_async (jira, part->reading->id, part->start, um_pump_get_cancellable (pump),
                              page_cb, part);
  return TRUE;
}

/* Whether reading all users one by one takes fewer requests than what is left of the groups. */
static gboolean
is_shorter_by_user (const Members *members)
{
  gint64 n_pages = 0;

  for (guint i = 0; i < members->ids->len; i++)
    {
      const Reading *reading = &members->readings[i];

      if (!reading->over && has_more (reading))
        n_pages += (reading->total - reading->next + reading->page - 1) / reading->page;
    }
  return n_pages > um_source_state_get_n_users (members->refresh->state);
}

static gboolean
start (UmPump *pump, gpointer data)
{
  Members *members = data;

  if (members->by_user)
    return FALSE;
  if (members->first < members->ids->len)
    {
      members->n_opening++;
      return ask (pump, new_part (members, &members->readings[members->first++], 0, -1));
    }
  if (members->may_read_users && members->n_opening == 0)
    {
      members->may_read_users = FALSE;
      members->by_user = is_shorter_by_user (members);
    }
  if (members->by_user || members->n_opening > 0)
    return FALSE;
  if (!g_queue_is_empty (&members->gaps))
    return ask (pump, g_queue_pop_head (&members->gaps));
  for (; members->current < members->ids->len; members->current++)
    {
      Reading *reading = &members->readings[members->current];
      gint64 from = reading->next;

      if (reading->over || !has_more (reading))
        continue;
      reading->next += reading->page;
      return ask (pump, new_part (members, reading, from, reading->next));
    }
  return FALSE;
}

static void
end_all_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  um_draft_end_all (data);
  g_task_return_boolean (task, TRUE);
}

static void
end_all_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
alone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (um_refresh_read_finish (self, result, &error))
    um_strand_run_async (self->strand, self, end_all_thread, self->draft, NULL, self->cancellable,
                         end_all_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  UmDirectory *base = um_draft_get_base (data);
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);

  for (guint row = 0; row < um_directory_get_n_rows (base); row++)
    g_ptr_array_add (ids, g_strdup (um_directory_get_account_id (base, row)));
  g_task_return_pointer (task, ids, (GDestroyNotify) g_ptr_array_unref);
}

static void
list_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (GPtrArray) ids = g_task_propagate_pointer (G_TASK (result), &error);

  if (ids != NULL)
    um_refresh_read_alone_async (UM_REFRESH (source), ids, alone_cb, g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
pages_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmRefresh *self = UM_REFRESH (source);
  g_autoptr (GTask) task = user_data;
  const Members *members = g_task_get_task_data (G_TASK (result));
  gboolean by_user = members->by_user;
  GError *error = NULL;

  if (!um_refresh_read_finish (self, result, &error))
    g_task_return_error (task, error);
  else if (by_user)
    um_strand_run_async (self->strand, self, list_thread, self->draft, NULL, self->cancellable,
                         list_cb, g_steal_pointer (&task));
  else
    g_task_return_boolean (task, TRUE);
}

void
um_refresh_read_members_async (UmRefresh *self,
                               GPtrArray *ids,
                               gboolean by_user,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task = g_task_new (self, self->cancellable, callback, user_data);
  GTask *pages = g_task_new (self, self->cancellable, pages_cb, task);
  Members *members = g_new0 (Members, 1);

  members->refresh = self;
  members->ids = g_ptr_array_ref (ids);
  members->readings = g_new0 (Reading, ids->len + 1);
  members->may_read_users = by_user;
  for (guint i = 0; i < ids->len; i++)
    members->readings[i].id = ids->pdata[i];
  g_task_set_task_data (pages, members, members_free);
  um_refresh_set_progress (self, UM_REFRESH_MEMBERS, 0, ids->len);
  um_pump_run (pages, WIDTH, start, members);
}
