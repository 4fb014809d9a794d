/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scripts that make user-management.db. Words of enumerations are those of um-enums.h, times of
 * runs milliseconds, ids random UUIDs. Nothing here can hold a key: keys live in the keyring. */
#include "um-schema-private.h"

/* A run's entries are numbered 1, 2, … and those of one user stand together (run_users.first …
 * last), so that a user's result is found by a range. The numbers of a run and of its users by
 * state are kept with it: nothing is ever counted by scanning. runs.run only ever grows: it is what
 * paging goes by. A run that is deleted loses its entries bit by bit, and then all but what says
 * that its plan was carried out. */
static const char version_1[] =
  "PRAGMA application_id = 1433224290;"
  "CREATE TABLE sources ("
  " id TEXT NOT NULL PRIMARY KEY,"
  " kind TEXT NOT NULL,"
  " name TEXT NOT NULL,"
  " name_folded TEXT NOT NULL UNIQUE,"
  " url TEXT,"
  " api_url TEXT,"
  " email TEXT,"
  " account_id TEXT,"
  " cloud_id TEXT,"
  " org_id TEXT,"
  " org_name TEXT,"
  " host_ok TEXT,"
  " expires INTEGER,"
  " gateway INTEGER NOT NULL,"
  " read_only INTEGER NOT NULL,"
  " demo INTEGER NOT NULL,"
  " color INTEGER NOT NULL"
  ") STRICT;"
  "CREATE TABLE baskets ("
  " source TEXT NOT NULL PRIMARY KEY REFERENCES sources (id) ON DELETE CASCADE,"
  " account_ids BLOB NOT NULL" /* each ended by NUL */
  ") STRICT;"
  "CREATE TABLE runs ("
  " run INTEGER PRIMARY KEY AUTOINCREMENT,"
  " id TEXT NOT NULL UNIQUE,"
  " plan_id TEXT NOT NULL,"
  " relation TEXT,"
  " of TEXT,"
  " source TEXT NOT NULL," /* no reference: logs outlive their source */
  " source_name TEXT,"
  " actions TEXT NOT NULL,"
  " state TEXT NOT NULL,"
  " dry_run INTEGER NOT NULL,"
  " first_n INTEGER NOT NULL,"
  " started INTEGER NOT NULL,"
  " finished INTEGER NOT NULL,"
  " expression TEXT,"
  " reason TEXT,"
  " who TEXT,"
  " system_user TEXT,"
  " n_users INTEGER NOT NULL,"
  " n_steps INTEGER NOT NULL,"
  " steps_pending INTEGER NOT NULL,"
  " steps_sent INTEGER NOT NULL,"
  " steps_done INTEGER NOT NULL,"
  " steps_failed INTEGER NOT NULL,"
  " steps_skipped INTEGER NOT NULL,"
  " steps_unknown INTEGER NOT NULL,"
  " steps_cancelled INTEGER NOT NULL,"
  " users_pending INTEGER NOT NULL,"
  " users_sent INTEGER NOT NULL,"
  " users_done INTEGER NOT NULL,"
  " users_failed INTEGER NOT NULL,"
  " users_skipped INTEGER NOT NULL,"
  " users_unknown INTEGER NOT NULL,"
  " users_cancelled INTEGER NOT NULL,"
  " deleted INTEGER NOT NULL," /* when; 0: it isn't */
  " purged INTEGER NOT NULL"
  ") STRICT;"
  "CREATE INDEX runs_by_source ON runs (source);"
  "CREATE INDEX runs_to_purge ON runs (run) WHERE deleted > 0 AND purged = 0;"
  /* A plan is carried out once; trials on the first users and dry runs don't count. */
  "CREATE UNIQUE INDEX runs_by_plan ON runs (plan_id) WHERE dry_run = 0 AND first_n = 0;"
  "CREATE TABLE plans ("
  " run INTEGER PRIMARY KEY REFERENCES runs (run) ON DELETE CASCADE,"
  " text TEXT NOT NULL"
  ") STRICT;"
  "CREATE TABLE run_users ("
  " run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,"
  " chain INTEGER NOT NULL,"
  " first INTEGER NOT NULL,"
  " last INTEGER NOT NULL,"
  " account_id TEXT NOT NULL,"
  " name TEXT,"
  " folded TEXT NOT NULL,"
  " state TEXT NOT NULL," /* the worst of the user's entries */
  " PRIMARY KEY (run, chain)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX run_users_by_account ON run_users (account_id, run);"
  "CREATE TABLE entries ("
  " run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,"
  " n INTEGER NOT NULL,"
  " chain INTEGER NOT NULL,"
  " kind TEXT NOT NULL,"
  " target TEXT,"
  " target_name TEXT,"
  " before TEXT,"
  " after TEXT,"
  " state TEXT NOT NULL,"
  " skip TEXT,"
  " skip_detail TEXT,"
  " error TEXT,"
  " message TEXT,"
  " method TEXT,"
  " path TEXT,"
  " http INTEGER NOT NULL,"
  " request_id TEXT,"
  " body TEXT,"
  " attempts INTEGER NOT NULL,"
  " sent INTEGER NOT NULL,"
  " finished INTEGER NOT NULL,"
  " PRIMARY KEY (run, n)"
  ") STRICT, WITHOUT ROWID;"
  "CREATE INDEX entries_by_state ON entries (run, state, n);";

