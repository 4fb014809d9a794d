/* SPDX-License-Identifier: GPL-3.0-or-later */
/* plan: makes a plan from users, actions and groups, shows it, saves it. */
#include "um-config.h"
#include "um-cli-await.h"
#include "um-cli-confirm.h"
#include "um-cli-group-file.h"
#include "um-cli-json.h"
#include "um-cli-list.h"
#include "um-cli-permits.h"
#include "um-cli-plan.h"
#include "um-cli-users.h"
#include "um-actions.h"
#include "um-enums.h"
#include "um-planner.h"
#include "um-same-groups.h"
#include "um-words.h"

#include <glib/gi18n.h>
#include <string.h>

typedef const char *(*FindId) (UmDirectory *directory, const char *text, GError **error);

static gboolean
takes (const UmActionInfo *info, UmInputKind kind)
{
  for (guint i = 0; i < info->n_inputs; i++)
    if (info->inputs[i] == kind)
      return TRUE;
  return FALSE;
}

/* What was named as one input of an action, by its ids. */
static gboolean
add_input (GVariantBuilder *inputs,
           UmInputKind kind,
           UmDirectory *directory,
           FindId find,
           char **texts,
           GError **error)
{
  g_auto (GVariantBuilder) ids = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("as"));

  for (guint i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      const char *id = find (directory, texts[i], error);

      if (id == NULL)
        return FALSE;
      g_variant_builder_add (&ids, "s", id);
    }
  g_variant_builder_add (inputs, "{s@as}", um_input_kind_to_nick (kind),
                         g_variant_builder_end (&ids));
  return TRUE;
}

static GVariant *
new_like (UmDirectory *directory,
          const UmActionInfo *info,
          const UmCliInputs *named,
          GError **error)
{
  guint colleague = um_planner_find_user (directory, named->like, error);

  if (colleague == UM_NO_ROW)
    return NULL;
  return um_same_groups_new_inputs (directory, colleague, named->users, !info->takes_access, error);
}

/* Those of the inputs that the action takes. %NULL without an error where it has nothing to do. */
static GVariant *
new_inputs (UmDirectory *directory,
            const UmActionInfo *info,
            const UmCliInputs *named,
            GError **error)
{
  g_auto (GVariantBuilder) inputs = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));

  if (takes (info, UM_INPUT_PROJECT) && named->issue_inputs != NULL)
    return g_variant_ref (named->issue_inputs);
  if (takes (info, UM_INPUT_LIKE) && named->like != NULL)
    return new_like (directory, info, named, error);
  if (takes (info, UM_INPUT_EMAILS))
    return um_email_options_pack (&named->email, named->users, error);
  if (takes (info, UM_INPUT_PAIRS) && named->pairs != NULL)
    return um_group_file_new_inputs (named->pairs, !info->takes_access, NULL);
  if (takes (info, UM_INPUT_PEOPLE))
    {
      g_auto (GStrv) texts = um_import_people_dup_texts (named->people);

      g_variant_builder_add (&inputs, "{s^as}", um_input_kind_to_nick (UM_INPUT_PEOPLE), texts);
    }
  if (takes (info, UM_INPUT_GROUPS)
      && !add_input (&inputs, UM_INPUT_GROUPS, directory, um_planner_find_group, named->groups,
                     error))
    return NULL;
  if (takes (info, UM_INPUT_PRODUCTS)
      && !add_input (&inputs, UM_INPUT_PRODUCTS, directory, um_planner_find_product,
                     named->products, error))
    return NULL;
  if (takes (info, UM_INPUT_DIRECTORIES)
      && !add_input (&inputs, UM_INPUT_DIRECTORIES, directory, um_planner_find_directory,
                     named->directories, error))
    return NULL;
  if (takes (info, UM_INPUT_INTO)
      && !add_input (&inputs, UM_INPUT_INTO, directory, um_planner_find_directory,
                     (char *[]){ named->into, NULL }, error))
    return NULL;
  if (takes (info, UM_INPUT_MESSAGE) && named->message != NULL)
    {
      const char *texts[] = { named->message };

      g_variant_builder_add (&inputs, "{s@as}", um_input_kind_to_nick (UM_INPUT_MESSAGE),
                             g_variant_new_strv (texts, 1));
    }
  return g_variant_ref_sink (g_variant_builder_end (&inputs));
}

