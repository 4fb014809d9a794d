/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of issues. Owned by whoever received them; any thread. */
#include "um-jira-issue-records.h"

void
um_jira_project_free (UmJiraProject *self)
{
  json_node_unref (self->answer);
  g_free (self);
}

void
um_jira_issue_type_free (UmJiraIssueType *self)
{
  json_node_unref (self->answer);
  g_free (self);
}

void
um_jira_field_free (UmJiraField *self)
{
  g_clear_pointer (&self->options, g_array_unref);
  json_node_unref (self->answer);
  g_free (self);
}

void
um_jira_issue_free (UmJiraIssue *self)
{
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  json_node_unref (self->answer);
  g_free (self);
}

void
um_jira_made_free (UmJiraMade *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->key);
  g_free (self->message);
  g_clear_error (&self->error);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

void
um_jira_issue_page_free (UmJiraIssuePage *self)
{
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self->next);
  g_free (self);
}
