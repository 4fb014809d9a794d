/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Options of plan for issues that are to be made. Names are looked up on the site; required fields
 * that aren't given are refused before anything is planned. */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-issue.h"
#include "um-issue-site.h"
#include "um-problem.h"

#include <string.h>

void
um_issue_options_clear (UmIssueOptions *self)
{
  g_free (self->site);
  g_free (self->project);
  g_free (self->type);
  g_free (self->summary);
  g_free (self->description);
  g_strfreev (self->fields);
}

gboolean
um_issue_options_are_given (const UmIssueOptions *self)
{
  return self->site != NULL || self->project != NULL || self->type != NULL || self->summary != NULL
         || self->description != NULL || self->fields != NULL || self->one;
}

/* ---- the site ---- */

/* The key of the project. */
static char *
find_project (UmCli *cli, UmSourceState *state, const char *text, GError **error)
{
  g_auto (UmAwait) await = { 0 };
  g_autoptr (GPtrArray) projects = NULL;
  const UmIssueProject *project;

  um_issue_list_projects_async (state, text, cli->cancellable, um_await_cb, &await);
  projects = um_issue_list_projects_finish (state, um_await (&await), NULL, error);
  if (projects == NULL)
    return NULL;
  project = um_issue_find_project (projects, text, error);
  return project != NULL ? g_strdup (project->key) : NULL;
}

static GPtrArray *
list_types (UmCli *cli, UmSourceState *state, const char *project, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_issue_list_types_async (state, project, cli->cancellable, um_await_cb, &await);
  return um_issue_list_types_finish (state, um_await (&await), error);
}

static UmIssueForm *
load_form (UmCli *cli, UmSourceState *state, const char *project, const char *type, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_issue_load_form_async (state, project, type, cli->cancellable, um_await_cb, &await);
  return um_issue_load_form_finish (state, um_await (&await), error);
}

/* ---- required fields ---- */

/* What was given for a field; the last, where it was given twice. */
static const char *
find_given (const UmIssueForm *form, const UmIssueField *field, char **fields)
{
  const char *given = NULL;

  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      const char *sign = strchr (fields[i], '=');
      g_autofree char *name = g_strndup (fields[i], sign - fields[i]);

      if (um_issue_find_field (form, name, NULL) == field)
        given = sign + 1;
    }
  return given;
}

/* That what is given is "name=value" of a field that is asked for. */
static gboolean
check_given (const UmIssueForm *form, char **fields, GError **error)
{
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    {
      const char *sign = strchr (fields[i], '=');
      g_autofree char *name = g_strndup (fields[i], sign != NULL ? (gsize) (sign - fields[i]) : 0);

      if (sign == NULL)
        {
          g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_FIELD_BAD, fields[i]);
          return FALSE;
        }
      if (um_issue_find_field (form, name, error) == NULL)
        return FALSE;
    }
  return TRUE;
}

static GPtrArray *
read_values (const UmIssueForm *form, char **fields, UmDirectory *directory, GError **error)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (!check_given (form, fields, error))
    return NULL;
  for (guint i = 0; i < form->required->len; i++)
    {
      const UmIssueField *field = g_ptr_array_index (form->required, i);
      char *value = um_issue_field_print (field, find_given (form, field, fields), directory,
                                          error);

      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
    }
  g_ptr_array_add (values, NULL);
  return g_steal_pointer (&values);
}

/* ---- all of it ---- */

static gboolean
check_options (const UmIssueOptions *options, GError **error)
{
  if (options->project == NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_PROJECT, "");
  else if (options->type == NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_TYPE, "");
  else if (options->summary == NULL)
    g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_NO_SUMMARY, "");
  else
    return TRUE;
  return FALSE;
}

GVariant *
um_cli_read_issue (UmCli *cli, UmSourceState *state, const UmIssueOptions *options, GError **error)
{
  g_autofree char *project = NULL;
  g_autoptr (GPtrArray) types = NULL;
  g_autoptr (UmIssueForm) form = NULL;
  g_autoptr (GPtrArray) values = NULL;
  const UmIssueOption *type;
  UmSourceState *site;

  if (!check_options (options, error))
    return NULL;
  site = um_issue_choose_site (state, options->site, error);
  project = site != NULL ? find_project (cli, site, options->project, error) : NULL;
  types = project != NULL ? list_types (cli, site, project, error) : NULL;
  type = types != NULL ? um_issue_find_type (types, options->type, error) : NULL;
  form = type != NULL ? load_form (cli, site, project, type->id, error) : NULL;
  if (form == NULL
      || !um_issue_form_check (form, type->name,
                               options->description != NULL ? options->description : "", error))
    return NULL;
  values = read_values (form, options->fields, um_source_state_get_directory (state), error);
  if (values == NULL)
    return NULL;
  return um_issue_answers_pack (&(UmIssueAnswers){
    .site = site != state ? um_source_state_get_source (site) : NULL,
    .project = project,
    .type = type->id,
    .one = options->one,
    .summary = options->summary,
    .description = options->description,
    .values = (const char *const *) values->pdata,
  });
}
