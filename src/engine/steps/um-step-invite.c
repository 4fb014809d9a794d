/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The step that invites somebody (ATLASSIAN.md §14). Its target is the address, its argument what
 * he is invited to (um-invitee.h), its place the directory that he comes to; a site has none. Who
 * is there already is found before anything is sent, as an invitation would change what he has.
 * Inviting isn't repeated: after an unclear answer he is looked for by the address. Searching lags
 * behind, and a site hides addresses, so that who isn't found may still be there. */
#include "um-step-kind-private.h"

#include "um-direct-role-private.h"
#include "um-email.h"
#include "um-enums.h"
#include "um-invitee.h"
#include "um-jira-accounts.h"
#include "um-step-search-private.h"

#include <string.h>

/* Of both kinds of tasks. */
typedef struct
{
  UmJira *jira; /* or */
  UmOrg *org;
  UmInvitee *invitee; /* (nullable): whom, to what */
  char *place;        /* where he is looked for */
  gboolean somewhere; /* which directory he comes to isn't known */
  char *account_id;   /* (nullable): asked about him by it, else by the address */
  gboolean there;
  char *found;   /* (nullable): his account */
  char *came_to; /* (nullable): the directory that he was found to be in */
  gboolean changed;
  UmReply *reply; /* (nullable) */
} Asking;

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_clear_object (&self->jira);
  g_clear_object (&self->org);
  g_clear_pointer (&self->invitee, um_invitee_free);
  g_free (self->place);
  g_free (self->account_id);
  g_free (self->found);
  g_free (self->came_to);
  g_clear_pointer (&self->reply, um_reply_unref);
  g_free (self);
}

static GTask *
asking_task_new (UmConnection *connection,
                 const UmRunEntry *entry,
                 gpointer tag,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Asking *asking = g_new0 (Asking, 1);

  g_task_set_source_tag (task, tag);
  g_set_object (&asking->org, um_connection_get_org (connection));
  if (asking->org == NULL)
    g_set_object (&asking->jira, um_connection_get_jira (connection));
  asking->invitee = entry->argument != NULL ? um_invitee_parse (entry->argument) : NULL;
  asking->somewhere = asking->org != NULL && entry->place == NULL;
  asking->place = g_strdup (entry->place != NULL ? entry->place : UM_ORG_ALL_DIRECTORIES);
  g_task_set_task_data (task, asking, asking_free);
  /* What was answered counts, whoever is still interested. */
  g_task_set_check_cancellable (task, FALSE);
  return task;
}

/* ---- looking for him ---- */

static gboolean
is_address (const char *email, const char *address)
{
  return email != NULL && um_email_equal (email, address);
}

static void
ask (gpointer data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  const Asking *self = data;
  const char *texts[] = { self->account_id != NULL ? self->account_id : self->invitee->address,
                          NULL };
  UmOrgUserQuery query = { 0 };

  if (self->account_id != NULL)
    query.account_ids = texts;
  else
    query.emails = texts;
  if (self->org != NULL)
    um_org_search_users_async (self->org, self->place, &query, NULL, cancellable, callback,
                               user_data);
  else
    um_jira_find_users_async (self->jira, self->invitee->address, 0, cancellable, callback,
                              user_data);
}

static void
note_found (Asking *self, const char *account_id)
{
  self->there = TRUE;
  g_free (self->found);
  self->found = g_strdup (account_id);
}

static gboolean
take_org (Asking *self, GAsyncResult *result, GError **error)
{
  g_autoptr (UmOrgPage) page = um_org_list_finish (self->org, result, error);

  for (guint i = 0; page != NULL && i < page->items->len; i++)
    {
      const UmOrgUser *user = g_ptr_array_index (page->items, i);

      if (user->status == UM_STATUS_ACTIVE || user->status == UM_STATUS_SUSPENDED)
        note_found (self, user->account_id);
    }
  return page != NULL;
}

