/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A Jira Cloud site of a few people and the groups g1, g2 and admins (u0, u1, u2), whose answers to
 * changes of memberships are what a test says, for what no well-behaved site does; and runs against
 * it. */
#pragma once

#include "um-test-runs.h"
#include "um-test-site.h"

G_BEGIN_DECLS

/* How many people plans are made for. */
#define UM_TEST_SCRIPT_USERS 30

typedef struct _UmTestScript UmTestScript;

/* What becomes of the @n-th request (from 1) that changes @account_id. */
typedef enum
{
  UM_TEST_OBEY,
  UM_TEST_REFUSE,          /* 400 */
  UM_TEST_FORBID,          /* 403 */
  UM_TEST_BAR,             /* 403: the group is kept elsewhere */
  UM_TEST_NOT_THERE,       /* 404 */
  UM_TEST_CONFLICT,        /* 409, passing */
  UM_TEST_NO_SEATS,        /* 409, lasting */
  UM_TEST_DEAD_KEY,        /* 401 */
  UM_TEST_STRANGER,        /* 200, as to somebody who isn't logged in, and nothing done */
  UM_TEST_CAPTCHA,         /* 403: a person has to log in with a browser */
  UM_TEST_FAIL,            /* 500, nothing done */
  UM_TEST_FAIL_AFTERWARDS, /* 500 although it was done */
  UM_TEST_CUT_AFTERWARDS,  /* no answer although it was done */
  UM_TEST_PORTAL,          /* a web page */
  UM_TEST_HOLD_UP,         /* 429, and long not again */
} UmTestBehaviour;

typedef UmTestBehaviour (*UmTestBehave) (UmTestScript *script,
                                         const char *account_id,
                                         const char *group,
                                         guint n);

struct _UmTestScript
{
  UmTestSite *site;
  UmEngine *engine;
  UmSourceState *state;
  UmTestBehave behave;
  GHashTable *times; /* account id → how often it was asked for */
  guint n_writes;
  gboolean broken;       /* for behaviours that can be switched */
  gboolean reads_broken; /* GET user answers 500 */
  gboolean stranger;     /* GET user answers as to somebody who isn't logged in */
  const char *hidden;    /* GET user says that there is no such user */
  const char *no_group;  /* GET group/member says that there is no such group */
  guint delay;           /* of the answer to a write, ms */
  guint read_delay;      /* of the answer to GET user, ms */
};

UmTestBehaviour
um_test_obey (UmTestScript *script, const char *account_id, const char *group, guint n);
/* A web page for whatever is asked, while it is broken. */
UmTestBehaviour um_test_portal_while_broken (UmTestScript *script,
                                             const char *account_id,
                                             const char *group,
                                             guint n);
/* Changes a membership; returns whether that changed something. */
gboolean um_test_script_change (UmTestScript *script,
                                const char *group,
                                const char *account_id,
                                gboolean member);

/* For g_test_add (). */
void um_test_script_set_up (UmTestScript *script, gconstpointer data);
void um_test_script_tear_down (UmTestScript *script, gconstpointer data);

UmPlan *um_test_script_plan (UmTestScript *script, const char *actions);
/* Makes a plan and carries it out. */
UmRun *um_test_script_run (UmTestScript *script, const char *actions);
/* The entry of a user's @n-th step (from 0) as it is on disk. (transfer full) */
UmRunEntry *
um_test_script_load_entry (UmTestScript *script, const UmRun *run, const char *account_id, guint n);
void um_test_script_assert_entry (UmTestScript *script,
                                  const UmRun *run,
                                  const char *account_id,
                                  guint n,
                                  UmStepState state,
                                  UmSkip skip,
                                  const char *code);

G_END_DECLS
