/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking a Jira site what is needed to make issues. Main thread; one operation per task. */
#include "um-issue-site.h"

#include "um-connection-private.h"
#include "um-jira-issues.h"
#include "um-problem.h"

/* Of a task. What is asked for is its tag. */
typedef struct
{
  char *project; /* (nullable): or part of a name or key */
  char *type;    /* (nullable) */
  UmConnection *connection;
  UmIssueForm *form; /* (nullable): of the form */
  GPtrArray *items;  /* (nullable): of the lists */
  gboolean more;
} Asking;

static void
project_free (gpointer data)
{
  UmIssueProject *self = data;

  g_free (self->key);
  g_free (self->name);
  g_free (self);
}

static void
option_free (gpointer data)
{
  UmIssueOption *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self);
}

static void
field_free (gpointer data)
{
  UmIssueField *self = data;

  g_free (self->id);
  g_free (self->name);
  g_clear_pointer (&self->options, g_ptr_array_unref);
  g_free (self);
}

void
um_issue_form_free (UmIssueForm *self)
{
  g_ptr_array_unref (self->required);
  g_free (self->description);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static void
asking_free (gpointer data)
{
  Asking *self = data;

  g_free (self->project);
  g_free (self->type);
  g_clear_pointer (&self->connection, um_connection_unref);
  g_clear_pointer (&self->form, um_issue_form_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_free (self);
}

/* Jira refuses what it doesn't know, with 400 or 404. */
static gboolean
is_unknown (const GError *error)
{
  return g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND)
         || g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_REFUSED);
}

static void
return_error (GTask *task, GError *error)
{
  UmSourceState *state = g_task_get_source_object (task);
  g_autofree char *host = um_source_dup_host (um_source_state_get_source (state));

  g_task_return_error (task, um_source_state_take_problem (state, error, host));
}

static void
return_unknown (GTask *task, GError *error, UmProblem problem, const char *name)
{
  if (!is_unknown (error))
    {
      return_error (task, error);
      return;
    }
  g_error_free (error);
  g_task_return_new_error (task, UM_PROBLEM, (int) problem, "%s", name);
}

static UmIssueOption *
option_new (const char *id, const char *name)
{
  UmIssueOption *option = g_new0 (UmIssueOption, 1);

  option->id = g_strdup (id);
  option->name = g_strdup (*name != '\0' ? name : id);
  return option;
}

/* ---- projects ---- */

static void
add_projects (Asking *asking, const UmJiraPage *page)
{
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraProject *found = g_ptr_array_index (page->items, i);
      UmIssueProject *project;

      if (*found->key == '\0')
        continue;
      project = g_new0 (UmIssueProject, 1);
      project->key = g_strdup (found->key);
      project->name = g_strdup (*found->name != '\0' ? found->name : found->key);
      g_ptr_array_add (asking->items, project);
    }
}

static void
projects_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_projects_finish (UM_JIRA (source), result, &error);

  /* Jira says so where none matches. */
  if (page == NULL && !g_error_matches (error, UM_ATLASSIAN_ERROR, UM_ATLASSIAN_ERROR_NOT_FOUND))
    {
      return_error (task, error);
      return;
    }
  g_clear_error (&error);
  if (page != NULL)
    add_projects (asking, page);
  asking->more = page != NULL && page->next >= 0;
  g_task_return_boolean (task, TRUE);
}

/* ---- types ---- */

