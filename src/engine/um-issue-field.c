/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people give for the fields of an issue, as Jira takes it (ATLASSIAN.md §16). No state. */
#include "um-issue-site.h"

#include "um-action-info.h"
#include "um-adf.h"
#include "um-issue-text.h"
#include "um-planner.h"
#include "um-problem.h"

#include <math.h>
#include <stdio.h>

static gboolean
is_meant (const char *id, const char *name, const char *text)
{
  g_autofree char *folded_name = um_text_fold (name);
  g_autofree char *folded_text = um_text_fold (text);

  return g_ascii_strcasecmp (id, text) == 0 || g_str_equal (folded_name, folded_text);
}

const UmIssueProject *
um_issue_find_project (GPtrArray *projects, const char *text, GError **error)
{
  for (guint i = 0; i < projects->len; i++)
    {
      const UmIssueProject *project = g_ptr_array_index (projects, i);

      if (is_meant (project->key, project->name, text))
        return project;
    }
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_PROJECT, text);
  return NULL;
}

static const UmIssueOption *
find_option (GPtrArray *options, const char *text)
{
  for (guint i = 0; i < options->len; i++)
    {
      const UmIssueOption *option = g_ptr_array_index (options, i);

      if (is_meant (option->id, option->name, text))
        return option;
    }
  return NULL;
}

const UmIssueOption *
um_issue_find_type (GPtrArray *types, const char *text, GError **error)
{
  const UmIssueOption *type = find_option (types, text);

  if (type == NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_TYPE, text);
  return type;
}

const UmIssueField *
um_issue_find_field (const UmIssueForm *form, const char *text, GError **error)
{
  for (guint i = 0; i < form->required->len; i++)
    {
      const UmIssueField *field = g_ptr_array_index (form->required, i);

      if (is_meant (field->id, field->name, text))
        return field;
    }
  g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUCH_FIELD, text);
  return NULL;
}

/* ---- values ---- */

static JsonNode *
new_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static JsonNode *
new_reference (const char *id)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", id);
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
new_number (const char *text)
{
  char *end;
  double number = g_ascii_strtod (text, &end);

  if (*end != '\0' || !isfinite (number))
    return NULL;
  return json_node_init_double (json_node_alloc (), number);
}

static JsonNode *
new_date (const char *text)
{
  g_autoptr (GDate) date = g_date_new ();
  guint year, month, day;
  char rest;
  g_autofree char *normal = NULL;

  if (sscanf (text, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return NULL;
  normal = g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  return new_string (normal);
}

static JsonNode *
new_user (const char *text, UmDirectory *directory)
{
  guint row = directory != NULL ? um_planner_find_user (directory, text, NULL) : UM_NO_ROW;

  return row != UM_NO_ROW ? new_reference (um_directory_get_account_id (directory, row)) : NULL;
}

static JsonNode *
new_choice (const UmIssueField *field, const char *text)
{
  const UmIssueOption *option = find_option (field->options, text);

  return option != NULL ? new_reference (option->id) : NULL;
}

static JsonNode *
new_value (const UmIssueField *field, const char *text, UmDirectory *directory)
{
  switch (field->kind)
    {
    case UM_ISSUE_FIELD_TEXT:
      return field->document ? um_adf_from_text (text) : new_string (text);
    case UM_ISSUE_FIELD_NUMBER:
      return new_number (text);
    case UM_ISSUE_FIELD_DATE:
      return new_date (text);
    case UM_ISSUE_FIELD_USER:
      return new_user (text, directory);
    case UM_ISSUE_FIELD_CHOICE:
      return new_choice (field, text);
    case UM_ISSUE_FIELD_FOREIGN:
    default:
      return NULL;
    }
}

static JsonNode *
in_list (JsonNode *value)
{
  JsonArray *array = json_array_new ();

  json_array_add_element (array, value);
  return json_node_init_array (json_node_alloc (), array);
}

char *
um_issue_field_print (const UmIssueField *field,
                      const char *text,
                      UmDirectory *directory,
                      GError **error)
{
  g_autofree char *given = g_strstrip (g_strdup (text != NULL ? text : ""));
  g_autoptr (JsonNode) value = NULL;
  g_autofree char *json = NULL;
  UmProblem problem = UM_PROBLEM_ISSUE_FIELD_BAD;

  if (field->kind == UM_ISSUE_FIELD_FOREIGN)
    problem = UM_PROBLEM_ISSUE_FIELD_FOREIGN;
  else if (*given == '\0')
    problem = UM_PROBLEM_ISSUE_FIELD_MISSING;
  else
    value = new_value (field, given, directory);
  if (value == NULL)
    {
      g_set_error_literal (error, UM_PROBLEM, problem, field->name);
      return NULL;
    }
  if (field->several)
    value = in_list (g_steal_pointer (&value));
  json = json_to_string (value, FALSE);
  return g_strconcat (field->id, "=", json, NULL);
}

/* ---- the whole form ---- */

static gboolean
set_problem (GError **error, UmProblem problem, const char *argument)
{
  g_set_error_literal (error, UM_PROBLEM, problem, argument);
  return FALSE;
}

gboolean
um_issue_form_check (const UmIssueForm *form,
                     const char *type_name,
                     const char *description,
                     GError **error)
{
  if (!form->has_labels)
    return set_problem (error, UM_PROBLEM_ISSUE_NO_LABELS, type_name);
  for (guint i = 0; i < form->required->len; i++)
    {
      const UmIssueField *field = g_ptr_array_index (form->required, i);

      if (field->kind == UM_ISSUE_FIELD_FOREIGN)
        return set_problem (error, UM_PROBLEM_ISSUE_FIELD_FOREIGN, field->name);
    }
  if (description == NULL)
    return TRUE;
  if (form->description != NULL && *description == '\0')
    return set_problem (error, UM_PROBLEM_ISSUE_FIELD_MISSING, form->description);
  if (!form->has_description && *description != '\0')
    return set_problem (error, UM_PROBLEM_ISSUE_NO_SUCH_FIELD,
                        um_input_kind_to_nick (UM_INPUT_DESCRIPTION));
  return TRUE;
}

static void
pack_one (GVariantBuilder *inputs, UmInputKind kind, const char *value)
{
  const char *values[] = { value, NULL };

  g_variant_builder_add (inputs, "{s^as}", um_input_kind_to_nick (kind), values);
}

static void
pack_site (GVariantBuilder *inputs, UmSource *site)
{
  const char *values[] = { site->cloud_id, site->id, NULL };

  g_variant_builder_add (inputs, "{s^as}", um_input_kind_to_nick (UM_INPUT_SITE), values);
}

GVariant *
um_issue_answers_pack (const UmIssueAnswers *answers)
{
  GVariantBuilder inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  if (answers->site != NULL)
    pack_site (&inputs, answers->site);
  pack_one (&inputs, UM_INPUT_PROJECT, answers->project);
  pack_one (&inputs, UM_INPUT_ISSUE_TYPE, answers->type);
  pack_one (&inputs, UM_INPUT_ISSUES, answers->one ? UM_ISSUES_ONE : UM_ISSUES_EACH);
  pack_one (&inputs, UM_INPUT_SUMMARY, answers->summary);
  if (answers->description != NULL && *answers->description != '\0')
    pack_one (&inputs, UM_INPUT_DESCRIPTION, answers->description);
  if (answers->values != NULL && answers->values[0] != NULL)
    g_variant_builder_add (&inputs, "{s^as}", um_input_kind_to_nick (UM_INPUT_FIELDS),
                           answers->values);
  return g_variant_builder_end (&inputs);
}
