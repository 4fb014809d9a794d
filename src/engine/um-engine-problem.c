/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the errors of the lower layers mean to the front ends. Constant tables; any thread. */
#include "um-connection-private.h"
#include "um-keyring.h"
#include "um-problem.h"

#include <string.h>

/* What the sentence is about. */
typedef enum
{
  ARGUMENT_NONE,
  ARGUMENT_HOST,    /* the @host of the caller */
  ARGUMENT_MESSAGE, /* the error's own text */
  ARGUMENT_LAST,    /* the last word of the error's text: it names something there */
  ARGUMENT_PLACE,   /* the @host of the caller, who names a folder there, or the error's own text */
} Argument;

typedef struct
{
  int code;
  UmProblem problem;
  Argument argument;
} Mapping;

static const Mapping atlassian_mappings[] = {
  { UM_ATLASSIAN_ERROR_UNAUTHORIZED, UM_PROBLEM_KEY_REJECTED, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_FORBIDDEN, UM_PROBLEM_FORBIDDEN, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_NOT_FOUND, UM_PROBLEM_NOT_FOUND, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_CONFLICT, UM_PROBLEM_CONFLICT, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_REFUSED, UM_PROBLEM_REFUSED, ARGUMENT_MESSAGE },
  { UM_ATLASSIAN_ERROR_RATE_LIMITED, UM_PROBLEM_RATE_LIMITED, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_SERVER, UM_PROBLEM_SERVER, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_MALFORMED, UM_PROBLEM_MALFORMED, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_NOT_JSON, UM_PROBLEM_NOT_JSON, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_OFFLINE, UM_PROBLEM_OFFLINE, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_CUT, UM_PROBLEM_CUT, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_TLS, UM_PROBLEM_TLS, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_REDIRECTED, UM_PROBLEM_REDIRECTED, ARGUMENT_LAST },
  { UM_ATLASSIAN_ERROR_CAPTCHA, UM_PROBLEM_CAPTCHA, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_UNSECURE, UM_PROBLEM_ADDRESS_INSECURE, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_SCOPE, UM_PROBLEM_FORBIDDEN, ARGUMENT_HOST },
  { UM_ATLASSIAN_ERROR_LICENCE, UM_PROBLEM_REFUSED, ARGUMENT_MESSAGE },
  { UM_ATLASSIAN_ERROR_PAYMENT, UM_PROBLEM_REFUSED, ARGUMENT_MESSAGE },
  { UM_ATLASSIAN_ERROR_PARTIAL, UM_PROBLEM_REFUSED, ARGUMENT_MESSAGE },
};

static const Mapping store_mappings[] = {
  { UM_STORE_ERROR_FULL, UM_PROBLEM_DISK_FULL, ARGUMENT_NONE },
  { UM_STORE_ERROR_READ_ONLY, UM_PROBLEM_DISK_READ_ONLY, ARGUMENT_PLACE },
  { UM_STORE_ERROR_CORRUPT, UM_PROBLEM_DATABASE_FAILED, ARGUMENT_NONE },
  { UM_STORE_ERROR_NEWER, UM_PROBLEM_DATABASE_NEWER, ARGUMENT_NONE },
  { UM_STORE_ERROR_BUSY, UM_PROBLEM_DATABASE_BUSY, ARGUMENT_NONE },
  { UM_STORE_ERROR_LOCKED, UM_PROBLEM_RUN_ELSEWHERE, ARGUMENT_HOST },
  { UM_STORE_ERROR_NOT_FOUND, UM_PROBLEM_NOT_FOUND, ARGUMENT_MESSAGE },
  { UM_STORE_ERROR_EXISTS, UM_PROBLEM_CONFLICT, ARGUMENT_MESSAGE },
  { UM_STORE_ERROR_FAILED, UM_PROBLEM_DATABASE_FAILED, ARGUMENT_NONE },
};

