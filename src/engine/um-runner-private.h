/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The inside of a runner, shared by the files that make it up. All on the main thread. */
#pragma once

#include "um-connection-private.h"
#include "um-run-book-private.h"
#include "um-run-lock.h"
#include "um-runner.h"
#include "um-step-kind-private.h"

G_BEGIN_DECLS

/* A chain of which a step is at hand. Owned by the runner's table of open chains until it is
 * closed; stands in at most one queue. */
typedef struct
{
  UmRunner *runner;
  guint chain;
  guint entry;        /* index of the step at hand */
  UmRunLane *lane;    /* of the step at hand */
  gboolean permitted; /* Atlassian was asked whether it lets the chain's steps be done */
  gboolean was_read;  /* so was what the step at hand acts on */
  gboolean unclear;   /* an earlier request for the step at hand may have taken effect */
  gboolean changed;   /* the answer says that it took effect now */
  char *made;         /* (nullable): what the step at hand has made */
  gboolean at_site;   /* what is asked, or was last, was asked of the site for issues */
  char *account;      /* (nullable): whom it turned out to be about */
  char *place;        /* (nullable): and where he is now */
  char *left;         /* (nullable): the state in which its failure has left it */
  gboolean stale;     /* the last answer was to another key than the one in use now, or soon */
  gint64 asked;       /* monotonic: when its journal entry or request was */
  gint64 conflict;    /* monotonic: its first conflict, or 0 */
  guint n_conflicts;
  guint timer;              /* until it is sent again after a conflict */
  UmConnection *connection; /* while a request is under way: what it was made with */
  GError *error;  /* (nullable): of the last answer; it may have to be cleared up by asking */
  UmReply *reply; /* (nullable): the last answer */
} UmOpenChain;

struct _UmRunner
{
  GObject parent_instance;
  UmSourceState *state;
  UmStore *store;
  UmSourceState *site;      /* (nullable): through which an organisation's issues are made */
  UmConnection *connection; /* NULL in a dry run, and where the key is dead */
  GTask *task;              /* ends with the run */
  UmRunLock *lock;
  GCancellable *cancellable; /* of requests */
  gulong shutdown_handler;

  /* what is done: um-runner-entries.c */
  UmRun *run; /* as shown; replaced */
  UmRunBook *book;
  guint publish_timer;
  GArray *pace; /* of guint: steps finished in each of the last seconds, a ring */
  gint64 pace_second;
  gint64 pace_started;

  /* what is to be done: um-runner-pump.c */
  guint next_lane;
  guint next_begun;  /* in the book's begun */
  GHashTable *open;  /* set of UmOpenChain */
  GQueue parked;     /* of UmOpenChain: wait until requests can be made again */
  GQueue verifying;  /* of UmOpenChain: begun before, to be asked about */
  guint n_verifying; /* of those, asked about now */
  guint n_patient;   /* under way, of questions and steps that may wait a while to ask again */
  guint pump_source;
  guint outcomes; /* on the way to the disk */
  double journal_seconds;
  guint n_busy;     /* requests and journal entries under way */
  guint next_chain; /* of a dry run, which needs no lanes */

  /* the user who goes first: um-runner-first.c */
  gboolean first_settled;      /* nobody does, or not any more */
  gboolean first_reading;      /* he is being read, or what was found is on the way to the disk */
  guint first_reads;           /* how often he was */
  guint first_timer;           /* until he is once more */
  gint64 first_until;          /* when that will be, monotonic µs; 0: it isn't waited for */
  UmDirectory *first_before;   /* (nullable): as he was before his steps */
  UmDirectory *first_expected; /* (nullable): as he is to be after them, while he is read */
  UmRunNote *first_note;       /* (nullable): on the way to the disk */
  gboolean was_interrupted;    /* the run was, and is gone on with */

  /* what keeps it from going on: um-runner-wait.c */
  UmWait wait;     /* NONE, NETWORK, KEY, FAILURES, FIRST */
  GError *problem; /* (nullable): UM_PROBLEM, why it waits for network or key, or after the first */
  gboolean paused;
  gboolean cancelling;
  gboolean stopping; /* the engine closes */
  gboolean connecting;
  gboolean ending;
  UmRunState end_state; /* once @ending: what is told is what is kept on disk */
  gint64 finished;      /* ms; 0: it can be gone on with */
  gboolean kept_as_paused;
  guint cut_timer;    /* until waits for the limiter's leave are ended */
  gboolean cut_short; /* they were: what isn't sent yet won't be */
  guint sweep_source; /* marks what is cancelled, a part at a time */
  guint swept;
  gboolean is_left; /* what wasn't begun is cancelled, on disk too; the rest is still to be ended */
  GError *fatal;    /* (nullable): the journal can't be written */
  guint network_tries;
  guint network_timer;
  gint64 network_until;
  guint failures; /* users in a row that failed at the server */
};