static gboolean
take_jira (Asking *self, GAsyncResult *result, GError **error)
{
  g_autoptr (UmJiraPage) page = um_jira_find_users_finish (self->jira, result, error);

  for (guint i = 0; page != NULL && i < page->items->len; i++)
    {
      const UmJiraUser *user = g_ptr_array_index (page->items, i);

      if (is_address (user->email, self->invitee->address))
        note_found (self, user->account_id);
    }
  return page != NULL;
}

static gboolean
take (gpointer data, GAsyncResult *result, gboolean *found, GError **error)
{
  Asking *self = data;
  gboolean good = self->org != NULL ? take_org (self, result, error)
                                    : take_jira (self, result, error);

  *found = self->there;
  return good;
}

static const UmStepSearch search = { ask, take };

/* ---- inviting ---- */

/* What Atlassian says of what it refused, each once. (transfer full) */
static char *
list_reasons (const UmOrgInvited *invited)
{
  g_autoptr (GPtrArray) reasons = g_ptr_array_new ();

  for (guint i = 0; i < invited->grants->len; i++)
    {
      const UmOrgGrant *grant = &g_array_index (invited->grants, UmOrgGrant, i);

      if (!grant->good && grant->reason != NULL
          && !g_ptr_array_find_with_equal_func (reasons, grant->reason, g_str_equal, NULL))
        g_ptr_array_add (reasons, (gpointer) grant->reason);
    }
  g_ptr_array_add (reasons, NULL);
  return g_strjoinv (", ", (char **) reasons->pdata);
}

static gboolean
is_in (const UmOrgInvited *invited)
{
  for (guint i = 0; i < invited->grants->len; i++)
    if (g_array_index (invited->grants, UmOrgGrant, i).good)
      return TRUE;
  return invited->good;
}

/* Of the people that the answer is about; a page of one may well leave his address out. */
static const UmOrgInvited *
find_invited (const Asking *self, const UmOrgPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmOrgInvited *invited = g_ptr_array_index (page->items, i);

      if (is_address (invited->email, self->invitee->address)
          || (*invited->email == '\0' && page->items->len == 1))
        return invited;
    }
  return NULL;
}

/* An answer of 200 or 206: he is in, or a part of it was refused, or all. */
static gboolean
judge_invited (Asking *self, const UmOrgPage *page, GError **error)
{
  const UmOrgInvited *invited = find_invited (self, page);
  g_autofree char *reasons = NULL;
  UmReply *reply = self->reply;

  if (invited == NULL)
    {
      g_set_error_literal (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_MALFORMED,
                           "the answer to an invitation isn't about who was invited");
      return FALSE;
    }
  if (is_in (invited) && invited->account_id != NULL && *invited->account_id != '\0')
    self->found = g_strdup (invited->account_id);
  if (invited->good)
    return TRUE;
  reasons = list_reasons (invited);
  self->reply = um_reply_reword (reply, reasons);
  um_reply_unref (reply);
  g_set_error_literal (error, UM_ATLASSIAN_ERROR,
                       is_in (invited) ? UM_ATLASSIAN_ERROR_PARTIAL : UM_ATLASSIAN_ERROR_REFUSED,
                       reasons);
  return FALSE;
}