/**
 * um_cli_new_actions:
 * @directory: the source's users
 * @keys: (array zero-terminated=1): actions of the catalogue
 * @named: what was named for them; each action takes its own
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable) (element-type UmPlanAction): the actions of a request
 */
GPtrArray *
um_cli_new_actions (UmDirectory *directory, char **keys, const UmCliInputs *named, GError **error)
{
  g_autoptr (GPtrArray)
    actions = g_ptr_array_new_with_free_func ((GDestroyNotify) um_plan_action_free);

  for (guint i = 0; keys[i] != NULL; i++)
    {
      g_autoptr (GError) problem = NULL;
      g_autoptr (GVariant)
        inputs = new_inputs (directory, um_actions_find (keys[i]), named, &problem);

      if (problem != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&problem));
          return NULL;
        }
      if (inputs != NULL)
        g_ptr_array_add (actions, um_plan_action_new (keys[i], inputs));
    }
  return g_steal_pointer (&actions);
}

static GPtrArray *
strv_to_array (char **values)
{
  GPtrArray *array = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; values[i] != NULL; i++)
    g_ptr_array_add (array, g_strdup (values[i]));
  return array;
}

/**
 * um_cli_make_plan:
 * @cli: the command line
 * @state: a loaded source
 * @request: what is asked for
 * @error: return location for a #GError
 *
 * Returns: (transfer full) (nullable): the plan
 */
UmPlan *
um_cli_make_plan (UmCli *cli, UmSourceState *state, const UmPlanRequest *request, GError **error)
{
  g_auto (UmAwait) await = { 0 };

  um_planner_make_async (state, request, cli->cancellable, um_await_cb, &await);
  return um_planner_make_finish (um_await (&await), error);
}

static void
add_step_json (JsonBuilder *json, const UmStep *step)
{
  json_builder_begin_object (json);
  um_cli_json_string (json, "step", um_step_kind_to_nick (step->kind));
  um_cli_json_string (json, "target", step->target);
  um_cli_json_string (json, "place", step->place);
  um_cli_json_string (json, "before", step->before);
  um_cli_json_string (json, "after", step->after);
  um_cli_json_string (json, "skip",
                      step->skip != UM_SKIP_NONE ? um_skip_to_nick (step->skip) : NULL);
  json_builder_end_object (json);
}

static void
add_user_json (JsonBuilder *json, const UmPlanUser *user)
{
  json_builder_begin_object (json);
  um_cli_json_string (json, "account_id", um_person_get_account_id (user->account_id));
  um_cli_json_string (json, "name", user->name != NULL && *user->name ? user->name : NULL);
  json_builder_set_member_name (json, "chain");
  json_builder_begin_array (json);
  for (guint i = 0; i < user->n_steps; i++)
    add_step_json (json, &user->steps[i]);
  json_builder_end_array (json);
  um_cli_json_string (json, "skip",
                      user->skip != UM_SKIP_NONE ? um_skip_to_nick (user->skip) : NULL);
  json_builder_set_member_name (json, "warnings");
  json_builder_begin_array (json);
  for (guint i = 0; i < user->n_warnings; i++)
    json_builder_add_string_value (json, um_warning_kind_to_nick (user->warnings[i].kind));
  json_builder_end_array (json);
  json_builder_end_object (json);
}