/* Lists of users that were imported. Account ids last through refreshes; those that vanished stay.
 */
static const char version_2[] = "CREATE TABLE lists ("
                                " source TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,"
                                " name_folded TEXT NOT NULL,"
                                " name TEXT NOT NULL,"
                                " created INTEGER NOT NULL,"  /* seconds */
                                " account_ids BLOB NOT NULL," /* each ended by NUL */
                                " PRIMARY KEY (source, name_folded)"
                                ") STRICT;";

/* A group of an organisation is in a directory, without which it can't be changed. */
static const char version_3[] = "ALTER TABLE entries ADD COLUMN place TEXT;";

/* What a run has done is numbered in the order in which it is written, across runs and processes: a
 * snapshot says up to which number it holds the outcomes. Numbers are never given twice; 0 is that
 * of an entry that has none. */
static const char version_4[] =
  "CREATE TABLE outcomes (last INTEGER NOT NULL) STRICT;"
  "INSERT INTO outcomes (last) VALUES (0);"
  "ALTER TABLE entries ADD COLUMN outcome INTEGER NOT NULL DEFAULT 0;"
  "CREATE INDEX entries_by_outcome ON entries (outcome) WHERE outcome > 0;";

/* What was found when the users of a run were read again, by the number of the entry, and that they
 * were. The run itself and its entries stay as they are. A note is numbered as an outcome is. */
static const char version_5[] = "CREATE TABLE notes ("
                                " run INTEGER NOT NULL REFERENCES runs (run) ON DELETE CASCADE,"
                                " n INTEGER NOT NULL,"
                                " time INTEGER NOT NULL,"
                                " kind TEXT NOT NULL,"
                                " found TEXT,"
                                " outcome INTEGER NOT NULL,"
                                " PRIMARY KEY (run, n, time)"
                                ") STRICT, WITHOUT ROWID;"
                                "CREATE INDEX notes_by_outcome ON notes (outcome);"
                                "CREATE TABLE readings ("
                                " run INTEGER PRIMARY KEY REFERENCES runs (run) ON DELETE CASCADE,"
                                " time INTEGER NOT NULL"
                                ") STRICT;";

/* Some steps need more than a target, and what is taken from somebody for good is saved. */
static const char version_6[] = "ALTER TABLE entries ADD COLUMN argument TEXT;";

/* Filters that were saved under a name, for all sources of a kind. */
static const char version_7[] = "CREATE TABLE filters ("
                                " kind TEXT NOT NULL,"
                                " name_folded TEXT NOT NULL,"
                                " name TEXT NOT NULL,"
                                " expression TEXT NOT NULL,"
                                " created INTEGER NOT NULL," /* seconds */
                                " PRIMARY KEY (kind, name_folded)"
                                ") STRICT;";

static const char *const scripts[] = {
  version_1, version_2, version_3, version_4, version_5, version_6, version_7,
};

const char *const *
um_schema_get_scripts (guint *n_scripts)
{
  *n_scripts = G_N_ELEMENTS (scripts);
  return scripts;
}
