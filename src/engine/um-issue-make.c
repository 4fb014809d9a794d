/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is sent for the issues of a plan. No state; any thread. */
#include "um-issue-make-private.h"

#include "um-adf.h"
#include "um-issue-text.h"
#include "um-problem.h"

#include <string.h>

#define ACTION "create-issues"

/* One action that makes issues, while entries are filled. */
typedef struct
{
  UmIssueInputs *inputs;
  GPtrArray *entries; /* of UmRunEntry: of one issue for all, those that wait for it */
  GArray *people;     /* of UmIssuePerson: their users */
  guint number;       /* of that one issue */
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_clear_pointer (&self->inputs, um_issue_inputs_free);
  g_ptr_array_unref (self->entries);
  g_array_unref (self->people);
  g_free (self);
}

gboolean
um_issue_is_made_by_action (const UmPlanAction *action)
{
  return g_str_equal (action->key, ACTION);
}

gboolean
um_issue_is_made_by (const UmPlan *plan)
{
  for (guint i = 0; i < plan->actions->len; i++)
    if (um_issue_is_made_by_action (g_ptr_array_index (plan->actions, i)))
      return TRUE;
  return FALSE;
}

/* In the order of the steps of a chain. */
static GPtrArray *
list_makings (const UmPlan *plan, GError **error)
{
  g_autoptr (GPtrArray) makings = g_ptr_array_new_with_free_func (making_free);

  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);
      Making *making;

      if (!um_issue_is_made_by_action (action))
        continue;
      making = g_new0 (Making, 1);
      making->entries = g_ptr_array_new ();
      making->people = g_array_new (FALSE, FALSE, sizeof (UmIssuePerson));
      g_ptr_array_add (makings, making);
      making->inputs = um_issue_inputs_new (action, error);
      if (making->inputs == NULL)
        return NULL;
    }
  return g_steal_pointer (&makings);
}

static GHashTable *
number_users (const UmPlan *plan)
{
  GHashTable *numbers = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < plan->users->len; i++)
    {
      const UmPlanUser *user = g_ptr_array_index (plan->users, i);

      g_hash_table_insert (numbers, user->account_id, GUINT_TO_POINTER (i));
    }
  return numbers;
}

/* ---- what is sent ---- */

static void
add_string (JsonBuilder *builder, const char *member, const char *value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

static void
add_reference (JsonBuilder *builder, const char *field, const char *member, const char *value)
{
  json_builder_set_member_name (builder, field);
  json_builder_begin_object (builder);
  add_string (builder, member, value);
  json_builder_end_object (builder);
}

static void
add_labels (JsonBuilder *builder, const char *plan_label, const char *label)
{
  json_builder_set_member_name (builder, "labels");
  json_builder_begin_array (builder);
  json_builder_add_string_value (builder, plan_label);
  json_builder_add_string_value (builder, label);
  json_builder_end_array (builder);
}

static char *
print_fields (const UmIssueInputs *inputs,
              const char *summary,
              const char *description,
              const char *plan_label,
              const char *label)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_reference (builder, "project", "key", inputs->project);
  add_reference (builder, "issuetype", "id", inputs->type);
  add_string (builder, "summary", summary);
  if (*description != '\0')
    {
      json_builder_set_member_name (builder, "description");
      json_builder_add_value (builder, um_adf_from_text (description));
    }
  add_labels (builder, plan_label, label);
  for (guint i = 0; i < inputs->values->len; i++)
    {
      const UmIssueValue *value = g_ptr_array_index (inputs->values, i);

      json_builder_set_member_name (builder, value->id);
      json_builder_add_value (builder, json_node_copy (value->value));
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static void
give (UmRunEntry *entry, const char *label, const char *fields)
{
  g_free (entry->target);
  entry->target = g_strdup (label);
  g_free (entry->argument);
  entry->argument = g_strdup (fields);
}

/* ---- one for each ---- */

static gboolean
fill_each (const UmPlan *plan,
           const Making *making,
           UmRunEntry *entry,
           guint number,
           const UmIssuePerson *person,
           GError **error)
{
  g_autofree char *plan_label = g_strdup_printf ("um-%s", plan->id);
  g_autofree char *label = g_strdup_printf ("%s-%u", plan_label, number);
  g_autofree char *summary = um_issue_text_fill_summary (making->inputs->summary, person);
  g_autofree char *description = um_issue_text_fill (making->inputs->description, person);
  g_autofree char *fields = NULL;

  if (g_utf8_strlen (description, -1) > UM_ISSUE_MOST_DESCRIPTION)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_DESCRIPTION_LONG, "");
      return FALSE;
    }
  fields = print_fields (making->inputs, summary, description, plan_label, label);
  give (entry, label, fields);
  return TRUE;
}

