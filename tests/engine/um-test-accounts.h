/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scripted organisation of a few people for the tests of steps on access and accounts: u0 and u1
 * are its administrators. */
#pragma once

#include "um-test-runs.h"
#include "um-test-server.h"

G_BEGIN_DECLS

#define UM_TEST_ACCOUNTS 5

/* What is answered to the @n-th change of @user (from 1); NULL: it is done. */
typedef const char *(*UmTestBehave) (guint user, guint n, guint *status, gboolean *done);

typedef struct
{
  UmTestServer *server;
  char *folder;
  UmEngine *engine;
  UmSourceState *state;
  UmTestBehave behave;
  gboolean dead;                         /* the key is */
  const char *lagging[UM_TEST_ACCOUNTS]; /* (nullable): the status that searches still tell */
  char
    *tokens[UM_TEST_ACCOUNTS]; /* (nullable): their labels, separated by blanks; their ids, too */
  const char *account[UM_TEST_ACCOUNTS]; /* composite status of the account */
  gboolean suspended[UM_TEST_ACCOUNTS];
  gboolean hidden[UM_TEST_ACCOUNTS];
  gboolean is_admin[UM_TEST_ACCOUNTS];
  const char *permits[UM_TEST_ACCOUNTS]; /* (nullable): the answer to what is permitted */
  guint permit_status[UM_TEST_ACCOUNTS];
  guint n_changes[UM_TEST_ACCOUNTS];
  guint n_asked[UM_TEST_ACCOUNTS];
  char *message; /* of the last deactivation */
  char *body;    /* of the last answer */
} UmTestAccounts;

const char *um_test_accounts_obey (guint user, guint n, guint *status, gboolean *done);
/* Refuses u2 and u3 for good; u4 is deactivated already. */
const char *um_test_accounts_refuse (guint user, guint n, guint *status, gboolean *done);

void um_test_accounts_set_up (UmTestAccounts *self, gconstpointer data);
void um_test_accounts_tear_down (UmTestAccounts *self, gconstpointer data);

UmPlan *um_test_accounts_plan (UmTestAccounts *self, const char *actions, const char *users);
UmRun *um_test_accounts_run (UmTestAccounts *self, const char *actions, const char *users);
/* Closes the program in the middle of @test's run and starts it again with a good key. Returns the
 * run as it was left. (transfer full) */
UmRun *um_test_accounts_reopen (UmTestAccounts *self, UmTestRun *test);
UmRunEntry *um_test_accounts_load_entry (UmTestAccounts *self, const UmRun *done, guint index);
void um_test_accounts_assert_entry (UmTestAccounts *self,
                                    const UmRun *done,
                                    guint index,
                                    UmStepState state,
                                    UmSkip skip,
                                    const char *detail,
                                    const char *code);

G_END_DECLS
