/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Starts, watches and ends the process of the demo organisation. Owned by the engine, main thread.
 * The process ends when its standard input closes, so it can't outlive this one. */
#include "um-config.h"
#include "um-demo-private.h"

#include "um-json.h"
#include "um-keyring.h"
#include "um-problem.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRAM     "user-management-simulator"
#define RATE        "100" /* requests a second, as Atlassian's burst limit (ATLASSIAN.md §18) */
#define LATENCY     "15"  /* ms: feels like a near server */
#define SEED        "7"
#define START_LIMIT 60 /* seconds */
#define END_LIMIT   5  /* seconds, then it is killed */
#define MAX_N_USERS 500000

struct _UmDemo
{
  GObject parent_instance;
  char *folder;
  guint n_users;
  GSubprocess *process; /* (nullable) */
  gboolean listening;
  GPtrArray *starters; /* of GTask */
  GPtrArray *enders;   /* of GTask */
  guint timer;
  char *jira_url;
  char *api_url;
  char *email;
  char *key; /* um_keyring_free_key () */
};

G_DEFINE_FINAL_TYPE (UmDemo, um_demo, G_TYPE_OBJECT)

static char *
make_path (UmDemo *self, const char *name)
{
  return g_build_filename (self->folder, name, NULL);
}

static void
forget_address (UmDemo *self)
{
  self->listening = FALSE;
  g_clear_pointer (&self->jira_url, g_free);
  g_clear_pointer (&self->api_url, g_free);
  g_clear_pointer (&self->email, g_free);
  g_clear_pointer (&self->key, um_keyring_free_key);
}

static void
return_all (GPtrArray **tasks, const char *why)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (tasks);

  *tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      if (g_task_return_error_if_cancelled (waiting->pdata[i]))
        continue;
      if (why != NULL)
        g_task_return_new_error (waiting->pdata[i], UM_PROBLEM, UM_PROBLEM_DEMO_FAILED, "%s", why);
      else
        g_task_return_boolean (waiting->pdata[i], TRUE);
    }
}

/* Closing its input is the order to end. */
static void
close_input (UmDemo *self)
{
  g_autoptr (GError) error = NULL;
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->process);

  if (!g_output_stream_is_closed (input) && !g_output_stream_close (input, NULL, &error))
    g_debug ("The demo's input: %s", error->message);
}

static void
um_demo_dispose (GObject *object)
{
  UmDemo *self = UM_DEMO (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  if (self->process != NULL)
    close_input (self);
  g_clear_object (&self->process);
  g_clear_pointer (&self->starters, g_ptr_array_unref);
  g_clear_pointer (&self->enders, g_ptr_array_unref);
  forget_address (self);
  G_OBJECT_CLASS (um_demo_parent_class)->dispose (object);
}

static void
um_demo_finalize (GObject *object)
{
  g_free (UM_DEMO (object)->folder);
  G_OBJECT_CLASS (um_demo_parent_class)->finalize (object);
}

static void
um_demo_class_init (UmDemoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = um_demo_dispose;
  object_class->finalize = um_demo_finalize;
}

static void
um_demo_init (UmDemo *self)
{
  self->starters = g_ptr_array_new_with_free_func (g_object_unref);
  self->enders = g_ptr_array_new_with_free_func (g_object_unref);
}

/* In this order: what the environment says, beside this program, in a build tree, installed. */
static char *
find_program (void)
{
  g_autofree char *self = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *here = self != NULL ? g_path_get_dirname (self) : NULL;
  const char *named = g_getenv ("UM_SIMULATOR_PATH");

  if (named != NULL)
    return g_strdup (named);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *path = i == 2         ? g_build_filename (UM_BINDIR, PROGRAM, NULL)
                              : here == NULL ? NULL
                              : i == 0       ? g_build_filename (here, PROGRAM, NULL)
                                       : g_build_filename (here, "..", "simulator", PROGRAM, NULL);

      if (path != NULL && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/* A Ctrl+C in the terminal is for the program that started it: it ends when that one is done. */
static void
leave_group_cb (gpointer user_data)
{
  setpgid (0, 0);
}

/* The process has gone, by order or not. */
static void
gone_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmDemo) self = user_data;

  g_subprocess_wait_finish (G_SUBPROCESS (source), result, NULL);
  if (self->process != G_SUBPROCESS (source))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->process);
  forget_address (self);
  return_all (&self->starters, "It ended before it listened");
  return_all (&self->enders, NULL);
}

static gboolean
kill_cb (gpointer user_data)
{
  UmDemo *self = user_data;

  self->timer = 0;
  g_subprocess_force_exit (self->process);
  return G_SOURCE_REMOVE;
}

static gboolean
read_address (UmDemo *self, const char *line)
{
  g_autoptr (GBytes) text = g_bytes_new (line, strlen (line));
  g_autoptr (JsonNode) node = um_json_parse (text, NULL);
  JsonObject *object = um_json_get_object (node);

  self->jira_url = g_strdup (um_json_string (object, "jira_url"));
  self->api_url = g_strdup (um_json_string (object, "api_url"));
  self->email = g_strdup (um_json_string (object, "email"));
  if (um_json_string (object, "jira_token") != NULL)
    self->key = um_keyring_copy_key (um_json_string (object, "jira_token"));
  return self->jira_url != NULL && self->api_url != NULL && self->email != NULL
         && self->key != NULL;
}