/* @inputs: (nullable): some come from its table, or its list. */
static void
print_plan_json (const UmPlan *plan, const UmCliInputs *inputs)
{
  UmPlanSummary summary;
  g_autoptr (JsonBuilder) json = json_builder_new ();
  g_autofree char *phrase = NULL;

  um_plan_summarize (plan, &summary);
  phrase = um_words_plan_phrase (plan, &summary);
  json_builder_begin_object (json);
  um_cli_json_string (json, "plan_id", plan->id);
  um_cli_json_int (json, "touched", summary.touched);
  um_cli_json_int (json, "skipped", summary.skipped);
  um_cli_json_int (json, "steps", summary.steps);
  um_cli_json_string (json, "risk", um_risk_to_nick (summary.risk));
  um_cli_json_string (json, "confirm", phrase);
  json_builder_set_member_name (json, "users");
  json_builder_begin_array (json);
  for (guint i = 0; i < plan->users->len; i++)
    add_user_json (json, g_ptr_array_index (plan->users, i));
  json_builder_end_array (json);
  if (inputs != NULL && inputs->email.pairs != NULL)
    um_cli_add_pairs_json (json, inputs->email.pairs);
  if (inputs != NULL && inputs->people != NULL)
    um_cli_add_people_json (json, inputs->people);
  json_builder_end_object (json);
  um_cli_json_print (json);
}

static void
print_user (const UmPlanUser *user)
{
  g_autofree char *name = um_words_name (user->name, user->account_id);
  g_autofree char *chain = um_words_chain (user);
  g_autofree char *skip = um_words_skip_long (user->skip, user->skip_detail);
  gboolean acts = *chain != '\0' && user->skip == UM_SKIP_NONE; /* a guard stops a whole chain */

  g_print ("  %s: %s", name, acts ? chain : skip);
  for (guint i = 0; acts && i < user->n_warnings; i++)
    {
      g_autofree char *warning = um_words_warning (user->warnings[i].kind,
                                                   user->warnings[i].detail);

      g_print ("; %s", warning);
    }
  g_print ("\n");
}

/**
 * um_cli_print_plan:
 * @plan: a plan
 *
 * Prints header and users for reading.
 */
void
um_cli_print_plan (const UmPlan *plan)
{
  UmPlanSummary summary;
  g_autofree char *headline = NULL;
  g_autofree char *details = NULL;
  g_autofree char *age = um_words_plan_age (plan, g_get_real_time () / G_USEC_PER_SEC);

  um_plan_summarize (plan, &summary);
  headline = um_words_plan_headline (plan, &summary);
  details = um_words_plan_details (plan, &summary);
  g_print ("%s %s\n%s\n", headline, details, age);
  for (guint i = 0; i < plan->users->len; i++)
    print_user (g_ptr_array_index (plan->users, i));
}

/* As a shell has to be given it. */
static char *
dup_word (const char *path)
{
  for (const char *p = path; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr ("/._-+,:@%", *p) == NULL)
      return g_shell_quote (path);
  return g_strdup (path);
}

static int
save_plan (UmPlan *plan, UmSource *source, const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *option = um_cli_dup_option (plan);
  g_autofree char *word = dup_word (path);
  g_autoptr (GError) error = NULL;

  um_cli_hold_out_refused (plan);
  text = um_plan_file_print (plan, source);
  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL))
    {
      error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FILE_FAILED, path);
      return um_cli_fail (error);
    }
  /* Translators: first the name of a file, then a command */
  g_printerr (_ ("Saved to %s. Run it with: %s"), path, "user-management-cli run ");
  g_printerr ("%s %s\n", word, option);
  return UM_EXIT_DONE;
}

typedef struct
{
  char *expression;
  char *users_file;
  char *pairs_file;
  char *reason;
  UmCliInputs inputs;
  UmCliShow show;
} PlanOptions;