/* ---- um-runner.c ---- */

/* @site: (nullable): through which issues are made. @connection: NULL for a dry run. Takes over
 * @book and @lock. */
UmRunner *um_runner_new (UmSourceState *state,
                         UmSourceState *site,
                         UmRun *run,
                         UmRunBook *book,
                         UmConnection *connection,
                         UmRunLock *lock);
/* Begins; @task is ended with the UmRun when the run is over. */
void um_runner_begin (UmRunner *self, GTask *task);
void um_runner_notify_wait (UmRunner *self);
/* Where the run is to end and the limiter waits for long: ends these waits in ten seconds, by which
 * whatever is under way has been answered or hangs. */
void um_runner_cut_waits_short (UmRunner *self);
/* (nullable) */
void um_runner_set_connection (UmRunner *self, UmConnection *connection);

/* ---- um-runner-entries.c ---- */

UmRunEntry *um_runner_get_entry (UmRunner *self, guint index);
/* Replaces an entry, counts, shows; lays it over the snapshot where it is DONE or ALREADY_SO.
 * @entry: (transfer full) */
void um_runner_set_entry (UmRunner *self, guint index, UmRunEntry *entry);
/* The same, and writes it to the disk. */
void um_runner_finish_entry (UmRunner *self, guint index, UmRunEntry *entry);
/* A copy with another state and the time. (transfer full) */
UmRunEntry *um_runner_change_entry (UmRunner *self, guint index, UmStepState state);
/* Shows the numbers at once, with the run's state. */
void um_runner_publish (UmRunner *self, UmRunState state, gint64 finished);
int um_runner_guess_time_left (UmRunner *self);

/* Adds a note to it; shown at once. */
void um_runner_note_entry (UmRunner *self, guint index, const UmRunNote *note);

/* ---- um-runner-pump.c ---- */

/* Begins what may be begun; soon. */
void um_runner_pump (UmRunner *self);
/* Whether no chain is left to be opened. */
gboolean um_runner_is_exhausted (UmRunner *self);
/* Puts an open chain whose step at hand is pending, or is to be sent again, into its lane. */
void um_runner_enqueue (UmOpenChain *open);
/* The same where the step is in the journal as sent already. */
void um_runner_enqueue_sent (UmOpenChain *open);

/* ---- um-runner-chain.c ---- */

/* Before its first step. Owned by the runner's table; freed when it is closed. */
UmOpenChain *um_open_chain_new (UmRunner *runner, guint chain);
void um_open_chain_free (UmOpenChain *self);
/* Goes to the chain's next step, or closes it. */
void um_open_chain_advance (UmOpenChain *self);
/* Whether the step at hand gives back what the one before it took, so that it has to be done. */
gboolean um_open_chain_gives_back (UmOpenChain *self);
/* Goes on with the first step that isn't over; where it may have been sent, by asking about it. */
void um_open_chain_resume (UmOpenChain *self);
/* Writes that the step at hand is about to be sent. First asks, where that can be known, whether it
 * is allowed, what it acts on, and where it takes an admin's rights, whether another one is left.
 */
void um_open_chain_journal (UmOpenChain *self);
void um_open_chain_send (UmOpenChain *self);
/* Sends the steps at hand of several, all of one kind and one lane, by one request; each gets an
 * answer of its own. @chains: emptied */
void um_open_chain_send_together (GQueue *chains);
/* Whether one request can do the steps at hand of both, which are in one lane. */
gboolean um_open_chain_goes_with (UmOpenChain *self, UmOpenChain *other);
/* Asks Atlassian whether the step at hand stands. */
void um_open_chain_verify (UmOpenChain *self);
/* Asks Atlassian whether the group of the step at hand is there. */
void um_open_chain_find_group (UmOpenChain *self);
/* Before and after something is asked for the chain, which keeps the runner alive meanwhile.
 * Returns (transfer full): what it was asked with. */
