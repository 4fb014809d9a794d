/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a Jira site answers about issues, decoded. Plain records; any thread. Their strings belong
 * to the answer, of which each record holds a share: they live as long as the record. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;   /* not empty */
  const char *key;  /* never NULL */
  const char *name; /* never NULL */

  /*< private >*/
  JsonNode *answer;
} UmJiraProject;

typedef struct
{
  const char *id;   /* not empty */
  const char *name; /* never NULL */
  gboolean subtask; /* needs a parent */

  /*< private >*/
  JsonNode *answer;
} UmJiraIssueType;

/* One of the values that a field takes. */
typedef struct
{
  const char *id;   /* not empty */
  const char *name; /* never NULL: its name or value */
} UmJiraOption;

/* A field of the form in which an issue is made. */
typedef struct
{
  const char *id;     /* not empty: "summary", "customfield_10000", … */
  const char *name;   /* never NULL */
  const char *type;   /* (nullable): "string", "array", "user", "priority", … */
  const char *items;  /* (nullable): of an array: what it is of */
  const char *system; /* (nullable): the name of a field that Jira has itself */
  const char *custom; /* (nullable): the kind of any other, a name with colons */
  gboolean required;
  gboolean has_default; /* Jira fills it in itself */
  GArray *options;      /* (nullable): of UmJiraOption: nothing else is taken */

  /*< private >*/
  JsonNode *answer;
} UmJiraField;

typedef struct
{
  const char *id;    /* not empty */
  const char *key;   /* never NULL; may be empty where only the id was told */
  GPtrArray *labels; /* (nullable): of const char * */

  /*< private >*/
  JsonNode *answer;
} UmJiraIssue;

/* What became of one issue that was to be made. */
typedef struct
{
  char *id;      /* (nullable): NULL: it wasn't made */
  char *key;     /* (nullable) */
  guint status;  /* of one that wasn't made: 400, …; 0: not told */
  char *message; /* (nullable): Jira's words, why not */
  GError *error; /* (nullable): UM_ATLASSIAN_ERROR, of one that wasn't made */
  GBytes *body;  /* (nullable): what the answer says of that one */
} UmJiraMade;

/* One page of issues found. */
typedef struct
{
  GPtrArray *items; /* of UmJiraIssue */
  char *next;       /* (nullable): the token of the next page */
  guint bad;        /* entries left out because they have no id or aren't objects */
} UmJiraIssuePage;

void um_jira_project_free (UmJiraProject *self);
void um_jira_issue_type_free (UmJiraIssueType *self);
void um_jira_field_free (UmJiraField *self);
void um_jira_issue_free (UmJiraIssue *self);
void um_jira_made_free (UmJiraMade *self);
void um_jira_issue_page_free (UmJiraIssuePage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraProject, um_jira_project_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraIssueType, um_jira_issue_type_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraField, um_jira_field_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraIssue, um_jira_issue_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraMade, um_jira_made_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmJiraIssuePage, um_jira_issue_page_free)

G_END_DECLS