static void
plan_options_clear (PlanOptions *self)
{
  g_free (self->expression);
  g_free (self->users_file);
  g_free (self->pairs_file);
  g_free (self->reason);
  g_free (self->show.output);
  g_strfreev (self->inputs.groups);
  g_strfreev (self->inputs.products);
  g_strfreev (self->inputs.directories);
  g_free (self->inputs.into);
  g_free (self->inputs.message);
  g_free (self->inputs.like);
  um_email_options_clear (&self->inputs.email);
  g_clear_object (&self->inputs.pairs);
  g_free (self->inputs.people_file);
  g_clear_pointer (&self->inputs.people, um_import_people_free);
  um_issue_options_clear (&self->inputs.issue);
  g_clear_pointer (&self->inputs.issue_inputs, g_variant_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PlanOptions, plan_options_clear)

/* The users of the plan: out of a file, by an expression, or those to whom a table gives something.
 */
static GPtrArray *
get_users (UmCli *cli, UmSourceState *state, const PlanOptions *options, gint64 *now, int *status)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) ids = NULL;
  GPtrArray *users;

  *now = g_get_real_time () / G_USEC_PER_SEC;
  if (options->users_file != NULL)
    {
      users = um_cli_read_users (cli, state, options->users_file, &error);
      if (users == NULL)
        *status = um_cli_fail_to_read (error);
      return users;
    }
  if (options->inputs.people != NULL)
    return um_import_people_list_addresses (options->inputs.people);
  if (options->expression == NULL)
    return um_cli_list_pair_users (options->inputs.email.pairs);
  ids = um_cli_find_users (state, options->expression, status);
  return ids != NULL ? strv_to_array (ids) : NULL;
}

static gboolean
is_taken (char **keys, UmInputKind kind)
{
  for (guint i = 0; keys[i] != NULL; i++)
    if (takes (um_actions_find (keys[i]), kind))
      return TRUE;
  return FALSE;
}

static gboolean
ask_site (UmCli *cli, UmSourceState *state, char **keys, UmCliInputs *inputs, GError **error)
{
  GVariant *issue;

  if (!is_taken (keys, UM_INPUT_PROJECT))
    return TRUE;
  issue = um_cli_read_issue (cli, state, &inputs->issue, error);
  inputs->issue_inputs = issue != NULL ? g_variant_ref_sink (issue) : NULL;
  return issue != NULL;
}

/* Of a product that is given away; what Atlassian doesn't tell is left away. */
static void
print_seat (UmDirectory *directory, GHashTable *seats, const char *product)
{
  guint thing = um_directory_find_thing (directory, UM_SET_PRODUCTS, product);
  guint left = GPOINTER_TO_UINT (g_hash_table_lookup (seats, product));
  g_autofree char *number = um_words_number (left);
  g_autofree char *name = NULL;

  if (thing == UM_NO_ROW || !g_hash_table_contains (seats, product))
    return;
  name = um_words_clean (um_directory_get_thing (directory, UM_SET_PRODUCTS, thing)->name);
  /* Translators: first a product such as Jira, then a number of free seats */
  g_print (ngettext ("%s: %s seat left\n", "%s: %s seats left\n", left), name, number);
}

static void
print_seats (UmSourceState *state, const UmPlan *plan, const UmPlanAction *action)
{
  g_autofree const char **products = um_plan_action_get_input (
    action, um_input_kind_to_nick (UM_INPUT_PRODUCTS));

  for (guint i = 0; plan->seats != NULL && products[i] != NULL; i++)
    print_seat (um_source_state_get_directory (state), plan->seats, products[i]);
}

static void
read_seats (UmCli *cli, UmSourceState *state, UmPlan *plan)
{
  g_auto (UmAwait) await = { 0 };

  um_planner_read_seats_async (state, plan, cli->cancellable, um_await_cb, &await);
  um_planner_read_seats_finish (state, um_await (&await));
}

/* Of products that are given away. */
static void
print_all_seats (UmSourceState *state, const UmPlan *plan)
{
  for (guint i = 0; i < plan->actions->len; i++)
    {
      const UmPlanAction *action = g_ptr_array_index (plan->actions, i);

      if (g_str_equal (action->key, "grant-product-access"))
        print_seats (state, plan, action);
    }
}

/**
 * um_cli_show_plan:
 * @cli: the command line
 * @state: the plan's source
 * @plan: a plan
 * @inputs: (nullable): what it was made from
 * @options: how it is shown
 *
 * Prints it, and saves it where that is asked for.
 *
 * Returns: the exit code
 */