static void
line_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (UmDemo) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish_utf8 (G_DATA_INPUT_STREAM (source),
                                                                     result, NULL, NULL);

  /* At its end gone_cb () tells those who wait. */
  if (line == NULL || self->process == NULL
      || g_subprocess_get_stdout_pipe (self->process)
           != g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (source)))
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  if (!read_address (self, line))
    {
      g_subprocess_force_exit (self->process);
      return;
    }
  self->listening = TRUE;
  return_all (&self->starters, NULL);
}

static gboolean
start_process (UmDemo *self, GError **error)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
    G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *program = find_program ();
  g_autofree char *name = g_strdup_printf ("demo-%u.state", self->n_users);
  g_autofree char *state = make_path (self, name);
  g_autofree char *users = g_strdup_printf ("%u", self->n_users);
  g_autoptr (GDataInputStream) lines = NULL;

  if (program == NULL)
    {
      g_set_error (error, UM_PROBLEM, UM_PROBLEM_DEMO_FAILED, "%s", PROGRAM);
      return FALSE;
    }
  g_subprocess_launcher_set_child_setup (launcher, leave_group_cb, NULL, NULL);
  self->process = g_subprocess_launcher_spawn (launcher, error, program, "--users", users, "--seed",
                                               SEED, "--rate", RATE, "--latency", LATENCY,
                                               "--state", state, NULL);
  if (self->process == NULL)
    return FALSE;
  g_subprocess_wait_async (self->process, NULL, gone_cb, g_object_ref (self));
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (lines), FALSE);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb,
                                       g_object_ref (self));
  self->timer = g_timeout_add_seconds (START_LIMIT, kill_cb, self);
  return TRUE;
}

/* How many users it had when it ran last. */
static guint
read_n_users (UmDemo *self)
{
  g_autofree char *path = make_path (self, "demo-users");
  g_autofree char *text = NULL;
  guint64 n_users;

  if (!g_file_get_contents (path, &text, NULL, NULL)
      || !g_ascii_string_to_unsigned (g_strstrip (text), 10, 1, MAX_N_USERS, &n_users, NULL))
    return UM_DEMO_N_USERS;
  return n_users;
}

static void
write_n_users (UmDemo *self)
{
  g_autofree char *path = make_path (self, "demo-users");
  g_autofree char *text = g_strdup_printf ("%u\n", self->n_users);
  g_autoptr (GError) error = NULL;

  if (!g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, &error))
    g_warning ("The size of the demo couldn't be kept: %s", error->message);
}

UmDemo *
um_demo_new (const char *folder)
{
  UmDemo *self = g_object_new (UM_TYPE_DEMO, NULL);

  self->folder = g_strdup (folder);
  self->n_users = read_n_users (self);
  return self;
}

static void
start (UmDemo *self, GTask *task)
{
  g_autoptr (GError) error = NULL;

  if (self->listening)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (self->process == NULL && !start_process (self, &error))
    {
      g_task_return_error (
        task, g_error_new_literal (UM_PROBLEM, UM_PROBLEM_DEMO_FAILED, error->message));
      return;
    }
  g_ptr_array_add (self->starters, g_object_ref (task));
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  UmDemo *self = UM_DEMO (source);
  g_autoptr (GTask) task = user_data;

  um_demo_end_finish (self, result);
  self->n_users = GPOINTER_TO_UINT (g_task_get_task_data (task));
  write_n_users (self);
  start (self, task);
}

void
um_demo_end_async (UmDemo *self, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);

  g_task_set_source_tag (task, um_demo_end_async);
  if (self->process == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  g_ptr_array_add (self->enders, g_steal_pointer (&task));
  close_input (self);
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (END_LIMIT, kill_cb, self);
}

void
um_demo_end_finish (UmDemo *self, GAsyncResult *result)
{
  g_return_if_fail (g_task_is_valid (result, self));
}

void
um_demo_start_async (UmDemo *self,
                     guint n_users,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, um_demo_start_async);
  if (n_users != 0 && n_users != self->n_users)
    {
      g_task_set_task_data (task, GUINT_TO_POINTER (MIN (n_users, MAX_N_USERS)), NULL);
      um_demo_end_async (self, ended_cb, g_steal_pointer (&task));
      return;
    }
  start (self, task);
}

gboolean
um_demo_start_finish (UmDemo *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
um_demo_is_running (UmDemo *self)
{
  return self->listening;
}

guint
um_demo_get_n_users (UmDemo *self)
{
  return self->n_users;
}

UmSource *
um_demo_fill_source (UmDemo *self, UmSource *source)
{
  UmSource *copy = um_source_copy (source);

  g_free (copy->url);
  copy->url = g_strdup (self->jira_url);
  g_free (copy->api_url);
  copy->api_url = g_strdup (self->api_url);
  g_free (copy->email);
  copy->email = g_strdup (self->email);
  copy->demo = TRUE;
  return copy;
}

const char *
um_demo_get_key (UmDemo *self)
{
  return self->key;
}

void
um_demo_forget (UmDemo *self)
{
  g_autofree char *name = g_strdup_printf ("demo-%u.state", self->n_users);
  g_autofree char *state = make_path (self, name);
  g_autofree char *users = make_path (self, "demo-users");

  g_return_if_fail (self->process == NULL);

  g_unlink (state);
  g_unlink (users);
  self->n_users = UM_DEMO_N_USERS;
}