static const Mapping keyring_mappings[] = {
  { UM_KEYRING_ERROR_NO_KEY, UM_PROBLEM_NO_KEY, ARGUMENT_HOST },
  { UM_KEYRING_ERROR_LOCKED, UM_PROBLEM_KEYRING_LOCKED, ARGUMENT_NONE },
  { UM_KEYRING_ERROR_DISMISSED, UM_PROBLEM_KEYRING_DISMISSED, ARGUMENT_NONE },
  { UM_KEYRING_ERROR_ABSENT, UM_PROBLEM_KEYRING_ABSENT, ARGUMENT_NONE },
  { UM_KEYRING_ERROR_FAILED, UM_PROBLEM_KEYRING_FAILED, ARGUMENT_NONE },
};

/* Any other of this domain is about a file. */
static const Mapping io_mappings[] = {
  { G_IO_ERROR_NO_SPACE, UM_PROBLEM_DISK_FULL, ARGUMENT_NONE },
  { G_IO_ERROR_READ_ONLY, UM_PROBLEM_DISK_READ_ONLY, ARGUMENT_MESSAGE },
  { G_IO_ERROR_PERMISSION_DENIED, UM_PROBLEM_DISK_READ_ONLY, ARGUMENT_MESSAGE },
  { G_IO_ERROR_HOST_NOT_FOUND, UM_PROBLEM_OFFLINE, ARGUMENT_HOST },
  { G_IO_ERROR_HOST_UNREACHABLE, UM_PROBLEM_OFFLINE, ARGUMENT_HOST },
  { G_IO_ERROR_NETWORK_UNREACHABLE, UM_PROBLEM_OFFLINE, ARGUMENT_HOST },
  { G_IO_ERROR_CONNECTION_REFUSED, UM_PROBLEM_OFFLINE, ARGUMENT_HOST },
  { G_IO_ERROR_PROXY_FAILED, UM_PROBLEM_OFFLINE, ARGUMENT_HOST },
  { G_IO_ERROR_TIMED_OUT, UM_PROBLEM_CUT, ARGUMENT_HOST },
  { G_IO_ERROR_CONNECTION_CLOSED, UM_PROBLEM_CUT, ARGUMENT_HOST },
};

static const Mapping *
find_mapping (const Mapping *mappings, gsize n_mappings, int code)
{
  for (gsize i = 0; i < n_mappings; i++)
    if (mappings[i].code == code)
      return &mappings[i];
  return NULL;
}

static const Mapping *
find (const GError *error)
{
  if (error->domain == UM_ATLASSIAN_ERROR)
    return find_mapping (atlassian_mappings, G_N_ELEMENTS (atlassian_mappings), error->code);
  if (error->domain == UM_STORE_ERROR)
    return find_mapping (store_mappings, G_N_ELEMENTS (store_mappings), error->code);
  if (error->domain == UM_KEYRING_ERROR)
    return find_mapping (keyring_mappings, G_N_ELEMENTS (keyring_mappings), error->code);
  if (error->domain == G_IO_ERROR)
    return find_mapping (io_mappings, G_N_ELEMENTS (io_mappings), error->code);
  return NULL;
}

static const char *
get_argument (Argument argument, const GError *error, const char *host)
{
  const char *blank;

  switch (argument)
    {
    case ARGUMENT_HOST:
      return host != NULL ? host : "";
    case ARGUMENT_MESSAGE:
      return error->message;
    case ARGUMENT_LAST:
      blank = strrchr (error->message, ' ');
      return blank != NULL ? blank + 1 : error->message;
    case ARGUMENT_PLACE:
      return host != NULL ? host : error->message;
    case ARGUMENT_NONE:
    default:
      return "";
    }
}

GError *
um_engine_problem (GError *error, const char *host)
{
  g_autoptr (GError) owned = error;
  const Mapping *mapping;

  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == UM_PROBLEM || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_steal_pointer (&owned);
  mapping = find (error);
  if (mapping == NULL)
    return g_error_new_literal (UM_PROBLEM, UM_PROBLEM_FILE_FAILED, error->message);
  return g_error_new_literal (UM_PROBLEM, mapping->problem,
                              get_argument (mapping->argument, error, host));
}