/* He was in none before, so that the first is the one. */
static void
directories_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (UmOrgPage) page = um_org_list_finish (UM_ORG (source), result, &error);

  if (page != NULL && page->items->len > 0)
    self->came_to = g_strdup (((UmOrgThing *) g_ptr_array_index (page->items, 0))->id);
  else if (error != NULL)
    g_debug ("The directory of somebody invited isn't known: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

static void
return_found (GTask *task)
{
  const Asking *self = g_task_get_task_data (task);

  if (self->somewhere && self->found != NULL)
    um_org_list_directories_async (self->org, self->found, NULL, g_task_get_cancellable (task),
                                   directories_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

static void
invite_org_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmOrgPage) page = um_org_invite_finish (UM_ORG (source), result, &self->reply, &error);

  self->changed = page != NULL && judge_invited (self, page, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    return_found (task);
}

static void
invite_to_org (GTask *task)
{
  const Asking *self = g_task_get_task_data (task);
  const UmInvitee *invitee = self->invitee;
  const char *emails[] = { invitee->address, NULL };
  g_autofree UmOrgRule *rules = g_new0 (UmOrgRule, invitee->products->len + 1);
  g_autofree const char **groups = g_new0 (const char *, invitee->groups->len + 1);
  UmOrgInvitation invitation = {
    .emails = emails,
    .rules = rules,
    .n_rules = invitee->products->len,
    .group_ids = groups,
    .notify = TRUE,
  };

  for (guint i = 0; i < invitee->products->len; i++)
    rules[i] = (UmOrgRule){ UM_SEAT_ROLE, g_ptr_array_index (invitee->products, i) };
  for (guint i = 0; i < invitee->groups->len; i++)
    groups[i] = g_ptr_array_index (invitee->groups, i);
  if (invitee->groups->len == 0)
    invitation.group_ids = NULL;
  um_org_invite_async (self->org, &invitation, g_task_get_cancellable (task), invite_org_cb,
                       g_object_ref (task));
}

static void
invite_jira_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmJiraUser)
    user = um_jira_invite_finish (UM_JIRA (source), result, &self->reply, &error);

  if (user == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* An account that was deactivated is answered like a new one. */
  if (user->status != UM_STATUS_ACTIVE)
    {
      g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED,
                               "the account that has the address isn't active");
      return;
    }
  self->found = g_strdup (user->account_id);
  self->changed = TRUE;
  g_task_return_boolean (task, TRUE);
}

static void
invite_to_site (GTask *task)
{
  const Asking *self = g_task_get_task_data (task);
  const GPtrArray *products = self->invitee->products;
  g_autofree const char **keys = g_new0 (const char *, products->len + 1);

  for (guint i = 0; i < products->len; i++)
    keys[i] = g_ptr_array_index (products, i);
  um_jira_invite_async (self->jira, self->invitee->address, keys, g_task_get_cancellable (task),
                        invite_jira_cb, g_object_ref (task));
}

static void
before_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  gboolean found;
  GError *error = NULL;

  if (!take (self, result, &found, &error))
    g_task_return_error (task, error);
  else if (found)
    g_task_return_boolean (task, TRUE);
  else if (self->org != NULL)
    invite_to_org (task);
  else
    invite_to_site (task);
}

static void
perform_async (UmConnection *connection,
               const UmRunEntry *entry,
               GCancellable *cancellable,
               GAsyncReadyCallback callback,
               gpointer user_data)
{
  g_autoptr (GTask)
    task = asking_task_new (connection, entry, perform_async, cancellable, callback, user_data);
  Asking *self = g_task_get_task_data (task);

  if (self->invitee == NULL)
    g_task_return_new_error (task, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED,
                             "nobody was invited: who is meant can't be read");
  else
    ask (self, cancellable, before_cb, g_object_ref (task));
}

static gboolean
perform_finish (UmConnection *connection,
                GAsyncResult *result,
                gboolean *changed,
                UmReply **reply,
                GError **error)
{
  Asking *self = g_task_get_task_data (G_TASK (result));

  *reply = g_steal_pointer (&self->reply);
  *changed = self->changed;
  return g_task_propagate_boolean (G_TASK (result), error);
}

static char *
dup_account (GAsyncResult *result, char **place)
{
  const Asking *self = g_task_get_task_data (G_TASK (result));

  *place = g_strdup (self->came_to);
  return g_strdup (self->found);
}

/* ---- whether he is there ---- */

static void
read_jira_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *self = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GPtrArray) groups = NULL;
  g_autoptr (UmJiraUser) user = um_jira_get_user_finish (UM_JIRA (source), result, &groups, &error);

  if (user == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (user->status == UM_STATUS_ACTIVE)
    note_found (self, user->account_id);
  g_task_return_boolean (task, TRUE);
}

static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    return_found (task);
  else
    g_task_return_error (task, error);
}