void um_open_chain_begin_asking (UmOpenChain *self);
UmConnection *um_open_chain_end_asking (UmOpenChain *self);
/* Whom that was: the run's source, or the one through which issues are made. (transfer none) */
UmSourceState *um_open_chain_get_asked (UmOpenChain *self);
/* Takes it out of the flow until requests can be made again. A step at hand that can't have taken
 * effect is pending again, on disk too. */
void um_open_chain_park (UmOpenChain *self);

/* ---- um-runner-first.c ---- */

/* Whether somebody is to go first; a run that was stopped after him and then interrupted stops
 * there once more. */
void um_runner_first_begin (UmRunner *self);
/* Begins what is next for him, where it can be begun: his steps, or reading him again. */
void um_runner_first_go (UmRunner *self);
void um_runner_first_clear (UmRunner *self);

/* ---- um-runner-permit.c ---- */

/* Whether Atlassian is to be asked before the chain's first step what it will refuse. */
gboolean um_open_chain_needs_permit (UmOpenChain *self);
/* Asks; steps that are refused are left out, and what follows them; then goes on. */
void um_open_chain_ask_permit (UmOpenChain *self);

/* ---- um-runner-read.c ---- */

/* Whether what the step at hand acts on is to be read before it is in the journal. */
gboolean um_open_chain_needs_reading (UmOpenChain *self);
/* Reads it and goes on, or leaves the step out. */
void um_open_chain_read (UmOpenChain *self);

/* ---- um-runner-outcome.c ---- */

/* What came of the step at hand: ends it, or sends it again, or has it asked about, or waits.
 * @error: (nullable); @reply: (nullable). */
void um_open_chain_take_answer (UmOpenChain *self,
                                gboolean changed,
                                const GError *error,
                                UmReply *reply);
/* The same for the answer about it. */
void um_open_chain_take_verdict (UmOpenChain *self, UmStepVerdict verdict, const GError *error);
/* And for the answer about its group. */
void um_open_chain_take_group (UmOpenChain *self, const GError *error);
/* Ends the step at hand and goes on to the next. @skip_detail: (nullable). */
void
um_open_chain_settle (UmOpenChain *self, UmStepState state, UmSkip skip, const char *skip_detail);
/* Ends it as the step of its lane ended that did the same for all. */
void um_open_chain_follow (UmOpenChain *self);
/* What the log keeps of an answer; of a plain success no more than where it went. */
void um_run_entry_keep_reply (UmRunEntry *entry, UmReply *reply);

/* ---- um-runner-wait.c ---- */

gboolean um_runner_may_open (UmRunner *self);
gboolean um_runner_may_send (UmRunner *self);
/* Whether @error says that the key isn't taken. */
gboolean um_runner_is_about_key (const GError *error);
/* Whether @error, of @asked, says that nothing can be asked now (network, key): waits accordingly.
 */
gboolean um_runner_wait_for (UmRunner *self, UmSourceState *asked, const GError *error);
/* The same of what came back for a mere question: a web page stands between us and the site. */
gboolean um_runner_wait_for_answer (UmRunner *self, UmSourceState *asked, const GError *error);
/* A request was answered by @asked, whatever it said. */
void um_runner_note_answer (UmRunner *self, UmSourceState *asked);
/* A user's chain failed, or not, at the server. */
void um_runner_note_failure (UmRunner *self, gboolean at_server);
/* Nobody else is acted on until somebody resumes the run. @problem: (transfer full): why */
void um_runner_wait_after_first (UmRunner *self, GError *problem);
void um_runner_stop_waiting (UmRunner *self);
void um_runner_fail (UmRunner *self, GError *error);

/* ---- um-runner-end.c ---- */

/* Says on disk that it goes on, where it was kept as paused. */
void um_runner_keep_as_running (UmRunner *self);
/* Ends the run where nothing is left to do or it is to end; else nothing. */
void um_runner_check_end (UmRunner *self);

/* ---- um-runner-admins.c ---- */

/* Whether @entry makes somebody stop being an admin. */
gboolean um_run_admins_concern (UmRunAdmins *self, const UmRunEntry *entry);
/* Asks Atlassian whether an active person is an admin who isn't to lose that by this run; an answer
 * holds for a minute. */
void um_run_admins_check_async (UmRunAdmins *self,
                                UmConnection *connection,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean um_run_admins_check_finish (UmRunAdmins *self,
                                     GAsyncResult *result,
                                     gboolean *left,
                                     GError **error);

G_END_DECLS