int
um_cli_show_plan (UmCli *cli,
                  UmSourceState *state,
                  UmPlan *plan,
                  const UmCliInputs *inputs,
                  const UmCliShow *options)
{
  g_autoptr (GError) error = NULL;

  if (options->ask_permits && !um_cli_ask_permits (cli, state, plan, &error))
    return um_cli_fail (error);
  if (options->as_json)
    print_plan_json (plan, inputs);
  else
    {
      read_seats (cli, state, plan);
      um_cli_print_plan (plan);
      print_all_seats (state, plan);
    }
  if (!options->ask_permits)
    um_cli_print_unasked (state, plan);
  if (options->output == NULL)
    return UM_EXIT_DONE;
  return save_plan (plan, um_source_state_get_source (state), options->output);
}

static int
make_and_show (UmCli *cli, UmSourceState *state, char **keys, PlanOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) users = NULL;
  g_autoptr (GPtrArray) actions = NULL;
  g_autoptr (UmPlan) plan = NULL;
  UmPlanRequest request = { .expression = options->users_file == NULL ? options->expression : NULL,
                            .reason = options->reason };
  int status;

  if (!um_email_options_read (&options->inputs.email, cli, state, &error))
    return um_cli_fail_to_read (error);
  if (options->inputs.people_file != NULL)
    options->inputs.people = um_cli_read_people (cli, state, options->inputs.people_file, &error);
  if (error != NULL)
    return um_cli_fail_to_read (error);
  if (options->pairs_file == NULL)
    users = get_users (cli, state, options, &request.now, &status);
  else
    options->inputs.pairs = um_cli_read_group_file (cli, state, options->pairs_file, keys, &error);
  if (error != NULL)
    return um_cli_fail_to_read (error);
  if (users == NULL && options->pairs_file == NULL)
    return status;
  if (!ask_site (cli, state, keys, &options->inputs, &error))
    return um_cli_fail (error);
  options->inputs.users = users;
  actions = um_cli_new_actions (um_source_state_get_directory (state), keys, &options->inputs,
                                &error);
  if (actions == NULL)
    return um_cli_fail (error);
  request.account_ids = users;
  request.actions = actions;
  plan = um_cli_make_plan (cli, state, &request, &error);
  if (plan == NULL)
    return um_cli_fail (error);
  return um_cli_show_plan (cli, state, plan, &options->inputs, &options->show);
}

