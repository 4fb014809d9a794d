/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands share: the engine, the output, the exit codes of PRODUCT.md §8. */
#pragma once

#include "um-cli-await.h"
#include "um-engine.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  UM_EXIT_DONE = 0,        /* all skipped too */
  UM_EXIT_SOME_FAILED = 1, /* some failed or unknown; also what went wrong on this computer */
  UM_EXIT_WRONG_USE = 2,
  UM_EXIT_REFUSED = 3,       /* by a guard, or not confirmed */
  UM_EXIT_NO_CONNECTION = 4, /* or key rejected */
  UM_EXIT_INTERRUPTED = 5,
} UmExit;

typedef enum
{
  UM_FORMAT_TABLE,
  UM_FORMAT_CSV,
  UM_FORMAT_JSON,
} UmFormat;

/* Those that a command has. */
typedef enum
{
  UM_FORMATS_ALL,   /* of what is a table */
  UM_FORMATS_SHOWN, /* JSON, or text for reading */
  UM_FORMATS_FILE,  /* none for reading: one has to be named */
} UmFormats;

typedef struct
{
  UmEngine *engine;          /* (nullable): opened by um_cli_open () */
  GCancellable *cancellable; /* cancelled by SIGINT and SIGTERM */
  gboolean closing;          /* um_cli_begin_close () was called */
  UmAwait closed;
} UmCli;

/* One command. @argv begins with its name; the function parses its own options. */
typedef struct
{
  const char *name; /* "source add", "users" */
  const char *parameters;
  const char *summary;
  int (*run) (UmCli *cli, const char *usage, int argc, char **argv);
} UmCommand;

/* Parses @entries out of @argv; leaves the rest. Between @least and @most words must remain. FALSE:
 * said why on standard error. */
gboolean um_cli_parse (
  const char *usage, GOptionEntry *entries, int *argc, char ***argv, int least, int most);
/* The same with --format and --json, one of @formats; the first of them where neither is there. */
gboolean um_cli_parse_format (const char *usage,
                              GOptionEntry *entries,
                              int *argc,
                              char ***argv,
                              int least,
                              int most,
                              UmFormats formats,
                              UmFormat *format);
gboolean um_cli_open (UmCli *cli, int *status);
/* Begins to close the engine, which pauses a run at the next step; once. */
void um_cli_begin_close (UmCli *cli);
/* Prints what went wrong and what to do on standard error; the exit code that fits. */
int um_cli_fail (const GError *error);
int um_cli_fail_to_read (const GError *error);
int um_cli_wrong_use (const char *usage, const char *sentence);
/* Says that the standard output can't be written; its exit code. */
int um_cli_output_lost (void);
/* The source of that name; NULL: said why. (transfer none) */
UmSourceState *um_cli_find_source (UmCli *cli, const char *name, int *status);
/* The same with its users loaded. */
UmSourceState *um_cli_load_source (UmCli *cli, const char *name, int *status);

/* What a source keeps under a name gets another name, or goes: one of the first two, and how the
 * first ends. */
typedef struct
{
  void (*rename) (UmSourceState *state,
                  const char *name,
                  const char *new_name,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
  void (*remove) (UmSourceState *state,
                  const char *name,
                  GCancellable *cancellable,
                  GAsyncReadyCallback callback,
                  gpointer user_data);
  gboolean (*finish) (UmSourceState *state, GAsyncResult *result, GError **error);
} UmKeptChange;

/* A whole command, of which @argv tells the source, the name and the new name. Returns: the exit
 * code. */
int um_cli_change_kept (
  UmCli *cli, const char *usage, const UmKeptChange *change, int argc, char **argv);

/* ---- commands, one table a file, each ended by an empty entry ---- */
extern const UmCommand um_cli_source_commands[];
extern const UmCommand um_cli_users_commands[];
extern const UmCommand um_cli_actions_commands[];
extern const UmCommand um_cli_filter_commands[];
extern const UmCommand um_cli_list_commands[];
extern const UmCommand um_cli_plan_commands[];
extern const UmCommand um_cli_run_commands[];
extern const UmCommand um_cli_run_of_commands[];
extern const UmCommand um_cli_log_commands[];
extern const UmCommand um_cli_demo_commands[];

G_END_DECLS
