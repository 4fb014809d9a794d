/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inputs of an action that makes issues. They may come from a file: nothing is trusted. No
 * state; any thread. */
#include "um-issue-make-private.h"

#include "um-action-info.h"
#include "um-issue-text.h"
#include "um-json.h"
#include "um-problem.h"

#include <string.h>

static void
issue_value_free (gpointer data)
{
  UmIssueValue *self = data;

  g_free (self->id);
  g_clear_pointer (&self->value, json_node_unref);
  g_free (self);
}

void
um_issue_inputs_free (UmIssueInputs *self)
{
  g_free (self->site);
  g_free (self->project);
  g_free (self->type);
  g_free (self->summary);
  g_free (self->description);
  g_ptr_array_unref (self->values);
  g_free (self);
}

static gboolean
set_problem (GError **error, UmProblem problem, const char *argument)
{
  g_set_error_literal (error, UM_PROBLEM, problem, argument);
  return FALSE;
}

/* The one text of an input without blanks around it; "" where there is none. */
static char *
read_one (const UmPlanAction *action, UmInputKind kind)
{
  g_autofree const char **values = um_plan_action_get_input (action, um_input_kind_to_nick (kind));

  return g_strstrip (g_strdup (values != NULL && values[0] != NULL ? values[0] : ""));
}

/* ---- further fields ---- */

/* What this program fills in itself. */
static gboolean
is_own_field (const char *id)
{
  static const char *const own[] = { "project",     "issuetype", "summary",
                                     "description", "labels",    NULL };

  return g_strv_contains (own, id);
}

static gboolean
is_field_id (const char *id)
{
  return *id != '\0' && strspn (id, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") == strlen (id);
}

/* "customfield_10010={"id":"3"}" */
static gboolean
read_value (UmIssueInputs *self, const char *text, GError **error)
{
  const char *sign = strchr (text, '=');
  UmIssueValue *value;
  g_autoptr (GBytes) json = NULL;

  if (sign == NULL)
    return set_problem (error, UM_PROBLEM_ISSUE_FIELD_BAD, text);
  value = g_new0 (UmIssueValue, 1);
  g_ptr_array_add (self->values, value);
  value->id = g_strndup (text, sign - text);
  json = g_bytes_new (sign + 1, strlen (sign + 1));
  value->value = um_json_parse (json, NULL);
  if (value->value == NULL || !is_field_id (value->id) || is_own_field (value->id))
    return set_problem (error, UM_PROBLEM_ISSUE_FIELD_BAD, value->id);
  return TRUE;
}

static gboolean
read_values (UmIssueInputs *self, const UmPlanAction *action, GError **error)
{
  const char *nick = um_input_kind_to_nick (UM_INPUT_FIELDS);
  g_autofree const char **values = um_plan_action_get_input (action, nick);

  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    if (!read_value (self, values[i], error))
      return FALSE;
  return TRUE;
}

/* ---- the whole ---- */

static gboolean
check_texts (const UmIssueInputs *self, GError **error)
{
  if (*self->summary == '\0')
    return set_problem (error, UM_PROBLEM_ISSUE_NO_SUMMARY, "");
  if (g_utf8_strlen (self->summary, -1) > UM_ISSUE_MOST_SUMMARY)
    return set_problem (error, UM_PROBLEM_ISSUE_SUMMARY_LONG, "");
  if (g_utf8_strlen (self->description, -1) > UM_ISSUE_MOST_DESCRIPTION)
    return set_problem (error, UM_PROBLEM_ISSUE_DESCRIPTION_LONG, "");
  if (!um_issue_text_check (self->summary, error)
      || !um_issue_text_check (self->description, error))
    return FALSE;
  if (self->one && um_issue_text_names_users (self->summary))
    return set_problem (error, UM_PROBLEM_ISSUE_SUMMARY_NAMES, "");
  return TRUE;
}

UmIssueInputs *
um_issue_inputs_new (const UmPlanAction *action, GError **error)
{
  g_autoptr (UmIssueInputs) self = g_new0 (UmIssueInputs, 1);
  g_autofree char *issues = read_one (action, UM_INPUT_ISSUES);

  self->site = read_one (action, UM_INPUT_SITE);
  self->project = read_one (action, UM_INPUT_PROJECT);
  self->type = read_one (action, UM_INPUT_ISSUE_TYPE);
  self->summary = read_one (action, UM_INPUT_SUMMARY);
  self->description = read_one (action, UM_INPUT_DESCRIPTION);
  self->one = g_str_equal (issues, UM_ISSUES_ONE);
  self->values = g_ptr_array_new_with_free_func (issue_value_free);
  if (!self->one && *issues != '\0' && !g_str_equal (issues, UM_ISSUES_EACH))
    set_problem (error, UM_PROBLEM_PLAN_BAD_MEMBER, "actions.inputs.issues");
  else if (*self->project == '\0')
    set_problem (error, UM_PROBLEM_ISSUE_NO_PROJECT, "");
  else if (*self->type == '\0')
    set_problem (error, UM_PROBLEM_ISSUE_NO_TYPE, "");
  else if (check_texts (self, error) && read_values (self, action, error))
    return g_steal_pointer (&self);
  return NULL;
}
