/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an action is, as data: read by cards, plan, guards, command line and log filters. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

typedef enum
{
  UM_CARD_GROUPS,
  UM_CARD_ACCESS,
  UM_CARD_ACCOUNT,
  UM_CARD_REMOVAL,
  UM_CARD_OTHER,
} UmCardGroup;

/* What an action asks for besides users. The nick is the key in inputs, JSON and plan files. */
typedef enum
{
  UM_INPUT_GROUPS,      /* "groups": ids, for all users; may be missing where the action says so */
  UM_INPUT_PAIRS,       /* "pairs": each the account id of one user and the id of a group for him */
  UM_INPUT_LIKE,        /* "like": account id of the colleague that groups and pairs come from */
  UM_INPUT_PRODUCTS,    /* "products": keys */
  UM_INPUT_MESSAGE,     /* "message": one text shown to the user; may be missing */
  UM_INPUT_DIRECTORIES, /* "directories": ids; may be missing: each user's only one */
  UM_INPUT_PEOPLE,      /* "people": who has no account yet (um-invitee.h); products and groups may
                           be missing then */
  UM_INPUT_INTO,        /* "into": id of the directory that users change to */
  /* of issues (um-issue-text.h) */
  UM_INPUT_SITE,        /* "site": of an organisation: cloud id of its site, id of that source */
  UM_INPUT_PROJECT,     /* "project": its key */
  UM_INPUT_ISSUE_TYPE,  /* "issue-type": its id */
  UM_INPUT_ISSUES,      /* "issues": "each" or "one" */
  UM_INPUT_SUMMARY,     /* "summary": one text with placeholders */
  UM_INPUT_DESCRIPTION, /* "description": the same of several lines */
  UM_INPUT_FIELDS,      /* "fields": what else is required, each "id=value as JSON" */
  /* of new addresses (um-email-inputs.h): one of the two */
  UM_INPUT_EMAIL_RULE, /* "email-rule": the domain that is left, and the one that takes its place */
  UM_INPUT_EMAILS,     /* "emails": each "account id=new address" */
  /* of what is made of a run (um-past-run.h) */
  UM_INPUT_RUN,     /* "run": its id */
  UM_INPUT_ENTRIES, /* "entries": numbers of those of its entries that it is about; missing: all */
} UmInputKind;

typedef enum
{
  UM_BILLING_NONE,
  UM_BILLING_MAY_COST,
  UM_BILLING_MAY_FREE,
  UM_BILLING_TAKES_SEATS, /* those of what the user gets */
  UM_BILLING_FREES_SEATS,
  UM_BILLING_BOTH_SEATS, /* meanwhile those of where the user leaves and of where he comes to */
} UmBilling;

typedef enum
{
  UM_UNDO_EXACT,
  UM_UNDO_14_DAYS,
  UM_UNDO_BY_HAND,  /* nothing is lost; what was made can be taken back in Jira */
  UM_UNDO_NEEDLESS, /* all is as before when it is through */
  UM_UNDO_NONE,
} UmUndo;

/* Static data; texts for it are um_words_action_* (key). */
typedef struct
{
  const char *key; /* "add-to-groups" */
  UmCardGroup group;
  gboolean jira;   /* works on Jira Cloud sources */
  gboolean access; /* works on Access sources */
  const UmInputKind *inputs;
  guint n_inputs;
  gboolean groups_optional; /* it does without groups, too */
  UmBilling billing;
  UmUndo undo;
  const char *inverse;   /* (nullable) key of the action that undoes it */
  gboolean takes_access; /* what stands can be lost by it */
  gboolean of_run;       /* made of a run and never chosen: it has no card */
} UmActionInfo;

const char *um_input_kind_to_nick (UmInputKind kind);
gboolean um_input_kind_from_nick (const char *nick, UmInputKind *kind);

G_END_DECLS