static void
types_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_issue_types_finish (UM_JIRA (source), result, &error);

  if (page == NULL)
    {
      return_unknown (task, error, UM_PROBLEM_ISSUE_NO_SUCH_PROJECT, asking->project);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    {
      const UmJiraIssueType *type = g_ptr_array_index (page->items, i);

      if (!type->subtask)
        g_ptr_array_add (asking->items, option_new (type->id, type->name));
    }
  if (page->next >= 0)
    um_jira_list_issue_types_async (UM_JIRA (source), asking->project, page->next,
                                    g_task_get_cancellable (task), types_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/* ---- fields ---- */

static UmIssueFieldKind
find_kind (const UmJiraField *field, gboolean several)
{
  const char *type = several ? field->items : field->type;

  if (field->options != NULL && field->options->len > 0)
    return UM_ISSUE_FIELD_CHOICE;
  if (g_strcmp0 (type, "string") == 0)
    return UM_ISSUE_FIELD_TEXT;
  if (several)
    return UM_ISSUE_FIELD_FOREIGN;
  if (g_strcmp0 (type, "number") == 0)
    return UM_ISSUE_FIELD_NUMBER;
  if (g_strcmp0 (type, "date") == 0)
    return UM_ISSUE_FIELD_DATE;
  if (g_strcmp0 (type, "user") == 0)
    return UM_ISSUE_FIELD_USER;
  return UM_ISSUE_FIELD_FOREIGN;
}

/* Jira's third version keeps texts of several lines as documents. */
static gboolean
is_document (const UmJiraField *field)
{
  return g_strcmp0 (field->system, "environment") == 0
         || (field->custom != NULL && g_str_has_suffix (field->custom, ":textarea"));
}

static UmIssueField *
field_new (const UmJiraField *known)
{
  UmIssueField *field = g_new0 (UmIssueField, 1);

  field->id = g_strdup (known->id);
  field->name = g_strdup (*known->name != '\0' ? known->name : known->id);
  field->several = g_strcmp0 (known->type, "array") == 0;
  field->kind = find_kind (known, field->several);
  field->document = is_document (known);
  field->options = g_ptr_array_new_with_free_func (option_free);
  for (guint i = 0; known->options != NULL && i < known->options->len; i++)
    {
      const UmJiraOption *option = &g_array_index (known->options, UmJiraOption, i);

      g_ptr_array_add (field->options, option_new (option->id, option->name));
    }
  return field;
}

/* Filled in by this program, or by Jira with the key's owner. */
static gboolean
is_given (const char *id)
{
  static const char *const given[] = { "summary", "project", "issuetype", "reporter", NULL };

  return g_strv_contains (given, id);
}

static void
add_field (UmIssueForm *form, const UmJiraField *field)
{
  g_hash_table_add (form->ids, g_strdup (field->id));
  if (g_str_equal (field->id, "description"))
    {
      form->has_description = TRUE;
      if (field->required && !field->has_default)
        form->description = g_strdup (*field->name != '\0' ? field->name : field->id);
    }
  else if (g_str_equal (field->id, "labels"))
    form->has_labels = TRUE;
  else if (field->required && !field->has_default && !is_given (field->id))
    g_ptr_array_add (form->required, field_new (field));
}

static void
fields_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (UmJiraPage) page = um_jira_list_fields_finish (UM_JIRA (source), result, &error);

  if (page == NULL)
    {
      return_unknown (task, error, UM_PROBLEM_ISSUE_NO_SUCH_TYPE, asking->type);
      return;
    }
  for (guint i = 0; i < page->items->len; i++)
    add_field (asking->form, g_ptr_array_index (page->items, i));
  if (page->next >= 0)
    um_jira_list_fields_async (UM_JIRA (source), asking->project, asking->type, page->next,
                               g_task_get_cancellable (task), fields_cb, g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
}

/* ---- beginning and end ---- */

static void
ask (GTask *task, UmJira *jira)
{
  Asking *asking = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  gpointer tag = g_task_get_source_tag (task);

  if (tag == um_issue_list_projects_async)
    um_jira_list_projects_async (jira, asking->project, 0, cancellable, projects_cb,
                                 g_object_ref (task));
  else if (tag == um_issue_list_types_async)
    um_jira_list_issue_types_async (jira, asking->project, 0, cancellable, types_cb,
                                    g_object_ref (task));
  else
    um_jira_list_fields_async (jira, asking->project, asking->type, 0, cancellable, fields_cb,
                               g_object_ref (task));
}

static void
connect_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  UmSourceState *state = UM_SOURCE_STATE (source);
  Asking *asking = g_task_get_task_data (task);
  GError *error = NULL;

  asking->connection = um_source_state_connect_finish (state, result, &error);
  if (asking->connection == NULL)
    g_task_return_error (task, error);
  else if (um_connection_get_jira (asking->connection) == NULL)
    g_task_return_new_error (task, UM_PROBLEM, UM_PROBLEM_WRONG_SOURCE_KIND, "create-issues");
  else
    ask (task, um_connection_get_jira (asking->connection));
}

static void
begin (UmSourceState *state,
       gpointer tag,
       Asking *asking,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (state, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, asking, asking_free);
  um_source_state_connect_async (state, cancellable, connect_cb, task);
}

void
um_issue_list_projects_async (UmSourceState *state,
                              const char *query,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->project = query != NULL && *query != '\0' ? g_strdup (query) : NULL;
  asking->items = g_ptr_array_new_with_free_func (project_free);
  begin (state, um_issue_list_projects_async, asking, cancellable, callback, user_data);
}

GPtrArray *
um_issue_list_projects_finish (UmSourceState *state,
                               GAsyncResult *result,
                               gboolean *more,
                               GError **error)
{
  Asking *asking;

  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  asking = g_task_get_task_data (G_TASK (result));
  if (more != NULL)
    *more = asking->more;
  return g_steal_pointer (&asking->items);
}

void
um_issue_list_types_async (UmSourceState *state,
                           const char *project,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->project = g_strdup (project);
  asking->items = g_ptr_array_new_with_free_func (option_free);
  begin (state, um_issue_list_types_async, asking, cancellable, callback, user_data);
}

GPtrArray *
um_issue_list_types_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  Asking *asking;

  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  asking = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&asking->items);
}

void
um_issue_load_form_async (UmSourceState *state,
                          const char *project,
                          const char *type,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  Asking *asking = g_new0 (Asking, 1);

  asking->project = g_strdup (project);
  asking->type = g_strdup (type);
  asking->form = g_new0 (UmIssueForm, 1);
  asking->form->required = g_ptr_array_new_with_free_func (field_free);
  asking->form->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  begin (state, um_issue_load_form_async, asking, cancellable, callback, user_data);
}

UmIssueForm *
um_issue_load_form_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  Asking *asking;

  g_return_val_if_fail (g_task_is_valid (result, state), NULL);

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  asking = g_task_get_task_data (G_TASK (result));
  return g_steal_pointer (&asking->form);
}
