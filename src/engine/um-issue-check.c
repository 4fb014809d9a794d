/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether issues can still be made as planned: what a site asks for changes while a plan lies in a
 * file, or is looked at. One action after the other; main thread, one operation per task. */
#include "um-issue-through-private.h"

#include "um-issue-make-private.h"
#include "um-json.h"
#include "um-problem.h"

typedef struct
{
  UmSourceState *site;   /* whose project it is */
  GPtrArray *inputs;     /* of UmIssueInputs: of those actions that make issues */
  guint next;            /* of @inputs, the one at hand */
  const char *type_name; /* (nullable): of the one at hand; in @types */
  GPtrArray *types;      /* (nullable): of its project */
} Checking;

static void
checking_free (gpointer data)
{
  Checking *self = data;

  g_clear_object (&self->site);
  g_ptr_array_unref (self->inputs);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_free (self);
}

static const UmIssueInputs *
get_inputs (Checking *self)
{
  return g_ptr_array_index (self->inputs, self->next);
}

static gboolean
set_problem (GError **error, UmProblem problem, const char *argument)
{
  g_set_error_literal (error, UM_PROBLEM, problem, argument);
  return FALSE;
}

/* ---- what was filled in ---- */

static const UmIssueValue *
find_value (const UmIssueInputs *inputs, const char *id)
{
  for (guint i = 0; i < inputs->values->len; i++)
    {
      const UmIssueValue *value = g_ptr_array_index (inputs->values, i);

      if (g_str_equal (value->id, id))
        return value;
    }
  return NULL;
}

/* A choice holds the id of an option, alone or in a list. */
static gboolean
is_option (const UmIssueField *field, JsonNode *node)
{
  JsonArray *array = um_json_get_array (node);
  JsonObject *object = um_json_get_object (
    array != NULL && json_array_get_length (array) > 0 ? json_array_get_element (array, 0) : node);
  const char *id = object != NULL ? um_json_string (object, "id") : NULL;

  for (guint i = 0; i < field->options->len; i++)
    if (g_strcmp0 (((UmIssueOption *) g_ptr_array_index (field->options, i))->id, id) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_required (const UmIssueForm *form, const UmIssueInputs *inputs, GError **error)
{
  for (guint i = 0; i < form->required->len; i++)
    {
      const UmIssueField *field = g_ptr_array_index (form->required, i);
      const UmIssueValue *value = find_value (inputs, field->id);

      if (value == NULL)
        return set_problem (error, UM_PROBLEM_ISSUE_FIELD_MISSING, field->name);
      if (field->kind == UM_ISSUE_FIELD_CHOICE && !is_option (field, value->value))
        return set_problem (error, UM_PROBLEM_ISSUE_FIELD_BAD, field->name);
    }
  return TRUE;
}

/* Jira refuses what isn't on the type's screen. */
static gboolean
check_given (const UmIssueForm *form, const UmIssueInputs *inputs, GError **error)
{
  for (guint i = 0; i < inputs->values->len; i++)
    {
      const UmIssueValue *value = g_ptr_array_index (inputs->values, i);

      if (!g_hash_table_contains (form->ids, value->id))
        return set_problem (error, UM_PROBLEM_ISSUE_NO_SUCH_FIELD, value->id);
    }
  return TRUE;
}

/* ---- the site ---- */

static gboolean
take_types (Checking *self, GAsyncResult *result, GError **error)
{
  const UmIssueOption *type;

  self->types = um_issue_list_types_finish (self->site, result, error);
  type = self->types != NULL ? um_issue_find_type (self->types, get_inputs (self)->type, error)
                             : NULL;
  self->type_name = type != NULL ? type->name : NULL;
  return type != NULL;
}

/* After it the next action is at hand. */
static gboolean
take_form (Checking *self, GAsyncResult *result, GError **error)
{
  const UmIssueInputs *inputs = get_inputs (self);
  g_autoptr (UmIssueForm) form = um_issue_load_form_finish (self->site, result, error);

  if (form == NULL || !um_issue_form_check (form, self->type_name, inputs->description, error)
      || !check_required (form, inputs, error) || !check_given (form, inputs, error))
    return FALSE;
  self->next++;
  g_clear_pointer (&self->types, g_ptr_array_unref);
  return TRUE;
}

/* Takes an answer, where there is one, and asks what is next. */
static void
next_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Checking *checking = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  if (result != NULL
      && !(checking->types == NULL ? take_types (checking, result, &error)
                                   : take_form (checking, result, &error)))
    g_task_return_error (task, error);
  else if (checking->next == checking->inputs->len)
    g_task_return_boolean (task, TRUE);
  else if (checking->types == NULL)
    um_issue_list_types_async (checking->site, get_inputs (checking)->project, cancellable, next_cb,
                               g_object_ref (task));
  else
    um_issue_load_form_async (checking->site, get_inputs (checking)->project,
                              get_inputs (checking)->type, cancellable, next_cb,
                              g_object_ref (task));
}

/* ---- beginning and end ---- */

static gboolean
read_inputs (Checking *self, const GPtrArray *actions, GError **error)
{
  for (guint i = 0; i < actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (actions, i);
      UmIssueInputs *inputs;

      if (!um_issue_is_made_by_action (action))
        continue;
      inputs = um_issue_inputs_new (action, error);
      if (inputs == NULL)
        return FALSE;
      g_ptr_array_add (self->inputs, inputs);
    }
  return TRUE;
}

void
um_issue_check_async (UmSourceState *state,
                      const GPtrArray *actions,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (state, cancellable, callback, user_data);
  Checking *checking = g_new0 (Checking, 1);
  UmSourceState *site = NULL;
  GError *error = NULL;

  g_task_set_source_tag (task, um_issue_check_async);
  checking->inputs = g_ptr_array_new_with_free_func ((GDestroyNotify) um_issue_inputs_free);
  g_task_set_task_data (task, checking, checking_free);
  if (!um_issue_find_site (state, actions, &site, &error)
      || !read_inputs (checking, actions, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  checking->site = g_object_ref (site != NULL ? site : state);
  next_cb (NULL, NULL, g_steal_pointer (&task));
}

gboolean
um_issue_check_finish (UmSourceState *state, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, state), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
