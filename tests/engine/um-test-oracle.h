/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What actions have to do to the simulated organisation, by PRODUCT.md §5 and ATLASSIAN.md alone:
 * from the simulator's whole state it says for each account why it is left out, and what it has to
 * be like afterwards. It shares nothing with the engine but the words for reasons. */
#pragma once

#include "um-test-runs.h"

G_BEGIN_DECLS

typedef struct _UmTestOracle UmTestOracle;

/* Why the plan leaves @user out; NONE: it changes him. */
typedef UmSkip (*UmTestJudge) (const UmTestOracle *self, JsonObject *user);
/* Makes of @user what the action has to make of him. */
typedef void (*UmTestApply) (const UmTestOracle *self, JsonObject *user);

typedef struct
{
  const char *name; /* of the test */
  UmSourceKind kind;
  const char *first; /* (nullable): what is done before, so that there is something to do */
  const char *plan;  /* actions; $GROUP and the like stand for UmTestOracle's */
  const char *back;  /* (nullable): the inverse, for those that were changed */
  UmTestJudge judge;
  UmTestApply apply;
  const char *privilege;   /* (nullable): what Atlassian is asked for before it */
  gboolean takes_access;   /* so that it is never done to the key's owner */
  gboolean leaves_journal; /* by which it can be undone exactly */
} UmTestAction;

extern const UmTestAction um_test_actions[];
extern const guint um_test_n_actions;

struct _UmTestOracle
{
  const UmTestAction *action;
  JsonNode *state;
  GHashTable *users;  /* account id → JsonObject, of @state */
  GHashTable *groups; /* id → JsonObject, of @state */
  const char *owner;  /* account id of the key's owner */
  char *group;        /* of most members that can be joined: confluence-users */
  char *synced;       /* an identity provider's */
  char *directory;    /* of most users */
  char *into;         /* another one, with groups of the same names */
  char *product;      /* ARI: no synced group grants it */
  char *site;         /* cloud id */
};

/* Reads the state anew. @directory, @into: ids */
UmTestOracle *um_test_oracle_new (const UmTestAction *action,
                                  UmTestSimulator *simulator,
                                  const char *directory,
                                  const char *into);
void um_test_oracle_free (UmTestOracle *self);

/* Some accounts of each kind that there is, listed by the source or not; among those from whom
 * something is taken is the owner, too. (transfer full) (element-type utf8) */
GPtrArray *um_test_oracle_choose (const UmTestOracle *self);
/* @text with what $GROUP, $SYNCED, $DIRECTORY, $INTO, $PRODUCT and $SITE stand for. (transfer full)
 */
char *um_test_oracle_fill (const UmTestOracle *self, const char *text);

UmSkip um_test_oracle_judge (const UmTestOracle *self, const char *account_id);
/* Why Atlassian refuses the one whom the plan would change; NULL: it doesn't. */
const char *um_test_oracle_refuses (const UmTestOracle *self, const char *account_id);
/* Whether it is only found out when it is tried that the one whom the plan changes can't be. */
gboolean um_test_oracle_fails (const UmTestOracle *self, const char *account_id);

/* That @state is what the one before is when @done (element-type utf8) were changed as they have to
 * be, and nothing else. */
void um_test_oracle_assert_after (const UmTestOracle *self, JsonNode *state, GPtrArray *done);
/* That nothing differs from the state before. */
void um_test_oracle_assert_before (const UmTestOracle *self, JsonNode *state);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmTestOracle, um_test_oracle_free)

G_END_DECLS
