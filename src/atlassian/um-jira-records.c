/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a Jira site. Owned by whoever received them; any thread. */
#include "um-jira-records.h"

#include <string.h>

/* Copies @text to *@room and steps over it. */
static const char *
put_text (char **room, const char *text)
{
  char *start = *room;
  gsize size = strlen (text) + 1;

  memcpy (start, text, size);
  *room += size;
  return start;
}

UmJiraUser *
um_jira_user_copy (const UmJiraUser *self)
{
  gsize email_size = self->email != NULL ? strlen (self->email) + 1 : 0;
  UmJiraUser *copy = g_malloc (sizeof (UmJiraUser) + strlen (self->account_id) + 1
                               + strlen (self->name) + 1 + email_size);
  char *room = (char *) (copy + 1);

  *copy = *self;
  copy->account_id = put_text (&room, self->account_id);
  copy->name = put_text (&room, self->name);
  copy->email = self->email != NULL ? put_text (&room, self->email) : NULL;
  return copy;
}

UmJiraGroup *
um_jira_group_copy (const UmJiraGroup *self)
{
  UmJiraGroup *copy = g_malloc (sizeof (UmJiraGroup) + strlen (self->id) + 1 + strlen (self->name)
                                + 1);
  char *room = (char *) (copy + 1);

  copy->id = put_text (&room, self->id);
  copy->name = put_text (&room, self->name);
  return copy;
}

void
um_jira_user_free (UmJiraUser *self)
{
  g_free (self);
}

void
um_jira_group_free (UmJiraGroup *self)
{
  g_free (self);
}

void
um_jira_role_free (UmJiraRole *self)
{
  if (self == NULL)
    return;
  g_free (self->key);
  g_free (self->name);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_free (self);
}

void
um_jira_server_free (UmJiraServer *self)
{
  if (self == NULL)
    return;
  g_free (self->base_url);
  g_free (self->title);
  g_free (self);
}

void
um_jira_myself_free (UmJiraMyself *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->user, um_jira_user_free);
  g_clear_pointer (&self->groups, g_ptr_array_unref);
  g_free (self);
}

void
um_jira_page_free (UmJiraPage *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->strings, g_string_chunk_free);
  g_free (self->block);
  g_free (self);
}