/* Checks that there are such actions, and that each input named is one that an action takes. */
static gboolean
check_actions (const char *usage, char **keys, const UmCliInputs *named, int *status)
{
  const struct
  {
    gboolean named;
    UmInputKind kind;
    const char *wrong;
  } inputs[] = {
    { named->groups != NULL, UM_INPUT_GROUPS, _ ("No action of the plan takes --group.") },
    { named->like != NULL, UM_INPUT_LIKE, _ ("No action of the plan takes --same-groups-as.") },
    { named->products != NULL, UM_INPUT_PRODUCTS, _ ("No action of the plan takes --product.") },
    { named->into != NULL, UM_INPUT_INTO, _ ("No action of the plan takes --into.") },
    { named->directories != NULL, UM_INPUT_DIRECTORIES,
      _ ("No action of the plan takes --directory.") },
    { named->message != NULL, UM_INPUT_MESSAGE, _ ("No action of the plan takes --message.") },
    { named->people_file != NULL, UM_INPUT_PEOPLE, _ ("No action of the plan invites people.") },
    { um_email_options_are_given (&named->email), UM_INPUT_EMAILS,
      _ ("No action of the plan changes e-mail addresses.") },
    { um_issue_options_are_given (&named->issue), UM_INPUT_PROJECT,
      _ ("No action of the plan makes issues.") },
  };

  for (guint i = 0; keys[i] != NULL; i++)
    if (!um_actions_can_be_planned (keys[i]))
      {
        g_autoptr (GError)
          error = g_error_new_literal (UM_PROBLEM, UM_PROBLEM_NO_SUCH_ACTION, keys[i]);

        *status = um_cli_fail (error);
        return FALSE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    if (inputs[i].named && !is_taken (keys, inputs[i].kind))
      {
        *status = um_cli_wrong_use (usage, inputs[i].wrong);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_users (const char *usage, const PlanOptions *options)
{
  guint n = (options->expression != NULL) + (options->users_file != NULL)
            + (options->pairs_file != NULL);

  if (n == 0 && options->inputs.email.table.path == NULL)
    um_cli_wrong_use (usage, _ ("Name the users by --filter, --users or --pairs."));
  else if (n > 1)
    um_cli_wrong_use (usage, _ ("Name the users by one of --filter, --users and --pairs."));
  return n == 1 || (n == 0 && options->inputs.email.table.path != NULL);
}

/* People who are to be invited aren't users yet. */
static gboolean
check_people (const char *usage, char **keys, const PlanOptions *options)
{
  gboolean users = options->expression != NULL || options->users_file != NULL
                   || options->pairs_file != NULL || options->inputs.email.table.path != NULL;
  gboolean people = options->inputs.people_file != NULL;

  if (g_strv_contains ((const char *const *) keys, "invite") ? people && !users : !people || !users)
    return TRUE;
  um_cli_wrong_use (usage, _ ("Name the people to be invited by --people alone."));
  return FALSE;
}

static gboolean
takes_pairs (char **keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    if (!takes (um_actions_find (keys[i]), UM_INPUT_PAIRS))
      return FALSE;
  return TRUE;
}

static gboolean
check_groups (const char *usage, char **keys, const PlanOptions *options)
{
  guint n = (options->inputs.groups != NULL) + (options->inputs.like != NULL)
            + (options->pairs_file != NULL);

  if (n > 1)
    um_cli_wrong_use (usage,
                      _ ("Name the groups by one of --group, --same-groups-as and --pairs."));
  else if (options->pairs_file != NULL && !takes_pairs (keys))
    um_cli_wrong_use (usage, _ ("Only add-to-groups and remove-from-groups take --pairs."));
  else
    return TRUE;
  return FALSE;
}

/* A linked site knows those of its organisation, and is left as a whole all the same. */
static gboolean
check_directories (const char *usage, UmSourceState *state, const PlanOptions *options)
{
  if (options->inputs.directories == NULL
      || um_source_state_get_source (state)->kind == UM_SOURCE_ACCESS)
    return TRUE;
  um_cli_wrong_use (usage, _ ("A Jira site has no directories: leave --directory away."));
  return FALSE;
}

static int
plan (UmCli *cli, const char *usage, int argc, char **argv)
{
  g_auto (PlanOptions) options = { 0 };
  UmCliShow *show = &options.show;
  GOptionEntry entries[] = {
    { "filter", 0, 0, G_OPTION_ARG_STRING, &options.expression, N_ ("The users of this filter"),
      "EXPR" },
    { "users", 0, 0, G_OPTION_ARG_FILENAME, &options.users_file,
      N_ ("The users of this file, of any form"), "FILE" },
    { "pairs", 0, 0, G_OPTION_ARG_FILENAME, &options.pairs_file,
      N_ ("The users and groups of this file: user, group, and “add” or “remove” if both are done"),
      "FILE" },
    { "group", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.inputs.groups,
      N_ ("A group, by name or id; may be given again"), "GROUP" },
    { "same-groups-as", 0, 0, G_OPTION_ARG_STRING, &options.inputs.like,
      N_ ("Add to the groups of this user, or remove from those that the user isn’t in"), "USER" },
    { "product", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.inputs.products,
      N_ ("A product, by key or name; may be given again"), "PRODUCT" },
    { "into", 0, 0, G_OPTION_ARG_STRING, &options.inputs.into,
      N_ ("The directory to change to, by name or id"), "DIRECTORY" },
    { "directory", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.inputs.directories,
      N_ ("A directory, by name or id; may be given again. Else each user’s only one"),
      "DIRECTORY" },
    { "message", 0, 0, G_OPTION_ARG_STRING, &options.inputs.message, N_ ("What the user is told"),
      "TEXT" },
    { "people", 0, 0, G_OPTION_ARG_FILENAME, &options.inputs.people_file,
      N_ ("Who is to be invited: e-mail addresses, with columns of products and groups"), "FILE" },
    { "email-rule", 0, 0, G_OPTION_ARG_STRING, &options.inputs.email.rule,
      N_ ("The domain that addresses leave, and the one that they get"), "OLD=NEW" },
    { "emails", 0, 0, G_OPTION_ARG_FILENAME, &options.inputs.email.table.path,
      N_ ("A table of users and new addresses; without --filter and --users, of them all"),
      "FILE" },
    { "user-column", 0, 0, G_OPTION_ARG_STRING, &options.inputs.email.table.user_column,
      N_ ("Of the table: what names the users, by heading or number"), "COLUMN" },
    { "value-column", 0, 0, G_OPTION_ARG_STRING, &options.inputs.email.table.value_column,
      N_ ("Of the table: what they get, by heading or number"), "COLUMN" },
    { "site", 0, 0, G_OPTION_ARG_STRING, &options.inputs.issue.site,
      N_ ("The Jira source that makes an organisation’s issues, where there are several"), "NAME" },
    { "project", 0, 0, G_OPTION_ARG_STRING, &options.inputs.issue.project,
      N_ ("Where issues are made, by key or name"), "PROJECT" },
    { "issue-type", 0, 0, G_OPTION_ARG_STRING, &options.inputs.issue.type,
      N_ ("Of the issues, by name or id"), "KIND" },
    { "summary", 0, 0, G_OPTION_ARG_STRING, &options.inputs.issue.summary,
      N_ ("Of the issues; {name}, {email}, {account_id} are a user’s own"), "TEXT" },
    { "description", 0, 0, G_OPTION_ARG_STRING, &options.inputs.issue.description,
      N_ ("Of the issues, of several lines"), "TEXT" },
    { "field", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.inputs.issue.fields,
      N_ ("A field that the issue type requires; may be given again"), "FIELD=VALUE" },
    { "one-issue", 0, 0, G_OPTION_ARG_NONE, &options.inputs.issue.one,
      N_ ("One issue for all users"), NULL },
    { "ask-permissions", 0, 0, G_OPTION_ARG_NONE, &show->ask_permits,
      N_ ("Ask Atlassian now whom it will refuse, one request a user"), NULL },
    { "reason", 0, 0, G_OPTION_ARG_STRING, &options.reason, N_ ("Why; kept in the run log"),
      "TEXT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &show->output, N_ ("Save the plan to this file"),
      "FILE" },
    { NULL },
  };
  UmSourceState *state;
  UmFormat format;
  int status;

  if (!um_cli_parse_format (usage, entries, &argc, &argv, 2, G_MAXINT, UM_FORMATS_SHOWN, &format))
    return UM_EXIT_WRONG_USE;
  show->as_json = format == UM_FORMAT_JSON;
  if (!check_people (usage, argv + 2, &options)
      || (options.inputs.people_file == NULL && !check_users (usage, &options)))
    return UM_EXIT_WRONG_USE;
  if (!check_actions (usage, argv + 2, &options.inputs, &status))
    return status;
  if (!check_groups (usage, argv + 2, &options))
    return UM_EXIT_WRONG_USE;
  state = um_cli_load_source (cli, argv[1], &status);
  if (state == NULL)
    return status;
  return check_directories (usage, state, &options) ? make_and_show (cli, state, argv + 2, &options)
                                                    : UM_EXIT_WRONG_USE;
}

const UmCommand um_cli_plan_commands[] = {
  { "plan",
    "NAME ACTION… (--filter EXPR | --users FILE | --pairs FILE | --people FILE) [--group G]…"
    " [--same-groups-as USER] [--product P]… [--directory D]… [--into D]"
    " [--message T] [--email-rule OLD=NEW | --emails FILE]"
    " [--project P --issue-type T --summary S] [-o FILE]",
    N_ ("Make a plan: what would be done to whom"), plan },
  { NULL },
};
