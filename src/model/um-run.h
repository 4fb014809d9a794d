/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A run and its entries: what was done, as the journal holds it. */
#pragma once

#include "um-plan.h"

G_BEGIN_DECLS

/* What was found later about a step, when its user was read again. A finished run is never changed:
 * this is added to it. */
typedef struct
{
  guint n;     /* of the entry */
  gint64 time; /* milliseconds */
  UmNoteKind kind;
  char *found; /* FOUND: the state in the words of before and after; ALSO_CHANGED: what, in the
                  words of um-user-difference.h; else NULL */
} UmRunNote;

/* One step of one user. Owned text; NULL = none. Times are milliseconds since 1970 UTC, 0 = not
 * yet. */
struct _UmRunEntry
{
  guint n;          /* 1, 2, … in the order of the plan */
  guint chain;      /* 0, 1, …: entries of one user share it */
  char *account_id; /* or an address (um_person_is_address ()), until the account is known */
  char *name;
  UmStepKind kind;
  char *target;
  char *target_name;
  char *place;    /* id of the directory that the target is in, or that it is about */
  char *argument; /* what else it needs: a message, …; or what is saved before something goes */
  char *before;
  char *after;
  UmStepState state;
  UmSkip skip;
  char *skip_detail;
  char *error;   /* code: "forbidden", "conflict", … (um_words_step_error) */
  char *message; /* Atlassian's words */
  char *method;
  char *path;
  guint http; /* status, 0 = no answer */
  char *request_id;
  char *body; /* first 4 KiB, only where the step did not simply succeed */
  guint attempts;
  gint64 sent;
  gint64 finished;
  GPtrArray *notes; /* of UmRunNote, oldest first; NULL where there are none. Only what is read from
                       the run log has them */
};

struct _UmRun
{
  char *id;
  char *plan_id;
  char *of; /* run it retries or undoes */
  UmPlanRelation relation;
  char *source_id;
  char *source_name;
  char *actions; /* keys, separated by blanks */
  UmRunState state;
  gboolean dry_run;
  guint first_n;   /* a trial on the first N users of its plan; 0: the whole plan */
  gint64 started;  /* milliseconds */
  gint64 finished; /* milliseconds, 0 = not yet */
  char *expression;
  char *reason;
  char *who; /* the key's owner as known */
  char *system_user;
  guint n_users;
  guint n_steps;
  guint steps[UM_N_STATES]; /* entries by state */
  guint users[UM_N_STATES]; /* users by their worst step */
};

/* What run logs are asked for; NULL, 0 and -1 mean "any". */
typedef struct
{
  const char *source_id;
  const char *action;     /* key */
  int state;              /* UmRunState or -1 */
  gint64 from;            /* milliseconds, included */
  gint64 to;              /* milliseconds, excluded; 0 = open */
  const char *account_id; /* runs that touched this user */
  const char *plan_id;    /* runs of this plan, trials and dry runs too */
  const char *of;         /* runs that retry or undo this one */
} UmRunQuery;

UmRun *um_run_new (void);
UmRun *um_run_copy (const UmRun *self);
UmRun *um_run_ref (UmRun *self);
void um_run_unref (UmRun *self);
UmRunEntry *um_run_entry_new (void);
UmRunEntry *um_run_entry_copy (const UmRunEntry *self);
UmRunEntry *um_run_entry_ref (UmRunEntry *self);
void um_run_entry_unref (UmRunEntry *self);
/* @found: (nullable). */
UmRunNote *um_run_note_new (guint n, gint64 time, UmNoteKind kind, const char *found);
void um_run_note_free (UmRunNote *self);
/* The state of a step as far as it is known by now: one of which it wasn't known whether it was
 * done is DONE or FAILED where its user was read again since. */
UmStepState um_run_entry_get_outcome (const UmRunEntry *self);
/* The worse of two states for a user's result: unknown > failed > sent > pending > cancelled > done
 * > skipped. */
UmStepState um_step_state_worse (UmStepState a, UmStepState b);
/* Whether a run in this state has begun and isn't over: it goes on, or can be gone on with. */
gboolean um_run_state_is_open (UmRunState state);
/* A state that won't change any more in this run. */
gboolean um_step_state_is_final (UmStepState state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRun, um_run_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRunNote, um_run_note_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmRunEntry, um_run_entry_unref)

G_END_DECLS
