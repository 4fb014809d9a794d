/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of issues that are made about users: {name}, {email} and {account_id} stand for what is
 * a user's own, and {{ for a brace. Any thread; no state. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/** UM_ISSUE_MOST_SUMMARY: characters that a summary may have (ATLASSIAN.md §16). */
#define UM_ISSUE_MOST_SUMMARY 255
/** UM_ISSUE_MOST_DESCRIPTION: characters that Jira's fields of several lines take. */
#define UM_ISSUE_MOST_DESCRIPTION 32767

/* The values of the input "issues". */
#define UM_ISSUES_EACH "each" /* one issue for each user */
#define UM_ISSUES_ONE  "one"  /* one issue for all of them */

/** UM_NO_ISSUE: the state before an issue is made; the state after is its summary, then its key. */
#define UM_NO_ISSUE "no-issue"

/* What is known of a user. Borrowed. */
typedef struct
{
  const char *name;  /* (nullable) */
  const char *email; /* (nullable): not known: a dash stands for it */
  const char *account_id;
} UmIssuePerson;

/**
 * um_issue_text_check:
 * @text: a text with placeholders
 * @error: return location for a #GError
 *
 * Returns: %FALSE with %UM_PROBLEM_ISSUE_PLACEHOLDER for one that there isn't
 */
gboolean um_issue_text_check (const char *text, GError **error);

/** um_issue_text_names_users: Returns: whether something in @text differs from user to user */
gboolean um_issue_text_names_users (const char *text);

/**
 * um_issue_text_fill_summary:
 * @text: a text with placeholders, checked
 * @person: (nullable): whom it is about; %NULL where it names nobody
 *
 * Returns: (transfer full): one line of at most %UM_ISSUE_MOST_SUMMARY characters, the last an
 *   ellipsis where it would be longer
 */
char *um_issue_text_fill_summary (const char *text, const UmIssuePerson *person);

/** um_issue_text_fill: the same of any number of lines, however long */
char *um_issue_text_fill (const char *text, const UmIssuePerson *person);

/**
 * um_issue_text_fill_all:
 * @people: (array length=n_people): all whom one issue is about
 *
 * Returns: (transfer full): @text, in which each line with a placeholder stands once for each of
 *   them
 */
char *um_issue_text_fill_all (const char *text, const UmIssuePerson *people, guint n_people);

G_END_DECLS
