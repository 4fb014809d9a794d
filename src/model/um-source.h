/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A source: one Jira Cloud site or one organisation, without its key. */
#pragma once

#include "um-types.h"

G_BEGIN_DECLS

#define UM_DEFAULT_API_URL "https://api.atlassian.com"
#define UM_N_SOURCE_COLORS 8

/* Why nothing can be changed; flags, kept in databases. */
typedef enum
{
  UM_READ_ONLY_NO = 0,
  UM_READ_ONLY_CHOSEN = 1 << 0, /* by whoever set the source up */
  UM_READ_ONLY_KEY = 1 << 1,    /* its key can only read, as a check of it has found */
} UmReadOnly;

/* A record, counted atomically. Whoever makes or copies one may fill it until it is handed out;
 * from then on nobody changes it: a change is a copy that takes its place. Text is owned, NULL =
 * not known. */
struct _UmSource
{
  char *id; /* random UUID, ours */
  UmSourceKind kind;
  char *name;
  char *url;        /* Jira: origin of the site, "https://acme.atlassian.net" */
  char *api_url;    /* origin of the organisation API */
  char *email;      /* Jira: whose key; Access: the owner's own account as typed */
  char *account_id; /* the key's owner; NULL: not known */
  char *cloud_id;
  char *org_id;
  char *org_name;
  char *host_ok;    /* a foreign host that the user confirmed once */
  gint64 expires;   /* end of the key's last day, seconds, or UM_TIME_UNKNOWN */
  gboolean gateway; /* Jira is reached through /ex/jira/{cloudId}: a scoped token */
  UmReadOnly read_only;
  gboolean demo;    /* the demo organisation: its key is never kept */
  gboolean checked; /* just now, with the key that it will be saved with; isn't kept */
  guint color;      /* 0 … UM_N_SOURCE_COLORS - 1 */
};

UmSource *um_source_new (UmSourceKind kind);
UmSource *um_source_copy (const UmSource *self);
UmSource *um_source_ref (UmSource *self);
void um_source_unref (UmSource *self);

/* The host that the key is sent to, "acme.atlassian.net" or "api.atlassian.com" with a port that
 * isn't the usual one. (transfer full) */
char *um_source_dup_host (const UmSource *self);
/* The address that requests start with: origin, or API origin with /ex/jira/{cloudId}. NULL where a
 * part of it isn't known yet. (transfer full) (nullable) */
char *um_source_dup_base (const UmSource *self);

/* What was wrong with a typed address. Sentences: um_words_address (). */
typedef enum
{
  UM_ADDRESS_FINE,
  UM_ADDRESS_EMPTY,
  UM_ADDRESS_NO_SCHEME, /* "acme.atlassian.net": @origin is what was meant */
  UM_ADDRESS_INSECURE,  /* http outside loopback */
  UM_ADDRESS_OTHER_SCHEME,
  UM_ADDRESS_HAS_PATH, /* a path, query or fragment: @origin is the address without */
  UM_ADDRESS_HAS_USER,
  UM_ADDRESS_NOT_AN_ADDRESS,
} UmAddressFault;

/* Reads a typed address. @origin: (out) (optional) (nullable): lower-case scheme://host[:port],
 * also where the fault has an obvious mend. @foreign: (out) (optional): the host isn't Atlassian's
 * (*.atlassian.net, *.jira.com, or api.atlassian.com for @kind ACCESS) nor loopback, and has to be
 * confirmed; also TRUE where no host was found. */
UmAddressFault
um_source_read_address (UmSourceKind kind, const char *text, char **origin, gboolean *foreign);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (UmSource, um_source_unref)

G_END_DECLS
