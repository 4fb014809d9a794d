/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can go wrong, as a code and one argument: the one error domain that both front ends see. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A GError of this domain is a value for words/: the code names the sentence, the message is the
 * one argument that the sentence needs (given in brackets below), never a text for people and never
 * a secret. Lower layers have domains of their own; the engine maps them (um-engine-problem.c). */
#define UM_PROBLEM (um_problem_quark ())
GQuark um_problem_quark (void);

typedef enum
{
  /* what was typed */
  UM_PROBLEM_NAME_MISSING,
  UM_PROBLEM_NAME_TAKEN, /* [name] */
  UM_PROBLEM_ADDRESS_MISSING,
  UM_PROBLEM_ADDRESS_NO_SCHEME,    /* [what was meant] */
  UM_PROBLEM_ADDRESS_INSECURE,     /* [host] */
  UM_PROBLEM_ADDRESS_OTHER_SCHEME, /* [scheme] */
  UM_PROBLEM_ADDRESS_HAS_PATH,     /* [address without] */
  UM_PROBLEM_ADDRESS_HAS_USER,
  UM_PROBLEM_ADDRESS_NOT_AN_ADDRESS,
  UM_PROBLEM_HOST_NOT_CONFIRMED, /* [host] */
  UM_PROBLEM_EMAIL_MISSING,
  UM_PROBLEM_EMAIL_NOT_AN_EMAIL,
  UM_PROBLEM_KEY_MISSING,
  UM_PROBLEM_KEY_NOT_A_KEY,
  UM_PROBLEM_DATE_NOT_A_DATE, /* [text] */
  UM_PROBLEM_DATE_TOO_FAR,    /* keys of an organisation live at most a year */
  UM_PROBLEM_DATE_PAST,
  /* the connection */
  UM_PROBLEM_OFFLINE,          /* [host] */
  UM_PROBLEM_TLS,              /* [host] */
  UM_PROBLEM_REDIRECTED,       /* [host it points to] */
  UM_PROBLEM_NOT_JIRA,         /* [host] */
  UM_PROBLEM_NOT_ATLASSIAN,    /* [host] where an organisation's API belongs */
  UM_PROBLEM_NOT_JSON,         /* [host] a page where data belongs: captive portal, proxy */
  UM_PROBLEM_MALFORMED,        /* [host] */
  UM_PROBLEM_KEY_REJECTED,     /* [host] 401 */
  UM_PROBLEM_ORG_KEY_REJECTED, /* [host] 401 to an organisation's key */
  UM_PROBLEM_KEY_DEAD,         /* [host] answered 200 as to a stranger */
  UM_PROBLEM_CAPTCHA,          /* [host] */
  UM_PROBLEM_FORBIDDEN,        /* [host] */
  UM_PROBLEM_CANT_BROWSE,      /* [host] the account may not list users */
  UM_PROBLEM_NO_ORGANISATION,  /* [host] the key belongs to none */
  UM_PROBLEM_NOT_FOUND,        /* [what] */
  UM_PROBLEM_CONFLICT,         /* [what] */
  UM_PROBLEM_REFUSED,          /* [Atlassian's words] */
  UM_PROBLEM_RATE_LIMITED,     /* [host] */
  UM_PROBLEM_SERVER,           /* [host] */
  UM_PROBLEM_CUT,              /* [host] */
  /* the keyring */
  UM_PROBLEM_NO_KEY, /* [source] */
  UM_PROBLEM_KEYRING_LOCKED,
  UM_PROBLEM_KEYRING_DISMISSED,
  UM_PROBLEM_KEYRING_ABSENT,
  UM_PROBLEM_KEYRING_FAILED,
  /* this computer */
  UM_PROBLEM_DISK_FULL,
  UM_PROBLEM_DISK_READ_ONLY,   /* [folder] */
  UM_PROBLEM_DATABASE_DAMAGED, /* [where it was moved] */
  UM_PROBLEM_DATABASE_NEWER,
  UM_PROBLEM_DATABASE_BUSY,
  UM_PROBLEM_DATABASE_FAILED,
  UM_PROBLEM_FILE_FAILED, /* [file] */
  UM_PROBLEM_DEMO_FAILED, /* [why] */
  /* sources and refresh */
  UM_PROBLEM_NO_SUCH_SOURCE, /* [name] */
  UM_PROBLEM_NOT_REFRESHED,  /* [source] there is no snapshot yet */
  UM_PROBLEM_LOSES_USERS,    /* [percent] a refresh would lose more than 10 % */
  UM_PROBLEM_BUSY,           /* [source] a refresh or run of it is going on */
  /* plans and runs */
  UM_PROBLEM_NO_USERS,
  UM_PROBLEM_NO_SUCH_ACTION,    /* [key] */
  UM_PROBLEM_WRONG_SOURCE_KIND, /* [action key] */
  UM_PROBLEM_READ_ONLY_SOURCE,  /* [source] */
  UM_PROBLEM_NO_GROUPS,
  UM_PROBLEM_NO_SUCH_GROUP,       /* [name] */
  UM_PROBLEM_AMBIGUOUS_GROUP,     /* [name: id, id, …] */
  UM_PROBLEM_SAME_GROUP_TWICE,    /* [group] to be added and removed in one plan */
  UM_PROBLEM_LIKE_NOBODY,         /* [user] the colleague, who is in no group */
  UM_PROBLEM_MEMBERSHIPS_UNKNOWN, /* [user] of whom all groups have to be known */
  UM_PROBLEM_INVITE_ALONE,        /* inviting, and something else, in one plan */
  UM_PROBLEM_INVITE_NOTHING,      /* [address] invited to no product and no group */
  UM_PROBLEM_GROUP_ROWS,          /* [number] of rows of users and groups that can't be used */
  UM_PROBLEM_FILTER,              /* [text] a filter expression at fault */
  UM_PROBLEM_NO_SUCH_USER,        /* [id, e-mail or name] */
  UM_PROBLEM_PLAN_NOT_JSON,       /* [file] */
  UM_PROBLEM_PLAN_VERSION,        /* [version] */
  UM_PROBLEM_PLAN_UNKNOWN_MEMBER, /* [member] */
  UM_PROBLEM_PLAN_BAD_MEMBER,     /* [member] */
  UM_PROBLEM_PLAN_OTHER_SOURCE,   /* [address or organisation it was made for] */
  UM_PROBLEM_PLAN_USED,           /* [run id] */
  UM_PROBLEM_PLAN_TRIAL_OPEN,     /* [run id] a trial of it isn't over */
  UM_PROBLEM_PLAN_CHANGED,        /* [number of users] not as planned any more */
  UM_PROBLEM_NOT_CONFIRMED,       /* [the option or words needed] */
  UM_PROBLEM_STOPPED_BY_GUARD,    /* [skip nick] nobody is left to act on */
  UM_PROBLEM_RUN_ELSEWHERE,       /* [source] */
  UM_PROBLEM_NO_SUCH_RUN,         /* [id] */
  UM_PROBLEM_RUN_OVER,            /* [id] there is nothing to resume */
  UM_PROBLEM_RUN_UNDONE,          /* [id] nobody goes on with it then */
  UM_PROBLEM_RUN_GOING_ON,        /* [id] */
  UM_PROBLEM_FIRST_CHANGED,       /* [name, and in the lines below what um_user_difference_find ()
                                     has found]: of the run's first user */
  UM_PROBLEM_FIRST_NOT_READ,      /* [name] the run's first user couldn't be read again */
  /* issues that are to be made */
  UM_PROBLEM_ISSUE_NO_PROJECT,
  UM_PROBLEM_ISSUE_NO_TYPE,
  UM_PROBLEM_ISSUE_NO_SUMMARY,
  UM_PROBLEM_ISSUE_SUMMARY_LONG,     /* above UM_ISSUE_MOST_SUMMARY */
  UM_PROBLEM_ISSUE_SUMMARY_NAMES,    /* one issue for all, whose summary names one user */
  UM_PROBLEM_ISSUE_DESCRIPTION_LONG, /* above UM_ISSUE_MOST_DESCRIPTION */
  UM_PROBLEM_ISSUE_PLACEHOLDER,      /* [placeholder] there is none like it */
  UM_PROBLEM_ISSUE_NO_SUCH_PROJECT,  /* [key or name] */
  UM_PROBLEM_ISSUE_NO_SUCH_TYPE,     /* [id or name] */
  UM_PROBLEM_ISSUE_NO_SUCH_FIELD,    /* [name] the issue type doesn't ask for it */
  UM_PROBLEM_ISSUE_FIELD_MISSING,    /* [name] */
  UM_PROBLEM_ISSUE_FIELD_BAD,        /* [name] not a value that it takes */
  UM_PROBLEM_ISSUE_FIELD_FOREIGN,    /* [name] required, and of a kind that can't be filled in */
  UM_PROBLEM_ISSUE_NO_LABELS,        /* [type] its form has no labels */
  UM_PROBLEM_ISSUE_NO_SITE,          /* [source] no Jira source is linked with it */
  UM_PROBLEM_ISSUE_WHICH_SITE,       /* [names] several are, and none was chosen */
  UM_PROBLEM_ISSUE_NO_SUCH_SITE,     /* [name or cloud id] none of them is that one */
  /* lists that are imported: the file is its name, or what stands for a pasted text */
  UM_PROBLEM_IMPORT_BINARY,    /* [file] */
  UM_PROBLEM_IMPORT_WORKBOOK,  /* [file] a workbook of a spreadsheet program, or another archive */
  UM_PROBLEM_IMPORT_EMPTY,     /* [file] */
  UM_PROBLEM_IMPORT_FOLDER,    /* [file] */
  UM_PROBLEM_IMPORT_TOO_LARGE, /* [file] above UM_IMPORT_MAX_BYTES or UM_IMPORT_MAX_ROWS */
  UM_PROBLEM_IMPORT_NO_COLUMN, /* [file] none that holds users */
  UM_PROBLEM_IMPORT_NO_ADDRESSES, /* [file] of people who are to be invited */
  UM_PROBLEM_IMPORT_BAD_COLUMN,   /* [number or heading] the chosen one isn't there */
  UM_PROBLEM_IMPORT_NO_VALUES,    /* [file] no column is sure to hold what is said of users */
  UM_PROBLEM_AMBIGUOUS_USER,      /* [text: id, id, …] */
  UM_PROBLEM_LIST_NAME_MISSING,
  UM_PROBLEM_LIST_EXISTS,  /* [name] */
  UM_PROBLEM_NO_SUCH_LIST, /* [name] */
  /* filters that are saved */
  UM_PROBLEM_FILTER_NAME_MISSING,
  UM_PROBLEM_FILTER_EXISTS,  /* [name] */
  UM_PROBLEM_NO_SUCH_FILTER, /* [name] */
  /* actions on products */
  UM_PROBLEM_NO_PRODUCTS,
  UM_PROBLEM_NO_SUCH_PRODUCT,   /* [key or name] */
  UM_PROBLEM_AMBIGUOUS_PRODUCT, /* [key: name, name, …] */
  UM_PROBLEM_PRODUCT_ELSEWHERE, /* [name] the organisation's, not the site's */
  /* actions on access to directories */
  UM_PROBLEM_NO_SUCH_DIRECTORY,   /* [id or name] */
  UM_PROBLEM_AMBIGUOUS_DIRECTORY, /* [name: id, id, …] */
  /* new e-mail addresses */
  UM_PROBLEM_EMAILS_MISSING,  /* neither a rule nor a list */
  UM_PROBLEM_EMAILS_TWICE,    /* both */
  UM_PROBLEM_EMAIL_RULE_BAD,  /* [text] not a domain */
  UM_PROBLEM_EMAIL_RULE_SAME, /* [domain] that is left and is to take its place */
  UM_PROBLEM_EMAIL_PAIR_BAD,  /* [text] not an account and an address */
  /* from one directory to another */
  UM_PROBLEM_NO_DIRECTORY,    /* the one to change to isn't chosen */
  UM_PROBLEM_SAME_DIRECTORY,  /* [name] to be left and changed to */
  UM_PROBLEM_GROUP_ELSEWHERE, /* [name] not of the directory that users change to */
  /* what is made of a run */
  UM_PROBLEM_PLAN_RUN_UNKNOWN, /* [run id] the plan's, of which there is no log here */
  UM_PROBLEM_RUN_DRY,          /* [run id] nothing was sent */
  UM_PROBLEM_RUN_NOT_OVER,     /* [run id] it can be gone on with */
  UM_PROBLEM_NO_SUCH_ENTRY,    /* [number] */
  UM_PROBLEM_NOTHING_TO_UNDO,  /* [run id] */
  UM_PROBLEM_NOTHING_TO_RETRY, /* [run id] */
} UmProblem;

G_END_DECLS