static void
verify_async (UmConnection *connection,
              const UmRunEntry *entry,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask)
    task = asking_task_new (connection, entry, verify_async, cancellable, callback, user_data);
  Asking *self = g_task_get_task_data (task);

  if (entry->state == UM_STATE_DONE)
    self->account_id = g_strdup (um_person_get_account_id (entry->account_id));
  if (self->account_id != NULL && self->jira != NULL)
    um_jira_get_user_async (self->jira, self->account_id, cancellable, read_jira_cb,
                            g_object_ref (task));
  else if (self->invitee == NULL)
    g_task_return_boolean (task, TRUE);
  else
    {
      g_autoptr (GTask) looking = g_task_new (NULL, cancellable, searched_cb, g_object_ref (task));

      /* Both are about the same. */
      g_task_set_task_data (looking, self, NULL);
      um_step_search (looking, &search, entry->state == UM_STATE_SENT);
    }
}

/* That somebody isn't there is known of an account that is asked about by itself, and later on of
 * the address, which an organisation is shown; not while it may still come. */
static UmStepFinding
find_state (const Asking *self, const UmRunEntry *entry)
{
  gboolean sure = self->account_id != NULL
                  || (self->org != NULL && entry->state != UM_STATE_SENT && self->invitee != NULL);

  if (self->there)
    return um_step_judge (entry, um_user_status_to_nick (UM_STATUS_ACTIVE));
  return um_step_judge (entry, sure ? um_user_status_to_nick (UM_STATUS_NO_ACCESS) : NULL);
}

static gboolean
verify_finish (UmConnection *connection,
               GAsyncResult *result,
               const UmRunEntry *entry,
               UmStepFinding *finding,
               GError **error)
{
  const Asking *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *finding = find_state (self, entry);
  return TRUE;
}

/* Who was brought in is removed, also where he didn't get everything. */
static guint
invert (const UmRunEntry *entry, UmStepInverse *inverses)
{
  gboolean came = entry->state == UM_STATE_DONE || g_strcmp0 (entry->error, "partial") == 0;

  if (!came || um_person_is_address (entry->account_id))
    return 0;
  /* Which directory of an organisation he came to couldn't be told. */
  if (entry->place == NULL && entry->path != NULL && g_str_has_prefix (entry->path, "/admin/"))
    return 0;
  inverses[0] = (UmStepInverse){
    .kind = UM_STEP_DIRECTORY_REMOVE,
    .before = um_user_status_to_nick (UM_STATUS_ACTIVE),
    .after = um_user_status_to_nick (UM_STATUS_NO_ACCESS),
  };
  return 1;
}

static gboolean
is_there (UmDirectory *directory, guint row, guint place)
{
  if (place != UM_NO_ROW)
    return um_directory_is_member (directory, UM_SET_DIRECTORIES, place, row) == UM_YES;
  return um_directory_get_status (directory, row) == UM_STATUS_ACTIVE;
}

static void
look_up (UmDirectory *directory,
         guint row,
         const UmRunEntry *entry,
         UmStepFinding *finding,
         gboolean *gone)
{
  guint place = UM_NO_ROW;

  if (entry->place != NULL)
    place = um_directory_find_thing (directory, UM_SET_DIRECTORIES, entry->place);
  *gone = entry->place != NULL && place == UM_NO_ROW;
  if (*gone)
    *finding = um_step_judge (entry, NULL);
  else
    *finding = um_step_judge (entry, um_user_status_to_nick (is_there (directory, row, place)
                                                               ? UM_STATUS_ACTIVE
                                                               : UM_STATUS_NO_ACCESS));
}

const UmStepKindInfo um_step_invite = {
  .kind = UM_STEP_INVITE,
  .when_gone = UM_STEP_DID_NOT,
  .perform_async = perform_async,
  .perform_finish = perform_finish,
  .verify_async = verify_async,
  .verify_finish = verify_finish,
  .dup_account = dup_account,
  .invert = invert,
  .look_up = look_up,
};
