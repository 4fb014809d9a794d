/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lock of a source: one holder, in whatever process, until it lets go or dies. */
#include "store-support.h"

#include "um-run-lock.h"

#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program;

static void
assert_taken (const char *folder, const char *source_id)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (um_run_lock_is_held (folder, source_id));
  g_assert_null (um_run_lock_take (folder, source_id, &error));
  g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED);
}

static void
test_one_holder (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autofree char *path = store_build_path (folder, "runs/s1.lock");
  g_autoptr (UmRunLock) other = NULL, again = NULL;
  g_autoptr (GError) error = NULL;
  struct stat info;
  UmRunLock *lock;

  g_assert_false (um_run_lock_is_held (folder, "s1"));
  lock = um_run_lock_take (folder, "s1", &error);
  g_assert_no_error (error);
  assert_taken (folder, "s1");
  g_assert_false (um_run_lock_is_held (folder, "s2"));
  other = um_run_lock_take (folder, "s2", &error);
  g_assert_no_error (error);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  um_run_lock_free (lock);
  g_assert_false (um_run_lock_is_held (folder, "s1"));
  again = um_run_lock_take (folder, "s1", &error);
  g_assert_no_error (error);
}

static gpointer
look_often (gpointer data)
{
  const char *folder = data;

  for (guint i = 0; i < 2000; i++)
    um_run_lock_is_held (folder, "s1");
  return NULL;
}

static gpointer
look_and_find_it_free (gpointer data)
{
  const char *folder = data;

  for (guint i = 0; i < 5000; i++)
    g_assert_false (um_run_lock_is_held (folder, "s1"));
  return NULL;
}

/* Who only looks isn't in the way of who takes it. */
static void
test_looking (void)
{
  g_autofree char *folder = store_make_folder ();
  GThread *thread;

  um_run_lock_free (um_run_lock_take (folder, "s1", NULL));
  thread = g_thread_new ("look", look_often, folder);
  for (guint i = 0; i < 500; i++)
    {
      g_autoptr (GError) error = NULL;
      UmRunLock *lock = um_run_lock_take (folder, "s1", &error);

      g_assert_no_error (error);
      um_run_lock_free (lock);
    }
  g_thread_join (thread);
}

/* Nor do those who look take each other for who has it. */
static void
test_looking_at_once (void)
{
  g_autofree char *folder = store_make_folder ();
  GThread *thread;

  um_run_lock_free (um_run_lock_take (folder, "s1", NULL));
  thread = g_thread_new ("look", look_and_find_it_free, folder);
  look_and_find_it_free (folder);
  g_thread_join (thread);
}

typedef struct
{
  const char *folder;
  int holders;
  int taken;
} Removals;

static gpointer
take_and_remove (gpointer data)
{
  Removals *removals = data;

  while (g_atomic_int_get (&removals->taken) < 300)
    {
      g_autoptr (GError) error = NULL;
      UmRunLock *lock = um_run_lock_take (removals->folder, "s1", &error);

      if (lock == NULL)
        {
          g_assert_error (error, UM_STORE_ERROR, UM_STORE_ERROR_LOCKED);
          continue;
        }
      g_assert_cmpint (g_atomic_int_add (&removals->holders, 1), ==, 0);
      g_atomic_int_inc (&removals->taken);
      g_thread_yield ();
      g_atomic_int_add (&removals->holders, -1);
      g_assert_true (um_run_lock_remove (lock, &error));
    }
  return NULL;
}

/* Whoever opened the file before it was removed doesn't take it for the lock of those who come
 * later. */
static void
test_removed (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autofree char *path = store_build_path (folder, "runs/s1.lock");
  Removals removals = { folder, 0, 0 };
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("remove", take_and_remove, &removals);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* In a process of its own: holds the lock until it is killed. */
static int
hold (const char *folder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (UmRunLock) lock = um_run_lock_take (folder, "s1", &error);

  if (lock == NULL)
    g_error ("%s", error->message);
  printf ("held\n");
  fflush (stdout);
  getchar ();
  return 0;
}

static void
test_other_process (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess)
    child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                              &error, program, "--hold", folder, NULL);
  g_autoptr (GDataInputStream)
    answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = g_data_input_stream_read_line (answers, NULL, NULL, &error);
  g_autoptr (UmRunLock) lock = NULL;

  g_assert_cmpstr (line, ==, "held");
  assert_taken (folder, "s1");
  g_subprocess_force_exit (child);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_false (um_run_lock_is_held (folder, "s1"));
  lock = um_run_lock_take (folder, "s1", &error);
  g_assert_no_error (error);
}

/* A child that is started while the lock is held doesn't inherit it, even where nobody closes what
 * it inherits. */
static void
test_not_inherited (void)
{
  g_autofree char *folder = store_make_folder ();
  g_autoptr (GError) error = NULL;
  UmRunLock *lock = um_run_lock_take (folder, "s1", &error);
  const char *command[] = { "cat", NULL };
  gint64 deadline = g_get_monotonic_time () + 10 * G_TIME_SPAN_SECOND;
  GPid child;
  int input;

  g_spawn_async_with_pipes (NULL, (char **) command, NULL,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD
                              | G_SPAWN_LEAVE_DESCRIPTORS_OPEN,
                            NULL, NULL, &child, &input, NULL, NULL, &error);
  g_assert_no_error (error);
  um_run_lock_free (lock);
  /* The system wakes us a moment before it closes what the child mustn't have. */
  while (um_run_lock_is_held (folder, "s1") && g_get_monotonic_time () < deadline)
    g_thread_yield ();
  g_assert_false (um_run_lock_is_held (folder, "s1"));
  g_assert_cmpint (waitpid (child, NULL, WNOHANG), ==, 0);
  close (input);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--hold"))
    return hold (argv[2]);
  program = argv[0];
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/store/run-lock/one-holder", test_one_holder);
  g_test_add_func ("/store/run-lock/looking", test_looking);
  g_test_add_func ("/store/run-lock/looking-at-once", test_looking_at_once);
  g_test_add_func ("/store/run-lock/removed", test_removed);
  g_test_add_func ("/store/run-lock/other-process", test_other_process);
  g_test_add_func ("/store/run-lock/not-inherited", test_not_inherited);
  return g_test_run ();
}
