/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Jira site asks for when issues are made: projects, issue types, required fields. */
#pragma once

#include "um-directory.h"
#include "um-source-state.h"

G_BEGIN_DECLS

/* A project in which the key's owner may make issues. */
typedef struct
{
  char *key;
  char *name; /* never NULL */
} UmIssueProject;

/* A value that a field takes, or an issue type. */
typedef struct
{
  char *id;
  char *name; /* never NULL */
} UmIssueOption;

typedef enum
{
  UM_ISSUE_FIELD_TEXT,
  UM_ISSUE_FIELD_NUMBER,
  UM_ISSUE_FIELD_DATE,    /* year, month and day */
  UM_ISSUE_FIELD_USER,    /* of the source */
  UM_ISSUE_FIELD_CHOICE,  /* one of its options */
  UM_ISSUE_FIELD_FOREIGN, /* of a kind that can't be filled in */
} UmIssueFieldKind;

/* A field that is required and that Jira doesn't fill in itself. */
typedef struct
{
  char *id;
  char *name; /* never NULL */
  UmIssueFieldKind kind;
  gboolean several;   /* Jira takes a list of such values; one is given */
  gboolean document;  /* a text that Jira keeps as a document */
  GPtrArray *options; /* of UmIssueOption: of a choice */
} UmIssueField;

/* What an issue type of a project asks for. */
typedef struct
{
  gboolean has_description;
  char *description;   /* (nullable): the name of its field, where one is required */
  gboolean has_labels; /* without them doubles can't be prevented */
  GPtrArray *required; /* of UmIssueField, without summary, project and type */
  GHashTable *ids;     /* of utf8: of all its fields */
} UmIssueForm;

void um_issue_form_free (UmIssueForm *self);

/* Through which sources issues about the users of @state can be made: a Jira source itself, of an
 * organisation the Jira sources of its sites that aren't read-only. (transfer full) (element-type
 * UmSourceState) */
GPtrArray *um_issue_list_sites (UmSourceState *state);
/* One of them by its whole name (folded) or id; NULL: the only one. ISSUE_NO_SITE,
 * ISSUE_WHICH_SITE, ISSUE_NO_SUCH_SITE. (transfer none) */
UmSourceState *um_issue_choose_site (UmSourceState *state, const char *name, GError **error);

/* Those of the key's owner whose key or name contains @query (nullable: all), at most a hundred. */
void um_issue_list_projects_async (UmSourceState *state,
                                   const char *query,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* Of UmIssueProject. @more: (out) (optional): there are others. UM_PROBLEM. (transfer full) */
GPtrArray *um_issue_list_projects_finish (UmSourceState *state,
                                          GAsyncResult *result,
                                          gboolean *more,
                                          GError **error);

/* The types of a project, by its key, that need no parent. */
void um_issue_list_types_async (UmSourceState *state,
                                const char *project,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* Of UmIssueOption. UM_PROBLEM; ISSUE_NO_SUCH_PROJECT. (transfer full) */
GPtrArray *um_issue_list_types_finish (UmSourceState *state, GAsyncResult *result, GError **error);

void um_issue_load_form_async (UmSourceState *state,
                               const char *project,
                               const char *type,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* UM_PROBLEM; ISSUE_NO_SUCH_TYPE. (transfer full) */
UmIssueForm *um_issue_load_form_finish (UmSourceState *state, GAsyncResult *result, GError **error);

/* By key, or by whole name (folded). (transfer none) ISSUE_NO_SUCH_PROJECT. */
const UmIssueProject *um_issue_find_project (GPtrArray *projects, const char *text, GError **error);
/* By id, or by whole name (folded). (transfer none) ISSUE_NO_SUCH_TYPE. */
const UmIssueOption *um_issue_find_type (GPtrArray *types, const char *text, GError **error);
/* By id, or by whole name (folded). (transfer none) ISSUE_NO_SUCH_FIELD. */
const UmIssueField *um_issue_find_field (const UmIssueForm *form, const char *text, GError **error);

/* What people give for a field, as the value of the input "fields". A choice is named by its id or
 * name, a user as for um_planner_find_user (). ISSUE_FIELD_MISSING, ISSUE_FIELD_BAD,
 * ISSUE_FIELD_FOREIGN. (transfer full) */
char *um_issue_field_print (const UmIssueField *field,
                            const char *text,
                            UmDirectory *directory,
                            GError **error);

/* Whether issues of the type can be made at all, with or without a description (nullable: nobody
 * has written it yet). ISSUE_NO_LABELS, ISSUE_FIELD_FOREIGN, ISSUE_NO_SUCH_FIELD where there is a
 * description and no field for it, ISSUE_FIELD_MISSING where one is required. */
gboolean um_issue_form_check (const UmIssueForm *form,
                              const char *type_name,
                              const char *description,
                              GError **error);

/* What people give for issues, before it is an action's inputs. Borrowed. */
typedef struct
{
  UmSource *site;      /* (nullable): through which an organisation's are made */
  const char *project; /* key */
  const char *type;    /* id */
  gboolean one;        /* one issue for all */
  const char *summary;
  const char *description;   /* (nullable) */
  const char *const *values; /* of um_issue_field_print (), ended by NULL */
} UmIssueAnswers;

/* a{sas}: the inputs of an action that makes issues. (transfer floating) */
GVariant *um_issue_answers_pack (const UmIssueAnswers *answers);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmIssueForm, um_issue_form_free)

G_END_DECLS