/* ---- one for all ---- */

static void
collect (Making *making, UmRunEntry *entry, guint number, const UmIssuePerson *person)
{
  if (making->entries->len == 0)
    making->number = number;
  g_ptr_array_add (making->entries, entry);
  g_array_append_val (making->people, *person);
}

static gboolean
fill_one (const UmPlan *plan, const Making *making, GError **error)
{
  g_autofree char *plan_label = g_strdup_printf ("um-%s", plan->id);
  g_autofree char *label = g_strdup_printf ("%s-%u", plan_label, making->number);
  g_autofree char *summary = um_issue_text_fill_summary (making->inputs->summary, NULL);
  g_autofree char *description = um_issue_text_fill_all (
    making->inputs->description, (const UmIssuePerson *) making->people->data, making->people->len);
  g_autofree char *fields = NULL;

  if (making->entries->len > 0 && g_utf8_strlen (description, -1) > UM_ISSUE_MOST_DESCRIPTION)
    {
      g_set_error_literal (error, UM_PROBLEM, UM_PROBLEM_ISSUE_DESCRIPTION_LONG, "");
      return FALSE;
    }
  fields = print_fields (making->inputs, summary, description, plan_label, label);
  for (guint i = 0; i < making->entries->len; i++)
    give (g_ptr_array_index (making->entries, i), label, fields);
  return TRUE;
}

/* ---- all entries ---- */

static char *
name_step (const UmRunEntry *entry, guint step)
{
  return g_strdup_printf ("%u %s", step, entry->account_id);
}

static void
skip (UmRunEntry *entry)
{
  entry->state = UM_STATE_SKIPPED;
  entry->skip = UM_SKIP_ALREADY_SO;
  entry->finished = g_get_real_time () / G_TIME_SPAN_MILLISECOND;
}

/* @step: which of its chain's steps that make issues it is */
static gboolean
fill_entry (const UmPlan *plan,
            GPtrArray *makings,
            UmRunEntry *entry,
            guint step,
            guint user,
            UmDirectory *directory,
            GError **error)
{
  Making *making = g_ptr_array_index (makings, step);
  guint number = user * makings->len + step + 1;
  guint row = um_directory_find (directory, entry->account_id);
  UmUser known = { 0 };
  UmIssuePerson person = { .name = entry->name, .account_id = entry->account_id };

  if (row != UM_NO_ROW)
    um_directory_get_user (directory, row, &known);
  person.email = known.email;
  if (!making->inputs->one)
    return fill_each (plan, making, entry, number, &person, error);
  collect (making, entry, number, &person);
  return TRUE;
}

gboolean
um_issue_fill_entries (
  GPtrArray *entries, const UmPlan *plan, GHashTable *made, UmDirectory *directory, GError **error)
{
  g_autoptr (GPtrArray) makings = list_makings (plan, error);
  g_autoptr (GHashTable) numbers = NULL;
  guint chain = G_MAXUINT, step = 0;

  if (makings == NULL || makings->len == 0)
    return makings != NULL;
  numbers = number_users (plan);
  for (guint i = 0; i < entries->len; i++)
    {
      UmRunEntry *entry = g_ptr_array_index (entries, i);
      guint user = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, entry->account_id));
      g_autofree char *name = NULL;

      if (entry->chain != chain)
        step = 0;
      chain = entry->chain;
      if (entry->kind != UM_STEP_ISSUE_CREATE)
        continue;
      name = name_step (entry, step++);
      if (entry->state != UM_STATE_PENDING)
        continue;
      if (made != NULL && g_hash_table_contains (made, name))
        skip (entry);
      else if (!fill_entry (plan, makings, entry, step - 1, user, directory, error))
        return FALSE;
    }
  for (guint i = 0; i < makings->len; i++)
    if (((Making *) g_ptr_array_index (makings, i))->inputs->one
        && !fill_one (plan, g_ptr_array_index (makings, i), error))
      return FALSE;
  return TRUE;
}

void
um_issue_collect_made (GPtrArray *entries, GHashTable *made)
{
  guint chain = G_MAXUINT, step = 0;

  for (guint i = 0; i < entries->len; i++)
    {
      const UmRunEntry *entry = g_ptr_array_index (entries, i);

      if (entry->chain != chain)
        step = 0;
      chain = entry->chain;
      if (entry->kind != UM_STEP_ISSUE_CREATE)
        continue;
      if (entry->state == UM_STATE_DONE || entry->state == UM_STATE_SENT
          || entry->state == UM_STATE_UNKNOWN)
        g_hash_table_add (made, name_step (entry, step));
      step++;
    }
}
